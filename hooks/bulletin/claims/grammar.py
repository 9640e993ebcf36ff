"""Facts -> trees: each whole with its parts, read sentence by sentence within a paragraph.

A whole is a plain figure (反馈问题25个). What follows becomes its parts by what the words say: a status (已整改19个), 其中,
其余, a bracket, a colon; or, where they say nothing, by the arithmetic: figures that make up a whole exactly are its parts.
The arithmetic only ever finds what adds up; a tree that does not add up has to be claimed by the words.
"""

from bulletin.claims import ahead, lexicon, lists, rows, statuses, totals, words
from bulletin.claims.facts import Fact
from bulletin.claims.levels import GROUP
from bulletin.claims.tree import Node, Reading


def read(found: list[Fact]) -> list[Node]:
    """The trees of a paragraph, in order. Linear: every look around is bounded."""
    now = Reading(found)
    at = 0
    while at < len(found):
        if found[at].sentence != now.sentence:
            now.enter(found[at].sentence)
        at = lists.bracket(now, at) if found[at].owner else _take(now, at)
    rows.by_share(now.roots)
    rows.by_rate(now.roots)
    rows.filled(now.roots)
    rows.of_heads(now.roots)
    rows.scattered(now.roots)
    rows.contained(now.roots)
    rows.funnels(now.roots)
    return now.roots


def _take(now: Reading, at: int) -> int:
    """Give one fact, or a run of them, its place; where to read on. The order is that of the cues' strength."""
    fact = now.facts[at]
    if fact.mark == "；":
        now.sub = None
    if fact.figure is not None and id(fact) not in now.heads:
        ahead.rows(now, at)
    if fact.figure is None:
        statuses.wordless(now, fact)
    elif id(fact) in now.heads:
        statuses.all_done(now, fact) if fact.everything else now.start(fact)
    elif fact.rate:
        words.rate(now, fact)
    elif now.last and (lexicon.OF.search(fact.before) or totals.of_task(now, at)):
        totals.inverted(now, fact)
    elif words.shared(now, at):
        pass
    elif lexicon.EACH.search(fact.before) and (taken := words.respective(now, at)):
        return at + taken
    elif taken := ahead.total(now, at) or lists.made_up(now, at):
        return taken
    elif lexicon.AMONG.match(fact.after):
        if not totals.total(now, fact, among=True):
            statuses.of_rest(now, fact)
            now.start(fact)
    elif fact.subset and (target := words.named(now, at)):
        words.open_subset(now, fact, target)
    elif lists.opens(now, fact) and not lists.continues(now, at) and lists.listed(now, fact):
        pass
    elif lexicon.REST.match(fact.before):
        words.remainder(now, fact)
    elif totals.total(now, fact):
        pass
    elif fact.status and fact.level != GROUP:
        statuses.part(now, at)
    elif statuses.by_name(now, fact):
        pass
    else:
        return lists.plain(now, at)
    return at + 1
