"""The time that an order sets, as written: "trước ngày 15/6", "trong quý II/2018"."""

import re

from meetingqa.facts import read_facts

_I = re.IGNORECASE
_DUE_WORD = re.compile(
    r"(?:(?:xong |hoàn thành |chậm nhất |muộn nhất |ngay )*(?:trước|đến|không (?:để )?quá|"
    r"chậm nhất|muộn nhất|trong|hết|vào"
    r")(?: hết| cuối| đầu| ngày| khi| dịp)*(?: (?:hai|ba|\d) năm)?\s*)+$",
    _I,
)
_DUE_NAMED = re.compile(
    r"(?<!\w)(?:trước|trong|ngay sau|ngay trong|chậm nhất|đến|đến hết|"
    r"xong trước)\s+(?:tết(?: nguyên đán)?(?: \w+ \w+)?|"
    r"mùa (?:mưa|khô|lũ|mưa bão|mưa lũ)|kỳ họp (?:sau|tới|giữa năm|cuối năm|thứ \w+)|(?:cuối|"
    r"đầu|giữa) (?:năm|tháng|quý)(?: nay| tới)?(?!\s*\d)|"
    r"\d+ giờ(?: \d+ phút)? (?:hằng|hàng|mỗi) ngày|năm nay|tháng này|quý này|cuối năm|hội nghị|tuần(?! tra))",
    _I,
)

# "… đến năm 2030, tầm nhìn đến năm 2045" is a strategy's name and no deadline.
_OUTLOOK = re.compile(r",? tầm nhìn(?!\w)|tầm nhìn (?:đến )?$", _I)


def find_due(text: str) -> str | None:
    """The time set for an order, as written ("trước ngày 15/6", "trong quý II/2018"); else None."""
    facts = read_facts(text)
    spans = sorted(
        [(m.start, m.end) for m in facts.moments] + [(p.start, p.end) for p in facts.periods]
    )
    best = ""
    for start, end in spans:
        lead = _DUE_WORD.search(text[max(0, start - 40) : start])
        if lead and not (_OUTLOOK.match(text, end) or _OUTLOOK.search(text[:start])):
            begin = start - len(lead.group())
            best = best or text[begin:end]
            if re.match(
                r"(?:xong |hoàn thành )*(?:trước|chậm|không|muộn|hạn)", text[begin:end], _I
            ):
                best = text[begin:end]
                break
    if not best and (named := _DUE_NAMED.search(text)):
        best = named.group()
    return " ".join(best.split()) or None
