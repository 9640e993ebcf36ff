"""Parts in a bracket behind their whole: 信访件168件（来电53件，来信115件）."""

from itertools import pairwise

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, together


def bracket(now: Reading, at: int) -> int:
    """The facts of one bracket, cut at ；: parts of the figure in front of it, or a text of their own; where to read on."""
    first, end = now.facts[at], at
    while end < len(now.facts) and now.facts[end].bracket == first.bracket:
        end += 1
    run: list[Fact] = []
    for fact in now.facts[at:end]:
        if fact.mark == "；" and run:
            bracketed(now, _owner(now, run), run)
            run = []
        run.append(fact)
    bracketed(now, _owner(now, run), run)
    return end


def _owner(now: Reading, run: list[Fact]) -> Node | None:
    """The figure in front of a bracket; of one behind a rate, 满意率100%（满意144件，基本满意2件）, the figure that it makes up."""
    of = run[0].owner
    if not of or not of.rate:
        return now.nodes.get(id(of))
    cut = Slice.of(Node(fact) for fact in run if fact.figure and not fact.rate)
    near = [part for root in now.recent() for part in (root, *(part for one in root.slices[-2:] for part in one.parts))]
    of_unit = (node for node in near if node.fact and len(cut.parts) > 1 and node.fact.unit == run[0].unit)
    return next((node for node in of_unit if cut.makes(node.figure)), None)


def _right_behind(owner: Node, first: Fact) -> bool:
    """Not 湖塘45，完成率低的为甲市（71.4%）: the bracket belongs to a name in a later clause."""
    fact = owner.fact
    return fact is None or first.start - fact.end <= len(fact.after) + len(first.before) + len("（  ")


def _in_all(now: Reading, owner: Node, fact: Fact) -> bool:
    """培训3期（共5期）: the bracket gives the whole of which the figure in front of it is a part."""
    if not (
        lexicon.SUM.fullmatch(fact.before) and owner.fact and owner.fact.unit == fact.unit and owner in now.roots[-3:]
    ):
        return False
    if not fact.figure or not owner.figure or owner.figure.high >= fact.figure.low:
        return False
    now.roots.remove(owner)
    cut = Slice(Form.STATUS if owner.status else Form.SUBSET)
    cut.put(owner)
    now.start(fact).slices.append(cut)
    return True


def _listed(counts: list[Fact]) -> int:
    """How many figures of a bracket are items: 291户（C级145户，D级146户，经核查，2户鉴定有误，该2户已调整）, a list and remarks on it."""
    remarks = (at for at, fact in enumerate(counts) if at > 1 and (fact.lead or fact.before.endswith(("该", "这"))))
    return next(remarks, len(counts))


def _how_often(owner: Node) -> bool:
    return owner.fact is not None and counts_how_often(owner.fact.unit)


def bracketed(now: Reading, owner: Node | None, run: list[Fact]) -> None:
    """One list in the bracket behind a figure."""
    often = [fact for fact in run if counts_how_often(fact.unit)] if owner and not _how_often(owner) else []
    if 0 < len(often) < len(run):  # 四次会议期间提出909件
        now.roots += [Node(fact) for fact in often]
        run = [fact for fact in run if not counts_how_often(fact.unit)]
    counts = [fact for fact in run if fact.figure and not fact.rate]
    if owner and not counts and not _right_behind(owner, run[0]):
        now.roots += [Node(None, rates=[fact]) for fact in run if fact.rate]
        return
    if owner and not counts:
        owner.shares += [fact for fact in run if fact.rate][:1]
        return
    if not owner or not owner.fact or not counts:
        now.roots += [Node(fact) for fact in counts]
        return
    if len(counts) == 1 and _in_all(now, owner, counts[0]):
        return
    if any(fact.clause == before.clause for before, fact in pairwise(counts)):  # （有2个问题涉及两个单位）
        now.roots += [Node(fact) for fact in counts]
        return
    subset = counts[0].subset or (len(counts) == 1 and counts[0].figure != owner.figure)
    if not all(together(owner.fact.unit, fact.unit) for fact in counts) or (subset and not owner.holds(counts[0])):
        now.roots += [Node(fact) for fact in counts]
        return
    if not subset:
        listed = _listed(counts)
        now.roots += [Node(fact) for fact in counts[listed:]]
        run, counts = run[: run.index(counts[listed])] if listed < len(counts) else run, counts[:listed]
    statuses = any(fact.status for fact in counts)
    cut = Slice(Form.SUBSET if subset else Form.STATUS if statuses else Form.LIST, stated=not subset)
    owner.slices.append(cut)
    held = now.last
    for fact in run:
        if subset and cut.parts and fact.figure == owner.figure and lexicon.SUM.search(fact.before):
            continue  # （其中省级24项，市级囊括省级共31项）
        if fact.figure and not fact.rate:
            now.add(cut, fact)
        elif fact.rate and cut.parts:
            cut.parts[-1].shares.append(fact)
    now.last = held
