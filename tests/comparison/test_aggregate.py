"""The distribution of a year's cost, against closed forms, published exercises, a second method, and its laws.

KPW is Klugman, Panjer and Willmot, *Loss Models*; its exercises are quoted by number with the answers printed there.
"""

from __future__ import annotations

from math import erf, exp, factorial, lgamma, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.comparison.aggregate import Distribution, Frequency, Severity, aggregate, deviation, lattice
from reportgen.problems import ProblemError


def severity(amounts: dict[float, float]) -> Severity:
    """Amounts with their weights, which need not add up to one."""
    weights = np.array(list(amounts.values()))
    return Severity(np.array(list(amounts), dtype=float), weights / weights.sum())


def density(losses: Distribution, amount: float) -> float:
    """P(S = amount) for an amount on the lattice."""
    return losses.below(amount) - losses.below(amount - losses.step)


def panjer(weights: list[float], frequency: Frequency, length: int) -> list[float]:
    """The density of S on the whole numbers by Panjer's recursion (KPW, theorem 9.8): a second, exact method."""
    size, mean = frequency.size, frequency.mean
    if size is None:
        a, b, zero = 0.0, mean, exp(mean * (weights[0] - 1))
    else:
        beta = mean / size
        a, b = beta / (1 + beta), (size - 1) * beta / (1 + beta)
        zero = (1 - beta * (weights[0] - 1)) ** -size
    found = [zero]
    for x in range(1, length):
        terms = ((a + b * y / x) * weights[y] * found[x - y] for y in range(1, min(x, len(weights) - 1) + 1))
        found.append(sum(terms) / (1 - a * weights[0]))
    return found


# ---- published exercises


def test_kpw_9_34() -> None:
    found = aggregate(severity({100: 0.8, 500: 0.16, 1000: 0.04}), Frequency(5))
    assert density(found, 600) == pytest.approx(0.0598929, abs=5e-8)


def test_kpw_9_9() -> None:
    merged = severity({1: 2 * 0.6 + 1 * 0.7, 2: 2 * 0.4, 3: 1 * 0.3})  # two policies, 2 and 1 claims a year
    assert density(aggregate(merged, Frequency(3)), 2) * exp(3) == pytest.approx(2.605, abs=5e-13)


def test_kpw_9_57_poisson() -> None:
    losses = severity({1: 0.4, 2: 0.3, 3: 0.2, 4: 0.1})
    assert aggregate(losses, Frequency(3)).below(3) == pytest.approx(0.288168, abs=5e-7)


def test_kpw_9_58_negative_binomial() -> None:
    losses = severity({1: 0.4, 2: 0.3, 3: 0.2, 4: 0.1})
    assert aggregate(losses, Frequency(3, size=6)).below(3) == pytest.approx(0.339408, abs=5e-7)


def test_kpw_9_5_on_our_lattice() -> None:
    # Any number of persons, so the generating function is written out here; the lattice is ours.
    persons = [0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01]
    shares = [0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025]
    cost = severity({25.0 * place: share for place, share in enumerate(shares, 1)})
    spectrum = np.fft.rfft(lattice(cost, 25, 128))
    density = np.fft.irfft(np.polynomial.polynomial.polyval(spectrum, persons), 128)
    amounts = 25 * np.arange(128)
    mean = float(density @ amounts)
    assert mean == pytest.approx(314.5, abs=1e-9)
    assert sqrt(density @ amounts**2 - mean**2) == pytest.approx(191.616, abs=5e-4)


def test_kpw_9_59_at_a_span_of_100() -> None:
    def gamma(x: float) -> float:  # shape 1/2, scale 2500
        return erf(sqrt(x / 2500))

    rounded = {100.0 * k: gamma(100 * k + 50) - (gamma(100 * k - 50) if k else 0) for k in range(500)}
    found = aggregate(severity(rounded), Frequency(5))
    assert found.above(19_900) == pytest.approx(0.016132, abs=5e-7)  # the benefit is paid from 20,000 on


# ---- closed forms


def test_a_fixed_amount_makes_a_poisson_count() -> None:
    found = aggregate(severity({250: 1}), Frequency(4))
    for count in range(20):
        assert density(found, 250 * count) == pytest.approx(exp(-4) * 4**count / factorial(count), abs=1e-14)


def test_logarithmic_amounts_make_a_negative_binomial() -> None:
    # Compound Poisson with logarithmic severity is negative binomial (KPW, example 7.5).
    size, beta = 1.5, 0.8
    q = beta / (1 + beta)
    logarithmic = {float(k): q**k / (k * -log(1 - q)) for k in range(1, 120)}
    found = aggregate(severity(logarithmic), Frequency(size * log(1 + beta)))
    for k in range(30):
        choose = exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1))
        assert density(found, k) == pytest.approx(choose * q**k * (1 - q) ** size, abs=1e-12)


def test_exponential_amounts_have_a_series() -> None:
    # P(S <= x) = sum over n of P(N = n) P(gamma(n) <= x); 20,000 quantiles stand in for the exponential.
    quantiles = -1000 * np.log(1 - (np.arange(20_000) + 0.5) / 20_000)
    found = aggregate(Severity(quantiles, np.full(20_000, 1 / 20_000)), Frequency(2))

    def erlang(n: int, x: float) -> float:
        return 1 - exp(-x) * sum(x**k / factorial(k) for k in range(n))

    for amount in (500, 2000, 5000, 9000):
        series = sum(exp(-2) * 2**n / factorial(n) * erlang(n, amount / 1000) for n in range(40))
        assert found.below(amount) == pytest.approx(series, abs=5e-4)


def test_amounts_of_both_signs_make_a_skellam() -> None:
    found = aggregate(severity({1: 2, -1: 3}), Frequency(5))  # the difference of Poisson(2) and Poisson(3)
    angles = (np.arange(4096) + 0.5) * pi / 4096
    for k in range(-8, 7):
        bessel = np.mean(np.exp(2 * sqrt(6) * np.cos(angles)) * np.cos(abs(k) * angles))
        assert density(found, k) == pytest.approx(exp(-5) * (2 / 3) ** (k / 2) * bessel, abs=1e-13)


# ---- a second method on the same lattice


@pytest.mark.parametrize("size", [None, 0.5, 7.5])
def test_panjers_recursion_agrees_to_a_trillionth(size: float | None) -> None:
    weights = [0.1, 0.3, 0.0, 0.2, 0.25, 0.15]
    frequency = Frequency(6, size)
    found = aggregate(severity({float(k): weight for k, weight in enumerate(weights)}), frequency)
    for k, exact in enumerate(panjer(weights, frequency, 150)):
        assert density(found, k) == pytest.approx(exact, abs=1e-12)


# ---- what is asked of a distribution


def test_a_quantile_is_the_smallest_amount_that_reaches_it() -> None:
    found = aggregate(severity({10: 1}), Frequency(log(2)))  # P(S = 0) is one half
    assert found.quantile(0.5) == 0
    assert found.quantile(0.500001) == 10


def test_above_is_strictly_more_and_never_noise() -> None:
    found = aggregate(severity({10: 1}), Frequency(1))
    assert found.above(10) == pytest.approx(1 - 2 * exp(-1), abs=1e-14)
    assert found.above(9.99) == pytest.approx(1 - exp(-1), abs=1e-14)
    assert found.above(1e9) == 0
    assert found.above(-1) == 1


def test_nothing_happens_when_nothing_can() -> None:
    for found in (aggregate(severity({100: 1}), Frequency(0)), aggregate(severity({0: 1}), Frequency(5))):
        assert (found.quantile(0.95), found.above(0), found.sd) == (0, 0, 0)


def test_many_small_incidents_stay_exact() -> None:
    found = aggregate(severity({3: 0.5, 7: 0.5}), Frequency(20_000))  # exp(-20000) is 0 to a computer
    assert found.quantile(0.5) == pytest.approx(100_000, abs=5)
    assert found.mean == 100_000


def test_a_grid_that_would_be_too_large_is_refused() -> None:
    odd = severity({1: 1e6, 1e9: 1e-8})  # a step that holds the second says nothing about the first
    with pytest.raises(ProblemError) as caught:
        aggregate(odd, Frequency(1e6), limit=1 << 17)
    problem = caught.value.problems[0]
    assert problem.message.startswith("the distribution of yearly cost needs more than 131,072 grid points: ")
    assert problem.field == "incidents"
    assert problem.hint == "check rates, hours and amounts; some are thousands of times larger than others"


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (lambda pmf: np.roll(pmf, 3), "mean"),
        (lambda pmf: np.convolve(pmf, [0.05, 0.9, 0.05], "same"), "variance"),
        (lambda pmf: np.roll(pmf, len(pmf) // 2), "outside"),
    ],
    ids=["shifted", "blurred", "wrapped"],
)
def test_the_guard_sees_a_wrong_grid(broken: object, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.comparison import aggregate as module

    right = module._transform

    def wrong(*arguments: object) -> object:
        pmf, start = right(*arguments)  # type: ignore[arg-type]
        return broken(pmf), start  # type: ignore[operator]

    monkeypatch.setattr(module, "_transform", wrong)
    with pytest.raises(ProblemError, match=complaint):
        aggregate(severity({100: 0.8, 500: 0.16, 1000: 0.04}), Frequency(5))


# ---- laws

AMOUNTS = st.dictionaries(st.integers(1, 400).map(float), st.floats(0.05, 1), min_size=1, max_size=5).map(severity)
MEANS = st.floats(0.05, 60)
SIZES = st.one_of(st.none(), st.floats(0.5, 50))
few = settings(max_examples=25, deadline=None)


def moments(found: Distribution) -> tuple[float, float]:
    """Mean and standard deviation read off the grid."""
    density = np.diff(found.cumulative, prepend=0)
    place = (found.start + np.arange(len(density))) * found.step
    mean = float((density * place).sum())
    return mean, sqrt(max(float((density * place**2).sum()) - mean**2, 0))


@few
@given(AMOUNTS, MEANS, SIZES)
def test_the_grid_has_the_analytic_moments(losses: Severity, mean: float, size: float | None) -> None:
    found = aggregate(losses, Frequency(mean, size))
    assert moments(found) == pytest.approx((mean * losses.mean, deviation(losses, Frequency(mean, size))), rel=1e-3)


@few
@given(AMOUNTS, MEANS, st.sampled_from([0.25, 3.0, 7.5]), st.sampled_from([0.1, 0.5, 0.9, 0.95]))
def test_amounts_times_c_scale_every_quantile(losses: Severity, mean: float, c: float, q: float) -> None:
    scaled = Severity(losses.amounts * c, losses.probabilities)
    one, other = aggregate(losses, Frequency(mean)), aggregate(scaled, Frequency(mean))
    assert other.quantile(q) == pytest.approx(c * one.quantile(q), abs=2 * max(other.step, c * one.step))


@few
@given(AMOUNTS, MEANS, st.floats(1, 20), st.floats(1.5, 4))
def test_more_dispersion_at_the_same_mean_is_more_spread(
    losses: Severity, mean: float, size: float, factor: float
) -> None:
    known, vague, vaguer = (deviation(losses, Frequency(mean, each)) for each in (None, size * factor, size))
    assert known < vague < vaguer


@few
@given(AMOUNTS, SIZES)
def test_a_rate_that_vanishes_leaves_nothing(losses: Severity, size: float | None) -> None:
    found = aggregate(losses, Frequency(1e-6, size))
    assert found.below(0) == pytest.approx(1, abs=2e-6)


@few
@given(AMOUNTS, AMOUNTS, MEANS, MEANS)
def test_independent_classes_merge(one: Severity, other: Severity, rate: float, second: float) -> None:
    # S1 + S2 has the mixture as its severity: compare with the convolution of the two.
    total = rate + second
    merged = Severity(
        np.concatenate((one.amounts, other.amounts)),
        np.concatenate((one.probabilities * rate, other.probabilities * second)) / total,
    )
    whole = aggregate(merged, Frequency(total))
    assert whole.mean == pytest.approx(rate * one.mean + second * other.mean)
    assert whole.sd**2 == pytest.approx(deviation(one, Frequency(rate)) ** 2 + deviation(other, Frequency(second)) ** 2)


def test_merging_is_convolution() -> None:
    one, other = severity({1: 0.5, 3: 0.5}), severity({2: 1})
    merged = severity({1: 1, 3: 1, 2: 1.5})  # rates 2 and 1.5
    whole = aggregate(merged, Frequency(3.5))
    parts = [
        [density(aggregate(losses, Frequency(rate)), k) if (rate, k % 2) != (1.5, 1) else 0.0 for k in range(30)]
        for losses, rate in ((one, 2), (other, 1.5))
    ]
    for k in range(30):
        convolved = sum(parts[0][j] * parts[1][k - j] for j in range(k + 1))
        assert density(whole, k) == pytest.approx(convolved, abs=1e-12)
