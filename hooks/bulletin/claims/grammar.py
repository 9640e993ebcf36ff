"""Facts -> trees: each whole with its parts, read sentence by sentence within a paragraph.

A whole is a plain figure (反馈问题25个). What follows becomes its parts by what the words say: a status (已整改19个), 其中,
其余, a bracket, a colon; or, where they say nothing, by the arithmetic: figures that make up a whole exactly are its parts.
The arithmetic only ever finds what adds up; a tree that does not add up has to be claimed by the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.levels import GROUP, level
from bulletin.claims.units import counts_how_often, together
from bulletin.figures import Figure, Verdict, rate_holds

NEAR = 60  # facts: how far a list may reach
RECALL = 12  # wholes of earlier sentences that a later one may still speak of
FEW = 5  # a coincidence of small numbers (4 = 2 + 2) is no evidence


class Form(StrEnum):
    """How parts belong to their whole."""

    STATUS = "status"
    LIST = "breakdown"
    SUBSET = "subset"


@dataclass(eq=False)
class Node:
    """A figure in the tree; without a fact, a whole that the text does not give."""

    fact: Fact | None
    slices: list["Slice"] = field(default_factory=list)
    shares: list[Fact] = field(default_factory=list)  # percentages of its whole: 占34.62%
    rates: list[Fact] = field(default_factory=list)  # rates of what is done of it: 整改率98%
    status: lexicon.Status | None = None

    @property
    def figure(self) -> Figure | None:
        return self.fact.figure if self.fact else None


@dataclass(eq=False)
class Slice:
    """One way in which a whole is cut: its parts, and whether the words claim that they are all of it."""

    form: Form
    parts: list[Node] = field(default_factory=list)
    stated: bool = False  # a bracket, a colon, 其余 or 共计 says that this is all
    loose: bool = False  # parts stand in a later sentence than the whole: a gap proves nothing
    rest: bool = False  # 其余 without a number: the parts are known not to be all
    everything: bool = False  # 全部已完成 without a number

    def low(self) -> Decimal:
        return sum((part.figure.low for part in self.parts if part.figure), Decimal(0))

    def makes(self, whole: Figure | None, *more: Figure) -> bool:
        """The parts, with `more`, make up the whole exactly, all figures being exact."""
        figures = [part.figure for part in self.parts if part.figure] + list(more)
        return bool(whole and whole.exact and all(f.exact for f in figures) and sum(f.low for f in figures) == whole.low)


def read(found: list[Fact]) -> list[Node]:
    """The trees of a paragraph, in order. Linear: every look around is bounded."""
    return _Reader(found).run()


class _Reader:
    def __init__(self, found: list[Fact]) -> None:
        self.facts = found
        self.roots: list[Node] = []
        self.nodes: dict[int, Node] = {}
        self.whole: Node | None = None  # what the parts that come next are parts of
        self.last: Node | None = None
        self.sub: tuple[Node, Slice] | None = None  # an open 其中
        self.listing: Slice | None = None  # an open list after a colon
        self.sentence = 0

    def run(self) -> list[Node]:
        self.read()
        _rows(self.roots)
        _scattered(self.roots)
        return self.roots

    def read(self) -> None:
        at = 0
        while at < len(self.facts):
            fact = self.facts[at]
            if fact.sentence != self.sentence:
                self.sentence, self.sub, self.listing, self.last = fact.sentence, None, None, None
            at = self.bracket(at) if fact.owner else self.take(at)

    def take(self, at: int) -> int:
        """Give one fact, or a run of them, its place; returns where to read on."""
        fact = self.facts[at]
        if fact.mark == "；" and self.sub:
            self.sub = None
        if fact.figure is None:
            self.wordless(fact)
        elif fact.rate:
            self.rate(fact)
        elif lexicon.OF.search(fact.before) and self.last:
            self.inverted(fact)
        elif lexicon.EACH.search(fact.before) and (pairs := self.respective(at)):
            return at + pairs
        elif lexicon.AMONG.match(fact.after):
            if not self.totals(fact, among=True):
                self.start(fact)
        elif fact.subset and (target := self.named(at)):
            self.open_subset(fact, target)
        elif (self.listing or self.opens_list(fact)) and not (self.sub and self.continues(fact)) and self.listed(fact):
            pass
        elif lexicon.REST.match(fact.before):
            self.remainder(fact)
        elif self.totals(fact):
            pass
        elif fact.status and level(fact) != GROUP:
            return self.part(at)
        else:
            return self.plain(at)
        return at + 1

    # Wholes

    def start(self, fact: Fact) -> Node:
        """A new whole."""
        node = self.node(fact)
        self.roots.append(node)
        if fact.unit or not self.whole:
            self.whole, self.sub = node, None
        return node

    def node(self, fact: Fact) -> Node:
        node = Node(fact, status=fact.status)
        self.nodes[id(fact)] = self.last = node
        return node

    def totals(self, fact: Fact, *, among: bool = False) -> bool:
        """共计196处, after its parts: the nodes before it that make it up, or, if the clause says nothing else, all of them."""
        also = not fact.first and not fact.before and self.last and self.last.slices and self.last.fact  # 共计196处18114㎡
        cue = lexicon.SUM.search(also.before if also else fact.before)
        if not (cue or among) or fact.figure is None:
            return False
        run = Slice(Form.LIST, stated=not among)
        if self.whole and self.whole.fact is None and self.whole.slices and self.whole.slices[-1].makes(fact.figure):
            self.whole.fact = fact
            self.nodes[id(fact)] = self.last = self.whole
            return True
        for node in reversed(self.roots[-NEAR:]):
            if not node.fact or node.fact.sentence != fact.sentence:
                break
            if not together(node.fact.unit, fact.unit) or node.fact.depth or node is self.last and also:
                continue
            run.parts.insert(0, node)
            if len(run.parts) > 1 and run.makes(fact.figure):
                break
        exact = run.makes(fact.figure)
        alone = cue and cue.group().startswith(("共计", "合计", "总计")) and fact.before == cue.group() and fact.unit
        same = all(node.fact and node.fact.unit == fact.unit and not node.slices for node in run.parts)
        if len(run.parts) < 2 or not (exact or (alone and same)):
            return False
        self.roots = [node for node in self.roots if node not in run.parts]
        self.start(fact).slices.append(run)
        return True

    def respective(self, at: int) -> int:
        """1786个、817个问题中，分别有1691个、513个（占94%、62%）已完成: each part to its own whole; returns how many facts that takes."""
        parts = [self.facts[at]]
        for fact in self.facts[at + 1 : at + NEAR]:
            if fact.mark != "、" or fact.rate or fact.depth != parts[0].depth or fact.sentence != parts[0].sentence:
                if fact.depth <= parts[0].depth:
                    break
                continue
            parts.append(fact)
        wholes = self.roots[-len(parts) :]
        fit = all(root.fact and not root.slices and self.below(fact, root) for root, fact in zip(wholes, parts, strict=False))
        if len(parts) < 2 or len(wholes) < len(parts) or not fit:
            return 0
        end = self.facts.index(parts[-1], at, at + NEAR) + 1
        status = parts[-1].status
        for whole, fact in zip(wholes, parts, strict=True):
            node = Node(fact, status=status)
            whole.slices.append(Slice(Form.STATUS if status else Form.SUBSET, [node]))
            self.nodes[id(fact)] = node
        rates = [fact for fact in self.facts[end : end + len(parts)] if fact.rate]
        if len(rates) == len(parts):
            for whole, rate in zip(wholes, rates, strict=True):
                whole.slices[-1].parts[0].shares.append(rate)
            end += len(rates)
        return end - at

    def inverted(self, fact: Fact) -> None:
        """已完成313项，占531项任务的近六成: the whole follows its part."""
        part = self.last
        if part in self.roots:
            self.roots.remove(part)
        elif self.roots and self.roots[-1].fact is None:
            self.roots.pop()
        node = self.start(fact)
        if part:
            node.slices.append(Slice(Form.STATUS if part.status else Form.SUBSET, [part]))
            self.last = part

    # Parts by their words

    def part(self, at: int) -> int:
        """A figure with a status."""
        fact, last = self.facts[at], self.last
        if last and not last.status and last is not self.whole:
            run = list(self.run_from(at, statuses=True))
            if run and (made := next((count for total, count in _sums(run) if count > 1 and self.exactly(last, total)), 0)):
                return self.attach(at, run, last, made)
        self.one_part(fact, self.by_share(at))
        return at + 1

    def exactly(self, node: Node, total: Decimal) -> bool:
        return bool(node.figure and node.figure.exact and node.figure.low == total >= FEW)

    def by_share(self, at: int) -> Node | None:
        """达序时188个占67.6%: of the figures that it could be a part of, the one whose share it is."""
        fact = self.facts[at]
        rate = self.facts[at + 1] if at + 1 < len(self.facts) else None
        if not rate or not rate.rate or rate.clause != fact.clause or not rate.figure or not fact.figure or "率" in rate.before:
            return None
        for node in self.candidates(fact):
            if node.figure and self.below(fact, node) and rate_holds(fact.figure, node.figure, rate.figure) == Verdict.ADDS_UP:
                return node
        return None

    def one_part(self, fact: Fact, shared: Node | None) -> None:
        if self.sub and self.sub[1].form == Form.STATUS and self.fits(self.sub[0], fact):
            self.add(self.sub[1], fact)
            return
        if shared and shared is not self.whole:
            self.add(self.slice(shared), fact)
            return
        if self.sub and (inner := self.inner(fact)):
            self.whole = inner
            self.add(self.slice(inner), fact)
            return
        whole = self.home(fact)
        if fact.everything and not (whole and fact.mark != "；" and whole.slices and not whole.slices[-1].makes(whole.figure)):
            node = self.start(fact)
            node.slices.append(Slice(Form.STATUS, [Node(fact, status=fact.status)], everything=True))
            return
        self.sub = None if not self.sub or not self.completes(self.sub[0], self.sub[1], fact) else self.sub
        if whole is None or self.again(whole, fact):
            whole = Node(None)
            self.roots.append(whole)
        self.whole = whole
        open_slice = self.slice(whole)
        self.add(open_slice, fact)

    def inner(self, fact: Fact) -> Node | None:
        """其中部门检查发现11个、整改8个: the status is one of the item of the 其中, unless the whole is waiting for it."""
        assert self.sub
        item, whole = self.sub[1].parts[-1], self.whole
        if not self.fits(item, fact) or not self.below(fact, item) or self.sub[1].form == Form.STATUS or fact.mark == "；":
            return None
        for outer in (self.sub[0], whole):
            cuts = [cut for cut in outer.slices if cut.form == Form.STATUS] if outer and outer is not item else []
            if any(self.completes(outer, cut, fact) or all(part.status != fact.status for part in cut.parts) for cut in cuts if outer):
                return None
        return item

    def home(self, fact: Fact) -> Node | None:
        """The whole that a part belongs to: the nearest in its sentence that fits, else one of a sentence before."""
        near = [self.whole] if self.whole else []
        if self.whole and self.whole.fact and self.whole.fact.unit != fact.unit and fact.unit:  # 8个信访件，涉及12个问题，已办结8件
            near = [node for node in self.roots[-RECALL:] if self.named_so(node, fact)][-1:] + near
        for node in [*near, *reversed(self.roots[-RECALL:])]:
            if node.fact is None and node is self.whole and self.same_sentence(node, fact):
                return node
            if node.fact and not node.fact.depth and fact.sentence - node.fact.sentence <= 2 and self.fits(node, fact):
                if self.below(fact, node) or (node.fact.sentence == fact.sentence and node.fact.clause == fact.clause - 1 and not fact.noun):
                    return node
        return None

    def named_so(self, node: Node, fact: Fact) -> bool:
        """The unit of a part is the last word of the whole's noun."""
        return bool(node.fact and node.fact.sentence == fact.sentence and node.fact.noun.endswith(fact.unit) and self.fits(node, fact))

    def again(self, whole: Node, fact: Fact) -> bool:
        """After a ； a status that was already there begins another count: 已整改1153个；1个已完工，3个已开工."""
        if fact.mark != "；" or not whole.slices or whole.fact is None or fact.sentence != whole.fact.sentence:
            return False
        parts = whole.slices[-1].parts
        if any(part.fact and part.fact.mark == "；" for part in parts[1:]) or self.completes(whole, whole.slices[-1], fact):
            return False
        return any(part.status == fact.status for part in parts)

    def same_sentence(self, node: Node, fact: Fact) -> bool:
        parts = node.slices[-1].parts if node.slices else []
        return bool(parts and parts[-1].fact and parts[-1].fact.sentence == fact.sentence)

    def slice(self, whole: Node) -> Slice:
        """The open slice of statuses of a whole."""
        if whole.slices and whole.slices[-1].form == Form.STATUS and not whole.slices[-1].makes(whole.figure):
            return whole.slices[-1]
        if not whole.slices or whole.slices[-1].form != Form.STATUS or whole.slices[-1].parts:
            whole.slices.append(Slice(Form.STATUS))
        return whole.slices[-1]

    def add(self, to: Slice, fact: Fact) -> Node:
        node = self.node(fact)
        to.parts.append(node)
        return node

    def fits(self, whole: Node, part: Fact) -> bool:
        """The part can be counted within the whole, as far as units and nouns tell."""
        if not whole.fact or not together(whole.fact.unit, part.unit) or counts_how_often(whole.fact.unit) and not part.unit:
            return False
        one, other = whole.fact.noun, part.noun
        if level(whole.fact) == GROUP and level(part) != GROUP:
            return False
        levels = lexicon.LEVEL.findall(one)[-1:], lexicon.LEVEL.findall(other)[-1:]
        return not (levels[0] and levels[1] and levels[0] != levels[1]) or one.endswith(other)

    def completes(self, whole: Node, parts: Slice, fact: Fact) -> bool:
        return fact.figure is not None and parts.makes(whole.figure, fact.figure)

    def remainder(self, fact: Fact) -> None:
        """其余45个: what is left of the subset's whole if that makes it up, else of the whole itself."""
        if self.sub and self.completes(*self.sub, fact):
            self.add(self.sub[1], fact)
            self.sub[1].stated = True
            return
        whole = self.home(fact) or self.whole
        if whole is None or whole.fact is None:
            self.one_part(fact, None)
            return
        if self.sub and self.sub[0] is whole:
            self.add(self.sub[1], fact)
            self.sub[1].stated = True
            return
        self.sub = None
        if whole.slices and whole.slices[-1].form != Form.SUBSET and not whole.slices[-1].makes(whole.figure):
            self.add(whole.slices[-1], fact)
        else:
            self.add(self.slice(whole), fact)
        whole.slices[-1].stated = True

    def named(self, at: int) -> Node | None:
        """What 其中 speaks of: the figure just before it, or the whole; of two that fit, the one that is made up exactly."""
        fact = self.facts[at]
        seen = [node for node in (self.last, self.whole) if node and node.fact and not node.fact.rate]
        seen = [node for node in seen if node.fact and together(node.fact.unit, fact.unit) and self.below(fact, node)]
        run = list(self.run_from(at))
        for node in seen:
            if any(total == node.figure.low for total, _ in _sums(run) if node.figure and node.figure.exact):
                return node
        return seen[0] if seen else None

    def below(self, fact: Fact, node: Node) -> bool:
        return bool(fact.figure and node.figure and fact.figure.low <= node.figure.high)

    def open_subset(self, fact: Fact, target: Node) -> None:
        form = Form.STATUS if fact.status and target is self.whole else Form.SUBSET
        target.slices.append(Slice(form))
        self.sub = target, target.slices[-1]
        self.add(target.slices[-1], fact)

    def wordless(self, fact: Fact) -> None:
        """全部完成 and 其余正在推进, without a number."""
        if lexicon.REST.search(fact.before[:6]):
            if self.whole and self.whole.slices:
                self.whole.slices[-1].rest = True
            return
        for node in reversed(self.roots[-RECALL:]):
            seen = node.fact
            if not seen or seen.depth or seen.sentence < fact.sentence - 1 or counts_how_often(seen.unit) or not seen.unit:
                continue
            if lexicon.PROBLEM.search(seen.before[-8:] + seen.noun) and not any(cut.form == Form.STATUS for cut in node.slices):
                whole = Fact(fact.start, fact.end, fact.sentence, fact.clause, fact.mark, 0, 0, None, seen.figure, before=fact.before)
                node.slices.append(Slice(Form.STATUS, [Node(whole, status=fact.status)], everything=True))
                return

    # Parts by brackets, colons and arithmetic

    def bracket(self, at: int) -> int:
        """The facts of one bracket, cut at ；: parts of the figure in front of it, or a text of their own."""
        first, end = self.facts[at], at
        while end < len(self.facts) and self.facts[end].bracket == first.bracket:
            end += 1
        owner = self.nodes.get(id(first.owner))
        for run in _cut(self.facts[at:end]):
            self.bracketed(owner, run)
        return end

    def bracketed(self, owner: Node | None, run: list[Fact]) -> None:
        counts = [fact for fact in run if fact.figure and not fact.rate]
        if owner and not counts:
            owner.shares += [fact for fact in run if fact.rate][:1]
            return
        if not owner or not owner.fact or owner.fact.rate or not all(together(owner.fact.unit, fact.unit) for fact in counts):
            self.roots += [Node(fact, status=fact.status) for fact in counts]
            return
        subset = counts[0].subset or (len(counts) == 1 and counts[0].figure != owner.figure)
        if subset and not self.below(counts[0], owner):
            self.roots += [Node(fact, status=fact.status) for fact in counts]
            return
        statuses = any(fact.status for fact in counts)
        cut = Slice(Form.SUBSET if subset else Form.STATUS if statuses else Form.LIST, stated=not subset)
        owner.slices.append(cut)
        held = self.last
        for fact in run:
            if fact.figure and not fact.rate:
                self.add(cut, fact)
            elif fact.rate and cut.parts:
                cut.parts[-1].shares.append(fact)
        self.last = held

    def plain(self, at: int) -> int:
        """A figure whose words give it no place: a list after a colon, a list that adds up, or a new whole."""
        fact = self.facts[at]
        run = list(self.run_from(at))
        if run and (made := self.made_up(run)):
            return self.attach(at, run, *made)
        if self.sub and self.continues(fact):
            self.add(self.sub[1], fact)
            return at + 1
        if len(run) > 2 and not any(item.unit for item in run) and (nearest := self.nearest(run)):
            return self.attach(at, run, nearest, len(run))
        self.start(fact)
        return at + 1

    def opens_list(self, fact: Fact) -> bool:
        whole = self.whole.fact if self.whole else None
        if whole and fact.mark == "：" and whole.sentence == fact.sentence and whole.clause == fact.clause - 1 and not fact.lead:
            self.listing = Slice(Form.LIST, stated=True)
        return self.listing is not None

    def listed(self, fact: Fact) -> bool:
        """Take a fact into the open list, unless it is no item of a list or the list is full."""
        cut, whole = self.listing, self.whole
        if cut is None or whole is None or not _item(fact) or not whole.fact or not together(whole.fact.unit, fact.unit) or cut.makes(whole.figure):
            self.listing = None
            return False
        ends = cut.parts and cut.parts[-1].fact and fact.mark == "；" and len(cut.parts) > 1 and cut.parts[1].fact.mark != "；"  # type: ignore[union-attr]
        if ends:
            self.listing = None
            return False
        if not cut.parts:
            whole.slices.append(cut)
        node = self.add(cut, fact)
        if node.status:
            cut.form = Form.STATUS
        return True

    def continues(self, fact: Fact) -> bool:
        """A plain figure goes on with the 其中 in front of it while it fits."""
        if not self.sub or not fact.figure or fact.mark not in "，、和" or not _item(fact):
            return False
        whole, cut = self.sub
        outer = self.whole
        if outer and outer is not whole and any(self.completes(outer, other, fact) for other in outer.slices[-2:]):
            return False
        return bool(whole.fact and together(whole.fact.unit, fact.unit) and whole.figure and cut.low() + fact.figure.low <= whole.figure.high)

    def run_from(self, at: int, *, statuses: bool = False) -> Iterator[Fact]:
        """The plain figures from here on that could be one list: up to a status, a cue, a ； or the end of the sentence."""
        first = self.facts[at]
        for index in range(at, min(at + NEAR, len(self.facts))):
            fact = self.facts[index]
            if fact.sentence != first.sentence or fact.depth < first.depth:
                return
            if fact.depth > first.depth or fact.rate:
                continue
            cue = index > at and (fact.mark == "；" or fact.subset or fact.figure is None or lexicon.REST.match(fact.before))
            if cue or (fact.status and index > at and not statuses) or not together(first.unit, fact.unit) or not _item(fact):
                return
            yield fact

    def made_up(self, run: list[Fact]) -> tuple[Node, int] | None:
        """A node that the beginning of the run makes up exactly, and how many figures that takes."""
        sums = {total: count for total, count in reversed(_sums(run)) if count > 1}
        for node in self.candidates(run[0]):
            figure = node.figure
            if figure and figure.exact and figure.low in sums and (figure.low >= FEW or not run[0].unit):
                if sums[figure.low] == len(run) or (node is self.whole and run[0].unit):
                    return node, sums[figure.low]
        return None

    def nearest(self, run: list[Fact]) -> Node | None:
        """What a list of bare numbers is a list of, if it makes up nothing: what comes nearest to its sum."""
        total = sum(fact.figure.low for fact in run if fact.figure)
        return min((node for node in self.candidates(run[0]) if node.figure), key=lambda node: abs(node.figure.low - total), default=None)  # type: ignore[union-attr]

    def candidates(self, fact: Fact) -> Iterator[Node]:
        """What a list may be a list of: the whole, the last part, then older ones of the sentence."""
        seen = [self.whole, self.last]
        for root in reversed(self.roots[-RECALL:]):
            seen += [root, *(part for cut in root.slices for part in cut.parts[-NEAR:])]
        for node in seen:
            if node and node.fact and node.fact.sentence == fact.sentence and node.fact is not fact and together(node.fact.unit, fact.unit):
                if not counts_how_often(node.fact.unit):
                    yield node

    def attach(self, at: int, run: list[Fact], node: Node, count: int) -> int:
        cut = Slice(Form.LIST)
        node.slices.append(cut)
        for fact in run[:count]:
            self.add(cut, fact)
        final = run[count - 1]
        index = at
        while self.facts[index] is not final:
            index += 1
            if (skipped := self.facts[index]).owner and id(skipped.owner) in self.nodes:
                self.bracketed(self.nodes[id(skipped.owner)], [skipped])
            elif skipped.rate and self.last:
                self.last.shares.append(skipped)
        return index + 1

    # Rates

    def rate(self, fact: Fact) -> None:
        """A percentage goes to the figure it follows, or, if it is named (整改率), to the whole."""
        near = self.last and self.last.fact
        named = "率" in fact.before
        if near and self.last and not named and (fact.clause == near.clause or "占" in fact.before):
            self.last.shares.append(fact)
        elif near and self.whole and self.whole.slices and (named or lexicon.RATE.search(fact.before)):
            self.whole.rates.append(fact)
        else:
            self.roots.append(Node(None, rates=[fact]))


def _rows(roots: list[Node]) -> None:
    """62个已完成46个；20个已全部完成；21个已完成18个；21个已完成8个: rows whose wholes and parts make up those of the first."""
    rows = [root for root in roots if root.fact and len(root.slices) == 1 and root.slices[0].form == Form.STATUS and len(root.slices[0].parts) == 1]
    at = 0
    while at < len(rows):
        head = rows[at]
        done = head.slices[0].parts[0]
        wholes, parts = Slice(Form.LIST), Slice(Form.LIST)
        for row in rows[at + 1 : at + 1 + NEAR]:
            if not row.fact or not head.fact or not together(row.fact.unit, head.fact.unit) or wholes.low() >= head.fact.figure.low:  # type: ignore[union-attr]
                break
            wholes.parts.append(Node(row.fact))
            parts.parts.append(Node(row.slices[0].parts[0].fact))
        if len(wholes.parts) > 1 and wholes.makes(head.figure):
            head.slices.append(wholes)
            if parts.makes(done.figure):
                done.slices.append(parts)
            at += len(wholes.parts)
        at += 1


def _scattered(roots: list[Node]) -> None:
    """295座城市，218座排查出水体1861个，77座没有发现: parts in the unit of their whole, with other figures in between."""
    for at, whole in enumerate(roots):
        if not whole.fact or not whole.fact.unit or whole.slices or counts_how_often(whole.fact.unit):
            continue
        run = Slice(Form.LIST)
        for node in roots[at + 1 : at + 8]:
            if not node.fact or node.fact.sentence != whole.fact.sentence:
                break
            if node.fact.unit == whole.fact.unit:
                run.parts.append(Node(node.fact, status=node.status))
        if len(run.parts) > 1 and run.makes(whole.figure) and run.low() >= FEW:
            whole.slices.append(run)


def _cut(run: list[Fact]) -> Iterator[list[Fact]]:
    """A bracket's facts, cut at ；."""
    piece: list[Fact] = []
    for fact in run:
        if fact.mark == "；" and piece:
            yield piece
            piece = []
        piece.append(fact)
    if piece:
        yield piece


def _item(fact: Fact) -> bool:
    """Short enough for an item of a list: a label and a number, and nothing else in the clause."""
    return len(fact.before) <= 20 and len(fact.after) <= 16 and fact.first and fact.last


def _sums(run: list[Fact]) -> list[tuple[Decimal, int]]:
    """The sums of the first two, three … figures of a run, while all are exact."""
    sums, total = [], Decimal(0)
    for count, fact in enumerate(run, 1):
        if not fact.figure or not fact.figure.exact:
            break
        total += fact.figure.low
        sums.append((total, count))
    return sums
