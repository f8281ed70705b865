"""`reportgen import article`: documents of other products become articles."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ....problems import Problem, ProblemError
from ...document_files import opened_files
from ...new_files import write_whole

if TYPE_CHECKING:
    from ....importing.documents import Found, Import, Project, Source


@click.command("article")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option("--as", "form", metavar="FORMAT", help="The format, where the recognised one is wrong: hugo, word, ...")
@click.option("--encoding", default="", help="The encoding of text that is not UTF-8.")
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with pictures that the documents name by web addresses, such as wp-content/uploads.",
)
@click.option("--tailor", is_flag=True, help="Add the report's charts and client passages at headings it recognises.")
@click.option("--force", is_flag=True, help="Write over articles that differ from what the import gives.")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    form: str | None,
    encoding: str,
    pictures: Path | None,
    tailor: bool,
    force: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Turn documents into articles: pasted text (-), HTML, DOCX, Markdown, a WordPress export, or a folder.

    Shown first is what was understood; then the articles are written to content/articles/, each with its
    pictures in a folder of its name. Unsure places stand as comments in the file.  The same file imported
    again changes nothing; an article that was edited is not written over without --force.
    """
    from ....importing.documents import make_articles
    from ....importing.documents.tailor import EDITIONS, tailored
    from ...shared import find

    root = find(context)
    found, problems = _read(opened_files(files, encoding, pictures), form)
    if not found:
        raise ProblemError(problems)
    made = make_articles(found, _project(root), ["post"])
    if tailor:
        plain, made = made, make_articles(found, _project(root), EDITIONS, tailored)
        _show_diff(plain, made)
    changes = _changes(root, made, force)
    _show(made, root)
    for problem in problems:
        click.echo(str(problem), err=True)
    if dry_run or not changes.new:
        click.echo("nothing was written" if dry_run else "nothing to write: every article is there as imported")
    elif yes or not sys.stdin.isatty() or click.confirm(f"write {len(changes.new)} files?", default=True):
        for path, content in changes.new.items():
            write_whole(root / path, content)
        click.echo(f"wrote {len(changes.new)} files; next: reportgen check")
    for path, lines in changes.edited.items():
        click.echo(f"\n{path} is there and differs; --force writes over it:\n" + "\n".join(lines))
    context.exit(1 if problems or changes.edited else 0)


# ---- reading


def _read(opened: list[Callable[[], Source]], form: str | None) -> tuple[list[Found], list[Problem]]:
    """Return the documents of all files, each kind told; a file that cannot be read does not stop the others."""
    from ....importing.documents import formats, members, read_source

    found: list[Found] = []
    problems: list[Problem] = []
    for open_one in opened:
        try:
            source = open_one()
            inside = members(source) or [source]
        except ProblemError as error:
            problems += error.problems
            continue
        for each in inside:
            try:
                name, reason = (form, "--as") if form else formats.recognise(each)
                documents = read_source(each, name)
            except ProblemError as error:
                problems += error.problems
                continue
            many = f", {len(documents)} documents" if len(documents) > 1 else ""
            click.echo(f"{each.name}: read as {name} ({reason}){many}")
            found += documents
    return found, problems


def _project(root: Path) -> Project:
    """Return what the import needs of this project."""
    from ....importing.documents import Project
    from ....project.readers.documents import yml as yaml
    from ....project.schema.authors import read_authors
    from ....project.settings import read_settings
    from ...shared import epoch

    path = root / "content" / "authors.yml"
    raw = path.read_bytes() if path.is_file() else b""
    authors = read_authors(yaml.read(raw, "content/authors.yml")) if raw.strip() else {}
    settings, _ = read_settings((root / "reportgen.toml").read_bytes(), epoch())
    as_of: date = settings.as_of
    return Project({name: author.name for name, author in authors.items()}, settings.title, as_of, raw.decode())


# ---- telling


def _show(made: Import, root: Path) -> None:
    """Print what was understood of each document."""
    from ....importing.documents.summary import summary

    many = len(made.articles) > 3
    for article in made.articles:
        click.echo("\n".join(summary(article, short=many)))
    if made.new_authors:
        click.echo(f"new in content/authors.yml: {', '.join(made.new_authors)}; write their roles")


def _show_diff(plain: Import, tailored: Import) -> None:
    """Print what --tailor added to each article."""
    for before, after in zip(plain.articles, tailored.articles, strict=True):
        old, new = before.files[before.path].decode(), after.files[after.path].decode()
        click.echo("\n".join(_diff(old, new, before.path, f"{after.path} (tailored)")))


# ---- writing


class _Changes:
    """What is to be written, and what was edited since it was."""

    def __init__(self) -> None:
        self.new: dict[str, bytes] = {}
        self.edited: dict[str, list[str]] = {}


def _changes(root: Path, made: Import, force: bool) -> _Changes:
    found = _Changes()
    for article in made.articles:
        there = {path: (root / path).read_bytes() for path in article.files if (root / path).is_file()}
        differing = [path for path, content in there.items() if content != article.files[path]]
        if differing and not force:
            for path in differing:
                new = article.files[path]
                shown = _diff(
                    there[path].decode("utf-8", "replace"), new.decode("utf-8", "replace"), path, "the import"
                )
                found.edited[path] = shown if path.endswith(".md") else ["the picture differs"]
            continue
        found.new |= {path: content for path, content in article.files.items() if there.get(path) != content}
    if any(path.endswith(".md") for path in found.new):
        found.new |= made.files
    return found


def _diff(old: str, new: str, name: str, other: str) -> list[str]:
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), name, other, lineterm="", n=1))
