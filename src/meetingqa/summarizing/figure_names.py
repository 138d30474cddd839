"""The name a figure got, made fit to stand alone in a table, or known to say too little."""

import re

from meetingqa.facts.indicators import ATTRIBUTE
from meetingqa.language.text import UPPER, key, syllables

_I = re.IGNORECASE
# Words that only lead over from what the sentence said before.
_OPENERS = re.compile(
    r"^(?:theo (?:báo cáo|kết quả|đánh giá|tính toán)[^,]{0,60},\s*|(?:(?:bên cạnh đó(?: là)?|lần đầu tiên|"
    r"trước mắt|thực tế|về(?! (?:việc|đích|nước|quê|hưu))|hoặc|nhằm|để|tất(?! yếu)(?: cả)?(?: các)?|nhưng|ngay|mới|mà|đó|số(?= người| này| đó)|trên(?= tổng)|cùng|(?<=số )(?:này)|này(?= đã)|qua|"
    r"chỉ(?! số| tiêu| đạo| huy| thị))(?!\w)[\s,]*))+",
    _I,
)
_ENDINGS = re.compile(
    r"(?:[\s,]+(?:có thể|cũng|đều|đến(?: cuối| hết| đầu| giữa)?|tại|vào|thuộc|gồm|là|bị|vẫn|mà|khi|các|theo|đang|ở|của|"
    r"cho|về|và|trong|với(?: tổng)?|hơn|nên|mỗi))+$"
)
_POINTS_AWAY = re.compile(
    r"(?<!\w)(?:(?<!họp )(?<!lần )này|(?<!sau )(?<!trong )(?<!do )(?<!nhờ )đó|ấy|nêu trên|(?<!hai )(?<!một )con số|thì|vì sao|"
    r"chúng tôi|chúng ta|tôi)(?!\w)",
    _I,
)
_CUT_START = re.compile(
    r"(?:sau|trước|nếu|vì|thay vì|khi|cả hai|nhất|bằng|do|ngoài|còn|hay|(?:những|mấy) năm(?: \w+){1,2}$)(?!\w)",
    _I,
)
_CUT_END = re.compile(
    r"(?:^(?:không|chưa)(?: thể)? đạt(?: mục tiêu| kế hoạch)?|không|chưa|sẽ|nếu|(?<!thứ )(?:một|hai|ba)|rất|như)$",
    _I,
)
_LABELS = re.compile(
    r"\((?:từ|đến|đề xuất)\)|^(?:ngưỡng )?(?:thời gian|kinh phí|diện tích) (?=\S)|"
    r"^(?:mục tiêu|ngưỡng) (?=\S)|"
    r"(?:so với|so) [^,;]*$",
    _I,
)
# Syllables of words that say what was done or how much, and not of what.
_DOING_TEXT = """
đã đang sẽ được bị có còn cũng mới chỉ vẫn là với và của cho từ đến tới tại ở trong trên dưới về ra vào
lên xuống thêm chiếm đạt vượt bằng cao thấp hơn gần khoảng các những một mỗi nhất thu hút huy
động xảy bàn giao tiếp nhận thực hiện tổ chức xử lý bố trí bổ sung cấp triển khai qua
mốc kéo dài suốt lại hưởng giành mất tồn tất dự kiến đề xuất trao tặng ước tính trung bình quân trị giá gồm số
"""
_DOING = frozenset(_DOING_TEXT.split())
_CHANGING = _DOING | {"tăng", "giảm", "năm", "nay", "tháng", "quý"}  # no share is of these
# A size or sum that does not say whose it is.
_UNOWNED = re.compile(rf"(?:{ATTRIBUTE}|chi phí|số tiền)", _I)
# Aims that were met or not: the verb is what is told of them.
_MET = re.compile(r"(?<!\w)(?:chỉ tiêu|tiêu chí)\s(?:[^,;]*\s)?(?:đạt|vượt)(?!\w)", _I)
_MAX_WORDS = 34
_SIZE = re.compile(
    r"(?:tổng )?(?:diện tích|quy mô|dân số|công suất|mức đầu tư|vốn|chiều dài)(?!\w)"
)
_OWNS = re.compile(rf"(?P<owner>[^,;]*[{UPPER}][^,;]*?)\s+có\s+{_SIZE.pattern}")


def tidy_name(what: str, unit: str = "") -> str:
    """`what` without the words that lead over from before or on to what follows, nor its unit twice."""
    again = rf"(?:tổng )?số {re.escape(unit)}(?!\w).*(?<=\s){re.escape(unit)}"
    if unit and re.fullmatch(again, what, re.IGNORECASE):  # "số xã giảm từ 118 xã"
        what = what.removesuffix(f" {unit}")
    words = _ENDINGS.sub("", _OPENERS.sub("", what, count=1))
    if len(words.split()) > 5:
        words = re.sub(r"\s(?:nói|nêu|kể) trên(?!\w)", "", words)
    if words.count(")") > words.count("("):
        words = words.replace(")", "", 1)
    return " ".join(words.split()).strip(" ,;-–/") or what


def says_little(words: str) -> bool:
    """Whether words only say what was done or how far it went ("lần đầu tiên qua mốc")."""
    return all(word in _DOING for word in map(key, syllables(tidy_name(words))))


def is_vague(what: str, unit: str) -> bool:
    """Whether `what` points elsewhere ("số này"), is cut, or says no more than `unit` and a verb."""
    core = " ".join(_LABELS.sub(" ", what).split()).strip(" ,;")
    if (
        not core
        or _POINTS_AWAY.search(core)
        or _CUT_START.match(core)
        or _CUT_END.search(core)
        or _UNOWNED.fullmatch(core)
        or len(core.split()) > _MAX_WORDS
    ):
        return True
    if what.startswith("thời gian ") and len(core.split()) < 3:
        return True  # "kéo dài 2 ngày": of what is not said
    if re.match(r"số (?!(?:có|là|được)$)\w", core, _I):
        return False
    if unit in ("chỉ tiêu", "tiêu chí") and _MET.search(core):
        return False
    counted = set(syllables(key(unit)))
    plain = _CHANGING if unit.startswith("%") else _DOING
    told = [word for word in map(key, syllables(core)) if word not in plain]
    return not any(word not in counted for word in told)


def find_owner(own: str, head: str, base: str) -> str:
    """Whose size `own` tells after another of its sizes: "Phường Tà Sơn có diện tích 21 km2, quy mô
    dân số 9.000 người"; "" where neither `head` nor `base`, which the figure before had, names it."""
    if not _SIZE.match(own) or any(map(str.isupper, own)):
        return ""
    owns = _OWNS.match(head)
    known = base if _SIZE.match(head) else ""
    return owns["owner"] if owns else known
