"""The page of status: writer and models, the index, and what the doctor finds."""

from collections.abc import Iterator
from html import escape

import gradio as gr

from meetingqa.diagnosis import Check, examine
from meetingqa.errors import MeetingQAError
from meetingqa.web.security import person_of
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.told import explain_check
from meetingqa.web.ui.words import Words


class StatusPage(kit.Page):
    """What the service uses."""

    def build(self) -> None:
        words = self._words
        kit.page_html(kit.intro(words["status_intro"]))
        overview = kit.page_html(name="pg-overview")
        again = gr.Button(words["examine"], size="md", elem_id="pg-examine", elem_classes="pg-fit")
        checks = kit.page_html(name="pg-checks")
        again.click(self._check, None, [checks], **kit.QUIET).then(
            self._show, None, [overview], **kit.QUIET
        )
        kit.when_opened(self._show, None, [overview])

    def _show(self, request: gr.Request) -> str:
        """Models and index, by the names of their labels."""
        service, words, person = self._service, self._words, person_of(request)
        settings = service.settings
        try:
            count = len(service.articles(None))
            manifest = service.assistant.store().manifest if count else None
        except MeetingQAError as error:
            return kit.trouble(error, words)
        models = {
            "language_model": words["no_language_model"]
            if settings.llm == "none"
            else settings.llm,
            "embedder": settings.embedder,
            "evidence_max": settings.evidence_max,
            "you": f"{person.name} ({words[f'role_{person.role}']})",
        }
        index: dict[str, object] = {"store_dir": settings.store_dir, "articles_count": count}
        if manifest:
            threshold = manifest.calibration.get("answer_threshold")
            shown = words["not_calibrated"] if threshold is None else words.number(threshold, 2)
            index |= {
                "dimensions": manifest.dimensions,
                "chunk_tokens": manifest.chunk_max_tokens,
                "schema": manifest.schema_version,
                "text_version": manifest.text_version,
                "calibration": shown,
            }
        return render("status.html", words, parts={"models": models, "manifest": index})

    def _check(self) -> Iterator[str]:
        yield kit.working(self._words["checks"])
        yield checks_html(examine(self._service.settings.store_dir), self._words)


def checks_html(checks: list[Check], words: Words) -> str:
    """The doctor's checks; those that need mending say how."""
    wrong = sum(not check.ok for check in checks)
    line = words["to_mend"].format(wrong) if wrong else words["all_well"]
    rows = []
    say = explain_check if words.language == "vi" else str
    for check in checks:
        name, kind = ("ok", "good") if check.ok else ("bad", "bad")
        hint = f'<br><span class="pg-small">{escape(say(check.hint))}</span>' if check.hint else ""
        told = words.get(f"check_{check.name}")
        rows.append(
            (
                f'{escape(told)} <code class="pg-small">{escape(check.name)}</code>',
                kit.tag(words[name], kind),
                f"{escape(say(check.detail))}{hint}",
            )
        )
    heads = [words[name] for name in ("check", "state", "detail")]
    return kit.notice(line, "bad" if wrong else "good") + kit.table(heads, rows, words["checks"])
