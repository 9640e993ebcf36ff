"""Lists that miss their whole by so little that they are meant to be it: 来信76件；咨询29件、求助38件、投诉8件.

Reading finds by itself the lists that add up, and those that the words claim. What is left over here stands one item after
another, counts in one unit, and comes so near to a figure in front of it that it is no stranger to it.
"""

from collections.abc import Iterator
from itertools import accumulate, takewhile

from bulletin.claims import lexicon
from bulletin.claims.evidence import close, opposites
from bulletin.claims.facts import Fact
from bulletin.claims.levels import MEASURE
from bulletin.claims.lists import left_over
from bulletin.claims.tree import APART, FEW, NEAR, RECALL, Form, Node, Slice
from bulletin.claims.units import counts_how_often
from bulletin.figures import Figure

LARGE = 100  # figures of another sentence are met by chance if they are smaller
BEFORE = 6  # roots in front of a list among which its whole may be


def goes_on(roots: list[Node]) -> None:
    """已推动整改59个，另有5个移交; 微博56个、抖音4个、企鹅号1个: what stands right beside a list and brings it to its whole, or nearly."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        cut = whole.slices[-1] if whole.slices else None
        if not whole.figure or not cut or not cut.exact or cut.everything or id(whole) in taken or not cut.parts:
            continue
        for node in roots[at + 1 : at + 1 + FEW]:
            if not node.figure or not node.fact or not _beside(cut, node) or not left_over(node.fact, whole):
                break
            more = Figure.of(cut.low + node.figure.low)
            if not node.figure.exact or not (close(more, whole.figure) or more == whole.figure):
                break
            cut.put(node)
            cut.stated = cut.stated or bool(lexicon.ANOTHER.match(node.fact.before))
            taken.add(id(node))
    roots[:] = [node for node in roots if id(node) not in taken]


def _beside(cut: Slice, node: Node) -> bool:
    """The next figure behind the parts: after a 、, or with a word of its own (另有)."""
    last, fact = cut.parts[-1].fact, node.fact
    if not last or not fact or node.slices or fact.sentence != last.sentence or fact.clause != last.clause + 1:
        return False
    return (fact.mark == "、" and cut.form != Form.STATUS) or (fact.mark in "、，" and cut.form == Form.STATUS)


def lists(roots: list[Node]) -> None:
    """Give each list that is left over to the figure in front of it that it all but makes up."""
    at, taken = 0, set[int]()
    while at < len(roots):
        run = list(_run(roots, at))
        whole, count = _whole(roots, at, run) if len(run) > 1 else (None, 0)
        if whole:
            cut = Slice(Form.LIST, loose=_apart(whole, run[0]) > 0)
            for node in run[:count]:
                cut.put(node)
            whole.slices.append(cut)
            taken |= {id(node) for node in run[:count]}
        at += count or len(run) or 1
    roots[:] = [node for node in roots if id(node) not in taken]


def _run(roots: list[Node], at: int) -> Iterator[Node]:
    """The items of one list, from a root on."""
    last: Fact | None = None
    for node in roots[at : at + NEAR]:
        fact = node.fact
        if not fact or node.slices or node.rates or not _item(fact) or (last and not _next(last, fact)):
            return
        yield node
        last = fact


def _item(fact: Fact) -> bool:
    """A label and a number; no measure, no sanction."""
    told = fact.first and len(fact.before) > 1 and not fact.depth and not fact.among and not counts_how_often(fact.unit)
    return told and fact.level != MEASURE and not lexicon.OTHER_MATTER.search(fact.before)


def _next(last: Fact, fact: Fact) -> bool:
    near = fact.sentence == last.sentence and fact.clause - last.clause in (1, 2)  # a share may stand between them
    return near and fact.unit == last.unit and fact.mark in "、，；" and bool(fact.status) == bool(last.status)


def _whole(roots: list[Node], at: int, run: list[Node]) -> tuple[Node | None, int]:
    """A figure in front of the run that the run, or its beginning, misses by very little, and how many figures that takes."""
    first = run[0].fact
    before = [node for node in _before(roots, at) if first and _may_hold(node, first)]
    exact = takewhile(lambda node: node.figure is not None and node.figure.exact, run)
    sums = list(accumulate(node.figure.low for node in exact if node.figure))
    for count in range(len(sums), 1, -1):
        whole = next((node for node in before if node.figure and close(Figure.of(sums[count - 1]), node.figure)), None)
        if whole and (count > 2 or opposites([node.fact.label for node in run[:count] if node.fact])):
            return whole, count
    return None, 0


def _before(roots: list[Node], at: int) -> Iterator[Node]:
    for root in reversed(roots[max(0, at - BEFORE) : at]):
        for cut in root.slices[-2:]:
            yield from cut.parts[-RECALL:]
        yield root


def _may_hold(node: Node, first: Fact) -> bool:
    whole = node.fact
    if not whole or not whole.unit or whole.depth or not node.figure or not node.fits(first):
        return False
    apart = first.sentence - whole.sentence
    near = apart == 0 or (apart < APART and node.figure.low >= LARGE)
    return near and (whole.unit == first.unit or not first.unit)


def _apart(whole: Node, part: Node) -> int:
    return part.fact.sentence - whole.fact.sentence if whole.fact and part.fact else 0
