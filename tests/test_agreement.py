"""Amounts agree as a reader sees them: on the pages and PDFs of the samples; and each check sees what it is for.

The sixty companies at the edges are read in the same way in test_stress.
"""

from __future__ import annotations

import pytest

from agreement import disagreements, unprinted
from conftest import ROOT, Project
from printing import texts

CLIENTS = sorted(path.stem for path in (ROOT / "content" / "clients").glob("*.yml"))


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("edition", ["index.html", "one-pager.html"])
def test_amounts_agree(client: str, edition: str, built: Project) -> None:
    page = built.output()[f"briefs/{client}/{edition}"].decode()
    assert disagreements(page) == []


@pytest.mark.parametrize("client", CLIENTS)
def test_the_paper_has_the_amounts_of_the_page(client: str, built: Project) -> None:
    output = built.output()
    for page, paper in (("index", client), ("one-pager", "one-pager")):
        printed = texts(output[f"briefs/{client}/{paper}.pdf"])
        assert unprinted(output[f"briefs/{client}/{page}.html"].decode(), printed) == []


def test_the_sheet_says_what_the_report_says(built: Project) -> None:
    for client in CLIENTS:
        report, sheet = (built.output()[f"briefs/{client}/{name}.html"].decode() for name in ("index", "one-pager"))
        answers = [
            page[page.index('<section class="answer"') : page.index('<div class="closing">')]
            for page in (report, sheet)
        ]
        assert answers[0] == answers[1]


HARBOR = "briefs/harbor-dental/index.html"
CO_MANAGED = "briefs/northern-lakes-equipment-cooperative/index.html"
MISTAKES = {
    "a difference": (HARBOR, "costs $13,600 less than", "costs $13,700 less than", "differences"),
    "the total of a bar": (HARBOR, ">$67,000 a year</text>", ">$67,100 a year</text>", "parts"),
    "a part of a bar": (HARBOR, ">invoices $23,400</text>", ">invoices $23,500</text>", "parts"),
    "a part in the table": (HARBOR, '<td class="number">$23,400</td>', '<td class="number">$23,500</td>', "parts"),
    "the fees in the text": (HARBOR, "charges $38,900 a year", "charges $38,880 a year", "prose"),
    "the staff in the text": (CO_MANAGED, "still cost $101,100 a year", "still cost $101,000 a year", "prose"),
    "the saving of the tornado": (HARBOR, "$13,600 as things stand", "$13,700 as things stand", "saving"),
    "the lead on the factors": (HARBOR, "leads by 77.5 points", "leads by 77 points", "points"),
    "the years": (HARBOR, "In 16 of them", "In 15 of them", "dots"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_seen(what: str, built: Project) -> None:
    path, right, wrong, check = MISTAKES[what]
    page = built.output()[path].decode()
    assert right in page
    found = disagreements(page.replace(right, wrong))
    assert found and {fault.partition(":")[0] for fault in found} == {check}, found


def test_an_amount_that_is_not_printed_is_seen(built: Project) -> None:
    page = built.output()[HARBOR].decode()
    printed = texts(built.output()["briefs/harbor-dental/harbor-dental.pdf"])
    assert unprinted(page.replace("charges $38,900 a year", "charges $38,880 a year"), printed) == ["38,880"]
