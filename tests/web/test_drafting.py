"""The model's part of an answer: how far it is, and that it stops when nobody listens."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes_llm import ScriptedChatModel
from meetingqa.domain import Answer
from meetingqa.errors import ModelUnavailable
from meetingqa.models.llm import LanguageModel
from meetingqa.web.events import Writing
from meetingqa.web.leaving import watch_drafting
from meetingqa.web.people import LOCAL
from served import QUESTION, open_service

RIGHT = '{"statements": [{"evidence": [1], "text": "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng."}]}'


def test_progress_comes_before_the_answer_with_proven_words_only(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        model = ScriptedChatModel(script=[RIGHT] * 4)
        service.assistant.language_model = LanguageModel(model, name="scripted")
        events = list(service.ask(LOCAL, QUESTION))
    names = [type(event).__name__ for event in events]
    assert names[:2] == ["Drafted", "Waiting"] and names[-1] == "Done"
    begun = [event for event in events if isinstance(event, Writing)]
    assert begun
    assert all("Kim ngạch xuất khẩu đạt 12.500 tỷ".startswith(event.proven) for event in begun)


def test_leaving_stops_the_model_at_its_next_word(tmp_path: Path) -> None:
    going_on = threading.Event()
    written: list[object] = []

    class Slow(ScriptedChatModel):
        def _stream(self, *given: object, **options: object) -> Iterator[object]:  # type: ignore[override]
            for chunk in super()._stream(*given, **options):  # type: ignore[arg-type]
                written.append(chunk)
                yield chunk
                going_on.wait(20)

    with open_service(tmp_path) as service:
        service.assistant.language_model = LanguageModel(Slow(script=[RIGHT]), name="slow")
        stream = service.assistant.stream(QUESTION)
        next(stream)
        with closing(watch_drafting(stream)) as steps:
            assert isinstance(next(steps), Writing)
            going_on.set()
        assert len(written) < len(RIGHT) / 7 - 1
    assert not [thread for thread in threading.enumerate() if thread.name == "draft"]


def test_what_the_stream_raises_comes_out() -> None:
    def stream() -> Iterator[Answer]:
        raise ModelUnavailable("gone")
        yield

    with pytest.raises(ModelUnavailable):
        list(watch_drafting(stream()))
