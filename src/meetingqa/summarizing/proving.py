"""Says which openings of a point only report: what can be checked stands without them."""

import re
from itertools import pairwise

from meetingqa.answering.writers import as_sentence
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_clauses
from meetingqa.language.text import LOWER, syllables
from meetingqa.summarizing import cues
from meetingqa.summarizing.faults import finds_fault
from meetingqa.summarizing.figures import find_figures

MIN_WORDS = 6
MAX_LEAD = 0.6  # of the point's characters
_CLAUSE = 40  # characters: every comma between longer stretches cuts
_KINDS = {"decisions": cues.decides, "shortcomings": finds_fault}
_MEETING = r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|buổi (?:họp|làm việc))"
_PAPER = r"(?:báo cáo|tờ trình|thống kê|số liệu|kết quả rà soát)"
# A paper that tells; what a person says stays with the person.
_TELLS = re.compile(
    rf"(?:.*(?<!\w))?{_PAPER}(?!\w).*(?:cho (?:biết|thấy|hay)|nêu(?: rõ)?|chỉ (?:rõ|ra)|báo cáo|"
    r"trình bày)[,:]|thay mặt\s.*báo cáo[,:]",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(
    r"(?:(?:cũng|đồng thời|phát biểu|thảo luận|kết luận|báo cáo|trả lời|khai mạc|bế mạc|tại|trong)\s+)+"
    rf"(?:{_MEETING}|kết luận|khai mạc|bế mạc|chất vấn),|"
    r"(?:tuy|dù|mặc dù) (?:vậy|nhiên|thế),|(?:ngoài ra|bên cạnh đó|theo đó),|"
    rf"(?:theo {_PAPER}|(?:theo|thực hiện|triển khai|căn cứ) (?:nghị quyết|chỉ thị|kết luận|quyết định|"
    r"nghị định|luật|chương trình))(?!\w)[^,;:]*,",
    re.IGNORECASE,
)
# What the rest is about, when, on what condition or in whose opinion; what is only wished.
_BINDS = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng|nếu|khi|về|đối với|so với|ý kiến|cử tri|có thể|cần|phải|dự kiến|"
    r"đề nghị|đề xuất|kiến nghị|yêu cầu|quý|tháng|năm|tuần|giai đoạn|nhiệm kỳ)(?!\w)",
    re.IGNORECASE,
)
# A rest that leans on the clause before it.
_LEANS = re.compile(
    r"(?:[-–]|nhưng|song|và|mà|nhờ|do|vì|bởi|nhằm|để|cùng|trong đó|đồng thời|là|gồm|theo|với|bằng|"
    r"tăng|giảm|đạt|tương đương|nhất là|khi|nên|thì|trình bày)(?!\w)",
    re.IGNORECASE,
)
# "trên địa bàn huyện": which one, the clause before says.
_SAME_PLACE = re.compile(rf".{{0,40}}(?<!\w)(?:huyện|thị xã|xã|phường|thôn|đơn vị)\s+[{LOWER}]")


def find_cuts(text: str, field: str) -> list[str]:
    """`text` (NFC) without its first clause, its first two …, where these only say in what paper or
    at what moment of the meeting it was said: word for word what is left.

    Only where every figure stays with its period, a decision its deciding and a shortcoming its
    fault, and no topic, day, condition, denial or opinion is lost.
    """
    found = []
    figures = _told(text)
    told = _KINDS.get(field)
    openings = True
    clauses = split_clauses(text, 0, len(text), max_chars=_CLAUSE)
    for before, clause in pairwise(clauses):
        lead, rest = text[: before.end], text[clause.start :]
        openings = openings and bool(_OPENS.fullmatch(text[before.start : before.end]))
        if len(lead) > MAX_LEAD * len(text) or len(syllables(rest)) < MIN_WORDS:
            break
        if not (openings or _TELLS.fullmatch(lead)) or _leans(rest) or _binds(lead):
            continue
        if _told(rest) == figures and not (told and told(text) and not told(rest)):
            found.append(as_sentence(rest))
    return found


def _leans(rest: str) -> bool:
    return bool(_LEANS.match(rest) or _SAME_PLACE.match(rest))


def _binds(lead: str) -> bool:
    facts = read_facts(lead)
    return bool(_BINDS.search(lead) or facts.moments or ";" in lead or finds_fault(lead))


def _told(text: str) -> list[tuple[str, str, str | None]]:
    return [(figure.value, figure.unit, figure.period) for figure in find_figures(text)]
