"""A filled service: one for each test, one for all tests of a module that only ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from meetingqa.web.service import Service
from served import make_token, open_client, open_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service over the invented articles for one test."""
    with open_service(tmp_path) as opened:
        yield opened


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
