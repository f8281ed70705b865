"""YAML: scalars stay text; duplicate keys, aliases, merge keys and tags are refused."""

from __future__ import annotations

import yaml

from ....problems import Problem, ProblemError
from ..record import Record, Value, decoded

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast
MAX_BYTES = 1_000_000
MAX_DEPTH = 20
NULL = "tag:yaml.org,2002:null"
TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "timestamp", "seq", "map")} | {
    NULL,
    "tag:yaml.org,2002:merge",
    "tag:yaml.org,2002:value",
}


def read(raw: bytes, path: str, first_line: int = 1) -> Record:
    """Return the mapping in a YAML file, with every scalar as the text in the file.

    `first_line` is the line of the file on which `raw` starts (front matter starts on line 2).
    Raises ProblemError with everything that is refused, or with the error of the parser.
    """
    text = decoded(raw, path, MAX_BYTES, first_line)
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise ProblemError([Problem(message=_message(error), path=path, line=line)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ProblemError([Problem(message=f"not YAML: {error}", path=path, line=first_line)]) from None
    if "*" in text:  # nodes do not keep the line of an alias, events do
        aliases = [event for event in yaml.parse(text, LOADER) if isinstance(event, yaml.AliasEvent)]
        if aliases:
            raise ProblemError(
                Problem(
                    message="YAML aliases are not allowed",
                    path=path,
                    line=(event.start_mark.line if event.start_mark else 0) + first_line,
                    hint="write the value out",
                )
                for event in aliases
            )
    reader = _Reader(path, first_line)
    data = reader.document(root)
    if reader.problems:
        raise ProblemError(reader.problems)
    return Record(path=path, data=data, lines=reader.lines)


class _Reader:
    """Converts the nodes of one file to values; collects the line of each field and everything that is refused."""

    def __init__(self, path: str, first_line: int) -> None:
        self._path = path
        self._first_line = first_line
        self.lines: dict[str, int] = {"": first_line}
        self.problems: list[Problem] = []

    def document(self, root: yaml.Node | None) -> dict[str, Value]:
        if root is None:
            return {}
        if isinstance(root, yaml.MappingNode):
            return self._mapping(root, "", 0)
        self._refuse(root, "", "the file must be a mapping of names to values", "write `name: value` lines")
        return {}

    def _value(self, node: yaml.Node, field: str, depth: int) -> Value:
        if depth > MAX_DEPTH:
            self._refuse(node, field, f"nested more than {MAX_DEPTH} levels deep", "flatten it")
        elif node.tag not in TAGS:
            self._refuse(node, field, f"the YAML tag {node.tag!r} is not allowed", "remove it")
        elif isinstance(node, yaml.MappingNode):
            return self._mapping(node, field, depth)
        elif isinstance(node, yaml.SequenceNode):
            return [self._item(item, f"{field}[{index}]", depth) for index, item in enumerate(node.value)]
        elif node.tag != NULL:
            return str(node.value)
        return None

    def _item(self, node: yaml.Node, field: str, depth: int) -> Value:
        self.lines[field] = self._line(node)
        return self._value(node, field, depth + 1)

    def _mapping(self, node: yaml.MappingNode, field: str, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            inner = f"{field}.{key}" if field else key
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, field, "a key must be a plain word", "quote it or rename it")
            elif key == "<<":
                self._refuse(key_node, field, "YAML merge keys are not allowed", "write the values out")
            elif key in found:
                first = f"the first is on line {self.lines[inner]}"
                self._refuse(key_node, inner, f"the key {key!r} appears twice", first)
            else:
                self.lines[inner] = self._line(key_node)
                found[key] = self._value(value_node, inner, depth + 1)
        return found

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self._first_line

    def _refuse(self, node: yaml.Node, field: str, message: str, hint: str) -> None:
        self.problems.append(Problem(message=message, path=self._path, line=self._line(node), field=field, hint=hint))


def _compose(text: str) -> yaml.Node | None:
    loader = LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _message(error: yaml.MarkedYAMLError) -> str:
    """Return the error of the parser in one line."""
    parts = [part for part in (error.problem, error.context) if part]
    return "not YAML: " + ", ".join(parts)
