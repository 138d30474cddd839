"""A pronoun means the one person, document or meeting of the turn before it, or is left as it is."""

from collections.abc import Callable
from datetime import date

import pytest

from fakes import make_article
from meetingqa.domain import Answer, Article, Citation, EarlierTurn, Statement, Trace
from meetingqa.questions.understanding import build_query

PROVINCES = ("Đồng Mai", "Cẩm Sa")
WHO = "Ai được bầu giữ chức Phó Chủ tịch UBND tỉnh Đồng Mai tháng 7/2023?"
ELECTED = (
    "Kỳ họp bầu ông Phạm Bá Lộc, Giám đốc Sở Xây dựng, giữ chức Phó Chủ tịch UBND tỉnh; miễn nhiệm "
    "ông Hồ Văn Sáu."
)
WHICH = "Nghị quyết nào của tỉnh Đồng Mai hỗ trợ học phí?"
DOCUMENTS = (
    "Kỳ họp thông qua Nghị quyết số 31/NQ-HĐND về đầu tư công; Nghị quyết số 36/2023/NQ-HĐND hỗ trợ "
    "học phí cho 9.000 học sinh, thay thế Nghị quyết số 12/2019/NQ-HĐND."
)
PROJECT = "Dự án nào của tỉnh Đồng Mai có tổng mức đầu tư 640 tỷ đồng?"
BUILT = (
    "Dự án hồ chứa nước Khe Lùng có tổng mức đầu tư 640 tỷ đồng, do Ban Quản lý dự án tỉnh làm chủ đầu tư. "
    "Sở Công Thương Lê Thị Nhạn giải trình; Công ty cổ phần An Hải trúng thầu tại huyện Trà Sơn và huyện Bến Lim."
)


def whole(question: str, *turns: EarlierTurn, recall: Callable[[str], Answer] | None = None) -> str:
    return build_query(question, history=turns, provinces=PROVINCES, recall=recall).standalone


@pytest.mark.parametrize(
    ("question", "asked", "answer", "expected"),
    [
        ("Ông ấy thay ai?", WHO, ELECTED, "Ông Phạm Bá Lộc thay ai, tỉnh Đồng Mai tháng 7/2023?"),
        (
            "Thế trước đó đồng chí ấy giữ chức gì?",
            WHO,
            ELECTED,
            "trước đó đồng chí Phạm Bá Lộc giữ chức gì, tỉnh Đồng Mai?",
        ),
        ("Ông Sáu nghỉ từ ngày nào?", WHO, ELECTED, "Ông Hồ Văn Sáu nghỉ từ ngày nào"),
        ("Ông được bao nhiêu phiếu?", WHO, ELECTED, "Ông Phạm Bá Lộc được bao nhiêu phiếu"),
        (
            "Còn bà ấy nói gì?",
            "Bà Lê Thị Nhạn trình bày báo cáo gì?",
            "Bà Lê Thị Nhạn trình bày báo cáo thu ngân sách với ông Võ Tường.",
            "bà Lê Thị Nhạn nói gì?",
        ),
        (
            "Nghị quyết đó hỗ trợ bao nhiêu học sinh?",
            WHICH,
            DOCUMENTS,
            "Nghị quyết số 36/2023/NQ-HĐND hỗ trợ bao nhiêu học sinh, tỉnh Đồng Mai?",
        ),
        (
            "Văn bản này có hiệu lực từ khi nào?",
            "Chỉ thị số 07-CT/TU nói gì?",
            "",
            "Văn bản số 07-CT/TU có hiệu lực từ khi nào?",
        ),
        (
            "Dự án đó khởi công khi nào?",
            PROJECT,
            BUILT,
            "Dự án hồ chứa nước Khe Lùng khởi công khi nào, tỉnh Đồng Mai?",
        ),
        (
            "Vì sao dự án này chậm?",
            "Dự án đường nối cao tốc với cảng An Lộc ở tỉnh Đồng Mai có vốn bao nhiêu?",
            BUILT,
            "Vì sao dự án đường nối cao tốc với cảng An Lộc chậm, tỉnh Đồng Mai?",
        ),
        (
            "Ban đó có mấy thành viên?",
            "Ông Võ Tường làm trưởng ban nào của tỉnh Đồng Mai?",
            "Tỉnh ban hành quyết định lập Ban Chỉ đạo phát triển nhà ở xã hội do ông Võ Tường làm Trưởng ban.",
            "Ban Chỉ đạo phát triển nhà ở xã hội có mấy thành viên, tỉnh Đồng Mai?",
        ),
        ("Sở đó hứa gì?", PROJECT, BUILT, "Sở Công Thương hứa gì, tỉnh Đồng Mai?"),
        (
            "Công ty ấy trúng bao nhiêu gói?",
            PROJECT,
            BUILT,
            "Công ty cổ phần An Hải trúng bao nhiêu",
        ),
        ("Huyện đó có mấy xã?", PROJECT, BUILT, f"{PROJECT[:-1]}. Huyện đó có mấy xã?"),
        (
            "Đồng chí ấy nói gì về việc đó?",
            WHO,
            ELECTED,
            f"{WHO[:-1]}. Đồng chí Phạm Bá Lộc nói gì về việc đó?",
        ),
        (
            "Chỉ thị này áp dụng từ ngày nào?",
            "Thị xã giãn cách theo Chỉ thị 16 bao nhiêu ngày?",
            "",
            "Chỉ thị 16 áp dụng từ ngày nào?",
        ),
        (
            "Trước năm 2015 đồng chí ấy làm gì?",
            WHO,
            ELECTED,
            "Trước năm 2015 đồng chí Phạm Bá Lộc làm gì, tỉnh Đồng Mai?",
        ),
        ("ong ay thay ai", WHO, ELECTED, "ong Pham Ba Loc thay ai, tinh Dong Mai thang 7/2023?"),
    ],
)
def test_a_pronoun_gets_the_name(question: str, asked: str, answer: str, expected: str) -> None:
    assert whole(question, EarlierTurn(question=asked, answer=answer)).startswith(expected)


@pytest.mark.parametrize(
    ("question", "asked", "answer"),
    [
        ("Bà ấy thay ai?", WHO, ELECTED),  # both are men
        ("Đồng chí ấy nói gì?", "Ai dự kỳ họp?", "Ông Hồ Văn Sáu và bà Lê Thị Nhạn dự."),
        ("Chỉ thị đó nói gì?", WHICH, DOCUMENTS),
        ("Nghị quyết đó nói gì?", "Kỳ họp thông qua gì?", "31/NQ-HĐND; 36/NQ-HĐND."),
        ("Bà Hương nói gì?", WHO, ELECTED),
        ("Các đồng chí ấy được bao nhiêu phiếu?", WHO, "Bầu ông Phạm Bá Lộc."),
        ("Số người này được hỗ trợ gì?", WHO, "Bầu ông Phạm Bá Lộc."),
        ("Hai nghị quyết đó nói gì?", WHICH, "Nghị quyết số 36/NQ-HĐND."),
        ("Ông ấy thay ai?", WHO, "Các bài trong kho không nêu thông tin."),
    ],
)
def test_what_could_mean_several_or_none_stays(question: str, asked: str, answer: str) -> None:
    assert whole(question, EarlierTurn(question=asked, answer=answer)) == whole(
        question, EarlierTurn(question=asked)
    )


def test_the_person_may_stand_some_turns_before() -> None:
    turns = [
        EarlierTurn(question=WHO, answer=ELECTED),
        EarlierTurn(question="Kỳ họp thứ mấy?", answer="Thứ 15."),
    ]
    assert whole("Ông ấy thay ai?", *turns).startswith("Ông Phạm Bá Lộc thay ai")


def reported(*articles: Article) -> Answer:
    """An answer that articles prove."""
    citations = tuple(
        Citation(marker=n, article=a, start=0, end=7, quote=a.text[:7])
        for n, a in enumerate(articles, start=1)
    )
    return Answer(
        question="?",
        standalone="?",
        status="answered",
        text="Thu 4.120 tỷ đồng. [1]",
        statements=(Statement(text="Thu 4.120 tỷ đồng.", citations=(1,)),),
        citations=citations,
        trace=Trace(writer="extractive"),
    )


def meeting(session: str | None, day: int = 5) -> Article:
    return make_article(
        f"Ngày {day}/7 họp.",
        held_on=date(2023, 7, day),
        province="Đồng Mai",
        body="HĐND tỉnh",
        session=session,
    )


HOW_MUCH = "Thu ngân sách của tỉnh Đồng Mai năm 2023 đạt bao nhiêu?"


@pytest.mark.parametrize(
    ("question", "articles", "expected"),
    [
        ("Ai chủ trì kỳ họp đó?", [meeting("Kỳ họp thứ 15")], "Ai chủ trì kỳ họp thứ 15 HĐND tỉnh"),
        (
            "Kỳ họp đó họp ngày nào?",
            [meeting("kỳ họp thứ 8 khóa XI")],
            "kỳ họp thứ 8 HĐND tỉnh Đồng Mai khóa XI họp ngày nào?",
        ),
        ("Cuộc họp ấy ở đâu?", [meeting(None)], "Cuộc họp ngày 5/7/2023 HĐND tỉnh Đồng Mai ở đâu?"),
        ("Phiên họp này họp ngày nào?", [meeting(None)], "Phiên họp tháng 7/2023 HĐND tỉnh"),
    ],
)
def test_a_meeting_is_the_one_that_the_cited_article_reports(
    question: str, articles: list[Article], expected: str
) -> None:
    asked = []

    def recall(again: str) -> Answer:
        asked.append(again)
        return reported(*articles)

    assert whole(question, EarlierTurn(question=HOW_MUCH), recall=recall).startswith(expected)
    assert asked == [HOW_MUCH]


@pytest.mark.parametrize(
    ("before", "articles"),
    [
        (HOW_MUCH, [meeting(None), meeting(None, day=9)]),
        ("Kỳ họp thứ 14 HĐND tỉnh Đồng Mai thông qua gì?", [meeting("Kỳ họp thứ 15")]),
    ],
)
def test_two_meetings_or_another_than_asked_name_none(before: str, articles: list[Article]) -> None:
    asked, turn = "Ai chủ trì cuộc họp đó?", EarlierTurn(question=before)
    assert whole(asked, turn, recall=lambda _: reported(*articles)) == whole(asked, turn)


def test_the_question_before_is_asked_again_only_when_its_answer_is_wanted() -> None:
    def recall(_: str) -> Answer:
        raise AssertionError("not wanted")

    assert whole("Còn năm 2022?", EarlierTurn(question=HOW_MUCH), recall=recall)
    assert whole("Ông ấy thay ai?", EarlierTurn(question=WHO, answer=ELECTED), recall=recall)
    assert whole("Bà ấy nói gì?", EarlierTurn(question="Bà Lê Thị Nhạn làm gì?"), recall=recall)


def test_an_indicator_is_aimed_at_in_the_next_year() -> None:
    assert whole(
        "Mục tiêu của chỉ tiêu đó cho năm sau là bao nhiêu?", EarlierTurn(question=HOW_MUCH)
    ) == ("Mục tiêu của Thu ngân sách của tỉnh Đồng Mai cho năm 2024 là bao nhiêu?")
    assert whole("Còn năm trước?", EarlierTurn(question=HOW_MUCH)) == HOW_MUCH.replace(
        "2023", "2022"
    )


COUNT = "Đường ven hồ ở Đồng Mai còn bao nhiêu hộ chưa nhận tiền đền bù?"


def test_those_that_were_counted_are_as_many_as_the_answer_says() -> None:
    turn = EarlierTurn(question=COUNT, answer="Tuyến đường còn vướng 216 hộ chưa nhận tiền. [1]")
    said = whole("Bao giờ huyện phải trả tiền xong cho các hộ đó?", turn)
    assert said == "Bao giờ huyện phải trả tiền xong cho 216 hộ, Đồng Mai?"
    several = EarlierTurn(question=COUNT, answer="Còn 216 hộ; xã Lò Gạch 30 hộ. [1]")
    assert "216" not in whole("Bao giờ huyện phải trả tiền xong cho các hộ đó?", several)
    assert "216" not in whole("Bao giờ huyện xây xong nhà cho các xã đó?", turn)
