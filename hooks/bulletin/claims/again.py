"""A whole that is named again: 13项任务已完成6项。……13项任务中，还有7项未完成. What is told of it in two places is told of one thing."""

from itertools import pairwise

from bulletin.claims.lexicon import DONE, LEFT
from bulletin.claims.tree import FEW, RECALL, Form, Node, Slice

NAME = 2  # characters that both names end with


def named(roots: list[Node]) -> None:
    """Put the statuses of two wholes of one number and name together, where they make it up."""
    seen, taken = dict[tuple[object, ...], Node](), set[int]()
    for node in roots:
        cut = _told(node)
        if not cut or not node.fact or not (name := node.fact.noun or node.fact.label)[-NAME:]:
            continue
        first = seen.setdefault((node.figure, node.fact.unit, name[-NAME:]), node)
        one = _told(first)
        if first is node or not one or not _make_up(node, one, cut):
            continue
        for part in cut.parts:
            one.put(part)
        node.slices.remove(cut)
        first.rates += node.rates
        taken |= set() if node.slices or node.shares else {id(node)}
    roots[:] = [node for node in roots if id(node) not in taken]


def _told(node: Node) -> Slice | None:
    """What became of some of it."""
    cuts = [cut for cut in node.slices if cut.form == Form.STATUS and not cut.everything]
    return cuts[-1] if node.figure and cuts and not cuts[-1].makes(node.figure) else None


def _make_up(whole: Node, one: Slice, other: Slice) -> bool:
    """What is done of it in one place, what is left in the other; not 21个已整改17个。21个已整改4个."""
    states = [{part.status for part in cut.parts} for cut in (one, other)]
    if not any(done <= DONE and left <= LEFT for done, left in (states, states[::-1])):
        return False
    return Slice.of((*one.parts[:RECALL], *other.parts[:RECALL])).makes(whole.figure)


def joined(roots: list[Node]) -> None:
    """17座，达标的13座，占76.5%；正在改造的3座；未达标的1座: what was read as two lists of one figure is one, if only both make it up."""
    for whole in roots:
        for one, other in pairwise([*whole.slices]):
            if _one_list(whole, one, other):
                for part in other.parts:
                    one.put(part)
                one.form = Form.STATUS if Form.STATUS in (one.form, other.form) else one.form
                whole.slices.remove(other)
                break


def _one_list(whole: Node, one: Slice, other: Slice) -> bool:
    parts = [*one.parts[:RECALL], *other.parts[:RECALL]]
    facts = [part.fact for part in parts if part.fact]
    if (
        any(cut.everything or cut.makes(whole.figure) for cut in (one, other))
        or not whole.figure
        or whole.figure.low < FEW
    ):
        return False
    if any(fact.subset or fact.depth for fact in facts) or any(fact.mark == "：" for fact in facts[1:]):
        return False
    rows = all(
        after.clause - fact.clause in (1, 2, 3) and after.sentence == fact.sentence for fact, after in pairwise(facts)
    )
    made = len(facts) == len(parts) and rows and Slice.of(parts).makes(whole.figure)
    return made and not any(fact.among for fact in facts[1:])
