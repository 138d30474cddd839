"""One question on its way: draft, place in the model's line, answer, or what went wrong, in order."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from meetingqa.errors import MeetingQAError
from meetingqa.web.events import Done, Drafted, Proven, Waiting, Writing
from meetingqa.web.people import Person
from meetingqa.web.ui.page_parts import trouble
from meetingqa.web.ui.talk import Exchange, Talk
from meetingqa.web.ui.words import Words

if TYPE_CHECKING:
    from meetingqa.web.service import Service

_PASSAGES = 12


class Asking:
    """Asks the service and writes what it says into the exchange."""

    def __init__(self, service: "Service", words: Words) -> None:
        self._service = service
        self._words = words

    def ask(
        self, person: Person, talk: Talk, exchange: Exchange, before: Sequence[str]
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
                if isinstance(event, Drafted):
                    exchange.answer = event.answer
                    yield
                    if self._service.assistant.language_model is not None:
                        self.look_up(person, exchange)
                        yield
                elif isinstance(event, Waiting):
                    exchange.ahead = event.position
                    yield
                elif isinstance(event, Writing):
                    if event != exchange.writing:
                        exchange.writing = event
                        yield
                elif isinstance(event, Proven):
                    exchange.quick = exchange.quick or exchange.answer
                    exchange.answer, exchange.writing = event.answer, None
                    yield
                elif isinstance(event, Done):
                    exchange.answer, exchange.turn_id = event.answer, event.turn_id
                    talk.conversation_id = event.conversation_id
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
