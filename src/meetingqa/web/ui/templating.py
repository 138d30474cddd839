"""Parts of pages from the templates beside: every value is escaped there, unless it is HTML of ours."""

from collections.abc import Callable
from functools import cache, wraps

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from meetingqa.rendering import showing
from meetingqa.rendering.digest_page import describe_scope, show_period
from meetingqa.web.ui import page_parts
from meetingqa.web.ui.words import Words


def render(template: str, words: Words, **values: object) -> str:
    """A template with the words of a page's language."""
    return _environment().get_template(template).render(words=words, **values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {name: value for name, value in vars(showing).items() if callable(value)}
    made.globals |= {"describe_scope": describe_scope, "show_period": show_period}
    parts = (page_parts.button, page_parts.icon, page_parts.link, page_parts.notice, page_parts.tag)
    made.globals |= {part.__name__: _marked(part) for part in parts}
    made.filters |= {"whose": showing.show_whose, "known": lambda key, known: known[key]}
    return made


def _marked(part: Callable[..., str]) -> Callable[..., Markup]:
    @wraps(part)
    def make(*given: object, **named: object) -> Markup:
        return Markup(part(*given, **named))

    return make
