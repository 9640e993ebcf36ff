"""Automatic numbering: what Word and WPS show in front of a paragraph, which the text of the file does not hold.

ECMA-376-1, 17.9: a paragraph names a `num`, which names an `abstractNum`; the numbers of all `num` of one
`abstractNum` run on, unless a `num` says where it starts anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from bulletin.numerals import write_numeral

Element = Any  # of lxml

HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
)
ROMAN += ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(number: int) -> str:
    said = ""
    for worth, letters in ROMAN:
        said += letters * (number // worth)
        number %= worth
    return said


def _letters(number: int) -> str:
    """a to z, then aa, bb: as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, count: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, and plain digits past the last of them."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


CHINESE: tuple[str, ...] = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting")
CHINESE += ("taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "koreanDigital2")
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(FULL),
    "decimalFullWidth2": lambda number: str(number).translate(FULL),
    "decimalHalfWidth": str,
    **dict.fromkeys(CHINESE, write_numeral),
    "chineseLegalSimplified": lambda number: write_numeral(number).translate(LEGAL),
    "ideographTraditional": lambda number: HEAVENLY[number - 1] if 1 <= number <= 10 else str(number),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
SILENT = {"none", "bullet"}


@dataclass
class Level:
    """One level of a list: how its numbers are written, and where they begin."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    plain: bool = False  # the numbers of the levels above are written in digits (isLgl)


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstractNum
    nums: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def next(self, num: str, at: int) -> str:
        """The number of the next paragraph of a list at a level, as printed; empty for a bullet."""
        if num not in self.nums:
            return ""
        abstract, starts, own = self.nums[num]
        levels = self.lists.get(abstract, {}) | own
        if at not in levels:
            return ""
        count = self.counts.setdefault(abstract, {})
        if at in starts and (num, at) not in self.begun:
            count[at] = starts[at]
        else:
            count[at] = count[at] + 1 if at in count else levels[at].start
        self.begun.add((num, at))
        for deeper in [level for level in count if level > at]:
            del count[deeper]
        return self._written(levels, count, at)

    def _written(self, levels: dict[int, Level], count: dict[int, int], at: int) -> str:
        if levels[at].format in SILENT:
            return ""
        said = levels[at].text
        for level in range(at + 1):
            known = levels.get(level, Level())
            number = count.setdefault(level, known.start)
            style = "decimal" if levels[at].plain and level < at else known.format
            if style not in FORMATS:
                self.unknown.add(style)
            said = said.replace(f"%{level + 1}", FORMATS.get(style, str)(number))
        return said


def read_numbering(root: Element) -> Numbering:
    """The lists of numbering.xml."""
    numbering = Numbering()
    links: dict[str, str] = {}
    named: dict[str, str] = {}
    for abstract in root.iterchildren(qn("w:abstractNum")):
        name = abstract.get(qn("w:abstractNumId"), "")
        numbering.lists[name] = _levels(abstract)
        if link := _value(abstract, "w:styleLink"):
            named[link] = name
        if link := _value(abstract, "w:numStyleLink"):
            links[name] = link
    for num in root.iterchildren(qn("w:num")):
        abstract = _value(num, "w:abstractNumId")
        starts = {
            _whole(over.get(qn("w:ilvl"))): _whole(_value(over, "w:startOverride"), 1)
            for over in num.iterchildren(qn("w:lvlOverride"))
            if over.find(qn("w:startOverride")) is not None
        }
        own = {at: level for over in num.iterchildren(qn("w:lvlOverride")) for at, level in _levels(over).items()}
        abstract = named.get(links.get(abstract, ""), abstract)
        numbering.nums[num.get(qn("w:numId"), "")] = abstract, starts, own
    return numbering


def _levels(parent: Element) -> dict[int, Level]:
    return {
        _whole(level.get(qn("w:ilvl"))): Level(
            _whole(_value(level, "w:start"), 1),
            _value(level, "w:numFmt") or "decimal",
            _value(level, "w:lvlText"),
            level.find(qn("w:isLgl")) is not None,
        )
        for level in parent.iterchildren(qn("w:lvl"))
    }


def _value(parent: Element, name: str) -> str:
    child = parent.find(qn(name))
    return "" if child is None else child.get(qn("w:val")) or ""


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
