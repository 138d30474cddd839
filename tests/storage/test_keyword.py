"""keyword: spelling variants meet, odd input finds nothing, commits are atomic and durable."""

import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.domain import Article, Chunk
from meetingqa.errors import StoreError, StoreLocked
from meetingqa.storage.keyword import KeywordIndex, find_terms, lacks_marks, pair_terms

TEXTS = {
    "budget": "Thu ngân sách trên địa bàn ước đạt 3.800 tỷ đồng, tăng 8,2% so với cùng kỳ.",
    "council": "Ngày 28-12, kỳ họp bế mạc, thông qua Nghị quyết số 36/NQ-HĐND về đầu tư công.",
    "bureau": "Ban Thường vụ Tỉnh uỷ nghe báo cáo về hoà giải ở cơ sở.",
    "rural": "Toàn tỉnh có thêm 12 xã đạt chuẩn nông thôn mới.",
}


def article(article_id: str = "a1", title: str = "Tin trong tỉnh") -> Article:
    return Article(article_id=article_id, title=title, text="x", source="s", content_hash="h")


def chunk(chunk_id: str, text: str, article_id: str = "a1") -> Chunk:
    return Chunk(
        chunk_id=chunk_id, article_id=article_id, ordinal=0, start=0, end=1, text=text, tokens=1
    )


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    index = KeywordIndex(tmp_path / "keyword")
    index.add(article(), [chunk(name, text) for name, text in TEXTS.items()])
    index.commit()
    return index


def best(index: KeywordIndex, text: str) -> str | None:
    hits = index.search(text, 10)
    return hits[0][0] if hits else None


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("thu ngân sách bao nhiêu", "budget"),
        ("thu ngan sach bao nhieu", "budget"),
        ("3800 tỷ", "budget"),
        ("8.2%", "budget"),
        ("kỳ họp ngày 28/12", "council"),
        ("ky hop ngay 28 thang 12", "council"),
        ("nghị quyết 36 của hội đồng nhân dân", "council"),
        ("36/nq-hdnd", "council"),
        ("hdnd", "council"),
        ("BTV TU", "bureau"),
        ("ban thường vụ tỉnh ủy", "bureau"),
        ("hòa giải", "bureau"),
        ("xã NTM", "rural"),
        ("ntm", "rural"),
        ("nông thôn mới", "rural"),
    ],
)
def test_variants_find_the_same_chunk(index: KeywordIndex, query: str, name: str) -> None:
    assert best(index, query) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ngày 05/7/2023", "ngày 5 tháng 7 năm 2023"),
        ("sáng 22.4", "sáng 22/4"),
        ("28.12.2024", "28-12-2024"),
        ("tháng 6/2017", "tháng 06 năm 2017"),
        ("lần thứ mười ba", "lần thứ 13"),
        ("lan thu tam", "lan thu 8"),
        ("1.234.567 đồng", "1234567 đồng"),
        ("kinh tế - xã hội", "KT-XH"),
        ("hoà bình, uỷ ban", "hòa bình, ủy ban"),
    ],
)
def test_spellings_of_one_thing_have_the_same_terms(one: str, other: str) -> None:
    assert find_terms(one) == find_terms(other)


def test_terms_keep_figures_apart() -> None:
    assert find_terms("8,2% và 82 xã, 2020-2025") == ["8,2", "và", "82", "xã", "2020", "2025"]


def test_pairs_join_neighbours() -> None:
    assert pair_terms(["a", "b", "c"]) == ["a_b", "b_c"]
    assert pair_terms(["a"]) == []


def test_decomposed_query_scores_as_the_composed_one(index: KeywordIndex) -> None:
    composed = "hội nghị Tỉnh ủy thu ngân sách"
    assert index.search(unicodedata.normalize("NFD", composed), 10) == index.search(composed, 10)


@pytest.mark.parametrize("query", ["", "   ", "?!…", '"', "(", "AND OR NOT", "\\", "x" * 70_000])
def test_odd_queries_find_nothing_and_raise_nothing(index: KeywordIndex, query: str) -> None:
    assert index.search(query, 10) == []


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=60))
def test_any_query_gives_known_ids_best_first(
    query: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = shared_index(tmp_path_factory)
    hits = index.search(query, 10)
    assert {chunk_id for chunk_id, _ in hits} <= set(TEXTS)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


_SHARED: list[KeywordIndex] = []


def shared_index(factory: pytest.TempPathFactory) -> KeywordIndex:
    if not _SHARED:
        index = KeywordIndex(factory.mktemp("keyword"))
        index.add(article(), [chunk(name, text) for name, text in TEXTS.items()])
        index.commit()
        _SHARED.append(index)
    return _SHARED[0]


def test_limit_and_article_filter(index: KeywordIndex) -> None:
    index.add(article("a2"), [chunk("other", "Thu ngân sách huyện đạt khá.", "a2")])
    index.commit()
    assert len(index.search("thu ngân sách", 1)) == 1
    assert index.search("thu ngân sách", 0) == []
    assert [name for name, _ in index.search("thu ngân sách", 10, {"a2"})] == ["other"]
    assert index.search("thu ngân sách", 10, set()) == []
    unfiltered = dict(index.search("thu ngân sách", 10))
    filtered = dict(index.search("thu ngân sách", 10, ["a1", "a2"]))
    assert filtered == pytest.approx(unfiltered)


def test_title_words_count(tmp_path: Path) -> None:
    index = KeywordIndex(tmp_path)
    index.add(article("a1", "Tỉnh Đông Lĩnh họp báo"), [chunk("c1", "Kết quả khả quan.", "a1")])
    index.add(article("a2", "Tỉnh Tây Lĩnh họp báo"), [chunk("c2", "Kết quả khả quan.", "a2")])
    index.commit()
    assert best(index, "kết quả ở Tây Lĩnh") == "c2"
    assert best(index, "ket qua o dong linh") == "c1"


def test_adding_again_replaces_and_deleting_removes(index: KeywordIndex) -> None:
    index.add(article(), [chunk("rural", "Khởi công nhà máy xử lý rác.")])
    index.delete(["budget", "never there"])
    index.commit()
    assert index.count() == 3
    assert best(index, "nhà máy rác") == "rural"
    assert best(index, "nông thôn mới") is None
    assert "budget" not in dict(index.search("thu ngân sách", 10))


def test_nothing_is_seen_before_commit_and_close_drops_it(tmp_path: Path) -> None:
    index = KeywordIndex(tmp_path)
    index.add(article(), [chunk("c1", "Thu ngân sách")])
    assert index.count() == 0
    index.close()
    index.commit()
    assert index.count() == 0
    index.add(article(), [chunk("c2", "Thu ngân sách")])
    index.commit()
    index.close()
    assert best(KeywordIndex(tmp_path), "ngân sách") == "c2"


def test_a_reader_beside_the_writer_sees_commits(index: KeywordIndex, tmp_path: Path) -> None:
    reader = KeywordIndex(tmp_path / "keyword")
    index.add(article(), [chunk("new", "Khánh thành cầu vượt sông.")])
    index.commit()
    assert best(reader, "cầu vượt sông") == "new"


def test_a_second_writer_is_turned_away(index: KeywordIndex, tmp_path: Path) -> None:
    other = KeywordIndex(tmp_path / "keyword")
    with pytest.raises(StoreLocked) as caught:
        other.add(article(), [chunk("c9", "x")])
    assert str(tmp_path) in caught.value.message
    assert caught.value.hint
    index.close()
    other.add(article(), [chunk("c9", "x")])


def test_a_broken_index_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{ not json", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        KeywordIndex(tmp_path)
    assert "reindex" in caught.value.hint


def test_a_killed_writer_loses_nothing_committed(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from datetime import date
from pathlib import Path
from meetingqa.domain import Article, Chunk
from meetingqa.storage.keyword import KeywordIndex
index = KeywordIndex(Path(sys.argv[1]))
a = Article(article_id="a", title="t", text="x", source="s", content_hash="h")
def add(i):
    index.add(a, [Chunk(chunk_id=f"c{i}", article_id="a", ordinal=i, start=0, end=1,
                        text="thu ngân sách", tokens=1)])
for i in range(20):
    add(i)
index.commit()
for i in range(20, 40):
    add(i)
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    index = KeywordIndex(tmp_path)
    assert index.count() == 20
    index.add(article(), [chunk("after", "thu ngân sách")])
    index.commit()
    assert index.count() == 21


def test_place_body_session_and_date_of_the_article_count(tmp_path: Path) -> None:
    index = KeywordIndex(tmp_path)
    for number, day in ((1, 5), (2, 6)):
        about = article(f"a{number}").model_copy(
            update={
                "province": f"Lĩnh {number}",
                "body": "HĐND tỉnh",
                "session": f"kỳ họp thứ {number}",
                "held_on": date(2023, 7, day),
            }
        )
        index.add(about, [chunk(f"c{number}", "Thu ngân sách khá.", f"a{number}")])
    index.commit()
    assert best(index, "thu ngân sách, kỳ họp thứ 2") == "c2"
    assert best(index, "thu ngân sách ngày 05/7/2023") == "c1"
    assert len(index.search("hội đồng nhân dân", 10)) == 2


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("thu ngan sach tinh", True),
        ("hđnd tinh hop ky thu may, ai chu tri", True),
        ("UBND 2024", True),
        ("thu ngân sách", False),
        ("Vinh Long thu ngân sách", False),
        ("hđnd", False),
    ],
)
def test_queries_without_diacritics_are_told_apart(text: str, without: bool) -> None:
    assert lacks_marks(text) is without
    assert lacks_marks(unicodedata.normalize("NFD", text)) is without


def test_boosts_can_be_given(index: KeywordIndex) -> None:
    words = index.search("thu ngân sách", 1, boosts={"words": 1.0})
    twice = index.search("thu ngân sách", 1, boosts={"words": 2.0})
    assert twice[0][1] == pytest.approx(2 * words[0][1])
