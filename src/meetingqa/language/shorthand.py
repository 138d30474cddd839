"""A clerk's shorthand in a question, written out: "6T đầu 2022", "DN", "CT HĐND", "HN 13".

Only for questions: an article's own words are never changed. The abbreviations that articles use too
are left to `abbreviations`.
"""

import re

from meetingqa.language.text import fold

_MONTHS = re.compile(r"\b(\d{1,2})\s?[Tt](?:háng)?(?=[\s,?./]|$)(?:\s?/\s?((?:19|20)\d\d))?")
_MONTH = re.compile(r"\bT\s?(\d{1,2})(?=\s?[/.-]\s?(?:19|20)\d\d|\b)")
_QUARTER = re.compile(r"\bQ(?:uý|úy)?[\s.]?(IV|I{1,3}|[1-4])\s?/\s?((?:19|20)\d\d)")
_PART_OF_YEAR = re.compile(r"\b(giữa|cuối|đầu|hết) ((?:19|20)\d\d)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?P<what>hội nghị|kỳ họp|phiên họp|hoi nghi|ky hop)(?P<whose>(?: (?:BCH|TU|BTV|Tỉnh ủy|HĐND))?) "
    r"(?P<number>\d{1,2})(?![\d/.,%-]|\s?(?:tháng|thang|năm|nam|ngày|ngay|đại|dai))",
    re.IGNORECASE,
)
# What a person says before and after the question proper; in capitals it would be a name's end.
_OPENING = re.compile(
    r"^(?:(?:dạ|ạ|alo|à),?\s+)?(?:(?:cho|xin|làm ơn cho|vui lòng cho)\s+(?:\w+\s+){0,2}?(?:hỏi|biết)(?: là| rằng)?"
    r"(?:\s*[:,])?\s+)?(?:rốt cuộc(?: thì)?,?\s+)?(?=\w)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"[\s,]+(?:(?:vậy|thế|đó|đấy)\s+)?(?:ạ|nhỉ|nhé|hả|nha|ad|(?:với|giúp|kể giúp)\s+(?:tôi|em|mình)(?:\s+(?:với|ạ))?)\s*[?.!]*$",
)
_LOWER = {
    "đc": "được", "dc": "được", "đ/c": "đồng chí", "d/c": "đồng chí", "bn": "bao nhiêu",
    "bnhiu": "bao nhiêu", "ntn": "như thế nào", "ko": "không", "kg": "không", "hok": "không",
    "sp": "sản phẩm", "vs": "với", "trđ": "triệu đồng", "dn": "doanh nghiệp",
}  # fmt: skip
_CAPITALS = {
    "DN": "doanh nghiệp", "PBT": "Phó Bí thư", "NS": "ngân sách", "XD": "xây dựng",
    "ĐV": "đảng viên", "GĐ": "Giám đốc", "PGĐ": "Phó Giám đốc", "SP": "sản phẩm",
    "SYT": "Sở Y tế", "STC": "Sở Tài chính", "SXD": "Sở Xây dựng", "SNV": "Sở Nội vụ",
    "SCT": "Sở Công Thương", "SGTVT": "Sở Giao thông vận tải", "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "SGDĐT": "Sở Giáo dục và Đào tạo", "STNMT": "Sở Tài nguyên và Môi trường",
    "ĐTC": "đầu tư công", "KTNS": "kinh tế ngân sách", "LĐ": "lao động", "CB": "cán bộ",
    "CBCC": "cán bộ, công chức", "TMĐT": "tổng mức đầu tư", "TCĐ": "tổ chức đảng", "TTĐT": "thông tin điện tử", "GPMB": "giải phóng mặt bằng",
}  # fmt: skip
# Of several meanings: this one only before these words.
_BEFORE = (
    ("CT", "Chủ tịch", r"(?=\s(?:UBND|HĐND|tỉnh|huyện|xã|UBMTTQ|MTTQ|LĐLĐ))"),
    ("BT", "Bí thư", r"(?=\s(?:TU|Tỉnh|tỉnh|huyện|Huyện|HU|thành|Thành|thị|Thị|Đảng|đảng|chi))"),
    ("TT", "Thường trực", r"(?=\s(?:HĐND|TU|Tỉnh|tỉnh|huyện|Huyện))"),
    ("GN", "giải ngân", r"(?=\s(?:vốn|đầu tư|ĐTC|được|đạt|bao|mấy|bn|\d))"),
    ("KL", "kỷ luật", r"(?=\s(?:\w+\s){0,2}(?:TCĐ|ĐV|đảng viên|tổ chức|cán bộ|CB))"),
    ("CA", "công an", r"(?=\s(?:tỉnh|huyện|xã|phường|thành|TP|thị|TX)(?!\w))"),
    ("ĐB", "Đảng bộ", r"(?=\s(?:tỉnh|huyện|xã|thành|TP|thị|TX)(?!\w))"),
    ("HN", "hội nghị", r"(?=\s(?:BCH|BTV|TU|Tỉnh|tỉnh|HĐND|lần|thứ|tổng|sơ|giao|\d))"),
)
_COUNTED = re.compile(r"(?:\d|một|mỗi|mấy|bao nhiêu|đồng|từng)\s*$", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/.&-])(?:đ/c|d/c|\w+)(?![\w/&-])")


def write_out(question: str) -> str:
    """The question with its shorthand written out."""
    question = _OPENING.sub("", _POLITE.sub("?", question))
    text = _MONTHS.sub(lambda m: f"{m[1]} tháng" + (f" năm {m[2]}" if m[2] else ""), question)
    text = _MONTH.sub(r"tháng \1", text)
    text = _QUARTER.sub(r"quý \1 năm \2", text)
    text = _PART_OF_YEAR.sub(r"\1 năm \2", text)
    for short, words, before in _BEFORE:
        text = re.sub(rf"(?<![\w/-]){short}{before}", words, text)
    text = _WORD.sub(_write_word, text)
    return _MEETING.sub(_write_meeting, text)


def _write_word(match: re.Match[str]) -> str:
    word = match.group()
    if word == "kg" and _COUNTED.search(match.string, 0, match.start()):
        return word  # "bao nhiêu một kg"
    return _CAPITALS.get(word) or (_LOWER.get(word) if word.islower() else None) or word


def _write_meeting(match: re.Match[str]) -> str:
    th = "lần thứ" if fold(match["what"]) == "hoi nghi" else "thứ"
    return f"{match['what']}{match['whose']} {th} {match['number']}"
