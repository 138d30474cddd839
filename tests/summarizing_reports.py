"""An invented report of a council session, and what a model says of it."""

import json
from datetime import date

from fakes import make_article
from fakes_llm import ScriptedChatModel
from meetingqa.domain import Article
from meetingqa.models.llm import LanguageModel

LEAD = (
    "Sáng 9/7, tại Hội trường tỉnh, HĐND tỉnh Thạch Lam khóa XI khai mạc kỳ họp thứ 7. Đồng chí Hoàng "
    "Bá Sinh, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì kỳ họp. Dự kỳ họp có các đồng chí: Trần "
    "Thị Lụa, Bí thư Tỉnh ủy; Vũ Đình Cảnh, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh; đại diện các sở, "
    "ban, ngành."
)
CAPTION = "Các đại biểu thông qua 12 nghị quyết"
RESULTS = (
    "Theo báo cáo của UBND tỉnh, 6 tháng đầu năm 2031, GRDP tăng 7,35% so với cùng kỳ; thu ngân sách "
    "nhà nước trên địa bàn đạt 2.845 tỷ đồng, bằng 54,1% dự toán. Toàn tỉnh có 64/92 xã đạt chuẩn nông "
    "thôn mới (69,6%)."
)
FAULTS = (
    "Tuy nhiên, giải ngân vốn đầu tư công còn chậm, mới đạt 31,2% kế hoạch, do nhiều dự án ở huyện Suối "
    "Đá vướng mặt bằng và thiếu đất đắp kéo dài qua nhiều tháng mùa mưa."
)
DECISIONS = (
    "Kỳ họp thông qua 12 nghị quyết, trong đó có Nghị quyết số 19/NQ-HĐND về mức học phí năm học 2031 - "
    "2032."
)
PERSONNEL = (
    "Về nhân sự, HĐND tỉnh bầu ông Lê Khắc Duy, Giám đốc Sở Nội vụ, giữ chức Phó Chủ tịch UBND tỉnh "
    "với 48/50 phiếu."
)
AWARDS = "Dịp này, UBND tỉnh tặng bằng khen cho 15 tập thể có thành tích xuất sắc."
CLOSING = (
    "Phát biểu bế mạc, đồng chí Hoàng Bá Sinh yêu cầu Sở Tài chính trình phương án bố trí vốn trước ngày "
    "15/8; UBND huyện Suối Đá bàn giao toàn bộ mặt bằng trong quý III. Đồng chí nhấn mạnh tinh thần dám "
    "nghĩ, dám làm của đội ngũ cán bộ."
)
TABLE = (
    "Chỉ tiêu | Kế hoạch | Thực hiện\n"
    "Trồng rừng (ha) | 4.200 | 2.310\n"
    "Tỷ lệ che phủ (%) | 52 | 51,4"
)
TEXT = f"{LEAD}\n\n{CAPTION}\n\n{RESULTS}\n\n{FAULTS}\n\n{TABLE}\n\n{DECISIONS}\n\n{PERSONNEL}\n\n{AWARDS}\n\n{CLOSING}"


def make_report(text: str = TEXT, **fields: object) -> Article:
    """The report as an article whose metadata were read."""
    known: dict[str, object] = {
        "title": "Kỳ họp thứ 7 HĐND tỉnh Thạch Lam",
        "held_on": date(2031, 7, 9),
        "published_on": date(2031, 7, 9),
        "province": "Thạch Lam",
        "body": "HĐND tỉnh",
        "session": "kỳ họp thứ 7 khóa XI",
        "chair": "Hoàng Bá Sinh",
    }
    return make_article(text, "bai.txt", **{**known, **fields})


def scripted(*entries: object) -> tuple[LanguageModel, ScriptedChatModel]:
    """A model that answers with `entries`, each JSON, text or an exception."""
    script = [
        entry if isinstance(entry, str | Exception) else json.dumps(entry, ensure_ascii=False)
        for entry in entries
    ]
    chat = ScriptedChatModel(script=script)
    return LanguageModel(chat, name="scripted"), chat
