"""A text -> its claims, in the order of the text."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from itertools import accumulate, takewhile

from bulletin.claims import across, titles
from bulletin.claims.chains import Chain, chains
from bulletin.claims.clauses import facts
from bulletin.claims.facts import Fact
from bulletin.claims.grammar import read
from bulletin.claims.lexicon import Status
from bulletin.claims.model import Claim, Kind, Part
from bulletin.claims.paragraphs import Places, blocks
from bulletin.claims.rates import meant, of_slice
from bulletin.claims.ratio import judge_rate
from bulletin.claims.tree import Form, Node, Slice
from bulletin.claims.verdict import Judgement, doubted, judge_parts, unwritten, worst
from bulletin.figures import Figure, Verdict, total_of
from bulletin.regex import regex

FIRST = 200  # figures of a paragraph that may repeat the title
QUOTED = 120  # characters of a quote
BREAK = regex(r"(?<!\s)[^\S\n]*+\n\s*+")
COUNTED_TWICE = regex(  # in a sentence of its own: 个别交办件由多个县区承办
    "(?:备?注[：:])?(?:个别|部分|少数|有的|有些|同一|一些|一件|一个|因|由于)[^。]{0,40}?(?:多个|多类|多种|[两几]个|重复|共同|交叉|分别(?:计|统计))"
)
BESIDE = 4  # figures of one clause in front of one that a quote takes in
NEAR = 12  # nodes: how far a rate may look for its figures
FRONT = 2  # sentences in front of some parts in which there may be a figure that they make up
PARAGRAPHS = 3  # in front of one that may tell of their figures
FAR = 100  # figures that are looked at there
KINDS = {Form.STATUS: Kind.STATUS, Form.LIST: Kind.BREAKDOWN, Form.SUBSET: Kind.SUBSET}


def claims(text: str, first_line: int = 1) -> list[Claim]:
    """Every figure stated in a text, with what it is a part or a whole of. Raises nothing, takes time linear in the text."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found: list[Claim] = []
    title: _Paragraph | None = None
    before = deque[across.Wholes](maxlen=PARAGRAPHS)
    for offset, block in blocks(text):
        here = _Paragraph(text[offset : offset + len(block)], block, Places(starts, offset, first_line))
        found += here.claims({key: fact for wholes in before for key, fact in wholes.items()})
        before.append(across.wholes(here.roots))
        found += [title.conflict(*pair) for pair in titles.conflicts(title.title, here.facts[:FIRST])] if title else []
        found += [here.conflict(*pair) for pair in titles.conflicts(*titles.split(here.facts[:FIRST]), titles.NAMED)]
        title = title or here
    return found


class _Paragraph:
    def __init__(self, text: str, block: str, places: Places) -> None:
        self.text, self.block, self.places = text, block, places
        self.facts = facts(block)
        self.starts = [fact.start for fact in self.facts]
        first = text.split("\n", 1)[0]
        self.title = [fact for fact in self.facts[:FIRST] if fact.end <= len(first)] if titles.is_title(first) else []
        self.roots = read(self.facts)

    def claims(self, earlier: across.Wholes) -> list[Claim]:
        """What the paragraph says, some of it of figures of the paragraphs before."""
        made: list[tuple[int, Claim]] = []
        told: set[int] = set()
        for whole, parts in across.lists(self.roots, earlier):
            made.append((_start(parts.parts[0]), self.across(whole, parts)))
            told |= {id(parts), *map(id, parts.parts)}
        cut = {
            id(root.fact) for root in self.roots if root.fact and any(_at_once(root.fact, cut) for cut in root.slices)
        }
        for chain in (chain.without(cut) for chain in chains(self.facts)):
            made.append((chain.total.start, self.chain(chain)))
            told |= {id(fact) for fact in (chain.total, *chain.others)}
        told |= {id(part.fact) for root in self.roots for cut in root.slices for part in cut.parts}
        for index, root in enumerate(self.roots):
            if told & {id(root), *map(id, root.slices)}:
                continue
            near = self.near(index) if root.slices or root.rates or root.shares else []
            for node in _tree(root):
                made += [(_start(node), self.slice(node, cut, near)) for cut in node.slices if cut.parts]
                told_of = any(cut.form == Form.STATUS or node.shares for cut in node.slices)
                if (node.rates or node.shares) and not told_of and node is root:
                    made.append((_start(node), self.share(node, near)))
            alone = not (root.slices or root.rates or root.shares)
            if alone and root.fact and root.fact.unit and id(root.fact) not in told:
                made.append((_start(root), self.lone(root.fact)))
        return [claim for _, claim in sorted(made, key=lambda item: item[0])]

    def near(self, index: int) -> list[Node]:
        """The figures around a root that a rate or a list may speak of: more of those in front than of those behind."""
        before, after = (
            [*_with_parts(self.roots[max(0, first) : last])]
            for first, last in ((index - 4, index + 1), (index + 1, index + 4))
        )
        return [*before[-2 * NEAR :], *after[:NEAR]]

    def slice(self, whole: Node, cut: Slice, near: list[Node]) -> Claim:
        """The claim of one cut of a whole, with the rates of its parts and of the whole."""
        members = [whole, *cut.parts]
        sentence = self.sentence([node.fact for node in members if node.fact])
        told = [part.fact.sentence for part in cut.parts if part.fact]
        same = (node for node in near if node.fact and told[0] - 2 < node.fact.sentence < told[-1] + 2)
        made_up = judge_parts(whole, cut, sentence, same, self.in_front(cut.parts))
        of_rates = list(of_slice(whole, cut, near, made_up.verdict))
        judged = worst([doubted(whole, cut, made_up, of_rates), *of_rates])
        parts = list(_parts(cut))
        if whole.figure:
            parts += [Part(name, Status.OTHER, Figure.of(1)) for name in unwritten(cut, whole.figure)]
        rates = [
            *(whole.rates if cut.form == Form.STATUS else []),
            *(rate for part in cut.parts for rate in part.shares),
        ]
        return self.claim(
            whole.fact, [node.fact for node in members if node.fact], parts, rates, KINDS[cut.form], judged
        )

    def across(self, whole: Fact, cut: Slice) -> Claim:
        """Parts that make up a figure of a paragraph before."""
        assert whole.figure
        said = total_of([part.figure for part in cut.parts if part.figure])
        why = f"{said}={whole.figure}，与前文{whole.label}{whole.figure}相符"
        judged = Judgement(Verdict.ADDS_UP, why)
        members = [part.fact for part in cut.parts if part.fact]
        rates = [rate for part in cut.parts for rate in part.shares]
        return self.claim(whole, members, list(_parts(cut)), rates, KINDS[cut.form], judged)

    def in_front(self, parts: list[Node]) -> Iterator[Fact]:
        """The counts of the same sentence and the two in front of it, the nearest first."""
        first = min((part.fact for part in parts if part.fact), key=lambda fact: fact.start)
        at = bisect_left(self.starts, first.start)
        near = takewhile(
            lambda fact: first.sentence - fact.sentence <= FRONT, reversed(self.facts[max(0, at - FAR) : at])
        )
        return (fact for fact in near if not fact.rate)

    def share(self, node: Node, near: list[Node]) -> Claim:
        """发现20482家存在问题，约占64%: the rate tells which figure is the whole; without one, a rate by itself."""
        rate = [*node.shares, *node.rates][0]
        for part, whole in meant(node, rate, near):
            if part.fact and part.figure and whole.fact and whole.figure and rate.figure:
                judged = judge_rate(part, whole, rate, [], strict=False)
                told = Part(part.fact.label, part.status or Status.OTHER, part.figure)
                return self.claim(whole.fact, [whole.fact, part.fact], [told], [rate], Kind.SUBSET, judged)
        judged = Judgement(Verdict.CANNOT_TELL, f"{rate.figure}没有写出分子或分母，无法核对")
        return self.claim(node.fact, [node.fact or rate, rate], [], [rate], Kind.OTHER, judged)

    def lone(self, fact: Fact) -> Claim:
        """A figure that is neither whole nor part of anything."""
        return self.claim(fact, [fact], [], [], Kind.OTHER, Judgement(Verdict.CANNOT_TELL, "只有一个数，无可核对"))

    def conflict(self, head: Fact, said: Fact) -> Claim:
        """A title and its text that differ."""
        assert said.figure
        judged = Judgement(Verdict.DOES_NOT_ADD_UP, f"标题写{head.figure}{head.unit}，正文写{said.figure}{said.unit}")
        return self.claim(head, [head], [Part(said.label, Status.OTHER, said.figure)], [], Kind.SUBSET, judged)

    def chain(self, chain: Chain) -> Claim:
        parts = [Part(fact.label, Status.OTHER, fact.figure) for fact in chain.others if fact.figure]
        judged = Judgement(Verdict.CANNOT_TELL, "逐级分解，各级数字不相加")
        return self.claim(chain.total, [chain.total, *chain.others], parts, [], Kind.DECOMPOSE, judged)

    def claim(
        self,
        whole: Fact | None,
        members: list[Fact],
        parts: list[Part],
        rates: list[Fact],
        kind: Kind,
        judged: Judgement,
    ) -> Claim:
        spots = [*members, *rates]
        first = min(spots, key=lambda fact: fact.start)
        start = self.opening(first)
        end = max(fact.end + (len(fact.after) if fact.last else 0) for fact in spots)
        line, column = self.places.of(start)
        quote = BREAK.sub("", self.text[start : min(end, start + QUOTED)])
        named = whole or (members[0] if members else rates[0])
        rate = rates[0].figure if rates else None
        figure = whole.figure if whole else None
        return Claim(
            line,
            column,
            quote,
            named.label or lead_noun(named),
            named.unit.strip("%"),
            figure,
            tuple(parts),
            rate,
            kind,
            judged.verdict,
            judged.why,
        )

    def opening(self, fact: Fact) -> int:
        """Where the words of a figure begin; of one that follows another in its clause (3个方面|58个问题), those of the first."""
        at = bisect_left(self.starts, fact.start)
        for before in reversed(self.facts[max(0, at - BESIDE) : at]):
            if fact.first or before.clause != fact.clause:
                break
            fact = before
        begins = fact.before and self.block.endswith(fact.before, 0, fact.start)
        return fact.start - len(fact.before) if begins else fact.start

    def sentence(self, members: list[Fact]) -> str:
        """The words around some figures, up to the full stops, and behind it what says that a case was counted twice."""
        start, end = min(fact.start for fact in members), max(fact.end for fact in members)
        before = self.block[max(0, start - QUOTED) : start].rpartition("。")[2]
        after, _, next_one = self.block[end : end + QUOTED].partition("。")
        said = COUNTED_TWICE.match(next_one.lstrip())
        return before + self.block[start : min(end, start + 20 * QUOTED)] + after + (said.group() if said else "")


def _parts(cut: Slice) -> Iterator[Part]:
    for part in cut.parts:
        if part.fact and part.figure:
            yield Part(part.fact.label, part.status or Status.OTHER, part.figure)


def _with_parts(roots: list[Node]) -> Iterator[Node]:
    for root in roots:
        parts = [part for cut in root.slices[:3] for part in cut.parts[:NEAR]]
        yield from (root, *parts, *(inner for part in parts for cut in part.slices[:2] for inner in cut.parts[:3]))


def _at_once(whole: Fact, cut: Slice) -> bool:
    """The parts are told in the sentence of their whole."""
    first = cut.parts[0].fact if cut.parts else None
    return first is not None and first.sentence == whole.sentence


def _tree(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += [part for cut in node.slices for part in cut.parts if part.slices]


def _start(node: Node) -> int:
    if node.fact:
        return node.fact.start
    parts = [cut.parts[0].fact for cut in node.slices if cut.parts]
    return min(fact.start for fact in (*parts, *node.shares, *node.rates) if fact)


def lead_noun(fact: Fact) -> str:
    """A name for a figure whose own clause has none: the words that led up to it."""
    return re.split("[，、：]", fact.lead.rstrip("，、："))[-1][-20:]
