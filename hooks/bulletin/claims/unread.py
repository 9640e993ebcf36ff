"""What stands among parts and was not read: a number without its unit or its mark, an item without its number."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.claims.facts import Fact
from bulletin.claims.tree import Slice
from bulletin.regex import regex

NUMBER = regex(r"(?<![\d.第〔年月A-Za-z-])\d{1,9}(?![\d.%‰年月日号期届轮批点时〕A-Za-z-])")
ITEM = regex("^[，、；,;](?P<words>[^，。、；：,;0-9]{2,16})(?:[，。、；,;]|$)")
ALIKE = 2  # characters that items begin with


def unread(cut: Slice, sentence: str, gap: Decimal, near: list[Fact]) -> bool:
    """来电53 来信115: a number in the words of the parts, no larger than what they lack, or right behind them exactly that;
    满意240件，一般5件，不满意的没有: an item like the others that has no number.
    """
    parts = [part.fact for part in cut.parts if part.fact]
    inside = (number for fact in parts[1:] for number in _numbers(fact.before))
    behind = [fact for fact in near if fact.sentence == parts[-1].sentence and fact.start > parts[-1].start]
    words = (parts[-1].after, *(fact.lead + fact.before for fact in behind))
    exactly = gap in [number for said in words for number in _numbers(said)]
    exactly = exactly or any(fact.written == gap and fact.clause == parts[-1].clause + 1 for fact in behind)
    return gap > 0 and (exactly or any(number <= gap for number in inside) or _dangling(parts[-1], sentence))


def _numbers(words: str) -> Iterator[Decimal]:
    yield from (Decimal(found.group()) for found in NUMBER.finditer(words))


def _dangling(last: Fact, sentence: str) -> bool:
    head, figure, tail = sentence.rpartition(str(last.figure))
    item = ITEM.match(tail.removeprefix(last.unit)) if figure and head.endswith(last.before) else None
    return bool(item) and len(last.before) > ALIKE and item["words"][:ALIKE] == last.before[:ALIKE]  # type: ignore[index]
