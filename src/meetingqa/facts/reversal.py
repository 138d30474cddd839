"""Words turned round: a statement repeats a quote, but with "giảm" for "tăng" or without "không".

Two places are compared by the run of equal syllables beside them; a reversal is a place of the
statement that fits the quote's opposite place better than any place of the quote that agrees.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from meetingqa.facts.binding import COMMON
from meetingqa.language.text import syllables

_RUN = 4  # syllables on either side that may count
_SPAN = 8  # syllables that one may have in the place of others
_SAME_PLACE = 6  # equal syllables on both sides that make two places one
_SURE = 3  # equal syllables that make a denial the same phrase
_OPPOSITE_TEXT = """
tăng/giảm giảm/tăng cao/thấp thấp/cao nhiều/ít ít/nhiều lớn/nhỏ nhỏ/lớn vượt/hụt hụt/vượt trên/dưới
dưới/trên hơn/kém kém/hơn hơn/gần gần/hơn trước/sau sau/trước
"""
_OPPOSITE: dict[str, set[str]] = {}
for _pair in _OPPOSITE_TEXT.split():
    _word, _, _other = _pair.partition("/")
    _OPPOSITE.setdefault(_word, set()).add(_other)
_CHANGES = frozenset({"tăng", "giảm"})  # which are also done to something ("giảm học phí")
_NEGATIONS = frozenset({"không", "chưa", "chẳng"})
_FILLERS = frozenset({"đã", "sẽ", "đang", "vẫn", "cũng", "kịp", "thể", "hề", "còn"})
# Words that join others and name nothing that could be told of instead.
_LINKS = frozenset("khi lúc vào nhờ do vì bởi để mà thì nên rằng nay đó này cùng theo qua".split())
# "Không, kỳ họp đã …" and "hay không?" deny nothing that follows.
_ALONE = re.compile(r"(?<!\w)(?:không|chưa)(?=\s*(?:[,.;:!?)”\"]|$))", re.IGNORECASE)


def find_reversals(statement: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Change words of a statement that stand reversed in the quotes: (said, found) phrases."""
    said = syllables(statement)
    found = [syllables(quote) for quote in quotes]
    reversed_words = []
    for i, word in enumerate(said):
        opposites = _OPPOSITE.get(word)
        if not opposites or {*said[max(0, i - 2) : i], *said[i + 1 : i + 3]} & opposites:
            continue  # "tăng, giảm" says both
        same, against, phrase = -1, 1, ""
        for words in found:
            for j, other in enumerate(words):
                if other == word:
                    same = max(same, _fit(said, i, words, j))
                elif other in opposites and (fit := _fit(said, i, words, j)) > against:
                    against, phrase = fit, " ".join(words[max(0, j - 1) : j + 3])
        if phrase and against > same:
            reversed_words.append((" ".join(said[max(0, i - 1) : i + 3]), phrase))
    return reversed_words


def find_denied(statement: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Places where the statement denies what the quotes affirm, or the other way: (said, found)."""
    said, denied = _strip(statement)
    stripped = [_strip(quote) for quote in quotes]
    everywhere = any(denied) or any(any(flags) for _, flags in stripped)
    turned: list[tuple[str, str]] = []
    for i, word in enumerate(said if everywhere else []):
        same, against, phrase = 0, _SURE - 1, ""
        for words, flags in stripped:
            for j, other in enumerate(words):
                if other != word or not (denied[i] or flags[j] or same < _SURE):
                    continue
                fit = 1 + _fit(said, i, words, j)
                if flags[j] == denied[i]:
                    same = max(same, fit)
                elif fit > against and run(said[i:], words[j:]) > 1:
                    against, phrase = fit, _phrase(words, flags, j)
        if phrase and against > same:
            turned.append((_phrase(said, denied, i), phrase))
    return turned


def find_replaced(statement: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Words the quotes do not hold, in the very place of another one: (said, found) phrases.

    "Kim ngạch xuất khẩu đạt …" of a quote that says "Kim ngạch nhập khẩu đạt …".
    """
    said = syllables(statement)
    found = [syllables(quote) for quote in quotes]
    held = {word for words in found for word in words}
    replaced = []
    for i, word in enumerate(said):
        if word in held or word in COMMON | _LINKS or any(char.isdigit() for char in word):
            continue
        for words in found:
            places = [j for j, other in enumerate(words) if other not in COMMON]
            place = next((j for j in places if _fills(said, i, words, j)), None)
            if place is not None:
                phrases = [
                    " ".join(w[max(0, k - 1) : k + 3]) for w, k in ((said, i), (words, place))
                ]
                replaced.append((phrases[0], phrases[1]))
                break
    return replaced


def find_exchanged(
    statement: str, quotes: Sequence[str], beside: Sequence[str]
) -> list[tuple[str, str]]:
    """Words and figures that stand in the quotes or `beside` them, but here in the place of others.

    "… thì Sở B góp 3 tỷ" of a quote that says "… thì Sở A góp 3 tỷ, Sở B góp 2 tỷ"; as (said, found).
    """
    said = syllables(statement)
    found = [syllables(quote) for quote in quotes]
    around = [*found, *(syllables(text) for text in beside)]
    exchanged = list(_moved_figures(said, found))
    for i, j in itertools.combinations(range(1, len(said)), 2):
        mine = said[i:j]
        if j - i > _SPAN or not _names(mine):
            continue
        same = [sum(_sides(said, i, j, w, k, k + j - i)) for w, k in _places(mine, around)]
        fits = [
            (*_sides(said, i, j, words, k, end), words[k:end])
            for words, end in (_places([said[j]], found) if same else ())
            for k in range(max(1, end - _SPAN), end)
            if words[k - 1] == said[i - 1] and _is_other(mine, words[k:end])
        ]
        fits = [fit for fit in fits if min(fit[:2]) > 1]
        left, right, theirs = max(fits, key=lambda fit: fit[0] + fit[1], default=(0, 0, []))
        if left + right >= max(_SAME_PLACE, 2 * max(same, default=0) + 1):
            exchanged.append((" ".join(mine), " ".join(theirs)))
    return exchanged


def _moved_figures(
    said: Sequence[str], found: Sequence[Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Figures behind words that the quotes have before another figure, not before this one."""
    for i, word in enumerate(said):
        own = _places([word], found) if _is_figure(word) else []
        if not own or any(words[k - 1 : k] == ["và"] for words, k in own):
            continue  # joined to another figure of the same words
        same = max(_sides(said, i, i, words, k, k)[0] for words, k in own)
        rivals = [
            (_sides(said, i, i, words, k, k)[0], other)
            for words in found
            for k, other in enumerate(words)
            if _is_figure(other) and other not in said
        ]
        left, other = max(rivals, default=(0, ""))
        if left >= max(_SURE, 2 * same + 1):
            yield word, other


def _places(part: Sequence[str], texts: Sequence[Sequence[str]]) -> list[tuple[Sequence[str], int]]:
    return [
        (words, k)
        for words in texts
        for k, word in enumerate(words)
        if word == part[0] and words[k : k + len(part)] == part
    ]


def _sides(
    said: Sequence[str], i: int, j: int, found: Sequence[str], k: int, end: int
) -> tuple[int, int]:
    """How many syllables are equal before two places and after them."""
    return run(said[:i][::-1], found[:k][::-1]), run(said[j:], found[end:])


def _is_figure(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _names(words: Sequence[str]) -> bool:
    """Whether words may name somebody or something: no figure, no link at either end."""
    ends = {words[0], words[-1]} - _CHANGES
    return not ends & (COMMON | _LINKS | {"việc"}) and not any(map(_is_figure, words))


def _is_other(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    ends = mine[0] != theirs[0] and mine[-1] != theirs[-1]
    return ends and _names(theirs) and not (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def _fills(said: Sequence[str], i: int, found: Sequence[str], j: int) -> bool:
    """Whether two places have the same words on both sides, or at a beginning enough after them."""
    left = run(said[max(0, i - _RUN) : i][::-1], found[max(0, j - _RUN) : j][::-1])
    right = run(said[i + 1 : i + 1 + _RUN], found[j + 1 : j + 1 + _RUN])
    return right >= _SURE if i == 0 else left > 0 and right > 0 and left + right >= _SURE


def _fit(said: Sequence[str], i: int, found: Sequence[str], j: int) -> int:
    """How many syllables beside two places are equal without a gap."""
    left = run(said[max(0, i - _RUN) : i][::-1], found[max(0, j - _RUN) : j][::-1])
    return left + run(said[i + 1 : i + 1 + _RUN], found[j + 1 : j + 1 + _RUN])


def run(first: Sequence[str], second: Sequence[str]) -> int:
    """How many syllables two sequences have in common from their beginnings on."""
    length = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        length += 1
    return length


def _strip(text: str) -> tuple[list[str], list[bool]]:
    """Syllables without negations and fillers, and whether a negation stood right before each."""
    words: list[str] = []
    denied: list[bool] = []
    pending = False
    for word in syllables(_ALONE.sub(" ", text)):
        if word in _NEGATIONS:
            pending = True
        elif word not in _FILLERS:
            words.append(word)
            denied.append(pending)
            pending = False
    return words, denied


def _phrase(words: Sequence[str], denied: Sequence[bool], i: int) -> str:
    return " ".join([*(["không"] if denied[i] else []), *words[i : i + 3]])
