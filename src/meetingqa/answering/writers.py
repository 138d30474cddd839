"""Who drafts statements from evidence: a language model, or the articles' own words."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from meetingqa.answering.kinds import holds_kind
from meetingqa.domain import Asked, Draft, DraftStatement, Evidence, Query
from meetingqa.facts import Holding, read_facts
from meetingqa.facts.people import name_key, same_office
from meetingqa.language.matching import words_of
from meetingqa.language.sentences import split_clauses
from meetingqa.language.tables import read_row
from meetingqa.models.llm import LanguageModel
from meetingqa.prompts import load_prompt

LOCATOR_SHARE = 0.5  # of a content word, for a word of the question that only locates
ITEM_COST = 0.5  # in content words, for another item of a list by semicolons
SHORT_SYLLABLES = 45  # a sentence up to this long is repeated whole
_WHOLE = frozenset({"list", "reason", "manner", "text", "yesno", "place"})
_PERSONS = re.compile(r"\b(?:các|hai|ba|bốn) (?:đồng chí|ông|bà|vị)\b", re.IGNORECASE)
_ONE_PERSON = re.compile(r"\W*(?:và )?(?:đồng chí|ông|bà)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?<!\w)(?:là|gồm|như|sau)\s*:?\s*$")  # what follows is its other half
# "Được bầu vào chức danh gì" asks for the new office, not for those written beside the name.
_APPOINTING = frozenset({"bầu", "bổ", "chỉ", "phân", "giới", "điều", "luân", "phê"})


class ExtractiveWriter:
    """Answers with the articles' own words: the clause that holds what was asked, best evidence first.

    Every statement is a stretch of its evidence, or a person with the offices written beside them.
    """

    def draft(self, query: Query, evidence: Sequence[Evidence]) -> Draft:
        """Candidate statements, best first, each naming the evidence it was taken from."""
        drafted: dict[str, DraftStatement] = {}
        for item in evidence:
            text = self.statement(query.asked, read_row(item.article.text, item.text))
            drafted.setdefault(text, DraftStatement(text=text, evidence=(item.number,)))
        return Draft(statements=tuple(drafted.values()))

    def statement(self, asked: Asked, text: str) -> str:
        """What a sentence says to the question: persons with their offices, all of it, or a clause."""
        holdings = [h for h in read_facts(text).holdings if h.offices]
        meant: list[Holding] = []
        if asked.kind == "person" and asked.holder and asked.parts < 2:
            meant = [h for h in holdings if _holds_any(h, asked.offices)]
            if asked.members and len(meant) < asked.members[0]:
                meant = []  # "Hai Phó Chủ tịch là bà A (tái cử) và ông B": not the first alone
        appointed = _APPOINTING.intersection(asked.terms)
        claimed = asked.kind == "yesno" and asked.offices
        if (asked.kind == "office" or claimed) and not appointed:
            wanted = {name_key(name) for name in asked.people}
            meant = [h for h in holdings if name_key(h.person.name) in wanted]
        if meant:
            return _with_offices(meant)
        several = asked.parts > 1
        if several or asked.kind in _WHOLE or len(text.split()) <= SHORT_SYLLABLES:
            return as_sentence(text)
        return as_sentence(_clause(asked, text))


def as_sentence(text: str) -> str:
    """Words of an article as a sentence: first letter up, one stop at the end, no list mark."""
    text = re.sub(r"^[-–•+*]\s*", "", text.strip()).rstrip(" ,;:")
    text = re.sub(r"\.?/\.?$", "", text)
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else text + "."


def _holds_any(holding: Holding, offices: Sequence[str]) -> bool:
    return any(same_office(a, office.key) for office in holding.offices for a in offices)


def _with_offices(holdings: Sequence[Holding]) -> str:
    """ "Đồng chí X, chức vụ." for each, in the article's words."""
    parts = [
        ", ".join([h.person.name, *dict.fromkeys(office.text for office in h.offices)])
        for h in holdings
    ]
    return as_sentence("Đồng chí " + "; ".join(dict.fromkeys(parts)))


def _clause(asked: Asked, text: str) -> str:
    """The shortest run of clauses that holds the asked kind of fact and the most question terms."""
    terms, focus = set(asked.terms), set(asked.focus)
    clauses = split_clauses(text, 0, len(text), max_chars=60)
    start, end, best = 0, len(text), (-1.0, 0)
    for first in range(len(clauses)):
        for last in range(first, min(first + 6, len(clauses))):
            window = text[clauses[first].start : clauses[last].end].strip(" ,;")
            words = set(words_of(window, accented=asked.accented))
            length = len(window.split())
            # Words that only locate ("6 tháng đầu năm") choose between clauses that tell as much.
            told = len(focus & words) + LOCATOR_SHARE * len((terms - focus) & words)
            rank = (told - 0.02 * length - ITEM_COST * window.count(";"), -length)
            if rank > best and holds_kind(asked, window):
                start, end, best = clauses[first].start, clauses[last].end, rank
    if asked.kind == "person" and not _ONE_PERSON.match(text, start):
        # "Các đồng chí: A; B; C, chủ trì": what is said of the last is said of all.
        start = max((m.start() for m in _PERSONS.finditer(text, 0, start)), default=start)
    if _UNFINISHED.search(text, start, end):
        end = len(text)
    return text[start:end].strip(" ,;")


DRAFT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "maxItems": 6,
            "items": {
                "type": "object",
                "properties": {
                    "evidence": {
                        "type": "array",
                        "items": {"type": "integer", "minimum": 1},
                        "minItems": 1,
                        "maxItems": 3,
                    },
                    "text": {"type": "string"},
                },
                "required": ["evidence", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


class ModelWriter:
    """Lets a language model draft from numbered evidence, held to a JSON schema."""

    def __init__(
        self, model: LanguageModel, *, prompts_dir: Path | None = None, max_tokens: int = 240
    ) -> None:
        self.model = model
        self.max_tokens = max_tokens
        self._system = load_prompt("answer/system", set(), prompts_dir)
        self._user = load_prompt("answer/user", {"evidence", "question"}, prompts_dir)
        self._retry = load_prompt("answer/retry", {"reason"}, prompts_dir)
        self.fingerprints = {p.name: p.fingerprint for p in (self._system, self._user, self._retry)}

    def draft(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        *,
        rejected: tuple[Draft, str] | None = None,
        on_draft: Callable[[Draft], None] | None = None,
    ) -> Draft:
        """Draft an answer; with `rejected` (a draft and why it failed) ask for a better one.

        `on_draft` gets it as far as it is written, again and again: its last statement is not whole.
        Raises ModelError when the model is not there, too slow, or writes no JSON twice.
        """
        messages = [
            ("system", self._system.fill()),
            ("user", self._user.fill(evidence=list_evidence(evidence), question=query.standalone)),
        ]
        if rejected:
            before, reason = rejected
            said = [{"evidence": list(s.evidence), "text": s.text} for s in before.statements]
            messages.append(("assistant", json.dumps({"statements": said}, ensure_ascii=False)))
            messages.append(("user", self._retry.fill(reason=reason)))
        done = self.model.draft(
            messages,
            DRAFT_SCHEMA,
            max_tokens=self.max_tokens,
            on_text=None if on_draft is None else lambda text: on_draft(_read_begun(text)),
        )
        return Draft(
            statements=_read(done.data),
            model=done.model,
            input_tokens=done.input_tokens,
            output_tokens=done.output_tokens,
        )


def _read(data: object) -> tuple[DraftStatement, ...]:
    """Whatever of a draft's JSON is a statement; evidence that it does not name is looked for later."""
    found: list[DraftStatement] = []
    match data:
        case {"statements": [*items]}:
            for item in items:
                match item:
                    case {"text": str(text), **others} if text.strip():
                        named = others.get("evidence")
                        numbers = named if isinstance(named, list) else []
                        evidence = tuple(n for n in numbers if isinstance(n, int))
                        found.append(DraftStatement(text=text, evidence=evidence))
    return tuple(found)


def _read_begun(text: str) -> Draft:
    """What stands so far in a draft's JSON."""
    try:
        return Draft(statements=_read(from_json(text, allow_partial="trailing-strings")))
    except ValueError:
        return Draft()  # not begun, or no JSON at all


def list_evidence(evidence: Sequence[Evidence]) -> str:
    """Numbered evidence under its article's title and day, as a model reads it."""
    lines: list[str] = []
    titled: set[str] = set()
    for item in evidence:
        article = item.article
        name = ""
        if article.article_id not in titled:
            titled.add(article.article_id)
            day = article.held_on or article.published_on
            name = f"({article.title}{f', {day:%d/%m/%Y}' if day else ''}) "
        lines.append(
            f"[{item.number}] {name}{' '.join(read_row(item.article.text, item.text).split())}"
        )
    return "\n".join(lines)
