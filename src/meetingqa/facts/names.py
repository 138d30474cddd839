"""Names of persons in Vietnamese text, and the surnames they begin with."""

import re
from typing import NamedTuple

from meetingqa.language.text import UPPER, key

_SURNAMES_TEXT = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lâm
mai đào cao hà lưu lương thái châu tạ phùng tô vương văn quách tống kiều triệu lò vi hứa nông la
lường tòng giàng sùng vàng mùa thào cầm quàng đàm bế ma chu tăng mạc khổng ninh thân từ trang
nghiêm lục doãn bạch giáp sầm hầu thạch kim danh siu rơ ksor rah y h' a k' điểu thẩm viên ngọ diệp
âu ôn phí mẫn cù khuất
"""
SURNAMES = frozenset(_SURNAMES_TEXT.split())
# Also ordinary words or middle names: a surname only where a title or an office stands by.
_RARE_TEXT = """
điêu đậu lại nhữ quản tôn ung vừa hoà hòa sơn thiều khúc lã ân an bành cung đồng đường giang hàn
hạ hạng hồng khương thích liêu lỗ lộc luân mã mông nhâm ông phó phương quan quang kpă kră nay
"""
_SURNAMES = SURNAMES | frozenset(_RARE_TEXT.split())
_STRONG_TEXT = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh cao lương triệu
nông đoàn tạ chu quách giàng hứa lò tòng lường quàng điêu đào đậu kiều nghiêm nhữ phùng thạch tống
trương vương sùng thào khuất mạc doãn đàm mai tô lâm hà thái lưu lại bế vi
"""
_STRONG = frozenset(_STRONG_TEXT.split())
# One capitalised syllable, the "H'Bia" and "K’Tuyn" of the highlands included.
_WORD = rf"(?:[{UPPER}]['’])?[{UPPER}][^\W\d_]*"
_NAME = re.compile(rf"(?<![\w'’-]){_WORD}(?:[ -]{_WORD}){{1,4}}(?!\w)")
_BREAKS_TEXT = """
ủy_ban hội_đồng đảng_bộ trung_ương bí_thư phó_bí phó_chủ phó_trưởng chủ_tịch giám_đốc thường_trực
văn_phòng nhân_dân mặt_trận quốc_hội công_an ủy_viên đoàn_đại đại_biểu trưởng_ban trưởng_đoàn
chánh_văn thành_phố tỉnh_ủy thành_ủy huyện_ủy
"""
_BREAKS = frozenset(_BREAKS_TEXT.split())
_TITLE_BEFORE = re.compile(
    r"(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|các đồng chí)[:\s]*$", re.IGNORECASE
)
_PLACE_BEFORE = re.compile(
    r"(?:tỉnh|huyện|thành phố|tp\.?|thị xã|xã|phường|thị trấn|đường|quận|cầu|sông|hồ(?: chứa(?: nước)?)?|đập|kè|đê|kênh|suối|công trình|chợ|đảo|dự án|sân bay|"
    r"cảng|khu công nghiệp|kcn|quốc lộ|(?<!môi )trường|bệnh viện|khu|thôn|bản|ấp)\s+$",
    re.IGNORECASE,
)
# "Chủ tịch HĐND tỉnh Nguyễn Văn An" names a person after "tỉnh", "tỉnh Quảng Trị" a place.
_OFFICE_PLACE = re.compile(
    r"(?:HĐND|UBND|ĐBQH|nhân dân|quốc hội|công an|quân sự|mặt trận|"
    r"(?:MTTQ|tổ quốc)(?: việt nam)?|thanh tra|[ủu][yỷ]|viện kiểm sát|tòa án|đảng bộ|"
    r"(?:đoàn|hội|sở|ban|cục|văn phòng|bộ (?:chỉ huy|tư lệnh))(?:\s+[^\W\d_]+){0,5})"
    r"\s+(?:tỉnh|thành phố|tp\.?|huyện|thị xã|xã|phường)\s+$",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(r"(?:tỉnh|huyện|thành phố|thị xã|[ủu][yỷ])\s+$", re.IGNORECASE)
OFFICE_HEAD = (
    r"(?:(?:nguyên|quyền|q\.)\s+)?(?:phó\s+)?(?:"
    r"(?:thường trực ban |(?<!ban ))bí thư|chủ tịch|chủ nhiệm|giám đốc|tổng giám đốc|trưởng|chánh|ủy viên|tỉnh ủy viên|"
    r"thành ủy viên|thủ tướng|bộ trưởng|thứ trưởng|viện trưởng|chỉ huy trưởng|chính ủy|(?<!bộ )tư lệnh|"
    r"hiệu trưởng|tổng bí thư|cục trưởng|tổng biên tập|(?:tổng )?thư ký|ủy viên thường trực|vụ trưởng|"
    r"người phát ngôn|UVT[ƯWU]|UVBTV|UVBCH|TUV|PCT|PBT)"
)

_HELD_AT = re.compile(
    rf"\s*[,–-]\s*(?:[^;.:()]*,\s*)?{OFFICE_HEAD}[^,;.:()]*\s"
    r"(?:(?:huyện|thành|thị|quận|tỉnh|đảng) [ủu][yỷ]|tỉnh|huyện|quận|thành phố|thị xã|TP)\s+",
    re.IGNORECASE,
)


# "Hồ Thanh Lâm có dung tích …": what is said of a thing, whose first word is a surname, too.
_THING = frozenset({"hồ", "đường"})
_OF_THING = re.compile(
    r"\s*[,(–-]?\s*(?:(?:bao giờ|khi nào|ngày nào|có|với|đã|được|sẽ|đang|còn|mới|chưa|đến nay|thì|phải|do ai)\s+){0,4}"
    r"(?:dung tích|sức chứa|mực nước|tích (?:đủ )?nước|khởi công|xây(?: dựng)?|thi công|nghiệm thu|vận hành|nâng cấp|"
    r"vốn|tổng (?:mức|vốn)|kinh phí|diện tích|giải ngân|quyết toán|thông xe|bàn giao|chậm tiến độ|đội vốn|quy mô|"
    r"dài|rộng|cạn|đầy|chứa|tưới|làm chủ đầu tư|\d+(?:[.,]\d+)* (?:tỷ|triệu|m³|m3|km|ha))(?!\w)",
    re.IGNORECASE,
)


class Person(NamedTuple):
    """A person's name and where it stands."""

    name: str
    start: int
    end: int


def name_key(name: str) -> str:
    """A name for comparison."""
    return key(name)


def _is_surname(word: str) -> bool:
    return key(word) in _SURNAMES or re.match(r"[HK]['’]", word) is not None


def _is_title(words: list[str]) -> bool:
    """Whether "Ông" opens a sentence as a title: a surname stands right after it."""
    return key(words[0]) == "ông" and len(words) > 2 and key(words[1]) in _STRONG


def find_people(text: str) -> list[Person]:
    """Names of persons: two to five capitalised syllables that begin with a Vietnamese surname."""
    found: list[Person] = []
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        start, placed = match.start(), False
        while len(words) > 1 and words[0].isupper() and len(words[0]) > 1:
            start += len(words.pop(0)) + 1
        if start > match.start() and (whole := _NAME.match(text, start)):
            words = whole.group().split(" ")  # "TP Kim Bình Lê Thị An"
        while len(words) > 1 and (not _is_surname(words[0]) or _is_title(words)):
            start += len(words.pop(0)) + 1
        # "Chủ tịch UBND tỉnh Cửu Hà Trần Văn An": a place whose last syllable is a surname.
        if (
            len(words) == 4
            and key(words[1]) in _STRONG
            and start - match.start() == len(match.group().split(" ")[0]) + 1
            and _PLACE_WORD.search(text[: match.start()])
        ):
            start += len(words.pop(0)) + 1
            placed = True
        # "Bí thư Huyện ủy Kim Lâm Nguyễn Văn An": a place whose name begins as a surname does.
        if len(words) > 4 and key(words[2]) in _STRONG:
            start += len(" ".join(words[:2])) + 1
            words = words[2:]
            placed = True
        if start > match.start() and (whole := _NAME.match(text, start)):
            words = whole.group().split(" ")  # what the longest run had cut off at its end
        # "Tỉnh ủy Lê Quang Tùng": an office runs into the name; "Hà Nội" is no one.
        pairs = [key(" ".join(words[i : i + 2])).replace(" ", "_") for i in range(len(words))]
        breaks = (i for i, pair in enumerate(pairs) if pair in _BREAKS or words[i] == "Đảng")
        words = words[: next(breaks, len(words))]
        if len(words) < 2 or not _is_surname(words[0]):
            continue
        before = text[:start]
        titled = _TITLE_BEFORE.search(before[-20:]) is not None
        name = " ".join(words)
        if name == "Hồ Chí Minh" or any(len(word) > 1 and word.isupper() for word in words):
            continue
        led = text[: match.start()] if placed else before
        after_place = not titled and _PLACE_BEFORE.search(led[-20:])
        if after_place and (len(words) == 2 or not _OFFICE_PLACE.search(led[-60:])):
            continue
        end = start + len(name)
        if not titled and key(words[0]) in _THING and _OF_THING.match(text, end):
            continue
        led_by = found[-1].end if found and len(words) == 2 and not titled else start
        if _HELD_AT.fullmatch(text, led_by, start):
            continue  # "bà Lê Thị An, Bí thư Huyện ủy Sơn Tả": where the office is
        sure = key(words[0]) in _STRONG and len(words) > 2
        if not (titled or sure or _office_near(text, start, end)):
            continue
        found.append(Person(name, start, end))
    return found


def _office_near(text: str, start: int, end: int) -> bool:
    """Two-syllable names ("Hà Nam" is a place, "Lê Minh" a person) need an office beside them."""
    after = re.match(rf"\s*[,(–-]\s*{OFFICE_HEAD}", text[end : end + 40], re.IGNORECASE)
    before = re.search(
        rf"{OFFICE_HEAD}[^,.;:]{{0,40}}\s$", text[max(0, start - 60) : start], re.IGNORECASE
    )
    return bool(after or before)
