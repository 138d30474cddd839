"""What was laid before a meeting or debated there, and what a report only tells around it."""

import re

from meetingqa.summarizing.cues import MEASURED, TOPIC, says

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
# Whether it tells rules or what came before the meeting.
is_background = says(
    r"^(?:trước đó(?![^.]*cùng ngày)|mới đây|năm ngoái|cuối năm ngoái|tại buổi tiếp xúc|điều lệ|theo quy định|ví dụ)"
    r"(?!\w)|^[^\W\d_]+ (?:tháng|tuần|năm) trước(?!\w)|"
    r"^(?:ông)\s[^,]{3,25},? \d\d tuổi|(?<!\w)(?:quê (?:ở )?(?-i:[A-ZĐ])|sinh năm)(?!\w)|^(?:ông|bà)\s[^,;.]{0,30}từng (?:giữ|làm|học|công tác)(?!\w)|"
    r"^(?:ông|bà)\s(?:(?-i:[A-ZĐ])\w+\s){0,4}(?:hiện |đang )*là\s|"
    r"(?<!\w)theo quy định(?: thì)?,? (?:việc|kết quả)"
)
# Whether somebody speaks for themselves, or asks.
is_talk = says(
    r"(?<!\w)(?:tôi|chúng tôi|chúng ta|(?<!trẻ )(?<!\d )em)(?!\w)|[”\"]\s*[,–-]*\s*(?:ông|bà|đồng chí|đại biểu|một)\s[^.]{0,60}"
    r"(?:nói|cho hay|cho biết|thêm|lý giải|phân tích|bày tỏ|nhận xét|hỏi|chất vấn|đặt câu hỏi|băn khoăn|góp ý)\.?$|\?\s*$|(?<!\w)(?:những gì|ra sao|vì sao)(?!\w)"
)
_OPINES = re.compile(
    r"^(?:[^,.;:]{0,60}, )?(?:ông|bà|bí thư|(?:phó )?chủ tịch|đại biểu|giám đốc|thủ tướng)(?!\w)[^,.;:]{0,60}?\s"
    r"(?:lưu ý|nhấn mạnh|cho rằng|lấy ví dụ|kêu gọi|yêu cầu|mong|nêu (?:giải pháp|quan điểm))(?!\w)",
    _I,
)


def opines(text: str) -> bool:
    """Whether it is what one speaker thinks, or goes on with what one said, without a figure."""
    quoted = text.count('"') % 2 or text.count("“") != text.count("”")
    said = quoted and not re.search(r"(?:cho biết|cho hay|báo cáo|thông tin)(?!\w)", text)
    return bool(said or _OPINES.search(text)) and not re.search(r"\d", text)


# Whether the meeting itself heard or considered something, whatever figures it names.
is_laid = says(
    r"(?<!\w)(?:(?:hội nghị|kỳ họp|phiên họp|quốc hội|trung ương|tỉnh|đồng thời) (?:cũng |còn |đã |sẽ )*|"
    r"cũng (?:tại|trong)[^,.]{0,20},[^,.]{0,30} )"
    r"(?:cho ý kiến|xem xét|nghe|lấy phiếu tín nhiệm|thảo luận)(?!\w)(?![^;.]*thông qua)|"
    r"^[^,;.]{0,60}(?:hội nghị|kỳ họp|quốc hội|hđnd|trung ương|đại biểu|hội đồng)[^,;.]{0,30}\s(?:cũng )?(?:sẽ|dự kiến)\s"
    r"(?:[^\W\d_]+ ){0,3}(?:ban hành|thông qua|xem xét|bàn|bầu|quyết định|lấy phiếu|thảo luận|nghe|chất vấn)(?!\w)|"
    r"(?<!\w)khai mạc (?:kỳ họp|phiên họp|hội nghị)[^,.;]{0,60}\s(?:bàn|xem xét|thảo luận)(?!\w)|"
    r"(?<!\w)dành [^,.;]{0,30}(?:thời gian|thời lượng)[^,.;]{0,20} cho(?!\w)|"
    r"(?:hội nghị|kỳ họp|phiên họp|quốc hội|hđnd) (?:đã |cũng )?tiến hành(?!\w)|"
    r"(?<!\w)(?:trình bày|đọc|báo cáo|nghe|trình)(?: [^\W\d_]+){0,4}? (?:dự thảo |các )*(?:báo cáo|tờ trình|dự thảo|dự án luật|đề án)(?!\w)|^\w+(?: \w+)? ý kiến (?:phát biểu |tại hội trường |tại hội nghị )*tập trung"
)
# "Các đại biểu cần thảo luận, cho ý kiến về các nội dung gồm: …" orders nothing else.
# Whether it says which matters a meeting is to debate.
lists_matters = says(r"(?<!\w)(?:thảo luận|cho ý kiến)(?!\w)[^.;:]{0,80}gồm\s*:")


def discusses(text: str) -> bool:
    """Whether it says what was laid before the meeting or debated, and reports no measured result."""
    match = _DISCUSSES.search(text)
    if match is None or MEASURED.search(text):
        return False
    # Who gives an opinion is no meeting by that: "Hội Luật gia tham gia ý kiến 200 lượt".
    own = "ý kiến" in match.group()
    around = text[: match.start()] + text[match.end() :] if own else text
    return not match.start() or bool(_FORUM.search(around))


def names_topics(text: str) -> bool:
    """Whether it says what is asked about, and reports no measured result."""
    return bool(TOPIC.search(text)) and not MEASURED.search(text)


# Whether it says no more than when a meeting begins, lasts and ends, or how much was asked.
schedules = says(
    r"^(?:phiên|kỳ họp|hội nghị|buổi)[^;:]{0,80}(?<!\w)(?:câu hỏi|(?:hai|ba|bốn|\d) "
    r"(?:nhóm )?(?:vấn đề|nội dung|lĩnh vực))\.?$|"
    r"^(?:[^,;.]{0,40}, )?(?:dự kiến, )?(?:kỳ họp|phiên|hội nghị)[^,;.:]{0,60}(?<!\w)"
    r"(?:khai mạc|bế mạc|kéo dài|diễn ra)(?!\w)[^;:]{0,60}$"
)
