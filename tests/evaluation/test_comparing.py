"""Planted regressions are caught by the command, and two runs of one build are none."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from evaluating import GATES, METRICS, make_request, run_small
from meetingqa.answering import answerer as answering
from meetingqa.answering.answerer import Answerer, WriterName
from meetingqa.answering.verification import Verified
from meetingqa.answering.writers import ExtractiveWriter
from meetingqa.assistant import Assistant
from meetingqa.cli import main
from meetingqa.cli.evaluation_tables import plain_comparison
from meetingqa.domain import (
    Citation,
    Draft,
    DraftStatement,
    Evidence,
    Passage,
    Query,
    SearchMode,
    Statement,
)
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.bench import Bench, Builder, open_system
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.comparing import Comparison, compare
from meetingqa.evaluation.judged import Judged, Row, judge_run, load_judged, write_baseline
from meetingqa.evaluation.records import RunManifest
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.suites import Gate, Suite
from meetingqa.evaluation.systems import MeetingQA, System
from meetingqa.retrieval import Retriever
from meetingqa.storage.store import Store


class ShufflingRetriever(Retriever):
    """Finds what it should and gives it in any order."""

    def retrieve_meant(
        self, query: Query, *, limit: int = 10, mode: SearchMode = "hybrid"
    ) -> list[Passage]:
        found = super().retrieve_meant(query, limit=limit, mode=mode)
        random.Random(query.standalone).shuffle(found)
        return [p.model_copy(update={"rank": rank}) for rank, p in enumerate(found, start=1)]


class ShufflingAssistant(Assistant):
    def _retriever(self, store: Store | None = None) -> Retriever:
        store = store or self.store()
        return ShufflingRetriever(store.library, store.vectors, store.keyword, self.embedder)


class DigitChangingWriter(ExtractiveWriter):
    """Repeats the evidence with the last digit of the last figure changed."""

    def draft(self, query: Query, evidence: Sequence[Evidence]) -> Draft:
        draft = super().draft(query, evidence)
        return Draft(
            statements=tuple(
                DraftStatement(text=_change_digit(s.text), evidence=s.evidence)
                for s in draft.statements
            )
        )


class DigitChangingAssistant(Assistant):
    def _answerer(self, writer: WriterName) -> Answerer:
        answerer = super()._answerer(writer)
        answerer._extractive = DigitChangingWriter()
        return answerer


def _change_digit(text: str) -> str:
    return re.sub(r"\d(?=\D*$)", lambda m: str((int(m.group()) + 1) % 10), text)


def trust(draft: Draft, evidence: Sequence[Evidence], query: Query) -> Verified:
    """A verifier that is switched off: every statement stands, with the evidence it names."""
    named = {item.number: item for item in evidence}
    places = {
        number: Citation(
            marker=number,
            article=item.article,
            start=item.start,
            end=item.end,
            quote=item.text,
        )
        for number, item in named.items()
    }
    kept = tuple(Statement(text=s.text, citations=s.evidence) for s in draft.statements)
    return Verified(kept, tuple(places.values()), ())


def with_assistant(kind: type[Assistant]) -> Builder:
    def build(request: Request, archive: Archive, bench: Bench) -> System:
        system = open_system(request, archive, bench)
        assert isinstance(system, MeetingQA)
        system.assistant = kind(archive.settings)
        system.assistant.embedder = bench.embedder
        system.assistant.language_model = None
        return system

    return build


@pytest.fixture(scope="module")
def accepted(
    dataset: Path, bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A baseline of the build as it is."""
    run = run_small(make_request(dataset), bench, tmp_path_factory.mktemp("runs") / "accepted")
    yield write_baseline(judge_run(run), tmp_path_factory.mktemp("baselines"))


def leave(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return int(left.value.code or 0)


def failed(run: RunFolder, baseline: Path) -> set[str]:
    comparison = compare(judge_run(run), load_judged(baseline))
    return {delta.metric for delta in comparison.deltas if delta.verdict == "fail"}


def test_two_runs_of_one_build_are_no_regression(
    dataset: Path,
    bench: Bench,
    accepted: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = run_small(make_request(dataset), bench, tmp_path / "again")
    assert failed(run, accepted) == set()
    assert leave("eval", "compare", run.path, accepted) == 0
    assert capsys.readouterr().out.endswith("\nno regression\n")


@pytest.mark.parametrize(
    ("kind", "trusting", "caught"),
    [
        (ShufflingAssistant, False, "mrr@10"),
        (DigitChangingAssistant, False, "right"),
        (DigitChangingAssistant, True, "figures_supported"),
    ],
    ids=["shuffles", "changes-a-digit", "verifies-nothing"],
)
def test_a_planted_regression_is_caught(
    kind: type[Assistant],
    trusting: bool,
    caught: str,
    dataset: Path,
    bench: Bench,
    accepted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if trusting:
        monkeypatch.setattr(answering, "verify", trust)
    run = run_small(make_request(dataset), bench, tmp_path / "worse", with_assistant(kind))
    assert caught in failed(run, accepted)
    assert leave("eval", "compare", run.path, accepted) == 3
    assert capsys.readouterr().out.endswith("\nREGRESSION\n")
    assert leave("eval", "compare", run.path, accepted, "--json") == 3


def test_accepting_a_drawn_run_is_told(
    dataset: Path, bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = make_request(dataset).model_copy(update={"limit": 2})
    run = run_small(drawn, bench, tmp_path / "drawn")
    assert leave("eval", "accept", run.path, "--output", tmp_path) == 0
    assert "only 2 cases of each data set" in capsys.readouterr().err


def test_a_baseline_keeps_what_a_run_counted(accepted: Path, dataset: Path) -> None:
    baseline = load_judged(accepted)
    assert accepted.name == "small-extractive.json"
    assert set(baseline.values) == {gate.metric for gate in GATES}
    assert set(baseline.rows) == {*METRICS, *(gate.metric for gate in GATES)}
    assert len(baseline.clusters) == 36 and baseline.suite.datasets == (str(dataset),)
    assert compare(baseline, baseline).regressed is False


def judged(values: dict[str, list[float]], gates: Sequence[Gate], name: str = "made") -> Judged:
    suite = Suite(name=name, datasets=("d",), metrics=tuple(values), gates=tuple(gates))
    request = Request(suite=suite, system="meetingqa", writer="llm")
    manifest = RunManifest(
        run_id="r",
        suite=name,
        system="meetingqa",
        started_at="",
        settings={"request": request.model_dump(mode="json")},
        data={"d/cases": name},
    )
    ids = [f"c{n}" for n in range(max(map(len, values.values())))]
    return Judged(
        manifest=manifest,
        clusters={i: i for i in ids},
        kinds=dict.fromkeys(ids, "figure"),
        rows={metric: Row(value=None) for metric in values},
        values={metric: dict(zip(ids, own, strict=False)) for metric, own in values.items()},
    )


def outcome(comparison: Comparison) -> dict[str, str]:
    return {delta.metric: delta.verdict for delta in comparison.deltas}


@pytest.mark.parametrize(
    ("metric", "margin", "here", "there", "verdict"),
    [
        ("right", 0.05, [1.0] * 90 + [0.0] * 10, [1.0] * 100, "fail"),
        ("right", 0.05, [1.0] * 99 + [0.0], [1.0] * 100, "pass"),
        ("right", 0.30, [1.0] * 85 + [0.0] * 15, [1.0] * 100, "fail"),  # within, but no chance
        ("right", 0.00, [1.0] * 100, [1.0] * 90 + [0.0] * 10, "pass"),
        ("false_answer", 0.05, [0.0] * 90 + [1.0] * 10, [0.0] * 100, "fail"),
        ("false_answer", 0.00, [0.0] * 100, [0.0] * 90 + [1.0] * 10, "pass"),
        # Few clusters, where one case that differs makes the interval wide both ways.
        ("right", 0.00, [1.0] * 20, [1.0] * 19 + [0.0], "pass"),
        ("right", 0.00, [1.0] * 19 + [0.0], [1.0] * 20, "fail"),
        ("false_answer", 0.02, [0.0] * 20, [0.0] * 19 + [1.0], "pass"),
        ("field_f1", 0.02, [0.9] * 15 + [0.99], [0.9] * 15 + [0.5], "pass"),
    ],
)
def test_soft_gates(
    metric: str, margin: float, here: list[float], there: list[float], verdict: str
) -> None:
    gates = [Gate(metric=metric, margin=margin)]
    comparison = compare(judged({metric: here}, gates), judged({metric: there}, gates))
    assert outcome(comparison) == {metric: verdict}


def test_a_hard_gate_needs_no_baseline_and_forgives_nothing() -> None:
    gates = [Gate(metric="quotes_exact", hard=True)]
    here = judged({"quotes_exact": [1.0] * 99 + [0.0], "right": [1.0] * 100}, gates)
    same = judged({"quotes_exact": [1.0] * 99 + [0.0], "right": [1.0] * 100}, gates)
    assert outcome(compare(here, same))["quotes_exact"] == "fail"
    without = judged({"right": [1.0] * 100}, gates)
    comparison = compare(here, without)
    assert outcome(comparison) == {"quotes_exact": "fail", "right": ""}


def test_who_answers_nothing_passes_no_gate() -> None:
    gates = [
        Gate(metric="quotes_exact", hard=True),
        Gate(metric="cited_gold_recall", margin=0.02),
        Gate(metric="em", margin=0.02),
    ]
    cited = {"quotes_exact": [1.0] * 9, "cited_gold_recall": [0.5] * 8, "em": []}
    there = judged({**cited, "refusal_recall": [0.0] * 9}, gates)
    here = judged({"refusal_recall": [1.0] * 9}, gates)
    comparison = compare(here, there)
    assert comparison.regressed
    told = {d.metric: (d.verdict, d.reason) for d in comparison.deltas if d.gate}
    assert told == {
        "quotes_exact": ("fail", "applies to no case, to 9 of the baseline"),
        "cited_gold_recall": ("fail", "applies to no case, to 8 of the baseline"),
    }
    assert comparison.notes[-1] == "gates without values in both: em"
    assert re.search(r"cited_gold_recall +- +0\.5000 ", plain_comparison(comparison))
    elsewhere = judged({"refusal_recall": [1.0] * 9}, gates)
    elsewhere = elsewhere.model_copy(update={"clusters": {"c8": "c8"}})
    assert outcome(compare(elsewhere, there)) == {"quotes_exact": "fail", "refusal_recall": ""}


def test_a_share_of_the_refusals_is_not_paired() -> None:
    here = {"refusal_precision": [1.0, 0.0, 0.0], "right": [1.0] * 3}
    there = {"refusal_precision": [1.0], "right": [1.0] * 3}
    comparison = compare(judged(here, []), judged(there, []))
    assert [delta.metric for delta in comparison.deltas] == ["right"]  # and not "no difference"


def test_metrics_without_a_gate_are_a_family_of_their_own() -> None:
    here = {name: [1.0] * 93 + [0.0] * 7 for name in ("right", "em", "proven", "contains")}
    there = {name: [1.0] * 100 for name in here}
    gates = [Gate(metric="right", margin=0.3)]
    deltas = {d.metric: d for d in compare(judged(here, gates), judged(there, gates)).deltas}
    assert deltas["right"].adjusted == deltas["right"].p < 0.02
    assert deltas["em"].adjusted == pytest.approx(3 * deltas["em"].p)


def test_what_is_not_compared_is_said() -> None:
    gates = [Gate(metric="right", margin=0.1), Gate(metric="em", margin=0.1)]
    comparison = compare(
        judged({"right": [1.0] * 8}, gates), judged({"right": [1.0] * 10}, gates, "other")
    )
    assert [note.split(":")[0] for note in comparison.notes] == [
        "suites differ",
        "2 cases of the baseline are not compared",
        "other data than the baseline's",
        "gates without values in both",
    ]
    nothing = judged({"right": []}, gates)
    with pytest.raises(EvaluationError, match="no case in common"):
        compare(judged({"right": [1.0]}, gates), nothing)


def test_a_gate_whose_values_are_of_other_cases_decides_nothing() -> None:
    gates = [Gate(metric="em", margin=0.1), Gate(metric="right", margin=0.1)]
    both = judged({"em": [1.0] * 8, "right": [1.0] * 8}, gates)
    there = dict(both.values) | {"em": {"c7": 1.0}}
    here = dict(both.values) | {"em": {"c0": 1.0}}
    run, baseline = (both.model_copy(update={"values": own}) for own in (here, there))
    comparison = compare(run, baseline)
    assert outcome(comparison) == {"right": "pass"}
    assert comparison.notes == ("gates without values in both: em",)


def test_chance_is_told_with_the_change_that_could_be_seen() -> None:
    gates = [Gate(metric="right", margin=0.2)]
    here, there = [1.0] * 92 + [0.0] * 8, [0.0] * 6 + [1.0] * 94
    [delta] = compare(judged({"right": here}, gates), judged({"right": there}, gates)).deltas
    assert delta.discordant and (delta.discordant.only_a, delta.discordant.only_b) == (6, 8)
    assert delta.p > 0.5 and delta.verdict == "pass" and delta.flips == (6, 8)
    wrong = compare(judged({"false_answer": here}, []), judged({"false_answer": there}, []))
    assert wrong.deltas[0].flips == (8, 6)  # fewer is better
    assert delta.detectable == pytest.approx(2.8 * (0.14 / 100) ** 0.5, rel=0.05)


def test_a_run_that_is_not_complete_or_not_there_is_not_compared(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no run"):
        load_judged(tmp_path / "nothing")
    run = RunFolder(tmp_path / "begun")
    request = judged({"right": [1.0]}, []).manifest
    run.write_manifest(request)
    with pytest.raises(EvaluationError, match="not complete"):
        judge_run(run)
    run.write_manifest(request.model_copy(update={"ended_at": "2031-01-01T00:00:00"}))
    with pytest.raises(EvaluationError, match="has no cases") as caught:
        judge_run(run)
    assert "eval score" in caught.value.hint
    (tmp_path / "odd.json").write_text('{"ids": []}', encoding="utf-8")
    with pytest.raises(EvaluationError, match="no baseline"):
        load_judged(tmp_path / "odd.json")
