"""What a stretch of a meeting report does: decides, orders, reports, finds fault …

The words are those of Vietnamese press reports. Each function looks at one sentence or one item of a
long sentence; where the stretch stands (`concluding`) is the caller's to know.
"""

import re
from collections.abc import Callable

from meetingqa.language.text import UPPER

_I = re.IGNORECASE


def says(pattern: str) -> Callable[[str], bool]:
    """A rule: whether a text holds `pattern` anywhere."""
    find = re.compile(pattern, _I).search
    return lambda text: find(text) is not None


_CLOSING = r"(?:kết luận|bế mạc|chỉ đạo|kết thúc|định hướng(?! phát triển))"
# Whether the chair begins to conclude or direct here.
opens_conclusion = says(
    rf"^(?:\([^)]*\)\s*)?(?:(?:thay mặt|sau khi|"
    rf"qua)[^,]{{0,80}}, )?(?:phát biểu )?{_CLOSING}"
    rf"(?! số)(?!\w)|phát biểu (?:ý kiến )?{_CLOSING}(?!\w)(?=[^.;]{{0,30}}[,:]\s|(?:\s\S+){{6}})|"
    rf"^(?:chủ tọa)[^,.;]{{0,40}}kết luận|"
    r"(?<!\w)kết luận(?: nội dung \w+)?"
    r"(?:,? (?:yêu cầu)|:| [^.;]{0,40}giao )"
)
# Whether someone stresses, acknowledges or sums up.
concludes = says(
    r"(?<!\w)(?:phát biểu kết luận|nhấn mạnh|quán triệt|ghi nhận|đánh giá cao|"
    r"khẳng định|kết luận)(?!\w)"
)
_DECIDES = re.compile(
    r"(?<!\w)(?:thông qua(?! hệ thống| việc)|quyết nghị|"
    r"(?<!khai )(?<!các )(?<!trao )(?<!có )(?<!nhận )(?<!hiện )(?<!bố )quyết định(?! số)(?! của)(?! phê "
    r"duyệt)|(?<!giải )(?<!biểu )(?<!kiên )(?<!phán )quyết(?= (?:phương án|chủ trương|mức|chọn|làm|dừng))|ban hành(?=\s+(?:\d+ |các |một số )?(?:nghị quyết|kết luận|quyết định|quy định))|"
    r"(?<!lần )biểu quyết|kết quả (?:lấy phiếu)(?! tín nhiệm)|thống nhất(?=\s+(?:trình|thông qua|"
    r"với|ban hành|thời gian|cao|giao|chọn|nội dung|các|đề nghị|mục tiêu|chỉ tiêu|giữ nguyên|"
    r"mở|xây dựng|thành lập|đầu tư|triển khai|phối hợp|hợp tác|tổ chức|bố trí|phân bổ|điều chỉnh|"
    r"bổ sung|lập|đưa|dành|hỗ trợ|cho|chủ trương|phương án|kế hoạch|chương trình|danh sách|lựa chọn|"
    r"sắp xếp|sáp nhập|tăng|giảm|nâng|kéo dài|dừng|thu hồi|tiếp tục|xử lý|quy định|một số))|(?<!chủ )chốt|(?<!sự )nhất trí|(?<!sự )tán thành|phê chuẩn|chấp thuận|"
    r"(?<!sự )đồng ý|(?:đề nghị|thống nhất|kết luận)(?=\s[^.;]{0,120}(?:kỷ luật)))(?!\w)",
    _I,
)
_RESOLUTION = re.compile(
    r"^(?:[^,;.]{0,20}, )?(?:tại) nghị quyết số \S+, (?:[^\W\d_]+ ){1,3}(?:điều chỉnh|quy định|"
    r"giao)(?!\w)|(?:^|(?<!\w)ký )(?:quyết định số \S+ (?:công bố|ban hành|quy định|thành lập)|"
    r"(?:(?:trong đó|đáng chú ý|ngoài ra)[,:]? )*(?:có |là )?(?:đề án|"
    r"nghị quyết)(?: số [^\s]+)?(?:\s\S+){0,16}? (?:quy định|thông qua|nâng|tăng|giảm|giao|"
    r"chấp thuận|về|phê duyệt|bố trí|điều chỉnh|chỉ đạt|sắp xếp|dành|ban hành))(?!\w)",
    _I,
)
_PUTS_OFF = re.compile(r"(?:quyết định|thống nhất) (?:chưa|không|hoãn|lùi)(?!\w)", _I)
_NO_DECISION = re.compile(
    r"(?<!\w)(?:quyết định|chọn)[^.;,]{0,30}\shay\s(?!là)|"
    r"(?<!\w)(?:nhiều|một số|\d[\d/]*) ý kiến(?:\s+\S+){0,14}?\s+(?:tán thành|nhất trí|thống nhất)|"
    r"(?<!\w)sự đồng thuận,? (?:và )?thống nhất|"
    r"(?:để|(?<!đã )xem xét,?|sẽ|dự kiến|chưa|trước khi|sau khi|đề nghị|đề xuất|nếu|ngày mai,?|sắp)"
    r"(?:\s+(?!trong )\S+){0,6}\s+(?:thông qua|ban hành|quyết định|quyết nghị|biểu quyết|chấp thuận|phê chuẩn|bầu)|"
    r"(?<!\w)sẽ(?:\s+\S+){0,40}\s+(?:thông qua|chốt|đưa ra quyết định)|"
    r"(?:bộ|sở|ubnd|đại biểu|ông|bà)\s[^,.;]{0,40}\s(?:đề nghị|kiến nghị|đề xuất)\s[^.;]{0,80}"
    r"(?:thông qua|ban hành)|(?<!\w)việc (?:\w+ \w+ )?(?:biểu quyết|thông qua)|^(?:ông|bà)\s[^,.;:]{0,60}"
    r"(?:cho rằng|cho hay|nói|hỏi)(?!\w)|^(?:bước|quy trình|khi nào|nếu|theo (?:\w+ )?báo cáo)(?!\w)|(?:ubnd|sở)\s[^,;]{0,30}(?<!\w)trình\s[^;.]{0,80}(?:thông qua|ban hành)",
    _I,
)
_AND_THEN = re.compile(r"(?:(?:cuối cùng|ngoài ra),?\s+)?", _I)
_OFFICE = re.compile(
    r"(?:chủ tịch|bí thư|ủy viên|đại biểu|phó trưởng đoàn|trưởng đoàn|báo cáo của)\s+(?:hđnd|"
    r"ubnd|bch|đbqh|quốc hội|hội đồng nhân dân|ban thường vụ|tỉnh ủy|thường trực)(?:\s+tỉnh)?",
    _I,
)
_MEETS = re.compile(
    r"(?<!\w)(?:kỳ họp|hội nghị|phiên họp|hđnd|hội đồng nhân dân|các đại biểu|đại biểu|"
    r"ban chấp hành|bch|ban thường vụ|btv|"
    r"cuộc họp|ban lãnh đạo|lãnh đạo (?:thành phố|tỉnh|tp)|nghị quyết|biểu quyết|phiếu|ubnd tỉnh|100%|[uủ][yỷ] ban kiểm tra|ubkt|ban bí thư|"
    r"bộ chính trị|quốc hội(?= (?:đã |cũng )?(?:thông qua|biểu quyết|quyết định|nhất trí)))(?!\w)",
    _I,
)
# "Hai tỉnh Lũng Hà và Tà Sơn đã thống nhất …": no meeting is named, and two agree.
_PARTIES = re.compile(
    r"(?<!\w)(?:hai|ba|các) (?:tỉnh|bên|địa phương|thành phố|đơn vị)"
    rf"(?:\s(?:đã|cũng|cùng|đều|vừa|cơ bản|và|[-–]|(?-i:[{UPPER}]\w*)))*\s(?:thống nhất|nhất trí|đồng ý)$",
    _I,
)
_REPORTS = re.compile(
    r"(?<!\w)(?:đạt|ước|tăng|giảm|vượt|hoàn thành|bằng|được (?:các (?:[^\W\d_]+ ){1,3}?)?(?:giữ vững|bảo đảm|"
    r"triển khai|quan tâm|tăng cường|nâng lên|kiểm soát|chú trọng|đẩy mạnh|tập trung|"
    r"thực hiện)|chuyển biến|tiến bộ|ổn định|thu hút|giải ngân|có \d|còn \d|kết nạp|"
    r"duy trì|trồng|đón|huy động|hỗ trợ|đã|phát huy|chỉ số|đứng thứ)(?!\w)",
    _I,
)
# What is to be done, or how the meeting itself went: no result of the work.
_NO_RESULT = re.compile(
    r"^[^.;]{0,60}(?<!\w)(?:cần|phải)\s|(?<!\w)(?:kiến nghị|đề xuất|kỳ vọng|mong muốn|cam kết|nguyện vọng|"
    r"sẽ tiếp tục)(?!\w)|^(?:[^,;.]{0,30},\s)?(?:kỳ họp|hội nghị|phiên họp|đại hội)(?!\w)"
    r"[^,;]{0,70}(?<!\w)(?:kết thúc|bế mạc|khai mạc|diễn ra)(?!\w)|"
    r"^(?:(?:đồng thời|bên cạnh đó),?\s)*(?:[^,.;]{0,30}\s)?(?:tiếp tục|"
    r"tập trung|tích cực|chú trọng|đẩy mạnh|tăng cường)\s(?!.*(?<!\w)(?:được|đã|vẫn|góp phần)(?!\w))",
    _I,
)
TOPIC = re.compile(
    r"(?<!\w)(?:đề xuất chất vấn|sẽ trả lời|trả lời (?:chất vấn(?! cho thấy)|nhóm vấn đề)|nhóm vấn đề)(?!\w)",
    _I,
)
HONOURED = re.compile(
    r"kháng chiến|chiến tranh|hy sinh|(?<!\w)là (?:dịp|cơ hội) để|^nếu\s|lời nhắn nhủ|^mục tiêu",
    _I,
)
_MUST = re.compile(r"(?<!\w)(?:cần|phải|kiến nghị|đề nghị|đề xuất|yêu cầu)(?!\w)", _I)
_WILL = re.compile(r"(?<!\w)(?:sẽ|dự kiến|ngày mai)(?!\w)", _I)
_HAS = re.compile(r"(?<!\w)(?:đã|đạt|tăng|giảm|ước|vượt)(?!\w)", _I)
MEASURED = re.compile(
    r"(?:đạt|vượt|hoàn thành) \d|\d\s*(?:%|(?:nghìn |triệu |tỷ |tỉ )?(?:đồng|usd)|ha\b|tấn|km\b)",
    _I,
)
_AWARDS = re.compile(
    r"(?<!\w)(?:(?:trao|tặng|nhận)(?: \S+){0,6} (?:bằng khen|huân chương|cờ thi đua|"
    r"huy hiệu)|tặng (?:bằng khen|giấy khen)|khen thưởng|danh hiệu|bằng khen)(?!\w)",
    _I,
)
_ORDERS_AWARD = re.compile(
    r"(?:làm tốt|công tác|thi đua,?|chế độ|kịp thời|không|nếu)\s[^.;]{0,40}"
    r"(?:khen thưởng|danh hiệu)(?!\w)|(?<!\w)(?:nếu|không (?:thể|được))\s[^.;]*danh hiệu",
    _I,
)
# Whether someone was elected, appointed or relieved.
appoints = says(
    r"(?<!\w)(?:bầu(?: bổ sung)?(?! cử)|bổ nhiệm|chỉ định|phân công(?= đồng chí| ông| bà)|"
    r"điều động|luân chuyển|phê chuẩn|giữ chức(?: vụ| danh)?|giữ cương vị|tái cử|trúng cử|đắc cử|"
    r"miễn nhiệm|thôi giữ|làm (?:trưởng ban|phó chủ tịch|chủ tịch))(?!\w)"
)
_AIMS = re.compile(r"(?<!\w)(?:đặt mục tiêu|phấn đấu|mục tiêu (?:cả năm|đến|năm))(?!\w)", _I)
# Whether a sentence says who was there.
attends = says(
    r"(?<!\w)(?:(?:cùng |tham |đến |về )?dự(?: và| buổi| lễ(?! tang)| cuộc| đại hội| hội nghị|"
    r" kỳ họp| phiên họp| họp| có| tại|,|\.)|vinh dự (?:được )?đón|tham dự|tham gia (?:hội nghị|"
    r"kỳ họp|phiên họp)|khách mời|có mặt|cùng dự|với sự tham dự|về phía [^,.;:]{3,60} có(?=[ :])|chủ trì|chủ t[ọo][aạ]|"
    r"đồng chủ trì|vắng mặt|cùng điều hành|điều hành (?:hội nghị|kỳ họp|phiên họp|có|còn))(?!\w)"
)


def decides(text: str) -> bool:
    """Whether the meeting passed, chose or agreed something; an office's name is no decision."""
    plain = _OFFICE.sub(" ", text)
    if _PUTS_OFF.search(plain) or _RESOLUTION.search(plain):
        return True
    match = _DECIDES.search(plain)
    if (
        match is None
        or _NO_DECISION.search(plain)
        or re.search(r"(?<!\w)(?:cho ý kiến|sẽ)(?!\w)", plain[: match.start()])
    ):
        return False
    told = plain[: match.end()]
    met = _MEETS.search(told) or _PARTIES.search(told)
    return bool(met or _AND_THEN.fullmatch(plain, 0, match.start()))


# Whether a new holder of an office says what to do in it.
takes_office = says(r"(?:nhận nhiệm vụ|nhậm chức)[^.;]*(?:hứa|khẳng định|cam kết)")


def reports(text: str) -> bool:
    """Whether it reports what was reached, and not what is to come."""
    if HONOURED.search(text) or not _REPORTS.search(text):
        return False
    if _NO_RESULT.search(text) and not MEASURED.search(text):
        return False
    to_come = _WILL.search(text)
    return not to_come or bool(_HAS.search(text, 0, to_come.start()))


_GOES_ON = re.compile(
    r"^(?:(?![^,.;]*(?:ông|bà)\s)[^,.;]{0,30}\s)?tiếp tục\s|^cùng với đó(?!\w)", _I
)


def reports_on(text: str) -> bool:
    """Whether it goes on with what a report told before it ("Tiếp tục chỉ đạo thực hiện …")."""
    return bool(_GOES_ON.search(text)) and not _WILL.search(text) and not _MUST.search(text)


_STATES = re.compile(
    r"phiếu [“\"]?tín nhiệm (?:cao|thấp)|"
    r"^(?:tổng |tổng số )?(?:tỷ lệ|tỉ lệ|kim ngạch|giá trị|thu ngân sách|diện tích|tốc độ)[^.;]*\d|"
    r"(?<!\w)(?:có (?:thêm |gần |hơn |khoảng |trên |tới )*\d|giữ vững|ghi nhận(?=[^.;]{0,40} \d)|có nhiều|đang(?=[^.;]* \d))(?!\w)",
    _I,
)


def states(text: str) -> bool:
    """Whether it states how things are, and not what is to come."""
    return bool(_STATES.search(text)) and not _WILL.search(text) and not _NO_RESULT.search(text)


_NUMBER = re.compile(r"\d\s*%|\d (?:nghìn |triệu |tỷ |tỉ )(?:đồng|usd)", _I)


def awards(text: str) -> bool:
    """Whether honours were given."""
    return bool(_AWARDS.search(text)) and not _ORDERS_AWARD.search(text)


def tells_past(text: str) -> bool:
    """Whether it says what was done or reached."""
    return bool(_HAS.search(text))


def aims(text: str) -> bool:
    """Whether it sets an aim of the year or the term, and first reports nothing reached."""
    match = _AIMS.search(text)
    return match is not None and not (
        _NUMBER.search(text, 0, match.start()) or _HAS.search(text, 0, match.start())
    )
