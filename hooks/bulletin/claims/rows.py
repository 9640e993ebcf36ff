"""What only shows when a paragraph has been read: rows that make up a head, and parts with other figures in between."""

from bulletin.claims.evidence import alike, in_series, shared_elsewhere
from bulletin.claims.facts import Fact
from bulletin.claims.lists import left_over
from bulletin.claims.rates import hardly_off, named_for
from bulletin.claims.tree import APART, FEW, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, together
from bulletin.figures import Verdict, rate_holds


def of_heads(roots: list[Node]) -> None:
    """62个已完成46个；20个已全部完成；21个已完成18个；21个已完成8个: rows whose wholes and parts make up those of the first."""
    found = [root for root in roots if root.fact and len(root.slices) == 1 and _single(root.slices[0])]
    at = 0
    while at < len(found):
        at += _row(found[at], found[at + 1 : at + 1 + NEAR]) + 1


def _single(cut: Slice) -> bool:
    return cut.form == Form.STATUS and len(cut.parts) == 1


def _row(head: Node, below: list[Node]) -> int:
    """How many rows make up the head; each becomes a part of it, and its own part one of the head's part."""
    done = head.slices[0].parts[0]
    wholes, parts = Slice(Form.LIST), Slice(Form.LIST)
    for row in below:
        if (
            not row.fact
            or not head.fact
            or not head.figure
            or not together(row.fact.unit, head.fact.unit)
            or wholes.low >= head.figure.low
        ):
            break
        wholes.put(Node(row.fact))
        parts.put(Node(row.slices[0].parts[0].fact))
    if len(wholes.parts) < 2 or not wholes.makes(head.figure):
        return 0
    head.slices.append(wholes)
    if parts.makes(done.figure):
        done.slices.append(parts)
    return len(wholes.parts)


def scattered(now: Reading) -> None:
    """295座城市，218座排查出水体1861个，77座没有发现: parts in the unit of their whole, with other figures in between."""
    roots = now.roots
    for at, whole in enumerate(roots):
        if not whole.fact or not whole.fact.unit or whole.slices or counts_how_often(whole.fact.unit):
            continue
        if not whole.figure or whole.figure.high < FEW:
            continue
        run, shared = Slice(Form.LIST), list[Node]()
        for node in roots[at + 1 : at + 8]:
            if not node.fact or node.fact.sentence != whole.fact.sentence or run.low > whole.figure.low:
                break
            if run.parts and run.parts[0].fact and node.fact.row != run.parts[0].fact.row == whole.fact.row:
                break  # a list ends at its ；
            if node.fact.unit == whole.fact.unit:
                run.put(Node(node.fact))
                shared.append(node)
        if (
            len(run.parts) > 1
            and run.makes(whole.figure)
            and run.low >= FEW
            and not shared_elsewhere(shared, whole.figure)
            and not now.splits([part.fact for part in run.parts if part.fact])
        ):
            whole.slices.append(run)


def by_share(roots: list[Node]) -> None:
    """占总数的23.9%: figures that stand by themselves, each with its share, become parts of the whole that they are shares of."""
    taken = set[int]()
    for at, node in enumerate(roots):
        if node.fact and node.shares and not node.slices:
            before = reversed(roots[max(0, at - RECALL) : at])
            whole = next((other for other in before if id(other) not in taken and _shares(other, node)), None)
            if whole:
                _gather(whole, node)
                taken.add(id(node))
    roots[:] = [node for node in roots if id(node) not in taken]


def amid(roots: list[Node]) -> None:
    """甲类103件，占7.86%。乙类147件，占3.59%。丙类119件，占9.08%: the one of a series whose share is off stands amid the others."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        cut = whole.slices[-1] if whole.slices else None
        if cut and in_series(whole, cut):
            told = {part.shares[0].before for part in cut.parts if part.shares}
            first, last = (part.fact.start if part.fact else 0 for part in (cut.parts[0], cut.parts[-1]))
            after = (node for node in roots[at + 1 : at + 1 + NEAR] if node.fact and first < node.fact.start < last)
            row = [node for node in after if _one_of(whole, node, told)]
            taken |= {id(node) for node in row}
            for node in row:
                cut.put(node)
            cut.parts.sort(key=lambda node: node.fact.start if node.fact else 0)
    roots[:] = [node for node in roots if id(node) not in taken]


def _one_of(whole: Node, node: Node, told: set[str]) -> bool:
    item = node.fact and whole.fact and not node.slices and node.fact.unit == whole.fact.unit and not node.fact.among
    return bool(item and len(node.shares) == 1 and len(told) == 1 and node.shares[0].before in told)


def _shares(whole: Node, part: Node) -> bool:
    """The part is the share of the whole that it is said to be."""
    rate, one, other = part.shares[0], part.fact, whole.fact
    if not one or not other or not part.figure or not whole.figure or not rate.figure or "占" not in rate.before:
        return False
    if one.sentence - other.sentence > 2 * APART or not whole.fits(one) or rate.figure.low == 100:
        return False
    return rate_holds(part.figure, whole.figure, rate.figure) in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)


def _gather(whole: Node, part: Node) -> None:
    cut = whole.slices[-1] if whole.slices else None
    full = cut is None or cut.everything or cut.makes(whole.figure) or not all(other.shares for other in cut.parts)
    if cut is None or full or (part.figure and whole.figure and cut.low + part.figure.low > whole.figure.high):
        cut = Slice(Form.STATUS if part.status else Form.SUBSET)
        whole.slices.append(cut)
    cut.put(part)
    cut.parts.sort(key=lambda node: node.fact.start if node.fact else 0)


def by_rate(roots: list[Node]) -> None:
    """128个村入户120个，入户率93.75%: a rate that is that of two figures in front of it tells that one is part of the other."""
    taken = set[int]()
    for at, node in enumerate(roots):
        part = roots[at - 1] if at else None
        if node.fact or not node.rates or node.slices or not part or not part.fact or part.slices:
            continue
        whole = next((other for other in reversed(roots[max(0, at - 6) : at - 1]) if _rated(other, part, node)), None)
        if whole and id(part) not in taken and id(whole) not in taken:
            whole.slices.append(Slice(Form.STATUS))
            whole.slices[-1].put(part)
            whole.rates += node.rates
            taken |= {id(node), id(part)}
    roots[:] = [node for node in roots if id(node) not in taken]


def _rated(whole: Node, part: Node, rated: Node) -> bool:
    rate, one, other = rated.rates[0], part.fact, whole.fact
    if (
        not one
        or not other
        or not part.figure
        or not whole.figure
        or not rate.figure
        or _told(whole, one)
        or one.change
    ):
        return False
    if one.sentence != other.sentence or not whole.fits(one) or other.unit != one.unit or rate.figure.low == 100:
        return False
    held = rate_holds(part.figure, whole.figure, rate.figure) in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)
    return held or (named_for(part, rate) and hardly_off(part, whole, rate))


def _told(whole: Node, part: Fact) -> bool:
    """Something became of it, or of the part it is known already that it is one."""
    parts = (one.fact for cut in whole.slices for one in cut.parts[:RECALL])
    return any(cut.form == Form.STATUS for cut in whole.slices) or any(one is part for one in parts)


def filled(roots: list[Node]) -> None:
    """72项完成70项；2项延期: figures in words that are not known, which are exactly what the parts leave of their whole."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        cut = whole.slices[-1] if whole.slices else None
        if cut and cut.form == Form.STATUS and cut.parts and not cut.everything and id(whole) not in taken:
            rest = _rest(whole, cut, roots[at + 1 : at + 1 + RECALL])
            for node in rest:
                cut.put(node)
            taken |= {id(node) for node in rest}
    roots[:] = [node for node in roots if id(node) not in taken]


def _rest(whole: Node, cut: Slice, after: list[Node]) -> list[Node]:
    last, run, fills = cut.parts[-1].fact, list[Node](), Slice(Form.LIST)
    if not whole.figure or not whole.fact or not last or not whole.figure.exact or not cut.exact:
        return []
    gap = whole.figure.low - cut.low
    for node in after:
        if not node.fact or not node.figure or node.fact.start < last.start:
            continue
        if node.fact.sentence != last.sentence or fills.low >= gap:
            break
        if node.slices or not left_over(node.fact, whole):
            continue
        run.append(node)
        fills.put(node)
    return run if run and fills.exact and fills.low == gap else []


def contained(roots: list[Node]) -> None:
    """41项，已完成25项，销号13项，未完成16项: statuses that are too many by exactly one, which is contained in the one before it."""
    for whole in roots:
        for cut in whole.slices:
            over = cut.low - whole.figure.low if whole.figure else 0
            inner = [at for at, part in enumerate(cut.parts) if at and part.figure and part.figure.low == over]
            if cut.form != Form.STATUS or not cut.exact or over <= 0 or len(inner) != 1 or len(cut.parts) < 3:
                continue
            outside, part = cut.parts[inner[0] - 1 : inner[0] + 1]
            if not alike(outside, part):
                continue  # nothing that is going on is contained in what is completed
            cut.parts.remove(part)
            cut.low, cut.written = cut.low - over, None
            cut.parts[inner[0] - 1].slices.append(Slice(Form.SUBSET))
            cut.parts[inner[0] - 1].slices[-1].put(part)


def overlapping(roots: list[Node]) -> None:
    """10个已开工8个、开工率80%，已完工7个、完工率70%: more than all together, each with its rate: each is told by itself."""
    for whole in roots:
        cut = whole.slices[0] if len(whole.slices) == 1 else None
        if not cut or cut.form != Form.STATUS or len(cut.parts) != 2 or len(whole.rates) < 2 or not whole.figure:
            continue
        if cut.low > whole.figure.high and all(_own_rate(whole, part) for part in cut.parts):
            whole.slices = [Slice(Form.STATUS), Slice(Form.STATUS)]
            for part, one in zip(cut.parts, whole.slices, strict=True):
                one.put(part)


def _own_rate(whole: Node, part: Node) -> bool:
    rates = (rate.figure for rate in whole.rates if rate.figure)
    held = (rate_holds(part.figure, whole.figure, rate) for rate in rates if part.figure and whole.figure)
    return any(one != Verdict.DOES_NOT_ADD_UP for one in held)
