"""Answers for people to judge on the page: those of an evaluation's run, and those somebody disliked."""

from typing import Any

from meetingqa.domain import Value
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.runs import RunFolder
from meetingqa.web.history import History
from meetingqa.web.people import Person

MAX_CHARS = 2000


class Item(Value):
    """An answer to judge. `quotes` are (marker, source, words); `right` is what is known to be right.

    `verdict` and `said` are the labeller's own, empty before.
    """

    id: str
    question: str
    earlier: tuple[str, ...] = ()
    status: str
    answer: str
    quotes: tuple[tuple[int, str, str], ...]
    right: tuple[str, ...] = ()
    reason: str = ""
    verdict: str = ""
    said: str = ""


def verdicts() -> tuple[str, ...]:
    """What may be said of an answer."""
    from meetingqa.evaluation.labelling import WORDS  # late, for it draws plots

    return WORDS


def run_items(run: RunFolder, person: Person) -> list[Item]:
    """What a run answered, with the person's own verdicts. Raises EvaluationError."""
    from meetingqa.evaluation.labelling import list_items  # late, for it draws plots

    own = {label.id: label for label in run.labels() if label.labeller == person.name}
    found = []
    for item in list_items(run):
        label = own.get(item["id"])
        found.append(
            Item(
                id=item["id"],
                question=item["question"],
                earlier=tuple(item["history"]),
                status=item["status"],
                answer=item["answer"],
                quotes=tuple((q["marker"], q["doc"], q["quote"]) for q in item["quotes"]),
                right=tuple(item["right_answers"]),
                verdict=label.verdict if label else "",
                said=label.note if label else "",
            )
        )
    return found


def judge_run_item(run: RunFolder, person: Person, item_id: str, verdict: str, note: str) -> None:
    """Keep a person's verdict beside the run. Raises Forbidden, EvaluationError."""
    from meetingqa.evaluation.labelling import keep_verdict  # late, for it draws plots

    person.require("evaluate")
    keep_verdict(run, item_id, person.name, verdict, note[:MAX_CHARS])


def disliked_items(history: History, person: Person) -> list[Item]:
    """Answers with a thumb down, the latest first. Raises Forbidden."""
    person.require("evaluate")
    return [
        Item(
            id=str(item.turn_id),
            question=item.answer["standalone"] or item.answer["question"],
            status=item.answer["status"],
            answer=item.answer["text"],
            quotes=tuple(_quote(citation) for citation in item.answer["citations"]),
            reason=item.reason,
            verdict=item.verdict,
            said=item.right_answer,
        )
        for item in history.disliked()
    ]


def judge_disliked(
    history: History, person: Person, item_id: str, verdict: str, right_answer: str
) -> None:
    """Keep what a disliked answer is, and what would have been right, with its candidate case.

    Raises Forbidden, ConversationNotFoundError, EvaluationError for no such verdict.
    """
    person.require("evaluate")
    if verdict not in verdicts() or not item_id.isdecimal():
        raise EvaluationError(f"no verdict {verdict!r}", f"say one of: {', '.join(verdicts())}")
    history.label(int(item_id), verdict, " ".join(right_answer.split()))


def _quote(citation: dict[str, Any]) -> tuple[int, str, str]:
    return citation["marker"], citation["title"] or citation["source"], citation["quote"]
