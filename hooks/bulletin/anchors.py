"""Sentences of the prose that something on the page speaks of: their addresses, and the marks in the HTML that these lead to.

An address comes of the words alone, so that it stays as long as the sentence does, wherever that is moved to.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from bulletin.regex import regex

MARKUP = regex(r"\[\^[^\]]*\]|[\s\\*_`~]")  # what a quote of the source has and the page has not
COUNTS = regex(r"[^\s\\*_`~]")
PASSED = regex(r"[\s\\*_`~]+")  # what does not count
SYNTAX = regex(r"[|\[\]]")  # of tables and links: a quote is looked for up to it
BETWEEN = "\n"  # blocks; in no quote once MARKUP is taken out


def anchor(quote: str, turn: int = 0) -> str:
    """The address of a sentence; `turn` counts those of the same words before it."""
    name = hashlib.sha256(MARKUP.sub("", quote).encode()).hexdigest()[:8]
    return f"s-{name}-{turn + 1}" if turn else f"s-{name}"


class _Text(NamedTuple):
    """A text of the tree: that of an element or, where it has a parent here, the one behind it."""

    start: int  # in the texts of the whole tree
    element: Element
    parent: Element | None

    @property
    def words(self) -> str:
        """It as it stands now: marks further on have already taken what is theirs."""
        return (self.element.text if self.parent is None else self.element.tail) or ""


def mark(root: Element, spots: Iterable[tuple[str, str]], is_block: Callable[[str], bool]) -> None:
    """Put an element with its address around each sentence; `spots` are (address, quote) in the order of the text.

    What stands in several elements is marked up to the end of the first; a sentence that is not found is left alone.
    """
    texts, whole = _read(root, is_block)
    starts = [text.start for text in texts]
    for start, end, name in sorted(_found(spots, whole), reverse=True):
        text = texts[bisect_right(starts, start) - 1]
        _wrap(text, start - text.start, end - text.start, name)


def _found(spots: Iterable[tuple[str, str]], whole: str) -> Iterator[tuple[int, int, str]]:
    met: dict[str, int] = {}
    at = 0
    for name, quote in spots:
        words = MARKUP.sub("", quote)
        start = whole.find(words, met.get(words, at - 1) + 1)
        if start < 0:
            words = SYNTAX.split(words.strip("|[]"))[0]
            start = whole.find(words, at) if words else -1
        if start >= 0:
            at = met[words] = start
            yield start, start + len(words), name


def _read(root: Element, is_block: Callable[[str], bool]) -> tuple[list[_Text], str]:
    """The texts of a tree in their order, and all of them in one."""
    texts: list[_Text] = []
    parts: list[str] = []
    start = 0
    for element, parent, text in _texts(root):
        before = BETWEEN if is_block(element.tag) else ""
        texts.append(_Text(start + len(before), element, parent))
        parts.append(before + PASSED.sub("", text))
        start += len(parts[-1])
    return texts, "".join(parts)


def _texts(element: Element) -> Iterator[tuple[Element, Element | None, str]]:
    """Each text with its element, and for one behind an element the parent as well; the mark of a footnote has none."""
    if element.tag != "sup":
        yield element, None, element.text or ""
        for child in element:
            yield from _texts(child)
            yield child, element, child.tail or ""


def _wrap(text: _Text, start: int, end: int, name: str) -> None:
    """Part of a text into an element of its own; `start` and `end` are among the characters that count."""
    whole = text.words
    places = [*(match.start() for match in COUNTS.finditer(whole)), len(whole)]
    first, last = (places[min(at, len(places) - 1)] for at in (start, end))
    span = Element("span", {"id": name})
    span.text, span.tail = whole[first:last], whole[last:]
    if text.parent is None:
        text.element.text = whole[:first]
        text.element.insert(0, span)
    else:
        text.element.tail = whole[:first]
        text.parent.insert([*text.parent].index(text.element) + 1, span)
