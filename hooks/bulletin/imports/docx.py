"""A Word or WPS document (.docx) -> blocks. What is no running text (headers, text boxes, pictures) is named, not imported."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from bulletin.findings import Words
from bulletin.front import shorten
from bulletin.imports.archives import bounded
from bulletin.imports.blocks import Block, Document, Unreadable, paragraph, table, tidy
from bulletin.imports.numbering import Numbering, read_numbering
from bulletin.imports.styles import Styles, read_styles

Element = Any  # of lxml

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OUTSIDE = {qn(name): kind for name, kind in (("w:del", "deleted"), ("w:moveFrom", "deleted"))} | {FALLBACK: ""}
COUNTED = {
    qn("w:drawing"): "picture",
    qn("w:pict"): "picture",
    qn("w:object"): "picture",
    qn("m:oMath"): "formula",
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "footnote",
    qn("w:commentReference"): "comment",
    qn("w:sym"): "symbol",
}
NOTICES = {
    "box": Words("文本框", "text boxes"),
    "picture": Words("图片、图形或嵌入的对象", "pictures, drawings or embedded objects"),
    "formula": Words("公式", "formulas"),
    "footnote": Words("脚注、尾注", "footnotes"),
    "comment": Words("批注", "comments"),
    "symbol": Words("特殊符号", "symbols of a symbol font"),
    "deleted": Words("修订中删去的文字", "passages that a tracked change deletes"),
    "hidden": Words("隐藏的文字", "hidden passages"),
    "contents": Words("目录", "tables of contents"),
}


def read_docx(raw: bytes) -> Document:
    """The blocks of a document, with its automatic numbers written out."""
    bounded(raw, ".docx")
    try:
        part = docx.Document(BytesIO(raw)).part
    except Exception as error:  # of a damaged file it raises whatever its parts raise
        raise Unreadable(
            "不是完整的 Word 文档（.docx）。请用 Word 或 WPS 打开，“另存为”“Word 文档（*.docx）”再导入",
            "not a whole Word document (.docx). Open it in Word or WPS, save it as .docx, and import that",
        ) from error
    styles, numbering = _related(part, RELATIONSHIP_TYPE.STYLES), _related(part, RELATIONSHIP_TYPE.NUMBERING)
    body = _Body(
        read_styles(styles) if styles is not None else Styles(),
        read_numbering(numbering) if numbering is not None else Numbering(),
    )
    if part.element.body is not None:
        body.walk(part.element.body)
    document = Document(body.blocks)
    _notices(document, body, list(_around(part)))
    return document


def _related(part: Any, kind: str) -> Element | None:
    try:
        return part.part_related_by(kind).element
    except (KeyError, AttributeError):
        return None


class _Body:
    """A walk through the body, in which numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.blocks: list[Block] = []
        self.left_out = Counter[str]()
        self.paragraphs = self.tables = 0

    def walk(self, parent: Element) -> None:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                self.table(child)
            elif child.tag == qn("w:sdt") and child.find(f".//{qn('w:docPartGallery')}") is not None:
                self.left_out["contents"] += 1
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:moveTo")):
                self.walk(child)

    def paragraph(self, element: Element) -> None:
        lines, setting = self.text(element).split("\n"), self.styles.of(element)
        self.paragraphs += 1
        number = self.number(element)  # an empty paragraph counts too
        for line in lines:
            if text := tidy(line):
                aside = setting.aside or len(line) - len(line.lstrip(" \u3000\xa0")) > 8
                where = paragraph(self.paragraphs)
                self.blocks.append(Block(tidy(number + text), where, setting.level, setting.title, aside))
                number = ""

    def number(self, element: Element) -> str:
        """The automatic number of a paragraph; a blank keeps it apart from a figure: 1. 2023年."""
        setting = self.styles.of(element)
        number = self.numbering.next(setting.num, setting.at) if setting.num else ""
        return f"{number} " if number else ""

    def table(self, element: Element) -> None:
        above: dict[int, str] = {}
        own = [row for row in element.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is element]
        rows = [[*self.cells(row, above)] for row in own]  # not those of a table in a cell
        if not rows or max(map(len, rows)) == 1:
            for cell in element.iter(qn("w:tc")):  # a frame around running text
                self.walk(cell)
            return
        self.tables += 1
        width = max(map(len, rows))
        self.blocks.append(
            Block("", table(self.tables), rows=tuple((*row, *[""] * (width - len(row))) for row in rows))
        )

    def cells(self, row: Element, above: dict[int, str]) -> Iterator[str]:
        """The cells of a row; one that continues the cell above it says the same."""
        column = 0
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            span, merge = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            text = "\n".join(filter(None, (self.numbered(each) for each in cell.iter(qn("w:p")))))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                text = text or above.get(column, "")
            above[column] = text
            wide = span.get(qn("w:val"), "1") if span is not None else "1"
            wide = min(int(wide), 63) if wide.isdecimal() and len(wide) < 3 else 1  # Word's most
            yield text
            yield from [""] * (wide - 1)
            column += wide

    def numbered(self, element: Element) -> str:
        number, text = self.number(element), tidy(self.text(element))
        return tidy(number + text) if text else ""

    def text(self, element: Element) -> str:
        """The words of a paragraph as they will be once every tracked change is accepted."""
        pieces: list[str] = []
        stack = [element]
        while stack:
            here = stack.pop()
            if self.apart(here):
                continue
            if here.tag == qn("w:t"):
                pieces.append(here.text or "")
            elif here.tag in (qn("w:tab"), qn("w:cr"), qn("w:br")):
                pieces.append("\n" if here.tag != qn("w:tab") and here.get(qn("w:type")) is None else " ")
            elif here.tag == qn("w:noBreakHyphen"):
                pieces.append("-")
            stack += [child for child in here if isinstance(child.tag, str)][::-1]
        return "".join(pieces)

    def apart(self, element: Element) -> bool:
        """Not part of the running text; counted, so that the editor is told."""
        kind = OUTSIDE.get(element.tag, COUNTED.get(element.tag))
        if kind == "picture" and element.find(f".//{qn('w:txbxContent')}") is not None:
            kind = "box"
        if element.tag == qn("w:r") and (hidden := element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")) is not None:
            kind = "hidden" if hidden.get(qn("w:val")) not in {"0", "false"} else kind
        if kind:
            self.left_out[kind] += 1
        return kind is not None or element.tag in (qn("w:pPr"), qn("w:rPr"), qn("w:rt"))


def _around(part: Any) -> Iterator[str]:
    """The words of headers and footers, page numbers left out."""
    for relation in part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER) and not relation.is_external:
            element: Element | None = getattr(relation.target_part, "element", None)
            texts = element.iter(qn("w:t")) if element is not None else ()
            words = tidy("".join(text.text or "" for text in texts))
            if words.strip("—-– 0123456789第页共/"):
                yield words


def _notices(document: Document, body: _Body, around: list[str]) -> None:
    if around:
        said = "、".join(f"“{shorten(words, 30)}”" for words in dict.fromkeys(around))
        document.note(f"页眉、页脚没有导入：{said}", f"headers and footers are not imported: {said}")
    for kind, words in NOTICES.items():
        if many := body.left_out[kind]:
            document.note(
                f"{words.zh}{many}处没有导入，请对照原件", f"{words.en}: {many} not imported; see the original"
            )
    for style in sorted(body.numbering.unknown):
        document.note(
            f"自动编号的格式“{style}”不认识，按1、2、3写出，请对照原件",
            f"automatic numbers of the kind “{style}” are not known and were written 1, 2, 3; see the original",
        )
