"""Reports say what the run's scores say, link every number to its cases, and load nothing."""

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer import Typer
from typer.testing import CliRunner

from evaluation_runs import make_dataset, make_documents, make_run
from meetingqa.cli import evaluation
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.comparing import compare
from meetingqa.evaluation.judged import judge_run, write_baseline
from meetingqa.evaluation.records import Cited, Gold
from meetingqa.evaluation.report import Written, read_side, write_report
from meetingqa.evaluation.report.highlighting import (
    Span,
    find_citation,
    find_gold,
    mark,
    show_sources,
)
from meetingqa.evaluation.report.legend import FAMILIES, explain
from meetingqa.evaluation.report.model import Verdict, anchor
from meetingqa.evaluation.report.verdicts import _row
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import SCORERS, scorer_of
from meetingqa.evaluation.statistics import Difference, Interval, McNemar

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs over one data set: ours, and BM25's that is wrong elsewhere."""
    root = tmp_path_factory.mktemp("report")
    texts = make_documents()
    make_dataset(root / "made-up", texts)
    make_run(root / "ours", root / "made-up", texts)
    wrong = {1, 2, 17, 22, 23, 30, 31}
    make_run(root / "bm25", root / "made-up", texts, system="bm25", wrong=lambda n: n in wrong)
    return root


@pytest.fixture(scope="module")
def alone(folder: Path) -> Written:
    return write_report(RunFolder(folder / "ours"))


@pytest.fixture(scope="module")
def beside(folder: Path) -> Written:
    baseline = read_side(folder / "bm25")
    return write_report(RunFolder(folder / "ours"), baseline, folder / "out" / "beside.html")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href"):
                self.links.append(value or "")
            if name in ("src", "srcset", "poster", "action") or (tag == "link" and name == "href"):
                self.loads.append(value or "")


def test_the_table_says_what_the_scores_say(folder: Path, alone: Written) -> None:
    rows = judge_run(RunFolder(folder / "ours")).rows
    verdicts = {verdict.metric: verdict for verdict in alone.report.verdicts}
    for metric, row in rows.items():
        here = (row.value, row.low, row.high, row.n, row.clusters)
        assert tuple(verdicts[metric].here) == here
    html = alone.html.read_text(encoding="utf-8")
    assert f'<a href="#metric-right">{100 * (rows["right"].value or 0):.1f} %</a>' in html
    gates = {v.metric: v.gate for v in alone.report.verdicts}
    assert gates["quotes_exact"] == "fail" and gates["right"] == "open" and gates["hit@1"] == ""
    assert "Broken gates (1 of 2): quotes_exact." in alone.report.summary
    assert '<span class="badge fail">Broken</span> <a href="#metric-quotes_5f_exact">' in html
    assert not verdicts["hit@3"].shown  # the suite does not ask for it


def test_what_won_is_what_is_better(folder: Path) -> None:
    ours, theirs = (read_side(folder / name) for name in ("ours", "bm25"))
    wins = []
    for metric in ("right", "false_answer"):
        delta = (
            compare(ours.judged, theirs.judged)
            .deltas[0]
            ._replace(metric=metric, discordant=McNemar(3, 1, 0.6), detectable=None)
        )
        wins.append(_row(metric, Interval(0.5, None, None, 4, 1), None, delta, None).note)
    assert wins == ["3 won, 1 lost", "1 won, 3 lost"]


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_every_link_leads_somewhere_and_nothing_is_loaded(
    which: str, request: pytest.FixtureRequest
) -> None:
    text = request.getfixturevalue(which).html.read_text(encoding="utf-8")
    page = _Page(text)
    assert len(page.ids) == len(set(page.ids))
    targets = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert targets <= set(page.ids)
    assert {f"item-t-{n}{part}" for n in range(9) for part in "abcd"} <= targets
    assert page.loads == ["data:,"]
    assert all(link.startswith(("#", "data:")) for link in page.links)
    styles = "".join(re.findall(r"<style>.*?</style>", text, re.DOTALL))
    assert not re.search(r"@import|url\((?!#)", styles)


def test_words_of_the_data_are_no_markup(beside: Written) -> None:
    html = beside.html.read_text(encoding="utf-8")
    assert "&lt;sân bay&gt; &amp; bến cảng" in html and "<sân bay>" not in html
    card = html[html.index("data card") :]
    assert "&lt;b&gt;No&lt;/b&gt;" in card and "<td>Apache-2.0</td>" in card and "<img" not in card


def test_the_worst_cases_come_first_with_errors_before_them(alone: Written) -> None:
    report = alone.report
    assert [item.here.prediction.status for item in report.failures] == ["error"] + ["answered"] * 4
    assert [item.value for item in report.failures] == [0.0] * 5
    assert report.regressions == report.wins == ()
    assert "ModelTimeout: 60 s" in alone.html.read_text(encoding="utf-8")


def test_a_twin_that_lost_stands_beside_its_original(alone: Written, beside: Written) -> None:
    lost = alone.report.failures[0]
    assert lost.case.id == "t-2c" and lost.original is not None
    question, panel = lost.original
    assert question.startswith("Thu ngân sách") and panel.prediction.status == "answered"
    html = alone.html.read_text(encoding="utf-8")
    assert f"Asked as: <q>{question}</q>" in html
    assert [item.case.id for item in alone.report.items if item.original] == ["t-2c"]
    # Where there is a run to compare with, that is what stands beside it.
    assert not any(item.original for item in beside.report.items)


def test_regressions_and_wins_are_the_cases_that_changed(beside: Written) -> None:
    ours = {n for n in range(36) if n % 7 == 3}
    theirs = {1, 2, 17, 22, 23, 30, 31}
    names = [f"t-{n}{part}" for n in range(9) for part in "abcd"]
    lost = {item.case.id for item in beside.report.regressions if item.change}
    won = {item.case.id for item in beside.report.wins if item.change}
    assert lost == {names[n] for n in ours - theirs}
    assert won == {names[n] for n in theirs - ours}
    changes = [item.change or 0.0 for item in beside.report.regressions]
    assert changes == sorted(changes)
    assert all(item.baseline and item.baseline.system == "bm25" for item in beside.report.wins)


def test_a_quote_that_no_source_holds_is_named(alone: Written) -> None:
    wrong = next(item for item in alone.report.items if item.case.id == "t-4b")
    assert [found for _, found in wrong.here.citations] == [False]
    right = next(item for item in alone.report.items if item.case.id == "t-0a")
    assert [found for _, found in right.here.citations] == [True]
    both = [s for e in right.here.sources for s in e.segments if s.markers and s.gold]
    assert [segment.text for segment in both] == ["1200 tỷ đồng"]
    assert "not in the source" in alone.html.read_text(encoding="utf-8")


def test_slices_part_all_cases(alone: Written) -> None:
    slicings = {slicing.name: slicing for slicing in alone.report.slicings}
    assert slicings.keys() == {
        *("kind", "twin", "answer length", "figures", "year", "province", "diacritics")
    }
    for slicing in slicings.values():
        assert sum(len(group.items) for group in slicing.groups) == 36
        assert slicing.metrics[0] == "right"
    assert [g.name for g in slicings["province"].groups] == ["Hải Vân", "Mường Sơn", "Trà Khúc"]
    assert [g.name for g in slicings["year"].groups] == ["2021", "2022", "2023"]
    without = slicings["diacritics"].groups[1]
    assert without.name == "without diacritics" and len(without.items) == 9


def test_what_was_not_measured_is_counted(alone: Written) -> None:
    gaps = {gap.metric: gap for gap in alone.report.gaps}
    assert (gaps["quotes_exact"].excluded, gaps["quotes_exact"].errors) == (7, 2)
    assert gaps["quotes_exact"].example == "t-1a: ValueError: '1,2,3'"
    assert gaps["hit@1"].excluded == 9


def test_plots_take_the_colours_of_the_page_and_keep_their_words(beside: Written) -> None:
    plots = {plot.name: plot for plot in beside.report.plots}
    assert plots.keys() == {"hits", "risk", "latency", "forest"}
    for plot in plots.values():
        assert "var(--ours)" in plot.svg and "#0a0b0" not in plot.svg
        assert "<text" in plot.svg and 'role="img"' in plot.svg and plot.alt
        assert len({len(row) for row in plot.rows}) == 1
    assert "threshold 0.50" in plots["risk"].svg
    assert "At its threshold 0.50 it answers" in plots["risk"].alt


def test_markdown_holds_the_same(beside: Written) -> None:
    text = beside.markdown.read_text(encoding="utf-8")
    for verdict in beside.report.verdicts:
        place = anchor(verdict.metric, "metric")
        assert f"| [{verdict.metric}](#{place}) | {100 * verdict.here.value:.1f} %" in text
        assert f'<a id="{place}"></a>' in text
    assert f"## Worst regressions\n\n### {beside.report.regressions[0].case.question[:10]}" in text
    assert "- retrieved: #1 `" in text
    heads = [line for line in text.splitlines() if re.fullmatch(r"\|( --- \|)+", line)]
    assert len(heads) > 10


def test_a_baseline_file_stands_beside_a_run(folder: Path) -> None:
    file = write_baseline(judge_run(RunFolder(folder / "bm25")), folder / "baselines")
    run = RunFolder(folder / "ours")
    report = write_report(run, read_side(file), folder / "file.html").report
    by_metric = {verdict.metric: verdict for verdict in report.verdicts}
    assert report.baseline == "bm25" and by_metric["right"].delta
    # Ungated metrics keep their mean, not their cases.
    assert by_metric["hit@1"].baseline and by_metric["hit@1"].delta is None
    assert all(item.baseline is None for item in report.items)


def test_a_run_that_is_not_complete_is_no_report(folder: Path, tmp_path: Path) -> None:
    texts = make_documents(2)
    run = make_run(tmp_path / "half", folder / "made-up", texts, scored=False)
    with pytest.raises(EvaluationError, match="has no scores") as caught:
        write_report(run)
    assert "eval score" in caught.value.hint


def test_a_name_is_the_accepted_baseline_also_where_a_run_is_called_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `eval compare` reads it; a run's folder is the run."""
    monkeypatch.chdir(tmp_path)
    texts = make_documents()
    run = make_run(tmp_path / "eval/runs/smoke-extractive", folder / "made-up", texts)
    write_baseline(judge_run(run))
    assert not read_side("smoke-extractive").predictions
    assert read_side(run.path).predictions


def test_what_differs_alike_in_every_case_is_sure_without_an_interval() -> None:
    fall = Difference(-1.0, None, None, 0.0, 12, 12)
    mean = Interval(0.0, 0.0, 0.2, 12, 12)
    row = Verdict("right", explain("right"), scorer_of("right"), mean, delta=fall, p=0.001)
    assert row.sure and not row.better
    assert not row._replace(p=0.2).sure


def test_a_gate_that_applies_to_no_case_any_more_is_broken(tmp_path: Path) -> None:
    texts = make_documents(3)
    make_dataset(tmp_path / "made-up", texts)
    runs = [make_run(tmp_path / name, tmp_path / "made-up", texts) for name in ("mute", "bm25")]
    kept = (
        s.model_copy(update={"value": None, "error": None}) if s.metric == "quotes_exact" else s
        for s in runs[0].scores()
    )
    runs[0].write_scores(list(kept))
    written = write_report(runs[0], read_side(runs[1].path))
    [row] = [v for v in written.report.verdicts if v.metric == "quotes_exact"]
    assert row.gate == "fail" and "applies to no case" in row.note and row.here.n == 0
    assert "quotes_exact" in written.report.summary.partition("Broken gates")[2]
    pages = [path.read_text(encoding="utf-8") for path in (written.html, written.markdown)]
    assert not any(re.search(r"\bnan\b", page) for page in pages)
    assert '<a href="#metric-quotes_5f_exact">–</a>' in pages[0]


def test_a_run_that_lost_predictions_has_no_report(folder: Path, tmp_path: Path) -> None:
    texts = make_documents(2)
    run = make_run(tmp_path / "torn", folder / "made-up", texts)
    lines = (run.path / "predictions.jsonl").read_bytes().splitlines(keepends=True)
    (run.path / "predictions.jsonl").write_bytes(b"".join(lines[:3]))
    with pytest.raises(EvaluationError, match=f"lacks the answers to {len(lines) - 3} of its"):
        write_report(run)


def test_without_the_articles_the_report_says_so(tmp_path: Path) -> None:
    texts = make_documents(3)
    make_dataset(tmp_path / "gone", texts)
    run = make_run(tmp_path / "run", tmp_path / "gone", texts, wrong=lambda number: False)
    shutil.rmtree(tmp_path / "gone")
    written = write_report(run)
    assert any("articles are not at hand" in note for note in written.report.notes)
    assert written.report.cards == () and written.report.failures == ()
    html = written.html.read_text(encoding="utf-8")
    assert "No case failed." in html and "have no card here" in html


def test_every_metric_is_explained() -> None:
    for name in SCORERS:
        family, about = explain(name)
        assert family in FAMILIES and about, name
    assert explain("hit@7").about == "a gold document is in the top 7"
    assert explain("unheard_of").family == "other"


@given(st.text(max_size=40), st.lists(st.tuples(*[st.integers(-5, 45)] * 2, st.integers(0, 3))))
def test_marking_keeps_the_text(text: str, spans: list[tuple[int, int, int]]) -> None:
    segments = mark(text, [Span(*span) for span in spans])
    assert "".join(segment.text for segment in segments) == text


def test_overlapping_marks_are_kept_apart() -> None:
    segments = mark("abcdef", [Span(0, 4, 1), Span(2, 6, 2), Span(3, 4)])
    assert [(s.text, s.markers, s.closes, s.gold) for s in segments] == [
        ("ab", (1,), (), False),
        ("c", (1, 2), (), False),
        ("d", (1, 2), (1,), True),
        ("ef", (2,), (2,), False),
    ]


def test_gold_words_are_found_as_whole_words_in_either_spelling() -> None:
    gold = Gold(docs=("d",), answers=(("ủy ban", "12"),))
    text = "Uỷ ban họp ngày 12, không phải 112 hay 12a."
    assert [text[s.start : s.end] for s in find_gold(gold, "d", text)] == ["Uỷ ban", "12"]
    assert find_gold(gold, "other", text) == []


def test_a_citation_with_wrong_offsets_is_found_by_its_words() -> None:
    cited = Cited(marker=2, doc="d", quote="mưa to", start=0, end=6)
    assert find_citation(cited, "Hôm nay mưa to.") == Span(8, 14, 2)
    assert find_citation(cited, "Trời nắng.") is None
    excerpts = show_sources({"d": "Trời. " * 60 + "mưa to"}, [cited], Gold())
    assert [e.cut for e in excerpts] == [(True, False)]


def _command() -> Typer:
    app = Typer()
    app.command("report")(evaluation.report)
    app.command("label")(evaluation.label)
    return app


def test_the_command_names_the_files_it_wrote(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    options = ["--baseline", str(folder / "bm25"), "--output", str(page), "--json"]
    result = CliRunner().invoke(_command(), ["report", str(folder / "ours"), *options])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["html"] == str(page)
    assert page.is_file() and page.with_suffix(".md").is_file()
    result = CliRunner().invoke(_command(), ["report", str(folder / "ours"), "--output", "a.pdf"])
    assert result.exit_code == 2


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_page_works_in_a_browser(
    browser: object, beside: Written, scheme: str, width: int
) -> None:
    page = browser.new_context(  # type: ignore[attr-defined]
        color_scheme=scheme, viewport={"width": width, "height": 900}
    ).new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(beside.html.as_uri())
    missing = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert missing == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator('.verdicts a[href="#metric-right"]').first.click()
    page.locator("#metric-right a").first.click()
    opened = page.evaluate("location.hash.slice(1)")
    assert opened.startswith("item-") and page.locator(f"#{opened} .scores").is_visible()
    page.locator(".finder input").fill("t-3d")
    assert page.locator(".item:visible").count() == 1
    page.evaluate(  # the id of a twin and its change are as long
        "document.querySelectorAll('.meta > :not(:first-child):not(:last-child)')"
        ".forEach(e => e.append('~planted_instruction'))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_viewport_size({"width": 900, "height": 900})
    gate = page.locator(".verdicts tbody td:last-child").first.bounding_box()
    assert gate["width"] > 160  # room for what it says, not a word a line
    assert faults == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
