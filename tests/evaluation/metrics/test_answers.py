"""Answers against gold: planted cases, and the SQuAD script's formulas where both must agree."""

import re
import string
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.answers import (
    answer_tokens,
    best_f1,
    exact_match,
    holds,
    missing_groups,
    strip_markers,
    token_f1,
)

SYLLABLES = st.sampled_from("ủy ban nhân dân tỉnh họp phiên thường kỳ tháng bảy công nghệ".split())
PHRASES = st.lists(SYLLABLES, max_size=8).map(" ".join)


def squad_tokens(text: str) -> list[str]:
    """SQuAD v1.1: lower case, ASCII punctuation and English articles off, split at white space."""
    bare = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", bare).split()


def squad_f1(said: str, gold: str) -> float:
    own, wanted = squad_tokens(said), squad_tokens(gold)
    same = sum((Counter(own) & Counter(wanted)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(own), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


@given(PHRASES.filter(bool), PHRASES.filter(bool), st.sampled_from(["", ".", "!", " ;"]))
def test_f1_and_em_are_the_squad_scripts_where_normalisers_agree(
    said: str, gold: str, end: str
) -> None:
    assert token_f1(said + end, gold) == pytest.approx(squad_f1(said + end, gold))
    assert exact_match(said + end, [gold]) == float(squad_tokens(said + end) == squad_tokens(gold))


def test_no_word_is_deleted_as_an_english_article() -> None:
    assert squad_tokens("Công an tỉnh") == ["công", "tỉnh"]
    assert exact_match("Công an tỉnh", ["công tỉnh"]) == 0
    assert exact_match("Báo cáo của Sở", ["báo cáo sở"]) == 0


@given(PHRASES, PHRASES)
def test_f1_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0 <= token_f1(a, b) <= 1
    assert token_f1(a, b) == token_f1(b, a)
    assert token_f1(a, a) == 1
    assert (exact_match(a, [b]) == 1) <= (token_f1(a, b) == 1)


@given(PHRASES)
def test_composition_case_and_tone_places_do_not_count(text: str) -> None:
    moved = text.replace("ủy", "uỷ").upper()
    assert exact_match(unicodedata.normalize("NFD", moved), [text]) == 1
    assert holds(unicodedata.normalize("NFD", moved), [[text]] if text else [])


def test_diacritics_count() -> None:
    assert exact_match("Uy ban", ["Ủy ban"]) == 0
    assert token_f1("Uy ban", "Ủy ban") == 0.5
    assert not holds("Hội nghị tỉnh ủy Vĩnh Hạ", [["tinh uy"]])


def test_separators_within_a_number_are_part_of_it() -> None:
    assert answer_tokens("Đạt 1.234,5 tỷ.") == ["đạt", "1.234,5", "tỷ"]
    assert exact_match("22,4", ["224"]) == 0
    assert exact_match("1234.5", ["1.234,5"]) == 0  # the value is for the typed match to see


def test_empty_answers() -> None:
    assert token_f1("", "") == 1
    assert token_f1("", "Vĩnh Hạ") == token_f1("Vĩnh Hạ", "") == token_f1("…", "Vĩnh Hạ") == 0
    assert exact_match("", ["Vĩnh Hạ"]) == 0
    assert not holds("", [["Vĩnh Hạ"]])
    assert holds("", [])


def test_a_number_is_held_only_whole() -> None:
    assert holds("tăng 8,2% so với cùng kỳ", [["8,2%", "8,2 phần trăm"]])
    assert holds("đạt 41 xã.", [["41"]])
    for text in ("đạt 3.412 tỷ", "đạt 12,412", "412a", "đạt 2412"):
        assert not holds(text, [["412"]]), text
    for text in ("đạt 5,6%", "đạt 5.000 tỷ", "đạt 0,5"):
        assert not holds(text, [["5"]]), text
    assert not holds("thu 1.234.567 đồng", [["1.234"]])
    assert holds("bằng 5, 6 hoặc 7. Năm nay 5.", [["5"], ["7"]])
    assert holds("hạn là 15.8.2024", [["15.8"]])
    assert holds("gồm 12 xã, 3 phường", [["12 xã"], ["3 phường"]])
    assert missing_groups("gồm 12 xã", [["12 xã"], ["3 phường", "ba phường"]]) == [
        ["3 phường", "ba phường"]
    ]


def test_a_quotation_mark_is_one_however_it_is_drawn() -> None:
    assert holds("Mô hình “Chợ đêm – phố nước” mở cửa", [['"Chợ đêm – phố nước"']])
    assert holds('Mô hình "Chợ đêm"', [["«Chợ đêm»"]])
    assert exact_match("“Chợ đêm”", ['"Chợ đêm"']) == 1


def test_the_best_gold_counts_and_groups_are_read_together() -> None:
    assert best_f1("thành phố Hạ Lam", [["thị xã Hạ Lam", "thành phố Hạ Lam"]]) == 1
    groups = [["12 xã", "mười hai xã"], ["3 phường"]]
    assert best_f1("12 xã và 3 phường", groups) == pytest.approx(8 / 9)


def test_markers_are_no_part_of_an_answer() -> None:
    assert strip_markers("Đạt 41 xã [1][2], tăng 3 xã [1, 3].") == "Đạt 41 xã, tăng 3 xã."
    assert strip_markers("Năm [2024] đạt 41 xã") == "Năm [2024] đạt 41 xã"
