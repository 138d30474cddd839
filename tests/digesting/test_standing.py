"""Points are read outside their article: they lean on no sentence that is not there."""

import pytest

from fakes import make_article
from meetingqa.digesting.standing import loosen, pair_marks, stand_alone
from meetingqa.domain import Citation, Point

TEXT = (
    "Bà Lý Thị Mận là chủ tịch HĐND tỉnh Thạch Lĩnh. Bà cho rằng chợ huyện xây chậm. "
    "Tỉnh đã giao đất cho bốn chợ. Việc này kéo dài hai năm."
)


def point(quote: str, text: str = "") -> Point:
    article = make_article(TEXT, "cho.txt")
    start = TEXT.index(quote)
    cited = Citation(marker=1, article=article, start=start, end=start + len(quote), quote=quote)
    return Point(text=text or quote, citations=(cited,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tuy nhiên, chợ chưa xong.", "Chợ chưa xong."),
        ("Nhưng chợ chưa xong.", "Chợ chưa xong."),
        (", trước tháng 6 phải xong.", "Trước tháng 6 phải xong."),
        ("Giá tăng, nhưng thu không giảm.", "Giá tăng, nhưng thu không giảm."),
        ("Song phương án hai rẻ hơn.", "Song phương án hai rẻ hơn."),
        ("Cụ thể hóa nghị quyết.", "Cụ thể hóa nghị quyết."),
        ("Song riêng vốn chương trình chỉ đạt 21%.", "Riêng vốn chương trình chỉ đạt 21%."),
        ("Và Nghị quyết số 41-NQ/TU về đất rừng.", "Nghị quyết số 41-NQ/TU về đất rừng."),
        ("Song phương hai tỉnh ký kết.", "Song phương hai tỉnh ký kết."),
        ("Song Mai là xã cuối cùng.", "Song Mai là xã cuối cùng."),
    ],
)
def test_what_ties_a_point_to_the_sentence_before_goes(text: str, wanted: str) -> None:
    assert loosen(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ông Mận nói: “Chợ chậm.", "Ông Mận nói: “Chợ chậm.”"),
        ("Phải làm ngay”, ông nhấn mạnh.", "“Phải làm ngay”, ông nhấn mạnh."),
        ('Phải làm ngay ", ông nhấn mạnh.', '"Phải làm ngay ", ông nhấn mạnh.'),
        ('Bà hỏi: "Vì sao chậm?', 'Bà hỏi: "Vì sao chậm?"'),
        ('Tàu "ba không" đã hết.', 'Tàu "ba không" đã hết.'),
    ],
)
def test_a_quotation_has_both_marks(text: str, wanted: str) -> None:
    assert pair_marks(text) == wanted


def test_a_point_that_leans_is_quoted_with_the_sentence_it_leans_on() -> None:
    told = point("Bà cho rằng chợ huyện xây chậm.")
    [(heading, shown)] = stand_alone([("Kinh tế", told)])
    assert heading == "Kinh tế"
    assert shown.text == TEXT[: TEXT.index(" Tỉnh đã")]
    assert [c.marker for c in shown.citations] == [1, 2]
    assert all(c.article.text[c.start : c.end] == c.quote for c in shown.citations)


def test_a_point_follows_the_one_it_leans_on_in_the_article_s_order() -> None:
    later, earlier = point("Việc này kéo dài hai năm."), point("Tỉnh đã giao đất cho bốn chợ.")
    found = stand_alone([("Xã hội", later), ("Hạ tầng", earlier)])
    assert [(heading, p.text) for heading, p in found] == [
        ("Hạ tầng", "Tỉnh đã giao đất cho bốn chợ."),
        ("Hạ tầng", "Việc này kéo dài hai năm."),
    ]


def test_a_part_of_a_sentence_leans_on_nothing_else() -> None:
    [(_, shown)] = stand_alone(
        [("Xã hội", point("Tỉnh đã giao đất cho bốn chợ.", "Bốn chợ này đã có đất."))]
    )
    assert shown.text == "Bốn chợ này đã có đất."
