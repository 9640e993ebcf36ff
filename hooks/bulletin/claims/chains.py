"""Decompositions: 4个方面12类问题细化成39个具体问题，提出157项措施. Levels of one matter, which never add up to one another."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.levels import GROUP, MATTER, MEASURE
from bulletin.claims.units import GROUPS, countable
from bulletin.regex import regex

BARE = regex("(?:[^，。；]{0,4}方面)?(?:存在)?的?")  # 4个|方面存在的|14项|28个具体问题
FINER = regex("具体|表现")
FINEST = ("具体", "问题", "表现")
INTO = regex(
    "(?:细化|分解|梳理|归纳|拆分|细分|归并|转化|形成|汇总|整理|合并|具体化)[^，。；\\d]{0,8}?(?:为|成|出|到)?[^，。；\\d为成出]{0,6}$"
)


class Chain(NamedTuple):
    """Figures of one decomposition, and which of them is the number of matters."""

    total: Fact
    others: list[Fact]

    def without(self, told: set[int]) -> "Chain":
        """The chain without the measures that are told of by themselves: 15个问题，措施52条，其中立行立改21条."""
        kept = [fact for fact in self.others if fact.level != MEASURE or id(fact) not in told]
        return Chain(self.total, kept or self.others)


def chains(facts: list[Fact]) -> Iterator[Chain]:
    """The decompositions of a paragraph."""
    chain: list[Fact] = []
    for fact in facts:
        if fact.rate or fact.figure is None or fact.depth or (fact.status and not fact.level):
            continue
        if chain and _more_of(chain[-1], fact):
            chain = [*chain[:-1], fact] if lexicon.SUM.match(fact.before) else [*chain, fact]
            continue
        other = fact.unit and (not countable(fact.unit) or lexicon.BODIES.search(fact.noun))
        if chain and other and fact.sentence == chain[-1].sentence:
            continue  # 查出问题330项，涉及金额2377万元，提出建议47条
        if chain and _breaks(chain[-1], fact):
            yield from _made(chain)
            chain = []
        if fact.level:
            chain.append(fact)
    yield from _made(chain)


def _more_of(last: Fact, fact: Fact) -> bool:
    """5个方面、17项、41条; 4个方面、9个主要问题、23个具体表现; 共性问题3个、个性问题14个，共17个."""
    if fact.sentence != last.sentence or not countable(fact.unit) or not (fact.figure and last.figure):
        return False
    bare = not fact.noun and bool(BARE.fullmatch(fact.before))
    beside = fact.clause == last.clause and bare and last.level == GROUP  # 5大类22项58条整改任务
    if (fact.mark == "、" or beside) and last.figure.high < fact.figure.low:
        return (bare and fact.unit != last.unit) or (last.level == MATTER and bool(FINER.match(fact.noun)))
    summed = lexicon.SUM.fullmatch(fact.before) and not fact.noun and fact.unit == last.unit
    return bool(summed and last.level == MATTER)


def _breaks(last: Fact, fact: Fact) -> bool:
    into = INTO.search(fact.before) or (fact.level == last.level == MATTER and _beside(last, fact))
    if last.sentence != fact.sentence or not fact.level:
        return True
    if fact.mark == "；" and fact.level <= last.level:
        return True
    if (
        last.level == MATTER
        and FINER.match(fact.noun)
        and last.figure
        and fact.figure
        and last.figure.high < fact.figure.low
    ):
        return False  # 12项主要任务，……推进55项具体任务
    return not into and (fact.level < last.level or fact.level == last.level == MATTER)


def _beside(last: Fact, fact: Fact) -> bool:
    """3个方面11类问题30项问题的具体表现: one right behind the other, and finer."""
    more = last.figure and fact.figure and last.figure.high < fact.figure.low
    return fact.clause == last.clause and fact.before == last.after == last.noun and bool(more)


def _made(chain: list[Fact]) -> Iterator[Chain]:
    into = [fact for fact in chain if INTO.search(fact.before) and fact.level == MATTER]
    if len(chain) > 1 or into:
        finer = [fact for fact in into if fact.noun.startswith(FINEST)]
        problems = [
            fact
            for fact in chain
            if fact.level == MATTER and fact.unit not in GROUPS and "问题" in fact.noun + fact.before[-4:]
        ]  # 18类问题，细化为64项任务: kinds are not what is counted
        matters = (
            finer[-1:]
            or (problems if into else [])[-1:]
            or into[-1:]
            or [fact for fact in chain if fact.level in (MATTER, 0)][-1:]
            or chain[-1:]
        )
        yield Chain(matters[0], [fact for fact in chain if fact is not matters[0]])
