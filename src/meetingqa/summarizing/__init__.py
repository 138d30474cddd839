"""One article to a `MeetingSummary`: the fields an editor hands over, every entry on exact quotes."""

from meetingqa.summarizing.coverage import add_uncovered, entries_of, find_uncovered
from meetingqa.summarizing.drafting import SummaryDrafter
from meetingqa.summarizing.extractive import write_fields
from meetingqa.summarizing.figures import Figure, find_figures
from meetingqa.summarizing.summarizer import Summarizer, WriterName

__all__ = [
    "Figure",
    "Summarizer",
    "SummaryDrafter",
    "WriterName",
    "add_uncovered",
    "entries_of",
    "find_figures",
    "find_uncovered",
    "write_fields",
]
