"""Names that several figures share: 水、土壤、噪声分别为31件、14件、24件; 惠济、荥阳各4件; 六县各1件."""

import re
from dataclasses import replace

from bulletin.claims import stated
from bulletin.claims.facts import Fact
from bulletin.figures import Figure
from bulletin.regex import regex

IN_TURN = regex(
    "(?P<names>[^，。；：]{1,12}(?:[、和及][^，。；：、和及]{1,12}){1,12}?)(?:类)?分别(?:为|有|是|达|占)?(?P<what>[^，。；、：]{0,8})"
)
PER = regex(
    "(?P<names>[^，。；：]{1,12}(?:[、和及][^，。；：、和及]{1,12}){1,20})(?:各(?:有|为|查处|发现|完成|办结)?|(?:均|都)(?:有|为))"
)
PLACES = regex(
    "(?P<count>[二三四五六七八九十]{1,3}|\\d{1,3})个?(?:县|市|区|县区|县市|旗|乡镇|街道|单位|部门|处室)[^，。；、\\d]{0,3}各(?:有|为)?"
)
EACH = frozenset("各均都")  # one of which is in every text that `of_each` splits


def named_in_turn(found: list[Fact]) -> None:
    """水、土壤、噪声分别为31件、14件、24件: each figure takes its own name, if there are as many of them."""
    for at, fact in enumerate(found):
        told = IN_TURN.fullmatch(fact.before) if "分别" in fact.before and fact.figure and not fact.rate else None
        if not told:
            continue
        names = re.split("[、和及]", told["names"])
        row = found[at : at + len(names)]
        alike = all(other.unit == fact.unit and not other.rate for other in row)
        bare = all(not other.before and other.mark == "、" for other in row[1:])
        if len(row) == len(names) > 1 and alike and bare:
            tail = _tail(names)
            names[-1] = names[-1].removesuffix(tail)
            for name, other in zip(names, row, strict=True):
                other.before, other.lead = name + told["what"], ""


def _tail(names: list[str]) -> str:
    """甲片区、乙片区、丙片区|开工项目数: what the last of some names that end alike has more than the others."""
    kind, last = names[0][-2:], names[-1]
    alike = all(name.endswith(kind) for name in names[:-1]) and kind in last
    return last[last.index(kind) + len(kind) :] if alike else ""


def of_each(fact: Fact, before: int) -> list[Fact]:
    """惠济、荥阳各4件: one fact for each name, as if each were told in a clause of its own; 六县各1件: six at once.

    `before` is how many of its clauses stand before that of the figure.
    """
    if EACH.isdisjoint(fact.before):
        return [fact]
    counted = PLACES.fullmatch(fact.before)
    if counted and fact.figure and fact.figure.exact:
        places = stated.count(counted["count"])
        fact.figure = Figure(places.low * fact.figure.low, places.high * fact.figure.high, f"{places}×{fact.figure}")
    named = PER.fullmatch(fact.before)
    names = re.split("[、和及]", named["names"]) if named else []
    if len(names) < 2:
        return [fact]
    fact.before = names[-1]
    clauses = (min(fact.clause - before + at, fact.clause) for at in range(len(names)))
    return [*(replace(fact, before=name, clause=at) for name, at in zip(names[:-1], clauses, strict=False)), fact]
