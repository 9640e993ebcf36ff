"""Rows as tables: CSV for programs and an Excel workbook for people. No cell of either is ever a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

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
    sheet(book, "问题清单", dictionary.ISSUE, issues)
    sheet(book, "通报目录", dictionary.BULLETIN, bulletins)
    sheet(book, "字段说明", dictionary.HEAD, dictionary.lines())
    return book_bytes(book)


def book_bytes(book: Workbook) -> bytes:
    """A workbook as a file: the same book is the same bytes."""
    made = io.BytesIO()
    book.save(made)
    return _same_bytes(made)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    value = _lines(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def sheet(book: Workbook, name: str, fields: Sequence[Field], rows: Sequence[Row]) -> None:
    """One more sheet: the labels of the fields, then the rows; frozen head, filters."""
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(rows) + 1}"
    for number, field in enumerate(fields, 1):
        width = 48 if field.name in WIDE else max(12, 2 * len(field.label) + 2)
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_filled(page, field.label, head=True) for field in fields])
    for row in rows:
        page.append([_filled(page, row[field.name]) for field in fields])


def _filled(sheet: Any, value: Any, head: bool = False) -> Any:
    """A cell that is text or a number and nothing else, whatever its text begins with."""
    value = _lines(value)
    if value is None:
        return None
    if isinstance(value, bool):
        value = "是" if value else "否"
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=value.translate(ILLEGAL) if text else value)
    if text:
        cell.data_type = "s"
    cell.alignment = TOP
    if head:
        cell.font, cell.fill = BOLD, PAPER
    return cell


def _lines(value: Any) -> Any:
    """A list as one text of as many lines; nothing if it is empty."""
    return ("\n".join(value) or None) if isinstance(value, list) else value


def _same_bytes(book: io.BytesIO) -> bytes:
    """The archive without the hour at which it was made, which openpyxl writes into it twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, CORE if name == "docProps/core.xml" else old.read(name))
    return made.getvalue()
