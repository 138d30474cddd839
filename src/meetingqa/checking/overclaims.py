"""Claims that go beyond a quote although every figure and name in them stands there.

A task told as done, a part told as the whole, late told as in time.
"""

import re
from collections.abc import Sequence

from meetingqa.facts import read_facts
from meetingqa.facts.aims import AIM, DEADLINE, DONE, is_aim, is_assigned
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.direction import find_denials
from meetingqa.facts.quantities import same_quantity
from meetingqa.language.text import key, syllables

_DEGREES = {
    "sớm": re.compile(r"(?<!\w)(?:sớm|trước (?:thời )?hạn)(?!\w)", re.IGNORECASE),
    "đúng hạn": re.compile(r"(?<!\w)đúng hạn(?!\w)", re.IGNORECASE),
    "chậm": re.compile(
        r"(?<!\w)(?:chậm(?! nhất| tiến độ| triển khai)|quá hạn|lỡ hạn)(?!\w)", re.IGNORECASE
    ),
    "đứng đầu": re.compile(
        r"(?<!\w)(?:dẫn đầu|(?<!người )đứng đầu|(?:cao|nhiều|lớn|nhanh) nhất)(?!\w)", re.IGNORECASE
    ),
    "cuối": re.compile(
        r"(?<!\w)(?:cuối bảng|đứng cuối|(?:thấp|nhỏ) nhất|ít nhất(?! (?:là )?\d))(?!\w)",
        re.IGNORECASE,
    ),
    "duy nhất": re.compile(
        r"(?<!\w)(?:duy nhất|(?<!không )chỉ (?:có|còn|một|1))(?!\w)", re.IGNORECASE
    ),
    "đầu tiên": re.compile(r"(?<!\w)(?:đầu tiên|lần đầu)(?!\w)", re.IGNORECASE),
    "toàn bộ": re.compile(
        r"(?<!\w)(?:toàn bộ|tất cả|hết (?:số|các)|(?<!không )(?<!không có )(?<!chưa )đủ|100%|"
        r"cả (?=\d|hai |ba |bốn )|(?<![\d.,/])(\d+)/\1(?![\d/]))",
        re.IGNORECASE,
    ),
}
_RIVALS = ({"sớm", "đúng hạn", "chậm"}, {"đứng đầu", "cuối"})  # that deny one another
_OUTCOMES = frozenset({"chậm", "sớm"})  # by how much is known only when it is done
_DID = re.compile(r"(?<!\w)(?:bị|đã) ([^,.;]+)")
_DECIDES = re.compile(
    r"(?<!\w)(?:thông qua|phê duyệt|ban hành|quyết nghị|chấp thuận|bổ nhiệm|cách chức|kỷ luật|"
    r"khởi tố|khởi công|khánh thành|nghiệm thu|đồng ý|tán thành)(?!\w)",
    re.IGNORECASE,
)
_ADOPTS = re.compile(
    r"(?<!\w)(?:thông qua|phê duyệt|ban hành|quyết nghị|chấp thuận|quyết định|tán thành|biểu quyết|"
    r"(?:thống nhất|đồng ý)(?! trình| đề nghị| đề xuất| yêu cầu| báo cáo| xem xét))(?!\w)",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?<!\w)(?:không|chưa) (?:có|còn)(?!\w)", re.IGNORECASE)
_LACK = re.compile(r"(?<!\w)(?:không|chưa|chẳng|thiếu|hết)(?!\w)", re.IGNORECASE)
_VOTED = re.compile(r"(?<!\w)đã (?:được )?[^,.;]*?(?:tán thành|thông qua)")
_AUXILIARY = frozenset(
    "đã sẽ đang vẫn cũng đều được bị từng là và của phải mới chỉ có nhiều".split()
)


def find_overclaims(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """What a statement claims beyond its quotes. Both in canonical wording."""
    return [
        *_wishes(statement, quotes),
        *_denied(statement, quotes),
        *_degrees(statement, quotes),
        *_other_deed(statement, quotes),
        *_undecided(statement, quotes),
    ]


def _other_deed(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """What was done ("đã …", "bị …") or a named person did, in words that the quotes do not hold."""
    strays = []
    held = {word for quote in quotes for word in syllables(quote)}
    for match in _DID.finditer(statement):
        words = [w for w in syllables(match[1]) if w not in _AUXILIARY][:2]
        if unsaid := [w for w in words if not w[0].isdigit() and w not in held]:
            strays.append(Mismatch("missing", " ".join(unsaid), ""))
    for person in read_facts(statement).people:
        deed = statement[person.end :]
        deed = deed.split(",", 2)[2] if re.match(r",[^,]*,", deed) else deed
        told = [quote for quote in quotes if key(person.name) in key(quote)]
        if told and deed.lstrip()[:1] not in (",", ".", ";", ")"):
            words = [w for w in syllables(deed[:60]) if w not in _AUXILIARY][:2]
            if words and not set(words) & {word for quote in told for word in syllables(quote)}:
                strays.append(Mismatch("missing", " ".join(words), ""))
    return strays


def _undecided(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Decisions and formal acts that the quotes do not tell: what is "xem xét" is not approved."""
    told = key(" | ".join(quotes))
    adopted = any(map(_ADOPTS.search, quotes))
    acts = dict.fromkeys(key(match.group()) for match in _DECIDES.finditer(statement))
    return [
        Mismatch("missing", act, "")
        for act in acts
        if act not in told and not (adopted and _ADOPTS.fullmatch(act))
    ]


def _wishes(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures said as results that the quotes give as aims, tasks or proposals."""
    done = "đã" in syllables(statement)  # "đã … trước ngày 31/7" is no aim
    if AIM.search(statement) and not done:
        return []
    strays = []
    words = set(syllables(statement))
    voted = _VOTED.search(statement) and syllables(statement).count("đã") == 1
    voted = voted and any("tán thành" in quote for quote in quotes)
    if (
        done
        and not voted
        and _only_planned(statement, max(quotes, key=lambda q: len(words & set(syllables(q)))))
    ):
        strays.append(Mismatch("missing", "đã", "mục tiêu, nhiệm vụ"))
    for figure in read_facts(statement).quantities:
        if figure.previous in _OUTCOMES:
            continue
        aimed = [
            is_aim(quote, other)
            for quote in quotes
            for other in read_facts(quote).quantities
            if same_quantity(figure, other)
        ]
        if aimed and all(aimed):
            strays.append(Mismatch("missing", figure.text, "mục tiêu, nhiệm vụ"))
    return strays


def _only_planned(statement: str, quote: str) -> bool:
    """Whether the clause of a quote that is nearest to a statement tells what is to be done."""
    said = set(syllables(statement))
    ends = [match.end() for match in re.finditer(";", quote)]
    clauses = list(zip([0, *ends], [*ends, len(quote)], strict=True))
    begin, end = max(clauses, key=lambda c: len(said & set(syllables(quote[c[0] : c[1]]))))
    aim = AIM.search(quote, begin, end) or DEADLINE.search(quote, begin, end)
    if aim and not DONE.search(quote, begin, aim.start()):
        return True
    return is_assigned(quote, begin, end)


def _degrees(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """In time or late, first or last, all or some: what is said of it the quotes must say."""
    said = {name for name, words in _DEGREES.items() if words.search(statement)}
    found = {name for name, words in _DEGREES.items() if any(map(words.search, quotes))}
    held = {word for quote in quotes for word in syllables(quote)}
    lack = "thiếu" if "thiếu" in held else ""
    strays = []
    for name in sorted(said - found):
        rivals = found & next((sort for sort in _RIVALS if name in sort), set[str]())
        strays.append(Mismatch("direction", name, "; ".join(sorted(rivals)) or lack))
    return strays


def _denied(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Verbs that one side affirms and the other only denies, in whatever order of words."""
    if _NONE.search(statement) and not any(_LACK.search(quote) for quote in quotes):
        return [Mismatch("missing", "không có", "")]
    denied = find_denials(statement)
    found = {verb for quote in quotes for verb in find_denials(quote)}
    if denied:
        return [Mismatch("negation", f"không {verb}", "") for verb in sorted(denied - found)]
    words = [syllables(quote) for quote in quotes]
    strays = []
    for verb in sorted(found & set(syllables(statement))):
        places = [(w, i) for w in words for i, word in enumerate(w) if word == verb]
        if all({*w[max(0, i - 3) : i]} & {"không", "chưa", "chẳng"} for w, i in places):
            strays.append(Mismatch("negation", verb, f"không {verb}"))
    return strays
