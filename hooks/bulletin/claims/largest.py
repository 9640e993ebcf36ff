"""The largest of a list, and kinds taken apart: 前3位的是：三农类830件；住建类273件. 三农类诉求中，惠农补贴107件、宅基地37件."""

from collections.abc import Iterator

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.homes import in_scope
from bulletin.claims.tree import APART, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often

RANKS = ("位", "名", "类", "个", "项", "种")


def largest(now: Reading, at: int) -> int:
    """Some of a whole by name, of which others are left out; where to read on, or 0."""
    fact = now.facts[at]
    scope, top = lexicon.SCOPE.search(fact.lead), lexicon.TOP.search(f"{fact.lead}{_told(now, at)}")
    row = list(_row(now, at)) if scope or top else []
    if len(row) < 2:
        return 0
    whole = in_scope(now, fact, scope["name"]) if scope and not fact.depth and fact.unit else None
    if not whole and top:
        near = now.recent()[:4]
        whole = next((node for node in (*_led_on_to(near, fact), *near) if _may_hold(node, row)), None)
    if not whole or not whole.figure or sum(one.figure.low for one in row if one.figure) > whole.figure.high:
        return 0
    cut = Slice(Form.SUBSET)
    whole.slices.append(cut)
    for one in row:
        now.add(cut, one)
    return at + len(row)


def _led_on_to(roots: list[Node], fact: Fact) -> Iterator[Node]:
    """未完成整改218件；未完成整改任务较多的是甲市、乙市，分别为62件、37件: a part that the words in front begin with."""
    outer = [part for root in roots for cut in root.slices[-3:] for part in cut.parts[:RECALL]]
    inner = (part for node in outer for cut in node.slices[-1:] for part in cut.parts[:RECALL])
    for part in (*outer, *inner):
        if part.fact and len(part.fact.label) > 2 and fact.lead.startswith(part.fact.label):
            yield part


def _told(now: Reading, at: int) -> str:
    """排前5位|的是：, a figure of how many there are in the list."""
    before = now.facts[at - 1] if at else None
    beside = before and before.clause == now.facts[at].clause - 1 and before.unit in RANKS
    return f"{before.before}{before.figure}位{before.after}" if before and beside else ""


def _may_hold(node: Node, row: list[Fact]) -> bool:
    whole = node.fact
    near = whole and row[0].sentence - whole.sentence <= APART and whole.unit == row[0].unit
    return bool(near) and node.fits(row[0]) and all(node.holds(one) for one in row)


def _row(now: Reading, at: int) -> Iterator[Fact]:
    """The items from here on, by whatever marks."""
    first = now.facts[at]
    for fact in now.facts[at : at + NEAR]:
        told = fact.sentence == first.sentence and fact.unit == first.unit and fact.depth == first.depth
        if not told or fact.rate or fact.status or fact.cued or not fact.item or counts_how_often(fact.unit):
            return
        yield fact
