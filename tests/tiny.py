"""A tiny project whose reports are stand-ins: what they would be made of, which costs nothing and misses nothing.

Its public pages are made by the real recipes, its builds are those of the command line.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from conftest import ROOT, Project, executed_by, replaced_recipes
from reportgen.engine.executors import Call
from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, Digest, Outcome, digest
from reportgen.problems import ProblemError
from reportgen.rendering.recipes import FUNCTIONS

ARTICLE = (
    "---\ntitle: {title}\ndescription: x\ndate: 2026-01-01\nauthors: [mo]\neditions: [post, brief]\n---\n\n{body}\n"
    "\n## Part\n\nMore.\n"
)
NOTE = "---\nafter: part\n---\n\n{word}\n"
CLIENT = """name: {name}
fictional: yes
industry: {word}
locale: en-US
profile: {{users: 9, devices: 9, sites: 1, loaded_hourly_cost: 40}}
"""
SETTINGS = (
    'title = "{title}"\ndescription = "x"\nbase_url = "https://x.example/"\nbrand = "tiny"\nas_of = 2026-01-0{day}\n'
)
TEMPLATES = {
    "brief.html": "<title>{{ article.title }}</title>{{ client.name }} {{ site.title }} {{ body }}{{ screen_css }}",
    "post.html": "<title>{{ article.title }}</title>{% include 'parts/foot.html' %}{{ body }}",
    "listing.html": "{{ site.title }}{% for post in posts %}{{ post.title }}{% endfor %}",
    "parts/foot.html": "{{ brand.name }}",
    "styles/site.css": "p { color: red }",
    "styles/print.css": "p { color: blue }",
}
BRAND = """meta: {{name: {name}}}
color: {{palette: {{ink: "#10201{digit}"}}, foreground: ink, background: "#ffffff", primary: ink}}
typography:
  fonts:
    - family: Inter
      source: file
      files: [{{path: fonts/a.ttf, weight: 400}}, {{path: fonts/a.woff2, weight: 400}}]
  base: Inter
"""
MANIFEST = "build.json"
REAL = {"article", "post", "listing", "stylesheet", "copy"}
LEFT = frozenset({"failed", "skipped", "outdated"})
"""What became of files that are not made, and stay as they were."""


class Result(NamedTuple):
    """What a build said of one file."""

    path: str
    status: str
    reason: str
    problems: tuple[str, ...]


class Stopped(Exception):
    """A build that ended before its first file; the message is what it printed."""


class Interrupted(BaseException):
    """A build that ended in the middle."""


class Threads:
    """An executor that finishes calls in an order of its own, and now and then is interrupted."""

    def __init__(self, fetch: Callable[[Digest], bytes], jobs: int, fails: int) -> None:
        self.capacity = 2 * jobs
        self._inline = Inline(fetch)
        self._pool = ThreadPoolExecutor(jobs)
        self._fails = fails

    def submit(self, call: Call) -> Future[Outcome]:
        self._fails -= 1
        if self._fails == 0:
            raise Interrupted
        return self._pool.submit(lambda: self._inline.submit(call).result())

    def warm_up(self) -> None:
        """Do nothing: everything is loaded."""

    def flush(self) -> None:
        """Do nothing: no call is gathered."""

    def close(self) -> None:
        self._pool.shutdown()


def stand_in(inputs: Mapping[str, bytes]) -> Artifact:
    """Instead of a report: what it would be made of."""
    return Artifact(json.dumps({role: digest(content) for role, content in sorted(inputs.items())}).encode())


def refusing(inputs: Mapping[str, bytes]) -> Artifact:
    """Instead of a comparison; some names are refused."""
    client = json.loads(inputs["client"])
    if client["name"] == "broken":
        raise ProblemError([])
    return stand_in({role: content for role, content in inputs.items() if role != "assumptions"})  # early cut-off


@contextmanager
def tiny_recipes() -> Iterator[None]:
    """The table of recipes with the two stand-ins, which several threads may run."""
    instead = dict.fromkeys(FUNCTIONS.keys() - REAL, "tiny:stand_in") | {"comparison": "tiny:refusing"}
    with replaced_recipes(instead):
        yield


def put(root: Path, name: str, content: str | bytes | None) -> None:
    """Writes a file; None removes it."""
    path = root / name
    if content is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def begun(root: Path) -> None:
    """A project with an article, two clients, a table of clients, a brand and templates of its own."""
    put(root, "reportgen.toml", SETTINGS.format(title="One", day=1))
    put(root, "content/authors.yml", "mo: {name: Mo, role: writer}\n")
    for name in ("assumptions.yml", "factors.yml"):
        shutil.copy(ROOT / "content" / name, root / "content" / name)
    put(root, "content/articles/first.md", ARTICLE.format(title="First", body="Hello {{ audience }}."))
    put(root, "content/clients/a.yml", CLIENT.format(name="A", word="x"))
    put(root, "content/clients/more.csv", "id,name,profile.users\nb,B,9\nc,C,9\n")
    put(root, "content/brands/tiny/_brand.yml", BRAND.format(name="Tiny", digit=1))
    put(root, "content/brands/tiny/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>")
    put(root, "content/brands/tiny/fonts/a.ttf", b"ttf 1")
    put(root, "content/brands/tiny/fonts/a.woff2", b"woff2 1")
    for name, content in TEMPLATES.items():
        put(root, f"templates/{name}", content)


@dataclass(frozen=True)
class Place:
    """The tiny project in a folder, and its builds."""

    root: Path

    @property
    def output(self) -> Path:
        """The output folder."""
        return self.root / "output"

    @property
    def store(self) -> Path:
        """The file of the build cache."""
        return self.root / ".reportgen/store.sqlite"

    def build(self, *arguments: str, jobs: int = 1, fails: int = 0) -> list[Result]:
        """A build by the command line; `fails` says at which call it is interrupted.

        Raises Stopped when it ended before its first file.
        """

        with executed_by(lambda fetch: Threads(fetch, jobs, fails) if jobs > 1 or fails else Inline(fetch)):
            said = Project(self.root).run("build", "--format", "json", "--jobs", str(jobs), *arguments)
        if said.exception and not isinstance(said.exception, SystemExit):
            raise said.exception
        told: dict[str, Any] = json.loads(said.stdout)
        if "files" not in told:
            raise Stopped("".join(f"{each.get('path', '')}: {each['message']}\n" for each in told["problems"]))
        lost = [each for each in told["problems"] if each.get("path") == MANIFEST]
        return [
            Result(each["path"], each["status"], each["reason"] or "", tuple(p["message"] for p in each["problems"]))
            for each in told["files"]
        ] + [Result(MANIFEST, "failed", "", (each["message"],)) for each in lost]

    def edit(self, name: str, word: str) -> None:
        """One of the edits below."""
        for path, content in EDITS[name](word).items():
            put(self.root, path, content)

    def tree(self) -> dict[str, bytes]:
        """What the output folder holds but build.json, which tells the story of one build."""
        return {path: content for path, content in tree(self.output).items() if path != "build.json"}

    def clean(self) -> Place:
        """The same project in another folder, built for the first time."""
        other = Place(self.root.with_name(f"clean-{time.monotonic_ns()}"))
        shutil.copytree(self.root, other.root, ignore=shutil.ignore_patterns("output", ".reportgen"))
        other.build()
        return other


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


EDITS: dict[str, Callable[[str], dict[str, str | bytes | None]]] = {
    "title of the site": lambda word: {"reportgen.toml": SETTINGS.format(title=word, day=1)},
    "date": lambda word: {"reportgen.toml": SETTINGS.format(title="One", day=1 + "xyz".index(word))},
    "article": lambda word: {"content/articles/first.md": ARTICLE.format(title="First", body=word)},
    "title of the article": lambda word: {"content/articles/first.md": ARTICLE.format(title=word, body="x")},
    "another article": lambda word: {f"content/articles/{word}.md": ARTICLE.format(title=word, body="A")},
    "article gone": lambda word: {f"content/articles/{word}.md": None},
    "article broken": lambda word: {"content/articles/first.md": ARTICLE.format(title="First", body="{% if %}")},
    "client": lambda word: {"content/clients/a.yml": CLIENT.format(name=word, word=word)},
    "client with another word": lambda word: {"content/clients/a.yml": CLIENT.format(name="A", word=word)},
    "client broken": lambda word: {"content/clients/a.yml": "name: ["},
    "client whose comparison fails": lambda word: {"content/clients/a.yml": CLIENT.format(name="broken", word=word)},
    "another client": lambda word: {f"content/clients/{word}.yml": CLIENT.format(name=word, word=word)},
    "note": lambda word: {"content/clients/a/hello.md": NOTE.format(word=word)},
    "note gone": lambda word: {"content/clients/a/hello.md": None},
    "client gone": lambda word: {f"content/clients/{word}.yml": None},
    "client renamed": lambda word: {
        "content/clients/a.yml": None,
        f"content/clients/{word}.yml": CLIENT.format(name="A", word="x"),
    },
    "assumptions": lambda word: {
        "content/assumptions.yml": (ROOT / "content/assumptions.yml").read_text(encoding="utf-8") + f"# {word}\n"
    },
    "row": lambda word: {"content/clients/more.csv": f"id,name,profile.users\nb,B,9\nc,{word},9\n"},
    "rows in another order": lambda word: {"content/clients/more.csv": "id,name,profile.users\nc,C,9\nb,B,9\n"},
    "row renamed": lambda word: {"content/clients/more.csv": f"id,name,profile.users\nb,B,9\nd{word},C,9\n"},
    "table broken": lambda word: {"content/clients/more.csv": 'id,name\n"b,B\n'},
    "table gone": lambda word: {"content/clients/more.csv": None},
    "template": lambda word: {"templates/parts/foot.html": word},
    "template broken": lambda word: {"templates/post.html": "{% endfor %}"},
    "template repaired": lambda word: {"templates/post.html": TEMPLATES["post.html"]},
    "style": lambda word: {"templates/styles/site.css": f"{word} {{ color: red }}"},
    "style for print": lambda word: {"templates/styles/print.css": f"{word} {{ color: red }}"},
    "brand": lambda word: {"content/brands/tiny/_brand.yml": BRAND.format(name=word, digit="xyz".index(word))},
    "brand broken": lambda word: {"content/brands/tiny/_brand.yml": "meta: ["},
    "logo": lambda word: {
        "content/brands/tiny/logo.svg": f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 {'xyz'.index(word)}'/>"
    },
    "typeface for print": lambda word: {"content/brands/tiny/fonts/a.ttf": f"ttf {word}"},
    "typeface for the web": lambda word: {"content/brands/tiny/fonts/a.woff2": f"woff2 {word}"},
}
