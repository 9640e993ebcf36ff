"""What every format is turned into: one list of paragraphs and tables, each with its place in the original."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bulletin.findings import Words
from bulletin.front import UNFIT
from bulletin.regex import regex

BLANKS = regex(r"[ \t\xa0\u2002-\u200a\u3000]+")
BESIDE_HAN = regex(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) +(?=\S)|(?<=\S) +(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)


NOWHERE = Words("", "")


class Unreadable(Exception):
    """A file that cannot be imported: what it is, and what to do about it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


class Block(NamedTuple):
    """A paragraph, or a table with its rows; `where` is its place as a person finds it: 第3段, 第2页, 第1个表."""

    text: str
    where: Words
    level: int = 0  # of a heading by its style (1 is the highest); 0 where the style says nothing
    title: bool = False  # set as the title of the document
    aside: bool = False  # centred, or at the right: a title, a signature, a date
    rows: tuple[tuple[str, ...], ...] = ()
    status: str = ""  # that a heading has behind it in brackets: …不到位（已完成）


@dataclass
class Document:
    """A file as it was read: its blocks in order, what it says of itself, and what was left out of it."""

    blocks: list[Block] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)  # title, issuer, published, number, index of a page's head
    notices: list[Words] = field(default_factory=list)

    def note(self, zh: str, en: str) -> None:
        """One more thing that the editor has to know."""
        self.notices.append(Words(zh, en))


def tidy(text: str) -> str:
    """A paragraph on one line: no control character, one blank at most, none beside a Chinese character."""
    text = UNFIT.sub("", text.replace("\n", " "))
    return BESIDE_HAN.sub("", BLANKS.sub(" ", text)).strip()


def paragraph(number: int) -> Words:
    """The place of a paragraph."""
    return Words(f"第{number}段", f"paragraph {number}")


def table(number: int) -> Words:
    """The place of a table."""
    return Words(f"第{number}个表", f"table {number}")


def line(number: int) -> Words:
    """The place of a line."""
    return Words(f"第{number}行", f"line {number}")


def page(number: int) -> Words:
    """The place of a page."""
    return Words(f"第{number}页", f"page {number}")
