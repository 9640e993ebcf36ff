"""Print HTML -> the tree that WeasyPrint lays out: by Python's XML parser, in a thirtieth of the time of one for HTML.

What is printed is well-formed XML, as our templates and Python-Markdown write it. An HTML parser gives the same tree (a test
holds that), unless something stands where HTML does not allow it: then there is none here, and WeasyPrint parses the page.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

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
