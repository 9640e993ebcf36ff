"""Parts by their words: statuses, 其中, 其余, 全部, 共计, 占, 分别, 率. Each function gives one fact its place in the reading."""

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.levels import MEASURE
from bulletin.claims.tree import APART, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, together
from bulletin.figures import Figure, Verdict, rate_holds

FAR = 24  # roots that a 共计 may sum up

# Statuses


def part(now: Reading, at: int) -> None:
    """A figure with a status."""
    fact = now.facts[at]
    shared = _by_share(now, at)
    if now.sub and now.sub[1].form == Form.STATUS and now.sub[0].fits(fact):
        now.add(now.sub[1], fact)
    elif shared and shared is not now.whole:
        now.add(open_slice(shared, fact), fact)
    elif inner := _inner(now, fact):
        now.whole = inner
        now.add(open_slice(inner, fact), fact)
    else:
        _of_home(now, fact)


def _of_home(now: Reading, fact: Fact) -> None:
    whole = _home(now, fact)
    waiting = whole and fact.mark != "；" and whole.slices and not whole.slices[-1].makes(whole.figure)
    if fact.everything and not waiting:
        cut = Slice(Form.STATUS, everything=True)
        now.start(fact).slices.append(cut)
        cut.put(Node(fact))
        return
    if not (now.sub and completes(*now.sub, fact)):
        now.sub = None
    if whole is None or _again(whole, fact):
        whole = Node(None)
        now.roots.append(whole)
    now.whole = whole
    now.add(open_slice(whole, fact), fact)


def open_slice(whole: Node, fact: Fact) -> Slice:
    """The slice of statuses that a part goes into: the last one, unless that is full."""
    if not whole.slices or whole.slices[-1].form != Form.STATUS or whole.slices[-1].makes(whole.figure):
        whole.slices.append(Slice(Form.STATUS))
    cut = whole.slices[-1]
    if whole.fact:
        apart = fact.sentence - whole.fact.sentence
        begun = cut.parts and cut.parts[0].fact and cut.parts[0].fact.sentence != fact.sentence
        cut.loose = cut.loose or apart > 1 or (apart > 0 and bool(begun))
    return cut


def completes(whole: Node, cut: Slice, fact: Fact) -> bool:
    """The parts and this one make up the whole exactly."""
    return fact.figure is not None and cut.makes(whole.figure, fact.figure)


def _by_share(now: Reading, at: int) -> Node | None:
    """达序时188个占67.6%: of the figures that it could be a part of, the one whose share it is."""
    fact, rate = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    if not rate or not rate.rate or rate.clause != fact.clause or not rate.figure or not fact.figure or "率" in rate.before:
        return None
    for node in now.candidates(fact):
        if node.figure and node.holds(fact) and rate_holds(fact.figure, node.figure, rate.figure) == Verdict.ADDS_UP:
            return node
    return None


def _inner(now: Reading, fact: Fact) -> Node | None:
    """其中部门检查发现11个、整改8个: the status is one of the item of the 其中, unless the whole is waiting for it."""
    if not now.sub or now.sub[1].form == Form.STATUS or fact.mark == "；":
        return None
    item = now.sub[1].parts[-1]
    if not item.fits(fact) or not item.holds(fact):
        return None
    for outer in (now.sub[0], now.whole):
        for cut in outer.slices[-3:] if outer and outer is not item else []:
            known = {part.status for part in cut.parts[-RECALL:]}
            if cut.form == Form.STATUS and outer and (completes(outer, cut, fact) or fact.status not in known):
                return None
    return item


def _home(now: Reading, fact: Fact) -> Node | None:
    """The whole that a part belongs to: the nearest in its sentence that fits, else one of a sentence before."""
    near = [now.whole] if now.whole else []
    if about := _about(now, fact):
        return about
    if now.whole and now.whole.fact and fact.unit not in ("", now.whole.fact.unit):  # 8个信访件，涉及12个问题，已办结8件
        near = [node for node in now.recent() if _named(node, fact)][:1] + near
    for node in [*near, *now.recent()]:
        if node.fact is None:
            if node is now.whole and node.slices and _sentence(node.slices[-1]) == fact.sentence:
                return node
        elif not node.fact.depth and fact.sentence - node.fact.sentence <= APART and node.fits(fact):
            next_to_it = node.fact.sentence == fact.sentence and node.fact.clause == fact.clause - 1 and not fact.noun
            if node.holds(fact) or next_to_it:
                return node
    return None


def _about(now: Reading, fact: Fact) -> Node | None:
    """重大隐患已完成整改235项: the figure of the sentence that the words in front of the status name."""
    subject = fact.subject
    if len(subject) < 2:
        return None
    for node in now.candidates(fact):
        label = node.fact.label if node.fact else ""
        if label and (label.endswith(subject) or subject.endswith(label)) and node.fits(fact) and node.holds(fact):
            return node
    return None


def _sentence(cut: Slice) -> int:
    last = cut.parts[-1].fact if cut.parts else None
    return last.sentence if last else -1


def _named(node: Node, fact: Fact) -> bool:
    """The unit of a part is the last word of the whole's noun."""
    return bool(node.fact and node.fact.sentence == fact.sentence and node.fact.noun.endswith(fact.unit) and node.fits(fact))


def _again(whole: Node, fact: Fact) -> bool:
    """After a ； a status that was already there begins another count: 已整改1153个；1个已完工，3个已开工."""
    if fact.mark != "；" or not whole.slices or whole.fact is None or fact.sentence != whole.fact.sentence:
        return False
    cut = whole.slices[-1]
    if any(part.fact and part.fact.mark == "；" for part in cut.parts[1:RECALL]) or completes(whole, cut, fact):
        return False
    return any(part.status == fact.status for part in cut.parts[:RECALL])


def wordless(now: Reading, fact: Fact) -> None:
    """全部完成 and 其余正在推进, without a number."""
    if lexicon.REST.search(fact.before[:6]):
        if now.whole and now.whole.slices:
            now.whole.slices[-1].rest = True
        return
    for node in now.recent():
        seen = node.fact
        if not seen or seen.depth or seen.sentence < fact.sentence - 1 or counts_how_often(seen.unit) or not seen.unit:
            continue
        if "整改" in fact.before and seen.level == MEASURE:
            continue  # 34个问题，制定95条措施，已全部完成整改
        if lexicon.PROBLEM.search(seen.before[-8:] + seen.noun) and not any(cut.form == Form.STATUS for cut in node.slices):
            node.slices.append(Slice(Form.STATUS, everything=True))
            fact.figure = seen.figure
            node.slices[-1].put(Node(fact))
            return


# 其中 and 其余


def named(now: Reading, fact: Fact, sums: set[object]) -> Node | None:
    """What 其中 speaks of: the figure just before it, or the whole; of two that fit, the one that its list makes up."""
    seen = [node for node in (now.last, now.whole) if node and node.fact and not node.fact.rate]
    seen = [node for node in seen if node.fact and together(node.fact.unit, fact.unit) and node.holds(fact)]
    for node in seen:
        if node.figure and node.figure.exact and node.figure.low in sums:
            return node
    return seen[0] if seen else None


def open_subset(now: Reading, fact: Fact, target: Node) -> None:
    """The first figure of 其中; the list stays open for more."""
    target.slices.append(Slice(Form.STATUS if fact.status and target is now.whole else Form.SUBSET))
    now.sub = target, target.slices[-1]
    now.add(target.slices[-1], fact)


def remainder(now: Reading, fact: Fact) -> None:
    """其余45个: what is left of what 其中 speaks of, if that makes it up, else of the whole itself."""
    whole = _home(now, fact) or now.whole
    if now.sub and (completes(*now.sub, fact) or now.sub[0] is whole):
        cut = now.sub[1]
    elif whole is None or whole.fact is None:
        _of_home(now, fact)
        return
    elif whole.slices and whole.slices[-1].form != Form.SUBSET and not whole.slices[-1].makes(whole.figure):
        cut, now.sub = whole.slices[-1], None
    else:
        cut, now.sub = open_slice(whole, fact), None
    now.add(cut, fact)
    cut.stated = True


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
    alone = cue and cue.group().startswith(("共计", "合计", "总计")) and fact.before == cue.group() and fact.unit
    same = all(node.fact and node.fact.unit == fact.unit and not node.slices for node in run)
    if len(run) < 2 or not (exact or (alone and same)):
        return False
    now.forget(run)
    cut = Slice(Form.LIST, stated=not among)
    for node in run:
        cut.put(node)
    now.start(fact).slices.append(cut)
    return True


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


def respective(now: Reading, at: int) -> int:
    """1786个、817个问题中，分别有1691个、513个（占94%、62%）已完成: each part to its own whole; how many facts that takes."""
    first = now.facts[at]
    end = at + 1
    while end < min(at + NEAR, len(now.facts)) and now.facts[end].mark == "、" and now.facts[end].bracket == first.bracket:
        end += 1
    parts = [fact for fact in now.facts[at:end] if not fact.rate]
    wholes = now.roots[-len(parts) :]
    fit = len(wholes) == len(parts) and all(root.fact and not root.slices for root in wholes)
    if len(parts) < 2 or not fit or not all(root.holds(fact) for root, fact in zip(wholes, parts, strict=True)):
        return 0
    rates = [fact for fact in now.facts[end : end + len(parts)] if fact.rate]
    for index, (whole, fact) in enumerate(zip(wholes, parts, strict=True)):
        whole.slices.append(Slice(Form.STATUS if parts[-1].status else Form.SUBSET))
        node = now.add(whole.slices[-1], fact)
        if len(rates) == len(parts):
            node.shares.append(rates[index])
    return end - at + (len(rates) if len(rates) == len(parts) else 0)


# Rates


def rate(now: Reading, fact: Fact) -> None:
    """A percentage goes to the figure it follows, or, if it is named (整改率), to the whole."""
    near = now.last.fact if now.last else None
    called = "率" in fact.before
    if now.last and near and not called and (fact.clause == near.clause or "占" in fact.before):
        now.last.shares.append(fact)
    elif near and now.whole and now.whole.slices and (called or lexicon.RATE.search(fact.before)):
        now.whole.rates.append(fact)
    else:
        now.roots.append(Node(None, rates=[fact]))
