"""What became of a task is asked of the task that the turn before told, not of the order."""

import pytest

from meetingqa.domain import EarlierTurn
from meetingqa.questions.understanding import build_query

ORDERED = EarlierTurn(
    question="Hội nghị ngày 23/5/2024, UBND tỉnh Đồng Mai giao huyện Bến Lim việc gì?",
    answer="Bàn giao nốt 3,1 km mặt bằng tuyến đường ven đầm trước 15/8. [1]",
)
TASK = "Tỉnh Đồng Mai: huyện Bến Lim bàn giao nốt 3,1 km mặt bằng tuyến đường ven đầm"
PROMISED = EarlierTurn(
    question="Kỳ họp thứ 9 HĐND tỉnh Đồng Mai (12/2018), Giám đốc Sở Xây dựng hứa gì về khu nghỉ Mũi Lim?",
    answer="Tháo dỡ phần vượt tầng trước 30/4/2019.",
)


@pytest.mark.parametrize(
    ("turn", "question", "whole"),
    [
        (
            ORDERED,
            "Việc này kết quả đến đâu, còn lại bao nhiêu?",
            f"{TASK}, kết quả đến đâu, còn lại bao nhiêu?",
        ),
        (
            ORDERED,
            "Việc này đến cuối tháng 9 đã xong chưa?",
            f"{TASK}, đến cuối tháng 9 năm 2024 đã xong chưa?",
        ),
        (
            PROMISED,
            "Thế sau đó việc này đến bao giờ mới xong?",
            "Tỉnh Đồng Mai: về khu nghỉ Mũi Lim tháo dỡ phần vượt tầng, đến bao giờ mới xong?",
        ),
        (
            EarlierTurn(
                question="Kỳ họp thứ 9 HĐND tỉnh Đồng Mai giao Sở Giao thông vận tải việc gì về bến thủy?",
                answer="HĐND tỉnh giao Sở Giao thông vận tải đưa bốn bến thủy mới vào khai thác. [1]",
            ),
            "Cả bốn bến đó đến tháng 10/2023 đã khai thác hết chưa?",
            (
                "Tỉnh Đồng Mai: sở Giao thông vận tải đưa bốn bến thủy mới vào khai thác, đến tháng 10/2023 đã khai "
                "thác hết chưa?"
            ),
        ),
    ],
)
def test_the_task_is_asked_without_its_meeting_and_deadline(
    turn: EarlierTurn, question: str, whole: str
) -> None:
    query = build_query(question, history=[turn], provinces=["Đồng Mai"])
    assert query.standalone == whole
    assert query.asked.actual


@pytest.mark.parametrize(
    "question", ["Ai chủ trì hội nghị này?", "Thu ngân sách thực hiện được bao nhiêu tỷ đồng?"]
)
def test_another_question_is_left_to_its_meeting(question: str) -> None:
    query = build_query(question, history=[ORDERED], provinces=["Đồng Mai"])
    assert "mặt bằng" not in query.standalone


def test_how_it_stands_and_its_new_deadline_are_asked_of_the_task() -> None:
    turn = EarlierTurn(
        question="HĐND tỉnh Đồng Mai tháng 7/2022 yêu cầu Sở Công Thương làm gì với các chợ tạm?",
        answer="Bế mạc, Chủ tịch HĐND tỉnh yêu cầu Sở Công Thương trình phương án xóa 7 chợ tạm trước 31/1/2023.",
    )
    query = build_query(
        "Việc đó ra sao, hạn mới là khi nào?", history=[turn], provinces=["Đồng Mai"]
    )
    assert query.standalone == (
        "Tỉnh Đồng Mai: sở Công Thương trình phương án xóa 7 chợ tạm, ra sao, hạn mới là khi nào?"
    )
    assert query.asked.members is None and query.asked.kind == "date"
