"""What shows only when one looks ahead: a total behind its parts, and rows cut by ；."""

from decimal import Decimal

from bulletin.claims import lexicon
from bulletin.claims.evidence import close, slipped
from bulletin.claims.facts import Fact
from bulletin.claims.lists import attach
from bulletin.claims.tree import FEW, MANY, NEAR, Form, Node, Reading, Slice
from bulletin.claims.units import counts_how_often, together
from bulletin.claims.wholly import everything_of
from bulletin.figures import Figure
from bulletin.regex import regex

BEFORE = regex("上[期批次月周年轮]|此前|原有|前期|年初|期初")
NEW = regex("本[期批次月周年轮]|新增|新")
NEARLY_ALL = 99  # percent
NEARBY = 6  # roots in front of 其中
LARGE = 100  # hardly ever missed by one or two by chance


def total(now: Reading, at: int) -> int:
    """121项已经完成，17项正在落实，合计138项: a list with its total behind it; where to read on, or 0."""
    found = now.run_from(at, statuses=True)
    end = at + len(found)
    last = now.facts[end] if len(found) > 1 and end < len(now.facts) else None
    if not last or now.facts[end - 1] is not found.last or last.figure is None or last.rate or last.depth:
        return 0
    if (
        last.sentence != found.first.sentence
        or not lexicon.SUMMED.match(last.before)
        or not together(last.unit, found.first.unit)
    ):
        return 0
    run = found.facts
    made = Slice.of(map(Node, run))
    if not made.makes(last.figure) and not _carried_on(made, last):
        return 0
    _leave_some(now, run, last)
    whole = now.start(last)
    attach(now, at, run, whole, len(run))
    whole.slices[-1].stated = True
    if last.everything:
        everything_of(whole, last)
    return end + 1


def _leave_some(now: Reading, run: list[Fact], last: Fact) -> None:
    """反馈76个问题，完成整改55个，达序时16个，共71个: they are parts of what stands right in front of them, too."""
    whole = now.whole.fact if now.whole else None
    told = whole and whole.clause == run[0].clause - 1 and all(fact.status for fact in run)
    if now.whole and told and not now.whole.slices and now.whole.fits(last) and now.whole.holds(last):
        now.whole.slices.append(Slice(Form.STATUS, rest=True))
        for fact in run:
            now.whole.slices[-1].put(Node(fact))


def _carried_on(made: Slice, last: Fact) -> bool:
    """上期累计318件，本期新增27件，累计346件: what was before and what is new are the sum by their names."""
    labels = [part.fact.before for part in made.parts if part.fact]
    carried = len(labels) == 2 and BEFORE.match(labels[0]) and NEW.match(labels[1])
    return bool(carried and last.figure and close(Figure.of(made.low), last.figure))


def by_source(now: Reading, at: int) -> int:
    """第十五批142件，来电77件，来信65件: what comes in comes by one way or another; where to read on, or 0."""
    fact, found = now.facts[at], now.run_from(at)
    whole = now.roots[-1].fact if now.roots and now.roots[-1] is now.last else None
    if (
        len(found) < 2
        or not whole
        or not whole.figure
        or not fact.unit
        or whole.clause != fact.clause - 1
        or whole.unit != fact.unit
    ):
        return 0
    run = found.facts
    if (
        any(cut.form != Form.SUBSET for cut in now.roots[-1].slices)
        or not all(lexicon.SOURCE.fullmatch(one.before) for one in run)
        or run[0].depth != whole.depth
    ):
        return 0
    said = sum(one.figure.low for one in run if one.figure)
    figures = [one.figure for one in run if one.figure]
    if abs(said - whole.figure.low) > whole.figure.low / FEW and not slipped(figures, whole.figure):
        return 0
    taken = attach(now, at, run, now.roots[-1], len(run))
    now.roots[-1].slices[-1].stated = True
    return taken


def nearly(now: Reading, at: int) -> int:
    """派单809件，按时办结796件，超时办理15件: a list right behind a large figure that misses it by one or two; where to read on."""
    fact, found, node = now.facts[at], now.run_from(at, statuses=True), now.last
    whole = node.fact if node else None
    if (
        len(found) < 2
        or not node
        or not whole
        or not whole.figure
        or whole.depth != fact.depth
        or fact.lead
        or not fact.unit
    ):
        return 0
    if node.slices or whole.clause != fact.clause - 1 or whole.figure.low < LARGE or fact.cued or fact.mark != "，":
        return 0
    gap = abs(found.sum - whole.figure.low) if found.sum else 0
    if not 0 < gap <= min(Decimal(2), whole.figure.low / LARGE) or not whole.figure.exact or node.status:
        return 0
    run = found.facts
    if any(one.unit != whole.unit or bool(one.status) != bool(fact.status) for one in run):
        return 0
    statuses = {one.status for one in run}
    after = now.facts[at + len(run)] if at + len(run) < len(now.facts) else None
    if statuses <= lexicon.DONE and after and after.rate and after.figure and after.figure.high < NEARLY_ALL:
        return 0  # 已办结2750件，阶段性办结660件，办结率达81%: there is more to be told than those
    end = attach(now, at, run, node, len(run))
    node.slices[-1].stated = True
    return end


def rows(now: Reading, at: int) -> None:
    """41个，应完成的33个，已全部完成；长期整改的8个，正在推进: rows that make up the whole, each a whole of its own."""
    first = now.facts[at]
    whole = _of_unit(now, first) if first.among else now.whole
    if not whole or not whole.fact or not whole.figure or not (now.last is whole or first.among):
        return
    if first.rate or first.depth or not first.first or not first.figure or first.figure.low >= whole.figure.low:
        return
    if (
        first.sentence - whole.fact.sentence > 1 + first.among
        or counts_how_often(whole.fact.unit)
        or whole.figure.low < FEW
    ):
        return
    if now.run_from(at, statuses=True).makes(whole.figure):
        return
    heads = (
        (_in_rows(now, at) and _heads(now, at, whole, "；"))
        or _heads(now, at, whole, "；，、")
        or _tails(now, at, whole)
    )
    if heads and not now.splits(heads, whole.fact):
        whole.slices.append(Slice(Form.STATUS if any(fact.status for fact in heads) else Form.LIST))
        for fact in heads:
            whole.slices[-1].put(Node(fact))
        now.heads |= {id(fact) for fact in heads}


def _of_unit(now: Reading, first: Fact) -> Node | None:
    """458个项目，总投资7206亿元。1-8月完成622亿元，其中133个续建项目完成…: what is counted in the unit of the rows."""
    near = (node for node in now.recent()[:NEARBY] if node.fact and node.fact.unit == first.unit)
    same = now.whole if now.whole and now.whole.fact and now.whole.fact.unit == first.unit else None
    return same or next((node for node in near if node.holds(first)), now.whole)


def _in_rows(now: Reading, at: int) -> bool:
    """A ； stands near behind a figure."""
    last = next(fact for fact in reversed(now.facts[at : at + NEAR]) if fact.figure)
    return last.row > now.facts[at].row


def _heads(now: Reading, at: int, whole: Node, marks: str) -> list[Fact]:
    """The first figures of the rows, cut by any of the marks, if they make up the whole, with others between them."""
    first, between, left = now.facts[at], False, whole.figure.low if whole.figure else Decimal(0)
    heads, left = [first], left - first.figure.low if first.figure else left
    for fact in now.facts[at + 1 : at + NEAR]:
        if left <= 0 or fact.sentence != first.sentence or ("，" in marks and fact.among):
            break
        if fact.first and fact.mark in marks and not fact.depth and fact.figure and fact.unit == first.unit:
            heads.append(fact)
            left -= fact.figure.low
        elif not (between or fact.rate or fact.depth):
            between = True
    if left or len(heads) < 2 or not between or not _all_exact(whole, heads):
        return []
    plain = any(not fact.status or lexicon.AT_ONCE.search(fact.before) for fact in heads)
    return heads if plain and all(whole.fits(fact) for fact in heads) else []


def _all_exact(whole: Node, parts: list[Fact]) -> bool:
    return all(figure and figure.exact for figure in (whole.figure, *(fact.figure for fact in parts)))


def _tails(now: Reading, at: int, whole: Node) -> list[Fact]:
    """其中镇党委38个、11个村党组织171个: the last figure of each clause, where others only say whose it is."""
    tails, left = list[Fact](), whole.figure.low if whole.figure else 0
    for fact in now.facts[at : at + NEAR]:
        if left <= 0 or fact.sentence != now.facts[at].sentence or fact.status or fact.rate:
            break
        if fact.last and not fact.depth and whole.fact and fact.unit == whole.fact.unit and fact.figure:
            tails.append(fact)
            left -= fact.figure.low
    large = whole.figure and whole.figure.low >= MANY
    inner = any(not fact.first for fact in tails)  # 11个村党组织171个
    return tails if large and inner and not left and len(tails) > 1 and _all_exact(whole, tails) else []
