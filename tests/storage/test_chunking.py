"""Chunks: exact offsets, whole sentences, the budget, nothing lost."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.domain import Article, Chunk
from meetingqa.language.sentences import split_sentences
from meetingqa.models.tokens import TokenCounter, has_ranks
from meetingqa.settings import load_settings
from meetingqa.storage.chunking import Chunker, embedding_text

CACHE = load_settings().cache_dir
pytestmark = pytest.mark.skipif(
    not has_ranks(CACHE), reason="no token ranks: run `meetingqa models pull`"
)
COUNTER = TokenCounter(CACHE)


def article(text: str, title: str = "Kỳ họp thứ ba", **fields: date) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        article_id=digest[:16],
        title=title,
        text=text,
        source="a.txt",
        content_hash=digest,
        **fields,
    )


def chunks(text: str, max_tokens: int = 60) -> list[Chunk]:
    return Chunker(COUNTER, max_tokens).chunk(article(text))


def sentence(number: int) -> str:
    return f"Xã thứ {number} đã hoàn thành {number} tiêu chí nông thôn mới trong quý vừa qua."


def test_short_article_is_one_chunk() -> None:
    text = "Tin vắn\n\n" + sentence(1)
    (only,) = chunks(text)
    assert (only.start, only.end, only.text) == (0, len(text), text)
    assert only.tokens == COUNTER.count(text)


def test_ids_are_the_articles_and_count_up() -> None:
    text = "\n".join(sentence(n) for n in range(1, 12))
    made = chunks(text)
    owner = article(text)
    assert len(made) > 2
    assert [c.chunk_id for c in made] == [
        f"{owner.article_id}-{owner.content_hash[:8]}-{n:04d}" for n in range(len(made))
    ]
    assert [c.ordinal for c in made] == list(range(len(made)))


def test_chunks_are_whole_sentences() -> None:
    text = "\n".join(" ".join(sentence(n) for n in range(m, m + 4)) for m in range(1, 20, 4))
    starts = {s.start for s in split_sentences(text)}
    ends = {s.end for s in split_sentences(text)}
    for chunk in chunks(text, 100):
        assert chunk.start in starts and chunk.end in ends


def test_a_chunk_ends_at_a_paragraph_when_it_is_full_enough() -> None:
    first = " ".join(sentence(n) for n in (1, 2, 3))
    second = " ".join(sentence(n) for n in (4, 5, 6))
    budget = COUNTER.count(first) + COUNTER.count(sentence(4)) + 5
    assert [c.text for c in chunks(f"{first}\n\n{second}", budget)] == [first, second]


def test_a_heading_goes_with_what_follows() -> None:
    body = " ".join(sentence(n) for n in (1, 2, 3))
    rest = " ".join(sentence(n) for n in (4, 5, 6))
    budget = COUNTER.count(body) + 12
    made = chunks(f"{body}\nNhiệm vụ sắp tới\n{rest}", budget)
    assert made[0].text == body
    assert made[1].text.startswith("Nhiệm vụ sắp tới\n")


def test_an_overlong_sentence_is_cut_at_its_clauses() -> None:
    text = "; ".join(f"đơn vị số {n} đạt {n},5% kế hoạch năm được giao" for n in range(1, 12)) + "."
    made = chunks(text, 40)
    assert len(made) > 3
    assert all(c.tokens <= 40 for c in made)
    assert all(c.text.endswith((";", ".")) for c in made)


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = " ".join(["hội nghị triển khai nhiệm vụ"] * 40)
    made = chunks(text, 32)
    assert all(c.tokens <= 32 for c in made)
    assert " ".join(c.text for c in made) == text


def test_a_word_over_the_budget_is_cut_too() -> None:
    text = "Xem https://vi.example/" + "0f9x" * 300
    made = chunks(text, 40)
    assert all(c.tokens <= 40 for c in made)
    assert "".join(c.text for c in made).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_to_chunk(text: str) -> None:
    assert chunks(text) == []


_WORDS = st.sampled_from(
    [
        "Hội nghị",
        "tăng 5,9%.",
        "TP. Hòa An",
        "\n",
        "\n\n",
        ";",
        ", trong đó",
        "Đồng chí",
        "./.",
        "(",
        ")",
    ]
    + ["“Tốt”", "Nhiệm vụ", "3.800 tỷ đồng.", "- ", "đã", "thông qua"]
)


@given(st.lists(_WORDS, max_size=120).map(" ".join), st.integers(min_value=8, max_value=60))
@settings(max_examples=60, deadline=None)
def test_offsets_budget_and_coverage(text: str, max_tokens: int) -> None:
    made = chunks(text, max_tokens)
    previous = 0
    for chunk in made:
        assert previous <= chunk.start < chunk.end
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.tokens <= max_tokens
        previous = chunk.end
    assert "".join("".join(c.text for c in made).split()) == "".join(text.split())


def test_embedding_text_names_title_and_date() -> None:
    owner = article(sentence(1), held_on=date(2023, 7, 5), published_on=date(2023, 7, 6))
    (chunk,) = Chunker(COUNTER, 60).chunk(owner)
    assert embedding_text(owner, chunk) == f"Kỳ họp thứ ba, ngày 5/7/2023\n{chunk.text}"


def test_embedding_text_does_not_repeat_the_title() -> None:
    owner = article(f"Kỳ họp thứ ba\n{sentence(1)}")
    (chunk,) = Chunker(COUNTER, 60).chunk(owner)
    assert embedding_text(owner, chunk) == chunk.text
