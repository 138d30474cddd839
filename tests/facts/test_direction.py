"""Rises and falls, denials and verdicts, and words turned round."""

import pytest

from meetingqa.facts.direction import (
    direction_of,
    find_denials,
    find_directions,
    find_verdicts,
    reading_of,
)
from meetingqa.facts.reversal import find_denied, find_replaced, find_reversals


def test_change_words_in_order() -> None:
    text = "Thu tăng 8,2%, chi giảm 3,1%, vượt dự toán, thấp hơn cùng kỳ"
    assert [d.sign for d in find_directions(text)] == [1, -1, 1, -1]


@pytest.mark.parametrize(
    ("text", "figure", "sign"),
    [
        ("12.500 tỷ đồng, tăng 8,2%", "8,2%", 1),
        ("21.900 tỷ đồng, giảm 3,1%", "3,1%", -1),
        ("tăng 8,2%, còn 3,1%", "3,1%", 0),
        ("Thu tăng. Chi 3,1%", "3,1%", 0),
        ("đạt 45%", "45%", 0),
    ],
)
def test_the_word_shortly_before_governs_a_figure(text: str, figure: str, sign: int) -> None:
    assert direction_of(text, text.index(figure)) == sign


@pytest.mark.parametrize(
    ("text", "figure", "reading"),
    [
        ("Thu nội địa đạt 52,3% dự toán", "52,3%", "level"),
        ("Thu nội địa 52,3% dự toán", "52,3%", "level"),
        ("Thu nội địa tăng khá, đạt 52,3%", "52,3%", "level"),
        ("Hộ nghèo giảm còn 2,1%", "2,1%", "level"),
        ("bằng 108,2% so với cùng kỳ", "108,2%", "level"),
        ("đạt 310 tỷ đồng, tăng 8,2%", "8,2%", "rise"),
        ("đạt mức tăng 8,2%", "8,2%", "rise"),
        ("Hộ nghèo giảm 2,1%", "2,1%", "fall"),
        ("tốc độ tăng trưởng đạt 8,2%", "8,2%", ""),
        ("Sản lượng tăng bình quân là 8,2%", "8,2%", ""),
        ("Thu tăng nhanh, chi 8,2%", "8,2%", ""),
        ("Thu nội địa 8,2%", "8,2%", ""),
    ],
)
def test_a_figure_is_a_rise_a_fall_or_a_level(text: str, figure: str, reading: str) -> None:
    start = text.index(figure)
    assert reading_of(text, start, start + len(figure)) == reading


def test_denials() -> None:
    assert find_denials("Kỳ họp không thông qua tờ trình, chưa đạt kế hoạch") == {"thông", "đạt"}
    assert find_denials("chưa thể hoàn thành, không được cấp phép") == {"hoàn", "cấp"}
    assert find_denials("không chỉ tăng mà không ngừng mở rộng không gian") == set()


def test_verdicts_may_stand_both_ways() -> None:
    assert find_verdicts("HĐND thông qua 21 nghị quyết") == {"thông qua": {True}}
    assert find_verdicts("HĐND chưa thông qua") == {"thông qua": {False}}
    both = "sẽ không kịp hoàn thành trong năm, lùi thời gian hoàn thành"
    assert find_verdicts(both) == {"hoàn thành": {True, False}}


@pytest.mark.parametrize(
    ("statement", "quote", "turned"),
    [
        ("Số tàu cá tăng nhanh", "Do số tàu cá giảm nhanh trong quý", True),
        ("Bình quân cao hơn cả nước", "Bình quân thấp hơn cả nước", True),
        ("Kinh phí hơn 500 tỷ đồng", "Kinh phí gần 500 tỷ đồng", True),
        ("Giải ngân trên 90% kế hoạch", "Giải ngân dưới 90% kế hoạch", True),
        ("Hoàn thành trước ngày 30/6", "Hoàn thành sau ngày 30/6", True),
        ("Số tàu cá giảm nhanh", "Do số tàu cá giảm nhanh trong quý", False),
        ("điều chỉnh tăng, giảm kế hoạch vốn", "điều chỉnh tăng, giảm kế hoạch vốn", False),
        (
            "Xuất khẩu tăng 8,2% so với cùng kỳ",
            "Xuất khẩu tăng 8,2% so với cùng kỳ, nhập khẩu giảm 3,1% so với cùng kỳ",
            False,
        ),
        (
            "Xuất khẩu tăng 3,1% so với cùng kỳ",
            "Xuất khẩu tăng 8,2% so với cùng kỳ, nhập khẩu giảm 3,1% so với cùng kỳ",
            True,
        ),
    ],
)
def test_reversed_change_words(statement: str, quote: str, turned: bool) -> None:
    assert bool(find_reversals(statement, [quote])) is turned


@pytest.mark.parametrize(
    ("statement", "quote", "turned"),
    [
        ("tỉnh sẽ xét công nhận xã Yên Hải", "tỉnh sẽ không xét công nhận xã Yên Hải", True),
        ("tỉnh không xét công nhận xã Yên Hải", "tỉnh sẽ xét công nhận xã Yên Hải", True),
        ("hai huyện đã có dịch là An Phú", "hai huyện chưa có dịch là An Phú", True),
        ("hai huyện chưa có dịch là An Phú", "Hai huyện chưa có dịch là An Phú.", False),
        ("Không, tỉnh đã xét công nhận xã Yên Hải", "tỉnh đã xét công nhận xã Yên Hải", False),
        (
            "thông qua 21 nghị quyết quan trọng",
            "thông qua 21 nghị quyết quan trọng, không thông qua 2 nghị quyết về phí",
            False,
        ),
        (
            "thông qua 2 nghị quyết về phí",
            "thông qua 21 nghị quyết quan trọng, không thông qua 2 nghị quyết về phí",
            True,
        ),
    ],
)
def test_a_left_out_or_added_denial(statement: str, quote: str, turned: bool) -> None:
    assert bool(find_denied(statement, [quote])) is turned


def test_nothing_is_denied_without_quotes() -> None:
    assert find_denied("không thông qua", []) == []
    assert find_reversals("tăng mạnh", []) == []


@pytest.mark.parametrize(
    ("statement", "quote", "replaced"),
    [
        ("Kim ngạch xuất khẩu đạt 21.900 tỷ", "Kim ngạch nhập khẩu đạt 21.900 tỷ, giảm", True),
        ("Xuất khẩu đạt 21.900 tỷ đồng", "Nhập khẩu đạt 21.900 tỷ đồng", True),
        ("Giao Sở Y tế chủ trì", "Giao Sở Nội vụ chủ trì", False),
        ("Thu ngân sách đạt 4.120 tỷ", "Thu ngân sách là 4.120 tỷ", False),
        ("Kim ngạch nhập khẩu đạt 21.900 tỷ", "Kim ngạch nhập khẩu đạt 21.900 tỷ", False),
        ("Hội nghị nghe báo cáo về kinh tế", "Kỳ họp nghe tờ trình về kinh tế", False),
    ],
)
def test_a_word_put_in_the_place_of_another(statement: str, quote: str, replaced: bool) -> None:
    assert bool(find_replaced(statement, [quote])) is replaced
