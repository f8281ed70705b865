"""The engine at scale: nothing changed, one row changed, everything new; against bare work and against Hugo.

Each client gets a page from the sample article, as the public reads it, with its own name, figures and table; Hugo's
content adapter makes the same page from the same data.  Our recipes are light (`_light`), all else is the real command.
SIZES sets how many clients there are, `100,1000,10000` without it; the goals are those of ten thousand.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from . import ROOT, SIZES, Row, goal, paired, run, scratch
from ._peers import hugo
from .pages import source

LIGHT = Path(__file__).with_name("_light.py")
STATS = """
import os, sys
for path in sys.stdin.read().splitlines():
    os.stat(path)
"""
FRONT = "---\ntitle: Two ways\ndescription: x\ndate: 2026-10-01\nauthors: [nora-lindqvist]\neditions: [brief]\n---\n\n"
TABLE = "\n\n## What {name} would pay {{#pay}}\n\n| Option | A month |\n|---|--:|\n{rows}\n"
OURS = {
    "name": "{{ client.name }}",
    "rows": "{% for each in client.fees %}\n| {{ each.name }} | {{ each.price }} |\n{% endfor %}",
}
PAGE = "<!doctype html><title>{{ client.name }}</title>{{ body }}"
COLUMNS = (
    "id,name,industry,locale,profile.users,profile.devices,profile.sites,managed.per_user_month,editions[0],"
    "fees[0].name,fees[0].price,fees[1].name,fees[1].price\n"
)
ROWS = '{{ range .fees }}{{ $rows = printf "%s| %s | %d |\\n" $rows .name (int .price) }}{{ end }}'
HUGO = {
    "hugo.toml": 'baseURL = "https://x.example/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
    "layouts/_default/single.html": "<!doctype html><title>{{ .Title }}</title>{{ .Content }}",
    "layouts/_default/list.html": "<!doctype html><title>x</title>",
    "content/clients/_content.gotmpl": (
        '{{ $text := readFile "article.md" }}{{ range site.Data.clients }}{{ $rows := "" }}' + ROWS + "\n"
        '{{ $own := replace (replace $text "NAME" .name) "ROWS" $rows }}'
        '{{ $.AddPage (dict "path" .id "title" .name "content" (dict "mediaType" "text/markdown" "value" $own)) }}'
        "{{ end }}"
    ),
}


def measure() -> Iterator[Row]:
    """The rows of the table; those against Hugo only where it can be installed."""
    program = hugo()
    for size in SIZES:
        yield nothing_changed(size)
        if program:
            yield from against_hugo(size, program)


# ---- ours


def project(root: Path, size: int) -> None:
    """A project with so many clients in one table."""
    (root / "content/articles").mkdir(parents=True)
    for name in ("assumptions.yml", "authors.yml", "factors.yml", "terms.yml", "example.yml"):
        shutil.copy(ROOT / "content" / name, root / "content")
    shutil.copytree(ROOT / "content/brands", root / "content/brands")
    shutil.copy(ROOT / "reportgen.toml", root)
    (root / "content/articles/two-ways.md").write_text(FRONT + source() + TABLE.format_map(OURS))
    (root / "templates").mkdir()
    (root / "templates/brief.html").write_text(PAGE)
    table(root, size, 100)


def table(root: Path, size: int, fee: int) -> None:
    """The table of clients; the fee of one of them is as given."""
    rows = (
        f"c{n},Client {n},dental,en-US,9,9,1,100,brief,Managed,{fee if n == size // 2 else 100},Break/fix,{n}\n"
        for n in range(size)
    )
    (root / "content/clients").mkdir(exist_ok=True)
    (root / "content/clients/all.csv").write_text(COLUMNS + "".join(rows))


def light(root: Path, files: str) -> None:
    """One build with light recipes."""
    run(sys.executable, str(LIGHT), files, "--project", str(root), "build", "--only", "briefs", "--jobs", "2")


def nothing_changed(size: int) -> Row:
    """The real command against a stat of all that it must look at."""
    root = scratch() / "nothing"
    project(root, size)
    light(root, "data,page,paper")
    light(root, "data,page,paper")  # the first plan is remembered now
    expect(root, unchanged=3 * size)
    files = [str(path) for path in root.rglob("*") if path.is_file() and ".reportgen" not in path.parts]
    command = str(Path(sys.executable).with_name("reportgen"))
    ratio = paired(
        lambda: run(command, "--project", str(root), "build", "--only", "briefs"),
        lambda: run(sys.executable, "-c", STATS, text="\n".join(files)),
        9,
    )
    what, against = f"{size:,} clients, nothing changed", f"os.stat of {len(files):,} files and a start of Python"
    return Row(what, against, ratio, goal(size, 4))


# ---- and Hugo's


def site(root: Path) -> None:
    """The same page of the same article, as Hugo's content adapter makes it."""
    for name, content in HUGO.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    (root / "data").mkdir()
    (root / "article.md").write_text(source() + TABLE.format(name="NAME", rows="ROWS"))


def clients(root: Path, size: int, fee: int) -> None:
    """The same clients, as Hugo reads them fastest."""
    found = [
        {"id": f"c{n}", "name": f"Client {n}", "fees": fees(n, fee if n == size // 2 else 100)} for n in range(size)
    ]
    (root / "data/clients.json").write_text(json.dumps(found))


def fees(number: int, fee: int) -> list[dict[str, object]]:
    """What a client would pay."""
    return [{"name": "Managed", "price": fee}, {"name": "Break/fix", "price": number}]


def against_hugo(size: int, program: Path) -> list[Row]:
    """One row changed, and everything new, against Hugo with the same pages from the same data."""
    folder, amounts, turns = scratch(), count(101), count()
    ours, theirs = folder / "ours", folder / "hugo"
    project(ours, size)
    site(theirs)

    def make(output: str) -> None:
        run(str(program), "--quiet", "--destination", output, folder=theirs)

    def they(output: str) -> None:
        clients(theirs, size, next(amounts))
        make(output)

    def we() -> None:
        table(ours, size, next(amounts))
        light(ours, "data,page")

    def cold(files: str) -> float:
        """Each time into a new folder, as for the first time."""
        anew = [folder / f"{files}-{turn}" for turn in range(3)]
        for root in anew:
            project(root, size)
        return paired(lambda: make(f"public-{next(turns)}"), lambda: light(anew.pop(), files), 3)

    they("public")
    we()
    expect(ours, built=2 * size)
    we()
    expect(ours, built=2, unchanged=2 * size - 2)
    same(theirs / "public/clients/c7/index.html", ours / "output/briefs/c7/index.html")
    changed, what = paired(lambda: they("public"), we), f"{size:,} clients"
    hugos = "Hugo, the same pages from the same data; ours with light recipes"
    return [
        Row(f"{what}, one row changed (page and figures)", hugos, changed, goal(size, 8), True),
        Row(f"{what}, cold (a page each)", hugos, cold("page"), goal(size, 3), True),
        Row(f"{what}, cold (a page and figures each)", hugos, cold("data,page"), None, True),
    ]


def expect(root: Path, **statuses: int) -> None:
    """The last build did what the row says that it does."""
    files = json.loads((root / "output/build.json").read_text())["files"]
    assert Counter(file["status"] for file in files) == statuses


def same(theirs: Path, ours: Path) -> None:
    """Both pages say the same: a benchmark of different work would be none."""
    for page in (theirs.read_text(), ours.read_text()):
        for words in ("What Client 7 would pay", ">7</td>", "the traditional way to buy", "footnote"):
            assert words in page, f"{words!r} is missing in {page}"
