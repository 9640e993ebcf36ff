"""The prose of a bulletin: Markdown -> HTML, the same for the web and for paper.

Beyond Markdown, four things of the field: a line break beside a Chinese character is nothing; the numbers of
headings (一、（一）1.（1）, GB/T 9704-2012 7.3.3) decide their level whatever the number of `#`; and a heading that names
an entry of the register is tied to it. And no script comes in: raw HTML is printed as the text that it is, and an
address that a browser would run, or fetch from another host, is left out (RB801 reports it).
"""

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX, AtomicString

from bulletin import anchors, closing
from bulletin.footnotes import Footnotes
from bulletin.held import held
from bulletin.model import Bulletin, Issue
from bulletin.regex import regex

LEVELS = {
    "l1": regex(r"^[一二三四五六七八九十]+、"),
    "l2": regex(r"^[（(][一二三四五六七八九十]+[）)]"),
    "l3": regex(r"^\d+[.．]"),
    "l4": regex(r"^[（(]\d+[）)]"),
}
CALLED = regex(
    r"(?:反馈)?问题(?:[一二三四五六七八九十]+|\d+)[：:、.．]\s*|\d{1,3}、"
)  # 问题一：…  and 1、…, which is no level
CHINESE = r"[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
JOIN = regex(rf"(?<={CHINESE})[ \t]*\n[ \t]*|(?<![ \t])[ \t]*\n[ \t]*(?={CHINESE})")
VERBATIM = {"pre", "code"}
SCHEME = regex(r"^(?:[^/?#:]*(?=:)|[/\\]{2})")  # RFC 3986, 3.1 and 4.2: no path begins so; to a browser \ is /
SOMEBODY = regex(r"https?:[/\\]*[^/\\?#]*@", re.IGNORECASE)  # www.gov.cn@elsewhere: the host is what comes after
UNSEEN = regex(r"[\x00-\x20\x7f\xad\u200b-\u200f\u2060\ufeff]")
BEGINS = regex(rf"[`*_\\\[<&{STX}]|  \n")  # every inline pattern of Markdown
DIALLED = regex(r"tel:\+?[0-9().-]+", re.IGNORECASE)  # and no * or #, by which a telephone is told to do something
FOLLOWED = {"", "http", "https", "mailto", "tel"}  # what a link may lead to; a picture is always one of our own files

Beside = Callable[[Issue], Element | None]


def prose(bulletin: Bulletin, beside: Beside | None = None, spots: Sequence[tuple[str, str]] = ()) -> str:
    """The body as HTML. Headings carry the class of their level, `l1` to `l4`, and, where their title is that of a
    register entry, its anchor (`issue-1.1`); `beside` gives an element to set after such a heading's words.
    `spots` are sentences that are to have an address: (address, words), in the order of the text.
    """
    if beside or spots:
        return _House(bulletin.issues, beside, spots).prose(bulletin.body)
    return _bare(bulletin.body, tuple(_Entry(issue.id, issue.title) for issue in bulletin.issues))


@held
def _bare(body: str, entries: tuple["_Entry", ...]) -> str:
    """The notice, the data, the pages and the digest of a bulletin ask for the same."""
    return _House(entries).prose(body)


def refused(bulletin: Bulletin) -> list[str]:
    """The addresses in the prose that are left out of the page, as they are written there."""
    house = _House(bulletin.issues)
    house.prose(bulletin.body)
    return house.refused


def level(heading: str) -> str:
    """`l1` for 一、, `l2` for （一）, `l3` for 1., `l4` for （1）; empty for a heading without a number."""
    return next((name for name, number in LEVELS.items() if number.match(heading)), "")


def title_of(heading: str) -> str:
    """A heading without its number, fit to be compared with the title of a register entry."""
    if called := CALLED.match(heading):
        heading = heading[called.end() :]
    for number in LEVELS.values():
        heading = number.sub("", heading, count=1) if number.match(heading) else heading
    return re.sub(r"[\s。]", "", heading)


class _Entry(NamedTuple):
    """As much of an entry of the register as its heading asks for."""

    id: str
    title: str


class _House(Extension):
    def __init__(
        self, entries: Sequence[Any], beside: Beside | None = None, spots: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self.entries, self.beside, self.spots = entries, beside, spots
        self.refused: list[str] = []

    def prose(self, body: str) -> str:
        """Markdown as HTML."""
        return Markdown(extensions=["tables", Footnotes(), "sane_lists", self]).convert(body)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        closing.remembered(md)
        md.treeprocessors.register(_Plain(md), "bulletin-plain", 21)  # before the inline patterns
        md.treeprocessors.register(_Headings(md, self.entries, self.beside), "bulletin-headings", 5)
        md.treeprocessors.register(_Joined(md), "bulletin-joined", 4)
        md.treeprocessors.register(_Addresses(md, self.refused), "bulletin-addresses", -1)  # after escapes are resolved
        md.treeprocessors.register(_Spots(md, self.spots), "bulletin-spots", -2)


class _Plain(Treeprocessor):
    """Tells the texts in which no inline pattern can begin, most of a bulletin: eighteen patterns need not go over them."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not BEGINS.search(element.text):
                element.text = AtomicString(element.text)


class _Headings(Treeprocessor):
    def __init__(self, md: Markdown, entries: Sequence[Any], beside: Beside | None) -> None:
        super().__init__(md)
        self.entries: dict[str, list[Any]] = {}
        for entry in reversed(entries):  # two may have one title: the first heading is that of the first
            self.entries.setdefault(title_of(entry.title), []).append(entry)
        self.beside = beside

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if not re.fullmatch(r"h[1-6]", heading.tag):
                continue
            words = "".join(heading.itertext()).strip()
            if name := level(words):
                heading.set("class", name)
            if entries := self.entries.get(title_of(words)):
                entry = entries.pop()
                heading.set("id", f"issue-{entry.id}")
                if self.beside and (mark := self.beside(entry)) is not None:
                    heading.append(mark)


class _Joined(Treeprocessor):
    """Takes out the line breaks beside Chinese characters, also where one side is inside another element.

    One sentence a line is for diffs; printed Chinese has no blank there, not before a figure either.
    """

    def run(self, root: Element) -> None:
        self._join(root, "")

    def _join(self, element: Element, before: str) -> str:
        """Join within an element that comes after the character `before`; the character it ends with."""
        if element.tag in VERBATIM:
            return "".join(element.itertext())[-1:]
        element.text, before = self._text(element.text, before)
        for child in element:
            apart = self.md.is_block_level(child.tag)
            before = self._join(child, "" if apart else before)
            child.tail, before = self._text(child.tail, "" if apart else before)
        return before

    def _text(self, text: str | None, before: str) -> tuple[str | None, str]:
        if not text:
            return text, before
        joined = JOIN.sub("", before + text)[len(before) :]
        return joined, joined[-1:].strip() or before.strip()


class _Addresses(Treeprocessor):
    """Takes out addresses of links and pictures by what a browser makes of them: entities and blanks hide nothing."""

    def __init__(self, md: Markdown, refused: list[str]) -> None:
        super().__init__(md)
        self.refused = refused

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, allowed in (("href", FOLLOWED), ("src", {""})):
                address = element.get(name, "")
                seen = UNSEEN.sub("", unescape(address.replace(AMP_SUBSTITUTE, "&")))
                scheme = SCHEME.match(seen)
                kind = scheme[0].lower() if scheme else ""
                if kind not in allowed or SOMEBODY.match(seen) or (kind == "tel" and not DIALLED.fullmatch(seen)):
                    self.refused.append(address)
                    del element.attrib[name]


class _Spots(Treeprocessor):
    def __init__(self, md: Markdown, spots: Sequence[tuple[str, str]]) -> None:
        super().__init__(md)
        self.spots = spots

    def run(self, root: Element) -> None:
        if self.spots:
            anchors.mark(root, self.spots, self.md.is_block_level)
