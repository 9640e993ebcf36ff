"""Lists of kinds of which one case may be several: 37件，反映扬尘19件、噪声16件、油烟9件（部分来件反映多个问题）."""

from bisect import bisect_left
from collections.abc import Iterator

from bulletin.claims import lexicon
from bulletin.claims.tree import APART, NEAR, Node, Reading


def of_several(now: Reading, at: int) -> Node | None:
    """37件，反映扬尘19件、噪声16件、油烟9件（部分来件反映多个问题）: a list that need not add up, right behind its whole."""
    fact, whole = now.facts[at], now.last.fact if now.last else None
    if fact.mark == "、":
        return None
    if lexicon.CUT_BY.search(fact.lead) and (many_kinds(now, at) or lexicon.OVERLAP.search(fact.lead)):
        return next(_cut_anew(now, at), None)
    beside = whole and now.last is now.whole and whole.clause == fact.clause - 1 and whole.unit == fact.unit
    return now.last if beside and many_kinds(now, at) else None


def _cut_anew(now: Reading, at: int) -> Iterator[Node]:
    """累计交办343件，其中重点件34件。按地区分布为：甲市126件……（3个举报件涉及2个市）: what may be cut that way."""
    run = now.run_from(at).facts
    said = sum(fact.figure.low for fact in run if fact.figure)
    for node in now.recent()[:4]:
        near = node.fact and node.fact.unit == run[0].unit and run[0].sentence - node.fact.sentence <= APART
        if near and node.figure and len(run) > 2 and said / 2 <= node.figure.low and node.fits(run[0]):
            yield node


def many_kinds(now: Reading, at: int) -> bool:
    """A bracket behind the list says that one case may be of several kinds: 噪声97件（部分举报件涉及多个类型）."""
    place = bisect_left(now.overlaps, at)
    if place == len(now.overlaps):
        return False
    ahead = now.overlaps[place]
    return ahead < at + NEAR and now.facts[ahead].sentence == now.facts[at].sentence
