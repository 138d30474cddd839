"""Which project, body or place a follow-up points to ("dự án đó"), as a turn before it named it."""

import re

from meetingqa.facts.people import find_people
from meetingqa.language.text import UPPER, key

_PROJECTS = (
    "dự án|công trình|đề án|chương trình|nhà máy|khu công nghiệp|cụm công nghiệp|tuyến đường"
)
_BODIES = "ban|tổ công tác|sở|công ty|doanh nghiệp|bệnh viện|tập đoàn"
_TOWNS = "huyện|thị xã|thành phố|quận|xã|phường|thị trấn"
# One, not "các dự án đó", "hai huyện ấy".
ONE = r"(?<!các )(?<!những )(?<!hai )(?<!ba )(?<!cả )(?<!số )(?<!nhiều )(?<! \d )(?<! \d\d )(?<!\w)"
_POINTED = re.compile(
    rf"{ONE}({_PROJECTS}|{_BODIES}|{_TOWNS})\s+(?:đó|này|ấy|đấy|nói trên)(?!\w)", re.IGNORECASE
)
# What follows a name, and is none of it.
_AFTER = (
    r"có|do|là|được|đã|đang|sẽ|mới|đạt|gồm|vẫn|còn|chưa|không|phải|cần|bị|khởi công|hoàn thành|giải ngân|chậm|"
    r"nào|gì|bao nhiêu|mấy|đó|này|ấy|đấy|trên|(?<!nhà )ở|tại|từ|vào|thuộc|trước|sau|tăng|giảm|dự kiến|để|"
    r"nhằm|cũng|thì|theo|trong|đến|thu|chi|họp|làm|quyết|báo cáo|đề nghị|"
    r"rà soát|khẩn trương|phối hợp|chủ trì|tham mưu|tiếp tục|trình|trúng|hướng dẫn|kiểm tra|lập|ký|nộp|xin|"
    r"giải trình|cùng|cho|thông xe|trị giá|bắt đầu|dài|rộng|năm|(?:của |trên địa bàn )?tỉnh"
)
_WORD = rf"\s+(?!(?:{_AFTER})(?!\w))[^\s,.;:()\[\]?!“”\"]+"


def pointed_at(question: str) -> re.Match[str] | None:
    """The words of a question that point to a thing, the noun as the first group."""
    return _POINTED.search(question)


def named_things(noun: str, text: str) -> list[str]:
    """The things of a kind that a text names, each once: "dự án hồ Suối Bạc" for "dự án"."""
    for person in find_people(text):  # "Sở Y tế Hà Thị Lụa"
        text = text.replace(person.name, ";")
    low = noun.lower()
    lead = rf"(?<!\w)(?<!quản lý )(?<!Quản lý )(?:{low}|{low[0].upper()}{low[1:]})"
    if low in _TOWNS.split("|"):
        more = rf"(?:\s+[{UPPER}]\w*){{1,3}}"
    elif low in _BODIES.split("|"):
        more = rf"(?=(?:\s+\w+){{0,3}}?\s+[{UPPER}])(?:{_WORD}){{1,12}}"
        if low == "ban":  # not "ban hành Nghị quyết"
            lead = rf"(?<!\w)(?:Ban|ban(?=\s+[{UPPER}]))"
    else:
        more = rf"(?:{_WORD}){{2,14}}"
    found = {key(m[0]): m[0] for m in re.finditer(lead + more, text)}
    return [
        name
        for said, name in found.items()
        if not any(other != said and other.startswith(said) for other in found)
    ]
