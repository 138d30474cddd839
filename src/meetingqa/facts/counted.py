"""Whether four digits count something ("2000 hộ") or are a year ("kế hoạch 2000")."""

import re

# Nouns and units that stand after a count; after a year they would begin a new clause.
_NOUNS_TEXT = """
% phần_trăm nghìn ngàn vạn triệu tỷ tỉ đồng usd ha héc hecta km km2 m m2 m3 mét kg tấn tạ lít mw kwh
người hộ nhân_khẩu khẩu gia_đình lao_động doanh_nghiệp học_sinh sinh_viên giáo_viên cán_bộ công_chức
viên_chức công_nhân đảng_viên đoàn_viên hội_viên đại_biểu cử_tri bác_sĩ chiến_sĩ thanh_niên phụ_nữ
trẻ_em bệnh_nhân hành_khách du_khách khách nữ lượt phiếu hồ_sơ đơn ý_kiến căn ngôi nhà phòng giường chỗ
suất phần_quà tàu thuyền ô_tô xe con cây ca vụ_việc trường_hợp tờ quyển cuốn chiếc dự_án công_trình
sản_phẩm mô_hình hợp_tác_xã cơ_sở chi_bộ ngày_công tập_thể cá_nhân máy thửa tuyến
"""
_NOUNS = "|".join(re.escape(noun).replace("_", r"\s+") for noun in _NOUNS_TEXT.split())
_COUNTED = re.compile(rf"\s*%|\s+(?:{_NOUNS})(?!\w)", re.IGNORECASE)
# After these a number of the year's form is a year whatever follows.
_YEAR_BEFORE = re.compile(
    r"(?:năm(?:\s+\d{4}\s*(?:,|và|đến|[-–]))*|năm học|niên vụ|vụ|mùa|kế hoạch|dự toán|giai đoạn|"
    r"nhiệm kỳ|cùng kỳ|luật|hiến pháp|đầu|giữa|cuối|tháng \d{1,2}|/)[\s,]*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:hơn|gần|khoảng|trên|ngót|chừng|có|thêm|trao|tặng|cấp|tổng số|tổng cộng)\s+$", re.IGNORECASE
)
_FOLLOWS_TEXT = """
là có và của được đã do tại cho các những với để trong về sẽ vẫn đang cũng đến tới từ so thì mà ở
trở trên dưới này nay qua sau trước tăng giảm đạt ước cùng không như khi lần theo vừa còn chỉ rất
nên gồm vào bằng vượt hay hoặc nhưng năm
"""
_FOLLOWS = "|".join(_FOLLOWS_TEXT.split())
_NOUN = re.compile(rf"\s+(?!(?:{_FOLLOWS})(?!\w))[^\W\d_A-ZĐÀ-Ỹ]")


def is_count(text: str, start: int, end: int) -> bool:
    """Whether the digits `text[start:end]`, which may be read as a year, count what follows them."""
    before = text[max(0, start - 30) : start]
    if _YEAR_BEFORE.search(before):
        return False
    return bool(_COUNTED.match(text, end) or (_ABOUT.search(before) and _NOUN.match(text, end)))
