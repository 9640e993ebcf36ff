"""A picture as a notice can hold it: whole, upright, of eight bits, in grey or in the sRGB that the PDF names (19005-3, 6.2.4).

A picture that is so already stays as it is, byte for byte. What a print shop (CMYK), a scanner (16 bits) or a telephone
(another RGB, a note which side is up) made is drawn anew; colours go by the picture's own profile where it has one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps

from bulletin.findings import Words

PLAIN = ("1", "L", "LA", "P", "RGB", "RGBA")  # what Pillow calls the kinds of picture that need no other colours
COLOURED = ("RGB", "RGBA", "CMYK")
DEEP = ("I", "I;16", "I;16B", "I;16L")
UPRIGHT = 0x0112, 1  # the tag of EXIF that says which side is up, and its value for the upper one
SRGB = ImageCms.createProfile("sRGB")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)  # how Pillow says it


def plate(data: bytes) -> tuple[bytes, Words | None]:
    """The picture for the PDF; or a white speck, and what is wrong with a picture that cannot be read to its end."""
    try:
        image = _read(data)
    except BROKEN:
        return _white(), Words("不是 PNG 或 JPEG 图片，或者已经残缺", "is no PNG or JPEG, or is damaged")
    upright = image.getexif().get(UPRIGHT[0], UPRIGHT[1]) == UPRIGHT[1]
    if image.mode in PLAIN and upright and not _foreign(image):
        return data, None
    made = _coloured(ImageOps.exif_transpose(image))
    made.info.pop("icc_profile", None)  # it would be written as well, and Pillow's own tells the hour
    out = BytesIO()
    if image.format == "PNG":
        made.save(out, "PNG")
    else:
        made.convert("RGB").save(out, "JPEG", quality=92, subsampling=0)
    return out.getvalue(), None


def _read(data: bytes) -> Image.Image:
    with _to_the_end():
        image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        image.load()
    return image


@contextmanager
def _to_the_end() -> Iterator[None]:
    """WeasyPrint has Pillow draw half a picture where half of it is missing."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _foreign(image: Image.Image) -> bytes:
    """The profile that the colours of a picture go by, unless it is of sRGB or of grey."""
    profile: bytes = image.info.get("icc_profile", b"") if image.mode in COLOURED else b""
    return b"" if b"sRGB" in profile.replace(b"\0", b"") else profile


def _coloured(image: Image.Image) -> Image.Image:
    """In sRGB or grey, of eight bits."""
    profile, mode = _foreign(image), "RGBA" if image.mode == "RGBA" else "RGB"
    if image.mode in DEEP:
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if profile:
        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), SRGB, outputMode=mode) or image
        except ImageCms.PyCMSError:
            pass  # a profile of another kind of colour, or none that can be read
    return image if image.mode in PLAIN else image.convert(mode)


def _white() -> bytes:
    out = BytesIO()
    Image.new("L", (1, 1), 255).save(out, "PNG")
    return out.getvalue()
