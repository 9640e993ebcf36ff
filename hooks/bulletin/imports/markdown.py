"""Blocks -> Markdown that prints exactly them: nothing in a text is taken for a mark."""

import re
from collections.abc import Iterator

from bulletin.imports.blocks import Block
from bulletin.regex import regex

MARKS = regex(r"([\\`*_\[\]])")
TAG = regex(r"<(?=[A-Za-z/!])")
AT_START = regex(r"^(#|>|[-+](?=[ \t]|$)|=+$|-+$|~~~|:(?=[ \t]))")
ORDINAL = regex(r"(?<!\d)(\d++)([.)])(?=[ \t]|$)")
ENTITY = regex(r"&(?=#?\w+;)")


def markdown(depth: int, block: Block) -> str:
    """A block as a part of a source: a heading with its number as printed, a paragraph, a table."""
    if block.rows:
        return "\n".join(_table(block.rows))
    return f"{'#' * min(depth + 1, 6)} {escaped(block.text)}" if depth else escaped(block.text)


def plain(depth: int, block: Block) -> str:
    """The same without escapes and tables, line by line: what is read for figures."""
    if block.rows:
        return ""
    return f"{'#' * (depth + 1)} {block.text}" if depth else block.text


def escaped(text: str) -> str:
    """A line of text as Markdown."""
    text = ENTITY.sub("&amp;", text)
    text = TAG.sub("&lt;", MARKS.sub(r"\\\1", text))
    text = ORDINAL.sub(r"\1\\\2", text) if ORDINAL.match(text) else text
    return AT_START.sub(r"\\\1", text, count=1)


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    head, *body = rows
    yield _row(head)
    yield "|" + "---|" * len(head)
    for row in body:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(re.sub(r"\s*\n\s*", "", cell)).replace("|", r"\|") for cell in cells) + " |"
