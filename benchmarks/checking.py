"""Measures the draft check: true sentences of a store, light paraphrases, and one changed fact each.

`python benchmarks/checking.py --store DIR` prints the table that docs/checking.md shows.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from meetingqa.assistant import Assistant
from meetingqa.domain import Article
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_sentences
from meetingqa.settings import load_settings

_UNITS = [
    ("tỷ đồng", "triệu đồng"), ("triệu đồng", "tỷ đồng"), ("ha", "km"), ("%", " điểm phần trăm"),
    ("triệu USD", "tỷ USD"), ("xã", "huyện"), ("hộ", "xã"), ("km", "ha"), ("người", "hộ"),
]  # fmt: skip
_SWAPS = {
    "direction": [("tăng", "giảm"), ("giảm", "tăng"), ("cao hơn", "thấp hơn"), ("vượt", "hụt")],
    "office": [("Phó Chủ tịch", "Chủ tịch"), ("Chủ tịch", "Phó Chủ tịch"), ("Phó Bí thư", "Bí thư"),
               ("Phó Giám đốc", "Giám đốc"), ("Giám đốc", "Phó Giám đốc"), ("Bí thư", "Phó Bí thư")],
    "negation": [("chưa ", ""), ("không ", ""), ("đã hoàn thành", "chưa hoàn thành"),
                 ("hoàn thành", "không hoàn thành"), ("thông qua", "không thông qua"),
                 ("đạt", "không đạt"), ("đã ", "chưa "), ("thống nhất", "không thống nhất")],
}  # fmt: skip
_SYNONYMS = [
    ("cho biết", "thông tin"), ("nhấn mạnh", "lưu ý"),
    ("yêu cầu", "đề nghị"), ("hoàn thành", "làm xong"), ("tổ chức", "tiến hành"),
    ("ước đạt", "ước khoảng"), ("so với cùng kỳ", "so cùng kỳ năm trước"), ("tăng", "tăng thêm"),
    ("Đồng chí", "Ông"), ("đồng chí", "ông"), ("trong đó", "trong số đó"), ("giao", "phân công"),
    ("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("NTM", "nông thôn mới"),
    ("trên địa bàn", "ở địa bàn"), ("còn", "vẫn còn"), ("đã ", ""), ("các ", "những "),
    ("bằng", "tương đương"), ("gồm", "bao gồm"), ("phê duyệt", "duyệt"),
]  # fmt: skip
_LEAD = re.compile(r"^((?:Sáng|Chiều|Ngày|Tối|Đến|Tại|Trong)[^,]{3,40}), (.+?)([.!]?)$", re.DOTALL)
SWAPPED = frozenset({"year", "province"})  # another subject: "unsupported" is right too


class Case(NamedTuple):
    """A statement, how it was made from its article, and whether it is still true."""

    kind: str
    statement: str
    article: Article
    true: bool


def make_cases(articles: Sequence[Article], per_article: int, seed: int = 7) -> Iterator[Case]:
    """True, paraphrased and changed sentences of articles; the same for the same seed."""
    rng = random.Random(seed)
    provinces = sorted({a.province for a in articles if a.province})
    for article in articles:
        spans = split_sentences(article.text)
        texts = [article.text[s.start : s.end] for s in spans]
        telling = [t for t in texts if 8 <= len(t.split()) <= 60 and t[-1] in ".!;" and _facts(t)]
        for text in rng.sample(telling, min(per_article, len(telling))):
            yield Case("verbatim", text, article, True)
            for kind, made in _paraphrases(text, rng):
                if made and made != text:
                    yield Case(kind, made, article, True)
            for kind, made in _mutations(text, article, provinces, rng):
                if made and made != text and made not in article.text:
                    yield Case(kind, made, article, False)


def _facts(text: str) -> bool:
    facts = read_facts(text)
    return bool(facts.quantities or facts.people or facts.documents or facts.moments)


def _paraphrases(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    yield "led in", f"Theo báo cáo, {text[0].lower() + text[1:] if text[1:2].islower() else text}"
    fitting = [(a, b) for a, b in _SYNONYMS if re.search(_whole(a), text)]
    made = text
    for a, b in rng.sample(fitting, min(2, len(fitting))):
        made = re.sub(_whole(a), b, made, count=1)
    yield "synonyms", made
    if match := _LEAD.match(text):
        rest = match[2][0].upper() + match[2][1:]
        yield "reordered", f"{rest} {match[1][0].lower() + match[1][1:]}{match[3] or '.'}"
    clauses = text.rstrip(".!;").split(", ")
    if len(clauses) > 2 and len(", ".join(clauses[:-1]).split()) > 8:
        yield "shortened", ", ".join(clauses[:-1]) + "."


def _mutations(
    text: str, article: Article, provinces: Sequence[str], rng: random.Random
) -> Iterator[tuple[str, str]]:
    facts = read_facts(text)
    if facts.quantities:
        figure = rng.choice(facts.quantities)
        yield "number", _change_digit(text, figure.start, figure.end, rng)
    for kind, swaps in _SWAPS.items():
        fitting = [(a, b) for a, b in swaps if re.search(_whole(a), text)]
        if fitting:
            a, b = rng.choice(fitting)
            yield kind, re.sub(_whole(a), b, text, count=1)
    measured = [(q, a, b) for q in facts.quantities for a, b in _UNITS if q.text.endswith(a)]
    if measured:
        figure, a, b = rng.choice(measured)
        yield "unit", text[: figure.start] + figure.text.removesuffix(a) + b + text[figure.end :]
    days = [m for m in facts.moments if m.day]
    if days:
        day = rng.choice(days)
        other = str(day.day % 27 + 1 if day.day else 1)
        yield "date", text[: day.start] + re.sub(r"\d+", other, day.text, count=1) + text[day.end :]
    for kind, labels in (("document", facts.documents), ("ordinal", facts.ordinals)):
        fitting_labels = [label for label in labels if re.search(r"\d", label.text)]
        if fitting_labels:
            label = rng.choice(fitting_labels)
            yield kind, _change_digit(text, label.start, label.end, rng)
    known = [p.name for p in read_facts(article.text).people]
    if facts.people:
        person = rng.choice(facts.people)
        others = [name for name in known if name not in text]
        if others:
            yield "name", text.replace(person.name, rng.choice(others), 1)
    years = [m for m in facts.moments if m.year and not m.day]
    if years:
        year = rng.choice(years)
        changed = year.text.replace(str(year.year), str((year.year or 0) - rng.choice([1, 2])))
        yield "year", text[: year.start] + changed + text[year.end :]
    if article.province and article.province in text and len(provinces) > 1:
        yield (
            "province",
            text.replace(
                article.province, rng.choice([p for p in provinces if p != article.province])
            ),
        )


def _whole(words: str) -> str:
    return rf"(?<![\w-])(?<!Phó )(?<!chưa )(?<!không ){re.escape(words)}" + (
        r"(?!\w)" if words[-1].isalnum() else ""
    )


def _change_digit(text: str, start: int, end: int, rng: random.Random) -> str:
    places = [i for i in range(start, end) if text[i].isdigit()]
    at = places[-1] if len(places) < 3 else rng.choice(places)
    digits = [d for d in "123456789" if d != text[at]]
    return text[:at] + rng.choice(digits) + text[at + 1 :]


def run(
    check: Callable[[Case], str], cases: Sequence[Case]
) -> tuple[dict[str, Counter[str]], list[tuple[str, Case]]]:
    """Verdicts counted by kind, and the cases whose verdict is wrong."""
    table: dict[str, Counter[str]] = {}
    wrong = []
    for case in cases:
        verdict = check(case)
        table.setdefault(case.kind, Counter())[verdict] += 1
        right = {"supported"} if case.true else {"contradicted"}
        if case.kind in SWAPPED:
            right.add("unsupported")
        if verdict not in right:
            wrong.append((verdict, case))
    return table, wrong


def main() -> None:
    """Print the table, and with --wrong every wrong verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--per-article", type=int, default=4)
    parser.add_argument("--limit", type=int, default=1000, help="articles")
    parser.add_argument("--open", action="store_true", help="search the archive, name no source")
    parser.add_argument("--wrong", type=Path)
    options = parser.parse_args()
    with Assistant(load_settings(store_dir=options.store)) as assistant:
        articles = list(assistant.store().library.iter_articles())[: options.limit]
        cases = list(make_cases(articles, options.per_article))

        checker = assistant.checker()

        def check(case: Case) -> str:
            source = None if options.open else case.article.article_id
            return checker.check(case.statement, source=source).verdict

        table, wrong = run(check, cases)
    print("| made by | n | supported | contradicted | unsupported |\n|---|---|---|---|---|")
    for kind, counts in table.items():
        n = sum(counts.values())
        shares = (
            f"{100 * counts[v] / n:.1f} %" for v in ("supported", "contradicted", "unsupported")
        )
        print(f"| {kind} | {n} | {' | '.join(shares)} |")
    if options.wrong:
        lines = [
            f"{case.kind}\t{verdict}\t{case.article.source}\t{case.statement}"
            for verdict, case in wrong
        ]
        options.wrong.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
