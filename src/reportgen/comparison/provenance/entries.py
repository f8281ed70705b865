"""The figures of a comparison with the way each was computed, in the order in which they can be computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from re import compile as pattern

from ..document.model import Figure, Method

NAME = pattern(r"(?<![\w.\]])[a-z_]\w*(?:\[\d+\])*(?:\.\w+(?:\[\d+\])*)*(?!\w*\()")
FUNCTIONS = frozenset({"max", "min", "ceil", "sqrt", "exp", "log", "phi"})


@dataclass(frozen=True)
class Provenance:
    """A collection of figures by name; `currency` is that of all amounts."""

    currency: str
    entries: dict[str, Figure] = field(default_factory=dict)

    def add_formula(self, name: str, value: float | None, unit: str, formula: str) -> str:
        """Add a figure whose formula is arithmetic over names, and return its name.

        Besides + - * / ** a formula may use max, min, ceil, sqrt, exp, log, and phi, the distribution function of
        the standard normal.  `ceil` ignores a billionth, so that ceil(1.1 / 0.1) is 11.
        """
        names = tuple(each for each in dict.fromkeys(NAME.findall(formula)) if each not in FUNCTIONS)
        self.entries[name] = Figure(value, unit, "arithmetic", formula, names)
        return name

    def add_described(
        self,
        name: str,
        value: float | None,
        unit: str,
        method: Method,
        inputs: Iterable[str],
        **parameters: float | str,
    ) -> str:
        """Add a figure that takes a distribution or a table, with the name of the method, and return its name."""
        self.entries[name] = Figure(value, unit, method, None, tuple(inputs), parameters or None)
        return name

    def money(self, per: str = "") -> str:
        """Return the unit of an amount: `USD`, `USD/year`."""
        return self.currency + per


def plus(terms: Iterable[str]) -> str:
    """Return a formula that adds up the terms; `0` for none."""
    return " + ".join(terms) or "0"
