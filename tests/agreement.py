"""What a reader with a pencil would find wrong in a report: amounts on a page that do not agree, one line for each.

Everything is read from the finished page, as its reader sees it, and nothing from comparison.json.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

STRINGS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "templates" / "strings" / "en.toml").read_text(encoding="utf-8")
)
OPTION = "(break/fix|co-managed IT|managed IT)"
PART = {name: text.casefold() for name, text in STRINGS["chart"]["part"].items()}
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Chart:
    """A chart as it is read: its title, what it says to a screen reader, its labels, and its table."""

    title: str
    description: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        return self.rows[0]

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        return self.rows[1:]


class Report:
    """A client's page as it is read."""

    def __init__(self, page: str) -> None:
        self.page = page.replace("\N{WORD JOINER}", "")

    @cached_property
    def text(self) -> str:
        """The words of the page, without the exact figures in the trail and in the appendix."""
        kept = re.sub(r'<details class="data trail">.*?</details>|<svg.*?</svg>', " ", self.page, flags=re.S)
        return words(kept.partition('<section class="appendix')[0])

    @cached_property
    def totals(self) -> dict[str, float]:
        """What each option costs in an average year, from the answer page."""
        found = re.findall(r'<p class="name">([^<]*),<br>average year</p><p class="value">(.*?)</p>', self.page)
        return {words(name).casefold(): amount(words(value)) for name, value in found}

    def chart(self, name: str) -> Chart | None:
        """A chart by its name; None where the report does not have it."""
        figure = re.search(rf'<figure class="figure figure-{name}">(.*?)</figure>', self.page, re.S)
        if not figure:
            return None
        (title,) = re.findall(r'<p class="message">(.*?)</p>', figure[1], re.S)
        (described, *_) = re.findall(r"<desc>(.*?)</desc>", figure[1], re.S)
        labels = re.findall(r"<text[^>]*>(.*?)</text>", figure[1], re.S)
        return Chart(words(title), words(described), tuple(map(words, labels)), tuple(rows(figure[1])))

    def table(self, first: str) -> list[tuple[str, ...]]:
        """The rows of the table whose head begins with these words."""
        tables = (list(rows(each)) for each in re.findall(r"<table.*?</table>", self.page, re.S))
        return next((table for table in tables if table and table[0][0].startswith(first)), [])


def disagreements(page: str) -> list[str]:
    """Everything on a page that a reader can check and that does not hold."""
    report = Report(page)
    checks = (differences, parts, added_up, by_incidents, saving, dots, shares, points, prose, people)
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(report)]


def differences(report: Report) -> Iterator[str]:
    """A difference in a sentence is that of the two amounts beside it, and a share is that of the cheaper one."""
    totals = report.totals
    for cheap, less, dear in re.findall(
        f"{OPTION} costs ([^;.]*?) less than {OPTION} in an average", report.text, re.I
    ):
        first, second = totals[cheap.casefold()], totals[dear.casefold()]
        yield from unequal(amount(less), second - first, f"{cheap} costs {less} less than {dear}")
        for share in re.findall(
            rf"costs {re.escape(less)} less .{{0,60}}? a difference of ([^ ,.:]*\s?%)", report.text
        ):
            yield from off(share, (second - first) / first, f"a difference of {share}")
    for dear, share, cheap in re.findall(
        rf"{OPTION} costs (\S{1, 9}\s?%) more than {OPTION} in an average", report.text, re.I
    ):
        first, second = totals[cheap.casefold()], totals[dear.casefold()]
        yield from off(share, (second - first) / first, f"{dear} costs {share} more than {cheap}")
    for one, other in re.findall(f"{OPTION} and {OPTION} cost the same in an average year", report.text, re.I):
        yield from unequal(totals[one.casefold()], totals[other.casefold()], f"{one} and {other} cost the same")


def parts(report: Report) -> Iterator[str]:
    """The parts of a bar add up to its total, in the drawing and in the table; the total is that of the answer."""
    chart = report.chart("annual-cost")
    if not chart:
        return
    for column, option in enumerate(chart.head[1:], start=1):
        total = report.totals[option.casefold()]
        amounts = [amount(row[column]) for row in chart.body]
        yield from unequal(sum(amounts[:-1]), amounts[-1], f"the parts of {option}")
        yield from unequal(amounts[-1], total, f"the total of {option}")
    names = "|".join(sorted(map(re.escape, PART.values()), key=len, reverse=True))
    bars: list[tuple[float, list[float]]] = []
    for label in chart.labels:
        if label.endswith(" a year"):
            bars.append((amount(label), []))
        elif part := re.match(rf"(?:{names}) (.*)", label, re.I):
            bars[-1][1].append(amount(part[1]))
    for total, found in bars:
        yield from unequal(sum(found), total, f"the labels of a bar of {total:,.0f}")


def added_up(report: Report) -> Iterator[str]:
    """The first year is a steady year and the onboarding; title and labels say what the table does."""
    chart = report.chart("cumulative-cost")
    if not chart:
        return
    last = {option.casefold(): amount(cell) for option, cell in zip(chart.head[1:], chart.body[-1][1:], strict=True)}
    onboarding = re.search(r"in fees, and (\S.*?) once, at the start", report.text)
    for row in chart.body:
        if row[0] == "12":
            first = dict(zip((each.casefold() for each in chart.head[1:]), map(amount, row[1:]), strict=True))
            yield from unequal(first["break/fix"], report.totals["break/fix"], "the first year of break/fix")
            start = amount(onboarding[1]) if onboarding else 0
            yield from unequal(first["managed it"], report.totals["managed it"] + start, "the first year of managed IT")
    for cheap, less, dear in re.findall(f"{OPTION} comes to (.*?) less than {OPTION}", chart.title, re.I):
        yield from unequal(amount(less), last[dear.casefold()] - last[cheap.casefold()], chart.title)
    for cell in chart.body[-1][1:]:
        if chart.labels.count(cell) < 2:
            yield f"the line does not end at {cell}, wide and narrow"


def by_incidents(report: Report) -> Iterator[str]:
    """At the client's own number of incidents the lines are at the totals, and at the break-even they meet."""
    chart = report.chart("cost-by-incidents")
    if not chart:
        return
    own = [report.totals[option.casefold()] for option in chart.head[1:]]
    found = [[amount(cell) for cell in row[1:]] for row in chart.body]
    if own not in found:
        yield f"no row has the totals {own}"
    for label in chart.labels:
        if label.startswith("same cost at "):
            number = label.removeprefix("same cost at ")
            met = [row[1:] for row in chart.body if row[0] == number]
            if not any(first == second for first, second in met):
                yield f"at {number} incidents the costs are {met}"


def saving(report: Report) -> Iterator[str]:
    """The saving as things stand is the difference of two totals, and the title speaks of the first bar."""
    chart = report.chart("tornado")
    if not chart:
        return
    (told,) = re.findall(f"saving of {OPTION}, (.*?) as things stand", chart.description)
    expected = report.totals["break/fix"] - report.totals[told[0].casefold()]
    yield from unequal(amount(told[1]), expected, f"a saving of {told[1]}")
    first = {abs(amount(cell)) for cell in chart.body[0][3:]}
    for each in re.findall(
        r"saves (.*?) to (.*)|costs (.*?) to (.*?) more|costs (.*?) more, or saves (.*)", chart.title
    ):
        said = {amount(text) for text in each if text}
        if said != first:
            yield f"the title says {said}, the first bar {first}"
    for row in chart.body:
        for cell in row[3:]:
            if cell not in chart.labels:
                yield f"{cell} in the table is no label of a bar"


def dots(report: Report) -> Iterator[str]:
    """The years are counted as the dots lie, and the largest and smallest amounts are those of the table."""
    chart = report.chart("twenty-dots")
    if not chart:
        return
    amounts = [amount(row[1]) for row in chart.body]
    (more, low, high) = re.findall(r"In (\d+) of them .*? They run from (.*) to (.*)\.", chart.description)[0]
    yield from unequal(sum(each > 0 for each in amounts), int(more), f"{more} years")
    yield from unequal(min(amounts), amount(low), f"from {low}")
    yield from unequal(max(amounts), amount(high), f"to {high}")
    for said in re.findall(r'<p class="value">(\d+)<span class="unit"> of 20 years', report.page):
        yield from unequal(int(said), int(more), f"{said} of 20 years")


def shares(report: Report) -> Iterator[str]:
    """Weights add up to 100, and so do the shares of the weightings, unless one is only bounded."""
    chart = report.chart("factor-profile")
    if not chart:
        return
    yield from unequal(sum(number(row[1]) for row in chart.body[:-1]), 100, "the weights")
    bar = [label for label in chart.labels if re.fullmatch(rf"{OPTION} [<>]?\d+\s?%", label, re.I)]
    if bar and not any(sign in label for label in bar for sign in "<>"):
        yield from unequal(sum(int(re.findall(r"\d+", label)[-1]) for label in bar), 200, "the shares, wide and narrow")


def points(report: Report) -> Iterator[str]:
    """The lead in a sentence is the difference of the two best scores, which the heading repeats."""
    chart = report.chart("factor-profile")
    if not chart:
        return
    best, second = sorted(map(number, chart.body[-1][2:]), reverse=True)[:2]
    for lead in re.findall(r"leads by (\S{1,6}) points? of 100\b", report.text):
        yield from unequal(number(lead), best - second, f"a lead of {lead} points")
    for first, other in re.findall(r"\b(\d[\d.,]{0,5}) points of 100 to (\d[\d.,]{0,4}\d|\d)", report.text):
        yield from unequal(number(first), best, f"{first} points in the heading")
        yield from unequal(number(other), second, f"{other} points in the heading")


def prose(report: Report) -> Iterator[str]:
    """What the text says of a part is what the chart says of it."""
    chart = report.chart("annual-cost")
    if not chart:
        return
    columns = {option.casefold(): place for place, option in enumerate(chart.head)}
    cells = {row[0].casefold(): row for row in chart.body}

    def part(name: str, option: str) -> float:
        return amount(cells[PART[name]][columns[option]]) if PART[name] in cells else 0

    for said in re.findall(r"compared here charges (.*?) a year in fees", report.text):
        yield from unequal(amount(said), part("fees", "managed it"), f"fees of {said}")
    for said in re.findall(r"That comes to (.*?) a year in fees", report.text):
        yield from unequal(amount(said), part("fees", "co-managed it"), f"fees of {said}")
    for said in re.findall(r"staff would still cost (.*?) a year\.", report.text):
        yield from unequal(amount(said), part("internal", "managed it"), f"staff of {said}")
    lost, billed = sum(part(name, "break/fix") for name in ("productivity", "revenue")), part("invoices", "break/fix")
    for pattern, share in (("no_invoice", lost), ("invoice", billed)):
        said = re.escape(STRINGS["sentences"]["heading"][pattern]).replace(r"\{share\}", r"(\S{1,9}?\s?%)")
        for each in re.findall(said, report.text):
            yield from off(each, share / (lost + billed), each)
    table = report.table("In a year")
    if table and table[0][-1].startswith("One year in 20"):
        worst = {row[0].casefold(): amount(row[-1]) for row in table[1:]}
        for heading in re.findall(r"<h2[^>]*id=\"risk\"[^>]*>(.*?)</h2>", report.page):
            bad = set(worst.values())
            said = re.search(r"costs (.*?) with break/fix(?: and|,) (.*?) with", words(heading))
            if said and not {amount(said[1]), amount(said[2])} <= bad:
                yield f"the heading of the bad year says {said[0]}, the table {worst}"


def people(report: Report) -> Iterator[str]:
    """Hours without a system for each person, times the people, are the hours of all: within the rounding of both."""
    users = re.search(r"for (\S+) (?:people|person) using IT", report.text)
    each = re.search(r"hours without a system a person|Downtime a person", report.text)
    table = report.table("In a year")
    value = re.search(r'<p class="value">([^<]*)<span class="unit"> hours a year', report.page)
    if not (users and each and table and value) or "Person-hours without a system" not in table[0]:
        return
    column = table[0].index("Person-hours without a system")
    one, every, count = number(value[1]), number(table[1][column]), number(users[1])
    if abs(one * count - every) > 0.0501 * count + 0.0501:
        yield f"{one} hours for each of {count:,.0f} people are not {every:,.1f}"


def unprinted(page: str, pages: Sequence[str]) -> list[str]:
    """Amounts that the page shows on paper, as often as it does so, and that are not in the texts of the PDF."""
    hidden = r"<!--screen-->.*?<!--/screen-->|<style.*?</style>|<(title|desc)\b.*?</\1>|<span class=\"fill\">.*?</span>"
    kept = re.sub(hidden, " ", page, flags=re.S)
    wanted, found = Counter(figures(words(kept))), Counter(figures(" ".join(pages)))
    return sorted((wanted - found).elements())


def figures(text: str) -> list[str]:
    """The numbers in a text that have separators or many digits: amounts, mostly."""
    plain = re.sub(r"[\u00a0\u202f]", " ", re.sub("[\u2060\ufffe\u0002\u00ad]", "", text))
    return re.findall(r"[1-9]\d{0,2}(?:[ .,’]\d{3})+|[1-9]\d{3,}", plain)


def rows(markup: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table, cell by cell."""
    for row in re.findall(r"<tr>(.*?)</tr>", markup, re.S):
        yield tuple(map(words, re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.S)))


def words(markup: str) -> str:
    """The words in markup, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split()).replace(" ,", ",").replace(" .", ".")


def amount(text: str) -> float:
    """A whole amount in any notation: `−$5,800`, `16 300 $`, `$1.24 million`."""
    scale = 10**9 if "billion" in text else 10**6 if "million" in text else 1
    sign = -1 if re.search(rf"[{MINUS}-]\s*\D*\d", text) else 1
    digits = re.sub(r"[^\d.]" if scale > 1 else r"\D", "", re.sub(r"[.,]00\b", "", text))
    return sign * round(float(digits) * scale, 2)


def number(text: str) -> float:
    """A number with at most one separator for decimals: `12.5`, `12,5`, `1,234.5`."""
    whole, mark, rest = re.fullmatch(r"(0(?=[.,])|.*?)(?:([.,])(\d{1,2}|(?<=^0.)\d{3}))?", text).groups()  # type: ignore[union-attr]
    return float(re.sub(r"\D", "", whole) + (f".{rest}" if mark else ""))


def off(text: str, share: float, what: str) -> Iterator[str]:
    """Say so when a share is not the one shown, with the digits that are shown; `<1%` and `>99%` are bounds."""
    shown = number(re.sub(r"[<>%\s]", "", text))
    digits = len(text.partition(".")[2].rstrip("% ")) or len(text.partition(",")[2].rstrip("% \u00a0\u202f"))
    bounded = ("<" in text and share < 0.01) or (">" in text and share > 0.99)
    if not bounded and abs(shown - 100 * share) > 0.500001 * 10**-digits:
        yield f"{what}, but by the amounts beside it {100 * share:.4g}%"


def unequal(found: float, wanted: float, what: str) -> Iterator[str]:
    """Say so when two amounts differ."""
    if abs(found - wanted) > 1e-6:
        yield f"{what}: {found:,.10g} is not {wanted:,.10g}"
