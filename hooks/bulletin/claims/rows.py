"""What only shows when a paragraph has been read: rows that make up a head, and parts with other figures in between."""

from bulletin.claims.tree import FEW, NEAR, Form, Node, Slice
from bulletin.claims.units import counts_how_often, together


def of_heads(roots: list[Node]) -> None:
    """62个已完成46个；20个已全部完成；21个已完成18个；21个已完成8个: rows whose wholes and parts make up those of the first."""
    found = [root for root in roots if root.fact and len(root.slices) == 1 and _single(root.slices[0])]
    at = 0
    while at < len(found):
        at += _row(found[at], found[at + 1 : at + 1 + NEAR]) + 1


def _single(cut: Slice) -> bool:
    return cut.form == Form.STATUS and len(cut.parts) == 1


def _row(head: Node, below: list[Node]) -> int:
    """How many rows make up the head; each becomes a part of it, and its own part one of the head's part."""
    done = head.slices[0].parts[0]
    wholes, parts = Slice(Form.LIST), Slice(Form.LIST)
    for row in below:
        if (
            not row.fact
            or not head.fact
            or not head.figure
            or not together(row.fact.unit, head.fact.unit)
            or wholes.low >= head.figure.low
        ):
            break
        wholes.put(Node(row.fact))
        parts.put(Node(row.slices[0].parts[0].fact))
    if len(wholes.parts) < 2 or not wholes.makes(head.figure):
        return 0
    head.slices.append(wholes)
    if parts.makes(done.figure):
        done.slices.append(parts)
    return len(wholes.parts)


def scattered(roots: list[Node]) -> None:
    """295座城市，218座排查出水体1861个，77座没有发现: parts in the unit of their whole, with other figures in between."""
    for at, whole in enumerate(roots):
        if not whole.fact or not whole.fact.unit or whole.slices or counts_how_often(whole.fact.unit):
            continue
        run = Slice(Form.LIST)
        for node in roots[at + 1 : at + 8]:
            if not node.fact or node.fact.sentence != whole.fact.sentence:
                break
            if node.fact.unit == whole.fact.unit:
                run.put(Node(node.fact))
        if len(run.parts) > 1 and run.makes(whole.figure) and run.low >= FEW:
            whole.slices.append(run)
