"""Holds an editor's own sentences against the archive: supported, contradicted or not found.

No model: retrieval finds the articles that may speak of the same thing, the proof layer decides.
"""

from meetingqa.checking.checker import Checker, find_statements
from meetingqa.checking.judging import judge

__all__ = ["Checker", "find_statements", "judge"]
