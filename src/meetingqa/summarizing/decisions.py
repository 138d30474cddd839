"""What a sentence says a meeting decided, told apart: each decision, and the debate beside it."""

import re

from meetingqa.summarizing import cues, debates

_NAMED_PAPER = re.compile(
    r"(?:,\s+|;\s+|:\s+|\s+và\s+)(?:trong đó,?(?: có)?:?\s+)?(?=Nghị quyết (?:số|về)\s)"
)
_DECIDES_TOO = re.compile(r";\s+(?=(?:thông qua|bố trí|quyết định|thống nhất|sáp nhập)\s)")
_PAPER_LEAD = re.compile(r"^[,;:]?\s*(?:và\s+)?(?:trong đó,?(?: có| là)?:?)\s+")


def two_acts(text: str) -> list[tuple[str, str]]:
    """What a meeting decided and what it debated in one sentence, each with its field."""
    decided, _, debated = text.partition(", đồng thời ")
    if debated and cues.decides(decided) and debates.discusses(debated.removeprefix("cũng ")):
        return [(decided, "decisions"), (debated.removeprefix("cũng "), "agenda")]
    return []


def resolutions(text: str) -> list[str]:
    """Each decision of a sentence, and each resolution that one names ("…, trong đó có Nghị quyết
    số …").
    """
    return [part for stretch in _DECIDES_TOO.split(text) for part in _papers(stretch.strip())]


def _papers(text: str) -> list[str]:
    cuts = [m.start() for m in _NAMED_PAPER.finditer(text)]
    if not cuts or not text[: cuts[0]].strip():
        cuts = cuts[1:]
    stretches = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    parts = [_PAPER_LEAD.sub("", part.strip()).strip(" ,;:") for part in stretches]
    return [part for part in parts if len(part.split()) >= 4] or [text]
