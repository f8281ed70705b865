"""What things cost, by hand, and the laws that every cost keeps."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alder_lane import CO_MANAGED, client
from reportgen.comparison import compare
from reportgen.comparison.break_even import break_even
from reportgen.comparison.cost import annuity, expected, first_year, growth, over_horizon, year
from reportgen.comparison.cumulative import bands
from reportgen.comparison.difference import costs, difference, savings
from reportgen.comparison.incidents import hourly_loss, incidents
from reportgen.comparison.inputs import Inputs, with_value
from reportgen.comparison.options import Option
from reportgen.comparison.quantity import Quantity
from reportgen.comparison.repair_time import Z90, billed_hours, capped_lognormal, distribution
from reportgen.comparison.sensitivity import reaches, sensitivity

ONE = client(("  - name: Everyone", "  # the rest\n  - name: Everyone"), ("per_year: 2\n", "per_year: 0\n")).inputs("")
BOTH = client().inputs("")
TEAM = client(*CO_MANAGED).inputs("")


def saving(inputs: Inputs, option: Option) -> float:
    """What an option is expected to save in a steady year, compared with break/fix."""
    classes = incidents(inputs)
    return expected("break_fix", classes, inputs) - expected(option, classes, inputs)


def changed(inputs: Inputs, **values: float) -> Inputs:
    """The same inputs with some quantities changed; `__` stands for a dot, `k__` for the first incident class."""
    for name, value in values.items():
        place = name.replace("k__", "incidents[0].", 1) if name.startswith("k__") else name
        inputs = with_value(inputs, place.replace("__", "."), value)
    return inputs


# ---- by hand


def test_a_year_by_hand() -> None:
    # One class: 20 a year, 2 hours of repair each, one person at half speed, nobody comes out.
    #   cost of an hour      30 * 1.4234                          =    42.702
    #   invoice              2 h * 120                            =   240
    #   break/fix, one       240 + (4 + 2) * 42.702 * 0.5         =   368.106
    #   break/fix, year      20 * 368.106                         = 7,362.12
    #   managed, year        20 * 0.6 * (1 + 2) * 42.702 * 0.5    =   768.636
    #                        + 12 * 10 * 110 + 4 h * 120          = 14,448.636
    classes = incidents(ONE)
    today, offer = year("break_fix", classes, ONE), year("managed", classes, ONE)
    assert classes[0].mean_cost("break_fix") == pytest.approx(368.106)
    assert (today.invoices, today.productivity) == pytest.approx((4800, 2562.12))
    assert today.total == pytest.approx(7362.12)
    assert (offer.productivity, offer.fees, offer.out_of_scope) == pytest.approx((768.636, 13_200, 480))
    assert offer.total == pytest.approx(14_448.636)
    assert first_year("managed", offer, ONE).total == pytest.approx(15_448.636)


@pytest.mark.parametrize(
    ("margin", "share", "lost", "at_risk"),
    [
        (100, 1, 0, 100),  # who stops earns the margin: it pays them too
        (100, 0, 60, 100),  # others earn it: both are lost
        (100, 0.5, 30, 100),  # half of their pay is in it
        (100, None, 0, 100),  # not known: the larger alone, here the margin
        (40, None, 60, 0),  # and here the pay
        (0, None, 60, 0),  # no margin at risk
    ],
)
def test_no_hour_is_counted_twice(margin: float, share: float | None, lost: float, at_risk: float) -> None:
    # Three people at 40 an hour, half of whose work stops: 60 an hour.
    source = replace(
        ONE.incidents[0],
        revenue_per_hour=Quantity("", margin),
        pay_in_margin=None if share is None else Quantity("", share),
    )
    assert hourly_loss(source, 3 * 40 * 0.5) == pytest.approx((lost, at_risk))


def test_what_a_fee_covers_is_billed_under_break_fix_too() -> None:
    # 30 hours of planned work at 120, and 45 a month for tools: 3,600 + 540 a year.
    inputs = client(
        ("hourly_rate: 120", "hourly_rate: 120\n  planned_hours_per_year: 30\n  recurring_month: 45")
    ).inputs("")
    classes, before = incidents(inputs), year("break_fix", incidents(BOTH), BOTH)
    today, offer = year("break_fix", classes, inputs), year("managed", classes, inputs)
    assert (today.planned, today.recurring, today.fixed) == pytest.approx((3600, 540, 4140))
    assert today.total == pytest.approx(before.total + 4140)
    assert (offer.planned, offer.recurring) == (0, 0)
    grown = over_horizon("break_fix", today, inputs).total - over_horizon("break_fix", before, BOTH).total
    assert grown == pytest.approx(4140 * (1 + 1.03 + 1.03**2))
    months = bands("break_fix", today, costs(classes, "break_fix"), inputs)
    assert months[-1].mean == pytest.approx(over_horizon("break_fix", today, inputs).total)


def test_a_fee_at_its_break_even_gives_equality_with_planned_work() -> None:
    text = "hourly_rate: 120\n  planned_hours_per_year: 30\n  recurring_month: 45"
    inputs = client(("hourly_rate: 120", text)).inputs("")
    fee = compare(inputs).break_evens["managed"].fee_per_user_month
    assert fee is not None
    assert saving(changed(inputs, managed__per_user_month=fee), "managed") == pytest.approx(0, abs=1e-6)


def test_hours_of_downtime_by_hand() -> None:
    # 20 incidents of 4 + 2 hours for one person: 120 person-hours, 12 for each of ten people;
    # availability 1 - 120 / (10 * 2080).
    today = year("break_fix", incidents(ONE), ONE)
    assert (today.incidents, today.downtime_hours, today.person_hours) == (20, 120, 120)
    assert today.person_hours_per_user == 12
    assert today.availability == pytest.approx(1 - 120 / 20_800)


def test_the_spread_of_a_year_by_hand() -> None:
    # A fixed cost of 368.106, 20 times a year in the mean: sqrt(20) * 368.106.  With a rate known no better than
    # a gamma of size 4: Var = 20 * 368.106^2 + 7362.12^2 / 4.
    assert year("break_fix", incidents(ONE), ONE).sd == pytest.approx(sqrt(20) * 368.106)
    vague = replace(ONE, rate_size=4.0)
    by_hand = sqrt(20 * 368.106**2 + 7362.12**2 / 4)
    assert year("break_fix", incidents(vague), vague).sd == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("hours", "minimum", "increment", "billed"),
    [
        (0, 1, 0.25, 0),  # nothing logged, nothing billed
        (0.1, 1, 0.25, 1),  # the minimum
        (1.01, 1, 0.25, 1.25),  # begun quarters count
        (1.25, 1, 0.25, 1.25),  # full ones are not counted twice
        (1.1, 0.5, 0.1, 1.1),  # 1.1 / 0.1 is 11.000000000000002 to a computer
    ],
)
def test_billed_hours(hours: float, minimum: float, increment: float, billed: float) -> None:
    assert billed_hours(hours, minimum, increment) == pytest.approx(billed)


def test_an_emergency_after_hours_is_charged_once() -> None:
    urgent = client(
        ("onsite: yes", "onsite: yes\n    emergency: yes\n    after_hours: yes"),
        ("hourly_rate: 120", "hourly_rate: 120\n  emergency_multiplier: 2\n  after_hours_multiplier: 1.5"),
    ).inputs("")
    assert incidents(urgent)[1].multiplier == 2


def test_own_staff_count_in_every_option_that_keeps_them() -> None:
    # One post at 60,340 with 1.4234 of employer's cost.
    classes = incidents(TEAM)
    for option in TEAM.options:
        assert year(option, classes, TEAM).internal == pytest.approx(60_340 * 1.4234)
    freed = changed(TEAM, managed__internal_fte=0)
    assert year("managed", incidents(freed), freed).internal == 0


def test_the_horizon_by_hand() -> None:
    # Two prices over 36 months: x (1.03)^0, ^1, ^2 for a year each.
    assert growth(0.03, 36) == pytest.approx(1 + 1.03 + 1.03**2)
    assert annuity(0.0, 0.0, 36) == pytest.approx(3)
    # A year of 12 payments of 1/12 at 6 %: (1/12) * (v + v^2 + ... + v^12), v = 1.06^(-1/12).
    v = 1.06 ** (-1 / 12)
    assert annuity(0, 0.06, 12) == pytest.approx(sum(v**month for month in range(1, 13)) / 12)
    offer = first_year("managed", year("managed", incidents(ONE), ONE), ONE)
    total = over_horizon("managed", offer, ONE).total
    assert total == pytest.approx(1000 + (13_200 + 480 + 768.636) * (1 + 1.03 + 1.03**2))


def test_break_evens_by_hand() -> None:
    # Fixed extra cost of managed 13,680; incidents cost 7,362.12 today and 768.636 under managed.
    classes = incidents(ONE)
    found = break_even("managed", {option: year(option, classes, ONE) for option in ONE.options}, classes, ONE)
    assert found.incident_multiplier == pytest.approx(13_680 / (7362.12 - 768.636))
    assert found.incidents_per_year == pytest.approx(20 * 13_680 / (7362.12 - 768.636))
    assert found.fee_per_user_month == pytest.approx(110 - (13_680 - 6593.484) / 120)
    # All 20 unprevented under managed would cost 1,281.06: 1 - (7362.12 - 13680) / 1281.06 is far above 1.
    assert found.required_prevention == pytest.approx(1 + 6317.88 / 1281.06)
    assert found.prevented_fraction is None
    assert not found.perfect_prevention_pays


# ---- the lognormal


@pytest.mark.parametrize(("median", "p90", "cap"), [(1.2, 4, 24), (3, 9, 40), (0.5, 6.5, 40), (2, 2.2, 200)])
def test_a_capped_lognormal_has_its_mean_and_variance(median: float, p90: float, cap: float) -> None:
    atoms = capped_lognormal(median, p90, cap, *(k / 4 for k in range(1, 200)))
    mu, sigma = log(median), log(p90 / median) / Z90
    steps = 200_000
    z = [-8 + 16 * (k + 0.5) / steps for k in range(steps)]  # midpoint rule over the standard normal
    weights = [exp(-x * x / 2) * 16 / steps / sqrt(2 * 3.141592653589793) for x in z]
    hours = [min(exp(mu + sigma * x), cap) for x in z]
    for power in (1, 2):
        by_rule = sum(weight * each**power for weight, each in zip(weights, hours, strict=True))
        assert sum(p * each**power for each, p in atoms) == pytest.approx(by_rule, rel=1e-6)
    assert sum(p for _, p in atoms) == pytest.approx(1)


def test_a_lognormal_without_spread_is_its_median() -> None:
    assert capped_lognormal(2, 2, 40) == [(2, 1.0)]


def test_billing_steps_are_met_exactly() -> None:
    # Fine steps bill the mean itself; one step of 40 hours bills 40 for every repair.
    fine = distribution("lognormal", (2.0, 6.0, 40.0), 0.0, 0.05)
    assert fine.billed == pytest.approx(fine.mean + 0.025, abs=0.001)
    assert distribution("lognormal", (2.0, 6.0, 40.0), 0.0, 40.0).billed == pytest.approx(40)


# ---- pairing


def test_paired_and_unpaired_probabilities_differ() -> None:
    # Managed prevents nothing and answers as fast: every incident costs break/fix exactly its invoice more.
    same = changed(ONE, k__prevented__managed=0, k__wait_hours__managed=4)
    extra = savings(incidents(same), "managed")
    assert {round(each, 9) for each, p in zip(extra.amounts, extra.probabilities, strict=True) if p} == {240}


def test_a_managed_offer_that_changes_nothing_costs_the_same() -> None:
    # No prevention, the same waits, no invoices, no fees: the difference is nothing, with certainty.
    free = changed(
        ONE,
        k__prevented__managed=0,
        k__wait_hours__managed=4,
        break_fix__hourly_rate=0,
        managed__per_user_month=0,
        managed__onboarding_fee=0,
    )
    free = replace(free, incidents=free.incidents[:1])
    classes = incidents(free)
    years = {option: year(option, classes, free) for option in free.options}
    found = difference("managed", years, classes, free)
    assert years["break_fix"].total == pytest.approx(years["managed"].total)
    assert (found.expected, found.sd, found.probability) == pytest.approx((0, 0, 0))
    assert set(found.dots) == {0}


def test_costs_more_is_strictly_more() -> None:
    # One incident in the mean, each costing exactly 240 more under break/fix, and a fee of 240 a year: break/fix
    # costs more from two incidents on, 1 - 2 / e.
    tied = changed(
        ONE,
        k__per_year=1,
        k__prevented__managed=0,
        k__wait_hours__managed=4,
        managed__per_user_month=2,
        managed__out_of_scope_hours_per_year=0,
    )
    classes = incidents(tied)
    years = {option: year(option, classes, tied) for option in tied.options}
    assert difference("managed", years, classes, tied).probability == pytest.approx(1 - 2 * exp(-1), abs=1e-9)


def test_twenty_dots_have_the_mean_of_the_difference() -> None:
    found = compare(BOTH).differences["managed"]
    assert len(found.dots) == 20
    assert list(found.dots) == sorted(found.dots)
    assert sum(found.dots) / 20 == pytest.approx(found.expected, abs=found.sd / 10)


def test_an_offer_cheap_to_have_and_dear_to_need_costs_less_below_its_break_even() -> None:
    # One post of own staff less, at 60,340 * 1.4234, but ten days until somebody comes.
    inputs = client(*CO_MANAGED, ("per_user_month: 110", "per_user_month: 110\n  internal_fte: 0")).inputs("")
    slow = changed(inputs, k__wait_hours__managed=80, k__prevented__managed=0)
    found = compare(slow).break_evens["managed"]
    assert found.costs_less == "below"
    assert found.incident_multiplier is not None
    for times, sign in ((0.9, 1), (1, 0), (1.1, -1)):
        factor = times * found.incident_multiplier
        there = changed(slow, k__per_year=slow.incidents[0].per_year.value * factor)
        there = with_value(there, "incidents[1].per_year", slow.incidents[1].per_year.value * factor)
        left = saving(there, "managed")
        assert (left == pytest.approx(0, abs=1e-6)) if sign == 0 else left * sign > 0
    assert compare(BOTH).break_evens["managed"].costs_less == "above"


# ---- bands


def test_bands_end_at_the_horizons_total_and_hold_the_middle() -> None:
    classes = incidents(BOTH)
    for option in BOTH.options:
        first = first_year(option, year(option, classes, BOTH), BOTH)
        months = bands(option, first, costs(classes, option), BOTH)
        assert [month.month for month in months] == list(range(1, 37))
        assert months[-1].mean == pytest.approx(over_horizon(option, first, BOTH).total)
        assert all(each.p10 <= each.mean <= each.p90 for each in months[3:])


def test_the_band_of_the_first_year_is_that_of_the_year() -> None:
    found = compare(BOTH)
    december = found.by_month["break_fix"][11]
    quantiles = found.quantiles["break_fix"]
    assert (december.p10, december.p90) == pytest.approx((quantiles["p10"], quantiles["p90"]), rel=0.02)


def test_an_uncertain_rate_widens_the_band_more_and_more() -> None:
    vague = replace(BOTH, rate_size=5.0)
    known, unknown = compare(BOTH).by_month["break_fix"], compare(vague).by_month["break_fix"]
    for month in (11, 23, 35):
        assert unknown[month].p90 - unknown[month].p10 > 1.4 * (known[month].p90 - known[month].p10)
    # luck evens out over the years, ignorance does not
    assert (unknown[35].p90 - unknown[35].p10) / unknown[35].mean > 0.8 * (unknown[11].p90 - unknown[11].p10) / unknown[
        11
    ].mean


# ---- the tornado


def test_the_tornado_is_sorted_and_knows_its_ends() -> None:
    ranged = client(
        ("per_year: 20", "per_year: {value: 20, low: 10, high: 30}"),
        ("prevented: {managed: 0.5}", "prevented: {managed: {value: 0.5, low: 0.4}}"),
    ).inputs("")
    first, second = sensitivity(reaches(ranged), "managed")
    assert (first.input, second.input) == ("incidents[0].per_year", "incidents[1].prevented.managed")
    assert first.at_low == pytest.approx(saving(changed(ranged, k__per_year=10), "managed"))
    assert (second.low, second.high) == (0.4, 0.5)
    assert second.at_high == pytest.approx(saving(ranged, "managed"))
    assert first.swing > second.swing > 0


def test_inputs_that_move_nothing_have_no_bar() -> None:
    flat = client(("discount_rate: 0.06", "discount_rate: {value: 0.06, low: 0.02, high: 0.1}")).inputs("")
    assert sensitivity(reaches(flat), "managed") == ()


def test_changing_one_value_leaves_the_rest_alone() -> None:
    other = with_value(BOTH, "incidents[1].prevented.managed", 0.9)
    assert other.incidents[1].prevented.managed.value == 0.9
    assert other.incidents[0] is BOTH.incidents[0]
    assert other.break_fix is BOTH.break_fix


# ---- laws

few = settings(max_examples=30, deadline=None)
AMOUNT = st.floats(0, 400)
COST_INPUTS = (
    "k__per_year",
    "k__people_affected",
    "k__revenue_per_hour",
    "k__wait_hours__break_fix",
    "profile__hourly_wage",
    "break_fix__hourly_rate",
    "break_fix__travel_fee",
    "break_fix__remote_minimum_hours",
)


@few
@given(st.sampled_from(COST_INPUTS), st.floats(1, 20), st.floats(1, 20))
def test_break_fix_never_gets_cheaper_when_a_cost_rises(name: str, one: float, other: float) -> None:
    low, high = (
        expected("break_fix", incidents(inputs), inputs)
        for inputs in (changed(BOTH, **{name: value}) for value in sorted((one, other)))
    )
    assert low <= high + 1e-9


@few
@given(st.floats(0, 100), st.floats(0, 1), st.floats(1, 400))
def test_classes_add_up(rate: float, prevented: float, fee: float) -> None:
    inputs = changed(BOTH, k__per_year=rate, k__prevented__managed=prevented, managed__per_user_month=fee)
    classes = incidents(inputs)
    for option in inputs.options:
        whole = year(option, classes, inputs)
        parts = [year(option, (each,), inputs).of_incidents for each in classes]
        assert whole.of_incidents == pytest.approx(sum(parts))
        assert whole.total == pytest.approx(expected(option, classes, inputs))


@few
@given(st.floats(0.5, 100), st.floats(0, 1), st.floats(20, 400))
def test_break_evens_put_back_make_the_options_equal(rate: float, prevented: float, fee: float) -> None:
    inputs = changed(BOTH, k__per_year=rate, k__prevented__managed=prevented, managed__per_user_month=fee)
    classes = incidents(inputs)
    found = break_even("managed", {option: year(option, classes, inputs) for option in inputs.options}, classes, inputs)
    scale = expected("managed", classes, inputs)
    if found.incident_multiplier is not None:
        k = found.incident_multiplier
        more = changed(inputs, k__per_year=rate * k)
        more = with_value(more, "incidents[1].per_year", inputs.incidents[1].per_year.value * k)
        assert saving(more, "managed") == pytest.approx(0, abs=1e-9 * scale)
    if found.fee_per_user_month is not None:
        priced = changed(inputs, managed__per_user_month=found.fee_per_user_month)
        assert saving(priced, "managed") == pytest.approx(0, abs=1e-9 * scale)
    if found.required_prevention is not None:
        q = found.required_prevention
        kept = changed(inputs, k__prevented__managed=q)
        kept = with_value(kept, "incidents[1].prevented.managed", q)
        assert saving(kept, "managed") == pytest.approx(0, abs=1e-9 * scale)


def test_quantities_have_their_names() -> None:
    assert isinstance(BOTH.incidents[0].per_year, Quantity)
    assert BOTH.incidents[0].per_year.name == "incidents[0].per_year"
