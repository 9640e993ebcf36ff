"""How the outlines of a font call its glyphs (CFF; Adobe Technical Note 5176).

A font for Chinese calls them by the numbers of their characters. Where these are the numbers of the glyphs as well, a PDF
needs nothing of the font but its outlines: a glyph is found by what it is called, wherever it stands among those that are left.
"""

from collections.abc import Iterator
from struct import unpack_from

BEGINNING = b"\1\0\4"  # version 1.0, and a head of four bytes
ROS, CHARSET = 1230, 15  # operators: what the numbers are of, and where they stand


def called(font: bytes | memoryview) -> int:
    """Up to which glyph all after the first are called by their own numbers; 0 if by names, or otherwise."""
    if font[:3] != BEGINNING:
        return 0
    _, after_names = _first(font, font[2])
    top, _ = _first(font, after_names)
    facts = dict(_facts(top))
    place = facts.get(CHARSET, 0)
    if ROS not in facts or place <= 2 or font[place] not in (1, 2):  # names; lists of Adobe's; numbers one by one
        return 0
    first, more = unpack_from(">HB" if font[place] == 1 else ">HH", font, place + 1)
    return int(more) + 1 if first == 1 else 0


def _first(font: bytes | memoryview, place: int) -> tuple[bytes, int]:
    """The first entry of the list at a place, and where the list ends."""
    count, size = unpack_from(">HB", font, place)
    start, end, last = (int.from_bytes(font[at : at + size]) for at in (place + 3 + size * n for n in (0, 1, count)))
    base = place + 2 + (count + 1) * size
    return bytes(font[base + start : base + end]), base + last


def _facts(top: bytes) -> Iterator[tuple[int, int]]:
    """The operators of a dictionary, each with the whole number before it."""
    at, number = 0, 0
    while at < len(top):
        byte, after = top[at], top[at + 1 :]
        size = {12: 2, 28: 3, 29: 5}.get(byte, 1 if byte <= 246 else 2)
        if byte == 30:  # a fraction, to the half byte that ends it
            size += next(count for count, pair in enumerate(after, 1) if pair & 15 == 15 or pair >> 4 == 15)
        elif byte < 28:
            yield 1200 + after[0] if byte == 12 else byte, number
        elif byte < 30:
            number = int.from_bytes(after[: size - 1], signed=True)
        elif byte <= 246:
            number = byte - 139
        else:
            number = (byte - 247) * 256 + after[0] + 108 if byte <= 250 else -(byte - 251) * 256 - after[0] - 108
        at += size
