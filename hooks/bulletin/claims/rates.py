"""Rates -> verdicts: 占34.62% of a part, 整改率98% of a whole, 约占64% of a figure that it has to tell itself.

A rate is called wrong only where it is named for the work done and stands with its own figures: one published rate in
ten has another denominator (those due, those accepted), which is often not written at all.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations

from bulletin.claims.evidence import SHARE, all_shared, in_series, misread, of_one_other, of_their_sum, shared_elsewhere
from bulletin.claims.facts import Fact
from bulletin.claims.lexicon import LEFT, Status
from bulletin.claims.ratio import judge_rate, percent
from bulletin.claims.tree import Form, Node, Slice
from bulletin.claims.verdict import Judgement
from bulletin.figures import Figure, Verdict, rate_holds, total_of
from bulletin.regex import regex

NEAR = 12  # figures that a rate may be meant for
HOLD = (Verdict.ADDS_UP, Verdict.LAST_DIGIT)
OFF = 3  # points by which a rate may be wrong and still be meant for its figures
SOME = 5  # parts that a rate may be of together
OF_WORK = regex(
    "(?:整改|办结|完成|销号|治理|处置|化解|整治|办理|解决|落实|验收|处理|办复|答复|完结|查结|结案)(?:到位)?(?:率|比例)"
)
OF_ALL = regex(
    "^(?:[，、]|目前|截至|其|总体|整体|总|综合|累计|实际|全部|问题|任务|隐患|事项|项目|"
    "整改|办理|治理|整治|处置|化解|落实|销号|办结|已|均|的)+"
)
OF_OTHERS = regex("按期|按时|及时|到期|年度|平均|满意|综合|属实|同意|序时")
OF_SOME = regex("其中|分别|[市县区镇乡局村厅委院州旗类][^，]{0,8}率")  # 甲市、乙市办结率分别为97%、91%
WHOLE_AREA = regex("[全我各本该][市县区镇乡局村省厅委院州旗]")
BRACKET = regex("（[^（）]*）[，；]?")
DENYING = regex("[不未](?P<what>[^不未的]{2})")  # 不合格检出率
CHANGE = regex("增长|下降|上升|提升|提高|降低|减少|增加|同比|环比|由|从|增幅")


def of_slice(whole: Node, cut: Slice, near: list[Node], made_up: Verdict) -> Iterator[Judgement]:
    """The shares of the parts of a slice, and the rates of its whole."""
    if any(part.shares for part in cut.parts):
        yield from _of_parts(whole, cut, near, made_up)
    if cut.form == Form.STATUS:
        yield from _of_whole(whole, cut, near)


def _of_parts(whole: Node, cut: Slice, near: list[Node], made_up: Verdict) -> Iterator[Judgement]:
    shared = sum(bool(part.shares) for part in cut.parts)  # one share of nine parts may be of something else
    made = made_up == Verdict.ADDS_UP and len(cut.parts) > 1 and 2 * shared >= len(cut.parts)
    of_sum, series = of_their_sum(whole, cut), in_series(whole, cut)
    of_sum = of_sum or (not made and shared_elsewhere(cut.parts, whole.figure))
    elsewhere = of_one_other(cut.parts, whole.figure)
    others = [] if series or (made and all_shared(whole, cut)) else near
    for part in cut.parts:
        for rate in part.shares:
            if of_sum:
                yield Judgement(Verdict.CANNOT_TELL, f"{rate.label}{rate.figure}另有口径，无法核对")
            elif not CHANGE.search(rate.before):
                beside = SHARE.fullmatch(rate.before) and not BRACKET.sub("", rate.lead)  # not 其次为水污染的，占10.7%
                share = beside and (made or series or hardly_off(part, whole, rate))
                yield judge_rate(
                    part, whole, rate, others, strict=not elsewhere and (bool(share) or _named(rate, whole))
                )


def _of_whole(whole: Node, cut: Slice, near: list[Node]) -> Iterator[Judgement]:
    more_than_all = whole.figure is not None and cut.low > whole.figure.high
    for rate in whole.rates:
        in_time = rate.figure and rate.figure.low == 100 and OF_OTHERS.search(rate.before)
        if _of_another_slice(whole, cut, rate) and not _denied(cut.parts[0], rate):
            continue
        if len(cut.parts) == 1 and _denied(cut.parts[0], rate):
            yield _complement(whole, cut, rate) or Judgement(
                Verdict.CANNOT_TELL, f"{rate.label}{rate.figure}另有口径，无法核对"
            )
        elif not CHANGE.search(rate.before) and not in_time:  # 29件全部办结，按时办结率100%
            done = _what_is_done(cut, rate)
            sure = _named(rate, whole) and done.status == Status.COMPLETED and not more_than_all
            sure = sure or (named_for(done, rate) and not _of_others(rate, whole) and hardly_off(done, whole, rate))
            sure = sure or _misread(done, whole, cut, rate)
            sure = sure and not (done.fact and done.fact.sentence > rate.sentence)  # told before the part
            plain = _of_rest(whole, cut, rate) or _of_the_others(whole, cut, rate)
            plain = plain or judge_rate(done, whole, rate, near, strict=sure)
            held = plain.verdict in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)
            if plain.verdict == Verdict.CANNOT_TELL and _of_others(rate, whole):
                plain = Judgement(Verdict.CANNOT_TELL, f"{rate.label}{rate.figure}另有口径，无法核对")
            yield plain if held else _joint(whole, cut, rate) or plain


def _misread(done: Node, whole: Node, cut: Slice, rate: Fact) -> bool:
    """The rate right behind the one thing that is told of the whole, but for a slip of the pen."""
    if not (done.fact and done.figure and whole.figure and rate.figure):
        return False
    beside = rate.clause - done.fact.clause == 1 and len(cut.parts) == 1 and not _of_others(rate, whole)
    return beside and "率" in rate.before and misread(done.figure, whole.figure, rate.figure)


def _of_rest(whole: Node, cut: Slice, rate: Fact) -> Judgement | None:
    """抽检1140批次，合格956批次，不合格184批次，不合格率19.2%: reckoned of the others, though it is the rate of one in all."""
    both = len(cut.parts) == 2 and "率" in rate.before and cut.makes(whole.figure)
    for one, other in permutations(cut.parts) if both else ():
        told = one.fact and (one.fact.label in rate.before or named_for(one, rate))
        if told and _holds(one, other, rate) and not _holds(one, whole, rate):
            return judge_rate(one, whole, rate, [], strict=True)
    return None


def _holds(part: Node, whole: Node, rate: Fact) -> bool:
    """To a digit behind the point, so that it is by no chance."""
    one, of, said = part.figure, whole.figure, rate.figure
    return bool(one and of and said) and "." in said.text and rate_holds(one, of, said) in HOLD  # type: ignore[union-attr]


def _what_is_done(cut: Slice, rate: Fact) -> Node:
    """The part that a rate is the rate of: the one that it repeats (不合格7批次，不合格率1.8%), else what is completed."""
    named = (part for part in reversed(cut.parts) if named_for(part, rate))
    done = (part for part in cut.parts if part.status == Status.COMPLETED)
    return next(named, next(done, cut.parts[0]))


def named_for(part: Node, rate: Fact) -> bool:
    """立案588件，立案率92%: the name of the rate is that of the part."""
    name = re.search("[不未]?[^不未的]{2}率", rate.before)
    label = f"{part.fact.label} {part.fact.after}" if part.fact else ""
    told = bool(name) and name.group()[:-1] in label  # type: ignore[union-attr]
    return told and (part.status not in LEFT or name.group()[0] in "不未")  # type: ignore[union-attr]


def hardly_off(part: Node, whole: Node, rate: Fact) -> bool:
    """The rate is off by so little that it is meant to be that of these two; another whole would lie further away."""
    one, other, said = part.figure, whole.figure, rate.figure
    if (
        not one
        or not other
        or not said
        or not (one.exact and other.exact and said.exact)
        or other.low <= 0
        or said.low == 100
    ):
        return False
    return abs(100 * one.low / other.low - said.low) <= OFF


def _of_another_slice(whole: Node, cut: Slice, rate: Fact) -> bool:
    """已整治54173个，整治率96.7%；其中甲市63个已全部完成: the rate is that of a part told before."""
    if whole.figure is None or rate.figure is None:
        return False
    away = [part for other in whole.slices if other is not cut for part in other.parts[:SOME]]
    if any(_denied(part, rate) for part in away) and not any(_denied(part, rate) for part in cut.parts[:SOME]):
        return not any(named_for(part, rate) for part in cut.parts[:SOME])
    others = (part.figure for part in away)
    return any(rate_holds(figure, whole.figure, rate.figure) in HOLD for figure in others if figure)


def _named(rate: Fact, whole: Node) -> bool:
    """A rate by name of the work itself: 整改率, 办结率; not 按期整改率, whose whole is another."""
    named = OF_WORK.search(rate.before + rate.lead) and not _of_others(rate, whole)
    return bool(named and rate.figure and rate.figure.low != 100)


def _of_others(rate: Fact, whole: Node) -> bool:
    """按期整改率, 甲市整改率, 重大隐患整改率: its whole is another."""
    words = WHOLE_AREA.sub("", rate.lead + rate.before)
    return bool(OF_OTHERS.search(rate.before) or OF_SOME.search(words) or _of_another(rate, whole))


def _of_another(rate: Fact, whole: Node) -> bool:
    """问题256处，……，重大隐患整改率92%；本月整改率75%: the name says that it is the rate of something else."""
    named = OF_WORK.search(rate.before)
    words = OF_ALL.sub("", rate.before[: named.start()]) if named else ""
    spoken_of = whole.fact.label + whole.fact.noun if whole.fact else ""
    return len(words) > 1 and words not in spoken_of


def _joint(whole: Node, cut: Slice, rate: Fact) -> Judgement | None:
    """A rate whose numerator is some of the parts together: what is completed and what is completed in stages."""
    figures = [part.figure for part in cut.parts[:SOME] if part.figure]
    if len(figures) < 2 or whole.figure is None or rate.figure is None:
        return None
    some = (some for count in range(1, len(figures) + 1) for some in combinations(figures, count))
    held = [(rate_holds(total, whole.figure, rate.figure), total) for total in map(total_of, some)]
    for wanted, words in ((Verdict.ADDS_UP, "相符"), (Verdict.LAST_DIGIT, "末位有差")):
        if total := next((total for verdict, total in held if verdict == wanted), None):
            return Judgement(wanted, f"({total})/{whole.figure}，与所述{rate.figure}{words}")
    return None


def _denied(part: Node, rate: Fact) -> bool:
    """不合格3个 and 合格率, 未办结1件 and 办结率: the rate is that of what is not in the part."""
    label = part.fact.label if part.fact else ""
    name = rate.before.partition("率")[0]
    denies = name[-3:-2] in ("不", "未")  # 不合格率
    return label.startswith(("不", "未")) and len(name) > 1 and not denies and label[1:].startswith(name[-2:])


def _of_the_others(whole: Node, cut: Slice, rate: Fact) -> Judgement | None:
    """抽查3011批次，2686批次合格，不合格检出率10.8%: the rate is that of those that the part leaves, if it holds."""
    name, part = DENYING.search(rate.before), cut.parts[0].fact
    label = f"{part.label}{part.after}" if part else ""
    told = name and name["what"] in label and not DENYING.search(label)
    judged = _complement(whole, cut, rate) if told else None
    return judged if judged and judged.verdict in HOLD else None


def _complement(whole: Node, cut: Slice, rate: Fact) -> Judgement | None:
    """抽查86个，不合格3个，合格率96.5%: the rate of what is not in the part."""
    one, other = cut.parts[0].figure, whole.figure
    if len(cut.parts) != 1 or not one or not other or not rate.figure or not one.exact or not other.exact:
        return None
    rest = Node(replace(rate, figure=Figure.of(other.low - one.low)))
    held = rate_holds(Figure.of(other.low - one.low), other, rate.figure)
    said = f"({other}-{one})/{other}={percent(Figure.of(other.low - one.low), other)}，所述{rate.figure}"
    return Judgement(held, said) if held in HOLD or hardly_off(rest, whole, rate) else None


def meant(node: Node, rate: Fact, near: list[Node]) -> Iterator[tuple[Node, Node]]:
    """The part and the whole that a rate fits: its own figure, or one that its name repeats (立案175件，立案率93.6%)."""
    name = rate.before.split("率")[0][-2:]
    parts = (
        [node] if node.fact else [other for other in reversed(near) if name and other.fact and name in other.fact.label]
    )
    for part in parts:
        for whole in reversed(near):
            if whole is part or not (part.figure and part.fact and whole.figure and whole.fact and rate.figure):
                continue
            after = rate.figure.low == 100 and part.fact.start > rate.start  # of whatever is done, later on
            if whole.fact.start < part.fact.start and not after and _fits(part.figure, whole.figure, rate.figure):
                yield part, whole


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    held = rate_holds(part, whole, rate) if part.low <= whole.high else Verdict.DOES_NOT_ADD_UP
    return held == Verdict.ADDS_UP or (held == Verdict.LAST_DIGIT and rate.low != 100)
