"""The files that `import article` is given: found in folders, opened, with what reads the pictures beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import Problem, ProblemError

if TYPE_CHECKING:
    from ..importing.documents import Source

ENDINGS = {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".html", ".htm", ".docx", ".docm", ".txt", ".xml", ".zip"}
BESIDE = ("", "static", "assets", "docs", "attachments", "images", "public")
STEPS_UP = 4


def opened_files(names: Sequence[str], encoding: str, pictures: Path | None) -> list[Callable[[], Source]]:
    """Return what opens each file; folders give the documents in them."""
    found: list[Callable[[], Source]] = []
    for name in names:
        if name == "-":
            here = Path.cwd()
            found.append(partial(_open, "pasted text", None, _finder(here, here, pictures), encoding))
            continue
        path = Path(name)
        if not path.exists():
            message = "there is no such file"
            raise ProblemError(
                [Problem(message=message, path=name, hint="give the path of a file or folder, or - for pasted text")]
            )
        for each in sorted(_documents(path)) if path.is_dir() else [path]:
            shown = each.relative_to(path.parent).as_posix() if path.is_dir() else each.as_posix()
            finder = _finder(each.parent, path if path.is_dir() else each.parent, pictures)
            found.append(partial(_open, shown, each, finder, encoding))
    return found


def _open(shown: str, path: Path | None, find: Callable[[str], bytes | None], encoding: str) -> Source:
    """Return the file of that path, or what standard input gives."""
    from ..importing.documents import open_source

    if path is None:
        return open_source(shown, sys.stdin.buffer.read(), find, encoding)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return open_source(shown, path.read_bytes(), find, encoding, changed)


def _documents(folder: Path) -> list[Path]:
    """Return the documents in a folder, without hidden and generated ones."""
    skipped = {"node_modules", "public", "_site", "resources", "themes", "layouts", "_layouts", "_includes"}
    return [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS - {".xml", ".txt"}
        and path.is_file()
        and path.name.lower() not in ("readme.md", "_index.md", "license.md", "404.md", "404.html")
        and not any(part.startswith(".") or part in skipped for part in path.relative_to(folder).parts)
    ]


def _finder(folder: Path, root: Path, pictures: Path | None) -> Callable[[str], bytes | None]:
    """Return what reads a file that a document names: beside it, among static files, or among `pictures`."""
    tops = [root, *root.resolve().parents[:STEPS_UP]]
    allowed = [top.resolve() for top in (root, pictures) if top]
    allowed += [(top / name).resolve() for top in tops for name in BESIDE[1:]]

    def find(target: str) -> bytes | None:
        from urllib.parse import unquote, urlsplit

        path = unquote(urlsplit(target).path)
        if not path or target.startswith("data:"):
            return None
        places = [top / name / path.lstrip("/") for top in tops for name in BESIDE]
        if "://" not in target and not target.startswith(("/", "//")):
            places = [folder / path, *places]
        elif "://" in target:
            places = []
        if pictures:
            parts = path.strip("/").split("/")
            places += [pictures.joinpath(*parts[start:]) for start in range(len(parts))]
        for place in places:
            real = place.resolve()
            if real.is_file() and any(real.is_relative_to(top) for top in allowed):
                return real.read_bytes()
        return None

    return find
