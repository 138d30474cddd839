"""The look of PDF files: fonts that have every Vietnamese letter, styles of paragraphs and tables."""

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib
from reportlab.lib.colors import toColor  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.fonts import addMapping  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.platypus import TableStyle  # type: ignore[import-untyped]

SERIF, SANS = "DejaVuSerif", "DejaVuSans"
_WIDTHS = 16_384  # of each font that are remembered
_SLANTED = {SERIF: "Italic", SANS: "Oblique"}


@cache
def register_fonts() -> None:
    """Make the families known to reportlab; only the letters that a file uses are put into it."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for family, slanted in _SLANTED.items():
        for bold in (0, 1):
            for italic in (0, 1):
                style = ("Bold" if bold else "") + (slanted if italic else "")
                name = f"{family}-{style}" if style else family
                font = TTFont(name, str(folder / f"{name}.ttf"))
                # Syllables come again and again, and each is measured several times.
                font.stringWidth = lru_cache(_WIDTHS)(font.stringWidth)
                pdfmetrics.registerFont(font)
                addMapping(family, bold, italic, name)


def markup(text: str) -> str:
    """Text as reportlab's markup: escaped, and letters that the serif lacks set in the sans.

    A character that neither has (Chinese, most emoji) becomes a visible box, of which the other
    formats have the original.
    """
    serif, sans = (pdfmetrics.getFont(name).face.charToGlyph for name in (SERIF, SANS))
    if serif.keys() >= set(map(ord, text)):
        return escape(text)
    # Above the basic plane, reportlab's tables for copying text are wrong.
    shown = "".join(
        char if ord(char) in serif or (ord(char) in sans and char < "\U00010000") else "□"
        for char in text
    )
    parts = []
    for there, chars in groupby(shown, lambda char: ord(char) in serif):
        words = escape("".join(chars))
        parts.append(words if there else f'<font name="{SANS}">{words}</font>')
    return "".join(parts)


# Not "#1d2125": that form takes reportlab five times as long to read, at each link.
INK, SOFT, ACCENT = "rgb(29,33,37)", "rgb(91,101,112)", "rgb(18,80,140)"
_RULE, _HEAD_FILL, _FACTS_FILL = "#c9d0d8", "#e7edf4", "#f3f5f8"


def make_styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by what they are for. DejaVu is wide: its sizes are a point smaller."""
    made = (
        _style("plain", SERIF, 9.5, after=4),
        _style("item", SERIF, 9.5, after=2.5, leftIndent=12, bulletIndent=2),
        _style("inner", SERIF, 9.5, after=2.5, leftIndent=26, bulletIndent=15),
        _style("kind", f"{SANS}-Bold", 8, color=ACCENT, after=2),
        _style("title", f"{SANS}-Bold", 15, after=8),
        _style("heading1", f"{SANS}-Bold", 11, color=ACCENT, before=12, after=4),
        _style("heading2", f"{SANS}-Bold", 9.5, before=6, after=3),
        _style("caption", f"{SERIF}-Italic", 8, color=SOFT, before=2, after=6),
        _style("note", SERIF, 8, after=3, leftIndent=18, firstLineIndent=-18),
        _style("fact", SANS, 8),
        _style("cell", SERIF, 8.5),
        _style("right", SERIF, 8.5, alignment=TA_RIGHT),
        _style("head", f"{SANS}-Bold", 7.8),
    )
    return {style.name: style for style in made}


def table_style(kind: Literal["grid", "facts"]) -> TableStyle:
    """The lines and grounds of a table; `facts` is the block under the title."""
    padding = [("TOPPADDING", 3), ("BOTTOMPADDING", 3.5), ("LEFTPADDING", 5), ("RIGHTPADDING", 5)]
    if kind == "facts":
        padding = [(name, size - 1.5 if name[-1] == "P" else size) for name, size in padding]
    commands: list[Any] = [(name, (0, 0), (-1, -1), size) for name, size in padding]
    commands += [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), SANS),  # else Helvetica, which is not embedded
    ]
    if kind == "facts":
        commands += [
            ("BACKGROUND", (0, 0), (-1, -1), toColor(_FACTS_FILL)),
            ("LINEBEFORE", (0, 0), (0, -1), 2, toColor(ACCENT)),
        ]
    else:
        commands += [
            ("GRID", (0, 0), (-1, -1), 0.5, toColor(_RULE)),
            ("BACKGROUND", (0, 0), (-1, 0), toColor(_HEAD_FILL)),
        ]
    return TableStyle(commands)


def _style(
    name: str,
    font: str,
    size: float,
    *,
    color: str = INK,
    before: float = 0,
    after: float = 0,
    **more: Any,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=round(size * 1.45, 1),
        textColor=toColor(color),
        spaceBefore=before,
        spaceAfter=after,
        bulletFontName=SANS,
        bulletFontSize=size,
        **more,
    )
