"""Which proven statements become the answer, and when none does."""

from collections.abc import Sequence

from asking import MAI_2023, ask, draft_of, evidence_of, number_of, refusing_below
from fakes import make_article
from meetingqa.answering.selection import Selected, select
from meetingqa.answering.verification import verify
from meetingqa.calibration import Sureness
from meetingqa.domain import Dropped, Evidence, Query

EVIDENCE = evidence_of(MAI_2023)
EXPORT = number_of(EVIDENCE, "xuất khẩu")
IMPORT = number_of(EVIDENCE, "nhập khẩu")
CHAIR = number_of(EVIDENCE, "chủ trì kỳ họp")
EXPORT_SAID = ("Kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2%.", [EXPORT])
IMPORT_SAID = ("Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1%.", [IMPORT])


def scored(score: float) -> list[Evidence]:
    return [item.model_copy(update={"score": score}) for item in EVIDENCE]


def choose(
    query: Query,
    *statements: tuple[str, Sequence[int]],
    score: float = 0.9,
    threshold: float = 0.5,
    rival: Selected | None = None,
) -> Selected:
    evidence = scored(score)
    sureness = Sureness(refusing_below(threshold), lambda text: 0.9)
    return select(
        verify(draft_of(*statements), evidence, query), evidence, query, sureness, rival=rival
    )


EXPORTS = ask("Kim ngạch xuất khẩu 6 tháng của Đồng Mai đạt bao nhiêu?")


def test_the_first_sure_statement_answers() -> None:
    chosen = choose(EXPORTS, EXPORT_SAID, IMPORT_SAID)
    assert [s.text for s in chosen.statements] == [EXPORT_SAID[0]]
    assert [c.quote for c in chosen.citations] == [EVIDENCE[EXPORT - 1].text]
    assert chosen.coverage == 0.9 and chosen.confidence > 0.5 and not chosen.by_model


def test_below_the_threshold_nothing_is_shown_and_the_reason_kept() -> None:
    chosen = choose(EXPORTS, EXPORT_SAID, score=0.3, threshold=0.5)
    assert chosen.statements == () and chosen.citations == ()
    assert any(item.text == EXPORT_SAID[0] and "ngưỡng" in item.reason for item in chosen.dropped)


def test_nothing_proven_is_nothing_selected() -> None:
    chosen = choose(EXPORTS, ("Kim ngạch xuất khẩu đạt 99 tỷ đồng.", [EXPORT]))
    assert chosen.statements == () and chosen.confidence == 0.0
    assert len(chosen.dropped) == 1
    assert choose(EXPORTS).statements == ()


def test_a_models_answer_replaces_the_extractive_one_when_it_is_as_close() -> None:
    own = choose(EXPORTS, EXPORT_SAID)
    better = ("Kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng.", [EXPORT])
    chosen = choose(EXPORTS, better, rival=own)
    assert [s.text for s in chosen.statements] == [better[0]] and chosen.by_model
    far = choose(EXPORTS, better, score=0.6, rival=own._replace(coverage=1.2))
    assert far.statements == () and far.dropped


def test_a_models_answer_that_leaves_a_name_out_is_refused() -> None:
    query = ask("Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?")
    own = choose(query, (EVIDENCE[CHAIR - 1].text, [CHAIR]))
    assert own.statements
    chosen = choose(query, ("Kỳ họp do HĐND tỉnh chủ trì.", [CHAIR]), rival=own)
    assert chosen.statements == ()


def test_a_yes_or_no_comes_before_the_quoted_sentence() -> None:
    fee = number_of(EVIDENCE, "bến cảng")
    query = ask("HĐND tỉnh Đồng Mai có thông qua tờ trình về thu phí bến cảng không?")
    [denied] = choose(query, (EVIDENCE[fee - 1].text, [fee])).statements
    assert denied.text == f"Không. {EVIDENCE[fee - 1].text}"
    query = ask("Kim ngạch xuất khẩu của Đồng Mai có tăng 8,2% không?")
    [affirmed] = choose(query, EXPORT_SAID).statements
    assert affirmed.text == f"Có. {EXPORT_SAID[0]}"
    query = ask("Kim ngạch xuất khẩu của Đồng Mai có đạt 15.000 tỷ đồng không?")
    [other] = choose(query, EXPORT_SAID).statements
    assert other.text.startswith("Không. ")


def test_more_reasons_may_be_added() -> None:
    more = Selected().with_dropped(Dropped(text="x", reason="y"))
    assert more.dropped == (Dropped(text="x", reason="y"),)
    assert Selected().dropped == ()


def test_a_model_words_the_quotes_that_answer_and_no_other_sentence() -> None:
    rival = choose(EXPORTS, EXPORT_SAID)
    same = choose(EXPORTS, ("Kim ngạch xuất khẩu đạt 12.500 tỷ đồng.", [EXPORT]), rival=rival)
    assert same.by_model and [s.text for s in same.statements]
    other = choose(EXPORTS, ("Kim ngạch nhập khẩu đạt 21.900 tỷ đồng.", [IMPORT]), rival=rival)
    assert other.statements == () and other.dropped


def test_a_model_leaves_no_part_of_a_reason_out() -> None:
    query = ask("Vì sao giải ngân vốn đầu tư công của Đồng Mai thấp?")
    number = number_of(EVIDENCE, "Giải ngân")
    rival = choose(query, (EVIDENCE[number - 1].text, [number]))
    assert rival.statements
    short = choose(
        query, ("Giải ngân vốn đầu tư công mới đạt 31,4% kế hoạch.", [number]), rival=rival
    )
    assert short.statements == ()


def test_what_stands_under_another_name_does_not_answer() -> None:
    article = make_article(
        "Nhà máy rác Hải Lâm chậm tiến độ do đổi công nghệ.\n\n"
        + "Hội nghị bàn nhiều việc. " * 20
        + "\n\nNhà máy rác Yên Khê do Công ty cổ phần Trung Du đầu tư."
    )
    evidence = evidence_of(article)
    query = ask("Nhà đầu tư của nhà máy rác Hải Lâm tên là gì?")
    other = number_of(evidence, "Yên Khê")
    said = draft_of(("Nhà máy rác Yên Khê do Công ty cổ phần Trung Du đầu tư.", [other]))
    sureness = Sureness(refusing_below(0.1), lambda text: 0.9)
    assert select(verify(said, evidence, query), evidence, query, sureness).statements == ()


def test_who_came_into_an_office_and_who_left_it_are_both_told() -> None:
    article = make_article(
        "Ông Lê Văn Tám được bầu giữ chức Chủ tịch UBND tỉnh.\n"
        "HĐND tỉnh miễn nhiệm chức vụ Chủ tịch UBND tỉnh đối với ông Trần Văn Khải.",
        title="Kỳ họp thứ 9 HĐND tỉnh Đồng Mai",
        province="Đồng Mai",
    )
    evidence = [e.model_copy(update={"score": 0.9}) for e in evidence_of(article)]
    said = [(e.text, [e.number]) for e in evidence if "Chủ tịch UBND" in e.text]
    query = ask("Kỳ họp thứ 9 HĐND tỉnh Đồng Mai bầu ai làm Chủ tịch UBND tỉnh, thay ai?")
    chosen = select(
        verify(draft_of(*reversed(said)), evidence, query),
        evidence,
        query,
        Sureness(refusing_below(0.5), lambda text: 0.9),
    )
    assert [s.text for s in chosen.statements] == [text for text, _ in said]


def test_what_a_document_is_about_is_told_by_the_one_that_names_it() -> None:
    named = number_of(EVIDENCE, "36/NQ-HĐND")
    said = [(EVIDENCE[n - 1].text, [n]) for n in (named, CHAIR)]
    about = ask("Nghị quyết số 36/NQ-HĐND của Đồng Mai nói về vấn đề gì?")
    assert [s.text for s in choose(about, *said).statements] == [said[0][0]]
    listed = ask("Nghị quyết số 36/NQ-HĐND của Đồng Mai gồm những giải pháp gì?")
    assert len(choose(listed, *said).statements) == 2


def test_details_and_repetitions_are_no_second_statement() -> None:
    article = make_article(
        "Hai việc quá hạn gồm kho dữ liệu đất đai và phần mềm một cửa. Về phần mềm này, Sở cho biết còn 400 hồ sơ. "
        "Hai việc xong sớm gồm cổng thông tin và đường truyền."
    )
    found = [item.model_copy(update={"score": 0.9}) for item in evidence_of(article)]
    query = ask("Những việc nào quá hạn, những việc nào xong?")
    query = query.model_copy(update={"asked": query.asked.model_copy(update={"parts": 1})})

    def told(*numbers: int) -> list[str]:
        draft = draft_of(*((found[n].text, [n + 1]) for n in numbers))
        sureness = Sureness(refusing_below(0.5), lambda text: 0.9)
        chosen = select(verify(draft, found, query), found, query, sureness)
        return [s.text for s in chosen.statements]

    assert told(0, 1) == [found[0].text]
    assert told(0, 2) == [found[0].text, found[2].text]


def test_a_question_has_one_verdict() -> None:
    named = number_of(EVIDENCE, "không thông qua")
    passed = number_of(EVIDENCE, "36/NQ-HĐND")
    query = ask(
        "Đồng Mai có thông qua tờ trình thu phí bến cảng không, thông qua bao nhiêu nghị quyết?"
    )
    query = query.model_copy(
        update={
            "asked": query.asked.model_copy(
                update={"kind": "yesno", "kinds": ("number",), "units": ("nghi quyet",)}
            )
        }
    )
    said = choose(query, *((EVIDENCE[n - 1].text, [n]) for n in (named, passed))).statements
    assert len(said) == 2
    assert [s.text.startswith(("Có. ", "Không. ")) for s in said] == [True, False]
