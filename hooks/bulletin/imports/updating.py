"""The register into the ledger that a bureau keeps: only the cells that say something else are written."""

import zipfile
from io import BytesIO
from typing import Any

from openpyxl.cell.cell import MergedCell

from bulletin.findings import Words
from bulletin.imports.blocks import Unreadable
from bulletin.imports.headers import NAMES
from bulletin.imports.headings import same
from bulletin.imports.joining import matched
from bulletin.imports.workbook import Ledger, flat
from bulletin.model import Issue
from bulletin.site import Site

LOST = (
    "xl/charts/",
    "xl/drawings/drawing",
    "xl/media/",
    "xl/vbaProject",
    "xl/pivotTables/",
    "xl/slicers/",
    "xl/embeddings/",
)


def updated(raw: bytes, issues: tuple[Issue, ...], site: Site, name: str = "") -> tuple[bytes, list[Words]]:
    """The workbook with the register in it: other columns, sheets and formats stay; problems that it lacks are added below."""
    notices: list[Words] = []
    values, ledger = Ledger(raw, name), Ledger(raw, name, values=False)
    if ledger.losses:
        notices.append(
            Words(
                "台账里有个别扩展格式（条件格式、数据验证）可能没有保留，请与原件对照",
                "some extended formats of the ledger may be lost",
            )
        )
    if any(mark in entry for entry in _parts(raw) for mark in LOST):
        raise Unreadable(
            "台账里有图片、图表、透视表或宏，就地更新会丢掉它们。请导出到一个新文件名，再粘贴过去",
            "the ledger holds pictures, charts, pivot tables or macros, which an update would lose. Export to a new name",
        )
    known = values.entries(site, [])
    pairs = matched([entry["title"] for _, entry in known], [issue.title for issue in issues])
    ids = {entry.get("id"): index for index, (_, entry) in enumerate(known) if entry.get("id")}
    below = max((row for row, _ in known), default=values.head)
    touched: set[int] = set()
    for index, issue in enumerate(issues):
        at = ids.get(issue.id, pairs.get(index))
        row = known[at][0] if at is not None else (below := below + 1)
        touched |= {at} if at is not None else set()
        before = flat(Issue.model_validate(known[at][1]), site) if at is not None else {}
        _write(ledger, row, flat(issue, site), before, notices)
    for index, (row, entry) in enumerate(known):
        if index not in touched:
            zh = f"台账第{row}行“{entry['title']}”通报里没有，没有改动"
            notices.append(
                Words(zh, f"row {row} of the ledger, “{entry['title']}”, is not in the bulletin and was left alone")
            )
    made = BytesIO()
    ledger.book.save(made)
    return made.getvalue(), notices


def _parts(raw: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(raw)).namelist()


def _write(ledger: Ledger, row: int, wanted: dict[str, Any], known: dict[str, Any], notices: list[Words]) -> None:
    """The cells of a row that do not say what the register says."""
    for name in sorted({*wanted, *known}, key=lambda name: (name not in NAMES, name)):
        value = wanted.get(name)
        if name == "title" and same(str(value), str(known.get(name, ""))):
            continue  # a full stop behind it is the bureau's own
        if value == known.get(name) or (value is None and name not in ledger.places):
            continue
        cell = ledger.sheet.cell(row, ledger.places.get(name) or ledger.add(name))
        if isinstance(cell, MergedCell):
            zh = f"台账第{row}行“{name}”是合并单元格，没有改成“{value}”"
            notices.append(
                Words(zh, f"{name} in row {row} of the ledger is a merged cell and was not changed to “{value}”")
            )
            continue
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula
