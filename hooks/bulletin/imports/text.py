"""A plain text file -> blocks: a line is a paragraph, unless the lines were broken to fit a page."""

from collections.abc import Iterator
from itertools import groupby

from bulletin.imports.blocks import Block, Document, Unreadable, line, table, tidy
from bulletin.imports.encoding import damage, decoded
from bulletin.imports.lines import Line, joined, width, wrapped

MOST = 20 << 20  # bytes of a text
INDENT = " \t\u3000\xa0"


def read_text(raw: bytes) -> Document:
    """The paragraphs of a text."""
    if len(raw) > MOST:
        raise Unreadable(
            f"文件太大（{len(raw) >> 20} MB），没有读。请只留正文再导入",
            f"too large ({len(raw) >> 20} MB). Keep the text alone, and import that",
        )
    text, document = decoded(raw).replace("\r\n", "\n").replace("\r", "\n"), Document()
    lines = text.split("\n")
    damage(text, document)
    if wrapped(lines):
        document.note(
            "原文每行都断开，已按版面接成段落，请对照原件看分段",
            "lines were broken to fit a page and have been joined; see the original for where paragraphs end",
        )
        document.blocks = _paragraphs(lines)
    else:
        document.blocks = [*_lines(lines)]
    return document


def _lines(lines: list[str]) -> Iterator[Block]:
    """A paragraph a line; lines with tabs that follow each other are the rows of a table, as it is pasted from Word or Excel."""
    tables = 0
    filled = [(number, text) for number, text in enumerate(lines, 1) if text.strip()]
    for is_row, group in groupby(filled, lambda each: "\t" in each[1].strip()):
        numbered = [*group]
        rows = [tuple(tidy(cell) for cell in text.strip("\r\n").split("\t")) for _, text in numbered] if is_row else []
        if len(rows) > 1 and len({len(row) for row in rows}) == 1:
            tables += 1
            yield Block("", table(tables), rows=tuple(rows))
            continue
        for number, text in numbered:
            if words := tidy(text):
                yield Block(words, line(number), aside=_indent(text) > 4)


def _indent(text: str) -> float:
    return width(text[: len(text) - len(text.lstrip(INDENT))])


def _paragraphs(lines: list[str]) -> list[Block]:
    longest = max(width(text.strip()) for text in lines)
    blocks: list[Block] = []
    held: list[Line] = []
    for number, text in enumerate([*lines, ""], 1):
        if text.strip():
            held.append(Line(text.strip(), line(number), _indent(text), longest - _indent(text) - width(text.strip())))
        else:
            blocks += joined(held)
            held = []
    return blocks
