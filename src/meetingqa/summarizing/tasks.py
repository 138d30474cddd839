"""Who is to do what by when, read from an order's clauses in the article's own words."""

import re
from typing import NamedTuple

from meetingqa.summarizing.addressees import (
    ADDRESSEE,
    OPENER,
    STRONG,
    WORK,
    only_named,
    opens_order,
    split_who,
    works,
)
from meetingqa.summarizing.dues import find_due

_I = re.IGNORECASE
_ORDERED = re.compile(
    r"(?<!\w)(?<!được )(?<!đáp ứng )(?<!theo )(?<!nhu )(?:(?:yêu cầu|đề nghị|(?<!bàn )"
    r"(?<!chuyển )(?<!ngoại )giao(?! kế hoạch| dự toán| ban\s+(?!\w))(?: cho)?|phân công|lưu ý|nhắc nhở|nhắc|ấn định)(?!\w)"
    r"(?:[^:;.]{0,60}:)?|kết luận[^:;.]{0,60}:|nhấn mạnh[^:;.,]{0,60}[:,](?=\s)|"
    rf"(?:nhấn mạnh|cho rằng|khẳng định|chỉ rõ|nêu rõ|theo[^,]{{3,60}}),?\s(?=[\"“]?{ADDRESSEE}"
    r"(?:TP\.|[^,;.:]){0,60}\s(?:cần|phải)\s))\s*",
    _I,
)
_PERSON = re.compile(r"(?:ông|bà|đồng chí|(?:phó )?(?:chủ tịch|bí thư|giám đốc))(?!\w)", _I)
_PROMISED = re.compile(r"(?<!\w)(?<!ký )(?<!lời )(?:hứa|cam kết)(?!\w)\s*(?:sẽ\s+)?")
_ANOTHER = re.compile(rf"\s+và\s+(?={WORK.pattern})", _I)
_JOINED = re.compile(r"\s+và(?:\s+(?:giao|yêu cầu|đề nghị))?\s*$")
# Who answers for a work told before: "…, giao UBND xã chịu trách nhiệm"
_BY = re.compile(
    rf",\s+(?:giao|do)\s+(?P<who>{ADDRESSEE}[^,;.]{{0,60}}?)\s+"
    r"(?:chịu trách nhiệm|chủ trì|thực hiện)(?: chính| thực hiện)?(?=\s*(?:[.;]|$))",
    _I,
)


_GOES_ON = re.compile(r"(?:trong đó|đồng thời|cùng với đó|cụ thể)[,:]?\s+(?:là |cần |phải )?", _I)


class Task(NamedTuple):
    """One order: the stretch of the text it stands in, and its parts as written."""

    start: int
    end: int
    who: str | None
    what: str
    due: str | None


def find_tasks(text: str) -> list[Task]:
    """The orders of a sentence: one for each addressee, or one for the whole sentence.

    `who` is None when nobody is named, `due` when no time is set.
    """
    opened = _ORDERED.search(text)
    begin = opened.end() if opened else 0
    asked = opened is not None and not opened.group().rstrip().endswith((":", ","))
    promised = _PROMISED.search(text)
    if promised and (not opened or promised.start() < opened.start()):
        return _promise(text, promised)
    tasks: list[Task] = []
    for start, stop in _parts(text, begin):
        end = start + len(_JOINED.sub("", text[start:stop]))
        told = text[start:end].strip(" ,;.")
        opener = OPENER.match(told)
        words = told[opener.end() :] if opener else told
        if len(words.split()) < 3:
            continue
        who, what = split_who(words, named=asked and start == begin)
        if not who and (by := _BY.search(words)):
            who = by["who"]
        due = find_due(told) or (opener["when"] if opener and who else None)
        if not tasks or who or (STRONG.match(words) and due):
            tasks.append(Task(start, end, who, what, due))
        elif WORK.match(words):  # "…; báo cáo kết quả trước 30/6" is the same addressee's
            tasks.append(Task(start, end, tasks[-1].who, words, due))
        else:
            before = tasks[-1]
            tasks[-1] = before._replace(
                end=end, what=f"{before.what}; {words}", due=before.due or due
            )
    return tasks


def _promise(text: str, promised: re.Match[str]) -> list[Task]:
    """Who answers for something, and by when ("Sở cam kết đến hết năm 2018 đưa …")."""
    begin = max((m.end() for m in re.finditer(r"[;:]\s", text[: promised.start()])), default=0)
    stop = text.find(";", promised.end())
    end = stop if stop >= 0 else len(text)
    who = text[begin : promised.start()].rstrip(" ,").split(", ")[-1]
    who = re.split(
        r"\s(?:nhận|và(?! [A-ZĐ])|đã|cho biết|cũng|trả lời|khẳng định|thừa nhận)\s", who
    )[0]
    what = text[promised.end() : end].strip(" ,;.")
    return [Task(begin, end, " ".join(who.split()) or None, what, find_due(what))]


def _parts(text: str, begin: int) -> list[tuple[int, int]]:
    """Stretches of an order: cut at ";", before a new addressee after a comma, and before a second
    work with a time of its own ("… trước 20/3 và hoàn thành … trước 12/3")."""
    cuts = [begin]
    for match in re.finditer(
        rf";\s*|,\s+(?=đồng thời,?\s+{WORK.pattern})|\s+và\s+(?:giao|yêu cầu|đề nghị)\s+(?={ADDRESSEE})|"
        rf",\s+(?:đồng thời\s+)?(?:(?:giao|yêu cầu|đề nghị)\s+)?(?={ADDRESSEE})",
        text[begin:],
        _I,
    ):
        at = begin + match.end()
        ahead = text[at : at + 110].split(";")[0]
        if _BY.match(text, begin + match.start()):
            continue
        if (opener := OPENER.match(text[cuts[-1] :])) and cuts[-1] + opener.end() >= at:
            continue
        listed = match.group().startswith(",") and not text[at:].lower().startswith("đồng thời")
        before = text[cuts[-1] : match.start() + begin]
        if not only_named(before) and (not listed or (works(before) and opens_order(ahead))):
            cuts.append(at)
    for match in _ANOTHER.finditer(text, begin):
        since = max(cut for cut in cuts if cut <= match.end())
        rest = re.split(r"[;.]\s", text[match.end() :])[0]
        if find_due(text[since : match.start()]) and find_due(rest):
            cuts.append(match.end())
    cuts.sort()
    ends = [*cuts[1:], len(text)]
    return list(zip(cuts, ends, strict=True))


def is_work(task: Task) -> bool:
    """Whether an order names its executor or its time."""
    return bool(task.due or task.who)


def is_assigned(text: str) -> bool:
    """Whether words open with a body that is to do something by a set time ("Hai là, Sở Y tế …")."""
    words = OPENER.sub("", text)
    who = split_who(words)[0] if STRONG.match(words) else None
    return bool(who and find_due(words))


def addresses(text: str) -> bool:
    """Whether a body is the subject of a verb of work that is not yet done ("Các sở tiếp tục …")."""
    told = OPENER.sub("", text[opened.end() :] if (opened := _ORDERED.search(text)) else text)
    who, what = split_who(told)
    return bool(who and WORK.match(what) and not _PERSON.match(who))


def goes_on(text: str) -> bool:
    """Whether it tells the addressee of the order before another work ("Đồng thời rà soát …")."""
    tied = _GOES_ON.match(text)
    return bool(tied and WORK.match(text, tied.end()))
