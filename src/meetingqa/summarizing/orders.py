"""Orders and wishes in a meeting report: who is told, who promises, who only asks."""

import re
from collections.abc import Iterable, Sequence

from meetingqa.summarizing.cues import says

_I = re.IGNORECASE
_ORDER_VERB = re.compile(
    r"(?<!\w)(?<!nhu )(?<!theo )(?<!vì )(?<!đáp ứng )(?<!so với )(?<!các )(?<!những )"
    r"(?:yêu cầu(?! của| phát triển| nhiệm vụ| đề ra| phòng)|"
    r"đề nghị(?! của)|(?<!bàn )(?<!chuyển )(?<!ngoại )giao(?! dịch| hưởng| thông| lưu| (?-i:ban)| tiếp| thoa|"
    r" động| đất| dự toán| kế hoạch| chỉ tiêu)|phân công|ấn định|lưu ý|nhắc(?! lại| đến| tới)|"
    r"kết luận(?=[^:;.]{0,40}nhiệm vụ[^:;.]{0,20}:\s))(?=\s+(?!\d(?!\s+nhiệm vụ)|và\s|tăng\s|"
    r"đạt\s|năm\s|trong\s|tại\s|là\s)|:)",
    _I,
)
_RELATIVE_ORDER = re.compile(
    r"(?:mà|đã được|được|như|do)\s[^,;:.]{0,40}(?:yêu cầu|giao|đề nghị|phân công)", _I
)
# Before these an "đề nghị" is the meeting's or its chair's; a deputy's or a department's is a wish.
_LEADS = re.compile(
    r"(?:bí thư tỉnh [ủu][yỷ]|bí thư thành [ủu][yỷ]|chủ tịch (?:hđnd|ubnd) (?:tỉnh|tp|thành phố)|chủ tịch quốc hội|"
    r"chủ t[ọo][aạ]|chủ trì|đồng chí|"
    r"hội nghị|kỳ họp|phiên họp|(?:hđnd|ubnd) (?:tỉnh|tp|thành phố)|ban chấp hành|ban thường vụ|btv|thường trực|"
    r"bí thư (?=(?-i:[A-ZĐ]))\w+|(?:bí thư|chủ tịch)(?=\s+$)|[uủ][yỷ] ban kiểm tra|ubkt|ban bí thư|bộ chính trị|thủ tướng)(?!\w)",
    _I,
)
_WISHES = re.compile(
    r"(?:bí thư (?:huyện|thành|thị) [ủu][yỷ]|giám đốc|đại biểu|phó chủ tịch|trưởng ban|cử tri|"
    r"ý kiến|chủ tịch (?:hội|ubnd (?:huyện|thành phố|thị xã)))(?!\w)",
    _I,
)
# A lower body or an association that asks upwards: "huyện … đề nghị tỉnh".
_FROM_BELOW = re.compile(
    r"(?:^|[,;:] )(?:do đó,? |các |lãnh đạo |ubnd |đại diện )*(?:huyện|thị xã|xã|phường|hiệp hội|sở|ngành|"
    r"doanh nghiệp|địa phương|đơn vị|hội)(?!\w)[^,;:]{0,60}$",
    _I,
)
_ASK_VERBS = ("đề nghị", "kiến nghị")
_IMPERATIVE = re.compile(
    r"^[\"“–•*+-]*\s*(?:\(?\w{1,2}[.)]\s+)?(?:(?:đồng thời|trong đó|trước mắt|đặc biệt|"
    r"bên cạnh đó|ngoài ra|nhất là|mặt khác),?\s*)?(?:cần |phải )?(?:tiếp tục|tập trung|"
    r"tăng cường|đẩy mạnh|đẩy nhanh|thực hiện|triển khai|rà soát|khẩn trương|chủ động|quan tâm|"
    r"chú trọng|nâng cao|xây dựng|củng cố|làm tốt|phát huy|chuẩn bị|tổ chức|hoàn thành|"
    r"hoàn thiện|bảo đảm|đảm bảo|tạo|thường xuyên|kiên quyết|huy động|giữ vững|kịp thời|sớm|"
    r"phấn đấu|đổi mới|kiểm soát|quản lý|nắm chắc)(?!\w)",
    _I,
)
_MUST = re.compile(r"(?<!\w)(?:phải|cần|có trách nhiệm)\s+", _I)
_IF = re.compile(r"(?<!\w)nếu\s[^;.]*", _I)
_PROMISES = re.compile(
    r"(?<!\w)(?<!ký )(?:hứa|cam kết)\s+(?:sẽ\s+)?[^.;]{0,80}(?:trước|đến|trong|hết)\s[^.;]{0,20}(?:\d|quý [IVX])|"
    r"(?<!\w)cho biết (?:thêm )?sẽ\s[^.;]{0,80}\strước ngày \d"
)
_OBLIGED = re.compile(r"(?<!\w)phải\s+\w+[^.;]{0,120}trước(?: ngày)? \d", _I)
_ASKS = re.compile(
    r"(?<!\w)(?<!thông qua )(?<!các )(?<!những )(?:đề nghị|kiến nghị|đề xuất|xin tỉnh|cho rằng|phân trần|tranh luận về)(?!\w)",
    _I,
)
# "Ông Dũng cũng đề nghị …": who he is does not make it an order.
_ONE_ASKS = re.compile(
    r"(?:^|[,;] )(?:ông|bà) \w+(?: (?:cũng|còn|đã))* (?:đề nghị|kiến nghị|đề xuất)(?!\w)", _I
)
# What several find is a finding of the meeting, and no wish.
_SEVERAL = re.compile(
    r"(?<!\w)(?:hầu hết|nhiều|một số|đa số|các) (?:đại biểu|ý kiến|cử tri)[^,.;:]{0,30} cho rằng(?!\w)",
    _I,
)
_CONDITIONS = re.compile(
    r"(?:nhấn mạnh mục tiêu|(?:dự án|đơn vị|địa phương|huyện|sở) nào)(?!\w)", _I
)
# Who heads the body that meets, and what they say must be is its direction.
_HEADS = re.compile(
    r"(?:tổng bí thư|(?<!phó )chủ tịch nước|thủ tướng|(?<!phó )chủ tịch quốc hội|bí thư (?:tỉnh|thành) [ủu][yỷ]|"
    r"chủ tịch (?:hđnd|ubnd) (?:tỉnh|thành phố|tp)|bí thư (?=(?-i:[A-ZĐ]))\w+)(?!\w)",
    _I,
)
_STRESSES = re.compile(
    r"(?<!\w)(?:nhấn mạnh|lưu ý|nhắc nhở|yêu cầu|chỉ rõ|khẳng định|cho rằng|nêu rõ|gợi ý|đề nghị)"
    r"(?!\w)|^(?:cũng )?theo(?!\w)",
    _I,
)
_MODAL = re.compile(
    r"(?<!\w)(?<!nhu )(?:(?<!không )(?:cần|phải)|không thể|không được|không nên|đừng)(?!\w)(?! (?:biết|nói|thiết))",
    _I,
)
# "…", ông Hòa nhấn mạnh.
_SAID_LAST = re.compile(
    r"[”\"][\s,–-]*(?P<who>[^”\",;]{3,60})\s(?:nhấn mạnh|lưu ý|yêu cầu|khẳng định|đề nghị|chỉ đạo|"
    r"nêu ý kiến|kết luận)\W*$",
    _I,
)
_OPENS_QUOTE = re.compile(r"\W*[“\"][^”\"]*$")
_QUOTED_BY = re.compile(
    r"[”\"][\s,–-]*(?P<who>[^”\",;]{3,60}?)\s(?:cũng )?(?:nói|nêu|nhấn mạnh|phát biểu|đánh giá|khẳng định|"
    r"yêu cầu|lưu ý|chỉ đạo|bày tỏ)(?!\w)",
    _I,
)
_SPEECH = 6  # sentences of one quotation
_WEIGHS = re.compile(
    r"(?<!\w)(?<!nhu )(?:cần|phải|nên|không thể|không được|không để|đừng|tiếp tục|tập trung|nếu|quan trọng|"
    r"phấn đấu|mục tiêu|đánh giá|cho rằng|mong|tin tưởng|đề nghị|yêu cầu|sẽ|nhằm)(?!\w)",
    _I,
)


def weighs(text: str) -> bool:
    """Whether it weighs, demands or hopes, as who closes a meeting does; a question does not."""
    return bool(_WEIGHS.search(text)) and not text.rstrip().endswith("?")


def before_must(text: str) -> str:
    """What a sentence finds before it says what must be done about it; "" where somebody is told."""
    must = _MUST.search(text)
    return text[: must.start()] if must and not _ORDER_VERB.search(text) else ""


def commands(text: str) -> bool:
    """Whether words open with a verb of work, as an order does."""
    return bool(_IMPERATIVE.search(text))


def _heads(leaders: Iterable[str]) -> re.Pattern[str]:
    given = "|".join(re.escape(name.split()[-1]) for name in leaders)
    return re.compile(rf"{_HEADS.pattern}|(?:ông|bà) (?-i:{given})(?!\w)", _I) if given else _HEADS


def speaks(texts: Sequence[str], leaders: Iterable[str]) -> int:
    """How many of `texts` a head says in one quotation that the first opens and one of the next
    closes and names them behind ("…", ông Hòa nói); 0 for none."""
    if not _OPENS_QUOTE.match(texts[0]):
        return 0
    for at, text in enumerate(texts[:_SPEECH]):
        if closed := _QUOTED_BY.search(text):
            return at + 1 if at and _heads(leaders).search(closed["who"]) else 0
        if at and _OPENS_QUOTE.match(text):
            return 0
    return 0


def demands(text: str) -> bool:
    """Whether it says what must be."""
    return "?" not in text and bool(_MODAL.search(text))


def directs(text: str, leaders: Iterable[str] = ()) -> bool:
    """Whether a head, by the office or as one of `leaders` by the given name, says what must be."""
    heads = _heads(leaders)
    if quoted := _SAID_LAST.search(text):
        return bool(_MODAL.search(text, 0, quoted.start()) and heads.search(quoted["who"]))
    said = _STRESSES.search(text)
    if said is None or not _MODAL.search(text, said.end()):
        return False
    if re.search(r"[”\"]", text[: said.start()]):
        return False  # what is quoted before it is another saying
    return bool(heads.search(text[: said.start()] or text[: said.end() + 40]))


def orders(text: str, concluding: bool, led: bool = False) -> bool:
    """Whether someone is told to do something; `concluding` when the chair is speaking, `led` when
    the sentence names the chair as the one who asks."""
    match = _ORDER_VERB.search(text)
    asked = match is not None and match.group().lower() in _ASK_VERBS
    wish = match is not None and asked and not led and _is_wish(text[: match.start()])
    told = match and not wish and not _RELATIVE_ORDER.search(text[: match.end()])
    if match and told and (led or concluding or _LEADS.search(text[: match.start()])):
        return True
    if _OBLIGED.search(text):
        return True
    return concluding and bool(_IMPERATIVE.search(text) or _MUST.search(_IF.sub(" ", text)))


def _is_wish(before: str) -> bool:
    """Whether who asks, named by the words before the verb, has nobody to order."""
    return bool(_WISHES.search(before) or _FROM_BELOW.search(before))


# Whether an office is one that orders: the head of the province or of its council.
leads = says(r"^(?:bí thư (?:tỉnh|thành) [ủu][yỷ]|chủ tịch (?:hđnd|ubnd) (?:tỉnh|tp|thành phố))")


def led_by(text: str, leaders: Iterable[str]) -> bool:
    """Whether one of `leaders`, by the full or the given name, is whom a sentence has order
    something."""
    match = _ORDER_VERB.search(text)
    before = text[: match.start()] if match else ""
    short = re.match(r"(?:Ông|Bà|Đồng chí)\s([^\W\d_]+)\s(?:cũng\s|còn\s|đã\s)*$", before)
    return any(name in before or (short and short[1] == name.split()[-1]) for name in leaders)


def promises(text: str) -> bool:
    """Whether someone answers for something by a set time."""
    return bool(_PROMISES.search(text))


def wishes(text: str) -> bool:
    """Whether a single speaker asks or proposes something: no order and no result of the meeting."""
    match = _ASKS.search(text)
    before = text[: match.start()] if match else ""
    if match and match.group().lower() == "cho rằng" and _SEVERAL.search(text):
        return False
    return bool(match and (_is_wish(before) or _ONE_ASKS.search(text)))


def conditions(text: str) -> bool:
    """Whether it says what follows for whoever falls short, and tells nobody in particular."""
    return bool(_CONDITIONS.search(_IF.sub(" ", text)))
