"""Items of one list, side by side: a list is one thing, of which all is a part of something or nothing is."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bulletin.claims.facts import Fact

SHARE = 2  # clauses from an item to the next, with its share between them


class Place(NamedTuple):
    """The list that a figure is an item of, which item it is, and how many there are."""

    row: int
    at: int
    size: int


def places(cells: Iterable[Fact]) -> dict[int, Place]:
    """Where each figure stands among its siblings, by the identity of the facts."""
    rows, last = dict[int, tuple[int, int]](), dict[str, Fact]()
    row = 0
    for fact in cells:
        before = last.get(fact.unit)
        if before and _beside(before, fact):
            rows[id(fact)] = rows[id(before)][0], rows[id(before)][1] + 1
        else:
            row += 1
            rows[id(fact)] = row, 0
        last[fact.unit] = fact
    sizes = Counter(row for row, _ in rows.values())
    return {key: Place(row, at, sizes[row]) for key, (row, at) in rows.items()}


def _beside(last: Fact, fact: Fact) -> bool:
    near = (fact.sentence, fact.row) == (last.sentence, last.row) and 0 < fact.clause - last.clause <= SHARE
    return near and fact.mark in "、，" and not fact.cued and (fact.status is None) == (last.status is None)


def whole(head: Fact, parts: list[Fact], found: dict[int, Place], *, told: bool) -> bool:
    """The parts are lists with all their items, or, one of each row, those that are told of alike."""
    where = [found[id(part)] for part in parts]
    rows = {place.row for place in where}
    if len(rows) == len(parts):
        alone = all(place.size == 1 for place in where)
        if alone or (told and len({place.at for place in where}) == 1):
            return True
    own, first = found[id(head)], where[0]
    headed = own.row == first.row and own.at == 0 and first.at == 1  # 收到56件，来电30件，来信26件
    every = sum(place.size for place in {place.row: place for place in where}.values())
    together = all(other.row != one.row or other.at == one.at + 1 for one, other in pairwise(where))
    return together and every - len(parts) == headed
