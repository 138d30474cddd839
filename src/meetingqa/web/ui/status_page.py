"""The page of status: writer and models, the index, and what the doctor finds."""

from collections.abc import Iterator
from html import escape

import gradio as gr

from meetingqa.diagnosis import Check, examine
from meetingqa.errors import MeetingQAError
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.told import explain_check
from meetingqa.web.ui.words import Words


class StatusPage(kit.Page):
    """What the service uses."""

    def build(self) -> None:
        """Lay the parts out and wire them."""
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
        return _overview(self._service, self._words, request)

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


def _overview(service: Service, words: Words, request: gr.Request) -> str:
    settings = service.settings
    try:
        person = person_of(request)
        count = len(service.articles(None))
        manifest = service.assistant.store().manifest if count else None
    except MeetingQAError as error:
        return kit.trouble(error, words)
    model = words["no_language_model"] if settings.llm == "none" else settings.llm
    models = [
        (words["language_model"], model),
        (words["embedder"], settings.embedder),
        (words["evidence_max"], str(settings.evidence_max)),
        (words["you"], f"{person.name} ({words[f'role_{person.role}']})"),
    ]
    index = [(words["store_dir"], str(settings.store_dir)), (words["articles_count"], str(count))]
    if manifest:
        threshold = manifest.calibration.get("answer_threshold")
        shown = words["not_calibrated"] if threshold is None else words.number(threshold, 2)
        index += [
            (words["dimensions"], str(manifest.dimensions)),
            (words["chunk_tokens"], str(manifest.chunk_max_tokens)),
            (words["schema"], str(manifest.schema_version)),
            (words["text_version"], str(manifest.text_version)),
            (words["calibration"], shown),
        ]
    return (
        f'<div class="pg-sheet pg-halves"><section><h2>{escape(words["models"])}</h2>'
        f"{kit.facts(models, words['models'])}</section><section><h2>{escape(words['manifest'])}</h2>"
        f"{kit.facts(index, words['manifest'])}</section></div>"
    )
