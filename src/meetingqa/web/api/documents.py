"""Summaries of one meeting and digests of many."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool

from meetingqa.digesting import shorten
from meetingqa.rendering.records import digest_record, summary_record
from meetingqa.rendering.shapes import DigestRecord, SummaryRecord
from meetingqa.web.api.rights import Asking, Editing
from meetingqa.web.api.working import ACCEPTED, Wait, work_now_or_later
from meetingqa.web.editing import with_edits
from meetingqa.web.examples import DIGEST, SUMMARIZE, taken
from meetingqa.web.finished import Finished
from meetingqa.web.jobs import Job
from meetingqa.web.schemas import DigestBody, Points, SummaryBody
from meetingqa.web.service import Service


def router(service: Service) -> APIRouter:
    """The routes that write documents."""
    routes = APIRouter(tags=["documents"])

    @routes.post("/summaries", response_model=SummaryRecord, responses=ACCEPTED)
    async def summarize(
        request: Request,
        body: Annotated[SummaryBody, taken(SUMMARIZE)],
        person: Editing,
        wait: Wait = True,
    ) -> Any:
        """The summary of an article's meeting, every entry proven by the article's exact words."""
        # An unknown id is answered here, not in a job.
        await run_in_threadpool(service.article, body.article_id)

        def work(job: Job) -> dict[str, Any]:
            fuller = service.summarize(person, body.article_id, body.writer, job.check)
            summary = next(fuller)
            for part, summary in enumerate(fuller, start=1):  # noqa: B007 - the last one is it
                job.tell("summary", part)
            return summary_record(summary)

        return await work_now_or_later(request, service, "summary", person, work, wait)

    @routes.post("/digests", response_model=DigestRecord, responses=ACCEPTED)
    async def digest(
        request: Request,
        body: Annotated[DigestBody, taken(DIGEST)],
        person: Editing,
        wait: Wait = True,
    ) -> Any:
        """What many articles say by theme, with their figures side by side and where they differ."""

        def work(job: Job) -> dict[str, Any]:
            tell = partial(job.tell, "articles")
            made = service.digest(person, body.filters, body.topic, body.writer, tell, job.check)
            return digest_record(shorten(made, body.points))

        return await work_now_or_later(request, service, "digest", person, work, wait)

    @routes.get("/summaries")
    def list_summaries(person: Asking) -> list[Finished]:
        """Finished summaries, the latest first: the last one of each article."""
        return list(service.finished.list("summary"))

    @routes.get("/summaries/{article_id}", response_model=SummaryRecord)
    def show_summary(article_id: str, person: Asking) -> dict[str, Any]:
        """The finished summary of an article, as its editor left it."""
        summary, edits = service.finished.summary(article_id)
        return summary_record(with_edits(summary, edits))

    @routes.get("/digests")
    def list_digests(person: Asking) -> list[Finished]:
        """Finished digests, the latest first: the last one of each scope."""
        return list(service.finished.list("digest"))

    @routes.get("/digests/{digest_id}", response_model=DigestRecord)
    def show_digest(digest_id: str, person: Asking, points: Points = None) -> dict[str, Any]:
        """A finished digest."""
        return digest_record(shorten(service.finished.digest(digest_id), points))

    return routes
