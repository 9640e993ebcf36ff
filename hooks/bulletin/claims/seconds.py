"""Second columns of a list: 834件，已办结462件，其中：甲市266件、已办结165件；乙市197件、已办结82件."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product, zip_longest

from bulletin.claims.facts import Fact
from bulletin.claims.items import Enumeration
from bulletin.claims.tree import FEW, MANY, RECALL, Form, Node, Reading, Slice, every
from bulletin.claims.wholes import Home, seen, total

FAR = Decimal("0.25")  # how far off a column may be that is meant to be a figure by another sign


def by_columns(now: Reading, found: Enumeration) -> Home | None:
    """A column makes up a part of a figure in front, so that the items, though they miss it, are meant to make up that figure."""
    said, made = total(found), list(_columns(found))
    for root in now.recent() if made else ():
        parts = (part for cut in root.slices for part in cut.parts[:RECALL])
        if root.fact and _near(root, said) and any(one.makes(part.figure) for part in parts for one in made):
            return root, Slice(Form.LIST, stated=True, column=True)
    return None


def columns(now: Reading, found: Enumeration, whole: Node, cut: Slice) -> None:
    """Give each column to the figure that it makes up, or, where the items make up theirs, to the part of it told alike."""
    for column in _columns(found):
        parts = [part for other in whole.slices if other is not cut for part in other.parts]
        of_column = [node for node in (*parts, *_told(now, found)) if _of(node, column) and node is not whole]
        node = next((node for node in of_column if column.makes(node.figure)), None)
        if not node and cut.makes(whole.figure):
            node = next((part for part in parts if _alike(part, column) and _near(part, column)), None)
            column.column = node is not None
        if node:
            node.slices.append(column)
            _told_once(cut, column)


def of_rows(roots: list[Node]) -> None:
    """825个，已整改466个，其中甲类381个，已整改349个；乙类444个，已提前整改117个: what is done of each is what is done of all."""
    told = {id(node.fact): node for node in every(roots) if node.fact and node.slices}
    for whole in roots:
        done = [part for cut in whole.slices if cut.form == Form.STATUS for part in cut.parts[:FEW] if not part.slices]
        rows = [
            cut for cut in whole.slices if cut.form != Form.STATUS and len(cut.parts) > 1 and cut.makes(whole.figure)
        ]
        for part, cut in product(done, rows[:1]):
            column = _of_each(cut, part, told)
            if column.makes(part.figure) and len(column.parts) == len(cut.parts) and column.low >= MANY:
                part.slices.append(column)


def _of_each(rows: Slice, part: Node, told: dict[int, Node]) -> Slice:
    """What is told of each row in the status of the part."""
    made = Slice(Form.LIST, listed=True)
    for row in rows.parts:
        cuts = told[id(row.fact)].slices if id(row.fact) in told else []
        own = (one for cut in cuts if cut.form == Form.STATUS for one in cut.parts[:FEW])
        if same := next((one.fact for one in own if one.figure and one.status == part.status), None):
            made.put(Node(same))
    return made


def _told_once(cut: Slice, column: Slice) -> None:
    """重点12件 is told as an item of its column, and need not be told as some of 381件 as well; 已办结165件 of 266件 must."""
    told = {id(part.fact) for part in column.parts}
    for part in cut.parts:
        part.slices = [
            own for own in part.slices if own.form != Form.SUBSET or not {id(one.fact) for one in own.parts} <= told
        ]


def _columns(found: Enumeration) -> Iterator[Slice]:
    """What stands beside each item, if something told alike does beside every one."""
    for row in zip_longest(*found.beside):
        first = row[0]
        if first and all(one and one.figure and _same(one, first) for one in row):
            yield Slice.of(map(Node, row), stated=True, listed=True)


def _same(one: Fact, other: Fact) -> bool:
    return one.unit == other.unit and (one.status, one.status or one.label) == (
        other.status,
        other.status or other.label,
    )


def _told(now: Reading, found: Enumeration) -> Iterator[Node]:
    """The figures in front, and parts of sentences before: 81件重点件."""
    yield from seen(now, found)
    for root in now.recent():
        yield from (part for cut in root.slices[-3:] for part in cut.parts[-RECALL:])


def _of(node: Node, column: Slice) -> bool:
    """In its unit, and none of the list."""
    fact, first = node.fact, column.parts[0].fact
    return bool(fact and first) and fact.unit == first.unit and fact.start < first.start  # type: ignore[union-attr]


def _alike(node: Node, column: Slice) -> bool:
    first = column.parts[0].fact
    return bool(node.fact and first) and _same(node.fact, first)  # type: ignore[arg-type]


def _near(node: Node, said: Slice) -> bool:
    if not node.figure or not node.figure.exact or not said.exact:
        return False
    return abs(said.low - node.figure.low) <= node.figure.low * FAR
