"""Articles: list, show, upload, delete."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile

from meetingqa.domain import Filters, IngestReport, ListedArticle
from meetingqa.errors import SourceError
from meetingqa.rendering import article_record
from meetingqa.web.api.received import saved_files
from meetingqa.web.api.rights import Asking, Editing
from meetingqa.web.api.working import ACCEPTED, Wait, work_now_or_later
from meetingqa.web.jobs import Job
from meetingqa.web.schemas import ArticleQuery, ArticleRecord, DeletedRecord
from meetingqa.web.service import Service


def router(service: Service) -> APIRouter:
    """The routes of the archive."""
    routes = APIRouter(prefix="/articles", tags=["articles"])

    @routes.get("")
    def list_articles(
        person: Asking, query: Annotated[ArticleQuery, Query()]
    ) -> Sequence[ListedArticle]:
        """The articles without their texts."""
        return service.articles(query.filters)

    @routes.get("/{article_id}", response_model=ArticleRecord)
    def show_article(article_id: str, person: Asking) -> dict[str, Any]:
        """An article with its canonical text."""
        article = service.article(article_id)
        [listed] = service.articles(Filters(article_ids=(article_id,)))
        return article_record(article, listed.chunks)

    @routes.post("", response_model=IngestReport, responses=ACCEPTED)
    def upload_articles(
        person: Editing,
        files: Annotated[
            list[UploadFile],
            File(description=".txt .md .html .docx .pdf .jsonl, or a .zip of these", min_length=1),
        ],
        wait: Wait = True,
    ) -> Any:
        """Take files into the archive. What is there already is passed over; a bad file is reported and
        the rest goes on."""
        with ExitStack() as held:
            given = [(file.filename or "", file.file) for file in files]
            paths = held.enter_context(saved_files(given))
            later = held.pop_all()  # the files stay until the work is done, now or in a job

        def work(job: Job) -> dict[str, Any]:
            with later:
                report = service.upload(person, paths, partial(job.tell, "files"))
            return _report(report).model_dump(mode="json")

        return work_now_or_later(service, "upload", person, work, wait)

    @routes.delete("/{article_id}")
    def delete_article(article_id: str, person: Editing) -> DeletedRecord:
        """Delete an article with all that goes with it."""
        return DeletedRecord(deleted=service.delete(person, [article_id]))

    return routes


def _report(report: IngestReport) -> IngestReport:
    """The report if anything was taken or there already. Raises SourceError otherwise."""
    if report.articles or report.duplicates:
        return report
    reasons = [f"{rejected.source}: {rejected.reason}" for rejected in report.rejected]
    raise SourceError("nothing was taken", "; ".join(reasons[:20]) or "the files are empty")
