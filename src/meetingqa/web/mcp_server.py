"""MCP at `/mcp`: tools for other people's assistants; each result carries its citations."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Request
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field

from meetingqa.answering.answerer import WriterName
from meetingqa.digesting import shorten
from meetingqa.domain import Digest, Filters, MeetingSummary, Verdict
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.records import (
    answer_record,
    article_record,
    digest_record,
    search_record,
    summary_record,
    verdict_record,
)
from meetingqa.rendering.showing import count_unshown
from meetingqa.web.errors import hint_of
from meetingqa.web.jobs import Job
from meetingqa.web.leaving import last_answer, until_left
from meetingqa.web.people import Person
from meetingqa.web.schemas import Draft, Points, Text, check_filters
from meetingqa.web.security import person_of
from meetingqa.web.service import Service

_NAME = "meetingqa"
_GUIDE = (
    "An archive of Vietnamese provincial meeting news. Answers are proven: every statement has "
    "citations whose `quote` is the article's exact words from code point `start` to `end` of its "
    "text. Cite them; what is not found is not in the archive. Ask in Vietnamese."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
Names = Annotated[list[Text], Field(max_length=100)]
Day = Annotated[date | None, Field(description="YYYY-MM-DD, of the meeting or the publication")]
Record = dict[str, Any]


def mount(app: FastAPI, service: Service) -> None:
    """Serve MCP (streamable HTTP, without sessions) at `/mcp` of an application.

    Who asks, and from where, is the application's guard's to check.
    """
    server = build_server(service)
    # Its own check of hosts knows none but loopback's.
    open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    inner = server.streamable_http_app(stateless_http=True, transport_security=open_to_all)
    app.router.routes.extend(inner.routes)
    outer = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Mapping[str, Any]]:
        async with server.session_manager.run(), outer(app) as state:
            yield state or {}

    app.router.lifespan_context = lifespan


def build_server(service: Service) -> MCPServer:
    """The tools over one service."""
    server = MCPServer(
        _NAME, version=version(_NAME), instructions=_GUIDE, log_level="WARNING", subscriptions=False
    )

    @server.tool(annotations=_READS)
    def search_articles(
        context: Context,
        question: Text,
        provinces: Names = [],  # noqa: B006 - read by pydantic, never changed
        bodies: Names = [],  # noqa: B006
        date_from: Day = None,
        date_to: Day = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Record:
        """Passages of the archive that fit a question best, with where they stand."""
        with _told():
            filters = _filters(provinces, bodies, date_from, date_to)
            began = time.perf_counter()
            found = service.search(_person(context), question, filters, limit)
            record = search_record(*found, time.perf_counter() - began)
        return {**record, "citations": [_passage_citation(p) for p in record["passages"]]}

    @server.tool(annotations=_READS)
    async def ask(
        context: Context,
        question: Text,
        provinces: Names = [],  # noqa: B006
        bodies: Names = [],  # noqa: B006
        date_from: Day = None,
        date_to: Day = None,
        earlier_questions: Names = [],  # noqa: B006
        writer: WriterName = "auto",
    ) -> Record:
        """A proven answer with citations; `status` is answered, partial or not_found."""
        with _told():
            filters = _filters(provinces, bodies, date_from, date_to)
            events = service.ask(
                _person(context), question, filters, earlier_questions, writer, keep=False
            )
            return answer_record(await last_answer(_request(context), events))

    @server.tool(annotations=_READS)
    async def check(
        context: Context,
        text: Draft,
        provinces: Names = [],  # noqa: B006
        bodies: Names = [],  # noqa: B006
        date_from: Day = None,
        date_to: Day = None,
        source: Text | None = None,
    ) -> Record:
        """Each sentence of a draft held against the articles (against one, if its id is given as `source`):
        supported with its quotes, contradicted with what they say instead, or unsupported."""
        with _told():
            filters = _filters(provinces, bodies, date_from, date_to)
            person = _person(context)

            def work(job: Job) -> list[Verdict]:
                verdicts = []
                for verdict in service.check_draft(person, text, filters, source):
                    job.check()
                    verdicts.append(verdict)
                return verdicts

            verdicts = await until_left(_request(context), "check", person, work)
        records = [verdict_record(v, number) for number, v in enumerate(verdicts, start=1)]
        articles = [c.article for verdict in verdicts for c in verdict.citations]
        sources = [article_record(article, 0) for article in articles]
        return {"verdicts": records, "citations": _quotes(records, sources)}

    @server.tool(annotations=_READS)
    def get_article(context: Context, article_id: Text) -> Record:
        """A whole article; offsets of citations count code points of its `text`."""
        with _told():
            _person(context).require("ask")
            article = service.article(article_id)
            [listed] = service.articles(Filters(article_ids=(article_id,)))
            record = article_record(article, listed.chunks)
        return {**record, "citations": [_source(record) | {"start": 0, "end": len(article.text)}]}

    @server.tool(annotations=_READS)
    async def summarize_meeting(
        context: Context, article_id: Text, writer: WriterName = "auto"
    ) -> Record:
        """What an article says of its meeting by field: results, figures, decisions, tasks…"""
        with _told():
            person = _person(context)

            def work(job: Job) -> MeetingSummary:
                return [*service.summarize(person, article_id, writer, job.check)][-1]

            summary = await until_left(_request(context), "summary", person, work)
        record = summary_record(summary)
        return {**record, "citations": _quotes(record, [article_record(summary.article, 0)])}

    @server.tool(annotations=_READS)
    async def digest(
        context: Context,
        provinces: Names = [],  # noqa: B006
        bodies: Names = [],  # noqa: B006
        date_from: Day = None,
        date_to: Day = None,
        topic: Text | None = None,
        points: Points = None,
        writer: WriterName = "auto",
    ) -> Record:
        """Many meetings by theme, with their figures and conflicts; points `omitted` are counted."""
        with _told():
            filters = _filters(provinces, bodies, date_from, date_to)
            person = _person(context)

            def work(job: Job) -> Digest:
                tell = partial(job.tell, "articles")
                return service.digest(person, filters, topic, writer, tell, job.check)

            made = shorten(await until_left(_request(context), "digest", person, work), points)
        record = digest_record(made) | {"omitted": count_unshown(made, "points", "sentences")}
        return {**record, "citations": _quotes(record, record["articles"])}

    return server


def _request(context: Context) -> Request:
    request = context.request_context.request
    assert isinstance(request, Request)
    return request


def _person(context: Context) -> Person:
    return person_of(_request(context))


@contextmanager
def _told() -> Iterator[None]:
    """Errors that the calling assistant is told in words."""
    try:
        yield
    except MeetingQAError as error:
        raise ToolError(f"{error.message}. {hint_of(error)}".removesuffix(". ")) from error
    except ValueError as error:  # of `check_filters`
        raise ToolError(str(error)) from error


def _filters(
    provinces: list[str], bodies: list[str], date_from: date | None, date_to: date | None
) -> Filters:
    return check_filters(
        Filters(
            provinces=tuple(provinces), bodies=tuple(bodies), date_from=date_from, date_to=date_to
        )
    )


def _source(record: Record) -> Record:
    return {name: record[name] for name in ("article_id", "source", "title", "url")}


def _passage_citation(passage: Record) -> Record:
    kept = ("article_id", "source", "title", "start", "end")
    return {"marker": passage["rank"], **{n: passage[n] for n in kept}, "quote": passage["text"]}


def _quotes(record: Any, sources: list[Record]) -> list[Record]:
    """Every quote of a record once, with the source it is of, in order."""
    by_id = {source["article_id"]: _source(source) for source in sources}
    found: dict[tuple[str, int, int], Record] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict) and "quote" in value:
            key = (value["article_id"], value["start"], value["end"])
            found.setdefault(key, {**value, **by_id.get(value["article_id"], {})})
        elif isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                walk(item)

    walk(record)
    return list(found.values())
