"""Whether quoted words prove a text: its facts, which figure belongs to what, and its wording."""

import re
from collections.abc import Sequence
from datetime import date

from meetingqa.domain import Article
from meetingqa.facts.binding import MIN_HELD, foreign_figures
from meetingqa.facts.compare import Mismatch, find_mismatches
from meetingqa.facts.outcomes import PLANNED
from meetingqa.facts.wording import content_share, foreign_words

MIN_CONTENT_SHARE = 0.75  # of a statement's syllables that its quotes hold
MIN_FREE_SHARE = 0.5  # the same of a statement that somebody worded freely
MIN_FREE_HELD = 0.3  # of the words beside a figure of such a statement
FIGURE_KINDS = frozenset({"number", "unit", "direction"})
# What of a statement must stand together in one quote.
_PARTS = re.compile(r";\s+|(?<=\w)\.\s+(?=\w)")
EMPTY_TEXT = "là có và của được đã do tại cho các những một không"
# "làm tốt …" asked of somebody is not "đã làm tốt …": whether it was done the quotes must say.
_TENSE = frozenset({"đã", "đang"})
_TASK = re.compile(
    r"^\W*(?:tập trung|tiếp tục|thực hiện|đẩy mạnh|tăng cường|nâng cao|chú trọng|chỉ đạo|quan tâm|"
    r"làm tốt|triển khai|phát huy|hoàn thành|rà soát|khẩn trương|chủ động|phối hợp|xây dựng|huy động|"
    r"bảo đảm|đảm bảo|giữ vững|đồng thời)(?!\w)|(?<!\w)cần(?!\w)",
    re.IGNORECASE,
)
# What a writer may put between an article's words: a small model's slips ("tổ trình" for "tờ trình")
# are words of their own and must not pass for the article's.
_FUNCTION = frozenset(
    f"{EMPTY_TEXT} thì mà với theo về trong đến từ này đó bao gồm như sau vào để khi bởi cũng lần lượt "
    "tỉnh năm ngày tháng đồng chí ông bà vì nên rằng ở ra lên chưa".split()
)


def find_unproven(
    text: str,
    quotes: Sequence[str],
    *,
    frames: Sequence[str] = (),
    days: Sequence[date] = (),
    question: str = "",
    own_words: bool = True,
    free: bool = False,
) -> list[Mismatch]:
    """What keeps `quotes` from proving `text`; empty when they do.

    `frames` say what holds for the quoted articles as wholes, `days` are those articles' dates. With
    `own_words` a quarter of the words may be others than the quotes', half of them if the text is
    worded `free`ly; without, only function words.
    """
    mismatches = find_mismatches(text, quotes, days=days, question=question)
    if not mismatches:
        foreign = foreign_figures(text, quotes, frames, MIN_FREE_HELD if free else MIN_HELD)
        mismatches = [Mismatch("missing", figure, "") for figure in foreign]
    if not mismatches and len(quotes) > 1 and not _each_from_one(text, quotes):
        mismatches = [Mismatch("number", text[:80], "mỗi con số ở một câu khác nhau")]
    told = [*quotes, question, *frames]
    if not mismatches and content_share(text, told) < (
        MIN_FREE_SHARE if free else MIN_CONTENT_SHARE
    ):
        mismatches = [Mismatch("missing", text[:80], "")]
    if not mismatches and not own_words:
        added = foreign_words(text, told) - _FUNCTION
        if any(_TASK.search(quote) or PLANNED.search(quote) for quote in quotes):
            added |= foreign_words(text, quotes) & _TENSE
        mismatches = [Mismatch("missing", " ".join(sorted(added)), "")] if added else []
    return mismatches


def article_days(article: Article) -> list[date]:
    """When an article's meeting was held and when it was published, as far as known."""
    return [day for day in (article.held_on, article.published_on) if day]


def article_frame(article: Article) -> str:
    """What holds for a whole article: title, place, body, session and years."""
    years = [str(day.year) for day in article_days(article)]
    parts = [article.title, article.province, article.body, article.session, *years]
    return " ".join(part for part in parts if part)


def _each_from_one(text: str, quotes: Sequence[str]) -> bool:
    """Whether the figures of each part of a statement stand together in one quote.

    Two quotes that hold one figure each must not be joined into a sentence that neither says.
    """
    return all(
        any(
            not any(m.kind in FIGURE_KINDS for m in find_mismatches(part, [quote]))
            for quote in quotes
        )
        for part in _PARTS.split(text)
    )
