"""Web pages: an article, the list of articles, a client's brief; a template and its context to the bytes of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ..charts import NARROW, WIDE, draw
from ..comparison.document import displayed, read
from ..engine.model import Artifact
from ..language.localizer import Audience, Localizer
from ..language.sentences import labels, sentences
from ..markdown import Compiled, Override
from ..markdown.margins import beside
from ..problems import Problem, ProblemError
from .body import render_article
from .environment import environment, render
from .stylesheet import BRAND, TEMPLATES, brand_of, colours, data_url, strings, styles, templates
from .tables import aligned

Context = dict[str, Any]
Address = Callable[[str], str]
IMAGES = "images/"
NAME, JOINER = re.compile(r"\b([Bb]reak/(?=fix\b)|[Cc]o-(?=managed\b))"), "\N{WORD JOINER}"
PARTS = ("reak/fix", "o-managed")  # in each of these names; to seek them costs a hundredth of what the pattern costs
SHORT = re.compile(r"\b([Bb]reak/(?=fix\b))")
OUTSIDE = re.compile(r"(<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>)", re.S)


def post(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the public page of an article."""
    address = _relative("../")
    context = _context(inputs, address) | {"audience": "public", "client": None, "comparison": None, "sentences": None}
    localizer = _spoken(inputs, context["site"]["language"])
    return _article_page(
        "post.html", inputs, context, localizer, address, lambda name: address(f"assets/{IMAGES}{name}")
    )


def listing(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the home page."""
    context = _context(inputs, _relative("")) | {"posts": json.loads(inputs["posts"])}
    localizer = _spoken(inputs, context["site"]["language"])
    made = _environment(inputs, localizer)
    return Artifact(render(made, "listing.html", context | {"text": localizer.text.entries}).encode())


def whitepaper(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the public article with the method shown on an example, as the source of the PDF."""
    example, home = displayed(read(inputs["comparison"])), json.loads(inputs["site"])["base_url"]
    context = _context(inputs, lambda path: home + path) | {
        "audience": "public",
        "client": None,
        "comparison": None,
        "sentences": None,
        "example": example,
    }
    localizer = _spoken(inputs, context["site"]["language"], example.client.currency, step=example.rounding_step)
    context["labels"] = labels(example, localizer)
    return _article_page(
        "whitepaper.html",
        inputs,
        context,
        localizer,
        lambda path: home + path,
        lambda name: _printed_image(IMAGES + name, inputs),
    )


def brief(inputs: Mapping[str, bytes]) -> Artifact:
    """Return a client's report as one self-contained page, for the screen and as the source of the PDF."""
    return _client_page("brief.html", inputs)


def one_pager(inputs: Mapping[str, bytes]) -> Artifact:
    """Return a client's answer on one sheet, from the same inputs as the report."""
    return _client_page("one-pager.html", inputs)


def _client_page(name: str, inputs: Mapping[str, bytes]) -> Artifact:
    """Return a page for one client, who gets numbers in their own locale and words in the article's language."""
    comparison = displayed(read(inputs["comparison"]))
    client = comparison.client
    home = json.loads(inputs["site"])["base_url"]
    screen = styles("styles/site.css", inputs, "woff2", lambda name: data_url(BRAND + name, inputs))
    context = _context(inputs, lambda path: home + path) | {
        "audience": "client",
        "client": client,
        "client_logo": next((data_url(role, inputs) for role in inputs if role.startswith("client-logo.")), None),
        "comparison": comparison,
        "screen_css": Markup(screen),
    }
    language = str(context["article"].get("language") or client.locale).partition("-")[0]
    localizer = _spoken(inputs, client.locale, client.currency, language, "client", comparison.rounding_step)
    context |= {"sentences": sentences(comparison, localizer), "language": localizer.spoken}
    return _article_page(
        name,
        inputs,
        context,
        localizer,
        lambda path: home + path,
        lambda name: _printed_image(IMAGES + name, inputs),
    )


def _article_page(
    name: str, inputs: Mapping[str, bytes], context: Context, localizer: Localizer, page: Address, image: Address
) -> Artifact:
    """Return a page around an article; the article comes first, because the page shows its table of contents."""
    made = _environment(inputs, localizer)
    context = context | {"text": localizer.text.entries}
    pages = json.loads(inputs["links"])
    chart = _chart_maker(made, context, localizer)

    body = render_article(
        made,
        _compiled(inputs["article"]),
        context,
        overrides=_overrides(inputs),
        chart=chart,
        link=lambda target: page(pages[target]),
        image=image,
    )
    whole = context | {"chart": chart, "body": Markup(beside(str(body.html))), "contents": body.contents}
    made_of = aligned(unbroken(render(made, name, whole)), localizer.number(0.5)[1])
    return Artifact(made_of.encode(), tuple(map(_unused, body.unused)))


def _overrides(inputs: Mapping[str, bytes]) -> tuple[Override, ...]:
    """Return the passages that were written for this client alone."""
    return tuple(
        Override(each["heading"], each["replaces"], Compiled.from_bytes(each["text"].encode()))
        for each in json.loads(inputs.get("overrides", b"[]"))
    )


def _unused(override: Override) -> Problem:
    message = f"the heading {override.heading!r} is not in this report"
    hint = "the override is left out"
    return Problem(message=message, path=override.text.path, hint=hint, severity="warning")


def _printed_image(role: str, inputs: Mapping[str, bytes]) -> str:
    """Return the address of an image in a page that is one file, which is also what its PDF is made from."""
    if role.lower().endswith(".svg"):
        return data_url(role, inputs)
    from .pictures.variant import printed_url

    try:
        return printed_url(inputs[role])
    except ProblemError as error:
        name = role.removeprefix(IMAGES)
        raise ProblemError(
            replace(problem, message=f"{name}: {problem.message}") for problem in error.problems
        ) from None


def unbroken(page: str) -> str:
    """Return the page with a word joiner in each `break/fix` and `co-managed`, so that no line ends inside one.

    In the head of a column, which may be narrow, `co-managed` can still be broken.
    """
    if not any(part in page for part in PARTS):
        return page
    pieces = OUTSIDE.split(page)
    for place in range(0, len(pieces), 2):
        narrow = place and pieces[place - 1].startswith("<th")
        pieces[place] = (SHORT if narrow else NAME).sub(rf"\1{JOINER}", pieces[place])
    return "".join(pieces)


def _spoken(
    inputs: Mapping[str, bytes],
    region: str,
    currency: str = "USD",
    language: str = "",
    audience: Audience = "public",
    step: float = 0,
) -> Localizer:
    """Return how a page writes numbers and says what is not the article's: in the language of the article."""
    return Localizer(region, currency, language, strings(inputs, language or region), audience, step)


@lru_cache(maxsize=16)
def _compiled(content: bytes) -> Compiled:
    return Compiled.from_bytes(content)


def _context(inputs: Mapping[str, bytes], address: Address) -> Context:
    """Return what every page may know."""
    brand = brand_of(inputs)
    known = {"site": _shared(inputs["site"]), "url": address}
    logos = {"logo_svg": brand.logo, "logo_dark_svg": brand.logo_dark}
    known["brand"] = {
        "name": brand.name,
        "link": brand.link,
        "legal": brand.legal,
        "contact": brand.contact,
    } | {role: Markup(inputs[BRAND + file].decode("utf-8-sig")) if file else None for role, file in logos.items()}
    known["colours"], known["sans"] = colours(inputs), brand.sans or "sans-serif"
    if "front" in inputs:
        known |= {"article": json.loads(inputs["front"]), "factors": _shared(inputs["factors"])}
    return known


@lru_cache(maxsize=16)
def _shared(content: bytes) -> Any:
    """Return the value in some JSON that many pages are given, read once: templates cannot change it."""
    return json.loads(content)


def _relative(up: str) -> Address:
    """Return addresses inside the site as seen from a page, so that the site works in any folder and from disk."""
    return lambda path: (up + path) or "./index.html"


def _chart_maker(made: Environment, context: Context, localizer: Localizer) -> Callable[..., Markup]:
    """Return the function `chart(name, caption)` of a page: the figure, drawn wide and narrow."""

    def chart(name: str, caption: object = "") -> Markup:
        comparison = context.get("comparison") or context.get("example")
        if comparison is None:
            message, hint = "a chart needs a comparison", "put it between {% if comparison %} and {% endif %}"
            raise ProblemError([Problem(message=message, hint=hint)])
        drawn = [draw(name, comparison, localizer, width) for width in (WIDE, NARROW)]
        if drawn[0] is None:
            return Markup()
        svgs = [each and render(made, f"charts/{name}.svg", context | {"chart": each}) for each in drawn]
        figure = {"chart": drawn[0], "svg": svgs[0], "narrow_svg": svgs[1], "caption": caption}
        return render(made, "parts/figure.html", context | figure)

    return chart


def _environment(inputs: Mapping[str, bytes], localizer: Localizer) -> Environment:
    """Return one environment for all pages of the same templates in the same locale: templates are compiled once."""
    return _known_environment(tuple((role, inputs[role]) for role in inputs if role.startswith(TEMPLATES)), localizer)


@lru_cache(maxsize=16)
def _known_environment(files: tuple[tuple[str, bytes], ...], localizer: Localizer) -> Environment:
    return environment(templates(dict(files)), localizer)
