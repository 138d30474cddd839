"""The JSON of answers, summaries, digests and checks is what the published schemas and the contract say."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from exported import ARTICLE, BUDGET, cite, make_answer, make_digest, make_summary
from fakes import make_article
from meetingqa.domain import Digest, DigestScope, MeetingSummary, SummaryFields, Trace, Verdict
from meetingqa.rendering.records import answer_record, digest_record, summary_record, verdict_record

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
TRACE = Trace(writer="extractive")
VERDICT = Verdict(statement="Thu đạt.", verdict="supported", citations=(cite(BUDGET),))
RECORDS = [
    ("answer", answer_record(make_answer())),
    ("summary", summary_record(make_summary())),
    (
        "summary",
        summary_record(
            MeetingSummary(article=make_article("x"), fields=SummaryFields(), trace=TRACE)
        ),
    ),
    ("digest", digest_record(make_digest())),
    ("digest", digest_record(Digest(scope=DigestScope(), articles=(), trace=TRACE))),
    ("check", verdict_record(VERDICT, 1)),
]


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_a_record_fits_its_published_schema(name: str, record: dict[str, Any]) -> None:
    published = schema(name)
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(record, published)
    # Nothing undeclared, nothing missing; but programs must bear what a later version adds.
    assert set(record) == set(published["properties"])
    jsonschema.validate({**record, "added_later": 1}, published)
    for field in record:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({k: v for k, v in record.items() if k != field}, published)


def test_a_summary_record_has_the_contracts_fields() -> None:
    record = summary_record(make_summary())
    assert list(record) == ["article_id", "title", "fields", "uncovered", "trace"]
    fields = record["fields"]
    assert (
        list(fields)
        == (
            "meeting held_on place chair attendees agenda results figures shortcomings conclusions "
            "tasks decisions personnel awards"
        ).split()
    )
    start = ARTICLE.text.index(BUDGET)
    quote = {"article_id": ARTICLE.article_id, "start": start, "end": start + len(BUDGET)}
    assert fields["figures"][0] == {
        "text": "thu ngân sách 5.318 tỷ đồng",
        "citations": [{**quote, "quote": BUDGET}],
        "value": "5.318",
        "unit": "tỷ đồng",
        "what": "thu ngân sách",
        "period": "6 tháng đầu năm 2024",
    }
    assert set(fields["tasks"][0]) == {"text", "citations", "who", "what", "due"}
    assert set(fields["personnel"][0]) == {"text", "citations", "name", "role"}
    assert fields["awards"] == []
    left = record["uncovered"][0]
    assert ARTICLE.text[left["start"] : left["end"]] == left["text"]


def test_a_digest_record_has_the_contracts_fields() -> None:
    record = digest_record(make_digest())
    assert {"scope", "articles", "sections", "figures", "conflicts", "duplicates"} < set(record)
    conflict = record["conflicts"][0]
    assert [value["value"] for value in conflict["values"]] == ["5.318 tỷ đồng", "5.381 tỷ đồng"]
    assert set(conflict["values"][0]["citation"]) == {"article_id", "start", "end", "quote"}
    assert record["duplicates"][0]["others"][0]["title"].startswith("HĐND tỉnh Lam Xuyên bàn")
    # A task that is followed up is told as any other point.
    assert set(record["follow_ups"][0]["task"]) == {"text", "citations"}
    assert "text" not in record["articles"][0]
    left = record["uncovered"][0]
    assert left["text"] == left["citations"][0]["quote"] and "215 triệu đồng" in left["text"]
    assert left["meeting"].startswith("Khai mạc kỳ họp thứ 18")
