"""Where brackets and backquotes of a text are closed, in time that grows with its length: Python-Markdown looks for it anew
from each that is opened, through all that follows where it is not closed.

What comes out is the same, to the byte; but an address of thousands of characters is none.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from typing import Generic, TypeVar

from markdown import Markdown
from markdown.inlinepatterns import BacktickInlineProcessor, LinkInlineProcessor

from bulletin.regex import regex

BRACKET, TICKS = regex(r"[\[\]]"), regex(r"`+")
LONGEST = 2048  # characters of an address and a title
Found = TypeVar("Found")
Link = tuple[str, str | None, int, bool]


def remembered(md: Markdown) -> None:
    """Have the patterns of links, pictures and code ask here."""
    for pattern in md.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            pattern.getText = Brackets().text  # type: ignore[method-assign]
            pattern.getLink = partial(_link, pattern.getLink)  # type: ignore[method-assign]
        elif isinstance(pattern, BacktickInlineProcessor):
            pattern.find_code_spans = Ticks().span  # type: ignore[assignment,method-assign]


def _link(sought: Callable[[str, int], Link], data: str, index: int) -> Link:
    """As Python-Markdown's `getLink`, which is given no more than a link with its title may take up.

    Where a bracket is opened in a title without an end, it takes nearly all of the text for the address, and ends before it begins.
    """
    address, title, end, closed = sought(data[index : index + LONGEST], 0)
    return address, title, index + end, closed and end > 0


class Known(Generic[Found]):
    """What was found in a text, as long as the end of the next text is the same: what is found counts places from there."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        self.find, self.found = find, find("")
        self.text, self.left = "", 0

    def of(self, text: str, index: int) -> Found:
        """What there is from a place on."""
        left = len(text) - index
        if text is not self.text or left > self.left:
            rest = text[index:]
            if left > self.left or not self.text.endswith(rest):
                self.found = self.find(rest)
            self.text, self.left = text, left
        return self.found


class Brackets:
    """As Python-Markdown's `getText`."""

    def __init__(self) -> None:
        self.known = Known(self._closed)

    def text(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands in the bracket that is opened before a place, the place after it, and whether it is closed at all."""
        left = self.known.of(data, index - 1).get(len(data) - index + 1)
        if left is None:
            return "", len(data), False
        end = len(data) - left
        return data[index:end], end + 1, True

    @staticmethod
    def _closed(text: str) -> dict[int, int]:
        opened: list[int] = []
        found: dict[int, int] = {}
        for bracket in BRACKET.finditer(text):
            left = len(text) - bracket.start()
            if bracket[0] == "[":
                opened.append(left)
            elif opened:
                found[opened.pop()] = left
        return found


class Runs:
    """The runs of backquotes in a text, the last first."""

    def __init__(self, text: str) -> None:
        runs = [(len(text) - run.start(), len(run[0])) for run in TICKS.finditer(text)][::-1]
        self.lefts = [left for left, _ in runs]
        self.longest = list(accumulate((length for _, length in runs), max))
        self.of: dict[int, list[int]] = {}
        for left, length in runs:
            self.of.setdefault(length, []).append(left)

    def first(self, length: int, left: int) -> int | None:
        """The first of a length after a place."""
        lefts = self.of.get(length, [])
        at = bisect_right(lefts, left)
        return lefts[at - 1] if at else None

    def most(self, left: int) -> int:
        """The length of the longest after a place."""
        at = bisect_right(self.lefts, left)
        return self.longest[at - 1] if at else 0


class Ticks:
    """As Python-Markdown's `find_code_spans`."""

    def __init__(self) -> None:
        self.known = Known(Runs)

    def span(self, start: int, text: str) -> tuple[int, int | None]:
        """Where the code begins that is opened at a place, and where it ends; no end: where to go on."""
        runs, opened = self.known.of(text, start), TICKS.match(text, start)
        assert opened
        ticks, left = len(opened[0]), len(text) - opened.end()
        length = ticks if runs.first(ticks, left) else runs.most(left)
        ends = runs.first(length, left)
        if ends is None or length > ticks:
            return opened.end() + ticks, None
        return opened.end() - ticks + length, len(text) - ends
