"""YAML: scalars stay text; duplicate keys, aliases, merge keys and tags are refused."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from ....problems import Problem, ProblemError
from ..record import Record, Value, decoded
from ..yaml_traps import Quotation, explained, swallowed

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast
MAX_BYTES = 1_000_000
MAX_DEPTH = 20
NOTHING = ("", "~", "null")  # and not Null, which can be a name
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
        raise ProblemError(explained(error, text, path, first_line, _compose)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        message = f"the character U+{ord(text[error.position]):04X} cannot be in a file of text"
        raise ProblemError([Problem(message=message, path=path, line=line, hint="remove it")]) from None
    except (yaml.YAMLError, RecursionError):
        message, hint = "nested too deeply to read", "flatten it"
        raise ProblemError([Problem(message=message, path=path, line=first_line, hint=hint)]) from None
    reader = _Reader(path, first_line, text)
    data = reader.document(root)
    if problems := [*_names(text, path, first_line), *reader.problems]:
        raise ProblemError(sorted(problems, key=lambda problem: problem.line))
    return Record(path=path, data=data, lines=reader.lines)


def _names(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each & and * that YAML reads as the name of a value: nodes do not keep them, events do."""
    if "*" not in text and "&" not in text:
        return
    lines, quotation = text.split("\n"), Quotation(path.startswith("content/clients/"))
    for event in yaml.parse(text, LOADER):
        if not getattr(event, "anchor", None) or not event.start_mark:
            continue
        line = event.start_mark.line
        trap = quotation(lines[line])
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        meaning = "another value" if sign == "*" else "a value, and drops it"
        hint = trap.hint if trap else "write the value out"
        yield Problem(
            message=f"YAML takes {sign} for the name of {meaning}", path=path, line=line + first_line, hint=hint
        )


class _Reader:
    """Converts the nodes of one file to values; collects the line of each field and everything that is refused."""

    def __init__(self, path: str, first_line: int, text: str) -> None:
        self._path = path
        self._source = text.split("\n")
        self._quotation = Quotation(path.startswith("content/clients/"))
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
            trap = self._quotation(self._source[node.start_mark.line])
            self._refuse(node, field, "YAML takes ! for a type of value", trap.hint if trap else "remove it")
        elif isinstance(node, yaml.MappingNode):
            return self._mapping(node, field, depth)
        elif isinstance(node, yaml.SequenceNode):
            return [self._item(item, f"{field}[{index}]", depth) for index, item in enumerate(node.value)]
        else:
            self._look_behind(node, field)
            return None if node.tag == NULL and node.value in NOTHING else str(node.value)
        return None

    def _look_behind(self, node: yaml.Node, field: str) -> None:
        """Refuse a comment behind an unquoted value if it takes away part of a text."""
        end = node.end_mark
        if not isinstance(node, yaml.ScalarNode) or node.style or end.line >= len(self._source):
            return
        line = self._source[end.line]
        rest, whole = line[end.column :], line if node.start_mark.line == end.line else ""
        if "#" in rest and (lost := swallowed(str(node.value), rest, whole, self._quotation)):
            self._refuse(node, field, *lost)

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
