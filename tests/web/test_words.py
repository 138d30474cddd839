"""The labels of the pages: each that is used is there, each that is there is used."""

import re
from pathlib import Path

from meetingqa import web
from meetingqa.web.ui import words
from meetingqa.web.ui.words import ENGLISH, VIETNAMESE

# What is said of a name that is put together: "tab_" + a page's id.
USE = re.compile(r"""words(?:\.get\(|\[)f?(["'])(.+?)\1|"(?P<started>\w+_)" ~""")


def test_every_label_has_its_place_in_words_toml_and_a_use() -> None:
    labels = words._labels()
    used = "\n".join(
        path.read_text(encoding="utf-8")
        for path in Path(web.__file__).parent.rglob("*")
        if path.suffix in (".py", ".html")
    )
    named = {found[2] or found["started"] for found in USE.finditer(used)}
    begun = tuple(name.partition("{")[0] for name in named if "{" in name or name.endswith("_"))
    missing = {name for name in named - labels.keys() if not name.startswith(begun)}
    assert not missing
    assert not [
        name
        for name in labels
        if not name.startswith(begun) and not re.search(rf"""["']{re.escape(name)}["']""", used)
    ]


def test_a_number_is_told_in_the_page_s_language() -> None:
    assert VIETNAMESE.counted(1234, "one_article") == "1.234 bài"
    assert (ENGLISH.counted(1, "one_word"), ENGLISH.counted(2, "one_word")) == ("1 word", "2 words")
    assert (VIETNAMESE.seconds(0.01), ENGLISH.seconds(1.25)) == ("dưới 0,1 giây", "1.2 s")
