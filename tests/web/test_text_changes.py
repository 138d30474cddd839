"""What changed from one text to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.web.text_changes import Piece, compare_texts

FIRST = "Sáng 5/7, HĐND tỉnh khai mạc kỳ họp. Thu ngân sách đạt 1.250 tỷ đồng. Kỳ họp bế mạc."


def _kinds(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def test_a_changed_figure_stands_beside_the_old_one() -> None:
    after = FIRST.replace("1.250", "1.520")
    assert _kinds(compare_texts(FIRST, after)) == [
        ("same", "Sáng 5/7, HĐND tỉnh khai mạc kỳ họp. Thu ngân sách đạt "),
        ("gone", "1.250"),
        ("new", "1.520"),
        ("same", " tỷ đồng. Kỳ họp bế mạc."),
    ]


def test_a_sentence_that_came_is_new_as_a_whole() -> None:
    added = "Ông Lê Văn Thử chủ trì. "
    after = FIRST.replace("Kỳ họp bế mạc.", added + "Kỳ họp bế mạc.")
    assert ("new", added) in _kinds(compare_texts(FIRST, after))


def test_equal_texts_have_no_changes() -> None:
    assert _kinds(compare_texts(FIRST, FIRST)) == [("same", FIRST)]
    assert compare_texts("", "") == []


_TEXTS = st.lists(st.sampled_from(["Một.", "Hai ba.", "Bốn năm sáu!", "\n", " "]), max_size=12)


@pytest.mark.parametrize("unlike", ["Chuyện khác hẳn, không chung chữ nào", ""])
def test_another_text_goes_and_comes(unlike: str) -> None:
    pieces = compare_texts("Thu ngân sách đạt 1.250 tỷ đồng.", unlike)
    assert [piece.kind for piece in pieces if piece.text.strip()][:1] == ["gone"]


@given(_TEXTS, _TEXTS)
def test_the_pieces_are_both_texts(before: list[str], after: list[str]) -> None:
    old, new = "".join(before), "".join(after)
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
