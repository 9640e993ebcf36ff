"""Percentages: 占64.4% of a whole, 整改率98% of what is done of it, 率80%以下的4个. Each function gives one fact its place."""

from itertools import pairwise, takewhile

from bulletin.claims import lexicon
from bulletin.claims.evidence import close, in_series, shared_elsewhere
from bulletin.claims.facts import Fact
from bulletin.claims.items import SHARE
from bulletin.claims.rates import OF_WORK
from bulletin.claims.totals import AIM
from bulletin.claims.tree import APART, MANY, NEAR, RECALL, Form, Node, Reading, Slice
from bulletin.figures import Figure, Verdict, rate_holds


def banded(now: Reading, at: int) -> bool:
    """297个党组织中，完成率达到100%的51个，80%以下的4个: so many of the whole lie within a band of a rate."""
    fact, rate = now.facts[at], now.facts[at - 1] if at else None
    if not rate or not rate.rate or rate.clause != fact.clause or not fact.before.startswith("的") or fact.depth:
        return False
    of_unit = (node for node in now.recent() if node.fact and node.fact.unit == fact.unit and node.figure)
    whole = next((node for node in of_unit if node.holds(fact) and _near(node, fact)), None)
    if whole:
        cut = whole.slices[-1] if whole.slices and now.last and now.last in whole.slices[-1].parts else None
        if not cut or cut.form != Form.SUBSET or "率" in rate.before:  # another rate, another set of bands
            cut = Slice(Form.SUBSET)
            whole.slices.append(cut)
        now.add(cut, fact)
    return whole is not None


def _near(node: Node, fact: Fact) -> bool:
    return bool(node.fact and fact.sentence - node.fact.sentence < APART)


def shared(now: Reading, at: int) -> bool:
    """采纳的76件，占64.4%；列入计划的31件，占26.3%: the share that follows tells what a figure is a part of."""
    fact, rate = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    if not rate or not rate.rate or not rate.figure or not rate.figure.exact or not fact.figure or fact.depth:
        return False
    if rate.clause - fact.clause > 1 or not rate.before.startswith("占") or rate.figure.low == 100 or fact.among:
        return False
    if now.rows and _completes(*now.rows, fact):
        now.rows[1].form = Form.STATUS if fact.status else Form.LIST
        now.add(now.rows[1], fact)
        return True
    earlier = (node for node in now.recent() if node.fact and node.fact.sentence < fact.sentence and node.fact.figure)
    far = [node for node in earlier if node.figure and node.figure.low >= MANY] if "." in rate.figure.text else []
    near = (
        now.candidates(fact)
        if "." in rate.figure.text
        else (node for node in (_going_on(now, now.last), now.whole) if node and node.fact)
    )
    whole = next((node for node in (*near, *far) if _is_share(node, fact, rate.figure)), None) or _one_more(
        now, fact, rate
    )
    if whole:
        cut = whole.slices[-1] if whole.slices else None
        if not cut or not cut.parts or not all(part.shares for part in cut.parts) or _full(cut, whole, fact):
            cut = Slice(Form.LIST)
            whole.slices.append(cut)
        cut.loose = cut.loose or bool(whole.fact and whole.fact.sentence < fact.sentence)
        named = whole.fact and fact.subject and (whole.fact.label in fact.subject or fact.subject in whole.fact.label)
        now.whole = whole if named else now.whole
        cut.form = Form.STATUS if fact.status or cut.form == Form.STATUS else cut.form
        now.add(cut, fact)
    return whole is not None


def _completes(whole: Node, cut: Slice, fact: Fact) -> bool:
    """3929件，其中已采纳2089件，占48.6%；列入计划1840件，占42.8%: the next row is all that 其中 left, whatever has these shares."""
    last = cut.parts[-1].fact
    beside = last and fact.row == last.row + 1 and fact.clause - last.clause <= 2 and fact.unit == last.unit
    large = whole.figure is not None and whole.figure.low >= MANY
    return bool(beside and large and cut.parts[-1].shares) and cut.makes(whole.figure, fact.figure)


def _going_on(now: Reading, last: Node | None) -> Node | None:
    """A类286件，占65.3%，B类117件，占26.7%，C类35件，占8%: what the share in front of this one is a share of."""
    told = last.fact if last and last.shares else None
    for node in (*now.candidates(told), *now.recent()) if told else ():
        if node.slices and node.slices[-1].parts and node.slices[-1].parts[-1] is last:
            return node
    return None


def _full(cut: Slice, whole: Node, fact: Fact) -> bool:
    """The parts make up their whole, or miss it by so little that one more is none of them."""
    if not whole.figure or cut.makes(whole.figure):
        return True
    more = cut.low + (fact.figure.low if fact.figure else 0)
    done = close(Figure.of(cut.low), whole.figure)
    return done and more > whole.figure.high and not close(Figure.of(more), whole.figure)


def _one_more(now: Reading, fact: Fact, share: Fact) -> Node | None:
    """城建22件，占29%；工业22件，占27%: one more item of a list with shares, though its share is off."""
    before = now.last or now.former
    whole, last = _going_on(now, before), before.fact if before else None
    if not before or not whole or not whole.figure or not last or fact.clause - last.clause > 3:
        return None
    series = in_series(whole, whole.slices[-1])
    alike = share.before == before.shares[0].before and (series or len(share.before) > 2)
    if fact.sentence != last.sentence and not alike:
        return None  # A类22件，占提案总数的23.91%。B类66件，占提案总数的73.91%
    more = whole.slices[-1].low + fact.figure.low if fact.figure else None
    room = more is not None and (more <= whole.figure.high or close(Figure.of(more), whole.figure))
    room = room or (series and alike and fact.item)
    return whole if room and fact.unit == last.unit and whole.fits(fact) else None


def _is_share(whole: Node, fact: Fact, share: Figure) -> bool:
    if not whole.figure or not fact.figure or not whole.fits(fact) or fact.figure.low >= whole.figure.low:
        return False
    return rate_holds(fact.figure, whole.figure, share) in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)


def of_others(now: Reading, at: int, row: list[Fact], whole: Node) -> bool:
    """来电6件，占10%；网络14件，占25%: no shares of 20, so that they make it up by chance."""
    ids = {id(fact) for fact in row}
    beside = pairwise(now.facts[at : at + NEAR])
    return shared_elsewhere(
        [Node(fact, shares=[share]) for fact, share in beside if id(fact) in ids and share.rate], whole.figure
    )


def in_turn(now: Reading, at: int) -> int:
    """201件、76件、41件，占比分别为63.2%、23.9%、12.9%: each share to its part; how many facts that takes, or 0."""
    first = now.facts[at]
    if not first.before.startswith(("占", "分别占", "比例", "各占")):
        return 0
    more = takewhile(lambda fact: fact.rate and not fact.before, now.facts[at + 1 : at + NEAR])
    row = [first, *(fact for fact in more if fact.sentence == first.sentence)]
    lists = (cut.parts for node in (now.whole, *now.recent()[:3]) if node for cut in node.slices[-1:])
    parts = next((parts for parts in (*lists, now.roots[-len(row) :]) if _one_each(parts, row)), [])
    for part, fact in zip(parts, row, strict=bool(parts)):
        part.shares.append(fact)
        fact.before = fact.before or "占"
    return len(row) if parts else 0


def _one_each(parts: list[Node], row: list[Fact]) -> bool:
    """As many figures as shares, in front of them, without any."""
    told = [part.fact for part in parts if part.fact and not part.shares] if len(parts) == len(row) > 1 else []
    return len(told) == len(row) and told[-1].clause == row[0].clause - 1


def rate(now: Reading, fact: Fact) -> int:
    """A percentage goes to the figure it follows, or, if it is named (整改率), to the whole; how many facts that takes."""
    near = now.last.fact if now.last else None
    called = lexicon.CALLED.search(fact.before)
    if lexicon.BAND.match(fact.after):
        now.roots.append(Node(None, rates=[fact]))
    elif now.whole and (part := _of_inverted(now.whole, fact)):
        part.shares.append(fact)
    elif now.last and near and not called and (fact.clause == near.clause or _of_it(near, fact)):
        now.last.shares.append(fact)
    elif near and now.whole and now.whole.slices and not _of_other(now, near) and (called or _in_row(near, fact)):
        _rated(now, now.whole).rates.append(fact)
    elif near and now.last and now.last is now.whole and _of_last(near, fact):
        now.last.rates.append(fact)
    else:
        now.roots.append(Node(None, rates=[fact]))
    return 1


def _rated(now: Reading, whole: Node) -> Node:
    """属实3976件，不属实745件；已整改3758件，未整改218件，整改率94.52%: the part of the whole whose statuses have just been told."""
    inner = (part for cut in whole.slices for part in cut.parts[-RECALL:] if part.slices)
    told = ((part, cut) for part in inner for cut in part.slices[-1:] if cut.form == Form.STATUS)
    last = (part for part, cut in told if len(cut.parts) > 1 and cut.parts[-1] is now.last and cut.makes(part.figure))
    return whole if any(cut.form == Form.STATUS for cut in whole.slices) else next(last, whole)


def _of_it(near: Fact, rate: Fact) -> bool:
    """，占总数的52%; behind a ； only where nothing else is named: ；矿井数量仅占全国的28.06%."""
    return ("占" in rate.before or SHARE.match(rate.before) is not None) and (
        (near.sentence, near.row) == (rate.sentence, rate.row) or rate.before[0] in "占约仅只"
    )


def _in_row(near: Fact, rate: Fact) -> bool:
    """；矿井数量仅占全国的28.06%: behind a ； only a rate by name is still one of the whole."""
    return lexicon.RATE.search(rate.before) is not None and (near.sentence, near.row) == (rate.sentence, rate.row)


def _of_other(now: Reading, near: Fact) -> bool:
    """已整改137354项，整改率96.79%。其中，工矿企业43158家，整改率96.61%: the rate of what was named last, in a sentence of its own."""
    told = now.whole.slices[-1].parts[-1].fact if now.whole and now.whole.slices[-1].parts else None
    return told is not None and now.last is not now.whole and near.sentence > told.sentence


def _of_last(near: Fact, rate: Fact) -> bool:
    """隐患5400项，隐患整改率94.75%; 问题960余个，已整改近八成: the rate of what was just counted, of which nothing else is told."""
    beside = rate.clause == near.clause + 1 and rate.sentence == near.sentence and not near.depth and bool(near.unit)
    done, called = lexicon.status_before(rate.before), OF_WORK.search(rate.before)
    if called and called.group()[:2] in near.before:
        return False  # 查出问题金额21.3亿元，整改落实20.1亿元，整改率94.4%
    return beside and bool(called or (done and done.status in lexicon.DONE))


def _of_inverted(whole: Node, rate: Fact) -> Node | None:
    """占总数108处的88.9%: the part in front of its whole."""
    part = whole.slices[-1].parts[-1] if whole.slices and whole.slices[-1].parts else None
    if not whole.fact or not part or not part.fact or part.fact.start > whole.fact.start:
        return None
    words = whole.fact.before
    told = lexicon.OF.search(words) or lexicon.OF_TASK.search(words) or AIM.match(whole.fact.after)
    return part if told and whole.fact.clause == rate.clause else None
