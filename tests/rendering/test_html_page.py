"""The HTML file: links both ways, nothing that runs or is fetched, whatever an article holds."""

from lxml import html  # type: ignore[import-untyped]

from exported import ARTICLE, BUDGET, cite, make_digest, make_summary
from fakes import make_article
from meetingqa.domain import MeetingSummary, Point, SummaryFields, Trace
from meetingqa.rendering.exports import render_digest, render_summary

ATTACK = (
    "</title><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<a href='javascript:alert(3)'>bấm</a> \" onmouseover=\"alert(4) {{ 7 * 7 }} {% raw %}"
)


def parse(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data.decode())


def test_every_mention_leads_to_the_quote_and_the_quote_leads_back() -> None:
    root = parse(render_summary(make_summary(), "html"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in root.xpath("//a/@href[starts-with(., '#')]"):
        assert href[1:] in ids
    budget = next(li for li in root.xpath("//ol/li") if BUDGET in li.text_content())
    number = budget.get("id")[1:]
    place = root.get_element_by_id(f"q{number}")
    assert (place.tag, place.text) == ("mark", BUDGET)
    assert root.get_element_by_id(f"r{number}").get("href") == f"#q{number}"
    back = root.xpath(f"//div[@class='text']//a[@href='#r{number}']")
    assert len(back) == 1


def test_the_article_stands_below_word_for_word() -> None:
    root = parse(render_summary(make_summary(), "html"))
    text = root.xpath("//div[@class='text']")[0]
    for number in text.xpath(".//sup"):
        number.drop_tree()
    assert text.text_content() == ARTICLE.text


def test_quotes_that_overlap_are_all_marked() -> None:
    text = "Kỳ họp thông qua 19 nghị quyết về nhà ở và giao thông."
    article = make_article(text)
    quotes = ("thông qua 19 nghị quyết", "19 nghị quyết về nhà ở", "19 nghị quyết", text)
    points = tuple(Point(text="Ý", citations=(cite(quote, article),)) for quote in quotes)
    summary = MeetingSummary(
        article=article, fields=SummaryFields(results=points), trace=Trace(writer="extractive")
    )
    shown = parse(render_summary(summary, "html")).xpath("//div[@class='text']")[0]
    assert [shown.xpath(f"count(.//*[@id='q{n}'])") for n in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert [shown.xpath(f"count(.//a[@href='#r{n}'])") for n in (1, 2, 3, 4)] == [1, 1, 1, 1]
    marked = "".join(mark.text for mark in shown.iter("mark"))
    assert marked == text
    # What begins together has one mark; the others lead to an anchor just before it.
    assert shown.xpath(".//mark/@id") == ["q4", "q1", "q2"]


def test_an_attack_in_an_article_does_nothing() -> None:
    article = make_article(
        f"{ATTACK} Thu 5 tỷ đồng.", title=ATTACK, source=ATTACK, url="javascript:alert(5)"
    )
    point = Point(text=ATTACK, citations=(cite(ATTACK, article),))
    summary = MeetingSummary(
        article=article, fields=SummaryFields(meeting=point), trace=Trace(writer="extractive")
    )
    data = render_summary(summary, "html").decode()
    root = html.document_fromstring(data)
    assert root.xpath("//script|//img|//iframe|//object|//link|//base|//form") == []
    assert [name for name in root.xpath("//@*/..") if any(k[:2] == "on" for k in name.attrib)] == []
    assert [href for href in root.xpath("//@href") if not href.startswith("#")] == []
    assert root.find(".//title").text == " ".join(ATTACK.split())
    assert "{{ 7 * 7 }}" in root.text_content()


def test_nothing_is_fetched() -> None:
    data = render_digest(make_digest(), "html").decode()
    root = html.document_fromstring(data)
    assert root.xpath("//@src|//link|//script") == []
    style = root.find(".//style").text
    assert "url(" not in style and "@import" not in style
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy[0].startswith("default-src 'none'")
    outside = {href for href in root.xpath("//a/@href") if not href.startswith("#")}
    assert outside == {
        "https://baolamxuyen.example/thoi-su/ky-hop-18.html",
        "https://tinlamxuyen.example/24.html",
    }
    assert root.get("lang") == "vi"
