"""Units of figures: one key for each, and which of them cannot stand for one another."""

import re

from meetingqa.language.text import key

# What stands right after a figure; two words only where one would mislead ("đồng chí" is no money).
UNIT = re.compile(
    r"\s*(?P<unit>điểm\s+(?:phần\s+trăm|%)|đồng\s+(?:chí|bào)|mét\s+(?:vuông|khối)|héc\s*-?\s*ta|"
    r"(?:k?m[23²³]|[^\W\d_]+)(?!\w))(?:/[^\W\d_]+)?",
    re.IGNORECASE,
)
# Units that may be written without a space: "4.500ha".
GLUED = r"(?:ha|km2?|m[23²³]?|kg|tấn|tạ|mw|kwh|nghìn|triệu|tỷ|tỉ|đồng|đ|usd|người|hộ|xã)(?!\w)"

_ALIASES = {
    "vnd": "đồng",
    "vnđ": "đồng",
    "đ": "đồng",
    "đô": "usd",
    "điểm %": "điểm phần trăm",
    "m²": "m2",
    "mét vuông": "m2",
    "m³": "m3",
    "mét khối": "m3",
    "km²": "km2",
    "mét": "m",
    "héc ta": "ha",
    "héc-ta": "ha",
    "hécta": "ha",
    "hecta": "ha",
    "đồng chí": "người",
}
_NO_UNIT_TEXT = """
và với so là được của cho trong ở tại từ đến tới để thì mà nên do bởi theo trên dưới tăng giảm đạt
vượt bằng chiếm gồm có trở năm trước sau nhưng hoặc như xuống lên còn đã
"""
_NO_UNIT = frozenset(_NO_UNIT_TEXT.split())
_EXACT = frozenset({"đồng", "usd", "%", "điểm phần trăm"})
# First words of units that are no other wording of each other: 200 hộ are not 200 người.
_DISTINCT_TEXT = """
ha m km m2 m3 km2 kg tạ tấn lít mw kwh người hộ xã huyện tỉnh thôn phường dự vụ con phiếu tháng ngày
giờ phút tuần tầng doanh trường tàu tờ nghị lượt
"""
_DISTINCT = frozenset(_DISTINCT_TEXT.split())


def read_unit(words: str) -> str:
    """The key of what follows a figure: "đồng" for "VNĐ", "m2" for "mét vuông", "" for no unit."""
    unit = key(words)
    return "" if unit in _NO_UNIT else _ALIASES.get(unit, unit)


def units_agree(said: str, found: str) -> bool | None:
    """Whether two unit keys mean one unit; None when the words alone cannot tell."""
    if said == found:
        return True
    if said in _EXACT or found in _EXACT or (said in _DISTINCT and found in _DISTINCT):
        return False
    return None
