"""Other words for the same thing."""

from meetingqa.language.text import fold
from meetingqa.language.thesaurus import find_equivalents, likened


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def test_a_sentence_says_a_phrase_of_the_question_in_other_words() -> None:
    found = find_equivalents(words("hạn chót trình đề án"))
    assert likened(words("trình đề án trước ngày 20"), found) == {"hạn", "chót"}
    assert likened(words("trình đề án hôm qua"), found) == frozenset()


def test_a_phrase_that_is_there_itself_needs_no_equivalent() -> None:
    found = find_equivalents(words("hạn chót"))
    assert likened(words("hạn chót là trước ngày 20"), found) == frozenset()


def test_some_equivalents_hold_one_way_only() -> None:
    grdp = words("tổng sản phẩm trên địa bàn tăng")
    assert likened(grdp, find_equivalents(words("kinh tế tăng"))) == {"kinh", "tế"}
    assert likened(words("kinh tế phát triển"), find_equivalents(grdp)) == frozenset()


def test_questions_without_diacritics_are_matched_folded() -> None:
    found = find_equivalents(words("han chot trinh"), accented=False)
    assert likened(words(fold("trước ngày 20")), found) == {"han", "chot"}


def test_a_phrase_is_told_by_whole_words_in_a_row() -> None:
    found = find_equivalents(words("hạn chót"))
    assert likened(words("trước mỗi ngày"), found) == frozenset()
    assert likened(words("trước ngàythứ"), found) == frozenset()
    assert likened((), found) == frozenset()
