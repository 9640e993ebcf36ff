"""Bare verbs that are a status by what stands beside them: 采纳378条，未采纳25条; 线索220个，处置线索167件."""

import re

from bulletin.claims.evidence import slipped
from bulletin.claims.facts import Fact
from bulletin.claims.lexicon import Status
from bulletin.claims.statuses import open_slice
from bulletin.claims.tree import APART, RECALL, Form, Node, Reading, Slice
from bulletin.regex import regex

WORKED = regex(
    "(?:现|目前|共|累计)?(?:督促整改|整改|办结|查结|办理|处置|处理|解决|落实|整治|化解|查处|核查|清理|治理|消除|拆除|采纳|答复|回复)了?"
    "(?P<thing>[^，。；、已未正率]{2,12})"
)
NEGATED = regex(  # 采纳378条，未采纳25条; 受理30932件，因线索不详而未受理9361件
    "(?:因[^，。；]{2,40}(?:而|的))?(?:尚未|仍未|未予|不予|没有|未|不)(?P<work>[^，。；、]{2,4}?)(?:的|的有)?"
)
DENIED = 2  # clauses: a rate may stand between what is done and what is not
NOT_DONE = regex("(?:不予|未予|不)(?P<what>[^，。；、]{2,4})(?:的|的有)?")
DID_TO = regex(
    "(?P<name>[^，。；、已未正]{2,12}?)(?:完成)?(?:整改|治理|消除|办结|办理|处置|处理|销号|化解|整治|拆除|修复|落实|完成|审结|结案)(?:了)?"
)
PAID = regex(
    "(?:已经?|共|累计|现|目前)+(?:追回|追缴|追讨|收回|清欠|清偿|兑付|支付|补发|发放|退还|清退|挽回|归还|上缴|补缴)[^，。；、]{2,20}"
)
OWED = regex("欠|应|涉及|涉案|违规|查出|发现|金额")
NO_WORK = regex("立案|受理|属实|合格|达标")


def paired(now: Reading, at: int) -> None:
    """采纳378条，未采纳25条: a bare verb is a status where the next figure negates it."""
    fact, other = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    negated = NEGATED.fullmatch(other.before) if other and other.sentence == fact.sentence else None
    if not negated or not other or fact.rate or fact.status or fact.unit != other.unit or fact.bracket != other.bracket:
        return
    if fact.before.endswith(negated["work"]) and not NO_WORK.search(negated["work"]):
        fact.settle(Status.COMPLETED)


def denied(now: Reading, fact: Fact) -> bool:
    """提案567件，立案544件，不立案23件: what was done and what was not are the two parts of the figure in front of them."""
    last = now.last.fact if now.last else None
    told = NEGATED.fullmatch(fact.before)
    if (
        not told
        or not last
        or not now.last
        or not fact.figure
        or not last.figure
        or not last.before.endswith(told["work"])
    ):
        return False
    if (
        last.unit != fact.unit
        or last.sentence != fact.sentence
        or fact.clause - last.clause > DENIED
        or last.depth != fact.depth
    ):
        return False
    of = (
        node for node in now.recent()[:4] if node.fact and node.fact.start < last.start and node.fact.unit == fact.unit
    )
    parts = [last.figure, fact.figure]
    whole = next((node for node in of if node.figure and node.fits(fact) and slipped(parts, node.figure)), None)
    if not whole:
        return False
    now.forget([now.last])
    whole.slices = [cut for cut in whole.slices if len(cut.parts) > 1 or cut.parts[0] is not now.last]
    whole.slices.append(Slice(Form.LIST, stated=True))
    whole.slices[-1].put(now.last)
    now.add(whole.slices[-1], fact)
    return True


def told_again(now: Reading, fact: Fact) -> bool:
    """取缔244家，停产382家。……甲区已取缔75家，停产17家: a part by the name that it had in a list of statuses before."""
    whole, last = now.whole, now.last.fact if now.last else None
    cut = whole.slices[-1] if whole and whole.slices else None
    if (
        not whole
        or not whole.figure
        or not cut
        or cut.form != Form.STATUS
        or not last
        or cut.parts[-1].fact is not last
    ):
        return False
    if (
        fact.clause != last.clause + 1
        or fact.unit != last.unit
        or not fact.figure
        or cut.low + fact.figure.low > whole.figure.high
    ):
        return False
    before = (
        part.fact
        for node in now.recent()
        for one in node.slices[-2:]
        if one is not cut and one.form == Form.STATUS
        for part in one.parts[-RECALL:]
    )
    if not any(one and one.label == fact.label for one in before):
        return False
    now.add(cut, fact)
    return True


def of_kind(now: Reading, fact: Fact) -> bool:
    """设施损毁类142个、管护缺失类97个；设施损毁类整改129个: what was done of a kind that has been counted."""
    did = DID_TO.fullmatch(fact.before) if fact.first else None
    roots = now.recent()[:4] if did else []
    for node in (*roots, *(part for root in roots for cut in root.slices[-2:] for part in cut.parts[-RECALL:])):
        if did and node.fact and node.fact.label == did["name"] and node.fact.unit == fact.unit and node.holds(fact):
            fact.settle(Status.COMPLETED)
            now.add(open_slice(node, fact), fact)
            return True
    return False


def paid(now: Reading, fact: Fact) -> bool:
    """金额6357万元。……已追回拖欠工资及赔偿金5697万元: money that came back is some of that which was owed."""
    if fact.unit != "元" or not PAID.fullmatch(fact.before):
        return False
    near = (node for node in now.recent() if node.fact and fact.sentence - node.fact.sentence <= APART)
    owed = (
        node
        for node in near
        if node.fact and node.fact.unit == "元" and OWED.search(node.fact.before) and node.holds(fact)
    )
    whole = next((node for node in owed if not any(cut.form == Form.STATUS for cut in node.slices)), None)
    if whole:
        fact.settle(Status.COMPLETED)
        now.add(open_slice(whole, fact), fact)
    return whole is not None


def by_name(now: Reading, fact: Fact) -> bool:
    """线索220个，……处置线索167件: a bare verb of work and what it is done to, which is counted before."""
    worked = WORKED.fullmatch(fact.before)
    if not worked or not fact.first:
        return False
    seen = (node for node in now.recent() if node.fact and node.fact.sentence == fact.sentence)
    thing = worked["thing"]  # 火灾隐患或消防违法行为 are 火灾隐患或违法行为, or 火灾隐患
    first = re.split("[或和及]", thing)[0]
    counted = (
        node
        for node in seen
        if node.fact
        and (node.fact.counts(thing) or node.fact.counts(first) or (len(thing) > 7 and node.fact.counts(thing[-4:])))
    )
    whole = next((node for node in counted if node.fits(fact) and node.holds(fact)), None)
    if whole:
        fact.settle(Status.COMPLETED)
        now.add(open_slice(whole, fact), fact)
    return whole is not None


def negated(roots: list[Node]) -> None:
    """提案578件，立案493件。不予立案85件: what is not done, told later, with what is done makes up the whole."""
    taken = set[int]()
    for at, node in enumerate(roots):
        what = NOT_DONE.fullmatch(node.fact.before) if node.fact and not node.slices else None
        before = roots[max(0, at - RECALL) : at] if what else []
        done = next(
            (one for one in reversed(before) if what and one.fact and one.fact.label.endswith(what["what"])), None
        )
        for whole in before if done else ():
            cut = Slice.of(Node(part.fact) if part else node for part in (done, node))
            if whole is not done and node.fact and whole.fits(node.fact) and cut.makes(whole.figure):
                whole.slices = [other for other in whole.slices if len(other.parts) > 1 or other.form != Form.SUBSET]
                whole.slices.append(cut)
                taken.add(id(node))
                break
    roots[:] = [node for node in roots if id(node) not in taken]
