"""The prose of a bulletin in its canonical lines: one sentence a line, one empty line between blocks.

Only what is surely a paragraph, an item of a list, a quotation or a footnote is set anew. Tables, code, headings with a
line under them and whatever else has a form of its own keep it, but for blanks at the ends of lines.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bulletin.passages import FENCE
from bulletin.prose import CHINESE
from bulletin.regex import regex
from bulletin.sentences import ends

CODE = regex(r" {4}| {0,3}\t")
ITEM = regex(r"^ {0,3}(?:[-*+]|\d+\.)[ \t]+(?=\S)")
QUOTE = regex(r" {0,3}> ?")
NOTE = regex(r" {0,3}\[\^[^\]\n]+\]:[ \t]*")
# A line that begins so is something else than a paragraph, to this Markdown, to another, or to the reader of the source.
SPECIAL = regex(r"^[ \t]*(?:[-*+>#|=~`:\[]|\d+[.)][ \t]|$)")
TABLE = regex(r"(?<!\\)\|")
BREAK = regex(r"(?<! )  +$")  # two blanks at the end of a line: a break that is printed
# Where an editor broke a line for a reason, it stays broken.
MEANT = regex(r"[。！？；：;:][”’」』）)】》〕\]*\"]*$")
BEGINS = regex(r"^(?:[①-⑳]|[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])")


class Block(NamedTuple):
    """Lines that stand together, and how they would be written; `code` keeps the empty lines beside its like."""

    was: str
    now: str
    code: bool


def lines(body: str, same: Callable[[str], bool]) -> str:
    """The prose in canonical lines, without what `same` refuses: it tells of a text whether it prints as `body` does."""
    blocks, were, gaps = _blocks(body)
    chosen = [block.was for block in blocks]

    def settle(first: int, last: int) -> None:
        """Take the new form of all these blocks if the print stays the same, or of each half that lets it."""
        changing = [n for n in range(first, last) if chosen[n] != blocks[n].now]
        if not changing:
            return
        before = chosen[first:last]
        chosen[first:last] = [block.now for block in blocks[first:last]]
        if same(_joined(chosen, gaps)):
            return
        chosen[first:last] = before
        if len(changing) > 1:
            middle = changing[len(changing) // 2]
            settle(first, middle)
            settle(middle, last)

    if not same(_joined(chosen, gaps)):
        gaps = were
        if not same(_joined(chosen, gaps)):
            return body
    settle(0, len(blocks))
    return _joined(chosen, gaps)


def _joined(blocks: list[str], gaps: list[str]) -> str:
    return "".join(part for pair in zip(blocks, gaps, strict=True) for part in pair)


def _blocks(body: str) -> tuple[list[Block], list[str], list[str]]:
    """The blocks of a body, what stands after each of them, and what should."""
    blocks: list[Block] = []
    were: list[str] = []
    gaps: list[str] = []
    for held, empty in _runs(body):
        code = all(CODE.match(line) for line in held)
        if blocks and not (code and blocks[-1].code):
            gaps[-1] = "\n\n"
        blocks.append(Block("\n".join(held), "\n".join(_set(held)), code))
        were.append("\n" * (empty + 1))
        gaps.append(were[-1])
    if gaps:
        were[-1] = gaps[-1] = "\n"
    return blocks, were, gaps


def _runs(body: str) -> Iterator[tuple[list[str], int]]:
    """Lines that stand together, a heading always alone, each with the number of empty lines after it."""
    held: list[str] = []
    empty, fenced = 0, False
    for line in body.split("\n"):
        apart = not fenced and (_heading(line) or (len(held) == 1 and _heading(held[0])))
        if held and line.strip() and ((empty and not fenced) or apart):
            yield held, empty
            held, empty = [], 0
        if line.strip() or fenced:
            held.append(line)
            empty = 0
        elif held:
            empty += 1
        fenced = fenced != bool(FENCE.match(line))
    if held:
        yield held, empty


def _heading(line: str) -> bool:
    return 0 < len(line) - len(line.lstrip("#")) <= 6


def _set(held: list[str]) -> list[str]:
    """Lines that stand together as they are to be written."""
    first = held[0]
    if len(held) == 1 and _heading(first) and (words := first.lstrip("#").strip(" \t").rstrip("#").rstrip(" \t")):
        return [f"{first[: len(first) - len(first.lstrip('#'))]} {words}"]
    plain = [line if CODE.match(line) or BREAK.search(line) else line.rstrip(" \t") for line in held]
    if any(TABLE.search(line) or FENCE.match(line) or "``" in line or CODE.match(line) for line in held):
        return plain
    if all(QUOTE.match(line) for line in held):
        return [f"> {line}".rstrip(" ") if not line.endswith("  ") else f"> {line}" for line in _quoted(held)]
    if note := NOTE.match(first):
        return _hanging(plain, note.end(), 4)
    if ITEM.match(first):
        return _items(plain)
    return plain if any(SPECIAL.match(line) for line in held) else _paragraph(plain)


def _quoted(held: list[str]) -> Iterator[str]:
    inner = [line[mark.end() :] for line in held if (mark := QUOTE.match(line))]
    runs = list(_runs("\n".join(inner)))
    for number, (run, _) in enumerate(runs):
        yield from _set(run)
        yield from [""] if number + 1 < len(runs) else []


def _items(held: list[str]) -> list[str]:
    """The items of a list, each with its sentences under each other."""
    items: list[list[str]] = []
    for line in held:
        if ITEM.match(line):
            items.append([line])
        elif SPECIAL.match(line):
            return held
        else:
            items[-1].append(line)
    found = [(item, ITEM.match(item[0])) for item in items]
    return [line for item, mark in found if mark for line in _hanging(item, mark.end(), min(mark.end(), 3))]


def _hanging(held: list[str], mark: int, indent: int) -> list[str]:
    """A paragraph behind a mark, its later lines indented."""
    if SPECIAL.match(held[0][mark:]) or any(SPECIAL.match(line) for line in held[1:]):
        return held
    first, *rest = _paragraph([held[0][mark:], *held[1:]])
    return [held[0][:mark] + first, *(" " * indent + line for line in rest)]


def _paragraph(held: list[str]) -> list[str]:
    """One sentence a line: what was broken within a sentence is joined, sentences on one line are broken."""
    whole: list[str] = []
    for line in held:
        words = line.strip(" \t") + ("  " if BREAK.search(line) and line is not held[-1] else "")
        if whole and joins(whole[-1][-99:], words):  # how it ends: a paragraph may have ten thousand lines
            whole[-1] += words
        else:
            whole.append(words)
    return "\n".join(_sentences("\n".join(whole))).split("\n")


def joins(before: str, after: str) -> bool:
    """A line break that falls within a sentence, where it prints as nothing."""
    if BREAK.search(before) or MEANT.search(before) or BEGINS.match(after) or SPECIAL.match(after):
        return False
    return bool(re.search(rf"{CHINESE}$", before) or re.match(CHINESE, after))


def _sentences(text: str) -> Iterator[str]:
    """A paragraph's sentences; one whose first characters would make it something else stays behind the one before."""
    start = 0
    for end in ends(text):
        if not text[end].isspace() and not SPECIAL.match(text[end:]):  # a blank after a sentence is printed
            yield text[start:end]
            start = end
    yield text[start:]
