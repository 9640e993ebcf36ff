"""How many cells a workbook unfolds to, told before it is unfolded: one line of XML may merge seventeen thousand million."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from bulletin.imports.blocks import Unreadable
from bulletin.regex import regex

MOST = 500_000  # cells, those of merged areas one by one: twenty columns of twenty-five thousand problems
FORMAT = 8
ROWS = 1 << 20  # of a sheet; a file can speak of others
CORNER = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def bounded_cells(raw: bytes) -> None:
    """Refuse an archive whose sheets have more cells than any register, or with entities of its own; Office defines none."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".xml") and sum(_cells(archive.read(name))) > MOST:
                raise Unreadable(
                    f"单元格太多（超过{MOST // 10_000}万个，合并的也算），没有读。请只留问题清单，把多余的行、列和合并取消后另存",
                    f"more than {MOST} cells, merged ones included. Keep the register alone, without empty rows and merged areas",
                )


def held(one: Any) -> tuple[list[int], int]:
    """The rows that hold a value, and the last column that does; what was only formatted, down to row 1048576, does not count."""
    # `iter_rows` and the like make every cell that they pass.
    places = [place for place, cell in one._cells.items() if cell.value is not None and place[0] <= ROWS]
    return sorted({row for row, _ in places}), max((column for _, column in places), default=0)


def _cells(xml: bytes) -> list[int]:
    """The cells of each element of a sheet that has any; nothing of what is no XML, which is refused elsewhere."""
    found: list[int] = []
    parser = ParserCreate()

    def begun(name: str, told: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                found.append(1)
            case "xf":  # a format takes as long to read as some cells; Excel itself has no more than this lets through
                found.append(FORMAT)
            case "mergeCell":
                found.append(area(told.get("ref", "")))

    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except ExpatError:
        return []
    return found


def area(ref: str) -> int:
    """How many cells `A1:C3` has."""
    corners = list(_corners(ref))
    if len(corners) != 2:
        return len(corners)
    (left, top), (right, bottom) = corners
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _corners(ref: str) -> Iterator[tuple[int, int]]:
    for letters, digits in CORNER.findall(ref):
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        yield column, int(digits)


def _refuse(*_: object) -> None:
    raise Unreadable(
        "里面有自定义的 XML 实体（DOCTYPE），不是 Excel 或 WPS 存的，没有读。请用 Excel 或 WPS 打开，“另存为”.xlsx",
        "it defines XML entities (DOCTYPE), which neither Excel nor WPS does. Open it in one of them, and save it as .xlsx",
    )
