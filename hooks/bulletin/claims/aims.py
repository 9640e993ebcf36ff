"""What was planned, told behind what was done of it: 已开工900个，开工率48.2%；全年计划开工1866个."""

from bulletin.claims.evidence import HELD
from bulletin.claims.facts import Fact
from bulletin.claims.rates import named_for
from bulletin.claims.tree import APART, RECALL, Form, Node, Slice, every
from bulletin.figures import Figure, rate_holds
from bulletin.regex import regex

AIM = regex("计划|任务|目标|将")
DONE = regex("^(?:已|经|实际|累计|全部)+")


def behind(roots: list[Node]) -> None:
    """Give what was done of an unwritten whole to the plans behind it, where the rates in between tell that it is of these."""
    for at in reversed(range(len(roots))):  # what is behind gets shorter
        done, after = roots[at], roots[at + 1 : at + 1 + RECALL]
        if done.fact or len(done.slices) != 1 or done.slices[0].form != Form.STATUS:
            continue
        parts = done.slices[0].parts
        rates = _rates(done, parts, after)
        aims = _aims(after)[: len(parts)] if len(rates) == len(parts) else []
        if aims and len(aims) == len(parts) and _told(rates, aims) and all(map(_is_of, parts, rates, aims)):
            gone = {id(node) for node in (done, *aims)}
            rest = [node for node in after if id(node) not in gone and (node.fact or not set(node.rates) & set(rates))]
            roots[at : at + 1 + RECALL] = [*map(_given, parts, rates, aims), *rest]


def begun(roots: list[Node]) -> None:
    """新开工63个，实现开工47个，开工率74.6%: of two that have one status, with no whole in front, the rate tells which is in which."""
    for at, root in enumerate(roots):
        if root.fact or len(root.slices) != 1 or len(root.rates) != 1:
            continue
        if _one_in_other(root.slices[0].parts, root.rates[0].figure):
            whole, part = root.slices[0].parts
            roots[at] = _given(part, root.rates[0], whole)


def rated(roots: list[Node]) -> None:
    """45批713人、1302批1396人；化解1208批，化解率89.7%: a rate behind a part by its name, which is read by then."""
    alone = [node for node in roots if not node.fact and node.rates and not node.slices]
    cuts = ((whole, cut) for whole in every(roots) for cut in whole.slices) if alone else ()
    told = {
        (part.fact.sentence, part.fact.clause): (whole, cut, part)
        for whole, cut in cuts
        for part in cut.parts
        if part.fact and not part.fact.depth and whole.figure
    }
    taken = set[int]()
    for node in alone:
        rate = node.rates[0]
        whole, cut, part = told.get((rate.sentence, rate.clause - 1), (None, None, None))
        if whole and cut and part and not whole.rates and named_for(part, rate) and _holds(part, whole, rate):
            (whole.rates if cut.form == Form.STATUS else part.shares).append(rate)
            taken.add(id(node))
    roots[:] = [node for node in roots if id(node) not in taken]


def of_parts(roots: list[Node]) -> None:
    """收到400件：立案349件，转为意见51件，立案率87.2%: a rate of what one of the parts is, which are no statuses."""
    for whole in every(roots):
        if whole.rates and whole.slices and not any(cut.form == Form.STATUS for cut in whole.slices):
            parts = [part for cut in whole.slices for part in cut.parts[:RECALL] if not part.shares]
            for rate in [*whole.rates]:
                part = next((one for one in parts if named_for(one, rate) and _holds(one, whole, rate)), None)
                if part:
                    part.shares.append(rate)
                    whole.rates.remove(rate)


def _holds(part: Node, whole: Node, rate: Fact) -> bool:
    return (
        bool(part.figure and whole.figure and rate.figure)
        and rate_holds(part.figure, whole.figure, rate.figure) in HELD
    )


def _one_in_other(parts: list[Node], rate: Figure | None) -> bool:
    if len(parts) != 2 or not rate or any(node.slices for node in parts):
        return False
    (one, whole), (other, part) = ((node.fact, node.figure) for node in parts)
    alike = one and other and (one.status, one.unit) == (other.status, other.unit)
    return bool(alike and whole and part) and part.high <= whole.low and rate_holds(part, whole, rate) in HELD  # type: ignore[union-attr]


def _rates(done: Node, parts: list[Node], after: list[Node]) -> list[Fact]:
    """A share of each, or one rate of the one part, or behind all of them one of each in turn."""
    own = [share for part in parts for share in part.shares] or done.rates
    return own or [rate for node in after if not node.fact and not node.slices for rate in node.rates][: len(parts)]


def _aims(after: list[Node]) -> list[Node]:
    """The figures behind, in the order of the text."""
    return sorted((node for node in every(after) if node.fact), key=lambda node: node.fact.start if node.fact else 0)


def _is_of(part: Node, rate: Fact, aim: Node) -> bool:
    """The rate is that of the part in what was to be done of the same."""
    one, of = part.fact, aim.fact
    if not one or not of or not part.figure or not aim.figure or not rate.figure or one.unit != of.unit:
        return False
    near = rate.start < of.start and of.sentence - one.sentence <= APART
    same = DONE.sub("", one.label)[:4] in of.label
    return near and same and rate_holds(part.figure, aim.figure, rate.figure) in HELD


def _told(rates: list[Fact], aims: list[Node]) -> bool:
    """The words say that it was planned, and no chance makes up the rates; nothing else is told of the plans."""
    first = aims[0].fact
    sharp = len(rates) > 1 or (rates[0].figure is not None and "." in rates[0].figure.text)
    inner = {id(part) for aim in aims for cut in aim.slices for part in cut.parts}
    planned = first is not None and AIM.search(first.lead + first.before) is not None
    return planned and sharp and inner <= {id(aim) for aim in aims}


def _given(part: Node, rate: Fact, aim: Node) -> Node:
    whole = Node(aim.fact, Slice(Form.STATUS), rates=[rate] if "率" in rate.before else [])
    part.shares = [] if whole.rates else [rate]
    whole.slices[0].put(part)
    return whole
