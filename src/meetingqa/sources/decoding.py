"""Bytes to text: byte-order marks, UTF-8, UTF-16, then the old encodings by plausibility."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from meetingqa.errors import UnreadableSource, UnsupportedFormat

# TCVN 5712 (VN1), bytes 0x80 to 0xFF in order, as the ".Vn" fonts (ABC) wrote it.
_TCVN3 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?"
_RIME = (
    "(?:oong|ooc|iêu|yêu|oai|oay|oeo|uây|uôi|uya|uyê|uyu|uêu|ươi|ươu|uơ|oă|oa|oe|uâ|uê|uô|uy|ua|ưa|"
    "ươ|ia|iê"
    "|yê|ya|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_SYLLABLE = re.compile(_ONSET + _RIME + "(?:ch|c|m|ng|nh|n|p|t)?")
_TONE_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def decode_tcvn3(data: bytes) -> str:
    """Text of TCVN3 (ABC) bytes; capital letters drawn by a capital font come out small."""
    text = "".join(chr(byte) if byte < 0x80 else _TCVN3[byte - 0x80] for byte in data)
    return unicodedata.normalize("NFC", text)


def is_syllable(word: str) -> bool:
    """Whether a word is built like one Vietnamese syllable with at most one tone mark."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    bare = "".join(char for char in decomposed if char not in _TONE_MARKS)
    tones = len(decomposed) - len(bare)
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def plausibility(text: str) -> float:
    """Share (0 to 1) of the words with a non-ASCII letter that are Vietnamese syllables.

    Words of plain ASCII say nothing about the encoding; a text of them alone counts as 1. Letters
    of none of our alphabets, and symbols stuck between letters, count as wrong words.
    """
    text = unicodedata.normalize("NFC", text)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    stray = len(re.findall(r"(?<=\w)[\u00a1-\u00bf\u0080-\u009f\ufffd†‡ˆ‰‹›€™¤¦§](?=\w)", text))
    if not words and not stray:
        return 1.0
    return sum(map(is_syllable, words)) / (len(words) + stray)


_PLAUSIBLE = 0.85  # real Vietnamese text scores 0.97 or more, a wrong table below 0.6
_SAMPLE = 20_000  # characters looked at when judging an encoding
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP or Office",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"MZ\x90": "Windows program",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "old Office (.doc)",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "SQLite",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY: tuple[Callable[[bytes], str], ...] = (
    lambda data: data.decode("cp1258"),
    decode_tcvn3,
)


def decode(data: bytes) -> str:
    """The text of `data`.

    Raises UnsupportedFormat when it is another kind of file, UnreadableSource with the offset of
    the first wrong byte when no encoding explains it.
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise UnsupportedFormat(
                f"binary content ({kind}) where text was expected", "give the file its right suffix"
            )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\x00" in data:
        return _decode_utf16_without_bom(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error.start)
    return _repair(text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"broken {encoding} text at byte {error.start} of {len(data)}",
            "save the file again as UTF-8",
        ) from error


def _decode_utf16_without_bom(data: bytes) -> str:
    """UTF-16 has a zero in every second byte of its ASCII letters; other zeros mean binary."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 4 * min(even, odd) + len(data[:4000]) / 20:
        try:
            text = data.decode("utf-16-be" if even > odd else "utf-16-le")
        except UnicodeDecodeError:
            text = "\ufffd"
        if plausibility(text[:_SAMPLE]) >= _PLAUSIBLE:
            return text
    offset = data.index(0)
    raise UnreadableSource(f"binary content (zero byte at {offset})", "give text, saved as UTF-8")


def _decode_legacy(data: bytes, bad_at: int) -> str:
    best, best_score = "", 0.0
    for candidate in _LEGACY:
        try:
            text = candidate(data)
        except UnicodeDecodeError:
            continue
        score = plausibility(text[:_SAMPLE])
        if score > best_score:
            best, best_score = text, score
    # A few stray bytes in a UTF-8 text leave its other words unreadable in every old table.
    if best_score < _PLAUSIBLE:
        raise UnreadableSource(
            f"not UTF-8 (byte {bad_at} of {len(data)} is 0x{data[bad_at]:02x}) and no Vietnamese "
            "encoding (cp1258, TCVN3) explains it",
            "save the file again as UTF-8",
        )
    return best


def _repair(text: str) -> str:
    """Old-font text stored as UTF-8 of its Windows-1252 letters, read back; else `text`."""
    if plausibility(text[:_SAMPLE]) >= 0.5:
        return text
    try:
        data = "".join(c if ord(c) < 256 else c.encode("cp1252").decode("latin-1") for c in text)
        return _decode_legacy(data.encode("latin-1"), 0)
    except (UnicodeEncodeError, UnreadableSource):
        return text
