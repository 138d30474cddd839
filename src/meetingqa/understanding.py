"""Reads a question: what kind of answer it wants, and which facts the answer must be bound to.

Everything is matched on folded text, so a question typed without diacritics is read the same way.
"""

import re
from datetime import date
from collections.abc import Iterable, Sequence

from meetingqa.abbreviations import expand
from meetingqa.domain import AnswerKind, Asked, Filters, Query
from meetingqa.facts.calendar import find_documents, find_moments, find_ordinals, find_periods
from meetingqa.facts.people import Person, find_offices, find_people
from meetingqa.text import fold, key, has_diacritics, normalize, syllables, unify_tone_marks

# In order: the first that matches decides. Patterns are on folded text.
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    ("yesno", r"\b(?:phai khong|dung khong|hay khong|co dung|co phai|hay chua|chua\s*\??$|co (?!bao|may|nhung|cac)[\w ,%./-]+ khong\s*\??$)"),
    ("reason", r"\b(?:vi sao|tai sao|nguyen nhan|ly do|do dau|nham muc dich|de lam gi|vi dau)\b"),
    ("date", r"\b(?:khi nao|ngay nao|ngay may|ngay bao nhieu|bao gio|thoi gian nao|thoi diem nao|hom nao|luc nao|nam nao|thang nao|nam bao nhieu|thang may|buoi nao|han cuoi|thoi han)\b"),
    ("document", r"\b(?:so may|van ban nao|nghi quyet nao|chi thi nao|quyet dinh nao|ket luan nao|ke hoach nao|thong bao nao|nghi quyet so bao nhieu|so hieu|(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach) (?:so )?(?:gi|bao nhieu))\b"),
    ("office", r"\b(?:chuc vu (?:gi|nao)|giu chuc (?:vu )?(?:gi|nao)|chuc danh (?:gi|nao)|lam chuc (?:vu )?gi|la chuc (?:vu )?gi|cuong vi (?:gi|nao)|chuc gi|vai tro gi|giu chuc vu|dam nhiem chuc)\b"),
    ("person", r"\b(?:ai|nguoi nao|dong chi nao|đ/c nao|d/c nao|nhung ai|vi nao|ong nao|ba nao|lanh dao nao|ho ten|ten (?:cua )?(?:vi |dong chi |nguoi |bi thu|chu tich)|can bo nao)\b"),
    ("number", r"\b(?:bao nhieu|may (?!man|tinh|moc)|ty le (?:nao|la)|la con so nao|bang bao|dat muc nao|tang may|giam may|thu may)\b"),
    ("place", r"\b(?:o dau|tai dau|noi nao|dia phuong nao|huyen nao|tinh nao|xa nao|dia diem nao|dia ban nao|thanh pho nao|khu vuc nao|nhung huyen|cac huyen nao)\b"),
    ("list", r"\b(?:nhung gi|gom (?:nhung )?(?:gi|nao)|(?:cac|nhung) [\w ,-]+ (?:nao|gi)\b|liet ke|ke ten|neu (?:cac|nhung)|noi dung (?:gi|nao)|nhiem vu (?:gi|nao)|van de (?:gi|nao)|bao gom|\d+ [\w ,-]+ (?:la )?(?:gi|nao))"),
    ("manner", r"\b(?:nhu the nao|the nao|ra sao|bang cach nao|lam gi|cach nao)\b"),
)  # fmt: skip
_CHECKABLE = frozenset({"number", "date", "person", "office", "place", "reason"})
_KIND_RES = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_UNITS = re.compile(
    r"\b(?:bao nhieu|may)\s+(phan tram|%|ty|trieu|nghin|dong|nguoi|huyen|xa|ho|ha|tan|du an|dang vien|"
    r"dai bieu|nhiem vu|nghi quyet|chi thi|tinh|nuoc|ngay|lan|phien|cuoc|luot|truong|doanh nghiep|\w+)"
)
# Words of the question's frame: with diacritics they are sure, without them only these few are.
_NO_UNITS = frozenset("mot moi so voi va la trong o cua nam tai theo thi".split())
_FRAME = frozenset(
    "ai gì nào đâu mấy bao nhiêu khi thế như là có không phải chưa hay hãy cho biết hỏi xin vui lòng nêu "
    "kể liệt kê những các được bị và của từ ở thì mà này kia đó đấy ấy việc đã đang sẽ vẫn cũng rất ra sao "
    "với về tại trong đến lúc bằng do nên theo khoảng rằng à ạ nhé vậy giúp tôi mình chúng ta để vì".split()
)
_FOLDED_FRAME = frozenset(
    "ai gi nao dau bao nhieu khi la co khong phai chua hay biet nhung cac duoc bi va cua o thi ma nay kia "
    "da dang vi sao tai voi ve trong".split()
)
_MEETING_YEAR = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban|tổng kết|sơ kết|họp báo)(?:(?!bao nhiêu|,|;|là).){0,80}?"
    r"năm\s+((?:19|20)\d\d)",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"(?:vì sao|tại sao|lý do|ai)\b.*\b(?:bác|không thông qua|từ chối|bãi bỏ|hủy)\b", re.IGNORECASE)
# What was done to a person, or what of them is asked: the quote must speak of the same thing.
_ACTS = re.compile(
    r"\b(bầu|bổ nhiệm|chỉ định|miễn nhiệm|kỷ luật|khởi tố|từ chức|nghỉ hưu|điều động|luân chuyển|khen thưởng|bãi nhiệm|"
    r"điện thoại|email|tuổi|quê|lương|(?:công ty|doanh nghiệp|ngân hàng|nhà thầu|tập đoàn|nhà đầu tư)(?= nào))\b"
)
# A date is the meeting's own only near a word for one; else it is a day something is told of.
_MEETING_DAY = re.compile(r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban|họp|hoi nghi|ky hop|phien hop)[^;?]{0,60}$", re.IGNORECASE)
_MEETING_WORDS = re.compile(
    r"(?:(?:tại|trong|ở|theo|của|nêu|báo cáo)\s+)*(?:hội nghị|kỳ họp|phiên họp|cuộc họp|bài báo|bài viết)\b|"
    r"\b(?:sáng|chiều|tối|ngày|tháng|quý|năm)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("ai giữ chức đó đấy này ông bà ấy năm ngày tháng từ thì".split())
_FOLLOW_UP = re.compile(
    r"^(?:con|the con|vay con|the|vay|thi sao|ai nua|bao nhieu\b.{0,12}$)|\b(?:do|ay|nay|tren|vua roi|"
    r"ong ay|ba ay|dong chi ay|hoi nghi do|ky hop do|cuoc hop do|nam do|con so do|thi sao)\s*\??\b"
)
_TAIL = re.compile(
    r"[\s,]+(?:thì\s+)?(?P<tail>(?:lần lượt\s+)?(?:là|có|đạt|do|gồm|tăng|giảm|ở|diễn ra|ai\b)?\s*(?:hội nghị\s+|kỳ họp\s+)?"
    r"(?:những ai|ai|bao nhiêu|những gì|gì|nào|lần thứ mấy|ngày nào|khi nào|như thế nào|ra sao|thế nào)\b.*)$",
    re.IGNORECASE,
)
_TAIL_EXTRA = re.compile(r"lần lượt\s+|[,;].*$")
_CONJUNCTION = re.compile(r"\s*(?:,|;)?\s+(?:và|với|so với|hay|hoặc|còn)\s+|\s*;\s*", re.IGNORECASE)
_LOCATED = re.compile(
    r"(?:(?:nêu|báo cáo|công bố|tham gia|chủ trì)\s+)*(?:(?:trong|tại|ở|của|theo|vào)\s+)?"
    r"(?:(?:hội nghị|kỳ họp|phiên họp|giao ban)\b[^,;]{0,40})?(?:(?:năm|ngày|sáng|chiều|tỉnh|cuối|đầu|giữa)\s+)*$",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"(?:tỉnh|thành phố)\s+((?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){1,3})")


def read_question(question: str, provinces: Iterable[str] = ()) -> Asked:
    """What a question asks and what binds its answer. `provinces`: the names the register knows."""
    text = unify_tone_marks(normalize(question))
    folded = fold(text)
    kind: AnswerKind = next((kind for kind, regex in _KIND_RES if regex.search(folded)), "text")
    documents, ordinals = find_documents(text), find_ordinals(text)
    taken = [(x.start, x.end) for x in [*documents, *ordinals, *find_periods(text)]]
    moments = find_moments(text, taken)
    named = {name for name in provinces if re.search(rf"\b{re.escape(fold(name))}\b", folded)}
    named |= {m[1] for m in _PROVINCE.finditer(text) if not any(fold(m[1]).startswith(fold(n)) for n in named)}
    wanted = re.search(r"\b(\d{1,2})\s+[a-z]+", folded)
    located = {match.start(1) for match in _MEETING_YEAR.finditer(text)}
    of_meeting = [m for m in moments if m.year and not m.month and (m.end - 4) in located]
    as_of = [m for m in moments if m.month and not _MEETING_DAY.search(text[max(0, m.start - 90) : m.start])]
    of_answer = [m for m in moments if m.year and not m.month and m not in of_meeting]
    people = [person for person in (_without_place(p, named) for p in find_people(text)) if person]
    return Asked(
        kind=kind,
        kinds=tuple(k for k, regex in _KIND_RES if k in _CHECKABLE and regex.search(folded)),
        unit=_unit(kind, folded),
        count=int(wanted[1]) if wanted and kind == "list" else 0,
        terms=tuple(content_terms(text)),
        focus=tuple(content_terms(_without_locators(text, named))),
        years=tuple(dict.fromkeys(m.year for m in of_answer if m.year)),
        meeting_years=tuple(dict.fromkeys(m.year for m in of_meeting if m.year)),
        dates=tuple((m.year, m.month, m.day) for m in moments if m.month and m not in as_of),
        as_of=tuple((m.year, m.month, m.day) for m in as_of),
        ordinals=tuple(dict.fromkeys(label.value for label in ordinals)),
        documents=tuple(dict.fromkeys(label.value for label in documents)),
        people=tuple(dict.fromkeys(people)),
        offices=tuple(dict.fromkeys(_bare_office(o.key, named) for o in find_offices(text))),
        provinces=tuple(sorted(named)),
        acts=tuple(dict.fromkeys(_ACTS.findall(key(text)))),
        refusal=_REFUSED.search(text) is not None,
        accented=has_diacritics(text),
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
    for name in provinces:
        office = re.sub(rf"\s+(?:tỉnh\s+)?{re.escape(key(name))}$", "", office)
    return office


def _unit(kind: AnswerKind, folded: str) -> str:
    """What is counted ("nguoi", "phan tram"), "thu" for an ordinal, "ngay" for a day; else ""."""
    if kind == "date":
        return "ngay" if re.search(r"\b(?:ngay nao|ngay may|ngay bao nhieu|hom nao)\b", folded) else ""
    if kind == "document":
        return "so" if re.search(r"\bso (?:may|bao nhieu|hieu|nao)\b", folded) else ""
    if kind != "number":
        return ""
    if re.search(r"\b(?:lan )?thu may\b", folded):
        return "thu"
    unit = _UNITS.search(folded)
    return unit[1] if unit and unit[1] not in _NO_UNITS else ""


def _without_locators(text: str, provinces: Iterable[str]) -> str:
    """The question without what only says which meeting is meant (its ordinal, date, place)."""
    spans = [(x.start, x.end) for x in find_ordinals(text)]
    spans += [(m.start, m.end) for m in find_moments(text, spans)]
    for name in provinces:
        spans += [m.span() for m in re.finditer(rf"(?:tinh\s+)?\b{re.escape(fold(name))}\b", fold(text))]
    spans += [match.span() for match in _MEETING_WORDS.finditer(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def content_terms(text: str) -> list[str]:
    """Content syllables of a question in order, abbreviations written out, without its frame."""
    frame = _FRAME if has_diacritics(text) else _FOLDED_FRAME
    return [syllable for syllable in syllables(expand(text)) if syllable not in frame]


def split_question(question: str, provinces: Iterable[str] = ()) -> list[str]:
    """A question about two meetings, years or places as one question for each; else just itself.

    "A năm 2020 và năm 2021 lần lượt là bao nhiêu?" becomes "A năm 2020 là bao nhiêu?" and the same
    for 2021. Both parts must hold a locator of their own (date, year, ordinal or province).
    """
    text = unify_tone_marks(normalize(question)).rstrip(" ?.")
    names = list(provinces)
    tail_match = _TAIL.search(text)
    body, tail = (text[: tail_match.start()], _TAIL_EXTRA.sub("", tail_match["tail"])) if tail_match else (text, "")
    for conjunction in _CONJUNCTION.finditer(body):
        left, right = body[: conjunction.start()], body[conjunction.end() :]
        first, second = _locators(left, names), _locators(right, names)
        alike = {kind for _, kind, _ in first} & {kind for _, kind, _ in second}
        if not alike or {v for *_, v in first} & {v for *_, v in second}:
            continue
        if second[0][0] > 60:
            continue
        head = left[: _phrase_start(left, first[0][0])].strip(" ,:")
        head = re.sub(r"^(?:so sánh|đối chiếu)\s+", "", head, flags=re.IGNORECASE)
        left = re.sub(r"^(?:so sánh|đối chiếu)\s+", "", left, flags=re.IGNORECASE)
        own = set(content_terms(right)) & set(content_terms(head)[:3])
        second_question = right if own or not head else f"{head} {right}"
        return [f"{left} {tail}".strip() + "?", f"{second_question} {tail}".strip() + "?"]
    return [question]


def _locators(text: str, provinces: Sequence[str]) -> list[tuple[int, str, str]]:
    """Where a text says which meeting, year or place it means: start, kind, value; in order."""
    ordinals = [(x.start, "ordinal", x.value) for x in find_ordinals(text) if not x.value.startswith("khoa")]
    taken = [(x.start, x.end) for x in find_ordinals(text)]
    dates = [(m.start, "date", f"{m.year}-{m.month}-{m.day}") for m in find_moments(text, taken)]
    folded = fold(text)
    places = [
        (m.start(), "place", fold(name)) for name in provinces for m in re.finditer(rf"\b{re.escape(fold(name))}\b", folded)
    ]
    places += [(m.start(1), "place", fold(m[1])) for m in _PROVINCE.finditer(text)]
    return sorted([*ordinals, *dates, *places])


def _phrase_start(text: str, locator: int) -> int:
    """Where the phrase that leads to a locator begins ("… tại hội nghị lần thứ 8": at "tại")."""
    found = _LOCATED.search(text, 0, locator)
    return found.start() if found else locator


def is_follow_up(question: str) -> bool:
    """Whether a question leans on the turn before it ("Còn năm 2023?", "Ông ấy giữ chức gì?")."""
    folded = fold(normalize(question)).strip(" ?")
    return len(folded.split()) <= 4 or _FOLLOW_UP.search(folded) is not None


def build_query(
    question: str,
    *,
    filters: Filters | None = None,
    history: Sequence[str] = (),
    provinces: Iterable[str] = (),
) -> Query:
    """A `Query` from a question. A follow-up is made to stand alone with the last asked question."""
    question = normalize(question)
    standalone = question
    if history and is_follow_up(question):
        standalone = _carry_over(normalize(history[-1]), question)
    return Query(
        question=question,
        standalone=standalone,
        filters=filters or Filters(),
        asked=read_question(standalone, provinces),
    )


def narrow_filters(query: Query) -> Filters:
    """The query's filters with the province and the years that the question itself names.

    A meeting that reports on a year is held in it or by March of the next.
    """
    asked, filters = query.asked, query.filters
    years = {*asked.years, *asked.meeting_years, *(d[0] for d in (*asked.dates, *asked.as_of) if d[0])}
    changes: dict[str, object] = {}
    if asked.provinces and not filters.provinces:
        changes["provinces"] = asked.provinces
    if years and not (filters.held_from or filters.held_to):
        changes["held_from"] = date(min(years), 1, 1)
        changes["held_to"] = date(max(years) + 1, 3, 31)
    return filters.model_copy(update=changes)


def _carry_over(previous: str, question: str) -> str:
    """The previous question with what the follow-up replaces: a year, a province, an office, or a tail."""
    rest = re.sub(r"^(?:thế còn|vậy còn|còn|thế|vậy)\s+", "", question, flags=re.IGNORECASE)
    rest = re.sub(r"\s*(?:thì sao|thì thế nào)?\s*\?*$", "", rest, flags=re.IGNORECASE)
    years = r"(?:19|20)\d\d"
    if re.fullmatch(rf"(?:(?:trong|vào|của)\s+)?năm\s+{years}", rest, re.IGNORECASE):
        year = re.search(years, rest)
        if year and re.search(years, previous):
            return re.sub(years, year.group(), previous)
    dates = find_moments(rest), find_moments(previous)
    if dates[0] and dates[1] and len(set(content_terms(rest)) - _PRONOUNS) <= 5:
        kept = previous.rstrip(" ?")
        for moment in reversed(dates[1]):
            kept = (kept[: moment.start].rstrip() + " " + kept[moment.end :].lstrip()).strip()
        kept = re.sub(r"^(?:(?:vào|cuối|đầu|giữa|trong|từ|đến|hồi)\s+)+,?\s*", "", kept, flags=re.IGNORECASE)
        first, last = dates[0][0], dates[0][-1]
        return f"{kept} {rest[first.start : last.end]}?"
    offices = find_offices(rest), find_offices(previous)
    if offices[0] and offices[1]:
        new, old_office = offices[0][0], offices[1][0]
        return previous[: old_office.start] + new.text + previous[old_office.end :]
    place = re.fullmatch(r"(?:ở\s+|của\s+|tại\s+)?((?:tỉnh\s+)?[A-ZĐÀ-Ỹ]\w+(?:\s+[A-ZĐÀ-Ỹ]\w+){1,3})", rest)
    if place and (old := _PROVINCE.search(previous)):
        return previous.replace(old[1], place[1].removeprefix("tỉnh "))
    return f"{previous.rstrip(' ?')}. {question}"
