"""What an article's words say about its meeting: dates, province, body, session, chair."""

from dataclasses import dataclass
from datetime import date

from meetingqa.cleaning import Cleaned
from meetingqa.meeting_dates import find_held, find_published
from meetingqa.meetings import CENTRAL, find_body, find_session, speaks_of_centre
from meetingqa.people import find_chair
from meetingqa.provinces import find_province, named_places
from meetingqa.text import unify_tone_marks


@dataclass(frozen=True)
class Metadata:
    """The fields that the words of an article settle; None where they do not."""

    published_on: date | None
    held_on: date | None
    province: str | None
    body: str | None
    session: str | None
    chair: str | None


def read_metadata(
    cleaned: Cleaned,
    *,
    published_on: date | None = None,
    province: str | None = None,
    site: str = "",
) -> Metadata:
    """The metadata of a cleaned article. What its file declares comes first.

    `site` is what a saved page says of itself outside the article (name, foot).
    """
    title, text = cleaned.title or "", cleaned.text
    body = find_body(title, text)
    if province is None and (body in CENTRAL or speaks_of_centre(title, text)):
        province = find_province(title, "")
    elif province is None:
        province = find_province(title, text, "\n".join([*cleaned.masthead, site]))
    published = find_published(cleaned, published_on)
    places = [*named_places(title, text), *([province] if province else [])]
    return Metadata(
        published_on=published,
        held_on=find_held(cleaned, published),
        province=province,
        body=body,
        session=find_session(title, text),
        # Names are given in one spelling of tone marks, so that two outlets' agree.
        chair=find_chair(unify_tone_marks(text), places),
    )
