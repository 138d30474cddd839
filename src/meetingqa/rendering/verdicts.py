"""What the archive says of an editor's sentences, as text for a terminal and as JSON."""

from typing import Any

from meetingqa.domain import Verdict
from meetingqa.rendering.records import cited_record

_MARKS = {
    "supported": "✓ Có căn cứ",
    "contradicted": "✗ Trái với bài",
    "unsupported": "? Không tìm thấy",
}
_KINDS = {
    "number": "con số",
    "unit": "đơn vị",
    "date": "thời gian",
    "document": "văn bản",
    "name": "tên",
    "office": "chức vụ",
    "direction": "chiều tăng giảm",
    "negation": "khẳng định hay phủ định",
    "missing": "không thấy trong bài",
}


def verdict_record(verdict: Verdict, identity: str | int) -> dict[str, Any]:
    """A verdict under the id its statement was given; `start` and `end` are its place in the draft."""
    return {
        "id": identity,
        "statement": verdict.statement,
        "verdict": verdict.verdict,
        "citations": [cited_record(citation) for citation in verdict.citations],
        "reasons": [reason.model_dump(mode="json") for reason in verdict.reasons],
        "start": verdict.start,
        "end": verdict.end,
    }


def plain_verdict(verdict: Verdict) -> str:
    """A statement, what was found of it, and the quotes."""
    lines = [f"{_MARKS[verdict.verdict]}: {verdict.statement}"]
    for reason in verdict.reasons:
        found = f" → bài ghi “{reason.found}”" if reason.found else ""
        lines.append(f"    {_KINDS[reason.kind]}: “{reason.said}”{found}")
    lines += [f"    “{c.quote}” ({c.article.title})" for c in verdict.citations]
    return "\n".join([*lines, ""])
