"""A title and its text: 标题“交办我市环保问题信访件2件”, but in the text 交办我市信访件4件."""

import re
from collections.abc import Iterator

from bulletin.claims.facts import Fact

LONGEST = 80  # characters of a title
NAMED = (3, 1)  # the same where the text says itself which is the title
SAME = (3, 2)  # characters that both begin with, and that both end with: what stands between may be left out


def conflicts(title: list[Fact], text: list[Fact], same: tuple[int, int] = SAME) -> Iterator[tuple[Fact, Fact]]:
    """Figures of the title that the text repeats in the same words, but never with the same number."""
    for head in title:
        said = [fact for fact in text if _same(head, fact, same)]
        if said and not any(fact.figure and head.figure and fact.figure.meets(head.figure) for fact in said):
            yield head, said[0]


def is_title(line: str) -> bool:
    """The first line of a text, if it is no sentence."""
    line = line.strip()
    return 0 < len(line) <= LONGEST and line[-1] not in "。；，：！？;,:."


def split(facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The figures that a text says to stand in a title (标题……；正文……), and the others."""
    marks = [(_speaks_of(fact), fact) for fact in facts]
    return [fact for of, fact in marks if of == "标题"], [fact for of, fact in marks if of == "正文"]


def _speaks_of(fact: Fact) -> str:
    found = re.search("标题|正文", fact.before + fact.lead)
    return found.group() if found else ""


def _same(head: Fact, fact: Fact, same: tuple[int, int]) -> bool:
    if not head.figure or not fact.figure or fact.rate or not head.unit or head.unit != fact.unit:
        return False
    one, other = _words(head), _words(fact)
    start, end = same
    return min(len(one), len(other)) >= start + end and one[:start] == other[:start] and one[-end:] == other[-end:]


def _words(fact: Fact) -> str:
    words = fact.before if len(fact.before) > sum(SAME) else fact.before + fact.noun
    return re.sub("标题|正文|[“”‘’'\"《》：:\\s]|^.*关于", "", words)
