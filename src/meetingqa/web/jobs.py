"""Work that outlasts a request: a few at a time, with progress, cancel and result, kept in memory."""

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, Literal

from meetingqa.domain import Value
from meetingqa.errors import Cancelled, JobNotFoundError, MeetingQAError
from meetingqa.web.people import Person

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
_ENDED = ("done", "failed", "cancelled")
_KEPT = 200  # ended jobs that can still be looked at
_AT_ONCE = 2
_log = logging.getLogger(__name__)


class Progress(Value):
    """How far a job is: the step's name, what is done, and of how much (0: not known)."""

    step: str = ""
    done: int = 0
    total: int = 0


class JobStatus(Value):
    """A job as it is now. `result` is there when it is done, `error` and `hint` when it failed."""

    id: str
    kind: str
    state: JobState
    progress: Progress = Progress()
    started_at: str
    ended_at: str | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    hint: str | None = None


class Job:
    """One piece of work and whose it is. The work calls `tell`; everybody else reads `status`."""

    def __init__(self, kind: str, person: Person) -> None:
        self.person = person
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self.status = JobStatus(id=uuid.uuid4().hex, kind=kind, state="waiting", started_at=_now())

    @property
    def id(self) -> str:
        """32 random hex digits."""
        return self.status.id

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is. Raises Cancelled when it is to stop."""
        self.check()
        self._update(progress=Progress(step=step, done=done, total=total))

    def check(self) -> None:
        """Raises Cancelled when the work is to stop."""
        if self._stopping.is_set():
            raise Cancelled("the job was cancelled")

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the job has ended; whether it has."""
        return self._ended.wait(timeout_s)

    def run(self, work: Callable[["Job"], dict[str, Any]]) -> None:
        """Do the work and keep its result, or why there is none."""
        try:
            self.check()
            self._update(state="running")
            self._end("done", result=work(self))
        except Cancelled:
            self._end("cancelled")
        except MeetingQAError as error:
            self._end("failed", error=error.message, hint=error.hint)
        except Exception:  # noqa: BLE001 - a thread of its own: nobody else would hear of it
            _log.exception("job %s (%s) failed", self.id, self.status.kind)
            self._end("failed", error="something went wrong here", hint="see the server's log")

    def stop(self) -> None:
        """Ask the work to stop; it does so where it next reports progress."""
        self._stopping.set()
        if self.status.state == "waiting":
            self._end("cancelled")

    def _end(self, state: JobState, **changes: Any) -> None:
        self._update(state=state, ended_at=_now(), **changes)
        self._ended.set()

    def _update(self, **changes: Any) -> None:
        with self._lock:
            self.status = self.status.model_copy(update=changes)


class Jobs:
    """The jobs of a serving process. They end with it; a run of an evaluation goes on when started
    again."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="job")

    def start(self, kind: str, person: Person, work: Callable[[Job], dict[str, Any]]) -> Job:
        """Queue a piece of work for a person; it runs when those before it leave room."""
        job = Job(kind, person)
        with self._lock:
            ended = [j for j in self._jobs.values() if j.status.state in _ENDED]
            for old in ended[: max(0, len(ended) - _KEPT)]:
                del self._jobs[old.id]
            self._jobs[job.id] = job
        self._pool.submit(job.run, work)
        return job

    def get(self, job_id: str, person: Person) -> Job:
        """A job that is the person's own; an admin sees all. Raises JobNotFoundError."""
        job = self._jobs.get(job_id)
        if job is None or not _may_see(person, job):
            raise JobNotFoundError(f"no job {job_id!r}", "GET /api/v1/jobs lists them")
        return job

    def list(self, person: Person) -> list[Job]:
        """The jobs that a person may see, the latest first."""
        with self._lock:
            jobs = list(self._jobs.values())
        return [job for job in reversed(jobs) if _may_see(person, job)]

    def cancel(self, job_id: str, person: Person) -> Job:
        """Ask a job to stop. One that waits never starts. Raises JobNotFoundError."""
        job = self.get(job_id, person)
        job.stop()
        return job

    def close(self) -> None:
        """Cancel what waits or runs, and wait for it to stop."""
        for job in list(self._jobs.values()):
            job.stop()
        self._pool.shutdown(wait=True)


def _may_see(person: Person, job: Job) -> bool:
    return person.role == "admin" or person.account_id == job.person.account_id


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
