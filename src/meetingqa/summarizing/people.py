"""Persons of a report with the roles it gives them: the chair, those who attend, those appointed."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, PersonPoint
from meetingqa.facts import Holding, read_facts
from meetingqa.facts.people import name_key
from meetingqa.provinces import KNOWN as PROVINCES
from meetingqa.summarizing.body import BodySentence, cite
from meetingqa.summarizing.cues import attends
from meetingqa.text import LOWER, UPPER

_I = re.IGNORECASE
_CHAIRS = re.compile(r"chủ trì|chủ t[ọo][aạ]|điều hành", _I)
_PLURAL = re.compile(r"(?:các|hai|ba|bốn|những)\s+(?:đồng chí\s+|ông\s+|bà\s+)?$", _I)
_HEADS = re.compile(r"\s*:\s*(?:(?:ông|bà)\s+)?")
_SHARED = re.compile(r"\s*(?:,|và|;)\s*(?:(?:đồng chí|ông|bà)\s+)?")
_ROLE_TAIL = re.compile(
    r"\s+(?:với|nhận|trả lời|tại|chủ t[ọo][aạ]|chủ trì|điều hành|thay|để|cùng|trình|"
    r"trên|hứa|nói|"
    r"công bố|kết luận|(?<!ngoại )(?<!Ngoại )giao|đạt|nêu|khóa|nhiệm kỳ|dẫn|cho|đặt|"
    r"kiến nghị|đề xuất|"
    r"thống nhất|thông tin|"
    r"yêu cầu|đề nghị|(?<!ội )đồng(?= chủ|$)|kiêm|xem xét|kỳ vọng|phát biểu|nhiều|nhưng|"
    rf"và(?=\s[{LOWER}]|$))(?:\s.*)?$"
)
_COUNTRIES = frozenset(
    ("Việt Nam", "Hàn Quốc", "Trung Quốc", "Nhật Bản", "Triều Tiên", "Thái Lan", "Hoa Kỳ", "Ấn Độ")
)
OFFICE_WORD = re.compile(
    r"bí thư|chủ tịch|giám đốc|trưởng|phó|ủy viên|uỷ viên|chánh|đại biểu|tư lệnh|chính ủy|"
    r"thủ tướng|bộ trưởng|uv|pct|cục|viện|đại tá|tổng",
    _I,
)
# A role that is no office: "Thiếu tướng A, chỉ huy lực lượng cứu hộ".
_TITLE = re.compile(r",\s+((?:chỉ huy)\s[^,;.:]{3,60})(?=[,;.])")
_FAMILY = re.compile(rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s([{UPPER}][{LOWER}]+)\s$")
_HEAD = 14  # sentences in which a report lists who was there
_REPLACED = re.compile(r"(?:thay)[^,;]{0,60}$", _I)
_LISTED = re.compile(
    r"(?:(?:cùng |tham |về |đến )?dự(?! thảo| án| toán| kiến| báo)|khách mời|tham gia|có mặt|"
    r"cùng điều hành|điều hành (?:hội nghị|kỳ họp)|với sự tham dự(?: của)?)(?:\s+(?:và phát "
    r"biểu))?(?:\s+(?:tại )?(?:hội nghị|kỳ họp|phiên họp|cuộc họp|họp|đại hội|buổi \w+(?: \w+)?|"
    r"lễ \w+(?: \w+)?))?(?:\s+(?:tại )?(?:đầu cầu)[^,;]{0,25}?)?\s*(?:còn\s+)?(?:có|"
    r"gồm)?\s*:?\s*(?:các\s+đồng chí\s*:?\s*)?",
    _I,
)
_COUNTED = re.compile(
    r"(?:^|(?<=[\s,]))(?P<group>(?:Toàn bộ |toàn bộ |Có )?\d[\d./]*\s+(?:đồng chí |"
    r"vị )?(?:đại biểu|Tỉnh [ủu][yỷ] viên|"
    r"đồng chí)[^,.;]{0,45}?)\s+(?:tham dự|dự|có mặt|tham gia)(?!\w)"
)
_BODY_HEAD = re.compile(
    r"^(?:(?:và |cùng )?(?:các |đại diện |lãnh đạo |tập thể |toàn thể |\d+(?:/\d+)? |ủy viên |"
    r"uỷ viên |các đồng chí |thường trực |trưởng |đại biểu |khách mời|cử tri))",
    _I,
)
PAST = re.compile(
    r"(?:sau khi|kể từ khi|trước đó|vừa được|thay|ngày \d+/\d+/\d{4})[^,;]{0,60}$",
    _I,
)


def whole_name(text: str, name: str, start: int) -> str:
    """A name with the rare family name before it that a reader of names passes over."""
    before = _FAMILY.search(text, 0, start)
    return f"{before[1]} {name}" if before else name


def find_pairs(text: str) -> list[tuple[str, str, int]]:
    """(name, role, start) of the persons of a sentence whose office it gives, in order.

    An office before several names ("các Phó Chủ tịch UBND tỉnh A, B") is each one's, also where each
    has one of their own ("các Phó Bí thư Tỉnh ủy: A, Chủ tịch HĐND tỉnh; B, Chủ tịch UBND tỉnh").
    """
    holdings = sorted(read_facts(text).holdings, key=lambda h: h.person.start)
    pairs: list[tuple[str, str, int]] = []
    shared = heading = ""
    previous: Holding | None = None
    for holding in holdings:
        if holding.person.name in PROVINCES or holding.person.name in _COUNTRIES:
            continue
        role = role_of(text, holding)
        if role:
            first = min(holding.offices, key=lambda office: office.start)
            ahead = first.start < holding.person.start and _PLURAL.search(text[: first.start])
            if ahead and _HEADS.fullmatch(text, first.end, holding.person.start):
                heading = shared = first.text
            else:
                shared = role if ahead else ""
                if heading and previous and ";" in text[previous.person.end : first.start]:
                    role = f"{heading}, {role}"
        elif (
            shared
            and previous
            and _SHARED.fullmatch(text, previous.person.end, holding.person.start)
        ):
            role = shared
        else:
            shared = ""
        previous = holding
        if not role and (told := _TITLE.match(text, holding.person.end)):
            role = told[1]
        if role:
            name = whole_name(text, holding.person.name, holding.person.start)
            pairs.append((name, role, holding.person.start))
    return pairs


def role_of(text: str, holding: Holding) -> str:
    """The offices that stand beside a person, as written, joined by commas; "" without any."""
    roles = []
    for office in holding.offices:
        said = _ROLE_TAIL.sub("", office.text).strip()
        if len(said.split()) >= 2 and len(said.split()) <= 16 and OFFICE_WORD.search(said):
            roles.append(" ".join(said.split()))
    return ", ".join(dict.fromkeys(roles))


def find_chair(
    article: Article, body: Sequence[BodySentence]
) -> tuple[PersonPoint | None, list[PersonPoint]]:
    """Who chairs, with the role the article gives, and those who chair beside them."""
    names = article.chair.split("; ") if article.chair else []
    points = []
    for name in names:
        point = _named(name, article, body)
        if point:
            points.append(point)
    return (points[0], points[1:]) if points else (None, [])


def _named(name: str, article: Article, body: Sequence[BodySentence]) -> PersonPoint | None:
    key_name = name_key(name)
    telling = [s for s in body if key_name in name_key(s.text)]
    telling.sort(key=lambda s: (not _CHAIRS.search(s.text), s.aside, s.number))
    for sentence in telling[:1]:
        roles = [r for n, r, _ in find_pairs(sentence.text) if name_key(n) == key_name]
        if roles:
            return person_point(name, roles[0], article, sentence)
        others = [
            (r, s) for s in telling[1:] for n, r, _ in find_pairs(s.text) if name_key(n) == key_name
        ]
        if others:
            role, beside = others[0]
            return PersonPoint(
                text=f"{name}, {role}",
                citations=cite(article, sentence, beside),
                name=name,
                role=role,
            )
        return PersonPoint(text=name, citations=cite(article, sentence), name=name)
    return None


def find_attendees(
    article: Article,
    body: Sequence[BodySentence],
    chair: PersonPoint | None,
    beside: Sequence[PersonPoint],
) -> list[PersonPoint]:
    """Who took part: those who chair beside the chair, and whom the report says were present.

    Who only reports, asks or speaks is told where that is told.
    """
    found: list[PersonPoint] = list(beside)
    seen = {name_key(p.name) for p in found} | ({name_key(chair.name)} if chair else set())
    for sentence in body[:_HEAD]:
        if sentence.aside or sentence.row or not attends(sentence.text):
            continue
        for name, role, start in find_pairs(sentence.text):
            if name_key(name) not in seen and not _REPLACED.search(sentence.text[:start]):
                seen.add(name_key(name))
                found.append(person_point(name, role, article, sentence))
        found += [
            PersonPoint(text=words, citations=cite(article, sentence), role=words)
            for words in _bodies(sentence.text)
        ]
    return found


def _bodies(text: str) -> list[str]:
    """The bodies and groups that a sentence lists as present, without the named persons."""
    counted = [" ".join(m["group"].split()) for m in _COUNTED.finditer(text)]
    match = _LISTED.search(text)
    if match is None:
        return counted
    rest = text[match.end() :].rstrip(" .;")
    people = read_facts(rest).people
    found = counted
    for part in re.split(
        r";\s*|,\s+(?=(?:đại diện|lãnh đạo|các đồng chí|cùng)\s)|\s+(?:cùng|và)\s+(?=lãnh đạo|"
        r"các|đại diện|thủ trưởng)",
        rest,
    ):
        part = " ".join(part.split()).strip(" ,.;")
        part = re.sub(
            r"^(?:và|cùng|tham dự còn có|dự hội nghị còn có|dự còn có)\s+", "", part, flags=_I
        )
        named = any(person.name in part for person in people)
        if any(part in group or group in part for group in counted):
            continue
        if not named and _BODY_HEAD.match(part) and 2 <= len(part.split()) <= 40 and part in text:
            found.append(part)
    return found


def person_point(name: str, role: str, article: Article, sentence: BodySentence) -> PersonPoint:
    """A person with a role as one sentence gives them."""
    return PersonPoint(
        text=f"{name}, {role}" if role else name,
        citations=cite(article, sentence),
        name=name,
        role=role,
    )
