"""A model's draft while it is written: no word is told that the shown quotes do not prove."""

import json
import threading
from collections.abc import Callable

import pytest

from asking import ARTICLES, ask, passages_of, refusing_below
from fakes_llm import ScriptedChatModel
from meetingqa.answering.evidence import gather_evidence
from meetingqa.answering.redrafting import Begun, Part, Redrafter, watching_drafts
from meetingqa.answering.selection import select
from meetingqa.answering.verification import verify
from meetingqa.answering.writers import ExtractiveWriter, ModelWriter
from meetingqa.calibration import Sureness
from meetingqa.clock import Clock
from meetingqa.errors import Cancelled, ModelTimeout
from meetingqa.models.llm import LanguageModel

EXPORT = "Kim ngạch xuất khẩu 6 tháng của tỉnh Đồng Mai năm 2023 đạt bao nhiêu?"
RIGHT = "Kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ."
SURE = Sureness(refusing_below(0.35), lambda text: 0.9)


def draft(*texts: str) -> str:
    said = [{"evidence": [1], "text": text} for text in texts]
    return json.dumps({"statements": said}, ensure_ascii=False)


def find(question: str) -> Part:
    """What is found and quoted for a question."""
    query = ask(question)
    passages = passages_of(ARTICLES, question)
    evidence = gather_evidence(
        query, passages, lambda text: len(text.split()), limit=8, max_tokens=700
    )
    verified = verify(ExtractiveWriter().draft(query, evidence), evidence, query)
    return Part(query, passages, evidence, select(verified, evidence, query, SURE))


def redraft(
    part: Part, *script: object, on_begun: Callable[[Begun], None] | None = None
) -> tuple[Part, list[Begun]]:
    chat = ScriptedChatModel(script=list(script))
    redrafter = Redrafter(ModelWriter(LanguageModel(chat, name="scripted")))
    told: list[Begun] = []
    with watching_drafts(on_begun or told.append):
        worded, _ = redrafter.redraft(part, SURE, Clock())
    return worded, told


def test_words_are_told_as_they_are_written_and_proven() -> None:
    worded, told = redraft(find(EXPORT), draft(RIGHT))
    assert worded.selected.by_model
    shown = list(dict.fromkeys(begun.proven for begun in told))
    assert shown[0] == "" and len(shown) > 5
    assert all(RIGHT.startswith(text) for text in shown)
    assert shown[-1] == RIGHT.rpartition(" ")[0]  # the last word is whole when the draft is
    assert told[-1] == Begun(1, len(RIGHT.split()), shown[-1])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("8,2%", "9,2%"), ("12.500", "21.900"), ("tăng", "giảm"), ("đạt", "vươn lên")],
)
def test_nothing_is_told_from_the_first_word_on_that_the_quotes_do_not_hold(
    right: str, wrong: str
) -> None:
    text = draft(RIGHT.replace(right, wrong))
    _, told = redraft(find(EXPORT), text, text)
    longest = max((begun.proven for begun in told), key=len)
    assert longest and RIGHT.partition(right)[0].startswith(longest)


def test_a_second_draft_is_told_from_its_beginning() -> None:
    wrong = RIGHT.replace("8,2%", "9,2%")
    worded, told = redraft(find(EXPORT), draft(wrong), draft(RIGHT))
    assert worded.selected.by_model
    second = told[[begun.words for begun in told].index(0, 5) :]
    assert second[0].proven == "" and second[-1].proven == RIGHT.rpartition(" ")[0]


def test_the_second_of_two_statements_follows_the_first() -> None:
    first, second = RIGHT.split(", ")
    question = (
        "Kim ngạch xuất khẩu của Đồng Mai năm 2023 đạt bao nhiêu và tăng bao nhiêu phần trăm?"
    )
    _, told = redraft(find(question), draft(f"{first}.", f"Kim ngạch xuất khẩu {second}"), "{}")
    assert {begun.statement for begun in told} == {1, 2}
    assert told[-1].proven.startswith(f"{first}. Kim ngạch xuất khẩu tăng 8,2%")


def test_what_the_quotes_refuse_the_model_is_not_asked() -> None:
    part = find(EXPORT)
    unquoted = part._replace(selected=part.selected._replace(citations=(), statements=()))
    refused, told = redraft(unquoted, draft(RIGHT))
    assert refused.selected.statements == () and told == []


def test_what_is_no_draft_is_no_words() -> None:
    part = find(EXPORT)
    worded, told = redraft(part, "Xin lỗi, tôi không biết trả lời.", '{"statements": "không"}')
    assert worded.selected.statements == part.selected.statements
    assert set(told) == {Begun(1, 0, "")}


def test_a_model_that_fails_in_mid_answer_leaves_the_quotes() -> None:
    part = find(EXPORT)
    told: list[Begun] = []

    def fail(begun: Begun) -> None:
        told.append(begun)
        if begun.proven:
            raise ModelTimeout("'scripted' took more than 5 s")

    worded, _ = redraft(part, draft(RIGHT), on_begun=fail)
    assert told[-1].proven
    assert worded.selected.statements == part.selected.statements
    assert worded.selected.dropped[-1].reason == "'scripted' took more than 5 s"


def test_a_watcher_sees_the_drafts_of_its_own_thread_only_and_ends_them() -> None:
    part = find(EXPORT)
    seen: list[Begun] = []

    def write() -> None:
        chat = ScriptedChatModel(script=[draft(RIGHT)])
        redrafter = Redrafter(ModelWriter(LanguageModel(chat, name="scripted")))
        redrafter.redraft(part, SURE, Clock())

    def refuse(begun: Begun) -> None:
        raise Cancelled("enough")

    with watching_drafts(seen.append):
        other = threading.Thread(target=write)
        other.start()
        other.join()
        assert seen == []
        write()
        assert seen
    with watching_drafts(refuse), pytest.raises(Cancelled):
        write()
