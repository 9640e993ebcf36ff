"""The figures that stretches of a column may come to: looked for by what they are, as there are many that they are not."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, repeat
from operator import add

from bulletin.claims.facts import Fact, Number
from bulletin.claims.tree import MANY

NEAR = 30  # figures in front of a column among which its head may be
Column = list[Fact]


class Heads:
    """The figures of a paragraph, in the order of the text, that are too large to be made up by chance."""

    def __init__(self, cells: list[Fact]) -> None:
        self.starts = [fact.start for fact in cells]
        self.places = [at for at, fact in enumerate(cells) if written(fact) >= MANY]
        self.heads = [cells[at] for at in self.places]
        self.sizes = [[*_sizes(head)] for head in self.heads]
        self.first = [*accumulate(map(len, self.sizes), initial=0)]
        self.all = [size for sizes in self.sizes for size in sizes]
        self.near = dict[int, tuple[int, int]]()

    def before(self, fact: Fact) -> tuple[int, int]:
        """Which of them are among the nearest figures in front of one."""
        if (near := self.near.get(fact.start)) is None:
            here = bisect_left(self.starts, fact.start)
            near = bisect_left(self.places, here - NEAR), bisect_left(self.places, here)
            self.near[fact.start] = near
        return near


class Sums:
    """What the figures of a column come to, one after another."""

    def __init__(self, column: Column) -> None:
        self.column, self.sums = column, [0, *accumulate(written(fact) for fact in column)]
        self.ends = {size: at for at, size in enumerate(self.sums)}

    def made(self, at: int, heads: Heads) -> list[tuple[int, Fact]]:
        """The heads that two figures or more from one on come to, the nearest first, and where these end."""
        start, (begin, end) = self.sums[at], heads.before(self.column[at])
        sizes = heads.all[heads.first[begin] : heads.first[end]]
        if self.ends.keys().isdisjoint(map(add, repeat(start), sizes)):
            return []  # as almost always
        found = ((self._end(start, heads.sizes[place]), heads.heads[place]) for place in reversed(range(begin, end)))
        return [(end, head) for end, head in found if end > at + 1]

    def _end(self, start: Number, sizes: list[Number]) -> int:
        """Where the sum is one of the sizes, the first of them that is."""
        return next((end for size in sizes if (end := self.ends.get(start + size))), 0)


def written(fact: Fact) -> Number:
    """The number as it stands there; 0 of a vague one."""
    return fact.written or 0


def _sizes(head: Fact) -> Iterator[Number]:
    """What a figure may be the sum of: as it is written, or else, the last digit of one in 亿 or 万 being rounded, one more or less."""
    figure, size = head.figure, written(head)
    yield size
    if figure and not figure.exact:
        last = (figure.high - figure.low) / Decimal("1.5")
        yield from (size + last, size - last)
