"""Errors as responses: the right status, `{"error", "hint"}`, and nothing of what was sent."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from meetingqa import errors
from meetingqa.errors import MeetingQAError
from meetingqa.web.schemas import ErrorRecord

_STATUS: dict[type[MeetingQAError], HTTPStatus] = {
    errors.SignInFailed: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.ArticleNotFoundError: HTTPStatus.NOT_FOUND,
    errors.ConversationNotFoundError: HTTPStatus.NOT_FOUND,
    errors.JobNotFoundError: HTTPStatus.NOT_FOUND,
    errors.DocumentNotFoundError: HTTPStatus.NOT_FOUND,
    errors.RunNotFoundError: HTTPStatus.NOT_FOUND,
    errors.SentenceNotFoundError: HTTPStatus.NOT_FOUND,
    errors.VersionNotFoundError: HTTPStatus.NOT_FOUND,
    errors.IndexMissing: HTTPStatus.CONFLICT,  # nothing was ingested yet: not the server's fault
    errors.StoreLocked: HTTPStatus.CONFLICT,
    errors.Cancelled: HTTPStatus.CONFLICT,
    errors.EvaluationError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SettingsError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SourceError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ModelTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    errors.ModelError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ServiceClosing: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}
PROGRAMS = ("/api/", "/v1/", "/mcp")  # paths that programs ask; pages keep their own errors
_BODIES = ("application/json", "multipart/")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_MAX_FAULTS = 5
_OURS = "Value error, "  # pydantic's words before those of a check of ours
_SEND_LESS = "send less at once"
_COMMAND = re.compile(r"meetingqa |MEETINGQA_|--\w")
_log = logging.getLogger(__name__)

RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorRecord, "description": "the request cannot be read"},
    401: {"model": ErrorRecord, "description": "sign in, or send a token"},
    403: {"model": ErrorRecord, "description": "the role or the token's scopes do not allow it"},
    404: {"model": ErrorRecord, "description": "there is no such thing"},
    409: {"model": ErrorRecord, "description": "the store is empty, or another process writes"},
    413: {"model": ErrorRecord, "description": "the body is too large"},
    422: {"model": ErrorRecord, "description": "the request makes no sense"},
    429: {"model": ErrorRecord, "description": "asked too often"},
    503: {"model": ErrorRecord, "description": "the model or the store cannot serve now"},
}
"""What every route may answer beside its own result, for the OpenAPI document."""

_AS_JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorRecord"}}}
BESIDE_A_STREAM: dict[int | str, dict[str, Any]] = {
    code: {"description": said["description"], "content": _AS_JSON}
    for code, said in RESPONSES.items()
}
"""The same for a route of events, which FastAPI would have answer its errors as events, too."""


def status_of(error: MeetingQAError) -> HTTPStatus:
    """The status that an error is answered with."""
    return next(
        (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def hint_of(error: MeetingQAError) -> str:
    """What a calling program may do about an error; commands are for whoever runs the service."""
    if isinstance(error, errors.ArticleNotFoundError):
        return "GET /api/v1/articles, or the tool search_articles, gives the ids there are"
    if isinstance(error, errors.IndexMissing):
        return "POST /api/v1/articles takes articles in"
    return f"whoever runs the service: {error.hint}" if _COMMAND.search(error.hint) else error.hint


def install_errors(app: FastAPI) -> None:
    """Have an application answer its errors so."""
    app.add_exception_handler(MeetingQAError, answer_error)
    app.add_exception_handler(RequestValidationError, _answer_malformed)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_bug)


def close_off(routes: APIRouter) -> None:
    """Answer every other path under a router's prefix here: the page would take it for one of its own.

    Call it after the last route was added.
    """
    before = tuple(routes.routes)

    async def find_nothing(request: Request) -> None:
        for route in before:
            match, _ = route.matches(request.scope)
            if match is Match.PARTIAL:
                raise HTTPException(405)
        raise HTTPException(404)

    routes.add_api_route(
        "/{path:path}", find_nothing, methods=list(_METHODS), include_in_schema=False
    )


def error_response(
    request: Request, status: int, error: str, hint: str = "", headers: dict[str, str] | None = None
) -> JSONResponse:
    """An error in the form that the path's clients read: OpenAI's own under `/v1`."""
    hint = hint or (_SEND_LESS if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "")
    body: dict[str, Any] = {"error": error, "hint": hint}
    if request.url.path.startswith("/v1/"):
        message = f"{error} ({hint})" if hint else error
        kind = "invalid_request_error" if status < 500 else "server_error"
        body = {"error": {"message": message, "type": kind, "param": None, "code": None}}
    return JSONResponse(body, status_code=status, headers=headers)


def answer_error(request: Request, error: Exception) -> JSONResponse:
    """A handled error with its status and the headers that go with it."""
    assert isinstance(error, MeetingQAError)
    headers = {}
    if isinstance(error, errors.TooManyRequests):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.SignInFailed):
        headers["WWW-Authenticate"] = "Bearer"
    return error_response(request, status_of(error), error.message, hint_of(error), headers)


async def _answer_malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return error_response(request, 400, "the body is no JSON", str(faults[0]["msg"]))
    said = [
        f"{'.'.join(map(str, fault['loc']))}: {_describe(request, fault)}"
        for fault in faults[:_MAX_FAULTS]
    ]
    kind = request.headers.get("Content-Type", "")
    if ("body",) in [f["loc"] for f in faults] and not kind.startswith(_BODIES):
        said.append("send the body as Content-Type: application/json")
    hint = "; ".join(said).encode("utf-8", "replace").decode()  # half a surrogate pair in a name
    return error_response(request, 422, "the request makes no sense", hint)


def _describe(request: Request, fault: Mapping[str, Any]) -> str:
    """What is wrong with a value; of a field that there is not, which there are."""
    if fault["type"] != "extra_forbidden":
        return str(fault["msg"].removeprefix(_OURS))
    place, *inner, wrong = fault["loc"]
    [taken] = getattr(request.scope["route"].dependant, f"{place}_params")
    model = taken.field_info.annotation
    for part in inner:
        model = model.model_fields[part].annotation
    there = ", ".join(field.alias or name for name, field in model.model_fields.items())
    return f"there is no {wrong!r} here, but {there}"


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if not request.url.path.startswith(PROGRAMS):
        return await http_exception_handler(request, error)
    headers = dict(error.headers or {})
    hint = "GET /openapi.json says what there is" if error.status_code in (404, 405) else ""
    return error_response(request, error.status_code, str(error.detail), hint, headers)


async def _answer_bug(request: Request, error: Exception) -> Response:
    _log.exception("%s %s failed", request.method, request.url.path, exc_info=error)
    return error_response(request, 500, "something went wrong here", "see the server's log")
