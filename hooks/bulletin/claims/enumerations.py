"""Lists by their form, before any sum is looked at: 杭州44件；宁波31件；温州11件，重点件1件.

Three items or more, told alike and marked off alike, each a name and a figure in one unit, perhaps with its share and with a
second figure. A list is one thing: none of its items is the sum of others, nor a part of the one beside it, by their numbers.
"""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.items import (
    Enumeration,
    alike,
    behind,
    clause,
    ends,
    item,
    narrower,
    nothing,
    same_unit,
    share,
    told,
)
from bulletin.claims.records import records
from bulletin.figures import Figure

FEWEST = 3  # items: two may be anything
LONGEST = 80  # items
FULL, OVER = Decimal("99.5"), Decimal("100.5")  # percent that the shares of a list may come to
EXACT = Decimal("99.95"), Decimal("100.05")  # with which it is at its end


def enumerations(facts: list[Fact]) -> Iterator[Enumeration]:
    """The lists of a paragraph, in order. Linear: what is tried in vain is short."""
    at = 0
    while at < len(facts):
        found = _from(facts, at) if item(facts[at], first=True, shared=True) else None
        if found:
            yield found
        at = found.end if found else at + 1


def _from(facts: list[Fact], at: int) -> Enumeration | None:
    """The longest list that begins here; one whose shares make up a hundred has two items at least."""
    shared = [_shared(facts, at)] if share(facts, at) else []
    if shared and shared[0].full and len(shared[0].items) > 1:
        return shared[0]
    others = [records(facts, at), _line(facts, at)] if item(facts[at], first=True) else []
    long = [found for found in (*shared, *others) if len(found.items) >= FEWEST]
    return max(long, key=lambda found: len(found.items)) if long else None


# Marked off by 、 or ，


def _line(facts: list[Fact], at: int) -> Enumeration:
    """水72件、大气61件、噪声26件; 甲市12件，乙市9件，丙市3件; with a second figure each: 杭州38件，重点2件，宁波14件，重点1件."""
    found = nothing(at)
    headed = told(facts[at]) or lexicon.SCOPE.search(facts[at].lead) is not None
    while at < len(facts) and len(found.items) < LONGEST:
        if found.items and (not _next(found, facts, at, headed=headed) or _begins(found, facts, at)):
            break
        found.put(facts[at])
        found.end = at = behind(facts, at)
        if _second(found, facts, at):
            found.beside[-1].append(facts[at])
            found.end = at = at + 1
    found.end = _without_rates(found, facts)
    after = facts[at] if at < len(facts) else None
    row = after and after.mark == "；" and len(found.items) > 1 and found.items[1].mark == "，"
    return nothing(at) if row and after and alike(found.first, after) else found  # 甲县3件，来电2件，来信1件；乙县1件


def _without_rates(found: Enumeration, facts: list[Fact]) -> int:
    """甲277件、乙206件、丙158件，分别占43%、32%、25%: what stands behind the last item alone is told of all."""
    ends = [at for at in range(found.at, found.end) if not facts[at].rate]
    last = ends[-1] + 1 if ends else found.end
    return last if last - found.at == len(ends) else found.end


def _next(found: Enumeration, facts: list[Fact], at: int, *, headed: bool) -> bool:
    fact, last = facts[at], found.last
    if not item(fact) or fact.sentence != last.sentence or not same_unit(found.first, fact) or narrower(found, fact):
        return False
    if fact.lead and lexicon.SCOPE.search(fact.lead):
        return False  # 未立案的提案中，…317件；立案的提案中，委员提案4884件
    if fact.start == last.start and not found.beside[-1]:
        return True  # 宝鸡市和西咸新区各5件
    if fact.begins != clause(facts, at) + 1:
        return False
    if alike(last, fact) and fact.mark in "、，":
        return True
    mark = found.items[1].mark if len(found.items) > 1 else fact.mark
    if mark == "、":
        end = fact.mark == "，" and last.mark == "、" and ends(fact)
        return (fact.mark == "、" and last.mark in (mark, found.first.mark)) or end
    return fact.mark == mark == "，" and (headed or ends(fact) or bool(found.beside[0]))


def _begins(found: Enumeration, facts: list[Fact], at: int) -> bool:
    """来电55件，来信20件，|甲市23件、乙市17件: with this item begins a list marked off by another mark."""
    if facts[at].mark != "，" or found.last.mark == "、" or alike(found.last, facts[at]):
        return False
    end = behind(facts, at)
    after = facts[end] if end < len(facts) else None
    return after is not None and after.mark == "、" and item(after) and after.sentence == found.first.sentence


def _second(found: Enumeration, facts: list[Fact], at: int) -> bool:
    """重点2件, after an item and said of each."""
    fact = facts[at] if at < len(facts) else None
    if not fact or fact.rate or not fact.figure or fact.depth or fact.mark != "，":
        return False
    if fact.clause != found.last.clause + 1:
        return False
    if len(found.items) > 1:
        return bool(found.beside[0]) and fact.label == found.beside[0][0].label
    end = behind(facts, at + 1)
    again = facts[end] if end < len(facts) else None
    return again is not None and (again.label, again.unit) == (fact.label, fact.unit)


# Each with its share


def _shared(facts: list[Fact], at: int) -> Enumeration:
    """来信235件、占55%；来访56件、占13%；来电38件、占9%: whatever marks stand between them, or each a sentence of its own."""
    begin, found, sum_ = at, nothing(at), Decimal(0)
    while at < len(facts) and len(found.items) < LONGEST:
        rate = share(facts, at)
        if found.items and (
            not _next_shared(found, facts, at) or (_full(sum_, rate) and not _in_line(found, facts[at]))
        ):
            break
        if rate is None:
            if found.items and lexicon.OTHERS.match(facts[at].label) and facts[at].sentence == found.last.sentence:
                found.put(facts[at])
                found.end = at + 1
            break
        found.put(facts[at])
        found.end = at = behind(facts, at)
        sum_ += rate.low
    found.full = FULL <= sum_ <= OVER
    return found if sum_ <= OVER else nothing(begin)


def _in_line(found: Enumeration, fact: Fact) -> bool:
    """大气44%、水36%、噪声20%、生态17%: one case may be of several kinds, so that a hundred is no end."""
    return len(found.items) > 1 and all(one.mark == "、" for one in (*found.items[1:], fact))


def _full(sum_: Decimal, more: Figure | None) -> bool:
    """With its shares so far the list is at its end."""
    return EXACT[0] <= sum_ <= EXACT[1] or (sum_ >= FULL and more is not None and sum_ + more.low > OVER)


def _next_shared(found: Enumeration, facts: list[Fact], at: int) -> bool:
    fact, last = facts[at], found.last
    apart = fact.sentence - last.sentence
    if not item(fact, shared=True) or not same_unit(last, fact) or narrower(found, fact):
        return False
    sentences = len(found.items) > 1 and found.items[1].sentence > found.first.sentence
    own = fact.before.startswith(fact.lead) or fact.mark == "+"  # 党派、团体|113件; 互联网+留言|12件
    if apart == 1:
        return (sentences or len(found.items) == 1) and own
    near = fact.begins - (fact.mark == "+") - clause(facts, at) <= 1
    return apart == 0 and not sentences and own and near
