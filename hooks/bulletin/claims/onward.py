"""What stands right beside parts and brings them to their whole: 已整改59个，另有5个移交; A类334件占72.5%，B类89件，C类34件."""

from collections.abc import Iterator

from bulletin.claims import lexicon
from bulletin.claims.evidence import slipped
from bulletin.claims.tree import RECALL, Form, Node, Slice

LARGE = 100  # made up by items in other units, by chance, if it is smaller
SLICES = 4  # ways in which a whole may be cut


def goes_on(roots: list[Node]) -> None:
    """已整改59个，另有5个移交; A类334件占72.5%，B类89件，C类34件: what stands right beside parts and brings them to their whole."""
    taken = set[int]()
    cuts = ((at, node, cut) for at, root in enumerate(roots) for node in _told(root) for cut in node.slices[-SLICES:])
    for at, whole, cut in cuts:
        if not whole.figure or not cut.exact or cut.everything or not cut.parts or id(roots[at]) in taken:
            continue
        after = roots[at + 1 : at + 1 + RECALL]
        open_end = cut.form != Form.STATUS and after and after[0].fact and after[0].fact.mark == "、"
        rest = (
            _rest(whole, cut, after) or _of_any_unit(whole, cut, after) or _of_others(whole, cut, after)
            if open_end or not cut.makes(whole.figure)
            else []
        )
        for node in rest:
            cut.put(node)
            cut.stated = cut.stated or bool(
                node.fact and (lexicon.ANOTHER.match(node.fact.before) or not node.fact.first)
            )
        cut.parts.sort(key=lambda part: part.fact.start if part.fact else 0)
        taken |= {id(node) for node in rest}
    roots[:] = [node for node in roots if id(node) not in taken]


def _told(root: Node) -> Iterator[Node]:
    """A root and its parts, as far as parts of theirs are told."""
    for node in (root, *(part for cut in root.slices for part in cut.parts[:RECALL])):
        if node.slices:
            yield node


def _rest(whole: Node, cut: Slice, after: list[Node]) -> list[Node]:
    """The figures among the parts and right behind them that bring their sum to the whole, exactly or nearly."""
    row, sum_, best = list[Node](), cut.low, 0
    places = sorted(part.fact.clause for part in cut.parts if part.fact)
    for node in after:
        if not node.figure or not node.figure.exact or not _beside(cut, node, places) or not whole.figure:
            break
        row.append(node)
        sum_ += node.figure.low
        places.append(node.fact.clause)  # type: ignore[union-attr]
        if sum_ == whole.figure.low:
            return row
        if slipped([part.figure for part in (*cut.parts[:RECALL], *row) if part.figure], whole.figure):
            best = len(row)
    told = len(cut.parts) + best > 2 or any(lexicon.ANOTHER.match(node.fact.before) for node in row if node.fact)
    return row if best and best == len(row) and told else []


def _of_any_unit(whole: Node, cut: Slice, after: list[Node]) -> list[Node]:
    """设备492251台：锅炉4350台、电梯454516台、索道16条、车辆33369辆: items of a long list, whatever they are counted in, if they
    bring it to the whole exactly.
    """
    row, sum_, last = list[Node](), cut.low, cut.parts[-1].fact
    if cut.form == Form.STATUS or len(cut.parts) < 3 or not whole.figure or whole.figure.low < LARGE or not cut.exact:
        return []
    for node in after:
        fact, more = node.fact, node.figure
        if not fact or not more or not more.exact or node.slices or not last or fact.clause != last.clause + 1:
            break
        if fact.sentence != last.sentence or fact.mark not in "、，" or fact.cued or fact.depth:
            break
        row.append(node)
        sum_, last = sum_ + more.low, fact
        if sum_ == whole.figure.low:
            return row
    return []


def _of_others(whole: Node, cut: Slice, after: list[Node]) -> list[Node]:
    """问题37条，已整改23条，另6户涉及14条: what is left is told of by those who have it."""
    last, (who, what) = cut.parts[-1].fact, (*(node.fact for node in after[:2]), None, None)[:2]
    if (
        cut.form != Form.STATUS
        or not last
        or not who
        or not what
        or not lexicon.ANOTHER.match(who.before)
        or not whole.figure
    ):
        return []
    beside = last.clause + 1 == who.clause == what.clause and what.unit == last.unit != who.unit
    figures = [*(part.figure for part in cut.parts[:RECALL] if part.figure), *([what.figure] if what.figure else [])]
    left = (
        beside
        and lexicon.REACHED.search(what.before)
        and (slipped(figures, whole.figure) or cut.makes(whole.figure, what.figure))
    )
    return [after[1]] if left else []


def _beside(cut: Slice, node: Node, places: list[int]) -> bool:
    """The next figure of the row; of a list that has no shares only behind a 、."""
    last, fact = cut.parts[-1].fact, node.fact
    if not last or not fact or node.slices or fact.sentence != last.sentence or fact.depth != last.depth:
        return False
    if min(abs(fact.clause - place) for place in places) != 1 and fact.clause not in range(places[0], places[-1]):
        return False
    freely = cut.form == Form.STATUS or any(part.shares for part in cut.parts)
    told = fact.unit == last.unit and fact.mark in ("、，" if freely else "、")
    return told and (
        bool(lexicon.ANOTHER.match(fact.before)) or not lexicon.OTHER_MATTER.search(fact.before + fact.noun)
    )
