"""A file -> the texts that a reader, or a program, finds in it: what it shows, and what it says of itself."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from PIL import Image

INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>"
)
TAG = re.compile(r"<[^>]*>")
WALL = "\x1f"  # no number goes on beyond it
PICTURES = (".png", ".jpg", ".jpeg")
GPS = 0x8825  # the tag of EXIF under which the place stands
MOST = 64 << 20  # bytes of a part of an archive, unpacked
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
    """Workbooks and documents: the text of each part, cells and paragraphs apart."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and part.file_size <= MOST:
                    text = archive.read(part).decode("utf-8", "replace")
                    yield TAG.sub(WALL, re.sub(r"</?w:(?:r|t|rPr|rFonts|sz|szCs|b|i)\b[^>]*>", "", text))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return


def printed(raw: bytes) -> Texts:
    """PDFs: what each page shows, what the file says of itself, what it encloses."""
    import pypdfium2 as pdfium  # not where there is no new PDF to be read: it takes a tenth of a second to load

    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError:
        return
    try:
        yield WALL.join(document.get_metadata_dict().values())
        for each in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", raw, re.DOTALL):
            yield TAG.sub(WALL, each.decode("utf-8", "replace"))
        for page in range(len(document)):
            yield _page(document[page])
        for index in range(document.count_attachments()):
            yield bytes(document.get_attachment(index).get_data()).decode("utf-8", "replace").replace("\\n", "\n")
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


def noted(raw: bytes) -> Texts:
    """Pictures: the words that a camera or a program put into them."""
    try:
        image = Image.open(BytesIO(raw), formats=("PNG", "JPEG"))
        notes = [*image.getexif().values(), *image.info.values()]
    except BROKEN:
        return
    for note in notes:
        yield note.decode("utf-8", "replace") if isinstance(note, bytes) else str(note)


def located(raw: bytes, name: str) -> bool:
    """Whether a picture says where it was taken."""
    if not name.lower().endswith(PICTURES):
        return False
    try:
        return bool(Image.open(BytesIO(raw), formats=("PNG", "JPEG")).getexif().get_ifd(GPS))
    except BROKEN:
        return False


READERS: dict[str, Callable[[bytes], Texts]] = {
    **dict.fromkeys((".txt", ".csv", ".md", ".ics", ".css"), plain),
    **dict.fromkeys((".json", ".js", ".webmanifest"), quoted),
    **dict.fromkeys((".html", ".htm", ".xml", ".svg"), marked),
    **dict.fromkeys((".xlsx", ".docx", ".pptx", ".odt", ".ods"), zipped),
    **dict.fromkeys(PICTURES, noted),
    ".pdf": printed,
}
