"""Sixty made-up companies at the edges: whatever they say, the page is whole; and each check sees what it is for."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

import geometry
import stress
from agreement import disagreements, unprinted
from conftest import Project, copied
from printing import maker, printed, texts

Make = Callable[[str], bytes]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a file of the sixty, each once, by the recipes and without a store."""
    project = copied(tmp_path_factory.mktemp("stress"), ())
    project.write({f"content/clients/{name}.yml": stress.as_file(data) for name, data in stress.companies().items()})
    return maker(project.root)


COMPANIES = stress.companies()


def test_there_are_sixty_in_every_locale() -> None:
    assert len(COMPANIES) >= 60
    assert set(stress.PRINTED) <= set(COMPANIES)
    for names in (COMPANIES, stress.PRINTED):
        assert {COMPANIES[name]["locale"] for name in names} >= set(stress.LOCALES)


def test_they_come_to_every_verdict(make: Make) -> None:
    for names in (COMPANIES, stress.PRINTED):
        found = {json.loads(make(f"briefs/{name}/comparison.json"))["verdict"]["outcome"] for name in names}
        assert found == {"managed", "break_fix", "co_managed", "too_close", "trade_off"}


class Words(HTMLParser):
    """The words of a page, and its ids and the links to them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self._silent = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if str(given.get("href")).startswith("#"):
            self.targets.add(str(given["href"])[1:])
        self._silent = tag if tag in ("style", "script") else self._silent

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@pytest.mark.parametrize("name", COMPANIES)
def test_every_page_is_whole(name: str, make: Make) -> None:
    page = Words(make(f"briefs/{name}/index.html").decode())
    text = " ".join(" ".join(page.words).split())
    assert len(page.ids) == len(set(page.ids)), "an id stands once"
    assert page.targets <= set(page.ids), "every link on the page leads somewhere"
    for slip in (
        " nan",
        "NaN",
        " inf ",
        "None",
        "Undefined",
        "{{",
        "{%",
        " 1 incidents",
        " 1 people",
        "$-",
        "--",
    ):
        assert slip not in text.replace(COMPANIES[name]["name"], ""), f"{slip!r} in …{around(text, slip)}…"


def around(text: str, slip: str) -> str:
    at = max(text.find(slip), 0)
    return text[max(at - 40, 0) : at + 40]


@pytest.mark.parametrize("name", COMPANIES)
def test_amounts_agree(name: str, make: Make) -> None:
    assert disagreements(make(f"briefs/{name}/index.html").decode()) == []


@pytest.mark.parametrize("name", stress.PRINTED)
def test_the_paper_has_the_amounts_of_the_page(name: str, make: Make) -> None:
    page, paper = (make(f"briefs/{name}/{file}") for file in ("index.html", f"{name}.pdf"))
    assert unprinted(page.decode(), texts(paper)) == []


@pytest.mark.parametrize("name", stress.PRINTED)
def test_nothing_is_cut_off_or_left_alone_on_paper(name: str, make: Make) -> None:
    assert geometry.faults(make(f"briefs/{name}/{name}.pdf")) == []


def test_the_samples_look_right_too(built: Project) -> None:
    found = {path: geometry.faults(content) for path, content in built.output().items() if path.endswith(".pdf")}
    assert {path: faults for path, faults in found.items() if faults} == {}


# ---- every check sees what it is for

TEXT = "<p>" + "Some words that fill a line and a little more. " * 12 + "</p>"
FILL = TEXT * 4


def test_a_good_page_has_no_fault() -> None:
    assert geometry.faults(printed(f"<h1>Title</h1>{FILL}").content) == []


@pytest.mark.parametrize(
    ("body", "style", "fault"),
    [
        (f"{FILL}<p class='x'>Words without an end</p>", ".x { margin-left: 420pt; white-space: nowrap }",
         "page 1: 'Words without an end' runs into the margin"),
        (f"{FILL}<p class='x'>{'Unbroken' * 30}</p>", "", "runs into the margin"),
        (f"{FILL}<p style='break-before: page'>x</p>", "", "page 2: is empty"),
        (f"{FILL}<p style='break-before: page'>One line.</p>", "", "page 2: only 5% of it is filled"),
        (f"{FILL}<div class='x'>Under this</div><div class='y'>Over that</div>", ".y { margin-top: -12pt }",
         "stand over one another"),
        (f"{FILL}<p class='x'>Seen and lost</p>", ".x { width: 30pt; overflow: hidden; white-space: nowrap }",
         "page 1: 'andlost' cannot be seen"),
        (f"{FILL}<p style='color: #fff'>White</p>", "", "page 1: 'White' cannot be seen"),
        (f"<div style='height: 600pt'>{FILL}</div><h1>Lonely</h1><p style='break-before: page'>Far</p>{FILL}",
         "h1 { margin: 0; font-size: 12pt; break-after: auto }", "page 1: the heading 'Lonely' is alone"),
    ],
)  # fmt: skip
def test_a_fault_is_seen(body: str, style: str, fault: str) -> None:
    found = geometry.faults(printed(f"<h1 style='bookmark-level: none'>Title</h1>{body}", style).content)
    assert any(fault in each for each in found), found
