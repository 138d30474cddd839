"""What a question asks: the kind of answer, what is counted, and the facts that bind the answer.

Kinds are matched on folded text, so a question typed without diacritics is read the same way.
"""

import re
from collections.abc import Iterable, Sequence

from meetingqa.domain import Asked
from meetingqa.facts.calendar import find_documents, find_moments, find_ordinals, find_periods
from meetingqa.facts.people import Office, Person, find_offices, find_people
from meetingqa.facts.provinces import named_in_question, without_streets
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import (
    fold,
    has_diacritics,
    key,
    normalize,
    syllables,
    unify_tone_marks,
)
from meetingqa.questions.dates import read_dates
from meetingqa.questions.kinds import asking_part, read_kind, read_kinds, read_unit, without_plural
from meetingqa.questions.listings import counted_members, narrowing_quote
from meetingqa.questions.periods import stated_periods
from meetingqa.questions.words import (
    ACTS,
    ACTUAL,
    AIMED,
    ASKED_NOUN,
    ASKING,
    FALLING,
    GROUPS,
    HELD_TERMS,
    HOLDER,
    MEETING_NEAR,
    MEETING_TERMS,
    MEETING_WORDS,
    OF_LEADER,
    OFFICE_FRAME,
    ORDERED,
    PLACES,
    PROVINCE,
    QUOTED,
    REPLACED,
    SPEAKING,
    SUBJECT,
    WHOLE_YEAR,
    YEAR_SPAN,
    content_terms,
    keep_apart,
)

_FROM_YEAR = re.compile(
    r"\btừ\s+(?:năm\s+)?((?:19|20)\d\d)\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# An index or programme, or a place whose name can be no Vietnamese syllable ("của Atlantis").
_NAMED = re.compile(
    r"\b(?:PCI|PAPI|SIPAS|OCOP|FDI|ODA|"
    r"(?:(?<=\bở )|(?<=\bo )|(?<=tại )|(?<=tai )|(?<=của )|(?<=cua )|(?<=phố )|(?<=pho ))"
    r"[A-Z][a-z]*[aeiouy][bcdfghj-np-tv-xz]+[aeiouy][a-z]*)\b"
)
_AS_ORDERED = re.compile(
    r"\s(?:đúng )?(?:như|theo)\s(?:[^?,;]{0,50}?\s)?(?:yêu cầu|đề nghị|chỉ đạo|giao|cam kết|hứa|đề ra|đặt ra|"
    r"phấn đấu|quyết nghị|ấn định)(?!\w)",
    re.IGNORECASE,
)


def read_question(question: str, provinces: Iterable[str] = ()) -> Asked:
    """What a question asks and what binds its answer. `provinces`: the names the register knows."""
    text = _FROM_YEAR.sub(r"giai đoạn \1 - \2", unify_tone_marks(normalize(question)))
    asking = asking_part(text)
    folded = without_plural(fold(expand(keep_apart(asking))))
    spans = find_people(text)
    kind = read_kind(asking, folded, spans)
    unit = read_unit(kind, folded)
    documents, ordinals, periods = find_documents(text), find_ordinals(text), find_periods(text)
    taken = [(x.start, x.end) for x in [*documents, *ordinals, *periods]]
    dates = read_dates(text, find_moments(text, taken), periods)
    named = _named_provinces(text, fold(expand(text)), provinces, spans)
    people = [person for person in (_without_place(p, named) for p in spans) if person]
    offices = find_offices(text, spans)
    ours = [
        o
        for o in ordinals
        if o.value.startswith(("ky hop", "phien"))
        or (not o.value.startswith("khoa") and MEETING_NEAR.search(text[: o.start]))
    ]
    deed = _AS_ORDERED.sub("", text)  # what was done, not by what measure
    focus = content_terms(_without_locators(text, named))
    titles = set(syllables(expand(" ".join([*(o.text for o in offices), *people, *named]))))
    meeting = MEETING_TERMS | (HELD_TERMS if kind == "date" else frozenset())
    office_frame = OFFICE_FRAME if kind in ("office", "person") else frozenset()
    return Asked(
        kind=kind,
        kinds=(kinds := read_kinds(folded)),
        units=tuple(read_unit(other, folded) for other in kinds),
        unit=unit,
        parts=len(ASKING.findall(folded)),
        terms=tuple(content_terms(text)),
        focus=tuple(focus),
        core=tuple(t for t in focus if t not in titles | office_frame | meeting),
        years=tuple(dict.fromkeys(dates.years)),
        bases=tuple(dict.fromkeys(dates.bases)),
        meeting_years=tuple(dict.fromkeys(dates.meeting_years)),
        dates=tuple((m.year, m.month, m.day) for m in dates.days),
        as_of=tuple((m.year, m.month or 6, m.day) for m in dates.as_of),
        ordinals=tuple(dict.fromkeys(label.value for label in ours)),
        mentioned=tuple(dict.fromkeys(label.value for label in ordinals if label not in ours)),
        periods=tuple(stated_periods(periods)),
        documents=tuple(dict.fromkeys(label.value for label in documents)),
        people=tuple(dict.fromkeys(people)),
        offices=tuple(dict.fromkeys(_bare_office(o.key, named) for o in offices)),
        groups=GROUPS.search(folded) is not None,
        holder=kind == "person" and _asks_holder(text, offices),
        members=counted_members(text),
        narrowed=narrowing_quote(text),
        replaced=REPLACED.search(text) is not None,
        provinces=tuple(sorted(named)),
        acts=_acts(text, spans),
        falling=kind in ("reason", "list") and FALLING.search(key(text)) is not None,
        names=tuple(dict.fromkeys(_NAMED.findall(text))),
        places=tuple(
            dict.fromkeys(m[1] for m in PLACES.finditer(text) if fold(m[1]) not in map(fold, named))
        ),
        subjects=_subjects(text, named, [*spans, *offices]),
        spans=tuple((int(m[1]), int(m[2])) for m in YEAR_SPAN.finditer(text)),
        whole_year=WHOLE_YEAR.search(text) is not None,
        aimed=AIMED.search(text) is not None,
        actual=ORDERED.search(deed) is None
        and "được giao" not in key(deed)
        and (
            ACTUAL.search(deed) is not None
            or (kind == "number" and unit != "thu" and any(m.month for m in dates.as_of))
        ),
        speaker=bool(offices) and SPEAKING.match(text[offices[0].end :].lstrip(" ,")) is not None
        if not people
        else False,
        accented=has_diacritics(text),
    )


def _named_provinces(
    text: str, folded: str, provinces: Iterable[str], people: Sequence[Person]
) -> set[str]:
    """The provinces a question names: known ones, and others by their form ("tỉnh X")."""
    folded = without_streets(folded)
    named = {
        name
        for name in provinces
        if (bare := fold(name)) in folded and re.search(rf"\b{re.escape(bare)}\b", folded)
    }
    named |= {
        name for name in named_in_question(text) if not any(fold(name) in fold(n) for n in named)
    }
    return named | {
        m[1]
        for m in PROVINCE.finditer(text)
        if not any(fold(n) in fold(m[1]) or fold(m[1]) in fold(n) for n in named)
        and not any(span.start < m.end() and m.start(1) < span.end for span in people)
    }


def _subjects(
    text: str, provinces: Iterable[str], taken: Sequence[Person | Office]
) -> tuple[str, ...]:
    """The proper names a question asks about that are no place, person or office, and what it quotes."""
    places = [place[1] for place in PLACES.finditer(text)]
    names = [
        m.group()
        for m in SUBJECT.finditer(text)
        if m.group() not in places
        and not any(fold(n) in fold(m.group()) or fold(m.group()) in fold(n) for n in provinces)
        and not any(x.start < m.end() and m.start() < x.end for x in taken)
    ]
    return tuple(dict.fromkeys([*names, *(m[1] for m in QUOTED.finditer(text))]))


def _acts(text: str, people: Sequence[Person]) -> tuple[str, ...]:
    """The acts (or particulars) a question names, by their keys in `ACTS`; "Lương" in a name is none."""
    accented = has_diacritics(text)
    for person in people:
        text = text.replace(person.name, " ")
    said = key(text) if accented else fold(text)
    wanted = ((act, act if accented else fold(act)) for act in ACTS)
    return tuple(act for act, words in wanted if re.search(rf"(?<!\w)(?:{words})(?!\w)", said))


def _asks_holder(text: str, offices: list[Office]) -> bool:
    """Whether the office itself is asked for ("Bí thư … là ai?"), not someone who acts on its holder."""
    if not offices:
        return False
    first = offices[0]
    if HOLDER.search(text[: first.start]):
        return True
    return (
        len(text[: first.start].split()) <= 4
        and re.search(r"\b(?:là|tên)\b[^?]{0,20}\b(?:ai|gì|nào)\b|\bnào\b", text[first.end :])
        is not None
    )


def _without_place(person: Person, provinces: Iterable[str]) -> str:
    """A name without the province before it ("tỉnh Sơn Hà Rơ Mah Kuin"); "" when nothing is left."""
    name = person.name
    for province in provinces:
        if key(name).startswith(key(province)):
            name = name[len(province) :].strip()
    return name if " " in name else ""


def _bare_office(office: str, provinces: Iterable[str]) -> str:
    """An office without the province it is asked for ("bí thư tỉnh ủy Lam Giang")."""
    office = re.sub(r"(?: thành phố)?\.$", "", office)  # "Sở Y tế TP.HCM", whose city is known
    office = re.sub(r"\s+(?:ngày|năm|từ|vào|hôm)(?: \w+)?$", "", office)
    for name in provinces:
        office = re.sub(
            rf"\s+(?:tỉnh\s+)?{re.escape(key(name))}(?: (?:đầu|cuối|giữa|hiện|hồi|lúc|khi|bầu|được)\b.*)?$",
            "",
            office,
        )
    return re.sub(r"\s+(?:nào|đầu|cuối|giữa|hồi|lúc|khi)(?: tháng| đó| ấy| này)?$", "", office)


def _without_locators(text: str, provinces: Iterable[str]) -> str:
    """The question without what only says which meeting is meant (its ordinal, date, place)."""
    spans = [(x.start, x.end) for x in find_ordinals(text)]
    spans += [(m.start, m.end) for m in find_moments(text, spans)]
    spans += [(x.start, x.end) for x in find_periods(text)]
    for name in provinces:
        spans += [
            m.span() for m in re.finditer(rf"(?:tinh\s+)?\b{re.escape(fold(name))}\b", fold(text))
        ]
    spans += [
        (led.start(), person.end)
        for person in find_people(text)
        if (led := OF_LEADER.search(text, 0, person.start))
    ]
    spans += [match.span() for match in MEETING_WORDS.finditer(text)]
    spans += [match.span() for match in ASKED_NOUN.finditer(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
