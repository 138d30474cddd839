"""What each role may do: one table, held against the service, REST, MCP and docs/operations.md."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from starlette.testclient import TestClient

from meetingqa.domain import ArticleChanges
from meetingqa.errors import Forbidden, MeetingQAError
from meetingqa.web.evaluations import start_run
from meetingqa.web.people import RIGHTS, Person, Right, Role
from meetingqa.web.service import Service
from served import QUESTION, make_token, open_client, open_service

MAY: dict[Role, set[Right]] = {
    "staff": {"ask"},
    "editor": {"ask", "edit"},
    "evaluator": {"ask", "evaluate"},
    "admin": {"ask", "edit", "evaluate", "manage"},
}
ROLES = get_args(Role)
DRAFT = "Xuất khẩu 6 tháng của tỉnh Đồng Mai đạt 12.500 tỷ đồng."
NOBODYS = "0" * 16  # an article that is not there: who may, gets as far as not finding it
_DOC = Path(__file__).parents[2] / "docs" / "operations.md"


class Act(NamedTuple):
    """One thing to do through each face; `tool` and `path` are empty where a face has it not."""

    right: Right
    do: Callable[[Service, Person], object]
    method: str = ""
    path: str = ""
    body: dict[str, Any] | None = None
    tool: str = ""
    given: dict[str, Any] | None = None


ACTS = {
    "ask": Act(
        "ask", lambda s, p: list(s.ask(p, QUESTION, keep=False)),
        "POST", "ask", {"question": QUESTION}, "ask", {"question": QUESTION},
    ),
    "search": Act(
        "ask", lambda s, p: s.search(p, QUESTION),
        "POST", "search", {"question": QUESTION}, "search_articles", {"question": QUESTION},
    ),
    "check": Act(
        "ask", lambda s, p: list(s.check_draft(p, DRAFT)),
        "POST", "check", {"text": DRAFT}, "check", {"text": DRAFT},
    ),
    "summarize": Act(
        "edit", lambda s, p: list(s.summarize(p, NOBODYS)),
        "POST", "summaries", {"article_id": NOBODYS}, "summarize_meeting", {"article_id": NOBODYS},
    ),
    "digest": Act(
        "edit", lambda s, p: s.digest(p, topic="nước sạch"),
        "POST", "digests", {"topic": "nước sạch"}, "digest", {"topic": "nước sạch"},
    ),
    "upload": Act("edit", lambda s, p: s.upload(p, [])),
    "correct": Act(
        "edit", lambda s, p: s.correct(p, NOBODYS, ArticleChanges(chair="Ai")),
        "PATCH", f"articles/{NOBODYS}", {"chair": "Ai"},
    ),
    "delete": Act(
        "edit", lambda s, p: s.delete(p, [NOBODYS]), "DELETE", f"articles/{NOBODYS}"
    ),
    "read": Act(
        "ask", lambda s, p: s.search(p, QUESTION), "GET", "articles", None,
        "get_article", {"article_id": NOBODYS},
    ),
    "summaries": Act("ask", lambda s, p: s.finished.list("summary"), "GET", "summaries"),
    "digest read": Act(
        "ask", lambda s, p: s.finished.list("digest"), "GET", f"digests/{NOBODYS}"
    ),
    "runs": Act("evaluate", lambda s, p: start_run(s, p, "none"), "GET", "eval/runs"),
}  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with open_service(tmp_path_factory.mktemp("rights")) as opened:
        yield opened


@pytest.fixture(scope="module", params=ROLES)
def role(request: pytest.FixtureRequest) -> Role:
    found: Role = request.param
    return found


@pytest.fixture(scope="module")
def client(service: Service, role: Role) -> Iterator[TestClient]:
    with open_client(service, make_token(service, role)) as opened:
        yield opened


def _is_allowed(act: Act, service: Service, role: Role) -> bool:
    try:
        act.do(service, Person(account_id=1, name=role, role=role))
    except Forbidden:
        return False
    except MeetingQAError:
        return True
    return True


@pytest.mark.parametrize("name", ACTS)
def test_the_service_keeps_to_the_table(service: Service, role: Role, name: str) -> None:
    act = ACTS[name]
    assert _is_allowed(act, service, role) == (act.right in MAY[role])


@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if act.path])
def test_rest_keeps_to_the_table(client: TestClient, role: Role, name: str) -> None:
    act = ACTS[name]
    answer = client.request(act.method, f"/api/v1/{act.path}", json=act.body)
    assert (answer.status_code != 403) == (act.right in MAY[role]), answer.text
    assert answer.status_code in (200, 403, 404)


@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if act.tool])
def test_mcp_keeps_to_the_table(client: TestClient, role: Role, name: str) -> None:
    act = ACTS[name]
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": act.tool, "arguments": act.given},
    }
    headers = {"Accept": "application/json, text/event-stream"}
    answer = client.post("/mcp", json=call, headers=headers)
    assert answer.status_code == 200, answer.text
    assert ("may not" not in answer.text) == (act.right in MAY[role]), answer.text


def test_a_token_narrows_its_role(service: Service) -> None:
    with open_client(service, make_token(service, "admin", ("ask",))) as narrow:
        assert narrow.post("/api/v1/digests", json={}).status_code == 403
        assert narrow.get("/api/v1/articles").status_code == 200


def test_the_documented_table_is_this_one() -> None:
    lines = _DOC.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    [head] = [row for row in rows if row[:2] == ["may", "right"]]
    told = {
        right[1]: {role for role, mark in zip(head[2:], row[2:], strict=True) if mark}
        for row in rows
        if len(row) == len(head) and (right := re.fullmatch(r"`(\w+)`", row[1]))
    }
    assert told == {right: {role for role in ROLES if right in MAY[role]} for right in RIGHTS}
