"""Whom an order tells to do something: the body or people that its words open with."""

import re

from meetingqa.language.text import UPPER

_I = re.IGNORECASE
STRONG = re.compile(
    r"(?:sở|ubnd|công an|ban|văn phòng|cục|bộ|(?:thị|huyện|thành|đảng) [ủu][yỷ]|[ủu][yỷ] ban mttq|"
    r"thường trực|chủ tịch|các huyện|huyện|thị xã|thành phố)\s",
    _I,
)
_LED = (
    r"(?:các|từng|mỗi|sở|ban|bộ|cục|ngành|tỉnh|huyện|thành phố|tp|thị xã|xã|phường|đơn vị|địa phương|"
    r"cơ quan|ubnd|hđnd)"
)
# An addressee begins with one of these, or is a name that begins so.
ADDRESSEE = (
    r"(?:các |từng |toàn bộ |tất cả |những |ngành |riêng |mỗi |hai |ba )*(?:sở|ban|ubnd|hđnd|"
    r"ubkt|ubmttq|mttq|mặt trận|công an|bộ|cục|chi cục|văn phòng|thường trực|[ủu][yỷ] ban|"
    r"hội đồng|(?:huyện|thành|thị|đảng|tỉnh|cấp) [ủu][yỷ]|đảng đoàn|"
    r"địa phương|đơn vị|cơ sở|tỉnh|chính phủ|thành viên|đảng viên|huyện|thành phố|thị xã|xã|phường|ngành|cơ quan|tiểu ban|kho bạc|"
    r"ngân hàng|bảo hiểm|trung tâm|công ty|điện lực|đại biểu|tổ đại biểu|đồng chí|tỉnh đoàn|hội(?! nghị)|"
    r"liên đoàn|đoàn|người|chủ tịch|giám đốc|bí thư|trường|đài|báo|viện|tòa án|cấp|lực lượng|"
    rf"kiểm lâm|doanh nghiệp|đảng bộ|chi bộ|ông|bà|tổ công tác|lãnh đạo(?=\s{_LED})|chính quyền|các bên|thủ trưởng|"
    r"cán bộ)(?!\w)"
)
# Before the addressee: "Một là, …", "…; giao …", "ngay sau hội nghị, …".
OPENER = re.compile(
    r"^[\"“]?(?:(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám) là|thứ (?:nhất|hai|ba|tư|năm|sáu)|\d\.|[a-zđ]\)|"
    r"\(\d\)),?\s+|(?:và |đồng thời,? )?(?:yêu cầu|đề nghị|giao|phân công)\s+|"
    r"(?P<when>(?:(?:trong|từ|vào) )?(?:thời gian tới|(?:những |\d+ )?(?:năm|quý|tháng)[^,;:.]{0,25})),\s+|"
    rf"(?:đối với|với|về)\s[^,;:]{{3,80}},\s+(?={ADDRESSEE}[^,;:]{{0,60}}\s(?:cần|phải)\s)|"
    r"(?:đặc biệt|trước mắt|từ nay|trong đó|đồng thời|do đó|vì vậy)[:,]?\s+)*",
    _I,
)
WORK = re.compile(
    rf"(?<!\w)(?:phải|cần|lãnh đạo(?!\s{_LED})|tiếp tục|tập trung|hoàn thành|hoàn tất|hoàn thiện|hoàn chỉnh|"
    r"(?<!giải )trình(?! độ)|giải trình|bàn giao|xây dựng(?! và)|rà soát|chỉ đạo|phối hợp|tăng cường|đẩy nhanh|"
    r"đẩy mạnh|bảo đảm|đảm bảo|chi trả|lập|công khai|giải quyết|ký|chuẩn bị|báo cáo|tham mưu|"
    r"tổ chức(?! đảng)|triển khai|thực hiện|khẩn trương|chủ trì|chịu trách nhiệm|kiểm tra|"
    r"hướng dẫn|sớm|quan tâm|nâng cao|ban hành|đề xuất|theo dõi|khắc phục|bố trí|thông xe|đưa|"
    r"trồng|di dời|giải ngân|cung cấp|mở|lắp|xử lý|rút|giảm|thu hồi|cắt|dành|đấu thầu|khởi công|"
    r"nghiệm thu|quyết toán|tuyển|gửi|thẩm định|phê duyệt|điều chỉnh|chấm dứt|kiểm soát|"
    r"tuyên truyền|phát động|thống kê|đăng ký|đánh giá|cập nhật|làm rõ|công bố|sắp xếp|thành lập|"
    r"chọn|đôn đốc|giám sát|thanh tra|vận hành|khai thác|đóng|nạo vét|dựng|chú ý|chú trọng|"
    r"thường xuyên|nghiêm túc|căn cứ|chủ động|kịp thời|đổi mới|phát huy|quán triệt|gắn|siết|thu|"
    r"xóa|hỗ trợ|huy động|kiện toàn|đối thoại|giữ|lấy|bổ sung|nhận|bàn|tính|làm|"
    r"cam kết|cho|phấn đấu|vận động|điều tra|duy trì|ưu tiên|chấn chỉnh|tháo gỡ|nắm|khảo sát|"
    r"phân công|ứng(?! dụng)|kéo|(?<!bầu )cử(?! tri)|rút ngắn|cân đối|tiêm|chốt|trả|phân loại|tính toán|"
    r"trao|nối|(?<!viện )(?<!trung tâm )nghiên cứu|tổng kiểm tra|xác minh|cấp(?= (?:ứng|bổ sung|phát|chăn|kinh phí|đủ|giấy|vốn|nước|\d)))(?!\w)",
    _I,
)
# A verb after these is part of a name: "Ủy ban Kiểm tra", "công trình", "thừa nhận".
_NO_WHO_END = re.compile(
    r"(?:(?<!và )(?<!chủ )đầu tư|về|và|phòng|của|trong|tổ|tiến độ|công tác|[ủu][yỷ] ban|ban|"
    r"công|chương|quá|quy|lộ|thừa|ghi|xác|tiếp|các|"
    r"(?<!khẩn )cấp|quản lý|bộ|đơn vị|hệ thống|dự án|những|sự|việc|(?<!các )sở|quỹ|với|có|đề án|cơ quan|\d+)$",
    _I,
)
_SAYS = re.compile(
    r"(?<!\w)(?:nhấn mạnh|khẳng định|cho biết|đề nghị|yêu cầu|mục tiêu|báo cáo|lẽ ra|không|nhất trí|đồng ý)(?!\w)",
    _I,
)
# What somebody has done or is in is no order: "đảng ủy các cấp vẫn còn …".
_NO_VERB = re.compile(r"(?:và|cũng|cùng|với|của|đã|là|vẫn|được|bị)(?!\w)")
_NAME = re.compile(rf"(?!Hội nghị|Kỳ họp|Đại hội)[{UPPER}]\w*")
_COUNTS = re.compile(r"\s\d")
_ALSO = re.compile(r"\s(?:cũng|còn|vẫn)$", _I)
_IS_TO = re.compile(r"\s(?:thì|sẽ)(?: có trách nhiệm)?$", _I)
_HAS_DONE = re.compile(r"\s(?:vẫn\s.*|(?:cũng|đã|còn|vẫn|vừa|được|bị|đang|luôn))$", _I)
_MAX_WHO, _MAX_NAMED = 22, 8  # words of an addressee, of one in a list


def only_named(words: str) -> bool:
    """Whether words name a body and nothing it is to do ("Sở Y tế, UBND huyện Lũng rà soát …")."""
    words = OPENER.sub("", words.strip(" ,;"))
    named = re.match(ADDRESSEE, words, _I)
    if named is None or _verb(words, named.end()) or _longest(words) > _MAX_NAMED:
        return False
    return (_named_body(words)[0] or words) == words


def works(words: str) -> bool:
    """Whether words hold a verb of work at all."""
    return bool(_verb(words, 0)) or _named_body(OPENER.sub("", words))[0] is not None


def _longest(words: str) -> int:
    """Words of the longest item of a list."""
    return max(len(item.split()) for item in re.split("[,;]", words))


def opens_order(words: str) -> bool:
    """Whether words open with an addressee that is told to do something with a time set or a verb."""
    who, _ = split_who(words)
    return bool(who and len(who.split()) >= 2 and STRONG.match(who))


def _verb(words: str, begin: int) -> re.Match[str] | None:
    """The first verb of work after `begin` that is no part of a body's name."""
    for verb in WORK.finditer(words, begin):
        before = words[: verb.start()].strip(" ,")
        named = verb.group()[0].isupper()  # "Ủy ban Kiểm tra", "Sở Xây dựng"
        if not (named or _NO_WHO_END.search(before) or before.count("(") != before.count(")")):
            return verb
    return None


def split_who(words: str, *, named: bool = False) -> tuple[str | None, str]:
    """Whom words tell to do something, and what; `named` where a name alone is an addressee, as
    right after "yêu cầu"."""
    match = re.match(ADDRESSEE, words, _I) or (_NAME.match(words) if named else None)
    if match is None:
        return None, words
    if (verb := _verb(words, match.end())) is None:
        return _named_body(words)
    must = re.match(r"(?:phải|cần)$", verb.group(), _I)
    who = _IS_TO.sub("", words[: verb.start()].strip(" ,"))
    begin = verb.end() if must else verb.start()
    if must:
        who = _ALSO.sub("", who)
    elif who.endswith(" không"):
        who = who.removesuffix(" không")
        begin = len(who)
    body, rest = _named_body(words)
    if _longest(who) > _MAX_WHO or _SAYS.search(who) or (body and _COUNTS.search(who, len(body))):
        return body, rest
    if _HAS_DONE.search(who) or re.match(r"\s*được\s", words[begin:]):
        return None, words
    return who, words[begin:].strip()


def _named_body(words: str) -> tuple[str | None, str]:
    """The body that words open with, where no known verb follows ("Sở Y tế mua sắm …"), else None,
    and the rest of the words.

    Names of bodies are written with a capital at every noun: "Sở Tài nguyên và Môi trường tỉnh".
    """
    if not STRONG.match(words):
        return None, words
    tokens = words.split()
    at = 1
    while at < len(tokens) and (tokens[at][0].isupper() or tokens[at] in ("tỉnh", "và", "-")):
        if tokens[at] == "và" and not tokens[at + 1 : at + 2][0][:1].isupper():
            break
        second = tokens[at][0].isupper() and not tokens[at].isupper() or tokens[at] == "Y"
        at += 2 if second and tokens[at + 1 : at + 2] and tokens[at + 1].islower() else 1
    listed = tokens[at : at + 1] and _NO_VERB.match(tokens[at])
    if at == 1 or listed:
        return None, words
    return " ".join(tokens[:at]), " ".join(tokens[at:])
