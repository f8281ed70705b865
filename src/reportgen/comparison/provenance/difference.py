"""The way back of the difference between two options, and of how far one input moves it."""

from __future__ import annotations

from ..compute import Comparison
from ..difference import DOTS, Difference
from ..document.queries import FIXED
from ..inputs import WORDS, Option
from ..sensitivity import Bar
from .ledger import Ledger

PAIRING = (
    "both options face the same incidents: each is prevented (its whole break/fix cost is saved) or not (the "
    "difference of the two costs is); the year's sum, on a lattice by Fourier transform, less the difference in "
    "fixed costs"
)
OFFERS = (
    "both options face the same incidents: one prevents what the other does, as far as its share goes; then both are "
    "spared, or one, or neither; the year's sum of the differences, on a lattice by Fourier transform, less the "
    "difference in fixed costs"
)


def difference_figures(comparison: Comparison, book: Ledger) -> None:
    """Enters break/fix minus each offer, the expected savings by their short names, and one offer minus the other."""
    for option, found in comparison.differences.items():
        _difference(f"difference.{option}", found, ("break_fix", option), comparison, book)
        _over_horizon(comparison, book, option)
    money, totals = book.money("/year"), "year.break_fix.total - year.{}.total"
    for option, found in comparison.differences.items():
        label = f"Expected yearly saving of {WORDS[option]}"
        book.sum(f"expected_saving.{option}", label, found.expected, money, totals.format(option))
    saving = comparison.differences["managed"].expected
    book.sum("expected_saving", "Expected yearly saving of managed", saving, money, totals.format("managed"))
    if comparison.between_offers:
        _difference("between_offers", comparison.between_offers, ("managed", "co_managed"), comparison, book)


def _difference(
    place: str, found: Difference, pair: tuple[Option, Option], comparison: Comparison, book: Ledger
) -> None:
    """What the first option costs more than the second, on the same incidents."""
    first, option = pair
    words, money = WORDS[option], book.money("/year")
    against = "" if first == "break_fix" else f" against {WORDS[first]}"
    label = f"Expected yearly saving of {words}{against}"
    book.sum(f"{place}.expected", label, found.expected, money, f"year.{first}.total - year.{option}.total")
    pairing, sources = PAIRING if first == "break_fix" else OFFERS, _sources(comparison, pair)
    for name, value, what in (
        ("sd", found.sd, "standard deviation"),
        ("p10", found.p10, "9 of 10 years save more"),
        ("p50", found.p50, "half of years save more"),
        ("p90", found.p90, "1 of 10 years saves more"),
    ):
        book.told(f"{place}.{name}", f"Yearly saving of {words}{against}: {what}", value, money, pairing, sources)
    label = f"Chance that {WORDS[first]} costs more than {words} in a year"
    book.told(f"{place}.probability", label, found.probability, "probability", f"P(saving > 0): {pairing}", sources)
    label = f"Chance that {WORDS[first]} costs more than {words} in the first year"
    method = f"P(saving > onboarding beyond that of {WORDS[first]}): {pairing}"
    starts = [*sources, *(f"first_year.{each}.onboarding" for each in pair)]
    book.told(
        f"{place}.first_year_probability", label, found.first_year_probability, "probability", method, starts
    )  # fmt: skip
    for at, value in enumerate(found.dots):
        share = (2 * at + 1) / (2 * DOTS)
        method = f"smallest x with P(saving <= x) >= {share:g}; the distribution is that of {place}.sd"
        label = f"Yearly saving of {words}{against}: dot {at + 1} of {DOTS} equally likely ones"
        book.told(f"{place}.dots[{at}]", label, value, money, method, [f"{place}.sd"])


def _sources(comparison: Comparison, pair: tuple[Option, Option]) -> list[str]:
    """What the distribution of a difference rests on."""
    names = []
    for at in range(len(comparison.classes)):
        place = f"incidents[{at}]"
        names += [f"{place}.cost.{option}" for option in pair]
        names += [f"{place}.per_year", *(f"{place}.prevented.{each}" for each in pair if each != "break_fix")]
    names += [f"year.{option}.{part}" for option in pair for part in FIXED]
    return names + (["rate_size"] if comparison.inputs.rate_size else [])


def _over_horizon(comparison: Comparison, book: Ledger, option: Option) -> None:
    """The saving over the whole horizon."""
    totals, words = comparison.totals, WORDS[option]
    for name, label, value in (
        ("total", "as paid", totals["break_fix"].total - totals[option].total),
        ("npv", "present value", totals["break_fix"].npv - totals[option].npv),
    ):
        key = f"horizon.{'difference' if name == 'total' else 'npv_difference'}.{option}"
        formula = f"horizon.options.break_fix.{name} - horizon.options.{option}.{name}"
        book.sum(key, f"Expected saving of {words} over the horizon, {label}", value, book.money(), formula)


def sensitivity_figures(comparison: Comparison, book: Ledger, option: Option) -> None:
    """Enters both ends of every bar of an option's tornado, and its length."""
    for at, bar in enumerate(comparison.sensitivities[option]):
        _bar(f"sensitivities.{option}[{at}]", bar, option, book)
        if option == "managed":
            _alias(f"sensitivity[{at}]", f"sensitivities.managed[{at}]", book)


def _bar(place: str, bar: Bar, option: Option, book: Ledger) -> None:
    saving, money = f"expected_saving.{option}", book.money("/year")
    for end, value, result in (("low", bar.low, bar.at_low), ("high", bar.high, bar.at_high)):
        label = f"Expected yearly saving of {WORDS[option]}, {bar.label} at its {end} of {value:,.10g} {bar.unit}"
        method = f"{saving} computed again with {value:,.10g} for {bar.input}, all else unchanged"
        book.told(f"{place}.at_{end}", label.rstrip(), result, money, method, [saving, bar.input])
    label = f"How far {bar.label} moves the saving of {WORDS[option]}"
    ends = f"{place}.at_low, {place}.at_high"
    book.sum(f"{place}.swing", label, bar.swing, money, f"max({ends}) - min({ends})")


def _alias(name: str, place: str, book: Ledger) -> None:
    """The same numbers by the name they had before other options had theirs."""
    for part in ("at_low", "at_high", "swing"):
        entry = book.entries[f"{place}.{part}"]
        book.sum(f"{name}.{part}", entry["label"], entry["value"], entry["unit"], f"{place}.{part}")
