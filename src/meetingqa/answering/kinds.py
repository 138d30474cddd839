"""Whether a text holds the kind of fact that is asked: a figure of a unit, a day, a name, a reason."""

import re

from meetingqa.answering.figures import number_conflict
from meetingqa.domain import Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.people import name_key
from meetingqa.language.text import UPPER, fold, key
from meetingqa.questions.words import PLACES

_PAPER = re.compile(
    r"nghị quyết|chỉ thị|quyết định|kết luận|kế hoạch|thông báo|đề án|quy định", re.IGNORECASE
)
_GROUP = re.compile(
    r"(?<!\w)(?:ban|người đứng đầu|tập thể|các đồng chí|lãnh đạo|đại biểu|cấp ủy|cán bộ|đảng viên|sở|ngành|cơ quan|"
    r"bộ|ủy ban|hội đồng|HĐND|UBND|thường vụ|thường trực|thủ tướng|chính phủ|quốc hội)(?!\w)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"(?<!\w)(?:do(?! (?:(?!(?:khi|giảm|tăng|thiếu|chưa) )[\w&-]+ ){1,9}?(?:chủ trì|soạn thảo|trình bày|thực hiện|ban hành|quản lý|phụ trách|tổ chức|phát động|làm (?:chủ|trưởng|tổ))(?! (?:chậm|không|chưa|kém|sai|muộn))(?!\w))|vì|bởi|nguyên nhân|(?<!^)nhằm|(?<!^)(?<!không )để(?! xảy ra)|lý do|bắt nguồn|xuất phát|vướng mắc|nên|góp phần|qua đó|dấu hiệu|theo chế độ|giúp|dẫn (?:đến|tới)|khiến|gây|mục đích|lý giải|giải thích|giải trình)(?!\w)",
    re.IGNORECASE,
)
# "Lùi hạn đến ngày nào?" is not answered with the first deadline.
_PUT_OFF = re.compile(r"(?<!\w)(?:lùi|gia hạn|hạn (?:mới|chót mới)|dời hạn)(?!\w)")
_NEW_DUE = re.compile(
    r"(?<!\w)(?:lùi|gia hạn|dời|hoãn|ấn định|hạn (?:mới|cuối|chót)|chuyển sang|kéo dài|thay vì|chốt)(?!\w)",
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


def kind_conflict(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no fact of an asked kind; None when it does."""
    reason = _first_kind_conflict(asked, statement, said)
    if reason is None or len(asked.units) < 2 or asked.kind == "yesno":
        return reason
    others = (one for one in each_kind(asked) if one.kind != asked.kind and one.unit)
    return None if any(_first_kind_conflict(x, statement, said) is None for x in others) else reason


def each_kind(asked: Asked) -> list[Asked]:
    """What is asked as one question for each kind of fact ("ngày nào và bao nhiêu km?"), each with its
    own unit."""
    both = zip(asked.kinds, asked.units, strict=False)
    return [asked.model_copy(update={"kind": kind, "unit": unit}) for kind, unit in both]


def _first_kind_conflict(asked: Asked, statement: str, said: Facts) -> str | None:
    if asked.kind == "number":
        return number_conflict(asked, statement, said)
    if asked.kind == "date" and not _new_dates(asked, said):
        return "không có ngày tháng"
    if asked.kind == "date" and _PUT_OFF.search(" ".join(asked.terms)):
        return None if _NEW_DUE.search(statement) else "không nói hạn mới"
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        named = any(name_key(person.name) not in known for person in said.people)
        if not named and not (asked.groups and _GROUP.search(statement)):
            return "không có tên người"
    cause = asked.kind == "reason" and asked.unit != "muc dich" and asked.parts < 2
    if cause and not _CAUSE.search(statement):
        return "không có lý do"
    if asked.unit == "dia danh" and not holds_kind(asked, statement):
        return "không có địa danh"
    if asked.unit == "doanh nghiep" and not _FIRM.search(statement):
        return "không có tên doanh nghiệp"
    if asked.unit == "ten" and not _new_name(asked, statement):
        return "không có tên"
    if asked.kind == "office" and not said.offices:
        return "không có chức vụ"
    if asked.kind == "document" and not (
        said.documents or (not asked.unit and _PAPER.search(statement))
    ):
        return "không có số văn bản"
    return None


def holds_kind(asked: Asked, text: str) -> bool:
    """Whether a text holds a fact of the asked kind that the question itself does not name."""
    facts = read_facts(text)
    if asked.kind == "number":
        return number_conflict(asked, text, facts) is None
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
    known = {(month, day) for _, month, day in (*asked.dates, *asked.as_of)}
    fine = asked.unit == "ngay"
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


def _new_name(asked: Asked, text: str) -> bool:
    """Whether a text holds a proper name (capitals or quotation marks) that is not the question's."""
    known = " ".join(asked.terms)
    return any(key(m.group().strip('“”"')) not in known for m in _NAME.finditer(text))
