"""Ways of saying the same, made one, so that a light paraphrase meets the words it paraphrases.

Only for comparison: the result is never shown or quoted. Facts stay as they are written.
"""

import re
from functools import lru_cache

from meetingqa.abbreviations import expand
from meetingqa.facts.calendar import find_documents
from meetingqa.text import UPPER, normalize

# Written from the usage of the press, not from the statements it is measured with. No word here
# tells whether something is done or only aimed at.
# The first of each line stands for the others.
_SAME_TEXT = """
cho biết: cho hay, thông tin thêm, thông tin rằng, thông tin, nêu rõ, nêu, nói rõ, nói thêm, nói, báo tin, cho rằng, thông báo, chia sẻ, lý giải, giải thích, nhận định, phân tích
yêu cầu: đề nghị, chỉ đạo
giao: phân công, giao nhiệm vụ cho
hoàn thành: làm xong, hoàn tất, hoàn thiện xong, xong
tổ chức: tiến hành
chủ trì: chủ tọa, chủ toạ
bằng: tương đương với, tương đương
do: bởi vì, vì, bởi
phải: buộc phải
chưa: chưa chịu
làm: khiến cho, khiến, làm cho, cướp đi, lấy đi
chết: thiệt mạng, tử vong
người chết: sinh mạng, mạng người, người thiệt mạng, người tử vong, ca tử vong, trường hợp tử vong
vượt: đội thêm, đội lên thêm, đội
hư hỏng: hư hại
miễn phí: không thu tiền, không mất tiền, không phải trả tiền
bố trí: thu xếp
có lúc: có thời điểm, có khi
thiếu: không có đủ, không đủ, chưa có đủ, chưa đủ, thiếu hụt
dừng: tạm dừng, tạm ngừng, ngừng, ngưng
di dời: dời, chuyển đi
vị trí: địa điểm
điều chỉnh: chỉnh sửa, chỉnh
cán mốc: chạm mốc, đạt mốc
lần đầu: lần đầu tiên
mỗi năm: một năm, hằng năm, hàng năm
trong vòng 10 năm: trong vòng một thập kỷ, trong một thập kỷ, trong thập kỷ, trong 10 năm
6 tháng đầu năm: nửa đầu năm, nửa năm đầu, sáu tháng đầu năm
6 tháng cuối năm: nửa cuối năm, nửa năm cuối, sáu tháng cuối năm
khởi công: bắt đầu xây dựng, bắt đầu thi công, động thổ
được bầu giữ chức: được bầu làm, được bầu giữ chức vụ, được bầu vào chức, trúng cử chức danh, trúng cử chức, trúng cử, đắc cử
tái cử: tái đắc cử
giữ chức: giữ chức vụ, đảm nhiệm chức vụ, đảm nhận chức vụ, giữ cương vị, giữ ghế, đảm nhiệm chức
thay: thay thế cho, thay thế, thay cho, kế nhiệm
nghỉ hưu: về hưu, nghỉ chế độ
miễn nhiệm: cho thôi giữ chức
công bố: ban bố
tán thành: nhất trí, ủng hộ, bỏ phiếu thuận, bỏ phiếu tán thành, bỏ phiếu đồng ý
phiếu thuận: phiếu tán thành, phiếu đồng ý
nữ: người phụ nữ, phụ nữ
nhà: căn nhà, ngôi nhà, nhà ở
lượt khách: lượt du khách, lượt khách du lịch
sáp nhập: hợp nhất
cao nhất: lớn nhất, nhiều nhất
đến nay: tới nay, hiện nay, hiện tại, tính đến nay
đến hết: tính đến hết, tính tới hết, đến cuối, tính đến cuối
xếp thứ: đứng thứ, xếp hạng thứ, xếp vị trí thứ
đưa vào sử dụng: đưa vào khai thác, đi vào hoạt động
tiền ủng hộ: tiền quyên góp
gồm: bao gồm, gồm có
phê duyệt: duyệt
các: những
nhấn mạnh: lưu ý, khẳng định
tăng: tăng thêm, tăng lên
tăng từ: đội từ
thấp hơn: kém hơn
thời gian: thời điểm
giảm: giảm bớt, giảm xuống, sụt giảm, sụt
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
vướng: vướng mắc, kẹt
nguyên nhân: lý do
đề xuất: kiến nghị
khoảng: chừng, xấp xỉ
bình quân: trung bình
người dân: bà con
hộ: hộ dân, hộ gia đình
diễn ra: được tổ chức
tại: ở
cao hơn: nhỉnh hơn
lái xe: tài xế
vận động viên: VĐV
cảnh sát giao thông: CSGT
chủ yếu: phần lớn
công an: CA
thi: tranh tài, thi đấu
thuộc: đến từ
sản xuất: làm ra, sản xuất ra
Thủ tướng: Thủ tướng Chính phủ
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
_SHARE = re.compile(r"(?<!\w)(?:hoàn thành|tức là|tức|tương ứng)(?: với)? (?=\d[\d.,]*%)")
_DEADLINE = re.compile(r"(?<!\w)(?:chậm|muộn) nhất (?:là |vào )?(?:ngày )?(?=\d)")
_PASSED = re.compile(r"(?<!\w)ban hành(?= (?:\d+ )?[Nn]ghị quyết)")
_SINCE = re.compile(r"(?<!\w)(?:kể )?từ (?:khi|ngày|lúc)(?= (?!mùng|hôm)[^\W\d])")
_HEADS = re.compile(
    r"(?<!\w)đứng đầu (?=(?P<chair>ủy ban nhân dân|hội đồng nhân dân)|(?P<party>[Tt]ỉnh ủy|[Hh]uyện ủy))"
)
_HEADED = re.compile(
    rf"(?P<board>(?<!\w)Ban [{UPPER}][^.;]* do đồng chí(?: [{UPPER}]\w+){{2,5}}) đứng đầu(?!\w)"
)
_BECAME = re.compile(r"(?<!\w)trở thành (?=(?:tân )?(?:Phó )?(?:Chủ tịch|Bí thư))")
_TRUST = re.compile(
    r"(?<!\w)(?:nhiều|cao) (?:số )?phiếu (?:tín nhiệm )?(?P<level>cao|thấp) nhất(?!\w)"
)
_AT_MOST = re.compile(r"(?<!\w)(?:nhiều|cao|lâu|(?P<least>ít|thấp)) nhất (?:là )?(?=\d)")
_NOT_DONE = re.compile(r"(?<!\w)(?P<no>chưa|không) (?:được|thực hiện|tiến hành) (?=[^\W\d])")
_UNSEEN = re.compile(r"(?<!\w)(?P<no>chưa|không) (?:hề )?(?:ghi nhận|xuất hiện)(?!\w)")
_DUE = re.compile(r"(?<!\w)hạn (\d{1,2})\.(\d{1,2})(?![\w/%]|[-.,]\d)")
_COUNTED = re.compile(r"(?<=\d) chiếc(?=\s*(?:[,.;)]|$))")  # "288 chiếc", of ships told before
_EMPTY = re.compile(
    r"(?<!\w)(?:cũng|ước|khoảng|thì|rằng|hẳn|(?:mức|tới) (?=\d)|"
    r"(?<!không )chỉ (?=tăng|giảm|đạt|còn|có|bằng))(?:\s+(?=\S)|\b|$)"
)
_FIRST_QUARTER = re.compile(
    r"(?<!\w)(?:(?:3|[Bb]a) tháng đầu|[Qq]uý (?:đầu(?: tiên)?|một))(?: năm(?! (?:19|20)\d))?(?!\w)"
)
_QUARTER_OF = re.compile(r"(?<=[Qq]uý )(IV|I{1,3}|[1-4]) ?(?:năm |[-–] ?)(?=(?:19|20)\d\d)")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# "từ ngày 11 đến 13.4": the month is of both days.
_DAYS = re.compile(
    rf"(?<![\w./,-])(?P<first>{_DAY})(?P<to> ?[-–] ?| (?:đến|tới|và) )(?:ngày )?"
    rf"(?P<last>{_DAY})(?P<mark>[./-])(?P<month>0?[1-9]|1[0-2])(?![\w%]|[.,]\d| ?%| (?:tỷ|tỉ|triệu|nghìn))"
)
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<more>(?:cao|nhiều|lớn) hơn)|(?:thấp hơn|ít hơn|kém))(?: hẳn)?"
    r"(?= (?:so với )?cùng kỳ| \d[\d.,]* ?%)"
)
_LED_IN = re.compile(
    r"^(?:Cũng\s+)?(?:Theo (?:báo cáo|bài báo|bài viết|đó|báo)|Bên cạnh đó|Ngoài ra|Cụ thể|"
    r"Đáng chú ý|Đồng thời|Được biết|Riêng|Như vậy|Trong đó)\s*,\s*(?=\w)|"
    r"^Theo (?=Sở |Ban |Cục |UBND |HĐND |Ủy ban |Bộ )"
)


def _same_phrases(text: str) -> str:
    """A text with phrases that depend on what follows them made one."""
    text = _SINCE.sub("kể từ khi", text)
    text = _HEADS.sub(lambda m: "Chủ tịch " if m["chair"] else "Bí thư ", text)
    text = _HEADED.sub(r"\g<board> làm Trưởng ban", text)
    text = _FIRST_QUARTER.sub("quý I", text)
    text = _QUARTER_OF.sub(r"\1/", text)
    text = _DAYS.sub(r"\g<first>/\g<month> đến \g<last>/\g<month>", text)
    text = _COMPARED.sub(lambda m: "tăng" if m["more"] else "giảm", text)
    text = _BECAME.sub("được bầu giữ chức ", text)
    text = _TRUST.sub(r"phiếu tín nhiệm \g<level> cao nhất", text)
    text = _AT_MOST.sub(lambda m: "tối thiểu " if m["least"] else "tối đa ", text)
    text = _NOT_DONE.sub(r"\g<no> ", text)
    text = _UNSEEN.sub(r"\g<no> có", text)
    return _DUE.sub(r"hạn \1/\2", text)


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
    text = _OUT_OF.sub(r"\1/\2", text)
    text = _DEADLINE.sub("trước ngày ", _SHARE.sub("bằng ", _PASSED.sub("thông qua", text)))
    text = _BEFORE_FIGURE.sub(lambda m: "hơn " if m["more"] else "trước ngày ", text)
    text = _same_phrases(_COUNTED.sub("", text))
    if opening := _SAME_RE.match(text[:1].lower() + text[1:]):
        text = _SAME[opening.group()].capitalize() + text[opening.end() :]
    return _EMPTY.sub("", _SAME_RE.sub(lambda match: _SAME[match.group()], text))
