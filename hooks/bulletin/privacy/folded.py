"""Text as a machine should search it: what is written in other widths, scripts or entities, or with nothing to see between, is plain.

Each character of the folded text knows the one it was made of, so that what is found can be shown in its place.
"""

import re
import unicodedata
from functools import cached_property
from html import unescape

from bulletin.regex import regex

# What stands for a character: in pages; in addresses, however often encoded, a digit, @, or what may join digits.
ENTITY = regex(
    r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)|%(?:25){0,9}(?:3[0-9]|40|2[DEde])"
)
ODD = regex("[^\x00-\x7f\u4e00-\u9fff]")  # what may fold to something else: no ASCII and no Chinese does
CROSSES = "ⅩⅹХхΧχ"  # Roman, Cyrillic, Greek: the last character of an ID number
FILLERS = "\u034f\u115f\u1160\u3164\uffa0\u2800"  # drawn as nothing, though no format characters


class _Plain(dict[int, str | None]):
    """What a character folds to, reckoned when it is first met: nothing for the unseen, an ASCII one for its likes."""

    def __missing__(self, code: int) -> str | None:
        self[code] = made = _plain(chr(code))
        return made


PLAIN = _Plain()


def _plain(char: str) -> str | None:
    kind = unicodedata.category(char)
    if kind in ("Cf", "Mn", "Me") or "\ufe00" <= char <= "\ufe0f" or char in FILLERS:
        return None
    if char in CROSSES:
        return "X"
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind == "Zs":
        return " "
    if kind == "Pd" or char == "\u2212":
        return "-"
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return char


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
        spots: list[int] = []
        for start, chunk in _chunks(self.raw):
            entity = ENTITY.fullmatch(chunk)
            for offset, char in enumerate(_words(chunk)):
                spots += [start if entity else start + offset] * len(char.translate(PLAIN))
        return spots

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
    return unescape(match[0]) if match[0].startswith("&") else chr(int(match[0][-2:], 16))


def _chunks(raw: str) -> list[tuple[int, str]]:
    """The text in pieces, each entity a piece."""
    pieces, at = [], 0
    for match in ENTITY.finditer(raw):
        pieces += [(at, raw[at : match.start()]), (match.start(), match[0])]
        at = match.end()
    return [*pieces, (at, raw[at:])]
