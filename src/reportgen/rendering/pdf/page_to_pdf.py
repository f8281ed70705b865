"""A page to a tagged PDF: the one place that calls WeasyPrint, with a fetcher that knows only what it was given."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pydyf

from ...engine.model import Artifact
from ...problems import Problem, ProblemError
from ..stylesheet import brand_of, styles
from .archival import SAID, VARIANTS, accessible_too, attached

# Read by fontconfig when WeasyPrint first asks for fonts: none of the machine's, so bytes do not depend on it.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

try:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured")  # just as we want it
        from weasyprint import CSS, Attachment
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

        from .print_page import paper
        from .weasyprint_patches import patch
except OSError as error:  # what cffi raises for a library that is not there
    LACKING = "a PDF needs Pango and HarfBuzz, and this machine lacks one of them"
    raise ProblemError([Problem(message=LACKING, hint="`reportgen doctor` tells the one command for it")]) from error

PATCHED = patch()
HOME = "https://inputs.invalid/"  # where style sheets find what the recipe was given; no such host can exist
GLYPH = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)")
SCRIPT = re.compile(r"(.+?) (?:CAPITAL |SMALL )?(?:LETTER|SYLLABLE|IDEOGRAPH|VOWEL|SIGN)\b")
FATAL = ("Font-face", "Unknown PDF option", "Unknown rendering option")


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives what the recipe was given and data URLs; nothing else exists for it.

    What it refuses it remembers: WeasyPrint goes on without, and does not log every kind of it.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the response for a URL.  Raises ValueError for one that was not declared."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = urlsplit(url).path.removeprefix("/") if url.startswith(HOME) else ""
        if name not in self._files:
            self.refused.append(url)
            raise ValueError(f"{url!r} is not among the declared inputs")
        return URLFetcherResponse(url, self._files[name])


def pdf(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the PDF/UA-1 file of the role `page`, in the brand and the print styles it was given.

    With the role `archive` (a date) it is PDF/A-3a as well, and carries the roles below `attached/`.
    Raises ProblemError when WeasyPrint reports something missing; lesser complaints become warnings.
    """
    assets = {role: content for role, content in inputs.items() if role.startswith(("brand/", "templates/"))}
    brand, known = _prepared(tuple(sorted(assets.items())))
    _refuse(known)  # Pango ends the process when it is to set text without a typeface
    fetcher = ClosedFetcher(assets)
    with complaints() as found, garbage_later():
        content = _made(inputs, brand, fetcher)
    _refuse(problems := _whole(found, fetcher, known))
    return Artifact(content, problems)


def _whole(found: list[Problem], fetcher: ClosedFetcher, known: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
    """Return all problems: those known before, those logged, and what was refused without an entry in the log."""
    silent = (url for url in fetcher.refused if not any(url in problem.message for problem in found))
    refused = (Problem(message=f"in the PDF: {url!r} is not among the declared inputs") for url in silent)
    return tuple(dict.fromkeys((*known, *found, *refused)))


def _made(inputs: Mapping[str, bytes], brand: _Brand, fetcher: ClosedFetcher) -> bytes:
    """Return the bytes of a page.  After that nothing refers to the page, so that its memory is free."""
    variant, files = VARIANTS["archive" in inputs], []
    page = paper(inputs["page"].decode(), brand.text, fetcher)
    document = page.render(stylesheets=[brand.sheet], font_config=brand.fonts, pdf_variant=variant)
    if "archive" in inputs:
        document.metadata.generate_rdf_metadata = accessible_too(document.metadata.generate_rdf_metadata)
        files = _attachments(inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
        return bytes(document.write_pdf(finisher=_finish, pdf_variant=variant, attachments=files))


def _attachments(inputs: Mapping[str, bytes]) -> list[Attachment]:
    """Return the files attached, dated by the site and not by the clock; they come from no address."""
    date = datetime.fromisoformat(inputs["archive"].decode())
    return [
        Attachment(
            string=content.decode(),
            name=name,
            description=SAID.get(name, name),
            created=date,
            modified=date,
            relationship="Source" if name == "inputs.json" else "Data",
            url_fetcher=ClosedFetcher({}),
        )
        for name, content in attached(inputs).items()
    ]


def _finish(_document: Any, file: pydyf.PDF) -> None:
    """Number the pages for viewers as they are printed, and leaves the metadata readable, as PDF/A asks."""
    for each in file.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/Metadata":
            each.compress = False
    numbers = pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])
    file.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _refuse(found: tuple[Problem, ...]) -> None:
    """Raise ProblemError when something is really missing."""
    if any(problem.severity == "error" for problem in found):
        raise ProblemError(found)


class _Brand(NamedTuple):
    """What all documents of a brand are made with."""

    sheet: CSS
    text: str  # of the sheet
    fonts: FontConfiguration


@lru_cache(maxsize=4)
def _prepared(assets: tuple[tuple[str, bytes], ...]) -> tuple[_Brand, tuple[Problem, ...]]:
    """Return the parsed style sheet and the loaded typefaces of one brand, made once, and what is wrong with them."""
    files = dict(assets)
    if not any(face.ttf for face in brand_of(files).fonts):
        message, hint = "the brand has no typeface for PDF", "name a .ttf file under typography.fonts"
        raise ProblemError([Problem(message=message, hint=hint)])
    fonts = FontConfiguration()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no need to look through it after each document
    text = styles("styles/print.css", files, "ttf", lambda name: f"{HOME}brand/{name}")
    fetcher = ClosedFetcher(files)
    with complaints() as found:
        sheet = CSS(string=text, base_url=HOME, url_fetcher=fetcher, font_config=fonts)
    return _Brand(sheet, text, fonts), _whole(found, fetcher)


atexit.register(_prepared.cache_clear)  # WeasyPrint then removes its temporary copies of the typefaces


@contextmanager
def garbage_later() -> Iterator[None]:
    """Collect garbage once, after a document, and not all the time while it is made."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


@contextmanager
def complaints() -> Iterator[list[Problem]]:
    """Collect what WeasyPrint logs while the block runs, as problems, each once."""
    found: list[Problem] = []
    handler = _Collector(found)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield found
    except URLFetchingError as error:  # some kinds are not logged but raised
        raise ProblemError([*found, Problem(message=f"in the PDF: {error}")]) from error
    finally:
        logger.removeHandler(handler)


class _Collector(logging.Handler):
    def __init__(self, found: list[Problem]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        problem = _problem(record.getMessage(), record.levelno)
        if problem not in self._found:
            self._found.append(problem)


def _problem(message: str, level: int) -> Problem:
    """Return one log line as a problem."""
    if glyph := GLYPH.match(message):
        name = unicodedata.name(chr(int(glyph[1], 16)), "unnamed")
        script = SCRIPT.match(name.replace("CJK UNIFIED", "HAN"))
        wanted = script[1].capitalize() if script else "this sign"
        return Problem(
            message=f"no typeface of the brand has the character U+{glyph[1]} ({name})",
            hint=f"add a face that covers {wanted} to the brand's typography.fonts",
            severity="warning",
        )
    fatal = level >= logging.ERROR or message.startswith(FATAL)
    return Problem(message=f"in the PDF: {message}", severity="error" if fatal else "warning")
