"""One filled service for the tests that only ask it."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from meetingqa.web.service import Service
from served import make_token, open_client, open_service


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over the invented articles. Tests that share it change nothing."""
    with open_service(tmp_path_factory.mktemp("asked")) as service:
        yield service


@pytest.fixture(scope="module")
def client(asked: Service) -> Iterator[TestClient]:
    """A client of a member of staff."""
    with open_client(asked, make_token(asked)) as opened:
        yield opened
