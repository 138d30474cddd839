"""Which province an article is about: a known name or any "tỉnh X"; None when ambiguous."""

import re
from collections import Counter

from meetingqa.facts.districts import home_of_districts
from meetingqa.facts.names import SURNAMES
from meetingqa.language.text import LOWER, UPPER, fold, has_diacritics, key, unify_tone_marks

_NAMES = (
    "An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, "
    "Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, "
    "Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang, Hòa Bình, Hưng Yên, "
    "Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, "
    "Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng "
    "Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên "
    "Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái, Hà Nội, Hải Phòng, Đà "
    "Nẵng, Cần Thơ, Huế, TP. Hồ Chí Minh"
)
_SPELLINGS = {
    "TP. Hồ Chí Minh": r"(?:TP\.?|[Tt]hành phố)\s*(?:Hồ Chí Minh|HCM)|TPHCM",
    "Bà Rịa - Vũng Tàu": r"Bà Rịa\s*[-–]\s*Vũng Tàu|BR\s*-\s*VT",
    "Điện Biên": r"Điện Biên(?! Phủ)",
    "Thừa Thiên Huế": r"Thừa Thiên\s*[-–]?\s*Huế|TT\s*-?\s*Huế",
    "Đắk Lắk": r"Đắ[kc] Lắ[kc]|Đăk Lăk",
    "Đắk Nông": r"Đắ[kc] Nông|Đăk Nông",
}
KNOWN = tuple(name.strip() for name in _NAMES.split(","))
_CITIES = frozenset(("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "TP. Hồ Chí Minh"))
_PATTERNS = {
    name: re.compile(rf"(?<!\w)(?:{_SPELLINGS.get(name, re.escape(name))})(?!\w)") for name in KNOWN
}
_FOLDED = {
    name: re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    for name in KNOWN
    if name not in ("Hòa Bình", "Hà Nam", "Huế", "Sơn La", "Cà Mau")  # are ordinary words too
}
# "Thái Bình Seed" is a firm: no Vietnamese syllable ends like its last word.
_FOREIGN = re.compile(r"\s[A-Z][a-z]*(?:[bdfjklqrsvwxz]|(?<![cn])h|(?<!n)g)(?!\w)")
_BY_DOMAIN = {fold(name).replace(" ", "").replace("-", ""): name for name in KNOWN if name != "Huế"}
_DOMAIN = re.compile(
    r"(?<![\w.])(?:www\.)?(?:bao)?([a-z]{4,20})(?:tv|online|news)?\.(?:gov\.|org\.)?vn(?!\w)"
)

# A paper's initials in front of its report, where they are of one province only and of no other paper.
_CODE = re.compile(rf"\s*\(([{UPPER}]{{2,3}})\)\s*[-–]")
_INITIALS = Counter("".join(word[0] for word in re.findall(r"\w+", name)) for name in KNOWN)
_BY_INITIALS = {
    code: name
    for name in KNOWN
    if _INITIALS[code := "".join(word[0] for word in re.findall(r"\w+", name))] == 1
    and code not in ("LĐ", "KT", "CT", "H")
}

# A body or people of a province: the name that follows says whose meeting it is.
_OWN = (
    r"(?:[Tt]ỉnh ủy|[Tt]hành ủy|HĐND|UBND|[Đđ]ảng bộ|BCH [Đđ]ảng bộ|ĐBQH|[Đđ]ại biểu Quốc hội|"
    r"MTTQ(?: Việt Nam)?|[Cc]ông an|"
    r"[Hh]ội đồng nhân dân|[Ủủ]y ban nhân dân|[Cc]hính quyền|[Ll]ãnh đạo|[Nn]hân dân|[Đđ]ịa bàn|"
    r"[Cc]ổng thông tin điện tử|"
    r"[Cc]ổng TTĐT|[Bb]áo|[Cc]ấp|của)"
)
_AWAY = re.compile(
    r"(?:giáp|(?:hợp tác|phối hợp|kết nghĩa|liên kết|làm việc|giao lưu)\s+với(?: lãnh đạo)?|các|"
    r"hai|ba|\d|kinh nghiệm (?:của|tại)|"
    r"đoàn(?: công tác)?(?: của)?|quê (?:ở|tại)?|nguyên[^.;]{0,60}|sang|thuộc|tại|ở|về|với|và|từ|"
    r"đến|cùng)\s*$",
    re.IGNORECASE,
)
_CAPITAL = rf"[{UPPER}][{LOWER}]+"
_TINH = re.compile(
    rf"(?P<own>{_OWN}\s+)?(?P<level>[Tt]ỉnh(?: ủy)?)\s+(?P<name>{_CAPITAL}(?:\s{_CAPITAL})*)"
)
_CITY_OWN = (
    r"(?:[Tt]hành ủy|HĐND|UBND|[Đđ]ảng bộ|[Hh]ội đồng nhân dân|[Ủủ]y ban nhân dân)\s+"
    r"(?:TP\.?|[Tt]hành phố)?\s*"
)
_HOME = re.compile(
    rf"(?<!\w)(?:[Tt]ỉnh ủy|(?:UBND|HĐND|[Đđ]ảng bộ) tỉnh|địa bàn tỉnh|toàn tỉnh|"
    rf"của tỉnh)(?!\s+[{UPPER}])"
)
_MASTHEAD = re.compile(
    rf"(?:[Tt]ỉnh|TỈNH|[Bb]áo(?: [Đđ]iện tử)?|BÁO|[Tt]ruyền hình|TRUYỀN HÌNH|PT-?TH|PT&TH)\s+"
    rf"(?P<name>{_CAPITAL}\s{_CAPITAL}|[{UPPER}]{{2,}}\s[{UPPER}]{{2,}})(?!\w)"
)
# Papers and bodies whose name is no place.
_NATIONAL_TEXT = """
nhân dân, tuổi trẻ, thanh niên, lao động, tiền phong, quân đội, công an, pháp luật, đại đoàn,
giáo dục, nông nghiệp, dân trí, người lao, sài gòn, kinh tế, đầu tư, giao thông, xây dựng, tài
nguyên, sức khỏe, văn hóa, phụ nữ, thể thao, điện tử, chính phủ, đảng cộng, tin tức, việt nam,
đại biểu, người đưa, khoa học, tài chính, công thương, dân tộc, dân việt, gia đình, bảo vệ, quốc
tế, tỉnh ủy, đoàn đbqh
"""
_NATIONAL = frozenset(" ".join(_NATIONAL_TEXT.split()).split(", "))
_TITLE = 3  # how much more a title weighs than the body; the first paragraph weighs 2
_MIN_HOME = 3  # times a text must speak of "the" province for a single bare mention to name it


def find_province(title: str, text: str, masthead: str = "") -> str | None:
    """The province whose meeting or affairs the article reports; None when several compete.

    A masthead or web domain that names one decides, unless the text plainly speaks of another.
    """
    title = unify_tone_marks(title)
    if title.isupper():
        title = title.title()
    scores = _score(title, _TITLE) + _score_text(unify_tone_marks(text))
    from_head = _from_masthead(masthead, f"{title}\n{text}")
    ranked = scores.most_common(2)
    second = ranked[1][1] if len(ranked) > 1 else 0
    if from_head and (
        not ranked or ranked[0][0] == from_head or scores[from_head] * 3 >= ranked[0][1]
    ):
        return from_head
    if not ranked:
        return _of_paper(text) or home_of_districts(f"{title}\n{text}")
    if ranked[0][1] < 3 * second:
        return None
    name, score = ranked[0]
    if score >= 2 or (score >= 1 and len(_HOME.findall(unify_tone_marks(text))) >= _MIN_HOME):
        return name
    return None


def _of_paper(text: str) -> str | None:
    """The province of the paper whose initials open a text that speaks of "the" province and names
    none ("(BĐ) - Chiều 22.4, UBND tỉnh …")."""
    code = _CODE.match(text)
    return _BY_INITIALS.get(code[1]) if code and _HOME.search(unify_tone_marks(text)) else None


def find_spelled(province: str, text: str) -> list[tuple[int, int]]:
    """Where a text has another spelling of a province ("TP HCM" for "TP. Hồ Chí Minh"), half-open."""
    if province not in _SPELLINGS:
        return []
    spans = [m.span() for m in _PATTERNS[province].finditer(text)]
    return [(start, end) for start, end in spans if text[start:end] != province]


def named_places(title: str, text: str) -> tuple[str, ...]:
    """Every known province written in an article, and unknown ones after "tỉnh"."""
    whole = unify_tone_marks(f"{title}\n{text}")
    known = [name for name, pattern in _PATTERNS.items() if pattern.search(whole)]
    return tuple(dict.fromkeys([*known, *_score(whole, 1), "Hồ Chí Minh"]))


def _score_text(text: str) -> Counter[str]:
    lead, _, rest = text.partition("\n\n")
    return _score(lead, 2) + _score(rest, 1)


def _score(text: str, weight: int) -> Counter[str]:
    """Points by province: 2 where a body of its own bears the name, 1 for a bare "tỉnh X"."""
    scores: Counter[str] = Counter()
    for match in _TINH.finditer(text):
        is_party = match["level"].endswith("ủy")
        office = bool(match["own"]) or is_party
        name = _place_in(match["name"], office, text, match.start("name"))
        before = text[max(0, match.start() - 80) : match.start()]
        if name is None:
            continue
        if not office and _AWAY.search(before):
            scores[name] += 0
        else:
            scores[name] += weight * (2 if office else 1)
    for city in _CITIES:
        own = re.compile(_CITY_OWN + f"(?:{_PATTERNS[city].pattern})")
        scores[city] += 2 * weight * len(own.findall(text))
    if weight == _TITLE and not scores:
        bare = [name for name, pattern in _PATTERNS.items() if pattern.search(text)]
        scores.update(bare if len(bare) == 1 else [])
    for match in _DOMAIN.finditer(text[:200] if weight == 2 else ""):
        if match.group(1) in _BY_DOMAIN:
            scores[_BY_DOMAIN[match.group(1)]] += 4
    return Counter({name: score for name, score in scores.items() if score > 0})


def _place_in(run: str, office: bool, text: str, at: int) -> str | None:
    """The province at the start of capitalised words after "tỉnh", or None when it is a person.

    An unknown name has two words. One that begins with a surname and follows a body ("Chủ tịch UBND
    tỉnh Lâm Hà") must also stand in the text where no person's name could.
    """
    for name, pattern in _PATTERNS.items():
        if pattern.match(text, at):
            return name
    words = run.split()
    cut = next(
        (i for i in (2, 3) if len(words) >= i + 2 and words[i].lower() in SURNAMES), len(words)
    )
    words = words[:cut]
    if len(words) != 2 or words[0] in ("Ủy", "Đảng", "Đoàn", "Ban", "Hội", "Công"):
        return None
    name = " ".join(words)
    if words[0].lower() in SURNAMES and office:
        plain = re.findall(
            rf"(?<!UBND )(?<!HĐND )(?<!ĐBQH )(?<!hội )[Tt]ỉnh {name}(?!\s{_CAPITAL})", text
        )
        others = re.findall(rf"(?:TP\.?|[Tt]hành phố|[Đđ]ảng bộ tỉnh|[Bb]áo)\s{name}", text)
        if not plain and not others:
            return None
    return name


def _from_masthead(masthead: str, whole: str) -> str | None:
    """The province that the first telling line of a masthead, site name or page foot bears."""
    written = unify_tone_marks(whole)
    at_home = len(_HOME.findall(written)) >= _MIN_HOME
    for line in unify_tone_marks(masthead).split("\n"):
        low = key(line)
        found = {name for name in KNOWN if re.search(rf"(?<!\w){re.escape(key(name))}(?!\w)", low)}
        found |= {_BY_DOMAIN[m.group(1)] for m in _DOMAIN.finditer(low) if m.group(1) in _BY_DOMAIN}
        for match in _MASTHEAD.finditer("" if found else line):
            name = match["name"].title()
            known_here = at_home or re.search(rf"(?<!\w){name}(?!\w)", written)
            if (
                name.lower() not in _NATIONAL
                and name.split()[0].lower() not in SURNAMES
                and known_here
            ):
                found.add(name)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def named_in_question(text: str) -> set[str]:
    """Provinces of Vietnam that a question names, typed with diacritics or without."""
    if has_diacritics(text):
        return {
            name
            for name, pattern in _PATTERNS.items()
            if any(not _FOREIGN.match(text, m.end()) for m in pattern.finditer(text))
        }
    folded = without_streets(fold(text))
    return {name for name, pattern in _FOLDED.items() if pattern.search(folded)}


def without_streets(folded: str) -> str:
    """A folded question without the name that streets have of a battle, not of its province."""
    return folded.replace("dien bien phu", " ")
