"""One more entry in a list of the front matter, as text: every other byte of the file stays what it is.

The place is found in the node graph of the YAML, so that block lists, lists in brackets, an empty field and a field
that is not there yet are all written to in their own manner. Whoever calls reads the outcome before keeping it.
"""

from codecs import BOM_UTF8

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bulletin.front import NULLS, node_of
from bulletin.load import FENCE
from bulletin.regex import regex

ENDS = regex(r"\r\n|\r|\n")


class Rigid(Exception):
    """The front matter is written in a manner that an entry cannot be added to by a small edit."""


def appended(raw: bytes, field: str, entry: str) -> bytes:
    """The file with `entry`, one line of YAML, at the end of the list `field` of its front matter; raises Rigid."""
    text = _Text(raw)
    try:
        root = node_of(text.front)
    except yaml.YAMLError as error:
        raise Rigid from error
    if not isinstance(root, MappingNode) or root.flow_style:
        raise Rigid
    indent = " " * root.start_mark.column
    value = next((value for key, value in root.value if key.value == field), None)
    if value is None:
        text.insert(text.last, f"{indent}{field}:", f"{indent}  - {entry}")
    elif isinstance(value, SequenceNode) and value.flow_style:
        _into_brackets(text, value, entry)
    elif isinstance(value, SequenceNode):
        text.insert(_below(value), " " * value.start_mark.column + f"- {entry}")
    elif isinstance(value, ScalarNode) and not value.style and value.value in NULLS:
        text.cut(value)
        text.insert(value.end_mark.line + 1, f"{indent}  - {entry}")
    else:
        raise Rigid
    return text.bytes


def _into_brackets(text: "_Text", value: SequenceNode, entry: str) -> None:
    """Behind the last entry, before whatever stands between it and the bracket."""
    if value.value:
        end = value.value[-1].end_mark
        text.write(end.line, end.column, f", {entry}")
    else:
        text.write(value.start_mark.line, value.start_mark.column + 1, entry)


def _below(node: Node) -> int:
    """The line below what a node says; its own end mark stands behind comments and blank lines that follow."""
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark
    return int(end.line if end.column == 0 and end.line > node.start_mark.line else end.line + 1)


class _Text:
    """A file as lines that keep their ends, the front matter among them as YAML sees it; lines are counted in the latter."""

    def __init__(self, raw: bytes) -> None:
        self.mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
        text = raw.removeprefix(BOM_UTF8).decode()
        ends = ENDS.findall(text)
        self.lines = ENDS.split(text)
        self.ends = [*ends, ""]
        self.last = next(number for number, line in enumerate(self.lines[1:]) if line.rstrip() == FENCE)
        self.front = "\n".join(self.lines[1 : self.last + 1])

    @property
    def bytes(self) -> bytes:
        return self.mark + "".join(map("".join, zip(self.lines, self.ends, strict=True))).encode()

    def insert(self, line: int, *new: str) -> None:
        """Whole lines before a line, ended as the one above them is."""
        at = line + 1
        self.lines[at:at] = new
        self.ends[at:at] = [self.ends[at - 1]] * len(new)

    def write(self, line: int, column: int, new: str) -> None:
        old = self.lines[line + 1]
        self.lines[line + 1] = old[:column] + new + old[column:]

    def cut(self, node: Node) -> None:
        """Take out a scalar that stands on one line, and the blanks before it."""
        line, start, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
        old = self.lines[line + 1]
        if start < end:
            self.lines[line + 1] = old[:start].rstrip() + old[end:]
