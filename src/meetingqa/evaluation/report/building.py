"""Makes a report of a run, alone or against a baseline: what to show, and what each number rests on."""

from collections.abc import Iterable, Mapping, Sequence

from meetingqa.evaluation.records import Case
from meetingqa.evaluation.report import items
from meetingqa.evaluation.report.facts import count_statuses, describe_run, summarise
from meetingqa.evaluation.report.model import (
    Gap,
    Group,
    Listing,
    Report,
    Slicing,
    Verdict,
    anchor,
)
from meetingqa.evaluation.report.plots import draw_plots
from meetingqa.evaluation.report.sides import Side, Sources, find_sources
from meetingqa.evaluation.report.slices import slice_cases
from meetingqa.evaluation.report.verdicts import judge
from meetingqa.evaluation.scorers import scorer_of
from meetingqa.evaluation.statistics import MIN_CLUSTERS, RESAMPLES, mean_interval

_SLICED = 4  # metrics shown beside each other in a slice


def build_report(here: Side, baseline: Side | None) -> Report:
    """The report. Where the articles are not at hand nothing is highlighted beyond the retrieved
    passages, and the report says so. Raises EvaluationError when the two have no case in common."""
    verdicts, notes = judge(here, baseline)
    sources = find_sources(here.judged)
    if sources.missing:
        notes.append(f"the articles are not at hand: {sources.missing}")
    shown = [v.metric for v in verdicts if v.shown] or [v.metric for v in verdicts]
    headline = items.choose_headline(shown)
    changes = items.find_changes(here, baseline, headline) if baseline else {}
    lost, won = items.worst_and_best(changes)
    failed = items.find_failures(here, headline)
    by_id = {case.id: case for case in here.cases}
    values = here.values.get(headline, {})

    def texts_of(case: Case) -> dict[str, str]:
        return {name: document.text for name, document in sources.documents_of(case).items()}

    def original_of(case: Case) -> tuple[Case, dict[str, str]] | None:
        if not case.perturb or baseline and baseline.predictions or not items.is_lost(case, values):
            return None
        return by_id[case.perturb.of], texts_of(by_id[case.perturb.of])

    whole = {*lost, *won, *failed} if len(here.cases) > items.WHOLE else set(by_id)
    made = {
        case.id: items.make_item(
            case,
            here,
            baseline,
            texts_of(case),
            values.get(case.id),
            changes.get(case.id),
            whole=case.id in whole,
            original=original_of(case),
        )
        for case in here.cases
    }
    slicings = _slice(here, shown, headline, sources)
    title, facts, manifest = describe_run(here, baseline)
    return Report(
        title=title,
        baseline=baseline.name if baseline else "",
        summary=summarise(verdicts, headline, baseline.name if baseline else "", len(here.cases)),
        headline=headline,
        intervals=_describe_intervals(verdicts),
        facts=facts,
        counts=count_statuses(here),
        verdicts=tuple(verdicts),
        notes=tuple(notes),
        plots=draw_plots([here, baseline] if baseline else [here], verdicts),
        slicings=slicings,
        regressions=tuple(made[name] for name in lost),
        wins=tuple(made[name] for name in won),
        failures=tuple(made[name] for name in failed),
        listings=(
            _list_statuses(here),
            *(_list_metric(here, v.metric) for v in verdicts),
            *_list_groups(slicings, here, headline),
        ),
        items=tuple(made.values()),
        cards=sources.cards,
        gaps=_find_gaps(here, verdicts),
        manifest=manifest,
    )


def _describe_intervals(verdicts: Sequence[Verdict]) -> str:
    few = f"by Student's t over whole clusters, of which there are fewer than {MIN_CLUSTERS}"
    most = max((v.here.clusters for v in verdicts), default=0)
    return few if most < MIN_CLUSTERS else f"from {RESAMPLES:,} bootstraps of whole clusters"


def _slice(
    here: Side, shown: Sequence[str], headline: str, sources: Sources
) -> tuple[Slicing, ...]:
    shares = [
        name for name in shown if scorer_of(name).share and name != headline and here.values[name]
    ]
    metrics = ([headline] if headline else []) + shares[: _SLICED - 1]
    slicings = []
    for name, groups in slice_cases(here.cases, sources.documents_of).items():
        parts = []
        for value, ids in groups.items():
            found = []
            for metric in metrics:
                own = here.values[metric]
                inside = {i: own[i] for i in ids if i in own}
                found.append(mean_interval(inside, here.judged.clusters))
            parts.append(Group(value, anchor(f"{name} {value}", "slice"), ids, tuple(found)))
        slicings.append(Slicing(name, tuple(metrics), tuple(parts)))
    return tuple(slicings)


def _list_statuses(here: Side) -> Listing:
    groups: dict[str, list[str]] = {}
    for case in here.cases:
        status = here.predictions[case.id].status.replace("_", " ")
        groups.setdefault(status, []).append(case.id)
    return _listing("status", "metric-status", groups.items())


def _list_metric(here: Side, metric: str) -> Listing:
    scores = {score.id: score for score in here.scores.get(metric, ())}
    counted = here.values.get(metric, {})
    scored = [case.id for case in here.cases if case.id in scores]
    failed = [name for name in scored if scores[name].error]
    values = {name: counted[name] for name in scored if name in counted and name not in failed}
    left = [name for name in scored if name not in counted and name not in failed]
    groups = [("error", failed), *_by_value(values, scorer_of(metric).share)]
    return _listing(metric, anchor(metric, "metric"), [*groups, ("does not apply", left)])


def _listing(name: str, anchor: str, groups: Iterable[tuple[str, Sequence[str]]]) -> Listing:
    return Listing(name, anchor, tuple((value, tuple(ids)) for value, ids in groups if ids))


def _by_value(values: Mapping[str, float], share: bool) -> list[tuple[str, list[str]]]:
    """Cases by value: a share in five bands, anything else largest first."""
    if not share:
        return [("largest first", sorted(values, key=lambda name: -values[name]))]
    bands: dict[str, list[str]] = {b: [] for b in ("0", "below 0.5", "0.5 and more", "1")}
    for name, value in values.items():
        band = "0" if value <= 0 else "1" if value >= 1 else "below 0.5"
        bands["0.5 and more" if 0.5 <= value < 1 else band].append(name)
    return list(bands.items())


def _list_groups(slicings: Sequence[Slicing], here: Side, headline: str) -> list[Listing]:
    own = here.values.get(headline, {})
    listings = []
    for slicing in slicings:
        for group in slicing.groups:
            values = {name: own[name] for name in group.items if name in own}
            rest = [name for name in group.items if name not in own]
            bands = [(f"{headline} {band}", ids) for band, ids in _by_value(values, True)]
            name = f"{slicing.name}: {group.name}"
            listings.append(_listing(name, group.anchor, [*bands, ("not counted", rest)]))
    return listings


def _find_gaps(here: Side, verdicts: Sequence[Verdict]) -> tuple[Gap, ...]:
    gaps = []
    for metric in (v.metric for v in verdicts):
        scores = here.scores.get(metric, [])
        failed = [s for s in scores if s.error]
        left = [s for s in scores if s.value is None and not s.error]
        if failed or left:
            example = f"{failed[0].id}: {failed[0].error}" if failed else ""
            gaps.append(Gap(metric, len(left), len(failed), example))
    return tuple(gaps)
