"""More of an open 其中: 其中甲类6个，乙类9个，丙类2个."""

from bulletin.claims import kinds, lexicon
from bulletin.claims.evidence import close, opposites, slipped
from bulletin.claims.facts import Fact
from bulletin.claims.statuses import completes
from bulletin.claims.tree import MANY, Reading, Slice
from bulletin.claims.units import together
from bulletin.figures import Figure


def continues(now: Reading, at: int) -> bool:
    """A plain figure goes on with the 其中 in front of it while it fits, unless the whole's own list waits for it."""
    fact = now.facts[at]
    if not now.sub or not fact.figure or fact.mark not in "，、" or not fact.item or fact.before.startswith("共"):
        return False
    target, cut = now.sub
    outer = now.whole
    if outer and outer is not target and any(completes(outer, other, fact) for other in outer.slices[-2:]):
        return False
    if not target.fact or not target.figure or not together(target.fact.unit, fact.unit):
        return False
    first = cut.parts[0].fact if cut.parts else None
    if first and first.unit != fact.unit and (not first.among or lexicon.OTHER_MATTER.match(fact.before)):
        return False  # 移交立行立改事项41个，移交问题线索23件
    others = len(cut.parts) > 1 and lexicon.OTHERS.match(fact.before) and cut.low <= target.figure.high
    more = cut.low + fact.figure.low
    several = len(cut.parts) > 1 and (others or kinds.many_kinds(now, at))
    several = several or _opposed(cut, fact, target.figure) or _of_one_list(now, cut, fact)
    return more <= target.figure.high or bool(several) or _slip(cut, fact.figure, target.figure)


def _of_one_list(now: Reading, cut: Slice, fact: Fact) -> bool:
    """The next item of the list, whatever those in front of it come to."""
    last, own = cut.parts[-1].fact, now.places.get(id(fact))
    return own is not None and last is not None and now.places.get(id(last)) is own


def _opposed(cut: Slice, fact: Fact, total: Figure) -> bool:
    """来信553件，其中有效信件497件，无效信件66件: one or the other, and all but the whole."""
    one = cut.parts[0] if len(cut.parts) == 1 else None
    if not one or not one.fact or not one.figure or not fact.figure:
        return False
    return opposites([one.fact.label, fact.label]) and slipped([one.figure, fact.figure], total)


def _slip(cut: Slice, more: Figure, total: Figure) -> bool:
    """With one more part the list is the whole but for a slip of the pen."""
    parts = [part.figure for part in cut.parts[-MANY:] if part.figure]
    return slipped([*parts, more], total) if len(cut.parts) < MANY else close(Figure.of(cut.low + more.low), total)
