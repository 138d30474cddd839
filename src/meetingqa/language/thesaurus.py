"""Field words that mean nearly the same in reports on meetings, so that a paraphrase is recognised.

A question says "tăng trưởng kinh tế", the article "GRDP"; a question "hạn chót", the article "trước
ngày". Only how well a sentence fits a question is affected, never whether a statement is proven.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.language.text import fold

Phrase = tuple[str, ...]

_CLASSES = """
tăng trưởng>tổng sản phẩm trên địa bàn
kinh tế>tổng sản phẩm trên địa bàn
giải ngân|tiêu được|tiêu tiền|tiêu hết
chỉ tiêu|mục tiêu
mục tiêu|phấn đấu
chủ trì|điều hành|chủ tọa
thông qua|tán thành|nhất trí|biểu quyết
đồng ý|chấp thuận|chấp nhận|nhất trí|thống nhất
bầu|trúng cử
giữ chức|làm|đảm nhiệm
tham dự|dự|có mặt
diễn ra|tổ chức|khai mạc
ca mắc|ca nhiễm|dương tính|ca bệnh|bệnh nhân|mắc bệnh|nhiễm bệnh
nhiễm|mắc|dương tính
ít tuổi nhất|trẻ nhất|trẻ tuổi nhất
cao tuổi nhất|nhiều tuổi nhất|lớn tuổi nhất|già nhất
mời gọi|thu hút|kêu gọi|xúc tiến
chết|tử vong|thiệt mạng
thiệt hại|tổn thất
khen thưởng|bằng khen|biểu dương|tuyên dương|khen
hạn chế|tồn tại|khó khăn|yếu kém|khuyết điểm|bất cập|vướng mắc
nút thắt|điểm nghẽn|vướng mắc
vượt|cao hơn
giảm|thấp hơn|âm
tăng|cao hơn
người dân|nhân dân|bà con
doanh nghiệp|công ty
hộ nghèo|giảm nghèo
xuất khẩu|bán ra nước ngoài|ra nước ngoài
sáp nhập|sắp xếp|hợp nhất|nhập
tinh giản|cắt giảm|tinh gọn
hạn chót|thời hạn|trước ngày|chậm nhất|hạn cuối|muộn nhất
hoàn thành|xong|về đích|hoàn tất
đứng thứ|xếp thứ|xếp hạng|đứng đầu
kinh phí|số tiền|tổng vốn|tổng mức đầu tư|vốn
bình quân đầu người|mỗi người|trung bình mỗi người
ưu tiên|trọng tâm|chủ yếu
ý kiến|thảo luận|góp ý|phát biểu
hạ tầng|kết cấu hạ tầng|cơ sở hạ tầng
mất rừng|phá rừng|rừng bị phá|chặt phá
kết nạp|đảng viên mới|phát triển đảng viên
nghỉ hưu|nghỉ chế độ
chủ đề|phương châm
chậm|trễ|quá hạn|trễ hẹn|ì ạch|trì trệ
thay|kế nhiệm|thay thế
đề nghị|kiến nghị|đề xuất
yêu cầu|chỉ đạo|nhấn mạnh|lưu ý|đề nghị
trả lời|giải trình
phê duyệt|duyệt|thông qua
thẩm định|thẩm tra
công nhận|đạt chuẩn
ban hành|ra|ký
lập|thành lập
nơi|tại
buổi|phiên
"""


class Equivalent(NamedTuple):
    """A phrase of a question and the phrases that an article may have instead."""

    asked: Phrase
    told: tuple[Phrase, ...]


@lru_cache(maxsize=512)
def find_equivalents(terms: Phrase, *, accented: bool = True) -> tuple[Equivalent, ...]:
    """What an article may say instead of phrases among a question's terms (syllables in order)."""
    said = _spaced(terms)
    pairs = _PAIRS if accented else _FOLDED_PAIRS
    return tuple(pair for pair in pairs if _spaced(pair.asked) in said)


def likened(words: Sequence[str], equivalents: Sequence[Equivalent]) -> frozenset[str]:
    """The question's words that a sentence says in others."""
    said = _spaced(words)
    return frozenset(
        word
        for asked, told in equivalents
        if _spaced(asked) not in said and any(_spaced(phrase) in said for phrase in told)
        for word in asked
    )


def _spaced(words: Sequence[str]) -> str:
    """Words as a string in which those of a phrase stand together only if they follow one another."""
    return f" {' '.join(words)} "


def _fold(phrase: Phrase) -> Phrase:
    return tuple(fold(word) for word in phrase)


def _read(line: str) -> list[Equivalent]:
    """The equivalents of a line: each phrase told by the others; "a>b" only a told by b."""
    first, _, only = line.partition(">")
    phrases = [tuple(phrase.split()) for phrase in first.split("|")]
    if only:
        return [Equivalent(p, tuple(tuple(b.split()) for b in only.split("|"))) for p in phrases]
    return [Equivalent(p, tuple(q for q in phrases if q != p)) for p in phrases]


_PAIRS = tuple(pair for line in _CLASSES.strip().splitlines() for pair in _read(line))
_FOLDED_PAIRS = tuple(
    Equivalent(_fold(asked), tuple(_fold(phrase) for phrase in told)) for asked, told in _PAIRS
)
