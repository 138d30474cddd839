"""The application that is served, page, REST, MCP, sign-in and health behind one guard, and its end."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from types import FrameType

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from meetingqa.errors import IndexMissing, MeetingQAError
from meetingqa.settings import Settings
from meetingqa.web import api, login, mcp_server, openai_compat
from meetingqa.web.errors import install_errors
from meetingqa.web.logs import RequestLog, set_up_logging
from meetingqa.web.security import Guard, person_of
from meetingqa.web.service import Service
from meetingqa.web.ui import mount_ui

_CLOSE_S = 2  # for the pages' event streams, which never end by themselves


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; a second signal stops at once.

    Call `check_exposure` first.
    """
    with Service(settings) as service:
        set_up_logging()
        config = uvicorn.Config(
            build_app(settings, service),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_CLOSE_S,
        )
        _Server(config, service).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._service.running.closing:
            super().handle_exit(sig, frame)
            return
        threading.Thread(target=self._drain, args=(sig, frame), name="drain", daemon=True).start()
        self._service.running.closing = True

    def _drain(self, sig: int, frame: FrameType | None) -> None:
        self._service.running.drain(self._service.settings.shutdown_wait_s)
        super().handle_exit(sig, frame)


_log = logging.getLogger(__name__)


def build_app(settings: Settings, service: Service | None = None) -> FastAPI:
    """The application over a service; one that is given is left open at the end.

    The encoder is loaded beside the start: `/readyz` tells when it is there.
    """
    serving = service or Service(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=_prepare, args=(serving,), name="prepare", daemon=True).start()
        yield
        if service is None:
            await asyncio.to_thread(serving.close)

    app = FastAPI(
        title="meetingqa",
        version=version("meetingqa"),
        description="Questions, answers and proven citations over Vietnamese meeting articles.",
        lifespan=lifespan,
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
    )
    install_errors(app)
    _add_care(app, serving)
    app.include_router(login.router(serving))
    app.include_router(api.router(serving))
    app.include_router(openai_compat.router(serving))
    mcp_server.mount(app, serving)
    mount_ui(app, serving)
    app.add_middleware(Guard, service=serving)
    app.add_middleware(RequestLog, metrics=serving.metrics)
    return app


def _prepare(service: Service) -> None:
    try:
        service.prepare()
    except MeetingQAError as error:
        fields = {"error": error.message, "hint": error.hint}
        _log.error("not ready", extra={"fields": fields})


def _add_care(app: FastAPI, service: Service) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return PlainTextResponse("ok\n")

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> Response:
        checks = {"models": service.warm, "store": False, "open": not service.running.closing}
        reason = None
        if service.warm:
            try:
                service.check_store()
                checks["store"] = True
            except IndexMissing:
                checks["store"] = True  # empty, but it can be filled
            except MeetingQAError as error:
                reason = error.message
        ready = all(checks.values())
        said = {"ready": ready, **checks, "reason": reason}
        return JSONResponse(said, status_code=200 if ready else 503)

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        if "meetingqa.person" in request.scope:
            person_of(request).require("manage")
        return Response(
            service.metrics.show(), media_type="text/plain; version=0.0.4; charset=utf-8"
        )

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:  # without scripts, so that nothing is fetched
        return login.PAGES.TemplateResponse(request, "docs.html", app.openapi())
