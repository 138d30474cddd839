"""Words of articles that are fit to be shown."""

import pytest

from fakes import make_article
from meetingqa.rendering.showing import show_line, show_outlet, show_text, show_title, show_url


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://x.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example/a",
        "http://",
        "http://[::1",
        "https://x.example/a b",
        "https://x.example/\u202ea",
        "",
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert show_url(make_article("x", url=address, source="bai.txt")) is None


def test_an_address_cannot_leave_its_quotes() -> None:
    article = make_article("x", url="https://x.example/a\"><b>'(c)?d=é&e=%20")
    assert show_url(article) == "https://x.example/a%22%3E%3Cb%3E%27%28c%29?d=%C3%A9&e=%20"


def test_an_outlet_is_the_host_else_the_file() -> None:
    assert show_outlet(make_article("x", url="https://www.bao.example/1")) == "bao.example"
    assert show_outlet(make_article("x", source="https://bao.example/2")) == "bao.example"
    assert show_outlet(make_article("x", source="/home/lan/tin/bai.txt")) == "bai.txt"


def test_a_line_has_no_character_that_steers() -> None:
    assert show_line("a\x00b\u202ec\u2028d\ufeff\n\n e") == "a b c d e"
    assert show_title(make_article("Một hai ba.", title=" \u200b ")) == "Một hai ba."


def test_a_text_keeps_its_length() -> None:
    text = "một\x00hai\n\nba\u202e"
    assert show_text(text) == "một hai\n\nba "
    assert len(show_text(text)) == len(text)
