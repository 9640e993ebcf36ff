"""Tables of a PDF: cells by the lines between them, with the part of the page that they take up."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pdfplumber

from bulletin.imports.blocks import tidy
from bulletin.regex import regex

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # as of pypdf
BROKEN = regex(r"(?<=[\d./-])\n(?=[\d./-])")  # a figure that did not fit into its line
SENTENCE = regex(r"(?<=[。；])\n")
UNKNOWN = "(cid:"  # a character that its font gives no name
NUMBER = regex("序号|编号|号")
Row = tuple[str, ...]


class Grid(NamedTuple):
    """A table and where it stands on its page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[Row, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a text that begins here belongs to it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Sheet(NamedTuple):
    """The tables of a page from the top, and how many lines beside them have gaps as those of a table without rules."""

    grids: list[Grid]
    gapped: int


def read_sheets(raw: bytes, many: int) -> list[Sheet]:
    """The first pages of a PDF; their tables are those with more than one column that can be read."""
    found: list[Sheet] = []
    # What this reader cannot read, for whatever reason, is read as plain text, as the other one reads it.
    with suppress(Exception), pdfplumber.open(BytesIO(raw)) as document:
        for page in document.pages[:many]:
            grids = [] if page.rotation else [*filter(None, map(_grid, page.find_tables()))]
            found.append(Sheet(sorted(grids, key=lambda one: -one.top), _gapped(page, grids)))
            page.close()
    return found + [Sheet([], 0)] * (many - len(found))  # of a damaged file it may count fewer pages


def _gapped(page: Any, grids: list[Grid]) -> int:
    """Lines outside of the tables in which words stand apart by more than two of their characters."""
    height = page.mediabox[3]
    words = [word for word in page.extract_words() if not any(_inside(word, height, grid) for grid in grids)]
    lines = [[*line] for _, line in groupby(words, lambda word: round(word["bottom"]))]
    return sum(
        any(two["x0"] - one["x1"] > 2 * (one["bottom"] - one["top"]) for one, two in pairwise(line)) for line in lines
    )


def _inside(word: dict[str, Any], height: float, grid: Grid) -> bool:
    return grid.holds(word["x0"], height - word["bottom"])


def _grid(table: Any) -> Grid | None:
    texts = table.extract()
    rows = tuple(tuple(_cells(table, texts, number)) for number in range(len(texts)))
    if not rows or len(rows[0]) < 2 or any(UNKNOWN in cell for row in rows for cell in row):
        return None
    left, top, right, bottom = table.bbox
    height = table.page.mediabox[3]
    return Grid(left, height - bottom, right, height - top, rows)


def _cells(table: Any, texts: list[list[str | None]], number: int) -> Iterator[str]:
    """The cells of a row; one that reaches down from above says the same, one over several columns says it once."""
    for column, text in enumerate(texts[number]):
        if text is not None:
            yield _words(text)
            continue
        above = next((row for row in range(number - 1, -1, -1) if texts[row][column] is not None), None)
        reaches = above is not None and table.rows[above].cells[column][3] >= table.rows[number].bbox[3] - 1
        yield _words(texts[above][column] or "") if reaches and above is not None else ""


def _words(text: str) -> str:
    """A cell without the breaks of its lines, but for those that end a sentence."""
    return "\n".join(filter(None, (tidy(part) for part in SENTENCE.split(BROKEN.sub("", text)))))


def whole_tables(pages: list[list[Grid]]) -> list[list[Grid]]:
    """Without what has one row alone, unless the table stands on the page before, or goes on over the next."""
    around = [[], *pages, []]
    return [
        [
            grid
            for grid in page
            if len(grid.rows) > 1
            or any(_goes_on(grid, other) for other in before[-1:])
            or any(_goes_on(other, grid) for other in after[:1])
        ]
        for before, page, after in zip(around, pages, around[2:], strict=False)
    ]


def _goes_on(grid: Grid, before: Grid) -> bool:
    """It may be the rest, on the next page, of a table: no table stands above another on the page that it is on."""
    return grid.top > before.bottom and len(grid.rows[0]) == len(before.rows[0])


def joined_up(grids: list[Grid]) -> Iterator[tuple[Row, ...]]:
    """The tables that stand one after the other, each with what goes on of it."""
    held: tuple[Row, ...] = ()
    for grid, before in zip(grids, [None, *grids], strict=False):
        if held and before and not _goes_on(grid, before):
            yield held
            held = ()
        held = _continued(held, grid.rows) if held else grid.rows
    yield held


def _continued(rows: tuple[Row, ...], more: tuple[Row, ...]) -> tuple[Row, ...]:
    """With the rows of the next page: the head is not repeated, and a row that the page broke is whole again."""
    more = more[1:] if more[0] == rows[0] else more
    key = next((place for place, name in enumerate(rows[0]) if NUMBER.search(name)), 0)
    if more and not more[0][key] and rows[-1][key]:
        whole = tuple(_words(f"{one}\n{other}") for one, other in zip(rows[-1], more[0], strict=True))
        return (*rows[:-1], whole, *more[1:])
    return rows + more
