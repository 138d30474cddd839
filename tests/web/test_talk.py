"""What a tab knows of its conversation goes to the next question: the answers, too."""

from asking import build_answerer
from meetingqa.domain import Article, EarlierTurn, Filters
from meetingqa.errors import ArticleNotFoundError
from meetingqa.rendering.records import answer_record
from meetingqa.web.ui.talk import Exchange, Talk, restore_answer
from meetingqa.web.ui.words import VIETNAMESE

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


def test_a_kept_answer_whose_article_is_gone_or_changed_says_so_in_a_sentence() -> None:
    answerer, _ = build_answerer()
    answer = answerer.answer(WHO)
    [article] = {citation.article for citation in answer.citations}

    def gone(article_id: str) -> Article:
        raise ArticleNotFoundError(article_id, "")

    changed = article.model_copy(update={"text": f"Tin sửa lại. {article.text}"})
    for found in (gone, lambda _: changed):
        kept = restore_answer(answer_record(answer), found, VIETNAMESE)
        assert (kept.status, kept.statements) == ("not_found", ())
        assert kept.text == "Bài dẫn chứng không còn trong kho hoặc đã đổi lời."
