"""Figures written with a stroke between all and done: 工矿19873/18264(91.9%)."""

from decimal import Decimal
from itertools import pairwise

from bulletin.claims import lexicon
from bulletin.claims.tree import NEAR, Form, Node, Slice
from bulletin.regex import regex

NARROWER = regex("重大|其中|重点")


def pairs(roots: list[Node]) -> None:
    """隐患31520项，已整改28706项；工矿19873/18264、交通11647/10442: all and done, written with a stroke, of parts of the head."""
    rows = [
        (one, other) for one, other in pairwise(roots) if other.fact and other.fact.before == "/" and not other.slices
    ]
    _summed(rows[:NEAR]) if rows else None
    parts = [part for root in roots if rows for cut in root.slices for part in cut.parts]
    heads = [head for head in (*roots, *parts) if head.slices and head.slices[0].form == Form.STATUS]
    for named in (False, True):
        few = [row for row in rows if row[0].fact and bool(NARROWER.match(row[0].fact.before)) == named][:NEAR]
        ends = _ends(few)
        for head in heads if ends else ():
            if count := ends.get(head.figure.written if head.figure else None):
                _pair(head, few[:count])


def _ends(rows: list[tuple[Node, Node]]) -> dict[Decimal | None, int]:
    """What the first two rows, three … are in all, and how many they are."""
    ends, cut = dict[Decimal | None, int](), Slice(Form.LIST)
    for count, (whole, _) in enumerate(rows, 1):
        cut.put(whole)
        if count > 1 and cut.written is not None:
            ends.setdefault(cut.written, count)
    return ends


def _summed(rows: list[tuple[Node, Node]]) -> None:
    """甲镇12/12、乙镇9/8、丙镇7/6，合计28/26: the last row sums up those in front of it."""
    head, done = rows[-1]
    if len(rows) < 3 or not head.fact or not lexicon.SUM.match(head.fact.before) or head.slices or done.slices:
        return
    for whole, parts in ((head, [one for one, _ in rows[:-1]]), (done, [other for _, other in rows[:-1]])):
        whole.slices.append(Slice.of((Node(part.fact) for part in parts), stated=True))


def _pair(head: Node, rows: list[tuple[Node, Node]]) -> None:
    wholes, parts = (Slice.of(Node(node.fact) for node in column) for column in zip(*rows, strict=True))
    done = head.slices[0].parts[0]
    head.slices.append(wholes)
    if parts.makes(done.figure):
        done.slices.append(parts)
