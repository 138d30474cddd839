"""Whether proven words answer the question that was asked: its place, period, person, kind of answer.

A true sentence about another year, province or office is no answer. `find_conflict` names the first
constraint of the question that a statement, its quotes and its article do not meet.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from meetingqa.abbreviations import expand
from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.calendar import Moment, governing_years, last_governing_year, spoken_years
from meetingqa.facts.people import name_key, same_office
from meetingqa.facts.quantities import Quantity, find_number_words
from meetingqa.sentences import split_sentences
from meetingqa.text import fold, key, syllables

LEAD_SENTENCES = 4
AS_OF_DAYS = 45  # a meeting reports figures of up to six weeks before
Stated = tuple[int | None, int | None, int | None]
_RANK = re.compile(r"(?:đứng|xếp|hạng|vị trí)\s+(?:thứ\s+)?(?:nhất|nhì|hai|ba|tư|đầu|\d+)|thứ\s+(?:nhất|nhì|hai|ba|tư|năm|\d+)", re.IGNORECASE)
UNIT_DOUBT = 0.2
_SPANS = ("thang", "quy")
_ONLY = frozenset({"tuoi"})
_PEOPLE = ("nguoi", "dong chi", "dang vien", "dai bieu", "can bo", "ca nhan", "hoc sinh", "thanh vien")
_SAME_UNITS = {"nguoi": _PEOPLE, "dong": _PEOPLE, "dan": ("nguoi", "dan"), "cuoc": ("cuoc", "phien", "luot"), "lan": ("lan", "cuoc", "phien")}
_REFUSAL = re.compile(r"(?<!\w)(?:bác|không thông qua|chưa thông qua|không được|từ chối|không đồng ý|không tán thành|hủy|bãi bỏ|rút)(?!\w)")
_PAPER = re.compile(r"nghị quyết|chỉ thị|quyết định|kết luận|kế hoạch|thông báo|đề án|quy định", re.IGNORECASE)
_GROUP = re.compile(r"(?<!\w)(?:ban|các đồng chí|lãnh đạo|đại biểu|cấp ủy|cán bộ|đảng viên|sở|ngành|cơ quan)(?!\w)", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"cả năm|năm \d{4}", re.IGNORECASE)
_CAUSE = re.compile(r"(?<!\w)(?:do|vì|bởi|nguyên nhân|nhằm|để|lý do|bắt nguồn|xuất phát)(?!\w)", re.IGNORECASE)
_PLACE = re.compile(r"(?<!^)(?<![.!?] )[A-ZĐÀ-Ỹ][^\W\d_]+(?: [A-ZĐÀ-Ỹ][^\W\d_]+)+")
_MONEY_UNITS = frozenset({"dong", "ty", "trieu", "ty dong", "trieu dong"})


def read_frame(article: Article) -> Facts:
    """The facts that hold for a whole article: those of its title, session and first sentences."""
    spans = split_sentences(article.text[:2500])[:LEAD_SENTENCES]
    lead = article.text[: spans[-1].end] if spans else article.text[:400]
    return _read(f"{article.title}\n{article.session or ''}\n{lead}")


def article_conflict(asked: Asked, article: Article) -> str | None:
    """The reason why nothing in an article can answer: another province, meeting or person."""
    frames = [read_frame(article)]
    return (
        _province(asked, [], [article])
        or _dates(asked, [], frames, [article])
        or _labels(asked, [], frames, [article])
        or _people(asked, [], [article])
    )


def find_conflict(
    asked: Asked, statement: str, quotes: Sequence[str], articles: Iterable[Article]
) -> str | None:
    """The reason why proven words do not answer what was asked; None when they do."""
    cited = list({article.article_id: article for article in articles}.values())
    said = read_facts(statement)
    found = [read_facts(quote) for quote in quotes]
    frames = [read_frame(article) for article in cited]
    return (
        _province(asked, quotes, cited)
        or _dates(asked, found, frames, cited)
        or _years_of_answer(asked, [*quotes, statement], frames, cited)
        or _period_before(asked, quotes, cited)
        or _labels(asked, found, frames, cited)
        or _people(asked, quotes, cited)
        or _refused(asked, quotes)
        or _kind(asked, statement, said)
        or _holder(asked, said, quotes, cited)
    )


@lru_cache(maxsize=512)
def _read(text: str) -> Facts:
    return read_facts(text)


def _facts_of(article: Article) -> Facts:
    return _read(article.text)


def _province(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    for province in asked.provinces:
        name = fold(province)
        if any(article.province and fold(article.province) == name for article in cited):
            return None
        if any(name in fold(text) for text in [*quotes, *(a.title for a in cited)]):
            return None
        if any(not a.province and name in fold(a.text) for a in cited):
            return None
    return f"không phải {asked.provinces[0]}" if asked.provinces else None


def _years(facts: Facts) -> set[int]:
    years = {moment.year for moment in facts.moments if moment.year}
    for label in facts.periods:
        parts = [int(part) for part in label.value.split("-") if part.isdigit() and len(part) == 4]
        years |= set(range(parts[0], parts[1] + 1)) if len(parts) == 2 else set()
    return years


def _dates(
    asked: Asked, found: Sequence[Facts], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    days = [day for article in cited for day in (article.held_on, article.published_on) if day]
    known = {year for facts in [*found, *frames] for year in _years(facts)} | {d.year for d in days}
    known |= {y for a in cited if not days for y in _years(_facts_of(a))}
    for year in asked.meeting_years:
        if year not in known:
            return f"không nói về năm {year}"
    moments = [m for facts in [*found, *frames] for m in facts.moments if m.month]
    everywhere = [m for article in cited for m in _facts_of(article).moments if m.month]
    for stated, strict in [*((d, True) for d in asked.dates), *((d, False) for d in asked.as_of)]:
        if not (
            any(_fits_day(stated, day, strict) for day in days)
            or any(_fits_moment(stated, m, known) for m in (moments if strict else everywhere))
        ):
            return "không nói về ngày " + "/".join(str(part) for part in reversed(stated) if part)
    return None


def _fits_day(stated: Stated, day: date, strict: bool) -> bool:
    """Whether an article's day is the stated one; for figures "as of" a day, within six weeks after it."""
    year, month, number = stated
    if day.month == month and number in (None, day.day) and year in (None, day.year):
        return True
    if strict or month is None or year is None:
        return False
    return -7 <= (day - date(year, month, min(number or 28, 28))).days <= AS_OF_DAYS


def _fits_moment(stated: Stated, moment: Moment, known: set[int | None]) -> bool:
    year, month, number = stated
    if moment.month != month or (number is not None and moment.day != number):
        return False
    return year is None or moment.year == year or (moment.year is None and year in known)


def _years_of_answer(
    asked: Asked, quotes: Sequence[str], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    """A year that something is asked for must govern the quote, or be the article's own year."""
    if not asked.years:
        return None
    documents = {label.value for quote in quotes for label in _read(quote).documents}
    if documents & set(asked.documents):
        return None  # the document says of itself which one it is
    governing = {year for quote in quotes for year in governing_years(quote)}
    spoken = {year for quote in quotes for year in spoken_years(quote)}
    days = [day for article in cited for day in (article.held_on, article.published_on) if day]
    own = {m.year for facts in frames for m in facts.moments} | {day.year for day in days}
    for year in asked.years:
        if year in spoken:
            continue
        if governing and (asked.kind == "number" or year not in own):
            return f"nói về năm {min(governing)}, không phải {year}"
        if year not in own:
            return f"không nói về năm {year}"
    return None


def _period_before(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """A quarter or span of months asked for must be the one a figure is told of: in the quote, or last
    named before it in its paragraph, or in the article's frame; likewise the year of a bare figure."""
    for article in cited:
        frame = f"{article.title}\n{article.text[:400]}"
        for quote in (q for q in quotes if q in article.text):
            start = article.text.find(quote)
            before = article.text[article.text.rfind("\n", 0, start) + 1 : start]
            own, earlier, framed = _spans(quote), _spans(before), _spans(frame)
            for period in asked.periods:
                told = own or earlier[-1:] or framed
                if period not in told and not (period in framed and not own):
                    return f"không nói về {period}"
            if asked.kind != "number" or len(asked.years) != 1 or spoken_years(quote):
                continue
            year = last_governing_year(before)
            titled = sorted(governing_years(article.title))
            reported = {year} if year else set(titled[:1])
            if reported and asked.years[0] not in reported:
                return f"nói về năm {min(reported)}, không phải {asked.years[0]}"
            if asked.whole_year and own and not _WHOLE_YEAR.search(quote):
                return f"chỉ nói về {own[0]}"
    return None


def _spans(text: str) -> list[str]:
    """The quarters and spans of months a text names, without their years ("quy 1", "6 thang")."""
    return [" ".join(label.value.split()[:2]) for label in _read(text).periods if "-" not in label.value]


def year_fit(asked: Asked, article: Article, text: str) -> float:
    """How well a sentence fits the years asked for: 1 it says so, 0.9 its article does, 0 neither."""
    wanted = {*asked.years, *asked.meeting_years, *(d[0] for d in (*asked.dates, *asked.as_of) if d[0])}
    if not wanted:
        return 1.0
    governing = governing_years(text)
    if governing & wanted:
        return 1.0
    days = [day.year for day in (article.held_on, article.published_on) if day]
    own = set(days) | {m.year for m in read_frame(article).moments}
    if asked.years and governing:
        return 0.3 if own & wanted else 0.0
    return 0.9 if set(days) & wanted else 0.7 if own & wanted else 0.0


def _labels(
    asked: Asked, found: Sequence[Facts], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    ordinals = {label.value for facts in [*found, *frames] for label in facts.ordinals}
    for ordinal in asked.ordinals:
        number = ordinal.rsplit(" ", 1)[1]
        if ordinal not in ordinals and not {o for o in ordinals if o.rsplit(" ", 1)[1] == number}:
            return f"không phải {ordinal}"
    anywhere = {label.value for article in cited for label in _facts_of(article).ordinals}
    for ordinal in asked.mentioned:
        number = ordinal.rsplit(" ", 1)[1]
        if not {o for o in anywhere if o.rsplit(" ", 1)[1] == number}:
            return f"không nói tới {ordinal}"
    documents = {label.value for article in cited for label in _facts_of(article).documents}
    bare = {value.split("/")[0].split()[-1] for value in documents}
    for document in asked.documents:
        if document not in documents and ("/" in document or document.split()[-1] not in bare):
            return f"không có văn bản {document}"
    return None


def _people(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    texts = [key(text) for text in [*quotes, *(article.text for article in cited)]]
    for person in asked.people:
        if not any(name_key(person) in text for text in texts):
            return f"không nhắc tới {person}"
    return None


def _refused(asked: Asked, quotes: Sequence[str]) -> str | None:
    """A question that takes a refusal for granted ("vì sao bác …?") needs a quote that tells of one."""
    said = " ".join(key(quote) for quote in quotes)
    if asked.acts and len(asked.kinds) < 2 and not any(act in said for act in asked.acts):
        return f"bài không nói việc {asked.acts[0]}"
    if not asked.refusal:
        return None
    return None if _REFUSAL.search(said) else "bài không nói việc đó bị bác hay không được thông qua"


def _kind(asked: Asked, statement: str, said: Facts) -> str | None:
    if asked.kind == "number":
        return _number(asked, statement, said)
    if asked.kind == "date" and not _new_dates(asked, said):
        return "không có ngày tháng"
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        named = any(name_key(person.name) not in known for person in said.people)
        if not named and not (asked.groups and _GROUP.search(statement)):
            return "không có tên người"
    if asked.kind == "office" and not said.offices:
        return "không có chức vụ"
    if asked.kind == "document" and not (said.documents or (not asked.unit and _PAPER.search(statement))):
        return "không có số văn bản"
    return None


def _new_dates(asked: Asked, facts: Facts) -> bool:
    """Whether a text holds a date of the asked fineness that the question does not name itself."""
    known = {(month, day) for _, month, day in asked.dates}
    fine = asked.unit == "ngay"
    years = {*asked.years, *asked.meeting_years}
    if any((m.month, m.day) not in known and (m.day or not fine) for m in facts.moments if m.month):
        return True
    return not fine and (
        bool(facts.periods) or any(m.year not in years for m in facts.moments if not m.month)
    )


def _number(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no figure of the asked kind; None when it does."""
    if asked.unit == "thu":  # "lần thứ mấy"
        return None if said.ordinals or _RANK.search(statement) else "không có thứ tự"
    if asked.unit in ("phan tram", "%"):
        return None if any(q.unit == "%" for q in said.quantities) else "không phải tỷ lệ phần trăm"
    if asked.unit in _MONEY_UNITS:
        money = any("đồng" in q.unit or q.unit == "usd" for q in said.quantities)
        return None if money else "không phải số tiền"
    if any(q.unit.startswith("/") for q in said.quantities) or ("|" in statement and said.quantities):
        return None  # "62/65": what is counted stands in the table's head
    if not asked.unit:
        return None if said.quantities or find_number_words(statement) - {1} else "không có con số nào"
    if asked.unit in _SPANS and any(label.value.split()[1:2] == [asked.unit] for label in said.periods):
        return None
    if asked.unit in _ONLY:  # an age or a price cannot be read from any other figure
        counted = any(_counts(asked.unit, statement, q) for q in said.quantities)
        return None if counted else f"không tính bằng {asked.unit}"
    if said.quantities or _spelled(asked.unit, statement):
        return None
    return "không có con số nào"


def doubt(asked: Asked, statement: str) -> float:
    """What to take off the confidence of a statement whose figures count something else than asked."""
    if asked.kind != "number" or asked.unit in ("", "thu", "phan tram", "%", *_MONEY_UNITS, *_SPANS):
        return 0.0
    said = _read(statement)
    if "|" in statement or any(q.unit.startswith("/") for q in said.quantities):
        return 0.0
    if any(_counts(asked.unit, statement, q) for q in said.quantities) or _spelled(asked.unit, statement):
        return 0.0
    return UNIT_DOUBT


def _counts(unit: str, text: str, quantity: Quantity) -> bool:
    """Whether a figure counts what is asked: its noun follows within four words, or stands before it."""
    after = fold(text[quantity.start : quantity.end + 40]).split()[1:7]
    before = fold(text[max(0, quantity.start - 60) : quantity.start])
    wanted = _SAME_UNITS.get(unit, (unit,))
    joined = " ".join(word.strip(",.;:()") for word in after)
    return any(re.search(rf"\b{re.escape(u)}\b", joined) or re.search(rf"\bso {re.escape(u)}\b", before) for u in wanted)


def _spelled(unit: str, text: str) -> bool:
    """A small number in words right before what is counted ("ba nhiệm vụ")."""
    return re.search(rf"\b(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+{re.escape(unit)}\b", fold(text)) is not None


def _holder(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """When an office is asked for, the person named must be one whom the article gives that office."""
    if not asked.holder:
        return None
    holders: dict[str, set[str]] = {}
    for article in cited:
        for holding in _facts_of(article).holdings:
            for office in holding.offices:
                holders.setdefault(office.key, set()).add(name_key(holding.person.name))
    for asked_office in asked.offices:
        wanted = set().union(
            *(names for office, names in holders.items() if same_office(asked_office, office))
        )
        named = {name_key(person.name) for person in said.people}
        if named & wanted:
            return None
        words = set(syllables(asked_office))
        if not wanted and any(words <= set(syllables(expand(quote))) for quote in quotes):
            return None
    return f"không phải {asked.offices[0]}"


def holds_kind(asked: Asked, text: str) -> bool:
    """Whether a text holds a fact of the asked kind that the question itself does not name."""
    facts = _read(text)
    if asked.kind == "number":
        return _number(asked, text, facts) is None and not doubt(asked, text)
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
        return any(m.group().split()[0] not in ("Tỉnh", "Hội") for m in _PLACE.finditer(text))
    return True
