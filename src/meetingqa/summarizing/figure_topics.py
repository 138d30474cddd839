"""What a sentence measures that the next one goes on with: "tăng", "con số này", "dự án này"."""

import re
from collections.abc import Sequence

from meetingqa.facts.indicators import INDICATOR
from meetingqa.language.text import LOWER, UPPER
from meetingqa.summarizing.body import BodySentence
from meetingqa.summarizing.figure_names import is_vague, says_little, tidy_name
from meetingqa.summarizing.figures import Figure, find_figures
from meetingqa.summarizing.phrases import join_label, read_tail

# "huyện Khe Vang", "Ba huyện đạt thấp là Khe Vang"; an acronym is an indicator ("GRDP").
_PLACES_ONLY = re.compile(
    rf"(?:[^,]{{0,30}}\slà\s)?(?:(?:riêng|các|huyện|xã|thị xã|thành phố|phường|khối|đảng bộ)\s)*"
    rf"(?:[{UPPER}][{LOWER}]+\s?)+(?:(?:các )?cơ quan(?: tỉnh)?)?"
)
_CHANGE_ONLY = re.compile(r"(?:(?:tăng|giảm|vượt|bằng|đạt|cao hơn|thấp hơn|so với [^,]*)\s*)*")


# "con số này", "tỷ lệ trên"
_THAT_FIGURE = re.compile(
    r"(?:con số|tỷ lệ|tỉ lệ|mức|chỉ số|số) (?:này|đó|ấy|trên|nêu trên)(?!\w)\s*", re.IGNORECASE
)
_POINTED = re.compile(r"\s+(?:này|đó|ấy|trên)(?!\w)")
_OF_THEM = re.compile(r"(?<=\w)\s+(?:của )?số (?:này|đó)(?!\w)")  # "xử lý 70% số này"
_THAT_THING = re.compile(
    r"(?<!\w)(?P<noun>(?:[^\W\d_]+ ){0,2}[^\W\d_]+ [^\W\d_]+) (?:này|nói trên|nêu trên)(?!\w)"
)
# "Dự án được …": of which the sentences before give the name.
_THE_THING = re.compile(
    r"(?P<noun>Dự án|Công trình|Nhà máy|Công ty|Đề án|Chương trình|Tuyến đường)"
    r"(?= (?:được|có|đã|sẽ|đang|nằm|gồm|dự kiến)(?!\w)|[:,])"
)
_NO_NAME = re.compile(
    r"(?:tối|không|chưa|bước|đã|đang|sẽ|được|có|là|các|những|một|mỗi|cũng|phải|cần|bị|này|nêu|nói)$",
    re.IGNORECASE,
)
_NAME_WORDS = 8


def resolve(
    figure: Figure, earlier: Sequence[Figure], before: Sequence[BodySentence], placed: bool
) -> tuple[str, BodySentence] | None:
    """What a figure measures and the sentence that tells it, where its own only points there.

    `earlier` are the figures before it in its own sentence, `before` the sentences before that,
    nearest first; `placed` allows a share that is named by its place alone.
    """
    counted = _THAT_FIGURE.match(figure.what) or _OF_THEM.search(figure.what)
    that = None if counted else _THAT_THING.search(figure.what)
    if that or (not counted and (that := _THE_THING.match(figure.what))):
        for sentence in before:
            if named := _named(that["noun"], sentence.text):
                what = figure.what[: that.start()] + named + figure.what[that.end() :]
                return what, sentence
        return None
    what = _resolve(figure, earlier, before[0].text, placed) if before else ""
    return (what, before[0]) if what else None


def _resolve(figure: Figure, earlier: Sequence[Figure], before: str, placed: bool) -> str:
    what, unit = figure.what, figure.unit
    if earlier and unit == "%" and (of := _OF_THEM.search(what)):
        counted = earlier[-1]
        vague = is_vague(counted.what, counted.unit)
        lead = what[: of.start()]
        if lead in counted.what:  # the share stands in its clause: "…, nhưng 30% số đó đã trả"
            return "" if vague else join_label(counted.what, what[of.end() :])
        return "" if vague else f"{lead} {counted.what}"
    if that := _THAT_FIGURE.match(what):
        whole, _, _ = before.partition("trong đó")
        # "con số này là 54, tới năm sau đạt 61" both are of what was told before.
        told = [f for f in earlier if not _THAT_FIGURE.match(f.what)] or find_figures(whole)
        same = [f for f in told if not is_vague(f.what, f.unit)]
        rest = "" if says_little(what[that.end() :]) else what[that.end() :]
        topic = same[-1].what if same else "" if told else last_topic(before)
        return join_label(topic, rest.lstrip(" :")) if topic else ""
    if not what:
        same = [f for f in find_figures(before) if f.unit == unit and not is_vague(f.what, unit)]
        return same[-1].what if same else ""
    share = unit.startswith("%")
    change = (share or unit == "lần") and _CHANGE_ONLY.fullmatch(what)
    if change or (share and placed and _PLACES_ONLY.fullmatch(what)):
        return join_label(topic, what) if (topic := last_topic(before)) else ""
    return ""


def last_topic(text: str) -> str:
    """What the last share of a sentence is of, or the indicator it names without figures; ""."""
    if figures := find_figures(text):
        shares = [figure for figure in figures if figure.unit.startswith("%")]
        if not shares:
            return ""
        root = next(figure for figure in figures if shares[-1].what.startswith(figure.what))
        return "" if is_vague(root.what, root.unit) else root.what
    named = INDICATOR.search(text) if not text.rstrip().endswith("?") else None
    pointed = named and _POINTED.match(text, named.end())  # "những diện tích này"
    words = f"{named.group()} {read_tail(text[named.end() :])}" if named and not pointed else ""
    return tidy_name(words) if len(words.split()) > 2 else ""


def _named(noun: str, before: str) -> str:
    """`noun`, or its last syllables, with the words that tell it apart where it was named; ""."""
    syllables = noun.split()
    for at in range(len(syllables) - 1):
        words = re.escape(" ".join(syllables[at:]))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", before, re.IGNORECASE):
            tail = read_tail(before[match.end() :]).split()[:_NAME_WORDS]
            if len(tail) > 1 and not _NO_NAME.match(tail[0]):
                return " ".join([*syllables[:at], match.group(), *tail])
    return ""
