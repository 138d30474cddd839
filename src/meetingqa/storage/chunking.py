"""An article cut into chunks: whole sentences packed to a token budget, with exact offsets."""

import re

from meetingqa.domain import Article, Chunk, Sentence
from meetingqa.language.sentences import split_clauses, split_sentences
from meetingqa.language.text import key
from meetingqa.models.tokens import TokenCounter

# A paragraph break ends a chunk that is at least this full, unless the next paragraph fits as well.
_ENOUGH = 0.6
# A short line without a stop at its end is a heading, or a caption: it goes with what follows it.
_HEADING_MAX_WORDS = 25
_STOPPED = re.compile(r"[.!?…;,\"”»)]$")
_WORD = re.compile(r"\S+")


class Chunker:
    """Cuts articles into chunks of at most `max_tokens` o200k tokens."""

    def __init__(self, counter: TokenCounter, max_tokens: int) -> None:
        self._counter = counter
        self._max_tokens = max_tokens

    def chunk(self, article: Article) -> list[Chunk]:
        """Chunks in order; they do not overlap and hold every non-space character of the text."""
        text = article.text
        chunks: list[Chunk] = []
        for span in self._pack(text, self._blocks(text)):
            words = text[span.start : span.end]
            chunks.append(
                Chunk(
                    chunk_id=f"{article.article_id}-{article.content_hash[:8]}-{len(chunks):04d}",
                    article_id=article.article_id,
                    ordinal=len(chunks),
                    start=span.start,
                    end=span.end,
                    text=words,
                    tokens=self._counter.count(words),
                )
            )
        return chunks

    def _tokens(self, text: str, span: Sentence) -> int:
        return self._counter.count(text[span.start : span.end])

    def _blocks(self, text: str) -> list[list[Sentence]]:
        """Sentences grouped by line, a heading with the line below it; none is over the budget."""
        blocks: list[list[Sentence]] = []
        line_end, carry = -1, False
        for sentence in split_sentences(text):
            pieces = self._fit(text, sentence)
            same_line = bool(blocks) and "\n" not in text[line_end : sentence.start]
            if same_line or carry:
                blocks[-1] += pieces
            else:
                blocks.append(pieces)
            carry = (not same_line) and _is_heading(text, sentence)
            line_end = sentence.end
        return blocks

    def _fit(self, text: str, sentence: Sentence) -> list[Sentence]:
        if self._tokens(text, sentence) <= self._max_tokens:
            return [sentence]
        fitting: list[Sentence] = []
        for clause in split_clauses(text, sentence.start, sentence.end):
            if self._tokens(text, clause) <= self._max_tokens:
                fitting.append(clause)
            else:
                fitting += self._by_words(text, clause)
        return fitting

    def _by_words(self, text: str, span: Sentence) -> list[Sentence]:
        pieces: list[Sentence] = []
        for word in _WORD.finditer(text, span.start, span.end):
            whole = Sentence(start=pieces[-1].start if pieces else word.start(), end=word.end())
            if pieces and self._tokens(text, whole) <= self._max_tokens:
                pieces[-1] = whole
            else:
                pieces += self._by_characters(text, word.start(), word.end())
        return pieces

    def _by_characters(self, text: str, start: int, end: int) -> list[Sentence]:
        # A "word" over the budget is an address or noise; every character has at least a third of a
        # token of its own, so halving ends.
        span = Sentence(start=start, end=end)
        if end - start < 2 or self._tokens(text, span) <= self._max_tokens:
            return [span]
        middle = (start + end) // 2
        return self._by_characters(text, start, middle) + self._by_characters(text, middle, end)

    def _pack(self, text: str, blocks: list[list[Sentence]]) -> list[Sentence]:
        packed: list[Sentence] = []
        open_chunk: Sentence | None = None
        for block in blocks:
            if open_chunk is not None:
                whole = Sentence(start=open_chunk.start, end=block[-1].end)
                if self._tokens(text, whole) <= self._max_tokens:
                    open_chunk = whole
                    continue
                if self._tokens(text, open_chunk) >= _ENOUGH * self._max_tokens:
                    packed.append(open_chunk)
                    open_chunk = None
            for piece in block:
                whole = Sentence(
                    start=open_chunk.start if open_chunk else piece.start, end=piece.end
                )
                if open_chunk is None or self._tokens(text, whole) <= self._max_tokens:
                    open_chunk = whole
                else:
                    packed.append(open_chunk)
                    open_chunk = piece
        return [*packed, open_chunk] if open_chunk else packed


def _is_heading(text: str, line: Sentence) -> bool:
    words = text[line.start : line.end]
    alone = line.end == len(text) or text[line.end] == "\n"
    return alone and not _STOPPED.search(words) and len(words.split()) <= _HEADING_MAX_WORDS


def embedding_text(article: Article, chunk: Chunk) -> str:
    """What is embedded for a chunk: its article's title, meeting and date as context, then its own words.

    The context is not part of the chunk: offsets and quotes never see it.
    """
    when = article.held_on or article.published_on
    title = article.title.strip()
    told = key(title)
    frame = [part for part in (article.body, article.session, article.province) if part]
    context = [part for part in frame if key(part) not in told]
    context += [f"ngày {when.day}/{when.month}/{when.year}"] if when else []
    # The first chunk usually begins with the title.
    repeated = not title or chunk.text.startswith(title)
    line = ", ".join(context if repeated else [title, *context])
    return f"{line}\n{chunk.text}" if line else chunk.text
