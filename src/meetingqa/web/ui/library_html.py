"""The archive's list, and what an upload came to, as HTML."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import PurePath

from meetingqa.domain import IngestReport, ListedArticle
from meetingqa.rendering.showing import show_day, show_line
from meetingqa.web.ui.page_parts import notice, table

Words = Mapping[str, str]
MAX_ROWS = 200


def list_html(articles: Sequence[ListedArticle], total: int, words: Words) -> str:
    """Articles as a table; pressing a title opens it."""
    shown = articles[:MAX_ROWS]
    count = words["count_of"].format(len(articles), total)
    if len(articles) > len(shown):
        count = words["count_first"].format(len(shown), len(articles))
    heads = [words[name] for name in ("title", "held", "published", "province", "body")]
    rows = [
        (
            (
                f'<button type="button" class="pg-quiet" data-do="open" data-id="{escape(a.article_id)}">'
                f"{escape(show_line(a.title) or a.source)}</button>"
            ),
            _day(a.held_on),
            _day(a.published_on),
            escape(a.province or "–"),
            escape(a.body or "–"),
        )
        for a in shown
    ]
    return (
        f'<p class="pg-note">{escape(count)}</p>{table(heads, rows, words["article"], stack=True)}'
    )


def report_html(report: IngestReport, files: Sequence[str], words: Words) -> str:
    """What came of each file of an upload, and the counts."""
    rows = [(escape(name), _outcome(name, report, words)) for name in dict.fromkeys(files)]
    line = words["report_line"].format(
        report.added,
        report.updated,
        report.unchanged,
        len(report.duplicates),
        len(report.rejected),
        f"{report.seconds:.1f}".replace(".", words["decimal_mark"]),
    )
    some = bool(report.articles or report.duplicates)
    kind = "bad" if report.rejected and not some else "warn" if report.rejected else "good"
    return notice(line, kind) + table(
        [words["file"], words["outcome"]], rows, words["outcome"], stack=True
    )


def _outcome(name: str, report: IngestReport, words: Words) -> str:
    """What a file became. A .jsonl or .zip holds several articles: `name#3`, `name/inner.txt`."""
    taken = [a.article_id for a in report.articles if _is_of(a.source, name)]
    parts = []
    if taken:
        text = words["taken"] if len(taken) == 1 else words["taken_many"].format(len(taken))
        parts.append(_tag(text, "good"))
    parts += [
        _tag(words["duplicate_of"].format(d.of_article_id), "warn")
        for d in report.duplicates
        if _is_of(d.source, name)
    ]
    parts += [
        _tag(words["rejected"].format(r.reason), "bad")
        for r in report.rejected
        if _is_of(r.source, name)
    ]
    return "<br>".join(parts) or _tag(words["unknown"], "")


def _is_of(source: str, name: str) -> bool:
    path = source.partition("#")[0]
    return PurePath(path).name == name or f"/{name}/" in path or path.endswith(f"/{name}")


def _tag(text: str, kind: str) -> str:
    return f'<span class="pg-tag{f" pg-{kind}" if kind else ""}">{escape(text)}</span>'


def _day(day: date | None) -> str:
    return show_day(day) if day else "–"
