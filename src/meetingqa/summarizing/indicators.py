"""What a figure measures: the noun phrase of its clause, in the sentence's own words."""

import re
from typing import NamedTuple

from meetingqa.facts.indicators import ATTRIBUTE, INDICATOR
from meetingqa.language.text import UPPER, key
from meetingqa.summarizing.clauses import ALSO, PART_OF, Clause, is_place
from meetingqa.summarizing.figure_names import find_owner, says_little
from meetingqa.summarizing.phrases import join_label, join_words, qualify, read_label

_FRESH = re.compile(r"(?<!\w)(?:có|còn|gồm|toàn tỉnh|cả tỉnh)(?!\w)", re.IGNORECASE)
# Indicators that need nothing before them, however short.
_ALONE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tốc độ|thu|chi|kim ngạch|grdp|gdp|fdi|cpi|oda|pci|sản lượng|chỉ số|năng suất|doanh thu|dư nợ|"
    r"thu nhập|(?:ngành |khu vực |sản xuất )?(?:công nghiệp|nông nghiệp|dịch vụ|xây dựng)|"
    r"xuất khẩu|nhập khẩu|hộ nghèo|bội chi)(?!\w)",
    re.IGNORECASE,
)
# Words that only say what the figure before is held against: "(kế hoạch 9%)", "trong khi cùng kỳ".
_BESIDE = re.compile(
    r"(?:(?:không|chưa) đạt |thấp hơn |cao hơn |vượt |bằng |so với )?(?:mức )?(?:kế hoạch|"
    r"kịch bản|cùng kỳ|dự toán|cùng thời điểm|năm trước|năm ngoái|mục tiêu|chỉ tiêu|đầu kỳ|chiếm|"
    r"đầu năm|cuối năm)(?:\s+\S+){0,3}",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    r"(?:^|\s)(?P<label>(?:so với\s+)?(?:cùng kỳ|kế hoạch|dự toán|năm trước|năm ngoái|đầu kỳ|"
    r"đầu năm|bình quân)(?:\s+\S+){0,3})$",
    re.IGNORECASE,
)
_AIMED = re.compile(r"(?:phấn đấu|dự kiến|cuối năm|hiện|bình quân)(?!\w)", re.IGNORECASE)
# The first of the parts that a list names: "ba huyện đạt thấp là Suối Đá 4%, Khe Vang 5%".
_FIRST_PART = re.compile(rf"\s+là\s+(?:[{UPPER}]\S*\s*)+$")
_REACHED = re.compile(r"(?<!\w)(?:đạt và vượt|vượt|đạt|hoàn thành)(?!\w)\s*$", re.IGNORECASE)
_TELLER = re.compile(
    r"(?:phó |tỉnh ủy viên|tỉnh uỷ viên|trưởng |giám đốc|chủ tịch|bí thư|ủy viên|đồng chí|ông |bà |"
    r"chủ trì|phát biểu|kết luận|trả lời|tiếp thu|góp ý)",
    re.IGNORECASE,
)
_ASKED_ABOUT = re.compile(
    r"(?:trả lời|báo cáo|giải trình|chất vấn) về (?:việc |vấn đề )?(.+)$", re.IGNORECASE
)
_DONE = re.compile(
    r"(?:mới |đã |chỉ )*(?:bàn giao|chi trả|bồi thường|huy động|mở|giải ngân|bố trí|hỗ trợ|trồng|"
    r"gieo trồng|thu hồi|kết nạp|khởi tố|xử lý|xây dựng|cấp|giải quyết|thiệt hại|xảy ra|tiếp nhận|"
    r"di dời|phân bổ|hoàn thành|tuyển|bổ sung|cắt|tiêu hủy|đào tạo|tặng|trao|thành lập|giao|thu hút)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?<!kéo)\s+(?:với )?(?:tổng )?(?:chiều )?(?:dài|rộng|cao|sâu)(?: toàn tuyến)?$"
)
_HAS = re.compile(r"\s+có\s.*$")
_SUPPOSED = re.compile(r"(?<!\w)nếu\s[^;.]*\sthì\s", re.IGNORECASE)
_CHANGED = re.compile(r"(?<=\s)(?:tăng|giảm|thêm)$")
_HAS_COUNT = re.compile(r"(?<!\w)(?:có|gồm|còn|là)\W*$")
_REMAINDER = re.compile(r"(?<!\w)còn lại(?:\s+(?:là|khoảng|gần|hơn|có))*\s*$", re.IGNORECASE)
# "Tổng mức đầu tư của 12 dự án là 43 tỷ đồng": the head is the sum's, not the count's.
_HEAD_OF_COUNT = re.compile(r"(?:của|cho|tại|trong)\s+(?:cả\s+|toàn bộ\s+)?$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng|giá trị|kinh phí|vốn|sản lượng)(?!\w)", re.IGNORECASE)
_ATTRIBUTE = re.compile(ATTRIBUTE)
_ABOUT = re.compile(r"^(?:Về|Đối với)\s+")
_SAME = re.compile(
    r"(?:tương đương|tương ứng|nghĩa là)(?:\s+(?:với|còn|khoảng|gần|hơn))*\s*$",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """What a figure measures, and what later figures may take over of it.

    `head` are its own words, without what is counted; `whole` all of it but its changes, which a
    share that follows is of; `base` the words that were set before a short name, which its
    neighbours in a list share; `share` what a share is of, which theirs are of too; `thing` all of
    it when it counts things, whose sizes and costs may follow.
    """

    what: str
    head: str
    whole: str = ""
    base: str = ""
    share: str = ""
    thing: str = ""


NOTHING = Named("", "")


def name_indicator(clause: Clause, last: Named) -> Named:
    """What the figure of a clause measures, `last` being what the figure before it was named."""
    if clause.bracketed:
        return _explain(clause, last)
    if _SAME.search(clause.stretch) and last.what:  # "giảm còn 21%, tương đương còn 23.870 hộ"
        known = f" {clause.noun}" in last.what
        counted = re.sub(r"^[Tt][ỷỉ] lệ ", "", last.what) if clause.noun else last.what
        return last._replace(what=counted if known else join_label(last.what, clause.noun))
    if clause.share and _REMAINDER.search(clause.stretch) and (clause.tail or last.what):
        return last._replace(what=join_words("còn lại", clause.tail) if clause.tail else "")
    if clause.noun and _TOTAL.match(clause.own) and _HEAD_OF_COUNT.search(clause.part):
        counted = join_words(clause.noun, clause.tail)
        return Named(counted, join_words(clause.own, counted), counted)
    summed = last.head.endswith(last.what) and _TOTAL.match(last.head) and last.head != last.what
    if summed and not clause.noun and not clause.share and not INDICATOR.match(clause.own):
        return Named(join_words(last.head, clause.tail), last.head, last.head)
    bare = clause.own and not (clause.cuts or clause.noun or clause.share)
    owned = last.what.endswith(f": {clause.own}")  # "chi trả cho 655 hộ với 712 tỷ đồng"
    if bare and (owned or (clause.short and f" {clause.own} " in f" {last.what} ")):
        told = last.head if last.head.endswith(last.what) else last.what
        return last._replace(what=join_words(told, clause.tail))
    own, said, compared = clause.own, clause.said, clause.compared
    part = clause.lists_part
    owner = "" if clause.owned else find_owner(own, last.head, last.base)
    aims = own.startswith("phấn đấu ") and INDICATOR.match(own.removeprefix("phấn đấu "))
    if aims or _SUPPOSED.search(clause.stretch):
        last = NOTHING
    if clause.item and not part and (own or clause.tail or not (said or compared or clause.share)):
        last = NOTHING  # another item of the sentence
    if last.head and (_BESIDE.fullmatch(own) or _AIMED.match(own)):
        return Named(qualify(f"{last.head}, {own}", said, compared), last.head, last.whole)
    if not own:
        return _carry(clause, last)
    beside = last.head and not is_place(last.head) and (not said or said in last.what.lower())
    if part and beside and not compared:
        whole = _FIRST_PART.sub("", last.head)
        label = join_label(whole, own.removesuffix(said).strip())
        return Named(qualify(label, said, compared), whole, label)
    alone = _ALONE.match(own) and not (last.thing and _ATTRIBUTE.fullmatch(own))
    context = "" if alone else _context(clause, last)
    if clause.share:
        named = own if compared or said else join_words(own, "", clause.tail)
        lead = clause.stretch[: clause.cuts[-1]] if clause.cuts else ""
        also = ALSO.search(lead) or clause.joined
        listed = not clause.tail and not compared and also
        if last.share and listed and len(own.split()) <= 5 and not _ALONE.match(own):
            return last._replace(what=join_words(own, last.share))
        context = context if clause.short or PART_OF.search(lead) else ""
        named = join_label(context, named)
        if not said and (clause.tail or compared.startswith(("tổng", "số "))):
            whole = qualify(named, "", compared)
            return Named(whole, named, named, context, compared or clause.tail)
        return Named(qualify(named, said, compared), named, named, context)
    if INDICATOR.match(own):
        attribute = _ATTRIBUTE.match(own) if last.thing else _ATTRIBUTE.fullmatch(own)
        context = owner or (context if clause.short or (attribute and not clause.item) else "")
        whole = join_words(join_label(context, own), clause.noun, clause.tail)
        return Named(qualify(whole, said, compared if said else ""), own, whole, context)
    whole = _join_count(clause)
    if last.base and own.split()[:1] == last.head.split()[:1] and not clause.item:
        context = last.base  # "trong đó khối huyện 5 tỷ đồng, khối tỉnh 3 tỷ đồng"
    elif (not clause.short or len(whole.split()) > 6) and not says_little(own):
        context = ""
    whole = join_label(context, whole)
    return Named(whole, own, whole, context, thing=whole if clause.noun else "")


def _join_count(clause: Clause) -> str:
    """Who has what is counted, and what that is ("Hà Khê: dự án chậm tiến độ")."""
    counted = join_words(clause.noun, clause.tail)
    owned = clause.own and clause.noun and _HAS_COUNT.search(clause.part)
    return f"{clause.own}: {counted}" if owned else join_words(clause.own, counted)


def _explain(clause: Clause, last: Named) -> Named:
    """A figure in brackets: of what stands before them, under the label they give."""
    if _ALONE.match(clause.own) and len(clause.own.split()) > 2:  # "(thu ngân sách nhà nước đạt …"
        named = join_words(clause.own, clause.noun, clause.tail)
        return Named(qualify(named, clause.said, clause.compared), clause.own, named)
    base = clause.before_bracket()
    if base and last.what and base in last.what and not _HELD_AGAINST.search(base):
        base = ""  # it glosses the figure before it
    if base and last.head and (held := _HELD_AGAINST.search(base)):
        base = f"{last.head}, {held['label']}"
    head = base or last.head
    if len(base.split()) < 2:
        base = last.what if "(" in clause.stretch else last.base or last.head or last.what
    label = clause.own or read_label(clause.part)
    if last.head and label.lower().startswith(("cùng kỳ", "năm trước", "năm ngoái")):
        base = last.head
    if clause.noun:
        what = join_words(base, label, clause.noun, clause.tail)
    else:
        part = "" if clause.said or clause.compared else clause.tail
        what = join_label(base, label or part)
    # Of what the bracket holds besides.
    shared = "" if clause.share or label or clause.noun else base
    return Named(qualify(what, clause.said, clause.compared), head, last.whole, shared)


def _carry(clause: Clause, last: Named) -> Named:
    """A figure without words of its own: a change or share of the one before, or another count."""
    said, compared, noun, tail = clause.said, clause.compared, clause.noun, clause.tail
    nearer = clause.words_before() if clause.share and len(clause.cuts) > 1 else ""
    if INDICATOR.match(nearer):  # "dân số 16 triệu người, quy mô kinh tế đứng thứ hai, chiếm 32%"
        return Named(qualify(nearer, said, compared), nearer, nearer)
    if said and noun and not tail:
        named = last.what if compared or noun in last.what else noun
        return Named(qualify(named, said, compared), last.head, last.whole)
    fresh = bool(_FRESH.search(clause.part))
    if clause.share or (not noun and not fresh and not (clause.item and tail)):
        part = clause.part_of and _ATTRIBUTE.fullmatch(last.head)  # "trong đó vay 13 tỷ đồng"
        of_last = last.whole if part or (clause.share and (said or compared)) else last.head
        named = of_last or last.head or _context(clause, last) or tail
        moved = said in ("tăng", "giảm") and not compared  # "…, giảm 90% thời gian đi lại"
        if clause.share and moved and tail and tail not in named:
            return Named(join_label(named, f"{said} {tail}"), named, named)
        added = "" if compared or said or named == tail else tail
        return Named(qualify(join_label(named, added), said, compared), named, named)
    if noun and not (said or fresh or clause.item) and (shared := _CHANGED.search(last.what)):
        return Named(join_words(noun, tail, shared.group()), last.head, "", last.base)
    counts_another = noun and last.head.lower().startswith("số ") and noun not in last.head
    head = "" if fresh or counts_another else last.head
    reached = _REACHED.search(clause.stretch) if noun and not head else None
    tail = join_words(tail, reached.group().strip()) if reached else tail
    counted = join_words(noun, tail)
    again = noun and f" {noun} " in f" {head} "  # "33 dự án chậm, trong đó 14 dự án đã thu hồi"
    what = (join_label if again else join_words)(head, counted) or last.what
    if _DONE.match(head) and last.base and not last.base.startswith(head):
        what = join_label(last.base, what)
    if not (fresh or head or tail) and noun:
        what = join_label(_context(clause, last), noun)
    what = qualify(what, said, "") if noun and tail and said and not head else what
    return Named(what, head, what, last.base, thing=what if noun else "")


def _context(clause: Clause, last: Named) -> str:
    """What a short name goes on with: what its neighbours in the list share, what the figure before
    measures, or the words before it in its part of the sentence."""
    if last.what:
        own, head = clause.own, last.head
        if clause.owned and len(clause.words_before().split()) >= 4:
            return clause.words_before()
        if (_DONE.match(own) and _DONE.match(head)) or (is_place(own) and is_place(head)):
            return last.base
        if last.thing and (own == "tổng" or _ATTRIBUTE.match(own)) and not clause.item:
            return last.thing
        head = last.head or last.what
        if clause.noun and last.what.endswith(f" {own}"):
            return ""  # "mở 12 lớp tập huấn cho 400 cán bộ"
        if _DONE.fullmatch(head):
            return last.base
        if _TELLER.match(key(head)):
            return ""
        subject = _SIZE.sub("", _HAS.sub("", head))
        return last.base or (subject if len(subject.split()) >= 3 else head)
    before = _ABOUT.sub("", clause.words_before())
    if _TELLER.match(before):
        asked = _ASKED_ABOUT.search(before)
        return asked[1] if asked else ""
    return before
