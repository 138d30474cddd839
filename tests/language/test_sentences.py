"""Sentences and clauses: what must not be cut, what must, and that no character gets lost."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.language.sentences import split_clauses, split_sentences
from meetingqa.language.text import normalize

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def clauses(text: str, **options: int) -> list[str]:
    return [text[c.start : c.end] for c in split_clauses(text, 0, len(text), **options)]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn khảo sát tại TP. HCM và Tp. Thủ Đức trong tuần qua.",
        "Tổng vốn là 3.800 tỷ đồng, tăng 5.9 lần.",
        "Nghị quyết số 36/NQ-HĐND ngày 12.3.2024 có hiệu lực ngay.",
        "Dự họp có PGS.TS. Lý Văn Bê và PGS.TS Hồ Thị Cam.",
        "Mời Th.S. Lý Văn Bê, ThS. Hồ Thị Cam, GS. Đào Văn Dũ lên phát biểu.",
        "Theo đ/c. Hồ Thị Cam và Đ/c. Lý Văn Bê thì mọi việc đã xong.",
        "Tác phẩm của J. K. Rowling và George W. Bush được trưng bày.",
        "Hai người là bà H. (sinh năm 1971) và ông N.V.T. Bình.",
        "Lúa, ngô, khoai... đều được mùa, cà phê… thì chưa.",
        "“Làm được không?” chủ tọa hỏi.",
        "1. Kết quả đạt được trong năm",
        "II. Nhiệm vụ trọng tâm",
        "1.2. Về thu ngân sách",
        "- Một là, rà soát quy hoạch.",
        "Điều 5. Tổ chức thực hiện",
        "Người dân ở P. Trường Xuân, Q. Hòa An đồng tình.",
        "Sông đã cạn (Ảnh: M.T. Chụp ngày 3. Tháng này.) từ lâu.",
    ],
)
def test_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Ông Lý Văn A.", "Đồng chí là trưởng đoàn."],
        ["Họp lần thứ I.", "Nội dung gồm hai phần."],
        ["Nhà máy nằm ở khu B.", "Công suất còn thấp."],
        ["Có lúa, ngô, v.v.", "Tỉnh đã hỗ trợ giống."],
        ["Thu đạt 3.800 tỷ đồng…", "Chi vẫn trong dự toán..."],
        ["Hạn cuối là 12/3.", "Sở đã báo cáo."],
        ["Đã giao theo Quyết định số 36/NQ-HĐND.", "Sở Tài chính chủ trì."],
        ["“Chúng tôi làm được.”", "Ông nói vậy.", "«Xin chúc mừng.»", "Bà đáp lại."],
        ['Ông nói: "Đã xong."', "Mọi người vỗ tay."],
        ["Các đơn vị nghiêm túc thực hiện./.", "Tin và ảnh: Bảo An"],
        ["Cần làm gì?", "Phải làm ngay!", "Không chờ nữa."],
        ["Có ba việc.", "1. Rà soát quy hoạch.", "2. Giải ngân vốn.", "a) Vốn trung ương."],
        ["Kỳ họp bế mạc.", "(Tin liên quan ở trang sau.)", "Bạn đọc lưu ý."],
    ],
)
def test_is_cut_between(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_newline_always_ends_a_sentence() -> None:
    assert sentences("Tiêu đề của bài\ntiếp theo là chữ thường\r\n\n  Xong.") == [
        "Tiêu đề của bài",
        "tiếp theo là chữ thường",
        "Xong.",
    ]


def test_missing_space_after_a_stop() -> None:
    assert sentences("Hoàn thành nhiệm vụ.Đồng chí cảm ơn.") == [
        "Hoàn thành nhiệm vụ.",
        "Đồng chí cảm ơn.",
    ]


def test_one_word_joins_its_neighbour() -> None:
    assert sentences("Không. Chưa xong đâu. Hết.") == ["Không. Chưa xong đâu. Hết."]
    assert sentences("Hết.") == ["Hết."]


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_nothing_in_nothing_out(text: str) -> None:
    assert split_sentences(text) == []


_PIECES = st.sampled_from(
    [
        "TP. ",
        "3.800 tỷ",
        "A.",
        " B. ",
        "…",
        "...",
        "./.",
        "”",
        '"',
        "«",
        "(",
        ")",
        "\n",
        " - ",
        "1. ",
    ]
    + [
        "a) ",
        "; ",
        ", ",
        ": ",
        "v.v. ",
        "Đồng chí ",
        "hội nghị ",
        "PGS.TS. ",
        "?",
        "!",
        "\u00a0",
        "nhưng ",
    ]
)
_TEXTS = st.one_of(st.lists(_PIECES, max_size=30).map("".join), st.text(max_size=60))


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_sentences_cover_every_character_in_order(text: str) -> None:
    previous, covered = 0, []
    for s in split_sentences(text):
        assert previous <= s.start < s.end
        assert not text[s.start].isspace() and not text[s.end - 1].isspace()
        assert "\n" not in text[s.start : s.end]
        covered.append(text[s.start : s.end])
        previous = s.end
    assert "".join("".join(covered).split()) == "".join(text.split())


@given(_TEXTS, st.integers(min_value=5, max_value=60))
@settings(max_examples=300, deadline=None)
def test_clauses_cover_their_sentence(text: str, max_chars: int) -> None:
    for s in split_sentences(text):
        found = split_clauses(text, s.start, s.end, max_chars=max_chars)
        assert (found[0].start, found[-1].end) == (s.start, s.end)
        for a, b in pairwise(found):
            assert a.end <= b.start and not text[a.end : b.start].strip()


def test_semicolons_cut_first() -> None:
    text = "Thu ngân sách tăng 8%; chi đầu tư giảm 2,5%; xuất khẩu đạt 1,2 tỷ USD."
    assert clauses(text) == [
        "Thu ngân sách tăng 8%;",
        "chi đầu tư giảm 2,5%;",
        "xuất khẩu đạt 1,2 tỷ USD.",
    ]


def test_a_short_sentence_without_semicolon_stays_whole() -> None:
    text = "Thu ngân sách tăng 8%, trong đó thu nội địa tăng 9%."
    assert clauses(text) == [text]


def test_a_long_sentence_is_cut_before_clauses() -> None:
    text = "Thu ngân sách của tỉnh tăng 8%, trong đó thu nội địa tăng 9%, nhưng chi còn chậm."
    assert clauses(text, max_chars=40) == [
        "Thu ngân sách của tỉnh tăng 8%,",
        "trong đó thu nội địa tăng 9%,",
        "nhưng chi còn chậm.",
    ]


@pytest.mark.parametrize(
    "kept",
    [
        "tăng 5,9% và 12,75 điểm",
        "60 - 80%",
        "60% - 80%",
        "5 triệu đồng – 8 triệu đồng",
        "(gồm lúa, ngô; khoai, sắn)",
        "“làm thật, ăn thật; hiệu quả thật, dân được hưởng”",
        "đồng chí Lý Văn Bê, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
        "các năm 2021, 2022, 2023",
        "lãnh đạo, chỉ đạo, điều hành",
    ],
)
def test_never_cut_inside(kept: str) -> None:
    text = f"Trong kỳ này toàn tỉnh có {kept} theo báo cáo chung, các ngành tiếp tục rà soát lại."
    assert any(kept in clause for clause in clauses(text, max_chars=20))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not on this machine")
def test_real_articles_have_no_stray_words() -> None:
    found = 0
    for path in sorted(SEEDS.glob("*.txt")):
        text = normalize(path.read_text(encoding="utf-8"))
        for s in split_sentences(text):
            found += 1
            whole_line = text[: s.start].endswith(("\n", "")) and text[s.end : s.end + 1] in "\n"
            assert len(text[s.start : s.end].split()) >= 2 or whole_line
    assert found > 100
