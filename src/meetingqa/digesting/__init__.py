"""Digests over many meetings: by theme, duplicates merged, conflicts and follow-ups found."""

from meetingqa.digesting.digester import build_digest
from meetingqa.digesting.ranking import shorten
from meetingqa.digesting.themes import find_theme
from meetingqa.digesting.topics import Topic

__all__ = ["Topic", "build_digest", "find_theme", "shorten"]
