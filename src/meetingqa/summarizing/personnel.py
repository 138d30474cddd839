"""Who was elected or appointed to what at a meeting, in the article's words."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, PersonPoint
from meetingqa.facts import read_facts
from meetingqa.facts.people import name_key, office_key, same_office
from meetingqa.language.text import LOWER, key
from meetingqa.summarizing.body import BodySentence, cite
from meetingqa.summarizing.cues import appoints
from meetingqa.summarizing.people import OFFICE_WORD, PAST, person_point

_I = re.IGNORECASE
_RELIEVED = re.compile(
    r"(?:miễn nhiệm|bãi nhiệm|thôi giữ(?: chức vụ| chức)?"
    r")\s+(?:chức vụ\s+|chức danh\s+)?(?P<role>[^,.;:()]{4,80}?)\s*"
    r"(?:\(?(?:nhiệm kỳ|khóa|khoá)[^,.;()]{0,24}\)?\s*){0,2}(?:đối với|,|để|do|từ|$)",
    _I,
)
_AND_ALSO = re.compile(r"(?:,|\s+và)\s+(?:(?:đồng chí|ông|bà)\s+)?", _I)
_GROUP = re.compile(
    r"(?:bầu|bổ nhiệm)(?: bổ sung)?\s+(?P<group>\d+\s+(?:Ủy viên|Uỷ viên|Hội thẩm|Phó|"
    r"thành viên)[^,.;:()]*)"
)
_APPOINTED = re.compile(
    r"(?:tiếp tục |được (?:bầu|bổ nhiệm|chỉ định|phân công|phê chuẩn)(?: bổ sung| lại)? )?"
    r"(?:giữ (?:chức vụ|chức danh|chức|cương vị)|(?:bầu|bổ nhiệm|chỉ định)(?: \S+){0,3} làm|làm|"
    r"vào(?: chức vụ| chức danh|(?=\s(?:Ủy ban|Ban|BCH|BTV)))|tham gia|là|"
    r"đảm nhiệm|(?:trúng|tái|đắc|tái đắc) cử)\s+(?:chức vụ\s+|chức danh\s+)?(?P<role>(?:tân |"
    r"quyền )?[^\s,.;][^,.;()]*(?:, (?:BTV|Ban Thường vụ)[^,.;()]*)?)",
    _I,
)
_VERB = re.compile(
    r"(?<!\w)(?P<verb>bầu(?: bổ sung)?(?! cử)|bổ nhiệm|chỉ định|phê chuẩn|phân công|điều động|"
    r"luân chuyển|giữ chức|"
    r"tái cử|trúng cử|đắc cử|giữ cương vị|làm(?=\s+(?:trưởng|phó|chủ tịch|giám đốc|bí thư)))(?!\w)",
    _I,
)
# "bầu bổ sung 01 Ủy viên UBKT Tỉnh ủy là đồng chí …", "Hai Phó Chủ tịch HĐND tỉnh là bà …"
_ROLE_AHEAD = re.compile(
    r"(?:^|(?<=[:;,])\s+|(?:bầu|bổ nhiệm)(?: bổ sung)?\s+)(?:chức danh |chức vụ )?"
    r"(?P<role>(?:(?:Hai|Ba|Các|\d+)\s+)?(?:[ỦủUu][yỷ] viên|Phó|Chủ tịch|"
    r"Trưởng|Bí thư)[^,.;:()]*?)\s*(?:(?:khóa|nhiệm kỳ)[^,.;:]*)?(?:,(?! (?:Phó|Chủ|Trưởng|Bí))[^,.;:]*)?(?:là|:|đối với|trong đó có|gồm(?: có)?)\s+"
    r"(?:(?:đồng chí|ông|bà)\s+)?$",
)
_EARLIER = re.compile(r"(?:trước đó|trước đây|trước khi|từng)(?!\w)", _I)
# What is to come, or another body's to do: "sẽ bầu", "giới thiệu ông A để HĐND tỉnh bầu giữ chức …".
_PLANNED = re.compile(
    r"(?<!\w)(?:(?:sẽ|dự kiến)\s(?:\S+\s){0,8}?(?:bầu|phê chuẩn|miễn nhiệm|bổ nhiệm)|"
    r"giới thiệu\s[^.;]*?\s(?:để|trình)\s[^.;]*?(?:bầu|bổ nhiệm|phê chuẩn))(?!\w)",
    _I,
)
_FOUNDS = re.compile(r"bầu|bổ nhiệm|thành lập|chỉ định|kiện toàn", _I)
_PASSIVE = re.compile(
    r"(?:được|đã được)\s+(?:\S+\s+){0,6}?(?:bầu|bổ nhiệm|chỉ định|phê chuẩn|phân công|điều động|"
    r"tín nhiệm)|tái cử|trúng cử|đắc cử|"
    r"(?:tiếp tục )?giữ (?:chức|cương vị)|(?<!\w)làm\s+(?:trưởng|phó|chủ tịch|giám đốc|bí thư)",
    _I,
)
_REPLACED = re.compile(
    r"(?:thay|thay thế|trao[^,;]{0,40}cho)\s+(?:cho\s+)?(?:đồng chí|ông|bà)?\s*$", _I
)
_ENDS_ROLE = re.compile(
    rf"\s+(?:nhiệm kỳ|khóa|khoá|với|thay|đạt|sau|từ|kể từ|để|do|trong|thời hạn|theo|"
    rf"và(?=\s(?-i:[{LOWER}]))|\d{{4}})(?:\s.*)?$",
    _I,
)
_LEAVES = re.compile(r"(?:miễn nhiệm|cho thôi|thôi giữ|nghỉ hưu|bãi nhiệm|từ trần)", _I)


def find_personnel(article: Article, body: Sequence[BodySentence]) -> list[PersonPoint]:
    """Who was elected, appointed or relieved at this meeting, in the article's words."""
    found: list[PersonPoint] = []
    seen: set[tuple[str, str]] = set()
    columns: list[str] = []
    for sentence in body:
        pairs: list[tuple[str, str]] = []
        left: list[tuple[str, str]] = []
        if sentence.row:
            cells = sentence.text.split(" | ")
            if any("được bầu" in cell.lower() for cell in cells):
                columns = cells
            elif len(cells) == len(columns):
                at = next(i for i, cell in enumerate(columns) if "được bầu" in cell.lower())
                pairs = [(cells[0], cells[at])] if at else []
        else:
            columns = []
            other = _EARLIER.match(sentence.text) or _PLANNED.search(sentence.text)
            if not sentence.aside and not other and appoints(sentence.text):
                left = _relieved(sentence.text)
                pairs = [*_appointed(sentence.text), *left]
                found += [
                    PersonPoint(text=m.group(), citations=cite(article, sentence), role=m["group"])
                    for m in _GROUP.finditer(sentence.text)
                    if " là " not in m.group()
                ]
        for name, role in pairs:
            told = name_key(name), office_key(role)
            if not any(n == told[0] and same_office(r, told[1]) for n, r in seen):
                seen.add(told)
                point = person_point(name, role, article, sentence)
                if (name, role) in left:
                    point = point.model_copy(update={"text": f"{name}, thôi giữ: {role}"})
                found.append(point)
    return found


def _relieved(text: str) -> list[tuple[str, str]]:
    """(name, office left) of everyone whom a sentence relieves at this meeting."""
    people = sorted(read_facts(text).people, key=lambda person: person.start)
    pairs: list[tuple[str, str]] = []
    for match in _RELIEVED.finditer(text):
        role = _tidy_role(match["role"])
        if not role or PAST.search(text[: match.start()]):
            continue
        left = [p for p in people if match.end() - 8 <= p.start < match.end() + 40][:1]
        left = left or [p for p in people if p.end <= match.start()][-1:]
        for person in people:  # "đối với ông A và ông B"
            if left and _AND_ALSO.fullmatch(text, left[-1].end, max(person.start, left[-1].end)):
                left.append(person)
        pairs += [(person.name, role) for person in left]
    return pairs


def _appointed(text: str) -> list[tuple[str, str]]:
    """(name, new office) of everyone whom a sentence elects or appoints."""
    verb = _VERB.search(text)
    if verb is None or PAST.search(text[: verb.start()]):
        return []
    if verb["verb"].lower() == "làm" and not _FOUNDS.search(text):
        return []
    pairs: list[tuple[str, str]] = []
    waiting: list[str] = []
    people = sorted(read_facts(text).people, key=lambda person: person.start)
    named = ""
    for i, person in enumerate(people):
        limit = people[i + 1].start if i + 1 < len(people) else len(text)
        before, after = text[: person.start], text[person.end : limit]
        if _REPLACED.search(before) or not (_VERB.search(before) or _PASSIVE.search(after)):
            continue
        stop = re.search(r";|\.\s", after)
        after = after[: stop.start()] if stop else after
        leaves = _LEAVES.search(after)
        led = _ROLE_AHEAD.search(before)
        named = _tidy_role(led["role"]) if led else named
        role = named or _new_role(after[: leaves.start()] if leaves else after)
        if not role:
            waiting = [*waiting, person.name] if not stop and not leaves else []
            continue
        pairs += [(name, role) for name in waiting if not led]
        pairs.append((person.name, role))
        waiting = []
        named = "" if stop else named
    return pairs


def _new_role(after: str) -> str:
    """The office that a person is given, in the words behind the name."""
    found = list(_APPOINTED.finditer(after))
    held = [m for m in found if not key(m.group()).startswith("tham gia")]
    roles = [_tidy_role(m["role"]) for m in held or found]
    return next((role for role in roles if role), "")


def _tidy_role(words: str) -> str:
    role = _ENDS_ROLE.sub("", " ".join(words.split())).strip(" ,.;")
    role = re.sub(r"^(?:hai|ba|bốn|\d+)\s+", "", role, flags=_I)
    known = OFFICE_WORD.search(role) or role.startswith(
        ("BCH", "BTV", "Ban ", "Ủy ban ", "Uỷ ban ")
    )
    return role if known else ""
