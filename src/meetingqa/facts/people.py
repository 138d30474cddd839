"""Persons and the offices they hold, as Vietnamese press writes them.

Two orders occur: "đồng chí Trần Văn An, Ủy viên BTV, Bí thư Tỉnh ủy" (offices after the name) and
"Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lê Văn Bình" (offices right before it).
"""

import re
from typing import NamedTuple

from meetingqa.abbreviations import expand
from meetingqa.text import key, unify_tone_marks

_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh mai cao lương "
    "triệu tô hà lâm nông đoàn tạ chu châu thái quách giàng vi hứa lò tòng lường quàng cầm điêu đào "
    "đậu kiều lại lưu nghiêm nhữ phùng quản tăng thạch tống tôn trương từ ung văn viên vương vừa sùng "
    "mùa thào vàng hầu ma lục hoà hòa danh sơn thân thiều khuất khúc kim la lã mạc bạch bế ân an âu "
    "bành cù cung diệp doãn đàm đồng đường giang giáp hàn hạ hạng hồng khổng khương liêu lỗ lộc luân "
    "mã mẫn mông nhâm ninh ông phí phó phương quan quang siu rơ rah kpă kră nay ksor y h'".split()
)
_STRONG = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh cao lương triệu "
    "nông đoàn tạ chu quách giàng hứa lò tòng lường quàng điêu đào đậu kiều nghiêm nhữ phùng thạch "
    "tống trương vương sùng thào khuất mạc doãn đàm mai tô lâm hà thái lưu lại bế vi".split()
)
_UP = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_WORD = rf"[{_UP}][^\W\d_]*"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?:[ -]{_WORD}){{1,4}}(?!\w)")
_BREAKS = frozenset(
    "ủy_ban hội_đồng đảng_bộ trung_ương bí_thư phó_bí phó_chủ phó_trưởng chủ_tịch giám_đốc "
    "thường_trực văn_phòng nhân_dân mặt_trận quốc_hội công_an ủy_viên đoàn_đại đại_biểu trưởng_ban "
    "trưởng_đoàn chánh_văn thành_phố tỉnh_ủy thành_ủy huyện_ủy".split()
)
_TITLE_BEFORE = re.compile(r"(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|các đồng chí)[:\s]*$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"(?:tỉnh|huyện|thành phố|tp\.?|thị xã|xã|phường|thị trấn|đường|quận|cầu|sông|hồ|dự án|sân bay|cảng|"
    r"khu công nghiệp|kcn|quốc lộ|trường|bệnh viện|khu|thôn|bản|ấp)\s+$",
    re.IGNORECASE,
)
# "Chủ tịch HĐND tỉnh Nguyễn Văn An" names a person after "tỉnh", "tỉnh Quảng Trị" a place.
_OFFICE_PLACE = re.compile(
    r"(?:HĐND|UBND|ĐBQH|MTTQ|nhân dân|quốc hội|công an|quân sự|mặt trận|tổ quốc(?: việt nam)?|thanh tra|"
    r"viện kiểm sát|tòa án|đảng bộ|đoàn|hội)\s+(?:tỉnh|thành phố|huyện|thị xã|xã|phường)\s+$",
    re.IGNORECASE,
)
_HEAD = (
    r"(?:(?:nguyên|quyền|q\.)\s+)?(?:phó\s+)?(?:"
    r"bí thư|chủ tịch|chủ nhiệm|giám đốc|tổng giám đốc|trưởng|chánh|ủy viên|tỉnh ủy viên|thành ủy viên|"
    r"thủ tướng|bộ trưởng|thứ trưởng|viện trưởng|chỉ huy trưởng|chính ủy|tư lệnh|hiệu trưởng|"
    r"tổng bí thư|cục trưởng|tổng biên tập|thư ký|"
    r"ủy viên thường trực|vụ trưởng|người phát ngôn)"
)
_OFFICE = re.compile(
    rf"(?<!\w)(?<!tăng ){_HEAD}(?!\w)(?:\s+(?!(?:{_HEAD})(?!\w))(?:[^\W\d_]+(?:-[^\W\d_]+)?|\d{{4}}))*",
    re.IGNORECASE,
)
_STOP = frozenset(
    "chủ_trì phát_biểu dự kết_luận nhấn_mạnh cho_biết đề_nghị yêu_cầu khẳng_định báo_cáo trình_bày "
    "đã năm lần_thứ tính chỉ_định phê_duyệt đại_tá thượng_tá làm cùng đồng_chí ông bà giữ được tại là khai_mạc điều_hành bế_mạc tham_gia tham_dự trao thăm "
    "chỉ_đạo bày_tỏ đánh_giá ký nêu thay có gồm về đến theo chúc ghi_nhận biểu_dương tiếp "
    "chào và cho thông_qua nghỉ không chưa sẽ vào từ khi do bị nhiệm_kỳ khóa".split()
)


class Person(NamedTuple):
    """A person's name and where it stands."""

    name: str
    start: int
    end: int


class Office(NamedTuple):
    """An office as written, its comparison key, and where it stands."""

    key: str
    start: int
    end: int
    text: str


class Holding(NamedTuple):
    """A person together with the offices the text gives them."""

    person: Person
    offices: tuple[Office, ...]


def name_key(name: str) -> str:
    """A name for comparison."""
    return key(name)


def office_key(text: str) -> str:
    """An office for comparison: abbreviations written out, "tỉnh" and fillers dropped.

    "Chủ tịch UBND tỉnh" and "Chủ tịch Ủy ban nhân dân" are one office.
    """
    words = key(expand(text)).replace("hội đồng nhân dân tỉnh", "hội đồng nhân dân")
    words = words.replace("ủy ban nhân dân tỉnh", "ủy ban nhân dân").replace("đảng bộ tỉnh", "tỉnh")
    words = words.replace("đoàn đại biểu quốc hội tỉnh", "đoàn đại biểu quốc hội")
    words = words.replace("ban chấp hành trung ương đảng", "trung ương đảng")
    return re.sub(r"^(?:đồng chí|ông|bà)\s+|\s+(?:của|thuộc)(?=\s)|\s+khóa\s+\w+$", "", words)


def find_people(text: str) -> list[Person]:
    """Names of persons: two to five capitalised syllables that begin with a Vietnamese surname."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        start = match.start()
        while len(words) > 1 and key(words[0]) not in _SURNAMES:
            start += len(words.pop(0)) + 1
        # "Tỉnh ủy Lê Quang Tùng": an office runs into the name; "Hà Nội" is no one.
        pairs = [key(" ".join(words[i : i + 2])).replace(" ", "_") for i in range(len(words))]
        words = words[: next((i for i, pair in enumerate(pairs) if pair in _BREAKS), len(words))]
        if len(words) < 2 or key(words[0]) not in _SURNAMES:
            continue
        before = text[:start]
        titled = _TITLE_BEFORE.search(before[-20:]) is not None
        name = " ".join(words)
        if name == "Hồ Chí Minh" or any(len(word) > 1 and word.isupper() for word in words):
            continue
        if not titled and _PLACE_BEFORE.search(before[-20:]) and not _OFFICE_PLACE.search(before[-60:]):
            continue
        sure = key(words[0]) in _STRONG and len(words) > 2
        if not (titled or sure or _office_near(text, start, start + len(name))):
            continue
        found.append(Person(name, start, start + len(name)))
    return found


def _office_near(text: str, start: int, end: int) -> bool:
    """Two-syllable names ("Hà Nam" is a place, "Lê Minh" a person) need an office beside them."""
    after = re.match(rf"\s*[,(–-]\s*{_HEAD}", text[end : end + 40], re.IGNORECASE)
    before = re.search(rf"{_HEAD}[^,.;:]{{0,40}}\s$", text[max(0, start - 60) : start], re.IGNORECASE)
    return bool(after or before)


def find_offices(text: str, people: list[Person] | None = None) -> list[Office]:
    """Offices, each from its head word to the next comma, verb or name."""
    people = find_people(text) if people is None else people
    canonical = unify_tone_marks(text)
    found = []
    for match in _OFFICE.finditer(canonical):
        start, end = match.span()
        for person in people:
            if start < person.start < end:
                end = person.start
        words = list(re.finditer(r"\S+", canonical[start:end]))
        for i in range(1, len(words)):
            pair = key(" ".join(w.group() for w in words[i : i + 2])).replace(" ", "_")
            word = key(words[i].group())
            if word == "và" and i + 1 < len(words) and words[i + 1].group()[0].isupper():
                continue  # "Sở Tài nguyên và Môi trường" is one name
            if word in _STOP or pair in _STOP:
                end = start + words[i].start()
                break
        raw = text[start:end].rstrip()
        if len(raw.split()) >= 2:
            found.append(Office(office_key(raw), start, start + len(raw), raw))
    return found


_JOIN = re.compile(r"\s*(?:[,–(-]|và|kiêm)?\s*(?:[,–-]|(?:để\s+)?giữ chức(?: vụ)?|làm|thôi giữ chức)?\s*")
_HOLDS = re.compile(
    r"\s*[,–(-]?\s*(?:được\s+(?:\w+\s+){1,4}?)?(?:tiếp tục\s+)?(?:là|giữ chức(?: vụ)?|giữ cương vị|làm|trên cương vị)?\s*|, nguyên\s*",
    re.IGNORECASE,
)


def find_holdings(text: str) -> list[Holding]:
    """Which person holds which offices, by the two orders in which the press writes them."""
    people = find_people(text)
    offices = find_offices(text, people)
    runs: list[list[Office]] = []
    for office in offices:
        if runs and _JOIN.fullmatch(text[runs[-1][-1].end : office.start]):
            runs[-1].append(office)
        else:
            runs.append([office])
    held: dict[Person, list[Office]] = {person: [] for person in people}
    for run in runs:
        following = next((p for p in people if p.start >= run[-1].end), None)
        if following and re.fullmatch(r"\s*(?:(?:là|:)\s*)?(?:\(?(?:đồng chí|ông|bà)\s*)?:?\s*", text[run[-1].end : following.start], re.IGNORECASE):
            held[following].extend(run)
            continue
        before = next((p for p in reversed(people) if p.end <= run[0].start), None)
        if before and _HOLDS.fullmatch(text, before.end, run[0].start):
            held[before].extend(run)
    return [Holding(person, tuple(found)) for person, found in held.items()]


def same_office(said: str, found: str) -> bool:
    """Whether two office keys name one office: equal, or one carries only a place more at its end."""
    if said == found:
        return True
    shorter, longer = sorted((said, found), key=len)
    # "bí thư tỉnh ủy" is not "phó bí thư tỉnh ủy": only a tail may differ, and only by a place.
    return longer.startswith(shorter + " ") and len(shorter.split()) >= 3 and not re.match(
        r"(?:thường trực|phụ trách)", longer[len(shorter) + 1 :]
    )
