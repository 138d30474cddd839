"""Runs the service: listens, and on the first signal lets answers finish before it stops."""

import threading
from types import FrameType

import uvicorn

from meetingqa.settings import Settings
from meetingqa.web.logs import set_up_logging
from meetingqa.web.server import build_app
from meetingqa.web.service import Service

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
