"""Second accounts: 问题236个、金额18.4亿元，已整改201个、金额15.4亿元，正在整改35个、金额3亿元. One matter, counted in two units."""

from collections.abc import Iterator
from dataclasses import replace

from bulletin.claims.tree import RECALL, Form, Node, Slice
from bulletin.claims.units import counts_how_often

FEWEST = 2  # parts with a second figure; one alone may be anything


def second(roots: list[Node]) -> None:
    """Give the figures that follow the parts of a whole, each in its clause or the next, to the figure that follows the whole."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        cut = whole.slices[0] if whole.slices else None
        if not cut or cut.everything or cut.form == Form.SUBSET:
            continue
        after = roots[at + 1 : at + 1 + RECALL]
        head = next(iter(_behind(whole, after)), None) or _made_up(cut, roots, at, after)
        both = [(part, node) for part in cut.parts for node in _behind(part, after) if head and _same(head, node)]
        made = head is not None and len(both) >= FEWEST and _sum(both).makes(head.figure)
        status = cut.form == Form.STATUS and (FEWEST <= len(both) == len(cut.parts) or (head and _alike(head, both)))
        if head and (made or status) and id(head) not in taken:
            head.slices.append(Slice(cut.form))
            for part, node in both:
                head.slices[-1].put(
                    Node(replace(node.fact, before=part.fact.label) if node.fact and part.fact else None)
                )
            taken |= {id(node) for _, node in both}
    roots[:] = [node for node in roots if id(node) not in taken]


def _alike(head: Node, both: list[tuple[Node, Node]]) -> bool:
    """问题93个，涉及资金1876万元；已整改78个，涉及资金1602万元: one alone, if it is called the same."""
    names = {node.fact.before for _, node in both if node.fact}
    return len(both) == 1 and head.fact is not None and head.fact.before != "" and names == {head.fact.before}


def _sum(both: list[tuple[Node, Node]]) -> Slice:
    return Slice.of(node for _, node in both)


def _made_up(cut: Slice, roots: list[Node], at: int, after: list[Node]) -> Node | None:
    """15个图斑，面积3.03公顷。……无变化图斑5个，1.68公顷；非林地图斑10个，1.35公顷: what they make up stands further in front."""
    both = [(part, node) for part in cut.parts for node in _behind(part, after)]
    made, unit = _sum(both), both[0][1].fact.unit if both and both[0][1].fact else ""
    if len(both) < len(cut.parts) or any(node.fact and node.fact.unit != unit for _, node in both):
        return None
    before = (node for node in reversed(roots[max(0, at - RECALL) : at]) if node.fact and node.fact.unit == unit)
    return next((node for node in before if made.makes(node.figure)), None)


def _behind(node: Node, after: list[Node]) -> Iterator[Node]:
    """The figure right behind another, in another unit, of which nothing else is told."""
    one = node.fact
    for other in after:
        fact = other.fact
        if not one or not fact or other.slices or fact.unit == one.unit or counts_how_often(fact.unit):
            continue
        if fact.sentence == one.sentence and fact.clause - one.clause in (0, 1) and fact.start > one.start:
            yield other
            return


def _same(head: Node, node: Node) -> bool:
    return bool(
        head is not node
        and head.fact
        and node.fact
        and head.fact.unit == node.fact.unit
        and node.fact
        and head.holds(node.fact)
    )
