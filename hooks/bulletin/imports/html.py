"""A page of a CMS -> blocks: the article alone, its lists numbered as a browser shows them."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from bulletin.imports.article import article, headline
from bulletin.imports.blocks import Block, Document, Unreadable, line, table, tidy
from bulletin.imports.encoding import damage, decoded
from bulletin.imports.numbering import FORMATS
from bulletin.regex import regex

Element = Any  # of lxml

MOST = 20 << 20  # bytes of a page: a tree takes ten times as much
METAS = {"articletitle": "title", "pubdate": "published", "contentsource": "source"}
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "dl",
    "dd",
    "dt",
    "blockquote",
    "center",
    "pre",
    "tr",
    "td",
    "th",
}
BLOCKS |= {
    "body",
    "form",
    "table",
    "tbody",
    "thead",
    "figure",
    "ucapcontent",
    "li",
    "hr",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
PICTURES = {"img", "video", "audio", "canvas", "embed"}
NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
CHINESE = regex(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|simp-chinese|trad-chinese|cjk-decimal)")
UNFIT = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ASIDE = regex(r"text-align\s*:\s*(?:center|right|end)", re.IGNORECASE)
TITLE = 2  # what stands below h1, the title of the page, is the first level


def read_html(raw: bytes) -> Document:
    """The blocks of the article of a page, and what its META tags and its headline say of it."""
    if len(raw) > MOST:
        raise Unreadable(
            f"网页太大（{len(raw) >> 20} MB），没有读。请只把正文另存为 .html 或 .docx",
            f"too large ({len(raw) >> 20} MB). Save the text alone as .html or .docx",
        )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(raw))  # lxml takes no text that declares an encoding
    try:
        root = document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(
            "网页里没有文字。请在浏览器里打开原网页，“另存为”“网页，仅 HTML”再导入",
            "there is no text in the page. Open it in a browser, save it as HTML only, and import that",
        ) from error
    _printable(root)
    document = Document(facts=dict(_facts(root)))
    damage(text, document)
    walk = _Walk(document)
    walk.element(article(root))  # as deep as the parser goes, 256 elements
    walk.close()
    if walk.pictures:
        zh = f"图片、音视频{walk.pictures}处没有导入，请对照原网页"
        document.note(zh, f"pictures and the like: {walk.pictures} not imported; see the original page")
    return document


def _printable(root: Element) -> None:
    """Without the control characters that a page may hold and XML may not: lxml would refuse to move words with one."""
    for element in root.iter():
        for name in ("text", "tail"):
            if UNFIT.search(words := getattr(element, name) or ""):
                setattr(element, name, UNFIT.sub("", words))


def _facts(root: Element) -> Iterator[tuple[str, str]]:
    if words := tidy(headline(root)):
        yield "title", words
    for meta in root.iter("meta"):
        name = METAS.get((meta.get("name") or "").lower())
        if name and (content := tidy(meta.get("content") or "")):
            yield name, content


class _Walk:
    """Through the elements in their order; a block ends where a browser breaks the line."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces: list[str] = []
        self.line, self.level, self.aside = 0, 0, False
        self.counts: dict[Element, int] = {}
        self.tables = self.pictures = 0

    def close(self) -> None:
        """End the line that is open."""
        raw = "".join(self.pieces)
        self.pieces.clear()
        if text := tidy(raw):
            aside = self.aside or len(raw) - len(raw.lstrip(" \xa0\u3000")) > 8
            self.document.blocks.append(Block(text, line(self.line), self.level, False, aside))

    def element(self, element: Element) -> None:
        if element.tag == "table" and (rows := _rows(element)):
            self.close()
            self.tables += 1
            self.document.blocks.append(Block("", table(self.tables), rows=rows))
            return
        self.pictures += element.tag in PICTURES
        outer = self.level, self.aside
        if element.tag in BLOCKS or element.tag == "br":
            self.close()
            self.line = element.sourceline or self.line
            self.enter(element)
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)
        if element.tag in BLOCKS:
            self.close()
        self.level, self.aside = outer

    def enter(self, element: Element) -> None:
        if re.fullmatch("h[1-6]", element.tag):
            self.level = max(int(element.tag[1]) - TITLE + 1, 0)
        centred = (element.get("align") or "").lower() in ("center", "right") or element.tag == "center"
        self.aside = self.aside or centred or bool(ASIDE.search(element.get("style") or ""))
        if element.tag == "li" and (parent := element.getparent()) is not None and parent.tag == "ol":
            self.pieces.append(self.number(element, parent))

    def number(self, item: Element, parent: Element) -> str:
        """What a browser shows in front of an item of a numbered list."""
        last = self.counts.get(parent, _whole(parent.get("start"), 1) - 1)
        number = self.counts[parent] = _whole(item.get("value"), last + 1)
        if CHINESE.search(parent.get("style") or ""):
            return FORMATS["chineseCounting"](number) + "、"
        return FORMATS[NUMBERS.get(parent.get("type") or "", "decimal")](number) + ". "

    def text(self, text: str | None) -> None:
        if text:
            self.pieces.append(re.sub(r"[\r\n\t]+", " ", text))


def _rows(element: Element) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of data; none of one that only lays out a page. A cell over several rows says the same in each."""
    if next(element.iterdescendants("table"), None) is not None:
        return ()
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in element.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _carry(cells, below)
            text = "\n".join(filter(None, (tidy(line) for line in _lines(cell))))
            below[len(cells)] = _span(cell, "rowspan") - 1, text
            cells += [text, *[""] * (_span(cell, "colspan") - 1)]
        _carry(cells, below)
        rows.append(cells)
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2:
        return ()
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _carry(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """The cells that reach down into this row from above."""
    while (left := below.get(len(cells), (0, ""))[0]) > 0:
        text = below[len(cells)][1]
        below[len(cells)] = left - 1, text
        cells.append(text)


def _span(cell: Element, name: str) -> int:
    return min(max(_whole((cell.get(name) or "").strip(), 1), 1), 100)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else otherwise


def _lines(cell: Element) -> list[str]:
    return "".join(_flow(cell)).split("\n")


def _flow(element: Element) -> Iterator[str]:
    around = "\n" if element.tag in BLOCKS or element.tag == "br" else ""
    yield around + re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _flow(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield around
