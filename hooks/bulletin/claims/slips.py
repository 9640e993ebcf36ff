"""Lists that miss their whole by so little that they are meant to be it: 来信76件；咨询29件、求助38件、投诉8件.

Reading finds by itself the lists that add up, and those that the words claim. What is left over here stands one item after
another, counts in one unit, and comes so near to a figure in front of it that it is no stranger to it.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, takewhile

from bulletin.claims import lexicon
from bulletin.claims.evidence import opposites, shared_elsewhere, slipped
from bulletin.claims.facts import Fact
from bulletin.claims.homes import stem
from bulletin.claims.tree import APART, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often

LARGE = 100  # figures of another sentence are met by chance if they are smaller
SLIP = Decimal("0.05")  # how far off a list may be beside another that makes the whole up
BEFORE = 6  # roots in front of a list among which its whole may be


def lists(now: Reading) -> None:
    """Give each list that is left over to the figure in front of it that it makes up, or all but makes up."""
    roots, at, taken = now.roots, 0, set[int]()
    while at < len(roots):
        run = list(_run(roots, at))
        whole, items = _whole(roots, at, run) if len(run) > 1 else (None, [])
        if whole and not now.splits([node.fact for node in items if node.fact]):
            whole.slices.append(Slice.of(items, loose=_apart(whole, items[0]) > 0))
            taken |= {id(node) for node in items}
        at += len(items) if whole else max(1, len(run))
    roots[:] = [node for node in roots if id(node) not in taken]


def _run(roots: list[Node], at: int) -> Iterator[Node]:
    """The items of one list, from a root on."""
    last: Fact | None = None
    for node in roots[at : at + NEAR]:
        fact = node.fact
        if not fact or not _item(fact) or (last and not _next(last, fact)):
            return
        yield node
        if node.slices or node.rates:  # the last item, of which more is told
            return
        last = fact


def _item(fact: Fact) -> bool:
    """A label and a number; no measure, no sanction."""
    told = fact.first and len(fact.before) > 1 and not fact.depth and not fact.among and not counts_how_often(fact.unit)
    return told and not lexicon.OTHER_MATTER.search(fact.before)


def _next(last: Fact, fact: Fact) -> bool:
    if fact.lead and lexicon.SCOPE.search(fact.lead):
        return False  # 未立案的提案中，…；立案的提案中，…
    near = fact.sentence == last.sentence and fact.clause - last.clause in (1, 2)  # a share may stand between them
    return near and fact.unit in (last.unit, "") and fact.mark in "、，；" and bool(fact.status) == bool(last.status)


def _whole(roots: list[Node], at: int, run: list[Node]) -> tuple[Node | None, list[Node]]:
    """A figure that the run, or its beginning up to a ；, misses by very little; it may be the first of the run itself."""
    first = run[0].fact
    before = [node for node in _before(roots, at) if first and _may_hold(node, first)]
    exact = takewhile(lambda node: node.figure is not None and node.figure.exact, run)
    sums = list(accumulate((node.figure.low for node in exact if node.figure), initial=Decimal(0)))
    for count in range(len(sums) - 1, 1, -1):
        behind = run[count].fact if count < len(run) else None
        if behind and behind.mark != "；":
            continue
        made = (node for node in before if node.figure and node.figure.low == sums[count] and _sure(node, run))
        missed = (node for node in before if _misses(node, run[:count], sums[count]))
        if whole := next(made, next(missed, None)):
            return whole, run[:count]
    for head, node in enumerate(run[:-2] if len(sums) > len(run) and first and first.unit else []):
        if _nearly(node, sums[-1] - sums[head + 1]) and _misses(node, run[head + 1 :], sums[-1] - sums[head + 1]):
            return node, run[head + 1 :]
    return None, []


def _sure(node: Node, run: list[Node]) -> bool:
    """A number so large is not made up by chance, nor one that the words in front of the list name."""
    first = run[0].fact
    return bool(node.figure and node.figure.low >= LARGE) or bool(node.fact and first and _named(node.fact, first))


def _named(whole: Fact, first: Fact) -> bool:
    """违法用地22宗。对违法用地，非立案处理2宗"""
    scope = lexicon.SCOPE.search(first.lead)
    return scope is not None and whole.label.endswith((scope["name"], stem(scope["name"])))


def _nearly(node: Node, said: Decimal) -> bool:
    return node.figure is not None and said <= 2 * node.figure.low <= 4 * said


def _misses(whole: Node, items: list[Node], said: Decimal) -> bool:
    """By very little; two items must be opposites of one another."""
    figures = [node.figure for node in items if node.figure]
    if not whole.figure or not (slipped(figures, whole.figure) or another_way(whole, items, said)):
        return len(items) > 2 and _as_another(whole, items[0], said)
    if shared_elsewhere(items, whole.figure):
        return False
    return len(items) > 2 or opposites([node.fact.label for node in items if node.fact])


def _as_another(whole: Node, first: Node, said: Decimal) -> bool:
    """121件，其中来电64件、来信47件。甲市49件、乙市62件: as many as another list of it comes to."""
    cuts = (cut for cut in whole.slices if len(cut.parts) > 1 and cut.exact and cut.form != Form.STATUS)
    return said >= LARGE and any(cut.low == said and cut.parts[0].fact is not first.fact for cut in cuts)


def another_way(whole: Node, items: list[Node], said: Decimal) -> bool:
    """63件，其中区长信箱45件、书记信箱18件；求决40件、申诉3件、建议16件: one way makes it up, so that the other is meant to."""
    cuts = (cut for cut in whole.slices if cut.form != Form.STATUS and len(cut.parts) > 1)
    of = whole.figure.low if whole.figure and whole.figure.exact else Decimal(0)
    if len(items) < 3 or said == of or not any(cut.makes(whole.figure) for cut in cuts) or not whole.figure:
        return False
    return abs(said - of) <= of * SLIP or slipped([node.figure for node in items if node.figure], whole.figure)


def _before(roots: list[Node], at: int) -> Iterator[Node]:
    for root in reversed(roots[max(0, at - BEFORE) : at]):
        for cut in root.slices[-2:]:
            yield from cut.parts[-RECALL:]
        yield root


def _may_hold(node: Node, first: Fact) -> bool:
    whole = node.fact
    if (
        not whole
        or not whole.unit
        or whole.depth
        or not node.figure
        or not node.fits(first)
        or whole.start > first.start
    ):
        return False
    told = [cut.parts[-1].fact for cut in node.slices if len(cut.parts) > 1 and cut.makes(node.figure)]
    apart = first.sentence - max([whole.sentence, *(fact.sentence for fact in told if fact)])
    named = _named(whole, first)
    near = apart == 0 or (apart < APART and node.figure.low >= LARGE) or (named and apart <= 1 + APART)
    return near and (whole.unit == first.unit or not first.unit)


def _apart(whole: Node, part: Node) -> int:
    return part.fact.sentence - whole.fact.sentence if whole.fact and part.fact else 0
