"""Ever fewer of the same things: 收到举报19815件，受理16700件; none of them adds up to another."""

from collections.abc import Iterator

from bulletin.claims.facts import Fact
from bulletin.claims.tree import RECALL, Form, Node, Slice
from bulletin.claims.units import tells_the_thing
from bulletin.regex import regex

ON_PEOPLE = regex(
    "(?:其中)?(?:给予|受到?|予以)?(?:[党政纪务、]{2,8}处分|组织处理|组织措施|移[送交][^，。；、]{0,4}(?:司法|检察)|留置|诫勉|批评教育)"
)
PEOPLE = ("人", "名")
CASES = regex("立案|问责|追责|处理|查处")
INSPECTED = regex("检查|排查|巡查|抽查|核查|督查|摸排|走访")
PENALTY = regex("约谈|暂停|下线|下架|告诫|警告|曝光|移交|罚|取消|责令|查封|关停|停业|吊销|解除")
FUNNEL = regex(
    "(?!不|未|部分|基本)[^，。；、]{0,6}?(?:立案|受理|到期|[核复]查?[^，。；、]{0,2}(?:确认|属实)|列入|纳入|查处|属实|存在(?:问题|隐患)|给予[^，。；]{0,8}处分|移送司法)"
)  # 线索57件，立案31件


def funnels(roots: list[Node]) -> None:
    """自建房726万栋，初判有隐患26.1万栋，已管控3.1万栋: ever fewer of the same things, none of which adds up to another."""
    seen = set[int]()
    for at, whole in enumerate(roots):
        told = any(not cut.everything for cut in whole.slices)
        penal = whole.fact and PENALTY.search(whole.fact.before[-6:])  # 约谈186家，暂停协议37家: none of the others
        if whole.fact and not told and not whole.fact.depth and id(whole) not in seen and not penal:
            one = roots[at - 1].fact if at else None
            before = one.before if one and one.clause == whole.fact.clause else ""  # 立案21件21人
            few = list(_fewer(whole.fact, roots[at + 1 : at + 1 + RECALL], before))
            seen |= {id(node) for node in few}
            if few:
                whole.slices.append(Slice(Form.SUBSET))
                for node in few:
                    whole.slices[-1].put(Node(node.fact))


def _fewer(whole: Fact, after: list[Node], before: str) -> Iterator[Node]:
    last = whole.figure
    outcomes = whole.unit in PEOPLE and CASES.search(
        whole.before or before
    )  # 立案96人，党纪处分85人，组织处理15人，移送司法16人
    for node in after:
        fact = node.fact
        if not fact or fact.sentence != whole.sentence or fact.depth:
            return
        if fact.unit != whole.unit:
            continue
        if (
            outcomes
            and whole.figure
            and fact.figure
            and ON_PEOPLE.match(fact.before)
            and fact.figure.high <= whole.figure.low
        ):
            yield node
            continue
        if not last or not fact.figure or not fact.figure.high < last.low or fact.mark in "；、" or fact.everything:
            return
        if not (tells_the_thing(fact.unit) or FUNNEL.match(fact.before)) or PENALTY.search(fact.before):
            return
        last = fact.figure
        yield node
        cut = node.slices[0] if len(node.slices) == 1 else None
        if (
            cut
            and len(cut.parts) == 1
            and cut.low < last.low
            and not cut.everything
            and not node.rates
            and not cut.parts[0].shares
        ):
            yield cut.parts[0]  # 726万栋，初判有隐患26.1万栋，已管控3.1万栋
            return


def penalties(roots: list[Node]) -> None:
    """检查药店519家，行政处罚165家、约谈30家: who was punished is among those that were looked at, told here or in the next sentence."""
    taken = set[int]()
    for at, whole in enumerate(roots):
        fact = whole.fact
        if not fact or fact.depth or not tells_the_thing(fact.unit) or not INSPECTED.search(fact.before):
            continue
        cut = Slice(Form.SUBSET, rest=True)
        for node in roots[at + 1 : at + 1 + RECALL]:
            one = node.fact
            if not one or one.unit != fact.unit or id(node) in taken or not _punished(whole, node):
                continue
            cut.put(Node(one))
            taken.add(id(node))
        if cut.parts:
            whole.slices.append(cut)
    roots[:] = [node for node in roots if id(node) not in taken or node.slices or node.rates or node.shares]


def _punished(whole: Node, node: Node) -> bool:
    one, fact = node.fact, whole.fact
    if not one or not fact or not whole.holds(one) or one.depth or one.sentence - fact.sentence > 1:
        return False
    said = f"{one.before} {one.after}"
    return bool(PENALTY.search(said)) and not INSPECTED.search(one.before) and not one.among and not node.slices
