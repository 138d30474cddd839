"""Points that stand alone: read outside their article, they lean on no sentence that is not there."""

import re
from collections.abc import Sequence
from typing import TypeVar

from meetingqa.domain import Citation, Point
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import LOWER, syllables

P = TypeVar("P", bound=Point)
MIN_WORDS = 5  # of a sentence that another may lean on; shorter ones are headings and captions
MAX_CHARS = 400
# What ties a sentence to the one before it and says nothing by itself.
_TIES = re.compile(
    r"^(?:(?:tuy nhiên|thế nhưng|nhưng|vì vậy|do đó|nhờ đó),?|(?:tuy (?:vậy|thế)|dù (?:vậy|thế)|song|"
    r"bên cạnh đó|ngoài ra|cụ thể(?: là)?|theo đó|đồng thời|mặt khác|hơn nữa|vì thế|do vậy|bởi vậy|"
    r"(?:thêm vào|cùng với|đi liền với|trong khi) đó|nhờ vậy|qua đó|từ đó|sau đó|như vậy|thậm chí|"
    r"đáng (?:chú ý|nói)(?: là| hơn)?|được biết),|"
    rf"và|song(?= (?-i:[{LOWER}]))(?! (?:song|phương|hành|ngữ)(?!\w)))\s+",
    re.IGNORECASE,
)
_THIS = r"(?:này|đó|ấy|(?:nói|nêu|kể) trên)"
# A subject that only the sentence before names. The meeting and the year at hand are known anyway.
_LEANS = re.compile(
    rf"[\"“]?(?:Trong (?:số )?(?:đó|này)(?!\w)|(?:Ông|Bà|Anh|Chị|Cô|Họ) [{LOWER}]|"
    r"(?!(?:\w+ ){0,3}(?:kỳ|hội nghị|phiên|cuộc họp|buổi|năm|tháng|quý|dịp|đợt|lần)(?!\w))"
    rf"(?:[^\W\d_]+ ){{1,4}}{_THIS}(?:,| [{LOWER}]))"
)
_WHOLE = re.compile(r"[.!?…][\"”’)]*$")
_OPENING = re.compile(r'(?:^|[\s(])"(?=\w)')


def loosen(text: str) -> str:
    """A point without the words that tie it to the sentence before it."""
    text = _TIES.sub("", text.lstrip(" ,;"), count=1)
    return f"{text[:1].upper()}{text[1:]}"


def pair_marks(text: str) -> str:
    """A point with both marks of a quotation that began before it or ends after it."""
    if text.count("“") > text.count("”"):
        return f"{text}”"
    if text.count("”") > text.count("“"):
        return f"“{text}"
    if text.count('"') % 2:
        opening = _OPENING.search(text)
        return f'{text}"' if opening and opening.end() - 1 == text.find('"') else f'"{text}'
    return text


def leans(text: str) -> bool:
    """Whether a point's subject is named only by the sentence before."""
    return bool(_LEANS.match(text))


def find_support(point: Point) -> Citation | None:
    """The sentence before a point that leans on it; None where it stands by itself or there is none."""
    first = point.citations[0]
    if not leans(loosen(point.text)) or not first.quote.startswith(point.text[:20]):
        return None
    text = first.article.text
    before = [s for s in split_sentences(text) if s.end <= first.start]
    if not before:
        return None
    start, end = before[-1].start, before[-1].end
    quote = text[start:end]
    if not _WHOLE.search(quote) or len(quote) > MAX_CHARS or len(syllables(quote)) < MIN_WORDS:
        return None
    return Citation(marker=1, article=first.article, start=start, end=end, quote=quote)


def stand_alone(themed: Sequence[tuple[str, P]]) -> list[tuple[str, P]]:
    """Points of one article under their headings, each fit to be read there, in the article's order.

    One that leans on the sentence before follows it under its heading; where that sentence is no
    point itself, it goes before it, quoted too.
    """
    headings = {c.start: heading for heading, point in themed for c in point.citations[:1]}
    found = []
    for heading, point in themed:
        text, support = point.text, find_support(point)
        citations = point.citations
        if support and support.start in headings:
            heading = headings[support.start]
        elif support:
            text = f"{support.quote} {text}"
            citations = tuple(
                c.model_copy(update={"marker": i})
                for i, c in enumerate((support, *point.citations), start=1)
            )
        shown = {"text": pair_marks(loosen(text)), "citations": citations}
        found.append((heading, point.model_copy(update=shown)))
    return sorted(found, key=lambda item: item[1].citations[0].start)
