"""Which figures become a chart: one thing, one unit, comparable periods."""

import pytest

from exported import cite
from meetingqa.domain import DigestFigure, FigurePoint
from meetingqa.rendering.series import chart_figures

QUOTE = (cite("kỳ họp"),)


def figures(*told: tuple[str, str], what: str = "thu ngân sách") -> list[FigurePoint]:
    return [
        FigurePoint(
            text="t", value=value, unit="tỷ đồng", what=what, period=period, citations=QUOTE
        )
        for value, period in told
    ]


@pytest.mark.parametrize(
    ("told", "order"),
    [
        ([("3", "năm 2023"), ("1", "năm 2021"), ("2", "năm 2022")], ["1", "2", "3"]),
        ([("2", "quý I/2024"), ("1", "quý IV/2023"), ("3", "quý II năm 2024")], ["1", "2", "3"]),
        ([("2", "tháng 11/2023"), ("1", "tháng 2/2023")], ["1", "2"]),
        ([("-1,5", "6 tháng đầu năm 2022"), ("1.200,5", "6 tháng đầu năm 2023")], None),
    ],
)
def test_bars_stand_in_the_order_of_time(
    told: list[tuple[str, str]], order: list[str] | None
) -> None:
    [chart] = chart_figures(figures(*told))
    assert chart.title == "Thu ngân sách (tỷ đồng)"
    assert [bar.shown for bar in chart.bars] == (order or ["-1,5", "1.200,5"])
    if order is None:
        assert [bar.value for bar in chart.bars] == [-1.5, 1200.5]


@pytest.mark.parametrize(
    "told",
    [
        [("1", "năm 2023")],
        [("1", "năm 2023"), ("2", "năm 2023")],  # two values: the table shows both
        [("1", "6 tháng đầu năm 2023"), ("2", "năm 2023")],  # a half beside a whole
        [("1", "quý I/2023"), ("2", "năm 2023")],
        [("khoảng 1", "năm 2022"), ("18/20", "năm 2023")],
        [("1", "năm 2022"), ("1", "cùng kỳ")],
    ],
)
def test_what_cannot_be_compared_is_no_chart(told: list[tuple[str, str]]) -> None:
    assert chart_figures(figures(*told)) == ()


def test_other_things_units_and_provinces_have_charts_of_their_own() -> None:
    told = (("1", "năm 2022"), ("2", "năm 2023"))
    both = figures(*told) + figures(*told, what="chi ngân sách")
    assert [chart.title for chart in chart_figures(both)] == [
        "Thu ngân sách (tỷ đồng)",
        "Chi ngân sách (tỷ đồng)",
    ]
    apart = [
        DigestFigure(**dict(figure), province=province)
        for province, figure in zip(("Lam Xuyên", "Hạ Vĩnh"), figures(*told), strict=True)
    ]
    assert chart_figures(apart) == ()


def test_the_same_value_told_twice_is_one_bar() -> None:
    [chart] = chart_figures(figures(("1", "năm 2022"), ("2", "năm 2023"), ("1", "năm 2022")))
    assert chart.words == "Thu ngân sách (tỷ đồng): năm 2022: 1; năm 2023: 2"
