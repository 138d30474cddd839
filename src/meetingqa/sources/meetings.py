"""Which body's which session an article reports, read from its title and first sentences."""

import re

from meetingqa.facts.quantities import NUMBER_WORDS
from meetingqa.language.text import UPPER, unify_tone_marks

# The vocabulary of `body`, most telling first: name, how it is written.
_BODIES = (
    ("UBKT Trung ương", r"(?:[Ủủ]y ban [Kk]iểm tra|UBKT)(?: \(UBKT\))? Trung ương"),
    (
        "BCH Trung ương Đảng",
        r"(?:BCH|[Bb]an [Cc]hấp hành) Trung ương(?: Đảng)?|(?<=nghị )Trung ương(?= \d| lần)",
    ),
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
    (
        "HĐND thành phố",
        r"(?:HĐND|[Hh]ội đồng nhân dân) (?:TP|[Tt]hành phố|Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ)",
    ),
    ("UBND tỉnh", r"(?:UBND|[Ủủ]y ban nhân dân)(?: \(UBND\))? [Tt]ỉnh"),
    (
        "UBND thành phố",
        r"(?:UBND|[Ủủ]y ban nhân dân) (?:TP|[Tt]hành phố|Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ)",
    ),
    ("Tỉnh ủy", r"Tỉnh ủy"),
    ("Thành ủy", r"Thành ủy"),
    ("Chính phủ", r"Chính phủ"),
)
CENTRAL = frozenset(
    ("UBKT Trung ương", "BCH Trung ương Đảng", "UBTV Quốc hội", "Quốc hội", "Chính phủ")
)
_BODY = re.compile(
    "|".join(f"(?P<b{i}>(?<!\\w)(?:{p})(?!\\w))" for i, (_, p) in enumerate(_BODIES))
)
# Of titles in capitals only.
_SHOUTED = re.compile(rf"[{UPPER}\d\s.,:;()/\"“”'-]+")
# What may not stand right before a body's name: there it is part of an office or of another body.
_OFFICE_BEFORE = re.compile(
    r"(?:[Bb]í thư|[Cc]hủ tịch|[Ủủ]y viên(?: Ban)?|UV|UVBTV|[Tt]rưởng [Đđ]oàn|[Tt]hường trực|"
    r"[Vv]ăn phòng|[Ll]ãnh đạo|[Nn]hà|"
    r"[Đđ]ại biểu|[Tt]hành viên|[Đđ]oàn|thuộc|[Cc]ông [Đđ]oàn|[Cc]ơ quan|(?:[Bb]an|"
    r"[Ủủ]y ban [Kk]iểm tra|UBKT|[Tt]rường)[^.,;]{0,45}|"
    r"trình|[Đđ]ảng đoàn|[Tt]heo|với|các ban|tại|mà|khi|[Tt]hủ tướng)\s*$"
)
_NOUN = (
    r"(?:[Hh]ội nghị|[Kk]ỳ họp|[Pp]hiên (?:họp|giải trình)|[Gg]iao ban|[Cc]uộc họp|"
    r"(?<!cuộc )(?<!kỳ )(?<!phiên )[Hh]ọp)"
)
# Between a body and its verb: its name, term and adverbs, but no other clause.
_GAP = r"(?:[^.;,()]|\([^)]*\)|,\s*(?:nhiệm kỳ|khóa)\s[^.;,]{1,16},?){0,60}?"
_VERB = re.compile(
    rf"^{_GAP}(?<!\w)(?:(?:tổ chức|mở|tiến hành|bước vào|triệu tập)\s[^.;,]{{0,30}}?(?:[Hh]ội nghị|"
    rf"[Kk]ỳ họp|[Pp]hiên|[Cc]uộc họp|"
    rf"[Gg]iao ban|[Bb]uổi|[Gg]ặp mặt|họp)|họp|khai mạc|bế mạc|giao ban|sơ kết|tổng kết|(?:chưa |"
    rf"không |đã |sẽ )?(?:thông qua|lấy phiếu)(?=.*[Kk]ỳ họp)|"
    rf"kiểm điểm)(?!\w)|^(?:\s(?:TP|[{UPPER}]\w*))*\s+kỳ họp"
)
_OWNER = re.compile(
    rf"(?P<noun>{_NOUN})(?P<between>(?:(?!{_NOUN})(?:[^.;:()]|\([^)]*\))){{0,70}}?)(?:\s*-|,)?\s*$"
)
_MATTER = re.compile(
    r"triển khai|thực hiện|chỉ thị|nghị quyết|về |đề án|công tác|nhằm|để |đang|sẽ|miễn nhiệm|,.*,|"
    r"sau |ngày \d"
)
_NOT_THIS = re.compile(
    r"(?:[Ss]au|[Tt]rước|chuẩn bị(?: cho)?|trình|tới|tại các|kết quả|kể từ|phục vụ|"
    r"thông báo[^.,;]{0,25}|nghị quyết[^.,;]{0,20}|"
    r"triển khai(?: nghị quyết)?|quán triệt|sắp|(?:phục vụ|sau)[^.;]{0,60} và)\s*$",
    re.IGNORECASE,
)
_ORDINALS = NUMBER_WORDS | {"nhất": 1, "tư": 4}
_ORDINAL = (
    r"(?P<n>\d{1,3}|[IVXL]{1,6}|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|"
    r"nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín)(?!\w)"
)
_SESSION = re.compile(
    r"(?P<kind>[Kk]ỳ họp|[Hh]ọp kỳ|[Pp]hiên họp|[Hh]ội nghị)"
    r"(?P<words>(?:(?![Kk]ỳ họp|[Hh]ội nghị)(?:[^.;:,(]|\(BCH\))){0,60}?)"
    rf"\s*(?:,\s*)?\(?(?P<lan>lần(?: thứ)?|thứ)\s+{_ORDINAL}"
)
_MONTHLY = re.compile(
    r"(?:[Pp]hiên họp|họp phiên|[Pp]hiên|họp) thường kỳ,? tháng (?P<month>\d{1,2})(?!\d)"
)
_TERM = re.compile(r"[Kk]hó[aá]\s+(?P<term>[IVXL]{1,6}|\d{1,2})(?!\w)")
_TERM_OF_OTHER = re.compile(
    r"(?:Nghị quyết|Trung ương \d+|Quyết định|Kết luận|Bộ Chính trị)[^.;]{0,25}[(,]?\s*$"
)
_OTHER_MEETING = re.compile(
    r"[Đđ]ại hội|[Dd]iễn đàn|[Hh]ội thi|[Cc]uộc thi|[Dd]ự án|giai đoạn|hiệp thương|thượng đỉnh|"
    r"các nước|cấp cao|nhiệm kỳ \d{4} - \d{4}, "
)
_COMMITTEE = re.compile(r"BCH|[Bb]an [Cc]hấp hành|[Tt]ỉnh ủy|[Tt]hành ủy|Đảng bộ|Trung ương|TW")
_SPLIT = re.compile(rf"(?<!TP)(?<![{UPPER}])\.\s+(?=[{UPPER}“\"])")
_DOTS = re.compile(r"(?<!\w)(TP|TX|Tp|T)\.\s*(?=\w)")


def find_body(title: str, text: str) -> str | None:
    """The body that holds the meeting: the subject of "tổ chức/họp …" or the owner of the session.

    One of a fixed vocabulary ("BCH Đảng bộ tỉnh", "BTV Tỉnh ủy", "HĐND tỉnh", "UBND tỉnh", their
    namesakes of a city under central rule, and the central bodies), or None.
    """
    sentences = _first_sentences(title, text)
    if re.search(r"[Cc]hủ tịch UBND tỉnh[^.;]{0,60} chủ trì phiên họp", sentences[0]):
        return "UBND tỉnh"
    for sentence in sentences:
        for match in _BODY.finditer(sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            if _OFFICE_BEFORE.search(before):
                continue
            if _VERB.match(after) or _owns(before):
                name = _BODIES[int((match.lastgroup or "b0")[1:])][0]
                return _full_committee(name, sentence)
    return None


def find_session(title: str, text: str) -> str | None:
    """The session's ordinal in figures and its term as written ("kỳ họp thứ 15 khóa XX").

    A government's monthly session comes as "phiên họp thường kỳ tháng 6". None when the ordinal is
    another meeting's (a congress, the session before) or not given.
    """
    sentences = _first_sentences(title, text)
    for sentence in sentences:
        for match in _SESSION.finditer(sentence):
            before = sentence[: match.start()]
            kind = match["kind"].lower().replace("họp kỳ", "kỳ họp")
            if _NOT_THIS.search(before) or _OTHER_MEETING.search(match["words"]):
                continue
            if kind == "phiên họp" and not match["n"].isdigit():
                continue
            if kind == "hội nghị" and not _COMMITTEE.search(sentence):
                continue
            extra = re.search(r"chuyên đề|bất thường|thường lệ", match["words"])
            long_form = kind == "hội nghị" or "lần" in match["lan"]
            ordinal = f"{kind}{' ' + extra.group() if extra and long_form else ''}"
            ordinal += f" {'lần thứ' if long_form else 'thứ'} {_number(match['n'])}"
            term = _find_term(sentence, match) or _find_term(_prepare(title), None)
            return f"{ordinal} khóa {term}" if term else ordinal
    monthly = _MONTHLY.search("\n".join(sentences))
    return f"phiên họp thường kỳ tháng {int(monthly['month'])}" if monthly else None


def speaks_of_centre(title: str, text: str) -> bool:
    """Whether the first sentence's actor is a central one, so that a province is only mentioned."""
    first = _first_sentences(title, text)[0]
    return bool(
        re.search(
            r"Bộ Chính trị|Bộ trưởng|Ban Bí thư|Thủ tướng|Quốc hội khóa|(?:[Bb]an|"
            r"[Ủủ]y ban) [^,.;]{3,25} Trung ương(?! Đảng)",
            first,
        )
    )


def _prepare(text: str) -> str:
    return _DOTS.sub(r"\1 ", unify_tone_marks(text))


def _first_sentences(title: str, text: str) -> list[str]:
    """The first sentence, the title, the second sentence, the second paragraph's first one."""
    title = _prepare(title)
    if _SHOUTED.fullmatch(title):
        title = re.sub(r"Hđnd|Ubnd|Bch|Btv", lambda m: m.group().upper(), title.capitalize())
    lead = [
        sentence
        for paragraph, count in zip(_prepare(text).split("\n\n")[:2], (2, 1), strict=False)
        for sentence in _SPLIT.split(paragraph)[:count]
    ]
    return [*lead[:1], title, *lead[1:]] if lead else [title]


def _owns(before: str) -> bool:
    """Whether the words before a body's name end in a meeting that is its own."""
    owner = _OWNER.search(before)
    if not owner or _NOT_THIS.search(before[: owner.start()]):
        return False
    between = owner["between"]
    return not _MATTER.search(between) and not (
        "," in before[owner.end("between") :] and "thứ" not in between and "lần" not in between
    )


def _full_committee(name: str, sentence: str) -> str:
    """A numbered conference of a party committee is its full committee's, by the statutes."""
    numbered = re.search(
        r"[Hh]ội nghị (?:(?:Tỉnh|Thành) ủy[^.;,]{0,30}? lần (?:thứ )?\w|lần thứ \S+ (?:Tỉnh|"
        r"Thành) ủy)",
        sentence,
    )
    if numbered and name in ("Tỉnh ủy", "Thành ủy"):
        return "BCH Đảng bộ tỉnh" if name == "Tỉnh ủy" else "BCH Đảng bộ thành phố"
    return name


def _find_term(sentence: str, session: re.Match[str] | None) -> str | None:
    """The term ("khóa XX") said beside a session, not that of a resolution."""
    for match in _TERM.finditer(sentence):
        if _TERM_OF_OTHER.search(sentence[: match.start()]):
            continue
        if session is None or -140 < match.start() - session.end() < 70:
            return match["term"]
    return None


def _number(word: str) -> str:
    if word in _ORDINALS:
        return str(_ORDINALS[word])
    if word.startswith("mười "):
        unit = {"một": 1, "lăm": 5}.get(word[5:]) or _ORDINALS[word[5:]]
        return str(10 + unit)
    return word
