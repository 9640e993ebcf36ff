"""YAML as an editor writes it -> plain data in which every value keeps its wording and its place.

Scalars stay text (`045500`, `1.10`, `on` and `2023-02-30` mean what they look like; the field's type reads them),
and only the node graph is built, by libyaml, so that nothing in a file is ever executed, expanded or guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bulletin.complaints import PROBLEMS, complaint
from bulletin.findings import Place
from bulletin.model import At
from bulletin.regex import regex

DEEPEST = 20  # a front matter is at most four levels deep; the parser's own recursion must never be what stops it
NULLS = {"", "~", "null", "Null", "NULL"}
TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
# Invisible, and not fit for YAML, HTML or PDF: controls, line ends that no editor and no git counts, noncharacters.
CONTROL = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# Of no width, or turning the direction of what follows: a name with one is not found, or is read otherwise than it is.
UNSEEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# For a value, whose escapes ("\u202e") are met only when it is read, and for what is imported: halves of characters, too.
UNFIT = regex(f"{CONTROL.pattern[:-1]}{UNSEEN}\ud800-\udfff]")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # either of the two
    """Reads scalars as text: with no type to guess, only a tag that was written (`!!python/name:x`) tells one."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


class Fault(NamedTuple):
    """A rule that was broken, where, and the facts its message is filled with."""

    rule: str
    at: At | Place
    facts: Mapping[str, Any] = MappingProxyType({})


class Front(NamedTuple):
    """The data of a YAML text, the place of each of its values and of their names, and what is wrong with it."""

    data: dict[str, Any]
    places: dict[At, Place]
    keys: dict[At, Place]
    faults: list[Fault]


def read_front(text: str, first_line: int = 1, inside: tuple[str, ...] = ()) -> Front:
    """Read a YAML mapping, or the one that stands under the keys `inside` of it; empty values are left out.

    `first_line` is the number, in its file, of the first line of `text`.
    """
    front, page = Front({}, {}, {}, []), _Lines(text, first_line)
    if found := CONTROL.search(text):
        front.faults.append(Fault("RB023", page.at(found.start()), {"code": f"U+{ord(found[0]):04X}"}))
        return front
    try:
        if deep := _too_deep(text):
            front.faults.append(Fault("RB009", page.place(deep), {"problem": PROBLEMS["deep"]}))
            return front
        node = node_of(text)
    except yaml.MarkedYAMLError as error:
        front.faults.append(_broken(error, page))
        return front
    if inside:
        node = _within(node, inside, front, page)
        if node is None:
            return front
    if isinstance(node, MappingNode):
        _Walk(front, page.place).mapping(node, (), front.data)
    elif inside and node:
        facts = {"field": ".".join(inside), "value": getattr(node, "value", ""), "expected": PROBLEMS["group"]}
        front.faults.append(Fault("RB014", page.place(node.start_mark), facts))
    else:
        spot = page.place(node.start_mark) if node else page.start(0)
        front.faults.append(Fault("RB009", spot, {"problem": PROBLEMS["mapping"]}))
    return front


def node_of(text: str) -> Node | None:
    """The node graph of a YAML text, with the marks where each node begins and ends; raises what the parser raises."""
    node: Node | None = _Loader(text).get_single_node()
    return node


class _Lines:
    """The lines of a YAML text, and the place in its file of each character."""

    def __init__(self, text: str, first: int) -> None:
        self.text, self.first, self.lines = text, first, text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.quotes: dict[int, str] = {}  # a register of thousands of entries may stand on one line

    def at(self, index: int) -> Place:
        """By index: YAML also ends lines at U+0085 and U+2028, which no editor and no git counts."""
        line = min(bisect_right(self.starts, index), len(self.lines)) - 1
        return self.start(line, index - self.starts[line] + 1)

    def place(self, mark: Any) -> Place:
        return self.at(mark.index)

    def start(self, line: int, column: int = 1) -> Place:
        if line not in self.quotes:
            self.quotes[line] = shorten(self.lines[line])
        return Place(self.first + line, column, self.quotes[line])


def _broken(error: yaml.MarkedYAMLError, page: _Lines) -> Fault:
    said = f"{error.context or ''} {error.problem or ''}".strip()
    mark, began = error.problem_mark or error.context_mark, error.context_mark
    if began and mark and began.line < mark.line and any(opened in said for opened in ("quoted", "flow")):
        mark = began  # the quote or bracket that was opened, not the end of the file
    spot = page.place(mark)
    problem, row, column = complaint(said, page.lines, spot.line - page.first, spot.column)
    return Fault("RB009", page.start(row, column), {"problem": problem})


def _within(node: Node | None, inside: tuple[str, ...], front: Front, page: _Lines) -> Node | None:
    """The node under the keys `inside`; None where there is none, or nothing in it."""
    for name in inside:
        pairs = node.value if isinstance(node, MappingNode) else []
        key, node = next(((key, value) for key, value in pairs if key.value == name), (None, None))
        if key:
            front.places[()] = page.place(key.start_mark)
    return None if isinstance(node, ScalarNode) and not node.style and node.value in NULLS else node


class _Walk:
    """Node graph -> data; a node met twice is an alias, which is refused before it can multiply."""

    def __init__(self, front: Front, place: Any) -> None:
        self.front, self.place = front, place
        self.met: set[int] = set()
        self.aliased = False

    def value(self, node: Node, at: At) -> Any:
        spot = self.place(node.start_mark)
        self.front.places[at] = spot
        if id(node) in self.met:
            if not self.aliased:  # one says it all, a million would not
                self.front.faults.append(Fault("RB011", spot))
            self.aliased = True
            return None
        self.met.add(id(node))
        if node.tag not in TAGS:
            self.front.faults.append(Fault("RB009", spot, {"problem": PROBLEMS["tag"]}))
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, at, {})
        if isinstance(node, SequenceNode):
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        if found := UNFIT.search(node.value):
            self.front.faults.append(Fault("RB023", spot, {"code": f"U+{ord(found[0]):04X}"}))
        return None if not node.style and node.value in NULLS else node.value  # plain: None, or "" from libyaml

    def mapping(self, node: MappingNode, at: At, data: dict[str, Any]) -> dict[str, Any]:
        for key_node, value_node in node.value:
            spot = self.place(key_node.start_mark)
            if not isinstance(key_node, ScalarNode):
                self.front.faults.append(Fault("RB009", spot, {"problem": PROBLEMS["key"]}))
                continue
            here = (*at, key_node.value)
            if first := self.front.keys.get(here):
                self.front.faults.append(Fault("RB010", spot, {"key": key_node.value, "first": first.line}))
                if key_node.value in data:
                    continue
            self.front.keys[here] = spot
            value = self.value(value_node, here)
            if value is not None:
                data[key_node.value] = value
            if not isinstance(value_node, ScalarNode) and self.front.places[here].line != spot.line:
                self.front.places[here] = spot  # a list or group that begins on the next line is found by its name
        return data


def shorten(line: str, most: int = 80) -> str:
    """A line fit to be quoted."""
    line = line.strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def _too_deep(text: str) -> Any:
    """The mark where nesting goes deeper than in any front matter; None if nowhere. Events come one by one: however deep
    they lead, nothing grows with it, as the stack of what makes nodes of them does.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            return event.start_mark
    return None
