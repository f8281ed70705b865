"""A profile as page-validation sees it: `python ua1.py PROFILE FILE...` prints JSON, in the validators' environment."""

from __future__ import annotations

import json
import sys

import page


def faults(path: str, profile: str) -> list[str]:
    """Every rule of the profile that the file breaks, or the reason why it cannot be read."""
    try:
        report = page.validate_pdf(path, profile=profile)
    except page.PageError as error:
        return [f"unreadable: {error}"]
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


if __name__ == "__main__":
    json.dump({path: faults(path, sys.argv[1]) for path in sys.argv[2:]}, sys.stdout)
