"""What was reached, what is aimed at and what was only ordered answer different questions."""

import pytest

from asking import ask
from meetingqa.facts.outcomes import outcome_conflict


@pytest.mark.parametrize(
    ("question", "statement", "fits"),
    [
        ("Đồng Mai đặt mục tiêu thu bao nhiêu?", "Mục tiêu thu ngân sách là 4.300 tỷ đồng.", True),
        ("Đồng Mai đặt mục tiêu thu bao nhiêu?", "Thu ngân sách đạt 4.120 tỷ đồng.", False),
        ("Tỉnh giải ngân đến 25/6 được bao nhiêu?", "Đến 25/6 giải ngân 900 tỷ đồng.", True),
        ("Tỉnh giải ngân đến 25/6 được bao nhiêu?", "Phấn đấu giải ngân 95% đến 25/6.", False),
        ("Đường An Lộc thực tế thông xe ngày nào?", "Đường An Lộc thông xe ngày 9/11.", True),
        ("Đường An Lộc thực tế thông xe ngày nào?", "Sở thông xe đường trước 31/10.", False),
        ("Sở có trình kịp đề án không?", "Chủ tịch yêu cầu Sở trình đề án trước 30/6.", False),
        ("Sở có trình kịp đề án không?", "Sở thừa nhận chưa hoàn thành đề án.", True),
        ("Sở đã trình đề án cấp nước chưa?", "Sở chưa trình đề án vì phải khảo sát lại.", True),
        ("Khu Bến Lim đã bàn giao hôm nào?", "Giao Sở bàn giao khu Bến Lim trước 30/5.", False),
        ("Khu Bến Lim đã bàn giao hôm nào?", "Sở đã bàn giao khu Bến Lim ngày 28/5.", True),
        ("Hết quý III tỉnh có đạt mục tiêu 60% không?", "Phấn đấu hết quý III đạt 60%.", False),
        ("Hết quý III tỉnh có đạt mục tiêu 60% không?", "Con số này hụt so với mục tiêu.", True),
        (
            "Kè Bến Lim có được khởi công trước 31/12 như HĐND tỉnh yêu cầu không?",
            "HĐND tỉnh yêu cầu khởi công kè Bến Lim trước 31/12.",
            False,
        ),
        (
            "Tỉnh ủy thông qua đề án đến 25/6 với bao nhiêu phiếu?",
            "Biểu quyết, 31/45 đồng chí tán thành đề án, không giao khoán cho xã.",
            True,
        ),
        ("Cả bốn bến đã đón khách chưa?", "Trong 4 bến phải mở, mới có 3 bến đón khách.", True),
        ("Việc lắp trạm bơm kết quả đến đâu?", "Giao Sở lắp trạm bơm trước 30/5.", False),
        ("GRDP thực hiện cả năm 2022 tăng bao nhiêu?", "Mục tiêu GRDP năm 2022 tăng 8%.", False),
        ("Chủ tịch yêu cầu trình đề án trước ngày nào?", "Sở phải trình trước 30/6.", True),
    ],
)
def test_an_outcome_is_no_order_and_a_target_no_outcome(
    question: str, statement: str, fits: bool
) -> None:
    assert (outcome_conflict(ask(question).asked, statement) is None) is fits
