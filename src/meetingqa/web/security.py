"""Who makes a request and whether it may: tokens, sessions, origins, limits, headers of answers."""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import anyio.to_thread
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from meetingqa.errors import Forbidden, MeetingQAError, SignInFailed, TooManyRequests
from meetingqa.web.errors import PROGRAMS, answer_error, error_response
from meetingqa.web.exposure import is_loopback
from meetingqa.web.people import LOCAL, Person
from meetingqa.web.service import Service

_KEPT = 10_000  # callers that are remembered


class RateLimit:
    """A bucket a caller that fills up within a minute. Thread-safe."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}  # what is left, and when

    def take(self, caller: str) -> None:
        """Count one request. Raises TooManyRequests when the caller's bucket is empty."""
        if not self._size:
            return
        now, a_second = self._clock(), self._size / 60
        with self._lock:
            left, before = self._buckets.pop(caller, (float(self._size), now))
            left = min(self._size, left + (now - before) * a_second)
            if len(self._buckets) >= _KEPT:
                del self._buckets[next(iter(self._buckets))]  # who has not asked for longest
            self._buckets[caller] = (max(0.0, left - 1), now) if left >= 1 else (left, now)
        if left < 1:
            wait_s = int((1 - left) / a_second) + 1
            raise TooManyRequests(
                f"more than {self._size} requests a minute", f"wait {wait_s} s", wait_s
            )


class TooLarge(HTTPException):
    """A body beyond its limit: 413 wherever in the application it shows."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(413, f"the body has more than {max_bytes} bytes")


def limited(request: Request, receive: Receive, max_bytes: int) -> Receive:
    """`receive`, but raising TooLarge past `max_bytes`; at once where the length is declared."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise TooLarge(max_bytes)
    taken = 0

    async def receive_limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > max_bytes:
            raise TooLarge(max_bytes)
        return message

    return receive_limited


SESSION_COOKIE = "meetingqa_session"
_PERSON = "meetingqa.person"
_OPEN = ("/healthz", "/readyz", "/login", "/logout", "/favicon.ico")
_FONTS = "/assets-own/fonts/"  # the page to sign in is set in them, too
_SAFE = ("GET", "HEAD", "OPTIONS")
_BODY_BYTES = 8 * 1024 * 1024  # of a request that uploads nothing
# Gradio starts itself by inline scripts and compiles handlers; nothing but this host is ever reached.
_SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "media-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob: data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {s}" for name, s in _SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def person_of(request: Any) -> Person:
    """Whose request it is, as the guard has noted: of Starlette, FastAPI or Gradio. Raises SignInFailed
    for nobody's."""
    person = getattr(request, "request", request).scope.get(_PERSON)
    if isinstance(person, Person):
        return person
    raise SignInFailed("nobody is signed in", "sign in, or send an API token")


class Guard:
    """ASGI middleware before everything: lets a request in with its person, or refuses it."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        settings = service.settings
        self._rate = RateLimit(settings.requests_per_minute)
        self._upload_bytes = settings.upload_max_files * settings.max_file_bytes
        self._open_to_all = settings.auth == "off"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # our pages use no websocket
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not request.url.path.startswith(("/assets", "/gradio_api/file", "/en/assets")):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = await self._refuse(request)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        uploads = "upload" in request.url.path or request.url.path.startswith("/api/v1/articles")
        limit = self._upload_bytes if uploads else _BODY_BYTES
        try:
            receive = limited(request, receive, limit)
        except TooLarge as error:
            refusal = error_response(request, 413, str(error.detail))
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    async def _refuse(self, request: Request) -> Response | None:
        """The answer to a request that is not let in; None after noting whose request it is."""
        try:
            self._check_origin(request)
            person = await anyio.to_thread.run_sync(self._identify, request)
            if request.method not in _SAFE or request.url.path.startswith(PROGRAMS):
                self._rate.take(person.name if person else _address(request))
        except MeetingQAError as error:
            return answer_error(request, error)
        path = request.url.path
        if person is not None:
            request.scope[_PERSON] = person
        elif path not in _OPEN and not (
            path.startswith(_FONTS) or (path == "/metrics" and _is_local_client(request))
        ):
            wants_page = "text/html" in request.headers.get("accept", "")
            if request.method == "GET" and wants_page and not path.startswith(PROGRAMS):
                root = request.scope.get("root_path", "")
                return RedirectResponse(f"{root}/login?next={quote(path)}", status_code=303)
            mend = "sign in, or send `Authorization: Bearer TOKEN`"
            return answer_error(request, SignInFailed("nobody is signed in", mend))
        return None

    def _identify(self, request: Request) -> Person | None:
        if self._open_to_all:
            return LOCAL
        accounts = self._service.accounts
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            person = accounts.tokens.person_of(secret.strip())
            if person is None:
                raise SignInFailed("the API token is wrong or revoked", "make another one")
            return person
        cookie = request.cookies.get(SESSION_COOKIE)
        return accounts.person_of_session(cookie) if cookie else None

    def _check_origin(self, request: Request) -> None:
        """Other sites' pages may not act as whoever has this one open in the browser (CSRF)."""
        host = request.headers.get("host", "")
        if self._open_to_all and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            # A foreign name that resolves to this machine would get around the browser's rules.
            raise Forbidden(f"the host {host!r} is not this machine", "use http://127.0.0.1")
        if request.method in _SAFE or "authorization" in request.headers:
            return
        origin = request.headers.get("origin") or request.headers.get("referer")
        if origin is None:
            if SESSION_COOKIE in request.cookies:
                raise Forbidden("the request does not say where it comes from", "send `Origin`")
        elif urlsplit(origin).netloc.lower() != host.lower():
            raise Forbidden(f"the request comes from {origin!r}", "use the pages of this service")


def set_session_cookie(response: Response, request: Request, secret: str) -> None:
    """Give the browser its sign-in; scripts cannot read it, and other sites cannot send it."""
    response.set_cookie(
        SESSION_COOKIE, secret, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _is_local_client(request: Request) -> bool:
    # Behind a proxy on this machine everybody would seem local.
    return is_loopback(_address(request)) and "x-forwarded-for" not in request.headers
