"""One canonical form of Vietnamese text, and what keeps its length."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.language.text import (
    LOWER,
    UPPER,
    fold,
    has_diacritics,
    key,
    normalize,
    syllables,
    unify_tone_marks,
    unmark,
)

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâeêioôơuưyđqAĂÂĐOU" + "àáảãạằắẳẵặềếệòóọỏõờớợùúụủũừứửữựỳýỵỷỹ" + " .,-\n0123"),
    max_size=60,
)  # fmt: skip


def test_normalize_gives_one_form() -> None:
    assert normalize("\ufeffUBND\u00a0tỉnh \t họp\r\n\r\n\r\n\r\nngày 5\u200b/7  ") == (
        "UBND tỉnh họp\n\nngày 5/7"
    )
    assert normalize(unicodedata.normalize("NFD", "Hội đồng nhân dân")) == "Hội đồng nhân dân"
    assert normalize("Ðồng chí ðã dự") == "Đồng chí đã dự"
    assert normalize("a\x00b\x1fc\u00adx") == "abcx"
    assert normalize("") == normalize(" \r\n\t ") == ""


@pytest.mark.parametrize(
    ("written", "unified"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("hoà bình", "hòa bình"),
        ("sức khoẻ", "sức khỏe"),
        ("thuý", "thúy"),
        ("HOÀ", "HÒA"),
        ("Quý", "Quý"),
        ("quỹ", "quỹ"),
        ("hoàn thành", "hoàn thành"),
        ("khoáng sản", "khoáng sản"),
        ("chuyển", "chuyển"),
    ],
)
def test_tone_marks_stand_in_one_place(written: str, unified: str) -> None:
    assert unify_tone_marks(written) == unified


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=60), VIETNAMESE))
def test_offsets_stay_valid(text: str) -> None:
    canonical = normalize(text)
    assert normalize(canonical) == canonical
    assert len(unify_tone_marks(canonical)) == len(canonical)
    assert len(fold(canonical)) == len(canonical)
    assert unify_tone_marks(unify_tone_marks(canonical)) == unify_tone_marks(canonical)


def test_fold_drops_every_mark() -> None:
    assert fold("Đại hội Đảng bộ tỉnh Thừa Thiên - Huế") == "dai hoi dang bo tinh thua thien - hue"
    assert fold("Ử Ỡ Ặ ğ") == "u o a g"
    assert unmark("Đỗ Bá Ửng, tỉnh Huế") == "Do Ba Ung, tinh Hue"


def test_diacritics() -> None:
    assert has_diacritics("Kỳ họp") and has_diacritics("đ")
    assert not has_diacritics("Ky hop thu 15, “2023” – 3.800")


def test_syllables_keep_numbers_whole() -> None:
    assert syllables("Uỷ ban: 3.800 tỷ, 36/NQ-HĐND (5,2%).") == [
        "ủy", "ban", "3.800", "tỷ", "36/nq-hđnd", "5,2",
    ]  # fmt: skip
    assert syllables("…") == []


def test_key_compares_what_reads_the_same() -> None:
    assert key(" Uỷ  ban\nNhân dân ") == key(unicodedata.normalize("NFD", "ủy ban nhân dân"))
    assert key("tỉnh uỷ") != key("tinh uy")


def test_capitals_and_small_letters_are_apart() -> None:
    assert all(char.isupper() for char in UPPER.replace("A-Z", ""))
    assert all(char.islower() for char in LOWER.replace("a-z", ""))
    assert len(UPPER) == len(LOWER)
