"""When words prove a statement, and that a changed fact never passes."""

import random
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.facts.compare import CONTEXT_KINDS, find_mismatches
from meetingqa.facts.people import find_holdings, find_people
from meetingqa.facts.wording import content_share
from meetingqa.language.sentences import split_clauses, split_sentences
from meetingqa.sources import SourceItem, read_sources

ARTICLES = Path(__file__).parents[2] / "eval" / "datasets" / "sample" / "articles"


def kinds(statement: str, *quotes: str, **options: object) -> list[str]:
    return [m.kind for m in find_mismatches(statement, quotes, **options)]  # type: ignore[arg-type]


EXPORT = "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ."
IMPORT = "Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1% so với cùng kỳ."


def test_another_sentence_of_the_same_build_proves_nothing() -> None:
    for quotes in ((IMPORT,), (IMPORT, "Hội nghị bế mạc trong ngày.")):
        assert kinds("Xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2%.", *quotes).count("number") == 2
        assert kinds(EXPORT, *quotes)
    assert kinds(EXPORT, EXPORT) == []
    assert kinds(IMPORT, EXPORT) != []


def test_figures_do_not_change_places_between_indicators() -> None:
    both = f"{EXPORT[:-1]}; {IMPORT[0].lower()}{IMPORT[1:]}"
    assert kinds(both, both) == []
    for wrong in (
        "Kim ngạch xuất khẩu đạt 21.900 tỷ đồng.",
        "Kim ngạch nhập khẩu đạt 12.500 tỷ đồng.",
        "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng, giảm 3,1% so với cùng kỳ.",
        "Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, tăng 8,2% so với cùng kỳ.",
    ):
        assert kinds(wrong, both), wrong
    assert kinds("Kim ngạch xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2%.", both) == []


def test_the_question_binds_the_figure() -> None:
    quote = "Năm 2021 thu 1.100 tỷ đồng, năm 2020 thu 900 tỷ đồng."
    question = "Năm 2020 thu ngân sách bao nhiêu?"
    assert kinds("Thu 900 tỷ đồng.", quote, question=question) == []
    assert kinds("Thu 1.100 tỷ đồng.", quote, question=question) == ["number"]


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("Thu đạt 3.801 tỷ đồng", "Thu đạt 3,8 nghìn tỷ đồng", "number"),
        ("Thu đạt 3.800 triệu đồng", "Thu đạt 3.800 tỷ đồng", "number"),
        ("Tỷ lệ giảm 5,9%", "Tỷ lệ giảm 5,9 điểm phần trăm", "unit"),
        ("Cấp 118 tỷ USD", "Cấp 118 tỷ đồng", "unit"),
        ("Hỗ trợ 200 hộ", "Hỗ trợ 200 người", "unit"),
        ("Diện tích giảm 40 ha", "Diện tích tăng 40 ha", "direction"),
        ("Thu nội địa tăng 52,3%", "Thu nội địa đạt 52,3% dự toán", "direction"),
        ("Thu nội địa đạt 52,3%", "Thu nội địa tăng 52,3%", "direction"),
        ("Hộ nghèo giảm 2,1%", "Hộ nghèo giảm còn 2,1%", "direction"),
        ("Thu nội địa giảm 310 tỷ đồng", "Thu nội địa đạt 310 tỷ đồng", "direction"),
        ("Thu nội địa tăng 8,2%", "Thu nội địa bằng 108,2% so với cùng kỳ", "number"),
        ("Còn 2000 hộ nghèo", "Năm 2000 còn 150 hộ nghèo", "number"),
        ("Có 110 xã đạt chuẩn", "Toàn tỉnh có 61/110 xã đạt chuẩn", "unit"),
        ("Khởi tố 118 bị can", "Khởi tố 118 vụ với 205 bị can", "unit"),
        ("Hỗ trợ 7,5 triệu đồng mỗi người", "Hỗ trợ 7,5 triệu đồng mỗi hộ", "unit"),
        ("Giá 9.000 đồng/lít", "Giá 9.000 đồng/kg", "unit"),
        ("Doanh thu du lịch gấp 2,4 lần",
         "Khách du lịch đạt 18 vạn lượt, gấp 2,4 lần; doanh thu du lịch đạt 650 tỷ đồng", "number"),
        ("Bà Lê Thị Nhạn chủ trì phiên họp",
         "Ông Võ Minh Tường chủ trì phiên họp; bà Lê Thị Nhạn trình bày báo cáo", "name"),
        ("Kỳ họp bác 12 tờ trình", "Kỳ họp thông qua 12 tờ trình", "negation"),
        ("Diện tích giảm mạnh ở phía nam", "Diện tích tăng mạnh ở phía nam", "direction"),
        ("Họp ngày 6/12", "Họp ngày 7/12", "date"),
        ("Họp tháng 6/2024", "Họp tháng 6/2023", "date"),
        ("Năm 2024 hoàn thành", "Năm 2023 hoàn thành", "date"),
        (
            "Tổng kết năm 2021, bàn nhiệm vụ năm 2021",
            "Tổng kết năm 2021, bàn nhiệm vụ năm 2022",
            "date",
        ),
        ("Trong quý II có 3 dự án", "Trong quý III có 3 dự án", "date"),
        ("Họp từ thứ ba 9/4 đến 9/4", "Họp từ thứ ba 8/4 đến 9/4", "date"),
        ("Trong quý II/2024 có 3 dự án", "Trong quý II/2023 có 3 dự án", "date"),
        ("Giai đoạn 2016-2020 đạt", "Giai đoạn 2021-2025 đạt", "date"),
        ("Họp lúc 20h30", "Họp lúc 20h15", "number"),
        ("Hội nghị lần thứ 13", "Hội nghị lần thứ 12", "document"),
        ("Hội nghị khóa XX", "Hội nghị khóa XIX", "document"),
        ("Nghị quyết số 37/NQ-HĐND", "Nghị quyết số 36/NQ-HĐND", "document"),
        ("Quyết định số 36/QĐ-UBND", "Nghị quyết số 36/NQ-HĐND", "document"),
        ("Nghị quyết số 36/2022/NQ-HĐND", "Nghị quyết số 36/2021/NQ-HĐND", "document"),
        ("Đồng chí Trần Văn Ân dự", "Đồng chí Trần Văn An dự", "name"),
        ("Đồng chí Trần Văn An, Bí thư Tỉnh ủy", "Đồng chí Trần Văn An, Phó Bí thư Tỉnh ủy",
         "office"),
        ("Chủ tịch UBND tỉnh giao việc", "Phó Chủ tịch UBND tỉnh giao việc", "office"),
        ("Chủ tịch HĐND tỉnh giao việc", "Chủ tịch UBND tỉnh giao việc", "office"),
        ("HĐND thông qua tờ trình về phí", "HĐND không thông qua tờ trình về phí", "negation"),
        ("HĐND không thông qua tờ trình về phí", "HĐND thông qua tờ trình về phí", "negation"),
        ("Kế hoạch đã đạt", "Kế hoạch chưa đạt", "negation"),
        ("Hội nghị giao ba nhiệm vụ", "Hội nghị giao 4 nhiệm vụ", "number"),
        ("Hội nghị giao 3 nhiệm vụ", "Hội nghị giao bốn nhiệm vụ", "number"),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_named(statement: str, quote: str, kind: str) -> None:
    assert kind in kinds(statement, quote)
    assert kinds(quote, quote) == []


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Thu đạt 3.800 tỷ đồng.", "Thu ngân sách đạt 3,8 nghìn tỷ đồng."),
        ("Có 15 người dự.", "Có 15 đồng chí dự."),
        ("Năng suất lúa đạt 62 tạ/ha.", "Sản lượng lúa 320.000 tấn; năng suất đạt 62 tạ/ha."),
        ("Thu ngân sách bằng 52% dự toán.", "Thu ngân sách đạt 310 tỷ đồng; bằng 52% dự toán."),
        ("Diện tích lúa còn 38.500 ha.", "Diện tích lúa giảm 1.200 ha xuống còn 38.500 ha."),
        ("Có 61 xã đạt chuẩn.", "Có 61/110 xã đạt chuẩn, 12 xã đạt chuẩn nâng cao."),
        ("Tỉnh có 14 chỉ tiêu.", "Tỉnh đạt 11/14 chỉ tiêu."),
        ("GRDP tăng 8,2%.", "Tốc độ tăng trưởng GRDP đạt 8,2%."),
        ("Tăng trưởng GRDP đạt 8,2%.", "GRDP tăng 8,2% so với cùng kỳ."),
        ("Xuất khẩu gấp đôi, tăng 8,2%.", "Xuất khẩu gấp đôi, với mức tăng 8,2%."),
        ("Hội nghị giao 3 nhiệm vụ.", "Hội nghị giao ba nhiệm vụ trọng tâm."),
        ("Tổng số 14 chỉ tiêu.", "Tỉnh đạt 11/14 chỉ tiêu."),
        ("Đạt 11 chỉ tiêu.", "Tỉnh đạt 11/14 chỉ tiêu."),
        ("Trần Văn An là Chủ tịch Hội đồng nhân dân tỉnh.", "Chủ tịch HĐND tỉnh Trần Văn An dự."),
        ("Nghị quyết số 36 được thông qua.", "Thông qua Nghị quyết số 36/NQ-HĐND về phí."),
        ("Uỷ ban họp ngày 5 tháng 7.", "Ủy ban họp ngày 5/7."),
        ("Kỳ họp từ ngày 6/12 đến 8/12.", "Kỳ họp từ ngày 6 đến 8-12."),
        ("Dự án không kịp hoàn thành trong năm.",
         "Dự án sẽ không kịp hoàn thành trong năm, lùi thời gian hoàn thành sang năm sau."),
    ],
)  # fmt: skip
def test_other_wordings_of_one_fact_are_proven(statement: str, quote: str) -> None:
    assert find_mismatches(statement, [quote]) == []


def test_an_article_day_supplies_the_year_only() -> None:
    days = [date(2023, 6, 27)]
    assert kinds("Họp ngày 27/6/2023.", "Họp sáng 27/6.", days=days) == []
    assert kinds("Họp ngày 27/6/2022.", "Họp sáng 27/6.", days=days) == ["date"]
    assert kinds("Họp ngày 27/6/2023.", "Họp sáng 28/6.", days=days) == ["date"]
    assert kinds("Năm 2023 tỉnh họp.", "Tỉnh họp.", days=days) == []
    assert kinds("Xong đường trước năm 2023.", "Xong đường trước năm 2025.", days=days) == ["date"]
    assert kinds("Trong quý II/2023.", "Trong quý II.", days=days) == []
    assert kinds("Trong quý II/2022.", "Trong quý II.", days=days) == ["date"]


def test_offices_do_not_move_from_one_person_to_another() -> None:
    quote = "Dự có Trần Văn An, Bí thư Tỉnh ủy; Lê Thị Bình, Chủ tịch UBND tỉnh."
    assert kinds("Lê Thị Bình, Chủ tịch UBND tỉnh dự.", quote) == []
    assert kinds("Trần Văn An, Chủ tịch UBND tỉnh dự.", quote) == ["office"]
    assert kinds("Bí thư Tỉnh ủy Lê Thị Bình dự.", quote) == ["office"]


def test_two_quotes_prove_together() -> None:
    first, second = "Sáng 5/7, kỳ họp khai mạc.", "Thu ngân sách đạt 900 tỷ đồng."
    both = "Sáng 5/7, thu ngân sách đạt 900 tỷ đồng."
    assert kinds(both, first, second) == []
    assert kinds(both, first) == ["number"]
    assert kinds(both, second) == ["date"]
    assert {"date", "document", "name"} == CONTEXT_KINDS


def test_no_quotes_prove_no_figure_and_an_empty_statement_says_nothing() -> None:
    assert kinds("Thu 900 tỷ đồng.") == ["number"]
    assert kinds("", "Thu 900 tỷ đồng.") == []


def test_content_share_counts_distinct_syllables() -> None:
    assert content_share("thu ngân sách", ["Thu ngân sách đạt 9 tỷ"]) == 1.0
    assert content_share("thu chi", ["thu"]) == 0.5
    assert content_share("", ["thu"]) == 0.0


# What a careless or dishonest writer does to a sentence: (kind, pattern, replacement).
CHANGES = [
    ("unit", r"(?<=\d) tỷ\b", " triệu"),
    ("unit", r"(?<=\d)%", " điểm phần trăm"),
    ("unit", r"(?<=[ỷu] )đồng\b(?! chí)(?=[/,.; ])", "USD"),
    ("unit", r"(?<=\d) ha\b", " m2"),
    ("unit", r"(?<=\d) xã\b", " huyện"),
    ("unit", r"(?<=\d) người\b", " hộ"),
    ("direction", r"\btăng\b(?! (?:cường|trưởng|thêm))", "giảm"),
    ("direction", r"\bgiảm\b(?! (?:nghèo|thiểu|phát))", "tăng"),
    ("direction", r"\bcao hơn\b", "thấp hơn"),
    ("direction", r"\bthấp hơn\b", "cao hơn"),
    ("negation", r"(?<!không )(?<!chưa )\bthông qua\b", "không thông qua"),
    ("negation", r"(?<!không )(?<!chưa )\bđạt (?=\d)", "không đạt "),
    ("negation", r"\bkhông đạt\b", "đạt"),
    ("negation", r"\bchưa (?=có|được|hoàn thành|thực hiện)", "đã "),
    ("office", r"(?<!Phó )\bChủ tịch (?=HĐND|UBND)", "Phó Chủ tịch "),
    ("office", r"\bPhó Chủ tịch (?=HĐND|UBND)", "Chủ tịch "),
    ("office", r"(?<!Phó )\bBí thư Tỉnh ủy", "Phó Bí thư Tỉnh ủy"),
    ("office", r"(?<=Chủ tịch )HĐND", "UBND"),
    ("office", r"(?<=Chủ tịch )UBND", "HĐND"),
    ("ordinal", r"\b((?:lần|kỳ họp|phiên họp) thứ )(\d+)\b", r"\g<1>9\g<2>"),
    ("ordinal", r"\bkhóa X", "khóa XX"),
    ("document", r"\b(\d+)(?=(?:/20\d\d)?/(?:NQ|QĐ)-)", r"9\g<1>"),
    ("document", r"/NQ-HĐND", "/QĐ-UBND"),
]


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """(statement, sentence): sentences of the sample articles and clauses of them."""
    found = []
    for item in read_sources([ARTICLES], max_bytes=10_000_000):
        if not isinstance(item, SourceItem):
            continue
        text = item.article.text
        for sentence in split_sentences(text):
            whole = text[sentence.start : sentence.end]
            if len(whole.split()) < 6:
                continue
            found.append((whole, whole))
            for clause in split_clauses(text, sentence.start, sentence.end, max_chars=120):
                # a range that was cut in two is no clause
                part = text[clause.start : clause.end].strip(" ,;:")
                if len(part.split()) > 5 and not re.search(r"\d\s*[-–]\s*\d", whole):
                    found.append((part, whole))
    return tuple(found)


def changed_digit(statement: str, sentence: str, rng: random.Random) -> Iterator[str]:
    places = [m.start() for m in re.finditer(r"\d", statement)]
    if not places:
        return
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != statement[place]])
    new = statement[:place] + digit + statement[place + 1 :]
    for token in re.finditer(r"\d+(?:[.,]\d+)*", new):
        inside = token.start() <= place < token.end()
        if inside and not re.search(rf"(?<![\d.,]){re.escape(token.group())}(?!\d)", sentence):
            yield new


def changed_name(statement: str, rng: random.Random) -> Iterator[str]:
    people = find_people(statement)
    if people:
        person = rng.choice(people)
        words = person.name.split()
        place = rng.randrange(len(words))
        words[place] = rng.choice([w for w in ("Trần", "Lê", "Vũ") if w != words[place]])
        yield statement[: person.start] + " ".join(words) + statement[person.end :]
    holders = [h for h in find_holdings(statement) if h.offices]
    if len(holders) > 1 and holders[0].offices[0].key != holders[1].offices[0].key:
        a, b = holders[0].person, holders[1].person
        middle = statement[a.end : b.start]
        yield statement[: a.start] + b.name + middle + a.name + statement[b.end :]


def mutations(count: int, seed: int = 20) -> list[tuple[str, str, str]]:
    """(kind, mutated statement, sentence), about `count`, the same for the same seed."""
    rng = random.Random(seed)
    found: list[tuple[str, str, str]] = []
    for statement, sentence in rng.sample(pairs(), len(pairs())):
        found += [("digit", new, sentence) for new in changed_digit(statement, sentence, rng)]
        found += [("name", new, sentence) for new in changed_name(statement, rng)]
        for kind, pattern, replacement in CHANGES:
            if match := re.search(pattern, statement):
                new = statement[: match.start()] + match.expand(replacement)
                new += statement[match.end() :]
                if new not in sentence:
                    found.append((kind, new, sentence))
        if len(found) >= count:
            break
    return found


def test_changed_facts_are_flagged() -> None:
    tried: dict[str, int] = {}
    missed = []
    for kind, statement, sentence in mutations(1_000):
        tried[kind] = tried.get(kind, 0) + 1
        if not find_mismatches(statement, [sentence]):
            missed.append((kind, statement))
    assert set(tried) == {
        "digit", "name", "unit", "direction", "negation", "office", "ordinal", "document",
    }  # fmt: skip
    assert len(missed) <= 0.01 * sum(tried.values()), missed


def test_unchanged_words_are_not_flagged() -> None:
    rng = random.Random(7)
    chosen = rng.sample(pairs(), 1_000)
    flagged = [(s, m) for s, sentence in chosen if (m := find_mismatches(s, [sentence]))]
    assert len(flagged) <= 0.005 * len(chosen), flagged


@settings(max_examples=60, deadline=None)
@given(
    places=st.permutations(["Thu ngân sách", "Chi đầu tư", "Vốn vay", "Nợ đọng"]),
    values=st.lists(st.integers(min_value=101, max_value=99_999), min_size=3, max_size=3,
                    unique=True),
    signs=st.lists(st.sampled_from(["tăng", "giảm"]), min_size=3, max_size=3),
    shares=st.lists(st.integers(min_value=11, max_value=99), min_size=3, max_size=3,
                    unique=True),
    asked=st.integers(min_value=0, max_value=2),
)  # fmt: skip
def test_no_row_of_a_report_proves_another(
    places: list[str], values: list[int], signs: list[str], shares: list[int], asked: int
) -> None:
    rows = [
        f"{place} đạt {value:,} tỷ đồng, {sign} {share / 10:.1f}%".replace(",", ".")
        for place, value, sign, share in zip(places, values, signs, shares, strict=False)
    ]
    rows = [re.sub(r"\.(\d)%", r",\1%", row).replace("đồng.", "đồng,") for row in rows]
    quote = "; ".join(rows) + "."
    other = (asked + 1) % 3
    assert find_mismatches(rows[asked], [quote]) == []
    assert find_mismatches(rows[asked], [rows[other]]) != []
    swapped = rows[asked].replace(
        rows[asked].split(" đạt ")[1].split(" tỷ")[0], rows[other].split(" đạt ")[1].split(" tỷ")[0]
    )
    assert find_mismatches(swapped, [quote]) != []


def test_a_deed_stands_with_the_name_of_who_did_it() -> None:
    chair = "Đồng chí Trần Văn Khải chủ trì kỳ họp."
    report = "Báo cáo do đồng chí Lê Thị Nhạn trình bày."
    assert kinds("Đồng chí Lê Thị Nhạn chủ trì kỳ họp.", chair, report) == ["name"]
    assert kinds("Đồng chí Trần Văn Khải chủ trì kỳ họp.", chair, report) == []
    assert kinds("Đồng chí Lê Thị Nhạn trình bày báo cáo.", chair, report) == []


def test_abbreviations_and_scales_count_as_held() -> None:
    quote = "Bà Lê Thị Nhạn, Phó Chủ tịch UBND tỉnh, báo cáo sản lượng 320.000 tấn."
    assert content_share("Lê Thị Nhạn là Phó Chủ tịch Ủy ban nhân dân tỉnh", [quote]) > 0.9
    assert content_share("Sản lượng 320 nghìn tấn", [quote]) == 1
    assert content_share("Sản lượng cá giảm", [quote]) == 0.5
