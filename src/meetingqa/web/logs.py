"""The service's log: one JSON object a line on stderr, each request with an id, no questions."""

import json
import logging
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from meetingqa.domain import Answer
from meetingqa.web.metrics import Metrics

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_log = logging.getLogger(__name__)
_QUIET = ("/healthz", "/readyz", "/metrics")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, request id, and its `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := _request_id.get():
            line["request_id"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logging() -> None:
    """Write every log of this process that way, from INFO up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpx2", "chromadb", "gradio"):
        logging.getLogger(name).setLevel(logging.WARNING)


def log_answer(answer: Answer, *, with_question: bool) -> None:
    """One line for an answered question; its words only where the settings want them."""
    fields: dict[str, object] = {
        "status": answer.status,
        "writer": answer.trace.writer,
        "seconds": answer.trace.seconds.get("total"),
    }
    if with_question:
        fields["question"] = answer.question
    _log.info("answered", extra={"fields": fields})


class RequestLog:
    """ASGI middleware: gives each request an id, logs and counts its answer.

    The query string is left out, as it may hold a question.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if given.isalnum() and len(given) <= 64 else secrets.token_hex(8)
        mark = _request_id.set(request_id)
        begun, code = time.monotonic(), 500

        async def send_noting(message: Message) -> None:
            nonlocal code
            if message["type"] == "http.response.start":
                code = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._metrics.count_request(scope["method"], code)
            if scope["path"] not in _QUIET:
                fields = {
                    "method": scope["method"],
                    "path": scope["path"],
                    "code": code,
                    "seconds": round(time.monotonic() - begun, 4),
                }
                _log.info("request", extra={"fields": fields})
            _request_id.reset(mark)
