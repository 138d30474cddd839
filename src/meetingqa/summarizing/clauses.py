"""The clause of a figure taken apart: the words before it, what is counted, what it is held against."""

import re
from itertools import pairwise
from typing import NamedTuple

from meetingqa.facts.indicators import ATTRIBUTE, INDICATOR, SECOND_NOUN
from meetingqa.language.text import UPPER
from meetingqa.summarizing.phrases import (
    AMONG,
    ASIDE,
    GLOSS,
    cut_relative,
    own_words,
    read_tail,
    without_periods,
)
from meetingqa.summarizing.units import MEASURES

# Where the words that speak for a figure begin anew.
_BOUNDARY = re.compile(
    r"[;:(]|(?<!TP)(?<!Tp)(?<!TX)[.!?…]\s|(?<!chế biến)(?<!quốc phòng)(?<!phòng(?=, chống))(?<!khám)(?<!nông),\s(?!bình quân(?: khoảng| hơn| gần)? $)|"
    r"(?<!\w)(?:trong đó|riêng|nhưng|song(?! phương)|(?<=[,;] )còn lại|"
    r"tương đương|đồng thời|"
    r"trong khi|nghĩa là|thì|bởi|mà còn)(?:\s|,)|(?<=[\d%)])\s+và\s+|\s+(?:và|cùng)\s+(?:khoảng |gần |hơn |trên |không quá |tối đa |tối thiểu |ít nhất )?$|"
    r"\s+và\s+(?=(?:tăng|giảm|vượt|bằng|cao hơn|thấp hơn|cho ý kiến|thông qua)(?!\w))|"
    rf"\s+(?:và|với)\s+(?={ATTRIBUTE}(?:\s+(?:là|dự kiến|ước|khoảng|hơn|gần|trên|tính|tới))*\s*$)|"
    r"(?<!sau)(?<!trước)(?<!từ)(?<!mỗi)(?<!đến)(?<!trong)(?<!nếu)\s+khi\s+",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?<!\w)(tăng|giảm|vượt|hụt|cao hơn|thấp hơn|chiếm)(?:\s+(?:thêm|lên|xuống|gần|hơn|khoảng|"
    r"tới|trên|là|ít nhất|tối thiểu|bình quân|trung bình))*\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s*(so (?:với )?[^,;.()]*|(?:số )?(?:dự toán|kế hoạch|chỉ tiêu|cùng kỳ|mục tiêu|nghị quyết|"
    r"số|tổng|vốn toàn|bình quân|quy mô|GRDP|nhu cầu|công suất)(?!\w)[^,;.()]*)",
    re.IGNORECASE,
)
_MEASURED = re.compile(rf"(?:[%/]|(?:{MEASURES}|lần|con|điểm phần)(?!\w))", re.IGNORECASE)
_EXTREME = re.compile(r"(?:mức )?(?:thấp|cao|nhiều|ít) nhất(?!\w)", re.IGNORECASE)
_AROUND = re.compile(r"\s*trên địa bàn(?!\w)")
_BEING = re.compile(rf"\s+(là [^,;.()\d]{{3,50}})(?=[;.]|,(?! [{UPPER}]))")
_GLOSSED = re.compile(r"((?:,?\s+[^\W\d_]+){0,4})\s*\([^()]*\)")
_PURPOSE = re.compile(r"\s+(?:để(?=\s)|cho(?=\s+\d)|(?=(?:xóa|xoá|xây|mua|sửa|làm)\s+\d))")
_COUNTED_IN = re.compile(
    r"(?:(?:\s+[^\W\d_]+){0,6}|(?:,?\s+[^\W\d_]+){0,5}\s+có)\s+(?:dưới|trên|hơn)\s"
)

# "Thôn Tả Khang, xã Suối Đá" is one place.
_ADDRESS = re.compile(
    rf"((?:[Tt]hôn|[Bb]ản|[Xx]ã|[Pp]hường|[Hh]uyện)(?: [{UPPER}]\w*)+),"
    rf"(?= (?:xã|phường|thị trấn|huyện|thị xã|thành phố|TP|tỉnh) [{UPPER}])"
)
# "…, dự kiến đi vào hoạt động từ tháng 10, tiếp nhận 80 thủ tục": the subject stands before it.
_PREDICATE = re.compile(r"(?:dự kiến|đi vào|diễn ra|được|bị|phải|có thể)(?!\w)", re.IGNORECASE)
_BOUNDED = re.compile(r"(?:\s+[^\W\d_]+){1,4}\s+từ\s+\d+ [^\W\d_]+ trở (?:lên|xuống)")
PART_OF = re.compile(r"(?:riêng|trong đó)\W*$", re.IGNORECASE)
ALSO = re.compile(r"[,;]\s*$|\svà\s*$")
# "Các tỉnh, thành Hội đã mở 20 lớp", "xã, phường thuộc 5 huyện" have one subject.
_LEVEL = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|sở|ban|ngành)(?!\w)"
_PAIRED = re.compile(
    rf"((?<!\w)(?:[Cc]ác|[Nn]hững) [^\W\d_]+)(?!, {INDICATOR.pattern}),(?= [^\W\d_]+ [^\W\d_]+)|"
    rf"((?<!\w){_LEVEL}),(?= {_LEVEL})"
)
_PLACE_NAME = re.compile(
    r"(?:(?:các |những )?(?:khối |huyện đảo |huyện |thành phố |thị xã |xã |phường |vùng |khu vực |đảng bộ |"
    rf"ngành |tổ |chương trình |ba |hai |riêng ))*(?:[{UPPER}]\S*|"
    r"(?:các |những )(?:huyện|xã|phường|vùng|đảng bộ|sở|ngành|đơn vị)(?!\w))|"
    r"(?:ba|hai|các|những) chương trình",
)
_MAX_CONTEXT = 18  # words


def is_place(words: str) -> bool:
    """Whether words name a place or body rather than what is measured there."""
    return bool(_PLACE_NAME.match(words)) and not INDICATOR.match(words)


class Clause(NamedTuple):
    """What stands around one figure, in the sentence's own words.

    `stretch` runs from the figure before to this one, `cuts` are the beginnings of its parts, `part`
    is the last of them and `own` what that names; `noun` is what is counted, `tail` the words after
    it; `said` the change ("tăng"), `compared` what it is held against. `item` when another item of
    the sentence begins here, `bracketed` when the figure stands in brackets.
    """

    stretch: str
    cuts: list[int]
    part: str
    own: str
    noun: str
    tail: str
    said: str
    compared: str
    share: bool
    item: bool
    bracketed: bool

    @property
    def short(self) -> bool:
        """Whether its own words are too few to stand alone."""
        return len(self.own.split()) <= 3

    @property
    def joined(self) -> bool:
        """Whether "và" joins it to the figure before."""
        return self.stretch.lstrip().startswith("và ")

    @property
    def owned(self) -> bool:
        """Whether a part of the stretch's own says whose size this is ("…, dự án A với quy mô")."""
        return len(self.cuts) > 1 and self.stretch[: self.cuts[-1]].endswith(" với ")

    @property
    def part_of(self) -> bool:
        """Whether it is said to be a part of what stands before ("trong đó")."""
        return bool(self.cuts and PART_OF.search(self.stretch[: self.cuts[-1]]))

    @property
    def lists_part(self) -> bool:
        """Whether a share's own words only name another part of what the share before measures
        ("hộ nghèo giảm 4%, các xã biên giới giảm 6%")."""
        lead = self.stretch[: self.cuts[-1]] if self.cuts else ""
        listed = bool(ALSO.search(lead) or PART_OF.search(lead) or self.joined)
        return self.share and listed and is_place(self.own) and not self.tail

    def words_before(self) -> str:
        """What the part before its own names, cut to its last words; "" across ";" and "."."""
        if not self.cuts or self.stretch[self.cuts[-1] - 1] in ";.":
            return ""
        lead = self.stretch[: self.cuts[-1]].rstrip()
        if lead.endswith(" thì"):  # a condition is no owner
            return ""
        if lead.endswith(":"):  # "Nhóm A, B; C: mức thu 90.000 đồng"
            headed = own_words(re.split(r"[.:]\s", lead.rstrip(" :"))[-1]).split()
            head = " ".join(headed[:_MAX_CONTEXT])
            return re.sub(r"[,;][^,;]*$", "", head) if len(headed) > _MAX_CONTEXT else head
        words = ""
        for begin, end in reversed(list(pairwise([0, *self.cuts]))):
            previous = self.stretch[begin:end]
            words = own_words(previous.rstrip(" ,:;(–-"))
            if previous.rstrip()[-1:] in ";." or not _PREDICATE.match(words):
                break
        named = re.sub(r"\s\d[\d.,]*$", "", words).split()
        words = " ".join(named[-_MAX_CONTEXT:])
        return words.split(", ", 1)[-1] if len(named) > _MAX_CONTEXT else words

    def before_bracket(self) -> str:
        """What the bracket that holds the figure explains."""
        opened = self.stretch.rfind("(")
        if opened <= 0:
            return ""
        begins = [0, *(m.end() for m in _BOUNDARY.finditer(self.stretch, 0, opened))]
        words = own_words(self.stretch[begins[-1] : opened])
        if _EXTREME.match(words):
            return ""  # "…, mức thấp nhất trong 10 năm (cùng kỳ tăng 8%)"
        if len(words.split()) <= 2 and self.stretch[: begins[-1]].endswith(", "):
            words = own_words(self.stretch[begins[-2] : opened])  # "được thu gom, xử lý (72%)"
        return words


def read_clause(
    text: str, before: int, start: int, after: int, end: int, following: int, unit: str
) -> Clause:
    """The clause of the figure at `start`.

    `before` is where the words of the previous figure end (0: none), `after` where the numeral ends
    and `end` where its `unit` does, `following` where the next figure begins.
    """
    stretch = GLOSS.sub(r" \1 ", ASIDE.sub(" ", text[before:start]))
    stretch = _ADDRESS.sub(r"\1", SECOND_NOUN.sub("", stretch, count=1) if before else stretch)
    stretch = _PAIRED.sub(r"\1\2", stretch)
    cuts = [match.end() for match in _BOUNDARY.finditer(stretch)]
    part = stretch[cuts[-1] if cuts else 0 :]
    own = own_words(part)
    lone = len(own.split()) == 1 and not own.isupper() and not before
    if lone and len(cuts) > 1 and stretch[cuts[-1] - 2] == ",":
        own = own_words(stretch[cuts[-2] :])
    ahead = text[end : following + 1]
    if bounded := _BOUNDED.match(text, end):  # "120 tàu dài từ 15 m trở lên"
        ahead = bounded.group()
    told = (
        not _AROUND.match(part) and cuts
    )  # "… nêu thực tế: trên địa bàn có 7 dự án" names nothing
    if not own and told and stretch[: cuts[-1]].rstrip().endswith(":"):
        own = own_words(stretch[cuts[-2] if len(cuts) > 1 else 0 : cuts[-1]].rstrip(" :"))
    if glossed := _GLOSSED.match(text, end):  # "41 hộ (12% số hộ) thiếu nước"
        ahead = glossed[1] + text[glossed.end() :]
    purpose = _PURPOSE.match(text, end) if own and len(own.split()) <= 2 else None
    if purpose:
        ahead = text[purpose.end() :]  # "bố trí 42 tỷ đồng để làm 3 cầu"
    # A unit that is taken from elsewhere leaves nothing behind the numeral.
    if not purpose and AMONG.match(text, end):
        ahead = text[end:]
    tail = read_tail(ahead, numbers=bool(purpose)) if end > after or not unit else ""
    share = unit.startswith(("%", "điểm phần", "điểm %", "phần trăm"))
    if (
        share
        and not own
        and tail
        and (being := _BEING.match(text, text.find(tail, end) + len(tail)))
    ):
        tail = f"{tail} {being[1]}"  # "90% doanh nghiệp là nhỏ": that they are small is the share
    if "/" in unit and tail:
        tail = f"{unit.rpartition('/')[2]} {tail}"  # "50 triệu đồng/người chết"
    noun = " ".join(text[after:end].split())
    noun = "" if _MEASURED.match(noun) or "/" in unit else noun
    if noun and _COUNTED_IN.fullmatch(text, end, following):
        tail = read_tail(text[end:], numbers=True)  # "thôn có dưới 3 đảng viên"
    least = bool(re.match(r"\s+trở (?:lên|xuống)", text[end:]))  # "giảm từ 6% trở lên"
    direction = _DIRECTION.search(
        re.sub(r"\stừ\s*$", "" if least else " từ", without_periods(part))
    )
    relative = _RELATIVE.match(text, end, following)
    return Clause(
        stretch=stretch,
        cuts=cuts,
        part=part,
        own=own,
        noun=noun,
        tail=tail,
        said=direction[1].lower() if direction else "",
        compared=cut_relative(relative[1]) if relative else "",
        share=share,
        item=";" in stretch,
        bracketed=bool(re.search(r"\([^()]*$", text[:start])),
    )
