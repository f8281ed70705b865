"""`reportgen links`: dead links to other sites; the only command that uses the network."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urldefrag

import click


@click.command("links")
@click.option("--external", is_flag=True, help="Ask other sites for the linked pages, over the network.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two questions to one site.")
@click.pass_context
def command(context: click.Context, external: bool, pause: float) -> None:
    """Tell which links to other sites are dead, with file and line.

    This is the only command that uses the network, and only with --external. It asks one site at a time, obeys
    robots.txt, and remembers for a week in .reportgen/links.json what answered. Links inside the site are checked
    by `reportgen check`.
    """
    from ..link_check import Checker, read_memory, write_memory
    from ..shared import find

    root = find(context)
    places = _places(root)
    files = {path for every in places.values() for path, _ in every}
    click.echo(f"{len(places)} addresses of other sites in {len(files)} files")
    if not external:
        click.echo("nothing was asked; --external asks for each over the network")
        return
    memory = root / ".reportgen" / "links.json"
    checker = Checker(read_memory(memory), pause)
    try:
        answers = checker.check(places, lambda address, answer: click.echo(f"{answer[0]:8}{address}", err=True))
    finally:
        write_memory(memory, checker.memory)
    dead = False
    for address, every in sorted(places.items(), key=lambda item: item[1][0]):
        state, text = answers[urldefrag(address)[0]]
        if state == "ok":
            continue
        dead = dead or state == "dead"
        for path, line in every:
            word = "dead link" if state == "dead" else "could not be checked:"
            click.echo(f"{path}:{line}: {word} {address} ({text})")
    context.exit(1 if dead else 0)


def _places(root: Path) -> dict[str, list[tuple[str, int]]]:
    """Return each address, with the files and lines that link to it."""
    from ...markdown.external_links import external_links

    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted((root / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        head = re.match(r"---[ \t]*\n.*?^---[ \t]*\n", text, re.S | re.M)
        start = head.end() if head else 0
        for address, line in external_links(text[start:], text.count("\n", 0, start) + 1):
            found.setdefault(address, []).append((path.relative_to(root).as_posix(), line))
        for named in re.finditer(r"^\s+url:\s*[\"']?(https?://[^\s\"']+)", text[:start], re.M):
            at = (path.relative_to(root).as_posix(), text.count("\n", 0, named.start(1)) + 1)
            found.setdefault(named[1], []).append(at)
    return found
