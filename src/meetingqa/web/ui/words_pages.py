"""What the pages beside the chat say, in Vietnamese and English."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from meetingqa.web.ui.words_lists import WORDS
from meetingqa.web.ui.words_metrics import METRICS, SUITES

# name: (Vietnamese, English)
_WORDS: dict[str, tuple[str, str]] = {
    # Shared
    "language": ("vi", "en"),
    "error": ("Không làm được", "That did not work"),
    "hint": ("Gợi ý", "Hint"),
    "export": ("Xuất tệp", "Export"),
    "format": ("Dạng tệp", "File format"),
    "download": ("Tải về", "Download"),
    "nothing_to_export": ("Chưa có gì để xuất.", "There is nothing to export yet."),
    "exporting": ("Đang tạo tệp", "Making the file"),
    "empty_store": ("Kho chưa có bài nào", "The archive holds no articles yet"),
    "empty_store_do": (
        "Vào trang Kho bài để nạp bài báo đầu tiên.",
        "Go to the Archive page to add a first article.",
    ),
    "article": ("Bài", "Article"),
    "writer": ("Cách viết", "Writer"),
    "writer_auto": ("Tự chọn", "Automatic"),
    "writer_extractive": ("Trích nguyên văn", "Quotes only"),
    "writer_llm": ("Mô hình ngôn ngữ", "Language model"),
    "seconds": ("giây", "s"),
    "decimal_mark": (",", "."),
    "unknown": ("không rõ", "not known"),
    "from": ("Từ ngày", "From"),
    "to": ("Đến ngày", "To"),
    "day_example": ("ngày/tháng/năm", "day/month/year"),
    "bad_day": ("Không hiểu ngày “{}”", "“{}” is not a day"),
    "bad_day_do": ("Viết như 05/07/2024.", "Write it as 05/07/2024."),
    "bad_period": ("Ngày đầu sau ngày cuối", "The period ends before it begins"),
    "provinces": ("Tỉnh, thành", "Provinces"),
    "bodies": ("Cơ quan", "Bodies"),
    "source": ("Nguồn", "Source"),
    "show_source": ("Xem nguyên văn", "Show the words"),
    # Summary
    "summary_intro": (
        "Nội dung chính của từng cuộc họp. Bấm vào một ý để thấy đúng câu của nó trong bài.",
        "What each meeting came to. Press an entry to see its very words in the article.",
    ),
    "summarize": ("Tóm tắt", "Summarize"),
    "choose_article": ("Hãy chọn một bài trước.", "Choose an article first."),
    "no_summary": ("Chưa có bản tóm tắt", "No summary yet"),
    "no_summary_do": (
        "Chọn bài ở trên rồi bấm “Tóm tắt”.",
        "Choose an article above, then press “Summarize”.",
    ),
    "reading_article": ("Đang đọc bài", "Reading the article"),
    "model_writing": (
        "Đã trích {} ý theo quy tắc, mô hình đang viết gọn lại",
        "{} entries taken by rules; the model is wording them",
    ),
    "summary_done": ("{} ý, {} câu chưa được nhắc tới", "{} entries, {} sentences left out"),
    "finished_summary": ("Bản tóm tắt đã lập", "Finished summaries"),
    "finished_digest": ("Bản điểm tin đã lập", "Finished digests"),
    "finished_do": ("Chọn một bản đã lập ở trên.", "Choose a finished one above."),
    "finished_none_do": (
        "Biên tập viên lập bản nào thì bản đó hiện ở đây.",
        "What editors make appears here.",
    ),
    "finished_changed": (
        "Bài đã thay đổi từ khi lập bản này.",
        "An article has changed since this was made.",
    ),
    "finished_redo": ("Nhờ biên tập viên lập lại.", "An editor can make it anew."),
    "no_summary_open": ("Chưa mở bản tóm tắt nào", "No summary is open"),
    "no_digest_open": ("Chưa mở bản điểm tin nào", "No digest is open"),
    "entries": ("Nội dung chính", "Entries"),
    "full_article": ("Toàn văn bài báo", "Full article"),
    "held_on_day": ("họp ngày {}", "held {}"),
    "published_on_day": ("đăng ngày {}", "published {}"),
    "not_stated": ("Bài không nêu", "Not stated"),
    "uncovered": ("Câu chưa được nhắc tới", "Sentences left out"),
    "uncovered_note": (
        "Có số liệu, quyết định, tên hoặc nhiệm vụ mà tóm tắt chưa nêu. Đánh dấu câu cần đưa vào.",
        "They hold a figure, decision, name or task no entry tells. Tick those to take in.",
    ),
    "uncovered_none": (
        "Không sót câu nào có số liệu, quyết định, tên hay nhiệm vụ.",
        "No sentence with a figure, decision, name or task is left out.",
    ),
    "take_in": ("Đưa câu đã chọn vào tóm tắt", "Take the ticked sentences in"),
    "tick_first": ("Chưa đánh dấu câu nào.", "No sentence is ticked."),
    "taken_in": ("Đã đưa {} câu vào tóm tắt.", "{} sentences taken in."),
    "kind_figure": ("số liệu", "figure"),
    "kind_decision": ("quyết định", "decision"),
    "kind_name": ("tên", "name"),
    "kind_task": ("nhiệm vụ", "task"),
    "edit": ("Sửa", "Edit"),
    "save": ("Lưu", "Save"),
    "cancel": ("Thôi", "Cancel"),
    "restore": ("Trả lại câu cũ", "Restore"),
    "edited": ("Biên tập viên sửa, khớp nguyên văn", "Edited, proven by the quotes"),
    "edited_unproven": ("Biên tập viên sửa, chưa khớp nguyên văn", "Edited, not proven"),
    "edit_saved": ("Đã lưu, khớp nguyên văn.", "Saved; the quotes prove it."),
    "edit_flagged": ("Đã lưu, nhưng nguyên văn không chứng minh:", "Saved, but not proven:"),
    "edit_empty": ("Ý không được để trống.", "An entry cannot be empty."),
    "dropped": ("{} ý của mô hình bị loại", "{} of the model's entries dropped"),
    "field_meeting": ("Cuộc họp", "Meeting"),
    "field_held_on": ("Ngày họp", "Held on"),
    "field_place": ("Địa điểm", "Place"),
    "field_chair": ("Chủ trì", "Chair"),
    "field_attendees": ("Tham dự", "Attendees"),
    "field_agenda": ("Nội dung họp", "Agenda"),
    "field_results": ("Kết quả", "Results"),
    "field_figures": ("Số liệu", "Figures"),
    "field_shortcomings": ("Hạn chế", "Shortcomings"),
    "field_conclusions": ("Kết luận", "Conclusions"),
    "field_tasks": ("Nhiệm vụ được giao", "Tasks"),
    "field_decisions": ("Quyết định", "Decisions"),
    "field_personnel": ("Nhân sự", "Personnel"),
    "field_awards": ("Khen thưởng", "Awards"),
}


@cache
def page_words(language: str) -> Mapping[str, str]:
    """Every label in `language`: "en", else Vietnamese."""
    place = 1 if language == "en" else 0
    every = {**_WORDS, **WORDS}
    every |= {f"metric_{name}": both for name, both in METRICS.items()}
    every |= {f"suite_{name}": both for name, both in SUITES.items()}
    return MappingProxyType({name: both[place] for name, both in every.items()})
