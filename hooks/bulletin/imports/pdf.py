"""A PDF with text -> blocks: its lines by where they stand, its tables by their rules, page numbers and running heads left out."""

import logging
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import DependencyError

from bulletin.front import shorten
from bulletin.imports.blocks import Block, Document, Unreadable, page, table, tidy
from bulletin.imports.lines import NEARLY, Line, bare, joined, repeated, width
from bulletin.imports.ruled import Grid, joined_up, read_sheets, whole_tables
from bulletin.passages import HAN

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # what it mends without being asked is of no use to an editor
MOST = 200 << 20  # bytes of a file
MOST_PAGES = 500


class Run(NamedTuple):
    """Text that was set in one go: where it begins, and how large it is."""

    x: float
    y: float
    size: float
    text: str


def read_pdf(raw: bytes) -> Document:
    """The paragraphs of a PDF; Unreadable where it is locked, broken, or made of pictures."""
    if len(raw) > MOST:
        raise Unreadable(f"文件太大（{len(raw) >> 20} MB），没有读", f"too large ({len(raw) >> 20} MB)")
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(
                "PDF 设有打开密码。请取消密码再导入，最好用当初的 Word 文件",
                "the PDF is locked with a password. Take it off, or better import the Word file that it was made from",
            )
        pages = [_runs(sheet) for sheet in reader.pages[:MOST_PAGES]]
    except Unreadable:
        raise
    except DependencyError as error:
        raise Unreadable(
            "PDF 加了密，读不出来。请取消加密（限制编辑、复制）再导入，最好用当初的 Word 文件",
            "the PDF is encrypted. Take the encryption off, or better import the Word file that it was made from",
        ) from error
    except Exception as error:  # of a damaged file it raises whatever its parts raise
        raise Unreadable(
            "PDF 已损坏，读不出来。请重新导出，或导入当初的 Word 文件",
            "the PDF is damaged. Export it anew, or import the Word file that it was made from",
        ) from error
    return _document(pages, raw)


def _runs(sheet: Any) -> list[Run]:
    runs: list[Run] = []

    def visit(text: str, outer: list[float], own: list[float], _: object, size: float) -> None:
        if text.strip():
            x, y = own[4] * outer[0] + own[5] * outer[2] + outer[4], own[4] * outer[1] + own[5] * outer[3] + outer[5]
            scale = abs(outer[3] * own[3]) or 1.0
            runs.append(Run(x, y, size * scale, text.strip("\r\n")))

    sheet.extract_text(visitor_text=visit)
    return runs


def _document(pages: list[list[Run]], raw: bytes) -> Document:
    document = Document()
    rows = [_rows(runs) for runs in pages]
    _legible("".join(run.text for sheet in pages for run in sheet))
    size = statistics.median(run.size for sheet in pages for run in sheet for _ in run.text) or 1.0
    sheets = read_sheets(raw, len(rows))
    grids = whole_tables([_true(sheet.grids, lines) for sheet, lines in zip(sheets, rows, strict=True)])
    left, right = _sides(rows, grids, size)
    around = repeated([[_text(row) for row in sheet] for sheet in rows])
    parts, dropped, spaced = list[Line | Grid](), list[str](), 0
    for number, (sheet, held) in enumerate(zip(rows, grids, strict=True), 1):
        for row in sheet:
            text = _text(row)
            if grid := next((grid for grid in held if _within(row, grid)), None):
                parts += [grid] if grid not in parts[-1:] else []
            elif row in (sheet[0], sheet[-1]) and (bare(text) in around or not bare(text).strip("#—–-第页共/·.")):
                dropped += [text] if bare(text).strip("#—–-第页共/·.") else []
            else:
                spaced += any(after.x - _end([before]) > 2 * size for before, after in pairwise(row))
                large = 2 * NEARLY if max(run.size for run in row) > 1.2 * size else 0.0  # the title may fill its line
                parts.append(Line(text, page(number), (row[0].x - left) / size + large, (right - _end(row)) / size))
    document.blocks = [*_blocks(parts)]
    _notices(document, dropped, max(spaced, sum(sheet.gapped for sheet in sheets)), len(pages))
    return document


def _sides(rows: list[list[list[Run]]], grids: list[list[Grid]], size: float) -> tuple[float, float]:
    """Where the lines of the text begin and end; those of tables do so elsewhere, unless there is nothing else."""
    every = [row for sheet in rows for row in sheet]
    text = [
        row
        for sheet, held in zip(rows, grids, strict=True)
        for row in sheet
        if not any(_within(row, grid) for grid in held)
    ]
    lines = text or every
    return _side([row[0].x for row in lines], size), -_side([-_end(row) for row in lines], size)


def _blocks(parts: list[Line | Grid]) -> Iterator[Block]:
    """Paragraphs and tables in their order; a table that goes on over a page is one."""
    tables = 0
    for are_lines, group in groupby(parts, lambda part: isinstance(part, Line)):
        if are_lines:
            yield from joined([part for part in group if isinstance(part, Line)])
            continue
        for rows in joined_up([part for part in group if isinstance(part, Grid)]):
            tables += 1
            yield Block("", table(tables), rows=rows)


def _true(grids: list[Grid], rows: list[list[Run]]) -> list[Grid]:
    """The tables whose words are those that stand there."""
    return [grid for grid in grids if _same_words(grid, [row for row in rows if _within(row, grid)])]


def _within(row: list[Run], grid: Grid) -> bool:
    return grid.holds(row[0].x, row[0].y)


def _same_words(grid: Grid, rows: list[list[Run]]) -> bool:
    there = Counter(re.findall(f"[{HAN}]", "".join(run.text for row in rows for run in row)))
    told = Counter(re.findall(f"[{HAN}]", "".join(cell for row in grid.rows for cell in row)))
    return bool(there) and not there - told


def _rows(runs: list[Run]) -> list[list[Run]]:
    """The runs of a page that stand on one line, from the left; the lines from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: -one.y):
        if rows and rows[-1][0].y - run.y < run.size / 2:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda one: one.x) for row in rows]


def _side(places: list[float], size: float) -> float:
    """Where the lines of the text begin: the first place at which several do. A page number, or a line that was squeezed, is alone."""
    places.sort()
    several = max(2, len(places) // 10)
    crowd = (one for one, other in zip(places, places[several - 1 :], strict=False) if other - one < 2 * size)
    return next(crowd, places[0])


def _end(row: list[Run]) -> float:
    return max(run.x + width(run.text.rstrip()) * run.size for run in row)


def _text(row: list[Run]) -> str:
    return tidy(" ".join(run.text for run in row))


def _legible(text: str) -> None:
    """Refuse what has no text in it, or text in which characters cannot be told."""
    seen = text.strip()
    if not seen:
        raise Unreadable(
            "PDF 里没有文字，是扫描件或图片。请导入当初的 Word 文件；没有的，先用文字识别（OCR）软件转成 .docx，再逐字校对",
            "there is no text in the PDF: it is a scan. Import the Word file that it was made from, or recognise the text first",
        )
    if len(re.findall(f"[{HAN}]", seen)) < len(seen) / 10:
        raise Unreadable(
            "PDF 里的文字读出来不是汉字（字体没有带编码）。请导入当初的 Word 文件",
            "the text of the PDF does not come out as Chinese (its fonts tell no characters). Import the Word file",
        )


def _notices(document: Document, dropped: list[str], spaced: int, pages: int) -> None:
    if dropped:
        said = "、".join(f"“{shorten(words, 30)}”" for words in dict.fromkeys(dropped))
        document.note(f"页眉、页脚没有导入：{said}", f"running heads are not imported: {said}")
    if spaced:
        document.note(
            f"有{spaced}行的文字隔得很开，可能是没有框线的表格，读成了普通文字，请对照原件重排",
            f"{spaced} lines have wide gaps and may be of a table without rules, which is read as plain text",
        )
    if pages >= MOST_PAGES:
        document.note(f"只读了前{MOST_PAGES}页", f"only the first {MOST_PAGES} pages were read")
    document.note(
        "PDF 里没有段落，段落是按版面接起来的，请对照原件",
        "a PDF has no paragraphs: they were joined by the layout; see the original",
    )
