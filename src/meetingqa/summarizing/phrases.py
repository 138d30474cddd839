"""The words beside a figure: cut free of verbs, periods and openers, and joined to a name."""

import re

from meetingqa.facts import read_facts
from meetingqa.facts.indicators import SECOND_NOUN
from meetingqa.language.text import LOWER, UPPER

GLOSS = re.compile(r"\(([^()\d,]{1,40})\)")  # "(GRDP)" cuts nothing
ASIDE = re.compile(r"\([^()]*[\d,][^()]*\)")  # "(quận 9)", "(các xã, thị trấn)" name nothing
_TRAILING = re.compile(
    r"(?:(?:^|(?<=\s))(?:(?<!kỳ )mới(?=\s+(?:đạt|có|bằng|được|chỉ|giải|là|khoảng))|đã|vẫn|chỉ|"
    r"đang|sẽ|phải|cũng|ước|đều|(?:năm|tháng|quý) nay|chừng|suốt|(?<!phát )(?<!thực )(?<!biểu )(?<!xuất )hiện|hơn|gần|khoảng|"
    r"(?<!nói )(?<!nêu )trên|dưới|tối đa|là|còn|được|đạt|có|lên|xuống|tới|đến|không (?:quá|dưới|"
    r"vượt quá)|(?<!mặt )(?<!đồng )bằng|chiếm|tổng cộng|thực hiện|dự kiến|với|từ|thêm|cả|"
    r"(?:bao )?gồm|(?<!hạn )(?<!định )mức|tăng|giảm|vượt|gấp|cao hơn|thấp hơn|(?<!yếu )kém|tại|ở|trong|"
    r"cho|của|và|các|những|bình quân|không|chưa|nay|(?<!xảy )(?<!đề )(?<!diễn )ra|thu được|"
    r"ít nhất|tối thiểu|đối|vào|toàn bộ)\s*)+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:.–\"“”-]|ví dụ(?: như)?(?!\w)|\d{1,2}h\d{0,2}(?:\s*[-–]\s*\d{1,2}h\d{0,2})?(?!\w)|(?:(?:qua|theo) (?:thống kê)(?: của [^\W\d_]+ [^\W\d_]+)?(?=,? (?:có|còn|đã))|theo đó|lũy kế|luỹ kế|tính|trong đó|"
    r"trong(?: kỳ(?= (?:có|đã)))?|đến|tại|"
    r"cụ thể|kết quả|như|hay|và|hiện|nay|nhưng|song|còn|riêng|ước|chung|cuối|đầu(?! tư)|như vậy|tuy vậy|tuy nhiên|"
    r"ngoài ra|(?:năm|tháng|quý) (?:nay|này)|thời điểm(?: này)?(?! [^\W\d_]+ [^\W\d_]+ )|cho(?= đến)|đáng chú ý(?: là)?|đặc biệt|chưa kể|đó là|"
    r"đồng thời|toàn tỉnh|tỉnh(?! [ủu][yỷ])|hết|của tỉnh|toàn thành phố|vẫn|là|đã|có(?! mặt(?! (?:cắt|bằng|đường|cầu)))|được|"
    r"năm(?= tỉnh|$)|cuối năm|(?:một|hai|ba|bốn|năm|sáu) là|chủ yếu do|"
    r"\(?\d\)(?= )|khi|với|nhờ|"
    r"đưa(?: ra)?|nâng(?! cấp| cao)|thì|vậy|sáng(?! (?:kiến|tạo|lập))|chiều(?! (?:dài|cao|rộng|sâu))|từ|vào|ngày|toàn bộ|trên địa bàn(?: tỉnh| huyện| thành phố)?|đạt|bởi|vì|do|nên|năm đến nay|nay đã|đã)(?!\w))+",
    re.IGNORECASE,
)
_TAIL_STOP = re.compile(
    r"[\"”](?=[,.]|$)|\s(?:trong|vào|từ) (?=(?:năm|quý|tháng|tuần)\s(?:nay|này|tới|qua|sau))|\s(?:(?<!trong )(?<!đạt )và|thì|mà(?=(?:\s[^\W\d_]+){1,4}\s(?:này|đó)\s|\s(?:không|chưa)\s)|nhưng|song(?! phương)|để|do|vì|nhờ|bởi|nên|so với|trước|(?<!đối )(?<!tán thành )(?<!đồng ý )(?<!phù hợp )(?<!hợp tác )(?<!liên kết )(?<!kết hợp )(?<!phối hợp )(?<!kết nghĩa )với|còn(?! lại)|khiến|trong đó|tăng(?! trưởng)|"
    r"giảm|(?<!không )(?<!chưa )(?<!diễn )đạt(?! chuẩn)(?! (?:và vượt|kế hoạch|mục tiêu|yêu cầu|tiêu chuẩn)(?![^,;.]*\d))|"
    r"gồm|(?<!mặt )(?<!công )(?<!Đồng )(?<!đồng )bằng|(?<!đến )từ(?! (?:nguồn|ngân sách|quỹ|vốn))|(?<!lấn )chiếm|cao hơn|thấp hơn|(?<!nguyên )là)\s|\s[–-]\s|\s*\d|…|[;:()]|(?<!TP)(?<!Tp)(?<!TX)\.(?:\s|$)|,(?=(?:(?! và )[^,;.])*\d)|"
    r",\s+(?=(?:trong|riêng|nhưng|song|tăng|giảm|đạt|bằng|vượt|cao|thấp|gồm|chiếm|còn|đồng thời|"
    r"có|được|phải|một số|nhiều|"
    r"để|do|vì|nên|nhờ|cùng|kể|chủ yếu|nhất|lần|đưa|nâng|làm|gấp|mức|đứng|xếp|hoàn thành|"
    r"báo cáo)(?!\w))|,\s+(?=[A-ZĐÂÔƠƯ][^,.;]{0,40}\s(?:đã|sẽ|đang|cũng)\s)"
)
_TAIL_STOP_LATE = re.compile(
    _TAIL_STOP.pattern.replace(r"|\s*\d|…", "|…").replace(r"|,(?=(?:(?! và )[^,;.])*\d)", "|,")
)
_PLACES = re.compile(r"^\s*,\s*(?:thị trấn|phường|thị xã|thành phố)(?!\w)")
# The names of those counted: "3 xã: Tả Khang, Suối Đá, Khe Vang đạt chuẩn nông thôn mới".
_NAMED = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)*"
_NAMES = re.compile(rf"^:\s+{_NAMED}(?:(?:,| và) {_NAMED})+(?= [{LOWER}])")
# Numbers that are no figures of their own: "OCOP từ 3 sao trở lên", "Nghị quyết số 68/NQ-CP".
_GRADE = re.compile(
    r"(?<=mức độ )\d+|(?<=\s)(?:từ )?\d+ (?:sao|tuổi|\w+ trở (?:lên|xuống))|(?<=\w)[-–]\d+|"
    r"(?<=\s)(?:(?<!tổng )số \d|(?:nghị quyết|quyết định|kết luận|nghị định|luật) \d)[^\s,;]*|"
    r"[“\"]\d+ [^”\"\d]{1,20}[”\"]",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(
    r"^(?:lên|xuống)$|(?:\s(?:ở|tại|thuộc|vào|trong|tính đến))?\s(?:quận|phường|khoản|điều|lớp|ngày|giai đoạn)$|\s+trong (?:hai|ba|bốn|năm|\d+)$|(?:(?<!thôn)(?<!nhà)\s+mới|\s+trở (?:lên|xuống)|\s+(?:lên|xuống|đối|tháng|đã|chỉ|đang|còn|được|có|là|cho|của|với|từ|trong|và|(?<!mỗi )(?<!hằng )(?<!hàng )năm|phải|sẽ|cũng|các))+$"
)
_TAIL_WORDS, _WHOLE_TAIL = 16, 24
# "thủ tục của 16 sở": what is counted is told by what it is of, whose number is another figure.
AMONG = re.compile(
    r"\s+(của|tại|ở|thuộc|cho)\s+(?:khoảng |hơn |gần |cả )?\d[\d.]*\s+"
    r"(?!(?:năm|tháng|ngày|giờ|quý|tuần|phút|tuổi|tỷ|triệu|nghìn|đồng|ha|km|m)(?!\w))(?=[^\W\d_])",
    re.IGNORECASE,
)


# Who tells the figure, up to the verb of telling: "Giám đốc Sở Y tế cho biết, …".
_TELLER = re.compile(
    r"^.*(?<!\w)(?:lấy ví dụ|dẫn chứng|chia sẻ|đặt vấn đề|tuyên bố|"
    r"thông qua (?:nghị quyết|chủ trương|đề án)(?: về| để| thành lập| đầu tư| xây dựng)?|(?:đại biểu|hội nghị|kỳ họp) (?:cũng |đã )*(?:nhất trí|thống nhất)|"
    r"cho biết|cho rằng|(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị) nói|cho hay|cho thấy|giải thích|phản ánh|nhận định|nêu rõ|chỉ rõ|nêu|(?<!xét nghiệm )khẳng định|(?<!nghệ )thông tin(?= (?:thêm|rằng|về|với))|lưu ý|cảnh báo|"
    r"nhấn mạnh|thừa nhận|nhận trách nhiệm về|về việc|báo cáo(?! (?:của|tại))|"
    r"(?<!được )(?<!nhiều )(?<!các )(?:đề nghị|đề xuất|kiến nghị|yêu cầu)(?! (?:của|ở|tại|từ|đến)))"
    r"(?:\s+(?:rằng|thêm|ra|tỉnh|sớm|là|sẽ))*(?:\s+|$)"
)
# "Vấn đề nhức nhối nhất là 639 tàu": what it says of the count, and no name of it.
_PRAISE = re.compile(
    r"(?:vấn đề|điều|điểm|khó|lo|mừng)(?:\s[^\W\d_]+){0,4}\s(?:nhất|mới|lo|mừng)?\s*là\s*$",
    re.IGNORECASE,
)
_INDICATOR_HEAD = re.compile(
    r"\W*(?:tỷ lệ|tỉ lệ|số|tổng|mức|kết quả)(?!\w)(?![^,]*cho thấy)", re.IGNORECASE
)


def own_words(part: str) -> str:
    """The words of a stretch that name something: no periods, no verbs of measure, no openers, and
    nobody who only tells it."""
    if not _INDICATOR_HEAD.match(part):
        part = _PRAISE.sub("", _TELLER.sub("", part))
    words = _TRAILING.sub("", _LEADING.sub("", without_periods(part)).rstrip(" ,;:("))
    words = _TRAILING.sub("", _LEADING.sub("", words))
    return words.strip(' ,;:()–-"“”≥≤><~')


_LED_BY = re.compile(
    r"(?:(?<!\w)(?:tính đến|đến|từ|cả|trước|trong|vào|của|cuối|đầu|giữa|hết|ngày|nhiệm kỳ|giai đoạn|(?:\d+ |hai |ba )?năm|tháng|hai|ba|sáu|chín)\s*)+$",
    re.IGNORECASE,
)


def without_periods(text: str) -> str:
    """Words without dates and periods and the prepositions that led to them."""
    facts = read_facts(text)
    spans = [(p.start, p.end) for p in facts.periods] + [(m.start, m.end) for m in facts.moments]
    kept, at = "", 0
    for start, end in sorted(spans):
        if "cùng kỳ" in text[max(0, start - 12) : start].lower() or start < at:
            continue
        led = _LED_BY.search(text, at, start)
        kept += text[at : led.start() if led else start] + " "
        at = end + len(text[end:]) - len(text[end:].lstrip(" /"))
    text = kept + text[at:]
    return re.sub(r"\s+", " ", text)


def read_label(part: str) -> str:
    """The comparison that a bracket names ("cùng kỳ 2030"); "" for another."""
    return " ".join(without_periods(part).split()).strip(" ,(:") if "cùng kỳ" in part else ""


def join_label(what: str, label: str) -> str:
    """A name and, after a comma, what tells this figure of it apart."""
    label = label.strip(" ,;")
    if what and label.startswith(what):
        return label
    return f"{what}, {label}" if label and what else what or label


def qualify(head: str, said: str, compared: str) -> str:
    """The head with its change and what it is held against."""
    if said and not head.lower().endswith(said):
        head = f"{head} {said}"
    if compared and compared.lower() not in head.lower():
        plain = said or re.match(r"so |số|tổng", compared, re.IGNORECASE)
        head = f"{head} {compared}" if plain else f"{head} so với {compared}"
    return head.strip()


def cut_relative(words: str) -> str:
    """What a share is of ("dự toán", "so với cùng kỳ"), up to the next clause."""
    lead = re.match(r"so (?:với )?", words)
    rest = words[lead.end() :] if lead else words
    rest = re.split(
        r"\s(?:và|nhưng|song|do|nhờ|vì|để|trong khi|với|cao nhất|gồm|từ|bởi|là|chủ yếu)\s|…|"
        r"\s[–-]\s",
        rest,
    )[0]
    return " ".join(((lead.group() if lead else "") + rest).split()).strip(" ,;")


def read_tail(text: str, *, numbers: bool = False) -> str:
    """The words after a unit that belong to what is counted ("xã *đạt chuẩn nông thôn mới*")."""
    text = re.sub(r"^(\s*)\([^()]*\)", r"\1", _PLACES.sub("", _NAMES.sub("", text)))
    if among := AMONG.match(text):
        text = f" {among[1]} {text[among.end() :]}"
    text = re.sub(r"^\s*(?:này|nêu trên|nói trên)(?=\s)", "", text)
    if re.match(r"\s*,", text) and not numbers:
        if not (second := SECOND_NOUN.match(text)):
            return ""
        text = second.group().replace(",", "") + text[second.end() :]
    text = re.sub(r"^\s*(?:trở lên|trở xuống)?(?:\s*(?:là|cho|của|đối với)\s|(?=\W|$))", " ", text)
    if re.match(
        r"\s+(?:và|nhưng|song|để|do|vì|nhờ|so|trước|sau|tăng(?! trưởng)|giảm|từ(?! (?:nguồn|ngân sách|quỹ|vốn))|chiếm)\s",
        text,
    ):
        return ""
    graded = _GRADE.sub(lambda grade: "x" * len(grade.group()), text)
    stop = (_TAIL_STOP_LATE if numbers else _TAIL_STOP).search(graded, 2 if numbers else 0)
    if stop and stop.group().strip() == "vì" and " bị " in f" {text[: stop.start()]}":
        stop = _TAIL_STOP.search(graded, stop.end())  # "bị phê bình vì kê khai thiếu"
    words = " ".join((text[: stop.start()] if stop else text).split())
    if len(words.split()) > _WHOLE_TAIL:  # cut between parts rather than within one
        words = " ".join(words.split()[:_TAIL_WORDS])
        words = words[: words.rfind(", ")] if words.rfind(", ") > len(words) // 2 else words
    return words if numbers else _LOOSE_END.sub("", without_periods(words)).strip(" ,.?!")


def join_words(*parts: str) -> str:
    """Words one after the other, empty ones left out."""
    said = " ".join(part for part in parts if part)
    return re.sub(r"\s+,", ",", said).strip(" ,;")
