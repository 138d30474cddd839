"""The words of the stored chunks: a tantivy index of syllables and pairs, exact and folded.

Everything is tokenised here; tantivy only splits at spaces. Scores are BM25 (k1 1.2, b 0.75) of
each field, added up with the boosts below (chosen by docs/retrieval.md).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import tantivy

from meetingqa.domain import Article, Chunk
from meetingqa.errors import StoreError, StoreLocked
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, has_diacritics, normalize, unify_tone_marks

_ID = "chunk_id"
_ARTICLE = "article_id"
_TOKENIZER = "spaces"
_HEAP_BYTES = 64_000_000

# Field -> boost; a query typed without diacritics goes to the folded fields with the same boosts.
BOOSTS = {"words": 1.0, "pairs": 0.7, "title_words": 1.0, "title_pairs": 0.7}
_FOLDED = "folded_"
_FIELDS = (*BOOSTS, *(_FOLDED + field for field in BOOSTS))

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d])")
_DAY = r"0?([1-9]|[12]\d|3[01])"
_MONTH = r"0?([1-9]|1[0-2])"
_YEAR = r"((?:19|20)\d\d)"
_FULL_DATE = re.compile(rf"(?<![\d.,]){_DAY}\s?([/.-])\s?{_MONTH}\s?\2\s?{_YEAR}(?!\d)")
_DAY_MONTH = re.compile(rf"(?<![\d.,/-]){_DAY}\s?[/-]\s?{_MONTH}(?![\d/-]|[.,]\d)")
_DOTTED_DAY = re.compile(
    rf"\b(ngày|sáng|trưa|chiều|tối|nay|qua|đến|ngay|sang|trua|chieu|toi|den)\s\(?{_DAY}\.{_MONTH}"
    r"(?![\d%]|[.,]\d)"
)
_MONTH_YEAR = re.compile(rf"(?<![\d.,/-]){_MONTH}\s?[/.-]\s?{_YEAR}(?![\d/-])")
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNIT_VALUES = {w: i for i, unit in enumerate(_UNITS) for w in (unit, fold(unit))} | {
    "nhất": 1, "nhat": 1, "tư": 4, "tu": 4, "lăm": 5, "lam": 5, "bẩy": 7, "bay": 7,
}  # fmt: skip
# "lần thứ mười ba": ten and a unit, or one of them.
_ORDINAL = re.compile(
    r"\b(lần thứ|lan thu) (?:(mười|muoi)\b ?)?(" + "|".join(_UNIT_VALUES) + r")?(?!\w)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKED_SHARE = 0.15  # of ordinary text three words in four carry a mark
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\d+")


def find_terms(text: str) -> list[str]:
    """The search terms of a text in order: lower-case syllables and numbers, one form of each.

    Abbreviations and document numbers are written out, dates become "28 tháng 12 năm 2023",
    "3.800" becomes "3800" and "8.2" becomes "8,2", so that spelling variants meet.
    """
    text = unify_tone_marks(expand(normalize(text))).lower()
    text = _FULL_DATE.sub(r"\1 tháng \3 năm \4", text)
    text = _DAY_MONTH.sub(r"\1 tháng \2", text)
    text = _DOTTED_DAY.sub(r"\1 \2 tháng \3", text)
    text = _MONTH_YEAR.sub(r"\1 năm \2", text)
    text = _ORDINAL.sub(_write_ordinal, text)
    text = _THOUSANDS.sub(lambda match: match.group().replace(".", ""), text)
    return [_plain_number(token) for token in _TOKEN.findall(text)]


def _write_ordinal(match: re.Match[str]) -> str:
    ten, unit = match[2], match[3]
    if not ten and not unit:
        return match.group()
    return f"{match[1]} {(10 if ten else 0) + _UNIT_VALUES.get(unit, 0)}"


def _plain_number(token: str) -> str:
    if not token[0].isdigit():
        return token
    return token.lstrip("0").replace(".", ",") or "0"


def lacks_marks(text: str) -> bool:
    """Whether a query was typed without diacritics, one "hđnd" or so aside."""
    words = _LETTERS.findall(normalize(text))
    return sum(map(has_diacritics, words)) <= _MARKED_SHARE * len(words)


def pair_terms(terms: Sequence[str]) -> list[str]:
    """Each two neighbouring terms as one."""
    return [f"{a}_{b}" for a, b in pairwise(terms)]


class KeywordIndex:
    """One tantivy index on disk. Changes are seen, here and elsewhere, after `commit`.

    A commit is atomic: after a crash the index holds the last one. One process may write: a second
    one gets `StoreLocked`. What the disk refuses is a `StoreError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._translated():
            path.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(_build_schema(), path=str(path))
        self._schema = self._index.schema
        self._index.register_tokenizer(
            _TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._writer: tantivy.IndexWriter | None = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Our errors for tantivy's, which are all `ValueError` or `OSError`."""
        try:
            yield
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                raise StoreLocked(
                    f"another process is writing to the keyword index {str(self._path)!r}",
                    "wait for it, or stop the other `meetingqa ingest` or `serve`",
                ) from error
            raise StoreError(
                f"the keyword index {str(self._path)!r} cannot be used: {error}",
                "check disk space and rights, then rebuild it with `meetingqa reindex`",
            ) from error

    def add(self, article: Article, chunks: Iterable[Chunk]) -> None:
        """Put chunks of one article in; a chunk that is there already is replaced."""
        title = _field_terms("title_", find_terms(_context(article)))
        for chunk in chunks:
            document = tantivy.Document()
            document.add_text(_ID, chunk.chunk_id)
            document.add_text(_ARTICLE, chunk.article_id)
            for name, terms in (_field_terms("", find_terms(chunk.text)) | title).items():
                document.add_text(name, " ".join(terms))
            with self._translated():
                writer = self._open_writer()
                writer.delete_documents_by_term(_ID, chunk.chunk_id)
                writer.add_document(document)

    def delete(self, chunk_ids: Iterable[str]) -> None:
        """Take chunks out; ids that are not there are no error."""
        for chunk_id in chunk_ids:
            with self._translated():
                self._open_writer().delete_documents_by_term(_ID, chunk_id)

    def commit(self) -> None:
        """Make every change since the last commit durable and visible."""
        if self._writer is not None:
            with self._translated():
                self._writer.commit()
                self._index.reload()

    def search(
        self,
        text: str,
        limit: int,
        article_ids: Collection[str] | None = None,
        *,
        boosts: Mapping[str, float] = BOOSTS,
    ) -> list[tuple[str, float]]:
        """The best chunks for a text, as (chunk id, BM25 score), best first.

        `article_ids` restricts the search to those articles (None: no restriction).
        """
        query = self._build_query(text, boosts)
        if query is None or limit < 1 or (article_ids is not None and not article_ids):
            return []
        if article_ids is not None:
            within = tantivy.Query.term_set_query(self._schema, _ARTICLE, list(article_ids))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0)),
                ]
            )
        with self._translated():
            searcher = self._open_searcher()
            hits = searcher.search(query, limit=limit, count=False).hits
            return [(str(searcher.doc(address).get_first(_ID)), score) for score, address in hits]

    def count(self) -> int:
        with self._translated():
            return int(self._open_searcher().num_docs)

    def close(self) -> None:
        """Give the write lock back; what was not committed is lost."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer = None

    def _open_searcher(self) -> tantivy.Searcher:
        if self._writer is None:  # another process may have committed
            self._index.reload()
        return self._index.searcher()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        return self._writer

    def _build_query(self, text: str, boosts: Mapping[str, float]) -> tantivy.Query | None:
        terms = find_terms(text)
        prefix = _FOLDED if lacks_marks(text) else ""
        fields = _field_terms("", terms) | _field_terms("title_", terms)
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self._schema, field, term, "freq"), boost * count
                ),
            )
            for field, boost in ((prefix + name, boost) for name, boost in boosts.items())
            for term, count in Counter(fields[field]).items()
        ]
        return tantivy.Query.boolean_query(clauses) if clauses else None


def _context(article: Article) -> str:
    """What holds for every chunk of an article, as its chunks rarely repeat it themselves."""
    day = article.held_on or article.published_on
    when = f"ngày {day.day} tháng {day.month} năm {day.year}" if day else None
    parts = (article.title, article.body, article.province, article.session, when)
    return "\n".join(part for part in parts if part)


def _field_terms(prefix: str, terms: list[str]) -> dict[str, list[str]]:
    folded = [fold(term) for term in terms]
    return {
        f"{prefix}words": terms,
        f"{prefix}pairs": pair_terms(terms),
        f"{_FOLDED}{prefix}words": folded,
        f"{_FOLDED}{prefix}pairs": pair_terms(folded),
    }


def _build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_ARTICLE, tokenizer_name="raw", index_option="basic")
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()
