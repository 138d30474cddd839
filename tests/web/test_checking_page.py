"""The page of the draft check tells how far it is, and refuses whom the service refuses."""

from types import SimpleNamespace
from typing import Any

from meetingqa.web.people import LOCAL, Person
from meetingqa.web.service import Service
from meetingqa.web.ui.checking_page import CheckingPage
from meetingqa.web.ui.words import VIETNAMESE

DRAFT = (
    "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua 18 nghị quyết. "
    "Kim ngạch nhập khẩu 6 tháng của tỉnh Đồng Mai đạt 21.900 tỷ đồng, tăng 3,1% so với cùng kỳ."
)


def steps(service: Service, person: Person) -> list[tuple[Any, Any, Any]]:
    request: Any = SimpleNamespace(scope={"meetingqa.person": person})
    page = CheckingPage(service, VIETNAMESE)
    return list(page._check(DRAFT, "", "", [], [], request))


def test_every_sentence_is_told_when_it_is_checked(asked: Service) -> None:
    told = steps(asked, LOCAL)
    for done, (status, *_) in enumerate(told[:-1]):
        assert f"Đã kiểm {done} trên 2 câu" in status
    assert told[0][1:] == ("", "")  # what was shown of another draft goes
    status, view, _ = told[-1]
    assert "2 câu: 1 có căn cứ, 1 trái với bài, 0 không tìm thấy." in status
    assert "qa-supported" in view and "qa-contradicted" in view
    assert len(told) == 4


def test_who_may_not_ask_may_not_check(asked: Service) -> None:
    person = Person(account_id=7, name="khách", role="staff", scopes=())
    status, _, _ = steps(asked, person)[-1]
    assert "Tài khoản này không được làm việc đó." in status
