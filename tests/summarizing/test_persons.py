"""Persons named with an office, whatever mark stands between."""

import pytest

from meetingqa.summarizing import write_fields
from meetingqa.summarizing.coverage import find_uncovered
from meetingqa.summarizing.persons import named_officers
from summarizing_reports import make_report


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đại biểu (ĐB) Lê Văn Mẫn, Phó ban Pháp chế, đề nghị sớm trả lời.", ["Lê Văn Mẫn"]),
        ("Đảng viên Lê Văn Mẫn, nguyên phó giám đốc ban, vi phạm.", ["Lê Văn Mẫn"]),
        ("Ông Lê Văn Mẫn - chủ tịch UBND huyện Suối Đá - trình bày.", ["Lê Văn Mẫn"]),
        ("Bà Trần Thị Sim trồng 2 ha chè.", []),
    ],
)
def test_an_office_beside_a_name_makes_an_officer(text: str, names: list[str]) -> None:
    assert named_officers(text) == names


def test_an_officer_in_a_sentence_already_cited_is_not_lost() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7.\n\nÔng Lê Văn Mẫn, chủ tịch UBND huyện Suối Đá, nói bà con ở nhiều thôn "
        "vùng cao năm nay gieo trồng kịp thời vụ; diện tích lúa của toàn huyện đạt 4.100 ha, cao nhất "
        "từ trước đến nay; diện tích ngô đạt 900 ha."
    )
    article = make_report(text)
    fields = write_fields(article).model_copy(update={"results": ()})
    assert fields.figures
    listed = [u for u in find_uncovered(article, fields) if "name" in u.kinds]
    assert [("Lê Văn Mẫn" in u.text) for u in listed] == [True]


def test_a_list_of_persons_with_dashes_is_read_whole() -> None:
    text = (
        "HĐND tỉnh gặp mặt cán bộ ngày 9/7.\n\nDự buổi gặp mặt có các đồng chí: Lê Văn Mẫn - Bí thư "
        "Tỉnh ủy; Trần Thị Sim - Phó Chủ tịch HĐND tỉnh; cùng 87 đại biểu là cán bộ các huyện."
    )
    people = [(p.name, p.role) for p in write_fields(make_report(text, chair=None)).attendees]
    assert people[:2] == [
        ("Lê Văn Mẫn", "Bí thư Tỉnh ủy"),
        ("Trần Thị Sim", "Phó Chủ tịch HĐND tỉnh"),
    ]
