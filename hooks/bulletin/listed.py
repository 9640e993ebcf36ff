"""Announced lists: 9座危桥：①…⑨…, 3项措施：一是…二是…三是…. The number that is announced, and how many entries follow."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bulletin.claims.tokens import Kind, tokens
from bulletin.figures import Figure
from bulletin.numerals import parse_numeral

CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
OPENING = re.compile(r"(?P<clause>[^，。；：:\n]{2,60})[：:]\s*(?P<mark>①|一是)")
MARKS = {
    "①": re.compile(f"[{CIRCLES}]"),
    "一是": re.compile("(?:(?<=[，。；：:、！？ \u3000\u00a0\n])|^)([一二三四五六七八九十]{1,3})是", re.MULTILINE),
}
HEADING = re.compile(r"^\s*(?:#|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])", re.MULTILINE)
SOME = re.compile("主要|其中|包括|例如|典型|部分|重点|等[：:]?$|[已未正]|以下简称")
NOUN = {  # what may stand between the figure and the colon, so that the entries are what the figure counts
    "①": re.compile("[^已未正]{1,14}"),
    "一是": re.compile(
        "(?:的|具体|工作|长效|整改|主要)*(?:措施|举措|机制|制度|工作|方面|事|任务|意见|建议|要求|做法|原因)"
        "(?:如下|是|为|分别是)?"
    ),
}
FARTHEST = 20_000  # characters in which a list is looked for


class Listed(NamedTuple):
    """A number that is announced, where (from the start of the text), and the entries that follow."""

    start: int
    clause: str
    figure: Figure
    unit: str
    entries: int
    whole: bool  # nothing else can explain a difference: the list ends where its text ends

    @property
    def agrees(self) -> bool:
        """As many entries as announced."""
        return self.figure.low == self.entries


def lists(text: str) -> Iterator[Listed]:
    """The announced lists of a text whose clause has one figure, and only that; a list of something else is none."""
    for found in OPENING.finditer(text):
        counted = [token for token in tokens(found["clause"]) if token.kind in (Kind.COUNT, Kind.RATE)]
        if len(counted) != 1 or counted[0].kind == Kind.RATE:
            continue
        (token,) = counted
        tail = found["clause"][token.end :]
        if token.figure and token.figure.exact and token.unit and NOUN[found["mark"]].fullmatch(tail or token.unit):
            entries, whole = _entries(text, found.start("mark"), found["mark"])
            whole = whole and not SOME.search(found["clause"])
            yield Listed(found.start("clause"), found["clause"].strip(), token.figure, token.unit, entries, whole)


def _entries(text: str, start: int, mark: str) -> tuple[int, bool]:
    """How many entries follow one another from here, and whether that is all there is to it."""
    end = HEADING.search(text, start + 1, start + FARTHEST)
    stop = end.start() if end else min(len(text), start + FARTHEST)
    numbers = [_number(match.group()) for match in MARKS[mark].finditer(text, start, stop)]
    for count, (one, following) in enumerate(pairwise(numbers), 1):
        if following != one + 1:
            return count, False  # a list in the list, another list, or a slip in the numbers
    return len(numbers), len(numbers) > 1 and stop - start < FARTHEST


def _number(mark: str) -> int:
    return CIRCLES.index(mark) + 1 if mark in CIRCLES else int(parse_numeral(mark.removesuffix("是")))
