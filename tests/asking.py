"""A small invented archive and what it takes to ask it: articles, evidence, a retriever by words."""

from collections.abc import Sequence
from datetime import date

from fakes import make_article
from fakes_llm import ScriptedChatModel
from meetingqa.answering.answerer import Answerer
from meetingqa.answering.redrafting import Redrafter
from meetingqa.answering.writers import ModelWriter
from meetingqa.calibration import Calibration
from meetingqa.domain import (
    Article,
    Chunk,
    Draft,
    DraftStatement,
    Evidence,
    Filters,
    Passage,
    Query,
    SearchMode,
)
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import fold, syllables
from meetingqa.models.llm import LanguageModel
from meetingqa.questions.understanding import build_query
from meetingqa.retrieval import Retriever

PROVINCES = ("Đồng Mai", "Sơn Trà Giang")

MAI_2023 = make_article(
    "Sáng 5/7, tại thành phố Đồng Mai, HĐND tỉnh Đồng Mai khóa XX khai mạc kỳ họp thứ 15. Đồng chí "
    "Trần Văn Khải, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì kỳ họp.\n"
    "Theo báo cáo do đồng chí Lê Thị Nhạn, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh trình bày, kim "
    "ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ. Kim ngạch nhập khẩu đạt "
    "21.900 tỷ đồng, giảm 3,1% so với cùng kỳ. Thu ngân sách nhà nước trên địa bàn đạt 4.120 tỷ "
    "đồng, bằng 52,3% dự toán.\n"
    "Giải ngân vốn đầu tư công mới đạt 31,4% kế hoạch, do vướng mắc trong giải phóng mặt bằng.\n"
    "Kỳ họp thông qua 18 nghị quyết, trong đó có Nghị quyết số 36/NQ-HĐND về học phí. HĐND tỉnh "
    "không thông qua tờ trình về thu phí bến cảng.\n"
    "Kỳ họp bầu ông Phạm Bá Lộc, Giám đốc Sở Xây dựng, giữ chức Phó Chủ tịch UBND tỉnh.",
    source="dong-mai-2023.txt",
    title="Kỳ họp thứ 15 HĐND tỉnh Đồng Mai khóa XX",
    held_on=date(2023, 7, 5),
    published_on=date(2023, 7, 6),
    province="Đồng Mai",
    body="HĐND tỉnh",
    session="Kỳ họp thứ 15",
)
MAI_2022 = make_article(
    "Sáng 8/7, HĐND tỉnh Đồng Mai khóa XX khai mạc kỳ họp thứ 10. Đồng chí Võ Minh Tường, Bí thư "
    "Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì kỳ họp.\n"
    "Thu ngân sách nhà nước trên địa bàn 6 tháng đạt 3.870 tỷ đồng, bằng 50,1% dự toán. Kim ngạch "
    "xuất khẩu đạt 11.552 tỷ đồng, tăng 4,4% so với cùng kỳ.",
    source="dong-mai-2022.txt",
    title="Kỳ họp thứ 10 HĐND tỉnh Đồng Mai khóa XX",
    held_on=date(2022, 7, 8),
    published_on=date(2022, 7, 8),
    province="Đồng Mai",
    body="HĐND tỉnh",
    session="Kỳ họp thứ 10",
)
GIANG_2023 = make_article(
    "Ngày 11/7, UBND tỉnh Sơn Trà Giang họp phiên thường kỳ do Chủ tịch UBND tỉnh Hồ Quốc Thành chủ "
    "trì.\n"
    "Thu ngân sách nhà nước trên địa bàn 6 tháng đạt 2.304 tỷ đồng. Toàn tỉnh có 61/110 xã "
    "đạt chuẩn nông thôn mới.",
    source="son-tra-giang-2023.txt",
    title="UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 7",
    held_on=date(2023, 7, 11),
    published_on=date(2023, 7, 11),
    province="Sơn Trà Giang",
    body="UBND tỉnh",
)
ARTICLES = (MAI_2023, MAI_2022, GIANG_2023)


def ask(question: str, history: Sequence[str] = ()) -> Query:
    """The query of a question over this archive."""
    return build_query(question, history=history, provinces=PROVINCES)


def passages_of(articles: Sequence[Article], query: str = "") -> list[Passage]:
    """A passage for every paragraph, those with most of the query's syllables first."""
    asked = {fold(word) for word in syllables(query)}
    found = []
    for article in articles:
        start = 0
        for ordinal, line in enumerate(article.text.split("\n")):
            end = start + len(line)
            chunk = Chunk(
                chunk_id=f"{article.article_id}-{ordinal}",
                article_id=article.article_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=line,
                tokens=len(line.split()),
            )
            words = {fold(word) for word in syllables(f"{article.title} {line}")}
            score = len(asked & words) / (len(asked) or 1)
            found.append((score, chunk, article))
            start = end + 1
    found.sort(key=lambda item: -item[0])
    return [
        Passage(chunk=chunk, article=article, rank=rank, score=score, signals={})
        for rank, (score, chunk, article) in enumerate(found, 1)
    ]


def evidence_of(*articles: Article) -> list[Evidence]:
    """Every sentence of the articles as evidence, numbered in order."""
    found: list[Evidence] = []
    for article in articles:
        for sentence in split_sentences(article.text):
            text = article.text[sentence.start : sentence.end]
            found.append(
                Evidence(
                    number=len(found) + 1,
                    article=article,
                    start=sentence.start,
                    end=sentence.end,
                    text=text,
                    score=0.9,
                )
            )
    return found


def number_of(evidence: Sequence[Evidence], words: str) -> int:
    """The number of the one piece of evidence that holds `words`."""
    [number] = [item.number for item in evidence if words in item.text]
    return number


def draft_of(*statements: tuple[str, Sequence[int]]) -> Draft:
    """A draft of (text, evidence numbers) pairs."""
    return Draft(
        statements=tuple(
            DraftStatement(text=text, evidence=tuple(numbers)) for text, numbers in statements
        )
    )


def refusing_below(coverage: float) -> Calibration:
    """A calibration by which only how much of the question is covered decides."""
    return Calibration(coverage=8.0, similarity=0.0, bias=-8.0 * coverage, answer_threshold=0.5)


class WordRetriever(Retriever):
    """Finds the paragraphs that share most words with a query, under its filters."""

    def __init__(self, articles: Sequence[Article] = ARTICLES) -> None:
        self.articles = articles

    def similarity(self, query: Query, text: str) -> float:
        return 0.9

    def retrieve(
        self,
        query: Query,
        *,
        meant: Filters | None = None,
        limit: int = 10,
        mode: SearchMode = "hybrid",
    ) -> list[Passage]:
        found = [a for a in self.articles if _passes(a, query.filters)]
        found = [a for a in found if _passes(a, meant or query.filters)]
        return passages_of(found, query.standalone)[:limit]


def _passes(article: Article, filters: Filters) -> bool:
    if filters.provinces and article.province not in filters.provinces:
        return False
    if filters.article_ids and article.article_id not in filters.article_ids:
        return False
    day = article.held_on
    return day is None or not (
        (filters.held_from and day < filters.held_from)
        or (filters.held_to and day > filters.held_to)
    )


def build_answerer(
    *script: object,
    articles: Sequence[Article] = ARTICLES,
    threshold: float = 0.35,
) -> tuple[Answerer, ScriptedChatModel]:
    """An answerer over invented articles; with a script, a language model that says just that."""
    chat = ScriptedChatModel(script=list(script))
    model = LanguageModel(chat, name="scripted")
    redrafter = Redrafter(ModelWriter(model)) if script else None
    answerer = Answerer(
        WordRetriever(articles),
        count_tokens=lambda text: len(text.split()),
        provinces=lambda: PROVINCES,
        redrafter=redrafter,
        calibration=refusing_below(threshold),
    )
    return answerer, chat
