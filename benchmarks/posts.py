"""A site of many short posts, made from nothing: the real command against Hugo and Pelican.

All read the same Markdown and write a page for each post and one that lists them.  Hugo has templates of a line each,
Pelican its own theme (which wants a page for the category as well), ours are the real ones, three times as long; none
makes feeds or pages for tags.  Ours uses two processes, Hugo two cores, Pelican one process.  SIZES sets how many posts
there are; the goals are those of ten thousand.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

from . import ROOT, SIZES, Row, goal, paired, run, scratch
from ._peers import hugo, pelican

PARAGRAPH = (
    "A call to a provider begins when something has failed, and whoever waits pays for the time until it works again;\n"
    "nobody knows how long that takes, so the **cost of waiting** belongs into the *plan* as much as the invoice does."
)
HUGO = {
    "hugo.toml": 'baseURL = "https://x.example/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
    "layouts/_default/single.html": "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}",
    "layouts/_default/list.html": (
        '<!doctype html><title>x</title>{{ range .RegularPagesRecursive }}<p><a href="{{ .RelPermalink }}">'
        "{{ .Title }}</a> {{ .Params.description }}{{ end }}"
    ),
    # links between files, as the other two resolve them
    "layouts/_default/_markup/render-link.html": (
        '<a href="{{ with .Page.GetPage .Destination }}{{ .RelPermalink }}{{ end }}">{{ .Text }}</a>'
    ),
}
PELICAN = {
    "pelicanconf.py": (
        'SITENAME = "x"\nTIMEZONE = "UTC"\nDIRECT_TEMPLATES = ["index"]\n'
        'AUTHOR_SAVE_AS = TAG_SAVE_AS = ""\n'
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
    )
}


def measure() -> Iterator[Row]:
    """Ours against each peer that can be installed."""
    for size in SIZES:
        yield from _rows(size)


def _rows(size: int) -> Iterator[Row]:
    folder, what = scratch(), f"{size:,} Markdown posts, cold, two jobs"
    _project(folder / "ours", size)
    reportgen = str(Path(sys.executable).with_name("reportgen"))
    ours = _cold(folder / "ours", "--output", reportgen, "build", "--only", "site", "--jobs", "2")
    if program := hugo():
        _site(folder / "hugo", HUGO, "content/blog", "", size)
        theirs = _cold(folder / "hugo", "--destination", str(program), "--quiet")
        yield Row(what, "Hugo (not flushed)", paired(ours, theirs, 3), goal(size, 3))
    if program := pelican():
        _site(folder / "pelican", PELICAN, "content", "{filename}", size)
        theirs = _cold(folder / "pelican", "--output", str(program), "--quiet")
        yield Row(what, "Pelican", paired(theirs, ours, 3), goal(size, 4), True)


def _project(root: Path, size: int) -> None:
    """Our own content, with the posts in the place of its article."""
    shutil.copytree(ROOT / "content", root / "content", ignore=lambda folder, names: _without(folder))
    shutil.copy(ROOT / "reportgen.toml", root)
    _posts(root / "content/articles", "", size)


def _without(folder: str) -> list[str]:
    """What is not copied: clients, who would want an article, and the article itself."""
    return ["articles", "clients"] if Path(folder) == ROOT / "content" else []


def _site(root: Path, files: Mapping[str, str], content: str, link: str, size: int) -> None:
    """A site of a peer: its settings, its templates, the posts."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    _posts(root / content, link, size)


def _posts(folder: Path, link: str, size: int) -> None:
    """The posts: front matter, three paragraphs, a heading, a list, a link to the next."""
    folder.mkdir(parents=True)
    for n in range(size):
        (folder / f"post-{n}.md").write_text(
            f"---\ntitle: Post {n}\ndescription: What post {n} is about.\ndate: {2000 + n % 25}-10-{1 + n % 28:02}\n"
            f"authors: [nora-lindqvist]\ntags: [support, cost]\n---\n\nThis is post {n}. {PARAGRAPH}\n\n"
            f"## What to ask\n\n{PARAGRAPH}\n\n- Who answers?\n- When does `post {n}` apply?\n- What does it cost?\n\n"
            f"{PARAGRAPH} More is in [the next one]({link}post-{(n + 1) % size}.md).\n"
        )


def _cold(root: Path, output: str, *command: str) -> Callable[[], object]:
    """Makes the site as if for the first time: what an earlier run left is put aside, its output goes elsewhere."""
    turns = count()

    def work() -> None:
        turn = next(turns)
        for left in (".reportgen", "resources"):
            if (root / left).exists():
                (root / left).rename(root / f"{left}-{turn}")
        run(*command, output, f"{root}-made-{turn}", folder=root)
        assert len([*Path(f"{root}-made-{turn}").rglob("post-*")]) >= len([*root.rglob("post-*.md")]), "a page each"

    return work
