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
