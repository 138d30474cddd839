"""Signing in and out in a real browser, what each role is offered, and that nobody sees another's."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.acting import (
    ask,
    await_answer,
    choose,
    download,
    open_tab,
    read_docx,
    start_asking,
)
from browser.conftest import PASSWORD, OpenPage, Watch
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from served import QUESTION

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
CHAIR = "Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.fixture
def enter(open_page: OpenPage, guarded_address: str) -> OpenPage:
    """Opens the page as somebody, in a browser of their own."""

    def enter_(name: str) -> Page:
        page = open_page(at=guarded_address)
        sign_in(page, name)
        expect(page.locator(".mq-person")).to_have_text(name)
        return page

    return enter_


def test_nobody_reads_anything_before_signing_in_and_after_signing_out(
    enter: OpenPage, open_page: OpenPage, guarded_address: str
) -> None:
    stranger = open_page("/?x=1", at=guarded_address)
    expect(stranger).to_have_url(re.compile("/login"))
    expect(stranger.locator("#qa-page")).to_have_count(0)
    page = enter("lan")
    ask(page, CHAIR)
    page.get_by_role("link", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/login"))
    page.goto(guarded_address)
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    page.go_back()  # nothing of it is kept by the browser either
    expect(page.locator("body")).not_to_contain_text("Trần Văn Khải")
    sign_in(page, "lan")
    expect(page.locator(".qa-open", has_text="Ai chủ trì kỳ họp").first).to_be_visible()


def test_a_session_that_ended_leads_to_sign_in_and_the_question_is_kept(
    enter: OpenPage, watch: Watch
) -> None:
    watch.allowed = "the server responded with a status of 401"
    page = enter("lan")
    expect(page.locator(".qa-welcome")).to_be_visible()
    page.context.clear_cookies()
    start_asking(page, CHAIR)
    expect(page.get_by_role("alert")).to_have_text(
        "Phiên làm việc đã hết. Đăng nhập lại để tiếp tục."
    )
    sign_in(page, "lan")
    expect(page.locator(".qa-composer textarea")).to_have_value(CHAIR)


def test_a_wrong_password_is_told_and_after_five_the_name_is_shut(
    open_page: OpenPage, guarded_address: str, watch: Watch
) -> None:
    watch.allowed = "the server responded with a status of 4"  # 401 and 429 are what this is about
    page = open_page(at=guarded_address)
    alert = page.get_by_role("alert")
    for attempt in range(5):
        with page.expect_response("**/login") as answer:
            sign_in(page, "quen", f"không phải thế {attempt}")
        assert answer.value.status == 401
        expect(alert).to_have_text(WRONG)
    sign_in(page, "quen")
    expect(alert).to_have_text("Sai quá nhiều lần. Hãy thử lại sau 15 phút.")
    page.get_by_role("link", name="English").click()
    sign_in_english = page.get_by_role("button", name="Sign in")
    page.get_by_label("Name").fill("quen")
    page.get_by_label("Password").fill(PASSWORD)
    sign_in_english.click()
    expect(alert).to_have_text("Too many failures. Try again in 15 minutes.")


@pytest.mark.parametrize(
    ("name", "edits", "evaluates"),
    [
        ("lan", False, False),
        ("editor", True, False),
        ("evaluator", False, True),
        ("admin", True, True),
    ],
)
def test_everyone_is_offered_what_their_role_may(
    enter: OpenPage, name: str, edits: bool, evaluates: bool
) -> None:
    page = enter(name)
    open_tab(page, "Kho bài")
    page.locator("#pg-archive-list [data-do=open]").first.click()
    expect(page.locator("#pg-archive-detail .pg-facts").first).to_be_visible()
    expect(page.locator("#pg-upload")).to_be_visible(visible=edits)
    expect(page.locator("#pg-archive-detail [data-do=delete]")).to_have_count(int(edits))
    open_tab(page, "Tình trạng")
    expect(page.locator("#pg-overview")).to_contain_text(f"{name} (")
    tab = page.get_by_role("tab", name="Đánh giá", exact=True)
    expect(tab).to_have_count(int(evaluates))
    if evaluates:
        tab.click()
        expect(page.locator("#pg-start")).to_be_visible()


def test_staff_read_finished_summaries_and_digests_and_make_none(
    enter: OpenPage, guarded: Service
) -> None:
    editor = Person(account_id=99, name="editor", role="editor")
    *_, made = guarded.summarize(editor, guarded.articles()[0].article_id)
    guarded.digest(editor)
    page = enter("lan")
    open_tab(page, "Tóm tắt")
    expect(page.locator("#pg-summary")).to_contain_text("Chưa mở bản tóm tắt nào")
    choose(page, "#pg-summary-finished", made.article.title)
    expect(page.locator("#pg-summary .pg-byline h2")).to_have_text(made.article.title)
    expect(page.locator("#pg-summary mark.pg-cited").first).to_be_visible()
    expect(page.locator("#pg-summary-go, #pg-summary [data-edit]")).to_have_count(0)
    name, word = download(page, page.locator("#pg-summary-export"))
    assert name.endswith(".docx") and made.article.title in read_docx(word)
    open_tab(page, "Điểm tin")
    choose(page, "#pg-digest-finished", "editor")
    expect(page.locator("#pg-digest .pg-byline")).to_be_visible()
    expect(page.locator("#pg-digest-go")).to_have_count(0)


def test_two_people_at_once_never_see_each_others(enter: OpenPage, guarded: Service) -> None:
    lan, minh = enter("lan"), enter("minh")
    start_asking(lan, QUESTION)  # both on their way at once
    start_asking(minh, "Toàn tỉnh Sơn Trà Giang có bao nhiêu xã đạt chuẩn nông thôn mới?")
    expect(await_answer(minh, 0).locator(".qa-answer")).to_contain_text("61/110")
    expect(await_answer(lan, 0).locator(".qa-answer")).to_contain_text("12.500 tỷ đồng")
    start_asking(minh, "Còn Đồng Mai thì thu ngân sách bao nhiêu?")
    start_asking(lan, "Còn năm 2022?")  # a follow-up of her own question, not of his
    expect(await_answer(lan, 1).locator(".qa-answer")).to_contain_text("11.552 tỷ đồng")
    await_answer(minh, 1)
    for page in (lan, minh):
        page.reload(wait_until="domcontentloaded")
        expect(page.locator(".qa-exchange")).to_have_count(2)
    expect(lan.locator("#qa-page")).to_contain_text("11.552 tỷ đồng")
    for page, foreign in ((lan, "Sơn Trà Giang"), (minh, "xuất khẩu")):
        expect(page.locator("#qa-history")).not_to_contain_text(foreign)
        expect(page.locator("#qa-talk")).not_to_contain_text(foreign)

    # A tab that asks for another's conversation by its id gets an empty page.
    [hers] = [c for c in guarded.history.list(_person(guarded, "lan")) if "xuất khẩu" in c.title]
    minh.evaluate(f"sessionStorage.setItem('meetingqa.conversation', '{hers.conversation_id}')")
    minh.reload(wait_until="domcontentloaded")
    expect(minh.locator(".qa-welcome")).to_be_visible()
    expect(minh.locator("#qa-page")).not_to_contain_text("xuất khẩu")


def _person(service: Service, name: str) -> Person:
    secret = service.accounts.tokens.create(name, scopes=["ask"])
    person = service.accounts.tokens.person_of(secret)
    assert person is not None
    return person
