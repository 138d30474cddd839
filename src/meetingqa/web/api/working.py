"""Jobs: long work, watched, cancelled and collected; and how other routes hand work over to them."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from meetingqa.web.api.rights import Asking
from meetingqa.web.jobs import Job, JobStatus
from meetingqa.web.leaving import until_left
from meetingqa.web.people import Person
from meetingqa.web.service import Service

Wait = Annotated[
    bool, Query(description="false: answer 202 with a job at once, and work in the background")
]
ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"model": JobStatus, "description": "the job, with `wait=false`"}
}


def router(service: Service) -> APIRouter:
    """The routes of jobs."""
    routes = APIRouter(prefix="/jobs", tags=["jobs"])

    @routes.get("")
    def list_jobs(person: Asking) -> list[JobStatus]:
        """One's own jobs since the service was started, the latest first; an admin sees all."""
        return [job.status for job in service.jobs.list(person)]

    @routes.get("/{job_id}")
    def show_job(job_id: str, person: Asking) -> JobStatus:
        """A job's state and progress; `result` when it is done, `error` when it failed."""
        return service.jobs.get(job_id, person).status

    @routes.post("/{job_id}/cancel")
    def cancel_job(job_id: str, person: Asking) -> JobStatus:
        """Ask a job to stop. It does at its next step; one that has ended stays as it is."""
        return service.jobs.cancel(job_id, person).status

    return routes


async def work_now_or_later(
    request: Request | None,
    service: Service,
    kind: str,
    person: Person,
    work: Callable[[Job], dict[str, Any]],
    wait: bool,
) -> dict[str, Any] | JSONResponse:
    """The result of the work; without `wait` a response with the job that does it.

    With a `request`, its client's leaving stops the work. Raises what the work raises.
    """
    if wait:
        if request is None:
            return await run_in_threadpool(work, Job(kind, person))
        return await until_left(request, kind, person, work)
    return accepted(service.jobs.start(kind, person, work))


def accepted(job: Job) -> JSONResponse:
    """202 with a job and where to watch it."""
    return JSONResponse(
        job.status.model_dump(mode="json"), 202, {"Location": f"/api/v1/jobs/{job.id}"}
    )
