"""The figure that a list is a list of: the nearest that it makes up, or else the one that the words around it mean."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.claims import kinds, lexicon, words
from bulletin.claims.evidence import HELD, slipped
from bulletin.claims.items import Enumeration, besides, share, told
from bulletin.claims.totals import sole
from bulletin.claims.tree import APART, FEW, MANY, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, of_one_kind, together
from bulletin.figures import rate_holds
from bulletin.regex import regex

LARGE = 100  # figures in another unit are met by chance if they are smaller
SLIP = Decimal("0.05")  # how far off a list may be beside another that makes the whole up
LARGEST = regex("居前|前[二三四五六七八九十\\d]{1,3}|排名|主要|集中|[较最]多|靠前|突出")
Home = tuple[Node, Slice]


def made_up(now: Reading, found: Enumeration) -> Home | None:
    """The nearest figure that the list, whole, makes up."""
    said = total(found)
    for node in seen(now, found):
        if said.makes(node.figure) and (_may_be(node, found) or _all_shares(now, found, node)):
            apart = node.fact is not None and node.fact.sentence < found.first.sentence
            return node, Slice(Form.LIST, loose=apart)
    return None


def total(found: Enumeration) -> Slice:
    """All items."""
    made = Slice(Form.LIST)
    for one in found.items:
        made.put(Node(one))
    return made


def seen(now: Reading, found: Enumeration) -> Iterator[Node]:
    """The figures in front of a list, the nearest first: the latest wholes, and parts of its own sentence or the one before."""
    for root in now.recent():
        node = root if root.fact else next(sole(root), root)
        if node.fact and not (node.fact.depth and node.fact.owner) and not counts_how_often(node.fact.unit):
            yield node  # of one in a bracket, only 点位（共4个有数据）
        for part in (part for cut in root.slices[-3:] for part in cut.parts[-RECALL:]):
            if part.fact and found.first.sentence - part.fact.sentence < APART and not part.fact.depth:
                yield part


def _may_be(node: Node, found: Enumeration) -> bool:
    """As large as no chance makes it, or near enough to be spoken of."""
    whole, first = node.fact, found.first
    if not whole or not node.figure or not node.fits(first):
        return False
    if whole.sentence == first.sentence:
        return together(whole.unit, first.unit) and (node.figure.low >= FEW or told(first))
    if whole.unit != first.unit:
        return bool(first.unit) and of_one_kind(whole.unit, first.unit) and node.figure.low >= LARGE
    return node.figure.low >= MANY or told(first)


# By the words


def meant(now: Reading, found: Enumeration) -> Home | None:
    """What a list that makes up nothing is a list of, as its shares or the words around it tell."""
    said, near = total(found), list(_near(now, found))
    return (
        _by_shares(now, found, near)
        or _headed(found, said, near)
        or _overlapping(now, found, said, near)
        or _largest(now, found, said, near)
        or _among(now, found, said)
        or _again(now, found, said, near)
        or _right_behind(found, said, near)
    )


def _by_shares(now: Reading, found: Enumeration, near: list[Node]) -> Home | None:
    if not any(fact.rate for fact in now.facts[found.at + 1 : found.end]):
        return None
    inner = (part for node in now.recent() for cut in node.slices[-3:] for part in cut.parts[-RECALL:])
    fits = (
        node for node in (*near, *inner) if node.fact and node.fits(found.first) and node.fact.start < found.first.start
    )
    return _home(next((node for node in fits if _shares(now, found, node)), None), Slice(Form.LIST, stated=True))


def _headed(found: Enumeration, said: Slice, near: list[Node]) -> Home | None:
    """项目23个，包括：甲类9个，乙类10个…; 按地区分：; 68件，甲市32件，…: to be all of a figure there, which it misses by very little."""
    first, by = found.first, lexicon.CUT_BY.search(found.first.lead + found.first.before)
    for node in near:
        fact = node.fact
        if not fact or fact.unit != first.unit or not _slipped(node, said):
            continue
        apart = first.sentence - fact.sentence
        beside = apart == 0 and (told(first) or first.clause == fact.clause + 1)
        if beside or ((by or first.among) and apart <= APART):
            return node, Slice(Form.LIST, stated=not by and first.mark == "：", loose=apart > 0)
    return None


def _overlapping(now: Reading, found: Enumeration, said: Slice, near: list[Node]) -> Home | None:
    """One case may be of several kinds: they come to more than the whole, and none to more than it."""
    if not lexicon.OVERLAP.search(found.first.lead) and not kinds.many_kinds(now, found.at):
        return None
    largest = max(one.figure.low for one in found.items if one.figure)
    over = (node for node in near if node.figure and said.low > node.figure.low >= largest)
    return _home(next(over, None), Slice(Form.LIST, loose=True))


def _largest(now: Reading, found: Enumeration, said: Slice, near: list[Node]) -> Home | None:
    """Of what is told of in other ways as well, if anything is; else of what stands nearest."""
    if not LARGEST.search(_in_front(now, found)):
        return None
    held = [node for node in near if node.fact and node.fact.unit == found.first.unit and _holds(node, said.low)]
    cut = (node for node in held if any(one.makes(node.figure) for one in node.slices))
    return _home(next(iter([*cut, *held]), None), Slice(Form.SUBSET))


def _among(now: Reading, found: Enumeration, said: Slice) -> Home | None:
    of = words.named(now, found.at) if found.first.among and not _goes_on(now, found) else None
    held = of and all(of.holds(one) for one in found.items) and (found.last.mark == "、" or _holds(of, said.low))
    return _home(of if held else None, Slice(Form.SUBSET))


def _again(now: Reading, found: Enumeration, said: Slice, near: list[Node]) -> Home | None:
    """Another way to cut what is cut already."""
    if not told(found.first) and not _alone(now, found):
        return None
    return _home(next((node for node in near if _cut_already(node, said)), None), Slice(Form.LIST, loose=True))


def _right_behind(found: Enumeration, said: Slice, near: list[Node]) -> Home | None:
    """问题276起，违规用车82起；违规吃喝48起；违规收礼37起: kinds of what was just counted, named after one pattern."""
    first, alike = found.first, len({one.before[:2] for one in found.items}) == 1 < len(found.first.before)
    beside = (
        node
        for node in near
        if node.fact and node.fact.clause == first.clause - 1 and node.fact.unit == first.unit and not node.slices
    )
    return _home(next((node for node in beside if alike and _holds(node, said.low)), None), Slice(Form.SUBSET))


def _home(node: Node | None, cut: Slice) -> Home | None:
    return (node, cut) if node else None


def _holds(node: Node, size: Decimal) -> bool:
    return node.figure is not None and size <= node.figure.high


def _near(now: Reading, found: Enumeration) -> Iterator[Node]:
    """The latest wholes that count the same things."""
    for node in now.recent():
        fact, first = node.fact, found.first
        if fact and node.figure and not fact.depth and of_one_kind(fact.unit, first.unit) and node.fits(first):
            yield node


def _shares(now: Reading, found: Enumeration, node: Node) -> bool:
    """Most items are the shares of it that they are said to be, or all but one, where the shares are whole numbers."""
    held, sharp, at = 0, 0, found.at
    for one in found.items:
        while now.facts[at] is not one:
            at += 1
        rate = share(now.facts, at)
        if rate and one.figure and node.figure and rate_holds(one.figure, node.figure, rate) in HELD:
            held += 1
            sharp += "." in rate.text
    return (sharp > 1 and 2 * sharp > len(found.items)) or (found.full and held > 2 and held >= len(found.items) - 1)


def _all_shares(now: Reading, found: Enumeration, node: Node) -> bool:
    """共4个点位有数据。优良点位3个，比例为75%；劣Ⅴ类点位1个，比例为25%: no chance, however small they are."""
    rates = [share(now.facts, at) for at in range(found.at, found.end) if not besides(now.facts[at])]
    pairs = zip(found.items, rates, strict=False)
    fits = found.full and node.fact is not None and node.fits(found.first)
    return fits and all(
        rate and one.figure and node.figure and rate_holds(one.figure, node.figure, rate) in HELD for one, rate in pairs
    )


def _in_front(now: Reading, found: Enumeration) -> str:
    """The words that lead on to a list; 居前|三位|的区为 among them, if it has as many items."""
    first, before = found.first, now.facts[found.at - 1] if found.at else None
    many = before and before.figure and before.sentence == first.sentence and before.figure.low == len(found.items)
    return (f"{before.before}{before.figure}" if many and before else "") + first.lead + first.before


def _alone(now: Reading, found: Enumeration) -> bool:
    """The list is all that its sentence says, or its row."""
    before = now.facts[found.at - 1] if found.at else None
    after = now.facts[found.end] if found.end < len(now.facts) else None
    begins = before is None or before.sentence < found.first.sentence or found.first.mark == "；"
    return begins and (after is None or after.sentence > found.first.sentence or after.mark == "；")


def _cut_already(node: Node, said: Slice) -> bool:
    """Another list makes it up, and this one comes near to it; one case may be of several kinds, though nobody says so."""
    made = any(cut.form == Form.LIST and len(cut.parts) > 1 and cut.makes(node.figure) for cut in node.slices)
    if not made or not node.figure or not node.figure.exact or not said.exact:
        return False
    return _slipped(node, said) or -SLIP * node.figure.low <= said.low - node.figure.low <= node.figure.low / 2


def _slipped(node: Node, said: Slice) -> bool:
    return node.figure is not None and slipped([part.figure for part in said.parts if part.figure], node.figure)


def _goes_on(now: Reading, found: Enumeration) -> bool:
    """甲1人、乙2人，丙4人，丁1人: the list may be longer than its form tells."""
    after = now.facts[found.end] if found.end < len(now.facts) else None
    if not after or after.rate or after.sentence != found.first.sentence or after.mark not in "、，":
        return False
    return together(after.unit, found.first.unit)
