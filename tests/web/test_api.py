"""REST as programs use it: questions, articles, documents."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from fakes_llm import ScriptedChatModel
from meetingqa.domain import Filters
from meetingqa.errors import ModelUnavailable
from meetingqa.models.llm import LanguageModel
from meetingqa.rendering.records import (
    answer_record,
    article_record,
    summary_record,
    verdict_record,
)
from meetingqa.rendering.shapes import DigestRecord
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback, open_client, open_service

WATER = "Sáng 6/9, UBND tỉnh Đồng Mai họp về giá nước sạch. Giá nước là 7.250 đồng một mét khối."


@pytest.fixture
def editor(service: Service) -> Iterator[TestClient]:
    with open_client(service, make_token(service, "editor")) as opened:
        yield opened


def _file(name: str, text: str) -> tuple[str, tuple[str, bytes]]:
    return "files", (name, text.encode())


def _without_time(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "trace": {**record["trace"], "seconds": None}}


def read_events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, each with its name."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_answer_is_the_commands_json(asked: Service, client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": QUESTION})
    assert answer.status_code == 200
    expected = json.loads(json.dumps(answer_record(asked.assistant.ask(QUESTION))))
    assert _without_time(answer.json()) == _without_time(expected)


def test_filters_and_history_reach_the_question(client: TestClient) -> None:
    body: dict[str, object] = {"question": "Còn năm 2022 thì sao?", "history": [QUESTION]}
    assert "11.552 tỷ đồng" in client.post("/api/v1/ask", json=body).json()["text"]
    told = {"question": QUESTION, "answer": "Bà Lê Thị Nhạn trình bày."}
    follow_up = {"question": "Bà ấy giữ chức gì?", "history": ["Kỳ họp thứ mấy?", told]}
    answer = client.post("/api/v1/ask", json=follow_up).json()
    assert answer["standalone"].startswith("Bà Lê Thị Nhạn giữ chức gì")
    elsewhere = {"question": QUESTION, "filters": {"provinces": ["Sơn Trà Giang"]}}
    assert client.post("/api/v1/ask", json=elsewhere).json()["status"] == "not_found"


def test_a_programs_questions_are_not_in_the_persons_history(service: Service) -> None:
    token = make_token(service, name="binh")
    with open_client(service, token) as client:
        client.post("/api/v1/ask", json={"question": QUESTION})
    person = service.accounts.tokens.person_of(token)
    assert person is not None and service.history.list(person) == []


def test_events_end_with_the_answer(client: TestClient) -> None:
    with client.stream("POST", "/api/v1/ask/stream", json={"question": QUESTION}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = read_events("".join(stream.iter_text()))
    assert [name for name, _ in events] == ["draft", "answer"]
    assert events[-1][1]["citations"][0]["marker"] == 1


def test_who_waits_for_the_model_is_told_how_many_come_before(service: Service) -> None:
    model = ScriptedChatModel(script=[ModelUnavailable("the model is gone")])
    service.assistant.language_model = LanguageModel(model, name="scripted")
    headers = {"Authorization": f"Bearer {make_token(service)}"}
    lines: list[str] = []
    with ExitStack() as held:
        url = held.enter_context(on_loopback(make_app(service)))
        before = held.enter_context(ExitStack())
        before.enter_context(service.model_queue.place())
        stream = held.enter_context(
            httpx2.stream(
                "POST", f"{url}/api/v1/ask/stream", json={"question": QUESTION}, headers=headers
            )
        )
        for line in stream.iter_lines():
            lines.append(line)
            if line == "event: waiting":
                before.close()  # now it is the question's turn
    events = read_events("\n".join(lines))
    assert (events[0][0], events[-1][0]) == ("draft", "answer")
    waited = [record["position"] for name, record in events if name == "waiting"]
    assert (waited[0], waited[-1]) == (1, 0)
    assert "12.500 tỷ đồng" in events[-1][1]["text"]
    dropped = events[-1][1]["trace"]["dropped"]
    assert any("the model is gone" in item["reason"] for item in dropped)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/ask/stream", {"question": QUESTION}),
        (
            "/v1/chat/completions",
            {
                "model": "meetingqa",
                "stream": True,
                "messages": [{"role": "user", "content": QUESTION}],
            },
        ),
    ],
)
def test_a_client_that_goes_away_while_waiting_leaves_the_line(
    service: Service, path: str, body: dict[str, Any]
) -> None:
    model = ScriptedChatModel(script=[])
    service.assistant.language_model = LanguageModel(model, name="scripted")
    headers = {"Authorization": f"Bearer {make_token(service)}"}
    with on_loopback(make_app(service)) as url, service.model_queue.place():
        with httpx2.stream("POST", f"{url}{path}", json=body, headers=headers) as stream:
            assert any("waiting" in line for line in stream.iter_lines())
            assert len(service.model_queue) == 2
        assert service.running.drain(20)
        assert len(service.model_queue) == 1
    assert model.history == []


def test_search_gives_passages(asked: Service, client: TestClient) -> None:
    body = {"question": "thu ngân sách nhà nước", "limit": 2, "mode": "keyword"}
    found = client.post("/api/v1/search", json=body).json()
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]
    for passage in found["passages"]:
        text = asked.article(passage["article_id"]).text
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_a_draft_is_checked_as_the_command_checks_it(asked: Service, client: TestClient) -> None:
    draft = "# Tin\n\nKim ngạch xuất khẩu 6 tháng đạt 12.900 tỷ đồng. Ba con trâu đã sang sông."
    article = asked.articles(Filters(provinces=("Đồng Mai",), date_to=date(2023, 12, 31)))[0]
    sent = {"text": draft, "source": article.article_id}
    found = client.post("/api/v1/check", json=sent).json()
    checked = asked.assistant.checker().check_draft(draft, source=article.article_id)
    assert found == [verdict_record(v, i) for i, v in enumerate(checked, start=1)]
    assert [record["verdict"] for record in found] == ["contradicted", "unsupported"]
    assert found[0]["reasons"][0]["said"].startswith("12.900")
    assert client.post("/api/v1/check", json=sent | {"source": "gone"}).status_code == 404
    assert client.post("/api/v1/check", json={"text": "x" * 50_001}).status_code == 422


def test_articles_are_listed_and_shown(asked: Service, client: TestClient) -> None:
    listed = client.get("/api/v1/articles", params={"province": "Đồng Mai", "from": "2023-01-01"})
    [article] = listed.json()
    assert article["held_on"] == "2023-07-05"
    shown = client.get(f"/api/v1/articles/{article['article_id']}").json()
    full = asked.article(article["article_id"])
    assert shown == {**article_record(full, article["chunks"]), "corrections": []}


def test_an_upload_can_be_asked_and_deleted(editor: TestClient) -> None:
    sent = editor.post("/api/v1/articles", files=[_file("gia-nuoc.txt", WATER)])
    assert sent.status_code == 200
    [taken] = sent.json()["articles"]
    question = {"question": "Giá nước sạch là bao nhiêu đồng một mét khối?"}
    assert "7.250 đồng" in editor.post("/api/v1/ask", json=question).json()["text"]
    path = f"/api/v1/articles/{taken['article_id']}"
    assert editor.delete(path).json() == {"deleted": 1}
    assert editor.get(path).status_code == 404
    assert editor.delete(path).status_code == 404


def test_a_bad_file_does_not_stop_the_others(editor: TestClient) -> None:
    sent = editor.post(
        "/api/v1/articles", files=[_file("anh.png", "không phải bài"), _file("gia-nuoc.txt", WATER)]
    )
    report = sent.json()
    assert (report["added"], len(report["rejected"])) == (1, 1)


def test_an_upload_of_nothing_usable_is_refused(editor: TestClient) -> None:
    files = [_file("anh.png", "không phải bài"), _file("rong.txt", "")]
    sent = editor.post("/api/v1/articles", files=files)
    assert sent.status_code == 422
    assert [told.split(":")[0] for told in sent.json()["hint"].split("; ")[:2]] == [
        *("anh.png", "rong.txt")
    ]


def test_summary_and_digest_are_the_commands_json(service: Service, editor: TestClient) -> None:
    article_id = service.articles()[0].article_id
    body = {"article_id": article_id, "writer": "extractive"}
    summary = editor.post("/api/v1/summaries", json=body)
    expected = summary_record(service.assistant.summarize(article_id, writer="extractive"))
    assert _without_time(summary.json()) == _without_time(json.loads(json.dumps(expected)))
    scope = {"filters": {"date_from": "2023-07-01"}, "writer": "extractive"}
    digest = editor.post("/api/v1/digests", json=scope).json()
    assert len(digest["articles"]) == 2
    assert digest.keys() == DigestRecord.model_fields.keys()
    brief = editor.post("/api/v1/digests", json={**scope, "points": 1}).json()
    counts = [sum(len(s["points"]) for s in d["sections"]) for d in (digest, brief)]
    assert counts[1] == 2 < counts[0]
    assert sum(len(s["points"]) for s in brief["omitted"]) == counts[0] - 2
    kept = editor.get("/api/v1/digests").json()[0]["document_id"]
    for params, same in ({}, digest), ({"points": 1}, brief):
        again = editor.get(f"/api/v1/digests/{kept}", params=params).json()
        assert again["sections"] == same["sections"]
    assert editor.post("/api/v1/digests", json={**scope, "points": 0}).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/summaries", "/api/v1/digests"])
def test_long_work_may_be_a_job(service: Service, editor: TestClient, path: str) -> None:
    body = {"article_id": service.articles()[0].article_id} if "summ" in path else {}
    accepted = editor.post(path, json=body, params={"wait": False})
    assert accepted.status_code == 202
    assert service.jobs.get(accepted.json()["id"], LOCAL).wait(20)
    ended = editor.get(accepted.headers["location"]).json()
    assert ended["state"] == "done"
    assert ended["result"]["trace"]["writer"] == "extractive"


def test_uploaded_files_last_until_their_job_has_read_them(
    service: Service, editor: TestClient
) -> None:
    accepted = editor.post(
        "/api/v1/articles", files=[_file("gia-nuoc.txt", WATER)], params={"wait": False}
    )
    [listed] = editor.get("/api/v1/jobs").json()
    assert listed["id"] == accepted.json()["id"]
    assert service.jobs.get(listed["id"], LOCAL).wait(20)
    assert editor.get(accepted.headers["location"]).json()["result"]["added"] == 1


def test_an_empty_store_is_said_to_be_empty(tmp_path: Path) -> None:
    with (
        open_service(tmp_path, filled=False) as service,
        open_client(service, make_token(service, "admin")) as client,
    ):
        assert client.get("/api/v1/articles").json() == []
        answer = client.post("/api/v1/ask", json={"question": QUESTION})
        events = client.post("/api/v1/ask/stream", json={"question": QUESTION})
    assert answer.status_code == 409
    assert answer.json()["hint"] == "POST /api/v1/articles takes articles in"
    assert read_events(events.text) == [("error", answer.json())]


def test_the_document_has_an_example_of_every_body(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    bodies = {
        path: body["content"]["application/json"]
        for path, methods in document["paths"].items()
        for route in methods.values()
        if "application/json" in (body := route.get("requestBody", {"content": {}}))["content"]
    }
    assert len(bodies) == 9
    assert all(body["examples"]["example"]["value"] for body in bodies.values())
    answer = document["paths"]["/api/v1/ask"]["post"]["responses"]
    assert answer["200"]["content"]["application/json"]["example"]["citations"]
    assert answer["404"]["content"]["application/json"]["schema"]["$ref"].endswith("ErrorRecord")


def test_metadata_is_corrected(service: Service, editor: TestClient) -> None:
    article_id = editor.get("/api/v1/articles").json()[0]["article_id"]
    where = f"/api/v1/articles/{article_id}"
    said = editor.get(where).json()
    body = {"held_on": "2023-07-14", "chair": "Trần Thị Mơ"}
    shown = editor.patch(where, json=body).json()
    assert {name: shown[name] for name in body} == body
    assert [c["field"] for c in shown["corrections"]] == ["chair", "held_on"]
    held = {"from": "2023-07-14", "to": "2023-07-14"}
    found = editor.get("/api/v1/articles", params=held).json()
    assert article_id in [article["article_id"] for article in found]
    back = editor.patch(where, json={name: said[name] for name in body}).json()
    assert back == said and back["corrections"] == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"held_on": "14/7/2023"}, "held_on"),
        ({"title": " "}, "title"),
        ({"text": "khác"}, "text"),
        ({"published_on": "0023-07-14"}, "published_on"),
    ],
)
def test_a_wrong_correction_is_refused(
    editor: TestClient, body: dict[str, Any], named: str
) -> None:
    article_id = editor.get("/api/v1/articles").json()[0]["article_id"]
    refused = editor.patch(f"/api/v1/articles/{article_id}", json=body)
    assert refused.status_code == 422 and named in refused.json()["hint"]
    assert editor.patch("/api/v1/articles/0000", json={"chair": "Ai"}).status_code == 404


def test_an_earlier_text_is_shown_beside_the_new_one(editor: TestClient) -> None:
    lines = [
        json.dumps({"title": "Giá nước", "url": "https://bao.example/nuoc", "text": text})
        for text in (WATER, WATER.replace("7.250", "7.520"))
    ]
    for line in lines:
        assert editor.post("/api/v1/articles", files=[_file("nuoc.jsonl", line)]).status_code == 200
    [article] = [a for a in editor.get("/api/v1/articles").json() if a["title"] == "Giá nước"]
    where = f"/api/v1/articles/{article['article_id']}/versions"
    [version] = editor.get(where).json()
    shown = editor.get(f"{where}/{version['version_id']}").json()
    assert "7.250" in shown["text"]
    changed = [(p["kind"], p["text"]) for p in shown["changes"] if p["kind"] != "same"]
    assert changed == [("gone", "7.250"), ("new", "7.520")]
    assert editor.get(f"{where}/{version['version_id'] + 1}").status_code == 404
