"""Figures that stand one after another as a list would, and what the first of them add up to."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, takewhile

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import NEAR, Reading
from bulletin.claims.units import together
from bulletin.figures import Figure


class Run:
    """A list of figures, read from one of them on: what is left of a list shares its sums with the list."""

    def __init__(self, facts: list[Fact], start: int = 0, sums: list[Decimal] | None = None) -> None:
        self.all, self.start = facts, start
        exact = takewhile(lambda fact: fact.figure is not None and fact.figure.exact, facts)
        self.sums = sums or [Decimal(0), *accumulate(fact.figure.low for fact in exact if fact.figure)]

    def __len__(self) -> int:
        return len(self.all) - self.start

    @cached_property
    def facts(self) -> list[Fact]:
        """The figures of the list."""
        return self.all[self.start :]

    @property
    def first(self) -> Fact:
        """The figure that it begins with."""
        return self.all[self.start]

    def rest(self) -> "Run":
        """The list without its first figure."""
        return Run(self.all, self.start + 1, self.sums)

    def makes(self, total: Figure | None) -> int:
        """How many figures from the first on make up a total exactly, noughts behind them among them; 0 if none do."""
        if not total or not total.exact or self.start + 2 >= len(self.sums):
            return 0
        wanted = self.sums[self.start] + total.low
        at = bisect_right(self.sums, wanted, lo=self.start + 2) - 1
        return at - self.start if at >= self.start + 2 and self.sums[at] == wanted else 0


def item(fact: Fact) -> bool:
    """Short enough for an item of a list: a label and a number, and nothing else in the clause."""
    return len(fact.before) <= 20 and len(fact.after) <= 16 and fact.first and fact.last


def run_from(now: Reading, at: int, *, statuses: bool = False) -> Run:
    """The figures from here on that could be one list: up to a status, a cue, a ； or the end of the sentence."""
    first = now.facts[at]
    known = now.runs.get(statuses)  # most often it is what is left of the list that was looked at before
    if known and len(known) > 1 and known.all[known.start + 1] is first and known.first.unit == first.unit:
        known = known.rest()
    elif not known or not len(known) or known.first is not first:
        known = Run(list(_run(now, at, statuses=statuses)))
    now.runs[statuses] = known
    return known


def _run(now: Reading, at: int, *, statuses: bool) -> Iterator[Fact]:
    first = now.facts[at]
    for index in range(at, min(at + NEAR, len(now.facts))):
        fact = now.facts[index]
        if fact.sentence != first.sentence or fact.depth < first.depth:
            return
        if fact.depth > first.depth or fact.rate:
            continue
        if index > at and (fact.mark == "；" or fact.figure is None or _cued(fact)):
            return
        if (fact.status and index > at and not statuses) or not together(first.unit, fact.unit) or not item(fact):
            return
        yield fact


def _cued(fact: Fact) -> bool:
    """The words give the figure a place of its own."""
    return (
        fact.subset
        or any(cue.match(fact.before) for cue in (lexicon.REST, lexicon.SUM))
        or bool(lexicon.AMONG.match(fact.after))
    )
