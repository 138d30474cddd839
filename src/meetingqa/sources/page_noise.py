"""What one line of a portal page is: stamp, share bar, caption, foot … or the article's words."""

import re

from meetingqa.language.text import LOWER, UPPER, fold, key

_WEEKDAY = r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|t[2-7])"
_DATE = (
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|"
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+năm)?\s+\d{4}"
)
_DATE_RE = re.compile(_DATE)
_STAMP_WORDS = re.compile(
    rf"{_DATE}|{_WEEKDAY}(?!\w)|\d{{1,2}}\s*(?::|h|g|giờ)\s*\d{{0,2}}(?:\s*phút|:\d\d)?|"
    rf"gmt\s*\+?\s*\d*|"
    r"ngày (?:đăng|xuất bản|cập nhật|tạo|đưa tin)|cập nhật(?: lần cuối)?|đăng(?: lúc| ngày)?|"
    r"xuất bản|"
    r"lượt (?:xem|đọc)|đã xem|ngày|lúc|hôm nay|(?<!\w)(?:am|pm|sa|ch)(?!\w)|\d+"
)
_PUBLISHED_LABEL = re.compile(r"ngày (?:đăng|xuất bản|cập nhật|đưa tin)|cập nhật|đăng lúc|xuất bản")
_CONTACT = re.compile(r"hotline|đường dây nóng|điện thoại|đt:|liên hệ|quảng cáo|email|@")
_SHARE_WORDS = re.compile(
    r"theo dõi(?: [^|]{1,40}? trên)?|chia sẻ(?: bài viết)?|facebook|zalo|twitter|youtube|rss|"
    r"google news|tiktok|"
    r"instagram|linkedin|telegram|messenger|whatsapp|gửi (?:email|bài|cho bạn bè)|e-?mail|"
    r"in (?:bài viết|bài|trang|ấn)|"
    r"bản in|cỡ chữ|thay đổi|xem|nghe(?: đọc)?(?: bài(?: viết| này)?)?|đọc (?:bài(?: viết)?|"
    r"báo in)|lưu(?: bài(?: viết)?| tin)?|"
    r"thích|like|share|tweet|copy(?: link)?|sao chép(?: liên kết| link)?|quan tâm|trang chủ|"
    r"đăng (?:nhập|ký|xuất)|"
    r"tìm kiếm|menu|liên hệ|sơ đồ (?:site|trang)|sitemap|english|tiếng (?:việt|anh)|phóng to|"
    r"thu nhỏ|"
    r"giọng (?:nam|nữ)|bình luận|phản hồi|bình chọn|đánh giá(?: bài viết)?|lượt (?:xem|đọc)|họ tên|"
    r"nội dung|gửi(?: bình luận)?|về đầu trang|hotline|đường dây nóng|fax|quảng cáo|tin mới|"
    r"e-?paper|báo in|"
    r"mới nhất|podcast|video|multimedia|emagazine|lên đầu trang|về trang trước|quay lại|đóng|"
    r"mặc định|(?<!\w)a[-+]?(?!\w)|\d+"
)
_MAX_LABEL = 120  # characters; a longer line is no label, stamp or heading
_LETTER = re.compile(r"[^\W\d_]")
_BREADCRUMB = re.compile(r"\s*(?:>|»|›|→|::)\s*")
_SLUG = re.compile(r"[a-z0-9]+(?:[ _-]+[a-z0-9]+){4,}")
_FILE = re.compile(r"\[?(?:img|image|ảnh|video)\]?|\S+\.(?:jpe?g|png|gif|webp|mp4)", re.IGNORECASE)
_MASTHEAD = re.compile(
    r"(?:báo (?!cáo|chí |động|hiệu|tin )|tạp chí |cổng (?:thông tin|ttđt)|trang (?:thông tin|tin) |"
    r"đài (?:phát thanh|pt)|"
    r"cơ quan (?:ngôn luận|của )|tiếng nói của |chuyên trang |cộng hòa xã hội|độc lập - tự do|"
    r"báo và (?:đài|phát))"
)
_MOTTO = re.compile(r"(?:online|điện tử) [-–|]|[-–|] (?:chuyên trang|tiếng nói|báo \w+ \w+$)")
_FOOTER = re.compile(
    r"(?:[*•-]\s*)?(?:giấy phép (?:số|hoạt động|thiết lập|xuất bản|báo|trang|gp)|giấy phép\s*:|"
    r"số giấy phép|gp |gpxb|bản quyền|©|copyright|\(c\) |ghi rõ nguồn|designed|phát triển bởi|"
    r"lượt truy cập|đang (?:truy cập|online)|tổng (?:lượt )?truy cập|không sao chép|đề nghị ghi|® |"
    r"vui lòng ghi|cấm sao chép|mọi (?:sao chép|hành vi sao chép))"
)
# Labels of a foot that sentences begin with too ("Trụ sở của xã được xây mới.").
_FOOTER_LABEL = re.compile(
    r"(?:[*•-]\s*)?(?:(?:phó )?tổng biên tập|trưởng ban biên tập|chịu trách nhiệm|tòa soạn|trụ sở|"
    r"giấy phép|điện thoại|đt:|tel:|email|e-mail|fax|hotline|đường dây nóng|website|"
    r"cơ quan chủ quản|đơn vị (?:chủ quản|quản lý)|địa chỉ|thiết kế|phiên bản|quảng cáo)"
)
_RELATED = re.compile(
    r"(?:(?:các |những )?(?:tin|bài|bài viết|tin bài|tin tức|chuyên mục|video|clip|ảnh)(?:,? bài)? "
    r"(?:khác|liên quan|đã đưa|cùng (?:chuyên mục|chủ đề|loại)|mới hơn|cũ hơn|mới nhất|nổi bật|"
    r"đọc nhiều|xem nhiều|"
    r"tiêu điểm|mới|trước đó|hay|hot|quan tâm|đáng chú ý)(?: khác| nhất)?|tin tiêu điểm|"
    r"cùng chuyên mục|"
    r"(?:được )?(?:đọc|xem) nhiều(?: nhất)?|có thể bạn quan tâm|bạn có thể quan tâm|đọc thêm|"
    r"xem thêm|mời (?:bạn )?(?:đọc|xem) thêm|"
    r"dòng sự kiện|sự kiện nổi bật|tiếp tục đọc|đừng bỏ lỡ|nổi bật)\s*(?:\(\d+\))?[\s:>»…]*"
)
_TAGS = re.compile(r"(?:từ khóa|tags?|chủ đề|thẻ)\s*:.*")
_COMMENTS = re.compile(
    r"(?:(?:ý kiến|bình luận|phản hồi|trao đổi)(?: của)? (?:bạn đọc|độc giả|người đọc)|"
    r"bạn đọc (?:bình luận|viết|phản hồi|góp ý)|"
    r"(?:gửi |viết )?(?:ý kiến|bình luận|phản hồi)(?: của bạn)?|"
    r"\d+ bình luận)\s*(?:\(\s*\d+.{0,12}\))?[\s:]*"
)
_CREDIT = re.compile(
    r"[\s.,;–-]*[(\[]?\s*(?<!\w)(?:Ảnh(?: minh h[oọ][aạ])?|Nguồn ảnh|Ảnh và video|Photo|ẢNH)\s*:\s*"
    r"(?P<who>(?:[^\W\d_]{1,3}\.\s?)*[^.!?:]{1,40}?)\s*\.?[)\]]?\s*$"
)
_IN_PHOTO = re.compile(r"[-–•*\s]*(?:trong ảnh|ảnh (?:trên|dưới|minh họa))\s*:")
_PHOTO_FIRST = re.compile(r"\(?ảnh(?: \d)?\s*:\s*.{5,200}")
_SCENE = re.compile(
    r"(?:(?:toàn|quang|khung) cảnh(?: chung)?(?: của| tại)?|(?:các )?(?:đồng chí )?(?:đại biểu|"
    r"lãnh đạo|thành viên)(?: tham)? dự"
    r"(?: tại)?|(?:các )?(?:đồng chí )?đại biểu(?: tham dự)? tại)"
    r" (?:hội nghị|buổi (?:lễ|làm việc|gặp mặt|họp)|kỳ họp|phiên họp|đại hội|cuộc họp|chương trình|"
    r"diễn đàn|hội thảo)[ .]*"
)
_NEW_SENTENCE = re.compile(rf"(?<![{UPPER}])[.!?…]\s+[“\"]?[{UPPER}][{LOWER}]")
_ENDS_SENTENCE = re.compile(r"(?:[.!?…;:]|\./\.)[\"”’')\]]*$")


def is_stamp(line: str) -> bool:
    """A date of the page or the article, with time and weekday, and at most a few other words."""
    if len(line) > _MAX_LABEL:
        return False
    low = key(line)
    if not _DATE_RE.search(low) or is_contact(line):
        return False
    rest = _LETTER.findall(_SHARE_WORDS.sub(" ", _STAMP_WORDS.sub(" ", low)))
    bare = not rest and not low.endswith((";", ","))
    labelled = bool(re.match(rf"(?:{_PUBLISHED_LABEL.pattern}|{_WEEKDAY}|\d{{1,2}}:\d\d)", low))
    return bare or (labelled and len(rest) <= 24 and not low.endswith("."))


def names_publication(line: str) -> bool:
    """Whether a stamp says itself that it is when the article came out."""
    return bool(_PUBLISHED_LABEL.search(key(line)))


def is_contact(line: str) -> bool:
    """A line of a page's head or foot that gives telephone numbers or addresses, no prose."""
    if len(line) > 200:
        return False
    low = key(line)
    number = re.search(r"(?:\d[\s.-]?){7,}|@", _DATE_RE.sub(" ", low))
    if not number or not _CONTACT.search(low):
        return False
    return bool(_CONTACT.match(low)) or not _is_statement(line)


def is_share_bar(line: str) -> bool:
    """Nothing but the words of share bars, toolbars and menus."""
    if len(line) > 200:
        return False
    low = key(line)
    return not _LETTER.search(_SHARE_WORDS.sub(" ", low)) and not is_list_mark(low)


def is_list_mark(line: str) -> bool:
    """A short number or symbol on its own line, as tables and lists have them."""
    return bool(re.fullmatch(r"[\d.,%/()| -]{1,60}", line)) and bool(re.search(r"\d", line))


def is_breadcrumb(line: str) -> bool:
    """A path of sections ("Trang chủ > Thời sự")."""
    if len(line) > 150 or ends_sentence(line):
        return False
    parts = [part for part in _BREADCRUMB.split(line) if part]
    if re.match(r"(?:trang chủ|home)\s*[/|>»›-]", key(line)):
        return True
    return len(parts) > 1 and all(len(part.split()) <= 6 for part in parts)


def is_menu(line: str) -> bool:
    """Names of sections side by side, as above a title; tables look alike, so only there."""
    parts = re.split(r"[|•·]", line)
    short = all(len(part.split()) <= 8 for part in parts)
    return short and len(parts) >= 3 and not ends_sentence(line)


def is_file_or_slug(line: str) -> bool:
    """A picture's name or its unaccented alternative text."""
    return bool(_SLUG.fullmatch(line)) or bool(_FILE.fullmatch(line))


def is_masthead(line: str) -> bool:
    """An outlet's name or motto above the title."""
    if len(line) > 160 or ends_sentence(line):
        return False
    low = key(line)
    return bool(_MASTHEAD.match(low) or _MOTTO.search(low))


def is_footer(line: str) -> bool:
    """A line of a page's foot: licence, editor, address. Only telling at the end of a page."""
    low = key(line[:_MAX_LABEL])
    return bool(_FOOTER.match(low) or (_FOOTER_LABEL.match(low) and not _is_statement(line)))


def is_head_noise(line: str) -> bool:
    """A line that may stand above a title or between it and the text, and is neither."""
    return (
        is_noise(line) or is_stamp(line) or is_contact(line) or is_masthead(line) or is_menu(line)
    )


def is_related_heading(line: str) -> bool:
    """The heading over links to other articles, or a line of tags."""
    if len(line) > 2 * _MAX_LABEL:
        return False
    low = key(line.strip("•*#-–>»| "))
    return bool(_RELATED.fullmatch(low)) or (bool(_TAGS.fullmatch(low)) and not ends_sentence(low))


def is_comment_heading(line: str) -> bool:
    """The heading over readers' comments."""
    short = len(line) <= _MAX_LABEL
    return short and bool(_COMMENTS.fullmatch(key(line.strip("•*#-–>»| "))))


def is_caption(line: str) -> bool:
    """A caption of one sentence with a photo credit, or a scene without any fact of its own."""
    if len(line) > 400:
        return False
    if _SCENE.fullmatch(key(line)) or _PHOTO_FIRST.fullmatch(key(line)):
        return True
    credit = _CREDIT.search(line, max(0, len(line) - _MAX_LABEL))
    if not credit:
        return False
    before = line[: credit.start()]
    return bool(_IN_PHOTO.match(key(before))) or not _NEW_SENTENCE.search(before)


def without_credit(line: str) -> str:
    """A paragraph without the photo credit glued to its end."""
    credit = _CREDIT.search(line, max(0, len(line) - _MAX_LABEL))
    if not credit or not credit.start():
        return line
    stop = re.match(r"\./\.|[.!?…]", credit.group())  # the credit's separator has swallowed it
    return line[: credit.start()] + (stop.group() if stop else "")


def ends_sentence(line: str) -> bool:
    """Whether a line closes a sentence, quotation marks and brackets aside."""
    return bool(_ENDS_SENTENCE.search(line.rstrip()))


def _is_statement(line: str) -> bool:
    """A finished sentence without a label before it."""
    bare = line.rstrip("\"”’') ")
    return bare.endswith((".", "!", "?", "…")) and not re.search("[:|]", line[:40])


def is_prose(line: str) -> bool:
    """Clearly a paragraph of running text: long, or a finished sentence of some length."""
    if is_footer(line) or is_stamp(line) or is_contact(line):
        return False
    return len(line) >= 220 or (len(line) >= 70 and ends_sentence(line))


def is_noise(line: str) -> bool:
    """A line that belongs to no article wherever it stands (stamps and footers not counted)."""
    if not any(char.isalnum() for char in line):
        return True
    return (
        is_share_bar(line) or is_breadcrumb(line) or is_file_or_slug(line) or is_caption(line)
    ) and not (len(line) > 40 and fold(line) == line and " " not in line)
