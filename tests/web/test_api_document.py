"""The OpenAPI document held against the service by schemathesis: whatever it allows, no crash."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.openapi import from_asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from meetingqa.web.service import Service
from served import make_app, make_token, open_service

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


LEFT_OUT = {("POST", "/api/v1/eval/runs")}  # would run a suite; `test_evaluations` does


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with open_service(tmp_path_factory.mktemp("fuzzed")) as opened:
        yield opened


def test_no_request_breaks_the_service(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where there are no runs
    headers = {"Authorization": f"Bearer {make_token(service, 'admin')}"}
    app = make_app(service)
    document = from_asgi("/openapi.json", app, headers=headers)
    known = service.articles()[0].article_id
    tried = set()
    for found in document.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        name = (operation.method.upper(), operation.path)
        if name in LEFT_OUT:
            continue

        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def hold(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)
            if "article_id" in case.path_parameters and case.method.upper() != "DELETE":
                case.path_parameters["article_id"] = known  # of an article that is there
                case.call_and_validate(headers=headers, checks=CHECKS)

        hold()
        tried.add(name)
    described = {
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    assert tried == described - LEFT_OUT
    assert {("PATCH", "/api/v1/articles/{article_id}"), ("POST", "/v1/chat/completions")} <= tried
