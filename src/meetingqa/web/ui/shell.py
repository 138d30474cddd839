"""What every page loads of ours: styles and scripts."""

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
ASSETS_URL = "/assets-own"  # beside Gradio's own /assets


def when_ready(call: str) -> str:
    """A script that calls page.js: now, or when a slow machine has loaded it after the page's parts."""
    later = 'document.addEventListener("meetingqa-ready", start, { once: true })'
    return f"const start = () => meetingqaPage.{call};\nwindow.meetingqaPage ? start() : {later};"


def build_head() -> str:
    """Links to our stylesheets and scripts, each with its age so that a new version is fetched."""
    links = ['<meta name="viewport" content="width=device-width, initial-scale=1">']
    for path in sorted(ASSETS.glob("*.css")):
        links.append(f'<link rel="stylesheet" href="{_address(path)}">')
    links.append(f'<script src="{_address(ASSETS / "page.js")}"></script>')
    return "\n".join(links)


def _address(path: Path) -> str:
    return f"{ASSETS_URL}/{path.name}?v={int(path.stat().st_mtime)}"
