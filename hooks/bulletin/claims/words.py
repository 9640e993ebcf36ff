"""Parts by other words: 其中, 其余. Each function gives one fact its place in the reading."""

from collections.abc import Iterator
from itertools import takewhile

from bulletin.claims import lexicon
from bulletin.claims.evidence import close
from bulletin.claims.facts import Fact
from bulletin.claims.homes import home
from bulletin.claims.statuses import completes, of_home, open_slice
from bulletin.claims.tree import APART, MANY, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import together
from bulletin.claims.wholly import everything_of
from bulletin.figures import Figure
from bulletin.regex import regex

SO_FAR = regex(
    "(?:现|目前|共|累计){0,3}(?:完成|已经?(?!发现|排查|检查|受理|收到|接到|查))"
)  # 已拆除1.2万平方米，剩余0.3万平方米


def named(now: Reading, at: int) -> Node | None:
    """What 其中 speaks of: the figure just before it, or the whole; of two that fit, the one that its list makes up."""
    fact, run = now.facts[at], now.run_from(at)
    seen = [node for node in (now.last, now.whole) if node and node.fact and not node.fact.rate]
    seen = [node for node in seen if node.fact and together(node.fact.unit, fact.unit) and node.holds(fact)]
    all_, rest = [*seen, *_earlier(now, fact)], _with_rest(now, at)
    if made := next(
        (node for node in all_ if run.makes(node.figure) or (rest.parts and rest.makes(node.figure))), None
    ):
        return made
    if counted := next((node for node in _earlier_of(now, fact) if node.fact and node.fact.noun == fact.thing), None):
        return counted  # 12件实事（含19个子项目），其中已完成子项目7个
    if seen and seen[0].fact and seen[0].fact.unit != fact.unit:  # 77项任务、213条措施，其中69项
        seen = [node for node in all_ if node.fact and node.fact.unit == fact.unit and node.holds(fact)] or seen
    if len(seen) > 1 and _of_whole(seen[0], seen[1], fact):
        return seen[1]
    if seen and fact.mark == "；":
        return seen[-1]
    return seen[0] if seen else next(_of_unit(now, fact), None)


def _earlier_of(now: Reading, fact: Fact) -> Iterator[Node]:
    """The figures of the sentence in the unit of a part whose thing is named, the latest first."""
    for node in now.recent()[:4] if len(fact.thing) > 1 else ():
        if node.fact and node.fact.sentence == fact.sentence and node.fact.unit == fact.unit and node.holds(fact):
            yield node


def _of_unit(now: Reading, fact: Fact) -> Iterator[Node]:
    """问题12万个，处理15万人。其中，扶贫领域问题4万个: the latest whole of the unit, up to one sentence back."""
    for node in now.recent()[:4]:
        near = node.fact and node.fact.unit == fact.unit and fact.sentence - node.fact.sentence < APART
        if near and node.holds(fact) and node.fits(fact):
            yield node


def alongside(now: Reading, fact: Fact) -> bool:
    """9461栋、324017户，其中隐患2615栋、92456户: the second account of what 其中 speaks of."""
    target = now.sub[0].fact if now.sub else None
    if not now.sub or not target or fact.unit in ("", target.unit) or len(now.sub[1].parts) > 1:
        return False
    after = [node for node in now.recent()[:4] if node.fact and node.fact.unit == fact.unit]
    whole = next((node for node in after if node.fact and 0 <= node.fact.sentence - target.sentence < 1), None)
    if not whole or not whole.fact or whole.fact.start < target.start or not whole.holds(fact):
        return False
    whole.slices.append(Slice(Form.SUBSET))
    now.add(whole.slices[-1], fact)
    return True


def _with_rest(now: Reading, at: int) -> Slice:
    """其中69项已全部完成，其余8项推进中: the list up to what it calls the rest; empty where nothing is called that."""
    first, made = now.facts[at], Slice(Form.LIST)
    near = takewhile(lambda fact: fact.sentence == first.sentence and not fact.depth, now.facts[at : at + NEAR])
    listed = list(near)
    last = next((place for place, fact in enumerate(listed) if fact.left), -1)
    for fact in listed[: last + 1]:
        if fact.unit == first.unit:
            made.put(Node(fact))
    return made


def _earlier(now: Reading, fact: Fact) -> Iterator[Node]:
    """网站50个，公众号75个。其中：县级网站16个，市直网站34个: a whole further back, of the same unit."""
    roots = now.recent()[:4]
    for node in (*roots, *(part for root in roots for cut in root.slices[-2:] for part in cut.parts[-RECALL:])):
        near = node.fact and node.fact.unit == fact.unit and fact.sentence - node.fact.sentence <= 1
        if near and node.figure and node.figure.low >= MANY and not node.slices and node.fits(fact):
            yield node


def _of_whole(last: Node, whole: Node, fact: Fact) -> bool:
    """发现问题77个，整改70个，占91%，其中涉及资金的问题12个: a part without a noun is not what the 问题 are among."""
    one, other = last.fact, whole.fact
    if not one or not other or not fact.mark or one.clause >= fact.clause - 1:
        return False
    named = lexicon.LEVEL.findall(fact.before + fact.noun)[-1:]
    return bool(
        named and not one.noun and (other.before + other.noun).endswith(named[0]) and not one.before.endswith(named[0])
    )


def open_subset(now: Reading, fact: Fact, target: Node) -> None:
    """The first figure of 其中; the list stays open for more."""
    form = Form.STATUS if fact.status and target is now.whole and not fact.everything else Form.SUBSET
    target.slices.append(Slice(form))
    now.sub = target, target.slices[-1]
    node = now.add(target.slices[-1], fact)
    if fact.everything and "按期" not in fact.after:  # 其中应于年内完成的24项已全部完成; 全部按期办结 says of 办理 only
        everything_of(node, fact)


def of_those(now: Reading, at: int) -> int:
    """256个水库中，批复187座: some of what was just named; where to read on, or 0."""
    fact, whole = now.facts[at], now.whole
    of = whole.fact if whole else None
    if not whole or not of or of.sentence != fact.sentence or of.clause != fact.clause - fact.first or fact.depth:
        return 0
    beside = fact.item if fact.first else now.last is whole and fact.last  # 56个断面中有49个
    inside = lexicon.AMONG.match(of.after) or (not fact.first and of.after.endswith("中的"))
    if not beside or not inside or not whole.holds(fact) or not whole.fits(fact):
        return 0
    ahead = now.facts[at + 1] if at + 1 < len(now.facts) else None
    if ahead and (
        ahead.among or (not fact.first and not fact.status and "率" not in ahead.before)
    ):  # 批复187座，其中开工78座: a whole of what follows
        whole.slices.append(Slice(Form.SUBSET))
        whole.slices[-1].put(Node(fact))
        now.start(fact)
    else:
        open_subset(now, fact, whole)
        if ahead and ahead.rate and "率" in ahead.before:  # 有49个达到要求，达标率87.5%
            whole.slices[-1].form = Form.STATUS
    return at + 1


def remainder(now: Reading, fact: Fact) -> None:
    """其余45个: what is left of what 其中 speaks of, if that makes it up, else of the whole itself."""
    own = now.whole if now.whole and any(completes(now.whole, cut, fact) for cut in now.whole.slices[-1:]) else None
    whole = own or next(_waiting(now, fact), home(now, fact) or now.whole)
    if outer := left_of(now, fact):
        now.whole, now.sub = outer, None
        now.add(outer.slices[-1], fact)
        return
    if own and own.slices[-1].form == Form.SUBSET:  # 143件，占总数150件的95.3%，剩余7件
        cut, now.sub = own.slices[-1], None
        cut.form = Form.STATUS
    elif now.sub and (completes(*now.sub, fact) or now.sub[0] is whole or and_another(now, fact)):
        cut = now.sub[1]
    elif whole is None or whole.fact is None:
        of_home(now, fact)
        return
    elif not whole.slices and SO_FAR.match(whole.fact.before) and whole in now.roots[-1:]:
        now.forget([whole])  # 已签约312户，剩余18户: neither is the other's part
        cut, now.sub = Slice(Form.STATUS), None
        now.whole = Node(None, cut)
        now.roots.append(now.whole)
        cut.put(whole)
    elif whole.slices and whole.slices[-1].form != Form.SUBSET and not whole.slices[-1].makes(whole.figure):
        cut, now.sub = whole.slices[-1], None
    else:
        cut, now.sub = open_slice(whole, fact), None
    now.add(cut, fact)
    cut.stated = True


def _waiting(now: Reading, fact: Fact) -> Iterator[Node]:
    """150条整改措施，已完成128项，其余22项: the whole of which exactly that is left."""
    for node in now.recent()[:4]:
        cut = node.slices[-1] if node.slices else None
        near = node.fact and fact.sentence - node.fact.sentence <= APART and node.fits(fact)
        if near and cut and cut.form == Form.STATUS and completes(node, cut, fact):
            yield node


def and_another(now: Reading, fact: Fact) -> bool:
    """16处，其中6处已整改，另10处正在整改: with what 其中 told it is all, or nearly, so that it is meant to be."""
    whole, cut = now.sub or (None, None)
    told = whole and cut and whole.figure and fact.figure and fact.status and lexicon.ANOTHER.fullmatch(fact.before)
    if not told or not whole or not cut or not whole.fits(fact):
        return False
    both = Figure.of(cut.low + fact.figure.low)  # type: ignore[union-attr]
    return completes(whole, cut, fact) or close(both, whole.figure)  # type: ignore[arg-type]


def left_of(now: Reading, fact: Fact) -> Node | None:
    """612条，企业自行消除598条，剩余14条: the latest figures and what remains make up one before them."""
    both, done = Slice(Form.STATUS, stated=True), list[Node]()
    for node in now.roots[: -RECALL - 1 : -1]:
        one = node.fact
        if not one:
            continue  # a rate
        if not fact.figure or one.sentence != fact.sentence:
            return None
        if done and node.fits(fact) and completes(node, both, fact):
            now.forget(done)
            both.parts.reverse()
            node.slices.append(both)
            return node
        cut = node.slices[-1] if node.slices and node.slices[-1].form == Form.STATUS else None
        if done and cut and node.fits(fact) and cut.makes(node.figure, Figure.of(both.low + fact.figure.low)):
            now.forget(done)  # 530辆，已拆解411辆、报废注销97辆，还剩22辆
            for part in reversed(done):
                cut.put(part)
            return node
        if one.unit == fact.unit and not any(cut.form == Form.STATUS for cut in node.slices):
            done.append(node)
            both.put(node)
        elif not done:
            return None
    return None
