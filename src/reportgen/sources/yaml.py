"""YAML in: bytes to a record.  Scalars stay text; duplicate keys, aliases and tags are refused."""

from __future__ import annotations

import yaml

from ..problems import Problem, ProblemError
from . import Record, Value

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast
MAX_BYTES = 1_000_000
MAX_DEPTH = 20


def read(raw: bytes, path: str, first_line: int = 1) -> Record:
    """The one mapping that a YAML file holds, every scalar as the text that stands there.

    `first_line` is the line of the file on which `raw` starts (front matter starts on line 2).
    Raises ProblemError with every duplicate key, alias and tag found, or with the parser's complaint.
    """
    if len(raw) > MAX_BYTES:
        raise ProblemError(
            [Problem(message=f"the file is larger than {MAX_BYTES:,} bytes", path=path, hint="split it")]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + first_line
        raise ProblemError(
            [Problem(message="not UTF-8 text", path=path, line=line, hint="save the file as UTF-8")]
        ) from None
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise ProblemError([Problem(message=_complaint(error), path=path, line=line)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ProblemError([Problem(message=f"not YAML: {error}", path=path, line=first_line)]) from None

    problems: list[Problem] = []
    lines: dict[str, int] = {"": first_line}
    seen: set[int] = set()

    def complain(node: yaml.Node, message: str, field: str, hint: str) -> None:
        problems.append(
            Problem(message=message, path=path, line=node.start_mark.line + first_line, field=field, hint=hint)
        )

    def value(node: yaml.Node, field: str, depth: int) -> Value:
        if id(node) in seen:
            complain(node, "YAML aliases are not allowed", field, "write the value out")
            return None
        seen.add(id(node))
        if depth > MAX_DEPTH:
            complain(node, f"nested more than {MAX_DEPTH} levels deep", field, "flatten it")
            return None
        if not node.tag.startswith("tag:yaml.org,2002:"):
            complain(node, f"the YAML tag {node.tag!r} is not allowed", field, "remove it")
            return None
        if isinstance(node, yaml.MappingNode):
            return mapping(node, field, depth)
        if isinstance(node, yaml.SequenceNode):
            items: list[Value] = []
            for index, item in enumerate(node.value):
                inner = f"{field}[{index}]"
                lines[inner] = item.start_mark.line + first_line
                items.append(value(item, inner, depth + 1))
            return items
        if node.tag == "tag:yaml.org,2002:null" and node.style is None:
            return None
        return str(node.value)

    def mapping(node: yaml.MappingNode, field: str, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                complain(key_node, "a key must be a plain word", field, "quote it or rename it")
                continue
            key = str(key_node.value)
            inner = f"{field}.{key}" if field else key
            if key in found:
                complain(key_node, f"the key {key!r} appears twice", inner, f"the first is on line {lines[inner]}")
                continue
            if key == "<<":
                complain(key_node, "YAML merge keys are not allowed", field, "write the values out")
                continue
            lines[inner] = key_node.start_mark.line + first_line
            found[key] = value(value_node, inner, depth + 1)
        return found

    if root is None:
        data: Value = {}
    elif isinstance(root, yaml.MappingNode):
        data = value(root, "", 0)
    else:
        data = None
        complain(root, "the file must be a mapping of names to values", "", "write `name: value` lines")
    if problems:
        raise ProblemError(problems)
    assert isinstance(data, dict)
    return Record(path=path, data=data, lines=lines)


def _compose(text: str) -> yaml.Node | None:
    loader = LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _complaint(error: yaml.MarkedYAMLError) -> str:
    """The parser's words, in one line."""
    parts = [part for part in (error.problem, error.context) if part]
    return "not YAML: " + ", ".join(parts)
