"""The prose as a reader sees it: without the marks of Markdown that stand in the middle of figures.

排查隐患**30**处, [40](list.xlsx)个 and `已整改`25个 say no less than without their marks. Every character keeps its column.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.claims.model import Claim
from bulletin.claims.reading import claims
from bulletin.regex import regex

COUNTED = "年月日号时个处项次届余多名人家座公里条件起场期亿万元份批张台辆艘吨户座大小种类位天米岁%％"
HINT = regex(r"[*`\]&]")
MARKED = regex(
    rf"(?<![\\*])(\*{{1,3}})(?=[^\s*])(?P<bold>[^*\n]{{1,200}}?)(?<=[^\s*\\])\1(?![*{COUNTED}])"
    r"|(?<![\\*])(\*{1,3})(?P<figure>(?=\S)[^*\n，。；、]{0,40}\d[余多%％]?)\3(?!\*)"  # of **处，**处 the stars are masks
    r"|(?<!`)`(?P<code>[^`\n]{1,80})`(?!`)"
    r"|(?<!!)\[(?P<link>[^\[\]\n]{1,200})\]\([^()\n]{0,500}\)"
    r"|!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)|&nbsp;"
)
NESTED = 3  # a link in type that is bold and slanted


def read(body: str, first_line: int) -> list[Claim]:
    """The claims of a body that begins in `first_line` of its file: quoted without marks, placed where they are written."""
    if not HINT.search(body):
        return claims(body, first_line)
    lines, written = list[str](), dict[int, list[int]]()
    for number, line in enumerate(body.split("\n"), first_line):
        text, written[number] = bare(line)
        lines.append(text)
    return [_placed(claim, written[claim.line]) for claim in claims("\n".join(lines), first_line)]


def bare(line: str) -> tuple[str, list[int]]:
    """A line without its marks, and where each of the characters that are left stands in it; nothing if all are left."""
    text, kept = line, list[int]()
    for _ in range(NESTED if HINT.search(line) else 0):
        gone = {at for match in MARKED.finditer(text) for at in _marks(match)}
        if not gone:
            break
        kept = [place for at, place in enumerate(kept or range(len(line))) if at not in gone]
        text = "".join(line[place] for place in kept)
    return text, kept


def _marks(match: re.Match[str]) -> Iterator[int]:
    """The characters of a match that are not printed."""
    first, last = match.span(match.lastgroup) if match.lastgroup else (match.end(), match.end())
    yield from (*range(match.start(), first), *range(last, match.end()))


def _placed(claim: Claim, kept: list[int]) -> Claim:
    return replace(claim, column=kept[claim.column - 1] + 1) if kept else claim
