"""The fonts of PDF files: DejaVu, which matplotlib ships, has every Vietnamese letter and may be embedded."""

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from reportlab.lib.fonts import addMapping  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

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
