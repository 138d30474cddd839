"""Examples in the OpenAPI document: an invented province, and what is said of it."""

from typing import Any

from fastapi import Body

_QUOTE = "Kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ."
_ARTICLE = "7f3a0c55d1e29b84"
_TITLE = "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai khóa XX"

ASK: dict[str, Any] = {
    "question": "Kim ngạch xuất khẩu 6 tháng của tỉnh Đồng Mai là bao nhiêu?",
    "filters": {"provinces": ["Đồng Mai"], "date_from": "2023-01-01"},
    "writer": "extractive",
}
SEARCH: dict[str, Any] = {"question": "giải ngân vốn đầu tư công", "limit": 5, "mode": "hybrid"}
CHECK: dict[str, Any] = {"text": "Xuất khẩu 6 tháng của Đồng Mai đạt 12.500 tỷ đồng."}
SUMMARIZE: dict[str, Any] = {"article_id": _ARTICLE, "writer": "extractive"}
DIGEST: dict[str, Any] = {
    "filters": {"date_from": "2023-07-01", "date_to": "2023-07-31"},
    "topic": "đầu tư công",
    "points": 5,
    "writer": "extractive",
}
CORRECT: dict[str, Any] = {"held_on": "2023-07-12", "chair": "Trần Thị Mơ", "session": None}
RUN: dict[str, Any] = {"suite": "smoke", "limit": 4}
ERROR: dict[str, Any] = {
    "error": "no article '0000'",
    "hint": "GET /api/v1/articles, or the tool search_articles, gives the ids there are",
}
ANSWER: dict[str, Any] = {
    "question": ASK["question"],
    "standalone": ASK["question"],
    "status": "answered",
    "text": f"{_QUOTE[:-1]} [1].",
    "statements": [{"text": _QUOTE, "citations": [1]}],
    "citations": [
        {
            "marker": 1,
            "article_id": _ARTICLE,
            "source": "dong-mai-2023.html",
            "title": _TITLE,
            "start": 214,
            "end": 214 + len(_QUOTE),
            "quote": _QUOTE,
            "url": None,
        }
    ],
    "missing": None,
    "nearest": [],
    "trace": {
        "writer": "extractive",
        "model": None,
        "seconds": {"understand": 0.002, "retrieve": 0.031, "draft": 0.0, "verify": 0.004},
        "input_tokens": 0,
        "output_tokens": 0,
        "dropped": [],
    },
}
EVENTS = (
    'event: waiting\ndata: {"position": 2}\n\n'
    'event: draft\ndata: {"question": "…", "status": "answered", "text": "…"}\n\n'
    'event: answer\ndata: {"question": "…", "status": "answered", "text": "…"}\n\n'
)
CHAT: dict[str, Any] = {
    "model": "meetingqa",
    "messages": [{"role": "user", "content": ASK["question"]}],
    "stream": False,
}


def taken(value: dict[str, Any]) -> Any:
    """A body's parameter that shows an example of itself."""
    return Body(openapi_examples={"example": {"value": value}})
