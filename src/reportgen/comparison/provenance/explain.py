"""A number's way back: from a comparison.json to formula, intermediate results, inputs and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...problems import Problem, ProblemError, did_you_mean

ORIGINS = {
    "client": "told by the client",
    "measured": "measured in the client's tickets",
    "quote": "our quote",
    "assumption": "assumption",
}


def explain(document: Mapping[str, Any], figure: str | None = None) -> list[str]:
    """The way back of a figure as lines of text, what it rests on indented below it; all figures without a name.

    A figure that was explained once is only named again.  Raises ProblemError for an unknown name.
    """
    if figure is None:
        names = {**_inputs(document), **document["figures"]}
        width = max(map(len, names), default=0)
        return [f"{name:<{width}}  {_amount(each)}  {each['label']}" for name, each in names.items()]
    return list(_lines(explanation(document, figure), 0))


def explanation(document: Mapping[str, Any], figure: str) -> dict[str, Any]:
    """The same as data: `name`, `label`, `value`, `unit`, then `formula` and `inputs`, or `origin` and its source."""
    known = {**_inputs(document), **document["figures"]}
    if figure not in known:
        raise ProblemError(
            [
                Problem(
                    message=f"there is no figure {figure!r}",
                    hint=_nearest(figure, known),
                )
            ]
        )
    return _node(figure, known, set())


def _nearest(figure: str, known: Mapping[str, Any]) -> str:
    hint = did_you_mean(figure, known)
    return hint if hint.startswith("did you mean") else "`reportgen explain CLIENT` lists all figures"


def _inputs(document: Mapping[str, Any]) -> dict[str, Any]:
    return {each["name"]: each for each in document["inputs"]}


def _node(name: str, known: Mapping[str, Any], seen: set[str]) -> dict[str, Any]:
    entry = known[name]
    node = {"name": name, **{key: entry[key] for key in ("label", "value", "unit")}}
    if "formula" not in entry:
        keys = ("origin", "note", "source", "year", "grade", "low", "high")
        return {**node, **{key: entry[key] for key in keys if entry[key] is not None}}
    node |= {"method": entry["method"], "formula": entry["formula"]}
    if name in seen:
        return {**node, "inputs": [], "explained": "above"}
    seen.add(name)
    return {**node, "inputs": [_node(each, known, seen) for each in entry["inputs"]]}


def _lines(node: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{node['name']} = {_amount(node)}  {node['label']}" + (
        "  (explained above)" if "explained" in node else ""
    )
    if "formula" not in node:
        yield f"{indent}    {_origin(node)}"
    elif "explained" not in node:
        sign = "=" if node["method"] == "arithmetic" else "how:"
        yield f"{indent}    {sign} {node['formula']}"
        for each in node["inputs"]:
            yield from _lines(each, depth + 1)


def _origin(node: Mapping[str, Any]) -> str:
    """Who says so, within which range, and where it was published."""
    text = ORIGINS[node["origin"]]
    if "source" in node:
        text += f": {node['source']}"
    if "year" in node and "grade" in node:
        text += f", {node['year']}, grade {node['grade']}"
    if "low" in node or "high" in node:
        text += f"; between {node.get('low', node['value']):,.10g} and {node.get('high', node['value']):,.10g}"
    return text + (f"; {node['note']}" if "note" in node else "")


def _amount(entry: Mapping[str, Any]) -> str:
    """The value with its unit, exact enough to recompute with."""
    if entry["value"] is None:
        return "none"
    return f"{entry['value']:,.10g} {entry['unit']}".rstrip()
