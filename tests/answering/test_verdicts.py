""" "Có.", "Không.", "Chưa.", or no word when a quote only tells of an order."""

import pytest

from fakes import make_article
from meetingqa.answering.verdicts import keep_verdict, with_verdict
from meetingqa.domain import Citation, Statement
from meetingqa.questions.understanding import build_query


@pytest.mark.parametrize(
    ("question", "quote", "shown"),
    [
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Thị xã Hòa Lạc đã bàn giao toàn bộ mặt bằng.",
            "Có. ",
        ),
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Thị xã Hòa Lạc chưa bàn giao mặt bằng của 12 hộ.",
            "Chưa. ",
        ),
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Chủ tịch UBND tỉnh yêu cầu thị xã Hòa Lạc bàn giao mặt bằng trước ngày 20/6.",
            "",
        ),
        (
            "Chủ tịch UBND tỉnh có yêu cầu thị xã Hòa Lạc bàn giao mặt bằng không?",
            "Chủ tịch UBND tỉnh yêu cầu thị xã Hòa Lạc bàn giao mặt bằng trước ngày 20/6.",
            "Có. ",
        ),
        (
            "Đường An Lộc có thông xe đúng hạn không?",
            "Đường An Lộc thông xe, chậm 9 ngày.",
            "Không. ",
        ),
        (
            "Sở có lắp kịp hạn trạm đo mưa không?",
            "Sở đã lắp 60 trạm đo mưa, sớm 2 ngày so với yêu cầu; tàu cá chưa đạt mục tiêu.",
            "Có. ",
        ),
        ("Có hộ gia đình nào bị phạt không?", "Không có hộ gia đình nào bị phạt.", "Không. "),
        (
            "Tỉnh có đạt mục tiêu giải ngân 60% không?",
            "Con số này hụt 2 điểm phần trăm so với mục tiêu giải ngân 60%.",
            "Không. ",
        ),
        (
            "Kè Bến Lim có được khởi công trước ngày 31/12/2024 như HĐND tỉnh yêu cầu không?",
            "HĐND tỉnh yêu cầu khởi công kè Bến Lim trước ngày 31/12/2024.",
            "",
        ),
        ("Tỉnh có đạt toàn bộ chỉ tiêu không?", "Tỉnh đạt 17/18 chỉ tiêu.", "Không. "),
        (
            "Tỉnh có hạ mục tiêu tăng trưởng không?",
            "Tỉnh giữ nguyên mục tiêu tăng trưởng.",
            "Không. ",
        ),
        ("Năm 2023 GRDP có đạt kế hoạch không?", "GRDP tăng 6,2% (kế hoạch 8%).", "Không. "),
        ("Năm 2023 GRDP có đạt kế hoạch không?", "GRDP tăng 8,4% (kế hoạch 8%).", "Có. "),
        ("Hộ nghèo có đạt kế hoạch không?", "Tỷ lệ hộ nghèo còn 3% (kế hoạch 4%).", ""),
        ("Giải ngân có đạt kế hoạch không?", "Giải ngân đạt 72,5% kế hoạch.", ""),
        ("Giải ngân có đạt kế hoạch không?", "Giải ngân đạt 102,5% kế hoạch.", "Có. "),
        (
            "Giải ngân có đạt mục tiêu không?",
            "Giải ngân đạt 72,5% kế hoạch, thấp hơn mục tiêu 80%.",
            "Không. ",
        ),
        (
            "Tỉnh có còn giữ mục tiêu tăng trưởng 9,2% không?",
            "GRDP tăng 7,1%, không đạt mục tiêu 9,2% mà Tỉnh ủy giữ nguyên hồi tháng 6.",
            "Có. ",
        ),
        (
            "Tỉnh có đạt mục tiêu tăng trưởng 9,2% không?",
            "GRDP tăng 7,1%, không đạt mục tiêu 9,2% mà Tỉnh ủy giữ nguyên hồi tháng 6.",
            "Không. ",
        ),
        (
            "Việc đo đạc xong chưa?",
            "Việc đo đạc mới được một nửa, còn lại chưa có đơn vị nhận.",
            "",
        ),
        ("Tỉnh đã trồng hết rừng chưa?", "Tỉnh đang đo đạc diện tích rừng.", ""),
        ("Thị xã nào bàn giao mặt bằng?", "Thị xã Hòa Lạc đã bàn giao mặt bằng.", ""),
    ],
)
def test_the_word_before_a_quote(question: str, quote: str, shown: str) -> None:
    article = make_article(quote)
    citation = Citation(marker=1, article=article, start=0, end=len(quote), quote=quote)
    statement = Statement(text=quote, citations=(1,))
    assert with_verdict(statement, [citation], build_query(question)).text == shown + quote


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Thị xã đã bàn giao mặt bằng.", "Có. Thị xã đã bàn giao mặt bằng."),
        ("Có, thị xã đã bàn giao mặt bằng.", "Có, thị xã đã bàn giao mặt bằng."),
        ("Không, thị xã chưa bàn giao.", "Không, thị xã chưa bàn giao."),
    ],
)
def test_a_models_wording_keeps_the_word_of_the_quotes(said: str, shown: str) -> None:
    quoted = Statement(text="Có. Thị xã Hòa Lạc đã bàn giao toàn bộ mặt bằng.", citations=(1,))
    assert keep_verdict(Statement(text=said, citations=(1,)), quoted).text == shown
    plain = Statement(text="Thị xã Hòa Lạc đã bàn giao.", citations=(1,))
    assert keep_verdict(Statement(text=said, citations=(1,)), plain).text == said
