"""The unit that stands after a figure, as written: "tỷ đồng", "tạ/ha", "xã", "chỉ tiêu"."""

import re

from meetingqa.language.text import key

_SCALE = r"(?:(?:nghìn|ngàn|vạn|trăm|triệu|tỷ|tỉ)(?!\w)\s*){0,2}"
_EACH = r"\s?/\s?(?:ngày đêm|học sinh|10{0,2}(?:\.000)* [^\W\d_]+|k?m[23²³]|[^\W\d_]+(?: viên)?)"
_PER = re.compile(rf"(?:{_EACH})+", re.IGNORECASE)
_MEASURE = re.compile(
    rf"\s*(?P<unit>(?:{_SCALE}(?:%|phần trăm|điểm\s+(?:phần trăm|%)|(?:đồng|VNĐ|VND|đô la|đô(?! thị| đốc| vật)|USD|"
    rf"EUR)(?!\w)"
    r"(?!\s+(?:chí|bào))|ha(?!\w)|[kc]m[23²³]?(?!\w)|mm(?!\w)|m[23²³]?(?!\w)|mét(?:\s+(?:vuông|"
    r"khối))?"
    r"(?!\w)|kg(?!\w)|ml(?!\w)|tấn(?!\w)|tạ(?!\w)|lít(?!\w)|[MGk]Wh?(?!\w)|[Mk]VA?(?!\w)|CV(?!\w)))"
    rf"(?:{_EACH})*)",
    re.IGNORECASE,
)
# How the name of a measure begins, where what is counted has a name of its own.
MEASURES = (
    r"nghìn|ngàn|triệu|tỷ|tỉ|đồng(?! (?:chí|bào))|ha|[kc]?m[23²³]?|mm|kg|tấn|tạ|lít|usd|mét|cv|"
    r"[mkg]wh?|[mk]va?"
)
_SCALED = re.compile(rf"\s*(?P<scale>{_SCALE})", re.IGNORECASE)
_WORD = re.compile(r"\s*(?P<word>[^\W\d_]+)")
# Count nouns of one syllable; what else follows a number is a noun of two ("chỉ tiêu").
_ONE_TEXT = """
người hộ xã huyện tỉnh thôn bản ấp phường vụ con phiếu tháng ngày giờ phút tuần tầng trường tàu tờ
lượt ca em nhà cây phòng giường trạm khu lần máy xe tổ đoàn ban sở ngành cầu kè hồ mẫu giống suất căn
cụm làng chợ tin bài cháu trẻ bộ chiếc cái quyển cuốn buổi cuộc đợt lớp sao tuổi năm quý tiếng nước
nữ nam phiên mỏ gói giải đề xóm khóm buôn tour điều kỳ thửa ao lồng điểm viên đơn trang vé thẻ môn loài chuyến nhóm bệnh lá lời câu chi nhánh đội lô tiết chỗ
"""
_ONE = frozenset(_ONE_TEXT.split())
# Nouns whose first syllable is in the list above or could stand alone.
_TWO_TEXT = """
tờ trình|tờ khai|điểm cầu|điểm sáng|đơn vị|đơn thư|viên chức|trang trại|môn học|tổ chức|tổ hợp|đoàn viên|đoàn thể|ban ngành|cụm công|trường hợp|trường học|ngày công|giờ học|con người|
bài viết|bộ phận|chi bộ|chi hội|chi cục|đầu việc|đầu mối|đầu sách|chi nhánh|nhà máy|nhà ở|nhà văn|nhà giáo|khu dân|khu vực|khu phố|
cầu thủ|điểm trường|nhóm giải|nhóm nhiệm|đề án|đề tài|đề xuất|đề nghị|giống lúa|bệnh viện|bệnh nhân|
điều kiện|phòng học|lớp học|trạm y|máy móc|xe ô|cuộc họp|buổi tiếp|kỳ họp|nước bạn|lần lượt|
giải pháp|giải thưởng|gói thầu|tin báo|thông báo|mẫu nước|vụ việc|vụ án|ca bệnh|ca mắc|cây trồng|
nhà trường|ngành nghề|lượt người|lượt khách|lượt ý|tàu cá|đội hình|chỉ tiêu|chỉ số|hồ sơ|bộ trưởng|bị can|bị cáo|bị hại|chủ đầu|nhà đầu|hợp tác|chỗ ngồi|chỗ ở
"""
_TWO = frozenset(" ".join(pair.split()) for pair in _TWO_TEXT.replace("\n", "").split("|"))
_KEPT_ONE = frozenset({"lượt người", "lượt khách", "lượt ý", "mẫu nước", "cuộc họp", "phòng học"})
_THREE = frozenset(
    {
        "phó chủ tịch",
        "phó bí thư",
        "phó giám đốc",
        "nhóm nhiệm vụ",
        "nhóm giải pháp",
        "chủ đầu tư",
        "nhà đầu tư",
        "hợp tác xã",
        "khu dân cư",
        "trạm y tế",
        "nền kinh tế",
    }
)
# After a number these say nothing of what is counted.
_NO_NOUN_TEXT = """
và với so là được của cho trong ở tại từ đến tới để thì mà nên do bởi theo trên dưới tăng giảm đạt vượt
bằng chiếm gồm có trở trước sau nhưng hoặc thay giúp đã đang sẽ phải chưa không còn cũng như khi nếu về
hoàn vào ra lên xuống cùng đều tương thuộc bị hay rồi này đó kia ấy đầu cuối tiếp nhằm vì thông qua nêu
quá mới chỉ rất gần hơn khoảng chừng các những từng mỗi một ngoài
"""
_NO_NOUN = frozenset(_NO_NOUN_TEXT.split())


def read_written_unit(text: str, at: int) -> tuple[str, int]:
    """The unit in `text` right after a numeral that ends at `at`, and where it ends.

    ("", at) when what follows is no unit. A scale word belongs to the unit ("tỷ đồng").
    """
    if measure := _MEASURE.match(text, at):
        return " ".join(measure["unit"].split()), measure.end()
    scale = _SCALED.match(text, at)
    scaled = scale["scale"].strip() if scale else ""
    begin = scale.end("scale") if scale and scaled else at
    first = _WORD.match(text, begin)
    second = _WORD.match(text, first.end()) if first else None
    pair = key(f"{first['word']} {second['word']}") if first and second else ""
    if first is None or (key(first["word"]) in _NO_NOUN and pair not in _TWO):
        return (scaled, begin - _spaces(text, begin)) if scaled else ("", at)
    end = first.end()
    if len(first["word"]) == 1 and first["word"].isupper():
        return ("", at)  # "51A-0412", "khối 12 A"
    if second and first["word"][0].isupper() and second["word"][0].isupper():
        return ("", at)  # "98 Tô Ngọc Vân": a house number
    if (
        second
        and pair not in _KEPT_ONE
        and not first["word"].isupper()
        and (pair in _TWO or key(first["word"]) not in _ONE)
        and (pair in _TWO or key(second["word"]) not in _NO_NOUN)
        and text[end : second.start("word")].strip() == ""
    ):
        end = second.end()
        third = _WORD.match(text, end)
        if (
            third
            and key(third["word"]) == "viên"
            or third
            and key(f"{first['word']} {second['word']} {third['word']}") in _THREE
        ):
            end = third.end()
    unit = " ".join(text[begin:end].split())
    slash = _PER.match(text, end)
    if slash:
        end = slash.end()
        unit = " ".join(text[begin:end].split())
    return f"{scaled} {unit}".strip(), end


def _spaces(text: str, end: int) -> int:
    return len(text[:end]) - len(text[:end].rstrip())
