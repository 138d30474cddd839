"""Where the gold answers of a case stand in its documents, and what typed values they are.

Suggestions for whoever labels: where several sentences say the answer, a person decides. A sentence
that ";" divides, or a long one, is narrowed to the clauses that say something of the answer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from meetingqa.domain import Sentence
from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.metrics.answers import holds, missing_groups
from meetingqa.evaluation.metrics.values import states_value
from meetingqa.evaluation.records import Case, GoldSpan, GoldValue
from meetingqa.facts import Moment, Quantity, read_facts
from meetingqa.facts.people import name_key
from meetingqa.sentences import split_clauses, split_sentences
from meetingqa.text import key

Groups = Sequence[Sequence[str]]
_NUMERAL = re.compile(r"-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?(?<=\d)")


def suggest_spans(case: Case, documents: Mapping[str, Document]) -> tuple[GoldSpan, ...]:
    """Of each gold document the fewest sentences or clauses that say what it says of the answer.

    Sentences that share more words with the question come first. A document that holds no answer
    gives none.
    """
    spans: list[GoldSpan] = []
    for name in case.gold.docs:
        text = documents[name].text
        for sentence in _fewest(text, case.question, case.gold.answers):
            spans += narrow(name, text, sentence, case.gold.answers)
    return tuple(spans)


def _fewest(text: str, question: str, groups: Groups) -> list[Sentence]:
    """A greedy cover of the groups that the text holds, in the order of the text."""
    asked = set(key(question).split())
    sentences = list(holding_sentences(text, groups))
    chosen: list[Sentence] = []
    wanted: Groups = groups
    while sentences:
        ranks = []
        for sentence in sentences:
            said = text[sentence.start : sentence.end]
            held = len(wanted) - len(missing_groups(said, wanted))
            ranks.append((held, len(asked & set(key(said).split())), -sentence.start))
        best = sentences[ranks.index(max(ranks))]
        if not max(ranks)[0]:
            break
        chosen.append(best)
        wanted = missing_groups(text[best.start : best.end], wanted)
    return sorted(chosen, key=lambda sentence: sentence.start)


def holding_sentences(text: str, groups: Groups) -> Iterator[Sentence]:
    """The sentences that hold an alternative of any group."""
    for sentence in split_sentences(text):
        if any(holds(text[sentence.start : sentence.end], [group]) for group in groups):
            yield sentence


def narrow(doc: str, text: str, sentence: Sentence, groups: Groups) -> list[GoldSpan]:
    """The clauses of a sentence that hold an answer, neighbours joined; the whole sentence where a
    group is held by no single clause."""
    whole = text[sentence.start : sentence.end]
    held = [group for group in groups if holds(whole, [group])]
    clauses = split_clauses(text, sentence.start, sentence.end)
    kept = [c for c in clauses if any(holds(text[c.start : c.end], [g]) for g in held)]
    said = "\n".join(text[c.start : c.end] for c in kept)
    if missing_groups(said, held):
        kept = [sentence]
    joined: list[Sentence] = []
    for clause in kept:
        if joined and not text[joined[-1].end : clause.start].strip():
            joined[-1] = Sentence(start=joined[-1].start, end=clause.end)
        else:
            joined.append(clause)
    return [GoldSpan(doc=doc, start=c.start, end=c.end, text=text[c.start : c.end]) for c in joined]


def suggest_values(case: Case) -> tuple[GoldValue, ...]:
    """The groups of a case that are a number, a date or a person, as its spans write them.

    A number keeps its unit, and a share ("71/118") its whole, where every alternative does; a date
    has the year that is written. A group that is none of these gives no value.
    """
    values = []
    for group in case.gold.answers:
        found = (_read_value(group[0], span.text) for span in case.gold.spans)
        value = next((value for value in found if value), None)
        if value and value.type == "number":
            bare = GoldValue(type="number", value=value.value.partition("/")[0])
            value = next((v for v in (value, bare) if _all_state(group, v)), None)
        if value:
            values.append(value)
    return tuple(values)


def _all_state(group: Sequence[str], value: GoldValue) -> bool:
    """Whether each alternative states the value; one may leave the last words of the unit out."""
    tails = ["", *(" ".join(value.unit.split()[at:]) for at in range(len(value.unit.split())))]
    return all(any(states_value(f"{text} {tail}", value) for tail in tails) for text in group)


def _read_value(answer: str, said: str) -> GoldValue | None:
    """The fact that an answer begins with in a sentence that holds it."""
    if not (match := re.search(rf"(?<![\w.,]){re.escape(key(answer))}(?!\w)", said.lower())):
        return None
    start, end = match.span()
    facts = read_facts(said)
    for moment in facts.moments:
        if moment.start <= start < moment.end and end <= moment.end:
            return GoldValue(type="date", value=_iso(moment))
    for quantity in facts.quantities:
        if quantity.start == start and not any(map(str.isdigit, said[quantity.end : end])):
            return _number(quantity)
    for person in facts.people:
        if person.start == start and name_key(said[start : person.end]) == name_key(answer):
            return GoldValue(type="name", value=answer)
    return None


def _number(quantity: Quantity) -> GoldValue | None:
    if not (numeral := _NUMERAL.match(quantity.text)):
        return None
    # The text of a share ends with its whole; its unit is "/118 xã".
    share = quantity.unit.startswith("/")
    unit = quantity.unit.partition(" ")[2] if share else quantity.text[numeral.end() :].strip()
    return GoldValue(type="number", value=numeral.group(), unit=unit)


def _iso(moment: Moment) -> str:
    year = f"{moment.year:04d}" if moment.year else "-"
    month = f"-{moment.month:02d}" if moment.month else ""
    return year + month + (f"-{moment.day:02d}" if moment.day else "")
