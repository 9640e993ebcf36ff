"""Lists whose items are rows, each perhaps with more figures of its own: 甲市266件、已办结165件；乙市197件、已办结82件."""

from collections import Counter

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.items import ASIDE, Enumeration, behind, besides, item, nothing, same_unit, share

LONGEST = 80  # rows
BESIDE = 3  # figures beside an item
WIDEST = 12  # figures of a row, with the rates and those in brackets
KIND = 3  # characters that the names of kinds end with
ODD = 3  # of so many rows one may have a figure that no other has


def records(facts: list[Fact], at: int) -> Enumeration:
    """The rows from a figure on, as far as they are told alike."""
    found = nothing(at)
    while at < len(facts) and len(found.items) < LONGEST:
        fact, end = facts[at], _end_of_row(facts, at)
        if found.items and not (item(fact) and fact.mark == "；" and _next(found.last, fact)):
            break
        if found.items and bool(share(facts, at)) < bool(share(facts, found.at)) and not _of_one_kind(found.last, fact):
            break  # 其他76件，占9%；甲方面315件: an item without a share is of another list
        places = [place for place in range(at + 1, end) if not besides(facts[place])]
        if end - at > WIDEST or len(places) > BESIDE or any(share(facts, place) for place in places):
            break  # 委员提案60件，占83%，集体提案12件，占17%: what has a share of its own is an item
        found.put(fact)
        found.beside[-1] += [facts[place] for place in places]
        at = end
    return _alike(found, facts) if len(found.items) > 1 else nothing(found.at)


def _end_of_row(facts: list[Fact], at: int) -> int:
    first, end = facts[at], at + 1
    while end < len(facts) and (facts[end].sentence, facts[end].row) == (first.sentence, first.row):
        end += 1
        if end - at > WIDEST:
            break
    return end


def _next(last: Fact, fact: Fact) -> bool:
    if fact.lead and lexicon.SCOPE.search(fact.lead):
        return False  # 未立案的提案中，…；立案的提案中，…
    return fact.sentence == last.sentence and fact.row == last.row + 1 and same_unit(last, fact)


def _of_one_kind(one: Fact, other: Fact) -> bool:
    """Ⅳ类断面, Ⅴ类断面: named after one pattern, of which only the first need have its share."""
    return len(one.label) > KIND and one.label[-KIND:] == other.label[-KIND:] and one.label != other.label


def _alike(found: Enumeration, facts: list[Fact]) -> Enumeration:
    labels = Counter(other.label for beside in found.beside for other in beside)
    odd, kept = 0, nothing(found.at)
    for one, beside in zip(found.items, found.beside, strict=True):
        known = all(_second(other, labels, first=not kept.items) for other in beside)
        strange = not known and kept.items and len(beside) == 1 and _inside(one, beside[0])
        if not (known or strange) or (len(kept.items) > 1 and not _of_one_form(kept.beside, beside)):
            break
        odd += not known
        kept.put(one)
        kept.beside[-1] = beside
    if not kept.items or odd * ODD > len(kept.items):
        return nothing(found.at)
    kept.end = behind(facts, _place(facts, [kept.last, *kept.beside[-1]][-1], found.at))
    return kept


def _of_one_form(rows: list[list[Fact]], beside: list[Fact]) -> bool:
    """甲类172个，投资295亿元；乙类75个，投资102亿元；|市直58个: another form ends the list."""
    always = {rows[0][0].label} if rows[0] and not ASIDE.fullmatch(rows[0][0].label) else set[str]()
    always &= {row[0].label if row else "" for row in rows[:3]}
    return not always or bool(beside and beside[0].label in always)


def _place(facts: list[Fact], fact: Fact, at: int) -> int:
    while facts[at] is not fact:
        at += 1
    return at


def _second(fact: Fact, labels: Counter[str], *, first: bool) -> bool:
    """重点件1件, 已办结165件, or what is told of another item as well; 其中 in the first row may begin the list itself."""
    if fact.figure is None or fact.mark == "：":
        return False
    return bool(fact.status or (fact.among and not first) or ASIDE.fullmatch(fact.label)) or labels[fact.label] > 1


def _inside(one: Fact, other: Fact) -> bool:
    """温州11件，信访积案1件: told of this item alone."""
    small = other.figure and one.figure and other.figure.low <= one.figure.low
    return bool(small) and other.unit == one.unit and other.mark == "，" and not lexicon.SUMMED.match(other.before)
