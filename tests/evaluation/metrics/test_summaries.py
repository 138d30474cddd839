"""Structured summaries: one-to-one matches, proven figures, persons with roles, what is missed."""

import unicodedata
from typing import Any

import pytest

from meetingqa.domain import SummaryFields
from meetingqa.evaluation.metrics import summaries
from meetingqa.evaluation.metrics.summaries import Match

QUOTE = "Thu ngân sách nhà nước của tỉnh Vĩnh Hạ đạt 3.800 tỷ đồng, bằng 61,5% dự toán."


def entry(text: str, quote: str = "lời trích", **parts: Any) -> dict[str, Any]:
    return {"text": text, "citations": [{"article_id": "a", "quote": quote}], **parts}


def figure(value: str, unit: str, what: str) -> dict[str, Any]:
    return entry(f"{what}: {value} {unit}", QUOTE, value=value, unit=unit, what=what, period=None)


def person(name: str, role: str) -> dict[str, Any]:
    return entry(f"{name}, {role}", name=name, role=role)


SAID: dict[str, Any] = {
    **{name: [] for name in summaries._LISTS},
    "meeting": entry("Kỳ họp thứ 9 HĐND tỉnh Vĩnh Hạ khóa XX"),
    "held_on": entry("Kỳ họp diễn ra trong ngày 5/7/2031"),
    "place": None,
    "chair": person("Lò Văn Sáng", "Chủ tịch HĐND tỉnh"),
    "attendees": [person("Hà Thị Mây", "Bí thư Tỉnh ủy"), person("Vi Bá Ngọc", "Giám đốc Sở Y tế")],
    "figures": [
        figure("3,8", "nghìn tỷ đồng", "thu ngân sách nhà nước"),
        figure("61,5", "%", "thu ngân sách nhà nước so với dự toán"),
    ],
    "decisions": [
        entry("Thông qua 18 nghị quyết"),
        entry("Thông qua đề án trồng quế đến năm 2035"),
    ],
}
GOLD: dict[str, Any] = {
    "meeting": "Kỳ họp thứ 9 HĐND tỉnh Vĩnh Hạ",
    "held_on": "5 tháng 7",
    "place": None,
    "chair": {"name": "LÒ VĂN SÁNG", "role": "Chủ tịch Hội đồng nhân dân tỉnh"},
    "attendees": [
        {"name": "Hà Thị Mây", "role": "Phó Bí thư Tỉnh ủy"},
        {"name": "Vi Bá Ngọc", "role": "Giám đốc Sở Y tế, Trưởng đoàn"},
        {"name": "Sầm Đức Hạnh", "role": "Chủ tịch UBND tỉnh"},
    ],
    "figures": [{"value": "3.800", "unit": "tỷ đồng", "what": "thu ngân sách nhà nước"}],
    "decisions": ["Thông qua đề án trồng quế đến 2035"],
}


def test_entries_of_any_form() -> None:
    assert summaries.entries({"place": "Hội trường lớn"}, "place") == [{"text": "Hội trường lớn"}]
    assert summaries.entries({"agenda": ["a", {"text": "b"}]}, "agenda")[0] == {"text": "a"}
    assert summaries.entries({"place": None}, "place") == summaries.entries({}, "place") == []
    assert summaries.entry_text({"name": "Hà Thị Mây", "role": "Bí thư"}) == "Hà Thị Mây Bí thư"


def test_fields_match_one_to_one() -> None:
    matches = summaries.match_fields(SAID, GOLD)
    assert matches == {
        "meeting": Match(1, 1, 1),
        "held_on": Match(1, 1, 1),
        "place": Match(0, 0, 0),
        "chair": Match(1, 1, 1),
        "attendees": Match(2, 2, 3),
        "figures": Match(1, 2, 1),
        "decisions": Match(1, 2, 1),
    }
    assert summaries.field_f1(matches) == pytest.approx(2 * 7 / (9 + 8))
    assert summaries.field_f1({"place": Match(0, 0, 0)}) is None


def test_a_repeated_entry_is_matched_once_and_the_assignment_is_the_best() -> None:
    twice = [entry("Thông qua 18 nghị quyết")] * 2
    assert (
        len(summaries.match_entries("decisions", twice, [{"text": "Thông qua 18 nghị quyết"}])) == 1
    )
    said = [entry("giao Sở Y tế rà soát đề án"), entry("giao Sở Y tế rà soát")]
    gold = [{"text": "giao Sở Y tế rà soát đề án y tế"}, {"text": "giao Sở Y tế rà soát đề án"}]
    assert len(summaries.match_entries("tasks", said, gold)) == 2


@pytest.mark.parametrize(
    ("changed", "recall"),
    [
        ({}, 1.0),
        ({"value": "3.900", "unit": "tỷ đồng"}, 0.0),
        ({"unit": "triệu đồng"}, 0.0),
        ({"what": "chi đầu tư phát triển"}, 0.0),
        ({"value": "rất lớn"}, 0.0),
    ],
)
def test_a_figure_needs_value_unit_and_what(changed: dict[str, str], recall: float) -> None:
    said = {"figures": [SAID["figures"][0] | changed]}
    assert summaries.figure_recall(said, GOLD) == recall


def test_values_are_recalled_whatever_they_are_of() -> None:
    gold = {"figures": [{"value": "3.800", "unit": "tỷ đồng", "what": "chi thường xuyên"}]}
    assert (summaries.value_recall(SAID, gold), summaries.figure_recall(SAID, gold)) == (1, 0)
    gold["figures"][0]["unit"] = "triệu đồng"
    assert summaries.value_recall(SAID, gold) == 0
    assert summaries.value_recall(SAID, {"figures": []}) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Kỳ họp đã biểu quyết nhất trí thông qua 18 nghị quyết về kinh tế, ngân sách.", True),
        ("thông qua 18 nghị quyết", True),
        ("thông qua 19 nghị quyết", False),
        ("Kỳ họp xem xét 18 tờ trình.", False),
        ("", False),
    ],
)
def test_an_entry_holds_the_key_words_and_figures_of_its_label(said: str, found: bool) -> None:
    pairs = summaries.match_entries(
        "decisions", [entry(said)], [{"text": "thông qua 18 nghị quyết"}]
    )
    assert bool(pairs) is found


def test_figures_are_proven_by_their_own_quotes() -> None:
    assert summaries.figure_precision(SAID["figures"]) == 1
    foreign = [figure("3.800", "tỷ đồng", "vốn đầu tư xã hội"), figure("3.801", "tỷ đồng", "thu")]
    assert summaries.figure_precision(foreign) == 0
    assert summaries.figure_precision([{"value": "nhiều", "citations": []}]) == 0
    assert summaries.figure_precision([]) is None
    assert summaries.figure_recall(SAID, {"figures": []}) is None


@pytest.mark.parametrize(
    ("quotes", "value", "unit", "proven"),
    [
        (["Dự án đường Vĩnh Hạ chậm 24 tháng."], "24", "tháng", True),
        (["Dự án đường Vĩnh Hạ chậm 24 ngày."], "24", "tháng", False),
        (["Dự án chậm 124 tháng."], "24", "tháng", False),
        (["Hỗ trợ dự án từ 150 đến 400 triệu đồng/người."], "150", "triệu đồng/người", True),
        (["Hỗ trợ dự án từ 150 đến 400 triệu đồng/người."], "150", "triệu đồng/hộ", False),
        (["Đưa số dự án chậm từ 12 xuống dưới 5 vào cuối năm."], "5", "dự án", True),
        (["Mỗi dự án lãi 6,2% -6,7%."], "6,7", "%", True),
        (["Mỗi dự án lãi -6,7%."], "6,7", "%", False),
        (["Số dự án tăng; huyện có 5 xã."], "5", "dự án", False),
        (["Dự án | Tỷ lệ (%)", "Vĩnh Hạ | 96,9"], "96,9", "%", True),
        (["Dự án | Tỷ lệ (%)", "Vĩnh Hạ | 96,9"], "6,9", "%", False),
        (["Dự án | Số phiếu", "Vĩnh Hạ | 96,9"], "96,9", "%", False),
    ],
)
def test_spans_ranges_and_cells_prove_what_they_write(
    quotes: list[str], value: str, unit: str, proven: bool
) -> None:
    said = {
        "value": value,
        "unit": unit,
        "what": "dự án",
        "citations": [{"quote": quote} for quote in quotes],
    }
    assert summaries.figure_precision([said]) == float(proven)


def test_roles_must_be_those_of_the_person() -> None:
    # Sáng's role is written out, Ngọc's is part of his; Mây's is a rank too high, Hạnh is missing.
    assert summaries.role_recall(SAID, GOLD) == 0.5
    turned = {"attendees": [person("Vi Bá Ngọc", "Chủ tịch UBND tỉnh")]}
    assert summaries.role_recall(turned, GOLD) == 0
    assert summaries.role_recall(SAID, {"attendees": [{"name": "Hà Thị Mây"}]}) is None


def test_offices_joined_by_kiem_are_two() -> None:
    gold = {"chair": {"name": "Lò Văn Sáng", "role": "Bí thư Tỉnh ủy kiêm Chủ tịch HĐND tỉnh"}}
    for role, right in [("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh", 1), ("Chủ tịch UBND tỉnh", 0)]:
        assert summaries.role_recall({"chair": person("Lò Văn Sáng", role)}, gold) == right


def test_what_is_listed_as_uncovered_is_not_missed_silently() -> None:
    assert summaries.silently_missed(SAID, GOLD, []) == [
        "attendees: Sầm Đức Hạnh Chủ tịch UBND tỉnh"
    ]
    listed = [{"text": "Cùng dự có ông Sầm Đức Hạnh, Chủ tịch UBND tỉnh."}]
    assert summaries.silently_missed(SAID, GOLD, listed) == []
    assert len(summaries.silently_missed({}, GOLD, [])) == 8
    misfiled = {"conclusions": [entry("Thông qua đề án trồng quế đến năm 2035")]}
    assert not [m for m in summaries.silently_missed(misfiled, GOLD, []) if "quế" in m]


def test_nfd_labels_match() -> None:
    decomposed = {"decisions": [unicodedata.normalize("NFD", GOLD["decisions"][0])]}
    assert summaries.match_fields(SAID, decomposed)["decisions"].pairs == 1


def test_faults_of_form_are_named() -> None:
    assert summaries.schema_faults(SAID) == []
    assert len(summaries.schema_faults({})) == len(SummaryFields.model_fields)
    broken = SAID | {"place": [], "agenda": None, "tasks": [{"text": "không trích"}], "lạ": 1}
    faults = " ".join(summaries.schema_faults(broken))
    for name in ("place", "agenda", "tasks", "lạ"):
        assert repr(name) in faults
