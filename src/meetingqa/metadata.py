"""What an article's text says about its meeting: dates, province, body, session, chair; None in doubt."""

import re
from dataclasses import dataclass
from datetime import date

from meetingqa.cleaning import Cleaned
from meetingqa.meeting_dates import find_held, find_published
from meetingqa.people import find_chair
from meetingqa.provinces import find_province, named_places
from meetingqa.text import UPPER, unify_tone_marks

# The vocabulary of `body`, most telling first: name, how it is written. "tỉnh" bodies also stand for
# those of the cities under central rule, by their own names below.
_BODIES = (
    ("BCH Trung ương Đảng", r"(?:BCH|[Bb]an [Cc]hấp hành) Trung ương(?: Đảng)?|[Hh]ội nghị Trung ương"),
    ("UBTV Quốc hội", r"UBTVQH|(?:[Ủủ]y ban )?[Tt]hường vụ Quốc hội"),
    ("Quốc hội", r"Quốc hội"),
    ("BTV Tỉnh ủy", r"(?:[Bb]an [Tt]hường vụ(?: \(BTV\))?|BTV) Tỉnh ủy|BTVTU|Ban TVTU"),
    ("BTV Thành ủy", r"(?:[Bb]an [Tt]hường vụ|BTV) Thành ủy"),
    ("Thường trực Tỉnh ủy", r"(?:[Tt]hường trực|TT) Tỉnh ủy"),
    ("Thường trực Thành ủy", r"[Tt]hường trực Thành ủy"),
    ("BCH Đảng bộ tỉnh", r"(?:BCH|[Bb]an [Cc]hấp hành)(?: \(BCH\))? Đảng bộ [Tt]ỉnh"),
    ("BCH Đảng bộ thành phố", r"(?:BCH|[Bb]an [Cc]hấp hành) Đảng bộ (?:TP|[Tt]hành phố)"),
    ("Thường trực HĐND tỉnh", r"(?:[Tt]hường trực|TT) (?:HĐND|[Hh]ội đồng nhân dân) [Tt]ỉnh"),
    ("HĐND tỉnh", r"(?:HĐND|[Hh]ội đồng nhân dân)(?: \(HĐND\))? [Tt]ỉnh"),
    ("HĐND thành phố", r"(?:HĐND|[Hh]ội đồng nhân dân) (?:TP|[Tt]hành phố|Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ)"),
    ("UBND tỉnh", r"(?:UBND|[Ủủ]y ban nhân dân)(?: \(UBND\))? [Tt]ỉnh"),
    ("UBND thành phố", r"(?:UBND|[Ủủ]y ban nhân dân) (?:TP|[Tt]hành phố|Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ)"),
    ("Tỉnh ủy", r"Tỉnh ủy"),
    ("Thành ủy", r"Thành ủy"),
    ("Chính phủ", r"Chính phủ"),
)
_CENTRAL = frozenset(("BCH Trung ương Đảng", "UBTV Quốc hội", "Quốc hội", "Chính phủ"))
_BODY = re.compile("|".join(f"(?P<b{i}>(?<!\\w)(?:{p}))" for i, (_, p) in enumerate(_BODIES)))
# What may not stand right before a body's name: there it is part of an office or of another body.
_OFFICE_BEFORE = re.compile(
    r"(?:[Bb]í thư|[Cc]hủ tịch|[Ủủ]y viên(?: Ban)?|UV|UVBTV|[Tt]rưởng [Đđ]oàn|[Tt]hường trực|[Vv]ăn phòng|[Cc]hánh [Vv]ăn phòng|[Ll]ãnh đạo|"
    r"[Đđ]ại biểu|[Tt]hành viên|[Đđ]oàn|trực thuộc|[Cc]ông [Đđ]oàn|[Cc]ơ quan|do|(?:[Bb]an|[Ủủ]y ban [Kk]iểm tra|UBKT|[Tt]rường)[^.,;]{0,45}|trình|"
    r"[Đđ]ảng đoàn|[Bb]an cán sự đảng|[Tt]heo|với|các ban)\s*$"
)
_NOUN = r"(?:[Hh]ội nghị|[Kk]ỳ họp|[Pp]hiên họp|[Gg]iao ban|[Cc]uộc họp|[Hh]ọp|[Pp]hiên(?! chất vấn))"
_VERB = re.compile(
    r"^[^.;]{0,90}?(?:(?<!\w)tổ chức(?: (?:hội|kỳ|phiên|cuộc|giao|họp|Hội|Kỳ|Phiên|buổi))|(?<!\w)(?:họp|khai mạc|bế mạc|mở|giao ban|tiến hành"
    r"|sơ kết|tổng kết|triệu tập|bước vào|đã thông qua|kiểm điểm))(?!\w)"
)
_NOUN_BEFORE = re.compile(rf"{_NOUN}(?:[^.;:]{{0,70}}?)?(?:của|do)?\s*,?\s*$")
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}
_ORDINAL = r"(?P<n>\d{1,3}|[IVXL]{1,6}|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín)(?!\w)"
_SESSION = re.compile(
    rf"(?P<kind>[Kk]ỳ họp|[Pp]hiên họp|[Hh]ội nghị)(?P<words>(?:[^.;:,(]|\(BCH\)){{0,60}}?)\s*(?:,\s*)?(?:\(?(?P<lan>lần)(?: thứ)?|thứ)\s+{_ORDINAL}"
)
_TERM = re.compile(r"[Kk]hó[aá]\s+(?P<term>[IVXL]{1,6}|\d{1,2})(?!\w)")
_TERM_OF_OTHER = re.compile(r"(?:Nghị quyết|Trung ương \d+|Quyết định|Kết luận|Bộ Chính trị)[^.;]{0,25}[(,]?\s*$")
_NOT_THIS = re.compile(
    r"(?:[Ss]au|[Tt]rước|chuẩn bị(?: cho)?|trình|tới|tại các|kết quả|tiếp xúc cử tri[^.]{0,30}|kể từ|từ|thông báo[^.]{0,25}|nghị quyết[^.]{0,20}|"
    r"triển khai(?: nghị quyết)?|quán triệt|sắp)\s*$"
)
_OTHER_MEETING = re.compile(r"[Đđ]ại hội|[Dd]iễn đàn|[Hh]ội thi|[Cc]uộc thi|[Dd]ự án|giai đoạn|(?<!HĐND )nhiệm kỳ")
_SPLIT = re.compile(rf"(?<!TP)(?<![{UPPER}])\.\s+(?=[{UPPER}“\"])")


@dataclass(frozen=True)
class Metadata:
    """The fields that the words of an article settle; None where they do not."""

    published_on: date | None
    held_on: date | None
    province: str | None
    body: str | None
    session: str | None
    chair: str | None


def read_metadata(
    cleaned: Cleaned, *, published_on: date | None = None, province: str | None = None, site: str = ""
) -> Metadata:
    """The metadata of a cleaned article; what its file declares comes first."""
    title, text = unify_tone_marks(cleaned.title or ""), unify_tone_marks(cleaned.text)
    body = _find_body(title, text)
    if province is None and body not in _CENTRAL:
        province = find_province(title, text, "\n".join([*cleaned.masthead, site]))
    published = find_published(cleaned, published_on)
    places = [*named_places(title, text), *([province] if province else [])]
    return Metadata(
        published_on=published,
        held_on=find_held(cleaned, published),
        province=province,
        body=body,
        session=_find_session(title, text),
        chair=find_chair(text, places),
    )


def _lead(text: str) -> list[str]:
    """The first sentences: two of the first paragraph, one of the second."""
    paragraphs = text.split("\n\n")[:2]
    return [s for p, count in zip(paragraphs, (2, 1), strict=False) for s in _SPLIT.split(p)[:count]]


def _find_body(title: str, text: str) -> str | None:
    """The body that holds the meeting: the subject of "tổ chức/họp …" or the owner of the meeting."""
    for sentence in [*_lead(text)[:1], title, *_lead(text)[1:]]:
        for match in _BODY.finditer(sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            if _OFFICE_BEFORE.search(before) and not _NOUN_BEFORE.search(before):
                continue
            at_start = sentence is title and not before.strip()
            if _VERB.match(after) or _NOUN_BEFORE.search(before) or (at_start and not after[:2].strip()):
                return _BODIES[int((match.lastgroup or "b0")[1:])][0]
    return None


def _find_session(title: str, text: str) -> str | None:
    """The session's ordinal and term ("kỳ họp thứ 15 khóa XX"), in figures as the text has them."""
    for sentence in [*_lead(text)[:1], title, *_lead(text)[1:]]:
        for match in _SESSION.finditer(sentence):
            if _NOT_THIS.search(sentence[: match.start()]) or _OTHER_MEETING.search(match["words"]):
                continue
            kind = match["kind"].lower()
            number = _number(match["n"])
            extra = re.search(r"chuyên đề|bất thường|thường lệ", match["words"])
            ordinal = f"{kind}{' ' + extra.group() if extra and match['lan'] else ''}"
            ordinal += f" {'lần thứ' if kind == 'hội nghị' or match['lan'] else 'thứ'} {number}"
            term = _find_term(sentence, match) or _find_term(title, None)
            return f"{ordinal} khóa {term}" if term else ordinal
    return None


def _find_term(sentence: str, session: re.Match[str] | None) -> str | None:
    """The term ("khóa XX") said beside a session, not that of a resolution."""
    for match in _TERM.finditer(sentence):
        if _TERM_OF_OTHER.search(sentence[: match.start()]):
            continue
        if session is None or -140 < match.start() - session.end() < 70:
            return match["term"]
    return None


def _number(word: str) -> str:
    word = word.strip()
    if word in _ORDINALS:
        return str(_ORDINALS[word])
    if word.startswith("mười "):
        unit = {"một": 1, "lăm": 5}.get(word[5:]) or _ORDINALS[word[5:]]
        return str(10 + unit)
    return word
