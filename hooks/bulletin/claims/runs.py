"""Figures that stand one after another as a list would, and what the first of them add up to."""

from bisect import bisect_right
from collections.abc import Container, Iterator
from itertools import accumulate, takewhile

from bulletin.claims.facts import Fact, Number
from bulletin.figures import Figure


class Run:
    """A list of figures, read from one of them on: what is left of a list shares its sums with the list."""

    def __init__(self, facts: list[Fact], start: int = 0, sums: list[Number] | None = None) -> None:
        self.all, self.start, self.sums = facts, start, sums or _sums(facts)

    def __len__(self) -> int:
        return len(self.all) - self.start

    @property
    def facts(self) -> list[Fact]:
        """The figures of the list."""
        return self.all[self.start :]

    @property
    def first(self) -> Fact:
        """The figure that it begins with."""
        return self.all[self.start]

    @property
    def last(self) -> Fact:
        """The figure that it ends with."""
        return self.all[-1]

    @property
    def sum(self) -> Number | None:
        """What its figures add up to, if none of them is vague."""
        return self.sums[-1] - self.sums[self.start] if len(self.sums) > len(self.all) else None

    def goes_on(self, fact: Fact) -> bool:
        """A fact is the second of the list, in the unit of the first."""
        after = self.start + 1
        return after < len(self.all) and self.all[after] is fact and self.all[self.start].unit == fact.unit

    def rest(self) -> "Run":
        """The list without its first figure."""
        return Run(self.all, self.start + 1, self.sums)

    def of(self, sizes: Container[Number], largest: Number) -> Iterator[tuple[Number, int]]:
        """Which of the sizes the first two, three … figures make up, and how many they are, with the noughts behind them."""
        base = self.sums[self.start] if self.start + 2 < len(self.sums) else 0
        for at in range(self.start + 2, len(self.sums)):
            size = self.sums[at] - base
            if size > largest:
                return
            if size in sizes and (at + 1 == len(self.sums) or self.sums[at + 1] != self.sums[at]):
                yield size, at - self.start

    def makes(self, total: Figure | None) -> int:
        """How many figures from the first on make up a total exactly, noughts behind them among them; 0 if none do."""
        size = total.written if total else None
        if size is None or self.start + 2 >= len(self.sums):
            return 0
        wanted = self.sums[self.start] + size
        if not self.sums[self.start + 2] <= wanted <= self.sums[-1]:
            return 0
        at = bisect_right(self.sums, wanted, lo=self.start + 2) - 1
        return at - self.start if self.sums[at] == wanted else 0


def _sums(facts: list[Fact]) -> list[Number]:
    """Nothing, the first figure, the first two … up to one that is vague."""
    told = takewhile(lambda number: number is not None, (fact.written for fact in facts))
    return [0, *accumulate(number for number in told if number is not None)]
