"""The pages to sign in and out."""

import secrets
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from meetingqa.errors import AccessError, SettingsError, TooManyRequests
from meetingqa.web.errors import status_of
from meetingqa.web.security import SESSION_COOKIE, set_session_cookie
from meetingqa.web.service import Service
from meetingqa.web.ui.words import ENGLISH, VIETNAMESE, Words

_FORM_COOKIE = "meetingqa_form"
PAGES = Jinja2Templates(Path(__file__).parent / "pages")  # escapes by itself what ends in .html
PAGES.env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
_Field = Annotated[str, Form(max_length=1000)]


def router(service: Service) -> APIRouter:
    """`/login` and `/logout`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/login")
    def show(request: Request, next: str = "/", lang: str = "", ended: bool = False) -> Response:
        lang = lang or ("en" if next.startswith("/en") else "vi")
        return _login_page(request, lang, next, "ended" if ended else "")

    @routes.post("/login")
    def sign_in(
        request: Request,
        name: _Field = "",
        password: _Field = "",
        form_token: _Field = "",
        next: _Field = "/",
        lang: _Field = "vi",
    ) -> Response:
        sent = request.cookies.get(_FORM_COOKIE, "")
        if not sent or not secrets.compare_digest(sent.encode(), form_token.encode()):
            return _login_page(request, lang, next, "stale", 400)
        address = request.client.host if request.client else ""
        try:
            person = service.accounts.authenticate(name, password, address)
        except TooManyRequests as error:
            minutes = -(-error.retry_after_s // 60)
            return _login_page(request, lang, next, "often", 429, minutes=minutes, name=name)
        except (AccessError, SettingsError) as error:
            code = status_of(error) if isinstance(error, AccessError) else 401
            return _login_page(request, lang, next, "wrong", code, name=name)
        service.accounts.audit(person, "sign in", address)
        answer = RedirectResponse(_own_path(next), status_code=303)
        set_session_cookie(answer, request, service.accounts.open_session(person))
        answer.delete_cookie(_FORM_COOKIE)
        return answer

    @routes.get("/logout")
    def ask_out(request: Request, lang: str = "vi") -> Response:
        # A link of ours ends the session; one on a foreign page only leads to the button.
        if request.headers.get("sec-fetch-site") == "same-origin":
            return sign_out(request)
        return _show(request, lang, leaving=True)

    @routes.post("/logout")
    def sign_out(request: Request) -> Response:
        if secret := request.cookies.get(SESSION_COOKIE):
            service.accounts.close_session(secret)
        answer = RedirectResponse("/login", status_code=303)
        answer.delete_cookie(SESSION_COOKIE)
        return answer

    return routes


def _login_page(
    request: Request,
    lang: str,
    next: str,
    problem: str = "",
    code: int = 200,
    *,
    minutes: int = 0,
    name: str = "",
) -> Response:
    token = secrets.token_urlsafe(24)
    words = _words(lang)
    said = words[f"login_{problem}"].format(minutes) if problem else ""
    form = {"said": said, "name": name, "token": token, "next": _own_path(next)}
    answer = _show(request, lang, code, leaving=False, **form)
    answer.set_cookie(_FORM_COOKIE, token, httponly=True, samesite="strict", max_age=3600)
    return answer


def _show(request: Request, lang: str, code: int = 200, **shown: object) -> Response:
    context = {"words": _words(lang), "next": "/", **shown}
    return PAGES.TemplateResponse(request, "login.html", context, status_code=code)


def _words(lang: str) -> Words:
    return ENGLISH if lang == "en" else VIETNAMESE


def _own_path(path: str) -> str:
    """A path of this service, where a foreign address might have been slipped in."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if own and path.isprintable() else "/"
