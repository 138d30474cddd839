"""Names as filters compare them."""

from meetingqa.language.filter_words import body_words, match_words, province_words


def test_match_words_folds_and_writes_out() -> None:
    assert match_words("Kỳ họp thứ 15, khoá XX") == " ky hop thu 15 khoa xx "
    assert match_words("HĐND") == match_words("Hội đồng  nhân dân")
    assert match_words(None) is None


def test_a_province_is_named_with_its_kind_or_without() -> None:
    assert province_words("tỉnh Hoà Lâm") == province_words("hoa lam") == " hoa lam "


def test_a_party_committee_has_two_names() -> None:
    assert body_words("Tỉnh ủy") == ([" tinh uy ", " dang bo tinh "], [])
    assert body_words("BCH Đảng bộ tỉnh")[1] == [" tinh uy "]
    assert body_words("UBND tỉnh") == ([" uy ban nhan dan tinh "], [])
