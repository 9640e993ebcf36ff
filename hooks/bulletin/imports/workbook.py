"""The register in Excel: read from the ledger that a bureau keeps, and written back without a loss."""

import re
import warnings
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from bulletin.findings import Words
from bulletin.imports.archives import bounded
from bulletin.imports.blocks import Unreadable
from bulletin.imports.cells import bounded_cells, held
from bulletin.imports.headers import NAMES, NUMBERED, Columns, Entry, read_columns, read_row
from bulletin.model import Issue
from bulletin.opendata.dictionary import Field
from bulletin.opendata.tables import book_bytes, sheet
from bulletin.site import Site

WIDEST = 10_000  # cells of a merged area
HEAD = 12  # rows among which the names of the columns are looked for
OLE = b"\xd0\xcf\x11\xe0"
NAME = "问题清单"
ALWAYS = ("id", "title", "theme", "status", "owner", "due", "completed", "verified.by", "verified.on")


class Ledger:
    """The sheet of a workbook that holds the register: its columns by name, its rows below them."""

    def __init__(self, raw: bytes, name: str = "", *, values: bool = True) -> None:
        """Raises Unreadable for what is no workbook, or has no such sheet."""
        self.book, self.losses = _opened(raw, values)
        sheets = [one for one in self.book.worksheets if not name or one.title == name]
        found = [(one, row, columns) for one in sheets for row, columns in _heads(one)]
        if not found:
            raise Unreadable(
                f"没有找到表头：{f'工作表“{name}”的' if name else ''}前{HEAD}行里，要有一行写着“问题”“编号”“整改状态”等列名",
                f"no row of column names found: one of the first {HEAD} rows must name “问题” and others",
            )
        self.sheet, self.head, self.columns = found[0]
        self.merged = _merged(self.sheet)
        self.rows, self.width = held(self.sheet)  # once: each look goes over all cells
        self.places = {name: index + 1 for name, index in self.columns.fields.items()}
        self.places |= {_label(kind, number): index + 1 for (kind, number), index in self.columns.numbered.items()}
        self.read = frozenset(self.places.values())
        if re.sub(r"\W", "", str(self.sheet.cell(self.head, self.places.get("id", 1)).value)) == "序号":
            self.places.pop(
                "id", None
            )  # a number of the row is no id that lasts: an export gives it a column of its own

    def add(self, name: str) -> int:
        """One more column at the right, by its name; where it stands."""
        self.width += 1
        self.places[name] = self.width
        self.sheet.cell(self.head, self.places[name], NAMES[name][0] if name in NAMES else name)
        return self.places[name]

    def entries(self, site: Site, notices: list[Words]) -> list[tuple[int, Entry]]:
        """The problems with their rows; those without a title are totals, or nothing."""
        made = []
        for number in (row for row in self.rows if row > self.head):
            where = Words(f"“{self.sheet.title}”第{number}行", f"row {number} of “{self.sheet.title}”")
            entry = read_row(self.row(number), self.columns, site, notices, where)
            if entry.get("title"):
                made.append((number, entry))
        return made

    def row(self, number: int) -> list[Any]:
        """The values of a row, of its named columns alone; a merged cell says the same in each of its rows."""
        return [
            _value(self.sheet.cell(*self.merged.get((number, column), (number, column))))
            if column in self.read
            else None
            for column in range(1, self.width + 1)
        ]


def _merged(one: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Where the value of each merged cell stands."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in one.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] < WIDEST
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def read_ledger(raw: bytes, site: Site, notices: list[Words], name: str = "") -> list[Entry]:
    """The entries of the register in a workbook; what could not be read is told in `notices`."""
    ledger = Ledger(raw, name)
    entries = [entry for _, entry in ledger.entries(site, notices)]
    if ledger.columns.unknown:
        said = "、".join(ledger.columns.unknown)
        notices.append(Words(f"台账里没有导入的列：{said}", f"columns of the ledger that were not imported: {said}"))
    return entries


def ledger_bytes(issues: tuple[Issue, ...], site: Site) -> bytes:
    """A workbook that holds the register and nothing else; read again, it gives the same entries."""
    rows = [flat(issue, site) for issue in issues]
    names = [name for name in NAMES if name in ALWAYS or any(name in row for row in rows)]
    more = sorted({name for row in rows for name in row} - set(names), key=_order)
    fields = [Field(name, "string", NAMES[name][0] if name in NAMES else name, "", "") for name in (*names, *more)]
    book = Workbook(write_only=True)
    sheet(book, NAME, fields, [{field.name: row.get(field.name) for field in fields} for row in rows])
    return book_bytes(book)


def flat(issue: Issue, site: Site) -> dict[str, Any]:
    """An entry as the cells of a row, by the names of the columns; empty ones are left out."""
    verified, reopened = issue.verified, issue.reopened
    broken = any("\n" in measure for measure in issue.measures)
    row: dict[str, Any] = {
        "id": issue.id,
        "title": issue.title,
        "theme": issue.theme,
        "status": site.label(issue.status) if issue.status in site.vocabulary else issue.status,
        "owner": issue.owner,
        "due": _day(issue.due),
        "completed": _day(issue.completed),
        "verified.by": verified.by if verified else "",
        "verified.on": _day(verified.on) if verified else "",
        "reopened.because": reopened.because if reopened else "",
        "reopened.on": _day(reopened.on) if reopened else "",
        "stands_for": issue.stands_for if issue.stands_for != 1 else "",
        "measures": "" if broken else "\n".join(issue.measures),
    }
    if broken:
        row |= {_label("measure", number): measure for number, measure in enumerate(issue.measures, 1)}
    for number, revision in enumerate(issue.revised, 1):
        row |= {
            _label("to", number): _day(revision.to),
            _label("on", number): _day(revision.on),
            _label("because", number): revision.because,
        }
    return {name: value for name, value in row.items() if value != ""}


def _label(kind: str, number: int) -> str:
    """The name of a column of which there is one a revision, or one a measure: 第2次延期至."""
    return NUMBERED[kind].pattern.replace(r"(\d{1,3})", str(number))


def _order(name: str) -> tuple[bool, int, int]:
    """Measures first, then each revision: to, decided on, why."""
    kinds = [*NUMBERED]
    kind, match = next((kind, match) for kind in kinds if (match := NUMBERED[kind].fullmatch(name)))
    return kind != "measure", int(match[1]), kinds.index(kind)


def _day(date: object) -> str:
    return str(date) if date else ""


def _opened(raw: bytes, values: bool) -> tuple[Any, bool]:
    if raw.startswith(OLE):
        raise Unreadable(
            "是老格式（.xls）或设有密码。请用 Excel 或 WPS 打开，“另存为”.xlsx（不设密码）",
            "it is .xls, or locked with a password. Open it in Excel or WPS, and save it as .xlsx without one",
        )
    bounded(raw, ".xlsx")
    try:
        bounded_cells(raw)
        with warnings.catch_warnings(record=True) as losses:
            warnings.simplefilter("always")  # it warns of what it does not know, and will not write again
            return load_workbook(BytesIO(raw), data_only=values), bool(losses)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(
            "不是完整的 Excel 文件（.xlsx）。请用 Excel 或 WPS 打开，“另存为”.xlsx",
            "not a whole Excel file (.xlsx). Open it in Excel or WPS, and save it as .xlsx",
        ) from error


def _heads(one: Any) -> list[tuple[int, Columns]]:
    """The first row of a sheet that names columns, if there is one."""
    for number in range(1, min(one.max_row, HEAD) + 1):
        columns = read_columns([cell.value for cell in one[number]])
        if columns:
            return [(number, columns)]
    return []


def _value(cell: Any) -> Any:
    """The value as it is shown, where a number is a label: 1.10 is not 1.1."""
    value = cell.value
    if isinstance(value, float):
        places = cell.number_format.partition(".")[2]
        return (
            f"{value:.{len(places)}f}"
            if places and set(places) == {"0"}
            else f"{value:g}"
            if value % 1
            else str(int(value))
        )
    return value
