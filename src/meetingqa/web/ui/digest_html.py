"""A digest as HTML: themes, figures, conflicts side by side, follow-ups, who reported what."""

from collections.abc import Sequence
from html import escape

from meetingqa.domain import Article, Citation, Conflict, Digest, DigestFigure, FollowUp, Point
from meetingqa.rendering.digest_page import describe_scope, show_period
from meetingqa.rendering.showing import (
    describe_writer,
    show_date,
    show_outlet,
    show_place,
    show_sentence,
    show_title,
    show_url,
    show_whose,
)
from meetingqa.web.ui.page_parts import empty, link, table
from meetingqa.web.ui.words import Words

_MAX_FIGURES = 300  # rows of the table; an exported file holds all


def digest_html(digest: Digest, words: Words) -> str:
    """The whole digest; a part without content is left out."""
    if not digest.articles:
        return empty(words["in_scope_none"])
    count = words["in_scope"].format(len(digest.articles))
    themes = "".join(
        f"<h3>{escape(s.heading)}</h3><ul>{''.join(_point(p, words) for p in s.points)}</ul>"
        for s in digest.sections
    )
    conflicts = "".join(_conflict(conflict) for conflict in digest.conflicts)
    follow_ups = "".join(_follow_up(item, words) for item in digest.follow_ups)
    duplicates = "".join(
        f"<li>{_article(report.article)}<ul>"
        f"{''.join(f'<li>{_article(other)}</li>' for other in report.others)}</ul></li>"
        for report in digest.duplicates
    )
    articles = "".join(f"<li>{_article(article)}</li>" for article in digest.articles)
    left = "".join(_point(point, words) for point in digest.uncovered)
    note = f'<p class="pg-small">{escape(words["digest_uncovered_note"])}</p>'
    sections = (
        ("digest_themes", themes or f"<p>{escape(words['no_points'])}</p>", len(digest.sections)),
        ("digest_conflicts", conflicts, len(digest.conflicts)),
        ("digest_figures", _figures(digest.figures, words), len(digest.figures)),
        ("digest_follow_ups", follow_ups and f"<ul>{follow_ups}</ul>", len(digest.follow_ups)),
        ("digest_duplicates", duplicates and f"<ul>{duplicates}</ul>", len(digest.duplicates)),
        ("digest_articles", f"<ul>{articles}</ul>", len(digest.articles)),
        ("digest_uncovered", left and f"{note}<ul>{left}</ul>", len(digest.uncovered)),
    )
    shown = [(name, body, number) for name, body, number in sections if body]
    ways = "".join(
        f'<a href="#pg-{name}">{escape(words[name])} <span class="pg-count">{number}</span></a>'
        for name, _, number in shown
    )
    header = (
        f'<header class="pg-byline"><h2>{escape(describe_scope(digest.scope))}</h2>'
        f'<p>{escape(count)}</p><p class="pg-how">{escape(describe_writer(digest))}</p></header>'
        f'<nav class="pg-ways" aria-label="{escape(words["digest_parts"])}">{ways}</nav>'
    )
    body = "".join(
        f'<section id="pg-{name}"><h2>{escape(words[name])}</h2>{part}</section>'
        for name, part, _ in shown
    )
    return f'<div class="pg-sheet">{header}{body}</div>'


def _point(point: Point, words: Words) -> str:
    return f"<li>{escape(point.text)}{_proof(point.citations, words)}</li>"


def _proof(citations: Sequence[Citation], words: Words) -> str:
    """The quotes behind a point, folded under the name of their source."""
    if not citations:
        return ""
    quotes = "".join(
        f"<blockquote>{escape(c.quote)}<cite>{_source(c)}</cite></blockquote>" for c in citations
    )
    whose = "; ".join(dict.fromkeys(show_whose(c.article) for c in citations))
    label = escape(f"{words['show_source']}: {whose}")
    return (
        f' <details class="pg-proof"><summary aria-label="{label}">{escape(whose)}</summary>'
        f"{quotes}</details>"
    )


def _source(citation: Citation) -> str:
    article = citation.article
    return f"{link(show_url(article), show_title(article))}, {escape(show_place(citation))}"


def _article(article: Article) -> str:
    about = ", ".join(filter(None, (show_outlet(article), show_date(article))))
    title = link(show_url(article), show_title(article))
    return f'{title} <span class="pg-small">({escape(about)})</span>'


def _figures(figures: Sequence[DigestFigure], words: Words) -> str:
    if not figures:
        return ""
    heads = [words[name] for name in ("province", "what", "period", "value", "unit")]
    rows = [
        (
            escape(figure.province or "–"),
            escape(show_sentence(figure.what or figure.text)) + _proof(figure.citations, words),
            escape(show_period(figure) or "–"),
            f"<b>{escape(figure.value)}</b>",
            escape(figure.unit),
        )
        for figure in figures[:_MAX_FIGURES]
    ]
    more = len(figures) - _MAX_FIGURES
    rest = f'<p class="pg-small">{words["more_figures"].format(more)}</p>' if more > 0 else ""
    return table(heads, rows, words["digest_figures"], numeric=3, stack=True) + rest


def _conflict(conflict: Conflict) -> str:
    sides = "".join(
        f'<div class="pg-side"><b>{escape(item.value)}</b><p>“{escape(item.citation.quote)}”</p>'
        f"<cite>{_source(item.citation)}</cite></div>"
        for item in conflict.values
    )
    return (
        f'<div class="pg-conflict"><h3>{escape(show_sentence(conflict.what))}</h3>'
        f'<div class="pg-sides">{sides}</div></div>'
    )


def _follow_up(item: FollowUp, words: Words) -> str:
    later = "".join(_point(point, words) for point in item.later)
    none = f'<li class="pg-small">{escape(words["no_later"])}</li>'
    return (
        f"<li>{escape(item.task.text)}{_proof(item.task.citations, words)}"
        f"<ul>{later or none}</ul></li>"
    )
