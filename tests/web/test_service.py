"""The service over a real store: events, history, uploads, a model that fails or dies."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes_llm import ScriptedChatModel
from meetingqa.domain import Answer
from meetingqa.errors import (
    ConversationNotFoundError,
    Forbidden,
    ModelTimeout,
    ServiceClosing,
    SourceError,
)
from meetingqa.models.llm import LanguageModel
from meetingqa.web.events import AskEvent, Done, Drafted, Proven, Waiting, Writing
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from served import QUESTION, open_service

LAN = Person(account_id=1, name="lan", role="editor")
BINH = Person(account_id=2, name="bình", role="staff")
RIGHT = '{"statements": [{"evidence": [1], "text": "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng."}]}'


def give_model(service: Service, *script: Any) -> ScriptedChatModel:
    model = ScriptedChatModel(script=list(script))
    service.assistant.language_model = LanguageModel(model, name="scripted")
    return model


def kinds(events: list[AskEvent]) -> list[str]:
    """What happened, without how far a draft was meanwhile."""
    return [type(event).__name__ for event in events if not isinstance(event, Writing)]


def last(events: list[AskEvent]) -> Done:
    assert isinstance(events[-1], Done)
    return events[-1]


def test_an_answer_is_drafted_kept_counted_and_audited(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        events = list(service.ask(LAN, QUESTION))
        assert kinds(events) == ["Drafted", "Done"]
        done = last(events)
        assert "12.500 tỷ đồng" in done.answer.text
        assert done.conversation_id
        [turn] = service.history.earlier(LAN, done.conversation_id)
        assert (turn.question, turn.answer) == (QUESTION, done.answer.text)
        assert [(e.name, e.action, e.detail) for e in service.accounts.audit.list()] == [
            ("lan", "ask", "answered")
        ]
        shown = service.metrics.show().decode()
    assert 'meetingqa_questions_total{status="answered",writer="extractive"} 1.0' in shown
    assert 'meetingqa_stage_seconds_count{stage="retrieve"} 1.0' in shown


def test_a_follow_up_knows_what_was_asked_before_and_another_person_does_not(
    tmp_path: Path,
) -> None:
    with open_service(tmp_path) as service:
        talk = last(list(service.ask(LAN, QUESTION))).conversation_id
        after = last(list(service.ask(LAN, "Còn nhập khẩu?", conversation_id=talk))).answer
        assert "Đồng Mai" in after.standalone
        with pytest.raises(ConversationNotFoundError):
            service.ask(BINH, "Còn nhập khẩu?", conversation_id=talk)
        assert service.history.list(BINH) == []


def test_what_is_not_to_be_kept_is_not(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        assert last(list(service.ask(LAN, QUESTION, keep=False))).turn_id is None
        assert service.history.list(LAN) == []


def test_the_models_answer_follows_the_draft(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        model = give_model(service, RIGHT)
        events = list(service.ask(LAN, QUESTION))
        assert kinds(events) == ["Drafted", "Waiting", "Done"]
        assert events[1] == Waiting(position=0)
        assert len(model.history) == 1
        assert last(events).answer.citations


def test_a_model_that_fails_leaves_the_draft_and_the_next_question_works(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        give_model(service, ModelTimeout("'scripted' took more than 1 s"), RIGHT)
        events = list(service.ask(LAN, QUESTION))
        assert isinstance(events[0], Drafted)
        answer = last(events).answer
        assert answer.text == events[0].answer.text
        assert [dropped.reason for dropped in answer.trace.dropped if not dropped.text] == [
            "'scripted' took more than 1 s"
        ]
        assert len(service.model_queue) == 0
        assert not [
            d for d in last(list(service.ask(LAN, QUESTION))).answer.trace.dropped if not d.text
        ]
        assert "meetingqa_model_failures_total 1.0" in service.metrics.show().decode()


def test_a_model_server_that_dies_in_mid_answer(tmp_path: Path) -> None:
    """It takes the request, sends half of an answer, and is gone."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def die() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        b'Content-Length: 4000\r\n\r\n{"id": "1", "choices": [{"mess'
                    )

        threading.Thread(target=die, daemon=True).start()
        port = listening.getsockname()[1]
        with open_service(
            tmp_path,
            llm="openai:nhỏ",
            llm_base_url=f"http://127.0.0.1:{port}/v1",
            llm_api_key="x",
            llm_timeout_s=10,
        ) as service:
            for _ in range(2):
                events = list(service.ask(LAN, QUESTION))
                answer = last(events).answer
                assert "12.500 tỷ đồng" in answer.text
                assert [d for d in answer.trace.dropped if not d.text and d.reason]
            assert kinds(list(service.ask(LAN, QUESTION, writer="extractive")))[-1] == "Done"
        listening.shutdown(socket.SHUT_RDWR)


def test_who_waits_is_told_the_place_and_may_leave(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        model = give_model(service, RIGHT, RIGHT)
        with service.model_queue.place():
            asking = service.ask(LAN, QUESTION)
            assert isinstance(next(asking), Drafted)
            assert next(asking) == Waiting(position=1)
            assert len(service.model_queue) == 2
            asking.close()
            assert len(service.model_queue) == 1
        assert model.history == []
        assert service.running.drain(0)


def test_who_waited_is_told_when_the_own_turn_begins(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        model = give_model(service, RIGHT)
        asking = service.ask(LAN, QUESTION)
        with service.model_queue.place():
            assert isinstance(next(asking), Drafted)
            assert next(asking) == Waiting(position=1)
        assert next(asking) == Waiting(position=0)
        assert model.history == []
        assert kinds(list(asking)) == ["Done"]
        assert len(model.history) == 1


def test_uploads_are_taken_file_by_file_and_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    good = tmp_path / "in" / "họp.txt"
    good.write_text(
        "HĐND tỉnh Lộc Vân họp phiên tháng 9\n\nNgày 5/9/2024, HĐND tỉnh Lộc Vân họp. Thu ngân "
        "sách 8 tháng đạt 4.321 tỷ đồng, bằng 70% dự toán. Kỳ họp thông qua 12 nghị quyết.",
        encoding="utf-8",
    )
    bad = tmp_path / "in" / "chạy.exe"
    bad.write_bytes(b"MZ")
    told: list[tuple[int, int]] = []
    with open_service(tmp_path, filled=False) as service:
        assert service.articles() == []
        report = service.upload(LAN, [good, bad], lambda *step: told.append(step))
        assert (report.added, [r.source for r in report.rejected]) == (1, ["chạy.exe"])
        assert told
        [taken] = report.articles
        assert taken.source.startswith("uploads/")  # no path of the server's
        kept = service.settings.store_dir / taken.source
        assert kept.read_bytes() == good.read_bytes()
        answer = last(list(service.ask(LAN, "Thu ngân sách 8 tháng của tỉnh Lộc Vân?"))).answer
        assert "4.321 tỷ đồng" in answer.text
        assert service.delete(LAN, [taken.article_id]) == 1
        assert service.articles() == []
        actions = [entry.action for entry in service.accounts.audit.list()]
    assert actions == ["delete", "ask", "upload"]


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    files = []
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        files.append(tmp_path / str(number) / "bai.txt")
        files[-1].write_text(
            f"Kỳ họp {number}\n\nKỳ họp thứ {number} thông qua {number + 4} nghị quyết."
        )
    with open_service(tmp_path, filled=False) as service:
        assert service.upload(LAN, files[:1]).added == 1
        assert service.upload(LAN, files[1:]).added == 1
        assert len(service.articles()) == 2


def test_limits_and_rights_of_uploads(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x" * 2_000_000)
    with open_service(tmp_path, upload_max_files=2, max_file_mb=1) as service:
        with pytest.raises(Forbidden):
            service.upload(BINH, [file])
        with pytest.raises(Forbidden):
            service.delete(BINH, [service.articles()[0].article_id])
        with pytest.raises(SourceError, match="3 files"):
            service.upload(LAN, [file] * 3)
        assert "2.0 MB" in service.upload(LAN, [file]).rejected[0].reason
        assert len(service.articles()) == 3


def test_summaries_and_digests(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        [first, *_] = service.articles()
        assert list(service.summarize(LAN, first.article_id))[-1].article.title == first.title
        told: list[tuple[int, int]] = []
        digest = service.digest(LAN, progress=lambda *step: told.append(step))
        assert len(digest.articles) + len(digest.duplicates) >= 3
        assert told[-1][0] == told[-1][1]


def test_closing_lets_a_running_answer_finish_and_takes_no_new_one(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        asking = service.ask(LAN, QUESTION)
        assert isinstance(next(asking), Drafted)
        assert not service.running.drain(0)
        with pytest.raises(ServiceClosing):
            next(service.ask(LAN, QUESTION))
        assert isinstance(next(asking), Done)
        asking.close()
        assert service.running.drain(0)


def test_many_ask_at_once_while_articles_come_and_none_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "mới.txt"
    file.write_text(
        "Phiên họp tháng 3\n\nUBND tỉnh họp phiên tháng 3, giao 15 nhiệm vụ cho các sở."
    )
    answers: list[str] = []
    with open_service(tmp_path) as service:

        def ask(number: int) -> None:
            person = Person(account_id=number, name=f"n{number}", role="staff")
            for _ in range(3):
                answers.append(last(list(service.ask(person, QUESTION))).answer.text)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        service.upload(LAN, [file])
        for thread in threads:
            thread.join(60)
        assert len(answers) == 24
        assert all("12.500 tỷ đồng" in answer for answer in answers)
        people = [Person(account_id=n, name="", role="staff") for n in range(1, 9)]
        assert [len(service.history.list(person)) for person in people] == [3] * 8


def test_the_models_statements_are_told_one_by_one(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        give_model(service, RIGHT)
        [*_, whole] = service.assistant.stream(QUESTION)
        asked = service.assistant.stream
        going_on = threading.Event()

        def stream(*given: Any, **options: Any) -> Iterator[Answer]:
            yield next(asked(*given, **options))
            yield whole  # as after the first statement of two, while the second is written
            assert going_on.wait(30)
            yield whole

        service.assistant.stream = stream  # type: ignore[method-assign]
        events = []
        for event in service.ask(LAN, QUESTION):
            events.append(event)
            if isinstance(event, Proven):
                assert event.answer.trace.writer == "llm" and event.answer.citations
                going_on.set()
        assert kinds(events) == ["Drafted", "Waiting", "Proven", "Done"]
