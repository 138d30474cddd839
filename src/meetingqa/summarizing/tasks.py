"""Who is to do what by when, read from an order's clauses in the article's own words."""

import re
from typing import NamedTuple

from meetingqa.summarizing.dues import find_due
from meetingqa.text import UPPER

_I = re.IGNORECASE
_ORDERED = re.compile(
    r"(?<!\w)(?<!được )(?<!đáp ứng )(?<!theo )(?<!nhu )(?:(?:yêu cầu|đề nghị|(?<!bàn )(?<!chuyển )(?<!ngoại )giao(?! kế hoạch| dự toán|"
    r" ban\s+(?!\w))(?: cho)?|phân công|lưu ý|nhắc nhở|nhắc|ấn định)(?!\w)"
    r"(?:[^:;.]{0,60}:)?|kết luận[^:;.]{0,60}:|nhấn mạnh[^:;.,]{0,60}[:,](?=\s))\s*",
    _I,
)
_SAYS = re.compile(
    r"(?<!\w)(?:nhấn mạnh|khẳng định|cho biết|đề nghị|yêu cầu|mục tiêu|báo cáo|lẽ ra|không|nhất trí|đồng ý)(?!\w)", _I
)
_STRONG_WHO = re.compile(
    r"(?:sở|ubnd|công an|ban|văn phòng|cục|bộ|thị ủy|huyện ủy|thành ủy|đảng ủy|ủy ban mttq|"
    r"thường trực|chủ tịch|các huyện|huyện|thị xã|thành phố)\s",
    _I,
)
# Before the addressee: "Một là, …", "…; giao …", "ngay sau hội nghị, …".
_OPENER = re.compile(
    r"^(?:(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám) là|thứ (?:nhất|hai|ba|tư|năm|sáu)|\d\.|[a-zđ]\)|"
    r"\(\d\)),?\s+|(?:và |đồng thời,? )?(?:yêu cầu|đề nghị|giao|phân công)\s+|"
    r"(?P<when>(?:(?:trong|từ|vào) )?(?:thời gian tới|(?:những |\d+ )?(?:năm|quý|tháng)[^,;:.]{0,25})),\s+|"
    r"(?:đặc biệt|trước mắt|từ nay|trong đó|đồng thời|do đó|vì vậy)[:,]?\s+)+",
    _I,
)
# What somebody has done or is in is no order: "đảng ủy các cấp vẫn còn …".
_NO_VERB = re.compile(r"(?:và|cũng|cùng|với|của|đã|là|vẫn|được|bị)(?!\w)")
_PERSON = re.compile(r"(?:ông|bà|đồng chí|(?:phó )?(?:chủ tịch|bí thư|giám đốc))(?!\w)", _I)
_NAME = re.compile(rf"[{UPPER}]\w*")
_COUNTS = re.compile(r"\s\d")
_ALSO = re.compile(r"\s(?:cũng|còn|vẫn)$", _I)
_HAS_DONE = re.compile(r"\s(?:cũng|đã|còn|vẫn|vừa|được|bị|đang|luôn)$", _I)
_PROMISED = re.compile(r"(?<!\w)(?<!ký )(?:hứa|cam kết)(?!\w)\s*(?:sẽ\s+)?")
# An addressee begins with one of these, or is a name that begins so.
_WHO = (
    r"(?:các |từng |toàn bộ |tất cả |những |ngành |riêng |mỗi |hai |ba )*(?:sở|ban|ubnd|hđnd|"
    r"ubkt|ubmttq|mttq|mặt trận|công an|bộ|cục|chi cục|văn phòng|thường trực|ủy ban|uỷ ban|"
    r"hội đồng|huyện ủy|thành ủy|thị ủy|huyện uỷ|đảng ủy|đảng uỷ|đảng đoàn|cấp ủy|cấp uỷ|"
    r"địa phương|đơn vị|tỉnh|chính phủ|thành viên|đảng viên|huyện|thành phố|thị xã|xã|phường|ngành|cơ quan|tiểu ban|kho bạc|"
    r"ngân hàng|bảo hiểm|trung tâm|công ty|điện lực|đại biểu|tổ đại biểu|đồng chí|tỉnh ủy|tỉnh đoàn|hội|"
    r"liên đoàn|đoàn|người|chủ tịch|giám đốc|bí thư|trường|đài|báo|viện|tòa án|cấp|lực lượng|"
    r"kiểm lâm|doanh nghiệp|đảng bộ|chi bộ|ông|bà|tổ công tác|lãnh đạo(?=\s(?:các|từng|mỗi|sở|ban|"
    r"ngành|tỉnh|huyện|thành phố|thị xã|xã|phường|đơn vị|địa phương|cơ quan|ubnd|hđnd|bộ|cục|tp))|chính quyền|các bên|thủ trưởng|"
    r"cán bộ)(?!\w)"
)
_DOES = re.compile(
    r"(?<!\w)(?:phải|cần|tiếp tục|tập trung|hoàn thành|hoàn tất|hoàn thiện|hoàn chỉnh|"
    r"(?<!giải )trình(?! độ)|giải trình|bàn giao|xây dựng(?! và)|rà soát|chỉ đạo|phối hợp|tăng cường|đẩy nhanh|"
    r"đẩy mạnh|bảo đảm|đảm bảo|chi trả|lập|công khai|giải quyết|ký|chuẩn bị|báo cáo|tham mưu|"
    r"tổ chức(?! đảng)|triển khai|thực hiện|khẩn trương|chủ trì|chịu trách nhiệm|kiểm tra|"
    r"hướng dẫn|sớm|quan tâm|nâng cao|ban hành|đề xuất|theo dõi|khắc phục|bố trí|thông xe|đưa|"
    r"trồng|di dời|giải ngân|cung cấp|mở|lắp|xử lý|rút|giảm|thu hồi|cắt|dành|đấu thầu|khởi công|"
    r"nghiệm thu|quyết toán|tuyển|gửi|thẩm định|phê duyệt|điều chỉnh|chấm dứt|kiểm soát|"
    r"tuyên truyền|phát động|thống kê|đăng ký|đánh giá|cập nhật|làm rõ|công bố|sắp xếp|thành lập|"
    r"chọn|đôn đốc|giám sát|thanh tra|vận hành|khai thác|đóng|nạo vét|dựng|chú ý|chú trọng|"
    r"thường xuyên|nghiêm túc|căn cứ|chủ động|kịp thời|đổi mới|phát huy|quán triệt|gắn|siết|thu|"
    r"xóa|hỗ trợ|huy động|kiện toàn|đối thoại|giữ|lấy|bổ sung|nhận|bàn|tính|làm|"
    r"cam kết|cho|phấn đấu|vận động|điều tra|duy trì|ưu tiên|chấn chỉnh|tháo gỡ|nắm|khảo sát|"
    r"phân công|ứng(?! dụng)|kéo|(?<!bầu )cử(?! tri)|rút ngắn|cân đối|tiêm|chốt|trả|phân loại|tính toán|"
    r"trao|nối|cấp(?= (?:ứng|bổ sung|phát|chăn|kinh phí|đủ|giấy|vốn|nước|\d)))(?!\w)",
    _I,
)
_ANOTHER = re.compile(rf"\s+và\s+(?={_DOES.pattern})", _I)
_JOINED = re.compile(r"\s+và(?:\s+(?:giao|yêu cầu|đề nghị))?\s*$")
# A verb after these is part of a name: "Ủy ban Kiểm tra", "công trình", "thừa nhận".
_NO_WHO_END = re.compile(
    r"(?:(?<!và )(?<!chủ )đầu tư|về|và|phòng|của|trong|tổ|tiến độ|công tác|ủy ban|uỷ ban|ban|"
    r"công|chương|quá|quy|lộ|thừa|ghi|xác|tiếp|các|"
    r"(?<!khẩn )cấp|quản lý|bộ|đơn vị|hệ thống|dự án|những|sự|việc|(?<!các )sở|quỹ|với|có|đề án|cơ quan|\d+)$",
    _I,
)


# Who answers for a work told before: "…, giao UBND xã chịu trách nhiệm"
_BY = re.compile(
    rf",\s+(?:giao|do)\s+(?P<who>{_WHO}[^,;.]{{0,60}}?)\s+"
    r"(?:chịu trách nhiệm|chủ trì|thực hiện)(?: chính| thực hiện)?(?=\s*(?:[.;]|$))",
    _I,
)


_MAX_WHO, _MAX_NAMED = 22, 8  # words of an addressee, of one in a list


class Task(NamedTuple):
    """One order: the stretch of the text it stands in, and its parts as written."""

    start: int
    end: int
    who: str | None
    what: str
    due: str | None


def find_tasks(text: str) -> list[Task]:
    """The orders of a sentence: one for each addressee, or one for the whole sentence.

    `who` is None when nobody is named, `due` when no time is set.
    """
    opened = _ORDERED.search(text)
    begin = opened.end() if opened else 0
    promised = _PROMISED.search(text)
    if promised and (not opened or promised.start() < opened.start()):
        return _promise(text, promised)
    tasks: list[Task] = []
    for start, stop in _parts(text, begin):
        end = start + len(_JOINED.sub("", text[start:stop]))
        told = text[start:end].strip(" ,;.")
        opener = _OPENER.match(told)
        words = told[opener.end() :] if opener else told
        if len(words.split()) < 3:
            continue
        who, what = _split_who(words, named=opened is not None and start == begin)
        if not who and (by := _BY.search(words)):
            who = by["who"]
        due = find_due(told) or (opener["when"] if opener and who else None)
        if not tasks or who or (_STRONG_WHO.match(words) and due):
            tasks.append(Task(start, end, who, what, due))
        elif _DOES.match(words):  # "…; báo cáo kết quả trước 30/6" is the same addressee's
            tasks.append(Task(start, end, tasks[-1].who, words, due))
        else:
            before = tasks[-1]
            tasks[-1] = before._replace(
                end=end, what=f"{before.what}; {words}", due=before.due or due
            )
    return tasks


def _promise(text: str, promised: re.Match[str]) -> list[Task]:
    """Who answers for something, and by when ("Sở cam kết đến hết năm 2018 đưa …")."""
    begin = max((m.end() for m in re.finditer(r"[;:]\s", text[: promised.start()])), default=0)
    stop = text.find(";", promised.end())
    end = stop if stop >= 0 else len(text)
    who = text[begin : promised.start()].rstrip(" ,").split(", ")[-1]
    who = re.split(
        r"\s(?:nhận|và(?! [A-ZĐ])|đã|cho biết|cũng|trả lời|khẳng định|thừa nhận)\s", who
    )[0]
    what = text[promised.end() : end].strip(" ,;.")
    return [Task(begin, end, " ".join(who.split()) or None, what, find_due(what))]


def _parts(text: str, begin: int) -> list[tuple[int, int]]:
    """Stretches of an order: cut at ";", before a new addressee after a comma, and before a second
    work with a time of its own ("… trước 20/3 và hoàn thành … trước 12/3")."""
    cuts = [begin]
    for match in re.finditer(
        rf";\s*|,\s+(?=đồng thời,?\s+{_DOES.pattern})|\s+và\s+(?:giao|yêu cầu|đề nghị)\s+(?={_WHO})|"
        rf",\s+(?:đồng thời\s+)?(?:(?:giao|yêu cầu|đề nghị)\s+)?(?={_WHO})",
        text[begin:],
        _I,
    ):
        at = begin + match.end()
        ahead = text[at : at + 110]
        if _BY.match(text, begin + match.start()):
            continue
        listed = match.group().startswith(",") and not text[at:].lower().startswith("đồng thời")
        before = text[cuts[-1] : match.start() + begin]
        if not _only_named(before) and (not listed or (_works(before) and _addresses(ahead))):
            cuts.append(at)
    for match in _ANOTHER.finditer(text, begin):
        since = max(cut for cut in cuts if cut <= match.end())
        rest = re.split(r"[;.]\s", text[match.end() :])[0]
        if find_due(text[since : match.start()]) and find_due(rest):
            cuts.append(match.end())
    cuts.sort()
    ends = [*cuts[1:], len(text)]
    return list(zip(cuts, ends, strict=True))


def _only_named(words: str) -> bool:
    """Whether words name a body and nothing it is to do ("Sở Y tế, UBND huyện Lũng rà soát …")."""
    words = _OPENER.sub("", words.strip(" ,;"))
    named = re.match(_WHO, words, _I)
    if named is None or _verb(words, named.end()) or _longest(words) > _MAX_NAMED:
        return False
    return (_named_body(words)[0] or words) == words


def _works(words: str) -> bool:
    """Whether words hold a verb of work at all."""
    return bool(_verb(words, 0)) or _named_body(_OPENER.sub("", words))[0] is not None


def _longest(words: str) -> int:
    """Words of the longest item of a list."""
    return max(len(item.split()) for item in re.split("[,;]", words))


def _addresses(words: str) -> bool:
    """Whether words open with an addressee that is told to do something with a time set or a verb."""
    who, _ = _split_who(words)
    return bool(who and len(who.split()) >= 2 and _STRONG_WHO.match(who))


def _verb(words: str, begin: int) -> re.Match[str] | None:
    """The first verb of work after `begin` that is no part of a body's name."""
    for verb in _DOES.finditer(words, begin):
        before = words[: verb.start()].strip(" ,")
        named = verb.group()[0].isupper()  # "Ủy ban Kiểm tra", "Sở Xây dựng"
        if not (named or _NO_WHO_END.search(before) or before.count("(") != before.count(")")):
            return verb
    return None


def _split_who(words: str, *, named: bool = False) -> tuple[str | None, str]:
    """Whom words tell to do something, and what; `named` where a name alone is an addressee, as
    right after "yêu cầu"."""
    match = re.match(_WHO, words, _I) or (_NAME.match(words) if named else None)
    if match is None:
        return None, words
    if (verb := _verb(words, match.end())) is None:
        return _named_body(words)
    must = re.match(r"(?:phải|cần)$", verb.group(), _I)
    who = words[: verb.start()].strip(" ,")
    begin = verb.end() if must else verb.start()
    if must:
        who = _ALSO.sub("", who)
    elif who.endswith(" không"):
        who = who.removesuffix(" không")
        begin = len(who)
    body, rest = _named_body(words)
    if _longest(who) > _MAX_WHO or _SAYS.search(who) or (body and _COUNTS.search(who, len(body))):
        return body, rest
    if _HAS_DONE.search(who):
        return None, words
    return who, words[begin:].strip()


def _named_body(words: str) -> tuple[str | None, str]:
    """The body that words open with, where no known verb follows ("Sở Y tế mua sắm …"), else None,
    and the rest of the words.

    Names of bodies are written with a capital at every noun: "Sở Tài nguyên và Môi trường tỉnh".
    """
    if not _STRONG_WHO.match(words):
        return None, words
    tokens = words.split()
    at = 1
    while at < len(tokens) and (tokens[at][0].isupper() or tokens[at] in ("tỉnh", "và", "-")):
        if tokens[at] == "và" and not tokens[at + 1 : at + 2][0][:1].isupper():
            break
        second = tokens[at][0].isupper() and not tokens[at].isupper() or tokens[at] == "Y"
        at += 2 if second and tokens[at + 1 : at + 2] and tokens[at + 1].islower() else 1
    listed = tokens[at : at + 1] and _NO_VERB.match(tokens[at])
    if at == 1 or listed:
        return None, words
    return " ".join(tokens[:at]), " ".join(tokens[at:])


def is_work(task: Task) -> bool:
    """Whether an order names its executor or its time."""
    return bool(task.due or task.who)


def is_assigned(text: str) -> bool:
    """Whether words open with a body that is to do something by a set time ("Hai là, Sở Y tế …")."""
    words = _OPENER.sub("", text)
    who = _split_who(words)[0] if _STRONG_WHO.match(words) else None
    return bool(who and find_due(words))


def addresses(text: str) -> bool:
    """Whether a body is the subject of a verb of work that is not yet done ("Các sở tiếp tục …")."""
    told = _OPENER.sub("", text[opened.end() :] if (opened := _ORDERED.search(text)) else text)
    who, what = _split_who(told)
    return bool(who and _DOES.match(what) and not _PERSON.match(who))


_GOES_ON = re.compile(
    r"(?:trong đó|đồng thời|cùng với đó|cụ thể)[,:]?\s+(?:là |cần |phải )?(?=(?P<verb>\w+))", _I
)


def goes_on(text: str) -> bool:
    """Whether it tells the addressee of the order before another work ("Đồng thời rà soát …")."""
    tied = _GOES_ON.match(text)
    return bool(tied and _DOES.match(text, tied.end()))
