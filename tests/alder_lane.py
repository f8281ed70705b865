"""Alder Lane Clinic: one client's file with variations of it, as records, comparisons and an export of tickets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conftest import ROOT
from reportgen.comparison import compare, to_json
from reportgen.project.readers.documents import yml
from reportgen.project.schema.assumptions import read_assumptions
from reportgen.project.schema.client import CheckedClient, read_client
from reportgen.project.schema.factors import read_factors
from reportgen.project.schema.terms import read_terms
from reportgen.project.terms import completed

BASE = (ROOT / "tests/cases/clients/base.yml").read_text(encoding="utf-8")

ASSUMPTIONS = read_assumptions(yml.read((ROOT / "content/assumptions.yml").read_bytes(), "content/assumptions.yml"))

FACTORS = read_factors(yml.read((ROOT / "content/factors.yml").read_bytes(), "content/factors.yml"))

TERMS = read_terms(yml.read((ROOT / "content/terms.yml").read_bytes(), "content/terms.yml"))

SAMPLES = sorted((ROOT / "content" / "clients").glob("*.yml"))


def sample(path: Path) -> CheckedClient:
    """A sample client, completed from the terms."""
    return read_client(completed(yml.read(path.read_bytes(), path.name), TERMS), ASSUMPTIONS, FACTORS)


def client(*changes: tuple[str, str]) -> CheckedClient:
    """Alder Lane Clinic, with some of its file replaced."""
    text = BASE
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in base.yml"
        text = text.replace(old, new)
    return read_client(yml.read(text.encode(), "clients/alder-lane.yml"), ASSUMPTIONS, FACTORS)


CO_MANAGED = (
    ("  - name: Everyone", "    # see below\n  - name: Everyone"),
    ("prevented: {managed: 0.4}", "prevented: {managed: 0.4, co_managed: 0.5}"),
    ("prevented: {managed: 0.5}", "prevented: {managed: 0.5, co_managed: 0.6}"),
    (
        "revenue_per_hour: 0\n    wait_hours: {break_fix: 4, managed: 1}",
        "revenue_per_hour: 0\n    wait_hours: {break_fix: 4, managed: 1, co_managed: 0.5}",
    ),
    (
        "onsite: yes\n    wait_hours: {break_fix: 4, managed: 1}",
        "onsite: yes\n    wait_hours: {break_fix: 4, managed: 1, co_managed: 0.5}",
    ),
    (
        "horizon:",
        "co_managed:\n  flat_month: 400\n  onboarding_fee: 500\n  out_of_scope_hours_per_year: 0\n"
        "  escalator: 0.03\n  internal_fte: 1\nhorizon:",
    ),
)


def document(*changes: tuple[str, str], tickets: bytes | None = None) -> Any:
    """The document of Alder Lane Clinic, with some of its file replaced."""
    return to_json(compare(client(*changes).inputs("2026-11-02", tickets)))


VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (),
    "co-managed": CO_MANAGED,
    "observed": (
        ("repair_hours: 2", "repair_hours: [0, 1.2, 3.1]"),
        ("repair_hours: {median: 2, p90: 6", "repair_hours: {median: 2, p90: 2"),
    ),
    "cost of an hour": (("hourly_wage: 30", "loaded_hourly_cost: 44"),),
    "urgent": (
        ("onsite: yes", "onsite: yes\n    emergency: yes\n    after_hours: yes"),
        ("hourly_rate: 120", "hourly_rate: 120\n  emergency_multiplier: 2"),
    ),
    "devices": (("per_user_month: 110", "per_device_month: 40\n  flat_month: 300\n  hourly_rate: 140"),),
    "pay in the margin": (("revenue_per_hour: 100", "revenue_per_hour: 100\n    pay_in_margin: 0.25"),),
    "margin above pay": (("revenue_per_hour: 100", "revenue_per_hour: 900"),),
    "planned work": (("hourly_rate: 120", "hourly_rate: 120\n  planned_hours_per_year: 30\n  recurring_month: 45"),),
    "no discount": (("discount_rate: 0.06", "discount_rate: 0"), ("months: 36", "months: 60")),
    "no incidents": (("per_year: 20", "per_year: 0"), ("per_year: 2\n", "per_year: 0\n")),
    "everything prevented": (("{managed: 0.4}", "{managed: 1}"), ("{managed: 0.5}", "{managed: 1}")),
}

HEADER = b"opened,resolved,priority,type,worked_hours\n"

SECTION = "tickets:\n  file: alder-lane.csv\n  from: 2024-01-01\n  to: 2025-12-31\n"

PRIORITIES = "  priorities: {One person: [P3, P4], Everyone: [P1]}\n"


def export() -> bytes:
    """40 incidents for one person and 3 for everyone, with some noise around them."""
    rows = [f"2025-01-{1 + at % 28:02} {at % 24:02}:00,2025-02-01,P3,incident,{1 + at / 20}" for at in range(40)]
    rows += [f"2025-03-{day:02},2025-04-01,P1,incident,{hours}" for day, hours in ((3, 2), (9, 3), (20, 8))]
    rows += ["2025-05-01,,P4,service request,", "2025-05-02,,P4,alert,"]
    return HEADER + "\n".join(rows).encode()
