"""Brackets that hold the number of what stands in front of them: 大气类（19件）、水类（8件，占30%）; the tokens without them."""

from collections.abc import Iterator
from itertools import pairwise

from bulletin.claims.tokens import Kind, Token
from bulletin.regex import regex

SUM = regex("共计?|合计|总计|计")
SHARE = regex("占比?|比例")
HENCE = regex("(?P<noun>[^，。；、]{0,4})，(?:下|后)同")  # 广东（13个城市，下同）、湖北（8个）
LONGEST = 5  # tokens: a bracket, a figure, a mark, its share and a bracket
KINDS = (
    [Kind.OPEN, Kind.COUNT, Kind.CLOSE],
    [Kind.OPEN, Kind.COUNT, Kind.MARK, Kind.CLOSE],
    [Kind.OPEN, Kind.COUNT, Kind.MARK, Kind.RATE, Kind.CLOSE],
)


def flat(found: list[Token], block: str) -> Iterator[Token]:
    """The tokens of a paragraph; a bracket that holds but a figure, behind a name that has none, is no bracket."""
    closing, at = set[int](), 0
    while at < len(found):
        token, end = found[at], _end(found, at, block) if found[at].kind is Kind.OPEN else 0
        if end:
            closing.add(end)
        yield Token(Kind.CODE, token.start, token.end, "") if end or at in closing else token
        if end and found[end - 1].kind is Kind.MARK:  # 下同 goes with the figure
            yield found[at + 1]._replace(end=found[end].end)
            at = end
        at += 1


def _end(found: list[Token], at: int, block: str) -> int:
    """Where a bracket closes that holds a figure, or a figure and its share; 0 for any other."""
    before = found[at - 1] if at else None
    if before and before.kind not in (Kind.MARK, Kind.CODE):
        return 0
    name = block[before.end if before else 0 : found[at].start]
    inside = (found[at : at + size] for size in (3, 4, LONGEST))
    inner = next((tokens for tokens in inside if [token.kind for token in tokens] in KINDS), [])
    if not name.strip() or not inner or not inner[1].unit:
        return 0
    said = [block[one.end : other.start].strip() for one, other in pairwise(inner)]
    if len(said) == len(KINDS[1]) - 1:
        return at + len(said) if HENCE.fullmatch(f"{said[1]}，{said[2]}") and not said[0] else 0
    plain = all(not words or (SUM if place == 0 else SHARE).fullmatch(words) for place, words in enumerate(said))
    return at + len(inner) - 1 if plain and not said[-1] else 0
