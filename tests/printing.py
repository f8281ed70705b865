"""Small PDFs for tests: a page and a few rules, set in the sample brand's typefaces by the real recipe."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pypdfium2

from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, hand_over
from reportgen.engine.recipe import run
from reportgen.planning.bundles import make_plan, merged
from reportgen.planning.project import open_project
from reportgen.project.files import load
from reportgen.project.readers.documents import yml
from reportgen.project.schema.brand import read_brand
from reportgen.rendering.pdf import pdf

BRAND = Path(__file__).parents[1] / "content" / "brands" / "larkmere"
SHEET = """{{ faces }}
@page { size: letter; margin: 72pt; }
body { font: 12pt Inter; margin: 0; }
"""
PAGE = '<!doctype html><html lang="en"><head><title>Sample</title>{head}</head><body>{body}</body></html>'


def brand_roles() -> dict[str, bytes]:
    """The sample brand as a recipe is handed it."""
    files = {path.relative_to(BRAND).as_posix(): path.read_bytes() for path in BRAND.rglob("*") if path.is_file()}
    svgs = {name: content for name, content in files.items() if name.endswith(".svg")}
    brand = read_brand(yml.read(files["_brand.yml"], "_brand.yml"), files, svgs)
    roles = {f"brand/{name}": content for name, content in files.items() if name.endswith((".svg", ".ttf"))}
    return roles | {"brand/brand.json": json.dumps(brand.model_dump(mode="json")).encode()}


def roles(body: str = "", style: str = "", head: str = "", more: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Everything the recipe `pdf` is handed for a page of this body, with these rules beside the plain ones."""
    page = PAGE.format(head=head, body=body)
    sheets = {"templates/styles/print.css": (SHEET + style).encode(), "templates/strings/en.toml": b""}
    return brand_roles() | sheets | {"page": page.encode()} | dict(more or {})


def printed(body: str = "", style: str = "", head: str = "", more: Mapping[str, bytes] | None = None) -> Artifact:
    """The PDF of a page."""
    return pdf(roles(body, style, head, more))


def texts(content: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    file = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in file]
    finally:
        file.close()


def text_in(content: bytes, page: int, box: Sequence[float]) -> str:
    """The text inside a box of a page, in points from its lower left corner."""
    file = pypdfium2.PdfDocument(content)
    try:
        left, one, right, other = (float(each) for each in box)
        bottom, top = sorted((one, other))
        return str(file[page].get_textpage().get_text_bounded(left - 1, bottom - 1, right + 1, top + 1))
    finally:
        file.close()


def inputs_of(root: Path, path: str) -> dict[str, bytes]:
    """What the recipe of a file of a project is handed."""
    return _Workbench(root).inputs(path)


def maker(root: Path) -> Callable[[str], bytes]:
    """What makes a file of a project by its path in the output, each once, by the recipes and without a store."""
    return _Workbench(root).made


class _Workbench:
    """A project whose files are made when they are asked for."""

    def __init__(self, root: Path) -> None:
        self._plan = make_plan(open_project(load(root, {})[0], None, None, Inline))
        whole = merged(self._plan)
        assert whole.problems == ()
        self._targets, self._done = whole.targets, dict[str, bytes]()

    def inputs(self, path: str) -> dict[str, bytes]:
        target = self._targets[path]
        needs = {role: self.made(need) for role, need in target.needs.items()}
        return {**hand_over(target.inputs, self._plan.fetch), **needs}

    def made(self, path: str) -> bytes:
        if path not in self._done:
            recipe = self._targets[path].recipe
            outcome = run(recipe, self._plan.recipes[recipe].function, self.inputs(path))
            assert isinstance(outcome, Artifact), outcome
            self._done[path] = outcome.content
        return self._done[path]
