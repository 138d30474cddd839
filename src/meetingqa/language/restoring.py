"""Gives a question typed without diacritics its marks back, from the passages its words found.

The longest run of syllables that a passage holds decides ("thu ngan sach" finds "thu ngân sách");
what no passage holds stays as typed. A small list knows the words that only questions use.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from meetingqa.language.text import fold, unify_tone_marks

_RUN = 4  # syllables of the longest run looked up
_SURE = 1000  # a frame word stands against any count: "co" alone is "có", whatever "cơ sở" says
_TOKEN = re.compile(r"\w+(?:[.,/-]\w+)*|[^\w\s]")
_FRAME = (
    "là ai, là gì, là bao nhiêu, bao nhiêu, như thế nào, thế nào, ra sao, khi nào, ngày nào, năm nào, ở đâu, "
    "có, hồi, mấy, vào, ai, này, đó, thì, ra, ở, của, với, về, tại, vì sao, tại sao, có phải, hay không, không, những ai, những gì, gồm những gì, đồng chí nào, chức vụ gì, "
    "giữ chức vụ gì, do ai, ai chủ trì, ai là, mấy, của tỉnh, cho biết, hãy nêu, liệt kê, đạt bao nhiêu, "
    "tăng bao nhiêu, giảm bao nhiêu, bao nhiêu phần trăm, thứ mấy, lần thứ mấy, diễn ra, tổ chức, nội dung gì, "
    "nhiệm vụ gì, của ai, cùng kỳ, so với, năm, tháng, ngày, tỉnh ủy, bí thư, chủ tịch, phó bí thư, phó chủ tịch, "
    "hội đồng nhân dân, ủy ban nhân dân, ban chấp hành, ban thường vụ, kỳ họp, hội nghị, được, đã, và, các, những"
)


def restore_marks(question: str, passages: Iterable[str]) -> str:
    """The question with diacritics where a passage (or the frame list) shows them."""
    tokens = list(_TOKEN.finditer(question))
    typed = [fold(token.group()) for token in tokens]
    syllables = set(typed)
    wanted = {
        tuple(typed[i : i + n]) for n in range(1, _RUN + 1) for i in range(len(typed) - n + 1)
    }
    known: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    sources = [(1, passage) for passage in passages] + [
        (_SURE, part) for part in _FRAME.split(", ")
    ]
    for weight, text in sources:
        words = _TOKEN.findall(unify_tone_marks(text))
        folded = fold(" ".join(words)).split(" ")
        starts = [i for i, word in enumerate(folded) if word in syllables]
        for size in range(1, _RUN + 1):
            for i in starts:
                run = tuple(folded[i : i + size])
                if len(run) == size and run in wanted:
                    known[run][" ".join(words[i : i + size])] += weight
    restored = question
    shift = i = 0
    while i < len(tokens):
        size, words = _longest(typed[i : i + _RUN], known)
        for token, word in zip(tokens[i : i + size], words, strict=True):
            start, end = token.start() + shift, token.end() + shift
            restored = restored[:start] + word + restored[end:]
            shift += len(word) - len(token.group())
        i += max(size, 1)
    return restored


def _longest(
    folded: Sequence[str], known: Mapping[tuple[str, ...], Counter[str]]
) -> tuple[int, list[str]]:
    """How many of the syllables are known as one run, and its commonest form; 0 when none is."""
    for size in range(len(folded), 0, -1):
        if forms := known.get(tuple(folded[:size])):
            return size, forms.most_common(1)[0][0].split(" ")
    return 0, []
