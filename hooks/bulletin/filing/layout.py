"""What stands on the pages of a finished PDF, measured in the file itself: runs of text, faces, enclosed files."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from bulletin.digest import Enclosure
from bulletin.filing.faces import NAMES
from bulletin.findings import Words
from bulletin.regex import regex

Matrix = tuple[float, ...]
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MM = 72 / 25.4
LINE = 16  # pt, 3号: what lines and characters are counted in
MAPPED = regex(r"^<[0-9a-f]+> *<([0-9a-f]+)>$", re.IGNORECASE | re.MULTILINE)


class Run(NamedTuple):
    """What one TJ operator draws: its face, size, place in points from the top left, number of glyphs, width, and how
    many characters of an em its glyphs are: a Latin letter or digit is half of one."""

    face: str
    size: float
    x: float
    y: float
    glyphs: int
    width: float
    ems: float


class Layout(NamedTuple):
    """A notice in figures: its pages, how many lie across, the most lines of a page and characters of a line,
    its faces, those of them that are not embedded, and the characters that came from the fallback."""

    pages: int
    wide: int
    lines: int
    characters: int
    faces: list[str]
    loose: list[str]
    fallback: list[str]

    def words(self) -> Words:
        """For people, on two lines."""
        names = [NAMES.get(face, Words(face, face)) for face in self.faces]
        loose, fallback = "、".join(self.loose), "".join(self.fallback)
        zh = f"{self.pages} 页（横排 {self.wide}），每页至多 {self.lines} 行，每行至多 {self.characters} 字\n    字体："
        zh += f"{'、'.join(name.zh for name in names)}；" + (f"没有嵌入：{loose}" if loose else "全部嵌入")
        en = f"{self.pages} pages ({self.wide} landscape), at most {self.lines} lines a page, {self.characters} characters a line"
        en += f"\n    faces: {', '.join(name.en for name in names)}; " + (
            f"not embedded: {loose}" if loose else "all embedded"
        )
        more = (
            Words(f"\n    代用字体印出的字：{fallback}", f"\n    from the fallback: {fallback}")
            if fallback
            else Words("", "")
        )
        return Words(zh + more.zh, en + more.en)


def measure(pdf: bytes) -> Layout:
    """The layout of a notice."""
    reader = PdfReader(BytesIO(pdf))
    lines = [_lines(page) for page in reader.pages]
    fonts = _fonts(reader)
    return Layout(
        pages=len(lines),
        wide=sum(page.mediabox.width > page.mediabox.height for page in reader.pages),
        lines=max(map(len, lines), default=0),
        characters=max((count for page in lines for count in page), default=0),
        faces=sorted(fonts, key=lambda face: (list(NAMES).index(face) if face in NAMES else 99, face)),
        loose=sorted(face for face, font in fonts.items() if not _embedded(font)),
        fallback=sorted(_characters(fonts["rare"])) if "rare" in fonts else [],
    )


def enclosures(reader: PdfReader) -> list[Enclosure]:
    """The files that a PDF carries, with what they are to it."""
    specs = [spec.get_object() for spec in reader.root_object.get("/AF", [])]
    return [
        Enclosure(
            str(spec["/UF"]), spec["/EF"]["/F"].get_data(), str(spec["/AFRelationship"])[1:], str(spec.get("/Desc", ""))
        )
        for spec in specs
    ]


def runs(page: PageObject) -> Iterator[Run]:
    """The runs of text on a page, read from its content stream."""
    resources: Any = page["/Resources"]
    fonts = {name: _Face.of(font.get_object()) for name, font in resources["/Font"].items()}
    top, face, size, spot = float(page.mediabox.height), _Face("", {}), 0.0, (0.0, 0.0)
    matrix: Matrix = IDENTITY
    stack: list[Matrix] = []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q":
            matrix = stack.pop()
        elif operator == b"cm":
            matrix = _product(tuple(map(float, operands)), matrix)
        elif operator == b"Tf":
            face, size = fonts[operands[0]], float(operands[1])
        elif operator == b"Tm":
            spot = float(operands[4]), float(operands[5])
        elif operator == b"TJ":
            yield _run(operands[0], face, size, _product((1, 0, 0, 1, *spot), matrix), top)


class _Face(NamedTuple):
    """A font of a page: its name, and the widths of its glyphs in thousandths of an em."""

    name: str
    widths: dict[int, float]

    @classmethod
    def of(cls, font: Mapping[str, Any]) -> "_Face":
        """Composite fonts only (ISO 32000-1, 9.7.4.3): a notice has no others."""
        parts = font["/DescendantFonts"][0].get_object().get("/W", []) if "/DescendantFonts" in font else []
        widths: dict[int, float] = {}
        for first, row in zip(parts[::2], parts[1::2], strict=False):
            widths |= {int(first) + index: float(width) for index, width in enumerate(row)}
        return cls(_name(font), widths)


def _run(parts: Any, face: _Face, size: float, matrix: Matrix, top: float) -> Run:
    drawn = b"".join(part.original_bytes for part in parts if hasattr(part, "original_bytes"))
    glyphs = [int.from_bytes(drawn[at : at + 2]) for at in range(0, len(drawn), 2)]
    moved = sum(float(part) for part in parts if not hasattr(part, "original_bytes"))
    scaled = size * float((matrix[0] ** 2 + matrix[1] ** 2) ** 0.5)
    ems = sum(face.widths.get(glyph, 1000) for glyph in glyphs) / 1000
    return Run(face.name, scaled, matrix[4], top - matrix[5], len(glyphs), (ems - moved / 1000) * scaled, ems)


def _product(m: Matrix, n: Matrix) -> Matrix:
    """Two transformations after one another (ISO 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _lines(page: PageObject) -> list[int]:
    """How many characters each line of 3号 in the text block has; what stands a little higher or lower is of the same."""
    edge = (28 if page.mediabox.width > page.mediabox.height else 37) * MM
    counts: dict[int, float] = {}
    for run in runs(page):
        if round(run.size) == LINE and run.y > edge:
            counts[round(run.y / 4)] = counts.get(round(run.y / 4), 0.0) + run.ems
    return [round(count) for count in counts.values()]


def _fonts(reader: PdfReader) -> dict[str, Mapping[str, Any]]:
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = [font.get_object() for each in resources for font in each.get("/Font", {}).values()]
    return {_name(font): font for font in fonts}


def _name(font: Mapping[str, Any]) -> str:
    return str(font["/BaseFont"]).rpartition("+")[2].lstrip("/")


def _embedded(font: Mapping[str, Any]) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(name.startswith("/FontFile") for name in inner.get("/FontDescriptor", {}).get_object())


def _characters(font: Mapping[str, Any]) -> set[str]:
    """The characters that a font has glyphs for, by its /ToUnicode."""
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    mapped = MAPPED.findall(table.partition("endcodespacerange")[2])
    return {bytes.fromhex(code).decode("utf-16-be") for code in mapped}
