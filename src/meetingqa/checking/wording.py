"""Ways of saying the same, made one, so that a light paraphrase meets the words it paraphrases.

Only for comparison: the result is never shown or quoted. Facts stay as they are written.
"""

import re
from functools import lru_cache

from meetingqa.abbreviations import expand
from meetingqa.facts.calendar import find_documents
from meetingqa.text import UPPER, normalize

# The first of each line stands for the others.
_SAME_TEXT = """
cho biết: cho hay, thông tin thêm, thông tin rằng, thông tin, nêu rõ, nêu, nói rõ, nói thêm, nói, báo tin
yêu cầu: đề nghị, chỉ đạo
giao: phân công, giao nhiệm vụ cho
hoàn thành: làm xong, hoàn tất, hoàn thiện xong, xong
tổ chức: tiến hành
bằng: tương đương với, tương đương
gồm: bao gồm, gồm có
phê duyệt: duyệt
các: những
nhấn mạnh: lưu ý, khẳng định
tăng: tăng thêm, tăng lên
giảm: giảm bớt, giảm xuống
chậm: muộn, trễ
đúng hạn: đúng hẹn, đúng tiến độ, kịp tiến độ
ngày: hôm
so với cùng kỳ: so với cùng kỳ năm trước, so cùng kỳ năm trước, so với cùng kỳ năm ngoái, so cùng kỳ
trong đó: trong số đó
trên địa bàn: ở địa bàn, tại địa bàn
toàn tỉnh: cả tỉnh
đạt: đạt được, đạt mức
được: nhận được
còn: vẫn còn, chỉ còn
vướng: vướng mắc
nguyên nhân: lý do
đề xuất: kiến nghị
khoảng: chừng, xấp xỉ
bình quân: trung bình
người dân: bà con
hộ: hộ dân, hộ gia đình
diễn ra: được tổ chức
tại: ở
"""
_SAME = {
    other.strip(): line.split(":")[0]
    for line in _SAME_TEXT.strip().splitlines()
    for other in line.replace(":", ",").split(",")
}
_SAME_RE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _SAME), key=len, reverse=True))})(?!\w)"
)
_TITLE = re.compile(rf"(?<!\w)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]/c)(?=\s+[{UPPER}])")
_PRONOUN = re.compile(r"^(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?=\s)")
_BEFORE_FIGURE = re.compile(r"(?<!\w)(?:(?P<more>trên|hơn)|trước(?: ngày)?)\s+(?=\d)")
_OUT_OF = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)?) (?:trong|trên)(?: tổng)?(?: số)? (\d+)(?![\d/%])"
)
_EMPTY = re.compile(r"(?<!\w)(?:cũng|ước|khoảng|thì|rằng)(?:\s+(?=\S)|$)")
_LED_IN = re.compile(
    r"^(?:Cũng\s+)?(?:Theo (?:báo cáo|bài báo|bài viết|đó|báo)|Bên cạnh đó|Ngoài ra|Cụ thể|"
    r"Đáng chú ý|Đồng thời|Được biết|Riêng|Như vậy|Trong đó)\s*,\s*(?=\w)"
)


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """A text with abbreviations written out and synonyms, titles and fillers made one."""
    text = _LED_IN.sub("", normalize(text))
    parts, done = [], 0
    for label in find_documents(text):
        parts += [expand(text[done : label.start]), label.text]
        done = label.end
    text = "".join([*parts, expand(text[done:])])
    text = _TITLE.sub("đồng chí", _PRONOUN.sub("đồng chí", text))
    text = _BEFORE_FIGURE.sub(lambda m: "hơn " if m["more"] else "trước ngày ", text)
    text = _OUT_OF.sub(r"\1/\2", text)
    return _EMPTY.sub("", _SAME_RE.sub(lambda match: _SAME[match.group()], text))
