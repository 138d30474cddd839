"""Drafts from evidence: the articles' own words, or a model held to numbers and JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from asking import GIANG_2023, MAI_2022, MAI_2023, ask, evidence_of, number_of
from fakes_llm import ScriptedChatModel
from meetingqa.answering.writers import (
    DRAFT_SCHEMA,
    ExtractiveWriter,
    ModelWriter,
    as_sentence,
    list_evidence,
)
from meetingqa.domain import Draft, DraftStatement, Evidence
from meetingqa.errors import ModelOutput, PromptError
from meetingqa.facts.compare import find_mismatches
from meetingqa.models.llm import LanguageModel

EVIDENCE = evidence_of(MAI_2023)
QUESTION = ask("Kim ngạch xuất khẩu của Đồng Mai đạt bao nhiêu?")


def extract(question: str, evidence: Sequence[Evidence]) -> list[str]:
    return [s.text for s in ExtractiveWriter().draft(ask(question), evidence).statements]


def scripted(*script: object, **options: Path) -> tuple[ModelWriter, ScriptedChatModel]:
    chat_model = ScriptedChatModel(
        script=[json.dumps(s, ensure_ascii=False) if isinstance(s, dict) else s for s in script]
    )
    model = LanguageModel(chat_model, name="scripted")
    return ModelWriter(model, prompts_dir=options.get("prompts_dir")), chat_model


def test_the_extractive_writer_says_what_its_evidence_says() -> None:
    for question in (
        "Kim ngạch xuất khẩu đạt bao nhiêu?",
        "Ai chủ trì kỳ họp?",
        "Chủ tịch UBND tỉnh là ai?",
        "Ông Phạm Bá Lộc giữ chức vụ gì?",
        "Kỳ họp diễn ra ngày nào?",
        "Vì sao giải ngân chậm?",
    ):
        draft = ExtractiveWriter().draft(ask(question), EVIDENCE)
        assert draft.statements, question
        for statement in draft.statements:
            [number] = statement.evidence
            assert find_mismatches(statement.text, [EVIDENCE[number - 1].text]) == []


def test_the_holder_of_an_office_and_the_offices_of_a_person() -> None:
    lead = [EVIDENCE[number_of(EVIDENCE, "chủ trì kỳ họp") - 1]]
    [said] = extract("Bí thư Tỉnh ủy Đồng Mai là ai?", lead)
    assert "Trần Văn Khải" in said and "Bí thư Tỉnh ủy" in said
    [held] = extract("Ông Trần Văn Khải giữ chức vụ gì?", lead)
    assert "Bí thư Tỉnh ủy" in held and "Chủ tịch HĐND tỉnh" in held


def test_what_is_said_of_several_persons_names_them_all() -> None:
    listed = (
        "Các ông: Trần Văn Khải, Giám đốc Sở Xây dựng, Tổ trưởng Tổ công tác về nhà ở của tỉnh; Võ Minh "
        "Tường, Giám đốc Sở Tài chính, đại biểu HĐND tỉnh khóa XX đơn vị An Lộc; Lê Đình Nhạn, Trưởng ban "
        "Quản lý các khu công nghiệp của tỉnh, chủ trì hội nghị."
    )
    asked = ask("Ai chủ trì hội nghị?").asked
    said = ExtractiveWriter().statement(asked, listed)
    assert said == listed
    one = listed.replace("; Lê Đình Nhạn", "; ông Lê Đình Nhạn")
    assert ExtractiveWriter().statement(asked, one).startswith("Ông Lê Đình Nhạn")


def test_a_draft_says_nothing_twice() -> None:
    draft = ExtractiveWriter().draft(QUESTION, [*EVIDENCE, *EVIDENCE])
    assert draft == ExtractiveWriter().draft(QUESTION, EVIDENCE)
    texts = [s.text for s in draft.statements]
    assert len(set(texts)) == len(texts)
    assert ExtractiveWriter().draft(QUESTION, []) == Draft()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- thu đạt 5 tỷ đồng;", "Thu đạt 5 tỷ đồng."),
        ("• Thu đạt 5 tỷ đồng", "Thu đạt 5 tỷ đồng."),
        ("Thu đạt 5 tỷ đồng./.", "Thu đạt 5 tỷ đồng."),
        ("“Làm ngay!”", "“Làm ngay!”"),
        ("Thu đạt, ", "Thu đạt."),
    ],
)
def test_words_become_a_sentence(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


def test_evidence_is_listed_under_its_number_with_its_article_once() -> None:
    listed = list_evidence([*EVIDENCE[:2], *evidence_of(GIANG_2023)[:1]]).split("\n")
    assert listed[0].startswith("[1] (Kỳ họp thứ 15 HĐND tỉnh Đồng Mai khóa XX, 05/07/2023) ")
    assert listed[1].startswith("[2] ") and MAI_2023.title not in listed[1]
    assert GIANG_2023.title in listed[2]
    two_lines = MAI_2022.text[: MAI_2022.text.index("Thu ") + 20]
    item = Evidence(
        number=3, article=MAI_2022, start=0, end=len(two_lines), text=two_lines, score=1.0
    )
    assert "\n" not in list_evidence([item])


def test_the_model_is_asked_with_evidence_and_question_and_read_as_json() -> None:
    said = {"statements": [{"evidence": [2, 9], "text": "Xuất khẩu đạt 12.500 tỷ đồng."}]}
    writer, chat = scripted(said)
    draft = writer.draft(QUESTION, EVIDENCE[:3])
    assert draft.statements == (
        DraftStatement(text="Xuất khẩu đạt 12.500 tỷ đồng.", evidence=(2, 9)),
    )
    assert draft.model == "scripted" and draft.output_tokens > 0
    [(messages, options)] = chat.history
    (system, rules), (user, asked) = messages
    assert (system, user) == ("system", "human")
    assert QUESTION.standalone in asked and EVIDENCE[0].text in asked
    assert EVIDENCE[0].text not in rules
    sent = options["extra_body"]["response_format"]["json_schema"]["schema"]
    assert sent["required"] == DRAFT_SCHEMA["required"]


def test_dollar_signs_and_braces_of_evidence_are_data() -> None:
    writer, chat = scripted({"statements": []})
    hostile = ask("Giá ${evidence} là ${question} $x?")
    writer.draft(hostile, EVIDENCE[:1])
    assert "Giá ${evidence} là ${question} $x?" in chat.history[0][0][1][1]


def test_a_rejected_draft_is_shown_back_with_its_reason() -> None:
    writer, chat = scripted({"statements": []})
    before = Draft(statements=(DraftStatement(text="Xuất khẩu 9 tỷ.", evidence=(1,)),))
    writer.draft(QUESTION, EVIDENCE[:1], rejected=(before, "con số “9 tỷ” sai"))
    roles = [role for role, _ in chat.history[0][0]]
    assert roles == ["system", "human", "ai", "human"]
    assert "Xuất khẩu 9 tỷ." in chat.history[0][0][2][1]
    assert "con số “9 tỷ” sai" in chat.history[0][0][3][1]


def test_empty_texts_are_no_statements_and_no_json_is_an_error() -> None:
    writer, _ = scripted({"statements": [{"evidence": [1], "text": "  "}]}, "chịu", "vẫn chịu")
    assert writer.draft(QUESTION, EVIDENCE[:1]).statements == ()
    with pytest.raises(ModelOutput):
        writer.draft(QUESTION, EVIDENCE[:1])


def test_prompts_are_checked_when_the_writer_is_built(tmp_path: Path) -> None:
    (tmp_path / "answer").mkdir()
    (tmp_path / "answer" / "user.md").write_text("Chỉ có ${question}", encoding="utf-8")
    with pytest.raises(PromptError, match="evidence"):
        scripted(prompts_dir=tmp_path)
    writer, _ = scripted()
    assert set(writer.fingerprints) == {"answer/system", "answer/user", "answer/retry"}


def test_two_holders_asked_for_are_not_answered_with_the_first() -> None:
    text = "Hai Phó Chủ tịch HĐND tỉnh là bà Lý Thị Sa (tái cử) và ông Vừ A Dế."
    asked = ask("Hai Phó Chủ tịch HĐND tỉnh Đồng Mai là những ai?").asked
    assert ExtractiveWriter().statement(asked, text) == text


def test_the_clauses_of_a_date_are_of_one_item() -> None:
    text = (
        "Kết luận, Chủ tịch UBND tỉnh giao Sở Tài chính tham mưu cắt giảm, điều chuyển 145 tỷ đồng trước ngày "
        "21/7; Sở Công Thương trình hồ sơ cấp phép 3 mỏ đá trước 12/8; Sở Y tế phun thuốc diệt muỗi tại 26 xã, "
        "hoàn thành trước 8/7; Sở Nội vụ kiểm tra công vụ tại tất cả các huyện trong quý III."
    )
    asked = ask("Sở Y tế Đồng Mai phải phun diệt muỗi ở 26 xã xong trước ngày nào?").asked
    said = ExtractiveWriter().statement(asked, text)
    assert said == "Sở Y tế phun thuốc diệt muỗi tại 26 xã, hoàn thành trước 8/7."
