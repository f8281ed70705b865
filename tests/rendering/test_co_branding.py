"""A client's own logo is on that client's report, and on nothing else."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from collections.abc import Callable

import pypdf
import pytest

from conftest import Project

Make = Callable[..., Project]
CLIENT = "content/clients/harbor-dental.yml"
FOLDER = "content/clients/harbor-dental/"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20Z" fill="#225577"/></svg>'
SHOWN = re.compile(r'<img src="data:([^;]+);base64,([^"]*)" alt="([^"]*)">')


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(width: int, height: int) -> bytes:
    """A PNG file of one colour."""
    rows = zlib.compress((b"\0" + b"\x22\x55\x77" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_logo(made: Project, name: str, content: str | bytes | None) -> int:
    """Gives Harbor Dental a logo; the line on which its file names it."""
    made.edit(CLIENT, "currency: USD\n", f"currency: USD\nlogo: {name}\n")
    if content is not None:
        made.write({FOLDER + name: content})
    return (made.root / CLIENT).read_text(encoding="utf-8").splitlines().index(f"logo: {name}") + 1


def figures(content: bytes) -> list[str]:
    """The alternative texts of the figures tagged in a PDF."""
    found, todo = [], [pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        each = todo.pop().get_object()
        if isinstance(each, pypdf.generic.ArrayObject):
            todo += each
        elif isinstance(each, pypdf.generic.DictionaryObject):
            if each.get("/S") == "/Figure":
                found.append(str(each.get("/Alt")))
            todo += [each["/K"]] if "/K" in each else []
    return found


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("logo.svg", DRAWING.encode(), "image/svg+xml"), ("mark.png", picture(300, 120), "image/png")],
)
def test_a_logo_is_shown_on_the_page_and_in_the_pdf(name: str, content: bytes, kind: str, project: Make) -> None:
    made = project(clients=("harbor-dental",))
    with_logo(made, name, content)
    assert made.run("build", "--client", "harbor-dental").exit_code == 0
    page = made.output()["briefs/harbor-dental/index.html"].decode()
    assert SHOWN.findall(page) == [(kind, base64.b64encode(content).decode(), "Logo of Harbor Dental")]
    assert "<h1>Harbor Dental</h1>" in page, "the name stays as text"
    assert "Logo of Harbor Dental" in figures(made.output()["briefs/harbor-dental/harbor-dental.pdf"])


def test_without_a_logo_there_is_no_place_for_one(built: Project) -> None:
    page = built.output()["briefs/harbor-dental/index.html"].decode()
    assert '<p class="client-logo">' not in page
    assert not [
        figure for figure in figures(built.output()["briefs/harbor-dental/harbor-dental.pdf"]) if "Logo of" in figure
    ]


def test_a_logo_stands_on_the_one_pager_too(project: Make) -> None:
    made = project(clients=("harbor-dental",))
    with_logo(made, "logo.svg", DRAWING)
    made.edit(CLIENT, "currency: USD\n", "currency: USD\neditions: [one-pager]\n")
    assert made.run("build", "--client", "harbor-dental").exit_code == 0
    assert "Logo of Harbor Dental" in figures(made.output()["briefs/harbor-dental/one-pager.pdf"])


def test_a_logo_reaches_its_own_client_alone(project: Make) -> None:
    made = project()
    with_logo(made, "logo.svg", DRAWING)
    assert made.run("build").exit_code == 0
    told = base64.b64encode(DRAWING.encode())
    found = {path for path, content in made.output().items() if told in content or DRAWING.encode() in content}
    assert found == {"briefs/harbor-dental/index.html", "briefs/harbor-dental/one-pager.html"}
    others = made.output()["briefs/fenwick-surveyors/fenwick-surveyors.pdf"]
    assert not [figure for figure in figures(others) if "Logo of" in figure]


def test_a_changed_logo_remakes_the_page_and_the_pdf_of_that_client_alone(project: Make) -> None:
    made = project()
    with_logo(made, "logo.svg", DRAWING)
    made.build()
    made.write({f"{FOLDER}logo.svg": DRAWING.replace("#225577", "#775522")})
    assert {path for path, status in made.build().items() if status == "built"} == {
        "briefs/harbor-dental/index.html",
        "briefs/harbor-dental/harbor-dental.pdf",
        "briefs/harbor-dental/one-pager.html",
        "briefs/harbor-dental/one-pager.pdf",
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", None, "the file 'logo.svg' is not there\n    put it into content/clients/harbor-dental/\n"),
        ("logo.svg", DRAWING.replace("</svg>", " " * 200_000 + "</svg>"),
         f"logo.svg: the logo has {len(DRAWING) + 200_000} bytes, at most 200000 are allowed\n"),
        ("logo.svg", DRAWING.replace("</svg>", "<script>alert(1)</script></svg>"),
         "logo.svg: the logo contains a script\n    export it as plain paths\n"),
        ("logo.svg", DRAWING.replace("#225577", "url(https://example.com/a.svg#b)"),
         "logo.svg: the logo refers to something outside itself\n"),
        ("logo.svg", DRAWING.replace("</svg>", ""), "logo.svg: the logo cannot be read as XML\n"),
        ("logo.png", DRAWING, "logo.png: the logo is not a whole PNG file\n"),
        ("logo.png", picture(8, 8)[:-5], "logo.png: the logo is not a whole PNG file\n"),
        ("logo.png", picture(1201, 2), "logo.png: the logo has 1201 × 2 pixels, at most 1200 a side are allowed\n"),
        ("logo.png", picture(2, 2) + bytes(200_000) + picture(2, 2),
         f"logo.png: the logo has {2 * len(picture(2, 2)) + 200_000} bytes, at most 200000 are allowed\n"),
        ("logo.gif", b"GIF89a", "'logo.gif' is not the name of a logo\n"
                                "    name an svg or png file in the client's own folder\n"),
        ("../fenwick-surveyors/logo.svg", DRAWING, "'../fenwick-surveyors/logo.svg' is not the name of a logo\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_on_its_line(
    name: str, content: str | bytes | None, said: str, project: Make
) -> None:
    made = project(clients=("harbor-dental",))
    line = with_logo(made, name, content)
    told = made.run("check").stderr
    assert f"error: {CLIENT}:{line}: logo: {said}" in told, told
    assert made.run("build", "--client", "harbor-dental").exit_code == 1
    assert not [path for path in made.output() if path.endswith((".pdf", "index.html")) and "harbor" in path]
