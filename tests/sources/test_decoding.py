"""Old Vietnamese encodings are told apart; broken text is refused with its place."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.errors import SourceError, UnreadableSource
from meetingqa.sources.decoding import _TCVN3, decode, is_syllable, plausibility

TEXT = (
    "Ban Thường vụ Tỉnh ủy họp phiên thứ mười bảy, nghe Ủy ban nhân dân tỉnh báo cáo tiến độ giải "
    "ngân "
    "vốn đầu tư công và kế hoạch xây dựng nông thôn mới ở các huyện miền núi phía tây."
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_cp1258(text: str) -> bytes:
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
            out += (base + "".join(c for c in parts if c in _TONES)).encode("cp1258")
    return out


def to_tcvn3(text: str) -> bytes:
    return bytes(128 + _TCVN3.index(c) if c in _TCVN3 else ord(c) for c in text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_cp1258() -> None:
    assert unicodedata.normalize("NFC", decode(to_cp1258(TEXT))) == TEXT


def test_tcvn3_and_its_mojibake() -> None:
    low = TEXT.lower()
    assert decode(to_tcvn3(low)) == low
    assert decode(to_tcvn3(low).decode("latin-1").encode()) == low


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, len(TEXT.encode()) - 1))
def test_a_stray_byte_in_utf8_is_refused_at_its_place(at: int) -> None:
    data = TEXT.encode()
    with pytest.raises(UnreadableSource, match=r"byte \d+ of"):
        decode(data[:at] + b"\xff" + data[at:])


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_or_a_source_error(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except SourceError as error:
        assert error.message and error.hint


def test_syllables_and_plausibility() -> None:
    assert all(map(is_syllable, ["nghiêng", "khuya", "oanh", "quýt", "giữ", "đường", "ủy"]))
    assert not any(map(is_syllable, ["ãbc", "zürich", "tøi", "bạ̀n"]))
    assert plausibility(TEXT) == 1.0
    assert plausibility(TEXT.encode().decode("latin-1")) < 0.5
