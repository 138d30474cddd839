"""Ways of saying the same, made one, so that a light paraphrase meets the words it paraphrases.

Only for comparison: the result is never shown or quoted. Facts stay as they are written.
"""

import re
from functools import lru_cache

from meetingqa.facts.calendar import find_documents
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import UPPER, normalize

# Written from the usage of the press, not from the statements it is measured with. No word here
# tells whether something is done or only aimed at.
# The first of each line stands for the others.
_SAME_TEXT = """
cho biết: cho hay, thông tin thêm, thông tin rằng, thông tin, nêu rõ, nêu, nói rõ, nói thêm, nói, báo tin, cho rằng, thông báo, chia sẻ, lý giải, giải thích, nhận định, phân tích
yêu cầu: đề nghị, chỉ đạo
chủ trì: chủ tọa, chủ toạ
giao: phân công, giao nhiệm vụ cho
hoàn thành: làm xong, hoàn tất, hoàn thiện xong, xong
tổ chức: tiến hành
bằng: tương đương với, tương đương
chưa: chưa chịu
làm: khiến cho, khiến, làm cho, cướp đi, lấy đi
người chết: sinh mạng, mạng người, người thiệt mạng, người tử vong, ca tử vong, trường hợp tử vong
vượt: đội thêm, đội lên thêm, đội
miễn phí: không thu tiền, không mất tiền, không phải trả tiền
thiếu: không có đủ, không đủ, chưa có đủ, chưa đủ, thiếu hụt
dừng: tạm dừng, tạm ngừng, ngừng, ngưng
cán mốc: chạm mốc, đạt mốc
mỗi năm: một năm, hằng năm, hàng năm
trong vòng 10 năm: trong vòng một thập kỷ, trong một thập kỷ, trong thập kỷ, trong 10 năm
6 tháng đầu năm: nửa đầu năm, nửa năm đầu, sáu tháng đầu năm
6 tháng cuối năm: nửa cuối năm, nửa năm cuối, sáu tháng cuối năm
khởi công: bắt đầu xây dựng, bắt đầu thi công, động thổ
được bầu giữ chức: được bầu làm, được bầu giữ chức vụ, được bầu vào chức, trúng cử chức danh, trúng cử chức, trúng cử, đắc cử
giữ chức: giữ chức vụ, đảm nhiệm chức vụ, đảm nhận chức vụ, giữ cương vị, giữ ghế, đảm nhiệm chức
thay: thay thế cho, thay thế, thay cho, kế nhiệm
tán thành: nhất trí, ủng hộ, bỏ phiếu thuận, bỏ phiếu tán thành, bỏ phiếu đồng ý
phiếu thuận: phiếu tán thành, phiếu đồng ý
nữ: người phụ nữ, phụ nữ
nhà: căn nhà, ngôi nhà, nhà ở
lượt khách: lượt du khách, lượt khách du lịch
đến nay: tới nay, hiện nay, hiện tại, tính đến nay
đến hết: tính đến hết, tính tới hết, đến cuối, tính đến cuối
xếp thứ: đứng thứ, xếp hạng thứ, xếp vị trí thứ
đưa vào sử dụng: đưa vào khai thác, đi vào hoạt động
các: những
được: nhận được
nhấn mạnh: lưu ý, khẳng định
tăng: tăng thêm
giảm: giảm bớt, sụt giảm, sụt
chậm: muộn, trễ
đúng hạn: đúng hẹn, đúng tiến độ, kịp tiến độ
so với cùng kỳ: so với cùng kỳ năm trước, so cùng kỳ năm trước, so với cùng kỳ năm ngoái, so cùng kỳ
còn: vẫn còn, chỉ còn
cao nhất: lớn nhất, nhiều nhất
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
_OUT_OF = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)?) (?:trong|trên)(?: tổng)?(?: số)? (\d+)(?![\d/%])"
)
_PASSED = re.compile(r"(?<!\w)ban hành(?= (?:\d+ )?[Nn]ghị quyết)")
_TRUST = re.compile(
    r"(?<!\w)(?:nhiều|cao) (?:số )?phiếu (?:tín nhiệm )?(?P<level>cao|thấp) nhất(?!\w)"
)
_DUE = re.compile(r"(?<!\w)hạn (\d{1,2})\.(\d{1,2})(?![\w/%]|[-.,]\d)")
_COUNTED = re.compile(r"(?<=\d) chiếc(?=\s*(?:[,.;)]|$))")  # "288 chiếc", of ships told before
_EMPTY = re.compile(
    r"(?<!\w)(?:cũng|ước|khoảng|thì|rằng|hẳn|(?:mức|tới) (?=\d)|"
    r"(?<!không )chỉ (?=tăng|giảm|đạt|còn|có|bằng)|(?<=(?:không|.chưa) )(?:thực hiện|tiến hành)(?: việc)?)"
    r"(?:\s+(?=\S)|\b|$)"
)
_FIRST_QUARTER = re.compile(
    r"(?<!\w)(?:(?:3|[Bb]a) tháng đầu|[Qq]uý (?:đầu(?: tiên)?|một))(?: năm(?! (?:19|20)\d))?(?!\w)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# "từ ngày 11 đến 13.4": the month is of both days.
_DAYS = re.compile(
    rf"(?<![\w./,-])(?P<first>{_DAY})(?P<to> ?[-–] ?| (?:đến|tới|và) )(?:ngày )?"
    rf"(?P<last>{_DAY})(?P<mark>[./-])(?P<month>0?[1-9]|1[0-2])(?![\w%]|[.,]\d| ?%| (?:tỷ|tỉ|triệu|nghìn))"
)
_LED_IN = re.compile(
    r"^(?:Cũng\s+)?(?:Theo (?:báo cáo|bài báo|bài viết|đó|báo)|Bên cạnh đó|Ngoài ra|Cụ thể|"
    r"Đáng chú ý|Đồng thời|Được biết|Riêng|Như vậy|Trong đó)\s*,\s*(?=\w)|"
    r"^Theo (?=Sở |Ban |Cục |UBND |HĐND |Ủy ban |Bộ )"
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
    text = _OUT_OF.sub(r"\1/\2", _TITLE.sub("đồng chí", text))
    text = _COUNTED.sub("", _PASSED.sub("thông qua", text))
    text = _FIRST_QUARTER.sub("quý I", _DUE.sub(r"hạn \1/\2", text))
    text = _TRUST.sub(r"phiếu tín nhiệm \g<level> cao nhất", text)
    text = _DAYS.sub(r"\g<first>/\g<month> đến \g<last>/\g<month>", text)
    if opening := _SAME_RE.match(text[:1].lower() + text[1:]):
        text = _SAME[opening.group()].capitalize() + text[opening.end() :]
    return _EMPTY.sub("", _SAME_RE.sub(lambda match: _SAME[match.group()], text))
