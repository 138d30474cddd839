"""A brief digest keeps what says most of each meeting, and tells of the rest how much it is."""

from datetime import date
from itertools import groupby

import pytest

from fakes import make_article
from meetingqa.digesting import build_digest, shorten
from meetingqa.digesting.ranking import FieldPoint, rank_points
from meetingqa.domain import Article, Digest, DigestScope
from meetingqa.rendering.records import digest_record
from meetingqa.rendering.showing import count_points, count_unshown
from meetingqa.summarizing import Summarizer

LEAD = "Ngày {day}/7/2024, HĐND tỉnh {where} khóa XV họp kỳ thứ 7. "
PHRASES = (
    "Các cấp tiếp tục chú trọng tuyên truyền, vận động nhân dân. "
    "An ninh được giữ vững, trật tự ở cơ sở ổn định. "
)
TOLD = (
    "Thu ngân sách nhà nước 6 tháng đạt 3.120 tỷ đồng, tăng 6,4%. "
    "HĐND tỉnh thông qua Nghị quyết số 12/NQ-HĐND về hỗ trợ nhà ở cho 640 hộ. "
    "HĐND tỉnh bầu bà Lý Thị Mận, Giám đốc Sở Y tế, giữ chức Phó Chủ tịch UBND tỉnh. "
    "Chủ tịch HĐND tỉnh yêu cầu Sở Tài chính báo cáo các khoản nợ trước ngày 30/9/2024."
)


def digest_of(*articles: Article) -> Digest:
    return build_digest(DigestScope(), articles, lambda a: Summarizer().summarize(a, "extractive"))


@pytest.fixture(scope="module")
def digest() -> Digest:
    return digest_of(
        *(
            make_article(
                LEAD.format(day=day, where=where) + PHRASES + TOLD,
                f"{where}.txt",
                title=f"Kỳ họp thứ 7 HĐND tỉnh {where} khóa XV",
                session="kỳ họp thứ 7 khóa XV",
                held_on=date(2024, 7, day),
                province=where,
                body="HĐND tỉnh",
            )
            for day, where in ((3, "Mai Lĩnh"), (9, "Vân Sa"))
        )
    )


def shown(digest: Digest, province: str) -> list[str]:
    points = [point for section in digest.sections for point in section.points]
    return [p.text for p in points if p.citations[0].article.province == province]


def test_set_phrases_come_after_figures_names_and_deadlines(digest: Digest) -> None:
    kept = " ".join(shown(shorten(digest, 4), "Mai Lĩnh"))
    assert all(told in kept for told in ("3.120", "12/NQ-HĐND", "Lý Thị Mận", "30/9/2024"))
    assert "tuyên truyền" not in kept and "giữ vững" not in kept


def test_no_meeting_has_more_points_and_each_says_how_many_are_not_shown(digest: Digest) -> None:
    brief = shorten(digest, 2)
    counts = count_unshown(brief, "ý", "câu")
    for province, (name, left) in zip(("Mai Lĩnh", "Vân Sa"), counts.items(), strict=True):
        assert len(shown(brief, province)) == 2
        assert province in name and left["ý"] == len(shown(digest, province)) - 2
    assert count_points(brief) == (4, count_points(digest)[0])


def test_the_json_of_a_brief_digest_holds_what_is_omitted(digest: Digest) -> None:
    whole, brief = digest_record(digest), digest_record(shorten(digest, 2))
    points = [
        sorted(
            (s["heading"], p["meeting"], p["rank"], p["text"]) for s in parts for p in s["points"]
        )
        for parts in (whole["sections"], brief["sections"] + brief["omitted"])
    ]
    assert points[0] == points[1] and not whole["omitted"]
    by_meeting = groupby(sorted((m, rank) for _, m, rank, _ in points[0]), lambda item: item[0])
    for _, ranks in by_meeting:
        assert [rank for _, rank in ranks] == list(range(1, len(points[0]) // 2 + 1))


def test_a_digest_without_ranks_stays_whole(digest: Digest) -> None:
    assert shorten(digest, None) == digest
    kept_before = Digest.model_validate(
        digest.model_dump(exclude={"omitted": True, "sections": {"__all__": {"points": {"__all__": {"rank"}}}}})
    )  # fmt: skip
    assert shorten(kept_before, 1).omitted == ()


def said(text: str, field: str = "results") -> FieldPoint:
    return FieldPoint(text=text, citations=(), field=field)


@pytest.mark.parametrize(
    ("points", "order"),
    [
        # More of one theme count less and less, but a set phrase never comes first.
        ([("A", "Thu 3 tỷ đồng."), ("A", "Chi 4 tỷ đồng."), ("B", "Vay 5 tỷ đồng.")], [1, 3, 2]),
        ([("A", "Thu 3 tỷ đồng."), ("A", "Chi 4 tỷ đồng."), ("B", "Tiếp tục tốt.")], [1, 2, 3]),
        # Of equal ones, that which the title speaks of.
        ([("A", "Thu 3 tỷ đồng."), ("B", "Xây chợ 4 tỷ đồng.")], [2, 1]),
    ],
)
def test_the_order(points: list[tuple[str, str]], order: list[int]) -> None:
    ranked = rank_points([(heading, said(text)) for heading, text in points], "Xây chợ huyện")
    assert [point.rank for _, point in ranked] == order


def test_a_decision_that_names_nothing_is_a_set_phrase() -> None:
    points = [
        ("A", said("Đại biểu tán thành các báo cáo.", "decisions")),
        ("B", said("Thu đạt 3.120 tỷ đồng.")),
        ("C", said("Thông qua Nghị quyết số 12/NQ-HĐND.", "decisions")),
    ]
    assert [point.rank for _, point in rank_points(points, "")] == [3, 2, 1]
