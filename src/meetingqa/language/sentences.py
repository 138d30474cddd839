"""Where Vietnamese sentences and clauses stand in a text, by exact offsets.

Every non-space character belongs to exactly one sentence; a newline always ends one.
"""

import re
from collections.abc import Iterator

from meetingqa.domain import Sentence

# A stop, the closing quotes and brackets that belong to it, then white space or the end of the line;
# or a stop glued to the next sentence ("nhiệm vụ.Đồng chí"), which portals produce often.
_CLOSERS = r"[\"'”’»)\]]*(?:[^\S\r\n]?[”»])*"
_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ"
_STOP = re.compile(rf"(?:\./\.|[.!?…]+){_CLOSERS}(?=\s|$)|(?<=[a-zà-ỹđ]{{2}})\.(?=[{_UPPER}]\w)")
_LINE = re.compile(r"[^\r\n]+")
_OPENERS = " \t\xa0\"'“‘«([-–—•*+"
_LAST_TOKEN = re.compile(r"[^\s(“\"«]*$")
_WORD = re.compile(r"\w+")

# Written with a stop and followed by a name or number: that stop says nothing about the sentence.
# Only with a capital: in lower case these are words or tails of words.
_TITLES = """tp t.p tx tt gs pgs ts ths th.s tskh bsckii bscki bsck kts ds nsnd nsưt ngnd ngưt ckii cki
đ/c đc đ.c mr mrs ms dr prof st no nos vol jr sr gs.ts pgs.ts gs.tskh pgs.tskh ts.bs ths.bs gs.vs"""
_ABBREVIATIONS = frozenset(_TITLES.split())
_LOWER_ABBREVIATIONS = frozenset({"tp", "tx", "đ/c", "đ.c", "tr"})
_UPPER_ABBREVIATIONS = frozenset({"BS", "KS", "LS", "LM", "HT"})
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.)*[{_UPPER}]")
_ENUMERATOR = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđA-ZĐ]|[IVXLC]{1,5}"
    r"|(?:Điều|Khoản|Chương|Phần|Mục|Câu|Bài|Phụ lục|Nghị quyết số|Nội dung thứ)\s+[\dIVXLC]{1,4})\W*"
)
# Before a lone capital: these make it an initial ("ông H."), other lower-case words make it the end
# of a designation ("khóa I.", "vitamin C.", "nhóm B.").
_BEFORE_INITIAL = """ông bà anh chị em cháu cô chú bác thầy huyện xã tỉnh phường quận thôn chí giả
sĩ sư tên họ"""
_NAMED = frozenset(_BEFORE_INITIAL.split())
_BEGIN_SENTENCES = """Đồng Ông Bà Tại Theo Trong Các Hội Đây Ngoài Về Qua Với Sau Trước Từ Đến Do Vì
Tuy Nhưng Song Bên Cùng Để Đối Riêng Khi Nếu Những Một Hai Ban Tỉnh Năm Ngày Sáng Chiều Tối Phát Kết
Dự Tham Đại Thường Báo Đánh Hiện Như Trên Căn Thực Tiếp Đặc Mặc Vừa Đó Nhiều Cuộc Chủ Tổng Toàn"""
_STARTERS = frozenset(_BEGIN_SENTENCES.split())
_ITEM = re.compile(r"[a-zđ]\)\s")
# Letters of foreign middle names, of wards (P.) and districts (Q.), and any dotted row of initials.
_NEVER_LAST = re.compile(r"[FJWZPQ.]")
_INITIAL_NEXT = re.compile(rf"[{_UPPER}]\.")


def split_sentences(text: str) -> list[Sentence]:
    """Sentences of `text` in order, trimmed, not overlapping; no empty ones.

    A sentence of fewer than two words joins its neighbour unless it is a whole line.
    """
    return [
        Sentence(start=start, end=end)
        for line in _LINE.finditer(text)
        for start, end in _split_line(text, line.start(), line.end())
    ]


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    shielded = _shielded(text, start, end, quotes=False)
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= begin or any(a < stop.end() < b for a, b in shielded):
            continue
        if stop.end() < end and _ends_sentence(text, begin, stop, end):
            spans.append((begin, stop.end()))
            begin = stop.end()
    spans.append((begin, end))
    return _join_short(text, [span for a, b in spans if (span := _trim(text, a, b))])


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    rest = text[stop.end() : min(end, stop.end() + 60)].lstrip(_OPENERS)
    if not rest or rest[0].islower():
        return not rest or bool(_ITEM.match(rest))
    mark = stop.group()
    if not mark.startswith(".") or mark.startswith(("..", "./.")):
        return True
    if _ENUMERATOR.fullmatch(text, begin, stop.start() + 1):
        return False
    found = _LAST_TOKEN.search(text[max(begin, stop.start() - 40) : stop.start()])
    token = found.group().strip("([{'‘") if found else ""
    last = re.split("[-–,]", token)[-1]
    if (
        (last[:1].isupper() and last.lower() in _ABBREVIATIONS)
        or last in _LOWER_ABBREVIATIONS
        or last in _UPPER_ABBREVIATIONS
    ):
        return False
    if _INITIALS.fullmatch(last):
        follows = text[stop.end() : stop.end() + 2].strip()
        first = _WORD.match(rest)
        # "Nguyễn Thị H. (sinh năm 1971)", "J. K. Rowling"
        if follows.startswith("(") or _INITIAL_NEXT.match(rest) or not first:
            return False
        if first.group() in _STARTERS:
            return True
        return not _NEVER_LAST.search(last) and _ends_designation(
            text[begin : stop.start()].split()[:-1]
        )
    return True


def _ends_designation(before: list[str]) -> bool:
    """Whether a lone capital after these words closes a name or label rather than opens a name."""
    if not before:
        return False
    last = before[-1]
    if last.islower():
        return last not in _NAMED
    # "Nguyễn Văn A.": two syllables of a name before it; "George W.": one.
    return len(before) > 1 and all(w[:1].isupper() and w[1:].islower() for w in before[-2:])


def _join_short(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in spans:
        begin = start if waiting is None else waiting
        if len(_WORD.findall(text, begin, end)) < 2:
            waiting = begin
            continue
        joined.append((begin, end))
        waiting = None
    if waiting is not None:
        last = joined.pop()[0] if joined else waiting
        joined.append((last, spans[-1][1]))
    return joined


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


_PAIRS = {"(": ")", "[": "]"}
_QUOTES = {"“": "”", "«": "»", '"': '"'}
_BRACKET = re.compile(r"[(\[]")
_ANY_OPENER = re.compile(r"[(\[“«\"]")
# A bracket left open or a quote as long as a speech must not glue everything after it together.
_MAX_SHIELD = 400


def _shielded(text: str, start: int, end: int, *, quotes: bool) -> list[tuple[int, int]]:
    """Ranges inside balanced brackets (and quotes) that are not to be cut."""
    pairs = _PAIRS | _QUOTES if quotes else _PAIRS
    opener = _ANY_OPENER if quotes else _BRACKET
    found: list[tuple[int, int]] = []
    position = start
    while opened := opener.search(text, position, end):
        position = opened.start()
        limit = min(end, position + _MAX_SHIELD)
        close = _closing(text, position, limit, pairs[opened.group()])
        if close > 0:
            found.append((position, close + 1))
            position = close
        position += 1
    return found


def _closing(text: str, start: int, end: int, closer: str) -> int:
    opener, depth = text[start], 0
    for position in range(start, end):
        char = text[position]
        if char == closer and position > start:
            depth -= 1
            if depth == 0:
                return position
        elif char == opener:
            depth += 1
    return -1


_OFFICE = (
    r"(?:(?:nguyên|quyền|tân|Nguyên|Quyền|Tân)\s+)?"
    r"(?:Bí thư|Phó|Chủ tịch|[ỦU][yỷ] viên|Uỷ viên|UV|Trưởng|Giám đốc|Tổng|Thủ tướng|Bộ trưởng|Thứ trưởng"
    r"|Đại t|Thượng t|Trung t|Thiếu t|Chánh|Chỉ huy|Chính ủy|Tư lệnh|Viện trưởng|Hiệu trưởng|Đại biểu"
    r"|ĐBQH|Thành viên|Thường|Cục trưởng|Vụ trưởng|Chi cục|Phụ trách|đại diện)"
)
_CONJUNCTION = (
    r"(?:nhưng|song|tuy nhiên|do vậy|do đó|vì vậy|vì thế|bởi vậy|trong đó|trong khi|đồng thời|qua đó"
    r"|từ đó|nhờ đó|theo đó|góp phần|nhằm|để|mặc dù|còn|nên|cụ thể|ngoài ra|bên cạnh đó|tiếp tục"
    r"|tập trung|tăng cường|đẩy mạnh|phấn đấu|đồng chí|ông|bà)\b"
)
_SEMICOLON = re.compile(r";")
_CLAUSE = re.compile(rf",(?=\s+(?i:{_CONJUNCTION}))|:(?=\s)|\s(?=[–—-]\s\D)")
# Not between two numbers of a list, nor inside "lãnh đạo, chỉ đạo, điều hành", which is one act.
_PLAIN = rf",(?!(?<=\d,)\s+\d)(?=\s+(?!{_OFFICE}|chỉ đạo|điều hành)"
_LONG_ITEM = re.compile(
    rf"{_PLAIN}(?:[^\s,;]+\s+){{3}}[^\s,;])"
    r"|\s(?=(?:đồng thời|tuy nhiên|trong khi đó|do đó|do vậy|vì vậy|nhưng)\s)"
)
_COMMA = re.compile(rf"{_PLAIN})")
_APPOSITION = re.compile(rf"\s+{_OFFICE}")


def split_clauses(text: str, start: int, end: int, *, max_chars: int = 280) -> list[Sentence]:
    """Cut the sentence `text[start:end]` into clauses that cover it, by exact offsets.

    Every ";" cuts. What is still longer than `max_chars` code points is cut before a clause
    (", nhưng", ", trong đó", ": "), and at other commas if that does not do; pieces between such cuts
    are packed up to `max_chars`. Never inside brackets, quotes or a number, nor between a person's
    name and the office that follows it. A piece with no such place stays long.
    """
    shielded = _shielded(text, start, end, quotes=True)
    spans = _join_short(text, list(_cut(text, start, end, _SEMICOLON, shielded)))
    for pattern in (_CLAUSE, _LONG_ITEM, _COMMA):
        spans = [
            part
            for a, b in spans
            for part in (
                _pack(list(_cut(text, a, b, pattern, shielded)), max_chars)
                if b - a > max_chars
                else [(a, b)]
            )
        ]
    return [Sentence(start=a, end=b) for a, b in spans]


def _cut(
    text: str, start: int, end: int, pattern: re.Pattern[str], shielded: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    begin = start
    for match in pattern.finditer(text, start, end):
        at = match.end()
        if any(a < at < b for a, b in shielded) or _APPOSITION.match(text, at, end):
            continue
        if span := _trim(text, begin, at):
            yield span
        begin = at
    if span := _trim(text, begin, end):
        yield span


def _pack(spans: list[tuple[int, int]], max_chars: int) -> list[tuple[int, int]]:
    packed: list[tuple[int, int]] = []
    for start, end in spans:
        if packed and end - packed[-1][0] <= max_chars:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed
