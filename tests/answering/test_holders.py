"""The holder and the words of the very office that a question is about."""

import pytest

from asking import MAI_2023, ask
from meetingqa.answering.holders import holder_conflict
from meetingqa.facts import read_facts


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Ai là Giám đốc Sở Y tế?", "Giám đốc Sở Y tế Phạm Bá Lộc báo cáo.", True),
        ("Ai là Giám đốc Sở Y tế?", "Giám đốc Sở Xây dựng Phạm Bá Lộc báo cáo.", False),
        ("Ai là Trưởng ban Đô thị?", "Ban Đô thị do ông Phạm Bá Lộc làm Trưởng ban.", True),
        ("Chủ tịch HĐND tỉnh được mấy phiếu?", "Chủ tịch UBND tỉnh Lê Thị Nhạn: 54 phiếu.", False),
        ("Chủ tịch HĐND tỉnh được mấy phiếu?", "Chủ tịch HĐND tỉnh Trần Văn Khải: 58 phiếu.", True),
        ("Chủ tịch HĐND tỉnh được mấy phiếu?", "Ông Trần Văn Khải được 58 phiếu.", True),
        ("Ai làm Giám đốc Sở Y tế, thay ai?", "Ông thay bà Lê Thị Mận nghỉ hưu.", True),
        ("Ai làm Giám đốc Sở Y tế, thay ai?", "Miễn nhiệm Chánh án Lê Thị Mận.", False),
        ("Ai làm Giám đốc Sở Y tế?", "Ông thay bà Lê Thị Mận nghỉ hưu.", False),
        ("Giám đốc Sở Y tế đề nghị những gì?", "Giám đốc Sở Y tế đề nghị mua máy.", True),
        ("Giám đốc Sở Y tế đề nghị những gì?", "Giám đốc Sở Xây dựng xin mua máy.", False),
    ],
)
def test_what_is_told_of_another_is_no_answer(question: str, quote: str, fits: bool) -> None:
    found = holder_conflict(ask(question).asked, read_facts(quote), [quote], [MAI_2023])
    assert (found is None) is fits
