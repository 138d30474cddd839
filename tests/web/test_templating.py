"""The pages' templates: what people or articles say never becomes HTML of ours."""

import re
from pathlib import Path

from meetingqa.domain import Filters
from meetingqa.web.history import Listed
from meetingqa.web.ui import templating
from meetingqa.web.ui.answer_html import show_conversations, show_talk
from meetingqa.web.ui.talk import Exchange, Talk
from meetingqa.web.ui.words import VIETNAMESE

HOSTILE = "<img src=x onerror=alert(1)>\"'"
TEMPLATES = Path(templating.__file__).parent / "templates"


def test_a_question_is_text() -> None:
    talk = Talk()
    talk.exchanges = [Exchange(HOSTILE, Filters())]
    kept = Listed(conversation_id="a", title=HOSTILE, created_at=0, updated_at=0)
    for page in (show_talk(talk, VIETNAMESE), show_conversations([kept], VIETNAMESE)):
        assert "&lt;img src=x onerror" in page and "<img" not in page


def test_templates_let_nothing_through_but_notices() -> None:
    passed = {
        found
        for path in TEMPLATES.glob("*.html")
        for found in re.findall(r"(\S+) \| *safe", path.read_text(encoding="utf-8"))
    }
    assert passed == {"said", "exchange.trouble"}
    assert not any(
        "autoescape" in path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")
    )
