"""What one browser tab shows of a conversation: a question on its way, kept answers made answers again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetingqa.domain import (
    Answer,
    Article,
    Citation,
    Dropped,
    EarlierTurn,
    Filters,
    Nearest,
    Passage,
    Statement,
    Trace,
)
from meetingqa.errors import ArticleNotFoundError, MeetingQAError
from meetingqa.web.events import Done, Drafted, Proven, Waiting, Writing
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import trouble
from meetingqa.web.ui.words import Words

_PASSAGES = 12


@dataclass
class Exchange:
    """A question and what is known of its answer so far."""

    question: str
    filters: Filters
    answer: Answer | None = None
    passages: tuple[Passage, ...] = ()
    finished: bool = False
    ahead: int | None = None  # before us in the model's queue
    writing: Writing | None = None  # how far the model's draft is
    quick: Answer | None = None  # the extractive answer, beside what the model has proven so far
    trouble: str = ""
    turn_id: int | None = None
    rating: int | None = None
    reason: str = ""
    asks_reason: bool = False
    why_open: bool = False
    editing: str | None = None  # the standalone question in its box


class Talk:
    """A conversation as one tab holds it. Changed in place by that tab's events only."""

    def __init__(self) -> None:
        self.conversation_id: str | None = None
        self.exchanges: list[Exchange] = []
        self.filters = Filters()
        self.provinces: tuple[str, ...] = ()  # to choose from, as the archive was at the start
        self.bodies: tuple[str, ...] = ()
        self.cited: tuple[int, int] | None = None  # exchange and marker in the source panel

    def filter(self, name: str, value: str, *, add: bool) -> None:
        """Add a filter or take it away; what is no day, or no filter's name, changes nothing."""
        update: dict[str, Any] = {}
        if name in ("provinces", "bodies"):
            others = tuple(v for v in getattr(self.filters, name) if v != value)
            update[name] = (*others, value) if add else others
        elif name in ("date_from", "date_to"):
            with suppress(ValueError):
                update[name] = date.fromisoformat(value) if add and value else None
        self.filters = self.filters.model_copy(update=update)

    def exchange(self, number: str) -> Exchange | None:
        """The exchange that an event says it is of."""
        if not number.isdecimal() or int(number) >= len(self.exchanges):
            return None
        return self.exchanges[int(number)]

    def history(self) -> tuple[EarlierTurn, ...]:
        """What was asked, each able to stand alone, and answered, as a follow-up needs it."""
        return tuple(_earlier(x) for x in self.exchanges if x.finished)


def _earlier(exchange: Exchange) -> EarlierTurn:
    answer = exchange.answer
    if answer is None:
        return EarlierTurn(question=exchange.question)
    return EarlierTurn(question=answer.standalone, answer=answer.text if answer.statements else "")


def restore_answer(
    record: dict[str, Any], article: Callable[[str], Article], words: Words
) -> Answer:
    """The answer that `answer_record` wrote down, proven again against the articles as they are now.

    A statement whose article is gone or has changed is no longer shown: it is among the dropped.
    """
    citations: dict[int, Citation] = {}
    for item in record["citations"]:
        try:
            source = article(item["article_id"])
        except ArticleNotFoundError:
            continue
        if source.text[item["start"] : item["end"]] == item["quote"]:
            told = {name: item[name] for name in ("marker", "start", "end", "quote")}
            citations[item["marker"]] = Citation(article=source, **told)
    statements = [Statement.model_validate(item) for item in record["statements"]]
    kept = [s for s in statements if s.citations and all(m in citations for m in s.citations)]
    gone = words["article_gone"]
    trace = Trace.model_validate(record["trace"])
    lost = tuple(Dropped(text=s.text, reason=gone) for s in statements if s not in kept)
    used = {marker for statement in kept for marker in statement.citations}
    status = record["status"]
    if lost:
        status = "partial" if kept else "not_found"
    return Answer(
        question=record["question"],
        standalone=record["standalone"],
        status=status,
        text=record["text"]
        if not lost
        else "\n".join(s.text for s in kept) or f"{gone[:1].upper()}{gone[1:]}.",
        statements=tuple(kept),
        citations=tuple(c for marker, c in citations.items() if marker in used),
        missing=record["missing"],
        nearest=tuple(Nearest.model_validate(item) for item in record["nearest"]),
        trace=trace.model_copy(update={"dropped": (*trace.dropped, *lost)}),
    )


class Asking:
    """Asks the service and writes what it says into the exchange."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words

    def ask(
        self, person: Person, talk: Talk, exchange: Exchange, before: Sequence[EarlierTurn]
    ) -> Iterator[None]:
        """Yields whenever there is more to show; the exchange is finished when it ends."""
        try:
            events = self._service.ask(
                person,
                exchange.question,
                exchange.filters,
                before,
                conversation_id=talk.conversation_id,
            )
            for event in events:
                match event:
                    case Drafted():
                        exchange.answer = event.answer
                        if self._service.assistant.language_model is not None:
                            yield
                            self.look_up(person, exchange)
                    case Waiting():
                        exchange.ahead = event.position
                    case Writing():
                        if event == exchange.writing:
                            continue
                        exchange.writing = event
                    case Proven():
                        exchange.quick = exchange.quick or exchange.answer
                        exchange.answer, exchange.writing = event.answer, None
                    case Done():
                        exchange.answer, exchange.turn_id = event.answer, event.turn_id
                        talk.conversation_id = event.conversation_id
                        continue  # whoever listens shows the last state at the end
                yield
        except MeetingQAError as error:
            if exchange.answer is None:
                exchange.trouble = trouble(error, self._words)
        finally:
            exchange.finished = True
            exchange.ahead = None

    def look_up(self, person: Person, exchange: Exchange) -> None:
        """Find the passages that the question leads to, in the order in which an answer looks at them:
        those of the meetings it seems to mean first."""
        if exchange.answer is None:
            return
        asked = exchange.answer.standalone
        _, passages = self._service.search(person, asked, exchange.filters, _PASSAGES)
        exchange.passages = tuple(passages)
