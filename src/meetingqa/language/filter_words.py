"""What filters compare: names of provinces, bodies and sessions as folded words, however written."""

import re

from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, key

_WORD = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"^(?:tinh|thanh pho|tp) (?=\S)")
# Two names of one party committee.
_COMMITTEES = {
    " tinh uy ": " dang bo tinh ",
    " thanh uy ": " dang bo thanh pho ",
    " huyen uy ": " dang bo huyen ",
    " thi uy ": " dang bo thi xa ",
    " quan uy ": " dang bo quan ",
}


def match_words(value: str | None) -> str | None:
    """Abbreviations written out, folded, words between single spaces; None for None."""
    if value is None:
        return None
    return f" {' '.join(_WORD.findall(fold(key(expand(value)))))} "


def province_words(province: str) -> str:
    """A province's bare name: "tỉnh Bắc Giang" asks for what "Bắc Giang" does."""
    return match_words(_PLACE.sub("", (match_words(province) or "").strip())) or " "


def body_words(body: str) -> tuple[list[str], list[str]]:
    """What a body's words must hold, and what else they may be: (any of these, equal to one).

    "Tỉnh ủy" asks for the whole committee ("Đảng bộ tỉnh") and its standing committee; "BCH Đảng bộ
    tỉnh" for the full committee only, which is also called just "Tỉnh ủy".
    """
    words = match_words(body) or " "
    held, equal = [words], list[str]()
    for short, full in _COMMITTEES.items():
        held += [words.replace(a, b) for a, b in ((short, full), (full, short)) if a in words]
        if words in (f" ban chap hanh{full}", f" ban chap hanh{short}"):
            equal.append(short)
    return held, equal
