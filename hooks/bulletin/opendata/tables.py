"""Rows as tables: CSV for programs and an Excel workbook for people. No cell of either is ever a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bulletin.opendata import dictionary
from bulletin.opendata.dictionary import Field
from bulletin.opendata.rows import Row

TOP, BOLD, PAPER = Alignment(vertical="top", wrap_text=True), Font(bold=True), PatternFill("solid", fgColor="F4F1EA")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for the start of a formula
THEN = (2000, 1, 1, 0, 0, 0)  # the hour of every entry of every workbook, so that the same rows are the same bytes
BODY, END = 2, b"</sheetData>"  # the number of the style of a cell below the head; where the rows of a sheet end
WIDE = {"title", "measures", "revised_because", "withdrawn_because", "zh", "en", "page", "pdf"}
CORE = (  # who made it and when: nobody, and no hour
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
ILLEGAL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def csv_bytes(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """RFC 4180, with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(field.name for field in fields)
    writer.writerows([_cell(row[field.name]) for field in fields] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(bulletins: Sequence[Row], issues: Sequence[Row]) -> bytes:
    """The register, the list of bulletins and the dictionary, a sheet each; frozen heads, filters, dates as text."""
    book = Workbook(write_only=True)
    sheet(book, "问题清单", dictionary.ISSUE, issues, most=1)
    sheet(book, "通报目录", dictionary.BULLETIN, bulletins, most=1)
    sheet(book, "字段说明", dictionary.HEAD, dictionary.lines())
    rest = ((1, dictionary.ISSUE, issues), (2, dictionary.BULLETIN, bulletins))
    return book_bytes(book, {f"xl/worksheets/sheet{page}.xml": _rest(fields, rows) for page, fields, rows in rest})


def book_bytes(book: Workbook, rest: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook as a file: the same book is the same bytes. `rest` are rows that go after those of a sheet."""
    made = io.BytesIO()
    book.save(made)
    return _same_bytes(made, rest or {})


def _rest(fields: Sequence[Field], rows: Sequence[Row]) -> bytes:
    """All rows but the first as openpyxl would write them, in a tenth of its time (ISO/IEC 29500-1, 18.3.1.73)."""
    names = [(field.name, get_column_letter(number)) for number, field in enumerate(fields, 1)]
    written = []
    for number, row in enumerate(rows[1:], 3):
        written.append(f'<row r="{number}">')
        written += [_xml(f"{letter}{number}", row[name]) for name, letter in names]
        written.append("</row>")
    return "".join(written).encode()


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
    return f"'{text}" if text.startswith(FORMULA) else text


def sheet(book: Workbook, name: str, fields: Sequence[Field], rows: Sequence[Row], most: int | None = None) -> None:
    """One more sheet: the labels of the fields, then the rows (at `most` so many of them); frozen head, filters."""
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(rows) + 1}"
    for number, field in enumerate(fields, 1):
        width = 48 if field.name in WIDE else max(12, 2 * len(field.label) + 2)
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_filled(page, field.label, head=True) for field in fields])
    for row in rows[:most]:
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
    return value.translate(ILLEGAL) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    """A list as one text of as many lines; nothing if it is empty."""
    return ("\n".join(value) or None) if isinstance(value, list) else value


def _same_bytes(book: io.BytesIO, rest: Mapping[str, bytes]) -> bytes:
    """The archive without the hour at which it was made, which openpyxl writes into it twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = CORE if name == "docProps/core.xml" else old.read(name)
            new.writestr(entry, content.replace(END, rest.get(name, b"") + END))
    return made.getvalue()
