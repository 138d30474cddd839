"""One answer to judge, as HTML: the question, what was answered, the words it cites, the verdicts."""

from html import escape

from meetingqa.rendering.showing import show_line, show_text
from meetingqa.web.labelling import MAX_CHARS, Item, verdicts
from meetingqa.web.ui.page_parts import empty
from meetingqa.web.ui.words import Words

DISLIKED = ""  # stands where a run's id would


def item_html(items: list[Item], at: int, run: str, words: Words, said: str = "") -> str:
    """The item at that place, and the way to those before and after it."""
    if not items:
        return empty(words["no_disliked"], words["no_disliked_do"])
    item = items[at]
    done = sum(bool(other.verdict) for other in items)
    where = words["judged_so_far"].format(at + 1, len(items), done)
    earlier = "".join(f'<p class="pg-note">{escape(show_line(text))}</p>' for text in item.earlier)
    quotes = "".join(
        f"<blockquote>{escape(show_text(quote))}<cite>[{marker}] {escape(show_line(source))}</cite>"
        "</blockquote>"
        for marker, source, quote in item.quotes
    )
    place = f'data-run="{escape(run)}" data-item="{escape(item.id)}" data-at="{at}"'
    buttons = "".join(
        f'<button type="button" class="pg-button" data-do="judge" data-verdict="{verdict}" {place} '
        f'aria-pressed="{str(item.verdict == verdict).lower()}">{escape(words[f"verdict_{verdict}"])}'
        "</button>"
        for verdict in verdicts()
    )
    label = words["right_answer"] if run == DISLIKED else words["label_note_field"]
    return (
        f'<div class="pg-sheet pg-judge" data-form><h2>{escape(run or words["disliked"])}</h2>{said}'
        f'<div class="pg-working"><span>{escape(where)}</span>'
        f'<progress value="{done}" max="{len(items)}" aria-label="{escape(where)}"></progress></div>'
        f'{earlier}<p class="pg-asked">{escape(show_line(item.question))}</p>'
        f'<p class="pg-tag">{escape(words[f"status_{item.status}"])}</p>'
        f'<div class="pg-answered">{escape(show_text(item.answer)) or "–"}</div>'
        f"{_reason(item, words)}{quotes}{_right(item, words)}"
        f'<div class="pg-row"><label for="pg-said">{escape(label)}</label><input type="text" id="pg-said"'
        f' data-field="said" maxlength="{MAX_CHARS}" autocomplete="off" value="{escape(item.said)}"></div>'
        f'<div class="pg-acts pg-verdicts pg-gap" role="group" aria-label="{escape(words["verdict"])}">'
        f'{buttons}</div><div class="pg-acts pg-gap">{_step(run, at - 1, len(items), words["previous"])}'
        f"{_step(run, at + 1, len(items), words['next'])}</div></div>"
    )


def _reason(item: Item, words: Words) -> str:
    if not item.reason:
        return ""
    return f'<p class="pg-note pg-gap">{escape(words["disliked_because"].format(item.reason))}</p>'


def _right(item: Item, words: Words) -> str:
    if not item.right:
        return ""
    shown = "".join(f"<li>{escape(show_line(text))}</li>" for text in item.right)
    return f'<details class="pg-gap"><summary>{escape(words["right_answers"])}</summary><ul>{shown}</ul></details>'


def _step(run: str, at: int, total: int, label: str) -> str:
    off = "" if 0 <= at < total else " disabled"
    return (
        f'<button type="button" class="pg-button" data-do="item" data-run="{escape(run)}" '
        f'data-at="{at}"{off}>{escape(label)}</button>'
    )
