"""Whether a text holds the kind of fact that is asked: a figure of a unit, a day, a name, a reason."""

import re

from meetingqa.answer_figures import doubt, number_conflict
from meetingqa.domain import Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.people import name_key
from meetingqa.facts.quantities import NUMBER_WORDS
from meetingqa.matching import words_of
from meetingqa.question_words import PLACES
from meetingqa.text import UPPER, fold, key

_PAPER = re.compile(
    r"nghị quyết|chỉ thị|quyết định|kết luận|kế hoạch|thông báo|đề án|quy định", re.IGNORECASE
)
_PAPER_WORDS = frozenset(
    "nghị quyết chỉ thị quyết định kết luận kế hoạch thông báo đề án quy văn bản số hiệu mang ban hành thông qua".split()
)
_GROUP = re.compile(
    r"(?<!\w)(?:ban|người đứng đầu|tập thể|các đồng chí|lãnh đạo|đại biểu|cấp ủy|cán bộ|đảng viên|sở|ngành|cơ quan)(?!\w)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"(?<!\w)(?:do|vì|bởi|nguyên nhân|(?<!^)nhằm|(?<!^)(?<!không )để(?! xảy ra)|lý do|bắt nguồn|xuất phát|vướng mắc)(?!\w)",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"(?<!^)(?<![.!?] )[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+)+")
_NAME = re.compile(
    rf"[“\"][^”\"]{{2,80}}[”\"]|(?<![.!?] )(?<!^)[{UPPER}]\w*(?: [{UPPER}]\w*)+|[{UPPER}]{{3,}}"
)
_FIRM = re.compile(
    rf"(?:[Hh]ãng|[Dd]oanh nghiệp|[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Bb]ệnh viện|[Ll]iên danh|[Nn]hà (?:thầu|đầu tư))"
    rf"(?: (?![{UPPER}])[^\W\d_]+){{0,4}} [“\"]?[{UPPER}]"
)
_ISSUING = re.compile(
    r",? [^.;:]{0,60}(?<!\w)(?:ban hành|ký|có)(?: (?:nghị quyết|chỉ thị|quyết định|kết luận|kế hoạch|thông báo|công văn|văn bản))?(?: số)?\s*$",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?<!\w)(?:ban hành|ký|ra đời|đề ngày|công bố|ban hanh|ky)(?!\w)")
DATED_REACH = 8  # characters between a document's number and its date
ADDED_WORDS = 3  # that an answer says beside the question's own
_SAYING = frozenset({"list", "text", "manner", "reason"})
_FRAME_WORDS = frozenset(
    "hội nghị kỳ họp phiên cuộc buổi tại của và các những đồng chí ông bà phát biểu kết luận chỉ đạo khai bế mạc "
    "chủ trì điều hành dự tham có được đã là với về cho trong tổ chức diễn ra ngày sáng chiều tỉnh lãnh thuộc cùng "
    "nhấn mạnh này".split()
)
_FOLDED_FRAME = frozenset(map(fold, _FRAME_WORDS))
_BETWEEN_ITEMS = re.compile(r"[,;:](?!\d)|\.\s|(?<!\w)(?:và|cùng|hay)(?!\w)|[–-]\s")


def kind_conflict(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no fact of the asked kind; None when it does."""
    if asked.kind == "number":
        return number_conflict(asked, statement, said)
    if asked.kind == "date" and not _new_dates(asked, said):
        return "không có ngày tháng"
    if (
        asked.kind == "date"
        and "đại hội" in " ".join(asked.terms)
        and "đại hội" not in key(statement)
    ):
        return "không nói về đại hội"
    if asked.kind == "date" and asked.documents and not _dated(asked, said, statement):
        return f"không phải ngày của {asked.documents[0]}"
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        named = any(name_key(person.name) not in known for person in said.people)
        if not named and not (asked.groups and _GROUP.search(statement)):
            return "không có tên người"
    if asked.unit == "dia danh" and not holds_kind(asked, statement):
        return "không có địa danh"
    if asked.unit == "doanh nghiep" and not _FIRM.search(statement):
        return "không có tên doanh nghiệp"
    if asked.unit == "ten" and not _new_name(asked, statement):
        return "không có tên"
    if asked.kind == "list" and asked.count > 1:
        if _items(statement) < asked.count:
            return f"không nêu đủ {asked.count} mục"
        if _only_counts(asked.count, statement):
            return "chỉ nêu số lượng, không kể ra"
    if asked.kind == "office" and not said.offices:
        return "không có chức vụ"
    if (
        asked.kind in _SAYING
        and "person" not in asked.kinds
        and _adds_nothing(asked, statement, said)
    ):
        return "chỉ nhắc lại điều được hỏi"
    if asked.kind == "document" and asked.unit and _about_another(asked, statement):
        return "không phải văn bản về việc được hỏi"
    if asked.kind == "document" and not (
        said.documents or (not asked.unit and _PAPER.search(statement))
    ):
        return "không có số văn bản"
    return None


def holds_kind(asked: Asked, text: str) -> bool:
    """Whether a text holds a fact of the asked kind that the question itself does not name."""
    facts = read_facts(text)
    if asked.kind == "number":
        return number_conflict(asked, text, facts) is None and not doubt(asked, text)
    if asked.kind == "date":
        return _new_dates(asked, facts)
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        return any(name_key(person.name) not in known for person in facts.people)
    if asked.kind == "office":
        return bool(facts.offices)
    if asked.kind == "document":
        return bool(facts.documents)
    if asked.kind == "reason":
        return _CAUSE.search(text) is not None
    if asked.kind == "place":
        known = {fold(name) for name in (*asked.provinces, *asked.places)}
        if any(fold(m[1]) not in known for m in PLACES.finditer(text)):
            return True
        return any(
            m.group().split()[0] not in ("Tỉnh", "Hội") and fold(m.group()) not in known
            for m in _PLACE.finditer(text)
        )
    return True


def _new_dates(asked: Asked, facts: Facts) -> bool:
    """Whether a text holds a date of the asked fineness that the question does not name itself."""
    known = {(month, day) for _, month, day in asked.dates}
    fine = asked.unit.startswith("ngay")
    if asked.unit == "ngay thang":
        months = {month for _, month, _ in (*asked.dates, *asked.as_of)}
        return any(m.day and m.month in months for m in facts.moments)
    years = {*asked.years, *asked.meeting_years}
    spans = [x for x in facts.periods if "-" in x.value]  # "thời kỳ 2021 - 2030" is no day
    if any((m.month, m.day) not in known and (m.day or not fine) for m in facts.moments if m.month):
        return True
    return not fine and (
        len(spans) < len(facts.periods)
        or any(
            m.year not in years and not any(x.start <= m.start < x.end for x in spans)
            for m in facts.moments
            if not m.month
        )
    )


def _dated(asked: Asked, said: Facts, text: str) -> bool:
    """Whether a date follows right after the document whose day is asked, or it was issued on it ("Ngày
    5/5, UBND tỉnh ban hành Quyết định số 7"); true when the question asks
    for the day of something else, which only names a document."""
    if not _ISSUED.search(" ".join(asked.terms)):
        return True
    bare = {value.split()[-1] for value in asked.documents if "/" not in value}
    meant = [
        label
        for label in said.documents
        if label.value in asked.documents or re.split(r"[/-]", label.value.split()[-1])[0] in bare
    ]
    return any(
        0 <= m.start - label.end <= DATED_REACH or _ISSUING.fullmatch(text, m.end, label.start)
        for m in said.moments
        for label in meant
    )


def _adds_nothing(asked: Asked, text: str, said: Facts) -> bool:
    """Whether a statement has no content beside the question's own words, persons and the meeting:
    "Đồng chí X phát biểu kết luận hội nghị" does not say what X concluded."""
    people = [person.name for person in said.people] if len(said.people) < 2 else []
    titles = " ".join([*people, *(o.text for o in said.offices)])
    known = {*asked.terms, *words_of(titles, accented=asked.accented)}
    frame = _FRAME_WORDS if asked.accented else _FOLDED_FRAME
    return len(set(words_of(text, accented=asked.accented)) - known - frame) < ADDED_WORDS


def _new_name(asked: Asked, text: str) -> bool:
    """Whether a text holds a proper name (capitals or quotation marks) that is not the question's."""
    known = " ".join(asked.terms)
    return any(key(m.group().strip('“”"')) not in known for m in _NAME.finditer(text))


def _only_counts(count: int, text: str) -> bool:
    """Whether a text says how many things there are and names none ("tiếp tục 3 chương trình, …")."""
    words = "|".join(word for word, number in NUMBER_WORDS.items() if number == count)
    told = re.search(
        rf"(?<![\w.,/])(?:0?{count}|{words or count})\s+(?!tháng|năm|ngày|tỷ|triệu)\w+", key(text)
    )
    if not told:
        return False
    after = key(text)[told.end() :]
    listed = re.search(r"\bgồm\b|\blà\b|\bnhư\b|\bđó\b", after)
    return ":" not in text and listed is None


def _about_another(asked: Asked, statement: str) -> bool:
    """Whether less than half of what a document is asked by stands with it."""
    subject = [term for term in asked.core if term not in _PAPER_WORDS]
    said = set(words_of(statement, accented=asked.accented))
    return bool(subject) and sum(term in said for term in subject) < len(subject) / 2


def _items(text: str) -> int:
    """How many items a sentence lists at most, by its commas, semicolons and "và"."""
    return 1 + len(_BETWEEN_ITEMS.findall(text))
