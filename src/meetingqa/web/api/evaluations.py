"""Evaluation runs: list, start, show."""

from typing import Annotated, Any

from fastapi import APIRouter

from meetingqa.evaluation.suites import list_suites
from meetingqa.web import evaluations
from meetingqa.web.api.rights import Evaluating
from meetingqa.web.api.working import accepted
from meetingqa.web.evaluations import RunRecord, RunRow
from meetingqa.web.examples import RUN, taken
from meetingqa.web.jobs import JobStatus
from meetingqa.web.schemas import RunBody
from meetingqa.web.service import Service


def router(service: Service) -> APIRouter:
    """The routes of evaluation."""
    routes = APIRouter(prefix="/eval", tags=["evaluation"])

    @routes.get("/suites")
    def suites(person: Evaluating) -> list[str]:
        """The suites that can be run."""
        return list_suites()

    @routes.get("/runs")
    def list_runs(person: Evaluating) -> list[RunRow]:
        """The runs there are, the latest first."""
        return evaluations.list_runs()

    @routes.post("/runs", status_code=202, response_model=JobStatus)
    def start_run(body: Annotated[RunBody, taken(RUN)], person: Evaluating) -> Any:
        """Run a suite in the background. A run of the same that was stopped goes on."""
        job = evaluations.start_run(
            service, person, body.suite, writer=body.writer, limit=body.limit, seed=body.seed
        )
        return accepted(job)

    @routes.get("/runs/{run_id}")
    def show_run(run_id: str, person: Evaluating) -> RunRecord:
        """A run with its manifest and metrics."""
        return evaluations.show_run(run_id)

    return routes
