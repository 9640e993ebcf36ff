"""Which whole a part belongs to: by what its words name, by unit and noun, by what stands nearest."""

import re
from collections.abc import Iterator

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import APART, RECALL, Node, Reading, Slice
from bulletin.regex import regex

FURTHER = regex("(?:问题|隐患|任务)?(?:已|均|正在|尚未|仍未|未)")
SHORT = 4  # characters of the name of a place or a body
FAR = 4  # times: a part that is more than its whole by so much is none of it
PASSED_ON = regex("转办|交办|转派|派单|转交|流转")
PLAN = regex("计划|应|拟|须")
ACTUAL = regex("实际(?:已)?(?P<work>[^，。；、]{2,6})|已(?P<same>[^，。；、]{4,20})")  # 计划开工126项，实际开工118项
THINGS = regex("(?<=[类型的])(?:诉求|问题|工单|事项|案件|提案|建议|举报件|信访件|投诉)$")
OF_LEVEL = regex("(?P<name>[省市县区镇乡村])(?:本)?级|(?P<names>共性|个性|重点|一般|重大)")  # 镇级问题整改37个


def home(now: Reading, fact: Fact) -> Node | None:
    """The whole that a part belongs to: the nearest in its sentence that fits, else one of a sentence before."""
    near = [now.whole] if now.whole else []
    if named := about(now, fact):
        return named
    if passed_on := _passed_on(now, fact):
        return passed_on
    elsewhere = fact.mark == "；" or (now.whole and now.whole.fact and fact.unit not in ("", now.whole.fact.unit))
    if elsewhere and (waiting := next(_waiting(now, fact), None)):
        return waiting
    if now.whole and now.whole.fact and fact.unit not in ("", now.whole.fact.unit):
        near = [node for node in now.recent() if _named(node, fact)][:1] + near  # 8个信访件，涉及12个问题，已办结8件
    for node in [*near, *now.recent()]:
        if node.fact is None:
            if (
                node is now.whole
                and node.slices
                and _sentence(node.slices[-1]) == fact.sentence
                and _in_unit(node, fact)
            ):
                return node
        elif (
            not node.fact.depth
            and not node.fact.change
            and fact.sentence - _told(now, node) <= APART
            and node.fits(fact)
        ):
            next_to_it = node.fact.sentence == fact.sentence and node.fact.clause == fact.clause - 1
            next_to_it = next_to_it and not fact.noun and fact.mark != "、"
            if node.holds(fact) or (next_to_it and _near_in_size(node, fact)):
                return node
    return None


def _passed_on(now: Reading, fact: Fact) -> Node | None:
    """受理7227宗，当场答复5113宗，转办2114宗，办结1898宗: of what was passed on, the others being dealt with."""
    whole, last = now.whole, now.last
    cut = whole.slices[-1] if whole and whole.slices else None
    if not whole or not last or not last.fact or not cut or not cut.makes(whole.figure) or cut.parts[-1] is not last:
        return None
    beside = last.fact.clause == fact.clause - 1 and last.fact.unit == fact.unit and fact.mark != "；"
    told = len(cut.parts) > 1 and beside and PASSED_ON.search(last.fact.before) and not fact.own_subject
    return last if told and last.holds(fact) else None


def _in_unit(node: Node, fact: Fact) -> bool:
    """What is told of an unwritten whole goes on in the unit that it began in, unless a written one waits in its own."""
    first = node.slices[-1].parts[0].fact if node.slices[-1].parts else None
    return first is None or first.unit == fact.unit or fact.mark != "；"


def _waiting(now: Reading, fact: Fact) -> Iterator[Node]:
    """13项已完成6项；信访3411件，已办结2750件；7项未完成: the whole in the unit of the part that lacks exactly that."""
    for node in now.recent()[:6]:
        cut = node.slices[-1] if node.slices else None
        ours = node.fact and node.fact.unit == fact.unit and node.fact.sentence == fact.sentence and node.fits(fact)
        if ours and cut and cut.parts and cut.parts[-1].status and cut.makes(node.figure, fact.figure):
            yield node


def _near_in_size(node: Node, fact: Fact) -> bool:
    """Not 开展1个乡，完成整改122个."""
    return bool(node.figure and fact.figure) and fact.figure.low <= FAR * node.figure.high  # type: ignore[union-attr]


def _told(now: Reading, node: Node) -> int:
    """The sentence in which a whole was told of last: its own, or, of the one being read, that of its parts."""
    own = node.fact.sentence if node.fact else 0
    return max(own, _sentence(node.slices[-1])) if node is now.whole and node.slices else own


def about(now: Reading, fact: Fact) -> Node | None:
    """重大隐患已完成整改235项: the figure of the sentence that the words in front of the status name."""
    if scope := lexicon.SCOPE.search(fact.lead):
        return in_scope(now, fact, scope["name"])
    if part := next(_of_part(now, fact), None):
        return part
    subject = fact.subject or (fact.noun if len(fact.noun) > 3 else "")
    if planned := _planned(now, fact):
        return planned
    if len(subject) < 2:
        return _of_object(now, fact)
    if level := _of_level(now, fact):
        return level
    for node in (*now.candidates(fact), *_before(now, fact)):
        label = node.fact.label if node.fact else ""
        like = min(len(label), len(subject)) > 3 and (label[:2], label[-2:]) == (
            subject[:2],
            subject[-2:],
        )  # 重大安全隐患, 重大隐患
        named = (
            like or label.endswith(subject) or subject.endswith(label) or (len(label) > 1 and subject.startswith(label))
        )
        if label and named and node.fits(fact) and node.holds(fact):
            return node
    return next(_begins(now, fact, subject), None)


def _before(now: Reading, fact: Fact) -> Iterator[Node]:
    """The wholes of the sentence before that a status may name again."""
    for node in now.recent():
        if node.fact and 0 < fact.sentence - node.fact.sentence < APART:
            yield node


def _of_part(now: Reading, fact: Fact) -> Iterator[Node]:
    """限期整改332条，限期整改已完成298条: what has become of a part, in the words of the part."""
    for node in now.recent()[:2] if fact.ahead else ():
        for part in (part for cut in node.slices[-1:] for part in cut.parts[-RECALL:]):
            name = part.fact.label if part.fact else ""
            if (
                len(name) >= SHORT
                and FURTHER.match(fact.before.removeprefix(name))
                and fact.before.startswith(name)
                and part.holds(fact)
            ):
                yield part


def _begins(now: Reading, fact: Fact, subject: str) -> Iterator[Node]:
    """城区抽查353批次，乡镇抽查202批次。城区合格320批次，乡镇合格177批次: the whole whose name begins with that of the part."""
    for node in now.recent() if len(subject) <= SHORT and fact.ahead else ():
        of = node.fact
        if (
            of
            and of.first
            and of.unit == fact.unit
            and of.label.startswith(subject)
            and node.fits(fact)
            and node.holds(fact)
            and fact.sentence - of.sentence <= APART
        ):
            yield node


def _planned(now: Reading, fact: Fact) -> Node | None:
    """计划开工126项，实际开工118项; 计划改造小区88个，已改造小区90个: what was planned to be done, and what was done of it."""
    done = ACTUAL.fullmatch(fact.before)
    if not done:
        return None
    seen = ((node, node.fact) for node in (now.last, *now.candidates(fact)) if node and node.fact)
    plan = (node for node, one in seen if PLAN.search(one.before) and _same_work(done, one))
    return next((node for node in plan if node.fits(fact) and _near_in_size(node, fact)), None)


def _same_work(done: re.Match[str], plan: Fact) -> bool:
    return done["work"] in plan.before if done["work"] else plan.before.endswith(done["same"])


def _of_level(now: Reading, fact: Fact) -> Node | None:
    """镇党委38个、村党组织171个；镇级问题整改37个: the one part of a list whose name begins like the subject."""
    name = OF_LEVEL.match(fact.subject)
    for root in now.recent()[:4]:
        for cut in root.slices[-2:] if name else ():
            named = [
                part for part in cut.parts if part.fact and name and (name["name"] or name["names"]) in part.fact.label
            ]
            if len(cut.parts) > 1 and len(named) == 1 and named[0].holds(fact) and named[0].fits(fact):
                return now.nodes.get(id(named[0].fact), named[0])
    return None


def _of_object(now: Reading, fact: Fact) -> Node | None:
    """问题408个，线索220个，派出组9个，已整改问题393个: the figure that counts what the status is done to."""
    thing = fact.thing
    if len(thing) < 2 or (now.whole and now.whole.fact and now.whole.fact.counts(thing)):
        return None
    seen = (node for node in now.recent() if node.fact and node.fact.sentence == fact.sentence)
    return next(
        (node for node in seen if node.fact and node.fact.counts(thing) and node.fits(fact) and node.holds(fact)), None
    )


def in_scope(now: Reading, fact: Fact, name: str) -> Node | None:
    """第三批30件。第三批中，已办结12件: the part of an earlier whole that the clause in front names."""
    kind = stem(name)  # 城乡建设类诉求中: what was called 规划、城乡建设类
    for root in now.recent():
        for node in [root, *(part for cut in root.slices[-3:] for part in cut.parts[-RECALL:])]:
            label = node.fact.label if node.fact else ""
            if (
                len(label) > 1
                and (label.endswith((name, kind)) or name.endswith(label) or name.startswith(label))
                and node.fits(fact)
                and node.holds(fact)
            ):
                return node
    return None


def stem(name: str) -> str:
    """What some things are called, without what they are: 立案|的提案, 城乡建设类|诉求."""
    return THINGS.sub("", name).removesuffix("的")


def _sentence(cut: Slice) -> int:
    last = cut.parts[-1].fact if cut.parts else None
    return last.sentence if last else -1


def _named(node: Node, fact: Fact) -> bool:
    """The whole has the unit of the part, or a noun that ends with it."""
    whole = node.fact
    if not whole or fact.sentence - whole.sentence >= APART or not node.fits(fact) or not node.holds(fact):
        return False
    return whole.unit == fact.unit or whole.noun.endswith(fact.unit)
