"""Whether proven words answer the question that was asked: its place, period, person, kind of answer.

A true sentence about another year, province or office is no answer. `find_conflict` names the first
constraint of the question that a statement, its quotes and its article do not meet.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from meetingqa.abbreviations import expand
from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.people import name_key, same_office
from meetingqa.facts.quantities import find_number_words
from meetingqa.sentences import split_sentences
from meetingqa.text import fold, key, syllables

LEAD_SENTENCES = 4
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
        or _years_of_answer(asked, said, found, frames, cited)
        or _labels(asked, found, frames, cited)
        or _people(asked, quotes, cited)
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
    for year, month, day in asked.dates:
        if any(d.month == month and day in (None, d.day) and year in (None, d.year) for d in days):
            continue
        if any(
            m.month == month
            and (day is None or m.day == day)
            and (year is None or m.year == year or (m.year is None and year in known))
            for m in moments
        ):
            continue
        return "không nói về ngày " + "/".join(str(part) for part in (day, month, year) if part)
    return None


def _years_of_answer(
    asked: Asked, said: Facts, found: Sequence[Facts], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    """A year that an indicator is asked for must stand in the quote, or be the article's own year."""
    quoted = {m.year for facts in [*found, said] for m in facts.moments if m.year and not m.month}
    days = [day for article in cited for day in (article.held_on, article.published_on) if day]
    own = {year for facts in frames for year in _years(facts)} | {day.year for day in days}
    for year in asked.years:
        if year in quoted:
            continue
        if quoted and asked.kind in ("number", "list", "text", "document"):
            return f"nói về năm {min(quoted)}, không phải {year}"
        if year not in own:
            return f"không nói về năm {year}"
    return None


def _labels(
    asked: Asked, found: Sequence[Facts], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    ordinals = {label.value for facts in [*found, *frames] for label in facts.ordinals}
    for ordinal in asked.ordinals:
        kind, number = ordinal.rsplit(" ", 1)
        same = {o for o in ordinals if o.rsplit(" ", 1)[1] == number}
        if ordinal not in ordinals and not (same and kind != "khoa"):
            return f"không phải {ordinal}"
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


def _kind(asked: Asked, statement: str, said: Facts) -> str | None:
    if asked.kind == "number":
        return _number(asked, statement, said)
    if asked.kind == "date" and not _new_dates(asked, said):
        return "không có ngày tháng"
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        if not any(name_key(person.name) not in known for person in said.people):
            return "không có tên người"
    if asked.kind == "office" and not said.offices:
        return "không có chức vụ"
    if asked.kind == "document" and not said.documents:
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
    if asked.unit == "thu":  # "lần thứ mấy"
        return None if said.ordinals else "không có thứ tự"
    spelled = find_number_words(statement)
    if not said.quantities and not spelled:
        return "không có con số nào"
    units = {fold(quantity.unit) for quantity in said.quantities}
    if asked.unit in ("phan tram", "%"):
        return None if "%" in units else "không phải tỷ lệ phần trăm"
    if asked.unit in _MONEY_UNITS:
        return None if any("dong" in unit for unit in units) else "không phải số tiền"
    if asked.unit and said.quantities and not spelled and asked.unit not in fold(statement):
        return f"không tính bằng {asked.unit}"
    return None


def _holder(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """When an office is asked for, the person named must be one whom the article gives that office."""
    if asked.kind != "person" or not asked.offices:
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
        return _number(asked, text, facts) is None
    if asked.kind == "date":
        return _new_dates(asked, facts)
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        return any(name_key(person.name) not in known for person in facts.people)
    if asked.kind == "office":
        return bool(facts.offices)
    if asked.kind == "document":
        return bool(facts.documents)
    return True
