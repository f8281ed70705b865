"""A book of figures: each with its label, value, unit, formula, and the names it was computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any

NAME = pattern(r"(?<![\w.\]])[a-z_]\w*(?:\[\d+\])*(?:\.\w+(?:\[\d+\])*)*(?!\w*\()")
FUNCTIONS = frozenset({"max", "min", "ceil", "sqrt", "exp", "log", "phi"})


@dataclass(frozen=True)
class Ledger:
    """Figures in the order in which they can be computed."""

    currency: str
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sum(self, name: str, label: str, value: float | None, unit: str, formula: str) -> str:
        """Enters a figure that anybody can recompute: the formula is arithmetic over names.  Returns its name.

        Besides + - * / ** a formula may use max, min, ceil, sqrt, exp, log, and phi, the distribution function of
        the standard normal.  `ceil` forgives a billionth, so that 1.1 / 0.1 is 11.
        """
        names = [each for each in dict.fromkeys(NAME.findall(formula)) if each not in FUNCTIONS]
        return self._enter(name, label, value, unit, "arithmetic", formula, names)

    def told(self, name: str, label: str, value: float | None, unit: str, words: str, names: list[str]) -> str:
        """Enters a figure that takes a distribution or a table: how it was found, in words.  Returns its name."""
        return self._enter(name, label, value, unit, "described", words, names)

    def money(self, per: str = "") -> str:
        """The unit of an amount: `USD`, `USD/year`."""
        return self.currency + per

    def _enter(
        self, name: str, label: str, value: float | None, unit: str, method: str, formula: str, names: list[str]
    ) -> str:
        self.entries[name] = {
            "label": label,
            "value": value,
            "unit": unit,
            "method": method,
            "formula": formula,
            "inputs": names,
        }
        return name


def plus(terms: list[str]) -> str:
    """A formula that adds up; `0` for nothing."""
    return " + ".join(terms) or "0"
