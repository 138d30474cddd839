"""Which theme of a digest a point belongs to, by the words that tell themes apart."""

import re
from functools import lru_cache

from meetingqa.abbreviations import expand
from meetingqa.text import syllables

# Headings in the order they are shown, each with words that speak for it; those of two syllables
# and more count double. Tone marks and abbreviations are made one; without diacritics a storm
# (bão) would be a report (báo).
_LEXICON_TEXT = {
    "Kinh tế": (
        "tổng sản phẩm, tăng trưởng, quy mô nền kinh tế, công nghiệp, dịch vụ, xuất khẩu, nhập khẩu, kim ngạch, "
        "doanh nghiệp, du lịch, lượt khách, bán lẻ, thương mại, chỉ số sản xuất, đầu tư trực tiếp "
        "nước ngoài, thu hút đầu tư, khu công nghiệp, cụm công nghiệp, năng lực cạnh tranh, "
        "chỉ tiêu, kinh tế xã hội, thủy điện, điện gió, hợp tác xã"
    ),
    "Ngân sách – đầu tư": (
        "thu ngân sách, chi ngân sách, ngân sách, dự toán, giải ngân, đầu tư công, vốn đầu tư, "
        "tổng mức đầu tư, chủ trương đầu tư, chủ đầu tư, kế hoạch vốn, điều chuyển vốn, nợ đọng, "
        "tiền sử dụng đất, quyết toán, gói thầu"
    ),
    "Nông nghiệp – nông thôn mới": (
        "nông nghiệp, nông thôn mới, trồng rừng, lâm nghiệp, thủy sản, tàu cá, khai thác hải sản, đánh bắt, lúa, "
        "chăn nuôi, dịch tả, cây trồng, vụ hè thu, hạn mặn, xâm nhập mặn, ocop, thủy lợi, hồ chứa, "
        "cà phê, nuôi tôm, cháy rừng, mía, che phủ rừng, bảo vệ rừng, phá rừng, đàn lợn, con lợn, "
        "gia súc, gia cầm, ngư dân, kiểm dịch"
    ),
    "Hạ tầng – đất đai – môi trường": (
        "giải phóng mặt bằng, mặt bằng, tái định cư, đường, cầu, cao tốc, quy hoạch, giá đất, "
        "mỏ đất, mỏ cát, san lấp, đô thị, môi trường, sạt lở, nhà ở xã hội, kè, đất đai, "
        "xây dựng cơ bản, tỉnh lộ, quốc lộ, rác thải, nước sạch"
    ),
    "Xã hội": (
        "hộ nghèo, giảm nghèo, y tế, bệnh viện, giáo dục, trường, học sinh, giáo viên, bảo hiểm y tế, "
        "việc làm, lao động, văn hóa, thuốc, dịch bệnh, ca mắc, nhà tạm, người có công, an sinh, "
        "học phí, thiên tai, bão, lũ, người chết, điểm trường, bác sĩ, tiêm chủng, "
        "sốt xuất huyết, tử vong, bệnh nhân"
    ),
    "Quốc phòng – an ninh": (
        "quốc phòng, an ninh, quân sự, biên phòng, trật tự, tội phạm, tai nạn giao thông, giao quân, "
        "công an, phòng cháy, ma túy, khiếu nại, tố cáo, tuyển quân"
    ),
    "Xây dựng Đảng – chính quyền": (
        "xây dựng đảng, đảng viên, kết nạp, tổ chức đảng, kỷ luật, kiểm tra giám sát, chi bộ, "
        "đảng bộ, cải cách hành chính, thủ tục hành chính, chuyển đổi số, sắp xếp, tinh giản, "
        "phiếu tín nhiệm, tín nhiệm, chất vấn, đại hội, nghị quyết, bộ máy, đơn vị hành chính, mặt trận, "
        "ban chấp hành, bộ chính trị, ban bí thư, ủy ban kiểm tra, cán bộ, công chức, biên chế, "
        "quy hoạch cán bộ, quy hoạch ban chấp hành, bầu cử, ứng cử, hiệp thương, cử tri, miễn nhiệm"
    ),
    "Đối ngoại": (
        "đối ngoại, ngoại giao, ngoại trưởng, đại sứ, lãnh sự, tổng thống, hội đàm, đàm phán, song phương, "
        "hai nước, hợp tác quốc tế, liên hợp quốc, asean"
    ),
}
# Words in which a theme's word of one syllable is not meant.
_COMPOUNDS = (
    "yêu cầu, nhu cầu, toàn cầu, cầu thị, đường lối, con đường, đường dây, môi trường, thị trường, "
    "trường hợp, hội trường, hiện trường, lập trường, công trường, quảng trường, nông trường, "
    "thuốc lá, cầu nối, đường sữa, lúa mì, bão giá"
)
OPENING = 60  # characters of a point whose words count double: there stands what it is about
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


_LEXICON = {
    theme: [_words(word) for word in text.split(", ")] for theme, text in _LEXICON_TEXT.items()
}


@lru_cache(maxsize=8192)
def find_theme(text: str) -> str:
    """The theme whose words a text holds most of; the earlier one on a tie."""
    words, opening = _words(text), _words(text[:OPENING])
    scores = {
        theme: sum(
            len(re.split("[ _]", term.strip())) * (2 if term in opening else 1)
            for term in terms
            if term in words
        )
        for theme, terms in _LEXICON.items()
    }
    best = max(scores, key=lambda theme: scores[theme])
    return best if scores[best] else OTHER
