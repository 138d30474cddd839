"""A digest of the sample articles finds what is planted in them, and nothing that is not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fakes import make_article
from meetingqa.digesting import Topic, build_digest, find_theme
from meetingqa.digesting.duplicates import group_reports
from meetingqa.domain import Article, Digest, DigestScope, MeetingSummary, Point
from meetingqa.sources import SourceItem, read_sources
from meetingqa.summarizing import Summarizer

SAMPLE = Path(__file__).parents[2] / "eval" / "datasets" / "sample"
GOLD: dict[str, Any] = json.loads((SAMPLE / "digest.json").read_text(encoding="utf-8"))


def summarize(article: Article) -> MeetingSummary:
    return Summarizer().summarize(article, "extractive")


def digest_of(*articles: Article) -> Digest:
    return build_digest(DigestScope(), articles, summarize)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    items = read_sources([SAMPLE / "articles"], max_bytes=10_000_000)
    return [item.article for item in items if isinstance(item, SourceItem)]


@pytest.fixture(scope="module")
def digest(articles: list[Article]) -> Digest:
    return digest_of(*articles)


def file_of(article: Article) -> str:
    return Path(article.source).name


def test_exactly_the_planted_pairs_are_merged(digest: Digest) -> None:
    found = {frozenset([file_of(d.article), *map(file_of, d.others)]) for d in digest.duplicates}
    assert found == {frozenset(pair) for pair in GOLD["duplicates"]}


def test_exactly_the_planted_conflicts_stand_side_by_side(digest: Digest) -> None:
    found = {
        frozenset((file_of(v.citation.article), v.value) for v in conflict.values)
        for conflict in digest.conflicts
    }
    assert found == {
        frozenset((v["file"], v["value"]) for v in c["values"]) for c in GOLD["conflicts"]
    }


def test_tasks_meet_what_later_articles_say_of_them(digest: Digest) -> None:
    found = [
        (
            file_of(follow_up.task.citations[0].article),
            file_of(report.citations[0].article),
            follow_up.task.text,
            report.text,
        )
        for follow_up in digest.follow_ups
        for report in follow_up.later
    ]
    wanted = [(f["task_in"], f["later_in"], f["task"], f["later"]) for f in GOLD["follow_ups"]]

    def fits(made: tuple[str, str, str, str], gold: tuple[str, str, str, str]) -> bool:
        return made[:2] == gold[:2] and gold[2] in made[2] and gold[3] in made[3]

    assert [gold for gold in wanted if not any(fits(made, gold) for made in found)] == []
    assert [made for made in found if not any(fits(made, gold) for gold in wanted)] == []


def test_a_quarter_of_one_province(articles: list[Article]) -> None:
    first, last = (date.fromisoformat(GOLD["quarter"]["filters"][n]) for n in ("from", "to"))
    chosen = [a for a in articles if a.province == "Lam Giang" and a.held_on]
    made = digest_of(*(a for a in chosen if a.held_on and first <= a.held_on <= last))
    counts = {n: len(getattr(made, n)) for n in ("duplicates", "conflicts", "follow_ups")}
    assert counts == {name: GOLD["quarter"][name] for name in counts}


def test_every_point_stands_on_exact_quotes(digest: Digest) -> None:
    points: list[Point] = [p for s in digest.sections for p in s.points]
    points += [*digest.figures, *(f.task for f in digest.follow_ups)]
    points += [p for f in digest.follow_ups for p in f.later]
    assert len(points) > 500
    for point in points:
        assert point.citations
        for c in point.citations:
            assert c.article.text[c.start : c.end] == c.quote
    for figure in digest.figures:
        assert any(figure.value in c.quote for c in figure.citations)


def test_a_point_that_two_outlets_prove_cites_both(digest: Digest) -> None:
    points = [p for s in digest.sections for p in s.points]
    assert any(len({c.article.article_id for c in p.citations}) > 1 for p in points)


LEAD = (
    "Ngày {day}, HĐND tỉnh Mai Lĩnh khóa XV tổ chức kỳ họp thứ {session}. Bà Hồ Thị Lựu chủ tọa.\n"
)
BODY = "Thu ngân sách nhà nước 6 tháng đạt {revenue} tỷ đồng, tăng 6,4%. Tỉnh có {communes} xã đạt chuẩn nông thôn mới."


def report(
    source: str, *, day: int = 9, session: int = 7, revenue: str = "3.120", communes: int = 47
) -> Article:
    text = LEAD.format(day=f"{day}/7/2024", session=session)
    text += BODY.format(revenue=revenue, communes=communes)
    return make_article(
        text,
        source,
        title=f"Kỳ họp thứ {session} HĐND tỉnh Mai Lĩnh",
        held_on=date(2024, 7, day),
        province="Mai Lĩnh",
        body="HĐND tỉnh",
        session=f"kỳ họp thứ {session} khóa XV",
    )


def test_different_figures_conflict_only_within_one_meeting() -> None:
    two = digest_of(report("bao.txt"), report("dai.txt", revenue="3.210"))
    [conflict] = two.conflicts
    assert {v.value for v in conflict.values} == {"3.120 tỷ đồng", "3.210 tỷ đồng"}
    assert len(two.duplicates) == 1
    other = digest_of(report("bao.txt"), report("sau.txt", day=29, session=8, revenue="3.210"))
    assert other.conflicts == () and other.duplicates == ()


def test_rounded_figures_do_not_conflict() -> None:
    assert (
        digest_of(report("a.txt", revenue="3.120,4"), report("b.txt", revenue="3.120")).conflicts
        == ()
    )


def test_reports_of_other_places_and_days_stay_apart() -> None:
    first = report("a.txt")
    for changed in (
        {"province": "Sông Đào"},
        {"body": "UBND tỉnh"},
        {"session": "kỳ họp thứ 9 khóa XV"},
        {"held_on": date(2024, 12, 9)},
    ):
        assert len(group_reports([first, report("b.txt").model_copy(update=changed)])) == 2, changed


def test_a_topic_keeps_what_speaks_of_it() -> None:
    topic = Topic("nông thôn mới")
    narrowed = topic.narrow(summarize(report("a.txt")))
    assert narrowed.fields.results and narrowed.fields.figures
    assert all("nông thôn mới" in p.citations[0].quote for p in narrowed.fields.results)
    assert topic.share("thu ngân sách") == 0.0
    assert Topic("nong thon moi").share("xã đạt chuẩn NTM") == 1.0


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("GRDP 6 tháng tăng 7,1%.", "Kinh tế"),
        ("Giải ngân vốn đầu tư công đạt 31%.", "Ngân sách – đầu tư"),
        ("Có 47 xã đạt chuẩn NTM.", "Nông nghiệp – nông thôn mới"),
        ("Tỷ lệ hộ nghèo còn 3,2%.", "Xã hội"),
        (
            "Toàn Đảng bộ kết nạp 310 đảng viên, 12 người của doanh nghiệp.",
            "Xây dựng Đảng – chính quyền",
        ),
        ("Tai nạn giao thông giảm cả ba tiêu chí.", "Quốc phòng – an ninh"),
        ("Hội nghị diễn ra trong một buổi.", "Nội dung khác"),
        ("Nhu cầu cao, thị trường còn nhiều trường hợp chưa rõ.", "Nội dung khác"),
        ("Hai bên hội đàm về quan hệ song phương.", "Đối ngoại"),
        (
            "Mức hỗ trợ hợp với mặt bằng chung, ông Quý ở Sở Kế hoạch và Đầu tư nói.",
            "Nội dung khác",
        ),
        # Words that stand everywhere speak only where no others do.
        ("Đại biểu giám sát theo đúng quy trình.", "Xây dựng Đảng – chính quyền"),
        ("Đại biểu nêu nạn kẹt xe ở cửa ngõ.", "Hạ tầng – đất đai – môi trường"),
        ("Tỉnh tiến bộ cả về kinh tế, văn hóa, xã hội, quốc phòng, an ninh.", "Kinh tế"),
    ],
)
def test_themes(text: str, theme: str) -> None:
    assert find_theme(text) == theme


def test_what_stands_around_counts_less_the_further_it_is() -> None:
    assert find_theme("Đã xong 214 căn.", "", "Nhà cho hộ nghèo.", "Quốc hội họp.") == "Xã hội"
    assert find_theme("Đã xong 214 căn.", "Cầu xong sớm.", "Hộ nghèo.") != "Xã hội"
    assert find_theme("Xong 214 căn cho hộ nghèo.", "", "Lãi suất giảm.") == "Xã hội"


def test_a_point_without_words_of_a_theme_goes_with_what_stands_before_it() -> None:
    lead = "Ngày 9/7/2024, HĐND tỉnh Mai Lĩnh họp. Toàn tỉnh có 310 hộ nghèo được xây nhà ở. "
    made = digest_of(make_article(f"{lead}Đến nay đã hoàn thành 214 căn.", "a.txt"))
    themes = {s.heading: [p.text for p in s.points] for s in made.sections}
    assert any("214 căn" in text for text in themes["Xã hội"]), themes


def test_an_article_of_unknown_place_does_not_join_two_places() -> None:
    apart = [
        report("a.txt", communes=53),
        report("b.txt", communes=53).model_copy(update={"province": "Sông Đào"}),
    ]
    unknown = report("c.txt", communes=53).model_copy(update={"province": None})
    groups = group_reports([*apart, unknown])
    assert all(len({a.province for a in group} - {None}) <= 1 for group in groups)


def test_a_session_and_its_term_make_one_meeting_where_no_day_is_known() -> None:
    undated = {"held_on": None, "published_on": None}
    first, second, other = (
        report(name, session=session).model_copy(update=undated)
        for name, session in (("a.txt", 7), ("b.txt", 7), ("c.txt", 8))
    )
    assert [len(group) for group in group_reports([first, second, other])] == [2, 1]


def test_no_article_makes_an_empty_digest() -> None:
    empty = digest_of()
    assert not (empty.articles or empty.sections or empty.figures or empty.follow_ups)


def test_outlets_on_one_event_are_merged_by_their_titles_where_no_province_is_known() -> None:
    day = date(2024, 7, 9)
    told = "Dự án chợ đầu mối Phú Lâm có vốn {} tỷ đồng, ông Hứa Văn Lục nói."
    first, second = (
        make_article(
            told.format(capital), source, title=title, published_on=day, province=None, held_on=None
        )
        for capital, source, title in (
            ("120", "mot.txt", "Khởi công chợ đầu mối Phú Lâm"),
            ("135", "hai.txt", "Chợ đầu mối Phú Lâm chính thức khởi công"),
        )
    )
    other = make_article(
        "Ông Hứa Văn Lục thăm trường học.",
        "ba.txt",
        title="Trường mới ở Bản Nhài",
        published_on=day,
    )
    assert [len(group) for group in group_reports([first, other, second])] == [1, 2]


def test_days_of_one_session_are_one_meeting_whether_or_not_each_names_it() -> None:
    named = report("mot.txt", day=9)
    later = report("hai.txt", day=10).model_copy(update={"text": "Đại biểu chất vấn về chợ."})
    silent = report("ba.txt", day=9).model_copy(
        update={"session": None, "text": "Chủ tịch nước dự kỳ họp.", "title": "Khai mạc"}
    )
    assert len(group_reports([later, silent, named])) == 1
    assert len(group_reports([later, silent, report("bon.txt", day=20, session=8)])) == 3


def test_a_figure_that_two_reports_tell_alike_is_one_row_with_both_quotes() -> None:
    two = digest_of(report("bao.txt"), report("dai.txt", communes=48))
    rows = [f for f in two.figures if f.value == "3.120"]
    assert [len(row.citations) for row in rows] == [2]


def test_a_figure_of_the_whole_country_is_not_the_province_s() -> None:
    told = report("bao.txt")
    text = told.text + " Trên cả nước, thu ngân sách đạt 912.000 tỷ đồng, tăng 7,1%."
    made = digest_of(told.model_copy(update={"text": text}))
    places = {f.value: f.province for f in made.figures}
    assert "912.000" not in places and places["3.120"] == "Mai Lĩnh"


def test_meetings_of_no_known_day_come_last() -> None:
    undated = report("a.txt", day=3).model_copy(update={"held_on": None, "province": "Sông Đào"})
    made = digest_of(undated, report("b.txt", day=20, session=8), report("c.txt", day=9))
    assert [file_of(a) for a in made.articles] == ["c.txt", "b.txt", "a.txt"]
