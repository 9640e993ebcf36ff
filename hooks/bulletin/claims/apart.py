"""Figures with a status that begin a count of their own, though a whole is waiting for parts."""

from collections.abc import Sequence

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.tree import APART, MANY, RECALL, Form, Node, Reading, Slice
from bulletin.regex import regex

SCOPES = regex("[市县区镇乡村州省]直|部门|单位|系统|领域|行业|街道|[市县区镇乡村州局](?:本级|级)?$")
ALIKE = 2  # characters that rows begin with
MEASURED = regex(
    "(?:(?:建筑|占地|总)?面积|(?:涉及)?(?:金额|资金)|(?:总)?投资|(?:总)?长度|涉及|涉案金额)?"
)  # 13处、面积|0.2万平方米
NAMED = regex("[^的]的[^的]{1,12}$")  # 竣工的工程


def attribute(now: Reading, at: int) -> bool:
    """限期整改的30个问题有7个正在整改: the words say of which kind they are, and the same clause what became of them."""
    if _made_up(now.facts[at : at + 1 + RECALL]):
        return True
    fact, other = now.facts[at], now.facts[at + 1] if at + 1 < len(now.facts) else None
    inside = other and other.clause == fact.clause and not other.rate and other.status and other.unit == fact.unit
    smaller = other and other.figure and fact.figure and other.figure.high <= fact.figure.low
    return bool(inside and smaller) and fact.ahead and fact.before.endswith("的") and bool(fact.noun)


def second_of_part(now: Reading, fact: Fact) -> bool:
    """已解决1187栋、9.4万套，剩余49栋、0.4万套正在推进: what is told of a part in another unit as well."""
    last = now.last.fact if now.last else None
    beside = last and MEASURED.fullmatch(fact.before) and fact.mark == "、" and fact.clause == last.clause + 1
    if not beside or not last or not fact.unit or fact.unit == last.unit:
        return False
    return any(now.last in cut.parts for node in now.recent()[:4] for cut in node.slices[-1:])


def _made_up(facts: Sequence[Fact]) -> bool:
    """竣工的工程52项，已补齐39项，正在补充13项: what came of them makes it up, so that the words in front are its name."""
    fact, *behind = facts
    if not (fact.figure and NAMED.search(fact.before)):
        return False
    cut, states = Slice(Form.STATUS), set[str]()
    for other in behind:
        if other.sentence != fact.sentence or other.unit != fact.unit or not other.status or other.mark not in "，、；":
            return False
        cut.put(Node(other))
        states.add(other.status)
        if cut.makes(fact.figure):
            return len(states) > 1
    return False


def named_again(now: Reading, fact: Fact) -> bool:
    """正在整改9处。尚未拆除的9处涉及过渡安置: a part of a sentence before, named by its number."""
    if not (fact.first and fact.before.endswith("的")):
        return False
    parts = (part for node in now.recent()[:RECALL] for cut in node.slices[-2:] for part in cut.parts[-RECALL:])
    told = (part.fact for part in parts if part.fact and part.figure == fact.figure)
    return any(one.unit == fact.unit and 0 < fact.sentence - one.sentence <= APART for one in told)


def next_row(whole: Node, cut: Slice, fact: Fact) -> bool:
    """完成整改5063处，其中2019年完成整改4332处；2020年完成整改341处；…: row after row, of the same status as all of it."""
    last = cut.parts[-1].fact
    same = last and last.status == whole.status == fact.status and fact.row == last.row + 1
    return bool(same) and whole.fits(fact) and whole.holds(fact) and not cut.makes(whole.figure)


def of_others(whole: Node, fact: Fact) -> bool:
    """累计化解638件。市直部门单位累计化解8件: the same again in a sentence with a subject of its own is told of another whole."""
    last = whole.slices[-1].parts[-1].fact if whole.slices and whole.slices[-1].parts else None
    if not last or not whole.fact:
        return False
    if fact.lead.endswith("）") and fact.mark in "；，":
        return True  # 已整改1153个；（基建项目）1个已完工
    other = fact.unit and fact.unit != whole.fact.unit == last.unit
    if other and (fact.mark == "；" or fact.sentence > last.sentence or _of_another_thing(whole.fact, fact)):
        return True
    again = any(part.status == fact.status for part in whole.slices[-1].parts[:RECALL])
    scoped = fact.ahead and last.sentence != fact.sentence and SCOPES.search(fact.own_subject)
    return again and bool(scoped) and not whole.fact.counts(fact.own_subject) and not whole.slices[-1].parts[-1].shares


def _of_another_thing(whole: Fact, fact: Fact) -> bool:
    """群众举报1964件，举报件已办结1468件，督察反馈问题已完成整改304项: problems are no reports."""
    of, one = (lexicon.PROBLEM.findall(words)[-1:] for words in (whole.label + whole.noun, fact.subject))
    return fact.ahead and bool(of and one) and of != one and one[0] not in whole.label


def row_like(whole: Node, fact: Fact) -> bool:
    """分阶段类31个完成19个，持续类12个已见成效: whole and part share a clause, and so does what follows."""
    part = whole.slices[-1].parts[-1].fact if whole.slices and whole.slices[-1].parts else None
    if whole.fact and part and whole.slices[-1].everything:  # 审计反馈25个全部完成；考核反馈18个取得阶段性成效
        return part.clause < fact.clause and bool(whole.fact.own_subject or not whole.fact.first)
    if not whole.fact or not part or part.clause != whole.fact.clause or part.start < whole.fact.end:
        return False
    return part.clause != fact.clause and bool(whole.fact.own_subject)


def begins_alike(whole: Node, fact: Fact) -> bool:
    """要求分阶段整改的47个，已整改31个；要求持续整改的15个: a row that begins with the words of the one in front is a row of its own."""
    head = whole.fact
    if not head or not whole.slices or not fact.first or len(head.before) < 2 * ALIKE:
        return False
    starts, ends = (head.before[:ALIKE] == fact.before[:ALIKE], head.before[-ALIKE:] == fact.before[-ALIKE:])
    next_to_it = fact.mark == "；" or fact.sentence > head.sentence
    return starts and (next_to_it or ends) and not lexicon.status_before(head.before[:ALIKE])


def among(whole: Node | None, fact: Fact) -> bool:
    """276个地市中，甲市等150个地市已全部完成: some of those that were just counted."""
    of = whole.fact if whole else None
    beside = of and not of.status and of.clause == fact.clause - 1 and of.sentence == fact.sentence
    return bool(beside and whole and whole.holds(fact)) and lexicon.AMONG.match(of.after) is not None  # type: ignore[union-attr]


def repeated(whole: Node, fact: Fact) -> bool:
    """已整改3230件，占86.9%。……累计整改3230件: the same in another sentence is no further part."""
    cut = whole.slices[-1] if whole.slices and whole.slices[-1].form == Form.STATUS else None
    told = (part.fact for part in (cut.parts[:RECALL] if cut else ()) if part.figure == fact.figure)
    same = any(one and one.status == fact.status and one.sentence < fact.sentence for one in told)
    large = fact.figure is not None and fact.figure.low >= MANY
    return same and large and cut is not None and not cut.makes(whole.figure, fact.figure)
