"""Parts by their status: 已整改19个, 15个正在整治. Each function gives one fact its place in the reading."""

from bulletin.claims import apart, lexicon
from bulletin.claims.evidence import close, opposites, slipped
from bulletin.claims.facts import Fact
from bulletin.claims.homes import home
from bulletin.claims.rates import named_for
from bulletin.claims.tree import APART, RECALL, Form, Node, Reading, Slice
from bulletin.claims.wholly import all_done
from bulletin.figures import Figure, Verdict, rate_holds
from bulletin.regex import regex

# Of the week, of all weeks.
BEGUN = regex("开工|实施|启动|动工|开建|立项|开复工")
SPAN = regex("本[周月日季年批期次轮]|当[月日季]|累计|(?<![一二三四上下前])[一二三四上下前]++(?:季度|半年)")


def part(now: Reading, at: int) -> None:
    """A figure with a status."""
    fact = now.facts[at]
    if apart.attribute(now, at) or apart.second_of_part(now, fact):
        now.start(fact)
        return
    if apart.named_again(now, fact):
        _of_unwritten(now, fact)
        return
    shared = _by_share(now, at)
    if _bare_item(now, fact):
        assert now.sub
        now.add(now.sub[1], fact)
        return
    if now.sub and _either(*now.sub, fact):
        now.sub[1].form, now.sub[1].stated = Form.LIST, True
        now.add(now.sub[1], fact)
    elif (now.sub and now.sub[1].form == Form.STATUS and now.sub[0].fits(fact)) or (now.sub and _of_begun(now, fact)):
        now.add(now.sub[1], fact)
    elif now.rows and apart.next_row(*now.rows, fact):
        now.add(now.rows[1], fact)
    elif shared and (shared is not now.whole or fact.mark == "；"):
        now.add(open_slice(shared, fact), fact)
    elif inner := _inner(now, fact) or _in_clause(now, fact):
        now.whole = inner
        now.add(open_slice(inner, fact), fact)
    else:
        of_home(now, fact)


def _either(whole: Node, cut: Slice, fact: Fact) -> bool:
    """问题1435个，立行立改308个，限期整改1127个: one or the other, if they make up the whole but for a slip of the pen."""
    one = cut.parts[0] if len(cut.parts) == 1 else None
    if not one or not one.fact or not one.figure or not fact.figure or not whole.figure:
        return False
    names = [
        part.own_subject if one.fact.among else part.label for part in (one.fact, fact)
    ]  # 其中新建开工135个，续建复工223个
    beside = fact.clause == one.fact.clause + 1 and fact.unit == one.fact.unit
    return beside and opposites(names) and slipped([one.figure, fact.figure], whole.figure)


def _of_begun(now: Reading, fact: Fact) -> bool:
    """已实施612个，其中完工488个，在建124个: what goes on is among what was begun, unless the whole waits for exactly that."""
    target, cut = now.sub or (None, None)
    last = cut.parts[-1].fact if cut and cut.parts else None
    if not target or not cut or not target.fact or not last or not last.status or not BEGUN.search(target.fact.label):
        return False
    beside = fact.clause == last.clause + 1 and fact.mark in "，、" and fact.unit == last.unit and target.holds(fact)
    waits = now.whole is not None and any(completes(now.whole, other, fact) for other in now.whole.slices[-2:])
    more = cut.low + fact.figure.low if fact.figure else None
    apart_ = waits or opposites([target.fact.label, fact.label])
    return beside and not apart_ and more is not None and target.figure is not None and more <= target.figure.high


def _bare_item(now: Reading, fact: Fact) -> bool:
    """其中未安装设施514、散乱污488、治理不到位327: one more kind in a list of bare numbers, whatever its name sounds like."""
    cut = now.sub[1] if now.sub else None
    last = cut.parts[-1].fact if cut and len(cut.parts) > 1 else None
    listed = last and fact.mark == "、" and fact.clause == last.clause + 1 and not fact.unit and not last.unit
    return bool(listed and fact.item and cut and cut.form == Form.SUBSET and not last.status)  # type: ignore[union-attr]


def of_home(now: Reading, fact: Fact) -> None:
    """A part of the whole that it belongs to, or, if there is none, of one that the text does not give."""
    whole = home(now, fact)
    if whole and apart.of_others(whole, fact):
        whole = None
    waiting = whole and whole.fact and fact.mark != "；" and whole.slices and not whole.slices[-1].makes(whole.figure)
    kind = fact.own_subject if not fact.ahead else whole and whole.fact and whole.fact.noun and fact.noun
    own_row = whole and kind and apart.row_like(whole, fact)
    if whole and apart.begins_alike(whole, fact) and not completes(whole, whole.slices[-1], fact):
        now.start(fact)
        return
    if own_row or (fact.everything and not (waiting and whole and _room(whole, fact)) and not apart.among(whole, fact)):
        all_done(now, fact)
        return
    if not (now.sub and completes(*now.sub, fact)):
        now.sub = None
    if whole and apart.repeated(whole, fact):
        now.roots.append(Node(fact))
        return
    again = whole is not None and _again(whole, fact)
    if again and whole and whole.figure and whole.figure == fact.figure:  # 已完成31件；已开工58件: all of the 58
        whole.slices.append(Slice(Form.STATUS))
    elif whole is None or again:
        _of_unwritten(now, fact)
        return
    now.whole = whole
    now.add(open_slice(whole, fact), fact)


def _of_unwritten(now: Reading, fact: Fact) -> None:
    """A part of a whole that the text does not give."""
    now.whole = Node(None)
    now.roots.append(now.whole)
    now.add(open_slice(now.whole, fact), fact)


def _room(whole: Node, fact: Fact) -> bool:
    """The part can still be one of those that its whole has last."""
    more = fact.figure.low if fact.figure else 0
    return whole.figure is None or whole.slices[-1].low + more <= whole.figure.high


def open_slice(whole: Node, fact: Fact) -> Slice:
    """The slice of statuses that a part goes into: the last one, unless that is full."""
    last = whole.slices[-1] if whole.slices else None
    full = last and last.makes(whole.figure) and not _one_too_many(whole, last, fact)
    if not last or last.form != Form.STATUS or full or _other_span(last, fact):
        whole.slices.append(Slice(Form.STATUS))
    cut = whole.slices[-1]
    if whole.fact:
        apart = fact.sentence - whole.fact.sentence
        begun = cut.parts and cut.parts[0].fact and cut.parts[0].fact.sentence != fact.sentence
        scoped = apart > 0 and lexicon.SCOPE.search(fact.lead) is not None
        cut.loose = cut.loose or scoped or apart > 1 or (apart > 0 and bool(begun))
    return cut


def _one_too_many(whole: Node, cut: Slice, fact: Fact) -> bool:
    """13个问题，已整改12个，1个基本完成，1个正在推进: of yet another status, right behind the others, and hardly more than the whole."""
    last = cut.parts[-1].fact
    if not last or not fact.figure or not whole.figure or fact.clause != last.clause + 1 or fact.mark not in "、，":
        return False
    other = len(cut.parts) > 1 and fact.status not in {part.status for part in cut.parts}
    return other and not fact.own_subject and close(Figure.of(cut.low + fact.figure.low), whole.figure)


def _other_span(cut: Slice, fact: Fact) -> bool:
    """本周化解45件，累计化解638件: the same work counted over another time."""
    last = cut.parts[-1].fact if cut.parts else None
    one, other = (SPAN.search(part.before) if part else None for part in (last, fact))
    return bool(one and other and one.group() != other.group() and last and last.status == fact.status)


def completes(whole: Node, cut: Slice, fact: Fact) -> bool:
    """The parts and this one make up the whole exactly."""
    return fact.figure is not None and cut.makes(whole.figure, fact.figure)


def _by_share(now: Reading, at: int) -> Node | None:
    """达序时188个占67.6%: of the figures that it could be a part of, the one whose share it is; 不合格347批次，不合格率2.09%."""
    fact, rate = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    if not rate or not rate.rate or not rate.figure or not fact.figure:
        return None
    if "率" in rate.before:
        return _by_rate(now, fact, rate, fact.figure, rate.figure)
    if rate.clause != fact.clause:
        return None
    for node in now.candidates(fact):
        if node.figure and node.holds(fact) and rate_holds(fact.figure, node.figure, rate.figure) == Verdict.ADDS_UP:
            return node
    return None


def _by_rate(now: Reading, fact: Fact, rate: Fact, part: Figure, said: Figure) -> Node | None:
    """The whole whose rate it is, to two digits behind the point, so that it is by no chance."""
    if rate.clause != fact.clause + 1 or "." not in rate.figure.text or not named_for(Node(fact), rate):  # type: ignore[union-attr]
        return None
    for node in now.recent()[:RECALL]:
        near = node.fact and not node.fact.change and fact.sentence - node.fact.sentence <= APART and node.fits(fact)
        if near and node.figure and node.holds(fact) and rate_holds(part, node.figure, said) == Verdict.ADDS_UP:
            return node
    return None


def _in_clause(now: Reading, fact: Fact) -> Node | None:
    """其中餐饮29014批次不合格819批次: an item of a list that is told with what came of it."""
    last = now.last.fact if now.last else None
    if fact.first or not last or not now.last or last.clause != fact.clause or last.unit != fact.unit or last.status:
        return None
    listed = any(now.last in cut.parts for root in now.recent()[:3] for cut in root.slices[-2:])
    return now.last if listed and now.last.holds(fact) and now.last.fits(fact) else None


def _inner(now: Reading, fact: Fact) -> Node | None:
    """其中部门检查发现11个、整改8个: the status is one of the item of the 其中, unless the whole is waiting for it."""
    if not now.sub or now.sub[1].form == Form.STATUS or fact.mark == "；":
        return None
    item = now.sub[1].parts[-1]
    if item.fact and fact.own_subject and item.fact.clause != fact.clause and not item.fact.counts(fact.own_subject):
        return None  # 党建方面7条完成6条，作风方面4条全部完成
    if not item.fits(fact) or not item.holds(fact):
        return None
    for outer in (now.sub[0], now.whole):
        for cut in outer.slices[-3:] if outer and outer is not item else []:
            known = {part.status for part in cut.parts[-RECALL:]}
            if (
                cut.form == Form.STATUS
                and not cut.everything
                and outer
                and (completes(outer, cut, fact) or fact.status not in known)
            ):
                return None
    return item


def of_rest(now: Reading, fact: Fact) -> None:
    """已办结11件，未办结的5件中: what is named to be looked into is a part as well, if it makes up its whole."""
    for node in now.recent()[:3]:
        cut = node.slices[-1] if node.slices else None
        if (
            (fact.status or fact.left)
            and cut
            and cut.form == Form.STATUS
            and node.fits(fact)
            and completes(node, cut, fact)
        ):
            cut.put(Node(fact))
            return


def _again(whole: Node, fact: Fact) -> bool:
    """After a ； a status that was already there begins another count: 已整改1153个；1个已完工，3个已开工."""
    if fact.mark != "；" or not whole.slices or whole.fact is None:
        return False
    cut = whole.slices[-1]
    last = cut.parts[-1].fact if cut.parts else None
    if not last or last.sentence != fact.sentence:
        return False
    if any(part.fact and part.fact.mark == "；" for part in cut.parts[1:RECALL]) or completes(whole, cut, fact):
        return False
    return any(part.status == fact.status for part in cut.parts[:RECALL]) and not cut.parts[-1].shares
