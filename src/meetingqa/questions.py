"""What a question asks: the kind of answer, what is counted, and the facts that bind the answer.

Kinds are matched on folded text, so a question typed without diacritics is read the same way.
"""

import re
from collections.abc import Iterable

from meetingqa.abbreviations import expand
from meetingqa.domain import AnswerKind, Asked
from meetingqa.facts.calendar import find_documents, find_moments, find_ordinals, find_periods
from meetingqa.facts.people import Office, Person, find_offices, find_people
from meetingqa.text import fold, has_diacritics, key, normalize, syllables, unify_tone_marks

# In order: the first that matches decides. Patterns are on folded text.
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    ("yesno", r"\b(?:phai khong|dung khong|hay khong|co dung|co phai|hay chua|chua\s*\??$|co (?!bao|may|nhung|cac)[\w ,%./-]+ khong\s*\??$)"),
    ("reason", r"\b(?:vi sao|tai sao|nguyen nhan|ly do|do dau|nham muc dich|de lam gi|vi dau)\b"),
    ("date", r"\b(?:khi nao|ngay nao|ngay may|ngay bao nhieu|bao gio|thoi gian nao|thoi diem nao|hom nao|luc nao|nam nao|thang nao|nam bao nhieu|thang may|buoi nao|han cuoi|thoi han)\b"),
    ("document", r"\b(?:(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach|thong bao|van ban|cong van|de an|nghi dinh|chuong trinh) so may|van ban nao|nghi quyet nao|chi thi nao|quyet dinh nao|ket luan nao|ke hoach nao|thong bao nao|nghi quyet so bao nhieu|so hieu|(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach) (?:so )?(?:gi|bao nhieu))\b"),
    ("office", r"\b(?:chuc vu (?:gi|nao)|giu chuc (?:vu )?(?:gi|nao)|chuc danh (?:gi|nao)|lam chuc (?:vu )?gi|la chuc (?:vu )?gi|cuong vi (?:gi|nao)|chuc gi|vai tro gi|giu (?:nhung|cac) chuc (?:vu|danh) (?:gi|nao)|chuc vu cua|(?:nhung|cac) chuc vu (?:gi|nao))\b"),
    ("person", r"\b(?:ai|nguoi nao|dong chi nao|đ/c nao|d/c nao|nhung ai|vi nao|ong nao|ba nao|lanh dao nao|ho ten|ten (?:la )?gi|ten (?:cua )?(?:vi |dong chi |nguoi |bi thu|chu tich)|can bo nao)\b"),
    ("number", r"\b(?:bao nhieu|may (?!man|tinh|moc)|ty le (?:nao|la)|la con so nao|bang bao|so may|dat muc nao|tang may|giam may|thu may)\b"),
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
    "với về tại trong đến lúc bằng do nên theo khoảng rằng à ạ nhé vậy giúp tôi mình chúng ta để vì sao "
    "tên gọi xem nhiều ít bạn ơi gồm lượt lần thời điểm lúc hồi".split()
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
_HOLDER = re.compile(
    r"(?:\bai|người nào|đồng chí nào)\s+(?:hiện |đang |hiện đang )?(?:là|làm|giữ chức(?: vụ)?|giữ cương vị|được (?:\w+ ){1,3}?(?:làm|giữ chức(?: vụ)?|giữ))\s*$"
    r"|bầu ai làm\s*$",
    re.IGNORECASE,
)
_MEETING_NEAR = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|họp|giao ban)\b(?:(?!đại hội|nghị quyết|trung ương)[^,;?]){0,60}$", re.IGNORECASE
)
_OFFICE_FRAME = frozenset("giữ chức vụ danh cương vị đảm nhiệm tên họ đồng chí ông bà làm người hiện nay đang".split())
_MEETING_TERMS = frozenset("hội nghị họp kỳ phiên cuộc".split())
_HELD_TERMS = frozenset("diễn ra tổ chức khai mạc nhóm họp bắt đầu".split())
PROVINCE = re.compile(r"(?:tỉnh|thành phố)\s+((?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){1,3})")

def read_question(question: str, provinces: Iterable[str] = ()) -> Asked:
    """What a question asks and what binds its answer. `provinces`: the names the register knows."""
    text = unify_tone_marks(normalize(question))
    folded = fold(text)
    spans = find_people(text)
    kind: AnswerKind = next((kind for kind, regex in _KIND_RES if regex.search(folded)), "text")
    if kind == "person" and not re.search(r"\bai\b|nguoi|dong chi|can bo|\bong\b|\bba\b", folded) and not find_offices(text, spans):
        kind = "text"  # "tên là gì" of a place or a project
    documents, ordinals = find_documents(text), find_ordinals(text)
    taken = [(x.start, x.end) for x in [*documents, *ordinals, *find_periods(text)]]
    moments = find_moments(text, taken)
    named = {name for name in provinces if re.search(rf"\b{re.escape(fold(name))}\b", folded)}
    named |= {m[1] for m in PROVINCE.finditer(text) if not any(fold(m[1]).startswith(fold(n)) for n in named)}
    wanted = re.search(r"\b(\d{1,2})\s+[a-z]+", folded)
    located = {match.start(1) for match in _MEETING_YEAR.finditer(text)}
    of_meeting = [m for m in moments if m.year and not m.month and (m.end - 4) in located]
    as_of = [m for m in moments if m.month and not _MEETING_DAY.search(text[max(0, m.start - 90) : m.start])]
    of_answer = [m for m in moments if m.year and not m.month and m not in of_meeting]
    people = [person for person in (_without_place(p, named) for p in spans) if person]
    offices = find_offices(text, spans)
    ours = [o for o in ordinals if not o.value.startswith("khoa") and _MEETING_NEAR.search(text[: o.start])]
    focus = content_terms(_without_locators(text, named))
    titles = set(syllables(expand(" ".join([*(o.text for o in offices), *people, *named]))))
    meeting = _MEETING_TERMS | (_HELD_TERMS if kind == "date" else frozenset())
    office_frame = _OFFICE_FRAME if kind in ("office", "person") else frozenset()
    return Asked(
        kind=kind,
        kinds=tuple(k for k, regex in _KIND_RES if k in _CHECKABLE and regex.search(folded)),
        unit=_unit(kind, folded),
        count=int(wanted[1]) if wanted and kind == "list" else 0,
        terms=tuple(content_terms(text)),
        focus=tuple(focus),
        core=tuple(t for t in focus if t not in titles | office_frame | meeting),
        years=tuple(dict.fromkeys(m.year for m in of_answer if m.year)),
        meeting_years=tuple(dict.fromkeys(m.year for m in of_meeting if m.year)),
        dates=tuple((m.year, m.month, m.day) for m in moments if m.month and m not in as_of),
        as_of=tuple((m.year, m.month, m.day) for m in as_of),
        ordinals=tuple(dict.fromkeys(label.value for label in ours)),
        mentioned=tuple(dict.fromkeys(label.value for label in ordinals if label not in ours)),
        periods=tuple(" ".join(p.value.split()[:2]) for p in find_periods(text) if "-" not in p.value),
        whole_year="cả năm" in key(text),
        documents=tuple(dict.fromkeys(label.value for label in documents)),
        people=tuple(dict.fromkeys(people)),
        offices=tuple(dict.fromkeys(_bare_office(o.key, named) for o in offices)),
        groups="nhung ai" in folded or "cac ai" in folded,
        holder=kind == "person" and _asks_holder(text, offices),
        provinces=tuple(sorted(named)),
        acts=tuple(dict.fromkeys(_ACTS.findall(key(text)))),
        refusal=_REFUSED.search(text) is not None,
        accented=has_diacritics(text),
    )


def _asks_holder(text: str, offices: list[Office]) -> bool:
    """Whether the office itself is asked for ("Bí thư … là ai?"), not someone who acts on its holder."""
    if not offices:
        return False
    first = offices[0]
    if _HOLDER.search(text[: first.start]):
        return True
    return len(text[: first.start].split()) <= 4 and re.search(
        r"\b(?:là|tên)\b[^?]{0,20}\b(?:ai|gì|nào)\b|\bnào\b", text[first.end :]
    ) is not None


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
    if re.search(r"\bso may\b", folded):
        return ""
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


