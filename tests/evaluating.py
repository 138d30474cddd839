"""A small invented question set, and what it takes to run suites over it without any model."""

import json
from pathlib import Path

from fakes import FakeEmbedder
from meetingqa.evaluation.bench import Bench, Builder, open_system
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.runner import plan_run, run_suite
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.suites import Gate, Suite
from meetingqa.models.tokens import ranks_path
from meetingqa.settings import Settings

PLACES = (
    "An Lộc", "Bạch Hạc", "Cẩm Điền", "Diên Mỹ", "Gia Hòa", "Hồng Lam",
    "Kim Sa", "Lạc Sơn", "Mỹ Khê", "Ninh Cát", "Phú Trạch", "Tân Dương",
)  # fmt: skip
GATES = (
    Gate(metric="quotes_exact", hard=True),
    Gate(metric="ids_in_range", hard=True),
    Gate(metric="schema_valid", hard=True),
    Gate(metric="right", margin=0.03),
    Gate(metric="figures_supported", margin=0.0),
    Gate(metric="mrr@10", margin=0.03),
)
METRICS = ("right", "proven", "false_refusal", "refusal_recall", "hit@1", "mrr@10", "quotes_exact")


def write_dataset(folder: Path) -> Path:
    """Twelve meetings, two questions each with an answer and one without."""
    cases: list[dict[str, object]] = []
    for number, place in enumerate(PLACES):
        revenue, communes = 1_210 + 317 * number, 21 + 4 * number
        text = (
            f"HĐND tỉnh {place} họp kỳ thứ {number + 3}\n10/12/2023\n"
            f"Sáng 8/12/2023, HĐND tỉnh {place} khai mạc kỳ họp thứ {number + 3}.\n"
            f"Năm 2023, thu ngân sách nhà nước trên địa bàn tỉnh {place} đạt {revenue:_} tỷ đồng.\n"
            f"Toàn tỉnh {place} có {communes} xã đạt chuẩn nông thôn mới.\n"
        ).replace("_", ".")
        name = f"{number:02d}.txt"
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        (folder / "articles" / name).write_text(text, encoding="utf-8")
        figures = (
            (f"Năm 2023, thu ngân sách nhà nước trên địa bàn tỉnh {place} đạt bao nhiêu?",
             f"{revenue:_} tỷ đồng".replace("_", ".")),
            (f"Tỉnh {place} có bao nhiêu xã đạt chuẩn nông thôn mới?", f"{communes} xã"),
        )  # fmt: skip
        for part, (question, answer) in enumerate(figures):
            gold = {"docs": [name], "answers": [[answer]], "type": "number"}
            cases.append({"id": f"q{number:02d}-{part}", "question": question, "gold": gold})
        question = f"Ai là Giám đốc Sở Tư pháp tỉnh {place} năm 2023?"
        cases.append({"id": f"q{number:02d}-none", "question": question, "answerable": False})
    for case in cases:
        place = str(case["id"])[1:3]
        case |= {"cluster": f"{place}.txt", "split": "dev" if int(place) % 2 else "test"}
    lines = [json.dumps(case, ensure_ascii=False) for case in cases]
    (folder / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def make_settings(tmp_path: Path, ranks: Path) -> Settings:
    """Settings of a cache of its own, with the token ranks of the machine."""
    cache = tmp_path / "cache"
    mine = ranks_path(cache)
    if not mine.exists():
        mine.parent.mkdir(parents=True)
        mine.symlink_to(ranks)
    return Settings(store_dir=tmp_path / "store", cache_dir=cache, embedder="fake", llm="none")


def make_bench(settings: Settings) -> Bench:
    """What systems share: a fake encoder and no language model."""
    return Bench(settings, FakeEmbedder(), None)


def make_request(dataset: Path, **changes: object) -> Request:
    """A request for answers by the extractive writer; `changes` of the suite or of the request."""
    own = {
        k: v
        for k, v in changes.items()
        if k in Suite.model_fields and k not in ("system", "writer")
    }
    others = {k: v for k, v in changes.items() if k not in own}
    suite = {"name": "small", "datasets": (str(dataset),), "metrics": METRICS, "gates": GATES}
    fields = {"suite": Suite.model_validate(suite | own), "system": "meetingqa"}
    return Request.model_validate(fields | {"writer": "extractive"} | others)


def run_small(
    request: Request, bench: Bench, folder: Path, build: Builder = open_system, **options: object
) -> RunFolder:
    """A run of a request in a folder."""
    run = RunFolder(folder)
    run_suite(plan_run(request, bench), run, bench, build=build, **options)  # type: ignore[arg-type]
    return run


def values_of(run: RunFolder) -> list[tuple[str, str, float | None]]:
    """Every score of a run but those of time."""
    return [(s.id, s.metric, s.value) for s in run.scores() if s.metric != "seconds"]
