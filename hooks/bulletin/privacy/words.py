"""The words of a file that is text, or that may hold some: as a reader, or a program, finds them there."""

import re
from collections.abc import Iterator

from bulletin.regex import regex

WALL = "\x1f"  # no number goes on beyond it
ESCAPED = regex(r"\\(?:u([0-9a-fA-F]{4})|[nrt/\\\"'])")
ESCAPES = {"n": "\n", "r": "\n", "t": " "}
SOME = regex(rb"[\t\n\x20-\x7e]{8,}|(?:[\x20-\x7e]\0){8,}[\x20-\x7e]?")  # words in ASCII, or in UTF-16
Texts = Iterator[str]


def plain(raw: bytes) -> Texts:
    """Text as it is; lines of a calendar that were folded are whole again."""
    yield raw.decode("utf-8", "replace").replace("\r\n ", "").replace("\r\n", "\n").replace("\r", "\n")


def quoted(raw: bytes) -> Texts:
    """JSON and scripts: a line end is written as two characters there, and any character may be by its number."""
    for text in plain(raw):
        yield ESCAPED.sub(_meant, text) if "\\" in text else text


def _meant(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else ESCAPES.get(match[0][1], match[0][1])


def unknown(raw: bytes) -> Texts:
    """A part of a kind that is not known: its words in whatever encoding, if it has any."""
    yield from quoted(raw)
    yield from among(raw)


def among(raw: bytes) -> Texts:
    """The words among what is none, as in the data of a picture."""
    yield WALL.join(found.replace(b"\0", b"").decode("ascii") for found in SOME.findall(raw))
