"""The part of a font that a notice needs, for WeasyPrint 70.0: cut out once, where it copies the font, and cuts twice.

`pdf.fonts.Font._harfbuzz_subset`, which is replaced, keeps the numbers of glyphs, with room for all those left out, and cuts
again to drop what comes after the last one: HarfBuzz does that by itself, and fonts that call their glyphs by these numbers
need no such room (outlines.py), a tenth of a notice. `pdf.fonts.get_hb_object_data` is called by it, and for a copy of each
whole font, which is never used. None is promised to stay, hence the pin to one version in justify.py.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

from bulletin.filing.outlines import BEGINNING, called

TABLES = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")
BESIDE = (b"OS/2", b"cmap", b"hmtx", b"name", b"post")
FLAGS = (
    harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
    | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
)

FEW = 100  # glyphs: those of page numbers and table heads, which are wanted again in the next notice


def install() -> None:
    """Have WeasyPrint cut fonts so."""
    fonts.get_hb_object_data = lambda *_: b""
    fonts.Font.subset = subset
    fonts.Font.type = property(kind)


def kind(font: Any) -> str:
    """WeasyPrint's property `type`: outlines by themselves are those of an OpenType font (archive.py says what they are)."""
    return "otf" if font.file_content[:4] == b"OTTO" or font.file_content[:3] == BEGINNING else "ttf"


def subset(font: Any, glyphs: Iterable[int], _hinting: bool) -> None:
    """WeasyPrint's method of this name: leave of a font what draws some glyphs, each under its number."""
    wanted = tuple(sorted(glyphs))
    cut = _again if len(wanted) <= FEW else _cut
    font.file_content, _ = cut(int(ffi.cast("uintptr_t", font.hb_face)), wanted, bool(font.missing))
    if not font.file_content:
        LOGGER.warning('Unable to subset "%s" with HarfBuzz', font.family)
        font.file_content = get_hb_object_data(font.hb_face)


def _cut(address: int, glyphs: tuple[int, ...], missing: bool) -> tuple[bytes | None, Any]:
    """The part of the face at an address; and the face, which is held as long as that is kept, so that none comes in its place."""
    whole = ffi.gc(harfbuzz.hb_face_reference(ffi.cast("hb_face_t *", address)), harfbuzz.hb_face_destroy)
    bare = not missing and glyphs[-1] <= _called(address)[0]
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add(harfbuzz_subset.hb_subset_input_glyph_set(wanted), glyphs)
    dropped = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    _add(dropped, sorted(map(_tag, TABLES + BESIDE * bare)))
    outline = harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE if missing else 0
    kept = 0 if bare else harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
    harfbuzz_subset.hb_subset_input_set_flags(wanted, FLAGS | kept | outline)
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(whole, wanted), harfbuzz.hb_face_destroy)
    if bare and face:
        _, font = _outlines(face)
        return font.tobytes(), whole
    return get_hb_object_data(face) if face else None, whole


@lru_cache(maxsize=32)
def _called(address: int) -> tuple[int, Any]:
    """Up to which glyph those of the face at an address are called by their own numbers; and the face, as above."""
    whole = ffi.gc(harfbuzz.hb_face_reference(ffi.cast("hb_face_t *", address)), harfbuzz.hb_face_destroy)
    _, font = _outlines(whole)
    return called(font), whole


def _outlines(face: Any) -> tuple[Any, memoryview]:
    """The outlines of a face, where they lie, if they are CFF; and what is to be held as long as they are read."""
    blob = ffi.gc(harfbuzz.hb_face_reference_table(face, _tag(b"CFF ")), harfbuzz.hb_blob_destroy)
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    return blob, memoryview(ffi.buffer(data, length[0]) if length[0] else b"")


def _tag(name: bytes) -> int:
    return int(harfbuzz.hb_tag_from_string(name, -1))


_again = lru_cache(maxsize=32)(_cut)


def _add(wanted: Any, numbers: Sequence[int]) -> None:
    array = ffi.new("hb_codepoint_t[]", numbers)
    harfbuzz.hb_set_add_sorted_array(wanted, array, len(array))
