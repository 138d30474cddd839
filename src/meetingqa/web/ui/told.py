"""Errors, refused files and checks in Vietnamese: elsewhere they speak the English of commands and programs."""

import re

from meetingqa.errors import (
    ArticleNotFoundError,
    DocumentNotFoundError,
    Forbidden,
    IndexMismatch,
    IndexMissing,
    JobNotFoundError,
    MeetingQAError,
    ModelError,
    ModelTimeout,
    RunNotFoundError,
    ServiceClosing,
    SignInFailed,
    SourceError,
    StoreError,
    StoreLocked,
    TooManyRequests,
    VersionNotFoundError,
)

# What happened and what to do; the nearest class of an error's counts.
_ERRORS: dict[type[MeetingQAError], tuple[str, str]] = {
    TooManyRequests: ("Bạn thao tác nhanh quá.", "Đợi một phút rồi làm lại."),
    Forbidden: ("Tài khoản này không được làm việc đó.", "Nhờ quản trị viên cấp quyền."),
    SignInFailed: ("Phiên làm việc đã hết.", "Hãy đăng nhập lại."),
    ServiceClosing: ("Dịch vụ đang khởi động lại.", "Làm lại sau một phút."),
    ArticleNotFoundError: ("Bài này không còn trong kho.", ""),
    VersionNotFoundError: ("Bản trước này không còn.", ""),
    DocumentNotFoundError: ("Văn bản này không còn.", "Hãy lập lại."),
    JobNotFoundError: ("Việc này không còn chạy.", ""),
    RunNotFoundError: ("Chưa chọn lần chạy nào.", "Bấm vào một lần chạy ở bảng trên."),
    IndexMissing: ("Kho chưa có bài nào.", "Nạp bài ở trang Kho bài."),
    IndexMismatch: ("Chỉ mục không khớp với cài đặt.", "Quản trị viên chạy `meetingqa reindex`."),
    StoreLocked: ("Kho đang được nạp bài ở nơi khác.", "Đợi nạp xong rồi làm lại."),
    StoreError: ("Kho không đọc được.", "Báo quản trị viên xem trang Tình trạng."),
    ModelTimeout: ("Mô hình chưa viết kịp.", "Làm lại, hoặc chọn “Trích nguyên văn”."),
    ModelError: ("Mô hình không viết được lúc này.", "Làm lại, hoặc chọn “Trích nguyên văn”."),
}
_JSONL = 'mỗi dòng cần có dạng {"text": "…"}'
# How a reason begins or what is in it, and what it comes to for who offered the file.
_REASONS = (
    (r"an empty (?:HTML )?file", "tệp rỗng"),
    (r"no article text|HTML page without text", "trong tệp không có nội dung bài báo"),
    (r"not a PDF", "không phải tệp PDF"),
    (r"a PDF with a password", "tệp PDF có mật khẩu; hãy lưu lại không mật khẩu"),
    (r"damaged PDF", "tệp PDF bị hỏng; hãy mở ra và lưu lại"),
    (r"a PDF without text", "tệp PDF chỉ có ảnh quét; hãy nhận dạng chữ (OCR) trước"),
    (r"an encrypted or old", "tệp Word có mật khẩu hoặc kiểu cũ (.doc); hãy lưu lại thành .docx"),
    (r"not a Word file", "không phải tệp Word; hãy lưu lại thành .docx"),
    (r"not a ZIP|damaged in the archive", "tệp nén bị hỏng; hãy nén lại"),
    (r"protected by a password", "tệp nén có mật khẩu; hãy nén lại không mật khẩu"),
    (r"an archive inside", "tệp nén nằm trong tệp nén; hãy giải nén trước"),
    (r"limit|unpacks to|members", "tệp quá lớn; hãy tách nhỏ"),
    (r"not JSON|a JSON |JSON nested|field '", _JSONL),
    (r"files of kind|unsupported kind|binary content", "không đọc được loại tệp này"),
    (r"not UTF-8|UTF-16|broken ", "bảng mã chữ lạ; hãy lưu lại dạng UTF-8"),
    (r"not HTML|HTML nested", "trang web bị hỏng; hãy lưu lại trang"),
)
# What the doctor says of a part, and what he advises.
_CHECKS = (
    (r"^(\d+) threads", r"\1 luồng"),
    (r"no AVX2 for the light encoder", "không có AVX2 cho bộ mã hoá nhẹ"),
    (r"(\d+)\.(\d) GB free", r"còn trống \1,\2 GB"),
    (r", not writable$", ", không ghi vào được"),
    (r"^every value makes sense$", "mọi giá trị đều dùng được"),
    (r"^writes answers: ", "viết câu trả lời: "),
    (r"^finds passages: ", "tìm đoạn văn: "),
    (r"^counts tokens: ", "đếm token: "),
    (r"^missing\b", "chưa có"),
    (r"^broken\b", "bị hỏng"),
    (r", not needed by the settings$", ", cài đặt hiện nay không cần"),
    (r"^none: answers are quotes$", "không dùng: câu trả lời là lời trích"),
    (r"\(not called\)$", "(chưa gọi thử)"),
    (r": nothing in it yet$", ": chưa có bài nào"),
    (r"(\d+) articles, (\d+) chunks", r"\1 bài, \2 đoạn"),
    (r", but (\d+) vectors", r", nhưng chỉ mục nghĩa có \1"),
    (r", but (\d+) words|, (\d+) words$", r", nhưng chỉ mục từ có \1\2"),
    (r"^run `(.+)`$", r"chạy `\1`"),
    (r"^if no ingest is running: (.+)$", r"nếu không có lượt nạp nào đang chạy: \1"),
    (r"^set (\w+) to a folder this user may write to$", r"đặt \1 là một thư mục ghi vào được"),
    (r"^set (\w+=\w+)$", r"đặt \1"),
)
_FILES = re.compile(r"(\d+) files in one upload")


def explain_error(error: MeetingQAError) -> tuple[str, str] | None:
    """What happened and what to do; None where only the error's own words can say it."""
    if many := _FILES.match(error.message):
        return f"{many[1]} tệp một lần là quá nhiều.", "Nạp ít tệp hơn, hoặc nén vào một tệp .zip."
    if isinstance(error, SourceError):
        return "Không đọc được tệp này.", explain_refusal(error.message)
    return next((_ERRORS[kind] for kind in type(error).__mro__ if kind in _ERRORS), None)


def explain_refusal(reason: str) -> str:
    """Why a file was not taken; the reason itself where it is not among the known ones."""
    return next((told for pattern, told in _REASONS if re.search(pattern, reason)), reason)


def explain_check(said: str) -> str:
    """What the doctor says of a part, or advises."""
    for pattern, words in _CHECKS:
        said = re.sub(pattern, words, said)
    return said
