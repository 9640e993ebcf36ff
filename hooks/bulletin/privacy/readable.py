"""A file -> the texts that a reader, or a program, finds in it: what it shows, and what it says of itself."""

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import IO, Any

from bulletin.privacy.drawn import drawn
from bulletin.privacy.pictures import BROKEN, noted, placed
from bulletin.privacy.pieces import ENDS, cut
from bulletin.privacy.words import WALL, Texts, plain, quoted, unknown
from bulletin.regex import regex

INSIDE = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""  # of a tag, up to its end; a > may stand between quotes
BLOCK = (  # elements that begin a line of their own, and the parts of a table; all others go on within theirs, also unknown ones
    "address|article|aside|audio|blockquote|body|button|canvas|caption|col|colgroup|dd|details|dialog|div|dl|dt|entry|feed|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|input|item|label|legend|li|link|main|meta|nav|noscript|object"
    "|ol|option|p|pre|script|section|select|style|summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|url|video"
)
INLINE = regex(rf"<(?:!--(?:(?!-->)[^\x00])*-->|/?(?!(?:{BLOCK}|br)\b)[A-Za-z](?:{INSIDE}>|[^<>]*>))")
CALLED = regex(
    r'<sup id="fnref[^<>]*><a [^<>]*>\d+</a></sup>|</?br\b[^<>]*>\n?'
)  # the mark of a footnote; the end of a line
TAG = regex(rf"<{INSIDE}>|<[^<>]*>")
PICTURES = (".png", ".jpg", ".jpeg")
WORDED = (".xml", ".rels")
SHOWN = regex(rb"\(((?:[^()\\]|\\.)+)\)")  # words as a PDF draws them
SPACED = regex(r"(?<![0-9])([0-9]) (?=[0-9](?![0-9]))")  # one digit after the other
DEEPEST = 20  # of lists and dictionaries in one object of a PDF
# A value of an attribute that may be a word of somebody: the others are short, or names of programs.
SAID = regex(r"""="([^"<]*[0-9@][^"<]{5,})"|='([^'<]*[0-9@][^'<]{5,})'""")
# What parts the words of a paragraph or of a cell in two, and is not seen: how each half is set, who wrote it, marks of places.
SPLIT = regex(
    r"</(?:\w+:)?(?:t|delText)>(?:<(?!/?(?:\w+:)?(?:p|si|c|is|tc|tr|row|br|cr|tab|txbxContent)[\s/>])[^<>]*>)*<(?:\w+:)?(?:t|delText)(?:\s[^<>]*)?>"
)
# Where a cell or a row of a sheet stands, which is no word: all below a row that is new have other numbers.
PLACE = regex(rb' r="(?:(?<=<c r=")[A-Z]{1,3}|(?<=<row r="))\d{1,7}"')
SOME = 1 << 20  # bytes of a large file that are read at a time
MOST = 64 * SOME  # of a part of an archive without rows


def marked(raw: bytes) -> Texts:
    """Pages: their words, as they run on through elements within a line, and what stands in those elements and in comments."""
    for text in plain(raw):
        text = CALLED.sub(lambda mark: "" if mark[0].startswith("<s") else "\n", text)
        words, tags, at = list[str](), list[str](), 0
        for tag in INLINE.finditer(text):
            words.append(text[at : tag.start()])
            at = tag.end()
            if "=" in tag[0] or tag[0][1] == "!":
                tags.append(tag[0])
        yield "".join([*words, text[at:]])
        yield WALL.join(tags)


def zipped(raw: bytes) -> Texts:
    """Workbooks and documents: the text of each part, cells and paragraphs apart; its attributes; notes in its pictures."""
    for name, data in _parts(BytesIO(raw)):
        yield name
        yield from reader(name)(data)


def reader(name: str) -> Callable[[bytes], Texts]:
    """What reads a part of an archive."""
    name = name.lower()
    return worded if name.endswith(WORDED) else noted if name.endswith(PICTURES) else unknown


def worded(raw: bytes) -> Texts:
    """A part of a workbook or document that holds words, or a piece of one."""
    text = raw.decode(json.detect_encoding(raw), "replace")
    yield TAG.sub(WALL, SPLIT.sub("", text).replace("<![CDATA[", "").replace("<!--", "").replace("<?", ""))
    yield _said(text)


def _said(text: str) -> str:
    return WALL.join(one or other for one, other in SAID.findall(text))


def pieces(file: IO[bytes], kind: str) -> Iterator[tuple[Callable[[bytes], Texts], bytes]]:
    """A file in pieces, each with what reads it."""
    if READERS[kind] is not zipped:
        yield from ((READERS[kind], piece) for piece in cut(iter(partial(file.read, SOME), b""), kind))
        return
    for name, some in groupby(_parts(file), itemgetter(0)):
        read = reader(name)
        parts: Iterator[bytes] = (data for _, data in some)
        if read is worded:
            parts = cut((PLACE.sub(b"", data) for data in parts), kind)
        yield from ((read, piece) for piece in parts)


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
        text = str(words.get_text_range()).replace("\r\n", "\n")
        return SPACED.sub(r"\1", text).replace(" ", WALL)
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
        yield from unknown(raw)


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
        yield from _streamed(thing) if hasattr(thing, "get_data") else ()
        parts: list[Any] = [*thing, *dict.values(thing)]
    else:
        parts = list(list.__iter__(thing)) if isinstance(thing, list) else []
        if isinstance(thing, str):
            yield str(thing).removeprefix("/")
    for part in parts if deep < DEEPEST else ():
        yield from _strings(part, deep + 1)


def _streamed(stream: Any) -> Texts:
    """What an object of a PDF holds: a file, a picture with its notes, markup, or what draws some words."""
    if stream.get("/Subtype") == "/Image":
        yield from noted(stream._data) if stream.get("/Filter") == "/DCTDecode" else ()
        return
    data = stream.get_data()
    if stream.get("/Type") == "/EmbeddedFile":
        yield from _enclosed(data)
    elif stream.get("/Type") == "/Metadata" or data.lstrip().startswith(b"<"):
        text = data.decode(json.detect_encoding(data), "replace")
        yield TAG.sub(WALL, text)
        yield _said(text)
    else:
        yield WALL.join(words.decode("latin-1") for words in SHOWN.findall(data))


def pictured(file: IO[bytes]) -> bool:
    """Whether a picture within a document says where it was taken."""
    return any(located(data, name) for name, data in _parts(file, PICTURES))


def located(raw: bytes, name: str) -> bool:
    """Whether a picture, or one within a document, says where it was taken."""
    if name.lower().endswith((".docx", ".xlsx")):
        return pictured(BytesIO(raw))
    return name.lower().endswith(PICTURES) and placed(raw)


READERS: dict[str, Callable[[bytes], Texts]] = {
    **dict.fromkeys((".txt", ".csv", ".md", ".ics", ".css", ".xml"), plain),
    **dict.fromkeys((".json", ".js", ".webmanifest"), quoted),
    **dict.fromkeys((".html", ".htm", ".svg"), marked),
    **dict.fromkeys((".xlsx", ".docx", ".pptx", ".odt", ".ods"), zipped),
    **dict.fromkeys(PICTURES, noted),
    ".pdf": printed,
}
