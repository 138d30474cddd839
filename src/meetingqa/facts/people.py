"""The offices that persons hold, as Vietnamese press writes them.

Two orders occur: "đồng chí Trần Văn An, Ủy viên BTV, Bí thư Tỉnh ủy" (offices after the name) and
"Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lê Văn Bình" (offices right before it).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from meetingqa.facts.names import OFFICE_HEAD, Person, find_people, name_key
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import key, unify_tone_marks

__all__ = [
    "Holding",
    "Office",
    "Person",
    "find_holdings",
    "find_offices",
    "find_people",
    "name_key",
    "office_key",
    "same_office",
]

_OFFICE = re.compile(
    rf"(?<!\w)(?<!tăng ){OFFICE_HEAD}(?!\w)"
    rf"(?:\s+(?!(?:{OFFICE_HEAD})(?!\w))(?:(?:TP|TX|Q|H|P)\.(?=\s*[A-ZĐ\d])|[^\W\d_]+"
    rf"(?:[-&][^\W\d_]+)*|\d{{4}}|(?<=khu )\d{{1,2}}|(?<=đoàn )\d{{1,3}}(?!\s+\w)))*",
    re.IGNORECASE,
)
_STOP_TEXT = """
chủ_trì phát_biểu dự kết_luận nhấn_mạnh cho_biết đề_nghị yêu_cầu khẳng_định báo_cáo trình_bày đã
năm lần_thứ tính chỉ_định phê_duyệt đại_tá thượng_tá làm cùng đồng_chí ông bà giữ được tại là
khai_mạc điều_hành bế_mạc tham_gia tham_dự trao thăm chỉ_đạo bày_tỏ đánh_giá ký nêu thay có gồm về
đến theo chúc ghi_nhận biểu_dương tiếp chào và cho thông_qua nghỉ không chưa sẽ vào từ khi do bị
nhiệm_kỳ khóa ở thì đối_với để trong nhằm hội_nghị kỳ_họp phiên_họp giao_ban đặt_ra đề_ra ngày hôm mấy
bao_nhiêu tất_cả cho_rằng giải_thích phân_tích lưu_ý thừa_nhận trả_lời kiến_nghị đề_xuất phê_bình ấn_định
thống_nhất biểu_quyết quyết_nghị cam_kết xin nói cảm_ơn kêu_gọi chia_sẻ hứa mong_muốn cảnh_báo nhắc
chất_vấn trực_tiếp
"""
_FIELD = re.compile(
    r"\s+(?:đầu tư|phát triển nông thôn|đào tạo|thể thao|du lịch|xã hội|truyền thông|công nghệ|môi trường|đô thị)(?!\w)",
    re.IGNORECASE,
)
_FIRM = re.compile(r"(?<!\w)(?:Công ty|Tập đoàn|Tổng công ty|Quỹ|Trung tâm)(?!\w)")
_STOP = frozenset(_STOP_TEXT.split())
# Parts of names, in which "giao" is no verb.
_GIAO = frozenset({"giao_thông", "giao_dịch", "giao_lưu", "ngoại_giao", "chuyển_giao"})


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


@lru_cache(maxsize=4096)
def office_key(text: str) -> str:
    """An office for comparison: abbreviations written out, "tỉnh" and fillers dropped.

    "Chủ tịch UBND tỉnh" and "Chủ tịch Ủy ban nhân dân" are one office.
    """
    words = key(expand(re.sub(r"\bPBT\b", "Phó Bí thư", text))).replace(
        "hội đồng nhân dân tỉnh", "hội đồng nhân dân"
    )
    words = words.replace("ủy ban nhân dân tỉnh", "ủy ban nhân dân").replace("đảng bộ tỉnh", "tỉnh")
    words = words.replace("đoàn đại biểu quốc hội tỉnh", "đoàn đại biểu quốc hội")
    words = words.replace("ban chấp hành trung ương đảng", "trung ương đảng")
    return re.sub(r"^(?:đồng chí|ông|bà)\s+|\s+(?:của|thuộc)(?=\s)|\s+khóa\s+\w+$", "", words)


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
            if pair == "dự_khuyết":
                continue  # an alternate member
            if word == "ký" and key(words[i - 1].group()) == "thư":
                continue  # "Tổng Thư ký"
            if word == "và" and i + 1 < len(words) and words[i + 1].group()[0].isupper():
                continue  # "Sở Tài nguyên và Môi trường" is one name
            if word == "và" and _FIELD.match(canonical, start + words[i].end()):
                continue  # "Sở Kế hoạch và đầu tư"
            if word == "và" and _FIRM.search(" ".join(w.group() for w in words[:i])):
                continue  # "Công ty Tư vấn và đầu tư SDP"
            around = {
                pair,
                key(" ".join(w.group() for w in words[i - 1 : i + 1])).replace(" ", "_"),
            }
            hands_out = words[i].group() == "giao" and not around & _GIAO
            if hands_out or word in _STOP or pair in _STOP:
                end = start + words[i].start()
                break
        raw = text[start:end].rstrip()
        if len(raw.split()) >= 2:
            found.append(Office(office_key(raw), start, start + len(raw), raw))
    return found


_JOIN = re.compile(
    r"\s*(?:[,–(-]|và|kiêm)?\s*(?:[,–-]|(?:được\s+(?:\w+\s+){1,3}?)?(?:để\s+|tiếp tục\s+)?"
    r"(?:giữ chức(?: vụ)?|làm)|thôi giữ chức)?\s*"
)
_TAKES = re.compile(r"giữ chức|giữ cương vị|(?<!\w)làm(?!\w)", re.IGNORECASE)
_HOLDS = re.compile(
    r"\s*[,–(|-]?\s*(?:được\s+(?:\w+\s+){1,4}?)?(?:tiếp tục\s+)?"
    r"(?:(?:đều |cùng )?là|giữ chức(?: vụ)?|giữ cương vị|làm|(?:chủ trì\s+)?(?:trên|với) cương vị)?\s*"
    r"|, nguyên\s*",
    re.IGNORECASE,
)


def find_holdings(
    text: str, people: list[Person] | None = None, offices: list[Office] | None = None
) -> list[Holding]:
    """Which person holds which offices, by the two orders in which the press writes them."""
    people = find_people(text) if people is None else people
    offices = find_offices(text, people) if offices is None else offices
    runs: list[list[Office]] = []
    for office in offices:
        if runs and _JOIN.fullmatch(text[runs[-1][-1].end : office.start]):
            runs[-1].append(office)
        else:
            runs.append([office])
    held: dict[Person, list[Office]] = {person: [] for person in people}
    for run in runs:
        following = next((p for p in people if p.start >= run[-1].end), None)
        before = next((p for p in reversed(people) if p.end <= run[0].start), None)
        named = before and _HOLDS.fullmatch(text, before.end, run[0].start)
        # "đồng chí X, Phó Chủ tịch … giữ chức Bí thư Thành ủy Sơn Hà": what follows is a place.
        taken = before and named and _TAKES.search(text, before.end, run[-1].start)
        if (
            following
            and not taken
            and re.fullmatch(
                r"\s*(?:(?:là|:|gồm(?: có)?)\s*:?\s*)?(?:\(?(?:đồng chí|ông|bà)\s*)?:?\s*",
                text[run[-1].end : following.start],
                re.IGNORECASE,
            )
        ):
            held[following].extend(run)
            continue
        if before and named:
            held[before].extend(run)
    return [Holding(person, tuple(found)) for person, found in held.items()]


def same_office(said: str, found: str) -> bool:
    """Whether two office keys name one office: equal, or one only has a place more at its end."""
    if said == found:
        return True
    shorter, longer = sorted((said, found), key=len)
    # "bí thư tỉnh ủy" is not "phó bí thư tỉnh ủy": only a tail may differ, and only by a place.
    # "chủ tịch ủy ban nhân dân" is the province's, so a district's is another.
    return (
        longer.startswith(shorter + " ")
        and len(shorter.split()) >= 3
        and not _OTHER_TAIL.match(longer, len(shorter) + 1)
    )


_OTHER_TAIL = re.compile(
    r"thường trực|phụ trách|(?<=nhân dân )(?:huyện|quận|thị xã|xã|phường)(?!\w)"
)
