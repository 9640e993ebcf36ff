"""Parts by other words: 其中, 其余, 共计, 占, 分别, 率. Each function gives one fact its place in the reading."""

import re
from collections.abc import Iterator

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.runs import run_from
from bulletin.claims.statuses import completes, home, of_home, open_slice
from bulletin.claims.tree import APART, MANY, NEAR, Form, Node, Reading, Slice
from bulletin.claims.units import GROUPS, together
from bulletin.figures import Figure, Verdict, rate_holds

FAR = 24  # roots that a 共计 may sum up

# 其中 and 其余


def named(now: Reading, at: int) -> Node | None:
    """What 其中 speaks of: the figure just before it, or the whole; of two that fit, the one that its list makes up."""
    fact, run = now.facts[at], run_from(now, at)
    seen = [node for node in (now.last, now.whole) if node and node.fact and not node.fact.rate]
    seen = [node for node in seen if node.fact and together(node.fact.unit, fact.unit) and node.holds(fact)]
    all_ = [*seen, *_earlier(now, fact)]
    if made := next((node for node in all_ if run.makes(node.figure) or _with_rest(now, at, node)), None):
        return made
    if seen and seen[0].fact and seen[0].fact.unit != fact.unit:  # 77项任务、213条措施，其中69项
        seen = [node for node in all_ if node.fact and node.fact.unit == fact.unit and node.holds(fact)] or seen
    if len(seen) > 1 and _of_whole(seen[0], seen[1], fact):
        return seen[1]
    return seen[0] if seen else None


def _with_rest(now: Reading, at: int, node: Node) -> bool:
    """其中69项已全部完成，其余8项推进中: the list and what it calls the rest make up the figure."""
    made = Slice(Form.LIST)
    for fact in now.facts[at : at + NEAR]:
        if fact.sentence != now.facts[at].sentence or fact.depth:
            return False
        if fact.unit == now.facts[at].unit:
            made.put(Node(fact))
        if lexicon.REST.match(fact.before):
            return made.makes(node.figure)
    return False


def _earlier(now: Reading, fact: Fact) -> Iterator[Node]:
    """网站50个，公众号75个。其中：县级网站16个，市直网站34个: a whole further back, of the same unit."""
    for node in now.recent()[:4]:
        near = node.fact and node.fact.unit == fact.unit and fact.sentence - node.fact.sentence <= 1
        if near and node.figure and node.figure.low >= MANY and not node.slices and node.fits(fact):
            yield node


def _of_whole(last: Node, whole: Node, fact: Fact) -> bool:
    """发现问题77个，整改70个，占91%，其中涉及资金的问题12个: a part without a noun is not what the 问题 are among."""
    one, other = last.fact, whole.fact
    if not one or not other or not fact.mark or one.clause >= fact.clause - 1:
        return False
    named = lexicon.LEVEL.findall(fact.before + fact.noun)[-1:]
    return bool(named and not one.noun and (other.before + other.noun).endswith(named[0]) and not one.before.endswith(named[0]))


def open_subset(now: Reading, fact: Fact, target: Node) -> None:
    """The first figure of 其中; the list stays open for more."""
    form = Form.STATUS if fact.status and target is now.whole and not fact.everything else Form.SUBSET
    target.slices.append(Slice(form))
    now.sub = target, target.slices[-1]
    node = now.add(target.slices[-1], fact)
    if fact.everything and "按期" not in fact.after:  # 其中应于年内完成的24项已全部完成; 全部按期办结 says of 办理 only
        node.slices.append(Slice(Form.STATUS, everything=True))
        node.slices[-1].put(Node(fact))


def remainder(now: Reading, fact: Fact) -> None:
    """其余45个: what is left of what 其中 speaks of, if that makes it up, else of the whole itself."""
    whole = home(now, fact) or now.whole
    if outer := _left_of(now, fact):
        now.whole, now.sub = outer, None
        now.add(outer.slices[-1], fact)
        return
    if now.sub and (completes(*now.sub, fact) or now.sub[0] is whole):
        cut = now.sub[1]
    elif whole is None or whole.fact is None:
        of_home(now, fact)
        return
    elif whole.slices and whole.slices[-1].form != Form.SUBSET and not whole.slices[-1].makes(whole.figure):
        cut, now.sub = whole.slices[-1], None
    else:
        cut, now.sub = open_slice(whole, fact), None
    now.add(cut, fact)
    cut.stated = True


def _left_of(now: Reading, fact: Fact) -> Node | None:
    """612条，企业自行消除598条，剩余14条: the latest figure and what remains make up one before it."""
    done = next((node for node in now.roots[:-4:-1] if node.fact), None)
    if (
        not done
        or not done.fact
        or not fact.figure
        or not done.figure
        or any(c.form == Form.STATUS for c in done.slices)
    ):
        return None
    both = Slice(Form.STATUS, stated=True)
    both.put(done)
    for whole in reversed(now.roots[-5:-1]):
        one = whole.fact
        if one and one.sentence == fact.sentence and whole.fits(fact) and completes(whole, both, fact):
            now.forget([done])
            whole.slices.append(both)
            return whole
    return None


# Wholes that follow their parts


def totals(now: Reading, fact: Fact, *, among: bool = False) -> bool:
    """共计196处, after its parts: the nodes before it that make it up, or, if the clause says nothing else, all of them."""
    earlier = now.last.fact if now.last and now.last.slices else None
    also = earlier if not fact.first and not fact.before else None  # 共计196处|18114㎡
    cue = lexicon.SUM.search(also.before if also else fact.before)
    if not (cue or among) or fact.figure is None:
        return False
    if now.whole and now.whole.fact is None and now.whole.slices and now.whole.slices[-1].makes(fact.figure):
        now.whole.fact = fact
        now.nodes[id(fact)] = now.last = now.whole
        return True
    run, exact = _before(now, fact, fact.figure, also)
    if cue and len(run) < 2:
        run, exact = _sentence_before(now, fact, fact.figure)
    alone = cue and fact.unit and (_says_sum_only(fact, cue) or _sums_the_same(now, fact, cue, run))
    same = all(node.fact and node.fact.unit == fact.unit and not node.slices for node in run)
    if len(run) < 2 or not (exact or (alone and same)):
        return False
    now.forget(run)
    cut = Slice(Form.LIST, stated=not among)
    for node in run:
        cut.put(node if node.fact else node.slices[0].parts[0])
    now.start(fact).slices.append(cut)
    return True


def _says_sum_only(fact: Fact, cue: re.Match[str]) -> bool:
    return cue.group().startswith(("共计", "合计", "总计")) and fact.before == cue.group()


def _sums_the_same(now: Reading, fact: Fact, cue: re.Match[str], run: list[Node]) -> bool:
    """党建问题26个、作风问题15个、财务问题33个，共整改问题74个: a list of three or more, and right behind it the sum of the same."""
    listed = [node.fact for node in run if node.fact]
    if len(listed) < 3 or cue.start() or now.roots[-1].fact is not listed[-1] or listed[-1].clause != fact.clause - 1:
        return False
    if any(one.mark != "、" for one in listed[1:]) or fact.mark != "，":
        return False
    noun = (fact.before + fact.noun)[-2:]
    return len(fact.before) > 2 and all(noun in one.label[-2:] for one in listed)


def _before(now: Reading, fact: Fact, total: Figure, also: Fact | None) -> tuple[list[Node], bool]:
    """The latest roots of the sentence in the unit of a total, back to where they make it up; whether they do."""
    run, sum_ = list[Node](), Slice(Form.LIST)
    for node in reversed(now.roots[-FAR:]):
        if not node.fact or node.fact.sentence != fact.sentence:
            break
        if together(node.fact.unit, fact.unit) and not node.fact.depth and node.fact is not also:
            run.insert(0, node)
            sum_.put(node)
            if len(run) > 1 and sum_.makes(total):
                return run, True
    return run, False


def _sentence_before(now: Reading, fact: Fact, total: Figure) -> tuple[list[Node], bool]:
    """……14起，……。……19起，……。两类问题合计33起: what the sentence before counts in the unit of a total, if it makes it up or
    is as many figures as the total is said to be of.
    """
    run = list[Node]()
    for node in reversed(now.roots[-FAR:]):
        first = node.fact or (node.slices[0].parts[0].fact if node.slices and len(node.slices[0].parts) == 1 else None)
        if first and 0 < fact.sentence - first.sentence < APART and first.unit == fact.unit and not first.depth:
            run.insert(0, node)
    cut = Slice(Form.LIST)
    for node in run:
        cut.put(node if node.fact else node.slices[0].parts[0])
    if len(run) > 1 and cut.makes(total):
        return run, True
    kinds = next((root.fact for root in now.recent()[:2] if root.fact and root.fact.unit in GROUPS), None)
    said = kinds and kinds.figure and kinds.clause == fact.clause and kinds.figure.low == len(run)
    return (run, bool(said)) if len(run) > 1 else ([], False)


def inverted(now: Reading, fact: Fact) -> None:
    """已完成313项，占531项任务的近六成: the whole follows its part."""
    part = now.last
    assert part
    now.forget([part])
    if now.roots and now.roots[-1].fact is None:
        now.roots.pop()
    cut = Slice(Form.STATUS if part.status else Form.SUBSET)
    now.start(fact).slices.append(cut)
    cut.put(part)
    now.last = part


def of_task(now: Reading, at: int) -> bool:
    """拆除1.46万平方米，完成年度任务2.1万平方米的69.5%: the whole follows, and the rate says so."""
    fact, rate = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    told = rate and rate.rate and rate.before == "的" and lexicon.OF_TASK.match(fact.before)
    last = now.last.fact if now.last else None
    return bool(told and last and last.sentence == fact.sentence and together(last.unit, fact.unit))


def shared(now: Reading, at: int) -> bool:
    """采纳的76件，占64.4%；列入计划的31件，占26.3%: the share that follows tells what a figure is a part of."""
    fact, rate = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    if not rate or not rate.rate or not rate.figure or not rate.figure.exact or not fact.figure or fact.depth:
        return False
    if rate.clause - fact.clause > 1 or not rate.before.startswith("占") or rate.figure.low == 100 or fact.among:
        return False
    whole = next((node for node in now.candidates(fact) if _is_share(node, fact, rate.figure)), None)
    if whole:
        cut = whole.slices[-1] if whole.slices else None
        if not cut or not cut.parts or not all(part.shares for part in cut.parts) or cut.makes(whole.figure):
            cut = Slice(Form.LIST)
            whole.slices.append(cut)
        cut.form = Form.STATUS if fact.status or cut.form == Form.STATUS else cut.form
        now.add(cut, fact)
    return whole is not None


def _is_share(whole: Node, fact: Fact, share: Figure) -> bool:
    if not whole.figure or not fact.figure or not whole.fits(fact) or fact.figure.low >= whole.figure.low:
        return False
    return rate_holds(fact.figure, whole.figure, share) in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)


def respective(now: Reading, at: int) -> int:
    """1786个、817个问题中，分别有1691个、513个（占94%、62%）已完成: each part to its own whole; how many facts that takes."""
    first = now.facts[at]
    end = at + 1
    while end < min(at + NEAR, len(now.facts)) and _goes_on(first, now.facts[end]):
        end += 1
    parts = [fact for fact in now.facts[at:end] if not fact.rate]
    wholes = next((row for row in _rows(now, len(parts)) if _each_in_one(row, parts)), [])
    if len(parts) < 2 or not wholes:
        return 0
    rates = [fact for fact in now.facts[end : end + len(parts)] if fact.rate]
    form = Form.STATUS if parts[0].status or parts[-1].status else Form.SUBSET
    for index, (whole, fact) in enumerate(zip(wholes, parts, strict=True)):
        whole.slices.append(Slice(form))
        node = now.add(whole.slices[-1], fact)
        if len(rates) == len(parts):
            node.shares.append(rates[index])
    return end - at + (len(rates) if len(rates) == len(parts) else 0)


def _goes_on(first: Fact, fact: Fact) -> bool:
    return fact.bracket == first.bracket and (fact.mark == "、" or (fact.mark == "，" and not fact.before))


def _rows(now: Reading, count: int) -> Iterator[list[Node]]:
    """As many figures in a row as there are parts: the latest wholes, or the parts of the latest."""
    yield now.roots[-count:]
    for root in now.recent()[:2]:
        for cut in root.slices[-2:]:
            yield cut.parts


def _each_in_one(row: list[Node], parts: list[Fact]) -> bool:
    """Each part fits its own whole, and none has parts yet."""
    if len(row) != len(parts):
        return False
    pairs = zip(row, parts, strict=True)
    return all(
        node.fact and not node.slices and node.holds(fact) and fact.sentence - node.fact.sentence < APART
        for node, fact in pairs
    )


# Rates


def rate(now: Reading, fact: Fact) -> None:
    """A percentage goes to the figure it follows, or, if it is named (整改率), to the whole."""
    near = now.last.fact if now.last else None
    called = lexicon.CALLED.search(fact.before)
    if lexicon.BAND.match(fact.after):
        now.roots.append(Node(None, rates=[fact]))
    elif now.whole and (part := _of_inverted(now.whole, fact)):
        part.shares.append(fact)
    elif now.last and near and not called and (fact.clause == near.clause or "占" in fact.before):
        now.last.shares.append(fact)
    elif near and now.whole and now.whole.slices and (called or lexicon.RATE.search(fact.before)):
        now.whole.rates.append(fact)
    else:
        now.roots.append(Node(None, rates=[fact]))


def _of_inverted(whole: Node, rate: Fact) -> Node | None:
    """占总数108处的88.9%: the part in front of its whole."""
    part = whole.slices[-1].parts[-1] if whole.slices and whole.slices[-1].parts else None
    if not whole.fact or not part or not part.fact or part.fact.start > whole.fact.start:
        return None
    return part if whole.fact.clause == rate.clause and lexicon.OF.search(whole.fact.before) else None
