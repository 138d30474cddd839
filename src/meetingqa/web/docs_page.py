"""The page of the REST interface at `/docs`, made from the OpenAPI document without outside scripts."""

import json
from html import escape
from typing import Any

from fastapi.responses import HTMLResponse

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 "Noto Sans",system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
details{border:1px solid #8886;border-radius:.5rem;margin:.5rem 0;padding:.6rem 1rem}
summary{cursor:pointer}code,pre{font:14px/1.45 ui-monospace,monospace}
pre{overflow:auto;padding:.75rem;background:#8882;border-radius:.4rem}
b{display:inline-block;min-width:4.5rem}table{border-collapse:collapse}
td{padding:.15rem .8rem .15rem 0;vertical-align:top}
"""


def show_docs(document: dict[str, Any]) -> HTMLResponse:
    """Every route of an OpenAPI document with its parameters, an example of what it takes, and answers."""
    info = document["info"]
    routes = [
        _show_route(method, path, route)
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    ]
    body = (
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info.get('description', ''))}</p>"
        '<p>The whole description: <a href="/openapi.json">/openapi.json</a>. '
        "Send <code>Authorization: Bearer TOKEN</code>; "
        "<code>meetingqa users token NAME</code> makes one.</p>"
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style>"
    )
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head>{head}</head>'
        f"<body>{body}{''.join(routes)}</body></html>"
    )


def _show_route(method: str, path: str, route: dict[str, Any]) -> str:
    rows = [
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{escape(p['in'])}</td>"
        f"<td>{escape(p.get('description', ''))}</td></tr>"
        for p in route.get("parameters", ())
    ]
    answers = [
        f"<tr><td><code>{escape(code)}</code></td><td>{escape(answer.get('description', ''))}</td></tr>"
        for code, answer in route.get("responses", {}).items()
    ]
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code> "
        f"{escape(route.get('summary', ''))}</summary>"
        f"<p>{escape(route.get('description', ''))}</p><table>{''.join(rows)}</table>"
        f"{_show_example(route)}<table>{''.join(answers)}</table></details>"
    )


def _show_example(route: dict[str, Any]) -> str:
    found = []
    for kind, body in route.get("requestBody", {}).get("content", {}).items():
        named = [item.get("value") for item in body.get("examples", {}).values()]
        for example in [body["example"]] if "example" in body else named[:1]:
            shown = json.dumps(example, ensure_ascii=False, indent=2)
            found.append(f"<p>{escape(kind)}</p><pre>{escape(shown)}</pre>")
    return "".join(found)
