"""What a figure's sentence says around its clause: its topic, a vote's person, a span, an aim."""

import re
from decimal import Decimal

from meetingqa.facts import Quantity, read_facts
from meetingqa.facts.aims import DONE, is_aim
from meetingqa.facts.indicators import INDICATOR
from meetingqa.language.text import LOWER, UPPER

_I = re.IGNORECASE
_TOPIC = re.compile(r"^[\"“]?(?:Về|Với|Đối với|Liên quan đến|Riêng)\s+(?P<topic>[^,;:]{8,90}),")
_TOPIC_ENDS = re.compile(
    r"(?:\s+(?:dài|rộng|cao|có|gồm|với|là|trị giá|khoảng|hơn|gần))*\s+\d.*$", _I
)
# Topics that say only under which heading the figure is told.
_HEADING = re.compile(
    r"(?:kinh tế|lĩnh vực|văn hóa|xã hội|công tác|nông nghiệp|công nghiệp|nhân sự|việc|tình hình|"
    r"phát triển|kết quả|thu|chi|quốc phòng|giáo dục|y tế)(?!\w)",
    _I,
)
_VOTE = re.compile(r"(?:^|\s)phiếu(?!\w)", _I)
_ELECTS = re.compile(r"(?<!\w)bầu(?! cử)|phê chuẩn", _I)
_PASSIVE = re.compile(r"được(?:\s+\S+){0,4}\s+bầu", _I)
_SPAN_UNIT = re.compile(r"(?:ngày|tháng|năm|tuần|phút|giờ)(?: làm việc)?", _I)
_WORKED = re.compile(r"\s+làm việc", _I)
_MEETS = re.compile(r"(?:kỳ họp|hội nghị|phiên họp|đại hội)(?!\w)", _I)
# What a measure is of, where the words beside it only say what was done: "bàn giao 97,5 ha".
_KINDS = (
    ("diện tích", re.compile(r"(?:nghìn |triệu )?(?:ha|m2|m²)", _I)),
    ("công suất", re.compile(r"m[3³]\s?/\s?ngày(?: đêm)?|MW", _I)),
    ("kinh phí", re.compile(r"(?:(?:nghìn|triệu|tỷ|tỉ) ?)+(?:đồng|usd)?", _I)),
)
_DONE_TO = re.compile(
    r"(?:mới |đã |chỉ )*(?:bàn giao|chi trả|bồi thường|huy động|bố trí|hỗ trợ|thu hồi|phân bổ|cấp|"
    r"chi|nâng cấp|giải phóng mặt bằng|gieo trồng|trồng)(?: cho)?(?!\w)",
    _I,
)
_SET_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu(?! quốc gia)|(?:đặt|giao) chỉ tiêu|phải (?:đạt|giải ngân|hoàn thành)|"
    r"(?:hoàn thành|thu hồi|giải ngân) tối thiểu)(?!\w)",
    _I,
)
_AT_LEAST = re.compile(r"(?<!\w)(?:hoàn thành|thu hồi|giải ngân) tối thiểu(?!\w)", _I)
_PROPOSED = re.compile(
    r"(?<!\w)(?:kiến nghị|đề xuất|xin(?! nghỉ| thôi| lỗi)|đề nghị)(?! (?:của|ở|tại|từ|đến))(?!\w)",
    _I,
)
_LISTED = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu)[^.;:%\d]{0,60}(?:năm 20\d\d)?"
    r"[^.;:%\d]{0,8}:|^(?:nghị quyết|kế hoạch)[^.;%]{0,90}(?:đề ra|xác định|đặt)(?!\w)",
    _I,
)
_FELL_SHORT = re.compile(r"(?<!\w)(?:thiếu|chưa|không đạt|đạt|vượt)\s[^.;]*$", _I)
# "Bí thư Huyện ủy Suối Đá nêu: trên địa bàn huyện có 7 dự án"
_HERE = re.compile(
    rf"(?<!\w)(?i:trên địa bàn|toàn) (huyện|thị xã|quận|xã(?! hội)|phường|thị trấn)(?! [{UPPER}])(?!\w)"
)
_ELSEWHERE = re.compile(
    rf"[;.]\s|(?<!\w)(?i:toàn|cả|của) tỉnh(?!\w)|"
    rf"(?<!\w)(?i:huyện|thị xã|quận|xã|phường|thị trấn|thành phố|tỉnh) [{UPPER}]"
)
_PLACED = rf"(?<!\w)(?i:{{}}(?: [uủ][yỷ])?) ((?:[{UPPER}][{LOWER}]+ ?)+)"
# What only bounds which ones are meant: "người bán nước quá 60.000 đồng/m3", "dự án nào đạt dưới 50%".
_BOUND = re.compile(
    r"(?<!\w)(?<!lệ )(?<!số )(?:(?<!đầu )người|đơn vị|địa phương|dự án|nơi|nào|hộ|cơ sở|doanh nghiệp)"
    r"(?:\s(?!không|giảm|tăng|còn|xuống|lên|mức)[^\W\d_]+){1,5}?\s(?:dưới|(?:vượt )?quá|(?P<least>từ))\s$",
    _I,
)
_MEAN_AGE = re.compile(r"(?<!\w)(?:thọ|bình quân|trung bình)(?!\w)", _I)
_AGED = re.compile(r"(?<!\w)(?:dưới|trên|quá|từ|đủ)\s$", _I)
_OR_MORE = re.compile(r"[^;.]*?\s(?:thì|trở lên|trở xuống)(?!\w)")
_RANGED = re.compile(r"\s*[-–]\s*\d")
# "Sau sáp nhập, tỉnh còn 96 xã"
_MERGER = r"(?:khi )?(?:đợt )?(?:sắp xếp|sáp nhập|hợp nhất|tinh gọn|kiện toàn)"
_AFTER = re.compile(rf"(Sau {_MERGER}[^,;:\d]{{0,30}}),")
_THEN = re.compile(
    rf"[^,;.:]{{0,25}}\s(sau {_MERGER}[^,;:.()\d]{{0,30}}?)(?=[,;.]|\s(?:có|từ|theo)\s)"
)
_SUPPOSED = re.compile(r"(?<!\w)(nếu [^,;.]{5,60}?)\s+thì\s[^,;.]*$")
# "Trong 65 đại biểu khóa mới có 21 nữ, …; 27 người tái cử"
_OUT_OF = re.compile(r"Trong (?:tổng số |số )?\d[\d.]* ([^\W\d_][^,;:\d]{3,60}?),? có ")
_CLAUSES = re.compile(r";\s|\.\s")


def frame(text: str, start: int, end: int, unit: str, what: str) -> str:
    """What the figure at `start` measures, told apart by what stands around its clause.

    Aims are marked ("mục tiêu …", "… (đề xuất)"), spans of time named ("thời gian …"), votes given
    to whom they elect, short names set under the topic that the sentence opens with.
    """
    if _VOTE.search(f"{what} {unit}") and (person := _elected(text, start)):
        return f"phiếu bầu {person}" if unit.startswith("phiếu") else f"tỷ lệ phiếu bầu {person}"
    if _SPAN_UNIT.fullmatch(unit):
        if _WORKED.match(text, end) or unit.endswith("làm việc"):
            met = _MEETS.search(text)
            return f"thời gian làm việc {met.group().lower()}" if met else "thời gian làm việc"
        told = re.sub(rf"(?:^|\s){re.escape(unit)}(?=\s|$)", " ", what, count=1)
        told = re.sub(r"^\s*thời gian\s", " ", told)
        what = " ".join(f"thời gian {told}".split())
    kind = next((name for name, units in _KINDS if units.fullmatch(unit)), "")
    sized = kind == "diện tích" and len(what.split()) > 3 and not INDICATOR.search(what)
    if sized or (kind and len(what.split()) > 2 and _DONE_TO.match(what)):
        what = f"{kind} {what}"
    if what.count("“") > what.count("”"):
        what += "”"
    after = _AFTER.match(text, 0, start) or _THEN.match(text, end)
    if after and len(what.split()) <= 8 and after[1].lower() not in what:
        what = f"{what} {after[1].lower()}"
    what = _name_place(text, start, what)
    begin = max((m.end() for m in _CLAUSES.finditer(text, 0, start)), default=0)
    if (supposed := _SUPPOSED.search(text, begin, start)) and supposed[1] not in what:
        what = f"{what} {supposed[1]}"
    topic = _topic(text, start, what)
    if topic and topic.lower() not in what.lower() and len(what.split()) <= 8:
        what = f"{topic}, {what}"
    bound = _BOUND.search(text, begin, start)
    if unit == "tuổi" and _AGED.search(text, begin, start) and not _MEAN_AGE.search(what):
        return f"ngưỡng {what}"
    # "Tỷ lệ giải ngân của các dự án đạt dưới 50%" says how large it is.
    if bound and (_OR_MORE.match(text, end) if bound["least"] else not INDICATOR.match(what)):
        return f"ngưỡng {what.removesuffix(' quá')}"
    return _mark_aim(text, start, end, what)


def _name_place(text: str, start: int, what: str) -> str:
    """`what` with the name of the district that the figure's clause only calls "the district"."""
    here = _HERE.search(text, 0, start)
    if not here or _ELSEWHERE.search(text, here.end(), start):
        return what
    placed = re.search(_PLACED.format(here[1]), text[: here.start()])
    if not placed:
        return what
    # "Bí thư Huyện ủy Suối Đá Vi Văn Páo": who heads it is not part of its name.
    people = [p.start for p in read_facts(text).people if placed.start(1) < p.start]
    name = text[placed.start(1) : min([placed.end(1), *people])].strip()
    return f"{what}, {here[1]} {name}"


def _topic(text: str, start: int, what: str) -> str:
    whole = _OUT_OF.match(text)
    if whole and whole.end() <= start and what.startswith(("người ", "nữ", "nam")):
        return whole[1]
    opened = _TOPIC.match(text)
    if opened is None or opened.end() > start:
        return ""
    topic = _TOPIC_ENDS.sub("", opened["topic"]).strip()
    return "" if _HEADING.match(topic) or len(topic.split()) < 3 else topic


def _elected(text: str, start: int) -> str:
    """The person whom the votes counted at `start` elect; "" for another vote."""
    begin = max((m.end() for m in _CLAUSES.finditer(text, 0, start)), default=0)
    if not (verb := _ELECTS.search(text, begin, start)):
        return ""
    people = sorted(read_facts(text).people, key=lambda person: person.start)
    named = [person for person in people if verb.end() <= person.start < start]
    if not named and _PASSIVE.search(text, begin, verb.end()):
        named = [person for person in people if begin <= person.start < verb.start()][:1]
    return named[0].name if named else ""


def _mark_aim(text: str, start: int, end: int, what: str) -> str:
    figure = Quantity(Decimal(0), "", "", start, end, text[start:end])
    ranged = _RANGED.match(text, end)
    listed = _LISTED.search(text, 0, start)
    if listed and _FELL_SHORT.search(text, 0, listed.end()):
        listed = None
    begin = max((m.end() for m in _CLAUSES.finditer(text, 0, start)), default=0)
    least = _AT_LEAST.search(text, begin, start) and not DONE.search(text, begin, start)
    if not listed and not least and not is_aim(text, figure):
        return what
    if listed or _SET_AIM.search(text, begin, start):
        if ranged and re.match(r"phấn đấu\s", what, _I):
            return what  # its own word for an aim
        what = re.sub(r"(?:^|(?<=\s))phấn đấu\s+", "", what, flags=_I)
        return what if re.search(r"(?<!\w)mục tiêu", what, _I) else f"mục tiêu {what}"
    if _PROPOSED.search(text, max(begin, start - 60), start) and not _PROPOSED.search(what):
        return f"{what} (đề xuất)"
    return what
