"""Rows as tables: CSV for programs and an Excel workbook for people. No cell of either is ever a formula."""

import codecs
import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bulletin.opendata import dictionary
from bulletin.opendata.dictionary import Field
from bulletin.opendata.rows import Row
from bulletin.regex import regex

TOP, BOLD, PAPER = Alignment(vertical="top", wrap_text=True), Font(bold=True), PatternFill("solid", fgColor="F4F1EA")
FORMULA = regex(r"\A(?:[\t\r]|\s*[=+@＝＋－＠-])")  # what a spreadsheet may take for the start of a formula
THEN = (2000, 1, 1, 0, 0, 0)  # the hour of every entry of every workbook, so that the same rows are the same bytes
BODY, END = 2, b"</sheetData>"  # the number of the style of a cell below the head; where the rows of a sheet end
NUMBER, ROW = "\0", "\1"  # stand for the number of a row, and between rows: no text of a sheet has them
PIECE = 1 << 20  # bytes of a workbook
WIDE = {"title", "measures", "revised_because", "withdrawn_because", "zh", "en", "page", "pdf"}
CORE = (  # who made it and when: nobody, and no hour
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def csv_bytes(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """RFC 4180, with the mark by which Excel knows UTF-8."""
    return csv_head(fields) + csv_rows(fields, rows)


def csv_head(fields: Sequence[Field]) -> bytes:
    """The first line of such a file."""
    return codecs.BOM_UTF8 + _written([[field.name for field in fields]])


def csv_rows(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """The lines below it."""
    return _written([_cell(row[field.name]) for field in fields] for row in rows)


def _written(lines: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def workbook(issues: tuple[int, Iterable[bytes]], bulletins: tuple[int, Iterable[bytes]]) -> Iterator[bytes]:
    """The register, the list of bulletins and the dictionary, a sheet each; frozen heads, filters, dates as text.

    Of the first two come the number of rows, and the rows as `xml_rows` gives them, in pieces.
    """
    book = Workbook(write_only=True)
    sheet(book, "问题清单", dictionary.ISSUE, [], issues[0])
    sheet(book, "通报目录", dictionary.BULLETIN, [], bulletins[0])
    sheet(book, "字段说明", dictionary.HEAD, dictionary.lines())
    rest = {f"xl/worksheets/sheet{page}.xml": pieces for page, (_, pieces) in enumerate((issues, bulletins), 1)}
    return _same_bytes(book, {name: _numbered(pieces) for name, pieces in rest.items()})


def book_bytes(book: Workbook) -> bytes:
    """A workbook as a file: the same book is the same bytes."""
    return b"".join(_same_bytes(book, {}))


def xml_rows(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """Rows as openpyxl would write them, in a tenth of its time (ISO/IEC 29500-1, 18.3.1.73); their numbers come later."""
    names = [(field.name, get_column_letter(number)) for number, field in enumerate(fields, 1)]
    return ROW.join(
        f'<row r="{NUMBER}">{"".join(_xml(f"{letter}{NUMBER}", row[name]) for name, letter in names)}</row>'
        for row in rows
    ).encode()


def _numbered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The rows of all pieces, from the one below the head on."""
    rows = (row for piece in pieces if piece for row in piece.split(ROW.encode()))
    for number, row in enumerate(rows, 2):
        yield row.replace(NUMBER.encode(), b"%d" % number)


def _xml(place: str, value: Any) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" s="{BODY}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}" s="{BODY}" t="n"><v>{value}</v></c>'


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    value = _lines(value)
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def sheet(book: Workbook, name: str, fields: Sequence[Field], rows: Sequence[Row], more: int = 0) -> None:
    """One more sheet: the labels of the fields, then the rows, and as many `more` to come; frozen head, filters."""
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(rows) + more + 1}"
    for number, field in enumerate(fields, 1):
        width = 48 if field.name in WIDE else max(12, 2 * len(field.label) + 2)
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_filled(page, field.label, head=True) for field in fields])
    for row in rows:
        page.append([_filled(page, row[field.name]) for field in fields])


def _filled(sheet: Any, value: Any, head: bool = False) -> Any:
    """A cell that is text or a number and nothing else, whatever its text begins with."""
    value = _plain(value)
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = TOP
    if head:
        cell.font, cell.fill = BOLD, PAPER
    return cell


def _plain(value: Any) -> Any:
    """A value as a cell has it: text that any spreadsheet may hold, a number, or nothing."""
    if isinstance(value, bool):
        return "是" if value else "否"
    value = _lines(value)
    return ILLEGAL.sub("", value) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    """A list as one text of as many lines; nothing if it is empty."""
    return ("\n".join(value) or None) if isinstance(value, list) else value


def _same_bytes(book: Workbook, rest: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """The archive without the hour at which it was made, which openpyxl writes into it twice. `rest` are rows that go after
    those of a sheet.
    """
    written = io.BytesIO()
    book.save(written)
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, THEN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                content = CORE if name == "docProps/core.xml" else old.read(name)
                head, end, tail = content.rpartition(END) if name in rest else (content, b"", b"")
                with new.open(entry, "w") as out:
                    for piece in chain([head], rest.get(name, ()), [end, tail]):
                        out.write(piece)
        made.seek(0)
        yield from iter(lambda: made.read(PIECE), b"")
