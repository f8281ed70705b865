"""The same input gives the same bytes: in another process, place, order, time zone, language, and Python.

Each world is a process of its own that builds the project in `small.py`; what it makes, build.json included, is
compared with what this process made.  The executor on a cluster is compared in `test_cluster.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import reportgen
import small
from conftest import ROOT, Project, copied
from tiny import tree

PACKAGE = Path(reportgen.__file__).parents[1]
PYTHONS = ROOT / ".tools" / "pythons"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, built by this process."""
    project = small.begun(tmp_path_factory.mktemp("here") / "project")
    assert project.run("build").exit_code == 0
    return project


def build(project: Project, *arguments: str, python: str = sys.executable, **environment: str) -> None:
    """A build as a process of its own."""
    command = [python, "-m", "reportgen", "--project", str(project.root), "build", *arguments]
    world = {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONHASHSEED": "0", **environment}
    done = subprocess.run(command, env=world, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True)
class World:
    """Where and how a build runs."""

    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ("--jobs", "1")
    folder: str = "project"
    umask: int = 0o022


LONG = "/".join(["a folder with quite a long name, as some people have them"] * 4)
WORLDS = {
    "two jobs": World(arguments=("--jobs", "2")),
    "four jobs": World(arguments=("--jobs", "4")),
    "another hash seed": World({"PYTHONHASHSEED": "1"}),
    "the far east": World({"TZ": "Pacific/Kiritimati"}),
    "a machine without a language": World({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "a machine in Turkish": World({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "a private umask": World(umask=0o077),
    "a narrow terminal in CI": World({"COLUMNS": "40", "CI": "true", "NO_COLOR": "1", "TERM": "dumb"}),
    "no home": World({"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache", "USER": "", "LOGNAME": "nobody"}),
    "fonts of its own": World({"FONTCONFIG_FILE": "/nonexistent/fonts.conf", "XDG_DATA_HOME": "/usr/share"}),
    "an older processor": World({"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512_SKX X86_V4", "OMP_NUM_THREADS": "1"}),
    "an optimizing Python": World({"PYTHONOPTIMIZE": "2"}),
    "a folder with an odd name": World(folder="Zoë's 100% «Büro» {{ 7 }} #1"),
    "a folder far down": World(folder=LONG),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", WORLDS)
def test_bytes_do_not_depend_on_the_world(name: str, here: Project, tmp_path: Path) -> None:
    world = WORLDS[name]
    there = small.begun(tmp_path / world.folder)
    before = os.umask(world.umask)
    try:
        build(there, *world.arguments, **world.environment)
    finally:
        os.umask(before)
    assert tree(there.root / "output") == tree(here.root / "output")


def test_bytes_do_not_depend_on_the_order_in_which_files_were_made(here: Project, tmp_path: Path) -> None:
    """Folders list their files in the order of a hash, or of their making."""
    there = Project(tmp_path / "project")
    for name, content in reversed(list(small.files())):
        there.write({name: content})
        os.utime(there.root / name, (10**9, 10**9))
        (there.root / name).chmod(0o444)
    build(there, "--jobs", "1")
    assert tree(there.root / "output") == tree(here.root / "output")


@pytest.mark.parametrize("lost", ["output", ".reportgen", "output/briefs", ""])
def test_bytes_do_not_depend_on_what_was_there_before(lost: str, here: Project, tmp_path: Path) -> None:
    """A stale memory, stale output, both, and parts of them."""
    there = small.begun(tmp_path / "project")
    there.edit("content/clients/birch.yml", "per_user_month: 110", "per_user_month: 90")
    there.write({"content/clients/elm.yml": small.FEW_WORDS, "templates/brief.html": small.TEMPLATES["post.html"]})
    there.run("build")
    if lost:
        shutil.rmtree(there.root / lost)
    there.write({"content/clients/elm.yml": None, **dict(small.files())})
    build(there, "--jobs", "1", "--prune")
    assert there.output() == here.output()


def test_two_builds_at_the_same_time_make_the_same(here: Project, tmp_path: Path) -> None:
    """On a loaded machine workers finish in another order."""
    there = [small.begun(tmp_path / f"project-{number}") for number in range(3)]
    command = [sys.executable, "-m", "reportgen", "build", "--jobs", "2", "--project"]
    running = [
        subprocess.Popen([*command[:3], *command[6:], str(each.root), *command[3:6]], stdout=subprocess.DEVNULL)
        for each in there
    ]
    assert [each.wait(120) for each in running] == [0, 0, 0]
    for each in there:
        assert tree(each.root / "output") == tree(here.root / "output")


def test_build_json_tells_the_digest_of_every_file_and_nothing_of_the_machine(here: Project) -> None:
    text = (here.root / "output/build.json").read_text(encoding="utf-8")
    assert {each["path"] for each in json.loads(text)["files"]} == here.output().keys()
    assert str(here.root) not in text
    assert str(Path.home()) not in text
    for each in json.loads(text)["files"]:
        assert each["digest"]


def test_a_date_without_a_setting_comes_from_source_date_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = small.begun(tmp_path / "project")
    made.edit("reportgen.toml", "as_of = 2026-11-02\n", "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for command in ("check", "build"):
        result = made.run(command)
        assert result.exit_code == 1
        assert "as_of: is missing" in result.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert made.run("build", "--client", "cedar").exit_code == 0
    assert b'"as_of": "2026-09-21"' in made.output()["briefs/cedar/comparison.json"]


@pytest.mark.parametrize("folder", ["t", "temporary-" * 12])  # in the second there is no room for a socket
def test_a_build_leaves_nothing_outside_the_project(folder: str, tmp_path: Path) -> None:
    """Not in the home folder, not in the cache folder, not in the folder for temporary files."""
    made = small.begun(tmp_path / "project")
    home, temporary = tmp_path / "home", tmp_path / folder
    home.mkdir()
    temporary.mkdir()
    keep = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = keep | {"HOME": str(home), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "reportgen", "--project", str(made.root), "build", "--jobs", "2"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert list(home.rglob("*")) == []
    assert list(temporary.rglob("*")) == []
    assert {path.name for path in made.root.iterdir()} == {
        "reportgen.toml", "content", "templates", "output", ".reportgen",
    }  # fmt: skip


# ---- other Pythons: `make pythons` sets up an environment for each that the machine has


def others() -> list[str]:
    """The versions for which there is an environment, but for our own."""
    own = "{}.{}".format(*sys.version_info)
    return sorted(path.parent.name for path in PYTHONS.glob("*/.complete") if path.parent.name != own)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    """Makes the sample project with all its clients; its PDFs are blank pages, which cost nothing."""

    def make(name: str) -> Project:
        clients = [path.stem for path in (ROOT / "content" / "clients").glob("*.yml")]
        made = copied(tmp_path_factory.mktemp(name), clients)
        made.write({"templates/styles/print.css": "{{ faces }} body { display: none }"})
        return made

    return make


@pytest.fixture(scope="module")
def own(sample: Callable[[str], Project]) -> dict[str, bytes]:
    """What this Python makes of the sample project."""
    project = sample("own")
    build(project, "--jobs", "2")
    return project.output()


@pytest.mark.parametrize("version", others() or ["none"])
def test_every_python_makes_the_same_pages_and_figures(
    version: str, sample: Callable[[str], Project], request: pytest.FixtureRequest
) -> None:
    if version == "none":
        pytest.skip("no other Python here, or `make pythons` did not set up an environment for it in .tools/pythons")
    expected: dict[str, bytes] = request.getfixturevalue("own")
    project = sample(version)
    build(project, "--jobs", "2", python=str(PYTHONS / version / "bin" / "python"))
    made = project.output()
    assert made.keys() == expected.keys()
    assert {path for path in made if not path.endswith(".pdf") and made[path] != expected[path]} == set()
