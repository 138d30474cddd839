"""Whether a sentence tells that somebody settled something, or asked, ordered or promised it.

These rules read widely and choose no field: they say which sentences a reader is to be shown when no
entry of a summary tells them.
"""

import re

from meetingqa.language.text import LOWER, UPPER
from meetingqa.summarizing.addressees import ADDRESSEE, WORK

_I = re.IGNORECASE
_SETTLES = re.compile(
    r"(?<!\w)(?:thống nhất|nhất trí|đồng ý|đồng thuận|tán thành|(?<!chủ )(?<!mấu )(?<!then )chốt|"
    r"quyết định|quyết nghị|(?<!giải )(?<!nghị )(?<!kiên )(?<!phán )quyết(?= (?:phương án|chủ "
    r"trương|mức|chọn|làm|dừng|không))|phê duyệt|phê chuẩn|chấp thuận|chuẩn y|thông qua(?! (?:việc|"
    r"hệ thống|đường|kênh|hình thức|công tác|hoạt động|tổ chức|đó|thúc đẩy|các (?:kênh|biện pháp|"
    r"phương|hình|hoạt|tổ chức)|lấy phiếu))|biểu quyết|ban hành|cho phép|cho chủ trương|bác bỏ|bãi bỏ|đình chỉ|"
    r"(?<!đăng )(?<!thư )ký(?! (?:họp|ức|hiệu)))(?!\w)(?! của)",
    _I,
)
_ASKS = re.compile(
    r"(?<!\w)(?:(?<!đạt )yêu cầu|đề nghị|kiến nghị|đề xuất|(?<!bàn )(?<!chuyển )(?<!ngoại )giao(?! dịch|"
    r" hưởng| thông| lưu| tiếp| thoa| động| đất| ban| cắt)|phân công|"
    r"(?<!ban )(?<!công tác )(?<!phát biểu )chỉ đạo|"
    r"cam kết|(?<!lời )hứa|nhắc nhở|lưu ý)(?!\w)(?! của)"
    r"(?!(?: \S+){0,8}? (?:chất vấn|cho biết|nêu|nhóm vấn đề)(?!\w))",
    _I,
)
# A body right behind the verb is asked, whoever asks and whenever.
_OF_BODY = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|kiến nghị)\s+(?:các |lãnh đạo |toàn bộ |chính quyền )*(?:ubnd|hđnd|sở|bộ|"
    r"ban|chính phủ|thủ tướng|tỉnh|thành phố|tp|huyện|[uủ][yỷ] ban|(?:đảng|huyện|tỉnh|thành) [uủ][yỷ]|"
    r"trung ương|quốc hội|cơ quan|ngành|đơn vị|địa phương|ngân hàng|công ty|chính quyền)(?!\w)",
    _I,
)
# Who does it: a body, people or a name, in the clause before the verb.
_WHO = re.compile(
    rf"(?<!\w)(?:{ADDRESSEE}|(?:hội nghị|kỳ họp|phiên họp|cuộc họp|đại hội|quốc hội|trung ương|tp|"
    r"nhà nước|bộ trưởng|thủ tướng|tổng bí thư|thống đốc|trưởng|ủy viên|cử tri|nhân dân|hai bên|họ|"
    r"chúng t(?:a|ôi)|tôi|tập thể|nghị quyết|kết luận|ý kiến|phái đoàn|tổ)(?!\w)|"
    rf"(?-i:[{UPPER}][{LOWER}]+ [{UPPER}]))",
    _I,
)
# Words that a clause may open with before its verb, its subject told before them or nowhere.
_OPENS = re.compile(
    r"\W*(?:(?:(?:một|hai|ba|bốn|năm|sáu) là|đồng thời|ngoài ra|bên cạnh đó|do (?:đó|vậy)|vì (?:vậy|"
    r"thế)|từ đó|cuối cùng|theo đó|trong đó|qua đó|trước mắt|cũng|đã|lại|và|mới|vừa|đều)[,:]?\s*)*",
    _I,
)
# "Hội nghị xem xét, thống nhất …": debated first and then settled.
_DEBATED = re.compile(
    r"(?<!\w)(?:xem xét|thảo luận|trao đổi|bàn bạc|biểu quyết|nghiên cứu),\s$", _I
)
# Before the verb these make it a noun, a plan, a condition or what did not happen.
_NO_ACT = re.compile(
    r"(?<!\w)(?:(?:sự|các|những|mọi|từng|nhiều|số|việc|cuộc|bản|dự thảo|theo|của|về|có|ra|trao|nhận|"
    r"nắm|quyền|nên|chờ|đợi|sau|trước|muốn|thể|xem xét,?|trình|tiến tới|không|chẳng|chưa|vai trò|"
    r"yếu tố|tính|văn bản|quy trình|hình thức|đáp ứng|nhu cầu|vì|do|như|so với|với|vào|bằng|trong|từ|"
    r"tại|và|là|một|quan điểm|theo đúng)(?: (?:được|sớm|cùng))*\s*$|"
    r"(?:nếu|khi|để|nhằm|sẽ|sắp|dự kiến|liệu|chờ|mong|muốn)(?!\w))",
    _I,
)
_CLAUSE = re.compile(r"[,;:“”\"]\s*|\s(?:cho biết|cho rằng|vì vậy|do đó|sau đó)\s", _I)
# A body that will or must do a work: "Thời gian tới, Sở Y tế sẽ rà soát …".
_IS_TO = re.compile(
    rf"\W*(?:sau đó|vì vậy|do đó|lãnh đạo|chính quyền|trung ương)?\s*(?!(?:các )?(?:đại biểu|người|"
    rf"ông|bà|đồng chí)(?!\w)){ADDRESSEE}[^,;:]{{0,60}}?\s(?:sẽ|phải|cần)\s(?:phải )?(?:sớm |tiếp tục )*"
    r"(?!(?:phải|cần|báo cáo|dành|bàn|làm việc|kéo dài|nghe|gửi phiếu|được|bị)(?!\w))"
    rf"{WORK.pattern}",
    _I,
)


def settles(text: str) -> bool:
    """Whether somebody decided, agreed or approved something."""
    return any(_is_act(text, verb.start()) for verb in _SETTLES.finditer(text))


def asks(text: str) -> bool:
    """Whether somebody asked, ordered, charged or promised something, or a body is to do it."""
    if _OF_BODY.search(text) or any(map(_IS_TO.match, _CLAUSE.split(text))):
        return True
    return any(_is_act(text, verb.start()) for verb in _ASKS.finditer(text))


def _is_act(text: str, at: int) -> bool:
    """Whether the verb at `at` has a subject, and is no noun, plan, condition or question."""
    if text.rstrip().endswith(("?", ":")):
        return False
    begin = max((m.end() for m in re.finditer(r"[,;:“”\"]\s*", text[:at])), default=0)
    if _OPENS.fullmatch(text, 0, at):
        return True
    if _OPENS.fullmatch(text, begin, at):
        follows = begin < at or _DEBATED.search(text, 0, at)
        return bool(follows and _WHO.search(text, 0, begin))
    clause = text[begin:at]
    return bool(_WHO.search(clause)) and not _NO_ACT.search(clause)
