"""Sentences held against articles: supported, contradicted, not found, each with its quote."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from asking import ARTICLES, GIANG_2023, MAI_2022, MAI_2023, PROVINCES
from fakes import make_article
from meetingqa.checking import find_statements, judge
from meetingqa.checking.doers import find_other_doers
from meetingqa.checking.overclaims import find_overclaims
from meetingqa.domain import Article, Verdict
from meetingqa.sources import SourceItem, read_sources

TASKS_2023 = make_article(
    "Ngày 20/9, UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 9.\n"
    "Đồng chí Vũ Hạnh Nguyên, Chủ tịch UBND tỉnh chủ trì.\n"
    "Phiên họp yêu cầu Sở Xây dựng trình đề án chợ đầu mối trước ngày 15/11; mục tiêu cả năm "
    "giải ngân đạt 95%.\n"
    "Riêng đề án bến xe phía nam thị trấn Trà Mơ, Sở Giao thông vẫn chưa trình. "
    "Thị trấn Trà Mơ có 12 tuyến đường hư hỏng.",
    source="giang-thang-9.txt",
    title="UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 9",
    held_on=date(2023, 9, 20),
    province="Sơn Trà Giang",
    body="UBND tỉnh",
)


def held(statement: str, *articles: Article, named: bool = True) -> Verdict:
    return judge(statement, articles or (MAI_2023,), PROVINCES, named=named)


@pytest.mark.parametrize(
    "statement",
    [
        "Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1% so với cùng kỳ.",
        "Theo báo cáo, kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1% so cùng kỳ năm trước.",
        "Kỳ họp đã thông qua 18 nghị quyết.",
        "Hội đồng nhân dân tỉnh không thông qua tờ trình về thu phí bến cảng.",
        "Thu NSNN trên địa bàn được 4.120 tỷ đồng, tương đương 52,3% dự toán.",
        "Ông Phạm Bá Lộc được bầu giữ chức Phó Chủ tịch UBND tỉnh.",
    ],
)
def test_true_and_lightly_reworded_statements_are_supported(statement: str) -> None:
    verdict = held(statement)
    assert verdict.verdict == "supported", verdict.reasons
    for citation in verdict.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]


@pytest.mark.parametrize(
    ("statement", "kind", "found"),
    [
        ("Kim ngạch nhập khẩu đạt 12.500 tỷ đồng, giảm 3,1%.", "number", "21.900 tỷ đồng"),
        ("Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, tăng 3,1%.", "direction", "giảm"),
        ("Thu ngân sách trên địa bàn đạt 4.120 triệu đồng, bằng 52,3%.", "number", "4.120 tỷ đồng"),
        ("Kỳ họp thông qua 16 nghị quyết, có Nghị quyết số 36/NQ-HĐND.", "number", "18 nghị"),
        ("Kỳ họp có Nghị quyết số 63/NQ-HĐND về học phí.", "document", "36/NQ-HĐND"),
        ("HĐND tỉnh thông qua tờ trình về thu phí bến cảng.", "negation", "không"),
        ("Sáng 6/7, HĐND tỉnh Đồng Mai khóa XX khai mạc kỳ họp thứ 15.", "date", "5/7"),
        ("Kỳ họp bầu ông Phạm Bá Lộc giữ chức Chủ tịch UBND tỉnh.", "office", "chủ tịch"),
        ("Kỳ họp bầu ông Trần Văn Khải, Giám đốc Sở Xây dựng, giữ chức Phó Chủ tịch UBND tỉnh.",
         "name", "Phạm Bá Lộc"),
    ],
)  # fmt: skip
def test_one_changed_fact_is_contradicted_with_what_the_article_says(
    statement: str, kind: str, found: str
) -> None:
    verdict = held(statement)
    assert verdict.verdict == "contradicted"
    assert kind in {reason.kind for reason in verdict.reasons}
    assert any(found.lower() in reason.found.lower() for reason in verdict.reasons)
    assert len(verdict.citations) == 1


def test_figures_of_two_sentences_are_never_joined() -> None:
    # The figures of imports beside the change of exports.
    verdict = held("Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, tăng 8,2% so với cùng kỳ.")
    assert verdict.verdict == "contradicted"
    assert held("Kim ngạch xuất khẩu đạt 21.900 tỷ đồng.").verdict != "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "Năm 2019, thu ngân sách nhà nước trên địa bàn đạt 3.550 tỷ đồng.",
        "Thu ngân sách nhà nước trên địa bàn tỉnh Sơn Trà Giang đạt 4.500 tỷ đồng.",
        "Huyện Phong Lẫm xây mới ba cây cầu qua sông Trà.",
        "Kim ngạch xuất khẩu thủy sản của huyện Hải Bắc đạt 900 tỷ đồng.",
    ],
)
def test_another_year_place_or_subject_is_not_found(statement: str) -> None:
    verdict = held(statement)
    assert verdict.verdict == "unsupported"
    assert verdict.citations == () and verdict.reasons[0].kind == "missing"


def test_a_statement_that_does_not_say_which_meeting_accuses_none() -> None:
    vague = "Thu ngân sách nhà nước trên địa bàn đạt 5.100 tỷ đồng."
    assert held(vague, named=True).verdict == "contradicted"
    assert held(vague, MAI_2023, MAI_2022, GIANG_2023, named=False).verdict == "unsupported"


def test_tasks_and_aims_are_no_results() -> None:
    for statement in (
        "Sở Xây dựng đã trình đề án chợ đầu mối.",
        "Cả năm, tỉnh giải ngân đạt 95%.",
        "Sở Giao thông đã trình đề án bến xe phía nam thị trấn Trà Mơ.",
    ):
        assert held(statement, TASKS_2023).verdict != "supported", statement
    aim = held("Mục tiêu cả năm là giải ngân đạt 95%.", TASKS_2023)
    assert aim.verdict == "supported"
    assert held("Xã Trà Mơ có 12 tuyến đường hư hỏng.", TASKS_2023).verdict != "supported"


def test_the_lead_and_the_sentence_after_it_prove_who_presided_when() -> None:
    said = "Ngày 20/9, UBND tỉnh họp phiên thường kỳ tháng 9 do Chủ tịch UBND tỉnh Vũ Hạnh Nguyên chủ trì."
    verdict = held(said, TASKS_2023)
    assert verdict.verdict == "supported"
    assert (
        verdict.citations[0].quote.startswith("Ngày 20/9")
        and "chủ trì" in verdict.citations[0].quote
    )


def test_parts_proven_by_two_articles_cite_both() -> None:
    both = "Kỳ họp thứ 15 thông qua 18 nghị quyết; thị trấn Trà Mơ có 12 tuyến đường hư hỏng."
    verdict = judge(both, [MAI_2023, TASKS_2023], [], named=False)
    assert verdict.verdict == "supported"
    assert {c.article.source for c in verdict.citations} == {MAI_2023.source, TASKS_2023.source}
    wrong = both.replace("12 tuyến", "21 tuyến")
    assert judge(wrong, [MAI_2023, TASKS_2023], [], named=False).verdict != "supported"


def test_headings_and_blank_lines_of_a_draft_are_left_out() -> None:
    draft = "# Bản tin\n\nKết quả chính\n\nKỳ họp thông qua 18 nghị quyết. Thu đạt 4.120 tỷ đồng.\n---\n"
    found = [draft[start:end] for start, end in find_statements(draft)]
    assert found == ["Kỳ họp thông qua 18 nghị quyết.", "Thu đạt 4.120 tỷ đồng."]


@pytest.mark.parametrize("text", ["", "…", "12", "?", "a" * 5000, "Không.", "﻿ ", "[1] [2]"])
def test_odd_statements_are_not_found_and_break_nothing(text: str) -> None:
    assert held(text, *ARTICLES).verdict == "unsupported"
    assert judge(text, [], [], named=False).verdict == "unsupported"


SAMPLE = Path(__file__).parents[2] / "eval" / "datasets" / "sample"


def test_statements_worded_by_hand_over_the_sample_articles() -> None:
    items = read_sources([SAMPLE / "articles"], max_bytes=10_000_000)
    articles = {Path(i.source).name: i.article for i in items if isinstance(i, SourceItem)}
    lines = (SAMPLE / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    verdicts = Counter(
        (case["expected"], held(case["statement"], articles[case["source"]]).verdict)
        for case in cases
    )
    # What is false is never called supported, what is true never contradicted.
    assert verdicts["contradicted", "supported"] == verdicts["unsupported", "supported"] == 0
    assert verdicts["supported", "contradicted"] == 0
    assert verdicts["supported", "supported"] >= 85  # of 111
    assert verdicts["contradicted", "contradicted"] >= 43  # of 76


LISTED = make_article(
    "Ủy ban Kiểm tra Tỉnh ủy quyết định khiển trách và Ban Bí thư quyết định cách hết chức vụ trong Đảng "
    "đối với nguyên Giám đốc Sở Ngoại vụ.\n"
    "Ban Thường vụ Tỉnh ủy thống nhất giao Sở Nội vụ xây dựng phương án bố trí 321 cán bộ dôi dư.\n"
    "Kỳ họp sẽ bầu Chủ tịch HĐND tỉnh; xem xét, miễn nhiệm ủy viên pháp chế; miễn nhiệm Giám đốc Sở Du lịch.\n"
    "Từ nay đến cuối năm, Hội Nông dân tỉnh hướng dẫn thành lập mới 15 hợp tác xã kiểu mới.",
    source="giang-liet-ke.txt",
    title="Sơn Trà Giang chuẩn bị kỳ họp cuối năm",
    held_on=date(2023, 10, 2),
    province="Sơn Trà Giang",
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "Ban Bí thư quyết định cách hết chức vụ trong Đảng đối với nguyên Giám đốc Sở Ngoại vụ.",
            "UBKT Tỉnh ủy quyết định cách hết chức vụ trong Đảng đối với nguyên Giám đốc Sở Ngoại vụ.",
        ),
        (
            "Ban Thường vụ Tỉnh ủy giao Sở Nội vụ xây dựng phương án bố trí 321 cán bộ dôi dư.",
            "Chính phủ giao Sở Nội vụ xây dựng phương án bố trí 321 cán bộ dôi dư.",
        ),
        (
            "Kỳ họp sẽ miễn nhiệm Giám đốc Sở Du lịch.",
            "Kỳ họp đã miễn nhiệm Giám đốc Sở Du lịch.",
        ),
        (
            "Từ nay đến cuối năm, Hội Nông dân tỉnh hướng dẫn thành lập mới 15 hợp tác xã kiểu mới.",
            "Hội Nông dân tỉnh đã thành lập mới 15 hợp tác xã kiểu mới.",
        ),
    ],
)
def test_a_deed_is_of_who_does_it_and_of_its_time(true: str, false: str) -> None:
    assert held(true, LISTED).verdict == "supported", held(true, LISTED).reasons
    assert held(false, LISTED).verdict != "supported"


def test_a_body_that_is_only_named_does_nothing() -> None:
    quote = (
        "Đại diện Văn phòng Chính phủ dự; đây là lần đầu tỉnh mời cử tri dự trọn phiên chất vấn."
    )
    said = "Hội đồng nhân dân tỉnh lần đầu mời cử tri dự trọn phiên chất vấn."
    assert find_other_doers(said, [quote]) == []
    doing = quote.replace("Đại diện Văn phòng Chính phủ dự", "Chính phủ dự")
    assert [stray.found for stray in find_other_doers(said, [doing])] == ["chính phủ"]


FAIR = make_article(
    "Ngày 20/9, UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 9.\n"
    "Đồng chí Vũ Hạnh Nguyên, Chủ tịch UBND tỉnh chủ trì.\n"
    "Dự án cầu Rạch Mít dài 640 m, tổng mức đầu tư 312 tỷ đồng, còn vướng 17 hộ.\n"
    "Phiên họp xem xét đề nghị của Công ty Lúa Vàng tăng vốn nhà máy lên 75 triệu USD.\n"
    "Giám đốc Sở Y tế Lý Văn Toản có số phiếu tín nhiệm thấp nhiều nhất: 9/52 phiếu.\n"
    "Khu tái định cư Gò Sậy đến ngày 12.9 mới nghiệm thu, chậm 43 ngày so với hạn 31.7.\n"
    "Ban Dân tộc lần đầu được thành lập, do đồng chí Sầm Văn Páo làm Phó Trưởng ban.\n"
    "Hai xã chưa có dịch là Pá Ngần và Mường Cốc.\n"
    "Đồng chí Trịnh Thị Mận được bầu giữ chức Phó Chủ tịch UBND tỉnh nhiệm kỳ 2021-2026 với "
    "48/52 phiếu.\n"
    "Ở Pá Ngần, 44/50 đại biểu tán thành đề án cho vay giống, không giao khoán cho huyện.",
    source="giang-ven-song.txt",
    title="UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 9",
    held_on=date(2023, 9, 20),
    province="Sơn Trà Giang",
    body="UBND tỉnh",
)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        # The meeting's own day is supplied where it names the meeting, and only there.
        ("Tới phiên họp ngày 20/9/2023, cầu Rạch Mít dài 640 m vẫn còn vướng 17 hộ.", "supported"),
        ("Tới phiên họp ngày 21/9/2023, cầu Rạch Mít dài 640 m vẫn còn vướng 17 hộ.", "unsupported"),
        ("Cầu Rạch Mít dài 640 m, còn vướng 17 hộ tính đến ngày 20/9/2023.", "unsupported"),
        # What is only considered is not decided.
        ("Phiên họp xem xét đề nghị của Công ty Lúa Vàng tăng vốn nhà máy lên 75 triệu USD.",
         "supported"),
        ("Phiên họp phê duyệt đề nghị của Công ty Lúa Vàng tăng vốn nhà máy lên 75 triệu USD.",
         "unsupported"),
        # A province after an office is no person; most low votes are not the lowest place.
        ("Giám đốc Sở Y tế Sơn Trà Giang nhận nhiều phiếu tín nhiệm thấp nhất, với 9 phiếu.",
         "supported"),
        ("Giám đốc Sở Y tế Sơn Trà Giang nhận nhiều phiếu tín nhiệm cao nhất, với 9 phiếu.",
         "unsupported"),
        ("Khu tái định cư Gò Sậy chậm 43 ngày so với hạn 31/7.", "supported"),
        ("Khu tái định cư Gò Sậy chậm 43 ngày so với hạn 30/7.", "contradicted"),
        ("Ban Dân tộc lần đầu được thành lập, do ông Sầm Văn Páo làm Trưởng ban.", "contradicted"),
        ("Pá Ngần và Mường Cốc là hai xã chưa có dịch.", "supported"),
        ("Pá Ngần và Mường Cốc là hai xã đã có dịch.", "contradicted"),
        # A term of office is no other period than the meeting's month.
        ("Bà Trịnh Thị Mận được bầu làm Phó Chủ tịch UBND tỉnh tháng 9/2023 với 48/52 phiếu.",
         "supported"),
        ("Bà Trịnh Thị Mận được bầu làm Phó Chủ tịch UBND tỉnh tháng 8/2023 với 48/52 phiếu.",
         "unsupported"),
        ("Bà Trịnh Thị Mận được bầu làm Chủ tịch UBND tỉnh tháng 9/2023 với 48/52 phiếu.",
         "contradicted"),
        ("Đề án cho vay giống đã được 44/50 đại biểu ở Pá Ngần bỏ phiếu thuận.", "supported"),
    ],
)  # fmt: skip
def test_reworded_facts_are_still_checked_one_by_one(statement: str, verdict: str) -> None:
    assert held(statement, FAIR).verdict == verdict


def test_at_least_a_figure_is_no_last_place() -> None:
    quotes = ["Hội nghị đặt mục tiêu giảm tối thiểu 30% thời gian xử lý hồ sơ."]
    aim = "Hội nghị đặt mục tiêu giảm ít nhất 30% thời gian xử lý hồ sơ."
    assert find_overclaims(aim, quotes) == []
    last = "Xã đặt mục tiêu giảm 30% và có ít nhất hồ sơ."
    assert [m.said for m in find_overclaims(last, quotes)] == ["cuối"]


WORKS = make_article(
    "Ngày 4/7, UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 6.\n"
    "Xuất khẩu dược liệu đạt 2,87 triệu USD, tăng 13,4%.\n"
    "Thu phí bến bãi quý I được 318 tỷ đồng, bằng 27,4% dự toán năm.\n"
    "Kiểm tra 14 trạm y tế ngày 3/7, đoàn ghi nhận 6 trạm vắng người trực.\n"
    "Nhà máy giấy Trà Mơ có công suất 240 tấn/ngày.\n"
    "Tổng mức đầu tư bến tàu Gò Sậy tăng từ 310 tỷ đồng lên 482 tỷ đồng.\n"
    "Giám đốc Sở Du lịch Lý Quỳnh Giao có 17 phiếu tín nhiệm thấp.\n"
    "Bí thư Tỉnh ủy yêu cầu không chủ quan, bởi gần 38% số thu đến từ chè.\n"
    "Đề án chợ nổi Rạch Mít bị rút khỏi chương trình.\n"
    "Huyện Phong Lẫm không đủ 25 giáo viên dạy nhạc.",
    source="giang-thang-6.txt",
    title="UBND tỉnh Sơn Trà Giang họp phiên thường kỳ tháng 6",
    held_on=date(2023, 7, 4),
    province="Sơn Trà Giang",
    body="UBND tỉnh",
)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        # Rounded as the words say, and no further.
        ("Xuất khẩu dược liệu đạt gần 2,9 triệu USD.", "supported"),
        ("Xuất khẩu dược liệu đạt hơn 2,9 triệu USD.", "contradicted"),
        ("Xuất khẩu dược liệu đạt gần 3,2 triệu USD.", "contradicted"),
        # A quarter is three months, and a unit after two figures is of both.
        ("Ba tháng đầu năm 2023, tỉnh thu phí bến bãi 318 tỷ đồng, tức 27,4% dự toán.", "supported"),
        ("Tổng mức đầu tư bến tàu Gò Sậy từ 310 lên 482 tỷ đồng.", "supported"),
        # What a figure counts, and what a thing could do.
        ("Ngày 3/7, đoàn ghi nhận 6 trạm vắng người trực.", "supported"),
        ("Kiểm tra ngày 3/7, đoàn thấy 14 trạm không có người trực.", "not supported"),
        ("Nhà máy giấy Trà Mơ làm ra 240 tấn/ngày.", "not supported"),
        # Who is called Giao gives out no task; why something is asked for is a fact.
        ("Giám đốc Sở Du lịch Lý Quỳnh Giao nhận 17 phiếu tín nhiệm thấp.", "supported"),
        ("Theo Bí thư Tỉnh ủy, gần 38% số thu là từ chè.", "supported"),
        ("Đề án chợ nổi Rạch Mít đã được thông qua.", "not supported"),
        ("Huyện Phong Lẫm đủ 25 giáo viên dạy nhạc.", "contradicted"),
    ],
)  # fmt: skip
def test_free_wording_is_recognised_and_a_turned_fact_is_not(statement: str, verdict: str) -> None:
    found = held(statement, WORKS).verdict
    assert found != "supported" if verdict == "not supported" else found == verdict


HERBS = make_article(
    "Ngày 8/8, UBND tỉnh Sơn Trà Giang họp tổng kết vụ dược liệu năm 2023, bàn việc năm 2024.\n"
    "Phó Giám đốc Sở Công Thương Lý Văn Toản dự.\n"
    "Năm 2023, các huyện tập trung mở rộng vùng trồng.\n"
    "Diện tích chè đạt 640 ha; sản lượng sâm tươi thu được 5.200 kg.\n"
    "Từ ngày 3 - 5.8, đoàn kiểm tra tịch thu 410 kg sâm giả, gồm 260 kg ở Gò Sậy và 150 kg ở "
    "Rạch Mít.\n"
    "Ông Lý Văn Toản nghỉ công tác từ ngày 1/9/2023.\n"
    "Tiến độ trồng mới còn quá chậm, chưa thu hút được doanh nghiệp nào.\n"
    "Quyết định số 77/QĐ-UBND ngày 2/7/2023 giao 12 xã trồng thử.",
    source="giang-duoc-lieu.txt",
    title="Sơn Trà Giang tổng kết vụ dược liệu năm 2023, bàn việc năm 2024",
    held_on=date(2023, 8, 8),
    province="Sơn Trà Giang",
    body="UBND tỉnh",
)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        # Days of one month, the year that a section opens with.
        ("Trong các ngày 3 đến 5-8, đoàn kiểm tra tịch thu 410 kg sâm giả.", "supported"),
        ("Diện tích chè năm 2023 của Sơn Trà Giang đạt 640 ha.", "supported"),
        ("Ông Lý Văn Toản, Giám đốc Sở Công Thương, nghỉ công tác từ 1-9-2023.", "not supported"),
        # Of one figure's words not another's, and no quality that is not told.
        ("Tịch thu 410 kg sâm giả ở Gò Sậy.", "not supported"),
        ("Tiến độ trồng mới rất nhanh.", "not supported"),
        ("Rạch Mít tịch thu dưới 150 kg sâm giả.", "not supported"),
        # True of something that is told elsewhere, or nowhere: never contradicted.
        ("Tổng cộng 670 kg sâm giả bị tịch thu.", "unsupported"),
        ("Cuộc họp về 12 xã trồng thử diễn ra ngày 8/8/2023.", "unsupported"),
        ("Đoàn kiểm tra gồm 9 người.", "unsupported"),
    ],
)  # fmt: skip
def test_a_contradiction_is_certain_and_other_forms_are_recognised(
    statement: str, verdict: str
) -> None:
    found = held(statement, HERBS).verdict
    assert found != "supported" if verdict == "not supported" else found == verdict


@pytest.mark.parametrize(
    ("quote", "false", "true"),
    [
        (
            "Ông Sử cho biết có 31 trại lợn chưa có hầm chứa; cam kết đến hết quý III sẽ di dời các trại này.",
            "Tỉnh đã di dời 31 trại lợn chưa có hầm chứa.",
            "Có 31 trại lợn chưa có hầm chứa.",
        ),
        (
            "Cầu Sông Mơ được duyệt năm 2019, có tổng vốn 840 tỷ đồng, trong đó 610 tỷ đồng vay của Ngân hàng Sông Cầu.",
            "Cầu Sông Mơ vay của Ngân hàng Sông Cầu 840 tỷ đồng.",
            "Cầu Sông Mơ có tổng vốn 840 tỷ đồng.",
        ),
        (
            "Thành phố phát thẻ cho học sinh các xã (trừ xã vùng cao), mỗi em 40.000 đồng.",
            "Học sinh các xã vùng cao được phát thẻ 40.000 đồng mỗi em.",
            "Học sinh các xã được thành phố phát thẻ, mỗi em 40.000 đồng.",
        ),
        (
            "Huyện An Sơn mới bàn giao 25 ha mặt bằng, 7 ha còn lại đang kiểm đếm.",
            "Huyện An Sơn đã bàn giao 7 ha mặt bằng.",
            "Huyện An Sơn mới bàn giao 25 ha mặt bằng.",
        ),
        (
            "Mỗi sở được có không quá 3 phó giám đốc và 8 phòng.",
            "Mỗi sở có 3 phó giám đốc.",
            "Mỗi sở được có không quá 3 phó giám đốc.",
        ),
        (
            "Dự án do Ban Bồi thường huyện An Sơn làm chủ đầu tư với 52 tỷ đồng.",
            "Dự án do UBND huyện An Sơn làm chủ đầu tư với 52 tỷ đồng.",
            "Dự án 52 tỷ đồng do Ban Bồi thường huyện An Sơn làm chủ đầu tư.",
        ),
        (
            "Nếu thu đủ phí thì quỹ sẽ tăng thêm 12 tỷ đồng trong năm.",
            "Quỹ tăng thêm 12 tỷ đồng trong năm.",
            "Nếu thu đủ phí, quỹ sẽ tăng thêm 12 tỷ đồng trong năm.",
        ),
        (
            "Đại tá Lý Văn Mộc, Phó Trưởng phòng Hậu cần, nói kho chứa 90 tấn gạo.",
            "Trưởng phòng Hậu cần Lý Văn Mộc nói kho chứa 90 tấn gạo.",
            "Phó Trưởng phòng Hậu cần Lý Văn Mộc nói kho chứa 90 tấn gạo.",
        ),
        (
            "Dự lễ có ông Ma Seo Lìn, Phó Chủ tịch Hội, Trưởng ban Đối ngoại; ông Rơ Ta Bun, Trưởng ban Kinh tế của Hội.",
            "Ông Ma Seo Lìn là Trưởng ban Kinh tế của Hội.",
            "Ông Ma Seo Lìn là Trưởng ban Đối ngoại.",
        ),
        (
            "UBND thị xã Mộc Sơn xây dựng đài tưởng niệm tại phường Hòa Mộc năm 2031.",
            "Năm 2031, UBND phường Hòa Mộc xây dựng đài tưởng niệm tại phường.",
            "Năm 2031, UBND thị xã Mộc Sơn xây dựng đài tưởng niệm.",
        ),
        (
            "Sở Y tế trình không có trạm xá Bản Mòng nhưng HĐND huyện yêu cầu bổ sung xây dựng trạm xá này.",
            "Sở Y tế trình HĐND huyện bổ sung xây dựng trạm xá Bản Mòng.",
            "HĐND huyện yêu cầu bổ sung xây dựng trạm xá.",
        ),
        (
            "Huyện Mộc Sơn đang chờ tỉnh trả lời về việc có tiếp nhận kho thóc cũ hay không.",
            "Huyện Mộc Sơn đã tiếp nhận kho thóc cũ.",
            "Huyện Mộc Sơn đang chờ tỉnh trả lời.",
        ),
        (
            "Tại hội nghị, bà Lìn đề nghị các hợp tác xã vùng cao đổi mới cách bán chè.",
            "Các hợp tác xã vùng cao đề nghị bà Lìn đổi mới cách bán chè.",
            "Bà Lìn đề nghị các hợp tác xã vùng cao đổi mới cách bán chè.",
        ),
        (
            "Năm qua Bản Lầu nhận được sự hỗ trợ của Sa Trà hơn 18 tỷ đồng về y tế.",
            "Sa Trà nhận được sự hỗ trợ của Bản Lầu hơn 18 tỷ đồng về y tế.",
            "Bản Lầu nhận được sự hỗ trợ của Sa Trà hơn 18 tỷ đồng về y tế.",
        ),
        (
            "Thường trực HĐND huyện dời tờ trình mở bến thuyền sang mùa sau để đại biểu xem xét thông qua.",
            "HĐND huyện đã thông qua tờ trình mở bến thuyền.",
            "Thường trực HĐND huyện dời tờ trình mở bến thuyền sang mùa sau.",
        ),
        (
            "Theo thỏa thuận, Công ty Lúa Vàng góp vốn 30 tỷ đồng, hợp tác xã Bản Sen cho thuê 12 ha đất.",
            "Theo thỏa thuận, hợp tác xã Bản Sen góp vốn 30 tỷ đồng, Công ty Lúa Vàng cho thuê 12 ha đất.",
            "Công ty Lúa Vàng góp vốn 30 tỷ đồng, hợp tác xã Bản Sen cho thuê 12 ha đất.",
        ),
        (
            "Huyện phấn đấu xong đường vào xã Mường Tè Nưa vào quý I/2027; nộp hồ sơ đề nghị công nhận vào quý III/2027.",
            "Huyện phấn đấu nộp hồ sơ đề nghị công nhận vào quý I/2027.",
            "Huyện phấn đấu nộp hồ sơ đề nghị công nhận vào quý III/2027.",
        ),
        (
            "Năm 2031 nhập 940 tấn giống từ Lạc Phong, Trại Đá (chiếm 4,6%).",
            "Năm 2031 nhập 940 tấn giống từ Lạc Phong, chiếm 4,6%.",
            "Năm 2031 nhập 940 tấn giống từ Lạc Phong và Trại Đá, chiếm 4,6%.",
        ),
        (
            "Các dự án luật được xem xét gồm: luật Bảo tồn (sửa đổi); luật Nghề cá ven bờ.",
            "Luật Nghề cá (sửa đổi) là một trong các dự án luật được xem xét.",
            "Luật Bảo tồn (sửa đổi) là một trong các dự án luật được xem xét.",
        ),
        (
            "Ngân sách tu sửa của Sở Thủy lợi là 470 tỷ đồng, mới tiêu được 53%.",
            "Ngân sách tu sửa là 470 tỷ đồng.",
            "Ngân sách tu sửa của Sở Thủy lợi là 470 tỷ đồng.",
        ),
        (
            "Xã làm xong nhiều việc trong tổng số 11 chỉ tiêu lớn của nghị quyết đầu nhiệm kỳ.",
            "Xã làm xong 11 chỉ tiêu lớn của nghị quyết đầu nhiệm kỳ.",
            "Xã làm xong nhiều việc trong tổng số 11 chỉ tiêu lớn của nghị quyết.",
        ),
        (
            "Kỳ họp tiết kiệm được 210 triệu đồng tiền in ấn nhờ tài liệu điện tử.",
            "Kỳ họp tiết kiệm được gần 210 triệu đồng tiền in ấn.",
            "Kỳ họp tiết kiệm được 210 triệu đồng tiền in ấn.",
        ),
        (
            "Thường trực HĐND huyện Lạc Phong đã quyết định lùi việc xét tờ trình mở bến thuyền của UBND huyện.",
            "UBND huyện Lạc Phong đã quyết định lùi việc xét tờ trình mở bến thuyền.",
            "HĐND huyện Lạc Phong đã quyết định lùi việc xét tờ trình mở bến thuyền.",
        ),
        (
            "Đội đò huyện đang tính toán đào lạch tránh bão ở 9 khúc sông.",
            "Đội đò huyện đã đào lạch tránh bão ở 9 khúc sông.",
            "Đội đò huyện đang tính toán đào lạch tránh bão ở 9 khúc sông.",
        ),
        (
            "Mấy tháng qua, ban quản lý chợ chỉ còn 3 người trực đêm là các ông Tài, Lộc, Phúc.",
            "Mấy tháng qua, ban quản lý chợ không có người trực đêm.",
            "Mấy tháng qua, ban quản lý chợ còn 3 người trực đêm.",
        ),
        (
            "Trong kỳ họp cuối năm, UBND huyện sẽ trình đề án giảm tiền đò cho học trò.\nTrước đó, huyện đã xin phép miễn tiền đò.",
            "Trong kỳ họp cuối năm, UBND huyện sẽ trình đề án miễn tiền đò cho học trò.",
            "Trong kỳ họp cuối năm, UBND huyện sẽ trình đề án giảm tiền đò cho học trò.",
        ),
    ],
)
def test_what_a_sentence_keeps_apart_is_not_put_together(quote: str, false: str, true: str) -> None:
    article = make_article(quote)
    assert held(false, article).verdict != "supported"
    assert held(true, article).verdict == "supported"


def test_who_heads_an_office_says_nothing_of_being_late() -> None:
    quote = (
        "Ông nêu rõ trách nhiệm của người đứng đầu và yêu cầu các sở kiểm điểm việc giải ngân vốn."
    )
    said = "Ông yêu cầu các sở kiểm điểm việc giải ngân vốn chậm."
    assert held(said, make_article(quote)).verdict == "unsupported"


@pytest.mark.parametrize(
    ("quote", "statement", "verdict"),
    [
        # A name of another clause is not what the denial is told of.
        (
            "Tổng thu của huyện đạt 640 tỷ đồng, vượt 6,2% dự toán, riêng thu qua bến Đá Lăn 105 tỷ đồng.",
            "Tổng thu của huyện không đạt 640 tỷ đồng, vượt 6,2% dự toán, riêng thu qua bến Đá Lăn 105 tỷ đồng.",
            "contradicted",
        ),
        (
            "Tỉnh đã chi 27 tỷ đồng từ quỹ phòng chống lụt để đắp đê.",
            "Tỉnh chưa chi 27 tỷ đồng từ quỹ phòng chống lụt để đắp đê.",
            "contradicted",
        ),
        # "chưa thực hiện đo" is "chưa đo", and "tăng lên 63" a level as "lên 63".
        (
            "Huyện đã đo đạc 12 xã; hiện còn 31/43 xã chưa thực hiện đo đạc.",
            "Hiện còn 31/43 xã chưa đo đạc.",
            "supported",
        ),
        (
            "Mức đầu tư lúc đầu là 41,6 tỷ đồng, sau đó được điều chỉnh tăng lên 53,6 tỷ đồng.",
            "Mức đầu tư lúc đầu là 41,6 tỷ đồng, sau đó được điều chỉnh lên 53,6 tỷ đồng.",
            "supported",
        ),
    ],
)
def test_denials_and_levels_are_told_apart(quote: str, statement: str, verdict: str) -> None:
    assert held(statement, make_article(quote)).verdict == verdict
