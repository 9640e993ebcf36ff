"""Tables of a PDF: cells by their rules, over pages, merged ones; and what only looks like a table."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from bulletin.imports import ruled
from bulletin.imports.making import make
from bulletin.imports.pdf import read_pdf
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
FONT = (ROOT / "fonts/FandolFang-Regular.otf").as_uri()
STYLE = f"""@font-face {{ font-family: F; src: url({FONT}) }}
@page {{ size: A4; margin: 37mm 26mm; @bottom-center {{ content: '— ' counter(page) ' —'; font: 14pt F }} }}
body {{ font: 16pt/28pt F }} p {{ text-indent: 2em; margin: 0 }}
table {{ border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt }}
td, th {{ border: 1px solid; padding: 4pt; font-weight: normal }} td p {{ text-indent: 0 }}"""
BEFORE, AFTER = "<p>检查情况见下面的表格，请各单位对照。</p>", "<p>以上情况，特此通报。</p>"
HEAD = ("序号", "存在问题", "责任单位", "完成情况")
LONG = "部分驾驶员没有按照规定参加岗前培训和继续教育，培训档案不完整，考核记录有补记现象"
FAR = 12  # rows, in as many columns of text, that take more than a page


def row(*cells: str, of: str = "td") -> str:
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<{of}>{cell}</{of}>" for cell in cells) + "</tr>"


def pdf(body: str, style: str = "") -> bytes:
    return bytes(HTML(string=f"<style>{STYLE}{style}</style>{BEFORE}{body}{AFTER}").write_pdf())


def tables(raw: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in read_pdf(raw).blocks if block.rows]


def text(raw: bytes) -> str:
    return "".join(block.text for block in read_pdf(raw).blocks)


REGISTER = [(str(n), f"{LONG}（{n}）", "客运公司", "已完成") for n in range(1, FAR + 1)]
PLAIN = [("1", "消防器材过期", "客运公司", "已完成"), ("2", "记录缺失", "货运公司", "正在整改")]


@pytest.mark.parametrize(
    ("html", "style", "expected"),
    [
        ("".join(row(*each) for each in (HEAD, *PLAIN)), "", [(HEAD, *PLAIN)]),
        (
            "".join(row(*each) for each in (HEAD, *PLAIN)),
            "td { border: 0; background: #dde } table { border-spacing: 2px }",
            [(HEAD, *PLAIN)],
        ),
        ("".join(row(*each) for each in (HEAD, *REGISTER)), "", [(HEAD, *REGISTER)]),
        ("".join(row(*each) for each in (HEAD, *REGISTER)), "tr { break-inside: avoid }", [(HEAD, *REGISTER)]),
        (f"<thead>{row(*HEAD, of='th')}</thead>" + "".join(row(*each) for each in REGISTER), "", [(HEAD, *REGISTER)]),
        (row(*HEAD) + row("1", LONG * 20, "客运公司", "已完成"), "", [(HEAD, ("1", LONG * 20, "客运公司", "已完成"))]),
        (
            row("方面", "问题")
            + row("<td rowspan=2>责任落实</td>", "甲不到位")
            + row("乙不到位")
            + row("<td colspan=2>合计2个</td>"),
            "",
            [(("方面", "问题"), ("责任落实", "甲不到位"), ("责任落实", "乙不到位"), ("合计2个", ""))],
        ),
        (
            row("时限", "电话") + row("2024-09-30", "0300-5550188"),
            "td { width: 40pt }",
            [(("时限", "电话"), ("2024-09-30", "0300-5550188"))],
        ),
        (
            row("措施", "状态") + row("<p>一是清理。</p><p>二是复查。</p>", "已完成"),
            "",
            [(("措施", "状态"), ("一是清理。\n二是复查。", "已完成"))],
        ),
    ],
    ids=[
        "plain",
        "cells in colour",
        "long",
        "rows kept whole",
        "head repeated",
        "a row over pages",
        "merged",
        "figures broken",
        "sentences",
    ],
)
def test_tables(html: str, style: str, expected: list[object]) -> None:
    """As they are on the page, whole; the text around them stays, and nothing of a table is told twice."""
    raw = pdf(f"<table>{html}</table>", style)
    found = tables(raw)

    assert "检查情况见下面的表格" in text(raw)
    assert "特此通报" in text(raw)
    assert found == expected
    assert not any(cell in text(raw) for rows in found for each in rows for cell in each if len(cell) > 3)


def test_two_tables_in_a_row_are_two() -> None:
    """On one page they are not taken for one that goes on."""
    one, two = (
        f"<table style='margin-bottom: 20pt'>{row('类别', '数量')}{row(name, '3')}</table>" for name in ("甲类", "乙类")
    )

    assert len(tables(pdf(one + two))) == 2
    assert len(tables(pdf(one + "<p>以上是甲类。</p>" + two))) == 2


def test_a_frame_around_text_is_no_table() -> None:
    """A box with paragraphs stays text, and so does a line under a heading."""
    box = "<div style='border: 1px solid; padding: 8pt'><p>特别提示：认真对照检查。</p></div><hr><p>正文。</p><hr>"

    assert tables(pdf(box)) == []
    assert "特别提示：认真对照检查。" in text(pdf(box))


def test_without_rules_it_is_told() -> None:
    """A table whose columns are told by blanks alone is read as text, and the editor hears of it."""
    raw = pdf(f"<table>{''.join(row(*each) for each in (HEAD, *PLAIN))}</table>", "td { border: 0 }")

    assert tables(raw) == []
    assert any("没有框线的表格" in notice.zh for notice in read_pdf(raw).notices)
    assert not any("没有框线的表格" in notice.zh for notice in read_pdf(pdf("<p>正文一句。</p>")).notices)


def test_the_register_of_a_pdf() -> None:
    """Titles, owners, statuses; the table itself stays in the text."""
    made = make(read_pdf(pdf(f"<table>{''.join(row(*each) for each in (HEAD, *PLAIN))}</table>")), Site())

    assert [(one["id"], one["title"], one["owner"], one["status"]) for one in made.draft.issues] == [
        ("1", "消防器材过期", "客运公司", "completed"),
        ("2", "记录缺失", "货运公司", "ongoing"),
    ]
    assert "| 1 | 消防器材过期 | 客运公司 | 已完成 |" in made.text


def test_a_turned_page_is_read_as_text() -> None:
    """Where a table stands on it cannot be told by its text."""
    writer = PdfWriter(
        clone_from=PdfReader(BytesIO(pdf(f"<table>{''.join(row(*each) for each in (HEAD, *PLAIN))}</table>")))
    )
    writer.pages[0].rotate(90)
    out = BytesIO()
    writer.write(out)

    assert tables(out.getvalue()) == []
    assert "消防器材过期" in text(out.getvalue())


@pytest.mark.parametrize("rows", [None, [["(cid:12)", "甲"], ["乙", "丙"]], [["别的", "文字"], ["不在", "这里"]]])
def test_what_cannot_be_read_is_text(rows: list[list[str]] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of tables fails, knows no characters, or reads other words than stand there: nothing is lost."""

    def extract(table: object) -> list[list[str]]:
        if rows is None:
            raise KeyError("Font")
        return rows

    raw = pdf(f"<table>{row('甲类', '数量')}{row('乙类', '三件')}</table>")
    monkeypatch.setattr(ruled.pdfplumber.table.Table, "extract", extract)

    assert tables(raw) == []
    assert all(word in text(raw) for word in ("甲类", "数量", "乙类", "三件"))


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\nx", pdf("<p>甲。</p>")])
def test_a_page_that_is_not_found_has_no_table(raw: bytes) -> None:
    """Of a damaged file two readers may count different pages."""
    assert ruled.read_sheets(raw, 3) == [ruled.Sheet([], 0)] * 3
