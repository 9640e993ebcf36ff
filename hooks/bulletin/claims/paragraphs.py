"""A text -> its paragraphs: what one may speak of in the next sentence."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.regex import regex

HEADING = regex(
    r"^\s*(?:#|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．](?!\d)|[-*>|] )"
)
CELLS = 1  # strokes in a line: with more it is a row of a table, and speaks of itself alone
LONG_LINE = 30  # characters; a line that ends shorter without a mark was meant to end there


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offsets, each line break in them turned into a full stop or, within a sentence, a space."""
    start, rows = 0, list[str]()
    offset, last = 0, ""
    for line in text.split("\n"):
        if rows and (not line.strip() or HEADING.match(line) or line.count("|") > CELLS or last.count("|") > CELLS):
            yield start, "".join(rows)
            rows = []
        if not rows:
            start = offset
        if line.strip():
            rows.append(line + _line_end(line))
        offset += len(line) + 1
        last = line
    if rows:
        yield start, "".join(rows)


def _line_end(line: str) -> str:
    line = line.rstrip()
    if HEADING.match(line) and len(line) < 2 * LONG_LINE:
        return "。"
    return " " if line[-1] in "，、；：,;。！？" or len(line) >= LONG_LINE else "。"


class Places(NamedTuple):
    """Where the characters of a paragraph stand in the text."""

    starts: list[int]
    offset: int
    first_line: int

    def of(self, at: int) -> tuple[int, int]:
        """Line and column of a character of the paragraph."""
        row = bisect_right(self.starts, self.offset + at) - 1
        return self.first_line + row, self.offset + at - self.starts[row] + 1
