"""What the lead of a report says of the meeting itself: its name and its place."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, Point
from meetingqa.facts.compare import find_mismatches
from meetingqa.facts.wording import content_share
from meetingqa.language.text import UPPER, key
from meetingqa.summarizing.body import BodySentence, cite

_I = re.IGNORECASE
_LEAD = 6  # sentences in which a report names its meeting
_HOLDERS = {"kỳ họp": "HĐND tỉnh", "phiên họp thường kỳ": "UBND tỉnh"}
_NAMED = re.compile(
    r"(?<!\w)(?<!hai )(?<!ba )(?<!bốn )(?P<name>(?:hội nghị|kỳ họp|cuộc họp|buổi làm việc|họp chuyên đề|"
    r"họp phiên|phiên)(?!\s+(?:và|trong|đã|là|có|do|,|được|đối|\.)(?!\w))(?:TP\.|[^.;:()])*)",
    _I,
)
_NAME_ENDS = re.compile(
    r"(?<!kinh tế),\s|\s(?:do|diễn ra|được|đã|nhằm|để|tại|dự|trong (?:hai|ba|cả)|vào|"
    r"bước vào|khai mạc|có|là|làm việc|tổ chức(?! lại)|đang|sẽ|vừa|diễn|kéo dài|nhất trí|biểu quyết|thông qua|"
    r"thảo luận|(?<!kết )đánh giá|xem xét|cho ý kiến|sáng|chiều)\s|\s*[–-]\s(?!\d{4}(?!\d))",
    _I,
)
_TERM = re.compile(r",\s+kho[áa]\s+[IVXL\d]+", _I)
# "Kỳ họp lần này", "kỳ họp đang diễn ra": a meeting pointed at, and no name of one.
_POINTED = re.compile(
    r"(?<!\w)(?:này|đó|đang diễn ra|tới|sắp tới|trước|sau|như vậy)(?!\w)|"
    r"^\S+ \S+ (?:đầu tiên|cuối năm)",
    _I,
)
_EARLIER = re.compile(r"(?<!\w)(?:đã|từng|sau|trước)\s(?:[^,.;]{0,60}\s)?tại\s+$", _I)
_MEETS = re.compile(
    r"(?<!\w)(?:họp|hội nghị|phiên|đại hội|gặp mặt|làm việc|giao ban|lễ|tiếp|buổi)(?!\w)",
    _I,
)
_COUNCIL_SITS = re.compile(
    r"(?<!biểu )(?:hđnd)[^.;]{0,60}kỳ họp|kỳ họp[^.;,]{0,25}(?<!biểu )(?:hđnd|hội đồng nhân dân)",
    _I,
)
_STANDING = re.compile(r"(?:[uủ][yỷ] ban )?thường vụ quốc hội", _I)
_ASSEMBLY = re.compile(r"(?<!biểu )Quốc hội")
_SITTING = re.compile(r"(?<!\w)kỳ họp (?:lần )?(?:thứ )?\d+", _I)
_INSPECTORS = re.compile(
    rf"(?P<name>[uủ][yỷ] ban kiểm tra (?:trung ương|(?:tỉnh|thành) [uủ][yỷ](?-i:\s[{UPPER}]\w+)*))",
    _I,
)
_PLACE = re.compile(
    r"(?<!\w)tại\s+(?P<place>(?:trụ sở|hội trường|trung tâm|thành phố|huyện|nhà|tp\.?|khách sạn|"
    r"phòng họp|văn phòng|trường|xã|phường|tỉnh|khu)\s?[^,;.()]*)",
    _I,
)
_PLACE_ENDS = re.compile(
    rf"\s(?:diễn ra|đã|ban|hđnd|ubnd|tỉnh ủy|do|dưới|với|họp|để|[-–]|và|có|nhân|bch|btv|"
    rf"thường trực|ông|bà|"
    rf"hội đồng|khai mạc|nhằm|kỳ họp|hội nghị|sáng|chiều|tối|ngày|(?-i:[{UPPER}]{{3,}}))(?:\s|$)",
    _I,
)
_BUILDING_ENDS = re.compile(
    r"\s(?:diễn ra|đã|do|dưới|với|họp|tổ chức|để|[-–]|và|có|nhân|đồng chí|ông|bà|khai mạc|nhằm|"
    r"(?-i:kỳ họp|hội nghị))(?:\s|$)",
    _I,
)
_ROOM = re.compile(r"trụ sở|hội trường|trung tâm (?:hội nghị|văn hóa|điều hành)|nhà", _I)
_HELD = re.compile(r"(?<!\w)(?:tổ chức|họp|diễn ra|khai mạc|chủ trì|bế mạc|hội nghị)(?!\w)", _I)
_WHEN = re.compile(r"(?:ngày|sáng|chiều|tối|năm|qua|vừa|nay)(?!\w)|\d\)?\s*$", _I)
_NO_PLACE = re.compile(r"^(?:hội nghị|kỳ họp|phiên họp|xã \w+ \w+ (?:đã|còn))", _I)
_ONLINE = re.compile(
    r"(?:theo hình thức|bằng hình thức)\s+trực tuyến[^,.;]*|trực tuyến(?= (?:với|"
    r"tới|đến)| toàn tỉnh)[^,.;]*",
    _I,
)


def find_meeting(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """The meeting's name: ordinal, body, province and term where the lead proves them together,
    else the noun phrase of the lead."""
    lead = [s for s in body[:_LEAD] if not s.row]
    name = _compose_name(article, lead)
    for sentences in _windows(lead) if name else []:
        quotes = [sentence.text for sentence in sentences]
        if _proves(name, quotes) and content_share(name, quotes) > 0.7 and _holds(article, quotes):
            return Point(text=name, citations=cite(article, *sentences))
    if name and lead and _proves(name, [article.title, lead[0].text]):
        return Point(text=name, citations=cite(article, lead[0]))  # the headline names it
    for sentence in lead:
        for match in _NAMED.finditer("" if sentence.aside else sentence.text):
            words = match["name"]
            planned = "dự kiến" in sentence.text and _SITTING.match(match["name"])
            if planned or _EARLIER.search(sentence.text[: match.start()]):
                continue
            if end := _NAME_ENDS.search(words):
                term = _TERM.match(words, end.start())
                words = words[: term.end() if term else end.start()]
            if _POINTED.search(words):
                continue
            words = " ".join(words.split()).strip(' ,;"“”')
            if len(words.split()) >= 4 and words in sentence.text:
                text = words[:1].upper() + words[1:]
                return Point(text=text, citations=cite(article, sentence))
    titled = lead if _MEETS.search(article.title) else []
    told = [s for s in titled if content_share(article.title, [s.text]) > 0.8]
    return Point(text=article.title, citations=cite(article, told[0])) if told else None


def _compose_name(article: Article, lead: Sequence[BodySentence]) -> str:
    """ "Kỳ họp thứ 5 HĐND tỉnh An Lâm khóa XVI" from what was read of the article; "" without one."""
    told = next((s.text for s in lead if _INSPECTORS.search(s.text)), "")
    held = _INSPECTORS.search(told)
    if not article.session:
        sitting = _SITTING.search(told)
        name = f"{sitting.group()} {held['name']}" if sitting and held else ""
        return name[:1].upper() + name[1:]
    holders = [body for kind, body in _HOLDERS.items() if article.session.startswith(kind)]
    body = article.body or (held["name"] if held else _sitting_body(lead, holders))
    if not body:
        return ""
    if body == "Quốc hội" and article.session.startswith("phiên họp thứ"):
        standing = next((m.group() for s in lead if (m := _STANDING.search(s.text))), "")
        body = standing or body  # the Assembly itself sits in sessions of another name
    ordinal, _, term = article.session.partition(" khóa ")
    if article.province and article.province not in body:
        place = re.sub(r"^(?:TP\.?|thành phố) ", "", article.province)
        body = re.sub(r"(?<=\s)(?:tỉnh|thành phố)$", rf"\g<0> {place}", body)
    name = f"{ordinal} {body}{f' khóa {term}' if term else ''}"
    return name[:1].upper() + name[1:]


def _sitting_body(lead: Sequence[BodySentence], holders: Sequence[str]) -> str:
    """Whose session it is where the metadata do not say: the National Assembly's, or that of the
    council which is named beside the session; "" for neither."""
    for sentence in lead:
        if _COUNCIL_SITS.search(sentence.text):
            return next(iter(holders), "")
        if _ASSEMBLY.search(sentence.text):
            return "Quốc hội"
    return next((holder for holder in holders if "UBND" in holder), "")


def _windows(lead: Sequence[BodySentence]) -> list[Sequence[BodySentence]]:
    return [lead[at : at + n] for n in (1, 2, 3) for at in range(len(lead) - n + 1)]


def _holds(article: Article, quotes: Sequence[str]) -> bool:
    """Whether a body that the article's metadata do not give is named in the quotes."""
    said = key(" ".join(quotes))
    holders = (
        "hđnd",
        "ubnd",
        "hội đồng nhân dân",
        "ủy ban nhân dân",
        "ủy ban kiểm tra",
        "quốc hội",
    )
    return bool(article.body) or any(holder in said for holder in holders)


def _proves(name: str, quotes: Sequence[str]) -> bool:
    return all(mismatch.kind == "office" for mismatch in find_mismatches(name, quotes))


def find_place(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """Where the meeting was held, in the lead's words."""
    for sentence in body[:_LEAD]:
        if sentence.aside or sentence.row:
            continue
        for match in _PLACE.finditer(sentence.text):
            words = match["place"]
            led = re.split(r"[,;:…]", sentence.text[: match.start()])[-1]
            if led.strip() and not _HELD.search(led) and not _WHEN.search(led):
                continue  # "xây trường tại khu A"
            if not _HELD.search(sentence.text) or (sentence.number > 2 and not _ROOM.match(words)):
                continue
            building = re.match(r"trụ sở|hội trường|văn phòng|nhà|trung tâm", words, _I)
            if end := (_BUILDING_ENDS if building else _PLACE_ENDS).search(words):
                words = words[: end.start()]
            words = " ".join(words.split()).strip(" ,;-–")
            if (
                1 < len(words.split()) <= 14
                and not _NO_PLACE.match(words)
                and words in sentence.text
            ):
                return Point(text=words, citations=cite(article, sentence))
    for sentence in body[:4]:
        if not sentence.aside and (online := _ONLINE.search(sentence.text)):
            words = " ".join(online.group().split())
            return Point(text=words[:1].upper() + words[1:], citations=cite(article, sentence))
    return None
