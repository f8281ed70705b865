"""Documents for tests of sentences and charts: what a test says, completed with the rest of a real one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from alder_lane import CO_MANAGED, client
from reportgen.comparison import compare, to_json
from reportgen.comparison.document import Document, read
from reportgen.comparison.options import OPTIONS


def complete(part: Mapping[str, Any]) -> Document:
    """The document of Alder Lane Clinic with a part of it replaced, with as many options as the part has."""
    return read(json.dumps(merged(json.loads(real(len(part["options"]))), part)).encode())


@cache
def real(options: int) -> str:
    return json.dumps(to_json(compare(client(*(CO_MANAGED if options == 3 else ())).inputs("2026-11-02"))))


def merged(whole: Any, part: Any, key: str = "") -> Any:
    """The whole with its part replaced: records are merged, and each record of a list is completed by the first."""
    if isinstance(part, dict) and isinstance(whole, dict):
        if part and set(part) <= set(OPTIONS) and key != "incident_curve":
            return {option: merged(whole.get(option) or [*whole.values()][-1], part[option]) for option in part}
        return {**whole, **{name: merged(whole.get(name), each, name) for name, each in part.items()}}
    if key == "factors":
        rest = [{**each, "flip_weight": None} for each in whole[len(part) :]]
        return [*(merged(first, each) for first, each in zip(whole, part, strict=False)), *rest]
    if isinstance(part, list) and isinstance(whole, list) and whole and isinstance(whole[0], dict) and key != "reasons":
        return [merged(whole[0], each) for each in part]
    return part
