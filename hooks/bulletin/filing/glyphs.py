"""The glyphs of a line, for WeasyPrint 70.0: taken from Pango when a line is laid out, and written from there into the page.

WeasyPrint has Pango shape each line again when it is drawn. `draw.text.draw_first_line`, called once a line, is replaced;
it is not promised to stay, hence the pin to one version in justify.py.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint.draw import text as drawing
from weasyprint.logger import LOGGER
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

from bulletin.filing.writing import spelled

DRAW = drawing.draw_first_line
GLYPH = ffi.sizeof("PangoGlyphInfo") // 4  # integers: glyph, width, offsets, attributes
SEEN = 1.5  # thousandths of an em
EMPTY, UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG

ffi.cdef("gpointer g_object_ref (gpointer object);")


class Numbers(dict[int, str]):
    """The numbers of glyphs as they stand in a page."""

    def __missing__(self, glyph: int) -> str:
        self[glyph] = f"{glyph:04x}"
        return self[glyph]


NUMBERS = Numbers()


class Run(NamedTuple):
    """Glyphs of one face, as Pango has them: five integers a glyph, the byte of the text where each begins, the whole's end."""

    face: "Face"
    table: bytes
    starts: bytes
    begin: int
    end: int
    backward: bool


class Face(NamedTuple):
    """A face in one size that Pango found: held for as long as the fonts of a process are, so that its address stays its own."""

    font: Any
    key: int
    size: float
    widths: dict[int, int]  # of its glyphs, in thousandths of an em


def install() -> None:
    """Have WeasyPrint draw lines so."""
    drawing.draw_first_line = draw_first_line


def runs(line: Any, fonts: Any, begin: int = 0) -> Iterator[Run]:
    """The glyphs of a line; `begin` is where it begins in the text that was laid out."""
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        count, start = glyphs.num_glyphs, item.offset - begin
        table, starts = ffi.buffer(glyphs.glyphs, count * GLYPH * 4)[:], ffi.buffer(glyphs.log_clusters, count * 4)[:]
        analysis = item.analysis
        yield Run(_face(analysis.font, fonts), table, starts, start, start + item.length, bool(analysis.level % 2))
        run = run.next


def _face(font: Any, fonts: Any) -> Face:
    """What there is to know of a face that Pango found, for all notices that share their fonts."""
    faces: dict[int, Face] = fonts.__dict__.setdefault("faces", {})
    address = int(ffi.cast("uintptr_t", font))
    if address not in faces:
        key, _, size = get_pango_font_key(font)
        faces[address] = Face(ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref), key, size, {})
    return faces[address]


def draw_first_line(stream: Any, textbox: Any, *more: Any) -> Any:
    """WeasyPrint's function of this name, which it calls where there are lines under or through a text."""
    return written(stream, textbox, *more[-1].values[4:])


def written(stream: Any, textbox: Any, x: float, y: float) -> Any:
    """Write a text of which the glyphs are kept, beginning at a place; what is given is still to be drawn."""
    line = textbox.pango_layout
    fonts = [_font(stream, run.face) for run in line.runs]
    if any(font.bitmap or font.png or font.svg or font.colr for font in fonts):  # pictures of characters
        Layout.reactivate(line, textbox.style)
        return DRAW(stream, textbox, "clip", "none", Matrix(d=-1, e=x, f=y))
    if not textbox.text.strip():
        return ()
    stream.stream.append(b"1 0 0 -1 %b %b Tm" % (spelled(x), spelled(y)))
    pen, shown, last = Pen(), list[str](), None
    for run, font in zip(line.runs, fonts, strict=True):
        if font is not last:
            if last:
                stream.show_text(f"<{''.join(shown)}>")
                shown.clear()
            stream.set_font_size(font.hash, run.face.size)
            last = font
        shown += pen.written(run, font, line)
    stream.stream.append(f"[<{''.join(shown)}>] TJ")
    return ()


class Pen:
    """Where a PDF reader is in a line: each glyph takes it further by the width that the font names, in 1/1000 em.

    `ahead` is how far it is right of where the next glyph is to stand. A small difference is left for later, so that equal
    gaps are equal numbers, which is a tenth of the file; it never grows to what could be seen.
    """

    def __init__(self) -> None:
        self.ahead, self.last = 0.0, 0

    def written(self, run: Run, font: Any, line: Any) -> list[str]:
        """What the operator TJ is given for a run (ISO 32000-1, 9.4.3), without the first < and the last >."""
        table = memoryview(run.table).cast("i")
        glyphs, widths, *offsets = (table[column::GLYPH].tolist() for column in range(4))
        starts = [run.begin + each for each in memoryview(run.starts).cast("i")]
        if line.ends:
            _widen(widths, starts, line)
        if not font.to_unicode.keys() >= set(glyphs):
            _learn(glyphs, widths, starts, run, font, line.text)
        return self._set(zip(glyphs, widths, *offsets, strict=True), font.widths, 1000 * FROM_UNITS / run.face.size)

    def _set(self, places: Iterable[tuple[int, ...]], known: dict[int, int], unit: float) -> list[str]:
        ahead, last = self.ahead, self.last
        shown = list[str]()
        for glyph, width, across, up in places:
            if glyph == EMPTY:
                ahead -= width * unit
                continue
            ahead -= across * unit
            if not -SEEN <= ahead - last <= SEEN:
                last = round(ahead)
            if last:
                shown.append(f">{last}<")
                ahead -= last
            # A glyph above its place, as an accent may be: an operator of its own.
            shown.append(f">] TJ {-up / 1000:f} Ts [<{glyph:04x}>] TJ 0 Ts [<" if up else NUMBERS[glyph])
            ahead += known[glyph] - (width - across) * unit
        self.ahead, self.last = ahead, last
        return shown


def _widen(widths: list[int], starts: list[int], line: Any) -> None:
    """Have a gap after each character that is to have one: once, if several glyphs make it."""
    left = set(line.ends)
    for number, start in enumerate(starts):
        if start in left:
            left.discard(start)
            widths[number] += line.gap


def _learn(glyphs: list[int], widths: list[int], starts: list[int], run: Run, font: Any, text: str) -> None:
    """Note what each glyph stands for, and its width; a character that no face has is given a number."""
    data = text.encode()
    for number, glyph in enumerate(glyphs):
        if glyph == EMPTY:
            continue
        if glyph & UNKNOWN:
            glyph = glyphs[number] = _missing(glyph - UNKNOWN, widths[number], font, run.face.size)
        if glyph not in font.to_unicode:
            font.to_unicode[glyph] = _meant(run, starts, number, data)
        if glyph not in font.widths:
            font.widths[glyph] = run.face.widths.get(glyph) or _width(glyph, run.face)


def _meant(run: Run, starts: list[int], number: int, text: bytes) -> str:
    """The characters that a glyph stands for."""
    after = number - 1 if run.backward else number + 1
    end = starts[after] if 0 <= after < len(starts) else run.end
    return text[starts[number] : end].decode()


def _font(stream: Any, face: Face) -> Any:
    """The font of a document, made by WeasyPrint's own function where it is new to it."""
    return stream._fonts.get(face.key) or stream.add_font(ffi.cast("PangoFont *", face.font))[0]


def _missing(code: int, width: int, font: Any, size: float) -> int:
    """A number for a character that no face has; it is drawn as .notdef, and complained of."""
    LOGGER.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(code), code)
    glyph = int(font.get_unused_glyph_id(code))
    font.widths[glyph] = round(width * 1000 * FROM_UNITS / size)
    font.widths.setdefault(0, font.widths[glyph])
    return glyph


def _width(glyph: int, face: Face) -> int:
    """The width of a glyph in thousandths of an em, as the font has it."""
    box = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(ffi.cast("PangoFont *", face.font), glyph, ffi.NULL, box)
    face.widths[glyph] = round(box.width * 1000 * FROM_UNITS / face.size)
    return face.widths[glyph]
