"""The reasons of a verdict: each rule that applied as one sentence with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...comparison.document import Document
from ...comparison.document.conclusions import Reason, Rule
from ..labels import capitalized, input_in_text
from ..localizer import YEARS, Localizer
from .answer import better

DIGITS = 6


def reasons(document: Document, localizer: Localizer) -> list[str]:
    """Return the reasons of a verdict in sentences, the deciding one first."""
    return [capitalized(_SENTENCES[reason.rule](reason, document, localizer)) for reason in document.verdict.reasons]


def _agree(reason: Reason, document: Document, localizer: Localizer) -> str:
    return localizer.message(
        "sentences.reason.agree",
        dearer=_dearer(reason, localizer),
        option=capitalized(_option(reason.better_fit, localizer)),
        better=better(document, localizer),
        points=localizer.count(_given(reason.gap), "points"),
    )


def _disagree(reason: Reason, document: Document, localizer: Localizer) -> str:
    return localizer.message(
        "sentences.reason.disagree",
        dearer=_dearer(reason, localizer),
        option=_option(reason.better_fit, localizer),
        points=localizer.count(_given(reason.gap), "points"),
    )


def _saving(reason: Reason, document: Document, localizer: Localizer) -> str:
    options = _both(reason, localizer)
    if localizer.money(_given(reason.amount)) == localizer.money(0):
        return localizer.message("sentences.reason.same", **options)
    share, limit = _shares(reason, localizer)
    return localizer.message("sentences.reason.saving", **options, share=share, limit=limit)


def _chance(reason: Reason, document: Document, localizer: Localizer) -> str:
    often = localizer.frequency(_given(reason.probability))
    low, high = (localizer.number(YEARS * _given(end)) for end in (reason.low, reason.high))
    options = _both(reason, localizer)
    return localizer.message("sentences.reason.chance", **options, often=often, low=low, high=high, all=YEARS)


def _assumption(reason: Reason, document: Document, localizer: Localizer) -> str:
    names = [input_in_text(name, document, localizer) for name in reason.inputs]
    option = _option(reason.option, localizer)
    return localizer.message("sentences.reason.assumption", inputs=localizer.listed(names), option=option)


def _score_gap(reason: Reason, document: Document, localizer: Localizer) -> str:
    if reason.option is None:
        return localizer.message("sentences.reason.no_lead")
    gap, limit = apart(
        _given(reason.gap), _given(reason.limit), lambda value: localizer.quantity(value, ""), 1
    )  # fmt: skip
    one = 1.0 if gap == localizer.quantity(1, "") else 2.0
    points = localizer.plural_form(one, "sentences.reason.points").format(n=gap)
    option = _option(reason.option, localizer)
    return localizer.message("sentences.reason.score_gap", option=option, points=points, limit=limit)


def _weightings(reason: Reason, document: Document, localizer: Localizer) -> str:
    share, limit = _shares(reason, localizer)
    option = _option(reason.option, localizer)
    return localizer.message("sentences.reason.weightings", option=option, share=share, limit=limit)


def apart(value: float, limit: float, shown: Callable[[float], str], digits: int) -> tuple[str, str]:
    """Return a value below its limit, and the limit, with as many decimals as they need to differ.

    The value has at least `digits` decimals before it is shown; a small one is never shown as 0.
    """
    end = shown(round(limit, DIGITS))
    for places in range(digits, DIGITS):
        text = shown(round(value, places))
        if text != end and (text != shown(0) or not value):
            return text, end
    return shown(round(value, DIGITS)), end


def _shares(reason: Reason, localizer: Localizer) -> tuple[str, str]:
    """Return the share of a reason and its limit, so that they read differently."""
    return apart(_given(reason.share), _given(reason.limit), lambda value: localizer.quantity(value, "fraction"), 2)


def _dearer(reason: Reason, localizer: Localizer) -> str:
    """Return by how much the second-cheapest option costs more, as a share of what the cheapest costs."""
    options = _both(reason, localizer)
    if reason.share is None:
        return localizer.message("sentences.reason.nothing", **options, amount=localizer.money(_given(reason.amount)))
    return localizer.message("sentences.reason.dearer", **options, share=localizer.percent(reason.share))


def _both(reason: Reason, localizer: Localizer) -> dict[str, str]:
    return {"option": _option(reason.option, localizer), "other": _option(reason.other, localizer)}


def _option(option: str | None, localizer: Localizer) -> str:
    """Return the name of an option of which the rule speaks."""
    assert option
    return localizer.option_in_text(option)


def _given(number: float | None) -> float:
    """Return a number of which the rule speaks."""
    assert number is not None
    return number


_SENTENCES: Mapping[Rule, Callable[[Reason, Document, Localizer], str]] = {
    "agree": _agree,
    "disagree": _disagree,
    "saving": _saving,
    "chance": _chance,
    "assumption": _assumption,
    "score_gap": _score_gap,
    "weightings": _weightings,
}
