"""Parts by arithmetic: lists whose items have no status."""

from collections.abc import Iterator

from bulletin.claims import continued, earlier, lexicon, shares
from bulletin.claims.brackets import bracket
from bulletin.claims.facts import Fact
from bulletin.claims.homes import in_scope
from bulletin.claims.items import alike
from bulletin.claims.levels import MEASURE
from bulletin.claims.narrower import narrowed
from bulletin.claims.runs import Run
from bulletin.claims.tree import FEW, MANY, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, of_one_kind, together
from bulletin.figures import Figure


def made_up(now: Reading, at: int) -> int:
    """A list that the arithmetic finds, of whatever figures: it becomes a slice of what it makes up; where to read on, or 0."""
    run = now.run_from(at, statuses=True)
    made = _made_up(now, run) if len(run) > 1 else None
    if (
        not made
        or now.breaks(run.first, run.all[run.start + made[1] - 1])
        or _by_chance(now, at, run, made[1])
        or _beside_it(now, run.first, made[0])
        or _undone(run, *made)
    ):
        return 0
    if shares.of_others(now, at, run.facts[: made[1]], made[0]):
        return 0
    return attach(now, at, run.facts, *made)


def _by_chance(now: Reading, at: int, run: Run, count: int) -> bool:
    """收到10件，受理8件，已办2件，其中…: a whole and its part make up the one before; small numbers do so by chance."""
    parts = run.facts[:count]
    mixed = not parts[0].status and any(fact.status for fact in parts[1:])
    within = sum(fact.figure.low for fact in parts[1:] if fact.figure) <= (
        parts[0].figure.low if parts[0].figure else 0
    )
    if mixed and within and parts[0].mark == "；" and all(fact.status for fact in parts[1:]):
        return True  # ；承办提案16件，已解决13件，正在解决2件: a row that tells what came of its first figure
    small = sum(fact.figure.low for fact in parts if fact.figure) < MANY
    after = now.facts[at + len(run)] if at + len(run) < len(now.facts) else None
    more = after is not None and after.sentence == parts[0].sentence and after.unit == parts[0].unit
    return mixed and small and more


def _beside_it(now: Reading, first: Fact, node: Node) -> bool:
    """：主干道12、商业街6、学校7、车站5: items of a list that is not full are no parts of one another, nor of what came before."""
    inside = now.sub[1].parts if now.sub and not first.status else []
    if first.mark in "、，" and any(part is node for part in inside[:-1]):
        return True  # 其中甲类6个，乙类9个，丙类2个，丁类4个: none of them is the sum of others
    cut, whole = now.listing, now.whole
    if not cut or not cut.parts or not whole or first.mark != "、":
        return False
    return any(part is node for part in cut.parts) or (node is not whole and not cut.makes(whole.figure))


def _undone(run: Run, node: Node, count: int) -> bool:
    """已整改62个、基本完成2个、正在整改60个: nothing that is done is made up of what is not."""
    of_these = node.fact is not None and lexicon.AMONG.match(node.fact.after)  # 办结的318件中，正在解决的76件
    return (
        not of_these
        and node.status == lexicon.Status.COMPLETED
        and any(fact.status in lexicon.LEFT for fact in run.facts[:count])
    )


def plain(now: Reading, at: int) -> int:
    """A figure whose words give it no place: a list that adds up, more of 其中, or a new whole; where to read on."""
    fact, run = now.facts[at], now.run_from(at)
    if continued.continues(now, at):
        assert now.sub
        now.add(now.sub[1], fact)
        return at + 1
    if len(run) > 2 and not any(member.unit for member in run.facts):
        if nearest := _nearest(now, run.facts):
            return attach(now, at, run.facts, nearest, len(run))
        if now.facts[at + len(run) - 1] is run.facts[-1]:  # a table, perhaps: nothing in front comes near to it
            for member in run.facts:
                now.start(member)
            return at + len(run)
    narrowed(now, fact)
    now.start(fact)
    return at + 1


def fills(now: Reading, at: int) -> int:
    """23条消除21条，返黑返臭1条，正在治理1条: what is left of the whole, exactly; where to read on, or 0."""
    fact, whole = now.facts[at], now.whole
    cut = whole.slices[-1] if whole and whole.slices else None
    last = cut.parts[-1].fact if cut and cut.parts else None
    if not cut or not whole or not whole.fact or not whole.figure or not last or cut.form != Form.STATUS:
        return 0
    if cut.everything or not cut.exact or not whole.figure.exact or last.sentence != fact.sentence:
        return 0
    gap = Figure.of(whole.figure.low - cut.low)
    run = now.run_from(at, statuses=True)
    one = fact.item and fact.figure is not None and (fact.figure.low, fact.figure.high) == (gap.low, gap.low)
    count = 1 if one and gap.low > 0 else run.makes(gap)
    if not count or any(not left_over(one, whole) for one in run.facts[:count]):
        return 0
    return attach(now, at, run.facts, whole, count, cut)


def left_over(fact: Fact, whole: Node) -> bool:
    """Something that may be left of the whole: of its unit and no measure, sanction or the like."""
    if fact.depth or fact.level == MEASURE or not whole.fits(fact) or not whole.fact or fact.unit != whole.fact.unit:
        return False
    return bool(lexicon.ANOTHER.match(fact.before)) or not lexicon.OTHER_MATTER.search(fact.before + fact.noun)


def _made_up(now: Reading, run: Run) -> tuple[Node, int] | None:
    """A node that the run makes up exactly, and how many figures that takes; a beginning of the run only for the whole."""
    first = run.first
    scope = lexicon.SCOPE.search(first.lead)
    scoped = in_scope(now, first, scope["name"]) if scope else None  # 不合格5批次。不合格产品中，农残3批次、微生物2批次
    if scoped and (count := run.makes(scoped.figure)):
        return scoped, count
    of = now.last if first.subset else None  # 完成55个，其中20个、3个、32个，7个正在整改
    if of and first.unit and (count := run.makes(of.figure)) and of.fits(first):
        return of, count
    if now.last and len(run) > 2 and _of_these(now.last, first) and run.makes(now.last.figure) == len(run):
        return now.last, len(run)
    for node, count in _of_that_size(now, run):
        if not node.fact or alike(node.fact, first):
            continue
        few = node.figure and node.figure.low < FEW and first.unit and not earlier.as_many(now, run)
        if few and not _just_before(node, first):
            continue
        whole = len(run) > 2 and run.rest().makes(first.figure)  # 收到10件，受理8件，已办6件、在办2件: not 8+6
        if count == len(run) or (first.unit and not few and not whole):
            return node, count
    return earlier.made_up(now, run)


def _of_these(node: Node, first: Fact) -> bool:
    """11处隐患中，有3家医院、3家宾馆、1家工厂和4家商场: whatever the units."""
    of = node.fact
    return bool(
        of and lexicon.AMONG.match(of.after) and first.clause == of.clause + 1 and of.sentence == first.sentence
    )


def _of_that_size(now: Reading, run: Run) -> Iterator[tuple[Node, int]]:
    """The nodes that the run makes up: the whole, by its beginning, too, the last, then those of the sentence, latest first."""
    made, first = list(run.of(now.sizes, now.largest)), run.first
    if not made:
        return
    sized = [(node, size) for total, size in made if size == len(run) for node in now.sizes[total][-FEW:]]
    sized.sort(key=lambda pair: -pair[0].fact.start if pair[0].fact else 0)
    near = [(node, run.makes(node.figure)) for node in (now.whole, now.last) if node]
    for node, count in [*near, *sized]:
        fact = node.fact
        if not count or not fact or fact is first or fact.sentence != first.sentence or counts_how_often(fact.unit):
            continue
        if node is now.whole or count == len(run):
            if not of_one_kind(fact.unit, first.unit) and not (node is now.whole and together(fact.unit, first.unit)):
                continue
            yield node, count


def _just_before(node: Node, fact: Fact) -> bool:
    """The figure stands in the clause before, so that a list may be one of few: 我区2件，来电1件、来信1件."""
    whole = node.fact
    near = whole and whole.last and whole.sentence == fact.sentence and whole.clause == fact.clause - 1
    among = near and whole and lexicon.AMONG.match(whole.after)  # 3个里，2个在招标，1个等批复
    return bool(near and not fact.lead and (among or len(fact.before) > 1))


def _nearest(now: Reading, run: list[Fact]) -> Node | None:
    """What a list of bare numbers is a list of, if it makes up nothing: what comes nearest to its sum."""
    total = sum(fact.figure.low for fact in run if fact.figure)
    sized = [
        (abs(node.figure.low - total), index, node)
        for index, node in enumerate(now.candidates(run[0]))
        if node.figure and not node.shares
    ]
    gap, _, node = min(sized, default=(None, 0, None))
    return node if gap is not None and node and node.figure and gap <= node.figure.low / 2 else None


def attach(now: Reading, at: int, run: list[Fact], node: Node, count: int, into: Slice | None = None) -> int:
    """The first `count` figures of a run become a slice of a node, with their shares and brackets; where to read on."""
    cut = into or Slice(Form.STATUS if any(fact.status for fact in run[:count]) else Form.LIST)
    if not into:
        node.slices.append(cut)
    wanted = {id(fact) for fact in run[:count]}
    while wanted:
        fact = now.facts[at]
        if id(fact) in wanted:
            now.add(cut, fact)
            wanted.remove(id(fact))
        elif fact.owner:
            at = bracket(now, at)
            continue
        elif fact.rate and now.last and not lexicon.BAND.match(fact.after) and "率" not in fact.before:
            now.last.shares.append(fact)
        at += 1
    return at
