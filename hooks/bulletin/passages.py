"""The prose as rules read it: paragraph by paragraph, what is no prose blanked out, every character with its place.

Code, addresses and the lines between the rows of a table are blanked with one character each, so that a place in what
is read is a place in the source.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bulletin.findings import Place, Words
from bulletin.model import Bulletin
from bulletin.regex import regex
from bulletin.texts import FEW

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # for use in a character class
BLANK = "\ufffc"  # what no rule looks for
VERBATIM = regex(
    r"`[^`\n]*`"
    r"|\]\((?:[^()\n]|\([^()\n]{0,100}\)){0,500}\)|\]:[^\n]*"  # the address of a link
    r"|<[A-Za-z/!][^>\n]{0,500}>"
    r"|\b[A-Za-z]{2,10}://[!-'*-;=?-~]+|\b[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}|\bwww\.[!-'*-;=?-~]+"  # without the brackets around it
    r"|&#?\w{1,10};"
)
FENCE = regex(r" {0,3}(```|~~~)")
RULE = regex(r"[ \t|:*_-]+")  # between the rows of a table, or across the page
AROUND = (24, 48)  # characters of a long line that are quoted before and after a place
SHOWN = 5


@dataclass(frozen=True)
class Passage:
    """A paragraph or a heading; `text` is `raw` with what is no prose blanked out, of the same length."""

    line: int
    raw: str
    text: str
    heading: bool

    @cached_property
    def starts(self) -> list[int]:
        """Where its lines begin."""
        return [0, *(match.end() for match in re.finditer("\n", self.raw))]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with the offset at which it begins."""
        return zip(self.starts, self.text.split("\n"), strict=True)

    def row(self, offset: int) -> int:
        """The line of a character, from 0."""
        return bisect_right(self.starts, offset) - 1

    def place(self, offset: int) -> Place:
        """Where a character stands in the file, with what is around it."""
        row = self.row(offset)
        start = self.starts[row]
        end = self.starts[row + 1] - 1 if row + 1 < len(self.starts) else len(self.raw)
        return Place(self.line + row, offset - start + 1, _quote(self.raw[start:end], offset - start))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], "Hit"]]:
        """Every match with where it stands."""
        return ((match, self.hit(match)) for match in pattern.finditer(self.text))

    def hit(self, match: re.Match[str]) -> "Hit":
        """Where a match stands; what is quoted is its group `said`, if it has one."""
        group = "said" if "said" in match.re.groupindex else 0
        return Hit(self, match.start(group), self.raw[match.start(group) : match.end(group)])


class Hit(NamedTuple):
    """Something that a rule looks for: the words, and where they stand."""

    passage: Passage
    offset: int
    words: str

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.passage.place(self.offset)

    @property
    def line(self) -> int:
        """The line on which it stands."""
        return self.passage.line + self.passage.row(self.offset)


def passages(bulletin: Bulletin) -> tuple[Passage, ...]:
    """The prose of a bulletin, in order."""
    return _passages(bulletin.body, bulletin.body_line)


@lru_cache(maxsize=FEW)
def _passages(body: str, first: int) -> tuple[Passage, ...]:
    found: list[Passage] = []
    held: list[str] = []
    fenced = False

    def end(line: int) -> None:
        if held:
            found.append(_passage(line - len(held), held))
            held.clear()

    for number, line in enumerate([*body.split("\n"), ""], first):
        fence = FENCE.match(line)
        if fence or fenced or not line.strip() or line.startswith("#"):
            end(number)
        if line.startswith("#") and not fenced:
            found.append(_passage(number, [line]))
        elif line.strip() and not fence and not fenced:
            held.append(line)
        fenced = fenced != bool(fence)
    return tuple(found)


def _passage(line: int, held: list[str]) -> Passage:
    raw = "\n".join(held)
    kept = "\n".join(BLANK * len(each) if RULE.fullmatch(each) else each for each in held)
    text = VERBATIM.sub(lambda match: BLANK * len(match[0]), kept)
    return Passage(line, raw, text, held[0].startswith("#"))


def hits(bulletin: Bulletin, pattern: re.Pattern[str]) -> list[Hit]:
    """Every match of a pattern in the prose."""
    return [passage.hit(match) for passage in passages(bulletin) for match in pattern.finditer(passage.text)]


def by_words(found: Iterable[Hit]) -> list[list[Hit]]:
    """What was found, the same words together: one habit is one finding."""
    groups: dict[str, list[Hit]] = {}
    for hit in found:
        groups.setdefault(hit.words, []).append(hit)
    return list(groups.values())


def lines_of(found: list[Hit]) -> Words:
    """In how many places, and on which lines; nothing for a single one, whose place is the finding's."""
    if len(found) == 1:
        return Words("", "")
    lines = sorted({hit.line for hit in found})
    shown, rest = ", ".join(map(str, lines[:SHOWN])), len(lines) > SHOWN
    return Words(
        f"（共{len(found)}处，在第{shown.replace(', ', '、')}行{'等' if rest else ''}）",
        f" ({len(found)} places, on line {shown}{' and more' if rest else ''})",
    )


def times(found: Iterable[Hit]) -> Words:
    """Each of the words with how often they stand there."""
    shown = [f"“{same[0].words}”×{len(same)}" for same in by_words(found)]
    return Words("、".join(shown), ", ".join(shown))


def listed(found: list[Hit], most: int = SHOWN) -> Words:
    """The first few with their lines, and how many there are."""
    zh = "、".join(f"第{hit.line}行“{hit.words}”" for hit in found[:most])
    en = ", ".join(f"line {hit.line} “{hit.words}”" for hit in found[:most])
    more = len(found) - most
    return Words(zh + (f"等{len(found)}处" if more > 0 else ""), en + (f" and {more} more" if more > 0 else ""))


def _quote(line: str, column: int) -> str:
    """The line, or what is around a column of a long one."""
    before, after = AROUND
    if len(line.strip()) <= before + after:
        return line.strip()
    start, end = max(0, column - before), min(len(line), column + after)
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
