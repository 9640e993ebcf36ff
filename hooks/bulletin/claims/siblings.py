"""Items of one list, side by side: a list is one thing, of which all is a part of something or nothing is."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import Form, Node, every
from bulletin.regex import regex

PLACES = tuple("市县区旗州")  # the last character of names of places
LAST = regex("[省市州县区]直|[省市州县区]本级|有关部门|其[他它]")
ASIDE = regex("重复|重点|并案|另|涉及")
SHARE = 2  # clauses from an item to the next, with its share between them


class Place(NamedTuple):
    """The list that a figure is an item of, which item it is, and how many there are."""

    row: int
    at: int
    size: int


def places(cells: Iterable[Fact], *, sure: bool = False) -> dict[int, Place]:
    """Where each figure stands among its siblings, by the identity of the facts; `sure`: as far as marks and names leave no doubt."""
    rows, last = dict[int, tuple[int, int]](), dict[str, Fact]()
    row = 0
    for fact in cells:
        before = last.get(fact.unit)
        if before and (_row_by_row(before, fact) or (_beside(before, fact) and (not sure or _listed(before, fact)))):
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


def ends(fact: Fact) -> bool:
    """省直部门1件: what a list of places ends with."""
    return LAST.match(fact.label) is not None


def bodies(fact: Fact) -> bool:
    """4个县共197个项目: how many there are that have some."""
    return not fact.last and lexicon.BODIES.match(fact.noun) is not None


def _row_by_row(last: Fact, fact: Fact) -> bool:
    """甲市36件；乙市12件；丙市55件: each item a row of its own."""
    near = fact.sentence == last.sentence and fact.mark == "；" and fact.clause == last.clause + 1
    return near and _places(last, fact) and fact.item and last.item and not fact.status and not last.status


def _listed(last: Fact, fact: Fact) -> bool:
    """大气61件、噪声62件; 甲市5件，乙市6件; but 其他112件 ends a list, and 重复190件 is none of it."""
    if not fact.unit or lexicon.OTHERS.match(last.label) or ASIDE.match(fact.label):
        return False
    return fact.mark == "、" or _places(last, fact) or ends(fact)


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


def kept(roots: list[Node]) -> None:
    """Take back the sums that take some items of an enumeration and leave others: they are no more than chance."""
    cuts = [
        (node, cut)
        for node in every(roots)
        for cut in node.slices
        if cut.form == Form.LIST and not cut.stated and len(cut.parts) > 1
    ]
    if not cuts:
        return
    found = enumerated(roots)
    for node, cut in cuts:
        rows = Counter(place.row for part in cut.parts if (place := found.get(id(part.fact))))
        sizes = {place.row: place.size for part in cut.parts if (place := found.get(id(part.fact)))}
        first = cut.parts[0].fact
        own = found.get(id(node.fact)) if node.fact and first and not _places(node.fact, first) else None
        if any(count + (own is not None and own.row == row) < sizes[row] > 1 for row, count in rows.items()):
            node.slices.remove(cut)
            roots += cut.parts
    roots.sort(key=start)


def enumerated(roots: list[Node]) -> dict[int, Place]:
    """The places of all figures in enumerations: side by side with 、 between them."""
    said = (node.fact for node in every(roots) if node.fact and node.fact.start < node.fact.end)
    facts = {id(fact): fact for fact in said if fact.figure and not fact.rate and not bodies(fact)}
    return places(sorted(facts.values(), key=lambda fact: fact.start), sure=True)


def start(node: Node) -> int:
    """Where a figure stands, or what is told of one that the text does not give."""
    facts = [node.fact, *(part.fact for cut in node.slices for part in cut.parts), *node.rates, *node.shares]
    return min((fact.start for fact in facts if fact), default=0)
