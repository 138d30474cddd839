"""What stands around every page: the head that loads our own files, and the header with its switches."""

from html import escape
from pathlib import Path

from meetingqa.web.ui.words import Words

ASSETS = Path(__file__).parent / "assets"
ASSETS_URL = "/assets-own"  # beside Gradio's own /assets
NAME = "meetingqa"


def when_ready(call: str) -> str:
    """A script that calls page.js: now, or when a slow machine has loaded it after the page's parts."""
    later = 'document.addEventListener("meetingqa-ready", start, { once: true })'
    return f"const start = () => meetingqaPage.{call};\nwindow.meetingqaPage ? start() : {later};"


HEADER_SCRIPT = when_ready("header(element)")


def build_head() -> str:
    """Links to our stylesheets and scripts, each with its age so that a new version is fetched."""
    links = ['<meta name="viewport" content="width=device-width, initial-scale=1">']
    for path in sorted(ASSETS.glob("*.css")):
        links.append(f'<link rel="stylesheet" href="{_address(path)}">')
    links.append(f'<script src="{_address(ASSETS / "page.js")}"></script>')
    return "\n".join(links)


def show_header(words: Words, person: str = "", role: str = "") -> str:
    """Brand, who is signed in, language and light switches."""
    other, flag = ("/", "vi") if words.language == "en" else ("/en/", "en")
    signed_in = ""
    if person:
        signed_in = (
            f'<span class="mq-person" title="{escape(role)}">{escape(person)}</span>'
            f'<a class="mq-plain" href="/logout">{words("Đăng xuất", "Sign out")}</a>'
        )
    return (
        f'<header class="mq-header" data-language="{words.language}">'
        f'<a class="mq-brand" href="{"/en/" if words.language == "en" else "/"}">'
        f"{_MARK}<span>{NAME}</span></a>"
        f'<span class="mq-tagline">{words("Tin họp các tỉnh, có dẫn chứng", "Provincial meetings, with proof")}</span>'
        f'<nav class="mq-switches" aria-label="{words("Tuỳ chọn", "Preferences")}">{signed_in}'
        f'<a class="mq-plain" href="{other}" hreflang="{flag}" lang="{flag}" id="mq-language">'
        f"{words('English', 'Tiếng Việt')}</a>"
        f'<button type="button" class="mq-plain mq-icon" data-local="theme" id="mq-theme" '
        f'aria-label="{words("Đổi nền sáng, tối", "Switch light and dark")}">{_HALF}</button>'
        "</nav></header>"
    )


def _address(path: Path) -> str:
    return f"{ASSETS_URL}/{path.name}?v={int(path.stat().st_mtime)}"


_MARK = (
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" '
    'stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M5 4h14v13H10l-5 4z"/><path d="M9 9h6M9 12.5h4"/></svg>'
)
_HALF = (
    '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">'
    '<circle cx="12" cy="12" r="8.2" fill="none" stroke="currentColor" stroke-width="1.7"/>'
    '<path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z" fill="currentColor"/></svg>'
)
