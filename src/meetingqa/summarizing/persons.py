"""The persons whom a sentence names with an office or title, however it writes it."""

import re

from meetingqa.facts import read_facts
from meetingqa.provinces import KNOWN as PROVINCES
from meetingqa.summarizing.people import OFFICE_WORD, find_pairs, whole_name

# "(ĐB) Lý Văn Tám, Phó ban …", "đảng viên Lý Văn Tám, nguyên phó giám đốc …"
_TOLD_AFTER = re.compile(
    r"\s*[,(–-]\s*(?:nguyên |cựu |tân |quyền )?(?P<office>[^\W\d_]+(?: [^\W\d_]+)?)"
)
_TOLD_BEFORE = re.compile(r"(?P<office>(?:[^\W\d_]+\s){1,7})(?:\([^()]*\)\s+)?$")


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
        name = whole_name(text, person.name, person.start)
        if name in names or any(OFFICE_WORD.search(office) for office in beside):
            found.append(name)
    return list(dict.fromkeys(found))
