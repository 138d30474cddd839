"""Which theme of a digest a point belongs to, by the words that tell themes apart."""

import re
from functools import lru_cache

from meetingqa.language.abbreviations import expand
from meetingqa.language.text import syllables

# Headings in the order they are shown, each with words that speak for it, by their syllables. Tone
# marks and abbreviations are made one; without diacritics a storm (bão) would be a report (báo).
_LEXICON_TEXT = {
    "Kinh tế": (
        "tổng sản phẩm, tăng trưởng, quy mô nền kinh tế, công nghiệp, dịch vụ, xuất khẩu, nhập khẩu, "
        "kim ngạch, doanh nghiệp, du lịch, lượt khách, bán lẻ, thương mại, chỉ số sản xuất, đầu tư "
        "trực tiếp nước ngoài, thu hút đầu tư, khu công nghiệp, cụm công nghiệp, năng lực cạnh tranh, "
        "chỉ tiêu, kinh tế xã hội, thủy điện, điện gió, hợp tác xã, kinh tế vĩ mô, tăng trưởng kinh tế, "
        "lạm phát, tổng giá trị sản phẩm, giá trị sản xuất, năng suất lao động, sản xuất, kinh doanh, "
        "môi trường đầu tư, môi trường kinh doanh, nhà đầu tư, khởi nghiệp, cổ phần hóa, nhà máy, "
        "đơn hàng, hàng hóa, du khách, ngân hàng, tín dụng, lãi suất, năng lượng tái tạo, kinh tế xanh, "
        "đường bay, nguồn điện, lưới điện, cấp phép đầu tư, người tiêu dùng, thương hiệu, kinh tế văn hóa xã hội quốc phòng an ninh"
    ),
    "Ngân sách – đầu tư": (
        "thu ngân sách, chi ngân sách, ngân sách, dự toán, giải ngân, đầu tư công, vốn đầu tư, "
        "tổng mức đầu tư, chủ trương đầu tư, chủ đầu tư, kế hoạch vốn, điều chuyển vốn, nợ đọng, "
        "tiền sử dụng đất, quyết toán, gói thầu, nợ công, bội chi, thu nội địa, nguồn thu, kinh phí, "
        "nợ thuế, thất thu, thua lỗ, vốn ngân sách, thiếu vốn, trái phiếu, đấu thầu, tài chính công"
    ),
    "Nông nghiệp – nông thôn mới": (
        "nông nghiệp, nông thôn mới, trồng rừng, lâm nghiệp, thủy sản, tàu cá, khai thác hải sản, "
        "đánh bắt, lúa, chăn nuôi, dịch tả, cây trồng, vụ hè thu, hạn mặn, xâm nhập mặn, ocop, thủy lợi, "
        "hồ chứa, cà phê, nuôi tôm, cháy rừng, mía, che phủ rừng, bảo vệ rừng, phá rừng, đàn lợn, "
        "con lợn, gia súc, gia cầm, ngư dân, kiểm dịch, nông dân, nông sản, trồng trọt, gieo trồng, "
        "xuống giống, thu hoạch, vụ đông xuân, sâu bệnh, cây ăn quả, vật nuôi"
    ),
    "Hạ tầng – đất đai – môi trường": (
        "giải phóng mặt bằng, mặt bằng, tái định cư, đường, cầu, cao tốc, quy hoạch, giá đất, "
        "mỏ đất, mỏ cát, san lấp, đô thị, môi trường, sạt lở, nhà ở xã hội, kè, đất đai, "
        "xây dựng cơ bản, tỉnh lộ, quốc lộ, rác thải, nước sạch, hạ tầng, giao thông, kẹt xe, ùn tắc, "
        "ô nhiễm, ô nhiễm môi trường, nguồn thải, nước thải, chất thải, khí thải, xả thải, kênh rạch, "
        "lấn chiếm, địa chính, sử dụng đất, thu hồi đất, giao đất, đường sắt, sân bay, cảng biển, "
        "thoát nước, ngập úng, bồi thường, đền bù, khoáng sản, chung cư, cây xanh"
    ),
    "Xã hội": (
        "hộ nghèo, giảm nghèo, y tế, bệnh viện, giáo dục, trường, học sinh, giáo viên, bảo hiểm y tế, "
        "việc làm, lao động, văn hóa, thuốc, dịch bệnh, ca mắc, nhà tạm, người có công, an sinh, "
        "học phí, thiên tai, bão, lũ, người chết, điểm trường, bác sĩ, tiêm chủng, "
        "sốt xuất huyết, tử vong, bệnh nhân, dân số, di tích, liệt sĩ, thương binh, nghệ thuật, nhà hát, "
        "thể thao, vận động viên, công đoàn, người lao động, công nhân, tiền lương, môn học, "
        "sách giáo khoa, sinh viên, trẻ em, phụ nữ, người cao tuổi, tặng quà, suất quà, "
        "công tác xã hội, an toàn thực phẩm, vệ sinh thực phẩm, đào tạo nghề, lễ hội, bảo tàng, "
        "dân tộc thiểu số, tôn giáo"
    ),
    "Quốc phòng – an ninh": (
        "quốc phòng, an ninh, quân sự, biên phòng, an ninh trật tự, trật tự an toàn, tội phạm, "
        "tai nạn giao thông, giao quân, công an, phòng cháy, ma túy, khiếu nại, tố cáo, tuyển quân, "
        "đơn thư, tố giác, tệ nạn, vụ án, khởi tố, bị can, điều tra, truy tố, xét xử, buôn lậu, cảnh sát, "
        "dân quân, nồng độ cồn"
    ),
    "Xây dựng Đảng – chính quyền": (
        "xây dựng đảng, đảng viên, kết nạp, tổ chức đảng, kỷ luật, kiểm tra giám sát, chi bộ, "
        "đảng bộ, cải cách hành chính, thủ tục hành chính, chuyển đổi số, sắp xếp, tinh giản, "
        "phiếu tín nhiệm, tín nhiệm, chất vấn, đại hội, nghị quyết, bộ máy, đơn vị hành chính, mặt trận, "
        "ban chấp hành, bộ chính trị, ban bí thư, ủy ban kiểm tra, cán bộ, công chức, biên chế, "
        "quy hoạch cán bộ, quy hoạch ban chấp hành, bầu cử, ứng cử, hiệp thương, cử tri, miễn nhiệm, "
        "sáp nhập, viên chức, công vụ, bổ nhiệm, nghỉ hưu, cấp ủy, tập trung dân chủ, quyền làm chủ, "
        "quản lý nhà nước, cải cách tư pháp, tham nhũng, dự án luật, dự thảo luật, biểu quyết, "
        "ban thường vụ, ban cán sự"
    ),
    "Đối ngoại": (
        "đối ngoại, ngoại giao, ngoại trưởng, đại sứ, lãnh sự, tổng thống, hội đàm, đàm phán, "
        "song phương, hai nước, hợp tác quốc tế, liên hợp quốc, asean, các nước, đa phương, "
        "thượng đỉnh, hội nhập quốc tế, hiệp định thương mại"
    ),
}
# Words that speak for a theme only where those above leave it open: such stand everywhere.
_FAINT_TEXT = {
    "Kinh tế": "kinh tế, đầu tư, sản phẩm, phát triển nhanh, bền vững",
    "Ngân sách – đầu tư": "vốn, chậm tiến độ, tài chính, kinh phí, thuế",
    "Nông nghiệp – nông thôn mới": "nông thôn, rừng, sản lượng",
    "Hạ tầng – đất đai – môi trường": "đất, công trình, xây dựng, dự án",
    "Xã hội": "xã hội, người dân, đời sống, hoàn cảnh khó khăn",
    "Quốc phòng – an ninh": "trật tự, chủ quyền, vi phạm pháp luật",
    "Xây dựng Đảng – chính quyền": (
        "quốc hội, hội đồng nhân dân, kỳ họp, đại biểu, giám sát, lãnh đạo, chính quyền, đảng, "
        "nhiệm kỳ, quy trình, quy chế, kiểm điểm, trách nhiệm, nhân dân"
    ),
    "Đối ngoại": "quốc tế, nước ngoài, hoa kỳ, trung quốc, nhật bản, hàn quốc, triều tiên, liên bang nga",
}
# Words in which a theme's word is not meant.
_COMPOUNDS = (
    "yêu cầu, nhu cầu, toàn cầu, cầu thị, đường lối, con đường, đường dây, môi trường, thị trường, "
    "trường hợp, hội trường, hiện trường, lập trường, công trường, quảng trường, nông trường, "
    "thuốc lá, cầu nối, đường sữa, lúa mì, bão giá, mặt bằng chung, việc làm này, việc làm đó, "
    "bộ lao động, sở lao động, ban kinh tế, ủy ban kinh tế, ủy ban tài chính ngân sách, ban văn hóa xã hội, "
    "ủy ban khoa học công nghệ và môi trường, bộ tài nguyên và môi trường, "
    "sở tài nguyên và môi trường, bộ kế hoạch và đầu tư, sở kế hoạch và đầu tư, "
    "kinh tế văn hóa xã hội quốc phòng an ninh"
)
OPENING = 60  # characters of a point whose words count double: there stands what it is about
FAINT, AROUND = 0.5, 0.25
OTHER = "Nội dung khác"
THEMES = (*_LEXICON_TEXT, OTHER)


_JOINED = re.compile(
    r"(?<= )(?:"
    + "|".join(" ".join(syllables(word)) for word in _COMPOUNDS.split(", "))
    + r")(?= )"
)


def _words(text: str) -> str:
    words = f" {' '.join(syllables(expand(text)))} "
    return _JOINED.sub(lambda match: match[0].replace(" ", "_"), words)


def _read(lexicon: dict[str, str]) -> dict[str, list[str]]:
    return {theme: [_words(word) for word in text.split(", ")] for theme, text in lexicon.items()}


_LEXICON, _FAINT = _read(_LEXICON_TEXT), _read(_FAINT_TEXT)


def find_theme(text: str, *around: str) -> str:
    """The theme whose words a text holds most of; what stands around it counts less, in that order.

    The earlier theme on a tie.
    """
    parts = [(_weigh(part), AROUND**i) for i, part in enumerate((text, *around))]
    scores = {theme: sum(w[theme] * share for w, share in parts) for theme in _LEXICON}
    best = max(scores, key=lambda theme: scores[theme])
    return best if scores[best] else OTHER


@lru_cache(maxsize=8192)
def _weigh(text: str) -> dict[str, float]:
    """How much a text's words speak for each theme."""
    words, opening = _words(text), _words(text[:OPENING])
    return {
        theme: sum(
            len(re.split("[ _]", term.strip())) * (2 if term in opening else 1)
            for term in terms
            if term in words
        )
        + FAINT * sum(term in words for term in _FAINT[theme])
        for theme, terms in _LEXICON.items()
    }
