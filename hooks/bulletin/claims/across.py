"""Parts whose whole stands in a paragraph before: 受理诉求71184件。 / 咨询类33523件；求助类21570件；其他16091件."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from bulletin.claims.facts import Fact, Number
from bulletin.claims.tree import FEW, MANY, Node, Slice
from bulletin.claims.units import counts_how_often

LARGE = 100  # made up by two figures of another paragraph, by chance, if it is smaller


class Across(NamedTuple):
    """A whole of a paragraph before, and the parts that make it up exactly."""

    whole: Fact
    cut: Slice


Wholes = dict[tuple[str, Number | None], Fact]  # by their units and numbers, the latest of each


def wholes(roots: Iterable[Node]) -> Wholes:
    """The figures of a paragraph that may be told of in the next: those that stand first of all, large and exact."""
    facts = [root.fact for root in roots if root.fact]
    exact = (fact for fact in facts if fact.figure and fact.figure.exact and fact.figure.low >= MANY and fact.unit)
    return {(fact.unit, fact.written): fact for fact in exact}


def lists(roots: list[Node], earlier: Wholes) -> Iterator[Across]:
    """What a paragraph tells of no whole of its own, if a figure of the paragraphs before is exactly that. Nothing else is claimed."""
    for cut in _told(roots) if earlier else ():
        unit = cut.parts[0].fact.unit if cut.parts[0].fact else ""
        sure = len(cut.parts) > 2 or any(part.status for part in cut.parts)
        least = MANY if sure else LARGE
        whole = earlier.get((unit, cut.written))
        if whole and whole.figure and whole.figure.low >= least:
            yield Across(whole, cut)


def _told(roots: list[Node]) -> Iterator[Slice]:
    """The statuses of unwritten wholes, and the lists of figures of which nothing else is told."""
    for _, row in groupby(roots, key=_kind):
        nodes = [*row]
        for node in nodes:
            if not node.fact and len(node.slices) == 1 and len(node.slices[0].parts) > 1:
                yield node.slices[0]
        alone = [node for node in nodes if node.fact and not node.slices]
        if len(alone) > 1 and len(alone) == len(nodes):
            yield Slice.of(alone)


def _kind(node: Node) -> tuple[bool, str]:
    fact = node.fact
    plain = (
        fact is not None and not node.slices and not node.rates and fact.depth < FEW and not counts_how_often(fact.unit)
    )
    return plain, fact.unit if fact and plain else ""
