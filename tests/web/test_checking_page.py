"""The page of the draft check tells how far it is, and refuses whom the service refuses."""

from types import SimpleNamespace
from typing import Any

import pytest

from meetingqa.web.people import LOCAL, Person
from meetingqa.web.service import Service
from meetingqa.web.ui.checking_page import CheckingPage
from meetingqa.web.ui.words import VIETNAMESE

DRAFT = (
    "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua 18 nghị quyết. "
    "Kim ngạch nhập khẩu 6 tháng của tỉnh Đồng Mai đạt 21.900 tỷ đồng, tăng 3,1% so với cùng kỳ."
)


def session(person: Person, name: str = "một") -> Any:
    return SimpleNamespace(session_hash=name, scope={"meetingqa.person": person})


def steps(service: Service, person: Person) -> list[tuple[Any, ...]]:
    page = CheckingPage(service, VIETNAMESE)
    return list(page._check(DRAFT, session(person), "", "", [], []))


def test_every_sentence_is_told_when_it_is_checked(asked: Service) -> None:
    told = steps(asked, LOCAL)
    for done, (status, *_) in enumerate(told[:-1]):
        assert f"Đã kiểm {done} trên 2 câu" in status
    assert told[0][1:3] == ("", "")  # what was shown of another draft goes
    status, view, *_ = told[-1]
    assert "2 câu: 1 có căn cứ, 1 trái với bài, 0 không tìm thấy." in status
    assert "qa-supported" in view and "qa-contradicted" in view
    assert len(told) == 4


def test_who_may_not_ask_may_not_check(asked: Service) -> None:
    person = Person(account_id=7, name="khách", role="staff", scopes=())
    status, *_ = steps(asked, person)[-1]
    assert "Tài khoản này không được làm việc đó." in status


@pytest.mark.parametrize(("whose", "checked"), [("một", 1), ("hai", 2)])
def test_whoever_checks_a_draft_may_stop_it(asked: Service, whose: str, checked: int) -> None:
    page = CheckingPage(asked, VIETNAMESE)
    told = page._check(DRAFT, session(LOCAL), "", "", [], [])
    *_, stop = next(told)
    assert stop.visible
    assert "Đang dừng" in page._stops.ask(session(LOCAL, whose))
    status, view, _, stop = list(told)[-1]
    assert ("Đã dừng sau 1 trên 2 câu: 1 có căn cứ" in status) == (checked == 1)
    assert view.count("qa-held") == checked
    assert ("nhập khẩu" in view) == (checked == 2)  # what was not looked at is not shown
    assert not stop.visible
