"""What tests share: a project in a temporary folder, the command line, and the option to accept new output."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.engine import executors
from reportgen.engine.executors import Executor, ExecutorOptions, Fetch, Limits
from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, Digest
from reportgen.engine.recipe import Recipe
from reportgen.language.localizer import Localizer
from reportgen.language.messages import read_messages
from reportgen.planning import project as planning
from reportgen.rendering.article import article
from reportgen.rendering.recipes import recipes

ROOT = Path(__file__).parents[1]


def worded(locale: str = "en-US", currency: str = "USD", language: str = "") -> Localizer:
    """How a locale writes numbers, with the words of its language as the strings in templates/ have them."""
    files = (ROOT / "templates" / "strings" / f"{name}.toml" for name in ("en", (language or locale)[:2]))
    return Localizer(locale, currency, language, read_messages(*(file.read_bytes() for file in files if file.exists())))


@contextmanager
def executed_by(start: Callable[[Fetch], Executor]) -> Iterator[None]:
    """Let builds of this process use the executor that `start` gives, in place of workers of their own."""

    def opened(options: ExecutorOptions, fetch: Fetch, limits: Limits, **_: object) -> Executor:
        return start(fetch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(executors, "open_executor", opened)
        yield


@contextmanager
def replaced_recipes(functions: Mapping[str, str]) -> Iterator[None]:
    """Let projects that are opened in this process use other functions ("module:function") for these recipes."""

    def changed(code: Digest) -> Mapping[str, Recipe]:
        found = recipes(code)
        return {**found, **{name: replace(found[name], function=each) for name, each in functions.items()}}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "recipes", changed)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the output seen into the case files")


SLOW = (
    "builds/",
    "cli/",
    "engine/test_engine_law.py",
    "engine/test_executors.py",
    "importing/test_round_trip.py",
    "language/test_translation.py",
    "rendering/test_pdf.py",
    "rendering/test_pdf_speed.py",
    "test_benchmarks.py",
    "test_docs.py",
    "test_validators.py",
    "test_setup.py",
)
SLOW_FIXTURES = frozenset({"project", "built", "site", "pages", "machine"})
"""Fixtures with which a test builds a project, or starts other programs."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that `make check` leaves out."""
    for item in items:
        path = item.path.relative_to(ROOT / "tests").as_posix()
        if path.startswith(SLOW) or SLOW_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether the expected output is to be written anew."""
    return bool(request.config.getoption("--accept"))


@dataclass(frozen=True)
class Project:
    """A project on disk and the commands in it."""

    root: Path

    def run(self, *arguments: str) -> Result:
        """What `reportgen ARGUMENTS` prints and returns in this project."""
        named = {"--jobs", "--executor"} & {*arguments}
        if arguments[:1] == ("build",) and "--no-prune" not in arguments:
            arguments = *arguments, "--prune"
        with nullcontext() if named else executed_by(Inline):  # this process has the libraries loaded already
            return CliRunner().invoke(main, ["--project", str(self.root), *arguments], prog_name="reportgen")

    def build(self, *arguments: str) -> dict[str, str]:
        """The status of every file after a build, by path."""
        result = self.run("build", "--format", "json", *arguments)
        assert result.exit_code in (0, 1) and result.stdout, (result.output, result.stderr)
        return {each["path"]: each["status"] for each in json.loads(result.stdout)["files"]}

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Writes files; None removes one."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces a text that stands once in a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write({name: text.replace(old, new)})

    def output(self) -> dict[str, bytes]:
        """Every file of the output folder but build.json, which tells the story of one build."""
        folder = self.root / "output"
        files = (path for path in folder.rglob("*") if path.is_file() and path.name != "build.json")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def manifest(self) -> Any:
        """What build.json says."""
        return json.loads((self.root / "output" / "build.json").read_text(encoding="utf-8"))


COMPILED: list[str] = []


def watched_article(inputs: Mapping[str, bytes]) -> Artifact:
    """The recipe of articles; it notes the path of each in COMPILED."""
    COMPILED.append(json.loads(inputs["about"])["path"])
    return article(inputs)


@pytest.fixture
def compiled() -> Iterator[list[str]]:
    """The articles that are compiled from now on in this process, by path."""
    COMPILED.clear()
    with replaced_recipes({"article": "conftest:watched_article"}):
        yield COMPILED


CLIENTS = ("harbor-dental", "fenwick-surveyors")


def copied(root: Path, clients: Collection[str]) -> Project:
    """This repository's own content in another folder, with these of its clients."""

    def others(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if folder.endswith("clients") and Path(name).stem not in clients}

    shutil.copytree(ROOT / "content", root / "content", ignore=others)
    shutil.copy(ROOT / "reportgen.toml", root)
    return Project(root)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project with two clients in a folder of its own."""

    def make(folder: str = "project", clients: Collection[str] = CLIENTS) -> Project:
        return copied(tmp_path / folder, clients)

    return make


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This repository's project, built once: for tests that only look."""
    clients = [path.stem for path in (ROOT / "content" / "clients").glob("*.yml")]
    made = copied(tmp_path_factory.mktemp("built"), clients)
    result = made.run("build")
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture(scope="session")
def site(built: Project) -> Path:
    """The output folder of this repository's project."""
    return built.root / "output"
