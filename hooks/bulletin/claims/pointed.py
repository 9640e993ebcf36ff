"""The figure that the shares of a list point at: each is a share of the same number, which is stated somewhere in front.

立案提案203件，……委员提案158件，占77.83%；联名提案10件，占4.93%: 158 of 203, 10 of 203. Where the words name a figure and the items and
their shares agree on another, the one that is named is wrong.
"""

from decimal import Decimal

from bulletin.claims import lexicon
from bulletin.claims.evidence import HELD
from bulletin.claims.facts import Fact
from bulletin.claims.items import Enumeration
from bulletin.claims.tree import RECALL, Form, Node, Reading, Slice, every
from bulletin.claims.units import counts_how_often, of_one_kind
from bulletin.figures import Figure, rate_holds
from bulletin.regex import regex

FAR = 100  # figures that are looked at
FEWEST = 3  # items, two of which are off: then it is not their shares that are wrong
TENTH = Decimal("0.1")  # points by which a share may be rounded more than it shows
SLIP = 20  # one part of so many may be missing
OF = regex("占(?P<name>[^，。；、]{2,8}?)总[数量件]+的?")


def wholes(now: Reading) -> None:
    """Give each list with shares that nothing else claims to the figure that it points at."""
    free = {id(root.fact): root for root in now.roots if root.fact and root.shares} if now.lists else {}
    nodes, taken = dict[int, Node](), set[int]()
    for found in now.lists.values():
        items = [free[id(one)] for one in found.items if id(one) in free]
        if len(items) < len(found.items) or not all(node.figure and node.figure.exact for node in items):
            continue
        cut = Slice.of(items, listed=True)
        near = reversed(now.facts[max(0, found.at - FAR) : found.at])
        seen = [fact for fact in near if _counts(fact, found.first, cut)]
        pointed = next((fact for fact in seen if _holds(cut, fact.figure)), None)
        cut.stated = pointed is None
        nodes = nodes or {id(node.fact): node for node in every(now.roots)}
        whole = nodes.get(id(pointed or _miswritten(now, found, cut, seen)))
        if whole and whole.fact:
            whole.slices.append(cut)
            taken |= {id(node) for node in items}
    now.roots[:] = [root for root in now.roots if id(root) not in taken]


def _counts(fact: Fact, item: Fact, cut: Slice) -> bool:
    """A figure of the same things, or what they are in all: 有效问卷2310份，……满意1967人."""
    plain = fact.figure is not None and fact.figure.exact and not fact.rate and not fact.change and bool(fact.unit)
    return plain and not counts_how_often(fact.unit) and (of_one_kind(fact.unit, item.unit) or cut.makes(fact.figure))


def _holds(cut: Slice, total: Figure | None) -> bool:
    """Every item is the share of it that it is said to be, and one of them to a digit behind the point."""
    if not total or total.low < cut.low:
        return False
    shares = [(part.figure, part.shares[0].figure) for part in cut.parts]
    sharp = any(rate and "." in rate.text for _, rate in shares)
    return (sharp or len(shares) >= FEWEST) and all(
        rate_holds(part, total, rate) in HELD for part, rate in shares if part and rate
    )


def _miswritten(now: Reading, found: Enumeration, cut: Slice, seen: list[Fact]) -> Fact | None:
    """立案174件。……占立案总数的12.87%: the items and their shares agree on 171, and the words say that these are shares of 174."""
    if not found.full or len(cut.parts) < FEWEST or max(_off(part, cut.low) for part in cut.parts) > TENTH:
        return None
    head = next((fact for fact in seen if _named(fact, found, cut)), None)
    if not head or not head.figure or abs(head.figure.low - cut.low) * SLIP > head.figure.low:
        return None
    gap = abs(head.figure.low - cut.low)
    alone = (fact.figure for fact in seen if id(fact) not in now.places)
    told = any(figure and figure.low in (gap, cut.low) for figure in alone)  # 并案3件 explains it
    return None if told or sum(_off(part, head.figure.low) > 2 * TENTH for part in cut.parts) < 2 else head


def _off(part: Node, total: Decimal) -> Decimal:
    """How many points its share is off that in a total."""
    rate = part.shares[0].figure
    return abs(100 * part.figure.low / total - rate.low) if part.figure and rate and total else Decimal(0)


def _named(fact: Fact, found: Enumeration, cut: Slice) -> bool:
    """The words in front of the list, or of every share, name the figure."""
    scope = lexicon.SCOPE.search(found.first.lead)
    said = {OF.match(part.shares[0].before) for part in cut.parts}
    names = {match["name"] for match in said if match} if None not in said else set[str]()
    names |= {scope["name"].removeprefix("在")} if scope else set()
    return len(fact.label) > 1 and any(name.startswith(fact.label) for name in names)


def missing(now: Reading) -> None:
    """河流1595条占85.7%、湖塘269个占14.3%: the last of all the shares stands beside the others, and only its figure is off."""
    taken = set[int]()
    for at, node in enumerate(now.roots):
        if not node.fact or len(node.shares) != 1 or node.slices:
            continue
        before = (root for root in reversed(now.roots[max(0, at - RECALL) : at]) if root.fact and root.slices)
        homes = ((whole, cut) for whole in before for cut in whole.slices[-2:])
        cut = next((cut for whole, cut in homes if _lacks(whole, cut, node)), None)
        if cut:
            cut.put(node)
            cut.stated, cut.form = True, Form.LIST if cut.form == Form.SUBSET else cut.form
            taken.add(id(node))
    now.roots[:] = [root for root in now.roots if id(root) not in taken]


def _lacks(whole: Node, cut: Slice, node: Node) -> bool:
    """The shares make up a hundred with this one, and what the parts leave is that share."""
    rates = [rate.figure for part in (*cut.parts, node) for rate in part.shares[:1] if rate.figure]
    if len(rates) <= len(cut.parts) or not whole.figure or not cut.exact or not whole.figure.exact or not node.fact:
        return False
    last = max(part.fact.clause for part in cut.parts if part.fact)
    near = (
        whole.fact is not None
        and whole.fits(node.fact)
        and 0 < node.fact.begins - last <= 1 + len(cut.parts[-1].shares)
    )
    full = abs(sum((rate.low for rate in rates), Decimal(0)) - 100) <= TENTH * len(rates)
    left = whole.figure.low - cut.low
    return near and full and left > 0 and rate_holds(Figure.of(left), whole.figure, rates[-1]) in HELD
