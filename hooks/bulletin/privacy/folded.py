"""Text as a machine should search it: what is written in other widths, scripts or entities, or with nothing to see between, is plain.

Each character of the folded text knows the one it was made of, so that what is found can be shown in its place.
"""

import re
import unicodedata
from functools import cached_property
from html import unescape

from bulletin.regex import regex

# What stands for a character: in pages; in addresses, however often encoded, a digit, @, or what may join digits, and
# whatever is no ASCII.
PERCENT = r"%(?:25){0,9}"
ENTITY = regex(
    r"&(?:#0{0,99}[0-9]{1,7};?|#[xX]0{0,99}[0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)"
    rf"|{PERCENT}(?:3[0-9]|40|2[0DEde])|{PERCENT}[C-Fc-f][0-9A-Fa-f](?:{PERCENT}[89ABab][0-9A-Fa-f]){{1,3}}"
)
ENCODED = regex(rf"{PERCENT}([0-9A-Fa-f]{{2}})")
ODD = regex("[^\t\n\x1f-\x7e\u4e00-\u9fff]")  # what may fold to something else: no ASCII and no Chinese does
MADE = regex(f"{ENTITY.pattern}|{ODD.pattern}")
CROSSES = "ⅩⅹХх"  # Roman, Cyrillic: the last character of an ID number
FILLERS = "\u034f\u115f\u1160\u3164\uffa0\u2800"  # drawn as nothing, though no format characters
UNSEEN = {"Cc", "Cf", "Mn", "Me", "Co", "Cn"}  # categories of what is not drawn
LIKE = {  # Cyrillic and Greek letters that nobody tells from Latin ones; points in the middle of a line; rings
    **dict(zip("АВЕЅІЈКМНОРСТХУаеѕіјорсхуԛԝԁһ", "ABESIJKMHOPCTXYaesijopcxyqwdh", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρχ", "ABEZHIKMNOPTYXovpx", strict=True)),
    **dict.fromkeys("•‧∙⋅・･᛫●․", "·"),
    **dict.fromkeys("◯⚪⭕", "○"),
    **dict.fromkeys("\v\f\r\x85", " "),
    **dict.fromkeys("\u2028\u2029", "\n"),
}
TURNED = regex("\u202e[^\u202c\n]*")
RINGED = "⓪①②③④⑤⑥⑦⑧⑨"  # what every sign folds to that stands for a digit, but is none


class _Plain(dict[int, str | None]):
    """What a character folds to, reckoned when it is first met: nothing for the unseen, an ASCII one for its likes."""

    def __missing__(self, code: int) -> str | None:
        self[code] = made = _plain(chr(code))
        return made


PLAIN = _Plain()


def _plain(char: str) -> str | None:
    kind, value = unicodedata.category(char), unicodedata.numeric(char, -1)
    if char in LIKE:
        return LIKE[char]
    if kind in UNSEEN or "\ufe00" <= char <= "\ufe0f" or char in FILLERS:
        return None
    if char in CROSSES:
        return "X"
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if value in range(10) and char != "〇":
        return RINGED[int(value)]
    if kind == "Zs":
        return " "
    if kind == "Pd" or char == "\u2212":
        return "-"
    made = unicodedata.normalize("NFKC", char)
    return made if len(made) == 1 else char


def turned(text: str) -> str:
    """A text as it is read where it says that what follows runs from right to left."""
    return TURNED.sub(lambda match: match[0][0] + match[0][:0:-1], text) if "\u202e" in text else text


class Folded:
    """A text and what it folds to."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = _folded(_words(raw))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was written stands what is at `start` to `end` of the folded one."""
        return (start, end) if self._spots is None else (self._spots[start], self._spots[end - 1] + self._width(end))

    @cached_property
    def _spots(self) -> list[int] | None:
        """The offset in the raw text of each folded character; None where they are the same."""
        if len(self.raw) == len(self.text) and not ENTITY.search(self.raw):
            return None
        spots, at = list[int](), 0
        for match in MADE.finditer(self.raw):
            spots += range(at, match.start())
            spots += [match.start()] * len(_folded(_words(match[0])))
            at = match.end()
        return [*spots, *range(at, len(self.raw))]

    def _width(self, end: int) -> int:
        """How many characters the last one of a span was written with."""
        assert self._spots is not None
        entity = ENTITY.match(self.raw, self._spots[end - 1])
        return len(entity[0]) if entity else 1


def _folded(text: str) -> str:
    """The few characters of a text that are to be folded, each wherever it stands: what they fold to folds to itself."""
    for char in set(ODD.findall(text)):
        made = PLAIN[ord(char)] or ""
        if made != char:
            text = text.replace(char, made)
    return text


def _words(text: str) -> str:
    return ENTITY.sub(_meant, text) if "&" in text or "%" in text else text


def _meant(match: re.Match[str]) -> str:
    if match[0].startswith("&"):
        return unescape(match[0])
    return bytes.fromhex("".join(ENCODED.findall(match[0]))).decode("utf-8", "replace")
