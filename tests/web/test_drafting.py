"""The model's part of an answer: how far it is, and that it stops when nobody listens."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes_llm import ScriptedChatModel
from meetingqa.domain import Answer
from meetingqa.errors import Cancelled, ModelUnavailable
from meetingqa.llm import LanguageModel, watching_drafts
from meetingqa.web.drafting import measure_draft, watch_drafting
from meetingqa.web.events import Writing
from meetingqa.web.people import LOCAL
from served import QUESTION, open_service

RIGHT = '{"statements": [{"evidence": [1], "text": "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng."}]}'
SCHEMA = {"type": "object", "properties": {}}


@pytest.mark.parametrize(
    ("text", "statement", "words"),
    [
        ("", 1, 0),
        ('{"statements": [{"evidence": [1], "te', 1, 0),
        ('{"statements": [{"evidence": [1], "text": "Thu ngân', 1, 2),
        ('{"statements": [{"text": "Thu \\"ngân\\" sách."}, {"text": "Chi', 2, 4),
    ],
)
def test_a_draft_is_measured_while_it_is_written(text: str, statement: int, words: int) -> None:
    assert measure_draft(text) == Writing(statement=statement, words=words)


def test_progress_comes_before_the_answer_and_holds_no_word_of_it(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        model = ScriptedChatModel(script=[RIGHT] * 4)
        service.assistant.language_model = LanguageModel(model, name="scripted")
        events = list(service.ask(LOCAL, QUESTION))
    names = [type(event).__name__ for event in events]
    assert names[:2] == ["Drafted", "Waiting"] and names[-1] == "Done"
    assert "Writing" in names


def _answers(model: LanguageModel, said: list[str]) -> Iterator[Answer]:
    completion = model.draft([("user", "?")], SCHEMA, max_tokens=10)
    said.append(completion.text)
    yield from ()


def test_leaving_stops_the_model_at_its_next_word() -> None:
    going_on = threading.Event()

    class Slow(ScriptedChatModel):
        def _stream(self, *given: object, **options: object) -> Iterator[object]:  # type: ignore[override]
            for chunk in super()._stream(*given, **options):  # type: ignore[arg-type]
                yield chunk
                going_on.wait(20)

    said: list[str] = []
    model = LanguageModel(Slow(script=[RIGHT]), name="slow")
    with closing(watch_drafting(_answers(model, said))) as steps:
        assert isinstance(next(steps), Writing)
        going_on.set()
    assert said == []
    assert not [thread for thread in threading.enumerate() if thread.name == "draft"]


def test_what_the_stream_raises_comes_out() -> None:
    model = LanguageModel(ScriptedChatModel(script=[ModelUnavailable("gone")]), name="gone")
    with pytest.raises(ModelUnavailable):
        list(watch_drafting(_answers(model, [])))


def test_a_watcher_sees_drafts_of_its_own_thread_only_and_ends_them() -> None:
    model = LanguageModel(ScriptedChatModel(script=[RIGHT, RIGHT, RIGHT]), name="scripted")
    seen: list[str] = []

    def refuse(text: str) -> None:
        raise Cancelled("enough")

    with watching_drafts(seen.append):
        model.draft([("user", "?")], SCHEMA, max_tokens=10)
        before = len(seen)
        other = threading.Thread(target=lambda: list(_answers(model, [])))
        other.start()
        other.join()
        assert seen[-1] == RIGHT and len(seen) == before
    with watching_drafts(refuse), pytest.raises(Cancelled):
        model.draft([("user", "?")], SCHEMA, max_tokens=10)
