"""The rules of the house, each with its reason, and each shown to fail on a sample that breaks it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "reportgen"

# The rooms, from the top: a module imports only from rooms below its own, or from its own.
ROOMS = (
    "__main__",
    "cli",
    "",  # the package itself: build, check, explain
    "importing",
    "planning",
    "rendering",
    "charts",
    "project",
    "language",
    "markdown",
    "comparison",
    "engine",
    "problems",
)

# A library belongs to the modules that are about it, so that it can be replaced, and is loaded only for them.
LIBRARIES = {
    "weasyprint": {"rendering.pdf"},
    "PIL": {"rendering.pictures"},
    "tinyhtml5": {"rendering.pdf", "importing.documents.html_tree"},
    "click": {"cli"},
    "yaml": {"project.readers"},
    "numpy": {"comparison"},
    "sqlite3": {"engine", "project.readers.tables.sqlite"},
    "python_calamine": {"project.readers.workbook"},
    "babel": {"language"},
    "pydantic": {"project", "comparison.document"},
    "markdown_it": {"markdown", "importing.documents.markdown"},
    "mdit_py_plugins": {"markdown", "importing.documents.markdown"},
    "pygments": {"markdown", "rendering.stylesheet"},
    "pebble": {"engine.executors"},
    "distributed": {"engine.executors"},
}

# These touch the world; all else is a pure function of what it is handed.
EFFECTS = {"engine", "cli", "project.files", "rendering.system"}
READS = "a recipe sees only what it was handed: declare the file as an input, or read it in load"
BANS = {
    "open": READS,
    "os": READS,
    "io.open": READS,
    "shutil": READS,
    "tempfile": READS,
    "glob": READS,
    "sqlite3": "the build cache is kept by the engine alone",
    "pathlib.Path.cwd": READS,
    "pathlib.Path.home": READS,
    "print": "results are values; console prints them",
    "input": "nobody is there to answer",
    "sys.stdout": "results are values; console prints them",
    "sys.stderr": "problems are values; console prints them",
    "sys.stdin": READS,
    "sys.argv": "options are arguments, read by cli",
    "sys.exit": "only cli ends the program",
    "os.environ": "a setting of the machine would change the bytes: pass it in",
    "time": "a clock makes the same input give other bytes: `as_of` is a setting",
    "datetime.datetime.now": "a clock makes the same input give other bytes: `as_of` is a setting",
    "datetime.datetime.utcnow": "a clock makes the same input give other bytes: `as_of` is a setting",
    "datetime.datetime.today": "a clock makes the same input give other bytes: `as_of` is a setting",
    "datetime.date.today": "a clock makes the same input give other bytes: `as_of` is a setting",
    "random": "chance makes the same input give other bytes",
    "secrets": "chance makes the same input give other bytes",
    "uuid": "chance makes the same input give other bytes",
    "hash": "it differs from process to process: use model.digest",
    "id": "it differs from process to process",
    "locale": "the machine's language would change the bytes: the client's locale is handed in",
    "urllib.request": "there is no network in a build",
    "http": "there is no network in a build",
    "socket": "there is no network in a build",
    "requests": "there is no network in a build",
    "subprocess": "work is done here or by an executor",
    "threading": "work is spread by an executor",
    "multiprocessing": "work is spread by an executor",
    "concurrent.futures": "work is spread by an executor",
    "eval": "text is text",
    "exec": "text is text",
}
METHODS = dict.fromkeys(
    ("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "is_file", "is_dir",
     "exists", "stat", "lstat", "mkdir", "rmdir", "unlink", "touch", "symlink_to", "hardlink_to", "rename"),
    READS,
)  # fmt: skip
# What breaks a rule with a reason.  One that is no longer needed fails as well.
EXCEPTIONS = {
    ("rendering.pictures.normalise", ".open()"): "Pillow opens the bytes that the recipe was handed, no file",
    ("project.readers.tables.sqlite", "sqlite3"): "it reads a database of the user's from memory, and no file",
    ("importing.documents.formats.word", ".open()"): "mammoth hands out a picture of the document as an open file",
    ("rendering.pdf.page_to_pdf", "os.environ"): "Fontconfig takes its settings from the environment alone",
}

# The aim is 200 lines; over 250 a module needs a reason.  A function is counted without its docstring.
LONG = 250
LONG_FUNCTION = 40
LONG_DRAWING = 50  # a chart is read from top to bottom, as it is drawn
LONGER = {
    "importing.documents.html_blocks": (310, "one function for each kind of element, which call one another"),
    "markdown.html": (300, "one method for each kind of Markdown token"),
    "language.localizer": (280, "one method for each way to write a number"),
}


def modules() -> dict[str, str]:
    """Every module of the package by its dotted name below `reportgen`, with its source."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


def is_package(name: str) -> bool:
    return (SOURCE / Path(*name.split("."))).is_dir() if name else True


MODULES = modules()
TOP = MODULES
every_module = pytest.mark.parametrize("name", TOP)


# ---- imports


def imported(name: str, source: str, package: bool) -> Iterator[tuple[int, str]]:
    """Line and absolute name of everything a module imports, inside functions too."""
    here = ["reportgen", *filter(None, name.split("."))][: None if package else -1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def room(name: str) -> int:
    """The number of a module's room, from the top."""
    part = name.split(".")[0]
    return ROOMS.index(part) if part in ROOMS else -1


def library(name: str) -> bool:
    """Whether a name below `reportgen` is defined in the package itself."""
    return "." not in name and name not in ROOMS


def owners(name: str) -> set[str]:
    """A module, and every package around it."""
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}


def climbs(name: str, source: str, package: bool) -> list[str]:
    """The imports of a module that do not go down."""
    found = []
    for line, target in imported(name, source, package):
        if not target.startswith("reportgen."):
            continue
        other = target.removeprefix("reportgen.")
        same = other.split(".")[0] == name.split(".")[0]
        below = room("") if library(other) else room(other)
        if not other.startswith("__") and not same and below <= room(name):
            found.append(f"{name}:{line} imports {other}, which does not stand below it")
    return found


def strangers(name: str, source: str, package: bool) -> list[str]:
    """The libraries a module imports that belong to others."""
    return [
        f"{name}:{line} imports {target.split('.')[0]}, which belongs to {', '.join(sorted(those))}"
        for line, target in imported(name, source, package)
        for those in [LIBRARIES.get(target.split(".")[0])]
        if those and not owners(name) & those
    ]


@every_module
def test_each_module_has_its_room(name: str) -> None:
    assert room(name) >= 0, f"{name} is in no room: add it to ROOMS and to ARCHITECTURE.md"


def test_each_room_has_its_modules() -> None:
    assert set(ROOMS) <= {name.split(".")[0] for name in TOP}, "a room that is gone"


@every_module
def test_imports_go_down(name: str) -> None:
    assert climbs(name, TOP[name], is_package(name)) == []


def circles(modules: Mapping[str, str]) -> set[frozenset[str]]:
    """The groups of modules that import one another, directly or not, inside functions too."""
    below = {name: set(imports_of(name, source, modules)) for name, source in modules.items()}
    reached = {name: reach(name, below) for name in modules}
    groups = {frozenset(other for other in reached[name] if name in reached[other]) for name in modules}
    return {group for group in groups if group}


def imports_of(name: str, source: str, modules: Mapping[str, str]) -> Iterator[str]:
    """The modules that a module imports; those around an imported module do not count."""
    for _, target in imported(name, source, is_package(name)):
        found = target.removeprefix("reportgen").removeprefix(".") if target.startswith("reportgen") else None
        while found and found not in modules:
            found = found.rpartition(".")[0]
        if found is not None and found != name:
            yield found


def reach(name: str, below: Mapping[str, set[str]]) -> set[str]:
    """Everything that a module imports, directly or not."""
    found, todo = set[str](), [*below[name]]
    while todo:
        if (module := todo.pop()) not in found:
            found.add(module)
            todo += below[module]
    return found


def test_no_modules_import_one_another() -> None:
    assert circles(TOP) == set()


def test_a_circle_is_seen() -> None:
    modules = {
        "engine.a": "from .b import x",
        "engine.b": "def f():\n    from . import c",
        "engine.c": "from . import a",
    }
    assert circles(modules) == {frozenset(modules)}
    assert circles({**modules, "engine.c": ""}) == set()


@every_module
def test_each_library_is_imported_only_where_it_belongs(name: str) -> None:
    assert strangers(name, TOP[name], is_package(name)) == [], "one module knows a library, the others ask it"


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        (
            "engine.model",
            "from ..planning.plan import Plan",
            "engine.model:1 imports planning.plan.Plan, which does not",
        ),
        ("engine.model", "import reportgen.cli", "engine.model:1 imports cli, which does not stand below it"),
        ("problems", "from . import build", "problems:1 imports build, which does not stand below it"),
        ("problems", "def f():\n    from . import cli", "problems:2 imports cli, which does not stand below it"),
    ],
)
def test_an_import_that_climbs_is_seen(name: str, source: str, fault: str) -> None:
    (found,) = climbs(name, source, package=False)
    assert found.startswith(fault)


def test_a_library_in_the_wrong_place_is_seen() -> None:
    assert strangers("rendering.recipes", "import weasyprint.css", False) == [
        "rendering.recipes:1 imports weasyprint, which belongs to rendering.pdf"
    ]
    assert strangers("project.readers.yaml", "import yaml", False) == []


# ---- purity


def effects(name: str, source: str) -> list[tuple[int, str, str]]:
    """Line, name and reason of every banned thing that a module uses."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and not node.level:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in inner:
            dotted = _dotted(node, known)
            if dotted and dotted.split(".")[0] not in own - set(known) and (ban := _ban(dotted)):
                found[node.lineno, ban] = BANS[ban]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            module = _dotted(node.func, known).split(".")[0] in known.values()
            if method in METHODS or (method == "open" and not module):
                found[node.lineno, f".{method}()"] = READS
    return sorted((line, ban, reason) for (line, ban), reason in found.items())


def _dotted(node: ast.expr, known: Mapping[str, str]) -> str:
    """The absolute name that an expression stands for, as far as the imports tell."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (head := _dotted(node.value, known)):
        return f"{head}.{node.attr}"
    return ""


def _ban(dotted: str) -> str:
    parts = dotted.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in BANS), "")


def is_pure(name: str) -> bool:
    return not EFFECTS & owners(name)


@every_module
def test_only_a_few_modules_touch_the_world(name: str) -> None:
    found = [
        f"{name}:{line} uses {what}: {reason}"
        for line, what, reason in effects(name, TOP[name])
        if is_pure(name) and (name, what) not in EXCEPTIONS
    ]
    assert found == [], "\n".join(found)


def test_every_exception_is_still_needed() -> None:
    used = {(name, what) for name, source in TOP.items() for _, what, _ in effects(name, source)}
    assert set(EXCEPTIONS) <= used


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("open('x')", "open"),
        ("from pathlib import Path\nPath('x').read_text()", ".read_text()"),
        ("def f(path):\n    return path.open()", ".open()"),
        ("from pathlib import Path as P\nP.cwd()", "pathlib.Path.cwd"),
        ("import os\nos.environ['HOME']", "os.environ"),
        ("from os import environ\nenviron['HOME']", "os.environ"),
        ("import time as clock\nclock.time()", "time"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime\ndatetime.date.today()", "datetime.date.today"),
        ("from random import choice\nchoice([1])", "random"),
        ("import urllib.request\nurllib.request.urlopen('x')", "urllib.request"),
        ("import requests\nrequests.get('x')", "requests"),
        ("print('x')", "print"),
        ("import sys\nsys.stderr.write('x')", "sys.stderr"),
        ("key = hash('x')", "hash"),
    ],
)
def test_an_effect_is_seen_through_its_disguise(source: str, uses: str) -> None:
    assert uses in [what for _, what, _ in effects("sample", source)]


def test_what_only_looks_like_an_effect_is_let_through() -> None:
    innocent = """
from datetime import date, datetime
from urllib.parse import quote
import json
def time(x: date) -> str: return quote(x.isoformat())
time(datetime.fromisoformat("2026-11-02").date()); json.dumps({}); "a".replace("a", "b")
"""
    assert effects("sample", innocent) == []


# ---- size and shape


def lengths(name: str, source: str) -> list[str]:
    """What is too long in a module: itself, or one of its functions."""
    found = []
    limit, _ = LONGER.get(name, (LONG, ""))
    if (lines := len(source.splitlines())) > limit:
        found.append(f"{name} has {lines} lines, over {limit}")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
            size = (node.end_lineno or 0) - first.lineno + 1
            most = LONG_DRAWING if name.startswith("charts.") and node.name == "chart" else LONG_FUNCTION
            if size > most:
                found.append(f"{name}.{node.name} has {size} lines, over {most}")
    return found


@every_module
def test_no_module_and_no_function_is_long_without_a_reason(name: str) -> None:
    assert lengths(name, TOP[name]) == [], "split it where it speaks of two things, or give LONGER the reason"


def test_every_longer_module_still_needs_its_reason() -> None:
    assert [name for name in LONGER if len(TOP[name].splitlines()) <= LONG] == []


def test_what_is_too_long_is_seen() -> None:
    body = "    x = 1\n" * 250
    assert lengths("sample", f'def f():\n    """Long."""\n{body}') == [
        "sample has 252 lines, over 250",
        "sample.f has 250 lines, over 40",
    ]


def opening(source: str) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


@pytest.mark.parametrize("name", MODULES)
def test_each_module_opens_with_a_sentence(name: str) -> None:
    assert re.fullmatch(r".{10,}[.:]", opening(MODULES[name])), f"{name}: say in one sentence what it gives"


@pytest.mark.parametrize("source", ["x = 1", "# comment", '"""Short."""', '"""no stop at the end of it"""'])
def test_a_module_without_a_sentence_is_seen(source: str) -> None:
    assert not re.fullmatch(r".{10,}[.:]", opening(source))


@every_module
def test_no_module_is_a_drawer(name: str) -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    assert not drawers & set(name.split(".")), f"{name}: a module is named for what it gives"


# ---- registries


def files(folder: Path, suffix: str) -> set[str]:
    return {path.stem for path in folder.glob(f"*{suffix}")} - {"__init__"}


def defines(package: str, function: str) -> set[str]:
    """The modules of a package that define a function, so are entries of its registry."""
    return {
        name.removeprefix(f"{package}.")
        for name, source in TOP.items()
        if name.startswith(f"{package}.")
        and any(isinstance(node, ast.FunctionDef) and node.name == function for node in ast.parse(source).body)
    }


def test_every_chart_is_registered_and_has_its_template() -> None:
    from reportgen.charts import CHARTS

    charts = {name.replace("_", "-") for name in defines("charts", "chart")}
    assert set(CHARTS) == charts, "a chart is one file in charts/"
    assert charts <= files(ROOT / "templates" / "charts", ".svg"), "a chart NAME is drawn by charts/NAME.svg"


def test_every_edition_is_registered() -> None:
    from reportgen.planning.editions import EDITION_NAMES

    assert (
        set(EDITION_NAMES) == files(SOURCE / "planning" / "editions", ".py") == defines("planning.editions", "targets")
    )


def reads_documents(source: str) -> bool:
    """Whether a module defines a function that reads a document: from a record, or from bytes with their path."""
    return bool(re.search(r"^def read_\w+\((record: Record|raw: bytes, path: str)\b", source, re.M))


def test_every_kind_of_document_has_a_json_schema() -> None:
    from reportgen.project.schema import KINDS

    modules = {name.removeprefix("project.") for name, source in TOP.items() if reads_documents(source)}
    described = {entry.partition(":")[0] for entry in KINDS.values()}
    single = {name for name in modules if name.count(".") == 1 and name.startswith("schema.")}
    assert single and single <= described, "a kind of document has a line in KINDS"


def test_a_module_that_reads_a_document_is_seen() -> None:
    assert reads_documents("def read_glossary(record: Record) -> Glossary:\n    return validate(Glossary, record)")
    assert reads_documents("def read_override(raw: bytes, path: str) -> Override: ...")
    assert not reads_documents("def read_number(written: object) -> Number: ...")


def test_every_recipe_stands_where_the_table_says() -> None:
    from reportgen.rendering.recipes import recipes

    functions = {name: recipe.function.partition(":") for name, recipe in recipes("").items()}
    assert [
        name
        for name, (module, _, function) in functions.items()
        if not callable(getattr(import_module(module), function))
    ] == []


# ---- what must not stand in any file

TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
]  # fmt: skip
# Written in pieces, so that this file passes its own test.
HOSTS = ("pypi." + "org", "pythonhosted." + "org", "registry." + "npmjs", "npmjs." + "org", "deb." + "debian")
PLACES = ("/ho" + "me/", "/ro" + "ot/", "/Use" + "rs/", "/work" + "/", "/opt" + "/", "/tmp" + "/")


def strays(text: str) -> list[str]:
    """The package registries and the machine's own paths that a text names."""
    path = re.compile(rf"(?<![\w./-])(?:{'|'.join(PLACES)})[\w.-]+")
    return [host for host in HOSTS if host in text] + path.findall(text)


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): stray
        for path in TRACKED
        if (stray := strays(path.read_bytes().decode("utf-8", "ignore"))) and b"\0" not in path.read_bytes()
    }
    assert found == {}, "a clone works on any machine and with any registry"


def test_a_registry_and_a_place_are_seen() -> None:
    assert strays("see https://" + HOSTS[0] + "/simple") == [HOSTS[0]]
    assert strays('open("' + PLACES[3] + 'main/x.py")') == [PLACES[3] + "main"]
    assert strays("https://example.org/ho" + "me/us") == []


LOCKS = [path for path in TRACKED if path.suffix == ".lock" or path.name == "package-lock.json"]


def lock_faults(text: str) -> list[str]:
    """The lines of a lock file that name an address, or a package without a digest."""
    lines = text.splitlines()
    found = [line.strip() for line in lines if re.search(r"://|--index|--find-links|\"resolved\"", line)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if re.match(r"[\w.-]+==", line) and "--hash=sha256:" not in following:
            found.append(f"{line.strip()}: no digest")
    return found


def test_there_are_lock_files() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in LOCKS} == {
        "requirements.lock",
        "requirements-dev.lock",
        "tools/requirements.lock",
        "tests/validators/requirements.lock",
        "tests/validators/package-lock.json",
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lock_holds_digests_and_no_addresses(lock: Path) -> None:
    assert lock_faults(lock.read_text(encoding="utf-8")) == []
    if lock.suffix == ".json":
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize(
    "line",
    ["--index-url https://x.example/simple", "a @ https://x.example/a.whl", "a==1.0", '"resolved": "x"'],
)
def test_a_lock_with_an_address_or_without_a_digest_is_seen(line: str) -> None:
    assert lock_faults(line)


def versions(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_the_tests_run_with_the_versions_that_users_get() -> None:
    run, dev = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run, "`make lock` fixes it"


def test_what_the_project_asks_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~\[; ]", each)[0].lower() for each in asked}
    assert names <= set(versions("requirements.lock")), "`make lock` fixes it"


def test_no_two_test_files_have_one_name() -> None:
    """Pytest could import only one of them when both run together."""
    names = sorted(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert names == sorted(set(names))
