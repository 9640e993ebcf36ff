"""Sums that only show when all has been read: columns of rows told alike, lists of an earlier sentence.

全市项目386个，在建223个；其中甲县189个，在建95个；乙县197个，在建128个: each column of the rows makes up a figure in front of them.
What is found here adds up; nothing that does not is ever said of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from bulletin.claims import given, lexicon, siblings
from bulletin.claims.evidence import opposites, shared_elsewhere
from bulletin.claims.facts import Fact
from bulletin.claims.heads import Column, Heads, Sums, written
from bulletin.claims.items import PLACES
from bulletin.claims.tree import MANY, Node, Reading, every
from bulletin.claims.units import GROUPS, counts_how_often, of_one_kind

LARGE = 100  # what 其中 and the next row make up together is no chance if it is as large as that
SKIP = 2  # figures of a column that may stand between its head and its rows


def columns(now: Reading) -> None:
    """Give each column, or a stretch of it, to the figure in front of it that it makes up exactly; then the heads themselves."""
    cells = _Cells({id(node.fact): node.fact for node in _every(now.roots) if node.fact and _cell(node.fact)}.values())
    if cells.heads.heads and _columns_of(now, cells):
        _columns_of(now, cells)  # 1317项。建设项目1099项：省级249项，市级850项。前期项目218项


class _Cells:
    """The figures that columns are made of, whatever they are given to; of the columns that were `tried`, which many are under
    another name, there is no more to say.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = sorted(facts, key=_start)
        self.heads, self.tried = Heads(self.facts), set[tuple[int, ...]]()

    @cached_property
    def places(self) -> dict[int, siblings.Place]:
        """Where they stand among their siblings."""
        return siblings.places(self.facts)

    @cached_property
    def said(self) -> list[list[str]]:
        """What is said of each: its status, and what it is called last, if others are called the same."""
        words = [_words(fact) for fact in self.facts]
        often = Counter((fact.unit, word) for fact, own in zip(self.facts, words, strict=True) for word in own)
        return [
            [str(fact.status)] * (fact.status is not None) + [word for word in own if often[fact.unit, word] > 1]
            for fact, own in zip(self.facts, words, strict=True)
        ]


def _columns_of(now: Reading, cells: _Cells) -> bool:
    """Whether there are any."""
    roots = now.roots
    nodes = dict[int, list[Node]]()  # a figure may stand in more than one tree
    for node in _every(roots):
        nodes.setdefault(id(node.fact), []).append(node)
    told_of = [node for same in nodes.values() for node in same]
    known = _explained(told_of)
    if sum(id(fact) not in known for fact in cells.facts) < 2:
        return False  # most paragraphs are read by now
    lists, taken = _by_first(told_of), set[int]()
    standing = {id(root.fact): root for root in roots}
    for column, told in _columns(cells, frozenset(known)):
        if (key := (told, *map(id, column))) in cells.tried:
            continue
        cells.tried.add(key)
        for head, parts in _stretches(column, cells.heads):
            if not siblings.whole(head, parts, cells.places, told=told) or now.splits(parts, head):
                continue
            ids = {id(part) for part in parts}
            if (
                shared_elsewhere([nodes[id(part)][0] for part in parts], head.figure)
                or ids & known
                or any(ids == given.ids_of(cut) for node in nodes[id(head)] for cut in node.slices)
            ):
                continue
            holders = [node for part in parts for node in lists.get(id(part), ())]
            given.give(standing, nodes[id(head)], parts, [node for part in parts for node in nodes[id(part)]], holders)
            known |= ids
            taken |= ids
    inside = {id(part) for node in every(roots if taken else []) for cut in node.slices for part in cut.parts}
    roots[:] = [
        root
        for root in roots
        if id(root) not in inside and (id(root.fact) not in taken or root.slices or root.rates or root.shares)
    ]
    return bool(taken)


def _by_first(nodes: Iterable[Node]) -> dict[int, list[Node]]:
    """The nodes that have lists, by the facts that these begin with."""
    found = dict[int, list[Node]]()
    for node in nodes:
        for cut in node.slices:
            found.setdefault(id(cut.parts[0].fact) if cut.parts else 0, []).append(node)
    return found


def _every(roots: list[Node]) -> Iterator[Node]:
    """All nodes of the trees that stand for figures of the text."""
    return (node for node in every(reversed(roots)) if node.fact and node.fact.start < node.fact.end)


def _cell(fact: Fact) -> bool:
    plain = fact.written is not None and not fact.rate and not fact.depth
    plain = plain and not lexicon.AT_ONCE.search(fact.before)
    return bool(plain) and bool(fact.unit) and fact.unit not in GROUPS and not counts_how_often(fact.unit)


def _explained(nodes: Iterable[Node]) -> set[int]:
    """The facts that are parts of something which they make up."""
    full = (cut for node in nodes for cut in node.slices if len(cut.parts) > 1 and cut.makes(node.figure))
    return {id(part.fact) for cut in full for part in cut.parts}


def _columns(cells: _Cells, known: frozenset[int]) -> Iterator[tuple[Column, bool]]:
    """The figures of one unit that are said of the same, by status or by a word that comes again, and whether they are; those that
    begin rows; those in line.
    """
    told, heads, lines = (dict[tuple[str, str], Column]() for _ in range(3))
    line, begun = 0, set[tuple[str, int]]()
    for (row, fact), words in zip(_rows(cells.facts), cells.said, strict=True):
        free = id(fact) not in known
        for said in words if free else ():
            told.setdefault((fact.unit, said), []).append(fact)
        if (fact.unit, row) not in begun and not siblings.bodies(fact):
            begun.add((fact.unit, row))
            heads.setdefault((fact.unit, ""), []).extend([fact] if free else [])
        line += not free or fact.status is not None
        lines.setdefault((fact.unit, str(line)), []).append(fact)
    yield from ((column, True) for column in told.values() if len(column) > 1)
    for column in told.values():  # 基础设施1303亿元，其中高速公路966亿元，工业3098亿元
        if any(fact.among for fact in column):
            yield [fact for fact in column if not fact.among], True
    yield from ((column, False) for made in (heads, lines) for column in made.values() if len(column) > 1)


def _rows(cells: list[Fact]) -> Iterator[tuple[int, Fact]]:
    """The figures with the number of their row: a ；, a full stop or a 其中 begins another."""
    row, last = 0, None
    for fact in cells:
        row += fact.among or (fact.sentence, fact.row) != last
        last = fact.sentence, fact.row
        yield row, fact


def _words(fact: Fact) -> list[str]:
    """What the figure is called last: 计划投资, 投资."""
    if not fact.label or fact.label[-1] in PLACES:  # 宿州市, 亳州市 are not the same
        return []
    return [*dict.fromkeys((fact.label[-4:], fact.label[-2:]))]


def _stretches(column: Column, heads: Heads) -> Iterator[tuple[Fact, Column]]:
    sums, at = Sums(column), 0
    while at < len(column) - 1:
        made = sums.made(at, heads)
        end, head = next(((end, head) for end, head in made if _is_sum(head, column, at, end)), (0, None))
        if head:
            yield head, column[at:end]
        at = max(end, at + 1)


def _start(fact: Fact) -> int:
    return fact.start


def _is_sum(head: Fact, column: Column, at: int, end: int) -> bool:
    """The stretch is the list of a figure in front of it, not the end of one nor its beginning."""
    parts = column[at:end]
    nearer = sum(head.start < fact.start for fact in column[max(0, at - SKIP - 1) : at])
    anew = lexicon.CUT_BY.search(parts[0].lead)
    if _one_row_of(head, column, at, end):
        return False
    return (nearer <= SKIP or bool(anew)) and _counts(head, parts) and _told_apart(head, parts)


def _one_row_of(head: Fact, column: Column, at: int, end: int) -> bool:
    """甲市发现问题21家。|乙市发现问题7家。丙市发现问题14家。|丁市发现问题6家: one of the rows, told as the one behind the stretch is."""
    first = next((place for place in range(max(0, at - SKIP - 1), at) if column[place] is head), at)
    rows = column[first : end + 1]
    told = len({row.label for row in rows}) == 1 and not any(row.among for row in rows)
    return first < at and end < len(column) and told and _each_its_own(rows)


def _each_its_own(rows: Column) -> bool:
    """Sentence after sentence."""
    return all(other.sentence == one.sentence + 1 for one, other in pairwise(rows))


def _counts(head: Fact, parts: Column) -> bool:
    """In one unit, or, as far as a list of three or more can tell, of the same things: 114件, 22个、28个、64个."""
    many = len(parts) > 2 or opposites([fact.label for fact in parts])
    return head.unit == parts[0].unit or (many and of_one_kind(head.unit, parts[0].unit))


def _told_apart(head: Fact, parts: Column) -> bool:
    """Large enough, and enough of them, to be no chance; none is a share or a part of the one in front of it."""
    if written(head) < MANY or any(fact.among or lexicon.SCOPE.search(fact.lead) for fact in parts[1:]):
        return False
    if any(one.clause == other.clause for one, other in pairwise(parts)):
        return False
    if written(head) >= LARGE and parts[0].among:
        return True
    return len(parts) > 2 or alike(*parts) or opposites([fact.label for fact in parts])


def alike(one: Fact, other: Fact) -> bool:
    """Two items named after one pattern, 甲县 and 乙县, 一般隐患 and 重大隐患; or by one name in two rows."""
    names = [fact.own_subject or fact.label for fact in (one, other)]
    if not all(names) or names[0] == names[1]:
        return all(names) and (one.sentence, one.row) != (other.sentence, other.row)
    return names[0][-1] == names[1][-1] or names[0][:2] == names[1][:2]
