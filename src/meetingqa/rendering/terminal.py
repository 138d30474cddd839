"""Answers, passages, articles and verdicts as text for a terminal, in Vietnamese for the people who read it."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from meetingqa.domain import Answer, Article, Passage, Verdict
from meetingqa.rendering.showing import EXTRACTIVE, show_date, show_day, show_line, show_nearest

FINAL_HEADING = "Câu trả lời cuối"
WRITING = "Mô hình ngôn ngữ đang viết và được kiểm chứng…"
_DRAFT = "Trích nhanh từ các bài (mô hình ngôn ngữ đang viết)"
STATUS_HEADINGS = {
    "answered": "Trả lời",
    "partial": "Trả lời một phần",
    "not_found": "Không có trong kho",
}
_FIELDS = {
    "article_id": "Mã bài",
    "source": "Nguồn",
    "url": "Địa chỉ",
    "author": "Tác giả",
    "published_on": "Ngày đăng",
    "held_on": "Ngày họp",
    "province": "Tỉnh, thành",
    "body": "Cơ quan",
    "session": "Kỳ họp",
    "chair": "Chủ trì",
}

_MARKS = {
    "supported": "✓ Có căn cứ",
    "contradicted": "✗ Trái với bài",
    "unsupported": "? Không tìm thấy",
}
REASON_KINDS = {
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


def print_answer(console: Console, answer: Answer, *, draft: bool = False) -> None:
    """Print an answer with its quotes and sources, wrapped to a terminal's width and left whole
    elsewhere."""
    text = Text()
    text.append(_DRAFT if draft else STATUS_HEADINGS[answer.status], style="bold")
    text.append("\n")
    text.append(answer.text + "\n", style="dim" if draft else "")
    if answer.missing and answer.status == "partial":
        text.append(f"Chưa trả lời được: {answer.missing}\n", style="yellow")
    if answer.nearest:
        text.append("\nBài gần nhất\n", style="bold")
        for nearest in answer.nearest:
            text.append(f"  - {show_nearest(nearest)} · {nearest.article_id}\n")
    if answer.citations:
        text.append("\nDẫn chứng\n", style="bold")
        for citation in answer.citations:
            text.append(f"[{citation.marker}] ", style="bold")
            text.append(f"“{citation.quote}”\n", style="green")
            place = _place(citation.article, citation.start, citation.end)
            text.append(f"    {show_line(citation.article.title)} · {place}\n", style="dim")
    if not draft:
        text.append("\n" + describe_writing(answer), style="dim")
    text.rstrip()
    console.print(text, soft_wrap=not console.is_terminal)


def describe_writing(answer: Answer) -> str:
    """Who wrote the answer, and how long it took."""
    trace = answer.trace
    seconds = f"{trace.seconds.get('total', 0.0):.1f} giây".replace(".", ",")
    if answer.status == "not_found":
        return f"Đã tìm trong các bài · {seconds}"
    if trace.writer == "llm":
        return f"Mô hình {trace.model} viết, từng câu đã kiểm chứng · {seconds}"
    # A reason without a claim is one why the model did not write.
    why = next((f" ({_failure(item.reason)})" for item in trace.dropped if not item.text), "")
    if trace.model and not why:
        why = " (bản của mô hình không qua kiểm chứng)"
    return f"{EXTRACTIVE}{why} · {seconds}"


def _failure(reason: str) -> str:
    """Why no model wrote; the reason's own words are of the program."""
    late = "took more than" in reason or "timed out" in reason
    return "mô hình chưa viết kịp" if late else f"mô hình không viết được: {reason}"


def plain_passages(passages: Sequence[Passage]) -> str:
    """Passages with where they stand, best first."""
    if not passages:
        return "Không tìm thấy đoạn nào."
    blocks = []
    for passage in passages:
        place = _place(passage.article, passage.chunk.start, passage.chunk.end)
        head = f"{passage.rank}. {show_line(passage.article.title)}  ({passage.score:.3f})"
        blocks.append(f"{head}\n   {place}\n   {' '.join(passage.chunk.text.split())}")
    return "\n\n".join(blocks)


def plain_article(article: Article) -> str:
    """What is known of an article, then its text."""
    known = [
        f"{label}: {show_day(value) if isinstance(value, date) else show_line(str(value))}"
        for name, label in _FIELDS.items()
        if (value := getattr(article, name)) is not None
    ]
    return "\n".join([show_line(article.title), *known, "", article.text])


def _place(article: Article, start: int, end: int) -> str:
    parts = (show_date(article), show_line(article.source), f"ký tự {start}–{end}")
    return " · ".join(filter(None, parts))


def plain_verdicts(verdicts: Sequence[Verdict]) -> str:
    """A draft's statements, each with what was found of it and the quotes, and how many there are."""
    kinds = [verdict.verdict for verdict in verdicts]
    count = (
        f"{len(kinds)} câu: {kinds.count('supported')} có căn cứ, "
        f"{kinds.count('contradicted')} trái với bài, {kinds.count('unsupported')} không tìm thấy."
    )
    return "\n".join([*map(_plain_verdict, verdicts), count])


def _plain_verdict(verdict: Verdict) -> str:
    lines = [f"{_MARKS[verdict.verdict]}: {verdict.statement}"]
    for reason in verdict.reasons:
        found = f" → bài ghi “{reason.found}”" if reason.found else ""
        lines.append(f"    {REASON_KINDS[reason.kind]}: “{reason.said}”{found}")
    lines += [f"    “{c.quote}” ({c.article.title})" for c in verdict.citations]
    return "\n".join([*lines, ""])
