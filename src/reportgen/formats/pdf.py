"""A page to a tagged PDF: the one place that calls WeasyPrint, with a fetcher that knows only what it was handed."""

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
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from ..model import Product
from ..problems import Problem, ProblemError
from .css import brand_of, styles

# Read by fontconfig when WeasyPrint first asks for fonts: none of the machine's, so bytes do not depend on it.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="No fonts configured")  # just as we want it
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

HOME = "https://inputs.invalid/"  # where style sheets find what the recipe was handed; no such host can exist
GLYPH = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)")
# What only a screen shows is not even parsed: typefaces as data alone are half of a page.
SCREEN_ONLY = re.compile(r'<style media="screen">.*?</style>|<!--screen-->.*?<!--/screen-->', re.S)
FATAL = ("Font-face", "Unknown PDF option", "Unknown rendering option")


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives what the recipe was handed and data URLs; nothing else exists for it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The response for a URL.  Raises ValueError, which WeasyPrint logs, for one that was not declared."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = urlsplit(url).path.removeprefix("/") if url.startswith(HOME) else ""
        if name not in self._files:
            raise ValueError("not among the declared inputs")
        return URLFetcherResponse(url, self._files[name])


def pdf(inputs: Mapping[str, bytes]) -> Product:
    """The PDF/UA-1 file of the role `page`, in the brand and the print styles it was handed.

    Raises ProblemError when WeasyPrint reports something missing; lesser complaints become warnings.
    """
    assets = {role: content for role, content in inputs.items() if role.startswith(("brand/", "templates/"))}
    fetcher = ClosedFetcher(assets)
    with complaints() as found:
        sheet, fonts = _prepared(tuple(sorted(assets.items())))
        _refuse(found)  # Pango ends the process when it is to set text without a typeface
        with garbage_later():
            page = SCREEN_ONLY.sub("", inputs["page"].decode())
            document = HTML(string=page, url_fetcher=fetcher)
            content = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    _refuse(found)
    return Product(content, tuple(found))


def _refuse(found: list[Problem]) -> None:
    """Raises ProblemError when something is really missing."""
    if any(problem.severity == "error" for problem in found):
        raise ProblemError(found)


@lru_cache(maxsize=4)
def _prepared(assets: tuple[tuple[str, bytes], ...]) -> tuple[CSS, FontConfiguration]:
    """The parsed style sheet and the loaded typefaces of one brand: made once for all its documents."""
    files = dict(assets)
    if not any(face.ttf for face in brand_of(files).fonts):
        message, hint = "the brand has no typeface for PDF", "name a .ttf file under typography.fonts"
        raise ProblemError([Problem(message=message, hint=hint)])
    fonts = FontConfiguration()
    gc.freeze()  # what is loaded by now stays: no need to look through it after each document
    text = styles("styles/print.css", files, "ttf", lambda name: f"{HOME}brand/{name}")
    return CSS(string=text, base_url=HOME, url_fetcher=ClosedFetcher(files), font_config=fonts), fonts


atexit.register(_prepared.cache_clear)  # WeasyPrint then removes its temporary copies of the typefaces


@contextmanager
def garbage_later() -> Iterator[None]:
    """Collects garbage once, after a document, and not all the time while it is made."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


@contextmanager
def complaints() -> Iterator[list[Problem]]:
    """What WeasyPrint logs while the block runs, as problems, each once."""
    found: list[Problem] = []
    handler = _Collector(found)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield found
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
    """One log line as a problem."""
    if glyph := GLYPH.match(message):
        name = unicodedata.name(chr(int(glyph[1], 16)), "unnamed")
        return Problem(
            message=f"no typeface of the brand has the character U+{glyph[1]} ({name})",
            hint="add a face that covers its script to the brand's typography.fonts",
            severity="warning",
        )
    fatal = level >= logging.ERROR or message.startswith(FATAL)
    return Problem(message=f"in the PDF: {message}", severity="error" if fatal else "warning")
