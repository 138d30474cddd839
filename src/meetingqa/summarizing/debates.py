"""What was laid before a meeting or debated there, and what a report only tells around it."""

import re

from meetingqa.summarizing.cues import MEASURED, TOPIC

_I = re.IGNORECASE
_DISCUSSES = re.compile(
    r"(?<!\w)(?:thảo luận|cho ý kiến|chất vấn(?! của)|xem xét|nghe (?:và|các)|"
    r"đóng góp ý kiến|tham gia ý kiến|tranh luận|trình bày|mổ xẻ|giải trình|bàn(?= về| kỹ| nhiều|"
    r" giải pháp| và)|lấy phiếu tín nhiệm|sơ kết|tổng kết|đánh giá (?:kết quả|tình hình)|"
    r"nội dung (?:được|gồm|chính|quan trọng)|tiếp thu|chuyên đề về|nhiều ý kiến)(?!\w)",
    _I,
)
_FORUM = re.compile(
    r"(?:kỳ họp|hội nghị|phiên|họp|đại biểu|quốc hội|hđnd|hội đồng|ban chấp hành|bch|thường vụ|"
    r"ubnd|[uủ][yỷ] ban|thường trực|bộ chính trị|chương trình|nội dung|chính phủ|ý kiến|thảo luận)(?!\w)",
    _I,
)
_NOMINAL = re.compile(r"(?<!\w)(?:có thể|việc|về|sau khi|sau|công tác|phiếu|quy trình)\s+$", _I)
_BACKGROUND = re.compile(
    r"^(?:trước đó(?![^.]*cùng ngày)|mới đây|năm ngoái|cuối năm ngoái|tại buổi tiếp xúc|điều lệ|theo quy định|ví dụ)"
    r"(?!\w)|^[^\W\d_]+ (?:tháng|tuần|năm) trước(?!\w)|"
    r"^(?:ông)\s[^,]{3,25},? \d\d tuổi|(?<!\w)(?:quê (?:ở )?(?-i:[A-ZĐ])|sinh năm)(?!\w)|^(?:ông|bà)\s[^,;.]{0,30}từng (?:giữ|làm|học|công tác)(?!\w)|"
    r"^(?:ông|bà)\s(?:(?-i:[A-ZĐ])\w+\s){0,4}(?:hiện |đang )*là\s|"
    r"(?<!\w)theo quy định(?: thì)?,? (?:việc|kết quả)",
    _I,
)
_TALK = re.compile(
    r"(?<!\w)(?:tôi|chúng tôi|chúng ta|em)(?!\w)|[”\"]\s*[,–-]*\s*(?:ông|bà|đồng chí|đại biểu|một)\s[^.]{0,60}"
    r"(?:nói|cho hay|cho biết|thêm|lý giải|phân tích|bày tỏ|nhận xét|hỏi|băn khoăn|góp ý)\.?$|\?\s*$|(?<!\w)(?:những gì|ra sao|vì sao)(?!\w)",
    _I,
)
_TOLD = re.compile(
    r"(?<!\w)(?:cho hay|lý giải|theo (?:ông|bà)|(?:ông|bà) \w+ nói)(?!\w)|"
    r"^(?:còn |theo )?(?:đại biểu|ông|bà|chủ nhiệm|bộ trưởng|phó chủ tịch|giám đốc)\s[^,;.]{2,60}\s"
    r"(?:cho rằng|nói|đề nghị|bày tỏ|đánh giá|phân tích)(?!\w)",
    _I,
)
_LAID = re.compile(
    r"(?<!\w)(?:(?:hội nghị|kỳ họp|phiên họp|quốc hội|trung ương|tỉnh|đồng thời) (?:cũng |còn |đã |sẽ )*|"
    r"cũng (?:tại|trong)[^,.]{0,20},[^,.]{0,30} )"
    r"(?:cho ý kiến|xem xét|nghe|lấy phiếu tín nhiệm|thảo luận)(?!\w)(?![^;.]*thông qua)|"
    r"^[^,;.]{0,60}(?:hội nghị|kỳ họp|quốc hội|hđnd|trung ương|đại biểu|hội đồng)[^,;.]{0,30}\s(?:cũng )?(?:sẽ|dự kiến)\s"
    r"(?:[^\W\d_]+ ){0,3}(?:ban hành|thông qua|xem xét|bàn|bầu|quyết định|lấy phiếu|thảo luận|nghe|chất vấn)(?!\w)|"
    r"(?<!\w)dành [^,.;]{0,30}(?:thời gian|thời lượng)[^,.;]{0,20} cho(?!\w)|"
    r"(?:hội nghị|kỳ họp|phiên họp|quốc hội|hđnd) (?:đã |cũng )?tiến hành(?!\w)|"
    r"(?<!\w)(?:trình bày|đọc|báo cáo|nghe|trình)(?: [^\W\d_]+){0,4}? (?:dự thảo |các )*(?:báo cáo|tờ trình|dự thảo|dự án luật|đề án)(?!\w)|^\w+(?: \w+)? ý kiến (?:phát biểu |tại hội trường |tại hội nghị )*tập trung",
    _I,
)


# "Các đại biểu cần thảo luận, cho ý kiến về các nội dung gồm: …" orders nothing else.
_MATTERS = re.compile(r"(?<!\w)(?:thảo luận|cho ý kiến)(?!\w)[^.;:]{0,80}gồm\s*:", _I)


def lists_matters(text: str) -> bool:
    """Whether it says which matters a meeting is to debate."""
    return bool(_MATTERS.search(text))


def is_laid(text: str) -> bool:
    """Whether the meeting itself heard or considered something, whatever figures it names."""
    return bool(_LAID.search(text))


def discusses(text: str) -> bool:
    """Whether it says what was laid before the meeting or debated, and reports no measured result."""
    if is_laid(text):
        return True
    if _TOLD.search(text):
        return False
    for match in _DISCUSSES.finditer("" if MEASURED.search(text) else text):
        if not _NOMINAL.search(text[: match.start()]):
            # Who gives an opinion is no meeting by that: "Hội Luật gia tham gia ý kiến 200 lượt".
            own = "ý kiến" in match.group()
            around = text[: match.start()] + text[match.end() :] if own else text
            return not match.start() or bool(_FORUM.search(around))
    return False


def is_background(text: str) -> bool:
    """Whether it tells rules or what came before the meeting."""
    return bool(_BACKGROUND.search(text))


def is_talk(text: str) -> bool:
    """Whether somebody speaks for themselves, or asks."""
    return bool(_TALK.search(text))


def names_topics(text: str) -> bool:
    """Whether it says what is asked about, and reports no measured result."""
    return bool(TOPIC.search(text)) and not MEASURED.search(text)


_SCHEDULES = re.compile(
    r"^(?:phiên|kỳ họp|hội nghị|buổi)[^;:]{0,80}(?<!\w)(?:câu hỏi|(?:hai|ba|bốn|\d) "
    r"(?:nhóm )?(?:vấn đề|nội dung|lĩnh vực))\.?$|"
    r"^(?:[^,;.]{0,40}, )?(?:dự kiến, )?(?:kỳ họp|phiên|hội nghị)[^,;.:]{0,60}(?<!\w)"
    r"(?:khai mạc|bế mạc|kéo dài|diễn ra)(?!\w)[^;:]{0,60}$",
    _I,
)


def schedules(text: str) -> bool:
    """Whether it says no more than when a meeting begins, lasts and ends, or how much was asked."""
    return bool(_SCHEDULES.match(text))
