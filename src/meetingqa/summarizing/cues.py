"""What a stretch of a meeting report does: decides, orders, reports, finds fault, discusses …

The words are those of Vietnamese press reports. Each function looks at one sentence or one item of a
long sentence; where the stretch stands (`concluding`) is the caller's to know.
"""

import re

_I = re.IGNORECASE
_CLOSING = r"(?:kết luận|bế mạc|chỉ đạo|kết thúc|tổng kết|định hướng)"
_OPENS_CONCLUSION = re.compile(
    rf"^(?:\([^)]*\)\s*)?(?:(?:thay mặt|trên cơ sở|sau khi|qua)[^,]{{0,80}}, )?(?:phát biểu )?{_CLOSING}"
    rf"(?! số)(?!\w)|phát biểu {_CLOSING}(?!\w)(?=[^.;]{{0,30}}[,:]\s|(?:\s\S+){{6}})|^(?:chủ trì|chủ tọa)[^,.;]{{0,40}}kết luận|"
    r"(?<!\w)kết luận(?: hội nghị| phiên họp| kỳ họp| nội dung \w+)?"
    r"(?:,? (?:yêu cầu|nhấn mạnh|giao|khẳng định|đề nghị)|:| \d+ nhiệm vụ| [^.;]{0,40}giao )",
    _I,
)
_CONCLUDES = re.compile(
    r"(?<!\w)(?:phát biểu kết luận|nhấn mạnh|quán triệt|ghi nhận|biểu dương|đánh giá cao|khẳng định|kết luận)(?!\w)",
    _I,
)
_ORDER_VERB = re.compile(
    r"(?<!\w)(?<!nhu )(?<!theo )(?<!vì )(?<!đáp ứng )(?<!so với )(?<!các )(?<!những )(?:yêu cầu(?! của| nhiệm vụ| đề ra| phòng)|"
    r"đề nghị(?! của)|(?<!bàn )(?<!chuyển )giao(?! dịch| thông| lưu| (?-i:ban)| tiếp| thoa| động| đất| dự toán| kế hoạch| chỉ tiêu)|phân công|"
    r"ấn định|lưu ý|nhắc(?! lại| đến| tới)|kết luận(?=[^:;.]{0,40}nhiệm vụ[^:;.]{0,20}:\s))(?=\s+(?!\d(?!\s+nhiệm vụ)|và\s|tăng\s|đạt\s|năm\s|trong\s|tại\s|là\s)|:)",
    _I,
)
_RELATIVE_ORDER = re.compile(
    r"(?:mà|đã được|được|như|do)\s[^,;:.]{0,40}(?:yêu cầu|giao|đề nghị|phân công)", _I
)
# Before these an "đề nghị" is the meeting's or its chair's; a deputy's or a department's is a wish.
_LEADS = re.compile(
    r"(?:bí thư tỉnh [ủu][yỷ]|bí thư thành [ủu][yỷ]|chủ tịch hđnd tỉnh|chủ tịch ubnd tỉnh|chủ t[ọo][aạ]|chủ trì|đồng chí|"
    r"hội nghị|kỳ họp|phiên họp|hđnd tỉnh|ban chấp hành|ban thường vụ|btv|thường trực|ubnd tỉnh)(?!\w)",
    _I,
)
_WISHES = re.compile(
    r"(?:bí thư (?:huyện|thành|thị) [ủu][yỷ]|giám đốc|đại biểu|phó chủ tịch|trưởng ban|cử tri|"
    r"chủ tịch (?:hội|ubnd (?:huyện|thành phố|thị xã)))(?!\w)",
    _I,
)
_IMPERATIVE = re.compile(
    r"^[\"“–•*+-]*\s*(?:\(?\w{1,2}[.)]\s+)?(?:(?:đồng thời|trong đó|trước mắt|đặc biệt|bên cạnh đó|cùng với đó|ngoài ra|"
    r"nhất là|mặt khác),?\s*)?(?:cần |phải )?"
    r"(?:tiếp tục|tập trung|tăng cường|đẩy mạnh|đẩy nhanh|thực hiện|triển khai|rà soát|khẩn trương|chủ động|quan tâm|"
    r"chú trọng|nâng cao|xây dựng|củng cố|làm tốt|phát huy|chuẩn bị|tổ chức|hoàn thành|hoàn thiện|bảo đảm|đảm bảo|"
    r"tạo|thường xuyên|kiên quyết|huy động|giữ vững|kịp thời|sớm|phấn đấu|đổi mới|kiểm soát|quản lý|nắm chắc)(?!\w)",
    _I,
)
_MUST = re.compile(
    r"(?<!\w)(?:phải|cần|có trách nhiệm)\s+(?!có nhiều|nói|nhận|dùng|mua|bầu|nhập|trả lại|cấy)", _I
)
_OBLIGED = re.compile(r"(?<!\w)(?<!lẽ ra )phải\s+\w+[^.;]{0,120}trước(?: ngày)? \d", _I)
_PROMISES = re.compile(
    r"(?<!\w)(?<!ký )(?:hứa|cam kết)\s+(?:sẽ\s+)?[^.;]{0,80}(?:trước|đến|trong|hết)\s[^.;]{0,20}\d"
)
_DECIDES = re.compile(
    r"(?<!\w)(?:thông qua(?! hệ thống| cảng| việc| các hình thức)|quyết nghị|quyết định(?! số)(?! của)(?! phê duyệt)|"
    r"ban hành(?=\s+(?:\d+ |các |một số )?(?:nghị quyết|kết luận|chỉ thị|quyết định|quy định))|biểu quyết|"
    r"thống nhất(?=\s+(?:trình|chủ trương|thông qua|với|ban hành|thời gian|cao|giao|chọn|nội dung|mức|các|lựa chọn|đề nghị|mục tiêu|chỉ tiêu))|chốt|"
    r"nhất trí|tán thành|phê chuẩn|chấp thuận|đồng ý)(?!\w)",
    _I,
)
_RESOLUTION = re.compile(
    r"^(?:(?:trong đó|đáng chú ý|cùng với đó|ngoài ra|riêng|một số nghị quyết đáng chú ý được thông qua)[,:]? )*(?:có |là )?"
    r"(?:đề án|nghị quyết)(?: số [^\s]+)?(?:\s\S+){0,16}? (?:quy định|xác định|đề ra|thông qua|nâng|tăng|giảm|giao|hỗ trợ|"
    r"tán thành|chấp thuận|về|phê duyệt|bố trí|điều chỉnh|chỉ đạt|đạt|cho phép|sắp xếp|dành|ban hành)(?!\w)",
    _I,
)
_NO_DECISION = re.compile(
    r"(?:để|xem xét|chuẩn bị|sẽ|dự kiến|chưa|trước khi|sau khi|đề nghị|nếu|ngày mai,?|sắp)"
    r"(?:\s+\S+){0,6}\s+(?:thông qua|ban hành|quyết định|quyết nghị|biểu quyết)|"
    r"(?<!\w)sẽ(?:\s+\S+){0,40}\s+thông qua|thẩm định[^,.;]{0,40}đồng ý",
    _I,
)
_OFFICE = re.compile(
    r"(?:chủ tịch|bí thư|ủy viên|đại biểu|phó trưởng đoàn|trưởng đoàn|báo cáo của)\s+(?:hđnd|ubnd|bch|btv|đbqh|quốc hội|hội đồng nhân "
    r"dân|ban thường vụ|tỉnh ủy|thường trực)(?:\s+tỉnh)?",
    _I,
)
_MEETS = re.compile(
    r"(?<!\w)(?:kỳ họp|hội nghị|phiên họp|hđnd|hội đồng nhân dân|các đại biểu|đại biểu|ban chấp hành|bch|ban thường vụ|btv|"
    r"cuộc họp|nghị quyết|biểu quyết|phiếu|ubnd tỉnh|100%)(?!\w)",
    _I,
)
_FAULTS = re.compile(
    r"(?<!\w)(?:(?:còn|những|nhiều|một số|các) (?:\w+ )?(?:hạn chế|tồn tại|khó khăn|vướng mắc|khuyết điểm|bất cập)|hạn chế như|"
    r"yếu kém|(?:chưa|không|khó) (?:đạt|hoàn thành|đáp ứng|kịp|bảo đảm|đảm bảo|thực chất|thường xuyên|nghiêm|giải ngân|"
    r"bàn giao|chọn được|tốt|thật|quyết liệt|hiệu quả|đồng đều|có chuyển biến|vững)|còn (?:chậm|thấp|thiếu|yếu|lúng túng|"
    r"vướng|nợ|hạn chế|nhiều khó khăn|xảy ra)|chậm|thấp hơn (?:kế hoạch|kịch bản|cùng kỳ|mục tiêu)|nợ đọng|trễ hẹn|lỡ hẹn|"
    r"thua lỗ|thiệt hại|ô nhiễm|gam màu tối|đứng im|quá hạn|ách tắc|chồng chéo|phải trả lại|bỏ không|xuống cấp|"
    r"đùn đẩy|né tránh|vướng mắc|vướng|thiếu (?:thuốc|đất|vốn|nước|giáo viên|cát|vật liệu|\w+ sản xuất)|điểm trừ|"
    r"nguyên nhân|thấp nhất|sạt lở|hư hỏng|phê bình|bức xúc|gánh nặng|tạm ngừng|vi phạm còn|chỉ đạt|mới đạt|nhận khuyết điểm|"
    r"nhận trách nhiệm|không đạt|bỏ hoang|tử vong|tái nghèo|tồn kho|nguy cơ|nhức nhối|tranh chấp|chưa (?:đủ|giảm|nhận|"
    r"đồng ý|lắp|có|được)|bỏ sinh hoạt|bị bắt|bị nước ngoài bắt|còn lỏng|còn tồn|xin nghỉ|xin thôi|đạt thấp|thấp nhất)(?!\w)|"
    r"(?<!\w)(?:mới|chỉ|mới chỉ) (?:đạt |tăng |bằng |được |giải ngân |cấp được |lắp |có |còn )*(?:được )?\d|"
    r"(?<!\w)còn (?:\d[\d.,]* (?:tàu|hộ|bản|thôn|dự án|xã|công trình|huyện)|nợ|tỷ lệ)|(?<!\w)giảm (?:tới |gần |hơn )?\d[\d.,]*%|"
    r"(?<!\w)thiếu (?:tới |gần |hơn )?\d|(?<!\w)(?:mất|chết|làm chết) \d|bị (?:vùi lấp|ngập|hư hỏng|thiệt hại|ảnh hưởng)",
    _I,
)
_REDUCED = re.compile(
    r"(?:hộ nghèo|tai nạn|tội phạm|tệ nạn|thất nghiệp|nợ)[^,;.]{0,40}giảm|giảm[^,;.]{0,30}(?:hộ nghèo|tai nạn|tội phạm)",
    _I,
)
_NO_FAULT = re.compile(
    r"(?<!\w)(?:tháo gỡ|khắc phục|phòng,? ?chống|làm rõ|giải quyết|ngăn chặn|xử lý|chỉ ra|không để|nhận diện|phát hiện)[^;.]{0,40}?"
    r"(?:khó khăn|vướng mắc|hạn chế|tồn tại|yếu kém|vi phạm|ô nhiễm|thiệt hại|sạt lở|nguyên nhân|khuyết điểm)",
    _I,
)
_REPORTS = re.compile(
    r"(?<!\w)(?:đạt|ước|tăng|giảm|vượt|hoàn thành|bằng|được (?:giữ vững|bảo đảm|đảm bảo|củng cố|triển khai|quan tâm|"
    r"tăng cường|nâng lên|kiểm soát|cải thiện|chú trọng|đẩy mạnh|tập trung|phát huy|thực hiện)|phát triển|chuyển biến|"
    r"tiến bộ|ổn định|thu hút|giải ngân|có \d|còn \d|kết nạp|duy trì|trồng|đón|huy động|hỗ trợ|đã|phát huy|chỉ số|"
    r"đứng thứ|xếp thứ)(?!\w)",
    _I,
)
_DISCUSSES = re.compile(
    r"(?<!\w)(?:thảo luận|cho ý kiến|chất vấn(?! của)|xem xét(?! từ chức)|nghe (?:báo cáo|và|các|tờ trình)|đóng góp ý kiến|"
    r"tham gia ý kiến|lượt ý kiến|tranh luận|trình bày|mổ xẻ|giải trình|bàn(?= về| kỹ| nhiều| giải pháp| và)|lấy phiếu tín nhiệm|"
    r"sơ kết|tổng kết|đánh giá (?:kết quả|tình hình)|kiểm điểm việc|nội dung (?:được|gồm|chính|quan trọng)|đề nghị của|"
    r"tiếp thu|chuyên đề về|nhiều ý kiến)(?!\w)",
    _I,
)
_MEASURED = re.compile(r"\d\s*(?:%|(?:nghìn |triệu |tỷ |tỉ )?(?:đồng|usd)|ha\b|tấn|km\b)", _I)
_AWARDS = re.compile(
    r"(?<!\w)(?:(?:trao|tặng|nhận)(?: \S+){0,6} (?:bằng khen|giấy khen|huân chương|cờ thi đua|kỷ niệm chương|huy hiệu)|"
    r"tặng (?:bằng khen|giấy khen|cờ)|khen thưởng|truy tặng|danh hiệu|bằng khen|biểu dương \d)(?!\w)",
    _I,
)
_ORDERS_AWARD = re.compile(
    r"(?:làm tốt|công tác|thi đua,|chế độ|kịp thời|không)\s[^.;]{0,40}khen thưởng", _I
)
_APPOINTS = re.compile(
    r"(?<!\w)(?:bầu(?: bổ sung)?(?! cử)|bổ nhiệm|chỉ định|phân công(?= đồng chí| ông| bà)|điều động|luân chuyển|phê chuẩn|"
    r"giữ chức(?: vụ| danh)?|giữ cương vị|tái cử|trúng cử|miễn nhiệm|cho thôi|thôi giữ|làm (?:trưởng ban|phó chủ tịch|"
    r"chủ tịch))(?!\w)",
    _I,
)
_RELIEVES = re.compile(
    r"(?<!\w)(?:miễn nhiệm|bãi nhiệm|cho thôi|thôi giữ|nghỉ hưu|nghỉ chế độ)(?!\w)", _I
)
_ATTENDS = re.compile(
    r"(?<!\w)(?:(?:cùng |tham |đến |về )?dự(?: và| hội nghị| kỳ họp| phiên họp| họp| cuộc họp| có| còn có| tại|,|\.)|"
    r"tham dự|tham gia (?:hội nghị|kỳ họp|phiên họp|có)|khách mời|có mặt|cùng dự|với sự tham dự|chủ trì|chủ t[ọo][aạ]|"
    r"đồng chủ trì|vắng mặt|cùng điều hành|điều hành (?:hội nghị|kỳ họp|phiên họp|có|còn))(?!\w)",
    _I,
)


def opens_conclusion(text: str) -> bool:
    """Whether the chair begins to conclude or direct here."""
    return bool(_OPENS_CONCLUSION.search(text))


def concludes(text: str) -> bool:
    """Whether someone stresses, acknowledges or sums up."""
    return bool(_CONCLUDES.search(text))


def attends(text: str) -> bool:
    """Whether a sentence says who was there."""
    return bool(_ATTENDS.search(text))


def discusses(text: str) -> bool:
    """Whether it says what was laid before the meeting or debated, and reports no measured result."""
    return bool(_DISCUSSES.search(text)) and not _MEASURED.search(text)


def decides(text: str) -> bool:
    """Whether the meeting passed, chose or agreed something; an office's name is no decision."""
    plain = _OFFICE.sub(" ", text)
    if _RESOLUTION.search(plain):
        return True
    match = _DECIDES.search(plain)
    if (
        match is None
        or _NO_DECISION.search(plain)
        or re.search(r"(?<!\w)cho ý kiến", plain[: match.start()])
    ):
        return False
    return bool(_MEETS.search(plain[: match.end()]))


def orders(text: str, concluding: bool) -> bool:
    """Whether someone is told to do something; `concluding` when the chair is speaking."""
    match = _ORDER_VERB.search(text)
    wish = match and match.group() == "đề nghị" and _WISHES.search(text[: match.start()])
    if match and not wish and not _RELATIVE_ORDER.search(text[: match.end()]):
        before = text[: match.start()]
        if concluding or not before.strip() or _LEADS.search(before):
            return True
    if concluding and (_IMPERATIVE.search(text) or _MUST.search(text)):
        return True
    return bool(_OBLIGED.search(text))


def promises(text: str) -> bool:
    """Whether someone answers for something by a set time."""
    return bool(_PROMISES.search(text))


def finds_fault(text: str) -> bool:
    """Whether it reports what went wrong or fell short."""
    return bool(_FAULTS.search(_REDUCED.sub(" ", _NO_FAULT.sub(" ", text))))


def reports(text: str) -> bool:
    """Whether it reports what was reached."""
    return bool(_REPORTS.search(text))


def awards(text: str) -> bool:
    """Whether honours were given."""
    return bool(_AWARDS.search(text)) and not _ORDERS_AWARD.search(text)


def appoints(text: str) -> bool:
    """Whether someone was elected, appointed or relieved."""
    return bool(_APPOINTS.search(text))


def relieves(text: str) -> bool:
    """Whether someone left an office."""
    return bool(_RELIEVES.search(text))
