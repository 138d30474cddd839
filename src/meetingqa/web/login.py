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

_FORM_COOKIE = "meetingqa_form"
PAGES = Jinja2Templates(Path(__file__).parent / "pages")  # escapes by itself what ends in .html
PAGES.env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
_LABELS = {
    "title": ("Đăng nhập", "Sign in"),
    "about": (
        "Hỏi đáp có dẫn nguồn về tin họp các tỉnh.",
        "Answers with sources about provincial meeting news.",
    ),
    "name": ("Tên đăng nhập", "Name"),
    "password": ("Mật khẩu", "Password"),
    "send": ("Đăng nhập", "Sign in"),
    "wrong": ("Tên đăng nhập hoặc mật khẩu không đúng.", "Name or password is wrong."),
    "often": (
        "Sai quá nhiều lần. Hãy thử lại sau {minutes} phút.",
        "Too many failures. Try again in {minutes} minutes.",
    ),
    "stale": ("Trang đã cũ. Hãy đăng nhập lại.", "The page was old. Please sign in again."),
    "ended": (
        "Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.",
        "Your session has ended. Sign in again to go on.",
    ),
    "leave": ("Đăng xuất", "Sign out"),
    "leaving": (
        "Kết thúc phiên làm việc trên trình duyệt này.",
        "End the session in this browser.",
    ),
    "other": ("English", "Tiếng Việt"),
    "other_lang": ("en", "vi"),
}
_WORDS = {
    lang: {name: said[place] for name, said in _LABELS.items()}
    for place, lang in enumerate(("vi", "en"))
}
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
    said = _WORDS.get(lang, _WORDS["vi"]).get(problem, "").format(minutes=minutes)
    form = {"said": said, "name": name, "token": token, "next": _own_path(next)}
    answer = _show(request, lang, code, leaving=False, **form)
    answer.set_cookie(_FORM_COOKIE, token, httponly=True, samesite="strict", max_age=3600)
    return answer


def _show(request: Request, lang: str, code: int = 200, **shown: object) -> Response:
    lang = lang if lang in _WORDS else "vi"
    context = {"words": _WORDS[lang], "lang": lang, "next": "/", **shown}
    return PAGES.TemplateResponse(request, "login.html", context, status_code=code)


def _own_path(path: str) -> str:
    """A path of this service, where a foreign address might have been slipped in."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if own and path.isprintable() else "/"
