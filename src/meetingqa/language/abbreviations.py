"""The abbreviations of Vietnamese administration, written out so that both forms match.

Texts and queries go through the same `expand`, so "HĐND" and "hội đồng nhân dân" end as the same
words. Long abbreviations count in any case and without diacritics ("hdnd", "ubnd"); short ones that
are also syllables or initials ("TU", "CT", "NQ") only in capitals or inside a document number.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from meetingqa.language.text import fold

_TABLES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def _by_abbreviation(table: dict[str, str]) -> dict[str, str]:
    return {short: words for words, shorts in table.items() for short in shorts.split()}


_AS_WRITTEN = _by_abbreviation(_TABLES["long"])
# "UVTƯ" and "UVTU" fold to the same letters: typed without marks, the province's is meant.
_COMMON_LAST = sorted(_AS_WRITTEN, key=lambda short: "Ư" not in short)
_ANY_CASE = {fold(short): _AS_WRITTEN[short] for short in _COMMON_LAST}
_CAPITALS = _by_abbreviation(_TABLES["short"])
_KINDS = {fold(short): words for short, words in _by_abbreviation(_TABLES["kinds"]).items()}
_ISSUER_NAMES = _by_abbreviation(_TABLES["issuers"])
# "TƯ" and "TU" fold to the same letters: the form as written goes first, then the commoner one.
_SIGNERS = _ANY_CASE | {fold(s): w for s, w in _ISSUER_NAMES.items() if s != "TƯ"} | _ISSUER_NAMES

_WORD = re.compile(r"\w+(?:[&.-]\w+)*")
_DOTTED = re.compile(r"\bT\.(?=[UƯW]\b)|\b(?P<city>[Tt][Pp])\.\s?(?=\w)")
_KIND_WORDS = "|".join({w for words in _TABLES["kinds"] for w in (words, fold(words))})
# "Nghị quyết số 36/NQ-HĐND", "05-CT/TU", "18/2023/QĐ-UBND", also in lower case without diacritics.
_DOCUMENT = re.compile(
    rf"(?:\b(?:{_KIND_WORDS}|nq|q[dđ]|ct|tb|kl)\s+(?:(?:số|so)\s+)?)?"
    r"\b(?P<number>\d{1,5})(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d))?"
    r"\s?[/-]\s?(?P<kind>[A-Za-zĐđ]{2,4})(?:\s?[/-]\s?(?P<signer>[A-Za-zĐđƯư]{2,8})\d{0,2})?\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\d\s?[/-]\s?[a-zđ]", re.IGNORECASE)  # in every document number
_NUMBERED = re.compile(rf"\b({_KIND_WORDS})\s+(?:số|so)\s+(?=\d)", re.IGNORECASE)
# "NQ 36", "qd so 15": initials right before a number are a document, in any case.
_INITIALED = re.compile(r"\b(nq|q[dđ]|ct|kl|n[dđ])\s+(?:(?:số|so)\s+)?(?=\d)", re.IGNORECASE)


def expand(text: str) -> str:
    """`text` with its abbreviations and document numbers written out in lower-case words.

    "Nghị quyết số 36/NQ-HĐND" becomes "nghị quyết 36 hội đồng nhân dân". Offsets are not kept.
    """
    text = unicodedata.normalize("NFC", text)
    if _SLASHED.search(text):
        text = _DOCUMENT.sub(_write_document, text)
    text = _NUMBERED.sub(r"\1 ", text)
    text = _INITIALED.sub(lambda match: f"{_KINDS[fold(match[1])]} ", text)
    text = _DOTTED.sub(lambda m: m.group("city").upper() + " " if m.group("city") else "T", text)
    words = list(_WORD.finditer(text))
    parts: list[str] = []
    done = 0
    for i, match in enumerate(words):
        word = match.group()
        written = _write_word(word)
        if written is None and (word in _CAPITALS or "-" in word):
            near = [words[j].group() for j in (i - 1, i + 1) if 0 <= j < len(words)]
            written = _write_in_context(word, near)
        if written is not None:
            parts += [text[done : match.start()], written]
            done = match.end()
    return "".join(parts) + text[done:]


def _write_document(match: re.Match[str]) -> str:
    kind = _KINDS.get(fold(match["kind"]))
    if kind is None:
        return match.group()
    signer, year = match["signer"] or "", f" năm {match['year']}" if match["year"] else ""
    name = _SIGNERS.get(signer) or _SIGNERS.get(fold(signer), signer)
    return f"{kind} {match['number']}{year} {name}".rstrip()


@lru_cache(maxsize=100_000)  # a corpus repeats its words, and this runs on every one
def _write_word(word: str) -> str | None:
    """The words of an abbreviation that is sure by itself, or None."""
    folded = fold(word)
    return _AS_WRITTEN.get(word) or _ANY_CASE.get(folded) or _ANY_CASE.get(folded.replace("-", ""))


def _write_in_context(word: str, near: list[str]) -> str | None:
    """The words of a short abbreviation, or of several joined by hyphens, or None."""
    if word in _CAPITALS:
        return None if any(map(_shouted, near)) else _CAPITALS[word]
    parts = word.split("-")
    written = [
        _write_word(part) or (_write_in_context(part, near) if part in _CAPITALS else None)
        for part in parts
    ]
    if not any(written):
        return None
    return " ".join(w or part for w, part in zip(written, parts, strict=True))


def _shouted(word: str) -> bool:
    """Whether a word is in capitals without being an abbreviation: "TƯ" in "ĐẦU TƯ CÔNG"."""
    return (
        len(word) > 1
        and word.isupper()
        and word.isalpha()
        and fold(word) not in _ANY_CASE
        and word not in _CAPITALS
    )
