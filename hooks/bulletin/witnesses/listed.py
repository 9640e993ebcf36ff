"""Announced lists: 9座危桥：①…⑨…, 3项措施：一是…二是…三是…. The number that is announced, and how many entries follow."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims.tokens import Kind, Token, tokens
from bulletin.figures import Figure
from bulletin.numerals import parse_numeral
from bulletin.regex import regex
from bulletin.sentences import in_print

CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
OPENING = regex(r"[：:]\s{0,20}(?P<mark>①|一是)")
CLAUSE = regex(r"[^，。；：:\n]{2,60}$")
MARKS = {
    "①": regex(f"[{CIRCLES}]"),
    "一是": regex("(?:(?<=[，。；：:、！？ \u3000\u00a0\n])|^)([一二三四五六七八九十]{1,3})是", re.MULTILINE),
}
HEADING = regex(r"^[^\S\n]*(?:#|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])", re.MULTILINE)
SOME = regex("主要|其中|包括|例如|典型|部分|重点|等[：:]?$|[已未正]|以下简称")
NOUN = {  # what may stand between the figure and the colon, so that the entries are what the figure counts
    "①": regex(
        "^(?!(?>.*?问题).*(?:措施|意见|建议|做法|原因))[^已正未的]{1,12}"
        "(?:的[^已正未的]{0,4}(?:进展|情况|名单|清单)(?:如下)?)?"
    ),
    "一是": regex(
        "^(?:的|具体|工作|长效|整改|主要)*(?:措施|举措|机制|制度|工作|方面|事|任务|意见|建议|要求|做法|原因)"
        "(?:如下|是|为|分别是)?"
    ),
}
OTHERS = regex("等(?:$|[。；，])")  # an end that leaves it open: ④设备类等。
FARTHEST = 20_000  # characters in which a list is looked for


class Listed(NamedTuple):
    """A number that is announced, where (from the start of the text), and the entries that follow."""

    start: int
    clause: str
    figure: Figure
    unit: str
    texts: tuple[str, ...]  # of the entries
    whole: bool  # nothing else can explain a difference: the list ends where its text ends

    @property
    def entries(self) -> int:
        """How many entries follow."""
        return len(self.texts)

    @property
    def agrees(self) -> bool:
        """As many entries as announced."""
        return self.figure.low == self.entries


def lists(text: str) -> Iterator[Listed]:
    """The announced lists of a text whose clause has one figure, and only that; a list of something else is none."""
    text = in_print(text)
    headings = [match.start() for match in HEADING.finditer(text)]
    for found in OPENING.finditer(text):
        before = CLAUSE.search(text[max(0, found.start() - 60) : found.start()])
        token = _only(before[0]) if before else None
        if not before or not token or not token.figure:
            continue
        tail = before[0][token.end :]
        if NOUN[found["mark"]].fullmatch(tail or token.unit):
            texts, whole = _entries(text, found.start("mark"), found["mark"], headings)
            whole = whole and not SOME.search(before[0])
            start = found.start() - len(before[0].lstrip())
            yield Listed(start, before[0].strip(), token.figure, token.unit, texts, whole)


def written_out(text: str) -> int:
    """How many entries all runs of 一是, 二是 … of a text have, whether they were announced or not."""
    entries = last = 0
    for match in MARKS["一是"].finditer(text):
        number = _number(match.group())
        entries += number == 1 or number == last + 1
        last = number
    return entries


def _only(clause: str) -> Token | None:
    """The figure of a clause that has no other, if it is an exact count."""
    counted = [token for token in tokens(clause) if token.kind in (Kind.COUNT, Kind.RATE)]
    if len(counted) != 1 or not counted[0].figure or not counted[0].figure.exact or counted[0].kind == Kind.RATE:
        return None
    return counted[0] if counted[0].unit else None


def _entries(text: str, start: int, mark: str, headings: list[int]) -> tuple[tuple[str, ...], bool]:
    """The entries that follow one another from here, and whether that is all there is to it."""
    after = bisect_right(headings, start)
    stop = min(headings[after] if after < len(headings) else len(text), start + FARTHEST)
    starts = [start]
    for match in MARKS[mark].finditer(text, start, stop):
        if _number(match.group()) != len(starts):
            return _texts(text, starts), False  # a list in the list, another list, or a slip in the numbers
        starts.append(match.end())
    row = text[starts[-1] : stop].partition("\n")[0]
    return _texts(text, starts), len(starts) > 2 and stop - start < FARTHEST and not OTHERS.search(row)


def _texts(text: str, starts: list[int]) -> tuple[str, ...]:
    """From each mark to the next; the last ends with its sentence."""
    ends = [*starts[2:], starts[-1] + len(re.split("[。\n]", text[starts[-1] : starts[-1] + FARTHEST])[0])]
    return tuple(text[one:end] for one, end in zip(starts[1:], ends, strict=True))


def _number(mark: str) -> int:
    return CIRCLES.index(mark) + 1 if mark in CIRCLES else int(parse_numeral(mark.removesuffix("是")))
