"""Wholes and their parts: what reading builds, and what it knows while it builds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from bulletin.claims import lexicon
from bulletin.claims.enumerations import enumerations
from bulletin.claims.facts import Fact, Number
from bulletin.claims.items import Enumeration
from bulletin.claims.levels import GROUP
from bulletin.claims.lexicon import Status
from bulletin.claims.runs import Run
from bulletin.claims.units import counts_how_often, together
from bulletin.figures import Figure
from bulletin.regex import regex

PLACES = regex(f"{lexicon.BODIES.pattern}|市|区|州|地|旗|盟")
NEAR = 60  # facts: how far a list may reach
RECALL = 12  # wholes that a later part may still speak of
APART = 2  # sentences between a whole and its parts
MANY = 20  # figures that make up a number as large as that are hardly ever strangers to it
FEW = 5  # a coincidence of small numbers (4 = 2 + 2) is no evidence


class Form(StrEnum):
    """How parts belong to their whole."""

    STATUS = "status"
    LIST = "breakdown"
    SUBSET = "subset"


class Node:
    """A figure in the tree; without a fact, a whole that the text does not give."""

    __slots__ = ("fact", "figure", "rates", "shares", "slices")

    def __init__(
        self, fact: Fact | None, *slices: "Slice", shares: Iterable[Fact] = (), rates: Iterable[Fact] = ()
    ) -> None:
        self.fact, self.figure = fact, fact.figure if fact else None
        self.slices: list[Slice] = [*slices]
        self.shares: list[Fact] = [*shares]  # percentages of its whole: 占34.62%
        self.rates: list[Fact] = [*rates]  # rates of what is done of it: 整改率98%

    @property
    def status(self) -> Status | None:
        return self.fact.status if self.fact else None

    def holds(self, part: Fact) -> bool:
        """The part is not larger than this."""
        return bool(part.figure and self.figure and part.figure.low <= self.figure.high)

    def fits(self, part: Fact) -> bool:
        """The part can be counted within this, as far as units and nouns tell."""
        whole = self.fact
        if not whole or not together(whole.unit, part.unit) or (counts_how_often(whole.unit) and not part.unit):
            return False
        if whole.unit != part.unit and lexicon.REACHED.search(whole.before) and not whole.before.endswith("的"):
            return False
        if whole.level == GROUP and part.level != GROUP:
            return False
        if lexicon.BODIES.match(part.noun) and lexicon.PROBLEM.search(whole.label):
            return False
        one, other = whole.kind, part.kind
        return not (one and other and one != other) or whole.noun.endswith(part.noun)


@dataclass(eq=False, slots=True)
class Slice:
    """One way in which a whole is cut: its parts, and whether the words claim that they are all of it."""

    form: Form
    stated: bool = False  # a bracket, a colon, 其余 or 共计 says that this is all
    everything: bool = False  # 全部已完成 without a number
    loose: bool = False  # parts stand in another sentence than the whole: a gap proves nothing
    rest: bool = False  # 其余 without a number: the parts are known not to be all
    listed: bool = False  # the parts are a list by their form: none of them contains another
    column: bool = False  # what stands beside each part makes up a figure of its own: no part is counted twice
    parts: list[Node] = field(default_factory=list)
    low: Decimal = Decimal(0)
    exact: bool = True
    written: Decimal | None = Decimal(0)  # the sum of the numbers as they stand there: 0.19万 and 0.08万 are 2700

    @classmethod
    def of(cls, parts: Iterable[Node], *, stated: bool = False, loose: bool = False, listed: bool = False) -> "Slice":
        """A list of some parts."""
        made = cls(Form.LIST, stated=stated, loose=loose, listed=listed)
        for part in parts:
            made.put(part)
        return made

    def put(self, part: Node) -> None:
        """One more part; the sum is kept, so that asking for it costs nothing."""
        self.parts.append(part)
        if part.figure:
            self.low += part.figure.low
            self.exact = self.exact and part.figure.exact
            one = part.figure.written
            self.written = None if self.written is None or one is None else self.written + one

    def makes(self, whole: Figure | None, more: Figure | None = None) -> bool:
        """The parts, with one `more`, make up the whole exactly, none of the figures being vague."""
        extra = more.written if more else Decimal(0)
        if not whole or self.written is None or extra is None:
            return False
        return self.written + extra == whole.written


def every(roots: Iterable[Node]) -> Iterator[Node]:
    """All nodes of some trees, each before its parts."""
    stack = [*roots]
    while stack:
        node = stack.pop()
        yield node
        for cut in node.slices:
            stack += cut.parts


@dataclass
class Reading:
    """What is known at one point of a paragraph."""

    facts: list[Fact]
    roots: list[Node] = field(default_factory=list)
    nodes: dict[int, Node] = field(default_factory=dict)  # by the identity of their facts
    whole: Node | None = None  # what the parts that come next are parts of
    last: Node | None = None
    former: Node | None = None  # the last of the sentence before
    sub: tuple[Node, Slice] | None = None  # an open 其中
    rows: tuple[Node, Slice] | None = None  # a 其中 whose ； may go on in the next row
    listing: Slice | None = None  # an open list after a colon
    runs: dict[bool, tuple[int, Run]] = field(default_factory=lambda: dict.fromkeys((True, False), (-1, Run([]))))
    heads: set[int] = field(default_factory=set)  # facts, by identity, that are rows of a whole and wholes themselves
    lists: dict[int, Enumeration] = field(default_factory=dict)  # by the place of the fact that they begin with
    places: dict[int, Enumeration] = field(default_factory=dict)  # by the identity of their items
    beside: dict[int, Enumeration] = field(default_factory=dict)  # by that of what stands beside these
    sentence: int = 0
    sizes: dict[Number, list[Node]] = field(default_factory=dict)  # the nodes of the sentence by their exact figures
    largest: Number = 0  # of those

    def __post_init__(self) -> None:
        for found in enumerations(self.facts):
            self.lists[found.at] = found
            self.places |= {id(item): found for item in found.items}
            self.beside |= {id(fact): found for row in found.beside for fact in row}

    def breaks(self, first: Fact, last: Fact) -> bool:
        """A stretch of the text from one figure to another begins or ends amid a list."""
        if not self.places:
            return False
        begin, end = (self.places.get(id(fact)) or self.beside.get(id(fact)) for fact in (first, last))
        return bool(begin and begin.first is not first) or bool(end and last not in (end.last, *end.beside[-1]))

    def splits(self, facts: list[Fact], head: Fact | None = None) -> bool:
        """The facts are some items of a list without the others, or with what is told of them, or make up one of their own."""
        if not (self.places and any(id(fact) in self.places or id(fact) in self.beside for fact in facts)):
            return False
        items, beside = (Counter(map(known.get, map(id, facts))) for known in (self.places, self.beside))
        own = (self.places.get(id(head)) or self.beside.get(id(head))) if head else None
        mixed = any(found and found in beside for found in items) or (own and (own in items or own in beside))
        return bool(mixed) or any(found and count < len(found.items) for found, count in items.items())

    @cached_property
    def overlaps(self) -> list[int]:
        """Where it is said that one case may be of several kinds: what is counted there need not add up."""
        words = ((at, fact.aside + fact.after) for at, fact in enumerate(self.facts))
        return [at for at, said in words if said and lexicon.OVERLAP.search(said)]

    def enter(self, sentence: int) -> None:
        """A new sentence: lists are closed, the whole is kept for parts that may follow."""
        self.sentence, self.sub, self.rows, self.listing = sentence, None, None, None
        self.former, self.last = self.last, None
        self.sizes.clear()
        self.largest = 0

    def node(self, fact: Fact) -> Node:
        """A node for a fact, from now on the last."""
        node = Node(fact)
        self.nodes[id(fact)] = self.last = node
        size = fact.written
        if size is not None:
            self.sizes.setdefault(size, []).append(node)
            self.largest = max(self.largest, size)
        return node

    def start(self, fact: Fact) -> Node:
        """A new whole."""
        node = self.node(fact)
        self.roots.append(node)
        if fact.unit or not self.whole:
            self.whole, self.sub = node, None
        return node

    def add(self, cut: Slice, fact: Fact) -> Node:
        """A new part."""
        node = self.node(fact)
        cut.put(node)
        return node

    def recent(self) -> list[Node]:
        """The roots a part may still speak of, the latest first."""
        return self.roots[: -RECALL - 1 : -1]

    def forget(self, nodes: list[Node]) -> None:
        """Take nodes from the latest roots: they have become parts."""
        gone = {id(node) for node in nodes}
        self.roots[-NEAR:] = [node for node in self.roots[-NEAR:] if id(node) not in gone]

    def candidates(self, fact: Fact) -> Iterator[Node]:
        """What a figure or a list may be part of: the whole, the last figure, then older ones of the sentence."""
        seen = [self.whole, self.last]
        for root in self.recent():
            seen += [root, *(part for cut in root.slices[-3:] for part in cut.parts[-RECALL:])]
        for node in dict.fromkeys(seen):
            other = node.fact if node else None
            if not node or not other or other.sentence != fact.sentence or other is fact:
                continue
            if together(other.unit, fact.unit) and not counts_how_often(other.unit):
                yield node

    def run_from(self, at: int, *, statuses: bool = False) -> Run:
        """The figures from here on that could be one list: up to a status, a cue, a ； or the end of the sentence."""
        place, known = self.runs[statuses]
        if place != at:  # most often it is what is left of the list that was looked at before
            known = known.rest() if known.goes_on(self.facts[at]) else Run(list(self._run(at, statuses=statuses)))
            self.runs[statuses] = at, known
        return known

    def _run(self, at: int, *, statuses: bool) -> Iterator[Fact]:
        first = self.facts[at]
        for index in range(at, min(at + NEAR, len(self.facts))):
            fact = self.facts[index]
            if fact.sentence != first.sentence or fact.depth < first.depth:
                return
            if fact.depth > first.depth or fact.rate:
                continue
            if index > at and (fact.mark in "；：" or fact.figure is None or fact.cued):
                return
            if fact.change or (lexicon.REACHED.match(fact.before) and PLACES.fullmatch(fact.noun)):
                return  # 涉及5个市，分别为甲市21件
            if (fact.status and index > at and not statuses) or not together(first.unit, fact.unit) or not fact.item:
                return
            yield fact
