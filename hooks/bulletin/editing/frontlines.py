"""Front matter in its canonical lines: fields in the order of the schema, two blanks a level, values as they were written.

A list or mapping that is written on one line stays on one line. Comments stay with the field that they stand above or
behind, wherever it moves; those above the first field, with an empty line after them, stay at the head.
"""

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from bulletin.editing.comments import Entry, attach, comments, entries, opened
from bulletin.front import node_of
from bulletin.model import At
from bulletin.validate import names_at

__all__ = ["comments", "front_lines"]
STEP = "  "


def front_lines(text: str, model: type[BaseModel]) -> str:
    """The lines of a YAML mapping in canonical form, each with its line end; `model` tells the order of its fields."""
    text = "\n".join(line.rstrip() if not line.strip() else line for line in text.split("\n")) + "\n"
    root = node_of(text)
    assert isinstance(root, MappingNode)
    if root.flow_style and not opened(root):
        return text.strip() + "\n"  # the whole of it in braces on one line: no bulletin is written so
    return "\n".join(_Writer(text, root, model).lines()).rstrip("\n") + "\n"


class _Writer:
    """One text being written anew."""

    def __init__(self, text: str, root: MappingNode, model: type[BaseModel]) -> None:
        self.text, self.root, self.model = text, root, model
        self.whole = Entry(None, root, 0, 0, None)
        found = list(entries(root))
        attach(text, root, self.whole, found)
        self.children: dict[int, list[Entry]] = {}
        for entry in found:
            self.children.setdefault(id(entry.owner or self.whole), []).append(entry)
        self.head = _head(found)

    def lines(self) -> Iterator[str]:
        """All lines; never an empty one first, last, or after another."""
        before = ""
        for line in [*self.head, *self._block(self.whole, "", ())]:
            if line or before:
                yield line
            before = line

    def _block(self, owner: Entry, indent: str, at: At) -> Iterator[str]:
        """The entries of an opened value, each with its comments."""
        for number, entry in enumerate(self._ordered(self.children[id(owner)], at)):
            made = self._entry(entry, indent, (*at, number if entry.key is None else self._name(entry.key)))
            above = entry.above if number or owner is self.whole else entry.above[_blanks(entry.above) :]
            yield from _indented(above, indent)
            yield from made
        yield from _indented(owner.foot, indent)

    def _ordered(self, found: list[Entry], at: At) -> list[Entry]:
        names = names_at(self.model, at)
        known = {name: place for place, name in enumerate(names)}
        return sorted(found, key=lambda entry: known.get(self._name(entry.key), len(known)) if entry.key else 0)

    def _entry(self, entry: Entry, indent: str, at: At) -> Iterator[str]:
        behind = f"{STEP}{entry.behind}" if entry.behind else ""
        if entry.key is None:
            yield from self._item(entry, indent, at, behind)
        elif opened(entry.value):
            yield f"{indent}{self._inline(entry.key, at)}:{behind}"
            yield from self._block(entry, indent + STEP, at)
        else:
            yield from self._pair(f"{indent}{self._inline(entry.key, at)}:", entry, len(indent), at, behind)

    def _item(self, entry: Entry, indent: str, at: At, behind: str) -> Iterator[str]:
        if not opened(entry.value):
            yield from self._pair(f"{indent}-", entry, len(indent), at, behind)
            return
        inner = list(self._block(entry, indent + STEP, at))
        first = next(n for n, line in enumerate(inner) if line.strip() and not line.lstrip().startswith("#"))
        yield from _indented(
            [line.strip() for line in inner[:first]], indent
        )  # comments above its first field, above the dash
        yield f"{indent}- {inner[first].lstrip()}"
        yield from inner[first + 1 :]

    def _pair(self, head: str, entry: Entry, column: int, at: At, behind: str) -> Iterator[str]:
        if isinstance(entry.value, ScalarNode) and entry.value.style in ("|", ">"):
            yield f"{head} {_block(self._source(entry.value), entry.column, column)}"
        else:
            yield f"{head} {self._inline(entry.value, at)}".rstrip() + behind

    def _inline(self, node: Node, at: At) -> str:
        """A node on one line: a scalar in the words and quotes of its source."""
        if isinstance(node, ScalarNode):
            source = self._source(node)
            return _one_line(node) if "\n" in source else source
        assert isinstance(node, CollectionNode)
        if not isinstance(node, MappingNode):
            return f"[{', '.join(self._inline(each, (*at, n)) for n, each in enumerate(node.value))}]"
        known = {name: place for place, name in enumerate(names_at(self.model, at))}
        pairs = sorted(node.value, key=lambda pair: known.get(self._name(pair[0]), len(known)))
        made = (f"{self._inline(key, at)}: {self._inline(value, (*at, self._name(key)))}" for key, value in pairs)
        return f"{{{', '.join(made)}}}"

    def _source(self, node: ScalarNode) -> str:
        return str(self.text[node.start_mark.index : node.end_mark.index]).rstrip(" \t\n")

    @staticmethod
    def _name(key: Node) -> str:
        return str(key.value)


def _head(found: list[Entry]) -> list[str]:
    """Comments above the first field with an empty line after them: they speak of the whole."""
    above = found[0].above
    last = next((n for n in range(len(above), 0, -1) if above[n - 1] == ""), 0)
    head = above[:last]
    del above[:last]
    return head


def _blanks(above: list[str]) -> int:
    return next((n for n, line in enumerate(above) if line), len(above))


def _indented(lines: list[str], indent: str) -> Iterator[str]:
    yield from (f"{indent}{line}" if line else "" for line in lines)


def _block(source: str, was: int, now: int) -> str:
    """A block of text, whose field stood in one column and is now to stand in another."""
    first, *rest = source.split("\n")
    margin = next((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), 0)
    by = now - was if re.match(r"..?\d", first) else now + len(STEP) - margin  # a digit says how far from its field
    return "\n".join([first, *(_shifted(line, by) if line.strip() else line for line in rest)])


def _shifted(line: str, by: int) -> str:
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _one_line(node: ScalarNode) -> str:
    """A scalar that was written over several lines."""
    words = str(node.value)
    if not node.style:
        return words
    if node.style == "'" and "\n" not in words:
        return "'" + words.replace("'", "''") + "'"
    return json.dumps(words, ensure_ascii=False)
