"""A text -> its claims, in the order of the text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact, blocks, facts
from bulletin.claims.grammar import read
from bulletin.claims.levels import Chain, chains
from bulletin.claims.lexicon import DONE, Status
from bulletin.claims.model import Claim, Kind, Part
from bulletin.claims.tree import Form, Node, Slice
from bulletin.claims.verdict import Judgement, judge_parts, judge_rate, unwritten, worst
from bulletin.figures import Figure, Verdict, rate_holds

QUOTED = 120  # characters of a quote
NEAR = 12  # nodes: how far a rate may look for its figures
KINDS = {Form.STATUS: Kind.STATUS, Form.LIST: Kind.BREAKDOWN, Form.SUBSET: Kind.SUBSET}
RATE_NAME = re.compile("(?:整改|办结|完成|销号|治理|处置|化解|整治|办理|解决|落实|验收|处理)率")
OTHER_RATE = re.compile("按期|按时|及时|到期|年度|平均|满意|综合|属实|同意|序时")
CHANGE = re.compile("增长|下降|上升|提升|提高|降低|减少|增加|同比|环比|由|从|增幅")


def claims(text: str, first_line: int = 1) -> list[Claim]:
    """Every figure stated in a text, with what it is a part or a whole of. Raises nothing, takes time linear in the text."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(at: int) -> tuple[int, int]:
        row = bisect_right(starts, at) - 1
        return first_line + row, at - starts[row] + 1

    return [
        claim
        for offset, block in blocks(text)
        for claim in _Paragraph(text[offset : offset + len(block)], block, lambda at, offset=offset: place(offset + at)).claims()  # type: ignore[misc]
    ]


class _Paragraph:
    def __init__(self, text: str, block: str, place: Callable[[int], tuple[int, int]]) -> None:
        self.text, self.block, self.place = text, block, place
        self.facts = facts(block)
        self.roots = read(self.facts)

    def claims(self) -> list[Claim]:
        made: list[tuple[int, Claim]] = []
        told: set[int] = set()
        for chain in chains(self.facts):
            made.append((chain.total.start, self.chain(chain)))
            told |= {id(fact) for fact in (chain.total, *chain.others)}
        for index, root in enumerate(self.roots):
            near = self.near(index) if root.slices or root.rates or root.shares else []
            for node in _tree(root):
                made += [(_start(node), self.slice(node, cut, near)) for cut in node.slices if cut.parts]
                if (node.rates or node.shares) and not node.slices and node is root:
                    made.append((_start(node), self.share(node, near)))
            if not root.slices and not root.rates and not root.shares and root.fact and root.fact.unit and id(root.fact) not in told:
                made.append((_start(root), self.lone(root)))
        return [claim for _, claim in sorted(made, key=lambda item: item[0])]

    def near(self, index: int) -> list[Node]:
        """The figures around a root that a rate or a list may speak of."""
        nodes: list[Node] = []
        for root in self.roots[max(0, index - 4) : index + 2]:
            nodes += [root, *(part for cut in root.slices[:3] for part in cut.parts[:NEAR])]
        return nodes[-3 * NEAR :]

    def slice(self, whole: Node, cut: Slice, near: list[Node]) -> Claim:
        """The claim of one cut of a whole, with the rates of its parts and of the whole."""
        members = [whole, *cut.parts]
        sentence = self.sentence([node.fact for node in members if node.fact])
        same = [node for node in near if node.fact and cut.parts[0].fact and node.fact.sentence == cut.parts[0].fact.sentence]
        made_up = judge_parts(whole, cut, sentence, same)
        judgements = [made_up, *self.rates(whole, cut, near, made_up.verdict)]
        judged = worst(judgements)
        parts = [Part(part.fact.label, part.status or Status.OTHER, part.figure) for part in cut.parts if part.fact and part.figure]
        if whole.figure:
            parts += [Part(name, Status.OTHER, Figure.of(1)) for name in unwritten(cut, whole.figure)]
        rates = [*(whole.rates if cut.form == Form.STATUS else []), *(rate for part in cut.parts for rate in part.shares)]
        return self.claim(whole.fact, [node.fact for node in members if node.fact], parts, rates, KINDS[cut.form], judged)

    def rates(self, whole: Node, cut: Slice, near: list[Node], made_up: Verdict) -> Iterator[Judgement]:
        for part in cut.parts:
            for rate in part.shares:
                if not CHANGE.search(rate.before):
                    sure = made_up == Verdict.ADDS_UP and len(cut.parts) > 1 or _named(rate)
                    yield judge_rate(part, whole, rate, near, strict=sure)
        if cut.form != Form.STATUS:
            return
        done = next((part for part in cut.parts if part.status == Status.COMPLETED), cut.parts[0])
        for rate in whole.rates:
            if not CHANGE.search(rate.before):
                together = _joint(whole, [part for part in cut.parts if part.status in DONE], rate)
                sure = _named(rate) and done.status == Status.COMPLETED and not (whole.figure and cut.low > whole.figure.high)
                yield together or judge_rate(done, whole, rate, near, strict=sure)

    def share(self, node: Node, near: list[Node]) -> Claim:
        """发现20482家存在问题，约占64%: the rate tells which figure is the whole; without one, a rate by itself."""
        rate = [*node.shares, *node.rates][0]
        for part, whole in _meant(node, rate, near):
            if part.fact and part.figure and whole.fact and whole.figure and rate.figure:
                judged = judge_rate(part, whole, rate, [], strict=False)
                told = Part(part.fact.label, part.status or Status.OTHER, part.figure)
                return self.claim(whole.fact, [whole.fact, part.fact], [told], [rate], Kind.SUBSET, judged)
        judged = Judgement(Verdict.CANNOT_TELL, f"{rate.figure}没有写出分子或分母，无法核对")
        return self.claim(node.fact, [node.fact or rate, rate], [], [rate], Kind.OTHER, judged)

    def lone(self, root: Node) -> Claim:
        assert root.fact
        return self.claim(root.fact, [root.fact], [], [], Kind.OTHER, Judgement(Verdict.CANNOT_TELL, "只有一个数，无可核对"))

    def chain(self, chain: Chain) -> Claim:
        parts = [Part(fact.label, Status.OTHER, fact.figure) for fact in chain.others if fact.figure]
        judged = Judgement(Verdict.CANNOT_TELL, "逐级分解，各级数字不相加")
        return self.claim(chain.total, [chain.total, *chain.others], parts, [], Kind.DECOMPOSE, judged)

    def claim(
        self, whole: Fact | None, members: list[Fact], parts: list[Part], rates: list[Fact], kind: Kind, judged: Judgement
    ) -> Claim:
        spots = [*members, *rates]
        first = min(spots, key=lambda fact: fact.start)
        start = max(0, first.start - len(first.before) if first.before and self.block[: first.start].endswith(first.before) else first.start)
        end = max(fact.end + (len(fact.after) if fact.last else 0) for fact in spots)
        line, column = self.place(start)
        quote = re.sub(r"\s*\n\s*", "", self.text[start : min(end, start + QUOTED)])
        named = whole or (members[0] if members else rates[0])
        rate = rates[0].figure if rates else None
        figure = whole.figure if whole else None
        return Claim(line, column, quote, named.label or lead_noun(named), named.unit.strip("%"), figure, tuple(parts), rate, kind, judged.verdict, judged.why)

    def sentence(self, members: list[Fact]) -> str:
        """The words around some figures, up to the full stops."""
        start, end = min(fact.start for fact in members), max(fact.end for fact in members)
        before = self.block[max(0, start - QUOTED) : start].rpartition("。")[2]
        after = self.block[end : end + QUOTED].partition("。")[0]
        return before + self.block[start : min(end, start + 20 * QUOTED)] + after


def _meant(node: Node, rate: Fact, near: list[Node]) -> Iterator[tuple[Node, Node]]:
    """The part and the whole that a rate fits: its own figure, or one that its name repeats (立案175件，立案率93.6%)."""
    name = re.sub("[的达为]*率.*$", "", rate.before)[-2:]
    parts = [node] if node.fact else [other for other in reversed(near) if name and other.fact and name in other.fact.label]
    for part in parts:
        for whole in reversed(near):
            if whole is part or not (part.figure and part.fact and whole.figure and whole.fact and rate.figure):
                continue
            if whole.fact.start < part.fact.start and _fits(part.figure, whole.figure, rate.figure):
                yield part, whole


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    held = rate_holds(part, whole, rate)
    return held == Verdict.ADDS_UP or (held == Verdict.LAST_DIGIT and rate.low != 100)


def _tree(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += [part for cut in node.slices for part in cut.parts if part.slices]


def _start(node: Node) -> int:
    places = [node.fact] if node.fact else [part.fact for cut in node.slices for part in cut.parts] + node.shares + node.rates
    return min(fact.start for fact in places if fact)


def _named(rate: Fact) -> bool:
    """A rate by name of the work itself: 整改率, 办结率; not 按期整改率, whose whole is another."""
    return bool(RATE_NAME.search(rate.before + rate.lead)) and not OTHER_RATE.search(rate.before) and bool(rate.figure and rate.figure.low != 100)


def _joint(whole: Node, done: list[Node], rate: Fact) -> Judgement | None:
    """A rate whose numerator is what is completed together with what is completed in stages."""
    figures = [part.figure for part in done if part.figure]
    if len(figures) < 2 or whole.figure is None or rate.figure is None:
        return None
    total = figures[0]
    for figure in figures[1:]:
        total = total + figure
    held = rate_holds(total, whole.figure, rate.figure)
    return Judgement(held, f"({total})/{whole.figure}，与所述{rate.figure}相符") if held == Verdict.ADDS_UP else None


def lead_noun(fact: Fact) -> str:
    """A name for a figure whose own clause has none: the words that led up to it."""
    return re.split("[，、：]", fact.lead.rstrip("，、："))[-1][-20:]
