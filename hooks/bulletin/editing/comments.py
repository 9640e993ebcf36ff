"""The comments of a YAML text, and the entries that they belong to: the one they stand above, or behind."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from bulletin.front import node_of
from bulletin.regex import regex

COMMENT = regex(r"(?:(?<=[ \t\n])|\A)#[^\n]*")


@dataclass
class Entry:
    """A pair of a mapping, or an item of a list, that stands on lines of its own; `key` is None for an item."""

    key: Node | None
    value: Node
    line: int
    column: int
    owner: "Entry | None"
    above: list[str] = field(default_factory=list)  # comments, and "" for an empty line among them
    behind: str = ""
    foot: list[str] = field(default_factory=list)  # what stands below the last entry within its value

    @property
    def last(self) -> int:
        """The line on which its value ends."""
        return int(self.value.end_mark.line)


class Comment(NamedTuple):
    """A comment, and whether nothing stands before it on its line."""

    line: int
    column: int
    text: str
    alone: bool


def opened(node: Node) -> bool:
    """It is a list or mapping written over several lines, which has entries with lines of their own."""
    if not isinstance(node, CollectionNode) or not node.value:
        return False
    return not node.flow_style or node.start_mark.line != node.end_mark.line


def entries(root: Node, owner: Entry | None = None) -> Iterator[Entry]:
    """The entries of an opened node and of those in it, in the order in which they are written."""
    if not opened(root):
        return
    column = int(root.start_mark.column)
    for child in root.value:
        key, value = child if isinstance(root, MappingNode) else (None, child)
        start = (key or value).start_mark
        entry = Entry(key, value, int(start.line), int(start.column) if key else column, owner)
        yield entry
        yield from entries(value, entry)


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Every scalar of a node, in the order in which they are written."""
    if isinstance(root, ScalarNode):
        yield root
    for child in root.value if isinstance(root, CollectionNode) else ():
        for node in child if isinstance(child, tuple) else (child,):
            yield from scalars(node)


def comments(text: str) -> list[str]:
    """The words of every comment, in order."""
    root = node_of(text)
    return [comment.text for comment in _comments(text, root)] if root else []


def attach(text: str, root: Node, whole: Entry, found: list[Entry]) -> None:
    """Give every comment of a text, and every empty line, to one of its entries; `whole` is the root's own."""
    lines = text.split("\n")
    held: dict[int, list[Comment]] = {}
    beside: list[Comment] = []
    for comment in _comments(text, root):
        if comment.alone:
            held.setdefault(comment.line, []).append(comment)
        else:
            beside.append(comment)
    _behind(beside, found)
    within = {n for node in scalars(root) for n in range(node.start_mark.line + 1, _last(text, node) + 1)}
    starts = [entry.line for entry in found]
    gap: set[int] = set()  # the place among the entries before which an empty line stands
    for number, line in enumerate(lines):
        place = bisect_left(starts, number)
        if not line.strip() and number not in within and number + 1 < len(lines):
            gap.add(place)
        for comment in held.get(number, ()):
            above = _target(found, place, comment, whole)
            above += [""] * (place in gap) + [comment.text]
            gap.discard(place)
    for place in gap & set(range(len(found))):
        found[place].above.append("")


def _comments(text: str, root: Node) -> Iterator[Comment]:
    spans = [(node.start_mark.index, node.end_mark.index) for node in scalars(root)]
    starts = [start for start, _ in spans]
    line_ends = [match.start() for match in re.finditer("\n", text)]
    for match in COMMENT.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= spans[before][1]:
            begin = text.rfind("\n", 0, match.start()) + 1
            alone = not text[begin : match.start()].strip()
            line = bisect_left(line_ends, match.start())
            yield Comment(line, match.start() - begin, match[0].rstrip(), alone)


def _last(text: str, node: ScalarNode) -> int:
    """The last line of a scalar; the end of a block of text is marked after the empty lines below it."""
    words = text[node.start_mark.index : node.end_mark.index].rstrip(" \t\n")
    return int(node.start_mark.line) + words.count("\n")


def _behind(comments: list[Comment], found: list[Entry]) -> None:
    """Behind the entry that begins on the line, or that ends there; a second comment goes above it."""
    starts = [entry.line for entry in found]
    closed = {entry.last: entry for entry in reversed(found) if opened(entry.value) and entry.last > entry.line}
    for comment in comments:
        place = max(bisect_right(starts, comment.line) - 1, 0)
        entry = found[place]
        if entry.line != comment.line:
            entry = closed.get(comment.line, entry)
        if entry.behind or (entry.key is None and opened(entry.value)):
            entry.above.append(comment.text)
        else:
            entry.behind = comment.text


def _target(found: list[Entry], place: int, comment: Comment, whole: Entry) -> list[str]:
    """Above the next entry; below the last ones, if it is indented like them and the next one is not."""
    following = found[place].column if place < len(found) else -1
    entry: Entry | None = found[place - 1] if place else None
    while entry and entry.column > comment.column:
        entry = entry.owner
    if entry and entry.column > following:
        return (entry.owner or whole).foot
    return found[place].above if place < len(found) else whole.foot
