"""Items of one list, side by side: a list is one thing, of which all is a part of something or nothing is."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.items import PLACES, ends
from bulletin.claims.tree import Form, Node, Reading, every

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
        if before and (_row_by_row(before, fact) or _beside(before, fact)):
            rows[id(fact)] = rows[id(before)][0], rows[id(before)][1] + 1
        else:
            row += 1
            rows[id(fact)] = row, 0
        last[fact.unit] = fact
    sizes = Counter(row for row, _ in rows.values())
    return {key: Place(row, at, sizes[row]) for key, (row, at) in rows.items()}


def _beside(last: Fact, fact: Fact) -> bool:
    near = (fact.sentence, fact.row) == (last.sentence, last.row) and 0 < fact.clause - last.clause <= SHARE
    alike = (fact.status is None) == (last.status is None) and not fact.cued
    return near and alike and (fact.mark == "、" or (fact.mark == "，" and (last.mark != "、" or ends(fact))))


def bodies(fact: Fact) -> bool:
    """4个县共197个项目: how many there are that have some."""
    return not fact.last and lexicon.BODIES.match(fact.noun) is not None


def _row_by_row(last: Fact, fact: Fact) -> bool:
    """甲市36件；乙市12件；丙市55件: each item a row of its own."""
    near = fact.sentence == last.sentence and fact.mark == "；" and fact.clause == last.clause + 1
    return near and _places(last, fact) and fact.item and last.item and not fact.status and not last.status


def _places(one: Fact, other: Fact) -> bool:
    """甲市, 乙县: none of them is the sum of others."""
    return one.label[-1:] in PLACES and other.label[-1:] in PLACES


def whole(head: Fact, parts: list[Fact], found: dict[int, Place], *, told: bool) -> bool:
    """The parts are lists with all their items, or, one of each row, those that are told of alike."""
    where = [found[id(part)] for part in parts]
    rows = {place.row for place in where}
    if len(rows) == len(parts):
        alone = all(place.size == 1 for place in where)
        if alone or (told and len({place.at for place in where}) == 1):
            return True
    own, first = found[id(head)], where[0]
    headed = (
        own.row == first.row and own.at == 0 and first.at == 1 and not _places(head, parts[0])
    )  # 收到56件，来电30件，来信26件
    every = sum(place.size for place in {place.row: place for place in where}.values())
    together = all(other.row != one.row or other.at == one.at + 1 for one, other in pairwise(where))
    return together and every - len(parts) == headed


def kept(now: Reading) -> None:
    """Take back the sums that take some items of a list and leave others: they are no more than chance."""
    for node in [node for node in every(now.roots) if node.slices]:
        for cut in [cut for cut in node.slices if cut.form == Form.LIST and not cut.stated and len(cut.parts) > 1]:
            parts = [part.fact for part in cut.parts if part.fact]
            if now.splits(parts, node.fact) or (node.fact and _item_of_one(node.fact, parts[0])):
                node.slices.remove(cut)
                now.roots += cut.parts
    now.roots.sort(key=start)


def _item_of_one(head: Fact, first: Fact) -> bool:
    """116个县、|91个省直单位、48所高校: a figure that 、 sets beside others is no sum of theirs."""
    beside = first.mark == "、" and first.clause == head.clause + 1 and first.unit == head.unit
    return beside and not first.cued and head.sentence == first.sentence


def start(node: Node) -> int:
    """Where a figure stands, or what is told of one that the text does not give."""
    if node.fact and not (node.slices or node.rates or node.shares):
        return node.fact.start  # as of most
    facts = [node.fact, *(part.fact for cut in node.slices for part in cut.parts), *node.rates, *node.shares]
    return min((fact.start for fact in facts if fact), default=0)
