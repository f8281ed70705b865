"""What is the same for many clients: sets of terms, what wins over what, and where a value is said to come from."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from alder_lane import ASSUMPTIONS, FACTORS
from reportgen.comparison.inputs import Inputs
from reportgen.comparison.quantity import quantities
from reportgen.problems import ProblemError
from reportgen.project.readers.documents import yml
from reportgen.project.readers.record import Record
from reportgen.project.schema.client import read_client
from reportgen.project.schema.terms import read_terms
from reportgen.project.terms import completed

TERMS = """\
standard:
  horizon: {months: 36, discount_rate: 0.06, incident_escalation: 0.03}
  every_incident:
    wait_hours: {managed: 1, co_managed: 0.5}
    prevented: {managed: {value: 0.4, low: 0.2, high: 0.6, note: "patches, backups, watched disks"}, co_managed: 0.3}
canada:
  currency: CAD
  managed: {per_user_month: 140, onboarding_fee: 2000, out_of_scope_hours_per_year: 8, escalator: 0.03}
  break_fix: {hourly_rate: 160}
late:
  managed: {escalator: 0.05}
office:
  incidents:
    - name: One person
      per_year: 20
      repair_hours: 1.5
      share_affected: 0.01
      productivity_loss: 0.6
      revenue_per_hour: 0
      wait_hours: {break_fix: 4}
    - name: Everyone
      per_year: 2
      repair_hours: {median: 3, p90: 9}
      share_affected: 1
      productivity_loss: 0.7
      revenue_per_hour: 0
      wait_hours: {break_fix: 5, managed: 2}
"""
FACTS = """\
name: Quillmark Print
terms: [canada, office]
profile: {users: 18, devices: 20, sites: 1, hourly_wage: 30}
factors:
  operational_reliance: {answer: 4}
  budget_structure: {answer: 3}
  internal_it_capability: {answer: 5}
  risk_tolerance: {answer: 3}
"""


def client(facts: str = FACTS, terms: str = TERMS) -> Record:
    """A client's record, completed from the terms."""
    sets = read_terms(yml.read(terms.encode(), "content/terms.yml"))
    return completed(yml.read(facts.encode(), "content/clients/quillmark.yml"), sets)


def inputs(facts: str = FACTS, terms: str = TERMS) -> Inputs:
    return read_client(client(facts, terms), ASSUMPTIONS, FACTORS).inputs("2026-11-02")


def refused(facts: str = FACTS, terms: str = TERMS) -> str:
    with pytest.raises(ProblemError) as caught:
        inputs(facts, terms)
    return str(caught.value)


def test_a_client_of_nine_lines_is_a_whole_client_with_the_terms() -> None:
    found = inputs()
    assert found.subject.currency == "CAD"
    assert [incident.name for incident in found.incidents] == ["One person", "Everyone"]
    assert found.managed.per_user_month.value == 140


def test_the_clients_own_value_wins_then_the_later_set_then_standard() -> None:
    assert inputs().managed.escalator.value == 0.03
    assert inputs(FACTS.replace("canada,", "canada, late,")).managed.escalator.value == 0.05
    assert inputs(FACTS.replace("canada,", "late, canada,")).managed.escalator.value == 0.03
    own = FACTS.replace("canada,", "canada, late,") + "managed: {escalator: 0.01}\n"
    assert inputs(own).managed.escalator.value == 0.01
    assert inputs(own).managed.per_user_month.value == 140


def test_an_incident_class_is_completed_from_the_same_name_and_then_from_what_holds_for_every_incident() -> None:
    one, everyone = inputs().incidents
    assert (one.wait_hours.of("managed"), everyone.wait_hours.of("managed")) == (1, 2)
    assert one.prevented.managed.low == 0.2
    own = inputs(FACTS + "incidents:\n  - {name: Everyone, per_year: 3, prevented: {managed: 0.5}}\n")
    assert [(each.name, each.per_year.value) for each in own.incidents] == [("Everyone", 3)]
    prevented = own.incidents[0].prevented.managed
    assert (prevented.value, prevented.low) == (0.5, None), "a value and the range of another one are not mixed"


def test_people_affected_may_be_a_share_of_all_and_are_at_least_one() -> None:
    one, everyone = (incident.people_affected for incident in inputs().incidents)
    assert (one.value, everyone.value, everyone.unit) == (1, 18, "people")
    assert everyone.note == "100% of 18 people"
    assert everyone.name == "incidents[1].people_affected"


def test_nothing_from_the_terms_is_said_to_be_told_by_the_client() -> None:
    told = {quantity.name: quantity for quantity in quantities(inputs())}
    assert (told["break_fix.hourly_rate"].origin, told["break_fix.hourly_rate"].source) == (
        "estimate", "our terms, set canada",
    )  # fmt: skip
    assert told["managed.per_user_month"].origin == "quote"
    assert told["incidents[0].per_year"].origin == "estimate"
    assert told["incidents[0].people_affected"].source == "our terms, set office"
    assert {name for name, each in told.items() if each.origin == "client" and each.value} == {
        "profile.users", "profile.devices", "profile.sites", "profile.hourly_wage",
    }  # fmt: skip


def test_of_two_ways_to_say_the_same_the_clients_is_kept() -> None:
    terms = TERMS.replace("  currency: CAD\n", "  currency: CAD\n  profile: {loaded_hourly_cost: 50}\n")
    assert inputs(terms=terms).profile.loaded_hourly_cost is None


def test_a_message_names_the_file_and_the_line_of_the_value() -> None:
    assert refused(terms=TERMS.replace("months: 36", "months: 40")).startswith(
        "content/terms.yml:2: standard.horizon.months: must be 12, 36 or 60"
    )
    said = refused(FACTS.replace("users: 18", "users: many"))
    assert said.startswith("content/clients/quillmark.yml:3: profile.users: must be a number")
    dear = TERMS.replace("hourly_rate: 160", "hourly_rate: 160000")
    assert "content/terms.yml:9: break_fix.hourly_rate: is more than 300 times" in refused(terms=dear)


def test_a_set_that_no_client_uses_is_checked_too() -> None:
    said = refused(terms=TERMS + "unused:\n  managed: {escalator: lots, per_usr_month: 3}\n  name: Somebody\n")
    assert "content/terms.yml:29: unused.managed.escalator: must be a number" in said
    assert "content/terms.yml:29: unused.managed.per_usr_month: unknown key\n    did you mean 'per_user_month'?" in said
    assert "content/terms.yml:30: unused.name: unknown key" in said
    assert "content/terms.yml:28: Bad Name: 'Bad Name' cannot be an id" in refused(terms=TERMS + "Bad Name: {}\n")


def test_amounts_do_not_reach_a_client_in_another_currency() -> None:
    said = refused(FACTS + "currency: USD\n")
    assert "content/terms.yml:9: break_fix.hourly_rate: is taken from the set 'canada' in CAD, and the client's" in said
    assert "per_user_month" in said
    assert "horizon" not in said
    assert "does not say in which currency" in refused(terms=TERMS.replace("  currency: CAD\n", ""))


def test_a_set_that_does_not_exist_is_told_with_the_nearest() -> None:
    assert "quillmark.yml:2: terms[0]: no term 'kanada'\n    did you mean 'canada'?" in refused(
        FACTS.replace("[canada,", "[kanada,")
    )


def test_co_managed_terms_are_taken_only_where_it_is_offered() -> None:
    assert inputs().incidents[0].prevented.co_managed is None


def test_a_change_makes_the_clients_that_use_it_anew_and_only_those(tmp_path: Path) -> None:
    project = small.begun(tmp_path)
    text = (tmp_path / "content/terms.yml").read_text(encoding="utf-8")
    project.write({"content/terms.yml": f"{text}\nshop:\n  break_fix: {{increment_hours: 0.25}}\n"})
    project.edit("content/clients/birch.yml", "\nlocale:", "\nterms: shop\nlocale:")
    assert project.run("build").exit_code == 0
    project.edit("content/terms.yml", "increment_hours: 0.25", "increment_hours: 0.75")
    built = {path for path, status in project.build().items() if status == "built"}
    assert "briefs/birch/comparison.json" in built
    assert {path.split("/")[1] for path in built} == {"birch"}
    said = project.run("check").stdout
    assert "Taken from our terms, set shop: Break/fix: billing step of 0.75 hours" in said


def test_terms_that_are_broken_are_told_once_and_not_at_every_client(tmp_path: Path) -> None:
    project = small.begun(tmp_path)
    project.edit("content/clients/birch.yml", "\nlocale:", "\nterms: shop\nlocale:")
    project.write({"content/terms.yml": "shop:\n  managed: {escalator: lots}\n"})
    result = project.run("check")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: content/terms.yml:2: shop.managed.escalator: must be a number\n    write digits, such as 12 or 0.4\n"
    )
