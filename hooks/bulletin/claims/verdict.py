"""Trees -> verdicts: whether parts make up their whole and rates are the rates of their figures, and the arithmetic in words.

`DOES_NOT_ADD_UP` is said only where the words claim that the parts are all (`claimed`) and no other reading holds.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, combinations
from typing import NamedTuple

from bulletin.claims.claimed import claimed, enclosed
from bulletin.claims.evidence import mistaken, repaired, slipped, told_of_rest
from bulletin.claims.facts import Fact
from bulletin.claims.lexicon import Status
from bulletin.claims.tree import FEW, Form, Node, Slice
from bulletin.claims.units import together
from bulletin.claims.unread import unread
from bulletin.figures import Figure, Verdict, adds_up, shown, total_of
from bulletin.regex import regex

NEAR = 12
EXCEPT = regex(
    "(?:^|，)除(?:了|去)?(?P<names>[^，。；：\\d]{2,40}?)(?:(?:因|由于|正在|仍|尚|未|需)[^，。；]{0,24})?(?:之?外|以外)?，$"
)
CARRIED = regex("结转|旧存|存量|遗留|转入|期初|上[年月期季]|往年|历年")
AND = regex("[、和及与]")
ALL = {Status.UNFINISHED: "全部未完成", Status.ONGOING: "全部正在进行"}


class Judgement(NamedTuple):
    """A verdict with its reason in Chinese."""

    verdict: Verdict
    why: str


def worst(judgements: list[Judgement]) -> Judgement:
    """One for all: an error outweighs everything, what can be told outweighs what cannot."""
    order = [Verdict.DOES_NOT_ADD_UP, Verdict.LAST_DIGIT, Verdict.ADDS_UP, Verdict.CANNOT_TELL]
    verdict = min((j.verdict for j in judgements), key=order.index)
    telling = [j.why for j in judgements if j.verdict == verdict and j.why]
    return Judgement(verdict, "；".join(dict.fromkeys(telling)))


def judge_parts(
    whole: Node, cut: Slice, sentence: str, wholes: Iterable[Node], in_front: Iterable[Fact] = ()
) -> Judgement:
    """Whether the parts of a slice make up its whole; `wholes` are other figures that they might be parts of, and so are all those
    `in_front` of them: nothing is wrong where one of these is made up exactly.
    """
    figures = [part.figure for part in cut.parts if part.figure]
    if whole.figure is None:
        return Judgement(Verdict.CANNOT_TELL, "没有写出总数，无法核对")
    if cut.everything:
        return _everything(whole.figure, cut.parts[0].status)
    said, total = total_of(figures), whole.figure
    if any(figure.masked for figure in (*figures, total)):
        return Judgement(Verdict.CANNOT_TELL, f"{said}与总数{total}中有数字被遮盖，无法核对")
    verdict = adds_up(figures, total)
    if verdict == Verdict.ADDS_UP:
        return _made_up(cut, figures, total, said)
    if implied := unwritten(cut, total):
        names = "、".join(implied)
        return Judgement(Verdict.ADDS_UP, f"{said}，加上未写数字的{names}各计1，与总数{total}相符")
    gap = _gap(said, total)
    near = [*wholes] if claimed(whole, cut, said, sentence) and not told_of_rest(whole, cut) else None
    if near is not None and not (
        _beside(whole, cut, said, near)
        or _missing(cut, said, total, near)
        or _goes_on(cut, near)
        or unread(cut, sentence, total.low - said.high, [node.fact for node in near if node.fact])
    ):
        before = [*in_front]
        if over := _carried(before, cut):
            return _with(over, figures, total)
        others = chain((node.fact for node in near[-NEAR:] if node.fact), before)
        if other := _other_whole(cut, said, total, others):
            return Judgement(Verdict.ADDS_UP, f"{_equation(figures)}，与{other}相符")
        return Judgement(Verdict.DOES_NOT_ADD_UP, f"{_equation(figures)}，与总数{total}差{gap}")
    return Judgement(Verdict.CANNOT_TELL, _open_end(cut, figures, said, total, gap))


def doubted(whole: Node, cut: Slice, made_up: Judgement, of_rates: list[Judgement]) -> Judgement:
    """A rate beside the parts that is none of theirs: they may be parts of something else."""
    strange = sum(judged.verdict == Verdict.CANNOT_TELL and "口径不明" in judged.why for judged in of_rates)
    hold = sum(judged.verdict == Verdict.ADDS_UP for judged in of_rates)
    if made_up.verdict != Verdict.DOES_NOT_ADD_UP or not strange or (strange == 1 and hold > 1):
        return made_up
    if repaired(whole, cut) or strange <= sum(1 for _ in mistaken(whole, cut)):
        return made_up
    return Judgement(Verdict.CANNOT_TELL, f"{made_up.why}，但所述比率另有口径，无法核对")


def _equation(figures: list[Figure]) -> str:
    said = total_of(figures)
    return f"{said}={_interval(said)}" if len(figures) > 1 else str(said)


def _interval(figure: Figure) -> str:
    low, high = shown(figure.low, figure.text), shown(figure.high, figure.text)
    return low if figure.exact else f"{low}至{high}"


def _gap(said: Figure, total: Figure) -> str:
    gap = total.low - said.high if said.high < total.low else said.low - total.high
    return shown(gap) if said.exact and total.exact else f"至少{shown(gap)}"


def _everything(total: Figure, status: Status | None) -> Judgement:
    words = ALL.get(status or Status.COMPLETED, "全部完成")
    if total.masked:
        return Judgement(Verdict.CANNOT_TELL, f"{words}，但总数{total}被遮盖")
    held = Verdict.CANNOT_TELL if status in ALL else Verdict.ADDS_UP  # of what is not done there is nothing to reckon
    return Judgement(held, f"{words}，即{total}={total}")


def _made_up(cut: Slice, figures: list[Figure], total: Figure, said: Figure) -> Judgement:
    vague = [figure for figure in figures if not figure.exact]
    if (cut.rest and not (total.exact and said.exact)) or (len(figures) == 1 and (cut.form == Form.SUBSET or vague)):
        return Judgement(Verdict.CANNOT_TELL, f"{said}是{total}的一部分，其余未写数字")
    if len(vague) == 1 and total.exact:
        exact = total.low - sum((figure.low for figure in figures if figure.exact), Decimal(0))
        return Judgement(Verdict.ADDS_UP, f"{_equation(figures)}，与总数{total}相容，{vague[0]}应为{shown(exact)}")
    return Judgement(Verdict.ADDS_UP, f"{_equation(figures)}，与总数{total}相符")


def unwritten(cut: Slice, total: Figure) -> list[str]:
    """Items of a list that stand without a number and fill the gap exactly: 13个市州、神农架林区、116个县 -> 神农架林区."""
    figures = [part.figure for part in cut.parts if part.figure]
    if not cut.stated or not total.exact or not all(figure.exact for figure in figures):
        return []
    facts = [part.fact for part in cut.parts if part.fact]
    names = [name for fact in facts for name in fact.before.split("、")[:-1] if name]
    apart = next((left["names"] for fact in facts if fact.left and (left := EXCEPT.search(fact.lead))), "")
    told = (names, [apart], AND.split(apart)) if apart else (names,)
    return next((few for few in told if total.low - sum(figure.low for figure in figures) == len(few)), [])


def _other_whole(cut: Slice, said: Figure, total: Figure, others: Iterable[Fact]) -> str | None:
    """Another figure of the sentence or in front that the parts make up: 收到12件，受理10件，已办结8件、正在办理4件."""
    unit = cut.parts[0].fact.unit if cut.parts[0].fact else ""
    for fact in others if len(cut.parts) > 1 else ():
        one = fact.figure
        if one and one != total and (one.low, one.high) == (said.low, said.high) and together(fact.unit, unit):
            return f"{fact.label}{one}"
    return None


def _carried(before: list[Fact], cut: Slice) -> Fact | None:
    """上年结转38件，新收412件，审结425件，未结25件: what was left from before, of which some is done as well."""
    first = cut.parts[0].fact
    over = (fact for fact in before if first and fact.unit == first.unit and fact.figure and fact.figure.exact)
    return next((fact for fact in over if CARRIED.search(fact.before + fact.noun)), None)


def _with(over: Fact, figures: list[Figure], total: Figure) -> Judgement:
    said = total_of(figures)
    held = over.figure is not None and said.low == total.low + over.figure.low
    words = "相符" if held else "不等，口径不明，无法核对"
    verdict = Verdict.ADDS_UP if held else Verdict.CANNOT_TELL
    return Judgement(verdict, f"{said}={_interval(said)}，与{over.label}{over.figure}加总数{total}{words}")


def _beside(whole: Node, cut: Slice, said: Figure, near: list[Node]) -> bool:
    """共71项，53项……，6项……，其余8项: what was taken for the whole may be one more part, of a figure in front of it."""
    fact, first = whole.fact, cut.parts[0].fact
    if cut.form != Form.STATUS or not fact or not first or not whole.figure or enclosed(whole, cut):
        return False
    if slipped([part.figure for part in cut.parts if part.figure], whole.figure) or fact.mark == "；":
        return False
    if any(whole in other.parts and other.makes(node.figure) for node in near for other in node.slices):
        return False
    if (
        len({part.status for part in cut.parts} - {None}) > 2
    ):  # 已办结16件、阶段性办结13件、未办结13件 are of what stands before
        return False
    both = whole.figure.low + said.low
    return any(
        node.fact and node.figure and node.fact.start < fact.start and node.figure.high >= both
        and node.fact.sentence == fact.sentence and together(node.fact.unit, fact.unit)
        for node in near
    )  # fmt: skip


def _missing(cut: Slice, said: Figure, total: Figure, near: list[Node]) -> bool:
    """Exactly what the parts lack stands among or behind them: it was taken for a part of something else."""
    last, first = cut.parts[-1].fact, cut.parts[0].fact
    own = {id(part.fact) for part in cut.parts} | _explained(near)
    behind = [node for node in near if node.fact and first and node.fact.start > first.start]
    if last and _told_elsewhere(last, own, total.low - said.low, behind):
        return True
    return any(
        node.fact and node.figure and last and first and node.fact.start > first.start
        and id(node.fact) not in own and together(node.fact.unit, last.unit) and node.figure.low == total.low - said.low
        and (_beside_last(node.fact, last) or (node.figure.low >= FEW and node.fact.sentence == last.sentence))
        for node in near
    )  # fmt: skip


def _explained(near: list[Node]) -> set[int]:
    """Items of a list of three or more that makes up its whole: none is lacking anywhere else."""
    full = (cut for node in near for cut in node.slices if len(cut.parts) > 2 and cut.makes(node.figure))
    return {id(part.fact) for cut in full for part in cut.parts}


def _told_elsewhere(last: Fact, own: set[int], gap: Decimal, near: list[Node]) -> bool:
    """What the parts lack is what one or two other statuses of the sentence tell: they were taken for parts of something else."""
    facts = {id(node.fact): node.fact for node in near if node.fact and node.fact.status and id(node.fact) not in own}
    there = [fact for fact in facts.values() if fact.sentence == last.sentence and fact.unit == last.unit]
    sizes = [fact.figure.low for fact in there if fact.figure][:NEAR]
    return gap > 0 and (gap in sizes or any(one + other == gap for one, other in combinations(sizes, 2)))


def _goes_on(cut: Slice, near: list[Node]) -> bool:
    """91个省直单位、48所高校; 大气91件、噪声70件、水62件: one more item of the list is right behind it, and was not counted."""
    last, own = cut.parts[-1].fact, {id(part.fact) for part in cut.parts}
    if not last or len(cut.parts) < 2:
        return False
    more = (
        node.fact for node in near if node.fact and node.fact.begins == last.clause + 1 and id(node.fact) not in own
    )
    return any(
        one.mark == last.mark != "；" and one.sentence == last.sentence and _same_kind(last, one)
        for one in more if one.start > last.start
    )  # fmt: skip


def _same_kind(last: Fact, fact: Fact) -> bool:
    if last.unit and fact.unit and last.unit != fact.unit:
        return fact.mark == "、"
    return last.status is None and fact.status is None and fact.item and not fact.cued and fact.unit == last.unit


def _beside_last(fact: Fact, last: Fact) -> bool:
    """In the row of the last part and in its unit, or, with a status, in the sentence behind: 不能解决1件."""
    if fact.unit != last.unit:
        return False
    return (fact.sentence, fact.row) == (last.sentence, last.row) or (
        fact.status is not None and fact.sentence == last.sentence + 1
    )


def _open_end(cut: Slice, figures: list[Figure], said: Figure, total: Figure, gap: str) -> str:
    if said.low > total.high:
        return f"{_equation(figures)}，大于{total}，可能有重叠或口径不同，无法核对"
    if cut.form == Form.SUBSET:
        part = f"{'、'.join(map(str, figures))}是{total}的一部分"
        return f"{part}，合计{shown(said.low)}，其余{gap}未说明" if len(figures) > 2 and said.exact else part
    return f"{_equation(figures)}，总数{total}，其余{gap}未说明"
