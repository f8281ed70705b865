"""The closed, strict, sandboxed Jinja environment and its filters.

A template sees the templates it was given and the context it was given, nothing else: no files, no clock,
no chance.  Everything is escaped (`safe` and `{% autoescape false %}` do not exist here), an undefined name
is an error, and loops and output are bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2 import TemplateNotFound as NotFound
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing, pass_context
from markupsafe import Markup

from ..language.localizer import Localizer
from ..markdown.template_errors import MISTAKES, Lines, problems_of
from ..markdown.urls import safe_url, url_part
from ..problems import Problem, ProblemError, did_you_mean
from .filters import filters, printed

LARGEST_OUTPUT: Final = 20_000_000
MOST_TURNS: Final = 200_000
"""Turns of all loops of one page together."""
LARGEST_PRODUCT: Final = 10_000
"""Items that `text * number` may make."""
FOLDER: Final = "templates/"
OF_DICTS: Final = frozenset(dir(dict))

_REMOVED_FILTERS: Final = ("safe", "random", "urlize", "pprint", "center", "wordwrap")
_turns_left: ContextVar[list[int] | None] = ContextVar("turns_left", default=None)


class Templates(BaseLoader):
    """Just the templates it was given, by name."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = dict(templates)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template not in self.templates:
            raise NotFound(template, f"unknown template {template!r}; {did_you_mean(template, self.templates)}")
        return self.templates[template], FOLDER + template, lambda: True

    def list_templates(self) -> list[str]:
        return sorted(self.templates)


class Forgetful(Template):
    """A template whose module is made anew for each import: what a macro notes down does not outlive the page."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        self._module = None
        return super()._get_default_module(ctx)


class Closed(ImmutableSandboxedEnvironment):
    """The sandbox with bounded loops and products, and no way to switch escaping off."""

    template_class = Forgetful
    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what the sandbox would; a key of a plain mapping, which most are, is looked up at once."""
        if type(obj) is dict and attribute in obj and attribute not in OF_DICTS:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return what the sandbox would, which looks at the type and the name alone: each pair is looked up once."""
        pair = type(obj), attr
        if pair not in self._safe:
            self._safe[pair] = super().is_safe_attribute(obj, attr, value)
        return self._safe[pair]

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and abs(right) > 100:
            raise SecurityError(f"{right} is too large an exponent")
        for sequence, times in ((left, right), (right, left)):
            if hasattr(sequence, "__len__") and isinstance(times, int) and len(sequence) * times > LARGEST_PRODUCT:
                raise SecurityError(f"{times} copies are too many")
        return super().call_binop(context, operator, left, right)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Return the code of a template in which every loop counts its turns."""
        for node in source.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError("escaping cannot be switched off", node.lineno, name, filename)
        for loop in list(source.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
            loop.iter.set_environment(self)
        return super()._generate(source, name, filename, defer_init)


FORMER: Final = {"said": "sentences", "rival": "best_alternative", "called": "option_in_text", "trail": "provenance"}
"""Names that templates and articles used before, with what they are now."""


class Missing(StrictUndefined):
    """An undefined name whose message says what could have been meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = self._undefined_name, self._undefined_obj
        if owner is missing:
            return f"{name!r} is undefined" + (f"; it is now {FORMER[name]!r}" if name in FORMER else "")
        if owner is None:
            return f"there is no {name!r} where there is nothing; ask first, such as {{% if comparison %}}"
        if isinstance(owner, Mapping) or is_dataclass(owner):
            keys = list(owner) if isinstance(owner, Mapping) else [field.name for field in fields(owner)]
            hint = f"it is now {FORMER[name]!r}" if name in FORMER else did_you_mean(str(name), map(str, keys))
            return f"there is no {name!r}; {hint}"
        known = (each for each in dir(owner) if not each.startswith("_")) if not isinstance(owner, str) else ()
        return f"{type(owner).__name__} has no {name!r}; {did_you_mean(str(name), known)}".removesuffix("; ")


def environment(templates: Mapping[str, str], localizer: Localizer | None = None) -> Environment:
    """Return a Jinja environment that can see these templates and the filters, and nothing else."""
    made = Closed(
        loader=Templates(templates),
        autoescape=True,
        finalize=printed,
        undefined=Missing,
        auto_reload=False,
        cache_size=-1,
        keep_trailing_newline=True,
        trim_blocks=False,
    )
    made.globals.clear()
    made.globals.update(range=_range, dict=_dict, namespace=Namespace)
    for name in _REMOVED_FILTERS:
        del made.filters[name]
    made.filters.update(
        filters(localizer or Localizer()), url=_url, url_part=_url_part, counted=_counted, heading=_heading
    )
    return made


@lru_cache(maxsize=1)
def syntax() -> Environment:
    """Return an environment with every filter and no templates: it checks the expressions of Markdown."""
    return environment({})


def render(environment: Environment, name: str, context: Mapping[str, Any]) -> Markup:
    """Return a template's page.  Raises ProblemError with file and line for whatever goes wrong in it."""
    try:
        return run(environment.get_template(name), context)
    except MISTAKES as error:
        raise ProblemError(problems_of(error, _paths(environment), context, environment.filters)) from error


def run(template: Template, context: Mapping[str, Any]) -> Markup:
    """Return the template's output, stopped when it grows out of all proportion."""
    started = _turns_left.set([MOST_TURNS]) if _turns_left.get() is None else None
    try:
        pieces, size = [], 0
        for piece in template.generate(context):
            size += len(piece)
            if size > LARGEST_OUTPUT:
                raise SecurityError(f"the page is larger than {LARGEST_OUTPUT // 1_000_000} MB")
            pieces.append(piece)
        return Markup("".join(pieces))
    finally:
        if started is not None:
            _turns_left.reset(started)


def problems_in(
    error: Exception, environment: Environment, context: Mapping[str, Any], lines: Mapping[str, Lines]
) -> list[Problem]:
    """Return the problems of an error in a text that was rendered in this environment; `lines` are by path."""
    return problems_of(error, {**_paths(environment), **lines}, context, environment.filters)


def _paths(environment: Environment) -> dict[str, Lines]:
    return {FOLDER + name: () for name in environment.list_templates()}


def _dict(*mappings: Mapping[str, Any], **items: Any) -> dict[str, Any]:
    """Return `dict(a=1)`; the class itself has methods that could change what pages share."""
    return dict(*mappings, **items)


def _range(*bounds: int) -> range:
    """Return a `range` of at most 10,000 numbers."""
    numbers = range(*bounds)
    if len(numbers) > LARGEST_PRODUCT:
        raise SecurityError(f"range of {len(numbers)} numbers is too long")
    return numbers


def _counted(items: Any) -> Any:
    """Return what a loop runs over; its turns are taken from what the page has left."""
    if items is None:
        raise UndefinedError("there is nothing to go through; ask first, such as {% if comparison %}")
    left = _turns_left.get()
    if left is None or isinstance(items, Undefined):
        return items
    if hasattr(items, "__len__"):
        _spend(left, len(items))
        return items
    return _counted_one_by_one(iter(items), left)


def _counted_one_by_one(items: Iterator[Any], left: list[int]) -> Iterator[Any]:
    for item in items:
        _spend(left, 1)
        yield item


def _spend(left: list[int], turns: int) -> None:
    left[0] -= turns
    if left[0] < 0:
        raise SecurityError(f"more than {MOST_TURNS:,} turns of loops in one page")


@pass_context
def _heading(context: Context, text: Markup, *arguments: Any) -> Markup:
    """Return a heading of an article, as the page that is being made numbers and lists it."""
    made: Markup = context["heading"](text, *arguments)
    return made


def _url(value: object) -> str:
    """Return the filter for a whole link target; what was escaped already is taken back first."""
    return safe_url(value.unescape() if isinstance(value, Markup) else value)


def _url_part(value: object) -> str:
    """Return the filter for a piece of a link target."""
    return url_part(value.unescape() if isinstance(value, Markup) else value)
