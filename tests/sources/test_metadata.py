"""Dates, province, body, session and chair from the words alone; nothing rather than a guess."""

from datetime import date
from pathlib import Path

import pytest

from meetingqa.facts.provinces import find_province
from meetingqa.sources import SourceItem, read_sources
from meetingqa.sources.cleaning import Cleaned, clean
from meetingqa.sources.metadata import Metadata, find_chair, find_names, read_metadata

MORE = (
    "Hội nghị thảo luận về thu ngân sách và giải ngân vốn đầu tư công của tỉnh trong thời gian tới."
)


def read(
    lead: str, title: str = "Tin hội nghị của tỉnh trong tuần", **given: date | str
) -> Metadata:
    return read_metadata(Cleaned(title=title, text=f"{lead}\n\n{MORE}"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lead", "published", "held"),
    [
        ("Sáng nay (27/6), Tỉnh ủy tổ chức hội nghị.", date(2019, 6, 27), date(2019, 6, 27)),
        (
            "ABO-Sáng nay (27/6), Tỉnh ủy họp bàn nhiệm vụ những tháng cuối năm 2017.",
            None,
            date(2017, 6, 27),
        ),
        ("Chiều 11/11, UBND tỉnh họp phiên thường kỳ.", date(2020, 11, 12), date(2020, 11, 11)),
        ("Sáng 28-12, BCH Đảng bộ tỉnh họp.", date(2022, 1, 3), date(2021, 12, 28)),
        (
            ("Sáng 28-12, BCH Đảng bộ tỉnh họp tổng kết năm 2021, phương hướng năm 2022."),
            None,
            date(2021, 12, 28),
        ),
        ("Ngày 5 tháng 7 năm 2023, HĐND tỉnh khai mạc kỳ họp.", None, date(2023, 7, 5)),
        ("Hôm nay, HĐND tỉnh khai mạc kỳ họp thứ 9.", date(2023, 7, 5), date(2023, 7, 5)),
        ("Chiều qua, UBND tỉnh tổ chức họp báo và hội nghị.", date(2023, 7, 5), date(2023, 7, 4)),
        ("Trong hai ngày 6-7/3, HĐND tỉnh họp.", date(2024, 3, 8), date(2024, 3, 6)),
        ("Từ ngày 10 đến 12-7, HĐND tỉnh họp kỳ thứ 9.", date(2024, 7, 12), date(2024, 7, 10)),
        (
            "Tại hội nghị tổ chức sáng ngày 25-3, đồng chí phát biểu.",
            date(2020, 3, 25),
            date(2020, 3, 25),
        ),
        ("Chiều 22.4, Chủ tịch UBND tỉnh họp về kết quả quý I/2025.", None, date(2025, 4, 22)),
        (
            (
                "Kỷ niệm 50 năm Ngày giải phóng (30.4.1975 - 30.4.2025), sáng 22.4, Tỉnh ủy tổ chức "
                "gặp mặt."
            ),
            None,
            date(2025, 4, 22),
        ),
        ("Chiều 11/11, UBND tỉnh họp phiên thường kỳ.", None, None),
        ("Hôm nay, HĐND tỉnh khai mạc kỳ họp thứ 9.", None, None),
        ("Thực hiện Nghị quyết số 18, ngày 25/10/2017, các huyện đã sắp xếp bộ máy.", None, None),
        ("Đến ngày 10.4, các huyện giải ngân 842 tỷ đồng.", date(2025, 4, 21), None),
        ("Từ ngày 20.4 đến nay, ngư dân được mùa.", date(2025, 4, 22), None),
        ("Sản lượng đạt 12.5 tấn, hội nghị ghi nhận.", date(2025, 4, 22), None),
        ("Sáng 31/2, UBND tỉnh họp.", date(2025, 4, 22), None),
    ],
)
def test_the_day_of_the_meeting(lead: str, published: date | None, held: date | None) -> None:
    found = read(lead, published_on=published) if published else read(lead)
    assert found.held_on == held


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("21:00 | 25/03/2020", date(2020, 3, 25)),
        ("19:48, Thứ Sáu, 19-1-2024", date(2024, 1, 19)),
        ("12/11/2020 05:48", date(2020, 11, 12)),
        ("Cập nhật lúc: 16:25, Thứ Sáu, 12/04/2024 (GMT+7)", date(2024, 4, 12)),
        ("Ngày 03 tháng 12 năm 2022, 08:05 Bản in Gửi email", date(2022, 12, 3)),
    ],
)
def test_a_stamp_below_the_title_is_the_publication(stamp: str, expected: date) -> None:
    title = "Tỉnh ủy An Bình họp bàn giải pháp phát triển"
    lead = "Hội nghị của Tỉnh ủy An Bình bàn giải pháp phát triển kinh tế trong các tháng tới."
    cleaned = clean(f"{title}\n{stamp}\n{lead}\n{MORE}")
    assert read_metadata(cleaned).published_on == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("Thứ tư, 28/10/2020", None),
        ("Chủ nhật 31/05/2020 20:22 Hotline: 0900.000.624", None),
        ("Thứ tư, 28/6/2017", date(2017, 6, 28)),
        ("Ngày đăng: 28/10/2020", date(2020, 10, 28)),
    ],
)
def test_a_page_clock_is_no_publication(clock: str, expected: date | None) -> None:
    title = "Ban Chấp hành Đảng bộ tỉnh họp bàn nhiệm vụ cuối năm"
    lead = "Sáng nay (27/6), Ban Chấp hành Đảng bộ tỉnh họp hội nghị bàn nhiệm vụ cuối năm 2017."
    cleaned = clean(f"{clock}\n{title}\n{lead}\n{MORE}")
    found = read_metadata(cleaned)
    assert found.published_on == expected
    assert found.held_on is None or found.held_on.month == 6


@pytest.mark.parametrize(
    ("sentence", "chair"),
    [
        (
            (
                "Đồng chí Trần Sỹ Khanh, Bí thư Tỉnh ủy kiêm Trưởng Đoàn đại biểu "
                "Quốc hội tỉnh chủ trì hội nghị."
            ),
            "Trần Sỹ Khanh",
        ),
        (
            (
                "Dự và chủ trì cuộc họp có Bí thư Tỉnh ủy, Trưởng Đoàn ĐBQH tỉnh Lê Quang "
                "Tú; Chủ tịch HĐND "
                "tỉnh Nguyễn Đăng Quý; tham dự còn có Giám đốc Sở Y tế Võ Văn Hùng."
            ),
            "Lê Quang Tú; Nguyễn Đăng Quý",
        ),
        (
            (
                "Các đồng chí: Phạm Gia Tường, Bí thư Tỉnh uỷ; Lò Văn Đoan, Chủ tịch HĐND tỉnh; H'Bia "
                "Êban, Chủ tịch UBND "
                "tỉnh, chủ trì hội nghị."
            ),
            "Phạm Gia Tường; Lò Văn Đoan; H'Bia Êban",
        ),
        (
            "UBND tỉnh họp dưới sự chủ trì của đồng chí Vi Đức Toàn, Chủ tịch UBND tỉnh.",
            "Vi Đức Toàn",
        ),
        (
            "Phiên họp do Chủ tịch UBND tỉnh Lưu Thị Hải chủ trì, có đồng chí Phan Quốc Trung dự.",
            "Lưu Thị Hải",
        ),
        (
            "Chủ trì hội nghị sáng nay, Thủ tướng Nguyễn Văn Phúc yêu cầu rà soát thủ tục.",
            "Nguyễn Văn Phúc",
        ),
        ("Đồng chí Bí thư Tỉnh ủy chủ trì hội nghị.", None),
        (
            (
                "Kết luận, Bí thư Tỉnh ủy Lê Quang Tú giao Sở Xây dựng chủ trì, phối hợp với các "
                "huyện."
            ),
            None,
        ),
        ("Dự hội nghị có đồng chí Lê Quang Tú.", None),
        ("Bí thư Thành ủy TP Trần Thiện Hải chủ trì hội nghị.", "Trần Thiện Hải"),
    ],
)
def test_the_chair(sentence: str, chair: str | None) -> None:
    assert find_chair(sentence) == chair


def test_names_are_told_from_places_and_offices() -> None:
    text = "Bí thư Tỉnh ủy Quảng Ninh Nguyễn Xuân Kỳ, Giám đốc Sở Tài nguyên tại TP Tân Lĩnh"
    assert find_names(text, ["Quảng Ninh"]) == ["Nguyễn Xuân Kỳ"]


@pytest.mark.parametrize(
    ("title", "text", "masthead", "province"),
    [
        ("", "HĐND tỉnh An Bình khai mạc kỳ họp.", "", "An Bình"),
        ("", "Tỉnh ủy Thanh Hoá họp.", "", "Thanh Hóa"),
        ("", "Lãnh đạo tỉnh Thừa Thiên - Huế tiếp công dân.", "", "Thừa Thiên Huế"),
        ("", "Hội nghị Thành uỷ TP. HCM khai mạc.", "", "TP. Hồ Chí Minh"),
        ("", "Tỉnh ủy họp, bàn việc của tỉnh.", "BÁO LAM SƠN ĐIỆN TỬ", None),
        (
            "",
            "Tỉnh ủy họp. UBND tỉnh báo cáo. HĐND tỉnh thẩm tra.",
            "BÁO LAM SƠN ĐIỆN TỬ",
            "Lam Sơn",
        ),
        ("", "Tỉnh ủy họp. UBND tỉnh báo cáo. HĐND tỉnh thẩm tra.", "Báo Tuổi Trẻ", None),
        ("", "(binhdinh.gov.vn) - UBND tỉnh gặp mặt cán bộ.", "", "Bình Định"),
        ("", "UBND tỉnh họp, bàn việc hợp tác với tỉnh Nghệ An và tỉnh Hà Tĩnh.", "", None),
        ("", "HĐND tỉnh Nghệ An và HĐND tỉnh Hà Tĩnh ký kết.", "", None),
        (
            "",
            "Chủ tịch UBND tỉnh Võ Văn Hưng và Chủ tịch HĐND tỉnh Nguyễn Đăng Quang dự.",
            "",
            None,
        ),
        ("", "Bí thư Tỉnh ủy Lâm Hải phát biểu.", "", None),
    ],
)
def test_the_province(title: str, text: str, masthead: str, province: str | None) -> None:
    assert find_province(title, text, masthead) == province


def test_real_articles_hold_what_was_read_in_them_by_hand() -> None:
    folder = Path(__file__).parents[3] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("no real articles here")
    items = [i for i in read_sources([folder], max_bytes=1_000_000) if isinstance(i, SourceItem)]
    dates = [(i.article.published_on, i.article.held_on) for i in items]
    assert dates == [
        (None, date(2017, 6, 27)),
        (date(2020, 3, 25), date(2020, 3, 25)),
        (None, date(2021, 12, 28)),
        (date(2024, 1, 19), date(2024, 1, 19)),
        (date(2020, 11, 12), date(2020, 11, 11)),
    ]
    bodies = [(i.article.body, i.article.session) for i in items]
    assert bodies == [
        ("BCH Đảng bộ tỉnh", "hội nghị lần thứ 8"),
        ("BCH Đảng bộ tỉnh", "hội nghị lần thứ 22"),
        ("BCH Đảng bộ tỉnh", "hội nghị lần thứ 13 khóa XX"),
        ("BTV Tỉnh ủy", None),
        (None, None),
    ]
    assert [i.article.province for i in items] == [None, "Thái Nguyên", None, "Quảng Trị", None]
    assert all(i.article.author for i in items)
