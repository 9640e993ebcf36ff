"""Parts of several wholes at once: 1786个、817个问题中，分别有1691个、513个已完成."""

from collections.abc import Iterator

from bulletin.claims.facts import Fact
from bulletin.claims.tree import APART, NEAR, Form, Node, Reading, Slice


def respective(now: Reading, at: int) -> int:
    """1786个、817个问题中，分别有1691个、513个（占94%、62%）已完成: each part to its own whole; how many facts that takes."""
    first = now.facts[at]
    end = at + 1
    while end < min(at + NEAR, len(now.facts)) and _goes_on(first, now.facts[end]):
        end += 1
    parts = [fact for fact in now.facts[at:end] if not fact.rate]
    wholes = next((row for row in _rows(now, len(parts)) if _each_in_one(row, parts)), [])
    if len(parts) < 2 or not wholes:
        return 0
    rates = [fact for fact in now.facts[end : end + len(parts)] if fact.rate]
    form = Form.STATUS if parts[0].status or parts[-1].status else Form.SUBSET
    for index, (whole, fact) in enumerate(zip(wholes, parts, strict=True)):
        whole.slices.append(Slice(form))
        node = now.add(whole.slices[-1], fact)
        if len(rates) == len(parts):
            node.shares.append(rates[index])
    return end - at + (len(rates) if len(rates) == len(parts) else 0)


def _goes_on(first: Fact, fact: Fact) -> bool:
    return fact.bracket == first.bracket and (fact.mark == "、" or (fact.mark == "，" and not fact.before))


def _rows(now: Reading, count: int) -> Iterator[list[Node]]:
    """As many figures in a row as there are parts: the latest wholes, or the parts of the latest."""
    yield now.roots[-count:]
    for root in now.recent()[:2]:
        for cut in root.slices[-2:]:
            yield cut.parts


def _each_in_one(row: list[Node], parts: list[Fact]) -> bool:
    """Each part fits its own whole, and none has parts yet."""
    if len(row) != len(parts):
        return False
    pairs = zip(row, parts, strict=True)
    return all(
        node.fact and not node.slices and node.holds(fact) and fact.sentence - node.fact.sentence < APART
        for node, fact in pairs
    )
