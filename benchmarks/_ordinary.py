"""An ordinary brief: text, markup and style sheet of the reference page, the same bytes each time."""

from __future__ import annotations

from itertools import cycle, islice

STYLE = """
@page {
  size: letter; margin: 2cm;
  @top-left { content: string(title); font: 8pt Inter; color: #666 }
  @top-right { content: string(chapter); font: 8pt Inter; color: #666 }
  @bottom-left { content: "Confidential"; font: 8pt Inter; color: #666 }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Inter; color: #666 }
}
@page :first { @top-left { content: none } @top-right { content: none }
  @bottom-left { content: none } @bottom-right { content: none } }
:root { --primary: #1d4f7c; --line: #cfd6dd; --soft: #f2f5f8 }
body { font-family: "Reading Serif", serif; font-size: 10pt; line-height: 1.4; color: #222; hyphens: auto;
  text-align: justify }
h1, h2, h3 { font-family: Inter, sans-serif; font-weight: 600; color: var(--primary); text-align: left;
  hyphens: none; break-after: avoid }
h1 { font-size: 32pt; line-height: 1.15; margin: 6cm 0 .5cm; string-set: title content() }
h2 { font-size: 17pt; margin: 1.2em 0 .4em; string-set: chapter content() }
h3 { font-size: 12pt; margin: 1.2em 0 .3em }
p { margin: 0 0 .7em; orphans: 2; widows: 2 }
.cover { break-after: page }
.cover .subtitle { font-size: 15pt; color: #555; text-align: left }
.cover .meta { font-family: Inter; font-size: 9pt; margin-top: 8cm; border-top: 1pt solid var(--line);
  padding-top: .4cm }
.contents ol { list-style: none; padding: 0; font-family: Inter; font-size: 9pt }
.contents li { border-bottom: .5pt solid var(--line); padding: 3pt 0 }
.contents a { color: inherit; text-decoration: none }
.contents a::after { content: target-counter(attr(href), page); float: right }
.kpis { display: flex; gap: 12pt; margin: 1em 0 }
.kpi { flex: 1; background: var(--soft); border-radius: 4pt; padding: 8pt; font-family: Inter;
  font-size: 8pt; text-align: left }
.kpi b { display: block; font-size: 16pt; color: var(--primary) }
.call-out { background: var(--soft); border-left: 3pt solid var(--primary); padding: 8pt 10pt; margin: 1em 0;
  break-inside: avoid }
figure { margin: 1em 0; break-inside: avoid }
figure svg { width: 100%; height: auto }
figcaption, caption { font-family: Inter; font-size: 8pt; color: #555; text-align: left; margin: 4pt 0 }
table { width: 100%; border-collapse: collapse; font-family: Inter; font-size: 8.5pt; margin: 1em 0 }
thead { background: var(--primary); color: white }
th, td { padding: 3pt 6pt; border-bottom: .5pt solid var(--line); text-align: left; vertical-align: top; hyphens: none }
tbody tr:nth-child(even) { background: var(--soft) }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
"""

CHAPTERS = (
    "What we were asked", "How the office works today", "What it costs", "What goes wrong, and how often",
    "The two ways to buy support", "What could change the answer", "What we recommend",
)  # fmt: skip
PROSE = (
    "The office has grown from six people to nineteen in four years, and its computers have grown with it, one "
    "purchase at a time. Nobody planned the result. There are three makes of laptop, two file servers of which "
    "one is switched off only because nobody remembers what it holds, and a subscription for <em>every</em> "
    "service that a colleague once recommended. It works on most days, which is the reason why it was never "
    "looked at as a whole.",
    "We spoke with eleven of the nineteen, read the invoices of the last thirty months and counted the requests "
    "for help in the shared mailbox. Where the three sources disagreed we believed the invoices. The figures of "
    "this report are rounded, because the third digit of an estimate says nothing; the workings are in the annex "
    "and may be checked by anyone who has an afternoon.",
    "An hour in which a person cannot work costs the firm that hour, and often more: a colleague waits for a "
    "drawing, a customer is called back a day later, an order goes elsewhere. We count the hour at its "
    "<strong>full cost</strong> and half of what it would have earned, which is a cautious assumption; a busy "
    "firm would count more, and a quiet one less. Nothing in the recommendation depends on it alone.",
    "Support that is paid by the hour is cheap in a quiet month. It is also slow in a busy one, for the person "
    "who is called has other customers, and nobody has an interest in preventing the next call. Support for a "
    "monthly fee turns this around: each call costs the provider money, so there will be fewer of them, and the "
    "price of a bad year is known before it begins. What is bought is not repair but <em>evenness</em>.",
    "The contract should say in plain words what is not included. In the offers that we have seen, projects, "
    "licences, work outside office hours and everything to do with telephones are charged for separately, and "
    "together they came to between an eighth and a third of the fee. That is not dishonest, since each of them is "
    "named somewhere; but it has to be added before two offers are compared.",
    "Two of the eleven said that they would rather have nobody in the office whom they can ask than somebody on "
    "the telephone who reads from a script. The remark is worth more than it seems. Quality of support is "
    "remembered by its tone, and a provider that visits once a month, without a reason, is asked about small "
    "things before they become large ones. We would write the visit into the agreement.",
    "If the firm moves, or doubles, or is bought, most of this is void. We have therefore looked at what each "
    "option leaves behind: documents, passwords, a list of what is where. Handing over takes a week when they "
    "exist and two months when they do not, and the second case is the rule. Ask every provider, on the first "
    "day, for the list that would be given to the next one.",
)  # fmt: skip
POINTS = (
    "Ask for the list of everything that is <strong>not</strong> included, with prices.",
    "Ask how many hours the last ten customers of our size had to wait, not how many were promised.",
    "Ask who answers at seven in the evening, and what that person may decide alone.",
    "Ask what happens to passwords and records on the last day of the agreement.",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROWS = (
    ("Laptop or phone of one person", "each week", "2.5 hours", "{} a year"),
    ("Shared drive, printer or scanner", "each month", "4 hours", "{} a year"),
    ("Connection of the whole office, or the switchboard", "twice a year", "1 day", "{} a year"),
    ("Mail that is read by someone else", "once in three years", "2 weeks", "{} a year"),
    ("Licences and renewals", "each quarter", "none", "{} a year"),
)


def page() -> str:
    """The whole brief."""
    links = "".join(f'<li><a href="#c{number}">{name}</a></li>' for number, name in enumerate(CHAPTERS))
    prose, body = cycle(PROSE), []
    for number, name in enumerate(CHAPTERS):
        body.append(f'<h2 id="c{number}">{name}</h2>')
        body += [f"<p>{text}</p>" for text in islice(prose, 2)]
        body.append(_extra(number))
        body += [f"<h3>{name}, in detail</h3>", *(f"<p>{text}</p>" for text in islice(prose, 1))]
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>IT support</title></head>'
    cover = (
        '<section class="cover"><h1>How to buy IT support</h1><p class="subtitle">A brief for the partners</p>'
        '<p class="meta">Prepared in October, for the meeting of the partners on the ninth</p></section>'
    )
    contents = f'<nav class="contents"><h2>Contents</h2><ol>{links}</ol></nav>'
    return f"{head}<body>{cover}{contents}{''.join(body)}</body></html>"


def _extra(number: int) -> str:
    """What a chapter has besides prose."""
    points = "".join(f"<li>{point}</li>" for point in POINTS)
    values = (("$54,300", "in an ordinary year"), ("$81,000", "in a bad one"), ("31 hours", "lost by each"))
    kpis = "".join(f'<div class="kpi"><b>{value}</b>{what}</div>' for value, what in values)
    return (
        f'<div class="kpis">{kpis}</div><div class="call-out"><p>{PROSE[3]}</p></div>',
        chart(0) + f"<ul>{points}</ul>",
        table(0) + chart(1),
        table(1) + chart(2),
        table(2),
        chart(3),
        f'<ol>{points}</ol><div class="call-out"><p>{PROSE[5]}</p></div>',
    )[number]


def table(number: int) -> str:
    """A table of fourteen rows."""
    head = "<tr><th>What goes wrong</th><th>How often</th><th>Lost each time</th><th class='number'>Cost</th></tr>"
    rows = "".join(
        f"<tr><td>{what}</td><td>{often}</td><td>{lost}</td>"
        f'<td class="number">{cost.format(f"${(each + 3) * (number + 5) * 137:,}")}</td></tr>'
        for each, (what, often, lost, cost) in enumerate(islice(cycle(ROWS), 14))
    )
    return f"<table><caption>Table {number + 1}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"


def chart(number: int) -> str:
    """A chart of two series over twelve months: lines with points, or bars, with axes, a grid and a legend."""
    values = [[(each * 7 + series * 13 + number * 5) % 17 * 9 + 20 for each in range(12)] for series in range(2)]
    across = "".join(
        f'<g transform="translate(0,{220 - each * 40})"><line x2="540" stroke="#ddd"/>'
        f'<text x="-8" dy="4" text-anchor="end">{each * 10},000</text></g>'
        for each in range(6)
    )
    down = "".join(
        f'<g transform="translate({each * 45 + 22},220)"><line y2="5" stroke="#888"/>'
        f'<text y="18" text-anchor="middle">{month}</text></g>'
        for each, month in enumerate(MONTHS)
    )
    marks = "".join(_series(each, colour, number) for each, colour in zip(values, ("#1d4f7c", "#c46a2b"), strict=True))
    legend = "".join(
        f'<g transform="translate({400 + each * 75},-14)"><rect width="9" height="9" fill="{colour}"/>'
        f'<text x="14" y="8">{name}</text></g>'
        for each, (name, colour) in enumerate((("by hour", "#1d4f7c"), ("by fee", "#c46a2b")))
    )
    return (
        '<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 270" font-family="Inter" font-size="11">'
        f"<title>Cost by month, chart {number + 1}</title>"
        f'<g transform="translate(60,25)" fill="#555">{across}{down}{marks}{legend}</g></svg>'
        f"<figcaption>Figure {number + 1}. Cost of support by month, and what it would be for a fee.</figcaption>"
        "</figure>"
    )


def _series(values: list[int], colour: str, number: int) -> str:
    """The marks of one series: bars in every other chart, else a line with its points."""
    points = [(each * 45 + 22, 220 - value) for each, value in enumerate(values)]
    if number % 2:
        shift = 0 if colour == "#1d4f7c" else 14
        bars = (
            f'<rect x="{x - 14 + shift}" y="{y}" width="12" height="{220 - y}" fill="{colour}"/>' for x, y in points
        )
        return f"<g>{''.join(bars)}</g>"
    path = "L".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
    return f'<g><path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}</g>'
