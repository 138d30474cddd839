"""What a sentence measures that the next one goes on with, naming only a change or a place."""

import re

from meetingqa.summarizing.figure_names import is_vague
from meetingqa.summarizing.figures import find_figures
from meetingqa.summarizing.indicators import INDICATOR
from meetingqa.summarizing.phrases import read_tail
from meetingqa.text import LOWER, UPPER

# "huyện Khe Vang", "Ba huyện đạt thấp là Khe Vang"; an acronym is an indicator ("GRDP").
_PLACES_ONLY = re.compile(
    rf"(?:[^,]{{0,30}}\slà\s)?(?:(?:riêng|các|huyện|xã|thị xã|thành phố|phường|khối|đảng bộ)\s)*"
    rf"(?:[{UPPER}][{LOWER}]+\s?)+(?:các cơ quan(?: tỉnh)?)?"
)
_CHANGE_ONLY = re.compile(r"(?:(?:tăng|giảm|vượt|bằng|đạt|cao hơn|thấp hơn|so với [^,]*)\s*)*")


def is_change(what: str, unit: str) -> bool:
    """Whether a figure's own sentence names only how something changed ("tăng")."""
    return (unit.startswith("%") or unit == "lần") and bool(_CHANGE_ONLY.fullmatch(what))


def is_share_of_place(what: str, unit: str) -> bool:
    """Whether a figure's own sentence names only whose share it is ("riêng huyện Khe Vang")."""
    return unit.startswith("%") and bool(_PLACES_ONLY.fullmatch(what))


def last_topic(text: str) -> str:
    """What the last share of a sentence is of, or the indicator it names without figures; ""."""
    if figures := find_figures(text):
        shares = [figure for figure in figures if figure.unit.startswith("%")]
        if not shares:
            return ""
        root = next(figure for figure in figures if shares[-1].what.startswith(figure.what))
        return "" if is_vague(root.what, root.unit) else root.what
    named = INDICATOR.search(text) if not text.rstrip().endswith("?") else None
    words = f"{named.group()} {read_tail(text[named.end() :])}".strip() if named else ""
    return words if len(words.split()) > 2 else ""
