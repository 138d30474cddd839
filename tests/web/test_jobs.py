"""Jobs: progress, results, failures, cancelling, and whose they are."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from meetingqa.errors import JobNotFoundError, StoreLocked
from meetingqa.web.jobs import Job, Jobs
from meetingqa.web.people import Person

AN = Person(account_id=1, name="an", role="editor")
BINH = Person(account_id=2, name="binh", role="editor")
ADMIN = Person(account_id=3, name="chi", role="admin")


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(at_once=1)
    yield made
    made.close()


class Stuck:
    """Work that goes on until it may, and then reports progress."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.may_go_on = threading.Event()

    def __call__(self, job: Job) -> dict[str, Any]:
        job.tell("first", 1, 2)
        self.begun.set()
        self.may_go_on.wait(20)
        job.tell("second", 2, 2)
        return {"made": True}


def test_a_job_tells_how_far_it_is_and_keeps_its_result(jobs: Jobs) -> None:
    work = Stuck()
    job = jobs.start("digest", AN, work)
    assert work.begun.wait(20)
    running = job.status
    assert (running.state, running.progress.step, running.progress.done) == ("running", "first", 1)
    work.may_go_on.set()
    assert job.wait(20)
    assert job.status.state == "done"
    assert job.status.result == {"made": True}
    assert job.status.ended_at is not None


def test_a_cancelled_job_stops_where_it_reports(jobs: Jobs) -> None:
    work = Stuck()
    job = jobs.start("digest", AN, work)
    assert work.begun.wait(20)
    jobs.cancel(job.id, AN)
    work.may_go_on.set()
    assert job.wait(20)
    assert (job.status.state, job.status.result) == ("cancelled", None)


def test_a_waiting_job_that_is_cancelled_never_starts(jobs: Jobs) -> None:
    first, second = Stuck(), Stuck()
    running = jobs.start("digest", AN, first)
    waiting = jobs.start("digest", AN, second)
    assert first.begun.wait(20)
    assert jobs.cancel(waiting.id, AN).status.state == "cancelled"
    first.may_go_on.set()
    assert running.wait(20)
    jobs.close()
    assert waiting.status.state == "cancelled"
    assert not second.begun.is_set()


def test_cancelling_what_has_ended_changes_nothing(jobs: Jobs) -> None:
    job = jobs.start("digest", AN, lambda job: {})
    assert job.wait(20)
    assert jobs.cancel(job.id, AN).status.state == "done"


def test_a_handled_failure_is_told(jobs: Jobs) -> None:
    def work(job: Job) -> dict[str, Any]:
        raise StoreLocked("another process writes", "wait")

    job = jobs.start("upload", AN, work)
    assert job.wait(20)
    assert (job.status.state, job.status.error, job.status.hint) == (
        "failed",
        "another process writes",
        "wait",
    )


def test_a_bug_is_logged_and_not_told(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    def work(job: Job) -> dict[str, Any]:
        raise ZeroDivisionError("a secret of the code")

    job = jobs.start("upload", AN, work)
    assert job.wait(20)
    assert job.status.state == "failed"
    assert "secret" not in f"{job.status.error}{job.status.hint}"
    assert "a secret of the code" in caplog.text


def test_jobs_are_seen_by_who_started_them_and_by_admins(jobs: Jobs) -> None:
    mine = jobs.start("digest", AN, lambda job: {})
    later = jobs.start("summary", AN, lambda job: {})
    assert later.wait(20)
    assert [job.id for job in jobs.list(AN)] == [later.id, mine.id]
    assert jobs.list(BINH) == []
    assert len(jobs.list(ADMIN)) == 2
    for call in (jobs.get, jobs.cancel):
        with pytest.raises(JobNotFoundError, match="no job"):
            call(mine.id, BINH)


def test_old_jobs_are_forgotten(jobs: Jobs) -> None:
    made = [jobs.start("digest", AN, lambda job: {}) for _ in range(230)]
    assert made[-1].wait(20)
    last = jobs.start("digest", AN, lambda job: {})
    assert len(jobs.list(AN)) == 201
    assert jobs.list(AN)[0].id == last.id
