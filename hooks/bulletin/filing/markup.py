"""Print HTML -> the tree that WeasyPrint lays out: by Python's XML parser, in a thirtieth of the time of one for HTML.

What is printed is well-formed XML, as our templates and Python-Markdown write it. An HTML parser gives the same tree (a test
holds that), unless something stands where HTML does not allow it: then there is none here, and WeasyPrint parses the page.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import weasyprint
from weasyprint.urls import URLFetcher

TEXT = {"abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "s", "small", "span", "strong", "sub", "sup"}
FRAME = {  # what may stand in the parts of a table, where there are no words
    "table": {"caption", "colgroup", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "colgroup": {"col"},
}
INSIDE = {  # what may stand in what: anything else an HTML parser would put elsewhere
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", *TEXT), TEXT | {"a"}),
    **FRAME,
}


def page(html: str, fetcher: URLFetcher) -> weasyprint.HTML:
    """A page for WeasyPrint."""
    root = tree(html)
    return weasyprint.HTML(string=html, url_fetcher=fetcher) if root is None else _Page(root, fetcher)


class _Page(weasyprint.HTML):  # type: ignore[misc]
    """A page that is parsed already."""

    def __init__(self, tree: ElementTree.Element, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = _Element.from_html_root(tree, content_language=None)
        self.etree_element = tree


class _Element(weasyprint.cssselect2.ElementWrapper):  # type: ignore[misc]
    """An element of such a page: its title, metadata and style sheets are looked for in its head, not all through it."""

    def query_all(self, *names: str) -> Iterator[Any]:
        heads = [child for child in self.iter_children() if child.local_name == "head"]
        return (element for head in heads for element in head.iter_children() if element.local_name in names)


def tree(html: str) -> ElementTree.Element | None:
    """The elements of a page; None if it is no XML, or HTML would read it otherwise."""
    try:
        root = ElementTree.fromstring(html)  # noqa: S314 - all text in it is escaped, so that there are no entities of its own
    except ElementTree.ParseError:
        return None
    return None if any(_misplaced(root)) else root


def _misplaced(root: ElementTree.Element) -> Iterator[bool]:
    for element in root.iter():
        if element.tag in INSIDE:
            yield not {child.tag for child in element} <= INSIDE[element.tag]
        if element.tag in FRAME:
            yield any(map(str.strip, (element.text or "", *(child.tail or "" for child in element))))
        elif element.tag == "a":
            yield element.find(".//a") is not None
        elif element.tag == "pre":
            yield True  # HTML leaves the first line break out
