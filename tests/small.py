"""A small project with something of every kind in it, built by the real recipes in little time.

An article, a second one and a draft; `birch`, a client with a file, a brand, a logo, a note and an export of
tickets of its own; `cedar` (a report) and `dogwood` (one page), two rows of one table; two brands; short templates.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from conftest import ROOT, Project

SETTINGS = """# What the whole site shares.
title = "Small answers"
description = "Two ways to buy IT support."
base_url = "https://www.example.com/"
brand = "plain"
as_of = 2026-11-02
"""
AUTHORS = "mo: {name: Mo Adler, role: writer}\nada: {name: Ada Quill, role: adviser}\n"
ARTICLE = """---
title: Two ways
description: Two ways to buy IT support.
date: 2026-10-06
authors: [mo]
editions: [post, whitepaper, brief, one-pager]
tags: [cost]
---

## Two ways {#ways}

You call, or somebody watches.

{% if comparison %}
## What it costs {#cost}

Break/fix costs {{ comparison.year.break_fix.total | money }} in an expected year.

::: chart annual-cost
Where the money goes.
:::
{% endif %}
"""
SECOND = """---
title: Second thoughts
description: What came later.
date: 2026-10-07
authors: [ada]
---

Think twice.
"""
DRAFT = SECOND.replace("Second thoughts", "Unfinished").replace("authors:", "draft: yes\nauthors:")
CLIENT = """# Birch is made up.
name: Birch Dental
fictional: yes
locale: en-US
currency: USD
brand: bright
logo: logo.svg
profile: {users: 10, devices: 12, sites: 1, hourly_wage: 30}
incidents:
  - name: Everything
    per_year: 20
    repair_hours: {median: 2, p90: 6, cap_hours: 24}
    people_affected: 5
    productivity_loss: 0.5
    revenue_per_hour: 100
    wait_hours: {break_fix: 4, managed: 1}
    prevented: {managed: 0.4}
break_fix: {hourly_rate: 120}
managed: {per_user_month: 110, onboarding_fee: 1000, out_of_scope_hours_per_year: 4, escalator: 0.03}
horizon: {months: 36, discount_rate: 0.06, incident_escalation: 0.03}
factors:
  operational_reliance: {answer: 4, weight: 40}
  budget_structure: {answer: 3, weight: 20}
  internal_it_capability: {answer: 5, weight: 20}
  risk_tolerance: {answer: 4, weight: 20}
tickets:
  file: desk.csv
  from: 2025-01-01
  to: 2025-12-31
  priorities: {Everything: [P1]}
"""
ROW = {
    "fictional": "yes",
    "locale": "en-US",
    "currency": "USD",
    "profile.users": "10",
    "profile.devices": "12",
    "profile.sites": "1",
    "profile.hourly_wage": "30",
    "incidents[0].name": "Everything",
    "incidents[0].per_year": "20",
    "incidents[0].repair_hours": "2",
    "incidents[0].people_affected": "5",
    "incidents[0].productivity_loss": "0.5",
    "incidents[0].revenue_per_hour": "100",
    "incidents[0].wait_hours.break_fix": "4",
    "incidents[0].wait_hours.managed": "1",
    "incidents[0].prevented.managed": "0.4",
    "break_fix.hourly_rate": "120",
    "managed.per_user_month": "110",
    "managed.onboarding_fee": "1000",
    "managed.out_of_scope_hours_per_year": "4",
    "managed.escalator": "0.03",
    "horizon.months": "36",
    "horizon.discount_rate": "0.06",
    "horizon.incident_escalation": "0.03",
    **{f"factors.{factor}.answer": "4" for factor in ("operational_reliance", "budget_structure")},
    **{f"factors.{factor}.answer": "3" for factor in ("internal_it_capability", "risk_tolerance")},
    **{
        f"factors.{factor}.weight": "25"
        for factor in ("operational_reliance", "budget_structure", "internal_it_capability", "risk_tolerance")
    },
}
CEDAR = {"id": "cedar", "name": "Cedar Books", "editions[0]": "brief", **ROW}
DOGWOOD = {"id": "dogwood", "name": "Dogwood Tools", "editions[0]": "one-pager", **ROW, "profile.users": "30"}
CEDAR_FILE = """name: Cedar Books
editions: [brief]
fictional: yes
locale: en-US
currency: USD
profile: {users: 10, devices: 12, sites: 1, hourly_wage: 30}
incidents:
  - {name: Everything, per_year: 20, repair_hours: 2, people_affected: 5, productivity_loss: 0.5,
     revenue_per_hour: 100, wait_hours: {break_fix: 4, managed: 1}, prevented: {managed: 0.4}}
break_fix: {hourly_rate: 120}
managed: {per_user_month: 110, onboarding_fee: 1000, out_of_scope_hours_per_year: 4, escalator: 0.03}
horizon: {months: 36, discount_rate: 0.06, incident_escalation: 0.03}
factors:
  operational_reliance: {answer: 4, weight: 25}
  budget_structure: {answer: 4, weight: 25}
  internal_it_capability: {answer: 3, weight: 25}
  risk_tolerance: {answer: 3, weight: 25}
"""
BESIDE = ("logo.svg", "desk.csv", "costs.md")
"""What is in the folder of Birch."""
FEW_WORDS = CLIENT.replace("logo: logo.svg\n", "").partition("tickets:")[0]
"""A client's file that names no other."""
TICKETS = "opened,resolved,priority,type,worked_hours\n" + "".join(
    f"2025-{month:02d}-{day:02d} 09:00,2025-{month:02d}-{day:02d} 12:00,P1,incident,{hours}\n"
    for month in range(1, 13)
    for day, hours in ((3, 1.5), (17, 0.75))
)
NOTE = "---\nafter: cost\n---\n\n## Since you asked\n\nWritten for Birch alone.\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20Z" fill="#225577"/></svg>\n'
BRAND = """meta: {{name: {name}}}
logo: {{images: {{wordmark: logo.svg}}, medium: wordmark}}
color:
  palette: {{ink: "#1a1c1e", paper: "#ffffff", deep: "{colour}"}}
  foreground: ink
  background: paper
  primary: deep
typography:
  fonts:
    - family: Public Sans
      source: file
      files:
        - {{path: fonts/text.ttf, weight: 400, style: normal}}
        - {{path: fonts/text.woff2, weight: 400, style: normal}}
  base: Public Sans
"""
PAGE = '<!doctype html><html lang="{{ site.language }}"><head><title>%s</title>%s</head><body>%s</body></html>\n'
FOR_CLIENT = "<!--screen--><style>{{ screen_css }}</style><!--/screen-->"
TEMPLATES = {
    "brief.html": PAGE % ("{{ client.name }}: {{ article.title }}", FOR_CLIENT,
        "{{ brand.logo_svg }}{% include 'parts/client-logo.html' %}<h1>{{ client.name }}</h1>{{ body }}"
        "{% include 'parts/foot.html' %}"),
    "one-pager.html": PAGE % ("{{ client.name }}", FOR_CLIENT, "<h1>{{ client.name }}</h1>"
        "<p>{{ comparison.year.managed.total | money }} a year</p>{% include 'parts/client-logo.html' %}"),
    "post.html": PAGE % ("{{ article.title }} – {{ site.title }}", "<link rel=stylesheet href='../assets/site.css'>",
        "<h1>{{ article.title }}</h1><p>{{ article.authors[0].name }}</p>{{ body }}{% include 'parts/foot.html' %}"),
    "whitepaper.html": PAGE % ("{{ article.title }}", "", "<h1>{{ article.title }}</h1>{{ body }}"
        "<p>{{ example.client.name }}</p>{{ chart('annual-cost') }}{% include 'parts/foot.html' %}"),
    "listing.html": PAGE % ("{{ site.title }}", "<link rel=stylesheet href='assets/site.css'>",
        "<h1>{{ site.title }}</h1>{% for post in posts %}<p>{{ post.title }}</p>{% endfor %}"),
    "parts/foot.html": "<footer>{{ brand.name }}, {{ text.published }}</footer>",
    "parts/spare.html": "<p>Nobody includes this.</p>",
    "styles/site.css": "{{ faces }}{{ tokens }}\nbody { font-family: var(--sans); color: var(--ink) }\n",
    "styles/print.css": "{{ faces }}{{ tokens }}\n@page { size: a5 }\nbody { font: 9pt 'Public Sans' }\n",
}  # fmt: skip


def table(*rows: Mapping[str, str], columns: Sequence[str] = ()) -> str:
    """Clients as a CSV file, a row each."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def files() -> Iterator[tuple[str, str | bytes]]:
    """Every file of the project."""
    yield "reportgen.toml", SETTINGS
    yield "content/authors.yml", AUTHORS
    yield "content/articles/two-ways.md", ARTICLE
    yield "content/articles/second.md", SECOND
    yield "content/articles/unfinished.md", DRAFT
    yield "content/clients/birch.yml", CLIENT
    yield "content/clients/birch/logo.svg", LOGO
    yield "content/clients/birch/desk.csv", TICKETS
    yield "content/clients/birch/costs.md", NOTE
    yield "content/clients/table.csv", table(CEDAR, DOGWOOD)
    for name in ("assumptions.yml", "factors.yml", "terms.yml", "example.yml"):
        yield f"content/{name}", (ROOT / "content" / name).read_bytes()
    for brand, colour in (("plain", "#1b4d43"), ("bright", "#8a2146")):
        yield f"content/brands/{brand}/_brand.yml", BRAND.format(name=brand.title(), colour=colour)
        yield f"content/brands/{brand}/logo.svg", LOGO
        for kind in ("ttf", "woff2"):
            yield f"content/brands/{brand}/fonts/text.{kind}", typeface(kind)
    for name, content in TEMPLATES.items():
        yield f"templates/{name}", content


def typeface(kind: str, weight: str = "regular") -> bytes:
    """A typeface of the sample content."""
    return (ROOT / f"content/brands/quillhaven/fonts/public-sans-{weight}.{kind}").read_bytes()


def begun(root: Path) -> Project:
    """The project in a folder of its own."""
    made = Project(root)
    made.write(dict(files()))
    return made


def copied(project: Project, root: Path, built: bool = True) -> Project:
    """The project somewhere else, with all that was built of it or without."""
    shutil.copytree(project.root, root, ignore=None if built else shutil.ignore_patterns("output", ".reportgen"))
    return Project(root)


BRIEF = ("comparison.json", "index.html", "{client}.pdf")
ONE_PAGER = ("comparison.json", "one-pager.html", "one-pager.pdf")


def of(client: str) -> set[str]:
    """The files of one client."""
    names = {"cedar": BRIEF, "dogwood": ONE_PAGER}.get(client, BRIEF + ONE_PAGER)
    return {f"briefs/{client}/{name.format(client=client)}" for name in names}
