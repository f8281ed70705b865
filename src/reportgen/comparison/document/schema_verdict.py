"""The JSON Schema of what comparison.json concludes: the fit on the four factors, and the verdict with its reasons."""

from __future__ import annotations

from .shapes import MAYBE_NUMBER, MAYBE_OPTION, NUMBER, OPTION, SHARE, TEXT, Schema, by_option, record, several

RULES = ("agree", "disagree", "saving", "chance", "assumption", "score_gap", "weightings")
REASON: dict[str, tuple[Schema, str]] = {
    "option": (OPTION, "The option the rule speaks of; absent where no option leads on the factors"),
    "other": (OPTION, "The option it is held against"),
    "amount": (NUMBER, "Expected cost of a year: other minus option"),
    "share": (NUMBER, "amount / expected cost of option (absent where that is 0); of weightings, the share won"),
    "probability": (SHARE, "Share of years in which option costs more than other"),
    "low": (SHARE, "From this probability on neither option counts as the cheaper one"),
    "high": (SHARE, "Up to this probability neither option counts as the cheaper one"),
    "better_fit": (OPTION, "The option that leads on the four factors"),
    "gap": (NUMBER, "Points of 100 between the best and the second-best score"),
    "limit": (NUMBER, "A share or gap below it is too close to call"),
    "labels": (several(TEXT), "Assumed inputs within whose range option becomes cheaper than other"),
}


def verdict_schema() -> Schema:
    """The outcome, the rule that decided, and every rule that applied with its numbers."""
    numbers = {name: {**of, "description": words} for name, (of, words) in REASON.items()}
    rule: Schema = {"enum": list(RULES)}
    return record(
        {
            "outcome": {"enum": ["managed", "break_fix", "co_managed", "too_close", "trade_off"]},
            "cheaper": OPTION,
            "better_fit": MAYBE_OPTION,
            "rule": rule,
            "reasons": several(record({"rule": rule, **numbers}, optional=tuple(REASON))),
        }
    )


def fit_schema() -> Schema:
    """Points, weights and scores."""
    factor = record(
        {
            **dict.fromkeys(("id", "name", "question", "answer_text"), TEXT),
            "answer": {"enum": [1, 2, 3, 4, 5]},
            "weight": NUMBER,
            "points": by_option(NUMBER),
            "contribution": by_option(NUMBER),
            "flip_weight": MAYBE_NUMBER,
        }
    )
    return record(
        {
            "factors": several(factor, 4),
            "scores": by_option(NUMBER),
            "weightings_won": by_option(SHARE),
            "leader": MAYBE_OPTION,
        }
    )
