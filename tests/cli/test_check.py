"""`check` and `digest` as people and programs call them: real store, real encoder, no model."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from asking import MAI_2023
from commanding import fill_store, set_environment
from meetingqa.cli import main
from meetingqa.models.tokens import has_ranks
from meetingqa.settings import load_settings

pytestmark = pytest.mark.skipif(
    not has_ranks(load_settings().cache_dir), reason="token ranks are not pulled"
)
Run = Callable[..., tuple[int, str, str]]
TRUE = "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua 18 nghị quyết."
FALSE = "Kim ngạch nhập khẩu 6 tháng đạt 21.900 tỷ đồng, tăng 3,1% so với cùng kỳ."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_store(tmp_path_factory.mktemp("check"))


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    set_environment(monkeypatch)

    def call(*args: object) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*map(str, args), "--store", str(store)])
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return call


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_draft_is_checked_sentence_by_sentence(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"# Bản tin\n\n{TRUE} {FALSE}\n", encoding="utf-8")
    code, out, _ = run("check", draft, "--json")
    verdicts = json.loads(out)
    assert code == 0
    assert [(v["id"], v["verdict"]) for v in verdicts] == [(1, "supported"), (2, "contradicted")]
    assert {"kind", "said", "found"} == set(verdicts[1]["reasons"][0])
    text = draft.read_text(encoding="utf-8")
    assert [text[v["start"] : v["end"]] for v in verdicts] == [TRUE, FALSE]
    shown = run("check", draft)[1]
    assert "✓ Có căn cứ" in shown and "✗ Trái với bài" in shown
    assert "2 câu: 1 có căn cứ, 1 trái với bài, 0 không tìm thấy." in shown


def test_a_draft_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TRUE.encode())))
    assert json.loads(run("check", "-", "--json")[1])[0]["verdict"] == "supported"


def test_a_draft_in_word_and_one_with_nothing_in_it(run: Run, tmp_path: Path) -> None:
    draft, empty, broken = (tmp_path / name for name in ("draft.docx", "empty.txt", "broken.docx"))
    document = docx.Document()
    document.add_heading("Bản tin", level=1)
    document.add_paragraph(TRUE, style="List Bullet")
    document.add_paragraph(FALSE)
    document.save(str(draft))
    found = json.loads(run("check", draft, "--json")[1])
    assert [v["verdict"] for v in found] == ["supported", "contradicted"]
    empty.write_bytes(b"")
    assert json.loads(run("check", empty, "--json")[1]) == []
    broken.write_bytes(b"PK not a Word file")
    code, _, err = run("check", broken)
    assert code == 1 and "not a Word file" in err and "hint:" in err


def test_a_row_and_a_list_of_a_draft_in_markdown(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    row = "| Nghị quyết HĐND tỉnh Đồng Mai thông qua | 18 | nghị quyết |"
    draft.write_text(f"* {TRUE}[^1]\n\n{row}\n\n[^1]: Bản tin.\n", encoding="utf-8")
    found = json.loads(run("check", draft, "--json")[1])
    assert [v["verdict"] for v in found] == ["supported", "supported"]
    assert found[0]["statement"] == TRUE


def test_a_batch_keeps_to_its_source_and_goes_on_where_it_stopped(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "statements.jsonl", tmp_path / "verdicts.jsonl"
    statements = [
        {"id": "a", "statement": TRUE, "source": MAI_2023.source},
        {"id": "b", "statement": TRUE, "source": "dong-mai-2022.txt"},
        {"id": "c", "statement": FALSE, "source": "khong-co.txt"},
        {"id": "d", "statement": FALSE},
        {"id": "e", "statement": 5},
    ]
    source.write_text("\n".join(json.dumps(s) for s in statements), encoding="utf-8")
    code, _, err = run("check", "--input", source, "--output", target)
    assert code == 0
    assert lines_of(target)[0]["verdict"] == "supported"
    assert [v["id"] for v in lines_of(target)] == ["a", "b", "d"]
    assert lines_of(target)[1]["verdict"] != "supported"
    assert "'khong-co.txt'" in err and "'statement' is 5" in err and "2 bad" in err
    before = target.read_bytes()
    assert "3 already there" in run("check", "--input", source, "--output", target)[2]
    assert target.read_bytes() == before


@pytest.mark.parametrize("args", [(), ("--input", __file__), ("nothing.txt",)])
def test_wrong_use_is_told(run: Run, args: tuple[str, ...]) -> None:
    code, _, err = run("check", *args)
    assert code == 2 and "Error" in err


def test_a_digest_of_a_province_and_of_a_topic(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("digest", "--province", "Đồng Mai")
    digest = json.loads(out)
    assert code == 0
    assert {"scope", "articles", "sections", "figures", "conflicts", "duplicates"} <= set(digest)
    assert len(digest["articles"]) == 2 and digest["follow_ups"] == []
    about = json.loads(run("digest", "--topic", "thu ngân sách")[1])
    points = [p["text"] for section in about["sections"] for p in section["points"]]
    assert points and all("ngân sách" in p.lower() for p in points)
    brief = json.loads(run("digest", "--province", "Đồng Mai", "--points", "1")[1])
    assert [sum(len(s["points"]) for s in brief["sections"]), bool(brief["omitted"])] == [2, True]
    assert run("digest", "--points", "0")[0] == 2
    target = tmp_path / "digest.docx"
    assert run("digest", "--format", "docx", "--output", target)[0] == 0
    assert target.read_bytes()[:2] == b"PK"


def test_a_digest_of_nothing_is_empty_and_says_so(run: Run) -> None:
    code, out, err = run("digest", "--from", "1/1/1990", "--to", "2/1/1990")
    assert code == 0 and json.loads(out)["articles"] == []
    assert "no article fits" in err
    assert run("digest", "--topic", "  ")[0] == 2
