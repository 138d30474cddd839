"""The list of a person's conversations: found by words, opened, exported, deleted."""

from collections.abc import Sequence
from datetime import date, datetime

from meetingqa.rendering.showing import show_day
from meetingqa.web.history import Listed
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words


def show_conversations(
    listed: Sequence[Listed], words: Words, *, current: str | None = None, found_by: str = ""
) -> str:
    """The list, the latest first."""

    def day(at: float) -> str:
        when = datetime.fromtimestamp(at)
        if when.date() == date.today():
            return f"{words('Hôm nay', 'Today')} {when:%H:%M}"
        return show_day(when.date())

    shown = {"listed": listed, "current": current, "found_by": found_by}
    return render("conversations.html", words, day=day, **shown)
