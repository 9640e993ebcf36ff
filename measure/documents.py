"""Documents as offices make them, in every format, from one description: tests/imports/*.yml.

A line of a description that begins with `#` is a heading, whose number the format writes out or leaves to the program.
"""

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from bulletin.numerals import write_numeral

CASES = Path(__file__).resolve().parent.parent / "tests" / "imports"
NUMBERS: dict[int, Callable[[int], str]] = {
    1: lambda n: f"{write_numeral(n)}、",
    2: lambda n: f"（{write_numeral(n)}）",
    3: lambda n: f"{n}.",
}
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
FONT = "file://" + str(CASES.parent.parent / "fonts" / "FandolFang-Regular.otf")
BOX = (
    '<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">'
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>内部资料 注意保存</w:t></w:r></w:p>"
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>内部资料 注意保存</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def cases() -> dict[str, dict[str, Any]]:
    """Every description by its name."""
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(CASES.glob("*.yml"))}


def numbered(case: dict[str, Any], *, written: bool = True) -> Iterator[tuple[int, Any]]:
    """The lines with their depths (0: text), numbers written out or not; a table is a list of rows."""
    counts = [0, 0, 0, 0]
    for line in case["lines"]:
        if isinstance(line, dict):
            yield 0, line["table"]
            continue
        depth = len(line) - len(line.lstrip("#"))
        words = line.lstrip("# ")
        if depth:
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (3 - depth)
        yield depth, NUMBERS[depth](counts[depth]) + words if depth and written else words


def docx_written(case: dict[str, Any]) -> bytes:
    """Word, numbers typed by hand."""
    return _docx(case)


def docx_counted(case: dict[str, Any]) -> bytes:
    """Word, headings numbered by the program."""
    return _docx(case, written=False)


def docx_wps(case: dict[str, Any]) -> bytes:
    """WPS: numbers by the program, lines broken by hand, a text box, a running head, tracked changes, a picture of a seal."""
    return _docx(case, written=False, wps=True)


def _docx(case: dict[str, Any], *, written: bool = True, wps: bool = False) -> bytes:
    document = Document()
    lists = None if written else _numbering(document)
    if number := case.get("number"):
        _centred(document, number)
    for line in case["title"] if not wps else ["\n".join(case["title"])]:
        _centred(document, line)
    for depth, line in numbered(case, written=written):
        if isinstance(line, list):
            _table(document, line)
            continue
        paragraph = document.add_paragraph(line)
        if lists and depth:
            paragraph._p.get_or_add_pPr().append(_in_list(lists, depth))
    for line in case["signature"]:
        document.add_paragraph(("　" * 14 if wps else "") + line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if wps:
        _litter(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _centred(document: Any, line: str) -> None:
    document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _numbering(document: Any) -> str:
    """A list of three levels in the numbering part; its id."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(LEVELS)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return "90"


def _in_list(num: str, depth: int) -> Any:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth - 1}"/><w:numId w:val="{num}"/></w:numPr>')


def _litter(document: Any) -> None:
    """What is in real files beside the text: some of it must not come along, and the words of an insertion must."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "示例单位内部文件"
    section.footer.paragraphs[0].text = "— 1 —"
    text = next(one for one in document.paragraphs if one.text.endswith("。") and len(one.text) > 30)
    run = text.runs[-1]._r
    text._p.append(parse_xml(BOX.format(ns=nsdecls("w"))))
    words = run.findtext(qn("w:t"))
    run.find(qn("w:t")).text = words[:-4]
    insertion = f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>{words[-4:]}</w:t></w:r></w:ins>'
    deletion = f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>删去的话。</w:delText></w:r></w:del>'
    run.addnext(parse_xml(insertion))
    run.addnext(parse_xml(deletion))


def text_lines(case: dict[str, Any]) -> Iterator[str]:
    """The document as plain lines, as it is pasted into an editor."""
    yield from filter(None, [case.get("number")])
    yield from case["title"]
    for _, line in numbered(case):
        if isinstance(line, list):
            yield from ("\t".join(row) for row in line)
        else:
            yield "　　" + line
    yield from ("　" * 20 + line for line in case["signature"])


def txt(case: dict[str, Any]) -> bytes:
    """A text file in UTF-8."""
    return "\r\n".join(text_lines(case)).encode()


def txt_gbk(case: dict[str, Any]) -> bytes:
    """A text file as an old Windows saves it."""
    return "\r\n\r\n".join(text_lines(case)).encode("gb18030")


def page(case: dict[str, Any], charset: str = "utf-8") -> bytes:
    """A page of a government site: navigation, a box of metadata, the article, buttons, a footer, scripts."""
    title = case["expect"]["title"]  # without the issuer in front of it, as systems keep it
    body = "".join(_markup(depth, line) for depth, line in numbered(case))
    ends = "".join(f'<p style="text-align: right;">{escape(line)}</p>' for line in case["signature"])
    above = [*filter(None, [case.get("number")]), *(line for line in case["title"] if line not in title)]
    number = "".join(f"<p align=center>{escape(line)}</p>" for line in above)
    html = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><meta name="ArticleTitle" content="{escape(title)}">
<meta name="PubDate" content="2024-12-30 09:15"><title>{escape(title)}-示例市人民政府</title>
<script>var a = "<p>不是正文</p>";</script><style>p {{ text-indent: 2em }}</style></head><body>
<div class="header"><h1>示例市人民政府</h1><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zg">整改公开</a></div>
<div class="main"><div class="article-title">{escape(title)}</div>
<div class="info">发布时间：2024-12-30　来源：示例单位　浏览次数：<span id="hits">128</span>　字体：【大 中 小】</div>
<div class="TRS_Editor">{number}{body}{ends}</div><div class="share">分享到：<a href="#">微信</a></div></div>
<div class="footer">版权所有：示例市人民政府　ICP备案号：示ICP备00000000号　联系电话：0300-5550000</div></body></html>"""
    return html.encode("gb18030" if charset != "utf-8" else charset)


def _markup(depth: int, line: Any) -> str:
    if isinstance(line, list):
        rows = ("".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) for row in line)
        return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    words = escape(line)
    return f"<p>&nbsp;&nbsp;&nbsp;&nbsp;<strong>{words}</strong></p>" if depth == 1 else f"<p>　　{words}<br></p>"


def page_gbk(case: dict[str, Any]) -> bytes:
    """The same, as an older system serves it."""
    return page(case, "gb2312")


def pdf(case: dict[str, Any]) -> bytes:
    """A PDF as a word processor prints it: lines broken by the layout, page numbers."""
    from weasyprint import HTML

    whole = case["expect"]["title"]
    title = "<br>".join(escape(line) for line in case["title"] if line in whole)
    above = [*filter(None, [case.get("number")]), *(line for line in case["title"] if line not in whole)]
    number = "".join(f"<p class=c>{escape(line)}</p>" for line in above)
    body = "".join(_markup(0, line).replace("　　", "").replace("<br>", "") for _, line in numbered(case))
    ends = "".join(f"<p{'' if '：' in line else ' class=r'}>{escape(line)}</p>" for line in case["signature"])
    style = f"""@font-face {{ font-family: F; src: url({FONT}) }} @page {{ size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm;
@bottom-center {{ content: '— ' counter(page) ' —'; font: 14pt F }} }} body {{ font: 16pt/28pt F; text-align: justify }}
h1 {{ font: 22pt F; text-align: center }} p {{ text-indent: 2em; margin: 0 }} .c {{ text-align: center; text-indent: 0 }}
.r {{ text-align: right; padding-right: 2em }} td {{ border: 1px solid; padding: 4pt }} td p {{ text-indent: 0 }}"""
    return bytes(HTML(string=f"<style>{style}</style>{number}<h1>{title}</h1>{body}{ends}").write_pdf())


FORMATS: dict[str, tuple[str, Callable[[dict[str, Any]], bytes]]] = {
    "Word, numbers typed": (".docx", docx_written),
    "Word, numbers automatic": (".docx", docx_counted),
    "WPS, with a text box, a running head, tracked changes": (".docx", docx_wps),
    "page of a CMS": (".html", page),
    "page of a CMS in GBK": (".html", page_gbk),
    "text": (".txt", txt),
    "text in GBK": (".txt", txt_gbk),
    "PDF": (".pdf", pdf),
}
