"""What a meeting was called for, from the lead: its purposes one by one, in the lead's words."""

import re
from collections.abc import Sequence

from meetingqa.answering.writers import as_sentence
from meetingqa.domain import Article, Point
from meetingqa.summarizing import cues
from meetingqa.summarizing.body import BodySentence, cite

_DOES = (
    r"(?:đánh giá|bàn|cho ý kiến|xác định|thảo luận|sơ kết|tổng kết|xem xét|triển khai|quyết định|"
    r"thông qua|kiểm điểm|quán triệt|nghe|đề ra|góp ý|lấy phiếu tín nhiệm|rà soát|"
    r"thống nhất|chuyên đề về|(?<!hội )bầu(?= (?:bổ sung|các|chức danh|chủ tịch|phó|hai|ba))|miễn nhiệm|"
    r"kiện toàn)(?!\w)"
)
_MEETS = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban|họp|phiên)(?!\w)", re.IGNORECASE
)
_PURPOSE = re.compile(
    rf"(?:(?<=[,;:])\s+|\s+(?:nhằm|để|và|bàn)\s+|\s+)(?P<purpose>{_DOES}[^;.]*)", re.IGNORECASE
)
_NEXT = re.compile(rf"[,;]\s+(?:và\s+)?(?={_DOES})|\s+và\s+(?={_DOES})", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:,\s+|\s+)(?:do (?:đồng chí|ông|bà)|tại hội trường)\s.*$",
    re.IGNORECASE,
)
_MIN_WORDS = 3
_LEAD = 2  # sentences


def find_purposes(article: Article, body: Sequence[BodySentence]) -> list[Point]:
    """The purposes that the lead gives after naming the meeting, each cited by the whole sentence."""
    for sentence in [s for s in body[:_LEAD] if not s.aside and not s.row]:
        met = _MEETS.search(sentence.text)
        if cues.decides(sentence.text):
            continue
        match = _PURPOSE.search(sentence.text, met.end()) if met else None
        if match is None or sentence.text[: match.start("purpose")].endswith(" cần "):
            continue
        words = _ENDS.sub("", sentence.text[match.start("purpose") :]).rstrip(" .;,")
        parts, begun = [], ""
        for stretch in _NEXT.split(words):
            part = f"{begun}{stretch.strip(' ,;.')}"
            short = len(part.split()) < _MIN_WORDS  # "xem xét, quyết định việc …" is one
            begun = f"{part}, " if short else ""
            parts += [] if short else [part]
        return [Point(text=as_sentence(part), citations=cite(article, sentence)) for part in parts]
    return []
