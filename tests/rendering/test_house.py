"""House templates: own headings and order, errors that name what is wrong, nothing lost silently."""

from pathlib import Path

import pytest

from exported import make_digest, make_summary
from meetingqa.errors import TemplateError
from meetingqa.rendering.exports import render_digest, render_summary
from meetingqa.rendering.house import PARTS, TemplateKind, load_template
from rendering.reading import read_back

OWN = """
title = "Bản tin nhanh"
not_stated = "chưa rõ"
notes = "Trích dẫn"
leave_out = ["attendees"]

[[sections]]
heading = "Quyết định"
parts = ["decisions", "tasks", "figures"]

[[sections]]
heading = "Bối cảnh"
parts = ["meeting", "held_on", "place", "chair", "agenda", "results", "shortcomings"]

[[sections]]
heading = "Còn lại"
parts = ["conclusions", "awards", "personnel", "uncovered"]

[labels]
decisions = "Đã quyết"
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["summary", "digest"])
def test_the_shipped_templates_show_every_part(kind: TemplateKind) -> None:
    template = load_template(kind)
    assert template.leave_out == ()
    assert template.named() == set(PARTS[kind]) == set(template.labels)


@pytest.mark.parametrize("format", ["md", "html", "docx", "pdf"])
def test_a_house_has_its_own_headings_and_order(tmp_path: Path, format: str) -> None:
    house = load_template("summary", write(tmp_path / "nhanh.toml", OWN))
    found = read_back(render_summary(make_summary(), format, house), format)  # type: ignore[arg-type]
    assert found.headings[:3] == ["Quyết định", "Bối cảnh", "Còn lại"]
    words = found.words.replace(".", "")
    order = [
        "nhàở",
        "Nhiệmvụ:",
        "SởTàichính",
        "Sốliệu:",
        "36,7",
        "Cuộchọp:Kỳhọp",
        "Nhânsự:",
        "Câuchưađượcđưavào:",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "Đãquyết:ThôngquaNghịquyết" in words
    assert "chưarõ" in words and "khôngnêu" not in words


def test_what_a_house_leaves_out_is_said(tmp_path: Path) -> None:
    house = load_template("summary", write(tmp_path / "nhanh.toml", OWN))
    text = render_summary(make_summary(), "md", house).decode()
    assert "- **Mẫu này bỏ:** Thành phần\n" in text
    assert "Thuỷ Tiên" not in text
    assert "## Trích dẫn" in text


def test_no_sentence_left_is_not_called_unstated() -> None:
    summary = make_summary().model_copy(update={"uncovered": ()})
    text = render_summary(summary, "md").decode()
    assert "## Câu chưa được đưa vào tóm tắt\n\n- *không có*\n" in text
    assert "## Khen thưởng\n\n- *không nêu*\n" in text


def test_themes_may_share_a_section(tmp_path: Path) -> None:
    parts = ", ".join(f'"{part}"' for part in PARTS["digest"])
    own = f'title = "T"\n[[sections]]\nheading = "Tất cả"\nparts = [{parts}]'
    house = load_template("digest", write(tmp_path / "t.toml", own))
    text = render_digest(make_digest(), "md", house).decode()
    assert (
        "- **Nội dung:**\n    - **Ngân sách:**\n"
        "    - **Khai mạc kỳ họp thứ 18 HĐND tỉnh Lam Xuyên khóa XIX (12/07/2024):** Thu ngân sách"
    ) in text
    assert "- **Bài trùng:**\n" in text


WHOLE = OWN[OWN.index("title") :]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE.replace('"awards", ', ""), "does not say where these parts go: ['awards']"),
        (WHOLE.replace('"agenda"', '"agendas"'), "unknown parts: ['agendas']"),
        (WHOLE.replace('"agenda"', '"agenda", "agenda"'), "named more than once: agenda"),
        (WHOLE + 'other = "x"', "unknown parts: ['other']"),
        (WHOLE.replace('title = "Bản tin nhanh"', ""), "title: Field required"),
        (WHOLE.replace("notes =", "note ="), "note: Extra inputs"),
        (WHOLE.replace('"Bối cảnh"', '""'), "sections.1.heading: String should have"),
        ("title = ", "cannot read template"),
        ("", "title: Field required"),
    ],
)
def test_a_broken_template_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "mau.toml", text)
    with pytest.raises(TemplateError) as caught:
        load_template("summary", path)
    assert message in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"cannot read template .*nowhere\.toml"):
        load_template("digest", tmp_path / "nowhere.toml")
    (tmp_path / "old.toml").write_bytes("title = 'Tổng hợp'".encode("utf-16"))
    with pytest.raises(TemplateError, match="decode byte"):
        load_template("digest", tmp_path / "old.toml")


def test_words_that_a_house_does_not_give_are_those_of_its_kind(tmp_path: Path) -> None:
    parts = ", ".join(f'"{part}"' for part in PARTS["digest"])
    text = f'title = "Tuần"\n[[sections]]\nheading = "Cả"\nparts = [{parts}]\n'
    house = load_template("digest", write(tmp_path / "tuan.toml", text))
    assert house.not_stated == load_template("digest").not_stated == "không có"
