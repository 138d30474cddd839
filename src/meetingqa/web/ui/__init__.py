"""The page people use: a shell of tabs, built once in Vietnamese and once in English."""

import os
from typing import Any

# Gradio asks its makers' hosts for news unless told not to, and nothing may leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
# It also draws up statistics of the last 10 000 events after every single one, for a page that is off.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from meetingqa.web.people import Right
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.chat import build_chat
from meetingqa.web.ui.checking_page import CheckingPage
from meetingqa.web.ui.digests import DigestsPage
from meetingqa.web.ui.evaluation_page import EvaluationPage
from meetingqa.web.ui.library_page import ArchivePage
from meetingqa.web.ui.page_parts import QUIET, Page
from meetingqa.web.ui.shell import ASSETS, ASSETS_URL, build_head, when_ready
from meetingqa.web.ui.status_page import StatusPage
from meetingqa.web.ui.summaries import SummariesPage
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.theme import build_theme
from meetingqa.web.ui.words import ENGLISH, VIETNAMESE, Words

_PAGES: dict[str, type[Page]] = {
    "summaries": SummariesPage,
    "digests": DigestsPage,
    "check": CheckingPage,
    "archive": ArchivePage,
    "evaluation": EvaluationPage,
    "status": StatusPage,
}
# What one must be allowed to be offered a page.
_NEEDED: dict[str, Right] = {"evaluation": "evaluate"}
EVENTS_AT_ONCE = 64  # the model has a queue of its own; most other events take milliseconds


def build_ui(service: Service, words: Words) -> gr.Blocks:
    """Every page as tabs, in one language."""
    blocks = gr.Blocks(
        title=f"meetingqa · {words['site_title']}",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(3600, 3600),
    )
    with blocks:
        header = gr.HTML(
            render("header.html", words, name="", role=""), elem_id="mq-top",
            js_on_load=when_ready("header(element)"), apply_default_css=False,
        )  # fmt: skip
        with gr.Tabs(elem_id="mq-tabs", overflow_behavior="wrap"):
            with gr.Tab(words["tab_chat"], id="chat"):
                build_chat(service, words, blocks)
            tabs = {}
            for name, page in _PAGES.items():
                hidden = name in _NEEDED  # until `greet` knows who it is
                with gr.Tab(words[f"tab_{name}"], id=name, visible=not hidden) as tabs[name]:
                    page(service, words).build()

        def greet(request: gr.Request) -> list[Any]:
            person = person_of(request)
            name = person.name if person.account_id else ""
            offered = [gr.Tab(visible=person.may(right)) for right in _NEEDED.values()]
            return [render("header.html", words, name=name, role=person.role), *offered]

        blocks.load(greet, outputs=[header, *(tabs[name] for name in _NEEDED)], **QUIET)
    blocks.queue(default_concurrency_limit=EVENTS_AT_ONCE)
    return blocks


def mount_ui(app: FastAPI, service: Service) -> None:
    """Put the pages at `/` (Vietnamese) and `/en` (English); mount after every other route."""

    def user_of(request: Request) -> str:
        return person_of(request).name

    app.mount(ASSETS_URL, StaticFiles(directory=ASSETS), name="assets")
    # As people type it: the page at `/`, which takes every path, would have it first.
    app.add_api_route("/en", lambda: RedirectResponse("/en/"), include_in_schema=False)
    for words, path in ((ENGLISH, "/en"), (VIETNAMESE, "/")):
        gr.mount_gradio_app(
            app,
            build_ui(service, words),
            path=path,
            auth_dependency=user_of,
            theme=build_theme(),
            head=build_head(),
            footer_links=[],
            run_history=False,
            show_error=False,
            max_file_size=service.settings.max_file_bytes,
            ssr_mode=False,
            enable_monitoring=False,
            mcp_server=False,
        )
