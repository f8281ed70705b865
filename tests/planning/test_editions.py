"""Ways to publish: the whitepaper for everybody, the one-pager and the notes for one client, the archive, the name."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pypdf
import pytest

import validators
from conftest import Project
from printing import texts
from reportgen.planning.site import Article, linked_page
from reportgen.project.schema.front_matter import FrontMatter

Made = Callable[..., Project]
HARBOR = "briefs/harbor-dental/"
ARTICLE = "content/articles/break-fix-or-managed-it.md"
CLIENT = "content/clients/harbor-dental.yml"
PAPER = "site/whitepapers/break-fix-or-managed-it"


def joined(content: bytes) -> str:
    """The words of a PDF, breaks of lines and pages forgotten."""
    return re.sub(r"\s+", " ", " ".join(texts(content)).replace("\u2060", "").replace("\ufffe", ""))


def choose(made: Project, *editions: str) -> None:
    """Lets the article be published so."""
    text = (made.root / ARTICLE).read_text(encoding="utf-8")
    changed = re.sub(r"^editions: .*$", f"editions: [{', '.join(editions)}]", text, flags=re.M)
    made.write({ARTICLE: changed})


# ---- whitepaper


def test_a_whitepaper_shows_the_method_on_an_example_and_says_so(project: Made) -> None:
    made = project(clients=())
    choose(made, "whitepaper")
    assert made.run("build").exit_code == 0
    files = made.output()
    assert {path for path in files if "assets" not in path} == {
        "site/index.html", "site/whitepapers/example.json", f"{PAPER}.html", f"{PAPER}.pdf",
    }  # fmt: skip
    text = joined(files[f"{PAPER}.pdf"])
    assert "Alder Street Accounting is a company that was made up" in text
    assert json.loads(files["site/whitepapers/example.json"])["client"]["fictional"] is True


def test_a_whitepaper_says_nothing_of_a_client(built: Project) -> None:
    names = [json.loads(content)["client"]["name"] for path, content in built.output().items()
             if path.startswith("briefs/") and path.endswith("comparison.json")]  # fmt: skip
    text = joined(built.output()[f"{PAPER}.pdf"])
    assert names and not [name for name in names if name in text]


def test_a_post_links_to_its_whitepaper_and_the_link_leads_there(built: Project) -> None:
    page = built.output()["site/blog/break-fix-or-managed-it.html"].decode()
    (link,) = re.findall(r'<a href="([^"]*)">This article as a PDF', page)
    assert link == "../whitepapers/break-fix-or-managed-it.pdf"
    assert f"{PAPER}.pdf" in built.output()


def test_a_post_without_a_whitepaper_has_no_link_to_one(project: Made) -> None:
    made = project(clients=())
    choose(made, "post")
    assert made.run("build").exit_code == 0
    assert b"This article as a PDF" not in made.output()["site/blog/break-fix-or-managed-it.html"]


def test_a_whitepaper_does_not_speak_to_its_reader_as_to_a_client(built: Project) -> None:
    for content in (built.output()[f"{PAPER}.html"].decode(), joined(built.output()[f"{PAPER}.pdf"])):
        assert "these answers" in content
        assert "your answers" not in content


def test_an_article_without_whitepapers_needs_no_example(project: Made) -> None:
    made = project(clients=())
    choose(made, "post")
    made.write({"content/example.yml": None})
    assert made.run("build").exit_code == 0
    assert not [path for path in made.output() if "whitepaper" in path]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fictional: yes", "fictional: no", "content/example.yml:5: fictional: is not said to be fictional"),
        ("per_user_month: 120", "per_user_month: lots", "content/example.yml:43: managed.per_user_month: "),
    ],
)
def test_an_example_that_is_wrong_keeps_the_whitepapers_as_they_are(
    old: str, new: str, said: str, project: Made
) -> None:
    made = project(clients=())
    assert made.run("build").exit_code == 0
    before = made.output()
    made.edit("content/example.yml", old, new)
    result = made.run("build")
    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
    assert {path: content for path, content in made.output().items() if "whitepapers" in path} == {
        path: content for path, content in before.items() if "whitepapers" in path
    }


def test_an_example_that_is_missing_is_a_problem(project: Made) -> None:
    made = project(clients=())
    made.write({"content/example.yml": None})
    assert "content/example.yml: is missing" in made.run("check").stderr


def test_a_whitepaper_is_without_fault(built: Project) -> None:
    validators.require("page-validation", "outloud", "qpdf")
    assert validators.check_pdf(built.root / "output" / f"{PAPER}.pdf") == []


# ---- editions, by article and by client


def names(made: Project) -> set[str]:
    """The files of one client."""
    return {path.removeprefix(HARBOR) for path in made.output() if path.startswith(HARBOR)}


def test_a_one_pager_is_one_page(project: Made) -> None:
    made = project(clients=("harbor-dental",))
    choose(made, "brief", "one-pager")
    assert made.run("build").exit_code == 0
    assert names(made) == {
        "comparison.json", "index.html", "harbor-dental.pdf", "one-pager.html", "one-pager.pdf",
    }  # fmt: skip
    (page,) = texts(made.output()[f"{HARBOR}one-pager.pdf"])
    assert "Harbor Dental" in page


def test_a_client_may_have_other_editions_than_its_article(project: Made) -> None:
    made = project(clients=("harbor-dental",))
    choose(made, "post", "brief")
    made.edit(CLIENT, "currency: USD\n", "currency: USD\neditions: [one-pager]\n")
    assert made.run("build").exit_code == 0
    assert names(made) == {"comparison.json", "one-pager.html", "one-pager.pdf"}


def test_an_edition_that_does_not_exist_is_a_problem(project: Made) -> None:
    made = project(clients=("harbor-dental",))
    made.edit(CLIENT, "currency: USD\n", "currency: USD\neditions: [brief, onepager]\n")
    result = made.run("check")
    assert "editions[1]: no edition 'onepager'\n    did you mean 'one-pager'?" in result.stderr


def test_a_post_is_for_everybody_and_not_for_a_client(project: Made) -> None:
    made = project(clients=("harbor-dental",))
    made.edit(CLIENT, "currency: USD\n", "currency: USD\neditions: [post]\n")
    assert "no edition 'post'" in made.run("check").stderr


# ---- the archive, and the name of the file


def settings(made: Project, line: str) -> None:
    made.edit("reportgen.toml", "as_of = 2026-11-02\n", f"as_of = 2026-11-02\n{line}\n")


def test_an_archive_has_its_figures_with_it_and_is_without_fault(project: Made) -> None:
    validators.require("page-validation", "outloud", "qpdf")
    made = project(clients=("harbor-dental",))
    settings(made, "archive = true")
    assert made.run("build").exit_code == 0
    content = made.output()[f"{HARBOR}harbor-dental.pdf"]
    inside = {name: json.loads(parts[0]) for name, parts in pypdf.PdfReader(io.BytesIO(content)).attachments.items()}
    assert inside["comparison.json"] == json.loads(made.output()[f"{HARBOR}comparison.json"])
    assert inside["inputs.json"]["profile"]["users"] == "24"
    path = made.root / "output" / HARBOR / "harbor-dental.pdf"
    assert validators.check_pdf(path) == []
    assert validators.page_validation(path, profile="3a") == []
    made.run("build")
    assert set(made.build().values()) == {"unchanged"}


def test_a_pdf_that_is_no_archive_carries_nothing(built: Project) -> None:
    for path, content in built.output().items():
        if path.endswith(".pdf"):
            assert not pypdf.PdfReader(io.BytesIO(content)).attachments


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{client}.pdf", "harbor-dental.pdf"),
        ("{date}-{client}.pdf", "2026-11-02-harbor-dental.pdf"),
        ("IT_comparison.pdf", "IT_comparison.pdf"),
    ],
)
def test_the_file_is_called_what_the_settings_say(template: str, name: str, project: Made) -> None:
    made = project(clients=("harbor-dental",))
    settings(made, f'file_name = "{template}"')
    assert name in {path.rpartition("/")[2] for path in made.build("--dry-run", "--client", "harbor-dental")}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{clinet}.pdf", "does not know {clinet}\n    use {client}, {brand}, {date}"),
        ("{client.id}.pdf", "does not know {client.id}"),
        ("{}.pdf", "does not know {}"),
        ("{client}", "must end in .pdf"),
        ("../{client}.pdf", "may hold letters, digits, dots, hyphens and underscores"),
        ("{client}/{date}.pdf", "may hold letters, digits"),
        ("{{client}}.pdf", "does not know"),
        ("{client.pdf", "may hold letters, digits"),
        (".{client}.pdf", "may hold letters, digits"),
        ("{client} {date}.pdf", "may hold letters, digits"),
        ("{client}-{brand}.pdf", "could grow to 133 characters"),
    ],
)
def test_a_name_outside_the_grammar_is_refused(template: str, said: str, project: Made) -> None:
    made = project(clients=("harbor-dental",))
    settings(made, f'file_name = "{template}"')
    result = made.run("check")
    assert "file_name: " in result.stderr
    assert said in result.stderr


def test_two_files_of_one_name_are_refused(project: Made) -> None:
    made = project(clients=("harbor-dental",))
    choose(made, "brief", "one-pager")
    settings(made, 'file_name = "one-pager.pdf"')
    assert "one-pager.pdf would also be made from" in made.run("check").stderr


# ---- notes for one client

HEADING = "deciding"
SMALL = """---
title: Small
description: A small article.
date: 2026-10-06
authors: [nora-lindqvist]
editions: [post, brief]
---

Opening.

## First

Old words.[^a]

### Below

More old words.

## Second

{% if comparison %}
Only for clients.[^b]
{% endif %}

[^a]: The first note.
[^b]: The second note.
"""


@pytest.fixture
def small(project: Made) -> Project:
    """A project whose one article is small."""
    made = project(clients=("harbor-dental", "fenwick-surveyors"))
    made.write({ARTICLE: SMALL})
    return made


def noted(made: Project, front: str, body: str, name: str = "note") -> str:
    """The path of an override just written for Harbor Dental."""
    path = f"content/clients/harbor-dental/{name}.md"
    made.write({path: f"---\n{front}\n---\n{body}\n"})
    return path


def original(made: Project, heading: str) -> str:
    """The digest that an override of this heading has to name, as `check` tells it."""
    path = noted(made, f"replaces: {heading}", "x")
    told = made.run("check").stderr
    assert f"{path}: original: is missing" in told.replace(":1:", ":").replace(":2:", ":"), told
    found = re.search(r"original: ([0-9a-f]{12})", told)
    assert found
    return found[1]


def page(made: Project, client: str = "harbor-dental") -> str:
    """A client's page, from the article on."""
    assert made.run("build", "--client", client).exit_code == 0
    text = made.output()[f"briefs/{client}/index.html"].decode()
    return text[text.index('<article class="text">') : text.index("</article>")]


def test_an_override_takes_the_place_of_a_passage_for_one_client_alone(small: Project) -> None:
    noted(small, f"replaces: first\noriginal: {original(small, 'first')}", "New words for {{ client.name }}.")
    mine, others = page(small), page(small, "fenwick-surveyors")
    assert '<h2 id="first">First</h2>' in mine
    assert "New words for Harbor Dental." in mine
    assert "Old words" not in mine and "Below" not in mine
    assert "Only for clients" in mine
    assert "Old words" in others and "New words" not in others
    assert small.run("build", "--only", "site").exit_code == 0
    assert not [
        path for path, content in small.output().items() if path.startswith("site/") and b"New words" in content
    ]


def test_footnotes_of_what_was_replaced_go_with_it_and_the_others_are_counted_anew(small: Project) -> None:
    noted(small, f"replaces: first\noriginal: {original(small, 'first')}", "New words.")
    text = page(small)
    assert "The first note." not in text
    assert re.findall(r'<li id="fn-(\d)">', text) == ["1"]
    assert re.findall(r'href="#fn-(\d)" id="fnref-(\d)" role="doc-noteref">(\d)<', text) == [("1", "1", "1")]
    assert 'href="#fnref-1"' in text and "fnref-2" not in text


def test_an_override_with_a_heading_of_its_own_takes_the_headings_place_too(small: Project) -> None:
    noted(small, f"replaces: first\noriginal: {original(small, 'first')}", "## Another first\n\nNew words.")
    assert re.findall(r'<h2 id="([^"]*)"', page(small)) == ["another-first", "second"]
    assert "#another-first" in small.output()[f"{HARBOR}index.html"].decode(), "it is in the contents"


def test_an_override_may_come_after_a_passage(small: Project) -> None:
    noted(small, "after: below", "Added words.\n\n## First\n\nMore.")
    text = page(small)
    assert text.index("More old words") < text.index("Added words") < text.index('id="second"')
    assert re.findall(r'<h\d id="([^"]*)"', text) == ["first", "below", "first-2", "second"], "ids stay unique"


def test_an_override_written_against_an_older_passage_is_warned_about(small: Project) -> None:
    path = noted(small, f"replaces: first\noriginal: {original(small, 'first')}", "New words.")
    assert small.run("check").stderr == ""
    small.edit(ARTICLE, "Old words", "Other words")
    result = small.run("build", "--client", "harbor-dental")
    assert result.exit_code == 0
    assert f"{path}:3: original: the passage in {ARTICLE} has changed since this override was written" in result.stderr
    assert "read it again, change the override if need be, then write `original: " in result.stderr
    assert small.run("build", "--strict").exit_code == 1


def test_lines_broken_elsewhere_and_other_passages_are_no_change(small: Project) -> None:
    noted(small, f"replaces: first\noriginal: {original(small, 'first')}", "New words.")
    small.edit(ARTICLE, "More old words.", "More old\nwords.")
    small.edit(ARTICLE, "Only for clients.", "Just for clients.")
    assert small.run("check").stderr == ""


@pytest.mark.parametrize(
    ("front", "body", "said"),
    [
        ("after: frist", "x", "note.md:2: after: no heading 'frist' in content/articles/break-fix-or-managed-it.md\n"
                              "    did you mean 'first'?"),
        ("replaces: first\nafter: second", "x", "has no place\n    write either `replaces:` or `after:`"),
        ("original: 0123456789ab", "x", "has no place"),
        ("after: first\nnote: x", "x", "note.md:3: note: unknown key"),
        ("after: first", "{% if %}", "content/clients/harbor-dental/note.md:4"),
        ("after: first", "[x](absent.md)", "note.md:4: the link to 'absent.md' leads nowhere"),
        ("after: first", "![x](absent.png)", "note.md:4: there is no image 'absent.png'"),
        ("after: first", "x[^1]\n\n[^1]: y", "an override cannot have footnotes"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_override_is_told_on_its_line_and_holds_that_client(
    front: str, body: str, said: str, small: Project
) -> None:
    assert small.run("build").exit_code == 0
    before = small.output()
    noted(small, front, body)
    result = small.run("build")
    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
    assert small.output() == before


def test_a_mistake_that_shows_only_with_the_clients_values_is_told_on_its_line(small: Project) -> None:
    path = noted(small, "after: first", "Words.\n\n{{ client.nmae }}")
    result = small.run("build", "--client", "harbor-dental")
    assert f"{path}:6: there is no 'nmae'" in result.stderr


def test_an_override_for_nobody_is_a_problem(small: Project) -> None:
    small.write({"content/clients/harbour-dental/note.md": "---\nafter: first\n---\nx\n"})
    assert (
        "there is no client 'harbour-dental' for this folder\n    did you mean 'harbor-dental'?"
        in small.run("check").stderr
    )


CONDITIONAL = """---
title: A small article
description: Two passages
date: 2026-01-01
authors: [alex]
---

## Above

{% if client %}
## Cost

For clients.

{% set year = 2026 %}

::: margin
Beside it.
:::

{% if client.name == "Harbor Dental" %}
For Harbor.

### Detail

{% else %}
For others.
{% endif %}
{% else %}
For everybody.

## Cost

Public.
{% endif %}

After both.

## Next

{{ year }}
"""


@pytest.mark.parametrize(
    ("front", "shown", "gone"),
    [
        ("replaces: cost", ["Above", "Cost", "New.", "Next", "2026"], ["For", "Detail", "After both", "Beside"]),
        ("after: cost", ["Cost", "For clients", "For Harbor", "Detail", "After both", "New.", "Next"], ["others"]),
        ("replaces: detail", ["For clients", "For Harbor", "Detail", "New.", "Next", "2026"], ["After both"]),
    ],
)
def test_a_passage_that_reaches_out_of_a_condition_is_overridden_whole(
    front: str, shown: list[str], gone: list[str], small: Project
) -> None:
    small.write({ARTICLE: SMALL.partition("## First")[0] + CONDITIONAL.partition("---\n\n")[2]})
    heading = front.partition(": ")[2]
    noted(small, f"{front}\noriginal: {original(small, heading)}" if "replaces" in front else front, "New.")
    text = re.sub(r"<[^>]*>", "", page(small))
    places = [text.find(each) for each in shown]
    assert -1 not in places and places == sorted(places), text
    assert not [each for each in gone if each in text]


def test_an_override_of_a_heading_that_is_not_in_this_report_is_warned_about(small: Project) -> None:
    small.edit(ARTICLE, "### Below", "{% if not client %}\n\n### Below\n\n{% endif %}")
    path = noted(small, "after: below", "Added words.")
    result = small.run("build", "--client", "harbor-dental")
    assert f"{path}: the heading 'below' is not in this report\n    the override is left out" in result.stderr.replace(
        ": warning:", ":"
    )
    assert "Added words" not in page(small)


def test_a_passage_inside_of_another_block_cannot_be_overridden(small: Project) -> None:
    small.edit(ARTICLE, "### Below", "> ### Below")
    path = noted(small, "after: below", "Added words.")
    told = small.run("check").stderr
    assert f"{path}:2: after: the heading 'below' in {ARTICLE} is inside another block\n    name a heading" in told


# ---- links between pages


def article(file: str, slug: str, *editions: str) -> Article:
    facts = {"title": "x", "description": "x", "date": "2026-01-01", "authors": ["a"], "editions": list(editions)}
    return Article(slug, f"content/articles/{file}", FrontMatter.model_validate(facts), None)


PAGES = {
    each.slug: each
    for each in (
        article("a.md", "a", "post"),
        article("2026-b.md", "b", "post"),
        article("b.md", "c", "post"),  # the file of one is called like the page of another
        article("d.md", "d", "brief"),
    )
}


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("a.md#part", "blog/a.html#part"),
        ("2026-b.md", "blog/b.html"),
        ("b.md", "blog/c.html"),
        ("/blog/b.html", "blog/b.html"),
        ("/", "index.html"),
        ("/index.html#top", "index.html#top"),
        ("a", None),
        ("c.md", None),
        ("d.md", None),
        ("/blog/d.html", None),
        ("/blog/2026-b.html", None),
        ("absent.md", None),
    ],
)
def test_a_link_names_the_file_or_the_page_of_a_public_article(target: str, page: str | None) -> None:
    assert linked_page(target, PAGES) == page
