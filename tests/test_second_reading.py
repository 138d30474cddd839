"""Whether quotes answer a question at all, as a language model sees it."""

import pytest

from asking import MAI_2023
from fakes_llm import ScriptedChatModel
from meetingqa.domain import Article, Citation
from meetingqa.llm import LanguageModel
from meetingqa.second_reading import SecondReader
from meetingqa.understanding import build_query

QUESTION = build_query("Kim ngạch xuất khẩu của Đồng Mai là bao nhiêu?")


def cite(article: Article, words: str) -> Citation:
    start = article.text.index(words)
    return Citation(marker=1, article=article, start=start, end=start + len(words), quote=words)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_the_share_of_yes_is_read_from_the_first_tokens(share: float) -> None:
    chat = ScriptedChatModel(script=[], agrees=share)
    reader = SecondReader(LanguageModel(chat, name="scripted"))
    quote = cite(MAI_2023, "12.500 tỷ đồng")
    assert reader.agreement(QUESTION, [quote]) == pytest.approx(share)
    (read,) = chat.readings
    assert quote.quote in read and MAI_2023.title in read and QUESTION.standalone in read
    assert chat.history == []


def test_a_model_that_tells_no_probabilities_says_nothing() -> None:
    reader = SecondReader(LanguageModel(ScriptedChatModel(script=[]), name="scripted"))
    assert reader.agreement(QUESTION, [cite(MAI_2023, "12.500 tỷ đồng")]) is None


def test_a_provider_without_probabilities_is_not_asked() -> None:
    chat = ScriptedChatModel(script=[], agrees=0.9)
    reader = SecondReader(LanguageModel(chat, name="scripted", provider="anthropic"))
    assert reader.agreement(QUESTION, [cite(MAI_2023, "12.500 tỷ đồng")]) is None
    assert chat.readings == []
