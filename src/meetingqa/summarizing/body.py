"""An article's sentences as a summary reads them: numbered, with captions and table rows marked."""

import re
from functools import lru_cache
from typing import NamedTuple

from meetingqa.domain import Article, Citation
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_sentences
from meetingqa.sources.page_noise import is_caption

_LINE_END = re.compile(r"[.!?…:;,][\"”’»)\]]*$|/\.$")
# "Các đại biểu biểu quyết thông qua nghị quyết tại kỳ họp." on a line of its own.
_SCENE = re.compile(
    r"\D{10,140}(?:tại |bế mạc |kết luận |chủ trì |điều hành |dự |trước )(?:hội nghị|kỳ họp|"
    r"phiên họp|đại hội|buổi \w+)(?: (?:Quốc hội|HĐND|UBND|làm việc|gặp mặt)[^.,;:]{0,30})?\.?"
)
_MAX_LABEL = 220  # characters; a longer line without a stop is a paragraph


class BodySentence(NamedTuple):
    """One sentence: its number from 1, its place, and what line it stands in.

    `aside` marks a caption or a heading: a line of its own that ends without a stop. What it says is
    no decision of the meeting. `row` marks a line of a table.
    """

    number: int
    start: int
    end: int
    text: str
    paragraph: int
    aside: bool
    row: bool


@lru_cache(maxsize=64)
def read_body(article: Article) -> tuple[BodySentence, ...]:
    """The sentences of an article's canonical text, in order."""
    text = article.text
    found = []
    paragraph, begin = 0, 0
    for number, sentence in enumerate(split_sentences(text), 1):
        paragraph += text.count("\n", begin, sentence.start)
        begin = sentence.start
        line = _line_at(text, sentence.start)
        words = text[sentence.start : sentence.end]
        row = " | " in words
        aside = not row and len(line) <= _MAX_LABEL and words == line.strip()
        aside = aside and (
            not _LINE_END.search(words)
            or is_caption(line)
            or bool(_SCENE.fullmatch(words))
            or _names_only(words)
        )
        found.append(
            BodySentence(number, sentence.start, sentence.end, words, paragraph, aside, row)
        )
    return tuple(found)


def _names_only(words: str) -> bool:
    """Whether a line is a person with an office and nothing else, as under a portrait."""
    for holding in read_facts(words).holdings:
        told = sum(len(office.text) for office in holding.offices) + len(holding.person.name)
        if holding.offices and told >= len(words.strip(" .")) - 3:
            return True
    return False


def cite(article: Article, *sentences: BodySentence) -> tuple[Citation, ...]:
    """Citations of whole sentences; their numbers serve as markers."""
    return tuple(
        Citation(marker=s.number, article=article, start=s.start, end=s.end, quote=s.text)
        for s in sentences
    )


def _line_at(text: str, at: int) -> str:
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[begin : end if end >= 0 else len(text)]
