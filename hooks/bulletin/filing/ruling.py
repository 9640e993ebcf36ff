"""The lines of a table, for WeasyPrint 70.0: one from edge to edge, where it draws a side of each cell by itself.

There are three hundred sides to a notice, each saved, coloured, stroked and marked as no content. Replaced is
`draw.draw_collapsed_borders`, called once a table and page, and `draw.draw_line`, which only it calls there; they are not
promised to stay, hence the pin to one version in justify.py. Lines that are not all alike go WeasyPrint's own way.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any, NamedTuple

from weasyprint import draw

BORDERS, LINE = draw.draw_collapsed_borders, draw.draw_line
Ends = tuple[float, float, float, float]  # x and y, and again


class Side(NamedTuple):
    """One side of a cell, as `draw_line` is told of it."""

    ends: Ends
    kind: tuple[Any, ...]  # thickness, style, colour


class Gathered:
    """Stands for the page while the sides of cells are gathered."""

    plain: Any = nullcontext()

    def __init__(self) -> None:
        self.sides: list[Side] = []

    def artifact(self) -> Any:
        """Nothing is drawn yet."""
        return self.plain

    stacked = artifact


def install() -> None:
    """Have WeasyPrint draw tables so."""
    draw.draw_collapsed_borders, draw.draw_line = draw_collapsed_borders, draw_line


def draw_line(stream: Any, x1: float, y1: float, x2: float, y2: float, *kind: Any) -> None:
    """WeasyPrint's function of this name."""
    if isinstance(stream, Gathered):
        stream.sides.append(Side((x1, y1, x2, y2), kind))
    else:
        LINE(stream, x1, y1, x2, y2, *kind)


def draw_collapsed_borders(stream: Any, table: Any) -> None:
    """WeasyPrint's function of this name: all lines of a table on a page."""
    gathered = Gathered()
    BORDERS(gathered, table)
    if not gathered.sides:
        return
    thickness, style, color = gathered.sides[0].kind
    if style != "solid" or color.alpha != 1 or any(side.kind != gathered.sides[0].kind for side in gathered.sides):
        BORDERS(stream, table)
        return
    with stream.artifact(), stream.stacked():
        stream.set_color(color, stroke=True)
        stream.set_line_width(thickness)
        for x1, y1, x2, y2 in joined(side.ends for side in gathered.sides):
            stream.move_to(x1, y1)
            stream.line_to(x2, y2)
        stream.stroke()


def joined(lines: Iterator[Ends]) -> Iterator[Ends]:
    """Upright and level lines, those that touch made one."""
    rows: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for x1, y1, x2, y2 in lines:
        rows.setdefault((x1 == x2, x1 if x1 == x2 else y1), []).append((y1, y2) if x1 == x2 else (x1, x2))
    for (upright, at), parts in sorted(rows.items()):
        for start, end in _spans(parts):
            yield (at, start, at, end) if upright else (start, at, end, at)


def _spans(parts: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What some stretches cover."""
    start, end = min(parts)
    for first, last in sorted(parts):
        if first > end:
            yield start, end
            start = first
        end = max(end, last)
    yield start, end
