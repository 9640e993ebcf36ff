"""YAML as an editor writes it -> plain data in which every value keeps its wording and its place.

Scalars stay text (`045500`, `1.10`, `on` and `2023-02-30` mean what they look like; the field's type reads them),
and only the node graph is built, by libyaml, so that nothing in a file is ever executed, expanded or guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bulletin.findings import Place, Words
from bulletin.model import At

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20  # a front matter is at most four levels deep; the parser's own recursion must never be what stops it
NULLS = {"", "~", "null", "Null", "NULL"}


class Fault(NamedTuple):
    """A rule that was broken, where, and the facts its message is filled with."""

    rule: str
    at: At | Place
    facts: Mapping[str, Any] = MappingProxyType({})


class Front(NamedTuple):
    """The data of a YAML text, the place of each of its values, and what is wrong with it."""

    data: dict[str, Any]
    places: dict[At, Place]
    faults: list[Fault]


def read_front(text: str, first_line: int = 1, inside: tuple[str, ...] = ()) -> Front:
    """Read a YAML mapping, or the one that stands under the keys `inside` of it; empty values are left out.

    `first_line` is the number, in its file, of the first line of `text`.
    """
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def place(mark: Any) -> Place:
        """By index: YAML also ends lines at U+0085 and U+2028, which no editor and no git counts."""
        line = min(bisect_right(starts, mark.index), len(lines)) - 1
        return Place(first_line + line, mark.index - starts[line] + 1, shorten(lines[line]))

    front = Front({}, {}, [])
    if deep := _too_deep(lines):
        front.faults.append(Fault("RB009", Place(first_line + deep - 1, 1), {"problem": _PROBLEMS["deep"]}))
        return front
    try:
        node = Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        spot = place(error.problem_mark or error.context_mark)
        tabbed = "\t" in lines[spot.line - first_line][: spot.column]
        front.faults.append(Fault("RB009", spot, {"problem": _problem(error, tabbed=tabbed)}))
        return front
    except yaml.YAMLError as error:  # a character that YAML does not allow has a position, but no mark
        before = text[: getattr(error, "position", 0) or 0]
        front.faults.append(
            Fault("RB009", Place(first_line + before.count("\n"), 1), {"problem": _PROBLEMS["character"]})
        )
        return front
    for name in inside:
        node = next((value for key, value in getattr(node, "value", ()) if key.value == name), None)
    if inside and node is None:
        return front
    if not isinstance(node, MappingNode):
        front.faults.append(Fault("RB009", Place(first_line, 1, shorten(lines[0])), {"problem": _PROBLEMS["mapping"]}))
        return front
    _Walk(front, place).mapping(node, ())
    return front


class _Walk:
    """Node graph -> data; a node met twice is an alias, which is refused before it can multiply."""

    def __init__(self, front: Front, place: Any) -> None:
        self.front, self.place = front, place
        self.met: set[int] = set()

    def value(self, node: Node, at: At) -> Any:
        spot = self.place(node.start_mark)
        self.front.places[at] = spot
        if id(node) in self.met:
            if not any(fault.rule == "RB011" for fault in self.front.faults):  # one says it all, a million would not
                self.front.faults.append(Fault("RB011", spot))
            return None
        self.met.add(id(node))
        if isinstance(node, MappingNode):
            return self.mapping(node, at, {})
        if isinstance(node, SequenceNode):
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return None if node.style is None and node.value in NULLS else node.value

    def mapping(self, node: MappingNode, at: At, data: dict[str, Any] | None = None) -> dict[str, Any]:
        data = self.front.data if data is None else data
        for key_node, value_node in node.value:
            spot = self.place(key_node.start_mark)
            if not isinstance(key_node, ScalarNode):
                self.front.faults.append(Fault("RB009", spot, {"problem": _PROBLEMS["key"]}))
                continue
            key = key_node.value
            if key in data or (*at, key) in self.front.places:
                first = self.front.places[(*at, key)]
                self.front.faults.append(Fault("RB010", spot, {"key": key, "first": first.line}))
                continue
            value = self.value(value_node, (*at, key))
            self.front.places[(*at, key)] = self.front.places[(*at, key)]._replace(quote=spot.quote)
            if value is not None:
                data[key] = value
        return data


def shorten(line: str, most: int = 80) -> str:
    """A line fit to be quoted."""
    line = line.strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def _too_deep(lines: list[str]) -> int:
    """The line on which flow brackets nest deeper than any front matter does; 0 if none. Indentation cannot get that deep by accident."""
    depth = 0
    for number, line in enumerate(lines, 1):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if depth > DEEPEST or len(line) - len(line.lstrip(" -?:")) > 4 * DEEPEST:
            return number
    return 0


_PROBLEMS = {
    "deep": Words("层次套得太深", "it is nested too deeply"),
    "character": Words(
        "有 YAML 不允许的控制字符，请删去", "it has a control character that YAML does not allow; delete it"
    ),
    "mapping": Words("首部应由“字段: 值”组成", "the front matter must be made of `field: value` lines"),
    "key": Words("字段名应是一个词", "a field's name must be a plain word"),
    "tab": Words("行首用了制表符（Tab），请改用空格缩进", "a tab is used for indentation; use spaces"),
    "colon": Words(
        "冒号后缺少空格，或一行里有两个冒号；含冒号的值请加引号",
        "a space is missing after a colon, or a value holds a colon; quote such a value",
    ),
    "quote": Words("引号没有成对", "a quote is not closed"),
    "bracket": Words("方括号或花括号没有成对，或缺少逗号", "a bracket is not closed, or a comma is missing"),
    "indent": Words("缩进与上一行不对齐", "the indentation does not match the lines above"),
    "start": Words("值不能以这个符号开头；请给值加引号", "a value cannot begin with this character; quote it"),
    "anchor": Words(
        "引用（*）了没有定义的名称；不要使用锚点与引用", "an alias refers to nothing; do not use anchors and aliases"
    ),
}
_CLUES = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "colon"),
    ("quoted scalar", "quote"),
    ("flow sequence", "bracket"),
    ("flow mapping", "bracket"),
    ("did not find expected", "indent"),
    ("expected <block end>", "indent"),
    ("cannot start any token", "start"),
    ("undefined alias", "anchor"),
)


def _problem(error: yaml.MarkedYAMLError, *, tabbed: bool) -> Words:
    """The parser's complaint in an editor's words; what is not known is passed on as the parser says it."""
    said = f"{error.context or ''} {error.problem or ''}"
    if tabbed:
        return _PROBLEMS["tab"]
    return next(
        (_PROBLEMS[key] for clue, key in _CLUES if clue in said), Words(f"解析器报告：{said.strip()}", said.strip())
    )
