"""What the lead of a report says of the meeting itself: its name, its day, its place."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, Point
from meetingqa.facts import Moment, read_facts
from meetingqa.facts.compare import find_mismatches
from meetingqa.facts.wording import content_share
from meetingqa.summarizing.body import BodySentence, cite
from meetingqa.text import UPPER, key

_I = re.IGNORECASE
_LEAD = 6  # sentences in which a report names its meeting
_HOLDERS = {"kỳ họp": "HĐND tỉnh", "phiên họp thường kỳ": "UBND tỉnh"}
_NAMED = re.compile(
    r"(?<!\w)(?P<name>(?:hội nghị|kỳ họp|phiên họp|cuộc họp|buổi làm việc|giao ban|"
    r"họp chuyên đề|họp phiên|phiên)"
    r"(?!\s+(?:và|đã|là|có|do|,|được|diễn ra|\.)(?!\w))[^.;:()]*)",
    _I,
)
_NAME_ENDS = re.compile(
    r",\s|\s(?:dưới sự|do|diễn ra|được|đã|với sự|nhằm|để|tại|dự|trong (?:hai|ba|cả)|vào|"
    r"bước vào|khai mạc|bế mạc|có|là|"
    r"thảo luận|đánh giá|xem xét|cho ý kiến|sáng|chiều)\s|\s*[–-]\s",
    _I,
)
_PART = re.compile(
    r"(?:(?:đầu giờ |cuối giờ )?(?:sáng|chiều|tối|trưa)(?: (?:nay|qua))?(?:(?: và|,) (?:sáng|"
    r"chiều|tối))?|(?:trong )?(?:hai|ba) ngày|"
    r"hôm nay|(?:từ )?ngày)\s*\(?(?:ngày\s+)?$",
    _I,
)
_SPAN = re.compile(r"(?:\d{1,2}(?:\s*[/-]\s*\d{1,2})?\s*(?:-|–|,|và|đến)\s*(?:ngày\s+)?)$", _I)
_LAST_DAY = re.compile(
    r"\s*(?:-|–|,|và|đến|"
    r"tới)\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s*[/-]\s*\d{1,2}(?:\s*[/-]\s*\d{4})?(?!\d)"
)
_PLACE = re.compile(
    r"(?<!\w)tại\s+(?P<place>(?:trụ sở|hội trường|trung tâm|thành phố|thị xã|huyện|nhà|tp\.?|"
    r"khách sạn|phòng họp|quảng trường|"
    r"văn phòng|học viện|trường|xã|phường|thị trấn|tỉnh|khu)\s?[^,;.()]*)",
    _I,
)
_PLACE_ENDS = re.compile(
    rf"\s(?:diễn ra|đã|ban|hđnd|ubnd|tỉnh ủy|do|dưới|với|họp|tổ chức|để|[-–]|và|có|nhân|bch|btv|"
    rf"thường trực|đồng chí|ông|bà|"
    rf"hội đồng|khai mạc|nhằm|kỳ họp|hội nghị|sáng|chiều|tối|ngày|(?-i:[{UPPER}]{{3,}}))(?:\s|$)",
    _I,
)
_BUILDING_ENDS = re.compile(
    r"\s(?:diễn ra|đã|do|dưới|với|họp|tổ chức|để|[-–]|và|có|nhân|đồng chí|ông|bà|khai mạc|nhằm|"
    r"(?-i:kỳ họp|hội nghị))(?:\s|$)",
    _I,
)
_ROOM = re.compile(r"trụ sở|hội trường|trung tâm (?:hội nghị|văn hóa|điều hành)|nhà", _I)
_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|họp|diễn ra|khai mạc|chủ trì|tiến hành|bế mạc|hội nghị)(?!\w)", _I
)
_NO_PLACE = re.compile(r"^(?:hội nghị|kỳ họp|phiên họp|xã \w+ \w+ (?:đã|còn))", _I)
_ONLINE = re.compile(
    r"(?:theo hình thức|bằng hình thức|hình thức)\s+trực tuyến[^,.;]*|trực tuyến(?= (?:với|"
    r"kết nối|tới|đến)| toàn tỉnh)[^,.;]*",
    _I,
)


def find_meeting(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """The meeting's name: ordinal, body, province and term where the lead proves them together,
    else the noun phrase of the lead."""
    lead = [s for s in body[:_LEAD] if not s.row]
    name = _compose_name(article)
    for sentences in _windows(lead) if name else []:
        quotes = [sentence.text for sentence in sentences]
        if _proves(name, quotes) and content_share(name, quotes) > 0.7 and _holds(article, quotes):
            return Point(text=name, citations=cite(article, *sentences))
    if name and lead and _proves(name, [article.title, lead[0].text]):
        return Point(text=name, citations=cite(article, lead[0]))  # the headline names it
    for sentence in lead:
        for match in _NAMED.finditer("" if sentence.aside else sentence.text):
            words = match["name"]
            if end := _NAME_ENDS.search(words):
                words = words[: end.start()]
            words = " ".join(words.split()).strip(" ,;")
            if len(words.split()) >= 4 and words in sentence.text:
                text = words[:1].upper() + words[1:]
                return Point(text=text, citations=cite(article, sentence))
    told = [s for s in lead if content_share(article.title, [s.text]) > 0.8]
    return Point(text=article.title, citations=cite(article, told[0])) if told else None


def _compose_name(article: Article) -> str:
    """ "Kỳ họp thứ 5 HĐND tỉnh An Lâm khóa XVI" from what was read of the article; "" without one."""
    if not article.session:
        return ""
    holders = [body for kind, body in _HOLDERS.items() if article.session.startswith(kind)]
    body = article.body or next(iter(holders), "")
    if not body:
        return ""
    ordinal, _, term = article.session.partition(" khóa ")
    if article.province and article.province not in body:
        body = re.sub(r"(?<=\s)(?:tỉnh|thành phố)$", rf"\g<0> {article.province}", body)
    name = f"{ordinal} {body}{f' khóa {term}' if term else ''}"
    return name[:1].upper() + name[1:]


def _windows(lead: Sequence[BodySentence]) -> list[Sequence[BodySentence]]:
    return [lead[at : at + n] for n in (1, 2, 3) for at in range(len(lead) - n + 1)]


def _holds(article: Article, quotes: Sequence[str]) -> bool:
    """Whether a body that the article's metadata do not give is named in the quotes."""
    said = key(" ".join(quotes))
    return bool(article.body) or "hđnd" in said or "ubnd" in said or "nhân dân" in said


def _proves(name: str, quotes: Sequence[str]) -> bool:
    return all(mismatch.kind == "office" for mismatch in find_mismatches(name, quotes))


def find_day(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """When the meeting was held, as the lead writes it, with the year where the lead leaves it out."""
    for sentence in body[: 2 * _LEAD]:
        if sentence.aside or sentence.row:
            continue
        for moment in read_facts(sentence.text).moments:
            if not _is_day(moment, article):
                continue
            begin, text = moment.start, sentence.text
            if span := _SPAN.search(text[:begin]):
                begin = span.start()
            if announced := _PART.search(text[:begin]):
                begin = announced.start()
            last = _LAST_DAY.match(text, moment.end)
            written = moment.year or (last and re.search(r"\d{4}", last.group()))
            end = last.end() if last else moment.end
            words = " ".join(text[begin:end].split()).replace("nay (", "").replace("(", "")
            words = re.sub(r"^từ ", "", words)
            if not written and article.held_on:
                mark = re.search(r"\d([/.-])\d", words)
                words += f"{mark[1] if mark else ' năm '}{article.held_on.year}"
            return Point(text=words[:1].upper() + words[1:], citations=cite(article, sentence))
    if article.held_on:
        for sentence in body[:_LEAD]:
            if re.search(r"(?:sáng|chiều|tối) nay|hôm nay", key(sentence.text)):
                told = re.search(r"(sáng|chiều|tối) nay", key(sentence.text))
                day = f"{told[1].capitalize() if told else 'Ngày'} {article.held_on:%d/%m/%Y}"
                return Point(text=day, citations=cite(article, sentence))
    return None


def _is_day(moment: Moment, article: Article) -> bool:
    day = article.held_on
    if day is None or moment.day is None:
        return False
    near = moment.month == day.month and 0 <= moment.day - day.day <= 4
    return near and moment.year in (None, day.year)


def find_place(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """Where the meeting was held, in the lead's words."""
    for sentence in body[:_LEAD]:
        if sentence.aside or sentence.row:
            continue
        for match in _PLACE.finditer(sentence.text):
            words = match["place"]
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
