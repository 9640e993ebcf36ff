"""Lines as they are set on a page -> paragraphs: what a line break in the middle of a sentence tore apart is joined."""

import re
from collections import Counter
from typing import NamedTuple

from bulletin.findings import Words
from bulletin.imports.blocks import Block, tidy
from bulletin.prose import LEVELS
from bulletin.regex import regex

ENDS = tuple("。！？：；…”’）】》.!?:;")
FULL = 20  # characters: shorter lines than that are never broken for want of room
NEARLY = 3  # characters by which a full line may be short of the longest: no mark may begin a line
NUMBERED = regex("|".join(number.pattern for number in LEVELS.values()) + "|[①-⑳]")
UNBROKEN = regex(r"[!-~]+")


class Line(NamedTuple):
    """A line of a page: its words, how far its start and its end stand from the sides of the text, in characters."""

    text: str
    where: Words
    left: float
    right: float

    @property
    def aside(self) -> bool:
        """Centred, or set to the right."""
        return self.left > NEARLY


def width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(0.5 if char < "\u0300" else 1 for char in text)


def wrapped(lines: list[str]) -> bool:
    """The lines of a text file end where the page ended, not where the paragraph did."""
    wide = [width(line.strip()) for line in lines if line.strip()]
    longest = max(wide, default=0)
    if not FULL <= longest <= 60 or len(wide) < 4:
        return False
    broken = [one for one, line in zip(wide, filter(str.strip, lines), strict=True) if not line.rstrip().endswith(ENDS)]
    full = sum(one >= longest - NEARLY for one in broken)
    return full >= 3 and 3 * full > len(wide)


def joined(lines: list[Line]) -> list[Block]:
    """Paragraphs from lines: a line that begins further in, has a number, or comes after one that is not full begins anew."""
    blocks: list[Block] = []
    held: list[Line] = []
    for line in lines:
        if held and _begins(line, held[-1]):
            blocks.append(_block(held))
            held = []
        held.append(line)
    return blocks + ([_block(held)] if held else [])


def _begins(line: Line, before: Line) -> bool:
    if before.aside or (line.aside and (before.right > NEARLY or before.text.endswith(ENDS))):
        return True
    word = UNBROKEN.match(line.text)  # a number that did not fit begins the next line
    if before.right > _ragged(before) + (width(word[0]) if word else 0) or (
        NUMBERED.match(line.text) and before.text.endswith(ENDS)
    ):
        return True
    return line.left > 1


def _ragged(line: Line) -> float:
    """By how much a line may be short and yet go on: more than a mark where it stops amid a sentence, as figures set wider do."""
    amid = re.search("[，。；,;]", line.text) and not line.text.endswith(ENDS) and not NUMBERED.match(line.text)
    return max(NEARLY, width(line.text) / 5) if amid else NEARLY


def _block(held: list[Line]) -> Block:
    return Block(tidy(" ".join(line.text for line in held)), held[0].where, aside=held[0].aside)


def repeated(pages: list[list[str]]) -> set[str]:
    """The first and last lines that stand on most pages, digits left out: headers and footers."""
    if len(pages) < 3:
        return set()
    found = Counter(bare(line) for page in pages for line in {*page[:1], *page[-1:]})
    return {line for line, many in found.items() if 3 * many > 2 * len(pages)}


def bare(line: str) -> str:
    """A line without its figures: a page number is another on each page."""
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line))
