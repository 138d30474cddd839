"""Finished summaries and digests: whoever may ask reads them, editors make and change them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from meetingqa.domain import FigurePoint, Filters, Point
from meetingqa.errors import DocumentNotFoundError, Forbidden
from meetingqa.web.editing import entries, make_edit, wording
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from served import make_token, open_client, open_service

EDITOR = Person(account_id=1, name="lan", role="editor")
STAFF = Person(account_id=2, name="bình", role="staff")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with open_service(tmp_path_factory.mktemp("finished")) as opened:
        yield opened


def test_a_summary_is_kept_as_its_editor_left_it(service: Service) -> None:
    article_id = service.articles()[0].article_id
    *_, made = service.summarize(EDITOR, article_id)
    assert service.finished.summary(article_id) == (made, {})
    key, _, point = next(entries(made.fields))
    edits = {key: make_edit(made, key, f"{point.text} 987 tỷ đồng")}
    service.keep_edited(EDITOR, made, edits)
    assert service.finished.summary(article_id) == (made, edits)
    assert edits[key].reason
    [listed] = service.finished.list("summary")
    assert (listed.title, listed.made_by, listed.articles) == (made.article.title, "lan", 1)
    with pytest.raises(Forbidden):
        service.keep_edited(STAFF, made, {})


def test_the_last_digest_of_each_scope_is_kept(service: Service) -> None:
    first = service.digest(EDITOR)
    service.digest(EDITOR)
    some = service.digest(EDITOR, Filters(article_ids=(first.articles[0].article_id,)))
    service.digest(EDITOR, Filters(provinces=("Không Đâu",)))  # of nothing: not kept
    kept = service.finished.list("digest")
    assert [item.articles for item in kept] == [1, len(first.articles)]
    assert service.finished.digest(kept[0].document_id) == some
    with pytest.raises(DocumentNotFoundError):
        service.finished.summary(kept[0].document_id)


def test_staff_read_over_rest_what_editors_made(service: Service) -> None:
    article_id = service.articles()[1].article_id
    with open_client(service, make_token(service, "editor")) as editor:
        made = editor.post("/api/v1/summaries", json={"article_id": article_id}).json()
        digest = editor.post("/api/v1/digests", json={"topic": "xuất khẩu"}).json()
    with open_client(service, make_token(service, "staff")) as staff:
        assert staff.get("/api/v1/summaries").json()[0]["document_id"] == article_id
        assert staff.get(f"/api/v1/summaries/{article_id}").json() == made
        kept = staff.get("/api/v1/digests").json()[0]["document_id"]
        assert staff.get(f"/api/v1/digests/{kept}").json() == digest
        assert staff.get("/api/v1/digests/khong").status_code == 404
        body = {"article_id": article_id}
        assert staff.post("/api/v1/summaries", json=body).status_code == 403


def test_what_no_longer_fits_its_articles_is_not_shown(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        first, second = (item.article_id for item in service.articles()[:2])
        for article_id in (first, second):
            *_, _ = service.summarize(EDITOR, article_id)
        service.digest(EDITOR)
        service.delete(EDITOR, [first])
        assert [item.document_id for item in service.finished.list("summary")] == [second]
        assert not service.finished.list("digest")
        article = service.article(second)
        again = {"url": article.url, "title": article.title, "text": f"{article.text}\nBế mạc."}
        path = tmp_path / "again.jsonl"
        path.write_text(json.dumps(again), encoding="utf-8")
        assert service.upload(EDITOR, [path]).updated == 1
        with pytest.raises(DocumentNotFoundError, match="has changed"):
            service.finished.summary(second)


def test_entries_begin_with_a_capital_as_in_a_file() -> None:
    figure = FigurePoint(text="x", citations=(), value="4", unit="xã", what="số xã đạt chuẩn")
    assert wording("figures", figure) == "Số xã đạt chuẩn"
    assert (
        wording("results", Point(text="thu ngân sách tăng", citations=())) == "Thu ngân sách tăng"
    )
