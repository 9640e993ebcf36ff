"""What a list is a list of, where it stands in an earlier sentence than the list."""

from bulletin.claims import lexicon
from bulletin.claims.evidence import close
from bulletin.claims.runs import Run
from bulletin.claims.totals import sole
from bulletin.claims.tree import APART, MANY, Node, Reading
from bulletin.figures import Figure


def made_up(now: Reading, run: Run) -> tuple[Node, int] | None:
    """A whole of an earlier sentence: 按区域划分，甲区4件、乙区3件. By chance only large numbers are not made up."""
    first = run.first
    if now.breaks(run.first, run.last):
        return None
    for root in now.recent() if first.unit else ():
        node = root if root.fact else next(sole(root), root)  # 40个项目加快落实。5个已提前完成……
        whole = node.fact
        if not whole or not 0 < first.sentence - whole.sentence <= APART:
            continue
        if not node.figure or whole.depth or whole.unit != first.unit:
            continue
        if run.makes(node.figure) != len(run) and not _hardly_missed(node, run, beside=root is now.roots[-1]):
            continue
        told = lexicon.CUT_BY.search(first.lead + first.before) or as_many(now, run)
        if (node.figure.low >= MANY or told) and node.fits(first):
            return node, len(run)
    return None


def _hardly_missed(node: Node, run: Run, *, beside: bool) -> bool:
    """All that a sentence tells, by statuses, comes near to the last figure of the sentence before."""
    told = len(run) > 2 and sum(fact.status is not None for fact in run.facts) > 1
    whole, first = node.fact, run.first
    if first.subset or node.slices or any(fact.unit != first.unit for fact in run.facts) or run.makes(node.figure):
        return False
    if not beside or not told or not whole or not node.figure or whole.sentence != first.sentence - 1:
        return False
    exact = run.start + len(run) + 1 == len(run.sums)
    return exact and close(Figure.of(run.sums[-1] - run.sums[run.start]), node.figure)


def as_many(now: Reading, run: Run) -> bool:
    """3件，涉及2个县区，甲区1件、乙县2件: the list has as many items as the figure in front of it says."""
    said = now.roots[-1].fact if now.roots else None
    beside = said and said.figure and said.clause == run.first.clause - 1 and said.sentence == run.first.sentence
    return bool(beside) and said.figure.low == len(run) and lexicon.BODIES.search(said.noun) is not None  # type: ignore[union-attr]
