"""Lines of text for WeasyPrint 70.0: shaped once, where it has Pango shape four lines to get one, and that one twice again.

A paragraph without spaces, which Chinese is, is given to Pango whole; its lines are kept and handed out one by one. Of
every line the glyphs are kept when it is laid out, for glyphs.py to draw. What is not so plain goes WeasyPrint's own way.
Replaced are two things that it does not promise, hence the pin to one version in justify.py: `layout.inline.split_first_line`,
called once a line, and `text.line_break.Layout`, which is subclassed.
"""

from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from bulletin.filing.glyphs import Run, runs
from bulletin.regex import regex

SPLIT = inline.split_first_line
APART = regex(r"[\s\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")  # what Pango may hide or stretch
ffi.cdef("void pango_layout_set_indent (PangoLayout *layout, int indent);")
SHORT, KEPT = 24, 500  # characters of a text that is kept, and how many such texts a style has at most
AHEAD = 3  # times as many characters as an em goes into a line are enough to break one line


class Line(Layout):  # type: ignore[misc]
    """A text laid out, of which only the glyphs are kept."""

    runs: tuple[Run, ...] = ()
    ends: frozenset[int] = frozenset()
    gap = 0
    first_line_direction = 0
    justification_spacing = 0
    max_width = None

    @classmethod
    def of(cls, text: str, runs: tuple[Run, ...]) -> "Line":
        """A line that was laid out before."""
        line = cls.__new__(cls)
        line.text, line.runs = text, runs
        return line

    def deactivate(self) -> None:
        """Called when the text is laid out, and again when it is drawn."""
        if hasattr(self, "layout"):
            first = pango.pango_layout_get_line_readonly(self.layout, 0)
            self.runs = tuple(runs(first, self.style.font_config))
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        """Called before the text is drawn; there is nothing to be done."""

    def spread(self, ends: frozenset[int], gap: float) -> "Line":
        """The line with each character that begins at one of `ends` (bytes) followed by `gap` pixels."""
        line = Line.of(self.text, self.runs)
        line.ends, line.gap = ends, round(gap * TO_UNITS)
        return line


def install() -> None:
    """Have WeasyPrint break lines so."""
    line_break.Layout = Line
    inline.split_first_line = split_first_line


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """WeasyPrint's function of this name: the line, its bytes, where the next one begins, width, height and baseline."""
    if plain(text, style):
        wide = inf if max_width is None or style["white_space"] == "nowrap" else max_width
        found = _paragraph(text, style, wide).line(text)
        if found and found.width <= wide:  # else there is a word to be cut
            return found.line, found.length, found.after, found.width, found.height, found.baseline
    return SPLIT(text, style, context, max_width, justification_spacing, is_line_start, minimum)


# Pango reckons in 1024ths of a point, in 32 bits: what is wider in one line is narrower than nothing, and is not broken.
WIDEST = 50_000  # characters, of 40 points at most: longer ones are left to WeasyPrint, which gives Pango some lines at a time


def plain(text: str, style: Any) -> bool:
    """Whether the lines of a text are where Pango breaks them, so that all can be had at once."""
    return (
        len(text) < WIDEST
        and style["text_decoration_line"] == "none"
        and style["white_space"] in ("normal", "nowrap")
        and style["word_break"] == "normal"
        and style["direction"] == "ltr"
        and not APART.search(text)
    )


class Broken(NamedTuple):
    """A line of a paragraph, in the terms of `split_first_line`."""

    line: Line
    length: int
    after: int | None
    width: float
    height: float
    baseline: float


class Paragraph:
    """The lines of a text in one style and width, by the number of bytes that are left where they begin.

    Those after the first are as wide as `further`; before the text stand `skip` bytes of others.
    """

    def __init__(self, text: str, style: Any, width: float, further: float | None = None, skip: int = 0) -> None:
        self.text, self.style, self.width, self.skip = text, style, width, skip
        self.further = width if further is None else further
        self.lines: dict[int, Broken] = {}
        self.size = len(text.encode())

    def width_at(self, skip: int) -> float:
        """The width of the line that begins at a byte."""
        return self.width if skip == self.skip else self.further

    def line(self, text: str) -> Broken | None:
        """The first line of what is left of the paragraph, if it is one of these."""
        return self.lines.get(len(text.encode()))

    def goes_on(self, text: str, style: Any, width: float) -> bool:
        """Whether a text is what is left of this paragraph after one of its lines."""
        return (
            style is self.style
            and width == self.width
            and len(text.encode()) in self.lines
            and self.text.endswith(text)
        )

    def lay(self, text: str) -> None:
        """Break the whole text, or its beginning for the first line: the second one is wider, as a rule."""
        layout = _layout(self.style)
        first, then = _units(self.width), _units(self.further)
        pango.pango_layout_set_width(layout.layout, max(first, then))
        pango.pango_layout_set_indent(layout.layout, then - first)
        layout.set_text(text)
        found = list(_lines(layout))
        data = text.encode()
        whole = len(text) == len(self.text)
        for number, line in enumerate(found if whole else found[:1] if found[1:] else ()):
            start, length = line.start_index, line.length
            after = found[number + 1].start_index - start if number + 1 < len(found) else None
            kept = Line.of(data[start : start + length].decode(), tuple(runs(line, self.style.font_config, start)))
            if not _hyphenated(kept):
                self.lines[self.size - start] = Broken(kept, length, after, *_size(line, self.style))


def laid(text: str, style: Any, width: float, further: float) -> Paragraph:
    """A text with its lines. Words of tables come again and again: a short one is kept with its style."""
    if len(text) > SHORT:
        return _whole(text, style, width, further)
    known, key = style.__dict__.setdefault("short", {}), (text, width, further)
    if key not in known:
        if len(known) >= KEPT:
            known.clear()
        known[key] = _whole(text, style, width, further)
    return known[key]  # type: ignore[no-any-return]


def _whole(text: str, style: Any, width: float, further: float) -> Paragraph:
    paragraph = Paragraph(text, style, width, further)
    paragraph.lay(text)
    return paragraph


_latest: list[Paragraph] = []  # the last one: it goes on, be it on the next page, before another is begun


def _paragraph(text: str, style: Any, width: float) -> Paragraph:
    """What a text belongs to, its lines made as far as is of use: the first one is indented, and those after it wider."""
    before = _latest[0] if _latest else None
    if before and before.goes_on(text, style, width):
        return before
    if len(text) <= SHORT:
        _latest[:] = [laid(text, style, width, width)]
        return _latest[0]
    paragraph, few = Paragraph(text, style, width), AHEAD * width / style["font_size"]
    if few < len(text) and not (before and before.text.endswith(text)):
        paragraph.lay(text[: int(few)])
    if paragraph.size not in paragraph.lines:
        paragraph.lay(text)
    _latest[:] = [paragraph]
    return paragraph


def _layout(style: Any) -> Line:
    """Pango's layout for texts in one style, kept with it."""
    if "lines" not in style.__dict__:
        style.lines = Line(style)
    return style.lines  # type: ignore[no-any-return]


def _units(width: float) -> int:
    """A width as Pango has it; -1 for one without end."""
    return int(max(0, width) * TO_UNITS) if width < 2**21 else -1


def _lines(layout: Line) -> Iterator[Any]:
    number = 0
    while (line := pango.pango_layout_get_line_readonly(layout.layout, number)) != ffi.NULL:
        yield line
        number += 1


def _hyphenated(line: Line) -> bool:
    """Pango ended it with a hyphen, as it does between a Latin letter and a Chinese character: a glyph for no character."""
    starts = line.runs[-1].starts if line.runs else b""
    return starts[-8:-4] == starts[-4:] != b""


def _size(line: Any, style: Any) -> tuple[float, float, float]:
    """Width, height and baseline of a line, as WeasyPrint has them: one letter-spacing more than Pango."""
    box = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, box)
    spacing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    return box.width * FROM_UNITS + spacing, box.height * FROM_UNITS, -box.y * FROM_UNITS
