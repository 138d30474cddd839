"""The archive as people change it: corrected metadata, and the texts that articles had before."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asking import ARTICLES
from meetingqa.domain import Article, ArticleChanges, Filters
from meetingqa.errors import ArticleNotFoundError, Forbidden, VersionNotFoundError
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from served import QUESTION, write_archive

LAN = Person(account_id=1, name="lan", role="editor")
BINH = Person(account_id=2, name="bình", role="staff")


@pytest.fixture
def article(service: Service) -> Article:
    """The article that answers `QUESTION`."""
    _, passages = service.search(LAN, QUESTION)
    return passages[0].article


def _ingest(service: Service, folder: Path, article: Article, **fields: Any) -> None:
    """The archive's own file again, in which something about the article has changed."""
    path = write_archive(folder)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["url"] == article.url:
            line.update(fields)
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    report = service.assistant.ingest([path])
    assert not report.rejected and len(report.articles) == len(ARTICLES)


def test_filters_and_searches_use_a_correction_at_once(service: Service, article: Article) -> None:
    before = service.articles(Filters(provinces=("Hồ Mây",)))
    changes = ArticleChanges(province="Hồ Mây", title="Bản tin Xuân Lộ Trình", held_on=None)
    corrected = service.correct(LAN, article.article_id, changes)
    assert (corrected.province, corrected.held_on, before) == ("Hồ Mây", None, [])
    assert corrected.text == article.text == service.article(article.article_id).text
    within = Filters(provinces=("Hồ Mây",))
    assert [a.article_id for a in service.articles(within)] == [article.article_id]
    # By its title's new words: the keyword index, and by neither its old province.
    _, found = service.search(LAN, "Bản tin Xuân Lộ Trình", mode="keyword")
    assert found[0].article.article_id == article.article_id
    _, elsewhere = service.search(LAN, QUESTION, Filters(provinces=(article.province or "",)))
    assert article.article_id not in {p.article.article_id for p in elsewhere}
    # Every passage still stands where it says.
    for passage in found:
        source = service.article(passage.chunk.article_id)
        assert source.text[passage.chunk.start : passage.chunk.end] == passage.chunk.text
    store = service.assistant.store()
    assert store.vectors.count() == store.keyword.count() == store.library.count_chunks()


def test_vectors_are_made_anew_for_a_correction(service: Service, article: Article) -> None:
    before = service.assistant.store().library.get_vectors(article.article_id)
    service.correct(LAN, article.article_id, ArticleChanges(title="Chuyện khác hẳn của Hồ Mây"))
    store = service.assistant.store()
    after = store.library.get_vectors(article.article_id)
    assert before.keys() == after.keys()
    changed = [name for name in after if (before[name] != after[name]).any()]
    assert changed
    nearest = store.vectors.search(after[changed[0]], 1)
    assert nearest[0][0] == changed[0] and nearest[0][1] > 0.99


def test_a_correction_outlives_the_same_source(
    service: Service, article: Article, tmp_path: Path
) -> None:
    service.correct(LAN, article.article_id, ArticleChanges(chair="Trần Thị Mơ"))
    _ingest(service, tmp_path, article)
    assert service.article(article.article_id).chair == "Trần Thị Mơ"
    service.upload(LAN, [write_archive(tmp_path / "once more")])
    assert service.article(article.article_id).chair == "Trần Thị Mơ"
    [made] = service.corrections(article.article_id)
    assert (made.field, made.value, made.read, made.by) == (
        "chair",
        "Trần Thị Mơ",
        article.chair,
        "lan",
    )


def test_what_the_source_says_ends_a_correction(
    service: Service, article: Article, tmp_path: Path
) -> None:
    service.correct(LAN, article.article_id, ArticleChanges(province="Hồ Mây", author="An"))
    # The source says something else now: the correction holds, and what is read is noted.
    _ingest(service, tmp_path, article, province="Sơn Trà Giang")
    assert service.article(article.article_id).province == "Hồ Mây"
    by_field = {c.field: c.read for c in service.corrections(article.article_id)}
    assert by_field == {"author": article.author, "province": "Sơn Trà Giang"}
    service.correct(LAN, article.article_id, ArticleChanges(province="Sơn Trà Giang"))
    assert [c.field for c in service.corrections(article.article_id)] == ["author"]
    _ingest(service, tmp_path, article)
    assert service.article(article.article_id).province == article.province


def test_nothing_changed_is_no_correction(service: Service, article: Article) -> None:
    revision = service.assistant.store().library.revision()
    same = service.correct(LAN, article.article_id, ArticleChanges(title=f" {article.title} "))
    assert same == article and service.corrections(article.article_id) == []
    assert service.assistant.store().library.revision() == revision


def test_only_editors_correct_and_it_is_written_down(service: Service, article: Article) -> None:
    with pytest.raises(Forbidden):
        service.correct(BINH, article.article_id, ArticleChanges(chair="Ai"))
    with pytest.raises(ArticleNotFoundError):
        service.correct(LAN, "0" * 16, ArticleChanges(chair="Ai"))
    service.correct(LAN, article.article_id, ArticleChanges(chair="Ai", body=None))
    [entry] = service.accounts.audit.list()
    assert (entry.name, entry.action, entry.detail) == (
        "lan",
        "correct",
        f"{article.article_id} body chair",
    )


def test_a_deleted_article_takes_its_corrections_and_versions_along(
    service: Service, article: Article, tmp_path: Path
) -> None:
    service.correct(LAN, article.article_id, ArticleChanges(chair="Ai"))
    _ingest(service, tmp_path, article, text=article.text + "\nHội nghị kết thúc lúc 11 giờ.")
    service.delete(LAN, [article.article_id])
    _ingest(service, tmp_path, article)
    assert service.corrections(article.article_id) == []
    assert service.versions(article.article_id) == []
    assert service.article(article.article_id).chair == article.chair


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "  "},
        {"title": None},
        {"title": "x" * 501},
        {"held_on": date(204, 7, 5)},
        {"published_on": "5/7/2024"},
        {"text": "khác"},
        {"article_id": "0" * 16},
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        ArticleChanges.model_validate(fields)


def test_values_are_one_clean_line() -> None:
    changes = ArticleChanges(title=" Họp\n\tthường  kỳ\x07 ", chair="   ")
    assert (changes.title, changes.chair) == ("Họp thường kỳ", None)


def test_the_text_before_is_kept_when_a_new_one_comes(
    service: Service, article: Article, tmp_path: Path
) -> None:
    assert service.versions(article.article_id) == []
    service.correct(LAN, article.article_id, ArticleChanges(chair="Trần Thị Mơ"))
    for number in (1, 2):
        _ingest(service, tmp_path, article, text=f"{article.text}\nTin thêm lần {number}.")
    later, first = service.versions(article.article_id)
    assert first.text == article.text and later.text.endswith("Tin thêm lần 1.")
    assert first.replaced_at <= later.replaced_at and first.title == article.title
    now = service.article(article.article_id)
    assert now.text.endswith("Tin thêm lần 2.") and now.chair == "Trần Thị Mơ"
    assert service.version(article.article_id, first.version_id) == first
    with pytest.raises(VersionNotFoundError):
        service.version(article.article_id, later.version_id + 1)
    with pytest.raises(ArticleNotFoundError):
        service.versions("0" * 16)


def test_metadata_alone_makes_no_version(
    service: Service, article: Article, tmp_path: Path
) -> None:
    _ingest(service, tmp_path, article, published_on="2023-07-30")
    assert service.article(article.article_id).published_on == date(2023, 7, 30)
    assert service.versions(article.article_id) == []


def test_a_reindex_keeps_both(service: Service, article: Article, tmp_path: Path) -> None:
    service.correct(LAN, article.article_id, ArticleChanges(province="Hồ Mây"))
    _ingest(service, tmp_path, article, text=article.text + "\nTin thêm.")
    service.assistant.close()
    service.assistant.reindex()
    assert service.article(article.article_id).province == "Hồ Mây"
    assert len(service.versions(article.article_id)) == 1
    assert len(service.articles()) == len(ARTICLES)
