"""Which paragraphs are headings: by their numbers (一、（一）1.（1）), or by their style; and the tree that they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin.imports.blocks import NOWHERE, Block
from bulletin.imports.wordings import DESCRIBED, IN_BRACKETS, status_of
from bulletin.prose import CALLED, LEVELS, title_of
from bulletin.regex import regex
from bulletin.site import Site

DEPTHS = {name: depth for depth, name in enumerate(LEVELS, 1)}
SENTENCE = regex(r"[。！？；]")
LONGEST = 60  # characters of a heading
RUN_IN = 40  # of one that stands in front of its text: （一）加强组织领导。成立了……


@dataclass(eq=False)  # each is itself: it knows its parent, and would be compared with it for ever
class Section:
    """A heading with what stands under it; `title` without its number."""

    depth: int
    heading: str
    block: Block
    parent: "Section | None" = None
    paragraphs: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the heading, fit to be those of a register entry."""
        return re.sub(r"[。\s]+$", "", number_off(self.heading))

    def leaves(self) -> Iterator["Section"]:
        """The sections below it that hold no other."""
        for child in self.children:
            yield from child.leaves()
        if not self.children:
            yield self


def number_off(text: str) -> str:
    """A heading without its number, its blanks and marks kept."""
    for pattern in (CALLED, *LEVELS.values()):
        if match := pattern.match(text):
            return text[match.end() :].strip()
    return text


def numbered(text: str) -> int:
    """1 for 一、 to 4 for （1）, 3 for 1、 and 问题一：; 0 for a text without such a number. 1.5米 has none."""
    if CALLED.match(text):
        return DEPTHS["l3"]
    for name, pattern in LEVELS.items():
        if (match := pattern.match(text)) and not (name == "l3" and re.match(r"\d", text[match.end() :])):
            return DEPTHS[name]
    return 0


def split(blocks: list[Block]) -> list[tuple[int, Block]]:
    """Each block with its depth as a heading, 0 for a paragraph; a heading is parted from the text that follows it on its line."""
    made: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        depth = numbered(block.text)
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.rows:
            made.append((0, block))
        elif block.level and len(block.text) <= LONGEST:
            made.append((depth or block.level, _heading(block)))
        elif depth and (cut := _cut(block.text, depth, after)):
            made.append((depth, _heading(block._replace(text=block.text[:cut].rstrip("。 ")))))
            if rest := block.text[cut:].strip():
                made.append((0, block._replace(text=rest)))
        else:
            made.append((0, block))
    return made


def _cut(text: str, depth: int, after: Block | None) -> int:
    """Where the heading ends in a numbered paragraph; 0 if it has none."""
    mark = SENTENCE.search(text)
    if not mark:
        if text.endswith(("，", "：", "、", ",", ":")) or len(text) > LONGEST:
            return 0
        return 0 if depth > 2 and _listed(depth, after) else len(text)
    alone = mark.end() == len(text)
    titled = CALLED.match(text) or (alone and after and DESCRIBED.match(after.text))
    if mark[0] != "。" or mark.start() > (LONGEST if titled else RUN_IN):
        return 0
    return 0 if depth > 3 or (depth > 1 and alone and _listed(depth, after)) else mark.end()


def _listed(depth: int, after: Block | None) -> bool:
    """The next paragraph is another of the same kind, or a higher heading, or nothing: an item with no text of its own."""
    return after is None or 0 < numbered(after.text) <= depth


def tree(parts: list[tuple[int, Block]]) -> Section:
    """The headings with the paragraphs under them; the root holds what stands above the first."""
    root = Section(0, "", Block("", NOWHERE))
    here = root
    for depth, block in parts:
        if not depth:
            here.paragraphs.append(block)
            continue
        while here.depth >= depth and here.parent:
            here = here.parent
        section = Section(depth, block.text, block, here)
        here.children.append(section)
        here = section
    return root


def _heading(block: Block) -> Block:
    """A heading without the status in brackets behind it, which is kept beside it."""
    found = IN_BRACKETS.search(block.text)
    if found and status_of(found[1], Site()):
        return block._replace(text=block.text[: found.start()].rstrip(), status=found[1])
    return block


def same(one: str, other: str) -> bool:
    """Two titles say the same, numbers and blanks aside."""
    return bool(title_of(one)) and title_of(one) == title_of(other)
