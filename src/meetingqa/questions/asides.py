"""What is said to the archive but asks nothing of its articles: greetings, thanks, what day it is, what
the archive holds."""

import re
from typing import Literal

from meetingqa.language.text import fold, normalize

Aside = Literal["courtesy", "outside"]

_YOU = "(?: (?:ban|anh|chi|em|co|chu|bac|ad|admin|bot|tro ly|moi nguoi|cac ban))*"
_TAIL = "(?: (?:nhe|nha|nhi|a|oi|vay|the|roi|nhieu|rat nhieu|lam))*"
_COURTESY = re.compile(
    rf"(?:(?:xin |em |toi )*chao(?: buoi (?:sang|trua|chieu|toi))?|xin chao|hello|hi|hey|alo|"
    rf"(?:ok |oke |rat |xin |toi |em |chan thanh )*(?:cam on|cam ta|thanks?|thank you)|tam biet|bye|"
    rf"hen gap lai|ok|oke|tot lam|hay lam|hay qua|tuyet voi|ban khoe khong){_TAIL}{_YOU}{_TAIL}"
)
_HELD = "(?:tinh|thanh pho|bai|bai bao|bai viet|tai lieu|van ban)"
_STORE = "kho(?: du lieu| tu lieu| bai| nay)?"
_OUTSIDE = re.compile(
    rf"(?:hom nay(?: la)? (?:ngay|thu) (?:may|bao nhieu|nao|gi)|(?:bay gio |hien gio )?(?:la )?may gio|"
    rf"(?:danh sach|liet ke|ke ten|cho toi biet|cho xem)(?: (?:cac|nhung|tat ca|toan bo))* {_HELD} "
    rf"(?:co |hien co )?(?:o |trong ){_STORE}|"
    rf"(?:trong )?{_STORE} (?:dang |hien )?(?:co|gom|chua) (?:nhung |cac |bao nhieu |may ){_HELD}(?: nao| gi)?|"
    rf"co (?:nhung |cac |bao nhieu |may ){_HELD}(?: nao)? (?:o |trong ){_STORE}|"
    rf"ban (?:la ai|ten(?: la)? gi|(?:co the )?(?:lam|giup)(?: toi)? (?:duoc )?(?:nhung )?(?:gi|viec gi))){_TAIL}"
)


def read_aside(question: str) -> Aside | None:
    """Whether all that is said is a courtesy, or asks of what no article tells; None otherwise."""
    said = " ".join(re.findall(r"\w+", fold(normalize(question))))
    if _COURTESY.fullmatch(said):
        return "courtesy"
    return "outside" if _OUTSIDE.fullmatch(said) else None
