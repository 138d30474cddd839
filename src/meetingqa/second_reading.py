"""Asks the language model whether the quoted words answer the question at all.

A sentence can share most words with a question and still not answer it ("nhà đầu tư tên là gì?"). How
likely the model is to begin with "Có" rather than "Không" tells the two apart better than its words do:
of 43 right and 43 wrong or uncalled-for answers the area under the ROC curve was 0.90, while small
models answer nearly everything with "Có". (Kadavath et al. 2022, "Language Models (Mostly) Know What
They Know", read P(True) in the same way.)
"""

from collections.abc import Sequence
from pathlib import Path

from meetingqa.domain import Citation, Query
from meetingqa.llm import LanguageModel
from meetingqa.prompts import load_prompt

# A tokenizer may cut the answer's first word: "C", "Có", "Kh", "Không".
_YES = frozenset({"có", "c", "co", "yes"})
_NO = frozenset({"không", "kh", "k", "khong", "no"})
_LEAST_TOLD = 0.1  # of the probability, on either word: less is no answer to what was asked


class SecondReader:
    """Reads question and quotes once more, and says how likely the one answers the other."""

    def __init__(self, model: LanguageModel, *, prompts_dir: Path | None = None) -> None:
        self._model = model
        self._system = load_prompt("check/system", set(), prompts_dir)
        self._user = load_prompt("check/user", {"quotes", "question"}, prompts_dir)
        self.fingerprints = {p.name: p.fingerprint for p in (self._system, self._user)}

    def agreement(self, query: Query, citations: Sequence[Citation]) -> float | None:
        """The probability (0 to 1) of "Có" against "Không"; None when the model does not tell it.

        Raises ModelUnavailable or ModelTimeout.
        """
        words = self._model.likely_words(
            [
                ("system", self._system.fill()),
                (
                    "user",
                    self._user.fill(quotes=_list(query, citations), question=query.standalone),
                ),
            ]
        )
        if words is None:
            return None
        yes = sum(p for word, p in words.items() if word in _YES)
        no = sum(p for word, p in words.items() if word in _NO)
        return yes / (yes + no) if yes + no >= _LEAST_TOLD else None


def _list(query: Query, citations: Sequence[Citation]) -> str:
    """The quotes, each after its article's title, day and place.

    An answer's articles were found to be of the asked province before, by their text if need be.
    """
    lines = []
    for citation in citations:
        article = citation.article
        day = article.held_on or article.published_on or ""
        place = article.province or ", ".join(query.asked.provinces)
        lines.append(f"[{article.title} ({day}, {place})] {citation.quote}")
    return "\n".join(lines)
