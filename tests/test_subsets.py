"""What is left of a font in a notice draws what the font draws, each glyph found by the number that the page has of it."""

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from bulletin.filing import printing
from bulletin.filing.outlines import called
from bulletin.filing.paper import paper
from bulletin.model import Bulletin
from bulletin.site import Faces, Site

ROOT = Path(__file__).parents[1]
FILES = Faces().model_dump()
OUTLINES = [role for role, file in FILES.items() if file.endswith(".otf")]
LAST = "–"  # of Fandol's glyphs, those from here on are called by other numbers than their own


def fonts(body: str) -> dict[str, Any]:
    """The fonts of a notice by their families."""
    made = Bulletin.model_validate({"title": "关于整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05"})
    made._path, made._body = "bulletins/x.md", body
    printed = printing.render(paper(made, Site(), ROOT))
    assert printed.complaints == ()
    pages = PdfReader(io.BytesIO(printed.pdf)).pages
    found = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2]: font["/DescendantFonts"][0].get_object() for font in found}


def whole(role: str) -> TTFont:
    return TTFont(io.BytesIO((ROOT / FILES[role]).read_bytes()), lazy=True)


def outlines(data: bytes) -> Any:
    font = CFFFontSet()
    font.decompile(io.BytesIO(data), None, isCFF2=False)
    return font.topDictIndex[0]


def drawn(glyph: Any) -> list[Any]:
    pen = RecordingPen()
    glyph.draw(pen)
    return pen.value  # type: ignore[no-any-return]


@pytest.mark.parametrize(("more", "kind"), [("", "/CIDFontType0C"), (LAST, "/OpenType")])
def test_what_is_left_draws_the_same(more: str, kind: str) -> None:
    """Where a glyph is called by another number, all keep their places."""
    font = fonts(f"整改情况，2024年{more}2025年。")["fangsong"]
    file = font["/FontDescriptor"]["/FontFile3"]
    top = outlines(file.get_data() if kind == "/CIDFontType0C" else TTFont(io.BytesIO(file.get_data())).reader["CFF "])
    source = whole("fangsong")
    names, shapes = source.getGlyphOrder(), source["CFF "].cff.topDictIndex[0].CharStrings
    numbers = [source.getGlyphID(source.getBestCmap()[ord(char)]) for char in f"整改情况，2024年{more}"]

    assert file["/Subtype"] == kind
    assert (len(top.charset) < 40) == (kind == "/CIDFontType0C")
    for number in numbers:
        left = f"cid{number:05}" if kind == "/CIDFontType0C" else top.charset[number]
        assert drawn(top.CharStrings[left]) == drawn(shapes[names[number]])


@pytest.mark.parametrize("role", OUTLINES)
def test_how_glyphs_are_called_is_read_as_others_read_it(role: str) -> None:
    data = whole(role).reader["CFF "]
    charset = outlines(data).charset
    last = called(data)

    assert charset[1 : last + 1] == [f"cid{number:05}" for number in range(1, last + 1)]
    assert charset[last + 1] != f"cid{last + 1:05}"


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0", b"wOF2"])
def test_what_is_no_cff_has_no_such_numbers(data: bytes) -> None:
    assert called(data) == 0
