"""A client's record to comparison.json: validated, completed from the assumptions, computed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..comparison import compare, to_json
from ..engine.model import Artifact
from ..project.readers.record import Record
from ..project.schema.assumptions import read_assumptions
from ..project.schema.client import read_client
from ..project.schema.factors import read_factors


def comparison(inputs: Mapping[str, bytes]) -> Artifact:
    """comparison.json from a client's record, the assumptions and the factors.

    Raises ProblemError with everything that is wrong with the record.
    """
    assumptions = read_assumptions(_record("content/assumptions.yml", inputs["assumptions"]))
    factors = read_factors(_record("content/factors.yml", inputs["factors"]))
    # The record does not say where it stands: moved to another file or row it is still the same record.
    client = read_client(_record("", inputs["client"]), assumptions, factors)
    document = to_json(compare(client.inputs(inputs["as_of"].decode(), inputs.get("tickets"))))
    return Artifact((json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())


def _record(path: str, content: bytes) -> Record:
    return Record(path, json.loads(content))
