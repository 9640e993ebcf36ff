"""What has been done so far, told before what has come in so far: 已累计办结1120件。……累计接到1570件."""

from bulletin.claims.facts import Fact
from bulletin.claims.tree import RECALL, Form, Node, Slice
from bulletin.regex import regex

SO_FAR = regex("累计")
CAME_IN = regex("累计[^，。；]{0,24}(?:接到|收到|受理|接收|转办|交办|转交|移交)")
SENTENCES = 5  # from the one to the other, with what came in this time in between


def came_in(roots: list[Node]) -> None:
    """Give what is done so far to what came in so far, if nothing is told yet of what became of that."""
    taken = set[int]()
    for at, node in enumerate(roots):
        part = node.slices[0].parts[0] if node.fact is None and len(node.slices) == 1 else None
        done = part.fact if part and len(node.slices[0].parts) == 1 else None
        if not part or not done or not done.status or not SO_FAR.search(done.before):
            continue
        whole = next((one for one in roots[at + 1 : at + 1 + RECALL] if _of_all(one, done)), None)
        if whole:
            cut = Slice(Form.STATUS, loose=True)
            cut.put(part)
            whole.slices.append(cut)
            taken.add(id(node))
    roots[:] = [node for node in roots if id(node) not in taken]


def _of_all(whole: Node, done: Fact) -> bool:
    fact = whole.fact
    if (
        not fact
        or not CAME_IN.search(fact.before)
        or fact.unit != done.unit
        or fact.sentence - done.sentence > SENTENCES
    ):
        return False
    return whole.holds(done) and whole.fits(done) and not any(cut.form == Form.STATUS for cut in whole.slices)
