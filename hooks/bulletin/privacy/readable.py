"""A file -> the texts that a reader, or a program, finds in it: what it shows, and what it says of itself."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import IO, Any

from PIL import Image

from bulletin.privacy.drawn import drawn
from bulletin.privacy.pieces import ENDS, cut
from bulletin.regex import regex

INSIDE = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""  # of a tag, up to its end; a > may stand between quotes
INLINE = regex(
    rf"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)\b(?:{INSIDE}>|[^<>]*>)"
)
TAG = regex(rf"<{INSIDE}>|<[^<>]*>")
WALL = "\x1f"  # no number goes on beyond it
PICTURES = (".png", ".jpg", ".jpeg")
WORDED = (".xml", ".rels")
GPS = 0x8825  # the tag of EXIF under which the place stands
CAMERA = 0x8769  # that under which a camera says more
DEEPEST = 20  # of lists and dictionaries in one object of a PDF
# Attributes that hold words of people; the others are numbers of programs, any of which may be met by chance.
SAID = regex(r'(?:author|initials|name|title|descr|userId|tooltip|alt|Target|display|prompt|creator)="([^"]*)"')
# Where a cell or a row of a sheet stands, which is no word: all below a row that is new have other numbers.
PLACE = regex(rb' r="(?:(?<=<c r=")[A-Z]{1,3}|(?<=<row r="))\d{1,7}"')
SOME = 1 << 20  # bytes of a large file that are read at a time
MOST = 64 * SOME  # of a part of an archive without rows
BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)  # how Pillow says it
Texts = Iterator[str]


def plain(raw: bytes) -> Texts:
    """Text as it is; lines of a calendar that were folded are whole again."""
    yield raw.decode("utf-8", "replace").replace("\r\n ", "").replace("\r\n", "\n")


def quoted(raw: bytes) -> Texts:
    """JSON and scripts: a line end is written as two characters there."""
    for text in plain(raw):
        yield text.replace("\\n", "\n")


def marked(raw: bytes) -> Texts:
    """Pages and feeds: their words, as they run on through elements within a line, and what stands in those elements."""
    for text in plain(raw):
        yield INLINE.sub("", text)
        yield WALL.join(tag for tag in INLINE.findall(text) if "=" in tag)


def zipped(raw: bytes) -> Texts:
    """Workbooks and documents: the text of each part, cells and paragraphs apart; who wrote it; notes in its pictures."""
    for name, data in _parts(BytesIO(raw)):
        if name.endswith(WORDED):
            yield from worded(data)
        elif name.lower().endswith(PICTURES):
            yield from noted(data)


def worded(raw: bytes) -> Texts:
    """A part of a workbook or document that holds words, or a piece of one."""
    text = raw.decode("utf-8", "replace")
    yield TAG.sub(WALL, re.sub(r"</?w:(?:r|t|rPr|rFonts|sz|szCs|b|i)\b[^>]*>", "", text))
    yield WALL.join(SAID.findall(text))


def pieces(file: IO[bytes], kind: str) -> Iterator[tuple[Callable[[bytes], Texts], bytes]]:
    """A file in pieces, each with what reads it."""
    if READERS[kind] is not zipped:
        yield from ((READERS[kind], piece) for piece in cut(iter(partial(file.read, SOME), b""), kind))
        return
    for name, some in groupby(_parts(file), itemgetter(0)):
        if name.endswith(WORDED):
            yield from ((worded, piece) for piece in cut((PLACE.sub(b"", data) for _, data in some), kind))
        elif name.lower().endswith(PICTURES):
            yield from ((noted, data) for _, data in some)


def _parts(file: IO[bytes], kinds: tuple[str, ...] = ("",)) -> Iterator[tuple[str, bytes]]:
    """The parts of an archive that are of some kinds, a large one some rows at a time; none of what is no archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            for part in (part for part in archive.infolist() if part.filename.lower().endswith(kinds)):
                with archive.open(part) as opened:
                    yield from ((part.filename, some) for some in _rows(opened))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return


def _rows(opened: IO[bytes]) -> Iterator[bytes]:
    """A part some rows at a time; what has none, as far as can be held."""
    rest, row = b"", ENDS[".xlsx"]
    while read := opened.read(SOME):
        rest += read
        end = rest.rfind(row) + len(row) if row in rest else len(rest) // MOST * MOST
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def printed(raw: bytes) -> Texts:
    """Notices of ours: what each page shows, what the file says of itself, what it encloses."""
    words = drawn(raw, WALL)
    yield from words or ()
    yield from _opened(raw, shown=words is None)


def _opened(raw: bytes, shown: bool) -> Texts:
    """What a library finds in a PDF; of what is `shown` each page."""
    import pypdfium2 as pdfium  # not where there is no new PDF to be read: it takes a tenth of a second to load

    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError:
        return
    try:
        yield WALL.join(document.get_metadata_dict().values())
        for each in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", raw, re.DOTALL):
            yield TAG.sub(WALL, each.decode("utf-8", "replace"))
        for page in range(len(document) if shown else 0):
            yield _page(document[page])
        for index in range(document.count_attachments()):
            yield from _enclosed(bytes(document.get_attachment(index).get_data()))
    finally:
        document.close()


def _page(page: Any) -> str:
    """The words of a page; what is set apart, as cells of a table are, is apart."""
    words = page.get_textpage()
    try:
        return str(words.get_text_range()).replace("\r\n", "\n").replace(" ", WALL)
    finally:
        words.close()
        page.close()


def _enclosed(raw: bytes) -> Texts:
    """A file within a file, by what it begins with."""
    if raw.startswith(b"%PDF-"):
        yield from walked(raw)
    elif raw.startswith(b"PK"):
        yield from zipped(raw)
    elif raw.startswith((b"\x89PNG", b"\xff\xd8")):
        yield from noted(raw)
    else:
        yield from quoted(raw)


def walked(raw: bytes) -> Texts:
    """PDFs that others made: what `printed` gives, and every text besides: annotations, outlines, notes, however packed."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    yield from _opened(raw, shown=True)
    try:
        reader = PdfReader(BytesIO(raw))
        numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
        for number in sorted(numbers - {0}):
            yield from _strings(reader.get_object(number))
    except (PyPdfError, KeyError, IndexError, TypeError, AttributeError, RecursionError, *BROKEN):
        return


def _strings(thing: Any, deep: int = 0) -> Texts:
    """The texts in an object of a PDF, and what it says of itself; what it refers to is looked at by itself."""
    if isinstance(thing, dict):
        if thing.get("/Type") == "/Metadata" and hasattr(thing, "get_data"):
            yield TAG.sub(WALL, thing.get_data().decode("utf-8", "replace"))
            yield WALL.join(SAID.findall(thing.get_data().decode("utf-8", "replace")))
        parts: list[Any] = list(dict.values(thing))
    else:
        parts = list(list.__iter__(thing)) if isinstance(thing, list) else []
        if isinstance(thing, str) and not thing.startswith("/"):
            yield str(thing)
    for part in parts if deep < DEEPEST else ():
        yield from _strings(part, deep + 1)


def noted(raw: bytes) -> Texts:
    """Pictures: the words that a camera or a program put into them, and whatever else in the file is not drawn."""
    try:
        image = Image.open(BytesIO(raw), formats=("PNG", "JPEG"))
        tags = image.getexif()
        notes = [*tags.values(), *tags.get_ifd(CAMERA).values(), *image.info.values()]
    except BROKEN:
        return
    for note in notes:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be") if isinstance(note, bytes) else ():
            yield note.decode(encoding, "replace")
        yield "" if isinstance(note, bytes) else str(note)
    yield WALL.join(part.decode("utf-8", "replace") for part in _undrawn(raw))


def _undrawn(raw: bytes) -> Iterator[bytes]:
    """What stands in a picture before and after what is drawn: segments of a JPEG, chunks of a PNG."""
    if raw.startswith(b"\xff\xd8"):
        at = 2
        while raw[at : at + 1] == b"\xff" and raw[at + 1 : at + 2] != b"\xda":
            size = int.from_bytes(raw[at + 2 : at + 4])
            yield raw[at + 4 : at + 2 + size]
            at += 2 + max(size, 2)
        yield raw[raw.rfind(b"\xff\xd9") :]
        return
    at = 8
    while at + 8 <= len(raw):
        size, kind = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        if kind != b"IDAT":
            yield raw[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            yield raw[at:]
            return


def pictured(file: IO[bytes]) -> bool:
    """Whether a picture within a document says where it was taken."""
    return any(located(data, name) for name, data in _parts(file, PICTURES))


def located(raw: bytes, name: str) -> bool:
    """Whether a picture, or one within a document, says where it was taken."""
    if name.lower().endswith((".docx", ".xlsx")):
        return pictured(BytesIO(raw))
    if not name.lower().endswith(PICTURES):
        return False
    try:
        there = bool(Image.open(BytesIO(raw), formats=("PNG", "JPEG")).getexif().get_ifd(GPS))
    except BROKEN:
        return False
    return there or any("GPSLatitude" in text for text in noted(raw))


READERS: dict[str, Callable[[bytes], Texts]] = {
    **dict.fromkeys((".txt", ".csv", ".md", ".ics", ".css"), plain),
    **dict.fromkeys((".json", ".js", ".webmanifest"), quoted),
    **dict.fromkeys((".html", ".htm", ".xml", ".svg"), marked),
    **dict.fromkeys((".xlsx", ".docx", ".pptx", ".odt", ".ods"), zipped),
    **dict.fromkeys(PICTURES, noted),
    ".pdf": printed,
}
