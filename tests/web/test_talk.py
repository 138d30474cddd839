"""What a tab knows of its conversation goes to the next question: the answers, too."""

from asking import build_answerer
from meetingqa.domain import EarlierTurn, Filters
from meetingqa.web.ui.talk import Exchange, Talk

WHO = "Ai được bầu giữ chức Phó Chủ tịch UBND tỉnh Đồng Mai năm 2023?"


def test_finished_exchanges_are_the_turns_before_refusals_without_an_answer() -> None:
    answerer, _ = build_answerer()
    talk = Talk()
    for question in (WHO, "Giá vàng ở Đồng Mai là bao nhiêu?"):
        answer = answerer.answer(question)
        talk.exchanges.append(Exchange(question, Filters(), answer=answer, finished=True))
    talk.exchanges.append(Exchange("Chưa xong?", Filters()))
    elected, refused = talk.history()
    assert elected.question == WHO and "Phạm Bá Lộc" in elected.answer
    assert refused == EarlierTurn(question="Giá vàng ở Đồng Mai là bao nhiêu?")
    later = answerer.answer("Đồng chí ấy trước đó giữ chức gì?", history=talk.history())
    assert "Giám đốc Sở Xây dựng" in later.text
