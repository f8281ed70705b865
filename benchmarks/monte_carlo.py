"""The same numbers by drawing years at random: a check on the Fourier transform that shares nothing with it.

    python -m benchmarks.monte_carlo [YEARS]

Prints each sample client's figures beside their random counterparts and how many standard errors lie between.  Random
numbers have no place in a build; this is for the reader who would rather believe dice.
"""

from __future__ import annotations

import sys

import numpy as np

from reportgen.comparison import compare
from reportgen.comparison.incidents import Incident
from reportgen.comparison.inputs import Inputs
from reportgen.comparison.options import Option
from reportgen.comparison.repair_time import Z90
from reportgen.project.schema.assumptions import read_assumptions
from reportgen.project.schema.client import read_client
from reportgen.project.schema.factors import read_factors
from reportgen.project.schema.terms import read_terms
from reportgen.project.terms import completed

from .comparison import CONTENT, record

LIMIT = 4.5  # standard errors; of some sixty figures hardly ever one lies so far off by chance


def drawn(inputs: Inputs, incident: Incident, option: Option, years: int, dice: np.random.Generator) -> tuple:
    """Yearly cost of one incident class under break/fix and under an option, the incidents being the same."""
    counts = dice.poisson(incident.per_year, years)
    owner = np.repeat(np.arange(years), counts)
    spec = incident.source.repair_hours
    sigma = np.log(spec.p90.value / spec.median.value) / Z90
    hours = np.minimum(spec.median.value * np.exp(sigma * dice.standard_normal(len(owner))), spec.cap_hours.value)
    terms = inputs.break_fix
    minimum = terms.minimum_hours if incident.source.onsite else terms.remote_minimum_hours
    billed = np.maximum(minimum.value, np.ceil(hours / terms.increment_hours.value) * terms.increment_hours.value)
    hour = incident.hour_lost + incident.hour_at_risk
    waits = incident.source.wait_hours
    today = billed * incident.hourly_rate * incident.multiplier + incident.travel_fee
    today += (waits.of("break_fix") + hours) * hour
    offer = (waits.of(option) + hours) * hour
    offer[dice.random(len(owner)) < incident.source.prevented.of(option)] = 0
    return tuple(np.bincount(owner, weights=cost, minlength=years) for cost in (today, offer))


def main() -> int:
    """Prints the table; 0 when all figures agree."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    assumptions = read_assumptions(record(CONTENT / "assumptions.yml"))
    factors = read_factors(record(CONTENT / "factors.yml"))
    terms = read_terms(record(CONTENT / "terms.yml"))
    dice = np.random.default_rng(20261102)
    worst = 0.0
    for path in sorted((CONTENT / "clients").glob("*.yml")):
        inputs = read_client(completed(record(path), terms), assumptions, factors).inputs("2026-11-02")
        found = compare(inputs)
        option: Option = inputs.options[-1]
        pairs = [drawn(inputs, each, option, years, dice) for each in found.classes]
        today = sum(pair[0] for pair in pairs) + found.years["break_fix"].fixed
        offer = sum(pair[1] for pair in pairs) + found.years[option].fixed
        print(f"\n{path.stem}, break/fix against {option}, {years:,} years")
        chance = found.differences[option].probability
        rows = [
            ("mean, break/fix", found.years["break_fix"].total, today.mean(), today.std() / years**0.5),
            (f"mean, {option}", found.years[option].total, offer.mean(), offer.std() / years**0.5),
            ("P(break/fix costs more)", chance, (today > offer).mean(), (chance * (1 - chance) / years) ** 0.5),
        ]
        for name, q in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9), ("p95", 0.95)):
            for kind, draws in (("break_fix", today), (option, offer)):
                exact = found.quantiles[kind][name]
                share = (draws <= exact).mean()  # how much lies below the exact quantile
                rows.append((f"share below {name}, {kind}", q, share, (q * (1 - q) / years) ** 0.5))
        for name, exact, seen, error in rows:
            apart = abs(seen - exact) / error
            worst = max(worst, apart)
            print(f"  {name:<32} {exact:14,.4f} {seen:14,.4f} {apart:6.1f} standard errors")
    print(f"\nworst {worst:.1f}, limit {LIMIT}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
