"""Decompositions: 4个方面12类问题细化成39个具体问题，提出157项措施. Levels of one matter, which never add up to one another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.units import GROUPS, countable

GROUP, MATTER, MEASURE = 1, 2, 3
RANKS = {
    GROUP: re.compile("(?:大类|类别|类|方面|大项|环节|领域|板块)$"),
    MATTER: re.compile("(?:问题|任务|隐患|事项|工作内容|要点|小项|情形|表现|缺陷)$"),
    MEASURE: re.compile("(?:措施|建议|意见|清单|举措|对策)$"),
}


class Chain(NamedTuple):
    """Figures of one decomposition, and which of them is the number of matters."""

    total: Fact
    others: list[Fact]


def chains(facts: list[Fact]) -> Iterator[Chain]:
    """The decompositions of a paragraph."""
    chain: list[Fact] = []
    for fact in facts:
        if fact.rate or fact.figure is None or fact.depth:
            continue
        if chain and _breaks(chain, fact):
            yield from _made(chain)
            chain = []
        if level(fact):
            chain.append(fact)
    yield from _made(chain)


def _breaks(chain: list[Fact], fact: Fact) -> bool:
    last, rank = chain[-1], level(fact)
    into = lexicon.INTO.search(fact.before)
    if last.sentence != fact.sentence or not rank or (rank < level(last) and not into) or fact.mark == "；":
        return True
    return rank == level(last) == MATTER and not into


def level(fact: Fact) -> int:
    """What level the words put a figure on, by its noun, its unit, or, if nothing follows it, the words before."""
    if not countable(fact.unit) or fact.subset or (fact.status and not fact.noun):
        return 0
    name = fact.noun or (fact.unit if fact.unit in GROUPS else fact.before)
    name = re.sub(r"(?:各|共|等|项目标)$", "", name)
    words = lexicon.LEVEL.findall(name[-8:] if name is fact.before else name[:8])
    return next((rank for rank, name in RANKS.items() if words and name.search(words[-1])), GROUP if fact.unit in GROUPS else 0)


def _made(chain: list[Fact]) -> Iterator[Chain]:
    into = [fact for fact in chain if lexicon.INTO.search(fact.before) and level(fact) == MATTER]
    if len(chain) > 1 or into:
        matters = into[-1:] or [fact for fact in chain if level(fact) == MATTER][-1:] or chain[-1:]
        yield Chain(matters[0], [fact for fact in chain if fact is not matters[0]])
