"""Parts that make up a whole but for a slip of the pen, where one of them was read as something else or its whole was not found."""

from collections.abc import Iterator

from bulletin.claims.evidence import exhaustive, opposites, slipped
from bulletin.claims.facts import Fact
from bulletin.claims.lexicon import ANOTHER
from bulletin.claims.tree import APART, MANY, RECALL, Form, Node, Slice
from bulletin.figures import Figure

FAR = 24  # the same, where they make it up exactly
BEFORE = 4  # roots in front of parts among which their whole may be


def opposed(roots: list[Node]) -> None:
    """受理2343件，自行处理1759件，派单594件: one part, and beside it its opposite, which stands by itself."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        cut, part = _alone(whole)
        beside = (node for node in roots[at + 1 : at + 1 + BEFORE] if part and id(node) not in taken)
        other = next((node for node in beside if part and _other_half(whole, part, node)), None)
        if cut and other:
            cut.put(other)
            cut.parts.sort(key=lambda node: node.fact.start if node.fact else 0)
            cut.stated = True
            taken.add(id(other))
    roots[:] = [node for node in roots if id(node) not in taken]


def _alone(whole: Node) -> tuple[Slice | None, Node | None]:
    """The only cut of a whole, and the part in it that stands by itself."""
    cut = whole.slices[0] if len(whole.slices) == 1 else None
    return cut, cut.parts[0] if cut and len(cut.parts) == 1 and not cut.everything else None


def _other_half(whole: Node, part: Node, node: Node) -> bool:
    one, other = part.fact, node.fact
    if not one or not other or not part.figure or not node.figure or not whole.figure or not whole.holds(other):
        return False
    near = one.sentence == other.sentence and abs(one.clause - other.clause) <= 1 + bool(part.shares or node.shares)
    alike = near and one.unit == other.unit and one.depth == other.depth and whole.fits(other)
    return alike and opposites([one.label, other.label]) and slipped([part.figure, node.figure], whole.figure)


def beyond(roots: list[Node]) -> None:
    """共3794件，其中属实3454件，不属实619件，另有23件正在核实: nothing is of both, so that both together are no more than the whole."""
    taken = set[int]()
    for at, whole in enumerate(roots[:-1]):
        (cut, part), other = _alone(whole), roots[at + 1]
        if not cut or not part or not _denies(whole, part, other):
            continue
        cut.form, cut.stated = Form.LIST, True
        more = [one for own in other.slices for one in own.parts if one.fact and ANOTHER.match(one.fact.before)]
        other.slices = [own for own in other.slices if not set(own.parts) & set(more)]
        for node in (other, *more):
            cut.put(node)
        taken.add(id(other))
    roots[:] = [node for node in roots if id(node) not in taken]


def _denies(whole: Node, part: Node, node: Node) -> bool:
    """Of the same, and not what the part is."""
    one, other = part.fact, node.fact
    if not one or not other or not part.figure or not node.figure or not whole.figure or not whole.holds(other):
        return False
    alike = one.sentence == other.sentence and other.clause == one.clause + 1 and one.unit == other.unit
    over = part.figure.low + node.figure.low > whole.figure.high
    return alike and over and one.among and whole.fits(other) and exhaustive([one.label, other.label])


def unfound(roots: list[Node]) -> None:
    """建议1267件。1622件已办复，其余5件正在办理: the whole of some parts stands in front of them."""
    taken = set[int]()
    for at, node in enumerate(roots):
        cut = node.slices[0] if node.fact is None and len(node.slices) == 1 else None
        if not cut or len(cut.parts) < 2 or not cut.exact:
            continue
        whole = next((one for one in _before(roots, at) if _missed(one, cut)), _far(roots, at, cut))
        if whole:
            cut.stated = True
            whole.slices.append(cut)
            taken.add(id(node))
        elif head := _of_first(cut):
            roots[at] = head
    roots[:] = [node for node in roots if id(node) not in taken]


def _before(roots: list[Node], at: int) -> Iterator[Node]:
    for node in reversed(roots[max(0, at - BEFORE) : at]):
        only = node.slices[0].parts if node.fact is None and len(node.slices) == 1 else []
        yield only[0] if len(only) == 1 else node


def _far(roots: list[Node], at: int, cut: Slice) -> Node | None:
    """交办22件。……。前6批共9件已办结，其余13件正在处理: further in front, but exactly what they come to."""
    first = cut.parts[0].fact
    for one in reversed(roots[max(0, at - FAR) : at]):
        of_unit = one.fact and first and one.fact.unit == first.unit and not one.fact.depth and first.unit
        if of_unit and one.figure and one.figure.low >= MANY and cut.makes(one.figure):
            return None if any(other.form == Form.STATUS for other in one.slices) else one
    return None


def _missed(whole: Node, cut: Slice) -> bool:
    fact, first = whole.fact, cut.parts[0].fact
    if not fact or not first or not whole.figure or fact.depth or fact.unit != first.unit or not fact.unit:
        return False
    if any(other.form == Form.STATUS for other in whole.slices) or first.sentence - fact.sentence > APART - 1:
        return False
    states = {part.status for part in cut.parts[:RECALL]}
    labels = [part.fact.own_subject if part.fact and part.fact.own_subject else "" for part in cut.parts[:RECALL]]
    told = len(states) > 1 or opposites(labels)
    return told and whole.fits(first) and slipped(_figures(cut.parts), whole.figure)


def _figures(parts: list[Node]) -> list[Figure]:
    return [part.figure for part in parts if part.figure]


def _of_first(cut: Slice) -> Node | None:
    """全市已拆除1504平方米：甲区已拆除236平方米、乙区已拆除…: the first of them is what the others make up."""
    first, *others = cut.parts
    opens: Fact | None = others[0].fact
    if len(others) < 3 or not first.fact or not first.figure or not opens or opens.mark != "：" or first.slices:
        return None
    if not slipped(_figures(others), first.figure):
        return None
    first.slices.append(Slice.of(others, stated=True))
    return first
