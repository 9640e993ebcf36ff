"""What a list is a list of, and the list with all that is told of its items as one cut of that whole."""

from bulletin.claims import lexicon
from bulletin.claims.brackets import bracket
from bulletin.claims.facts import Fact
from bulletin.claims.items import SHARE, Enumeration
from bulletin.claims.seconds import by_columns, columns
from bulletin.claims.tree import Form, Node, Reading, Slice
from bulletin.claims.wholes import made_up, meant


def whole(now: Reading, at: int) -> int:
    """Give the list that begins here to what it is a list of; where to read on, or 0 where nothing tells."""
    found = now.lists.get(at)
    if not found or _summed_behind(now, found):
        return 0
    node, cut = made_up(now, found) or by_columns(now, found) or meant(now, found) or (None, None)
    if not node or not cut:
        return 0
    cut.listed = True
    node.slices.append(cut)
    _fill(now, found, cut)
    columns(now, found, node, cut)
    now.sub = None
    return found.end


def _summed_behind(now: Reading, found: Enumeration) -> bool:
    """甲市12件、乙市9件、丙市3件，共24件: its whole is still to come."""
    after = now.facts[found.end] if found.end < len(now.facts) else None
    beside = after and not after.rate and after.sentence == found.last.sentence
    return bool(beside and after) and lexicon.SUMMED.match(after.before) is not None  # type: ignore[union-attr]


def _fill(now: Reading, found: Enumeration, cut: Slice) -> None:
    """The items with their shares, their brackets and what is told beside them."""
    items, at, last = {id(one) for one in found.items}, found.at, Node(None)
    while at < found.end:
        fact = now.facts[at]
        if fact.owner:
            at = bracket(now, at)
            continue
        if id(fact) in items:
            last = now.add(cut, fact)
        elif fact.rate:
            _rate(now, last, fact)
        elif fact.change:
            now.roots.append(Node(fact))
        elif fact.figure:
            _beside(now, last, fact)
        at += 1


def _rate(now: Reading, node: Node, rate: Fact) -> None:
    """占比40.57%, 整改率98%; 同比增长9% is none of either."""
    if "率" in rate.before:
        node.rates.append(rate)
    elif (
        "占" in rate.before or SHARE.match(rate.before) or rate.depth or (node.fact and rate.clause == node.fact.clause)
    ):
        node.shares.append(rate)
    else:
        now.roots.append(Node(None, rates=[rate]))


def _beside(now: Reading, node: Node, fact: Fact) -> None:
    """重点件1件, 已办结165件: some of the item; more may have been done than came in, but not twice as much."""
    done = fact.status and fact.figure and node.figure and fact.figure.low <= 2 * node.figure.high
    if not (node.holds(fact) or done) or not node.fits(fact):
        now.roots.append(Node(fact))
        return
    form = Form.STATUS if fact.status else Form.SUBSET
    if not node.slices or node.slices[-1].form != form:
        node.slices.append(Slice(form))
    now.add(node.slices[-1], fact)
