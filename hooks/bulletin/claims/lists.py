"""Parts by brackets, colons and arithmetic: lists whose items have no status."""

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.runs import Run, item, run_from
from bulletin.claims.statuses import completes, narrowed
from bulletin.claims.tree import APART, FEW, MANY, NEAR, Form, Node, Reading, Slice
from bulletin.claims.units import together

# Brackets


def bracket(now: Reading, at: int) -> int:
    """The facts of one bracket, cut at ；: parts of the figure in front of it, or a text of their own; where to read on."""
    first, end = now.facts[at], at
    while end < len(now.facts) and now.facts[end].bracket == first.bracket:
        end += 1
    run: list[Fact] = []
    for fact in now.facts[at:end]:
        if fact.mark == "；" and run:
            bracketed(now, now.nodes.get(id(first.owner)), run)
            run = []
        run.append(fact)
    bracketed(now, now.nodes.get(id(first.owner)), run)
    return end


def bracketed(now: Reading, owner: Node | None, run: list[Fact]) -> None:
    """One list in the bracket behind a figure."""
    counts = [fact for fact in run if fact.figure and not fact.rate]
    if owner and not counts:
        owner.shares += [fact for fact in run if fact.rate][:1]
        return
    if not owner or not owner.fact or not counts:
        now.roots += [Node(fact) for fact in counts]
        return
    subset = counts[0].subset or (len(counts) == 1 and counts[0].figure != owner.figure)
    if not all(together(owner.fact.unit, fact.unit) for fact in counts) or (subset and not owner.holds(counts[0])):
        now.roots += [Node(fact) for fact in counts]
        return
    statuses = any(fact.status for fact in counts)
    cut = Slice(Form.SUBSET if subset else Form.STATUS if statuses else Form.LIST, stated=not subset)
    owner.slices.append(cut)
    held = now.last
    for fact in run:
        if fact.figure and not fact.rate:
            now.add(cut, fact)
        elif fact.rate and cut.parts:
            cut.parts[-1].shares.append(fact)
    now.last = held


# Colons


def opens(now: Reading, fact: Fact) -> bool:
    """A list is open, or a colon right behind the whole opens one."""
    whole = now.whole.fact if now.whole else None
    if (
        whole
        and fact.mark == "："
        and whole.sentence == fact.sentence
        and whole.clause == fact.clause - 1
        and not fact.lead
    ):
        now.listing = Slice(Form.LIST, stated=True)
    return now.listing is not None


def listed(now: Reading, fact: Fact) -> bool:
    """Take a fact into the open list, unless it is no item of a list or the list is full."""
    cut, whole = now.listing, now.whole
    if cut is None or whole is None or not whole.fact or _ends(cut, whole, fact):
        now.listing = None
        return False
    if not cut.parts:
        whole.slices.append(cut)
    now.add(cut, fact)
    if fact.status:
        cut.form = Form.STATUS
    return True


def _ends(cut: Slice, whole: Node, fact: Fact) -> bool:
    if not whole.fact or not item(fact) or not together(whole.fact.unit, fact.unit) or cut.makes(whole.figure):
        return True
    second = cut.parts[1].fact if len(cut.parts) > 1 else None
    return fact.mark == "；" and second is not None and second.mark != "；"


# Arithmetic


def made_up(now: Reading, at: int) -> int:
    """A list that the arithmetic finds, of whatever figures: it becomes a slice of what it makes up; where to read on, or 0."""
    run = run_from(now, at, statuses=True)
    made = _made_up(now, run) if len(run) > 1 else None
    return attach(now, at, run.facts, *made) if made else 0


def plain(now: Reading, at: int) -> int:
    """A figure whose words give it no place: a list that adds up, more of 其中, or a new whole; where to read on."""
    fact, run = now.facts[at], run_from(now, at)
    if continues(now, at):
        assert now.sub
        now.add(now.sub[1], fact)
        return at + 1
    if len(run) > 2 and not any(member.unit for member in run.facts) and (nearest := _nearest(now, run.facts)):
        return attach(now, at, run.facts, nearest, len(run))
    narrowed(now, fact)
    now.start(fact)
    return at + 1


def _made_up(now: Reading, run: Run) -> tuple[Node, int] | None:
    """A node that the run makes up exactly, and how many figures that takes; a beginning of the run only for the whole."""
    first = run.first
    of = now.last if first.subset else None  # 完成55个，其中20个、3个、32个，7个正在整改
    if of and first.unit and (count := run.makes(of.figure)) and of.fits(first):
        return of, count
    for node in now.candidates(first):
        count = run.makes(node.figure)
        few = count and node.figure and node.figure.low < FEW and first.unit
        if not count or (few and not _just_before(node, first)):
            continue
        if count == len(run) or (node is now.whole and first.unit and not few):
            return node, count
    return _made_up_before(now, run)


def _just_before(node: Node, fact: Fact) -> bool:
    """The figure stands in the clause before, so that a list may be one of few: 我区2件，来电1件、来信1件."""
    whole = node.fact
    near = whole and whole.last and whole.sentence == fact.sentence and whole.clause == fact.clause - 1
    return bool(near and not fact.lead and len(fact.before) > 1)


def _made_up_before(now: Reading, run: Run) -> tuple[Node, int] | None:
    """A whole of an earlier sentence: 按区域划分，甲区4件、乙区3件. By chance only large numbers are not made up."""
    first = run.first
    for node in now.recent() if first.unit else ():
        whole = node.fact
        if not whole or not node.figure or whole.depth or whole.unit != first.unit:
            continue
        if not 0 < first.sentence - whole.sentence <= APART or run.makes(node.figure) != len(run):
            continue
        if (node.figure.low >= MANY or lexicon.CUT_BY.search(first.lead + first.before)) and node.fits(first):
            return node, len(run)
    return None


def continues(now: Reading, at: int) -> bool:
    """A plain figure goes on with the 其中 in front of it while it fits, unless the whole's own list waits for it."""
    fact = now.facts[at]
    if not now.sub or not fact.figure or fact.mark not in "，、" or not item(fact):
        return False
    target, cut = now.sub
    outer = now.whole
    if outer and outer is not target and any(completes(outer, other, fact) for other in outer.slices[-2:]):
        return False
    if not target.fact or not target.figure or not together(target.fact.unit, fact.unit):
        return False
    return cut.low + fact.figure.low <= target.figure.high or (len(cut.parts) > 1 and _many_kinds(now, at))


def _many_kinds(now: Reading, at: int) -> bool:
    """A bracket behind the list says that one case may be of several kinds: 噪声97件（部分举报件涉及多个类型）."""
    ahead = (other for other in now.facts[at : at + NEAR] if other.sentence == now.facts[at].sentence)
    return any(lexicon.OVERLAP.search(other.aside + other.after) for other in ahead)


def _nearest(now: Reading, run: list[Fact]) -> Node | None:
    """What a list of bare numbers is a list of, if it makes up nothing: what comes nearest to its sum."""
    total = sum(fact.figure.low for fact in run if fact.figure)
    sized = [
        (abs(node.figure.low - total), index, node) for index, node in enumerate(now.candidates(run[0])) if node.figure
    ]
    return min(sized)[2] if sized else None


def attach(now: Reading, at: int, run: list[Fact], node: Node, count: int) -> int:
    """The first `count` figures of a run become a slice of a node, with their shares and brackets; where to read on."""
    cut = Slice(Form.STATUS if any(fact.status for fact in run[:count]) else Form.LIST)
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
