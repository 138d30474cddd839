"""The archive's list, one article's details, and what an upload came to, as HTML."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import PurePath

from meetingqa.domain import Article, IngestReport, ListedArticle
from meetingqa.rendering.showing import (
    show_day,
    show_line,
    show_outlet,
    show_text,
    show_title,
    show_url,
)
from meetingqa.web.ui.page_parts import facts, link, notice, table

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


def article_html(article: Article, words: Words, *, may_edit: bool) -> str:
    """What was read from an article, its text, and for who may, the button that deletes it."""
    told = [
        ("held", show_day(article.held_on) if article.held_on else None),
        ("published", show_day(article.published_on) if article.published_on else None),
        ("province", article.province),
        ("body", article.body),
        ("session", article.session),
        ("chair", article.chair),
        ("author", article.author),
        ("source", show_outlet(article)),
        ("identity", article.article_id),
    ]
    pairs = [(words[name], show_line(value) if value else words["unknown"]) for name, value in told]
    title = link(show_url(article), show_title(article))
    identity = escape(article.article_id)
    button = (
        f'<button type="button" class="pg-button pg-danger" data-do="delete" data-id="{identity}">'
        f"{escape(words['delete'])}</button>"
        if may_edit
        else ""
    )
    text = escape(show_text(article.text))
    label = escape(words["full_article"])
    return (
        f'<div class="pg-sheet"><h2>{title}</h2>{facts(pairs, words["metadata"])}'
        f'<p class="pg-note pg-gap">{escape(words["metadata_fixed"])}</p>{button}'
        f'<h3>{label}</h3><div class="pg-text" tabindex="0" role="region" aria-label="{label}">'
        f"{text}</div></div>"
    )


def sure_html(article: Article, words: Words) -> str:
    """Asks once more before an article is deleted."""
    identity = escape(article.article_id)
    return (
        f'<div class="pg-sheet" role="alertdialog" aria-label="{escape(words["delete"])}">'
        f"<h2>{escape(show_title(article))}</h2>"
        f'{notice(words["delete_sure"], "warn")}<div class="pg-acts pg-gap">'
        f'<button type="button" class="pg-button pg-danger" data-do="delete_yes" data-id="{identity}">'
        f'{escape(words["delete_yes"])}</button><button type="button" class="pg-button"'
        f' data-do="open" data-id="{identity}">{escape(words["cancel"])}</button></div></div>'
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
        f"{report.seconds:.1f}",
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
