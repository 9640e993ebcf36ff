"""Whether the words claim that parts are all of a whole: only then may a sum that is off be called wrong."""

import re
from decimal import Decimal
from itertools import pairwise

from bulletin.claims import lexicon
from bulletin.claims.complete import (
    agreed,
    classes,
    containable,
    districts,
    enumerated,
    in_units,
    labels_of,
    regions,
    rest_of_another,
    with_others,
    without_it,
)
from bulletin.claims.evidence import (
    HELD,
    SURE,
    exhaustive,
    one_digit,
    opposites,
    repaired,
    shared_elsewhere,
    shared_out,
    slipped,
)
from bulletin.claims.levels import MEASURE
from bulletin.claims.lexicon import DONE, LEFT
from bulletin.claims.slips import another_way
from bulletin.claims.tree import Form, Node, Slice
from bulletin.claims.units import of_one_kind
from bulletin.figures import Figure, rate_holds
from bulletin.regex import regex

MAY_OVERLAP = regex(
    "(?<!未)(?<!尚未)(?:开工|启动|动工)|列入|纳入|督促|责令|限期|(?<!按)计划|立行立改|挂牌|逾期|超期|超时(?!序)"
)  # 开工65个（含已完成26个）
OTHERS = regex(f"正在|{lexicon.ANOTHER.pattern}")  # none of which is among those told before
BESIDE = 2  # clauses: 问题共5个。截至目前，已完成2个
TENTH = Decimal("0.1")
FEWER = 3  # digits of a whole that two opposites have but for one
BY_SOURCE = regex("来电|来信|来访|电话|信件|网络|网上|微信|邮件|举报|其[他它](?:途径|方式|渠道)")
FLOW = regex(
    "受理|收到|接到|接收|接办|承办|立案|登记|新增|来信|来访"
)  # what came in; of earlier ones some are done now
SLIP = (
    Decimal(2),
    Decimal("0.25"),
)  # how far off a sum may be that is meant to be the whole: so many, or that share of it
CASES = regex("信访|举报|投诉|转办|交办|督察|案件|信件")  # one case may be of two kinds or fall to two bodies


def claimed(whole: Node, cut: Slice, said: Figure, sentence: str) -> bool:
    """The words claim that these parts are all of the whole, and that none is counted twice."""
    total = whole.figure
    assert total
    over, near = said.low > total.high, _near(cut, total, whole)
    if repaired(whole, cut) and not cut.rest and not lexicon.OVERLAP.search(sentence):
        return True
    if not _comparable(whole, cut, said, sentence):
        return False
    if agreed(whole, cut):
        return True
    if over and any(without_it(part, said, total) for part in containable(cut, near=near)):
        return False  # one part may be contained in another
    if not near and whole.fact and rest_of_another(whole.fact, cut.parts[-1].fact):
        return False
    if not near and in_units(whole, cut) and shared_elsewhere(cut.parts, total):
        return False  # 12个。提前完成3项（30%），推进4项（40%），推进缓慢3项（30%）
    if len(cut.parts) > 1 and all(part.fact and part.fact.mark == "+" for part in cut.parts[1:]):
        return True  # （7+9+12）is a sum that somebody wrote down
    if cut.form != Form.STATUS:
        return _kinds_claimed(whole, cut, said, sentence)
    if _apart(cut):
        return False
    told = (other for other in whole.slices if other is not cut and not (near and other.everything))
    anew = near and opposites(labels_of(cut))  # 已办理2798件。按期办结2794件，超期办结5件
    if not anew and any(other.form == Form.STATUS and other.makes(total) for other in told):
        return False  # it is known already what became of all
    return _statuses_claimed(whole, cut, over=over, near=near)


def _comparable(whole: Node, cut: Slice, said: Figure, sentence: str) -> bool:
    """The parts are told in one place, count the same things once each, and are not far off."""
    total = whole.figure
    assert total
    over, near = said.low > total.high, _near(cut, total, whole)
    gap = said.low - total.high if over else total.low - said.high
    if gap > max(SLIP[0], total.high * SLIP[1]) and not near:
        return False  # nobody is as far off as that: the parts are those of something else
    first = cut.parts[0].fact
    apart = whole.fact and first and first.sentence > whole.fact.sentence and first.clause > whole.fact.clause + BESIDE
    elsewhere = apart and gap > total.high * TENTH
    if ((cut.loose or elsewhere) and not near) or cut.rest or (len(cut.parts) < 2 and not over):
        return False
    seen = {part.status for part in cut.parts}
    one_by_one = (near and seen & DONE and seen & LEFT) or all(map(BY_SOURCE.search, labels_of(cut)))
    if lexicon.OVERLAP.search(sentence) and not one_by_one:
        return False
    if whole.fact and not whole.fact.unit and not (cut.stated and opposites(labels_of(cut))):
        return False  # 5（33，116）: a bare number may be anything, most of all in a table
    units = [part.fact.unit for part in cut.parts if part.fact]
    if len({*units} - {""}) > 1 and not near:
        return False  # 回复46210件，……提前完成3项
    one_kind = sum(of_one_kind(whole.fact.unit, unit) for unit in units) if whole.fact else 0
    but_last = near and one_kind == len(units) - 1 > 3  # 小学171所，初中54所，……，教学点16个
    return one_kind == len(units) or but_last or _all_shares(cut, total)


def _all_shares(cut: Slice, total: Figure) -> bool:
    """问题57个：企业整治12家，占21.05%；露天焚烧3处，占5.26%: each is told as a share of it, in whatever unit."""
    shares = [(part.figure, part.shares[0].figure) for part in cut.parts if part.shares]
    held = (rate_holds(part, total, share) in HELD for part, share in shares if part and share)
    return len(shares) == len(cut.parts) > 2 and all(held)


def _kinds_claimed(whole: Node, cut: Slice, said: Figure, sentence: str) -> bool:
    total, labels = whole.figure, labels_of(cut)
    assert total
    first = cut.parts[0].fact
    if first and (lexicon.TOP.search(_about(whole, cut)) or first.lead.endswith(("的是：", "的为："))):
        return False
    over, near = said.low > total.high, _near(cut, total, whole)
    if cut.form == Form.SUBSET and with_others(cut):
        return not (over and CASES.search(sentence))
    by_itself = near or opposites(labels) or enclosed(whole, cut)
    if lexicon.SOME.search(_about(whole, cut).replace("重点", "") if by_itself else sentence):
        return False  # 重点工程9项、一般工程14项: the name of one of the kinds
    if whole.figure and opposites(labels) and one_digit(said.low - total.low, total.low, FEWER):
        return True  # 有效信件497件、无效56件 of 653
    if cut.column or (near and (opposites(labels) or shared_out(cut) or (cut.form == Form.SUBSET and cut.stated))):
        return True
    once = (
        all(map(BY_SOURCE.search, labels))
        or exhaustive(labels)
        or (near and (districts(labels) or classes(labels) or regions(cut)))
    )
    if over and CASES.search(sentence) and not once:
        return False
    if near and len(labels) > 2:
        return True
    if cut.form == Form.SUBSET and not over:
        return enumerated(cut, said, total)
    return cut.form != Form.SUBSET and cut.stated


def _near(cut: Slice, total: Figure, whole: Node | None = None) -> bool:
    if slipped([part.figure for part in cut.parts if part.figure], total, SURE - 1):
        return True
    return whole is not None and cut.form == Form.LIST and cut.exact and another_way(whole, cut.parts, cut.low)


def _about(whole: Node, cut: Slice) -> str:
    """The words around the parts of a whole, and behind it; what an item of a list is called says nothing of the list."""
    facts = [part.fact for part in cut.parts if part.fact]
    behind = whole.fact.after if whole.fact and not lexicon.AMONG.match(whole.fact.after) else ""
    names = ("" if cut.listed and at else fact.before for at, fact in enumerate(facts))
    told = (f"{fact.lead}{name}，{fact.after}，" for fact, name in zip(facts, names, strict=True))
    return "".join([f"{behind}，", *told])


def _apart(cut: Slice) -> bool:
    """已整改1153个；（基建）1个已完工，4个正在推进: behind a ； a part that does not begin its row is told of something else."""
    rows = [part.fact for part in cut.parts if part.fact]
    return any(one.row < other.row and other.mark != "；" for one, other in pairwise(rows))


def _statuses_claimed(whole: Node, cut: Slice, *, over: bool, near: bool) -> bool:
    labels = labels_of(cut)
    named = [part.fact.own_subject for part in cut.parts if part.fact]  # 新建项目开工135个，续建项目复工232个
    if near and (shared_out(cut) or opposites(labels) or opposites(named)):
        return True
    if whole.figure and exhaustive(labels) and abs(cut.low - whole.figure.low) <= whole.figure.low * TENTH:
        return True
    if _of_another_kind(whole, cut, over=over, near=near):
        return False
    guessed = any(part.fact and lexicon.guessed(part.fact.before) for part in cut.parts)
    if guessed and not cut.stated and (over or len(cut.parts) < 3):
        return False
    return _too_many(whole, cut) if over else _too_few(whole, cut, near=near)


def _of_another_kind(whole: Node, cut: Slice, *, over: bool, near: bool) -> bool:
    """The parts may be of something else than the figure in front of them."""
    fact, first = whole.fact, cut.parts[0].fact
    told_of = fact.label if fact else ""
    left = any(part.fact and part.fact.left for part in cut.parts)  # 150条措施，128条已完成，其余22条推进中
    seen = {part.status for part in cut.parts if part.status}
    both = near and bool(seen & DONE) and bool(seen & LEFT)
    if lexicon.OTHER_MATTER.search(told_of) and not lexicon.PROBLEM.search(told_of) and not left and not both:
        return True  # 修订制度59项，已整改35项
    told = near and len(cut.parts) > 2 and seen & DONE and seen & LEFT
    alone = over and len(cut.parts) == 1
    if (_own_subjects(whole, cut) and not told) or (alone and FLOW.search(told_of)):
        return True
    other_unit = fact and first and fact.level == MEASURE and fact.unit != first.unit and not left
    return bool(other_unit) or (alone and not (fact and lexicon.PROBLEM.search(told_of)))


def _too_many(whole: Node, cut: Slice) -> bool:
    """More than all, and none of them is meant to be: no aim that was passed, nothing that contains another."""
    labels = "".join(f"{label}\n" for label in labels_of(cut))
    done_only = not {part.status for part in cut.parts} & LEFT
    aimed = done_only and whole.fact and lexicon.TARGET.search(whole.fact.before + whole.fact.noun)
    contained = re.search("含|累计" if len(cut.parts) > 2 else "超额|含|累计", labels)
    return not (aimed or contained or (_may_overlap(cut) and not cut.stated))


def _too_few(whole: Node, cut: Slice, *, near: bool) -> bool:
    """Fewer than all, though what is done and what is left are both told of."""
    if _may_overlap(cut) and len(cut.parts) < 3 and not cut.stated:
        return False
    seen = {part.status for part in cut.parts if part.status}
    facts = [part.fact for part in cut.parts if part.fact]
    some = not near and all(fact.before.endswith("有") for fact in facts)  # 有80个已建成，有15个在建
    both = bool(seen & DONE) and bool(seen & LEFT) and not some
    return cut.stated or both or len(cut.parts) > 2 or (near and seen == DONE and not whole.rates and _ends(cut))


def _ends(cut: Slice) -> bool:
    """整改完成28个、阶段性完成7个。: nothing more is told of them in the sentence, and they stand side by side."""
    one, last = (part.fact for part in (cut.parts[0], cut.parts[-1]))
    return bool(one and last and last.mark in "、，" and last.clause == one.clause + 1 and last.last and not last.after)


def _may_overlap(cut: Slice) -> bool:
    """开工65个（含已完成26个）; not 另有217件列入计划, which says that they are others."""
    facts = (part.fact for part in cut.parts if part.fact)
    return any(MAY_OVERLAP.search(fact.label) and not OTHERS.match(fact.before) for fact in facts)


def _own_subjects(whole: Node, cut: Slice) -> bool:
    """党建方面7条完成6条，作风方面4条全部完成: a later part that says of what it is may be of something else."""
    words = "".join(node.fact.label for node in (whole, *cut.parts[:1]) if node.fact)
    others = (part.fact for part in cut.parts[1:] if part.fact and not part.shares)
    later = [fact for fact in others if not fact.left and (fact.first or fact.status)]  # not 另6户|涉及13条
    return not enclosed(whole, cut) and any(fact.own_subject and fact.own_subject not in words for fact in later)


def enclosed(whole: Node, cut: Slice) -> bool:
    """A bracket or a colon holds the parts, or the whole sums them up."""
    fact, first = whole.fact, cut.parts[0].fact
    return bool(fact and first and (first.depth > fact.depth or first.mark == "：" or first.start < fact.start))
