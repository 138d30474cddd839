"""The archive's list, and what an upload came to, as HTML."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import PurePath

from meetingqa.domain import IngestReport, Passage
from meetingqa.rendering.showing import show_day, show_line
from meetingqa.web.ui.archive_search import Found, Typed
from meetingqa.web.ui.page_parts import button, notice, table, tag
from meetingqa.web.ui.source_panel import show_where
from meetingqa.web.ui.told import explain_refusal
from meetingqa.web.ui.words import Words

MAX_ROWS = 200
MAX_NAMED = 10  # articles of one file


def list_html(
    found: Sequence[Found], total: int, words: Words, typed: Typed, *, near: bool = False
) -> str:
    """Articles as a table, their passages below them; pressing a title or a passage opens it. `near`
    says that they only come near what was typed."""
    shown = found[:MAX_ROWS]
    count = words["nearest"] if near else words["count_of"].format(len(found), total)
    if len(found) > len(shown):
        count = words["count_first"].format(len(shown), len(found))
    heads = [words[name] for name in ("title", "held", "published", "province", "body")]
    rows: list[tuple[str, ...]] = []
    for a, passages in shown:
        title = _opener(a.article_id, {a.article_id: a.title or a.source})
        days = (_day(a.held_on), _day(a.published_on))
        rows.append((title, *days, escape(a.province or "–"), escape(a.body or "–")))
        if passages:
            rows.append((_passages(passages, words, typed),))
    return f'<p class="pg-note">{escape(count)}</p>{table(heads, rows, words["article"])}'


def _passages(passages: Sequence[Passage], words: Words, typed: Typed) -> str:
    """Passages of one article, each a button that opens it there."""
    article = passages[0].article
    return f'<span class="pg-small">{escape(show_where(article, words))}</span>' + "".join(
        f'<button type="button" class="pg-passage" data-do="open" data-id="{article.article_id}" '
        f'data-value="{start}:{end}">{lit}</button>'
        for lit, start, end in map(typed.light, passages)
    )


def report_html(
    report: IngestReport, files: Sequence[str], words: Words, titles: Mapping[str, str]
) -> str:
    """What came of each file of an upload, and the counts; `titles` are those of the archive, by id."""
    rows = [(escape(name), _outcome(name, report, words, titles)) for name in dict.fromkeys(files)]
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": len(report.duplicates),
        "rejected": len(report.rejected),
    }
    told = [words[f"report_{name}"].format(number) for name, number in counts.items() if number]
    some = bool(report.articles or report.duplicates)
    kind = "bad" if report.rejected and not some else "warn" if report.rejected else "good"
    return notice(", ".join(told) or words["report_nothing"], kind) + table(
        [words["file"], words["outcome"]], rows, words["outcome"]
    )


def _outcome(name: str, report: IngestReport, words: Words, titles: Mapping[str, str]) -> str:
    """What a file became. A .jsonl or .zip holds several articles: `name#3`, `name/inner.txt`."""
    taken = [a.article_id for a in report.articles if _is_of(a.source, name)]
    parts = [f"{tag(words['taken'], 'good')} {_opener(key, titles)}" for key in taken[:MAX_NAMED]]
    if more := len(taken) - len(parts):
        parts.append(tag(words["taken_more"].format(more), "good"))
    parts += [
        f"{tag(words['duplicate_of'], 'warn')} {_opener(d.of_article_id, titles)}"
        for d in report.duplicates
        if _is_of(d.source, name)
    ]
    say = explain_refusal if words.language == "vi" else str
    reasons = [say(each.reason) for each in report.rejected if _is_of(each.source, name)]
    parts += [f"{tag(words['rejected'], 'bad')} {escape(r)}" for r in dict.fromkeys(reasons)]
    return "<br>".join(parts) or tag(words["unknown"], "")


def _opener(article_id: str, titles: Mapping[str, str]) -> str:
    label = show_line(titles.get(article_id, "")) or article_id
    return button(label, "open", "pg-quiet", id=article_id)


def _is_of(source: str, name: str) -> bool:
    path = source.partition("#")[0]
    return PurePath(path).name == name or f"/{name}/" in path or path.endswith(f"/{name}")


def _day(day: date | None) -> str:
    return show_day(day) if day else "–"
