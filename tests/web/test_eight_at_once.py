"""Eight people at once before a slow model: answered in the order of asking, their place shown."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx2

from fakes_llm import ScriptedChatModel
from meetingqa.models.llm import LanguageModel
from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback, open_service

SAID = "Theo báo cáo, kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ."
DRAFT = json.dumps({"statements": [{"text": SAID, "evidence": [1]}]}, ensure_ascii=False)
PEOPLE = 8


class SlowChatModel(ScriptedChatModel):
    """Takes until it is let go on, and is never asked by two at once."""

    permits: Any
    busy: Any

    def _next(self, messages: Any, options: dict[str, Any]) -> tuple[str, int]:
        assert self.busy.acquire(blocking=False)
        try:
            assert self.permits.acquire(timeout=60)
            return super()._next(messages, options)
        finally:
            self.busy.release()


def test_eight_at_once_are_answered_in_order_and_see_their_place(tmp_path: Path) -> None:
    permits = threading.Semaphore(0)
    chat = SlowChatModel(script=[DRAFT] * PEOPLE, permits=permits, busy=threading.Lock())
    answered: list[int] = []
    heard: dict[int, list[tuple[str, Any]]] = {number: [] for number in range(PEOPLE)}

    def ask(url: str, token: str, number: int) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        body = {"question": QUESTION}
        name = ""
        with httpx2.stream(
            "POST", f"{url}/api/v1/ask/stream", json=body, headers=headers, timeout=90
        ) as stream:
            for line in stream.iter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    heard[number].append((name, json.loads(value)))
                if field == "data" and name == "answer":
                    answered.append(number)
                    permits.release()  # the model goes on once this one has read the answer

    with open_service(tmp_path) as service:
        service.assistant.language_model = LanguageModel(chat, name="slow")
        tokens = [make_token(service, name=f"người {number}") for number in range(PEOPLE)]
        with on_loopback(make_app(service)) as url:
            threads = []
            for number, token in enumerate(tokens):
                threads.append(threading.Thread(target=ask, args=(url, token, number)))
                threads[-1].start()
                await_line(service, number + 1)
            permits.release()
            for thread in threads:
                thread.join(120)
    assert answered == list(range(PEOPLE))
    assert len(chat.history) == PEOPLE
    for number, events in heard.items():
        names = [name for name, _ in events]
        assert (names[0], names[-1], names.count("draft")) == ("draft", "answer", 1)
        assert "12.500 tỷ đồng" in events[0][1]["text"]  # at once, while others have the model
        places = [record["position"] for name, record in events if name == "waiting"]
        assert (places[0], places[-1]) == (number, 0)
        assert places == sorted(places, reverse=True)
        assert events[-1][1]["trace"]["writer"] == "llm"


def await_line(service: Service, length: int) -> None:
    """Wait until so many stand before the model."""
    for _ in range(6000):
        if len(service.model_queue) == length:
            return
        time.sleep(0.01)
    raise AssertionError(f"{len(service.model_queue)} in the line, not {length}")
