"""Finished summaries and digests: kept when an editor has made them, there for everyone to read."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from sqlalchemy import delete, insert, select

from meetingqa.domain import Article, Digest, MeetingSummary, Value
from meetingqa.errors import ArticleNotFoundError, DocumentNotFoundError
from meetingqa.rendering.digest_page import describe_scope
from meetingqa.web.editing import Edit, Edits
from meetingqa.web.people import Person
from meetingqa.web.tables import Database, documents, now

Kind = Literal["summary", "digest"]
Document = MeetingSummary | Digest
T = TypeVar("T", bound=Document)
_NONE: Edits = MappingProxyType({})


class Finished(Value):
    """A document in a list. A summary has its article's id; `made_at` in seconds since 1970."""

    document_id: str
    title: str
    articles: int
    made_by: str
    made_at: float


class FinishedDocuments:
    """The last summary of each article, and the last digest of each scope. Thread-safe.

    Articles are kept by id and hash, not copied: what no longer fits them is no longer shown.
    """

    def __init__(self, database: Database, article: Callable[[str], Article]) -> None:
        self._database = database
        self._article = article

    def keep(self, person: Person, document: Document, edits: Edits = _NONE) -> None:
        """Keep a document, with an editor's wordings of a summary's entries, in place of the one there
        was of the same article or scope."""
        kind, document_id, title, articles = _describe(document)
        row = {
            "document_id": document_id,
            "kind": kind,
            "title": title,
            # With a blank around each, so that one can be looked for.
            "articles": f" {' '.join(article.article_id for article in articles)} ",
            "made_by": person.name,
            "made_at": now(),
            "record": _json(_pack(document.model_dump(mode="json"))),
            "edits": _json(dict(edits)),
        }
        with self._database.transaction() as connection:
            connection.execute(delete(documents).where(documents.c.document_id == document_id))
            connection.execute(insert(documents).values(row))

    def list(self, kind: Kind) -> Sequence[Finished]:
        """Those of a kind, the latest first."""
        query = select(documents).where(documents.c.kind == kind)
        kept = ("document_id", "title", "made_by", "made_at")
        return [
            Finished(articles=len(row["articles"].split()), **{name: row[name] for name in kept})
            for row in self._database.rows(query.order_by(documents.c.made_at.desc()))
        ]

    def summary(self, article_id: str) -> tuple[MeetingSummary, dict[str, Edit]]:
        """The finished summary of an article, and an editor's wordings in it by entry. Raises
        DocumentNotFoundError."""
        summary, edits = self._load(MeetingSummary, "summary", article_id)
        return summary, {key: Edit(*edit) for key, edit in edits.items()}

    def digest(self, digest_id: str) -> Digest:
        """A finished digest. Raises DocumentNotFoundError."""
        return self._load(Digest, "digest", digest_id)[0]

    def forget(self, article_ids: Collection[str]) -> None:
        """Delete every document that is made of one of these articles."""
        with self._database.transaction() as connection:
            for article_id in article_ids:
                made_of = documents.c.articles.contains(f" {article_id} ", autoescape=True)
                connection.execute(delete(documents).where(made_of))

    def _load(self, type_: type[T], kind: Kind, document_id: str) -> tuple[T, dict[str, Any]]:
        query = select(documents.c.record, documents.c.edits).where(
            documents.c.document_id == document_id, documents.c.kind == kind
        )
        row = next(iter(self._database.rows(query)), None)
        if row is None:
            raise DocumentNotFoundError(
                f"there is no finished {kind} {document_id!r}", "an editor can make it"
            )
        known: dict[str, Article] = {}
        try:
            document: Any = type_.model_validate(self._unpack(json.loads(row["record"]), known))
        except (ArticleNotFoundError, ValidationError, KeyError) as error:
            raise DocumentNotFoundError(
                f"an article of {kind} {document_id!r} has changed since", "an editor can redo it"
            ) from error
        return document, json.loads(row["edits"])

    def _unpack(self, value: Any, known: dict[str, Article]) -> Any:
        if isinstance(value, list):
            return [self._unpack(item, known) for item in value]
        if not isinstance(value, dict):
            return value
        if "article_hash" not in value:
            return {name: self._unpack(item, known) for name, item in value.items()}
        article_id, content_hash = value["article_id"], value["article_hash"]
        if article_id not in known:
            known[article_id] = self._article(article_id)
        if known[article_id].content_hash != content_hash:
            raise KeyError(article_id)
        return known[article_id]


def _describe(document: Document) -> tuple[Kind, str, str, tuple[Article, ...]]:
    """Kind, id, title and articles."""
    if isinstance(document, MeetingSummary):
        article = document.article
        return "summary", article.article_id, article.title, (article,)
    digest_id = hashlib.sha256(document.scope.model_dump_json().encode()).hexdigest()[:16]
    return "digest", digest_id, describe_scope(document.scope), document.articles


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pack(value: Any) -> Any:
    """A document's JSON with its articles by id and hash."""
    if isinstance(value, list):
        return [_pack(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "content_hash" in value:
        return {"article_id": value["article_id"], "article_hash": value["content_hash"]}
    return {name: _pack(item) for name, item in value.items()}
