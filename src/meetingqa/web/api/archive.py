"""Articles: list, show, upload, correct, delete; the texts they had before."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, UploadFile
from fastapi.concurrency import run_in_threadpool

from meetingqa.domain import Article, ArticleChanges, Filters, IngestReport, ListedArticle
from meetingqa.errors import SourceError
from meetingqa.rendering.records import article_record
from meetingqa.web.api.rights import Asking, Editing
from meetingqa.web.api.working import ACCEPTED, Wait, work_now_or_later
from meetingqa.web.examples import CORRECT, taken
from meetingqa.web.jobs import Job
from meetingqa.web.schemas import (
    ArticleQuery,
    ArticleRecord,
    DeletedRecord,
    VersionRecord,
    VersionText,
    version_record,
    version_text,
)
from meetingqa.web.service import Service
from meetingqa.web.uploads import saved_files

VersionId = Annotated[int, Path(ge=1, le=2**53)]


def router(service: Service) -> APIRouter:
    """The routes of the archive."""
    routes = APIRouter(prefix="/articles", tags=["articles"])

    @routes.get("")
    def list_articles(
        person: Asking, query: Annotated[ArticleQuery, Query()]
    ) -> Sequence[ListedArticle]:
        """The articles without their texts."""
        return service.articles(query.filters)

    def show(article: Article) -> dict[str, Any]:
        [listed] = service.articles(Filters(article_ids=(article.article_id,)))
        corrections = service.corrections(article.article_id)
        return {**article_record(article, listed.chunks), "corrections": corrections}

    @routes.get("/{article_id}", response_model=ArticleRecord)
    def show_article(article_id: str, person: Asking) -> dict[str, Any]:
        """An article with its canonical text, and what people corrected in its metadata."""
        return show(service.article(article_id))

    @routes.post("", response_model=IngestReport, responses=ACCEPTED)
    async def upload_articles(
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
            paths = await run_in_threadpool(held.enter_context, saved_files(given))
            later = held.pop_all()  # the files stay until the work is done, now or in a job

        def work(job: Job) -> dict[str, Any]:
            with later:
                report = service.upload(person, paths, partial(job.tell, "files"))
            return _report(report).model_dump(mode="json")

        return await work_now_or_later(None, service, "upload", person, work, wait)

    @routes.patch("/{article_id}", response_model=ArticleRecord)
    def correct_article(
        article_id: str, changes: Annotated[ArticleChanges, taken(CORRECT)], person: Editing
    ) -> dict[str, Any]:
        """Correct an article's metadata: a field that is not given stays, null empties it, and what
        its source says ends the correction. Holds when the source is taken in again. The text
        cannot be changed."""
        return show(service.correct(person, article_id, changes))

    @routes.get("/{article_id}/versions")
    def list_versions(article_id: str, person: Asking) -> list[VersionRecord]:
        """The texts that the article had before, the latest first."""
        return [version_record(version) for version in service.versions(article_id)]

    @routes.get("/{article_id}/versions/{version_id}")
    def show_version(article_id: str, version_id: VersionId, person: Asking) -> VersionText:
        """An earlier text, and the way from it to the text of now."""
        version = service.version(article_id, version_id)
        return version_text(version, service.article(article_id).text)

    @routes.delete("/{article_id}")
    def delete_article(article_id: str, person: Editing) -> DeletedRecord:
        """Delete an article with all that goes with it."""
        return DeletedRecord(deleted=service.delete(person, [article_id]))

    return routes


def _report(report: IngestReport) -> IngestReport:
    """The report if anything was taken or there already. Raises SourceError otherwise."""
    if report.articles or report.duplicates:
        return report
    reasons = [f"{PurePath(each.source).name}: {each.reason}" for each in report.rejected]
    raise SourceError("nothing was taken", "; ".join(reasons[:20]) or "the files are empty")
