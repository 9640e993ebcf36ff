"""Facts -> trees: each whole with its parts, read sentence by sentence within a paragraph.

A whole is a plain figure (反馈问题25个). What follows becomes its parts by what the words say: a status (已整改19个), 其中,
其余, a bracket, a colon; or, where they say nothing, by the arithmetic: figures that make up a whole exactly are its parts.
The arithmetic only ever finds what adds up; a tree that does not add up has to be claimed by the words.
"""

from bulletin.claims import (
    accounts,
    again,
    ahead,
    aims,
    brackets,
    colons,
    continued,
    cumulative,
    funnels,
    largest,
    lexicon,
    lists,
    misprints,
    narrower,
    onward,
    partitions,
    pointed,
    respective,
    rows,
    seconds,
    shares,
    siblings,
    slips,
    statuses,
    strokes,
    sums,
    totals,
    verbs,
    wholly,
    words,
)
from bulletin.claims.facts import Fact
from bulletin.claims.levels import GROUP
from bulletin.claims.tree import Node, Reading


def read(found: list[Fact]) -> list[Node]:
    """The trees of a paragraph, in order. Linear: every look around is bounded."""
    if not found:
        return []
    now = Reading(found)
    at = 0
    while at < len(found):
        if found[at].sentence != now.sentence:
            now.enter(found[at].sentence)
        at = brackets.bracket(now, at) if found[at].owner else _take(now, at)
    _parts(now)
    _lists(now)
    return now.roots


def _parts(now: Reading) -> None:
    """Figures that stand by themselves, read with what stands around them, become parts."""
    if any(root.shares for root in now.roots):  # before each share looks for its whole by itself
        slips.lists(now)
    rows.by_share(now.roots)
    rows.amid(now.roots)
    rows.by_rate(now.roots)
    aims.behind(now.roots)
    aims.begun(now.roots)
    aims.rated(now.roots)
    aims.of_parts(now.roots)
    rows.filled(now.roots)
    rows.of_heads(now.roots)
    strokes.pairs(now.roots)
    rows.scattered(now)
    rows.contained(now.roots)
    funnels.funnels(now.roots)
    funnels.penalties(now.roots)
    rows.overlapping(now.roots)
    verbs.negated(now.roots)


def _lists(now: Reading) -> None:
    """Then what is told of lists and wholes as such."""
    accounts.second(now.roots)
    again.named(now.roots)
    again.joined(now.roots)
    sums.columns(now)
    seconds.of_rows(now.roots)
    siblings.kept(now)
    onward.goes_on(now.roots)
    slips.lists(now)
    cumulative.came_in(now.roots)
    pointed.wholes(now)
    pointed.missing(now)
    misprints.opposed(now.roots)
    misprints.beyond(now.roots)
    misprints.unfound(now.roots)
    siblings.kept(now)


def _take(now: Reading, at: int) -> int:
    """Give one fact, or a run of them, its place; where to read on."""
    fact = now.facts[at]
    if taken := partitions.whole(now, at):
        return taken
    if fact.row and fact.first and now.sub:
        now.rows = now.sub
    if fact.mark == "；":
        now.sub = None
    verbs.paired(now, at)
    if fact.figure is not None and id(fact) not in now.heads:
        ahead.rows(now, at)
    if fact.figure is None:
        wholly.wordless(now, fact)
    elif id(fact) in now.heads:
        wholly.all_done(now, fact) if fact.everything else now.start(fact)
    elif fact.rate:
        return at + (shares.in_turn(now, at) or shares.rate(now, fact))
    else:
        for cue in CUES:
            if taken := cue(now, at):
                return taken
    return at + 1


def _compared(now: Reading, at: int) -> int:
    """比2020年的11183批次增加了5458批次"""
    if not now.facts[at].change:
        return 0
    now.roots.append(Node(now.facts[at]))
    return at + 1


def _denied(now: Reading, at: int) -> int:
    return at + 1 if verbs.denied(now, now.facts[at]) else 0


def _inverted(now: Reading, at: int) -> int:
    if not now.last or not (lexicon.OF.search(now.facts[at].before) or totals.of_task(now, at)):
        return 0
    totals.inverted(now, now.facts[at])
    return at + 1


def _share(now: Reading, at: int) -> int:
    return at + 1 if shares.shared(now, at) else 0


def _respective(now: Reading, at: int) -> int:
    taken = respective.respective(now, at) if lexicon.EACH.search(now.facts[at].before) else 0
    return at + taken if taken else 0


def _band(now: Reading, at: int) -> int:
    return at + 1 if shares.banded(now, at) else 0


def _among(now: Reading, at: int) -> int:
    """未办结的5件中: a whole of what follows."""
    fact = now.facts[at]
    if not lexicon.AMONG.match(fact.after):
        return 0
    if not totals.total(now, fact, among=True):
        if fact.left and (outer := words.left_of(now, fact)):
            outer.slices[-1].put(Node(fact))  # 30项中，长期坚持3项，其余27项中
        else:
            statuses.of_rest(now, fact)
        now.start(fact)
    return at + 1


def _subset(now: Reading, at: int) -> int:
    fact = now.facts[at]
    target = words.named(now, at) if fact.subset else None
    if not target or (target.fact and not fact.among and lexicon.OTHERS.match(target.fact.label)):
        return 0  # 水31件、其他127件；重点案件共124件
    words.open_subset(now, fact, target)
    return at + 1


def _listed(now: Reading, at: int) -> int:
    fact = now.facts[at]
    return at + 1 if colons.opens(now, fact) and not continued.continues(now, at) and colons.listed(now, fact) else 0


def _remainder(now: Reading, at: int) -> int:
    fact = now.facts[at]
    if not fact.left and not words.and_another(now, fact):
        return 0
    words.remainder(now, fact)
    return at + 1


def _total(now: Reading, at: int) -> int:
    fact = now.facts[at]
    if not totals.total(now, fact):
        return 0
    if fact.everything and now.last:
        wholly.everything_of(now.last, fact)
    return at + 1


def _status(now: Reading, at: int) -> int:
    fact = now.facts[at]
    if fact.status and fact.level != GROUP:
        statuses.part(now, at)
        return at + 1
    by_name = (verbs.told_again, verbs.of_kind, verbs.paid, verbs.by_name, words.alongside)
    return at + 1 if any(placed(now, fact) for placed in by_name) else 0


# In the order of their strength; the last takes whatever is left.
CUES = (
    _compared, _denied, _inverted, _share, _respective, ahead.total, lists.made_up, ahead.by_source, ahead.nearly, _band, _among, _subset,
    _listed, _remainder, _total, _status, lists.fills, narrower.extreme, words.of_those, largest.largest, lists.plain,
)  # fmt: skip
