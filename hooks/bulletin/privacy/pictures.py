"""What a picture says of itself: the words that a camera or a program put into it, and where it was taken."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from bulletin.privacy.words import WALL, Texts, among, unknown
from bulletin.regex import regex

GPS = 0x8825  # the tag of EXIF under which the place stands
CAMERA = 0x8769  # that under which a camera says more
PROFILE = regex(r"\n\w+\n +\d+\n((?:[0-9a-f]{2}\n?)+)\n?$")  # of a picture, as ImageMagick writes it down
BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)  # how Pillow says it


def noted(raw: bytes) -> Texts:
    """Pictures: the words that a camera or a program put into them, and whatever else in the file can be read."""
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
        if profile := PROFILE.search(str(note)):
            yield from unknown(bytes.fromhex(profile[1]))
    yield WALL.join(part.decode("utf-8", "replace").replace("\0", WALL) for part in _undrawn(raw))
    yield from among(raw)


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


def placed(raw: bytes) -> bool:
    """Whether a picture says where it was taken."""
    try:
        there = bool(Image.open(BytesIO(raw), formats=("PNG", "JPEG")).getexif().get_ifd(GPS))
    except BROKEN:
        return False
    return there or any("GPSL" in text for text in noted(raw))
