"""Conversations of two people over a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import MAI_2023
from meetingqa.domain import Answer, Citation, Statement, Trace
from meetingqa.errors import ConversationNotFoundError
from meetingqa.evaluation.records import Case
from meetingqa.web.history import History
from meetingqa.web.people import Person
from meetingqa.web.tables import Database

LAN = Person(account_id=1, name="lan", role="staff")
BINH = Person(account_id=2, name="bình", role="admin")


def answer(question: str, quote: str = "Kỳ họp thông qua 18 nghị quyết") -> Answer:
    start = MAI_2023.text.index(quote)
    cited = Citation(marker=1, article=MAI_2023, start=start, end=start + len(quote), quote=quote)
    return Answer(
        question=question,
        standalone=question,
        status="answered",
        text=f"{quote}. [1]",
        statements=(Statement(text=f"{quote}.", citations=(1,)),),
        citations=(cited,),
        trace=Trace(writer="extractive"),
    )


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    database = Database(tmp_path)
    ticks = iter(range(1, 1000))
    yield History(database, lambda: float(next(ticks)))
    database.close()


def test_answers_are_kept_in_order_with_their_citations(history: History) -> None:
    talk, _ = history.append(LAN, answer("Kỳ họp thông qua gì?"))
    assert history.append(LAN, answer("Ai trình bày báo cáo?"), talk)[0] == talk
    found = history.get(LAN, talk)
    earlier = history.earlier(LAN, talk)
    assert [turn.question for turn in found.turns] == [turn.question for turn in earlier]
    assert found.title == "Kỳ họp thông qua gì?"
    cited = found.turns[0].answer["citations"][0]
    assert MAI_2023.text[cited["start"] : cited["end"]] == cited["quote"]


def test_nobody_sees_or_changes_anothers(history: History) -> None:
    talk, turn = history.append(LAN, answer("Riêng của Lan?"))
    assert history.list(BINH) == [] == history.list(BINH, "riêng")
    for call in (
        lambda: history.get(BINH, talk),
        lambda: history.delete(BINH, talk),
        lambda: history.append(BINH, answer("Chen vào?"), talk),
        lambda: history.rate(BINH, turn, -1, "x"),
    ):
        with pytest.raises(ConversationNotFoundError):
            call()
    assert history.export(BINH)["conversations"] == []
    assert [t.question for t in history.get(LAN, talk).turns] == ["Riêng của Lan?"]


@pytest.mark.parametrize("words", ["nghị quyết", "NGHI QUYET", "học phí  nghị", "trường"])
def test_search_needs_no_marks_and_every_word(history: History, words: str) -> None:
    talk, _ = history.append(LAN, answer("Học phí trường công?"))
    history.append(LAN, answer("Xuất khẩu?", "Kim ngạch nhập khẩu đạt 21.900 tỷ đồng"))
    assert [found.conversation_id for found in history.list(LAN, words)] == [talk]


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "không có từ này"])
def test_odd_words_find_nothing(history: History, words: str) -> None:
    history.append(LAN, answer("Học phí?"))
    assert history.list(LAN, words) == []


def test_the_latest_talk_comes_first(history: History) -> None:
    first, _ = history.append(LAN, answer("Một?"))
    second, _ = history.append(LAN, answer("Hai?"))
    assert [c.conversation_id for c in history.list(LAN)] == [second, first]
    history.append(LAN, answer("Ba?"), first)
    assert [c.conversation_id for c in history.list(LAN)] == [first, second]


def test_deleting_takes_the_turns_too(history: History) -> None:
    talk, turn = history.append(LAN, answer("Một?"))
    history.rate(LAN, turn, -1)
    history.delete(LAN, talk)
    assert history.list(LAN) == []
    assert list(history.candidate_cases()) == []


def test_a_thumb_down_becomes_a_case_that_names_nobody(history: History) -> None:
    talk, turn = history.append(LAN, answer("Học phí?"))
    _, good = history.append(LAN, answer("Nghị quyết?"), talk)
    history.rate(LAN, turn, -1, "thiếu số nghị quyết")
    history.rate(LAN, good, 1)
    [record] = history.candidate_cases()
    case = Case.model_validate(record)
    assert case.question == "Học phí?"
    assert case.note.startswith("thiếu số nghị quyết\nanswered:")
    assert "lan" not in str(record)
    history.rate(LAN, turn, None)
    assert list(history.candidate_cases()) == []
    with pytest.raises(ValueError, match="rating"):
        history.rate(LAN, turn, 7)
