"""What a list is made of: items, each a name and a figure, with what may stand beside it, a share or a second figure."""

from dataclasses import dataclass, field

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.units import counts_how_often
from bulletin.figures import Figure
from bulletin.regex import regex

LABEL = 32  # characters
NAME = 4  # characters of the name of a kind
PLACES = frozenset("市县区旗州盟")  # the last character of names of places
KINDS = PLACES | set("省镇乡村局委厅办院校类型级")  # the last character of what else lists are lists of
LAST = regex("[省市州县区](?:直|本级|级)|本级|有关部门|其[他它余]")  # what lists end with
ASIDE = regex("(?:其中|另)?(?:重点|重复|疑难|并案|合办)[^，。；、]{0,4}")  # some of an item
SHARE = regex("占|比[例重]")
WORK = "收到|接到|接收|收集|受理|交办|转办|移交|发现|查[出处]|排查|检查|核查|立案|整改|完成|办[结理]"
MEASURES = "问责|约谈|处[理罚]|责令|罚款|追[责究缴]"
DONE = regex(f"(?:共|累计|已|新|现|需|应){{0,4}}(?:{WORK}|{MEASURES})")  # no name of some: 收到10件、受理8件、转办6件


@dataclass(eq=False, slots=True)
class Enumeration:
    """A list: its items, what stands beside each, and the facts from `at` to `end` that it takes up."""

    at: int
    end: int
    items: list[Fact] = field(default_factory=list)
    beside: list[list[Fact]] = field(default_factory=list)  # of each item, its second figures
    full: bool = False  # the shares make up a hundred

    @property
    def first(self) -> Fact:
        """The item that it begins with."""
        return self.items[0]

    @property
    def last(self) -> Fact:
        """The item that it ends with."""
        return self.items[-1]

    def put(self, item: Fact) -> None:
        """One more item."""
        self.items.append(item)
        self.beside.append([])


def nothing(at: int) -> Enumeration:
    """No list."""
    return Enumeration(at, at)


def item(fact: Fact, *, first: bool = False, shared: bool = False) -> bool:
    """A name and a figure, and nothing else in the clause; the first may be led on to, one with its share be called anything."""
    if fact.rate or not fact.figure or fact.depth or fact.status or fact.change or counts_how_often(fact.unit):
        return False
    if not (fact.item or (first and fact.last and len(fact.before) < LABEL)):  # 301件信访问题|涉及大气156件，涉及水48件
        return False
    if (fact.cued and not (first and fact.among)) or (not first and lexicon.EACH.match(fact.before)):
        return False
    named = fact.among and len(DONE.sub("", fact.label)) >= NAME  # 其中，受理刑事案件
    return bool(fact.label) and (shared or (first and named) or not DONE.match(fact.label))


def same_unit(one: Fact, other: Fact) -> bool:
    """What two items are counted in; 村干部20，占35% goes on without one."""
    return one.unit == other.unit or not other.unit


def alike(one: Fact, other: Fact) -> bool:
    """甲市 and 乙县, 咨询类 and 投诉类: named after one pattern, so that neither is the sum of others."""
    name, beside = ((fact.own_subject or fact.label)[-1:] for fact in (one, other))
    return (name in PLACES and beside in PLACES) or (name == beside and name in KINDS)


def ends(fact: Fact) -> bool:
    """省直部门1件, 其他5件: the last of a list, however its other items are called."""
    return LAST.match(fact.label) is not None


def narrower(found: Enumeration, fact: Fact) -> bool:
    """来电58件、来信24件、重复举报9件; 经营性房3栋、其他房112栋、有隐患的经营性房1栋: some of what has been listed."""
    if ASIDE.fullmatch(fact.label):
        return not ASIDE.fullmatch(found.last.label)
    return any(len(one.label) > 1 and fact.label.endswith("的" + one.label) for one in found.items[:3])


def told(first: Fact) -> bool:
    """The words in front say that a list begins: 按区域分类：, 其中："""
    return first.mark == "：" or first.among or lexicon.CUT_BY.search(first.lead + first.before) is not None


def behind(facts: list[Fact], at: int) -> int:
    """Where the rates and brackets behind a figure end, and how much more it is than it was: 19个，同比增加2个."""
    end = at + 1
    while end < len(facts) and besides(facts[end]) and facts[end].sentence == facts[at].sentence:
        end += 1
    return end


def besides(fact: Fact) -> bool:
    """Nothing of the list itself: a share, something in a bracket, what an item is compared with."""
    return fact.rate or fact.depth > 0 or fact.change


def clause(facts: list[Fact], at: int) -> int:
    """The clause of the figure in front of one, in no bracket."""
    before = at - 1
    while before > 0 and facts[before].depth:
        before -= 1
    return facts[before].clause


def share(facts: list[Fact], at: int) -> Figure | None:
    """The rate that says which share of a whole a figure is: 占55%."""
    rate = facts[at + 1] if at + 1 < len(facts) else None
    if not rate or not rate.rate or rate.sentence != facts[at].sentence or rate.clause - facts[at].clause > 1:
        return None
    return rate.figure if SHARE.match(rate.before) or rate.depth else None
