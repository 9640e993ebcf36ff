"""Wholes that follow their parts: 共计196处, 占531项任务的近六成. Each function gives one fact its place in the reading."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import APART, Form, Node, Reading, Slice
from bulletin.claims.units import GROUPS, together
from bulletin.figures import Figure, Verdict, adds_up
from bulletin.regex import regex

IN_ALL = regex("(?:问题|任务|隐患|排查)?总(?:数|量)(?:为|是|共|达)?")
REACHED = regex("(?:已|提前|超额|顺利){0,3}完成(?:了)?(?![^，。；]{0,8}(?:任务|目标|计划))")
AIM = regex("(?:的|年度|全年|年)[^，。；、]{0,8}(?:任务|目标|计划)")
FAR = 24  # roots that a 共计 may sum up


def total(now: Reading, fact: Fact, *, among: bool = False) -> bool:
    """共计196处, after its parts: the nodes before it that make it up, or, if the clause says nothing else, all of them."""
    earlier = now.last.fact if now.last and now.last.slices else None
    beside = earlier and fact.mark == "、" and earlier.clause == fact.clause - 1
    also = earlier if not fact.before and (beside or not fact.first) else None  # 共计196处|18114㎡
    cue = lexicon.SUM.search(also.before if also else fact.before)
    if not (cue or among) or fact.figure is None:
        return False
    if now.whole and now.whole.fact is None and now.whole.slices and _is_whole(now.whole.slices[-1], fact):
        now.whole.fact, now.whole.figure = fact, fact.figure
        now.nodes[id(fact)] = now.last = now.whole
        return True
    if cue and now.whole and _subtotal(now.whole, fact):
        cut = now.whole.slices[-1]
        now.start(fact).slices.append(replace(cut, parts=[*cut.parts]))
        cut.rest = True
        return True
    run, exact = _before(now, fact, fact.figure, also)
    if cue and len(run) < 2:
        run, exact = _sentence_before(now, fact, fact.figure)
    alone = cue and fact.unit and (_says_sum_only(fact, cue) or _sums_the_same(now, fact, cue, run))
    same = all(node.fact and node.fact.unit == fact.unit and not node.slices for node in run)
    if len(run) < 2 or not (exact or (alone and same)):
        return False
    now.forget(run)
    cut = Slice.of(map(_counted, run), stated=not among)
    now.start(fact).slices.append(cut)
    return True


def _subtotal(whole: Node, fact: Fact) -> bool:
    """76个问题完成整改55个，达到序时进度的16个，共为71个: what the parts of a whole come to, which leave some of it."""
    cut = whole.slices[-1] if whole.slices else None
    last = cut.parts[-1].fact if cut and len(cut.parts) > 1 else None
    beside = last and last.clause == fact.clause - 1 and last.unit == fact.unit and lexicon.SUM.fullmatch(fact.before)
    return bool(beside and cut and whole.figure and cut.makes(fact.figure) and not cut.makes(whole.figure))


def _is_whole(cut: Slice, fact: Fact) -> bool:
    """The parts so far make it up, or it is called the total: 已整改31.2万处，总数31.55万处."""
    called = fact.figure and IN_ALL.fullmatch(fact.before) and cut.low <= fact.figure.high
    return cut.makes(fact.figure) or bool(called)


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
    for same in (True, False) if fact.unit else (False,):  # 检查32家单位，发现74个；检查28家单位，发现61个，共发现135个
        run, exact = _latest(now, fact, total, also, same=same)
        if exact:
            return run, exact
    one, exact = _latest(now, fact, total, also, same=True, beside=True)  # 6个部门、2个医院、14个乡镇共22个
    return (one, exact) if exact else (run, False)


def _latest(
    now: Reading, fact: Fact, total: Figure, also: Fact | None, *, same: bool, beside: bool = False
) -> tuple[list[Node], bool]:
    run, sum_ = list[Node](), Slice(Form.LIST)
    for node in reversed(now.roots[-FAR:]):
        part = node if node.fact else next(sole(node), node)  # 已拆除93处，新增103处
        if not part.fact or part.fact.sentence != fact.sentence:
            break
        if same and part.fact.unit != fact.unit:
            continue
        if part.fact.clause == fact.clause and not also and not beside:
            continue  # 两项|合计39个
        if beside and lexicon.BODIES.match(part.fact.noun) and part.fact.after.endswith("的"):
            continue  # 5个县市的|14个乡镇
        if together(part.fact.unit, fact.unit) and not part.fact.depth and part.fact is not also:
            run.insert(0, node)
            sum_.put(part)
            if len(run) > 1 and (sum_.makes(total) or (also and _may_make(sum_, total))):
                return run, True
    return run, False


def _may_make(cut: Slice, total: Figure) -> bool:
    """4.6万平方米 and 0.3万平方米 are 4.9万平方米, as far as rounded figures can tell."""
    figures = [part.figure for part in cut.parts if part.figure]
    return not total.exact and adds_up(figures, total) == Verdict.ADDS_UP


def _counted(node: Node) -> Node:
    """The figure itself, or the one part of a whole that the text does not give."""
    return node if node.fact else node.slices[0].parts[0]


def sole(node: Node) -> Iterator[Node]:
    """The one part of a whole that the text does not give."""
    if len(node.slices) == 1 and len(node.slices[0].parts) == 1:
        yield node.slices[0].parts[0]


def _sentence_before(now: Reading, fact: Fact, total: Figure) -> tuple[list[Node], bool]:
    """……14起，……。……19起，……。两类问题合计33起: what the sentence before counts in the unit of a total, if it makes it up or
    is as many figures as the total is said to be of.
    """
    run = list[Node]()
    for node in reversed(now.roots[-FAR:]):
        first = node.fact or (node.slices[0].parts[0].fact if node.slices and len(node.slices[0].parts) == 1 else None)
        if first and 0 < fact.sentence - first.sentence < APART and first.unit == fact.unit and not first.depth:
            run.insert(0, node)
    cut = Slice.of(map(_counted, run))
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
    if REACHED.match(fact.before) and AIM.match(fact.after) and last and last.clause == fact.clause - 1:
        return last.unit == fact.unit  # 治理2318万平方米，完成2300万平方米的年度目标; 完成省定150万平方米年度任务的109%
    return bool(told and last and last.sentence == fact.sentence and together(last.unit, fact.unit))
