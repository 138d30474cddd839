"""What a refusal says: why the articles cannot answer, as far as that is known."""

import re
from collections.abc import Iterable, Sequence

from meetingqa.domain import Passage, Query
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, has_diacritics, syllables
from meetingqa.questions.asides import Aside
from meetingqa.questions.reading import speaks_of

NOT_FOUND = "Các bài trong kho không nêu thông tin để trả lời câu hỏi này."
WORDLESS = "Câu hỏi chưa có chữ nào."
_ASK = "Hãy hỏi về các cuộc họp mà kho có bài: ai, việc gì, bao nhiêu, khi nào."
ASIDES: dict[Aside, str] = {
    "courtesy": f"Rất vui được giúp bạn. {_ASK}",
    "outside": f"Kho chỉ trả lời từ nội dung các bài. {_ASK}",
}
FOREIGN = "Kho chỉ trả lời câu hỏi viết bằng tiếng Việt (please ask in Vietnamese)."

_WORD = re.compile(r"\b(?=[a-z]*[aeiouy])[a-z]+\b")  # no name, and no "hdnd"
_SYLLABLE = re.compile(
    "(?:[bcdghklmnprstvx]|[ckpt]h|gh|ngh?|nh|qu|tr)?[aeiouy]{1,3}(?:[cmnpt]|ch|ng|nh)?"
)


def is_foreign(question: str) -> bool:
    """Whether most plain words of a question can be no Vietnamese syllables ("How much was the …")."""
    if has_diacritics(question):
        return False
    words = _WORD.findall(question[:1].lower() + question[1:])
    strange = [word for word in words if not _SYLLABLE.fullmatch(fold(expand(word)).split()[0])]
    return len(strange) > 1 and 2 * len(strange) >= len(words)


def say_refusal(found: Sequence[tuple[Query, Sequence[Passage]]], provinces: Iterable[str]) -> str:
    """Why questions have no answer; `provinces` are those that the archive has articles of."""
    whole = found[0][0].question
    if not syllables(whole):
        return WORDLESS
    if is_foreign(whole):
        return FOREIGN
    known = set(provinces)
    strange = dict.fromkeys(
        province
        for query, passages in found
        for province in query.asked.provinces
        if province not in known
        and not any(speaks_of(province, f"{p.article.title} {p.article.text}") for p in passages)
    )
    if strange:
        return f"Trong kho không thấy bài nào nói về {', '.join(strange)}."
    return NOT_FOUND
