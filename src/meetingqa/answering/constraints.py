"""Whether proven words answer the question that was asked: its place, period, person, kind of answer.

A true sentence about another year, province or office is no answer. `find_conflict` names the first
constraint of the question that a statement, its quotes and its article do not meet.
"""

import re
from collections.abc import Iterable, Sequence

from meetingqa.answering.holders import LEAVES, holder_conflict
from meetingqa.answering.kinds import kind_conflict
from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.outcomes import outcome_conflict
from meetingqa.facts.people import name_key
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, key
from meetingqa.questions.listings import listing_conflict
from meetingqa.questions.periods import base_conflict, date_conflict, period_conflict, year_conflict
from meetingqa.questions.reading import facts_of, fold_text, read_frame, speaks_of
from meetingqa.questions.words import ACTS, FALLEN, PLACES

_LISTED = r"(?:nghị quyết|chỉ thị|kết luận|quyết định|kế hoạch|đề án) số \d+[^.;]{{0,30}}?(?:và|,) (?:số )?0?{}\b"
_BODIES = ("hội đồng nhân dân", "ủy ban nhân dân", "ban thường vụ", "ban chấp hành")
LEAD = 300  # characters of an article that say whose affairs it reports


def article_conflict(asked: Asked, article: Article) -> str | None:
    """The reason why nothing in an article can answer: another province, meeting or person."""
    frames = [read_frame(article)]
    return (
        _province(asked, [], [article])
        or date_conflict(asked, [], frames, [article])
        or _labels(asked, read_facts(""), [], frames, [article])
        or _people(asked, [], [article])
    )


def find_conflict(
    asked: Asked, statement: str, quotes: Sequence[str], articles: Iterable[Article]
) -> str | None:
    """The reason why proven words do not answer what was asked; None when they do."""
    return frame_conflict(asked, statement, quotes, articles) or kind_conflict(
        asked, statement, read_facts(statement)
    )


def frame_conflict(
    asked: Asked, statement: str, quotes: Sequence[str], articles: Iterable[Article]
) -> str | None:
    """As `find_conflict`, but for the kind of fact that is asked: what the words speak of."""
    cited = list({article.article_id: article for article in articles}.values())
    said = read_facts(statement)
    found = [read_facts(quote) for quote in quotes]
    frames = [read_frame(article) for article in cited]
    return (
        _province(asked, quotes, cited)
        or date_conflict(asked, found, frames, cited)
        or year_conflict(asked, [*quotes, statement], frames, cited)
        or base_conflict(asked, statement)
        or period_conflict(asked, quotes, cited)
        or _labels(asked, said, found, frames, cited)
        or _convener(asked, quotes, cited)
        or _people(asked, quotes, cited)
        or _names(asked, cited)
        or _untold(asked, quotes, cited)
        or _places(asked, statement, quotes, cited)
        or _spans(asked, quotes, cited)
        or outcome_conflict(asked, statement)
        or listing_conflict(asked, statement)
        or holder_conflict(asked, said, quotes, cited)
    )


def _province(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """One of the provinces asked about is the article's or the quote's; the others it speaks of."""
    missing = [
        province
        for province in asked.provinces
        if not any(
            a.province == province or speaks_of(province, f"{a.title} {a.text}") for a in cited
        )
    ]
    if missing:
        return f"không phải {missing[0]}"
    for province in asked.provinces:
        name = fold(province)
        if any(article.province and fold(article.province) == name for article in cited):
            return None
        if any(speaks_of(province, text) for text in [*quotes, *(a.title for a in cited)]):
            return None
        if any(not a.province and speaks_of(province, a.text) for a in cited):
            return None
    return f"không phải {asked.provinces[0]}" if asked.provinces else None


def _labels(
    asked: Asked,
    said: Facts,
    found: Sequence[Facts],
    frames: Sequence[Facts],
    cited: Sequence[Article],
) -> str | None:
    ordinals = {label.value for facts in [*found, *frames] for label in facts.ordinals}
    own = {label.value for label in said.ordinals}
    if asked.kind == "date" and own and not own & set(asked.ordinals):
        ordinals = own  # the day of one meeting is not that of another which its article names, too
    for ordinal in asked.ordinals:
        number = ordinal.rsplit(" ", 1)[1]
        if ordinal not in ordinals and not {
            o for o in ordinals if o.rsplit(" ", 1)[1] == number and not o.startswith("khoa")
        }:
            return f"không phải {ordinal}"
    anywhere = {label.value for article in cited for label in facts_of(article).ordinals}
    for ordinal in asked.mentioned:
        number = ordinal.rsplit(" ", 1)[1]
        term = ordinal.startswith("khoa")
        if not any(o.endswith(f" {number}") and o.startswith("khoa") == term for o in anywhere):
            return f"không nói tới {ordinal}"
    documents = {label.value for article in cited for label in facts_of(article).documents}
    bare = {value.split("/")[0].split()[-1] for value in documents}
    for document in asked.documents:
        number = document.split()[-1]
        if document in documents or ("/" not in document and number in bare):
            continue
        listed = _LISTED.format(re.escape(number))  # "Nghị quyết số 55 và 56"
        if not any(re.search(listed, key(article.text)) for article in cited):
            return f"không có văn bản {document}"
    return None


def _convener(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """The day of a meeting is told of the body that is asked for, not of another one's meeting."""
    terms = " ".join(asked.terms)
    wanted = [body for body in _BODIES if body in terms]
    if asked.kind != "date" or "họp" not in asked.terms or len(wanted) != 1:
        return None
    told = key(expand(" ".join([*quotes, *(a.title for a in cited)])))
    other = any(body in told for body in _BODIES)
    return f"không phải {wanted[0]}" if other and wanted[0] not in told else None


def _people(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    if not asked.people:
        return None
    texts = [key(text) for text in [*quotes, *(article.text for article in cited)]]
    near = [key(text) for text in quotes]
    done_to = asked.acts and asked.kind in ("number", "date") and near
    if done_to and not any(ACTS[act].search(" ".join(near)) for act in asked.acts):
        return f"bài không nói việc {asked.acts[0].split('|')[0]}"
    for person in asked.people:
        if not any(name_key(person) in text for text in (near if done_to else texts)):
            return f"không nhắc tới {person}"
    return None


def _names(asked: Asked, cited: Sequence[Article]) -> str | None:
    """An index, programme or foreign name must be in the article, in short or in full."""
    for name in asked.names:
        bare = fold(name)  # "Kontum" for "Kon Tum"
        if not any(
            key(expand(name)) in key(expand(f"{a.title} {a.text}"))
            or bare in fold_text(f"{a.title} {a.text}").replace(" ", "")
            for a in cited
        ):
            return f"không nhắc tới {name}"
    return None


def _untold(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """What a question takes for granted ("vì sao thu ngân sách giảm?") its quote must tell; a fall that
    is explained, or that somebody was elected, may be told right before it in its paragraph."""
    said = " ".join(key(expand(quote)) for quote in quotes)
    if asked.falling or (asked.holder and asked.acts):
        places = ((a.text, a.text.find(quote)) for a in cited for quote in quotes)
        before = (text[max(0, at - LEAD) : at].rpartition("\n")[2] for text, at in places if at > 0)
        said += " ".join(key(words) for words in before)
    left = asked.replaced and LEAVES.search(said)
    told = left or len(asked.kinds) > 1 or any(ACTS[a].search(said) for a in asked.acts)
    if asked.acts and not told:
        return f"bài không nói việc {asked.acts[0].split('|')[0]}"
    if asked.falling and not FALLEN.search(said):
        return "bài không nói việc giảm sút"
    return None


def _places(
    asked: Asked, statement: str, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """A district or town asked about must be in the article. Figures asked of it ("Huyện X có bao
    nhiêu …") must not be told of another one: it stands in the sentence, the title or the lead."""
    for place in asked.places:
        name = fold(place)
        if not any(name in fold_text(f"{a.title} {a.text}") for a in cited):
            return f"không nhắc tới {place}"
        others = {fold(m[1]) for m in PLACES.finditer(statement)}
        near = [statement, *quotes, *(f"{a.title} {a.text[:LEAD]}" for a in cited)]
        leads = name in fold(" ".join(asked.focus[:6]))
        counted = asked.kind == "number" and (leads or others)
        if counted and not any(name in fold(text) for text in near):
            return f"không phải {place}"
    return None


def _spans(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """A school year, programme period or span of years asked for must be named in the article, or
    both its ends in the quotes ("năm 2019 là 31 xã, năm 2020 là 38 xã")."""
    for first, last in asked.spans:
        wanted = re.compile(
            rf"{first}\s*(?:[-–—]|đến|tới)\s*(?:năm )?(?:{last}|{last % 100:02d})(?!\d)"
        )
        ends = all(re.search(rf"(?<!\d){year}(?!\d)", " ".join(quotes)) for year in (first, last))
        if not ends and not any(wanted.search(f"{a.title} {a.text}") for a in cited):
            return f"không nói về {first} - {last}"
    return None
