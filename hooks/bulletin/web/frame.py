"""The frame of the portal's pages: set once by the site generator, and cut where pages differ.

A bulletin with twenty problems is twenty-one pages. Their frames are the same but for the head, the content and the
printed address, as long as they stand in folders of one depth: a link from `bulletins/-/-/` out of it leads to the same
place from `bulletins/2024/x/`.
"""

import posixpath
import re
from typing import Any, NamedTuple

from bulletin.web.portal import Page

HEAD, CONTENT, ADDRESS = "\ue000head\ue000", "\ue000content\ue000", "\ue000address\ue000"


class Frame(NamedTuple):
    """What stands between the slots, and the order of these."""

    texts: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Frame":
        """A page that was set with the slots for its content."""
        parts = re.split(f"({HEAD}|{CONTENT}|{ADDRESS})", html)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def page(self, head: str, content: str, address: str) -> bytes:
        """A page set into the frame."""
        filled = {HEAD: head, CONTENT: content, ADDRESS: address}
        parts = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            parts += filled[slot], text
        return "".join(parts).encode()


class Specimen(NamedTuple):
    """As much of a page as its frame asks for."""

    url: str
    meta: dict[str, Page]
    content: str = CONTENT
    title: str = ""
    canonical_url: str = ADDRESS
    is_homepage: bool = False
    toc: tuple[()] = ()


def slots(address: str) -> dict[str, Any]:
    """What the frame of the pages that a specimen stands for is set with."""
    page = Specimen(f"{address}.html", {"made": Page(address, "", "")})
    return {"page": page, "head": HEAD, "base_url": "/".join([".."] * address.count("/")) or "."}


def specimen(address: str) -> str:
    """The address of a page that stands for all pages of one depth below the same first folder."""
    first, *folders = posixpath.dirname(address).split("/")
    return "/".join([first, *("-" * len(folders)), "-"]) if first else "-"
