"""Lists behind a colon: 问题点位1919个：水源11个、河道900个."""

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.items import ends
from bulletin.claims.tree import Form, Node, Reading, Slice
from bulletin.claims.units import together


def opens(now: Reading, fact: Fact) -> bool:
    """A list is open, or a colon right behind the whole opens one."""
    if fact.mark == "：" and not fact.lead:  # 项目138个，总投资587亿元：签约39个
        near = [node for node in now.recent()[:2] if node.fact and node.fact.clause >= fact.clause - 2]
        now.whole = next(
            (node for node in near if node.fact and node.fits(fact) and node.fact.unit == fact.unit), now.whole
        )
    whole = now.whole.fact if now.whole else None
    if (
        whole
        and fact.mark == "："
        and whole.sentence == fact.sentence
        and whole.clause in (fact.clause - 1, fact.clause - 2)
        and not fact.lead
    ):
        now.listing = Slice(Form.LIST, stated=True)
    return now.listing is not None


def listed(now: Reading, fact: Fact) -> bool:
    """Take a fact into the open list, unless it is no item of a list or the list is full."""
    cut, whole = now.listing, now.whole
    if cut is None or whole is None or not whole.fact or _ends(cut, whole, fact):
        now.listing = None
        return False
    if _of_item(cut, fact):
        cut.parts[-1].slices.append(Slice(Form.STATUS))
        now.add(cut.parts[-1].slices[-1], fact)
        return True
    if not cut.parts:
        whole.slices.append(cut)
    now.add(cut, fact)
    if fact.status:
        cut.form = Form.STATUS
    return True


def _of_item(cut: Slice, fact: Fact) -> bool:
    """：甲市58件，已办结58件；乙市7件，已办结7件: what became of the item just told."""
    item = cut.parts[-1] if cut.parts else None
    if not item or not item.fact or item.status or item.slices or not all(part.slices for part in cut.parts[:-1]):
        return False
    bare = fact.status is not None and fact.ahead and not fact.own_subject
    return bare and item.fact.clause == fact.clause - 1 and item.holds(fact)


def _ends(cut: Slice, whole: Node, fact: Fact) -> bool:
    if not whole.fact or not fact.item or not together(whole.fact.unit, fact.unit):
        return True
    if fact.mark == "；" and lexicon.SUMMED.match(fact.before):
        return True  # ；累计2438件
    if cut.makes(whole.figure) and not (cut.parts and _one_of_them(cut.parts[-1].fact, fact)):
        return True
    second = cut.parts[1].fact if len(cut.parts) > 1 else None
    return fact.mark == "；" and second is not None and second.mark != "；"


def _one_of_them(last: Fact | None, fact: Fact) -> bool:
    """乙市4件、丙市5件，省直部门1件: one item more of the enumeration, whatever those in front of it come to."""
    if not last or fact.status or fact.unit != last.unit or fact.clause != last.clause + 1:
        return False
    return last.mark == "、" and (fact.mark == "、" or ends(fact))
