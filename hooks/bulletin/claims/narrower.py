"""Some of what was just counted, and a whole of its own: 来信138件，有效来信126件; 检查点位1376个，发现问题204个."""

from bulletin.claims.facts import Fact
from bulletin.claims.tree import APART, Form, Node, Reading, Slice
from bulletin.regex import regex

WHICH = regex("(?P<which>有效|重点|不合格|疑似|违规|重大|不属实|问题)(?P<thing>[^，。；、]{2,8})")
SOME = regex("(?:有效|不合格|疑似|违规|重大|不属实|问题)(?P<thing>[^，。；]{4,})$")
QUALIFIED = regex("^[^，。；、]{2,}的(?P<thing>[^，。；、的]{2,8})")  # 监测图斑770个，无手续的图斑137个
AFTERWARDS = regex("(?:经)?(?:去重|剔除|合并|核减|扣除|甄别|筛选|归并)[^，。；]{0,8}后")  # 重复117件，合并后497件
EXCEPT = regex("除[^，。；]{2,16}外，$")  # 受理9135件，除直接答复外，需办理8633件
FOUND = [  # what is looked at or dealt with, and what comes of some of it
    (regex("来信|来件|来电|来访|信件|留言|诉求"), regex("(?:其中)?(?:有效|无效|重复)$")),
    (regex("检查|核查|核实|督查|抽查|监测|普查|点位"), regex("(?:共|累计)?(?:发现|查出|存在)")),
    (
        regex("处理|问责|追责|追究"),
        regex("^(?:其中)?(?:给予|受)?(?:到)?(?:党[纪政务、]{0,4}|政[务纪])*+处分"),
    ),
]
MOST = regex("最[多少高低]|[位居列]{0,3}第[一二三四五六七八九十]位|[位居列]{0,3}(?:首位|榜首)")


def narrowed(now: Reading, fact: Fact) -> None:
    """Make a figure a part of the one before it where the words say that it counts some of the same."""
    if planned := _planned(now, fact) or _planned_too(now, fact):
        planned.slices.append(Slice(Form.SUBSET))
        planned.slices[-1].put(Node(fact))
        return
    if (some := SOME.search(fact.before + fact.noun)) and (named := _called(now, fact, some["thing"])):
        named.slices.append(Slice(Form.SUBSET))
        named.slices[-1].put(Node(fact))
        return
    whole = now.roots[-1] if now.roots else None
    if whole and not whole.fact and len(whole.slices) == 1 and len(whole.slices[0].parts) == 1:
        whole = whole.slices[0].parts[0]  # 处理75人: a part of what the text does not give
    of = whole.fact if whole else None
    if not whole or not of or of.sentence != fact.sentence or of.unit != fact.unit or not whole.holds(fact):
        return
    again = AFTERWARDS.match(fact.before) or AFTERWARDS.match(fact.lead)
    if not again and (whole.slices or not (_some(of, fact) or EXCEPT.search(fact.lead))):
        return
    cut = whole.slices[-1] if whole.slices and whole.slices[-1].form == Form.SUBSET else Slice(Form.SUBSET)
    if cut not in whole.slices:
        whole.slices.append(cut)
    cut.put(Node(fact))


def _called(now: Reading, fact: Fact, thing: str) -> Node | None:
    """公众号、微博75个。……不合格公众号、微博23个: the whole that counts exactly that, in whatever sentence."""
    seen = (node for node in now.recent() if node.fact and thing in (node.fact.label, node.fact.noun))
    return next((node for node in seen if node.fact and node.fact.unit == fact.unit and node.holds(fact)), None)


def _planned(now: Reading, fact: Fact) -> Node | None:
    """计划新开工改造小区5.1万个。1至6月，新开工改造小区3.89万个: what was planned, in the same words."""
    for node in now.recent() if fact.before else ():
        plan = node.fact.plan if node.fact else ""
        if not plan or not node.fact or not fact.before.endswith(plan) or node.fact.unit != fact.unit:
            continue
        if fact.sentence - node.fact.sentence <= APART and not node.slices and node.holds(fact):
            return node
    return None


def _planned_too(now: Reading, fact: Fact) -> Node | None:
    """计划改造小区5.1万个、840万户。改造小区3.89万个、657万户: the same in another unit."""
    last = now.last.fact if now.last else None
    if fact.before or fact.mark != "、" or not last or last.clause != fact.clause - 1:
        return None
    plan = _plan_of(now, last)
    after = (node for node in now.recent() if node.fact and node.fact.clause == plan.clause + 1) if plan else ()
    return next((node for node in after if node.fact and node.fact.unit == fact.unit and _near(node, fact)), None)


def _near(plan: Node, done: Fact) -> bool:
    """More may have been done than was planned, but not twice as much."""
    return bool(plan.figure and done.figure) and done.figure.low <= 2 * plan.figure.high  # type: ignore[union-attr]


def _plan_of(now: Reading, fact: Fact) -> Fact | None:
    plans = (node for node in now.recent() if node.fact and node.fact.plan)
    cuts = ((node, cut) for node in plans for cut in node.slices[-1:])
    return next((node.fact for node, cut in cuts if node.fact and cut.parts and cut.parts[-1].fact is fact), None)


def _some(of: Fact, fact: Fact) -> bool:
    narrow = WHICH.fullmatch(fact.before + fact.noun) or QUALIFIED.fullmatch(fact.before)
    if narrow and of.counts(narrow["thing"]):
        return True
    beside = fact.clause == of.clause + 1 and fact.unit
    return bool(beside) and any(one.search(of.before + of.noun) and other.match(fact.before) for one, other in FOUND)


def extreme(now: Reading, at: int) -> int:
    """甲区2592家最多，乙区28家最少: parts of a whole told before, of which others are left out; where to read on, or 0."""
    fact = now.facts[at]
    if not MOST.match(_behind(now, at)) or fact.depth or not fact.unit:
        return 0
    seen = (
        node
        for node in now.recent()
        if node.fact
        and node.fact.unit == fact.unit
        and node.fact.sentence == fact.sentence
        and not MOST.match(node.fact.after)
    )
    whole = next((node for node in seen if node.holds(fact) and node.fits(fact)), None)
    if not whole:
        return 0
    last = now.last.fact if now.last else None
    open_ = whole.slices and whole.slices[-1].parts[-1].fact is last
    cut = whole.slices[-1] if open_ and last and MOST.match(_behind(now, at - 1)) else Slice(Form.SUBSET)
    if cut not in whole.slices:
        whole.slices.append(cut)
    now.add(cut, fact)
    return at + 1


def _behind(now: Reading, at: int) -> str:
    """楚雄、文山各8件居第三位: what is said of both stands behind the last."""
    fact, other = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    return fact.after or (other.after if other and other.start == fact.start else "")
