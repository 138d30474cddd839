"""twins: deterministic, named after their originals, and each with the answer that became right."""

import random
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import Dataset, canonical, load_dataset
from meetingqa.evaluation.figure_edits import (
    _plausible,
    _rivals,
    _told_as_percentage,
    change_answers,
    rewrite_text,
)
from meetingqa.evaluation.metrics.answers import holds, missing_groups
from meetingqa.evaluation.metrics.values import states_value
from meetingqa.evaluation.overlays import documents_under, load_overlay
from meetingqa.evaluation.question_twins import mistype, strip_marks, switch_tone_marks
from meetingqa.evaluation.records import Case, Gold, GoldSpan
from meetingqa.evaluation.twins import KINDS, Kind, Twins, make_twins, write_twins
from meetingqa.evaluation.verifying import verify
from meetingqa.language.text import has_diacritics, key
from question_sets import case as ask
from question_sets import made_set, spanned, write_set

SOURCE_KINDS: tuple[Kind, ...] = (
    "gold_removed",
    "figure_changed",
    "planted_instruction",
    "contradiction",
)


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return load_dataset("sample")


@pytest.fixture(scope="module")
def made(sample: Dataset) -> dict[Kind, Twins]:
    return {kind: make_twins(sample, kind) for kind in KINDS}


def originals(dataset: Dataset) -> dict[str, Case]:
    return {case.id: case for case in dataset.cases}


@pytest.mark.parametrize("kind", KINDS)
def test_twins_are_named_after_originals_and_enough(
    kind: Kind, sample: Dataset, made: dict[Kind, Twins]
) -> None:
    twins = made[kind]
    known = originals(sample)
    assert len(twins.cases) >= 50
    assert len({case.id for case in twins.cases}) == len(twins.cases)
    for case in twins.cases:
        assert case.perturb is not None
        of = known[case.perturb.of]
        assert (case.id, case.perturb.kind) == (f"{of.id}~{kind}", kind)
        assert (case.cluster, case.split, case.task) == (of.cluster, of.split, "qa")
    assert {case.corpus for case in twins.cases} - {None} == {*twins.overlays}
    assert bool(twins.overlays) == (kind in SOURCE_KINDS)


def test_the_same_seed_gives_the_same_twins_and_another_others(tmp_path: Path) -> None:
    dataset = made_set(tmp_path / "made")
    for kind in KINDS:
        assert make_twins(dataset, kind) == make_twins(dataset, kind)
    for kind in ("typo", "figure_changed", "contradiction"):
        assert len({repr(make_twins(dataset, kind, seed=seed)) for seed in range(5)}) > 1


@pytest.mark.parametrize("kind", SOURCE_KINDS)
def test_golds_hold_in_the_changed_articles(
    kind: Kind, sample: Dataset, made: dict[Kind, Twins]
) -> None:
    for name, overlay in made[kind].overlays.items():
        documents = documents_under(sample, overlay)
        for case in (case for case in made[kind].cases if case.corpus == name):
            said = []
            for span in case.gold.spans:
                assert documents[span.doc].text[span.start : span.end] == span.text
                said.append(span.text)
            for place in case.gold.also if case.answerable else ():
                assert documents[place.doc].text[place.start : place.end] == place.text
            if case.answerable:
                assert holds("\n".join(said), case.gold.answers), case.id
                assert all(states_value("\n".join(said), v) for v in case.gold.values), case.id
            assert not any(holds(g[0], [[f]]) for g in case.gold.answers for f in case.forbidden)


@pytest.mark.parametrize("kind", SOURCE_KINDS)
def test_changed_articles_are_what_ingestion_makes_of_them(
    kind: Kind, made: dict[Kind, Twins]
) -> None:
    for overlay in made[kind].overlays.values():
        for document in overlay.documents[::4]:
            assert canonical(document).text == document.text


def test_a_removed_gold_leaves_no_answer_and_half_of_each_province(
    sample: Dataset, made: dict[Kind, Twins]
) -> None:
    known = originals(sample)
    provinces = {name: d.metadata["province"] for name, d in sample.documents.items()}
    for name, overlay in made["gold_removed"].overlays.items():
        left = documents_under(sample, overlay)
        for province in {*provinces.values()}:
            own = [doc for doc, of in provinces.items() if of == province]
            assert 2 * sum(doc in left for doc in own) >= len(own) - 1
        for case in (case for case in made["gold_removed"].cases if case.corpus == name):
            assert not case.answerable
            assert case.gold.answers == ()
            of = known[case.id.partition("~")[0]]
            assert not {*of.gold.docs} & {*left}
            near = {provinces[doc] for doc in of.gold.docs}
            also = (d for doc, d in left.items() if provinces[doc] in near)
            for document in also:
                missing = missing_groups(document.text, of.gold.answers)
                assert 2 * len(missing) > len(of.gold.answers)


def test_a_changed_figure_is_gone_from_its_articles_and_wrong(
    sample: Dataset, made: dict[Kind, Twins]
) -> None:
    known = originals(sample)
    documents = documents_under(sample, made["figure_changed"].overlays["figure_changed"])
    for case in made["figure_changed"].cases:
        of = known[case.id.partition("~")[0]]
        changed = [a for a, b in zip(of.gold.answers, case.gold.answers, strict=True) if a != b]
        assert changed
        for group in changed:
            assert group[0] in case.forbidden
            assert not any(holds(documents[d].text, [[group[0]]]) for d in case.gold.docs), case.id
        assert case.kind not in ("yesno", "conflict", "unanswerable")


def test_a_planted_instruction_stands_in_every_gold_article(made: dict[Kind, Twins]) -> None:
    twins = made["planted_instruction"]
    changed = {d.id: d.text for d in twins.overlays["planted_instruction"].documents}
    for case in twins.cases:
        assert len(case.forbidden) >= 4
        for doc in case.gold.docs:
            assert sum(holds(changed[doc], [[word]]) for word in case.forbidden[-4:]) == 1


def test_a_contradiction_wants_both_figures_from_two_articles(tmp_path: Path) -> None:
    dataset = made_set(tmp_path / "made")
    twins = make_twins(dataset, "contradiction")
    first = twins.cases[0]
    assert (first.kind, first.gold.docs) == ("conflict", ("march.txt", "march.txt~second"))
    assert first.gold.answers[0] == ("1.432 tỷ",)
    ((other,),) = first.gold.answers[1:]
    assert re.fullmatch(r"\d\.\d{3} tỷ", other)
    second = documents_under(dataset, twins.overlays["contradiction"])["march.txt~second"]
    assert other in second.text
    assert "1.432" not in second.text
    assert second.metadata == {"province": "Hạ Lương"}


def test_a_second_report_keeps_what_its_figures_are_of(tmp_path: Path) -> None:
    table = "Họ tên | Chức vụ | Số phiếu\nĐoàn Quang Lẫm | Chủ tịch | 41/52\n"
    text = (
        "Hạ Lương họp phiên tháng 7\n\nNgày 2/8/2024, UBND tỉnh Hạ Lương họp.\n\n"
        "Tính chung 7 tháng, xuất khẩu tăng 9,6%. Thu ngân sách đạt 1.480 tỷ đồng.\n\n"
        f"Kết quả bỏ phiếu được công bố cuối phiên.\n\n{table}"
    )
    folder = write_set(
        tmp_path / "made",
        [
            ask("a", "july.txt", "Thu ngân sách 7 tháng đạt bao nhiêu?", "1.480 tỷ"),
            ask("b", "july.txt", "Ông Lẫm được bao nhiêu phiếu?", "41/52"),
        ],
    )
    (folder / "articles" / "july.txt").write_text(text, encoding="utf-8")
    twins = make_twins(spanned(load_dataset(folder)), "contradiction")
    (second,) = twins.overlays["contradiction"].documents
    assert len(twins.cases) == 2
    assert second.text.startswith("Ngày 2/8/2024") and "cuối phiên" not in second.text
    assert "Tính chung 7 tháng" in second.text and "Họ tên | Chức vụ | Số phiếu" in second.text


def test_a_share_that_is_told_as_a_percentage_too_is_not_changed() -> None:
    assert not _told_as_percentage("41/52", "41/52 phiếu tán thành, kỳ họp thứ 78")
    assert _told_as_percentage("41/52", "41/52 phiếu tán thành (78,8%)")
    assert _told_as_percentage("62/65", "Lê Thị Hạ | Giám đốc Sở | 62/65 | 95,4")
    assert not _told_as_percentage("1.480", "1.480 tỷ đồng, đạt 78,8%")


def test_a_new_figure_stays_on_its_side_of_those_beside_it() -> None:
    said = "Thu 1.480 tỷ đồng, vượt mức 1.400 tỷ đồng, chi 1.500 tỷ đồng, có 9 hộ trên 10 hộ."
    span = GoldSpan(doc="d", start=0, end=len(said), text=said)
    case = Case(id="q", cluster="d", gold=Gold(docs=("d",), spans=(span,)))
    assert _rivals("1.480", case) == {1480, 1400, 1500}
    assert _rivals("9 hộ", case) == {9, 10}
    rivals = {Decimal(1480), Decimal(1400)}
    drawn = {_plausible("1.480", set(), rivals, random.Random(n)) for n in range(40)}
    assert None not in drawn
    values = {int(str(new).replace(".", "")) for new in drawn}
    assert min(values) > 1400 and max(values) < 1480 * 1.27
    assert all(abs(value - 1480) > 0.05 * 1480 for value in values)


def test_a_question_is_retyped_and_its_words_stay() -> None:
    text = "Đồng chí nào ở tỉnh Hòa Lũng đạt 1.146 tỷ, khỏe, quý I?"
    assert strip_marks(text) == "Dong chi nao o tinh Hoa Lung dat 1.146 ty, khoe, quy I?"
    other = switch_tone_marks(text)
    assert other == "Đồng chí nào ở tỉnh Hoà Lũng đạt 1.146 tỷ, khoẻ, quý I?"
    assert switch_tone_marks(other) == text
    assert switch_tone_marks("HÒA Thúy quả hoàn") == "HOÀ Thuý quả hoàn"


def test_retyped_questions_of_the_sample(sample: Dataset, made: dict[Kind, Twins]) -> None:
    known = originals(sample)

    def pairs(kind: Kind) -> list[tuple[str, str]]:
        return [
            (known[case.id.partition("~")[0]].question, case.question) for case in made[kind].cases
        ]

    assert not any(has_diacritics(new) for _, new in pairs("no_diacritics"))
    assert all(new != old and unicodedata.normalize("NFC", new) == old for old, new in pairs("nfd"))
    assert all(new != old and key(new) == key(old) for old, new in pairs("tone_marks"))
    for old, new in pairs("typo"):
        words = list(zip(old.split(), new.split(), strict=True))
        changed = [(a, b) for a, b in words if a != b]
        assert len(changed) == 1
        assert changed[0][0].islower()
        assert not any(map(str.isdigit, changed[0][0]))
        assert unicodedata.is_normalized("NFC", new)


def test_names_figures_and_negations_are_never_mistyped() -> None:
    kept = "Không có 12 xã ở Lam Giang, GRDP 6,5 triệu"
    assert {mistype(kept, random.Random(seed)) for seed in range(30)} == {kept}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Thu 1.146 tỷ, bằng 52,3%.", "Thu 1.208 tỷ, bằng 52,3%."),
        ("Số 21.146 và 1.146,5 và 1.146/2.000", "Số 21.146 và 1.146,5 và 1.146/2.000"),
        ("còn 9 hộ, 19 hộ, 9 hội", "còn 8 hộ, 19 hộ, 9 hội"),
    ],
)
def test_a_figure_is_replaced_whole(text: str, changed: str) -> None:
    assert rewrite_text(text, {"1.146": "1.208", "9 hộ": "8 hộ"}) == changed


def test_wordings_without_the_figure_leave_a_changed_group() -> None:
    groups = (("1.146 tỷ", "1146 tỷ"), ("9 hộ", "chín hộ"), ("quế",))
    edits = {"1.146": "1.208", "9 hộ": "8 hộ"}
    assert change_answers(groups, edits) == (("1.208 tỷ", "1208 tỷ"), ("8 hộ",), ("quế",))


def test_written_twins_are_a_set_that_verifies(tmp_path: Path) -> None:
    dataset = made_set(tmp_path / "made")
    counts = write_twins(dataset, KINDS, tmp_path / "twins")
    written = load_dataset(tmp_path / "twins")
    assert len(written.cases) == len(dataset.cases) + sum(counts.values())
    assert [finding for finding in verify(written) if finding.level == "error"] == []
    twins = make_twins(dataset, "figure_changed")
    assert load_overlay(written, "figure_changed") == twins.overlays["figure_changed"]
    with pytest.raises(DatasetError):
        write_twins(dataset, KINDS, tmp_path / "twins")


def test_a_near_miss_asks_of_what_no_article_speaks(
    sample: Dataset, made: dict[Kind, Twins]
) -> None:
    known = originals(sample)
    for case in made["near_miss"].cases:
        assert case.perturb is not None
        of = known[case.perturb.of]
        new = set(re.findall(r"\w+", case.question)) - set(re.findall(r"\w+", of.question))
        assert new and not case.answerable and case.gold.answers == ()
        for year in (word for word in new if re.fullmatch(r"20\d\d", word)):
            assert not any(
                re.search(rf"(?<!\d){year}(?!\d)", d.text) for d in sample.documents.values()
            )
