"""Conversations, kept on the server for each person: listed, searched, exported, deleted, rated."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, exists, insert, select, update

from meetingqa.domain import Answer, EarlierTurn, Value
from meetingqa.errors import ConversationNotFoundError
from meetingqa.language.text import fold
from meetingqa.rendering.records import answer_record
from meetingqa.web.people import Person
from meetingqa.web.tables import Database, conversations, now, turns

_TITLE = 80  # characters


class Listed(Value):
    """A conversation in a list. Times in seconds since 1970."""

    conversation_id: str
    title: str
    created_at: float
    updated_at: float


_LISTED = select(*(conversations.c[field] for field in Listed.model_fields))


class Turn(Value):
    """A question and its answer, as the JSON of `answer_record`."""

    turn_id: int
    question: str
    answer: dict[str, Any]
    created_at: float
    rating: int | None
    reason: str | None


class Conversation(Listed):
    """A conversation with its turns, oldest first."""

    turns: tuple[Turn, ...]


class History:
    """Everyone's conversations; each method sees those of one person only. Thread-safe.

    ConversationNotFoundError is raised for what is another's just as for what is not there.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = now) -> None:
        self._database = database
        self._clock = clock

    def list(self, person: Person, words: str = "", limit: int = 200) -> Sequence[Listed]:
        """The latest conversations first; with `words`, those with all of them (marks optional)."""
        query = _LISTED.where(conversations.c.account_id == person.account_id)
        for word in fold(words).split():
            said = turns.c.words.contains(word, autoescape=True)
            mine = turns.c.conversation_id == conversations.c.conversation_id
            query = query.where(exists().where(mine, said))
        query = query.order_by(conversations.c.updated_at.desc()).limit(limit)
        return [Listed(**row) for row in self._database.rows(query)]

    def get(self, person: Person, conversation_id: str) -> Conversation:
        listed = self._find(person, conversation_id)
        query = select(*(turns.c[field] for field in Turn.model_fields))
        query = query.where(turns.c.conversation_id == conversation_id)
        rows = self._database.rows(query.order_by(turns.c.turn_id))
        said = tuple(Turn(**{**row, "answer": json.loads(row["answer"])}) for row in rows)
        return Conversation(**listed.model_dump(), turns=said)

    def earlier(self, person: Person, conversation_id: str) -> tuple[EarlierTurn, ...]:
        """The turns of a conversation, as `Service.ask` takes them for `history`."""
        return tuple(
            EarlierTurn(
                question=turn.question,
                answer=turn.answer["text"] if turn.answer["statements"] else "",
            )
            for turn in self.get(person, conversation_id).turns
        )

    def append(
        self, person: Person, answer: Answer, conversation_id: str | None = None
    ) -> tuple[str, int]:
        """Keep an answer, in a new conversation if none is named: (conversation id, turn id)."""
        at = self._clock()
        if conversation_id is not None:
            self._find(person, conversation_id)
        with self._database.transaction() as connection:
            if conversation_id is None:
                conversation_id = uuid.uuid4().hex
                row = {
                    "conversation_id": conversation_id,
                    "account_id": person.account_id,
                    "title": _title(answer.question),
                    "created_at": at,
                    "updated_at": at,
                }
                connection.execute(insert(conversations).values(row))
            else:
                mine = conversations.c.conversation_id == conversation_id
                connection.execute(update(conversations).where(mine).values(updated_at=at))
            said = {
                "conversation_id": conversation_id,
                "question": answer.question,
                "answer": json.dumps(answer_record(answer), ensure_ascii=False),
                "words": fold(f"{answer.question} {answer.text}"),
                "created_at": at,
            }
            made = connection.execute(insert(turns).values(said)).inserted_primary_key
        assert made is not None
        return conversation_id, made[0]

    def delete(self, person: Person, conversation_id: str) -> None:
        self._find(person, conversation_id)
        with self._database.transaction() as connection:
            for table in (turns, conversations):
                gone = table.c.conversation_id == conversation_id
                connection.execute(delete(table).where(gone))

    def export(self, person: Person) -> dict[str, Any]:
        every = (listed.conversation_id for listed in self.list(person, limit=1_000_000))
        found = [self.get(person, i).model_dump(mode="json") for i in every]
        return {"person": person.name, "conversations": found}

    def rate(self, person: Person, turn_id: int, rating: int | None, reason: str = "") -> None:
        """Thumb up (1), down (-1), or none again (None), with a reason."""
        if rating not in (1, -1, None):
            raise ValueError(f"a rating is 1, -1 or None, not {rating!r}")
        owned = (
            select(turns.c.turn_id)
            .join(conversations, conversations.c.conversation_id == turns.c.conversation_id)
            .where(turns.c.turn_id == turn_id, conversations.c.account_id == person.account_id)
        )
        with self._database.transaction() as connection:
            if connection.scalar(owned) is None:
                raise _not_found(f"turn {turn_id}")
            changed = update(turns).where(turns.c.turn_id == turn_id)
            connection.execute(changed.values(rating=rating, reason=reason[:2000] or None))

    def candidate_cases(self) -> Iterator[dict[str, Any]]:
        """A case for evaluation (`meetingqa.evaluation.records.Case`) for every thumb down.

        `note` holds the reason and what was answered. Nobody is named.
        """
        query = select(turns).where(turns.c.rating == -1).order_by(turns.c.turn_id)
        for row in self._database.rows(query):
            answer = json.loads(row["answer"])
            said = f"{answer['status']}: {answer['text']}"
            yield {
                "id": f"rated-{row['turn_id']}",
                "cluster": f"rated-{row['turn_id']}",
                "task": "qa",
                "kind": "feedback",
                "question": answer["standalone"] or answer["question"],
                "note": "\n".join(part for part in (row["reason"], said) if part),
                "provenance": {"human_written": True, "constructed": False},
            }

    def _find(self, person: Person, conversation_id: str) -> Listed:
        query = _LISTED.where(
            conversations.c.conversation_id == conversation_id,
            conversations.c.account_id == person.account_id,
        )
        for row in self._database.rows(query):
            return Listed(**row)
        raise _not_found(f"conversation {conversation_id!r}")


def _title(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"


def _not_found(what: str) -> ConversationNotFoundError:
    return ConversationNotFoundError(f"there is no {what}", "look at the list of conversations")
