"""Persons of a report with the roles it gives them: the chair, those who attend, those appointed."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, PersonPoint
from meetingqa.facts import Holding, read_facts
from meetingqa.facts.people import name_key
from meetingqa.facts.provinces import KNOWN as PROVINCES
from meetingqa.language.text import LOWER
from meetingqa.summarizing.body import BodySentence, cite
from meetingqa.summarizing.cues import attends

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
OFFICE_WORD = re.compile(
    r"bí thư|chủ tịch|giám đốc|trưởng|phó|ủy viên|uỷ viên|chánh|đại biểu|tư lệnh|chính ủy|"
    r"thủ tướng|bộ trưởng|uv|pct|cục|viện|đại tá|tổng",
    _I,
)
# A role that is no office: "Thiếu tướng A, chỉ huy lực lượng cứu hộ".
_TITLE = re.compile(r",\s+((?:chỉ huy)\s[^,;.:]{3,60})(?=[,;.])")
_HEAD = 14  # sentences in which a report lists who was there
_REPLACED = re.compile(r"(?:thay)[^,;]{0,60}$", _I)
_LISTED = re.compile(
    r"(?:(?:cùng |tham |về |đến )?dự(?! thảo| án| toán| kiến| báo)|khách mời|tham gia|có mặt|về phía [^,.;:]{3,60}?(?= có)|"
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
# "(ĐB) Lý Văn Tám, Phó ban …", "đảng viên Lý Văn Tám, nguyên phó giám đốc …"
_TOLD_AFTER = re.compile(
    r"\s*[,(–-]\s*(?:nguyên |cựu |tân |quyền )?(?P<office>[^\W\d_]+(?: [^\W\d_]+)?)"
)
_TOLD_BEFORE = re.compile(r"(?P<office>(?:[^\W\d_]+\s){1,7})(?:\([^()]*\)\s+)?$")


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
        if holding.person.name in PROVINCES:
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
            pairs.append((holding.person.name, role, holding.person.start))
    return pairs


def role_of(text: str, holding: Holding) -> str:
    """The offices that stand beside a person, as written, joined by commas; "" without any."""
    roles = []
    for office in holding.offices:
        said = _ROLE_TAIL.sub("", office.text).strip()
        if OFFICE_WORD.search(said):
            roles.append(" ".join(said.split()))
    return ", ".join(dict.fromkeys(roles))


def find_chair(
    article: Article, body: Sequence[BodySentence]
) -> tuple[PersonPoint | None, list[PersonPoint]]:
    """Who chairs, with the role the article gives, and those who chair beside them."""
    names = article.chair.split("; ") if article.chair else []
    points = [point for name in names if (point := _named(name, article, body))]
    return (points[0], points[1:]) if points else (None, [])


def _named(name: str, article: Article, body: Sequence[BodySentence]) -> PersonPoint | None:
    key_name = name_key(name)
    telling = [s for s in body if key_name in name_key(s.text)]
    if not telling:
        return None
    first = min(telling, key=lambda s: (not _CHAIRS.search(s.text), s.aside, s.number))
    for sentence in [first, *telling]:
        for named, role, _ in find_pairs(sentence.text):
            if name_key(named) == key_name:
                point = person_point(name, role, article, sentence)
                both = cite(article, *dict.fromkeys([first, sentence]))
                return point.model_copy(update={"citations": both})
    return PersonPoint(text=name, citations=cite(article, first), name=name)


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
        if any(part in group for group in counted):
            continue
        if not named and _BODY_HEAD.match(part) and 2 <= len(part.split()) <= 40:
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


def named_officers(text: str) -> list[str]:
    """The names of the persons of a sentence whose office or title stands beside them, in order."""
    names = {name for name, _, _ in find_pairs(text)}
    found = []
    for person in sorted(read_facts(text).people, key=lambda person: person.start):
        if person.name in PROVINCES or len(person.name.split()) < 2:
            continue
        after = _TOLD_AFTER.match(text, person.end)
        before = _TOLD_BEFORE.search(text, max(0, person.start - 60), person.start)
        beside = [m["office"] for m in (after, before) if m]
        if person.name in names or any(OFFICE_WORD.search(office) for office in beside):
            found.append(person.name)
    return list(dict.fromkeys(found))
