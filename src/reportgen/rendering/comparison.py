"""The recipe of comparison.json: a client's record is checked, completed from the assumptions, and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from ..comparison import compare, to_json
from ..engine.model import Artifact
from ..project.readers.record import Inherited, Record
from ..project.schema.assumptions import read_assumptions
from ..project.schema.client import read_client
from ..project.schema.factors import read_factors


def comparison(inputs: Mapping[str, bytes]) -> Artifact:
    """Return comparison.json for a client's record, the assumptions, the factors and the date.

    `terms` has the set of terms that each field came from which the client's own file does not have.
    Raises ProblemError with every problem of the record.
    """
    # The records have no path: a client that moves to another file or row keeps its comparison.
    client, assumptions, factors = (
        Record("", json.loads(inputs[role])) for role in ("client", "assumptions", "factors")
    )
    terms = {field: Inherited(name) for field, name in json.loads(inputs.get("terms", b"{}")).items()}
    client = replace(client, inherited=terms)
    checked = read_client(client, read_assumptions(assumptions), read_factors(factors))
    document = to_json(compare(checked.inputs(inputs["as_of"].decode(), inputs.get("tickets"))))
    return Artifact((json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())
