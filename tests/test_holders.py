"""Offices, votes and words of the very person or office that a question is about."""

import pytest

from asking import MAI_2023, ask
from meetingqa.facts import read_facts
from meetingqa.holders import holder_conflict


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Ông Phạm Bá Lộc giữ chức vụ gì?", "Ông Phạm Bá Lộc, Giám đốc Sở Xây dựng.", True),
        ("Ông Phạm Bá Lộc từng giữ chức vụ gì?", "Ông Lộc từng là Giám đốc Sở Xây dựng.", True),
        (
            "Ông Phạm Bá Lộc chuyển đi giữ chức vụ gì?",
            "Ông Hà Duy Khánh, Giám đốc Sở Y tế, thay ông Phạm Bá Lộc chuyển công tác.",
            False,
        ),
        (
            "Giám đốc Sở Y tế nhận bao nhiêu phiếu tín nhiệm thấp?",
            "Giám đốc Sở Xây dựng Phạm Bá Lộc có 14 phiếu tín nhiệm thấp.",
            False,
        ),
        (
            "Giám đốc Sở Xây dựng nhận bao nhiêu phiếu tín nhiệm thấp?",
            "Giám đốc Sở Xây dựng Phạm Bá Lộc có 14 phiếu tín nhiệm thấp.",
            True,
        ),
        (
            "Ai được bầu làm ủy viên UBND tỉnh?",
            "Sau khi bầu 2 phó chủ tịch, kỳ họp miễn nhiệm ủy viên đối với ông Phạm Bá Lộc.",
            False,
        ),
        (
            "Ai được bầu làm ủy viên UBND tỉnh?",
            "Kỳ họp bầu ông Phạm Bá Lộc, ủy viên UBND tỉnh.",
            True,
        ),
    ],
)
def test_what_is_told_of_another_is_no_answer(question: str, quote: str, fits: bool) -> None:
    found = holder_conflict(ask(question).asked, read_facts(quote), [quote], [MAI_2023])
    assert (found is None) is fits
