"""Trees -> verdicts: whether parts make up their whole and rates are the rates of their figures, and the arithmetic in words.

`DOES_NOT_ADD_UP` is said only where the words claim that the parts are all (`_claimed`) and no other reading holds.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from bulletin.claims import lexicon
from bulletin.claims.levels import MEASURE
from bulletin.claims.lexicon import DONE, LEFT
from bulletin.claims.tree import Form, Node, Slice
from bulletin.claims.units import together
from bulletin.figures import Figure, Verdict, adds_up, shown, total_of

MAY_OVERLAP = re.compile(
    "(?<!未)(?<!尚未)(?:开工|启动|动工)|列入|纳入|督促|责令|限期|计划|立行立改|挂牌"
)  # 开工65个（含已完成26个）
BY_SOURCE = re.compile("来电|来信|来访|电话|信件|网络|微信|邮件|举报")
FLOW = re.compile(
    "受理|收到|接到|接收|接办|承办|立案|登记|新增|来信|来访"
)  # what came in; of earlier ones some are done now
SLIP = (
    Decimal(2),
    Decimal("0.35"),
)  # how far off a sum may be that is meant to be the whole: so many, or that share of it
CASES = re.compile("信访|举报|投诉|转办|交办|督察|案件|信件")  # one case may be of two kinds or fall to two districts
NEAR = 12


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


def judge_parts(whole: Node, cut: Slice, sentence: str, wholes: list[Node]) -> Judgement:
    """Whether the parts of a slice make up its whole; `wholes` are the other figures that they might be parts of."""
    figures = [part.figure for part in cut.parts if part.figure]
    if whole.figure is None:
        return Judgement(Verdict.CANNOT_TELL, "没有写出总数，无法核对")
    if cut.everything:
        return _everything(whole.figure)
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
    if (other := _other_whole(cut, said, total, wholes)) is not None:
        return Judgement(Verdict.ADDS_UP, f"{_equation(figures)}，与{other}相符")
    if _claimed(whole, cut, said, sentence) and not _beside(whole, cut, said, wholes):
        return Judgement(Verdict.DOES_NOT_ADD_UP, f"{_equation(figures)}，与总数{total}差{gap}")
    return Judgement(Verdict.CANNOT_TELL, _open_end(cut, figures, said, total, gap))


def doubted(made_up: Judgement, of_rates: list[Judgement]) -> Judgement:
    """A rate beside the parts that is none of theirs: they may be parts of something else."""
    strange = any(judged.verdict == Verdict.CANNOT_TELL and "口径不明" in judged.why for judged in of_rates)
    if made_up.verdict == Verdict.DOES_NOT_ADD_UP and strange:
        return Judgement(Verdict.CANNOT_TELL, f"{made_up.why}，但所述比率另有口径，无法核对")
    return made_up


def _equation(figures: list[Figure]) -> str:
    said = total_of(figures)
    return f"{said}={_interval(said)}" if len(figures) > 1 else str(said)


def _interval(figure: Figure) -> str:
    low, high = shown(figure.low, figure.text), shown(figure.high, figure.text)
    return low if figure.exact else f"{low}至{high}"


def _gap(said: Figure, total: Figure) -> str:
    gap = total.low - said.high if said.high < total.low else said.low - total.high
    return shown(gap) if said.exact and total.exact else f"至少{shown(gap)}"


def _everything(total: Figure) -> Judgement:
    if total.masked:
        return Judgement(Verdict.CANNOT_TELL, f"全部完成，但总数{total}被遮盖")
    return Judgement(Verdict.ADDS_UP, f"全部完成，即{total}={total}")


def _made_up(cut: Slice, figures: list[Figure], total: Figure, said: Figure) -> Judgement:
    vague = [figure for figure in figures if not figure.exact]
    if cut.rest or (len(figures) == 1 and (cut.form == Form.SUBSET or vague)):
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
    names = [name for part in cut.parts if part.fact for name in part.fact.before.split("、")[:-1] if name]
    return names if total.low - sum(figure.low for figure in figures) == len(names) else []


def _other_whole(cut: Slice, said: Figure, total: Figure, wholes: list[Node]) -> str | None:
    """Another figure of the sentence that the parts make up: 收到12件，受理10件，已办结8件、正在办理4件."""
    for node in wholes[-NEAR:]:
        unit = cut.parts[0].fact.unit if cut.parts[0].fact else ""
        if (
            node.figure
            and node.fact
            and node.figure != total
            and len(cut.parts) > 1
            and together(node.fact.unit, unit)
            and said == node.figure
        ):
            return f"{node.fact.label}{node.figure}"
    return None


def _beside(whole: Node, cut: Slice, said: Figure, near: list[Node]) -> bool:
    """共71项，53项……，6项……，其余8项: what was taken for the whole may be one more part, of a figure in front of it."""
    fact, first = whole.fact, cut.parts[0].fact
    if cut.form != Form.STATUS or not fact or not first or not whole.figure or _enclosed(whole, cut):
        return False
    both = whole.figure.low + said.low
    return any(
        node.fact and node.figure and node.fact.start < fact.start and node.figure.high >= both
        and node.fact.sentence == fact.sentence and together(node.fact.unit, fact.unit)
        for node in near
    )  # fmt: skip


def _claimed(whole: Node, cut: Slice, said: Figure, sentence: str) -> bool:
    """The words claim that these parts are all of the whole, and that none is counted twice."""
    total = whole.figure
    assert total
    over = said.low > total.high
    gap = said.low - total.high if over else total.low - said.high
    if gap > max(SLIP[0], total.high * SLIP[1]):
        return False  # nobody is as far off as that: the parts are those of something else
    if cut.loose or cut.rest or lexicon.OVERLAP.search(sentence) or (len(cut.parts) < 2 and not over):
        return False
    if whole.fact and not whole.fact.unit:
        return False  # 5（33，116）: a bare number may be anything, most of all in a table
    if over and len(cut.parts) > 1 and any(_without(part, said, total) for part in cut.parts):
        return False  # one part may be contained in another
    if len(cut.parts) > 1 and all(part.fact and part.fact.mark == "+" for part in cut.parts[1:]):
        return True  # （7+9+12）is a sum that somebody wrote down
    if cut.form == Form.STATUS:
        if any(other is not cut and other.form == Form.STATUS and other.makes(total) for other in whole.slices):
            return False  # it is known already what became of all
        return _statuses_claimed(whole, cut, over=over)
    if cut.form == Form.SUBSET and _with_others(cut):
        return not (over and CASES.search(sentence))
    if cut.form == Form.SUBSET and not over:
        return _enumerated(cut, said, total)
    if cut.form == Form.SUBSET or not cut.stated or lexicon.SOME.search(sentence):
        return False
    labels = [part.fact.label for part in cut.parts if part.fact]
    return not (over and CASES.search(sentence)) or all(BY_SOURCE.search(label) for label in labels)


def _with_others(cut: Slice) -> bool:
    """滑坡612处、崩塌235处、其他12处: who counts the others leaves nothing out."""
    labels = [part.fact.label for part in cut.parts if part.fact]
    return len(labels) > 2 and bool(lexicon.OTHERS.match(labels[-1]))


def _enumerated(cut: Slice, said: Figure, total: Figure) -> bool:
    """其中, and then nearly all of it down to kinds smaller than what is left out: a list that means to be complete."""
    smallest = min(part.figure.high for part in cut.parts if part.figure)
    return (
        len(cut.parts) >= (3 if cut.parts[0].fact and cut.parts[0].fact.lead.endswith("其中：") else 5)
        and said.low >= total.low * Decimal("0.97")
        and total.low - said.high >= smallest
    )


def _without(part: Node, said: Figure, total: Figure) -> bool:
    figure = part.figure
    return figure is not None and said.low - figure.low <= total.high and total.low <= said.high - figure.high


def _statuses_claimed(whole: Node, cut: Slice, *, over: bool) -> bool:
    labels = "".join(part.fact.label + "\n" for part in cut.parts if part.fact)
    seen = {part.status for part in cut.parts if part.status}
    if _own_subjects(whole, cut) or (
        over and len(cut.parts) == 1 and FLOW.search(whole.fact.label if whole.fact else "")
    ):
        return False
    other_unit = (
        whole.fact and cut.parts[0].fact and whole.fact.level == MEASURE and whole.fact.unit != cut.parts[0].fact.unit
    )
    if other_unit or (over and len(cut.parts) == 1 and not (whole.fact and lexicon.PROBLEM.search(whole.fact.label))):
        return False
    guessed = any(part.fact and lexicon.guessed(part.fact.before) for part in cut.parts)
    if guessed and not cut.stated and (over or len(cut.parts) < 3):
        return False
    if over:
        aimed = whole.fact and lexicon.TARGET.search(whole.fact.before + whole.fact.noun)
        return not (aimed or re.search("超额|含|累计", labels) or (MAY_OVERLAP.search(labels) and not cut.stated))
    if (
        any(MAY_OVERLAP.search(part.fact.label) for part in cut.parts if part.fact)
        and len(cut.parts) < 3
        and not cut.stated
    ):
        return False
    return cut.stated or (bool(seen & DONE) and bool(seen & LEFT)) or len(cut.parts) > 2


def _own_subjects(whole: Node, cut: Slice) -> bool:
    """党建方面7条完成6条，作风方面4条全部完成: a later part that says of what it is may be of something else."""
    words = "".join(node.fact.label for node in (whole, *cut.parts[:1]) if node.fact)
    later = [part.fact for part in cut.parts[1:] if part.fact and not part.shares]
    return not _enclosed(whole, cut) and any(fact.own_subject and fact.own_subject not in words for fact in later)


def _enclosed(whole: Node, cut: Slice) -> bool:
    """A bracket or a colon holds the parts, or the whole sums them up."""
    fact, first = whole.fact, cut.parts[0].fact
    return bool(fact and first and (first.depth > fact.depth or first.mark == "：" or first.start < fact.start))


def _open_end(cut: Slice, figures: list[Figure], said: Figure, total: Figure, gap: str) -> str:
    if said.low > total.high:
        return f"{_equation(figures)}，大于{total}，可能有重叠或口径不同，无法核对"
    if cut.form == Form.SUBSET:
        return f"{'、'.join(map(str, figures))}是{total}的一部分"
    return f"{_equation(figures)}，总数{total}，其余{gap}未说明"
