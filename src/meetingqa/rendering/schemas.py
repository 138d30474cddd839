"""The JSON schemas of what `--json` and `--format json` print, for other programs to check against."""

import json
from typing import Any

from meetingqa.rendering.shapes import (
    AnswerRecord,
    DigestRecord,
    Shape,
    SummaryRecord,
    VerdictRecord,
)

_PUBLISHED: dict[str, type[Shape]] = {
    "answer": AnswerRecord,
    "check": VerdictRecord,
    "digest": DigestRecord,
    "summary": SummaryRecord,
}


def write_schemas() -> dict[str, str]:
    """The text of every published schema (JSON Schema 2020-12), by name."""
    return {
        name: json.dumps(_schema(shape), ensure_ascii=False, indent=2) + "\n"
        for name, shape in _PUBLISHED.items()
    }


def _schema(shape: type[Shape]) -> dict[str, Any]:
    # Fields may be added to what we print, so nothing is closed; all that there are now stay.
    schema: dict[str, Any] = _open(shape.model_json_schema(mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _open(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: _open(v) for k, v in schema.items() if (k, v) != ("additionalProperties", False)}
    return [_open(item) for item in schema] if isinstance(schema, list) else schema
