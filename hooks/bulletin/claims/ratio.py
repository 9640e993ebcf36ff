"""Whether a stated rate is that of a part in its whole, and the arithmetic in words."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from bulletin.claims.facts import Fact
from bulletin.claims.tree import Node
from bulletin.claims.verdict import Judgement
from bulletin.figures import ENDLESS, Figure, Verdict, rate_holds, shown, total_of

NEAR = 12  # figures that a rate may be meant for


def judge_rate(part: Node, whole: Node, rate: Fact, near: list[Node], *, strict: bool) -> Judgement:
    """Whether a stated rate is that of a part in its whole, or of any two figures near it that could be meant."""
    stated = rate.figure
    if stated is None or part.figure is None or whole.figure is None:
        return Judgement(Verdict.CANNOT_TELL, f"{rate.label or '比率'}{stated}没有写出分子或分母，无法核对")
    verdict = rate_holds(part.figure, whole.figure, stated)
    if verdict == Verdict.DOES_NOT_ADD_UP:
        near = _nearest(near, rate)
        for numerator, denominator in _pairs([node for node in near if not _rated_itself(node, whole)], stated):
            held = rate_holds(numerator, denominator, stated)
            if held in (Verdict.ADDS_UP, Verdict.LAST_DIGIT):
                return Judgement(held, f"{numerator}/{denominator}={percent(numerator, denominator)}，所述{stated}")
        if not strict or (
            "率" in rate.before
            and _of_two([node for node in near if node.fact and node.fact.start < rate.start], stated)
        ):
            verdict = Verdict.CANNOT_TELL
    reckoned = percent(part.figure, whole.figure)
    if verdict == Verdict.CANNOT_TELL:
        return Judgement(
            verdict,
            f"{part.figure}/{whole.figure}={reckoned}，所述{stated}，口径不明，无法核对"
            if reckoned
            else f"{stated}无法核对",
        )
    if not stated.exact and verdict == Verdict.ADDS_UP:
        return Judgement(Verdict.CANNOT_TELL, f"{part.figure}/{whole.figure}={reckoned}，与约数{stated}相容")
    words = {Verdict.ADDS_UP: "相符", Verdict.LAST_DIGIT: "末位有差", Verdict.DOES_NOT_ADD_UP: "不符"}
    return Judgement(verdict, f"{part.figure}/{whole.figure}={reckoned}，与所述{stated}{words[verdict]}")


def _nearest(nodes: list[Node], rate: Fact) -> list[Node]:
    """The figures that stand nearest to a rate, in front of it or behind."""
    told = {(node.figure, node.fact.unit): node for node in reversed(nodes) if node.fact and node.figure}.values()
    near = sorted(told, key=lambda node: abs(node.fact.start - rate.start) if node.fact else 0)[:NEAR]
    return sorted(near, key=lambda node: node.fact.start if node.fact else 0)


def _of_two(near: list[Node], rate: Figure) -> bool:
    """受理7227宗，答复5113宗，转办2114宗，办结1898宗，办结率97.01%: what is answered and what is done, together."""
    figures = list(
        dict.fromkeys(node.figure for node in near[-NEAR:] if node.figure and node.fact and node.figure.exact)
    )
    both = (total_of(pair) for pair in combinations(figures, 2)) if "." in rate.text else ()
    low, high = float(rate.low) - 1, float(rate.high) + 1
    sized = (
        (one, of) for one in both for of in figures if of.low and low <= 100 * float(one.low) / float(of.low) <= high
    )
    return any(rate_holds(one, of, rate) is Verdict.ADDS_UP for one, of in sized)


def _rated_itself(node: Node, whole: Node) -> bool:
    """重大隐患945条，已整改713条，整改率90.3%: what has a rate of its own is not meant by another's."""
    return node is not whole and bool(node.rates)


def _pairs(near: list[Node], rate: Figure) -> Iterator[tuple[Figure, Figure]]:
    """Figures near by whose ratio is about the rate."""
    low, high = float(rate.low) - 2, float(rate.high) + 2
    figures = [node.figure for node in near[-NEAR:] if node.figure and node.fact]
    sized = [(float(figure.low), figure) for figure in dict.fromkeys(figures) if figure.low > 0]
    for numerator, one in sized:
        for denominator, other in sized:
            if one is not other and low <= 100 * numerator / denominator <= high:
                yield one, other


def percent(part: Figure, total: Figure) -> str:
    """What a part is of a total, in percent: one number, or from one to another where the figures are vague."""
    if total.low <= 0 or ENDLESS in (part.high, total.high):
        return ""
    ends = [shown((value * 100).quantize(Decimal("0.01"))) for value in (part.low / total.high, part.high / total.low)]
    return f"{ends[0]}%" if ends[0] == ends[1] else f"{ends[0]}%至{ends[1]}%"
