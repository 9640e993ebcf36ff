"""The words of a notice of ours, out of what it draws: glyph by glyph, with what its fonts say that each stands for.

A library lays out every glyph to tell one word from the next, which took most of the time of the last gate. A notice of
ours draws its text in one way alone: a stretch of a line at a time, with its place. What is drawn in any other way is not
read here, but by the library.
"""

import zlib
from binascii import unhexlify
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from bulletin.regex import regex

STREAM = regex(rb"obj\n(<<(?:(?!endobj)[^\x00])*?>>)\nstream\n")
LENGTH = regex(rb"/Length (\d+)")
APART = (b"/OpenType", b"/CIDFontType0C", b"/Image", b"/EmbeddedFile", b"/Metadata", b"/XRef")  # which draw no text
NUMBER = regex(rb"(\d+) 0 $")
NAMED = regex(rb"/BaseFont /(\w+)\+[^/]*/ToUnicode (\d+) 0 R")
WIDE = regex(rb"/BaseFont /(\w+)\+[^/]*/CIDSystemInfo[^\[]*/W \[((?:\d+ \[[\d. ]+\] ?)*)\]")
WIDTHS = regex(rb"(\d+) \[([\d. ]+)\]")
MEANS = regex(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
BETWEEN = b"0000"  # two texts: a character that no text has
ARRAY = regex(rb"\]\s*TJ\b")
OTHERWISE = (b"Tj", b"'", b'"')  # the other ways to show a text (ISO 32000-1, 9.4.3)
SHOWN = regex(  # of a paragraph, the lines after the first follow it in its font
    rb"(BT\n|(?<=\] TJ\n))1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n(?:/(\w+) ([\d.]+) Tf\n)?\[((?:<[0-9a-f]++>|-?[\d.]++)*+)\] TJ\b"
)
GLYPHS = regex(rb"<([0-9a-f]+)>")
BACK = regex(rb">(-?[\d.]+)")
NEAR = 0.3  # of a character: what is drawn so near behind another stretch goes on from it


class Meanings(dict[int, str]):
    """What glyphs stand for, by their numbers, as `str.translate` asks for it; raises ValueError for one that says nothing."""

    def __missing__(self, glyph: int) -> str:
        raise ValueError(glyph)


class Font(NamedTuple):
    """What its glyphs stand for, and how wide they are, by their numbers."""

    means: Meanings
    widths: Mapping[int, float]


class Stretch(NamedTuple):
    """Some words on a line: where they begin, how large they are, their glyphs as characters of the same numbers, and the
    steps between these.
    """

    start: float
    line: float
    font: Font
    size: float
    glyphs: str
    steps: bytes

    @classmethod
    def of(cls, fonts: Mapping[bytes, Font], x: bytes, y: bytes, name: bytes, size: bytes, steps: bytes) -> "Stretch":
        """One as it is drawn."""
        glyphs = _numbered(b"".join(GLYPHS.findall(steps)))
        return cls(float(x), float(y), fonts[name], float(size), glyphs, steps)

    @property
    def words(self) -> str:
        """What it says."""
        return self.glyphs.translate(self.font.means)

    @property
    def end(self) -> float:
        """Where it ends on its line."""
        wide = sum(map(self.font.widths.__getitem__, map(ord, self.glyphs))) - sum(map(float, BACK.findall(self.steps)))
        return self.start + wide * self.size / 1000


def drawn(raw: bytes, wall: str) -> list[str] | None:
    """The words of each page, with `wall` where something is set apart on its line; None if they cannot be told."""
    try:
        streams = dict(_streams(raw))
        fonts = _fonts(streams)
        return [_words(content, fonts, wall) for content in streams.values() if b" Tf" in content] or None
    except (zlib.error, KeyError, ValueError):
        return None


def _streams(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Those that may draw text or say how, unpacked, by their numbers."""
    for found in STREAM.finditer(raw):
        about = found[1]
        if any(kind in about for kind in APART):
            continue
        number, length = NUMBER.search(raw[max(0, found.start() - 12) : found.start()]), LENGTH.search(about)
        if not number or not length or b"/Filter /FlateDecode" not in about:
            raise ValueError(about)
        yield int(number[1]), zlib.decompress(raw[found.end() : found.end() + int(length[1])])


def _fonts(streams: Mapping[int, bytes]) -> dict[bytes, Font]:
    """The fonts by the names by which pages call them."""
    objects = b"\n".join(streams.values())
    widths = {name: _widths(said) for name, said in WIDE.findall(objects)}
    return {name: Font(_meanings(streams[int(number)]), widths[name]) for name, number in NAMED.findall(objects)}


def _meanings(said: bytes) -> Meanings:
    if b"bfrange" in said:
        raise ValueError(said)
    told = MEANS.findall(said)
    glyphs, texts = _numbered(b"".join(glyph for glyph, _ in told)), _numbered(BETWEEN.join(text for _, text in told))
    return Meanings(zip(map(ord, glyphs), texts.split("\0"), strict=True)) if told else Meanings()


def _widths(said: bytes) -> dict[int, float]:
    """In thousandths of the size."""
    return {
        glyph: float(width)
        for first, widths in WIDTHS.findall(said)
        for glyph, width in enumerate(widths.split(), int(first))
    }


def _numbered(digits: bytes) -> str:
    """The characters of some numbers, of four hexadecimal digits each."""
    return unhexlify(digits).decode("utf-16-be")


def _shown(content: bytes) -> Iterator[tuple[bytes, bytes, bytes, bytes, bytes]]:
    """Every stretch of words: where it begins, its font and size, its glyphs and steps."""
    font = b"", b""
    for begun, x, y, name, size, steps in SHOWN.findall(content):
        font = (name, size) if begun or name else font
        yield x, y, *font, steps


def _words(content: bytes, fonts: Mapping[bytes, Font], wall: str) -> str:
    """What one page shows."""
    shown = list(_shown(content))
    if len(shown) != len(ARRAY.findall(content)) or any(way in content for way in OTHERWISE):
        raise ValueError(content)
    stretches = [Stretch.of(fonts, *each) for each in shown]
    gaps = ["", *(_between(one, other, wall) for one, other in pairwise(stretches))]
    return "".join(gap + each.words for gap, each in zip(gaps, stretches, strict=False)).replace(" ", wall)


def _between(one: Stretch, other: Stretch, wall: str) -> str:
    """Nothing where a line goes on, a line end where the next begins below it or further left."""
    if one.line == other.line:
        return "" if abs(other.start - one.end) < NEAR * other.size else wall
    return "\n" if other.start <= one.start else wall
