"""Labels of inputs and figures, by the names that the model gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..comparison.document import Document
from ..comparison.document.queries import incident_of
from ..comparison.options import OPTIONS, Option
from .localizer import Localizer
from .methods import exactly

_INDEX = re.compile(r"\[(\d+)\]")
_OPTION = re.compile(rf"(?<!\w)({'|'.join(OPTIONS)})(?!\w)")


def label(name: str, document: Document, localizer: Localizer) -> str:
    """Return the label of an input or figure: `Managed IT: fee per person` for `managed.per_user_month`.

    The messages under `label` have its name as their key, in which `[]` stands for any index, `{option}` for any
    option and `{factor}` for any factor.  Of several keys that match, the one with the fewest of these is taken.
    """
    for key in matching_keys(name, document):
        if pattern := localizer.text.get(f"label.{key}", ""):
            return pattern.format_map(_parts(name, document, localizer))
    raise ValueError(f"the strings of this language have no label for {name!r}")


def input_in_text(name: str, document: Document, localizer: Localizer, words: int | None = None) -> str:
    """Return an input as a sentence names it: `how many “Workstation” incidents managed IT prevents`.

    The messages under `input_in_text` have the same keys as those under `label`.  With `words`, the name of a kind of
    incident is shortened to so many words: `how many “Parts counter…” incidents managed IT prevents`.
    """
    patterns = (localizer.text.get(f"input_in_text.{key}", "") for key in matching_keys(name, document))
    pattern = next(filter(None, patterns), "")
    if not pattern:
        raise ValueError(f"the strings of this language have no input_in_text for {name!r}")
    parts = _parts(name, document, localizer)
    if words is not None and "incident" in parts and len(parts["incident"].split()) > words:
        parts["incident"] = " ".join(parts["incident"].split()[:words]) + "…"
    return pattern.format_map(parts)


def matching_keys(name: str, document: Document) -> Iterator[str]:
    """Yield the keys that match a name, the most specific first."""
    if reason := re.match(r"verdict\.reasons\[(\d+)\]", name):
        yield name.replace(reason[0], f"verdict.{document.verdict.reasons[int(reason[1])].rule}")
    yield name
    yield _INDEX.sub("[]", name)
    general = _OPTION.sub("{option}", name)
    if name.startswith("fit."):
        factors = "|".join(re.escape(factor.id) for factor in document.fit.factors)
        general = re.sub(rf"^fit\.({factors})\.", "fit.{factor}.", general)
    yield general
    yield _INDEX.sub("[]", general)


def _parts(name: str, document: Document, localizer: Localizer) -> dict[str, str]:
    """Return what the pattern of a label may contain."""
    indices = [int(index) for index in _INDEX.findall(name)]
    option = _option_in(name)
    parts = {"months": str(document.horizon.months)} | _named(localizer, option=option)
    if indices:
        parts["n"] = str(indices[-1] + 1)
    if incident := incident_of(name, document):
        parts["incident"] = incident.name
    section = re.split(r"\W", name)[0]
    if section == "fit":
        parts["factor"] = next((factor.name for factor in document.fit.factors if f".{factor.id}." in name), "")
    elif section == "sensitivities" and option:
        bar = document.sensitivities[option][indices[0]]
        parts["input"] = input_in_text(bar.input, document, localizer)
        parts |= {end: f"{exactly(value)} {bar.unit}".rstrip() for end, value in (("low", bar.low), ("high", bar.high))}
    elif section == "verdict":
        reason = document.verdict.reasons[indices[0]]
        parts |= _named(localizer, option=reason.option, other=reason.other)
    return parts


def _option_in(name: str) -> Option | None:
    found = _OPTION.search(name)
    return next(option for option in OPTIONS if option == found[0]) if found else None


def _named(localizer: Localizer, **options: str | None) -> dict[str, str]:
    """Return options as a sentence names them, and under a capitalized key as a label does."""
    named = {key: localizer.option_in_text(option) for key, option in options.items() if option}
    return named | {key.title(): localizer.option_name(option) for key, option in options.items() if option}


def capitalized(text: str) -> str:
    """Return the text with a capital as its first letter: `Managed IT`."""
    return text[:1].upper() + text[1:]


def about(number: float, localizer: Localizer) -> str:
    """Return a count as in prose: whole from 10 on, else with a decimal."""
    return localizer.number(float(round(number)) if number >= 9.5 else number)
