"""The abbreviations of Vietnamese administration, written out so that both forms match.

Texts and queries go through the same `expand`, so "HĐND" and "hội đồng nhân dân" end as the same
words. Long abbreviations count in any case and without diacritics ("hdnd", "ubnd"); short ones that
are also syllables or initials ("TU", "CT", "NQ") only in capitals or inside a document number.
"""

import re
import unicodedata
from functools import lru_cache

from meetingqa.text import fold

_LONG = {
    "hội đồng nhân dân": "HĐND",
    "ủy ban nhân dân": "UBND",
    "ban chấp hành": "BCH",
    "ban chấp hành trung ương": "BCHTW BCHTƯ",
    "ban thường vụ": "BTV",
    "ban thường vụ tỉnh ủy": "BTVTU",
    "thường vụ tỉnh ủy": "TVTU",
    "ủy viên tỉnh ủy": "UVTU",
    "tỉnh ủy viên": "TUV",
    "ủy viên ban thường vụ": "UVBTV",
    "ủy viên ban chấp hành": "UVBCH",
    "ủy viên ban thường vụ tỉnh ủy": "UVBTVTU UVTVTU",
    "đại biểu quốc hội": "ĐBQH",
    "ủy ban thường vụ quốc hội": "UBTVQH",
    "mặt trận tổ quốc": "MTTQ",
    "mặt trận tổ quốc việt nam": "MTTQVN",
    "ủy ban mặt trận tổ quốc": "UBMTTQ",
    "ủy ban mặt trận tổ quốc việt nam": "UBMTTQVN",
    "ủy ban kiểm tra": "UBKT",
    "ban tổ chức": "BTC",
    "ban tuyên giáo": "BTG",
    "ban nội chính": "BNC",
    "ban chỉ đạo": "BCĐ",
    "ban quản lý": "BQL",
    "nông thôn mới": "NTM",
    "tổng sản phẩm trên địa bàn": "GRDP",
    "tổng sản phẩm trong nước": "GDP",
    "đầu tư trực tiếp nước ngoài": "FDI",
    "hỗ trợ phát triển chính thức": "ODA",
    "chỉ số năng lực cạnh tranh cấp tỉnh": "PCI",
    "chỉ số hiệu quả quản trị và hành chính công": "PAPI",
    "chỉ số hài lòng": "SIPAS",
    "mỗi xã một sản phẩm": "OCOP",
    "bí thư tỉnh ủy": "BTTU",
    "ngân hàng nhà nước": "NHNN",
    "dân tộc thiểu số": "DTTS",
    "khu kinh tế": "KKT",
    "chương trình mục tiêu quốc gia": "CTMTQG",
    "ủy viên trung ương": "UVTW UVTƯ",
    "kinh tế xã hội": "KTXH",
    "quốc phòng an ninh": "QPAN",
    "an ninh quốc phòng": "ANQP",
    "an ninh trật tự": "ANTT",
    "an toàn giao thông": "ATGT",
    "tai nạn giao thông": "TNGT",
    "trật tự an toàn xã hội": "TTATXH",
    "phòng cháy chữa cháy": "PCCC",
    "phòng chống tham nhũng": "PCTN",
    "cải cách hành chính": "CCHC",
    "thủ tục hành chính": "TTHC",
    "giải phóng mặt bằng": "GPMB",
    "xây dựng cơ bản": "XDCB",
    "ngân sách nhà nước": "NSNN",
    "khu công nghiệp": "KCN",
    "cụm công nghiệp": "CCN",
    "hợp tác xã": "HTX",
    "doanh nghiệp": "DN",
    "sản xuất kinh doanh": "SXKD",
    "quyền sử dụng đất": "QSDĐ",
    "bảo hiểm y tế": "BHYT",
    "bảo hiểm xã hội": "BHXH",
    "bảo vệ môi trường": "BVMT",
    "biến đổi khí hậu": "BĐKH",
    "công nghệ thông tin": "CNTT",
    "công nghiệp hóa": "CNH",
    "hiện đại hóa": "HĐH",
    "công nghiệp hóa hiện đại hóa": "CNHHĐH",
    "khoa học và công nghệ": "KHCN KH&CN",
    "giáo dục và đào tạo": "GDĐT GD&ĐT",
    "kế hoạch và đầu tư": "KHĐT KH&ĐT",
    "tài nguyên và môi trường": "TNMT TN&MT",
    "nông nghiệp và phát triển nông thôn": "NNPTNT NN&PTNT",
    "nông nghiệp và môi trường": "NN&MT",
    "lao động thương binh và xã hội": "LĐTBXH LĐTB&XH",
    "văn hóa thể thao và du lịch": "VHTTDL VHTT&DL",
    "thông tin và truyền thông": "TT&TT",
    "giao thông vận tải": "GTVT",
    "trung học phổ thông": "THPT",
    "trung học cơ sở": "THCS",
    "lực lượng vũ trang": "LLVT",
    "bộ đội biên phòng": "BĐBP",
    "quân đội nhân dân": "QĐND",
    "công an nhân dân": "CAND",
    "bộ chỉ huy quân sự": "BCHQS",
    "liên đoàn lao động": "LĐLĐ",
    "liên hiệp phụ nữ": "LHPN",
    "cựu chiến binh": "CCB",
    "thanh niên cộng sản": "TNCS",
    "xã hội chủ nghĩa": "XHCN",
    "đơn vị hành chính": "ĐVHC",
    "hồ chí minh": "HCM",
    "thành phố hồ chí minh": "TPHCM",
    "đồng bằng sông cửu long": "ĐBSCL",
    "bộ chính trị": "BCT",
}
# Also a syllable, a name's initials or several things: only in capitals between ordinary words.
_SHORT = {
    "tỉnh ủy": "TU",
    "trung ương": "TƯ TW",
    "thành phố": "TP",
    "thị xã": "TX",
    "chỉ thị": "CT",
    "quyết định": "QĐ",
    "nghị quyết": "NQ",
    "nghị định": "NĐ",
    "thông báo": "TB",
    "kết luận": "KL",
    "phó chủ tịch": "PCT",
}
_DOCUMENT_KINDS = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "thông báo": "TB",
    "kết luận": "KL",
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "tờ trình": "TTr",
    "nghị định": "NĐ",
    "thông tư": "TT",
    "chương trình": "CTr CTHĐ",
    "đề án": "ĐA",
    "hướng dẫn": "HD",
    "quy định": "QĐi QyĐ",
    "công văn": "CV",
}
_ISSUERS = {
    "tỉnh ủy": "TU",
    "trung ương": "TW TƯ",
    "chính phủ": "CP",
    "thủ tướng": "TTg",
    "quốc hội": "QH",
    "thành ủy": "ThU",
    "huyện ủy": "HU",
    "đảng ủy": "ĐU",
    "ban chấp hành": "BCH",
    "ban cán sự đảng": "BCSĐ",
    "ban cán sự": "BCS",
}


def _by_abbreviation(table: dict[str, str]) -> dict[str, str]:
    return {short: words for words, shorts in table.items() for short in shorts.split()}


_AS_WRITTEN = _by_abbreviation(_LONG)
# "UVTƯ" and "UVTU" fold to the same letters: typed without marks, the province's is meant.
_COMMON_LAST = sorted(_AS_WRITTEN, key=lambda short: "Ư" not in short)
_ANY_CASE = {fold(short): _AS_WRITTEN[short] for short in _COMMON_LAST}
_CAPITALS = _by_abbreviation(_SHORT)
_KINDS = {fold(short): words for short, words in _by_abbreviation(_DOCUMENT_KINDS).items()}
_ISSUER_NAMES = _by_abbreviation(_ISSUERS)
# "TƯ" and "TU" fold to the same letters: the form as written goes first, then the commoner one.
_SIGNERS = _ANY_CASE | {fold(s): w for s, w in _ISSUER_NAMES.items() if s != "TƯ"} | _ISSUER_NAMES

_WORD = re.compile(r"\w+(?:[&.-]\w+)*")
_DOTTED = re.compile(r"\bT\.(?=[UƯW]\b)|\b(?P<city>[Tt][Pp])\.\s?(?=\w)")
_KIND_WORDS = "|".join({w for words in _DOCUMENT_KINDS for w in (words, fold(words))})
# "Nghị quyết số 36/NQ-HĐND", "05-CT/TU", "18/2023/QĐ-UBND", also in lower case without diacritics.
_DOCUMENT = re.compile(
    rf"(?:\b(?:{_KIND_WORDS}|nq|q[dđ]|ct|tb|kl)\s+(?:(?:số|so)\s+)?)?"
    r"\b(?P<number>\d{1,5})(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d))?"
    r"\s?[/-]\s?(?P<kind>[A-Za-zĐđ]{2,4})(?:\s?[/-]\s?(?P<signer>[A-Za-zĐđƯư]{2,8})\d{0,2})?\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\d\s?[/-]\s?[a-zđ]", re.IGNORECASE)  # in every document number
_NUMBERED = re.compile(rf"\b({_KIND_WORDS})\s+(?:số|so)\s+(?=\d)", re.IGNORECASE)
# "NQ 36", "qd so 15": initials right before a number are a document, in any case.
_INITIALED = re.compile(r"\b(nq|q[dđ]|ct|kl|n[dđ])\s+(?:(?:số|so)\s+)?(?=\d)", re.IGNORECASE)


def expand(text: str) -> str:
    """`text` with its abbreviations and document numbers written out in lower-case words.

    "Nghị quyết số 36/NQ-HĐND" becomes "nghị quyết 36 hội đồng nhân dân". Offsets are not kept.
    """
    text = unicodedata.normalize("NFC", text)
    if _SLASHED.search(text):
        text = _DOCUMENT.sub(_write_document, text)
    text = _NUMBERED.sub(r"\1 ", text)
    text = _INITIALED.sub(lambda match: f"{_KINDS[fold(match[1])]} ", text)
    text = _DOTTED.sub(lambda m: m.group("city").upper() + " " if m.group("city") else "T", text)
    words = list(_WORD.finditer(text))
    parts: list[str] = []
    done = 0
    for i, match in enumerate(words):
        word = match.group()
        written = _write_word(word)
        if written is None and (word in _CAPITALS or "-" in word):
            near = [words[j].group() for j in (i - 1, i + 1) if 0 <= j < len(words)]
            written = _write_in_context(word, near)
        if written is not None:
            parts += [text[done : match.start()], written]
            done = match.end()
    return "".join(parts) + text[done:]


def _write_document(match: re.Match[str]) -> str:
    kind = _KINDS.get(fold(match["kind"]))
    if kind is None:
        return match.group()
    signer, year = match["signer"] or "", f" năm {match['year']}" if match["year"] else ""
    name = _SIGNERS.get(signer) or _SIGNERS.get(fold(signer), signer)
    return f"{kind} {match['number']}{year} {name}".rstrip()


@lru_cache(maxsize=100_000)  # a corpus repeats its words, and this runs on every one
def _write_word(word: str) -> str | None:
    """The words of an abbreviation that is sure by itself, or None."""
    folded = fold(word)
    return _AS_WRITTEN.get(word) or _ANY_CASE.get(folded) or _ANY_CASE.get(folded.replace("-", ""))


def _write_in_context(word: str, near: list[str]) -> str | None:
    """The words of a short abbreviation, or of several joined by hyphens, or None."""
    if word in _CAPITALS:
        return None if any(map(_shouted, near)) else _CAPITALS[word]
    parts = word.split("-")
    written = [
        _write_word(part) or (_write_in_context(part, near) if part in _CAPITALS else None)
        for part in parts
    ]
    if not any(written):
        return None
    return " ".join(w or part for w, part in zip(written, parts, strict=True))


def _shouted(word: str) -> bool:
    """Whether a word is in capitals without being an abbreviation: "TƯ" in "ĐẦU TƯ CÔNG"."""
    return (
        len(word) > 1
        and word.isupper()
        and word.isalpha()
        and fold(word) not in _ANY_CASE
        and word not in _CAPITALS
    )
