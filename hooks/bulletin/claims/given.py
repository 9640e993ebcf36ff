"""A list that is given to the figure that it makes up, with what is told of its items; it is no longer one of another."""

from bulletin.claims.facts import Fact
from bulletin.claims.tree import Form, Node, Slice, every


def ids_of(cut: Slice) -> set[int]:
    """The facts of its parts."""
    return {id(part.fact) for part in cut.parts}


def give(
    standing: dict[int, Node], heads: list[Node], items: list[Fact], nodes: list[Node], holders: list[Node]
) -> None:
    """One more list of a head; `nodes` are those of its items, `holders` have lists that begin with one of these.

    `standing` are the trees by the facts of their roots.
    """
    ids = {id(fact) for fact in items}
    of_statuses, free = _of_statuses(holders, ids), _freed(standing, holders, ids)
    for node in nodes:
        _without(node, ids)
    _put(heads, items, ids, free)
    if of_statuses:
        _with_rates(heads[0], of_statuses)


def _of_statuses(holders: list[Node], ids: set[int]) -> Node | None:
    """What has these parts as its last statuses, by which it has its rates."""
    cuts = ((node, cut) for node in holders for cut in _of_others(node, ids))
    return next((node for node, cut in cuts if cut.form == Form.STATUS and ids_of(cut) == ids), None)


def _with_rates(head: Node, former: Node) -> None:
    """属实3976件，不属实745件；已整改3758件，未整改218件，整改率94.52%: the rates go with the statuses."""
    head.slices[-1].form = Form.STATUS
    if not any(cut.form == Form.STATUS for cut in former.slices):
        head.rates, former.rates = [*head.rates, *former.rates], []


def _freed(standing: dict[int, Node], holders: list[Node], ids: set[int]) -> dict[int, Node]:
    """The items of a list that stand by themselves, or stood in a list of another, which is taken away; with what is told of each."""
    free = {key: standing[key] for key in ids & standing.keys()}
    for node in holders:
        gone = _of_others(node, ids)
        free |= {id(part.fact): part for cut in gone for part in cut.parts}
        node.slices = [cut for cut in node.slices if cut not in gone]
    return free


def _without(node: Node, ids: set[int]) -> None:
    """立案1094件，未立案18件: the parts of one whole are no parts of one another."""
    for cut in [*node.slices]:
        kept = [part for part in cut.parts if id(part.fact) not in ids]
        if len(kept) < len(cut.parts) and not cut.everything:
            node.slices.remove(cut)
            if kept:
                node.slices.append(Slice(cut.form))
                for part in kept:
                    node.slices[-1].put(part)


def _of_others(node: Node, ids: set[int]) -> list[Slice]:
    """A list that makes up one whole is no list of another that it does not make up, nor is any stretch of it."""
    return [
        cut
        for cut in node.slices
        if len(cut.parts) > 1 and ids_of(cut) <= ids and not cut.rest and not cut.makes(node.figure)
    ]


def _put(heads: list[Node], items: list[Fact], ids: set[int], free: dict[int, Node]) -> None:
    """In the place of those that had some of its items only; what is told of an item stays told."""
    some = [cut for head in heads for cut in head.slices if cut.form != Form.STATUS and ids_of(cut) < ids]
    apart = {key: node for key, node in free.items() if not any(inner in heads for inner in every([node]))}
    known = apart | {id(part.fact): part for cut in some for part in cut.parts}
    made = Slice.of(known.get(id(fact)) or Node(fact) for fact in items)
    for head in heads:
        head.slices = [cut for cut in head.slices if cut not in some]
    heads[0].slices.append(made)
