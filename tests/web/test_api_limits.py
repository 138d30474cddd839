"""REST and what it refuses: odd input, and people without the right."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from meetingqa.web.people import Right, Role
from meetingqa.web.service import Service
from served import QUESTION, make_token, open_client, open_service

ASK = "/api/v1/ask"


@pytest.fixture(scope="module")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with open_service(tmp_path_factory.mktemp("filling"), filled=False) as service:
        yield service


@pytest.fixture(scope="module")
def editor(filling: Service) -> Iterator[TestClient]:
    with open_client(filling, make_token(filling, "editor")) as opened:
        yield opened


def _is_error(body: Any) -> bool:
    return set(body) == {"error", "hint"} and bool(body["error"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"a"', 422),
        (b'{"question": 7}', 422),
        (b'{"question": ""}', 422),
        (b'{"question": " \\u0000\\u0007 "}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "a", "\\ud800": 1}', 422),
        (b'{"question": "a", "qestion": "b"}', 422),
        (b'{"question": "a", "writer": "gpt"}', 422),
        (b'{"question": "a", "history": ["b", 1]}', 422),
        (b'{"question": "a", "filters": {"date_from": "32/13/2024"}}', 422),
        (
            b'{"question": "a", "filters": {"date_from": "2024-02-01", "date_to": "2024-01-01"}}',
            422,
        ),
        (b'{"question": "' + b"a" * 2_001 + b'"}', 422),
        (b'{"question": "a", "filters": {"provinces": [' + b'"b",' * 100 + b'"c"]}}', 422),
        (b'{"question": "a", "limit": 1e400}', 422),
        (b"[" * 100_000, 400),
        (b'{"question": "' + b"a" * 9_000_000 + b'"}', 413),
    ],
)
def test_bodies_that_make_no_sense(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post(ASK, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert _is_error(answer.json())


def test_our_own_checks_speak_for_themselves(client: TestClient) -> None:
    filters = {"date_from": "2024-02-01", "date_to": "2020-01-01"}
    refused = client.post("/api/v1/ask", json={"question": "a", "filters": filters})
    assert refused.json()["hint"] == "body.filters: date_from is after date_to"


def test_an_unknown_field_is_named_with_those_there_are(client: TestClient) -> None:
    sent = {"question": "a", "limt": 3, "filters": {"province": "b"}}
    refused = client.post("/api/v1/search", json=sent).json()["hint"]
    assert "body.limt: there is no 'limt' here, but question, filters, limit, mode" in refused
    assert "body.filters.province: there is no 'province' here, but " in refused
    assert "provinces" in refused and "Extra inputs" not in refused
    refused = client.get("/api/v1/articles?provinces=A").json()["hint"]
    assert refused.endswith(" here, but province, body, session, from, to")


def test_a_body_without_a_declared_length_is_measured(client: TestClient) -> None:
    parts = (b"a" * 1_000_000 for _ in range(12))
    answer = client.post(ASK, content=parts, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413 and answer.json()["hint"]


def test_json_that_is_not_called_so_is_told_how_to_be_sent(client: TestClient) -> None:
    answer = client.post(ASK, content=b'{"question": "a"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422 and "application/json" in answer.json()["hint"]


def test_control_characters_are_passed_over(client: TestClient) -> None:
    odd = f"\x1b[31m{QUESTION[:20]}\x00{QUESTION[20:]}"
    answer = client.post(ASK, json={"question": odd}).json()
    assert "\x00" not in answer["question"] and "\x1b" not in answer["question"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/articles/0000", 404),
        ("GET", "/api/v1/articles/..%2F..%2Fetc%2Fpasswd", 404),
        ("GET", "/api/v1/articles/%00%ff", 404),
        ("GET", "/api/v1/articles?from=hôm-qua", 422),
        ("GET", "/api/v1/articles?from=2024-01-02&to=2024-01-01", 422),
        ("GET", "/api/v1/articles?provinces=A", 422),
        ("GET", "/api/v1/jobs/0000", 404),
        ("POST", "/api/v1/jobs/0000/cancel", 404),
        ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v1", 404),
        ("PUT", "/api/v1/ask", 405),
        ("PUT", "/api/v1/articles/0000", 405),
    ],
)
def test_paths_to_nothing(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert _is_error(answer.json())


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/bai.txt",
        "..\\..\\bai.txt",
        "/etc/bai.txt",
        "C:\\tin\\bai.txt",
        ".bai.txt",
        "bài\x00 số\n1\u202e.txt",
        "dài" * 200 + ".txt",
        "*[a]?.txt",
        "https://bao.example/bai.txt",
    ],
)
def test_names_cannot_leave_their_folder(filling: Service, editor: TestClient, name: str) -> None:
    text = f"Sáng 6/9, UBND tỉnh Đồng Mai họp về tệp {name[:30]!r}.".encode()
    answer = editor.post("/api/v1/articles", files=[("files", (name, text))])
    assert answer.status_code == 200
    [taken] = answer.json()["articles"]
    store = filling.settings.store_dir.resolve()
    kept = (store / taken["source"]).resolve()
    assert kept.is_relative_to(store / "uploads")
    assert kept.read_bytes() == text
    assert {path.name for path in store.parent.iterdir()} <= {"store", "cache"}


def _bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bai.txt", b"0" * 40_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        [("files", ("bom.zip", _bomb()))],
        [("files", ("hong.zip", b"PK\x03\x04 gone"))],
        [("files", ("hong.docx", b"PK\x03\x04 gone"))],
        [("files", ("hong.pdf", b"%PDF-1.7 gone"))],
        [("files", ("trong.txt", b""))],
        [("files", ("", b"khong ten"))],
        [("files", ("thu.exe", b"MZ"))],
        [("files", ("sai.jsonl", b'{"text": \n\xff'))],
        [("files", (f"{n}.txt", b"a")) for n in range(30)],
        [("other", ("bai.txt", b"a"))],
    ],
)
def test_files_that_cannot_be_taken(editor: TestClient, files: Any) -> None:
    answer = editor.post("/api/v1/articles", files=files)
    assert answer.status_code == 422
    assert _is_error(answer.json())


CALLS: list[tuple[str, str, dict[str, Any], Right]] = [
    ("POST", ASK, {"json": {"question": QUESTION}}, "ask"),
    ("POST", "/api/v1/ask/stream", {"json": {"question": QUESTION}}, "ask"),
    ("POST", "/api/v1/search", {"json": {"question": QUESTION}}, "ask"),
    ("GET", "/api/v1/articles", {}, "ask"),
    ("GET", "/api/v1/articles/0000", {}, "ask"),
    ("GET", "/api/v1/jobs", {}, "ask"),
    ("GET", "/v1/models", {}, "ask"),
    ("DELETE", "/api/v1/articles/0000", {}, "edit"),
    ("POST", "/api/v1/articles", {"files": [("files", ("a.exe", b""))]}, "edit"),
    ("POST", "/api/v1/summaries", {"json": {"article_id": "0000"}}, "edit"),
    ("POST", "/api/v1/digests", {"json": {"filters": {"provinces": ["Không có"]}}}, "edit"),
    ("GET", "/api/v1/eval/suites", {}, "evaluate"),
    ("GET", "/api/v1/eval/runs", {}, "evaluate"),
    ("GET", "/api/v1/eval/runs/0000", {}, "evaluate"),
    ("POST", "/api/v1/eval/runs", {"json": {"suite": "no-such"}}, "evaluate"),
]
MAY: dict[Role, set[Right]] = {
    "staff": {"ask"},
    "editor": {"ask", "edit"},
    "evaluator": {"ask", "evaluate"},
    "admin": {"ask", "edit", "evaluate"},
}


@pytest.mark.parametrize("role", MAY)
def test_roles_do_what_they_may(asked: Service, role: Role) -> None:
    with open_client(asked, make_token(asked, role)) as client:
        for method, path, given, right in CALLS:
            status = client.request(method, path, **given).status_code
            assert (status == 403) == (right not in MAY[role]), (method, path, status)
            assert status < 500 and status != 401


def test_a_tokens_scopes_narrow_the_role(asked: Service) -> None:
    with open_client(asked, make_token(asked, "admin", ("evaluate",))) as client:
        assert client.get("/api/v1/eval/suites").status_code == 200
        refused = client.post(ASK, json={"question": QUESTION})
    assert refused.status_code == 403
    assert _is_error(refused.json())


@pytest.mark.parametrize("given_token", [None, "mqa_wrong", "Đồng"])
def test_strangers_are_told_to_sign_in(asked: Service, given_token: str | None) -> None:
    headers = {b"Authorization": f"Bearer {given_token}".encode()} if given_token else {}
    with open_client(asked) as client:
        for method, path, given, _ in CALLS:
            answer = client.request(method, path, headers=headers, **given)
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"] == "Bearer"


def test_asking_too_often_says_when_to_come_back(tmp_path: Path) -> None:
    with (
        open_service(tmp_path, filled=False, requests_per_minute=2) as service,
        open_client(service, make_token(service)) as client,
    ):
        codes = [client.get("/api/v1/jobs").status_code for _ in range(3)]
        refused = client.get("/api/v1/jobs")
    assert codes == [200, 200, 429]
    assert int(refused.headers["retry-after"]) > 0
    assert _is_error(refused.json())
