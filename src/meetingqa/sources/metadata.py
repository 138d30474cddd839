"""What an article's text says of its meeting: dates, province, body, session, and who chairs it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from meetingqa.facts.names import find_people
from meetingqa.facts.provinces import find_province, named_places
from meetingqa.language.text import UPPER, unify_tone_marks
from meetingqa.sources.cleaning import Cleaned
from meetingqa.sources.meeting_dates import find_held, find_published
from meetingqa.sources.meetings import CENTRAL, find_body, find_session, speaks_of_centre

_CAPITALISED = rf"(?:[{UPPER}]['’])?[{UPPER}][^\W\d]*"
_COUNTRIES = ("Việt Nam", "Hàn Quốc", "Trung Quốc", "Nhật Bản", "Hoa Kỳ", "Thái Lan", "Triều Tiên")
_MEETING = r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|buổi|phiên|đại hội|giao ban|lễ)"
# "chủ trì, phối hợp với …", "chủ trì tham mưu": a task, not a meeting.
_CHAIRS = re.compile(
    rf"(?P<joint>đồng\s+)?(?:chủ\s*trì|chủ\s*t[ọo][aạ]|"
    rf"(?P<leads>điều hành)(?=\s+(?:{_MEETING})))(?!,? (?:phối hợp|tham mưu|xây dựng|thực hiện|"
    rf"soạn|cấp|rà soát|đề xuất))"
    rf"(?=\s+(?:và\s+(?:\S+\s+){{1,6}}?(?:tại\s+)?|các\s+|toàn bộ\s+)?(?:{_MEETING})|\s*[.;,:]|"
    rf"\s*$|\s+(?:có|gồm|là)\s"
    r"|\s+của\s|\s+trên\s|\s+và\s+(?:phát biểu|kết luận|chỉ đạo))",
    re.IGNORECASE,
)
_LIST_AFTER = re.compile(
    rf"^(?:\s+(?:và\s+\S+\s+\S+\s+)?{_MEETING}(?:\s+\S+){{0,6}}?)?\s*(?:,\s*)?(?:có|gồm|là|"
    rf":)(?:\s+có|\s+gồm)?\s*:?\s*(?P<list>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LIST_ENDS = re.compile(
    r"[;,.]?\s*(?:cùng\s+)?(?:tham\s+dự|(?:cùng\s+)?dự\s+(?:hội|kỳ|phiên|còn|có|họp|cuộc)|"
    r"tham\s+gia\s+(?:còn|có|hội)|cùng\s+dự|"
    r"đại\s+diện|cùng\s+(?:các|với))|[.;]\s*(?:Các\s+ủy viên|lãnh đạo)",
    re.IGNORECASE,
)
_MANY = re.compile(r"(?:các\s+)(?:đồng\s+chí|đ/c|ông|bà|vị)\s*:?", re.IGNORECASE)
_ONE = re.compile(r"(?<!các )(?:đồng\s+chí|đ/c|(?<!\w)ông|(?<!\w)bà)\s", re.IGNORECASE)
_DEPUTIES = re.compile(r"(?:các|hai|ba) Phó\s")
_UNDER = re.compile(
    r"^\s+của\s+(?P<list>.{5,400}?)(?:,\s*(?:" + _MEETING + r"|sáng|chiều|ngày)|[.;]|$)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(rf"(?<![{UPPER}.])(?<!TP)(?<!\bTX)[.!?…]+\s+(?=[“\"]?[{UPPER}])|\n+")
_HEAD_CHARS = 3_000  # of the text: an article names its chair early


def find_names(text: str, places: Collection[str] = ()) -> list[str]:
    """Names of persons in `text`, in order, each once; `places` are names that are none."""
    names: list[str] = []
    for person in find_people(text):
        name = person.name
        for place in sorted([*places, *_COUNTRIES], key=len, reverse=True):
            name = "" if name == place else name.removeprefix(f"{place} ")
        if " " in name and name not in names:
            names.append(name)
    return names


def find_chair(text: str, places: Collection[str] = ()) -> str | None:
    """Who chairs the meeting, names only, several joined by "; "; None when no name is said."""
    for sentence in _SENTENCE.split(text[:_HEAD_CHARS]):
        for verb in _CHAIRS.finditer(sentence):
            names = _chairs_in(sentence, verb, places)
            if names:
                return "; ".join(names)
    return None


def _chairs_in(sentence: str, verb: re.Match[str], places: Collection[str]) -> list[str]:
    before, after = sentence[: verb.start()], sentence[verb.end() :]
    if under := _UNDER.match(after):
        return find_names(_cut(under["list"]), places)[: 4 if "các" in under["list"].lower() else 1]
    listed = None if verb["leads"] else _LIST_AFTER.match(after)
    if listed and not find_names(before, places):
        return find_names(_cut(listed["list"]), places)
    if re.fullmatch(
        r"\W*(?:(?:dự|tham dự|khai mạc|phát biểu khai mạc)(?:,| và)\s*)?", before, re.IGNORECASE
    ):
        if verb["leads"]:
            return []
        if named := re.match(
            rf"\s+{_MEETING}\s+(?P<name>{_CAPITALISED}(?:\s+{_CAPITALISED})+)", after
        ):
            return find_names(named["name"], places)
        # "Chủ trì hội nghị sáng nay, Thủ tướng A yêu cầu …"
        _, comma, rest = after.partition(", ")
        return find_names(rest[:150], places)[:1] if comma else []
    many = list(_MANY.finditer(before))
    if many:
        return find_names(before[many[-1].end() :], places)
    return _subject(before, bool(verb["joint"]), places)


def _subject(before: str, joint: bool, places: Collection[str]) -> list[str]:
    """The person or persons that stand as the subject right before the verb."""
    ones = list(_ONE.finditer(before))
    shared = bool(_DEPUTIES.search(before))
    if not ones:
        names = find_names(before if shared else before[-160:], places)
        return names if joint or shared else names[-1:]
    at = len(ones) - 1
    # "đồng chí A, Bí thư …, và đồng chí B, Chủ tịch … chủ trì": both.
    while at > 0 and (joint or re.search(r"(?:[;,]|và)\s*$", before[: ones[at].start()])):
        if not joint and not find_names(before[ones[at - 1].end() : ones[at].start()], places):
            break
        at -= 1
    names = []
    for this, following in zip(ones[at:], [*ones[at + 1 :], None], strict=True):
        part = before[this.end() : following.start() if following else len(before)]
        found = find_names(part, places)
        names += found if ";" in part or shared else found[:1]
    return list(dict.fromkeys(names))


def _cut(text: str) -> str:
    end = _LIST_ENDS.search(text)
    return text[: end.start()] if end else text


@dataclass(frozen=True)
class Metadata:
    """The fields that the words of an article settle; None where they do not."""

    published_on: date | None
    held_on: date | None
    province: str | None
    body: str | None
    session: str | None
    chair: str | None


def read_metadata(
    cleaned: Cleaned,
    *,
    published_on: date | None = None,
    province: str | None = None,
    site: str = "",
) -> Metadata:
    """The metadata of a cleaned article. What its file declares comes first.

    `site` is what a saved page says of itself outside the article (name, foot).
    """
    title, text = cleaned.title or "", cleaned.text
    body = find_body(title, text)
    if province is None and (body in CENTRAL or speaks_of_centre(title, text)):
        province = find_province(title, "")
    elif province is None:
        province = find_province(title, text, "\n".join([*cleaned.masthead, site]))
    published = find_published(cleaned, published_on)
    places = [*named_places(title, text), *([province] if province else [])]
    return Metadata(
        published_on=published,
        held_on=find_held(cleaned, published),
        province=province,
        body=body,
        session=find_session(title, text),
        # Names are given in one spelling of tone marks, so that two outlets' agree.
        chair=find_chair(unify_tone_marks(text), places),
    )
