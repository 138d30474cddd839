"""Acts and things of which a text says one and a statement the contrary: passed and refused, took up
and left an office, receipts and spending."""

import re
from collections.abc import Sequence
from itertools import pairwise

from meetingqa.language.abbreviations import expand
from meetingqa.language.text import key, syllables

_ACTS = (
    (
        r"thông qua|phê duyệt|tán thành|chấp thuận|đồng ý|nhất trí",
        r"bác(?: bỏ)?(?! (?:sĩ|hồ))|từ chối|hủy bỏ|bãi bỏ|phản đối|rút khỏi",
    ),
    (
        r"bầu|bổ nhiệm|được giữ chức|điều động",
        r"thôi giữ|thôi làm|miễn nhiệm|bãi nhiệm|cách chức|từ chức|nghỉ hưu|nghỉ chế độ",
    ),
    (r"khai mạc", r"bế mạc"),
    (r"hoàn thành|hoàn tất|xong|khánh thành", r"khởi công|động thổ"),
    (r"thành lập", r"giải thể"),
    (r"hạ (?:mục tiêu|chỉ tiêu|thấp)|điều chỉnh (?:mục tiêu|chỉ tiêu)", r"giữ nguyên"),
    (r"sáp nhập|nhập chung|hợp nhất", r"giữ nguyên"),
    (r"lọt vào|trúng cử|được chọn", r"bị loại"),
    (r"(?:thu|đóng|trả|mất) (?:phí|tiền)", r"miễn phí"),
    (r"(?<!đầy )đủ", r"thiếu"),
    (r"(?:cao|nhiều|lớn) hơn", r"(?:thấp|ít|nhỏ) hơn"),
)
_OPPOSED = [
    (re.compile(rf"(?<!\w)(?:{a})(?!\w)"), re.compile(rf"(?<!\w)(?:{b})(?!\w)"))
    for one, other in _ACTS
    for a, b in ((one, other), (other, one))
]
# First syllables that tell two things of one name apart.
_PAIRS = (("thu", "chi"), ("xuất", "nhập"), ("hộ", "cận"), ("nội", "ngoại"))
_OTHER = {a: b for one, other in _PAIRS for a, b in ((one, other), (other, one))}


def find_opposed(statement: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """What a statement says of which the quotes say the contrary, and only that: (said, found)."""
    said, told = key(statement), [key(quote) for quote in quotes]
    found = []
    for act, contrary in _OPPOSED:
        mine = act.search(said)
        if mine and not contrary.search(said) and not any(act.search(text) for text in told):
            theirs = next((m for text in told if (m := contrary.search(text))), None)
            if theirs:
                found.append((mine.group(), theirs.group()))
    return [*found, *_other_things(statement, quotes)]


def _other_things(statement: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Things named with one first syllable in the statement, with another in the quotes."""
    words = syllables(expand(statement))
    told = {
        pair
        for quote in quotes
        for listed in [syllables(expand(quote))]
        for pair in pairwise(listed)
    }
    return [
        (f"{word} {after}", f"{_OTHER[word]} {after}")
        for word, after in pairwise(words)
        if word in _OTHER and (word, after) not in told and (_OTHER[word], after) in told
    ]
