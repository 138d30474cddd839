"""An invented meeting as an answer, a summary and a digest, with all that exports have to show."""

from datetime import date

from fakes import make_article
from meetingqa.domain import (
    Answer,
    Article,
    Citation,
    Conflict,
    ConflictingValue,
    Digest,
    DigestFigure,
    DigestPoint,
    DigestScope,
    DuplicateReport,
    FigurePoint,
    Filters,
    FollowUp,
    MeetingSummary,
    PersonPoint,
    Point,
    Section,
    Statement,
    SummaryFields,
    TaskPoint,
    Trace,
    Uncovered,
)

TEXT = (
    "Sáng 12/7/2024, tại thành phố Vĩnh Hạ, HĐND tỉnh Lam Xuyên khóa XIX khai mạc kỳ họp thứ 18. "
    "Đồng chí Đỗ Hữu Kỷ, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì kỳ họp. "
    "Dự kỳ họp có đồng chí Nguyễn Thị Thuỷ Tiên, Trưởng đoàn ĐBQH tỉnh; đại diện Ủy ban MTTQ.\n"
    "Kỳ họp xem xét 24 báo cáo và 21 tờ trình, dự thảo nghị quyết.\n"
    "Theo báo cáo của UBND tỉnh, thu ngân sách 6 tháng đầu năm 2024 đạt 5.318 tỷ đồng, bằng 58,4% "
    "dự toán; cùng kỳ các năm trước, thu ngân sách 6 tháng đầu năm 2023 đạt 4.870 tỷ đồng, 6 tháng "
    "đầu năm 2022 đạt 4.412,5 tỷ đồng. Giải ngân vốn đầu tư công mới đạt 36,7% kế hoạch.\n"
    "Tồn tại lớn nhất là mặt bằng của 7 dự án trọng điểm bàn giao chậm – có nơi quá hạn 14 tháng.\n"
    "Kết luận kỳ họp, đồng chí Đỗ Hữu Kỷ yêu cầu Sở Tài chính rà soát các khoản chi chưa cấp bách, "
    "báo cáo trước ngày 30/8/2024. Các ngành tiếp tục giữ vững kỷ luật, kỷ cương.\n"
    "Kỳ họp thông qua 19 nghị quyết, trong đó có Nghị quyết số 41/NQ-HĐND về hỗ trợ nhà ở. HĐND tỉnh "
    "bầu bà Trịnh Mỹ Hạnh, Giám đốc Sở Y tế, giữ chức Phó Chủ tịch UBND tỉnh.\n"
    "Bên lề kỳ họp, các đại biểu ủng hộ 215 triệu đồng cho quỹ Vì người nghèo."
)
ARTICLE = make_article(
    TEXT,
    source="https://baolamxuyen.example/thoi-su/ky-hop-18.html",
    url="https://baolamxuyen.example/thoi-su/ky-hop-18.html",
    title="Khai mạc kỳ họp thứ 18 HĐND tỉnh Lam Xuyên khóa XIX",
    author="Hoài Đức",
    published_on=date(2024, 7, 12),
    held_on=date(2024, 7, 12),
    province="Lam Xuyên",
    body="HĐND tỉnh",
)
OTHER = make_article(
    "Ngày 12/7, HĐND tỉnh Lam Xuyên họp. Thu ngân sách 6 tháng đầu năm 2024 đạt 5.381 tỷ đồng.",
    source="https://tinlamxuyen.example/24.html",
    url="https://tinlamxuyen.example/24.html",
    title="HĐND tỉnh Lam Xuyên bàn việc thu ngân sách",
    published_on=date(2024, 7, 13),
    province="Lam Xuyên",
)
LATER = make_article(
    "Ngày 4/9, Sở Tài chính báo cáo đã rà soát xong, cắt giảm 86 tỷ đồng chi chưa cấp bách.",
    source="tai-chinh.txt",
    title="Sở Tài chính rà soát chi tiêu",
    published_on=date(2024, 9, 5),
    held_on=date(2024, 9, 4),
    province="Lam Xuyên",
)


def cite(words: str, article: Article = ARTICLE, marker: int = 1) -> Citation:
    """The citation of the first place where an article says these words."""
    start = article.text.index(words)
    return Citation(
        marker=marker, article=article, start=start, end=start + len(words), quote=words
    )


def point(text: str, words: str | None = None, article: Article = ARTICLE) -> Point:
    return Point(text=text, citations=(cite(words or text, article),))


def ranked(rank: int, said: Point) -> DigestPoint:
    return DigestPoint(**dict(said), rank=rank)


SECOND = "Giải ngân vốn đầu tư công mới đạt 36,7% kế hoạch."
BUDGET = "thu ngân sách 6 tháng đầu năm 2024 đạt 5.318 tỷ đồng, bằng 58,4% dự toán"
EARLIER = (
    "thu ngân sách 6 tháng đầu năm 2023 đạt 4.870 tỷ đồng, 6 tháng đầu năm 2022 đạt 4.412,5 tỷ đồng"
)


def figure(value: str, unit: str, what: str, period: str | None, words: str) -> FigurePoint:
    text = f"{what} {value} {unit}"
    quote = (cite(words),)
    return FigurePoint(text=text, value=value, unit=unit, what=what, period=period, citations=quote)


FIGURES = (
    figure("5.318", "tỷ đồng", "thu ngân sách", "6 tháng đầu năm 2024", BUDGET),
    figure("4.870", "tỷ đồng", "thu ngân sách", "6 tháng đầu năm 2023", EARLIER),
    figure("4.412,5", "tỷ đồng", "thu ngân sách", "6 tháng đầu năm 2022", EARLIER),
    figure(
        "36,7", "%", "giải ngân vốn đầu tư công", None, "Giải ngân vốn đầu tư công mới đạt 36,7%"
    ),
)
TASK_WORDS = (
    "yêu cầu Sở Tài chính rà soát các khoản chi chưa cấp bách, báo cáo trước ngày 30/8/2024"
)
ELECTED = (
    "bầu bà Trịnh Mỹ Hạnh, Giám đốc Sở Y tế, giữ chức Phó Chủ tịch UBND tỉnh",
    "Trịnh Mỹ Hạnh",
    "Phó Chủ tịch UBND tỉnh",
)
LEFT = "Bên lề kỳ họp, các đại biểu ủng hộ 215 triệu đồng cho quỹ Vì người nghèo."


def make_summary(article: Article = ARTICLE) -> MeetingSummary:
    """A summary with every kind of field, two of which the article does not speak of."""
    chair = "Đồng chí Đỗ Hữu Kỷ, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì"
    guest = "đồng chí Nguyễn Thị Thuỷ Tiên, Trưởng đoàn ĐBQH tỉnh"
    fields = SummaryFields(
        meeting=point("Kỳ họp thứ 18 HĐND tỉnh Lam Xuyên khóa XIX", "khai mạc kỳ họp thứ 18"),
        held_on=point("Sáng 12/7/2024"),
        place=point("thành phố Vĩnh Hạ"),
        chair=PersonPoint(
            text=chair,
            name="Đỗ Hữu Kỷ",
            role="Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh",
            citations=(cite(chair),),
        ),
        attendees=(
            PersonPoint(
                text=guest,
                name="Nguyễn Thị Thuỷ Tiên",
                role="Trưởng đoàn ĐBQH tỉnh",
                citations=(cite(guest),),
            ),
            PersonPoint(
                text="đại diện Ủy ban MTTQ",
                role="đại diện Ủy ban MTTQ",
                citations=(cite("đại diện Ủy ban MTTQ"),),
            ),
        ),
        agenda=(point("Kỳ họp xem xét 24 báo cáo và 21 tờ trình, dự thảo nghị quyết."),),
        results=(
            Point(
                text="Thu ngân sách 6 tháng đạt 5.318 tỷ đồng, tăng so với hai năm trước.",
                citations=(cite(BUDGET), cite(EARLIER)),
            ),
        ),
        figures=FIGURES,
        shortcomings=(
            point(
                "Mặt bằng của 7 dự án trọng điểm bàn giao chậm, có nơi quá hạn 14 tháng.",
                "mặt bằng của 7 dự án trọng điểm bàn giao chậm – có nơi quá hạn 14 tháng",
            ),
        ),
        conclusions=(point("Các ngành tiếp tục giữ vững kỷ luật, kỷ cương."),),
        tasks=(
            TaskPoint(
                text=TASK_WORDS,
                who="Sở Tài chính",
                what="rà soát các khoản chi chưa cấp bách, báo cáo",
                due="trước ngày 30/8/2024",
                citations=(cite(TASK_WORDS),),
            ),
        ),
        decisions=(
            point(
                "Thông qua Nghị quyết số 41/NQ-HĐND về hỗ trợ nhà ở.",
                "Nghị quyết số 41/NQ-HĐND về hỗ trợ nhà ở",
            ),
        ),
        personnel=(
            PersonPoint(
                text=ELECTED[0], name=ELECTED[1], role=ELECTED[2], citations=(cite(ELECTED[0]),)
            ),
        ),
    )
    start = TEXT.index(LEFT)
    left = Uncovered(start=start, end=start + len(LEFT), text=LEFT, kinds=("figure",))
    trace = Trace(writer="llm", model="qwen")
    return MeetingSummary(article=article, fields=fields, uncovered=(left,), trace=trace)


def make_digest() -> Digest:
    """A digest of three articles with a theme, figures, a conflict, a follow-up, a duplicate, and a
    sentence left out."""
    figures = tuple(
        DigestFigure(**dict(item), province="Lam Xuyên", held_on=date(2024, 7, 12))
        for item in FIGURES
    )
    other = "Thu ngân sách 6 tháng đầu năm 2024 đạt 5.381 tỷ đồng."
    conflict = Conflict(
        what="thu ngân sách 6 tháng đầu năm 2024, tỉnh Lam Xuyên",
        values=(
            ConflictingValue(value="5.318 tỷ đồng", citation=cite(BUDGET)),
            ConflictingValue(value="5.381 tỷ đồng", citation=cite(other, OTHER)),
        ),
    )
    later = "Sở Tài chính báo cáo đã rà soát xong, cắt giảm 86 tỷ đồng chi chưa cấp bách."
    return Digest(
        scope=DigestScope(
            filters=Filters(
                provinces=("Lam Xuyên",), date_from=date(2024, 7, 1), date_to=date(2024, 9, 30)
            )
        ),
        articles=(ARTICLE, OTHER, LATER),
        sections=(
            Section(
                heading="Ngân sách",
                points=(
                    ranked(1, point(f"T{BUDGET[1:]}", BUDGET)),
                    ranked(1, point(later, later, LATER)),
                ),
            ),
            Section(
                heading="Đầu tư công",
                points=(ranked(2, point(SECOND)),),
            ),
        ),
        figures=figures,
        conflicts=(conflict,),
        duplicates=(DuplicateReport(article=ARTICLE, others=(OTHER,)),),
        follow_ups=(
            FollowUp(task=point(TASK_WORDS), later=(point(later, later, LATER),)),
            FollowUp(task=point("Các ngành tiếp tục giữ vững kỷ luật, kỷ cương."), later=()),
        ),
        uncovered=(point(LEFT),),
        trace=Trace(writer="extractive"),
    )


def make_answer() -> Answer:
    """A partial answer of two statements, the second of which stands on two quotes."""
    return Answer(
        question="Thu ngân sách 6 tháng đầu năm 2024 của Lam Xuyên là bao nhiêu, ai báo cáo?",
        standalone="Thu ngân sách 6 tháng đầu năm 2024 của Lam Xuyên là bao nhiêu, ai báo cáo?",
        status="partial",
        text="Đạt 5.318 tỷ đồng, bằng 58,4% dự toán. [1]\nNăm 2023 đạt 4.870 tỷ đồng. [2][1]",
        statements=(
            Statement(text="Đạt 5.318 tỷ đồng, bằng 58,4% dự toán.", citations=(1,)),
            Statement(text="Năm 2023 đạt 4.870 tỷ đồng.", citations=(2, 1)),
        ),
        citations=(cite(BUDGET), cite(EARLIER, marker=2)),
        missing="Ai báo cáo?",
        trace=Trace(writer="extractive", seconds={"total": 0.4}),
    )
