"""A question typed without diacritics gets back the marks that passages show."""

from asking import ARTICLES
from meetingqa.language.restoring import restore_marks
from meetingqa.language.text import fold

TEXTS = [f"{article.title}\n{article.text}" for article in ARTICLES]


def test_the_passages_words_decide() -> None:
    restored = restore_marks("thu ngan sach nha nuoc cua Dong Mai dat bao nhieu?", TEXTS)
    assert "ngân sách nhà nước" in restored and "bao nhiêu?" in restored
    assert "giải phóng mặt bằng" in restore_marks("vuong mac giai phong mat bang", TEXTS)


def test_question_words_need_no_passage() -> None:
    assert restore_marks("ai la bi thu tinh uy", []).endswith("bí thư tỉnh ủy")
    assert restore_marks("vi sao", []) == "vì sao"


def test_what_nobody_shows_stays_as_typed() -> None:
    assert restore_marks("xyz wxyz 2023", TEXTS) == "xyz wxyz 2023"
    assert restore_marks("", TEXTS) == ""


def test_only_marks_change() -> None:
    for question in (
        "kim ngach xuat khau 6 thang dat bao nhieu?",
        "nghi quyet so 36/NQ-HDND ve viec gi?",
        "ai chu tri ky hop thu 15, khoa XX?",
        "giai ngan von dau tu cong dat 31,4% hay 3.870 ty dong",
    ):
        assert fold(restore_marks(question, TEXTS)) == fold(question)
