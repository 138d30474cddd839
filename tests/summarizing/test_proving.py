"""What may go from the beginning of a point, and what may not."""

import pytest

from meetingqa.language.text import key
from meetingqa.summarizing.proving import find_cuts

REST = "toàn tỉnh đã trồng được 412 ha rừng, tăng 3% so với kế hoạch"


@pytest.mark.parametrize(
    "lead",
    [
        "Theo báo cáo của UBND tỉnh,",
        "Báo cáo tại hội nghị cho thấy:",
        "Báo cáo do ông Lò Văn Tư, Giám đốc Sở Kế hoạch và Đầu tư trình bày nêu rõ:",
        "Thay mặt UBND tỉnh, ông Lò Văn Tư báo cáo:",
        "Cũng tại phiên họp,",
        "Phát biểu kết luận,",
        "Tuy vậy,",
    ],
)
def test_an_opening_that_only_reports_can_go(lead: str) -> None:
    assert find_cuts(f"{lead} {REST}.", "results") == [f"{REST[0].upper()}{REST[1:]}."]


@pytest.mark.parametrize(
    "lead",
    [
        "Về phát triển lâm nghiệp vùng cao,",
        "Tại huyện Suối Đá,",
        "Trong 6 tháng đầu năm 2031,",
        "Ngày 5/7, báo cáo của Sở Lâm nghiệp nêu,",
        "Nếu thời tiết thuận lợi như dự báo,",
        "Một số ý kiến cho rằng,",
        "Chưa có căn cứ để nói rằng,",
        "Chủ tịch UBND tỉnh yêu cầu,",
        "Giải ngân vốn của dự án còn chậm,",
        "Bố trí 12 tỷ đồng cho công tác này,",
        "Các huyện,",
        "Theo ông Lò Văn Tư,",
        "Ông Lò Văn Tư, Giám đốc Sở Lâm nghiệp cho biết,",
        "Các lĩnh vực gồm công nghệ thông tin,",
    ],
)
def test_topic_place_time_condition_denial_order_and_whose_word_it_is_stay(lead: str) -> None:
    assert find_cuts(f"{lead} {REST}.", "results") == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "Báo cáo nêu rõ việc giải ngân còn rất chậm ở mấy dự án lớn, toàn tỉnh đạt 31,2% kế hoạch.",
            "x",
        ),
        (
            "Theo tờ trình, nhờ các huyện vào cuộc sớm nên rừng trồng mới được chăm sóc tốt.",
            "results",
        ),
        (
            "Mức hỗ trợ thống nhất như sau: 50 triệu đồng mỗi nhà sập, 20 triệu đồng mỗi nhà hư hỏng.",
            "x",
        ),
        (
            "Bí thư Huyện ủy Mẫu nêu thực tế: trên địa bàn huyện có 7 dự án được chấp thuận.",
            "results",
        ),
        ("Toàn tỉnh trồng được 412 ha rừng.", "results"),
        ("", "results"),
    ],
)
def test_a_rest_that_does_not_stand_alone_is_none(text: str, field: str) -> None:
    assert find_cuts(text, field) == []


def test_a_decision_keeps_its_deciding() -> None:
    text = "Các đại biểu HĐND tỉnh đã thông qua nghị quyết, mức học phí mầm non giữ nguyên như cũ."
    assert find_cuts(text, "decisions") == []


def test_what_is_left_is_the_article_s_word_for_word() -> None:
    text = f"Báo cáo do ông Tư trình bày cho thấy, {REST}; các chủ rừng được chi trả đủ."
    for cut in find_cuts(text, "results"):
        assert key(cut)[:-1] in key(text)
    assert find_cuts(text, "results")
