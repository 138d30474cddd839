"""Sorts the sentences of a report, and the items of long ones, into the fields that tell them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.domain import Article
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_clauses
from meetingqa.summarizing import cues, debates, orders
from meetingqa.summarizing.body import BodySentence, read_body
from meetingqa.summarizing.faults import finds_fault, spares
from meetingqa.summarizing.people import find_pairs
from meetingqa.summarizing.tasks import addresses, find_tasks, goes_on, is_assigned, is_work

FIELDS = ("agenda", "results", "shortcomings", "conclusions", "tasks", "decisions", "awards")
_LONG = 300  # characters; a longer sentence that lists is told item by item
_MIN_WORDS = 5
_NEW_TOPIC = re.compile(
    r"^(?:cũng (?:tại|trong|nhân)|dịp này|nhân dịp|tại (?:hội nghị|kỳ họp|phiên họp)|buổi chiều|"
    r"chiều cùng ngày|trước đó|trong chương trình|kết thúc|(?:phiên họp|hội nghị|kỳ họp|"
    r"ban thường vụ|hđnd tỉnh)(?: \w+)? (?:cũng|tổ chức|thông qua|thống nhất)|"
    r"về (?:nhân sự|công tác cán bộ)|mục tiêu)",
    re.IGNORECASE,
)
_TURN = re.compile(r";\s+|,\s+(?=(?:nhưng|song|tuy nhiên)\s)")
# A fault that is told as one, and is no topic of a debate.
_PLAIN_FAULT = re.compile(r"\d|(?<!\w)(?:chưa|còn|thiếu sót|vi phạm)(?!\w)", re.IGNORECASE)
# What someone answers for before promising to mend it.
_OWNED = re.compile(r"(?P<fault>[^;]{30,}?)[,;]?\s+(?:và\s+)?(?:hứa|cam kết)(?!\w)")
_ONLY_OPENS = re.compile(r"^[^”\"]*\s(?:yêu cầu|đề nghị|chỉ đạo|nhấn mạnh|kết luận|nêu rõ)\W*$")
_NAMED_PAPER = re.compile(
    r"(?:,\s+|;\s+|:\s+|\s+và\s+)(?:trong đó,?(?: có)?:?\s+)?(?=Nghị quyết (?:số|về)\s)"
)
_DECIDES_TOO = re.compile(r";\s+(?=(?:thông qua|bố trí|quyết định|thống nhất|sáp nhập)\s)")
_PAPER_LEAD = re.compile(r"^[,;:]?\s*(?:và\s+(?=Nghị quyết)|(?:và\s+)?trong đó,?(?: có| là)?:?\s+)")


class Item(NamedTuple):
    """A sentence, or an item of a long one, and the field that tells it ("" for none).

    `lead` is the order before that a task without an addressee goes on with.
    """

    sentence: BodySentence
    text: str
    field: str
    lead: BodySentence | None = None


@lru_cache(maxsize=64)
def sort_items(article: Article) -> tuple[Item, ...]:
    """The items of an article in order, each with its field; captions, headings, rows have none."""
    found: list[Item] = []
    concluding, reporting, paragraph = False, False, -1
    ordered: BodySentence | None = None
    leaders = article.chair.split("; ") if article.chair else []
    body, spoken = read_body(article), 0
    for place, sentence in enumerate(body):
        if sentence.aside or sentence.row:
            found.append(Item(sentence, sentence.text, ""))
            continue
        if sentence.number > 2 and cues.opens_conclusion(sentence.text):
            concluding = True
        elif sentence.paragraph != paragraph and _NEW_TOPIC.match(sentence.text):
            concluding = False
        paragraph = sentence.paragraph
        ordered = ordered if ordered and ordered.paragraph == paragraph else None
        if ordered and is_assigned(sentence.text):
            found.append(Item(sentence, sentence.text, "tasks"))  # the order before goes on
            continue
        last = found[-1] if found else None
        if last and last.field == "tasks" and goes_on(sentence.text):
            found.append(Item(sentence, sentence.text, "tasks", last.lead or last.sentence))
            continue
        leaders += [name for name, role, _ in find_pairs(sentence.text) if orders.leads(role)]
        led = orders.led_by(sentence.text, leaders)
        spoken = (
            spoken - 1 if spoken > 1 else orders.speaks([s.text for s in body[place:]], leaders)
        )
        directed = orders.demands(sentence.text) if spoken else False
        directed = directed or orders.directs(sentence.text, leaders)
        said = concluding or led or directed
        items = _sort_sentence(sentence, said, led)
        if any(i.field == "tasks" for i in items) or orders.orders(sentence.text, concluding, led):
            ordered = sentence
        if reporting and not any(i.field for i in items) and cues.reports_on(sentence.text):
            items = [Item(sentence, sentence.text, "results")]
        told = [item.field for item in items if item.field]
        reporting = told[-1] in ("results", "shortcomings") if told else reporting
        found += items
    return tuple(found)


def _sort_sentence(sentence: BodySentence, concluding: bool, led: bool) -> list[Item]:
    text = sentence.text
    whole = _field(text, sentence.number, concluding, led)
    if whole == "tasks":
        owned = _OWNED.match(text)
        faults = [owned["fault"]] if owned and finds_fault(owned["fault"]) else []
        return [
            *(Item(sentence, fault, "shortcomings") for fault in faults),
            *(
                Item(sentence, text[t.start : t.end], whole if is_work(t) else "conclusions")
                for t in find_tasks(text)
            ),
        ]
    if sentence.number == 1:
        return [Item(sentence, part, whole) for part in _items(text)]
    if whole in ("results", "shortcomings"):
        return _good_and_bad(sentence)
    if halves := _two_acts(text):
        return [Item(sentence, half, field) for half, field in halves]
    if whole == "decisions":
        return [Item(sentence, part, whole) for part in _resolutions(text)]
    parts = _items(text)
    if whole == "agenda":
        # Matters that without their verb would read as orders are told in one.
        parts = [text] if any(map(orders.commands, parts[1:])) else parts
        return [Item(sentence, part, whole) for part in parts]
    items: list[Item] = []
    for part in parts:
        field = _field(part, sentence.number, concluding, led) if part != text else whole
        # An item that opens with a document's name goes on with its sentence.
        field = field if field not in ("", "tasks") else whole
        if items and items[-1].field == field:
            items[-1] = items[-1]._replace(text=f"{items[-1].text}; {part}")
        else:
            items.append(Item(sentence, part, field))
    return items


def _good_and_bad(sentence: BodySentence) -> list[Item]:
    """What was reached and what fell short in one sentence, an item for each."""
    parts = [part.strip() for part in _TURN.split(sentence.text)]
    if len(parts) > 1:
        bad = [part for part in parts if finds_fault(part)]
        good = [part for part in parts if part not in bad]
        if bad and not all(map(cues.reports, good)):  # a half without its subject
            return [Item(sentence, sentence.text, "shortcomings")]
        told = [("results", good), ("shortcomings", bad)]
        return [Item(sentence, "; ".join(said), field) for field, said in told if said]
    field = "shortcomings" if finds_fault(sentence.text) else "results"
    return [Item(sentence, sentence.text, field)]


def _field(text: str, number: int, concluding: bool, led: bool) -> str:
    if text.rstrip().endswith(":") or _ONLY_OPENS.search(text):
        return ""
    if number == 1:  # its purposes are read one by one
        return "decisions" if cues.decides(text) else ""
    if debates.schedules(text):
        return ""
    if not concluding and (debates.is_background(text) or debates.is_talk(text)):
        return ""
    if debates.lists_matters(text):
        return "agenda"
    if cues.awards(text):
        return "awards"
    if (
        orders.orders(text, concluding, led)
        or orders.promises(text)
        or (concluding and addresses(text) and not (cues.tells_past(text) or cues.decides(text)))
    ):
        if any(map(is_work, find_tasks(text))) and not orders.conditions(text):
            return "tasks"
        found = orders.before_must(text)
        return (
            "shortcomings" if finds_fault(found) and _PLAIN_FAULT.search(found) else "conclusions"
        )
    if cues.takes_office(text):
        return "conclusions"
    if orders.wishes(text):
        return ""
    if cues.decides(text):
        return "decisions"
    if debates.is_laid(text):
        return "agenda"
    if (concluding and (cues.concludes(text) or orders.weighs(text))) or cues.aims(text):
        fault = finds_fault(text) and not cues.concludes(text)
        return "shortcomings" if fault else "conclusions"
    if number <= 8 and cues.attends(text):
        return "agenda" if debates.discusses(text) else ""
    if cues.appoints(text) and not finds_fault(text) and read_facts(text).people:
        return ""
    if finds_fault(text) and _PLAIN_FAULT.search(text):
        return "shortcomings"
    if debates.discusses(text):
        return "agenda"
    if finds_fault(text):
        return "shortcomings"
    if debates.names_topics(text):
        return "agenda"
    told = cues.reports(text) or cues.states(text) or spares(text)
    return "results" if told and not debates.opines(text) else ""


def _two_acts(text: str) -> list[tuple[str, str]]:
    """What a meeting decided and what it debated in one sentence, each with its field."""
    decided, _, debated = text.partition(", đồng thời ")
    if debated and cues.decides(decided) and debates.discusses(debated.removeprefix("cũng ")):
        return [(decided, "decisions"), (debated.removeprefix("cũng "), "agenda")]
    return []


def _resolutions(text: str) -> list[str]:
    """Each decision of a sentence, and each resolution that one names ("…, trong đó có Nghị quyết
    số …").
    """
    return [part for stretch in _DECIDES_TOO.split(text) for part in _papers(stretch.strip())]


def _papers(text: str) -> list[str]:
    cuts = [m.start() for m in _NAMED_PAPER.finditer(text)]
    stretches = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    parts = [_PAPER_LEAD.sub("", part.strip()).strip(" ,;:") for part in stretches]
    return parts


def _items(text: str) -> list[str]:
    """A long sentence's items between semicolons, when each is a clause of its own."""
    if len(text) <= _LONG:
        return [text]
    clauses = split_clauses(text, 0, len(text), max_chars=10_000)
    parts = [text[clause.start : clause.end].strip(" ;") for clause in clauses]
    return parts if all(len(part.split()) >= _MIN_WORDS for part in parts) else [text]


def fields_of(article: Article) -> dict[int, frozenset[str]]:
    """The fields that tell each sentence, by its number."""
    fields: dict[int, set[str]] = {}
    for item in sort_items(article):
        fields.setdefault(item.sentence.number, set()).update({item.field} - {""})
    return {number: frozenset(said) for number, said in fields.items()}


def items_in(items: Sequence[Item], field: str) -> list[Item]:
    """The items that a field tells."""
    return [item for item in items if item.field == field]
