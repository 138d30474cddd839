"""Whether a stretch of a meeting report tells what went wrong or fell short."""

import re

from meetingqa.summarizing.cues import HONOURED, TOPIC

_I = re.IGNORECASE
_FAULTS = re.compile(
    r"(?<!\w)(?:(?:còn|những|nhiều|một số|các) (?:\w+ )?(?:hạn chế|tồn tại|khó khăn|vướng mắc|"
    r"khuyết điểm|bất cập)|hạn chế như|(?:có|còn) (?:một số |nhiều )?(?:thiếu sót|khuyết điểm|vi phạm)|"
    r"còn có (?:mặt|nơi|lúc)|(?:đã|cũng) vi phạm|vi phạm (?:về|quy định|nguyên tắc|quy chế)|thách thức|buông lỏng|thiếu trách nhiệm|sai sót|sai phạm|"
    r"chưa (?!kể|bao gồm|tính|từng|biết|thông qua|trình|đến|xem xét|cho ý kiến|họp|lấy|ký|diễn)[^\W\d_]+|"
    r"(?<!hàng )(?<!dụng )yếu kém|(?:chưa|không|khó) (?:đạt|hoàn thành|đáp ứng|kịp|bảo đảm|đảm bảo|thực chất|"
    r"thường xuyên|nghiêm|giải ngân|bàn giao|chọn được|tốt|thật|quyết liệt|hiệu quả|đồng đều|"
    r"có chuyển biến|vững)|còn (?:chậm|thấp|thiếu|yếu|lúng túng|vướng|nợ|hạn chế|nhiều khó khăn|"
    r"xảy ra)|chậm|thấp hơn (?:kế hoạch|kịch bản|cùng kỳ|mục tiêu)|nợ đọng|trễ hẹn|lỡ hẹn|"
    r"thua lỗ|thiệt hại|ô nhiễm|gam màu tối|đứng im|quá hạn|ách tắc|chồng chéo|phải trả lại|"
    r"bỏ không|xuống cấp|đùn đẩy|né tránh|vướng mắc|vướng|thiếu (?:thuốc|đất|vốn|nước|giáo viên|cát|vật liệu|"
    r"\w+ sản xuất)|điểm trừ|"
    r"nguyên nhân (?:là|do|chính|chủ yếu|khách quan|chủ quan)|thấp nhất|sạt lở|hư hỏng|phê bình|bức xúc|gánh nặng|tạm ngừng|vi phạm còn|"
    r"chỉ đạt|mới đạt|nhận khuyết điểm|"
    r"nhận trách nhiệm|không đạt|bỏ hoang|tử vong|tái nghèo|tồn kho|nguy cơ|nhức nhối|bị kéo dài|"
    r"tranh chấp|bỏ sinh hoạt|bị bắt|bị nước ngoài bắt|còn lỏng|còn tồn|"
    r"đạt thấp|diễn biến phức tạp|(?:rất|vô cùng|hết sức|càng) (?:khó khăn|phức tạp|bức xúc)|"
    r"khó (?:nắm|xử lý|kiểm soát|quản lý|tiếp cận)|ảnh hưởng (?:xấu|không nhỏ|nghiêm trọng|tiêu cực)|"
    r"còn (?:tình trạng|(?:gần |hơn |khoảng )?\d[\d.]* (?:trường hợp|vụ)))"
    r"(?!\w)|"
    r"(?<!\w)(?<!trồng )(?<!nạp )(?<!thôn )(?<!lập )(?<!viên )(?<!làm )(?<!cấp )(?<!khai )(?<!khóa )"
    r"(?<!khoá )(?:mới|chỉ|mới chỉ) (?:đạt |tăng |bằng |được |giải ngân |cấp được |bồi thường |bàn giao |"
    r"lắp |có |còn )*(?:được )?\d|"
    r"(?<!\w)(?<!đương )còn (?:\d[\d.,]* (?:tàu|hộ|bản|thôn|dự án|xã|công trình|huyện)|nợ|"
    r"tỷ lệ)|(?<!\w)giảm (?:tới |gần |hơn )?\d[\d.,]*%|"
    r"(?<!\w)thiếu (?:tới |gần |hơn )?\d|(?<!\w)(?:mất|chết|làm chết) \d|bị (?:vùi lấp|ngập|"
    r"hư hỏng|thiệt hại|ảnh hưởng|ngưng)|rủi ro (?:cao|lớn)|"
    r"(?:bằng|đạt) \d{1,2}(?:,\d+)?% (?:so với )?cùng kỳ|còn thiếu",
    _I,
)
_SPARED = re.compile(
    r"(?:chưa|không) (?:để )?(?:có|ghi nhận|phát hiện|xác nhận|xảy ra) "
    r"(?:ca|trường hợp|vụ|thiệt hại|người mắc|ai)(?!\w)",
    _I,
)
_NO_FAULT = re.compile(
    r"^(?:để|nhằm)\s[^,;.]*,|^(?:đồng thời,? )?yêu cầu\s[^;.]*|(?<!\w)(?:nếu|khi có)\s[^;.]*|(?<!\w)(?:mặc dù|trong (?:bối cảnh|điều kiện))\s[^;.]*?(?:,|\s(?=nhưng|song)|$)|trong khi (?:cùng (?:kỳ|thời điểm)|năm (?:trước|ngoái))[^,;.]*|(?<!\w)tránh (?:được |để )?[^,;.]*|"
    r"(?<!\w)(?:tháo gỡ|khắc phục|phòng,? ?chống|làm rõ|giải quyết|ngăn chặn|xử lý|chỉ ra|"
    r"không để|nhận diện|phát hiện|giảm|hoàn thiện|xóa bỏ|chấm dứt)[^;.]{0,40}?"
    r"(?:khó khăn|vướng mắc|hạn chế|tồn tại|yếu kém|vi phạm|ô nhiễm|thiệt hại|sạt lở|bất cập|bức xúc|"
    r"nhũng nhiễu|tồn đọng|chồng chéo|nguyên nhân|khuyết điểm)"
    r"(?:(?:, | và )(?:khó khăn|vướng mắc|hạn chế|tồn tại|bất cập))*|"
    r"tín nhiệm[”\"]? thấp(?: nhất)?|phiếu[^,;.]{0,25}thấp nhất|"
    r"vấn đề (?:[^\W\d_]+,? ){0,4}bức xúc",
    _I,
)


def finds_fault(text: str) -> bool:
    """Whether it reports what went wrong or fell short."""
    if TOPIC.search(text) or HONOURED.search(text):
        return False
    return bool(_FAULTS.search(_SPARED.sub(" ", _NO_FAULT.sub(" ", text))))


def spares(text: str) -> bool:
    """Whether it reports that nothing went wrong ("chưa xảy ra vụ nào")."""
    return bool(_SPARED.search(text))
