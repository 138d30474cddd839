"""The words by which Vietnamese questions are read: what they ask, their frame, how they locate meetings.

Patterns on folded text read a question typed without diacritics the same way.
"""

import re

from meetingqa.domain import AnswerKind
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import LOWER, UPPER, fold, has_diacritics, syllables

# In order: the first that matches decides. Patterns are on folded text.
KINDS: tuple[tuple[AnswerKind, str], ...] = (
    ("yesno", r"\b(?:phai khong|dung khong|hay khong|co dung (?:la|rang|nhu)|co dung\b(?=[^?]*\bkhong\b)|co phai|(?<!chi )(?<!can )co ai [\w ]+ khong\b|hay chua|chua\s*\??$|co (?!bao|may|nhung|cac)[\w ,%./()“”\"'‘’&;:–-]+ khong(?:,? (?:hay|hoac) [^?]*)?\s*\??$)"),
    ("reason", r"^sao\b|\b(?:(?:ly giai|giai thich|giai trinh) (?:nhu )?(?:the nao|ra sao)|vi (?:nhung|cac|yeu to|ly do|cai) ?[\w ]{0,20}(?:nao|gi)|vi sao|tai sao|(?<!thai )nguyen nhan|ly do|do dau|nham muc dich|de lam (?:gi|chi)|vi dau)\b"),
    ("date", r"\b(?:khi nao|ngay nao|ngay may|ngay bao nhieu|bao gio|thoi gian nao|thoi diem nao|hom nao|bua nao|luc nao|(?<!quang )(?<!viet )(?<!ha )(?<!lau )nam nao|thang nao|nam bao nhieu(?! (?!thi|vay|the)\w)|thang may(?! (?!thi|nam|vay|the)\w)|buoi nao|han cuoi|(?<!co )thoi han)\b"),
    ("document", r"\b(?:(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach|thong bao|van ban|cong van|de an|nghi dinh|chuong trinh) so may|van ban nao|(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach|thong bao) nao|so hieu(?! qua)|(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach|thong bao|cong van)\b[\w ,/-]{0,90}\bmang so (?:may|bao nhieu|nao)|(?:nghi quyet|chi thi|quyet dinh|ket luan|ke hoach) (?:so )?(?:gi|bao nhieu))\b|^(?:nghi quyet|chi thi|quyet dinh|ke hoach|thong bao|nghi dinh|van ban)\b[^?]*\bso (?:may|bao nhieu|nao)\s*\??$"),
    ("office", r"\b(?:chuc (?:vu|danh) (?:gi|nao)|(?:giu|nhung|cac|con) chuc nao|(?<!to )chuc gi|cuong vi (?:gi|nao)|vai tro gi|chuc vu cua)\b"),
    ("person", r"\b(?:ai|nguoi nao|(?:bi thu|chu tich|giam doc|truong ban|lanh dao|dai ta|thu truong|bo truong) nao|dong chi nao|(?:nhung|cac) (?:dong chi|vi(?! tri)|uy vien) [\w /-]{2,40}? nao|đ/c nao|d/c nao|(?<!don )vi nao|(?:dai bieu|cu tri) nao|ong nao|ba nao|ho ten|ten (?:la )?gi|ten (?:cua )?(?:vi |dong chi |nguoi |bi thu|chu tich)|can bo nao)\b"),
    ("number", r"\b(?:bao nhieu|(?<!nha )(?<!bo )(?<!thang )(?<!ngay )may\b(?! (?:man|tinh|moc))|ty le (?:nao|la)|la con so nao|dat muc nao)\b|^(?:so|ty le|toc do|muc tang|muc giam|tong thu|thu ngan sach|kim ngach|san luong|gia tri|grdp)\b[^?]*\b(?:thay doi|ra sao|the nao)\b|^(?:ty le|toc do|muc tang|muc giam|tong thu|thu ngan sach|kim ngach|san luong|gia tri|grdp|doanh thu|luong khach|luot khach|so (?:luong|luot|ho|xa|du an|dang vien|nguoi|tien|von|thu))\b(?!.*\b(?:ai|gi|nao|sao|may|nhieu|dau|khi|khong)\b)"),
    ("place", r"\b(?:o dau|tai dau|noi nao|dia phuong nao|(?<!cap )huyen nao|(?<!cap )tinh nao|(?<!cap )xa nao|dia diem nao|dia ban nao|thanh pho nao|khu vuc nao|(?<!co )quan nao|thi xa nao|nhung huyen)\b"),
    ("list", r"\b(?:nhung gi|gom (?:nhung )?(?:gi|nao)|(?:cac|nhung) [\w ,-]+ (?:nao|gi)\b|liet ke|ke ten|neu (?:ro |ra )?(?:cac|nhung|\d+|hai|ba|bon|nam|sau)\b|noi dung (?:gi|nao)|nhiem vu (?:gi|nao)|van de (?:gi|nao)|bao gom|(?:(?<!thu )(?<!so )\d{1,2}(?! (?:thang|nam|ngay))|^hai|^ba|^bon|^nam|^sau|^bay) [\w ,-]+ (?:la )?(?:gi|nao))"),
    ("manner", r"\b(?:nhu the nao|the nao|ra sao|bang cach nao|lam gi|cach nao)\b"),
)  # fmt: skip
CHECKABLE = frozenset({"number", "date", "person", "office", "place", "reason"})
KIND_RES = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)
_COUNTED_NOUNS = (
    "phan tram|%|ty|trieu|nghin|dong chi|dong|uy vien|thanh vien|hoi vien|doan vien|giao vien|cu tri|nguoi|huyen|xa|ho|ha|tan|du an|dang vien|dai bieu|nhiem vu|"
    "nghi quyet|chi thi|tinh|nuoc|ngay|lan|phien|cuoc|luot|truong|doanh nghiep|san pham|hop tac xa|"
    "lao dong|hoc sinh|can bo|chi bo|to chuc|chi tieu|de an|y kien|cong trinh|thi tran|ca mac|"
    "ca nhiem|van ban|thong bao|ket luan|ke hoach|bien che"
)
UNITS = re.compile(
    rf"\b(?:bao nhieu|may)\s+((?:{_COUNTED_NOUNS})(?!\w)|\w+)|"
    rf"^so (?:luong )?({_COUNTED_NOUNS})\b.* (?:la|dat|co) (?:bao nhieu|may)\b"
)
# Words of the question's frame: with diacritics they are sure, without them only these few are.
NO_UNITS = frozenset(
    "len xuong cai mot moi so voi va la trong o cua nam tai theo thi tu da duoc cho khi tren vao thu".split()
)
FRAME = frozenset(
    "ai gì nào đâu mấy bao nhiêu khi thế như là có không phải chưa hay hãy cho biết hỏi xin "
    "vui lòng nêu kể liệt kê những các được bị và của từ ở thì mà này kia đó đấy ấy việc đã "
    "đang sẽ vẫn cũng rất ra sao với về tại trong đến lúc bằng do nên theo khoảng rằng à ạ "
    "nhé vậy giúp tôi mình chúng ta để vì sao tên gọi xem nhiều ít bạn ơi gồm lượt lần thời "
    "điểm lúc hồi muốn cả".split()
)
FOLDED_FRAME = frozenset(
    "ai gi nao dau bao nhieu khi la co khong phai chua hay biet nhung cac duoc bi va cua o "
    "thi ma nay kia da dang vi sao tai voi ve trong".split()
)
# Content although the second syllable by itself is frame.
COMPOUNDS = frozenset({("thu", "hồi"), ("phục", "hồi"), ("mời", "gọi"), ("kêu", "gọi")})
# What was done to a person, or what of them is asked: the quote must speak of the same thing, in these
# words or in those after the colon.
_ACTS = "nhiều nhất|cao nhất|thấp nhất|lớn nhất|đông nhất: nhất|đứng đầu|dẫn đầu|hàng đầu|kỷ lục|có lúc|có thời điểm|đỉnh; thiệt mạng|tử vong|bị chết: thiệt mạng|tử vong|chết|hy sinh|cướp đi; mất tích; bị thương: bị thương|thương vong; miễn nhiệm|bãi nhiệm|cách chức: miễn nhiệm|bãi nhiệm|cách chức|thôi (?:giữ|làm)|nghỉ|chuyển; khởi tố|tạm giam: khởi tố|bắt|tạm giam|điều tra; bầu|trúng cử: bầu|trúng cử|đắc cử|kiện toàn; bình quân đầu người: đầu người|mỗi người; bao nhiêu tuổi|mấy tuổi|tuổi đời: tuổi; quê: quê|nguyên quán|sinh năm|sinh tại|sinh ở|sinh ra; nghỉ hưu|nghỉ chế độ; tác giả|phóng viên nào|phóng viên viết: tác giả|phóng viên; chụp|ảnh(?! hưởng)"
# What a question asks for, once for each of its parts.
ASKING = re.compile(
    r"\b(?:ai|bao nhieu|may|khi nao|bao gio|the nao|ra sao|vi sao|tai sao|o dau|(?:nhung|cac|viec)? ?gi|nao)\b"
)
ACTS = {
    asked.strip(): re.compile(rf"(?<!\w)(?:{told.strip() or asked.strip()})(?!\w)")
    for asked, _, told in (part.partition(":") for part in _ACTS.split(";"))
}
# "Vì sao thu ngân sách giảm?" takes a fall for granted: the quote must tell of one.
_FALLS = "giảm|hụt|sụt|thất thu|thua lỗ|(?:không|chưa) (?:đạt|hoàn thành)"
FALLING = re.compile(rf"(?<!\w)(?:{_FALLS})(?!\w)")
FALLEN = re.compile(
    rf"(?<!\w)(?:{_FALLS}|không|chưa|chậm|thấp|kém|bất lợi|mới đạt|khó khăn|hạn chế|vướng)(?!\w)"
)
# Asked for without a unit, these are sums of money.
MONEY = re.compile(
    r"\b(?:tong muc daux? tu|tong von|tong kinh phi|kinh phi|so (?:tien|von)|tien (?:ung ho|ho tro|den bu|boi thuong|phat|no|thue)|chi phi|hoc phi|gia tri hop dong|tien thuong|muc thuong|bao nhieu (?:tien|von|kinh phi)|tien luong|muc luong)\b"
)
MEETING_WORDS = re.compile(
    r"(?:(?:tại|trong|ở|theo|của|nêu|báo cáo)\s+)*(?:hội nghị|kỳ họp|phiên họp|cuộc họp|bài báo|bài viết)\b|"
    r"\b(?:mà\s+)?(?:được\s+)?(?:nhắc|nói|đề cập)\s+(?:tới|đến)\b|\btính (?:đến|tới)\b|"
    r"\b(?:tới|đến|vào)\s+(?:(?:lúc|khi|thời điểm)\b(?:\s+(?:họp|diễn ra))?|(?=(?:giữa|đầu|cuối|hết|tháng|quý|năm|ngày)\b))|"
    r"\b(?:giữa|đầu|cuối)(?=\s+(?:(?:năm|tháng|quý)\s+)?\d)|\b(?:sáng|chiều|tối|ngày|tháng|quý|năm)\b",
    re.IGNORECASE,
)
# Asked of several, or whose duty something is: a body or a group answers as well as a name.
GROUPS = re.compile(
    r"\b(?:(?:nhung|cac) ai|ai (?:phai|co trach nhiem|chiu trach nhiem|lo|quyet(?! tam)|phe duyet|thong qua|"
    r"ban hanh|quan ly|giam sat|theo doi)|(?:giao|buoc|yeu cau|bao cao|xin y kien|trinh) (?:cho |voi )?ai|trao cho ai)\b"
)
HOLDER = re.compile(
    r"(?:(?<!thay )(?<!thế )(?<!nhiệm )\bai|người nào|đồng chí nào)\s+(?:hiện |đang |hiện đang )?(?:là|làm|giữ chức(?: vụ)?|giữ cương vị|được (?:\w+ ){1,3}?(?:làm|giữ chức(?: vụ)?|giữ))\s*$"
    r"|bầu ai làm\s*$",
    re.IGNORECASE,
)
# "…, thay ai?"
REPLACED = re.compile(
    r"(?<!\w)(?:thay(?: thế)?(?: cho)?|kế nhiệm|tiền nhiệm là) (?:ai|người nào|đồng chí nào)(?!\w)|"
    r"(?<!\w)ai (?:là )?(?:người )?(?:tiền nhiệm|bị thay|thôi (?:giữ|làm))(?!\w)",
    re.IGNORECASE,
)
MEETING_NEAR = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|họp|giao ban)\b(?:(?!đại hội|nghị quyết|trung ương)[^,;?]){0,60}$",
    re.IGNORECASE,
)
OFFICE_FRAME = frozenset(
    "giữ chức vụ danh cương vị đảm nhiệm tên họ đồng chí ông bà làm người hiện nay đang".split()
)
MEETING_TERMS = frozenset(["hội", "nghị", "họp", "kỳ", "phiên", "cuộc"])
HELD_TERMS = frozenset("diễn ra tổ chức khai mạc nhóm họp bắt đầu".split())
# "tỉnh của Bí thư …": a person who says which province is meant
OF_LEADER = re.compile(
    r"(?:[Tt]ỉnh\s+(?:của|do)|(?:ở|tại|trong)\s+tỉnh(?=\s+(?:ông|bà|anh|chị|đồng chí)))\s+(?:(?:ông|bà|anh|chị|đồng chí)\s+)?$|"
    r"(?:[Tt]ỉnh|địa phương|nơi)\s+(?:(?:của|do|có|mà|đồng chí|ông|bà)\s+)*(?:Bí thư|Chủ tịch|Phó|bí thư|chủ tịch)[^,;?]{0,40}$"
)
PLACES = re.compile(
    rf"(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|TX\.?|[Tt]hành phố|TP\.?)\s+"
    rf"((?:[{UPPER}](?![{UPPER}])[^\W\d_]*)(?:\s+[{UPPER}][^\W\d_]*){{0,3}})"
)
_INSTITUTION = (
    "Ban|Bộ|Sở|Cục|Chi|Hội|Ủy|Uỷ|Văn|Viện|Tòa|Đảng|Đoàn|Tỉnh|Huyện|Thành|Thị|Mặt|Trung|Chính|Quốc|Nghị|"
    "Chỉ|Quyết|Kết|Luật|Đại|Chủ|Phó|Bí|Giám|Trưởng|Liên|Ngân|Công|Tổng|Việt|Dự|Thường|Kế|Đề"
)
# "Tỉnh Đoàn" and "tỉnh Khóa XV" name none.
PROVINCE = re.compile(
    rf"(?:[Tt][ỉi]nh(?: [Ủủ]y)?|thành phố(?=\s+\w+\s+[{UPPER}]))\s+(?=[{UPPER}][{LOWER}])"
    rf"(?!(?:{_INSTITUTION}|Khóa)\b(?!\s+[{UPPER}][{LOWER}]))"
    rf"([{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*){{0,3}})"
)
SUBJECT = re.compile(
    rf"(?<=[\w,”\"] )(?!(?:{_INSTITUTION})\b)[{UPPER}](?=[^\W{UPPER}])\w+"
    rf"(?: (?!(?:{_INSTITUTION})\b)[{UPPER}]\w+)+"
)
YEAR_SPAN = re.compile(
    r"(?:năm học|niên khóa|giai đoạn|thời kỳ)\s+((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)",
    re.IGNORECASE,
)
ACTUAL = re.compile(
    r"thực tế|kết thúc năm|thực hiện (?:được|(?:cả )?năm \d)|đạt được|cuối cùng|tiêu được|giải ngân được|tính đến|"
    r"đến (?:ngày|hết|cuối) (?:tháng )?\d|\bđã\b[^?]*\bchưa\b|về đích|"
    r"\bđã\b[^?]*\b(?:bao nhiêu|mấy)\b|\bđã\b[^?]*(?<!trước )\b(?:hôm nào|ngày (?:nào|mấy)|khi nào|bao giờ)|"
    r"(?<!\w)có (?:đưa|làm|giảm|nâng|bàn giao|hoàn tất|thu|trả|xây|dời|xử lý|giải quyết|lắp) được(?!\w)[^?]*không|"
    r"(?:kết quả|thực hiện|làm|triển khai|tiến độ)[^?]*(?:đến|tới) đâu|mới xong|xong chưa|"
    r"(?:có|đã)\b[^?]*\b(?:đạt|vượt|hoàn thành)\b[^?]*(?:mục tiêu|kế hoạch|chỉ tiêu|dự toán)[^?]*(?:không|chưa)|"
    r"(?:có|đã)\b[^?]*\b(?:kịp|xong|hoàn thành|đúng hạn|đúng hẹn|trước (?:ngày )?\d)[^?]*(?:không|chưa)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"'‘]([^“”\"'‘’]{2,40})[”\"'’]")
WHOLE_YEAR = re.compile(  # but not "Thái Nguyên năm 2020", "tài nguyên năm", "an toàn năm"
    r"(?<!\w)(?:cả|trọn|(?<!thái )(?<!tây )(?<!tài )(?<!cao )nguyên|(?<!an )(?<!hoàn )toàn) năm(?!\w)",
    re.IGNORECASE,
)
# What was to be reached, not how much of it was.
AIMED = re.compile(
    r"(?:đặt|đề|giao|xác định)(?: ra)? (?:mục tiêu|chỉ tiêu)|(?<!\w)phấn đấu(?!\w)|"
    r"^(?:mục tiêu|chỉ tiêu)(?! quốc gia)[^?]*(?:bao nhiêu|mấy)|^(?:dự toán|kế hoạch)[^?]*\bgiao\b",
    re.IGNORECASE,
)
# What is told to be done, which need not have been.
ORDERED = re.compile(
    r"(?<!\w)(?:(?<!so với )yêu cầu|đề nghị|quyết tâm|phấn đấu|tiếp tục (?:chỉ đạo|lãnh đạo)|sẽ|phải|(?:dưới|trên) (?:mức )?(?:bao nhiêu|mấy)|tối đa|tối thiểu)(?!\w)",
    re.IGNORECASE,
)
SPEAKS = (
    r"phát biểu|yêu cầu|đề nghị|nhấn mạnh|chỉ đạo|kết luận|đánh giá|giao|lưu ý|khẳng định|cho biết|"
    r"kiến nghị|đề xuất|báo cáo|trình bày|cho rằng|nói|kêu gọi|chia sẻ|phân tích|giải thích|lý giải|giải trình|"
    r"thừa nhận|trả lời"
)
SPEAKING = re.compile(rf"(?<!\w)(?:{SPEAKS})(?!\w)", re.IGNORECASE)
# "huyện nào", "địa phương nào": a name is wanted, which "ở đâu" need not be.
NAMED_PLACE = re.compile(
    r"\b(?<!cap )(?<!co )(?:huyen|quan|xa|tinh|thanh pho|dia phuong|thi xa|phuong|thi tran) nao\b"
)
# "tên là gì" of a thing
NAMING = re.compile(r"\bten (?:goi )?(?:la )?gi\b")
# … of a thing that somebody asked for or opened ("Bí thư yêu cầu mở chuyên mục tên gì?")
THING_NAMED = re.compile(
    r"\b(?:chuyen (?:muc|trang)|phong trao|cuoc (?:thi|van dong)|chien dich|chuong trinh|du an|de an|mo hinh|giai|le hoi|"
    r"cong trinh|ung dung|phan mem|nen tang|dien dan|hoi cho|cuon sach|ban tin|chu de) (?:\w+ )?ten (?:goi )?(?:la )?gi\b"
)
NAMED_FIRM = re.compile(
    r"\b(?<!kieu )(?<!loai )(?<!hinh )(?<!dang )(?:doanh nghiep|cong ty|tap doan|nha thau|nha daux? tu|ngan hang|benh vien|hang(?: (?:bay|mayx? bay|hang khong|xe))?) nao\b"
)
# The noun before "nào" says what kind of thing is asked for, not what it is about.
ASKED_NOUN = re.compile(
    r"(?:cơ quan|đơn vị|tổ chức|co quan|don vi)(?=\s+(?:nào|nao)(?!\w))|"
    r"(?:nhằm|nham) (?:mục đích|muc dich)(?=\s+(?:nào|nao|gì|gi)(?!\w))",
    re.IGNORECASE,
)
# "… báo và cổng đưa có thống nhất không?" asks for the figure of each source.
AGREEMENT = re.compile(
    r"\s+(?:giữa |trên |theo |thì )?(?:các |hai |mấy )?(?:tờ )?(?:b[áa]o|bài|nguồn|cổng|trang)(?!\w)[^?]*?"
    r"\s(?:có )?(?:thống nhất|khớp|giống|trùng|khác|vênh|lệch|chênh|mâu thuẫn|cùng (?:một )?(?:con số|số liệu))(?: với)?(?: nhau)?(?: hay)?(?: (?:không|chưa|thế nào|ra sao|chỗ nào|bao nhiêu|à|hả|phải không))?"
    r"(?:\s*[,;?]\s*(?:mỗi (?:bên|báo|nơi|nguồn|bài) )(?:là |ghi |nói |đưa )?(?:bao nhiêu|thế nào|ra sao))?\s*\??$|"
    r"(?:\s*[,:;–-]\s*(?:còn )?(?:báo|đài|cổng|trang|bài)\s[^,;?]{1,40}?\s(?:nói|ghi|nêu|đưa|viết)\s(?:là )?(?:bao nhiêu|thế nào|ra sao|gì)){2,}\s*\??$",
    re.IGNORECASE,
)
# "Báo và đài đưa số đại biểu có khớp nhau không?": the sources stand first.
SOURCES_FIRST = re.compile(
    r"^(?:các |hai |mấy )?(?:tờ )?(?:b[áa]o|đài|bài|nguồn|cổng|trang)(?!\w)[^,?]{0,60}?\s(?:đưa|nói|viết|ghi|nêu|đăng)(?: tin)?(?: về)?\s"
    r"(?P<thing>[^?]{8,}?)\s(?:có )?(?:thống nhất|khớp|giống|trùng|khác|vênh|mâu thuẫn)(?: với)?(?: nhau)?(?: hay)? (?:không|chưa|thế nào|ra sao|chỗ nào)\s*\??$",
    re.IGNORECASE,
)
# What asks, by how it is folded: "đầu tư", "máy" and "Nhân Ái" do not. What is counted stays ("mấy đầu xe").
_ASKS = {"dau": "đâu", "may": "mấy", "ai": "ai", "nao": "nào", "gi": "gì", "chua": "chưa"}
_SHORT_WORD = re.compile(r"(?<!bao nhiêu )(?<!mấy )\b\w{2,4}\b", re.IGNORECASE)
# Nor do "quản lý đô thị" ("lý do"), "Thái Nguyên nhận" ("nguyên nhân"), "sử dụng không" ("đúng không") …
_ALIKE = re.compile(
    r"\b(?:(?<=Thái )Nguyên|Nguyễn|(?<=lý )đ[ôỗó]|d[ựụũù]ng(?= không)|c[ôơốổ](?= phải)|(?:sở|lực)(?= nào)|nếu)\b",
    re.IGNORECASE,
)


def content_terms(text: str) -> list[str]:
    """Content syllables of a question in order, abbreviations written out, without its frame."""
    frame = FRAME if has_diacritics(text) else FOLDED_FRAME
    said = syllables(expand(text))
    return [
        word
        for before, word in zip(["", *said], said, strict=False)
        if word not in frame or (before, word) in COMPOUNDS
    ]


def keep_apart(text: str) -> str:
    """A question with diacritics, its words changed that would ask if they were folded."""
    if not has_diacritics(text):
        return text

    def change(match: re.Match[str]) -> str:
        word = match[0].lower()
        return f"{word}x" if _ASKS.get(fold(word), word) != word else match[0]

    return _SHORT_WORD.sub(change, _ALIKE.sub(r"\g<0>x", text))


def asks(text: str) -> bool:
    """Whether words ask something."""
    return ASKING.search(fold(keep_apart(text))) is not None
