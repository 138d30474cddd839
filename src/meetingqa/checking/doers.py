"""Whether a statement gives a deed to a body that its quotes give to another one."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from meetingqa.facts.compare import Mismatch
from meetingqa.language.text import key, syllables, unify_tone_marks

# Bodies by as many words as tell them apart.
_BODY = re.compile(
    r"(?<!\w)(?:ủy ban nhân dân|hội đồng nhân dân|ủy ban \w+ \w+|ban (?:bí thư|thường vụ|chấp hành|"
    r"cán sự|chỉ đạo|quản lý|kinh tế|văn hóa|pháp chế|dân tộc|tổ chức|tuyên giáo|dân vận|nội chính)|"
    r"chính phủ|quốc hội|(?:phó )?thủ tướng|chủ tịch nước|bộ (?:chính trị|công an|công thương|"
    r"giao thông|giáo dục|kế hoạch|khoa học|lao động|ngoại giao|nội vụ|nông nghiệp|quốc phòng|"
    r"tài chính|tài nguyên|thông tin|tư pháp|văn hóa|xây dựng|y tế)|(?<!cơ )sở (?!cũng|đã|sẽ|đang|vẫn|còn|này)\w+ \w+|"
    r"(?:tỉnh|thành|huyện|thị) ủy|công an|thanh tra|viện kiểm sát|tòa án|mặt trận|tổng cục \w+|"
    r"cục \w+ \w+)(?!\w)"
)
# Before a body they make it somebody's office or the place, the receiver, the aim of a deed.
_NO_DOER = frozenset(
    "trưởng phó tịch thư đốc phòng diện viên ủy biểu đạo của thuộc tại cho với từ về đến vào trong ở bởi được bị "
    "trình nghị giao cùng gửi lên sự do".split()
)
_JOINED = re.compile(r"(?:[\s,]|và|cùng|với)*")
_MOST = 12  # words behind a body that may begin its deed


def find_other_doers(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Bodies of a statement before words that a quote has behind a body the statement does not name.

    In canonical wording. Words that the quote has right behind that body, too, are its own. Of the rest the
    first two that stand together in the quote, and only once, tell where the deed is told.
    """
    said = key(unify_tone_marks(statement))
    named = {match.group() for match in _BODY.finditer(said)}
    strays = []
    for body in _doers(said):
        after = re.split(r"[;.]\s", said[body.end() :])[0]
        words = syllables(after)[:_MOST]
        for quote in (key(unify_tone_marks(quote)) for quote in quotes):
            if other := _doer_of(words, body.group(), quote, named):
                strays.append(Mismatch("missing", f"{body.group()}{after[:60]}", other))
    return strays


def _doers(text: str) -> list[re.Match[str]]:
    """The bodies of a text that may do something."""
    found = []
    for match in _BODY.finditer(text):
        before = syllables(text[max(0, match.start() - 20) : match.start()])
        if not before or before[-1] not in _NO_DOER:
            found.append(match)
    return found


def _doer_of(words: Sequence[str], body: str, quote: str, named: set[str]) -> str:
    """Who does in a quote what `words` begin with, if it is neither `body` nor one that is `named`."""
    behind = [m.end() for m in _BODY.finditer(quote) if m.group() == body]
    own = max((_run(words, syllables(quote[at:])) for at in behind), default=0)
    for first, second in pairwise(words[own:]):
        places = list(re.finditer(rf"(?<!\w){re.escape(first)} {re.escape(second)}(?!\w)", quote))
        if len(places) != 1:
            continue
        begin = quote.rfind(". ", 0, places[0].start()) + 1
        doers = [m for m in _doers(quote) if begin <= m.start() < places[0].start()]
        for number in range(len(doers) - 1, -1, -1):
            if doers[number].group() == body:
                return ""
            if doers[number].group() not in named:
                joined = number and _JOINED.fullmatch(
                    quote, doers[number - 1].end(), doers[number].start()
                )
                return "" if joined else doers[number].group()
        return ""
    return ""


def _run(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words both begin with: the rest of the body's name, or what it does itself."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False))
    )
