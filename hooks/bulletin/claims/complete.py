"""Whether a list means to be complete, and whether one of its items may be counted in another."""

from decimal import Decimal
from itertools import pairwise

from bulletin.claims import lexicon
from bulletin.claims.evidence import alike, opposites
from bulletin.claims.facts import Fact
from bulletin.claims.items import LAST, PLACES, ends
from bulletin.claims.tree import Form, Node, Slice
from bulletin.figures import Figure
from bulletin.regex import regex

MANY = 5  # items of an enumeration: none of them is among the others
MOST = Decimal("0.8")
SHORT = 4  # characters of the name of a place
REGION = regex("区域|地区|地域|属地|辖区|分布|行政区划")
DOWN_TO = 10  # districts: a list as long as that is one of all


def agreed(whole: Node, cut: Slice) -> bool:
    """121件，其中来电64件、来信47件。甲市49件、乙市62件: two ways to cut it come to the same, and that is not the whole."""
    others = (other for other in whole.slices if other is not cut and len(other.parts) > 1 and not other.everything)
    same = any(
        other.exact and other.low == cut.low and other.parts[0].fact is not cut.parts[0].fact for other in others
    )
    return same and cut.exact and len(cut.parts) > 1 and not cut.rest


def districts(labels: list[str]) -> bool:
    """甲市22件、乙县2件、市直1件: a case of two of them would be told of as one."""
    return len(labels) > 2 and all(label[-1:] in PLACES or LAST.match(label) for label in labels)


def regions(cut: Slice) -> bool:
    """从区域分布看，甲州45件、乙州9件、…省直1件: short names of places, as the words in front of them say."""
    first, labels = cut.parts[0].fact, labels_of(cut)
    told = first is not None and REGION.search(first.lead) is not None
    return told and len(labels) >= MANY and all(len(label) <= SHORT and label[-1:] not in "类型" for label in labels)


def classes(labels: list[str]) -> bool:
    """求决类1878件、咨询类267件、其他类210件: who sorts calls by classes puts each into one."""
    return len(labels) > 2 and all(label.endswith("类") for label in labels)


def of_one_name(labels: list[str]) -> bool:
    """财政审计项目、金融审计、涉外审计: five and more that all have two characters in common."""
    first = labels[0]
    return len(labels) > 4 and any(all(first[at : at + 2] in label for label in labels) for at in range(len(first) - 1))


def with_others(cut: Slice) -> bool:
    """滑坡612处、崩塌235处、其他12处: who counts the others leaves nothing out."""
    labels = labels_of(cut)
    return len(labels) > 2 and bool(lexicon.OTHERS.match(labels[-1]))


def enumerated(cut: Slice, said: Figure, total: Figure) -> bool:
    """其中, and then nearly all of it down to kinds smaller than what is left out: a list that means to be complete."""
    smallest = min(part.figure.high for part in cut.parts if part.figure)
    if len(cut.parts) >= DOWN_TO and districts(labels_of(cut)) and total.low - said.high > 2 * smallest:
        return said.low >= total.low * MOST  # 甲市24件、乙市13件 … 示范区1件: who tells of one leaves out no sixteen
    near = total.low - said.high >= smallest or said.low >= total.low * Decimal("0.995")
    return (
        len(cut.parts) >= (3 if cut.parts[0].fact and cut.parts[0].fact.lead.endswith("其中：") else 5)
        and said.low >= total.low * Decimal("0.97")
        and near
    )


def containable(cut: Slice, *, near: bool) -> list[Node]:
    """The parts that another may contain: nothing that goes on is done, and no item of 公众号130个、微博41个、抖音8个 is in another."""
    if cut.stated and len(cut.parts) > MANY and all(part.fact and part.fact.mark == "、" for part in cut.parts[1:]):
        return []
    if opposites(labels_of(cut)):
        return []
    if not near or len(cut.parts) < 3:
        return cut.parts if len(cut.parts) > 1 else []
    if cut.form == Form.STATUS:
        return [part for one, part in pairwise(cut.parts) if alike(one, part)]
    marks = [part.fact.mark for part in cut.parts[1:] if part.fact and not ends(part.fact)]
    enumerated = len(cut.parts) > 3 and (set(marks) == {"、"} or (len(set(marks)) == 1 and of_one_name(labels_of(cut))))
    return [] if enumerated or cut.listed else cut.parts


def without_it(part: Node, said: Figure, total: Figure) -> bool:
    """Without that part the others make up the total, as far as vague figures can tell."""
    figure = part.figure
    return figure is not None and said.low - figure.low <= total.high and total.low <= said.high - figure.high


def labels_of(cut: Slice) -> list[str]:
    """What the parts are called."""
    return [part.fact.label for part in cut.parts if part.fact]


def rest_of_another(whole: Fact, last: Fact | None) -> bool:
    """已办结63305件，其余仍在办理中|四乱问题1707个: with a full stop lost, what is counted behind the words is something else."""
    thing = last.thing if last and last.left else ""
    return len(thing) > 1 and not whole.counts(thing) and not lexicon.PROBLEM.fullmatch(thing)


def in_units(whole: Node, cut: Slice) -> bool:
    """Some of the parts are counted in another unit than their whole."""
    return bool(whole.fact) and any(part.fact.unit != whole.fact.unit for part in cut.parts if part.fact)  # type: ignore[union-attr]
