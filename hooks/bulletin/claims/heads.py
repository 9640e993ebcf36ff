"""The figures that stretches of a column may come to: looked for by what they are, as there are many that they are not."""

from bisect import bisect_left
from decimal import Decimal
from itertools import accumulate

from bulletin.claims.facts import Fact, Number
from bulletin.claims.tree import MANY

NEAR = 30  # figures in front of a column among which its head may be
Column = list[Fact]


class Heads:
    """The figures of a paragraph, in the order of the text, that are too large to be made up by chance."""

    def __init__(self, cells: list[Fact]) -> None:
        self.starts = [fact.start for fact in cells]
        self.places = [at for at, fact in enumerate(cells) if written(fact) >= MANY]
        self.heads = [(*_range(cells[at]), cells[at]) for at in self.places]

    def before(self, fact: Fact) -> list[tuple[Number, Number, Fact]]:
        """Those among the nearest figures in front of one, each with what it may be the sum of, at least and at most."""
        here = bisect_left(self.starts, fact.start)
        return self.heads[bisect_left(self.places, here - NEAR) : bisect_left(self.places, here)]


class Sums:
    """What the figures of a column come to, one after another."""

    def __init__(self, column: Column) -> None:
        self.column, self.sums = column, [0, *accumulate(written(fact) for fact in column)]
        self.ends = {size: at for at, size in enumerate(self.sums)}

    def made(self, at: int, heads: Heads) -> list[tuple[int, Fact]]:
        """The heads that two figures or more from one on come to, the nearest first, and where these end."""
        start, least, most = self.sums[at], self.sums[at + 2] - self.sums[at], self.sums[-1] - self.sums[at]
        found = [
            (self._end(start, head), head)
            for low, high, head in reversed(heads.before(self.column[at]))
            if least <= high and low <= most and (low < high or start + low in self.ends)
        ]
        return [(end, head) for end, head in found if end > at + 1]

    def _end(self, start: Number, head: Fact) -> int:
        """Where the sum is that of the head, as it is written or else as it may have been rounded."""
        if end := self.ends.get(start + written(head)):
            return end
        low, high = _range(head)
        return self.ends.get(start + high) or self.ends.get(start + low) or 0


def written(fact: Fact) -> Number:
    """The number as it stands there; 0 of a vague one."""
    return fact.written or 0


def _range(head: Fact) -> tuple[Number, Number]:
    """What a figure may be the sum of: the last digit of one in 亿 or 万 may have been rounded."""
    figure, size = head.figure, written(head)
    if not figure or figure.exact:
        return size, size
    last = (figure.high - figure.low) / Decimal("1.5")
    return size - last, size + last
