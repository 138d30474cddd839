"""Filters in SQL, what they compare, and databases that are none or not SQLite."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Dialect, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from fakes import make_article
from meetingqa.domain import Filters
from meetingqa.errors import SettingsError
from meetingqa.storage.library import Library
from meetingqa.storage.library_tables import (
    articles,
    connect,
    filter_condition,
    metadata,
    sqlite_url,
)
from stores import cut_evenly


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(sqlite_url(tmp_path / "thư viện #1?.sqlite3"))
    yield opened
    opened.close()


ARTICLES = {
    "june": make_article(
        "Văn bản một.",
        held_on=date(2017, 6, 27),
        published_on=date(2020, 10, 28),
        province="Bắc Hà",
        body="Ủy ban nhân dân",
        session="phiên họp thứ 1",
    ),
    "fifteen": make_article(
        "Văn bản hai.",
        published_on=date(2020, 12, 9),
        province="Hòa Lâm",
        body="Hội đồng nhân dân",
        session="kỳ họp thứ 15 khóa XX",
    ),
    "bare": make_article("Văn bản ba."),
}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"date_from": date(2017, 6, 1), "date_to": date(2017, 6, 30)}, {"june"}),
        ({"date_from": date(2020, 10, 28)}, {"june", "fifteen"}),
        ({"held_from": date(2020, 1, 1)}, set()),
        ({"published_to": date(2020, 11, 1)}, {"june"}),
        ({"provinces": ("bac ha",)}, {"june"}),
        ({"provinces": ("tỉnh Hoà Lâm", "Bắc Hà")}, {"june", "fifteen"}),
        ({"bodies": ("HĐND",)}, {"fifteen"}),
        ({"bodies": ("UBND", "hội đồng nhân dân")}, {"june", "fifteen"}),
        ({"sessions": ("thứ 1",)}, {"june"}),
        ({"sessions": ("Kỳ họp thứ 15",)}, {"fifteen"}),
        ({"provinces": ("%",)}, set()),
        ({"provinces": ("",)}, set()),
        ({"bodies": ("HĐND",), "date_to": date(2019, 1, 1)}, set()),
        ({"article_ids": (ARTICLES["bare"].article_id, "unknown")}, {"bare"}),
    ],
)
def test_filters(library: Library, filters: dict[str, object], expected: set[str]) -> None:
    library.replace([cut_evenly(article, 1) for article in ARTICLES.values()])
    built = Filters(**filters)
    ids = {ARTICLES[name].article_id for name in expected}
    assert library.find_article_ids(built) == ids
    assert {a.article_id for a in library.list_articles(built)} == ids


@pytest.mark.parametrize(
    ("meant", "expected"),
    [
        ({"provinces": ("Bắc Hà",)}, {"june", "bare"}),
        ({"held_from": date(2020, 1, 1), "held_to": date(2020, 12, 31)}, {"fifteen", "bare"}),
        ({"held_from": date(2017, 1, 1)}, {"june", "fifteen", "bare"}),
    ],
)
def test_what_is_meant_leaves_out_what_is_known_to_be_other(
    library: Library, meant: dict[str, object], expected: set[str]
) -> None:
    library.replace([cut_evenly(article, 1) for article in ARTICLES.values()])
    ids = {ARTICLES[name].article_id for name in expected}
    assert library.find_article_ids(Filters(), Filters(**meant)) == ids
    assert library.find_article_ids(Filters(bodies=("HĐND",)), Filters(**meant)) == ids & {
        ARTICLES["fifteen"].article_id
    }


COMMITTEE, STANDING, PARTY, CITY = (
    "BCH Đảng bộ tỉnh",
    "BTV Tỉnh ủy",
    "Tỉnh ủy",
    "BCH Đảng bộ thành phố",
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Tỉnh ủy", {COMMITTEE, STANDING, PARTY}),
        ("tỉnh uỷ", {COMMITTEE, STANDING, PARTY}),
        ("tinh uy", {COMMITTEE, STANDING, PARTY}),
        ("Đảng bộ tỉnh", {COMMITTEE, STANDING, PARTY}),
        ("BCH Đảng bộ tỉnh", {COMMITTEE, PARTY}),
        ("Ban Chấp hành Đảng bộ tỉnh", {COMMITTEE, PARTY}),
        ("Ban Chấp hành Tỉnh ủy", {COMMITTEE, PARTY}),
        ("BTV", {STANDING}),
        ("BTVTU", {STANDING}),
        ("Ban Thường vụ Tỉnh uỷ", {STANDING}),
        ("Thường vụ Tỉnh ủy", {STANDING}),
        ("Ban Thường vụ Đảng bộ tỉnh", {STANDING}),
        ("Thành ủy", {CITY}),
        ("BCH Đảng bộ TP", {CITY}),
        ("UBND", {"UBND tỉnh"}),
        ("Ủy ban nhân dân tỉnh", {"UBND tỉnh"}),
        ("hđnd", {"Thường trực HĐND tỉnh"}),
        ("Hội đồng nhân dân tỉnh", {"Thường trực HĐND tỉnh"}),
    ],
)
def test_a_body_is_found_by_any_of_its_names(
    library: Library, asked: str, expected: set[str]
) -> None:
    bodies = (COMMITTEE, STANDING, PARTY, CITY, "UBND tỉnh", "Thường trực HĐND tỉnh")
    found = {body: make_article(f"Văn bản của {body}.", body=body) for body in bodies}
    library.replace([cut_evenly(article, 1) for article in found.values()])
    listed = library.list_articles(Filters(bodies=(asked,)))
    assert {article.body for article in listed} == expected


def test_no_filter_is_no_restriction(library: Library) -> None:
    assert library.find_article_ids(Filters()) is None


def test_articles_are_listed_newest_first(library: Library) -> None:
    library.replace([cut_evenly(article, 1) for article in ARTICLES.values()])
    names = {article.article_id: name for name, article in ARTICLES.items()}
    assert [names[a.article_id] for a in library.list_articles()] == ["fifteen", "june", "bare"]


def test_a_url_that_is_none_is_an_error_of_settings() -> None:
    for url in ("nonsense", "nodriver://host/db"):
        with pytest.raises(SettingsError, match="library_url"):
            Library(url)


def test_the_tables_can_be_made_in_postgresql() -> None:
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    assert any("BYTEA" in ddl for ddl in made)


def test_a_filter_reads_no_articles_text(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "library.sqlite3"))
    metadata.create_all(engine)
    filters = Filters(
        provinces=("Bắc Hà",), bodies=("HĐND",), sessions=("thứ 1",), date_from=date(2020, 1, 1)
    )
    condition = filter_condition(filters)
    assert condition is not None
    wanted = select(articles.c.article_id).where(condition)
    with engine.connect() as connection:
        query = wanted.compile(engine, compile_kwargs={"literal_binds": True})
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {query}".replace(":", r"\:"))).all()
    engine.dispose()
    assert any("COVERING INDEX articles_filtered" in step.detail for step in plan)
