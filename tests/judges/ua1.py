"""PDF/UA-1 as page-validation sees it: `python ua1.py FILE...` prints JSON, in the judges' environment."""

from __future__ import annotations

import json
import sys

import page


def faults(path: str) -> list[str]:
    """Every rule of PDF/UA-1 that the file breaks, or the reason why it cannot be read."""
    try:
        report = page.validate_pdf(path, profile="ua1")
    except page.PageError as error:
        return [f"unreadable: {error}"]
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


if __name__ == "__main__":
    json.dump({path: faults(path) for path in sys.argv[1:]}, sys.stdout)
