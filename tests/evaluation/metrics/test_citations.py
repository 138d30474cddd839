"""Citations: exact words only, on the gold, behind every claim; ALCE's recall and precision."""

import unicodedata
from collections.abc import Sequence

import pytest

from meetingqa.evaluation.metrics import citations
from meetingqa.evaluation.records import Cited, Gold, GoldSpan, OtherPlace, Prediction, Said

TEXT = (
    "Sáng 5/7, HĐND tỉnh Vĩnh Hạ khai mạc kỳ họp thứ 9. Ông Lò Văn Sáng nói: “Phải làm đến nơi”. "
    "Toàn tỉnh có 41 xã đạt chuẩn.\nNhư vậy, 41 xã đạt chuẩn là vượt kế hoạch."
)
TEXTS = {"vh.txt": TEXT, "khac.txt": "Huyện Nậm Pồn có 12 xã."}


def cited(quote: str, doc: str = "vh.txt", marker: int = 1, place: bool = True) -> Cited:
    start = TEXT.index(quote) if place else None
    end = None if start is None else start + len(quote)
    return Cited(marker=marker, doc=doc, quote=quote, start=start, end=end)


def test_a_quote_is_exact_only_at_its_offsets() -> None:
    right = cited("Toàn tỉnh có 41 xã đạt chuẩn.")
    assert citations.is_exact(right, TEXTS)
    assert right.start is not None
    for wrong in (
        right.model_copy(update={"start": right.start + 1}),
        right.model_copy(update={"quote": "Toàn tỉnh có 42 xã đạt chuẩn."}),
        right.model_copy(update={"doc": "khac.txt"}),
        right.model_copy(update={"doc": "không có.txt"}),
        right.model_copy(update={"quote": unicodedata.normalize("NFD", right.quote)}),
        Cited(marker=1, doc="vh.txt", quote="", start=3, end=3),
        Cited(marker=1, doc="vh.txt", quote=TEXT[-4:], start=-4, end=len(TEXT)),
    ):
        assert not citations.is_exact(wrong, TEXTS)


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("nói: “Phải làm đến nơi”", True),
        ('nói: "Phải làm đến nơi"', False),
        (unicodedata.normalize("NFD", "“Phải làm đến nơi”"), True),
        ("41 xã  đạt\nchuẩn. Như vậy", True),
        ("41 xa dat chuan", False),
        ("41 Xã đạt chuẩn", False),
        (" ", False),
    ],
)
def test_without_offsets_the_words_must_stand_somewhere(quote: str, exact: bool) -> None:
    assert citations.is_exact(cited(quote, place=False), TEXTS) is exact


def test_sentences_take_the_markers_that_follow_them() -> None:
    prediction = Prediction(
        id="1", system="x", text="Có 41 xã đạt chuẩn. [1][2] Ông Lò Văn Sáng chủ trì [3].\nHết."
    )
    assert [(s.text, s.citations) for s in citations.statements_of(prediction)] == [
        ("Có 41 xã đạt chuẩn.", (1, 2)),
        ("Ông Lò Văn Sáng chủ trì.", (3,)),
        ("Hết.", ()),
    ]


def test_markers_must_be_issued_once() -> None:
    prediction = Prediction(
        id="1",
        system="x",
        text="Có 41 xã [1, 4].",
        statements=(Said(text="Có 41 xã.", citations=(1, 3)),),
        citations=(cited("41 xã"), cited("kỳ họp thứ 9", marker=2), cited("Sáng", marker=2)),
    )
    assert citations.unissued_markers(prediction) == [2, 3, 4]


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        ("Có 41 xã đạt chuẩn.", True),
        ("Họp vào sáng 5/7.", True),
        ("Đồng chí Lò Văn Sáng phát biểu.", True),
        ("Hội nghị đã thống nhất chủ trương.", True),
        ("Theo Nghị quyết số 12/NQ-HĐND.", True),
        (unicodedata.normalize("NFD", "Hội nghị thông qua đề án."), True),
        ("Không khí rất sôi nổi.", False),
        ("", False),
    ],
)
def test_what_needs_a_citation(statement: str, needed: bool) -> None:
    assert citations.needs_citation(statement) is needed


def test_coverage_counts_claims_with_a_proof() -> None:
    said = [
        Said(text="Có 41 xã đạt chuẩn.", citations=(1,)),
        Said(text="Thông qua 12 nghị quyết.", citations=(9,)),
        Said(text="Không khí rất sôi nổi."),
    ]
    assert citations.statement_coverage(said, {1: ""}) == 0.5
    assert citations.statement_coverage(said[2:], {1: ""}) is None


SPAN_AT = TEXT.index("Toàn tỉnh")
GOLD = Gold(
    docs=("vh.txt",),
    spans=(GoldSpan(doc="vh.txt", start=SPAN_AT, end=SPAN_AT + 29, text=TEXT[SPAN_AT:][:29]),),
    answers=(("41 xã",),),
)


def test_gold_is_overlapped_or_said_again_in_its_document() -> None:
    on, again = cited("có 41 xã đạt"), cited("Như vậy, 41 xã đạt chuẩn")
    beside = cited("khai mạc kỳ họp thứ 9")
    other = Cited(marker=4, doc="khac.txt", quote="41 xã", start=0, end=5)
    assert [citations.is_gold(c, GOLD) for c in (on, again, beside, other)] == [1, 1, 0, 0]
    assert [citations.is_gold(c, GOLD, literal=False) for c in (on, again)] == [1, 0]
    assert citations.gold_recall([on], GOLD) == citations.gold_recall([again], GOLD) == 1
    assert citations.gold_recall([beside, other], GOLD) == 0
    assert citations.gold_recall([again], GOLD, literal=False) == 0
    assert citations.gold_recall([on], GOLD, literal=False) == 1
    assert citations.gold_recall([], GOLD) == 0


def test_other_places_are_right_to_cite_and_only_the_same_stands_for_its_span() -> None:
    def at(words: str, of: int | None, doc: str = "vh.txt") -> OtherPlace:
        start = TEXT.index(words)
        return OtherPlace(doc=doc, start=start, end=start + len(words), text=words, of=of)

    head, same = at("khai mạc kỳ họp thứ 9", None), at("Như vậy, 41 xã đạt chuẩn", 0)
    gold = GOLD.model_copy(update={"also": (head, same)})
    on_head, on_same = cited("khai mạc kỳ họp"), cited("Như vậy, 41 xã")
    assert citations.is_gold(on_head, gold, literal=False)
    assert citations.is_gold(on_same, gold, literal=False)
    assert citations.gold_recall([on_same], gold, literal=False) == 1
    assert citations.gold_recall([on_head], gold, literal=False) == 0
    # Recall asks for one place of each span, never for all of them.
    assert citations.gold_recall([cited("Toàn tỉnh")], gold, literal=False) == 1


def test_the_same_said_in_another_article_proves_the_answer() -> None:
    quote = "41 xã đạt chuẩn"
    place = OtherPlace(doc="khac.txt", start=7, end=7 + len(quote), text=quote, of=0)
    elsewhere = Cited(marker=2, doc="khac.txt", quote=quote, start=7, end=7 + len(quote))
    gold = GOLD.model_copy(update={"also": (place,)})
    assert citations.is_gold(elsewhere, gold) and not citations.is_gold(elsewhere, GOLD)
    assert citations.gold_recall([elsewhere], gold) == 1
    assert citations.gold_recall([elsewhere], GOLD) == 0


def test_without_labelled_words_gold_documents_count() -> None:
    gold = Gold(docs=("vh.txt", "khac.txt"))
    elsewhere = Cited(marker=2, doc="bài khác.txt", quote="Sáng 5/7")
    assert [citations.is_gold(c, gold) for c in (cited("Sáng 5/7"), elsewhere)] == [1, 0]
    assert citations.gold_recall([cited("Sáng 5/7")], gold) == 0.5
    assert citations.gold_recall([], Gold()) is None


def supports(claim: str, quotes: Sequence[str]) -> bool:
    """Every letter of the claim stands in some quote."""
    return all(any(letter in quote for quote in quotes) for letter in claim)


def test_alce_recall_and_precision() -> None:
    quotes = {1: "a", 2: "b", 3: "ab", 4: "z"}
    said = [
        Said(text="ab", citations=(1, 2)),  # both are needed
        Said(text="ab", citations=(3, 4)),  # 4 is idle
        Said(text="a", citations=(2,)),  # unproven
        Said(text="a", citations=(1, 9)),  # names a citation that is none
        Said(text="a"),
    ]
    assert citations.alce_recall(said, quotes, supports) == 2 / 5
    assert citations.alce_precision(said, quotes, supports) == 3 / 7
    assert citations.alce_recall([], quotes, supports) is None
    assert citations.alce_precision([said[-1]], quotes, supports) == 0
