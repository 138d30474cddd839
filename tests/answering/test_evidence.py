"""The few sentences a writer may use: exact, numbered, inside a budget, about the right meeting."""

import pytest

from asking import ARTICLES, GIANG_2023, MAI_2022, MAI_2023, ask, passages_of
from fakes import make_article
from meetingqa.answering.evidence import find_candidates, gather_evidence
from meetingqa.answering.evidence_spans import leaned_on
from meetingqa.domain import Evidence
from meetingqa.language.matching import coverage, frame_of, term_weights


def words(text: str) -> int:
    return len(text.split())


def gather(question: str, limit: int = 8, max_tokens: int = 700) -> list[Evidence]:
    found = passages_of(ARTICLES, question)
    return gather_evidence(ask(question), found, words, limit=limit, max_tokens=max_tokens)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Kim ngạch xuất khẩu của Đồng Mai năm 2023 đạt bao nhiêu?", "12.500 tỷ đồng"),
        ("Kim ngạch nhập khẩu của Đồng Mai năm 2023 đạt bao nhiêu?", "21.900 tỷ đồng"),
        ("Thu ngân sách của Đồng Mai năm 2022 đạt bao nhiêu?", "3.870 tỷ đồng"),
        ("Thu ngân sách của tỉnh Sơn Trà Giang đạt bao nhiêu?", "2.304 tỷ đồng"),
        ("kim ngach xuat khau cua dong mai nam 2023 dat bao nhieu", "12.500 tỷ đồng"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, answer: str) -> None:
    assert answer in gather(question)[0].text


def test_evidence_is_numbered_exact_and_within_its_limits() -> None:
    for limit, max_tokens in ((8, 700), (3, 700), (8, 60), (1, 10)):
        found = gather("Tình hình Đồng Mai năm 2023 ra sao?", limit, max_tokens)
        assert [item.number for item in found] == list(range(1, len(found) + 1))
        assert 1 <= len(found) <= limit
        assert len(found) == 1 or sum(words(item.text) for item in found) <= max_tokens
        for item in found:
            assert item.article.text[item.start : item.end] == item.text == item.text.strip()
        places = [(item.article.article_id, item.start) for item in found]
        assert len(set(places)) == len(places)


def test_better_evidence_stands_before_worse() -> None:
    scores = [item.score for item in gather("Giải ngân vốn đầu tư công của Đồng Mai?")]
    assert scores == sorted(scores, reverse=True)


def test_another_provinces_article_is_left_out() -> None:
    found = gather("Thu ngân sách của tỉnh Sơn Trà Giang đạt bao nhiêu?")
    assert {item.article.article_id for item in found} == {GIANG_2023.article_id}


def test_nothing_is_found_where_nothing_is() -> None:
    assert gather_evidence(ask("Thu ngân sách?"), [], words) == []
    assert gather("là gì?") == []
    assert gather("Kỳ họp thứ 99 HĐND tỉnh Đồng Mai bàn gì?") == []


def test_a_long_sentence_is_cut_at_clauses() -> None:
    clauses = [f"huyện Số {i} trồng mới {i * 7} ha rừng phòng hộ ven biển" for i in range(2, 40)]
    clauses[20] = "thị trấn Vĩnh Hòa khánh thành trạm bơm số 9 trị giá 61 tỷ đồng"
    article = make_article(
        f"Hội nghị nghe báo cáo: {', '.join(clauses)}.", title="Hội nghị nông nghiệp"
    )
    [best, *_] = gather_evidence(
        ask("Trạm bơm của thị trấn Vĩnh Hòa trị giá bao nhiêu tỷ đồng?"),
        passages_of([article]),
        words,
        max_sentence_tokens=80,
    )
    assert "61 tỷ đồng" in best.text and words(best.text) <= 80
    assert article.text[best.start : best.end] == best.text


def test_a_list_runs_on_in_an_answer_that_lists() -> None:
    article = make_article(
        "Hội nghị chỉ ra các hạn chế như:\n- Giải ngân vốn còn chậm.\n- Thu hút đầu tư giảm sút.",
        title="Hội nghị tổng kết tỉnh Đồng Mai",
        province="Đồng Mai",
    )
    found = gather_evidence(
        ask("Hội nghị chỉ ra những hạn chế nào?"), passages_of([article]), words
    )
    assert "Giải ngân vốn còn chậm" in found[0].text
    assert "Thu hút đầu tư giảm sút" in found[0].text


@pytest.mark.parametrize(
    "items",
    [
        "Một là thiếu cát. Hai là thiếu thợ.\nBa là thiếu vốn.",
        "\n1. Chuyện thiếu cát.\n2. Chuyện thiếu thợ.\n3. Ba là thiếu vốn.",
    ],
)
def test_a_list_that_is_announced_by_its_count_runs_on(items: str) -> None:
    article = make_article(
        f"Hội nghị nêu ba nút thắt. {items}\nTin khác.",
        title="Hội nghị tổng kết tỉnh Đồng Mai",
        province="Đồng Mai",
    )
    found = gather_evidence(ask("Hội nghị nêu ba nút thắt nào?"), passages_of([article]), words)
    assert found[0].text.endswith("Ba là thiếu vốn.")


def test_a_sentence_brings_the_one_that_it_leans_on() -> None:
    text = "Tỉnh họp sáng nay. Đến 25/9, giải ngân 58,3% kế hoạch. Con số này hụt 1,7 điểm so với mục tiêu."
    article = make_article(text, title="Phiên họp của tỉnh Đồng Mai", province="Đồng Mai")
    found = gather_evidence(
        ask("Giải ngân hụt bao nhiêu điểm so với mục tiêu?"), passages_of([article]), words
    )
    assert found[0].text.startswith("Đến 25/9") and found[0].text.endswith("mục tiêu.")


def test_a_sentence_stays_where_the_one_that_it_leans_on_is_there_already() -> None:
    text = "Tỉnh họp sáng nay. Giải ngân vốn của tỉnh đạt 58,3% kế hoạch. Trong đó, huyện An Lộc đạt 61%."
    article = make_article(text, title="Phiên họp của tỉnh Đồng Mai", province="Đồng Mai")
    found = gather_evidence(
        ask("Giải ngân vốn của tỉnh đạt bao nhiêu phần trăm kế hoạch?"),
        passages_of([article]),
        words,
    )
    assert found[0].text.startswith("Giải ngân vốn")
    assert any(item.text.startswith("Trong đó") for item in found[1:])


def test_a_sentence_that_goes_on_is_about_what_the_one_before_is() -> None:
    text = "Kỳ họp khai mạc sáng nay.\nHội đồng duyệt các cảng biển mới ở phía nam. Các {} có tổng vốn 900 tỷ đồng."
    scores = []
    for opening in ("dự án này", "tuyến đường"):
        article = make_article(text.format(opening), title="Kỳ họp", province="Đồng Mai")
        found = gather_evidence(
            ask("Các cảng biển mới có tổng vốn bao nhiêu?"), passages_of([article]), words
        )
        scores.append(next(item.score for item in found if "900 tỷ" in item.text))
    assert scores[0] > scores[1]


def test_the_lead_is_a_candidate_of_every_passage() -> None:
    last = [p for p in passages_of([MAI_2023]) if p.chunk.ordinal == 4]
    candidates = find_candidates(last)
    assert any("khai mạc kỳ họp thứ 15" in candidate.text for candidate in candidates)
    starts = [(c.article.article_id, c.start) for c in candidates]
    assert len(set(starts)) == len(starts)
    for candidate in candidates:
        assert candidate.article.text[candidate.start : candidate.end] == candidate.text


def test_a_sentence_about_him_brings_the_one_that_names_him() -> None:
    text = "Phiên họp do ông Lò Văn Pánh chủ trì. Ông được bầu ngày 20/5 thay ông Vừ A Dế. Ông Pánh nói thêm."
    first, second, third = find_candidates(passages_of([make_article(text)]))
    assert leaned_on(second, lambda t: len(t.split()), 100) == first.start
    assert leaned_on(third, lambda t: len(t.split()), 100) == third.start


def test_a_sentence_that_the_lead_cuts_is_whole_in_its_passage() -> None:
    long = "Kỳ họp bầu 5 ủy viên, trong đó bà Lý Thị Sa giữ chức Phó Chủ tịch UBND tỉnh."
    for filler in range(690 - len(long), 700):  # wherever the lead ends in it, at a space, too
        text = (
            f"{'Kỳ họp thông qua tờ trình. ' * 30}"[:filler].rstrip() + f".\n{long} Kỳ họp bế mạc."
        )
        [first] = [
            c for c in find_candidates(passages_of([make_article(text)])) if "5 ủy" in c.text
        ]
        assert first.text == long


def test_the_frame_speaks_for_the_whole_article() -> None:
    frame = frame_of(MAI_2022)
    assert {"2022", "đồng", "mai", "hội", "nhân", "dân", "10"} <= frame
    assert "ngan" in frame_of(MAI_2022, accented=False) or "dong" in frame_of(
        MAI_2022, accented=False
    )


def test_rare_terms_weigh_more_and_coverage_is_a_share() -> None:
    candidates = find_candidates(passages_of(ARTICLES))
    weights = term_weights(["kim", "ngạch", "bến"], candidates)
    assert weights["bến"] > weights["kim"] > 0
    assert coverage(["kim", "ngạch"], weights, ["kim", "ngạch", "x"]) == pytest.approx(1.0)
    assert coverage(["kim", "ngạch"], weights, ["x"]) == 0.0
    assert coverage([], {}, ["x"]) == 0.0
    half = coverage(["kim", "ngạch"], weights, ["kim"])
    framed = coverage(["kim", "ngạch"], weights, ["kim"], frame=frozenset({"ngạch"}))
    assert 0 < half < framed < 1
