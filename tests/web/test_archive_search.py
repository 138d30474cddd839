"""What the archive's search box finds, and which words of a passage it lights."""

import re

import pytest

from asking import GIANG_2023, MAI_2023, passages_of
from fakes import make_article
from meetingqa.domain import Filters, Passage
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service
from meetingqa.web.ui.archive_search import Typed, find_articles


def passage_of(text: str, title: str = "UBND tỉnh họp") -> Passage:
    return passages_of([make_article(text, source="bai.txt", title=title)])[0]


def lit(typed: str, text: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", Typed(typed).light(passage_of(text))[0])


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("son tra giang", [GIANG_2023.title]),  # in its title
        ("xã đạt chuẩn nông thôn mới", [GIANG_2023.title]),
        ("ông Phạm Bá Lộc là ai?", [MAI_2023.title]),  # the frame of a question needs not be there
        ("pham ba loc", [MAI_2023.title]),
        ("khóa XX 18 nghị quyết", [MAI_2023.title]),  # partly in the title
    ],
)
def test_articles_that_hold_every_word_are_found(
    asked: Service, typed: str, titles: list[str]
) -> None:
    found, near = find_articles(asked, LOCAL, typed, Filters())
    assert [item.article.title for item in found] == titles
    assert not near


def test_the_nearest_passages_stand_where_no_article_holds_every_word(asked: Service) -> None:
    found, near = find_articles(asked, LOCAL, "thu ngân sách tăng kỷ lục", Filters())
    assert near and all(item.passages for item in found)
    within = Filters(provinces=("Sơn Trà Giang",))
    [only] = find_articles(asked, LOCAL, "thu ngân sách tăng kỷ lục", within)[0]
    assert only.article.province == "Sơn Trà Giang"
    everything, near = find_articles(asked, LOCAL, " ", Filters())
    assert len(everything) == 3 and not near


def test_words_are_lit_with_their_marks_and_beside_each_other() -> None:
    text = "Vốn đầu tư công dẫn đầu cả nước, thủ tục thu hồi đất còn chậm; THU ngân sách giảm."
    assert lit("thu giảm", text) == ["thu", "THU", "giảm"]
    assert lit("đầu tư công", text) == ["đầu tư công"]
    assert lit("dau tu cong", text) == ["đầu tư công"]
    assert lit("không có chữ ấy", text) == []


def test_a_stretch_is_of_the_article_and_harmless() -> None:
    text = "Một hai ba bốn. " * 40 + "Đây là <b>điều</b> cần tìm. " + "Năm sáu bảy tám. " * 40
    passage = passage_of(text)
    html, start, end = Typed("cần tìm").light(passage)
    assert "&lt;b&gt;điều&lt;/b&gt; <mark>cần tìm</mark>." in html
    shown = passage.article.text[start:end]
    assert "cần tìm" in shown and len(shown) < 300
    assert re.sub("<.*?>", "", html).replace("…", "").startswith("&nbsp;")
    assert Typed("gì").light(passage_of("x" * 900))[1:] == (0, 260)
