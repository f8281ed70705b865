"""The law of the engine: whatever was edited, broken, mended or interrupted before, a build ends as a clean one.

Hypothesis draws a history of edits and builds of a tiny project.  Its public pages are made by the real recipes;
instead of reports a stand-in tells what they would be made of, which costs nothing and misses nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from conftest import ROOT
from reportgen import judge, recipes, roster, write
from reportgen.builder import Builder
from reportgen.client import Entry
from reportgen.console import made_of
from reportgen.executors import Call, Executor, Outcome
from reportgen.executors.inline import Inline
from reportgen.judge import Judge
from reportgen.model import Digest, Made, Product, Snapshot, digest
from reportgen.prepare import prepare
from reportgen.problems import ProblemError
from reportgen.store import Store, remembering

ARTICLE = (
    "---\ntitle: {title}\ndescription: x\ndate: 2026-01-02\nauthors: [mo]\neditions: [post, brief]\n---\n\n{body}\n"
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


HISTORIES = int(os.environ.get("HISTORIES", "30"))
REAL = {"post", "listing", "stylesheet", "copy"}


class Threads:
    """An executor that finishes calls in an order of its own, and now and then fails one."""

    def __init__(self, fetch: Callable[[Digest], bytes], jobs: int, fails: int) -> None:
        self.room = 2 * jobs
        self._inline = Inline(fetch)
        self._pool = ThreadPoolExecutor(jobs)
        self._fails = fails

    def submit(self, call: Call) -> Future[Outcome]:
        self._fails -= 1
        if self._fails == 0:
            raise Interrupted
        return self._pool.submit(lambda: self._inline.submit(call).result())

    def close(self) -> None:
        self._pool.shutdown()


class Interrupted(BaseException):
    """A build that ended in the middle."""


def stand_in(inputs: Mapping[str, bytes]) -> Product:
    """Instead of a report: what it would be made of."""
    return Product(json.dumps({role: digest(content) for role, content in sorted(inputs.items())}).encode())


def refusing(inputs: Mapping[str, bytes]) -> Product:
    """Instead of a comparison; some names are refused."""
    client = json.loads(inputs["client"])
    if client["name"] == "broken":
        raise ProblemError([])
    return stand_in({role: content for role, content in inputs.items() if role != "assumptions"})  # early cut-off


@contextmanager
def tiny_recipes() -> Iterator[None]:
    """The table of recipes with the two stand-ins."""
    found = recipes.recipe
    instead = dict.fromkeys(recipes.RECIPES.keys() - REAL, stand_in) | {"comparison": refusing}
    patch = pytest.MonkeyPatch()
    patch.setattr(recipes, "recipe", lambda name: instead.get(name) or found(name))
    patch.setattr(judge, "toolchain", lambda name: "")
    try:
        yield
    finally:
        patch.undo()


def put(root: Path, name: str, content: str | bytes | None) -> None:
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


def made_in(root: Path, output: Path, memory: Path, jobs: int = 1, fails: int = 0) -> list[Made]:
    """One build, as the command does it."""

    def executor(fetch: Callable[[Digest], bytes]) -> Executor:
        return Threads(fetch, jobs, fails) if jobs > 1 or fails else Inline(fetch)

    def work(store: Store) -> list[Made]:
        with write.claimed(output, ours=True):
            project = prepare(root, store, None)
            building = Builder(project.outline, "code", store, output, project.fetch)
            made = list(building.build(executor))
            told = (text for name, text in store.told().items() if name in building.intact)
            return made + [each for text in told for each in made_of(text)]

    return remembering(memory, output, work)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


words = st.sampled_from(["x", "y", "z"])
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
    "template mended": lambda word: {"templates/post.html": TEMPLATES["post.html"]},
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


class History(RuleBasedStateMachine):
    """Edits and builds in any order; after each build that was not interrupted the law is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="law-"))
        self.root = self.folder / "project"
        begun(self.root)
        self.output = self.folder / "output"

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(edit=st.sampled_from(sorted(EDITS)), word=words)
    def edit(self, edit: str, word: str) -> None:
        self.apply(edit, word)

    def apply(self, edit: str, word: str) -> None:
        for name, content in EDITS[edit](word).items():
            put(self.root, name, content)

    @rule(name=st.sampled_from(["reportgen.toml", "content/authors.yml", "templates/listing.html"]))
    def touch(self, name: str) -> None:
        (self.root / name).touch()

    @rule(place=st.integers(0, 99), how=st.sampled_from(["edit", "delete", "touch"]))
    @precondition(lambda self: self.output.exists())
    def meddle(self, place: int, how: str) -> None:
        """Somebody works in the output folder."""
        files = sorted(path for path in self.output.rglob("*") if path.is_file())
        if files:
            path = files[place % len(files)]
            {"edit": lambda: path.write_bytes(b"?"), "delete": path.unlink, "touch": path.touch}[how]()

    @rule(jobs=st.integers(1, 3), fails=st.integers(1, 9))
    def interrupted_build(self, jobs: int, fails: int) -> None:
        with suppress(Interrupted, ProblemError):
            made_in(self.root, self.output, self.folder / "memory", jobs, fails)

    @rule(jobs=st.integers(1, 3))
    def whole_build(self, jobs: int) -> None:
        self.law_after(jobs)

    def law_after(self, jobs: int) -> None:
        """Builds, and compares with a clean build."""
        try:
            results = made_in(self.root, self.output, self.folder / "memory", jobs)
        except ProblemError:  # what the settings or the templates themselves forbid: nothing was touched
            return
        clean = Path(tempfile.mkdtemp(dir=self.folder))
        expected = {made.path: made for made in made_in(self.root, clean / "output", clean / "memory")}
        old = {made.path for made in results if made.status in ("failed", "blocked", "held")}
        there, right = tree(self.output), tree(clean / "output")
        assert [path for path in sorted(there | right) if path not in old and there.get(path) != right.get(path)] == []
        assert {path for path in old if path in expected} == {
            path for path, made in expected.items() if made.status in ("failed", "blocked", "held")
        }
        again = made_in(self.root, self.output, self.folder / "memory")
        assert {made.path for made in again if made.status in ("made", "removed")} == set()
        shutil.rmtree(clean)


def look_at_the_law(histories: int) -> None:
    few = settings(
        max_examples=histories,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    with tiny_recipes():
        run_state_machine_as_test(History, settings=few)


def test_the_tiny_project_is_whole(tmp_path: Path) -> None:
    begun(tmp_path / "project")
    with tiny_recipes():
        made = made_in(tmp_path / "project", tmp_path / "output", tmp_path / "memory")
    assert {each.status for each in made} == {"made"}
    assert {f"briefs/{client}/{client}.pdf" for client in "abc"} < {each.path for each in made}


def test_a_build_ends_as_a_clean_one() -> None:
    look_at_the_law(HISTORIES)


@pytest.mark.parametrize(
    ("role", "edit"),
    [("page", "article"), ("client", "row"), ("templates/", "style"), ("/", "typeface for print"), ("", "logo")],
)
def test_a_key_that_misses_a_role_breaks_the_law(role: str, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the law sees what it is there to see (and without a missing role, nothing)."""
    key = Judge._key

    def blind(self: Judge, recipe: str, inputs: Mapping[str, Digest]) -> Digest:
        return key(self, recipe, {each: name for each, name in inputs.items() if each != role})

    monkeypatch.setattr(Judge, "_key", blind)
    history = History()
    try:
        with tiny_recipes():
            history.law_after(1)
            history.apply(edit, "y")
            with pytest.raises(AssertionError) if role else nullcontext():
                history.law_after(1)
    finally:
        history.teardown()


@pytest.mark.parametrize(
    ("part", "value", "edit"),
    [("source", "", "client"), ("source", "", "row"), ("files", (), "note"), ("shared", "", "article")],
)
def test_a_key_of_a_bundle_that_misses_a_part_breaks_the_law(
    part: str, value: object, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control for what is passed over without a look at its targets."""
    key_of = roster.key_of

    def blind(entry: Entry, snapshot: Snapshot, shared: Digest) -> Digest:
        if part == "shared":
            return key_of(entry, snapshot, str(value))
        return key_of(entry._replace(**{part: value}), snapshot, shared)

    monkeypatch.setattr(roster, "key_of", blind)
    history = History()
    try:
        with tiny_recipes():
            history.law_after(1)
            history.law_after(1)
            history.apply(edit, "y")
            with pytest.raises(AssertionError):
                history.law_after(1)
    finally:
        history.teardown()
