"""Where a sentence of Chinese prose ends, so that source can have one a line and a review can go by sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bulletin.passages import VERBATIM
from bulletin.regex import regex

OPENS, CLOSES = "“‘「『（(【《〔[", "”’」』）)】》〕]"
# What still belongs to a sentence after its last mark: closing brackets and quotes, the mark of a footnote, emphasis.
REST = regex(rf"[{re.escape(CLOSES)}]|\[\^[^\]\n]+\]|\*+(?=[^*]|$)|\"")
GOES_ON = regex(r"[，、；：。！？,;:.!?…—）)”’」』】》〕]|[的地得等之是为则和与及或了]|之类|以及|精神|要求|原则")
HALF, FULL = ",;:()", "，；：（）"
TYPED = regex(rf"[{HALF}](?!\d)|(?<!\d)[{HALF}]")
PICTURE = regex(r"!\[(?:[^\]\n!]|!(?!\[))*+\](?:\((?:[^)\n!]|!(?!\[))*+\)|\[(?:[^\]\n!]|!(?!\[))*+\])?")


def ends(text: str) -> Iterator[int]:
    """The offsets in a paragraph behind which its next sentence begins; its own end is none of them.

    A 。 ends a sentence, with the closing marks after it, unless the words go on as no sentence begins (“……。”的要求);
    ！ and ？ do so outside of quotes and brackets only. What is no prose (code, addresses, pictures) has no sentences,
    and neither has Latin: a point may belong to a number or an abbreviation, and a line break there prints as a blank.
    """
    barred = [match.span() for pattern in (VERBATIM, PICTURE) for match in pattern.finditer(text)]
    depth, passed = 0, 0
    for mark in re.finditer(r"[。！？]+", text):
        if any(start <= mark.start() < end for start, end in barred):
            continue
        depth = _depth(text[passed : mark.start()], depth)
        passed = mark.start()
        end = _with_rest(text, mark.end())
        if depth and "。" not in mark[0]:
            continue
        if end < len(text) and not (end > mark.end() and GOES_ON.match(text, end)):
            yield end


def sentences(text: str) -> list[str]:
    """A paragraph in its sentences; joined, they are the paragraph."""
    starts = [0, *ends(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts) if start < end]


def in_print(text: str) -> str:
    """A text with the marks of print for `,;:()`, which web pages and hurried hands have; a number (1,286; 9:30) keeps its own.

    Of the same length, so that a place in it is the place in the text.
    """
    return TYPED.sub(lambda mark: FULL[HALF.index(mark[0])], text)


def _depth(text: str, depth: int) -> int:
    for char in re.findall(rf"[{re.escape(OPENS + CLOSES)}]", text):
        depth = depth + 1 if char in OPENS else max(depth - 1, 0)
    return depth


def _with_rest(text: str, end: int) -> int:
    """The end of a sentence with what closes behind its mark; what would open is left to the next."""
    while rest := REST.match(text, end):
        stars = rest[0].startswith("*") and len(re.findall(r"(?<!\\)\*+", text[:end])) % 2 == 0
        if stars or (rest[0] == '"' and text.count('"', 0, end) % 2 == 0):
            break
        end = rest.end()
    return end
