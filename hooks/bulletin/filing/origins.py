"""From which element of the HTML each element of a PDF's structure tree came.

WeasyPrint 70.0 lays a paragraph that crosses a page out as two boxes and makes a structure element of each; nothing in the
elements says that they are one. Its `pdf.tags._build_box_tree`, which is called once a box and calls itself by that name,
is wrapped here to note the origin on what it makes, so that structure.py can join them. It is not promised to stay,
hence the pin to one version in justify.py.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.pdf import tags

BUILD = tags._build_box_tree


def install() -> None:
    """Have the origins noted: an `origin` on each structure element, of the HTML element and its name (li, li::marker)."""
    tags._build_box_tree = noted


def noted(box: Any, *more: Any) -> Iterator[Any]:
    """What WeasyPrint makes of a box; the innermost call, which knows best, notes first."""
    for element in BUILD(box, *more):
        if box.element is not None and not hasattr(element, "origin"):
            element.origin = (box.element, box.element_tag)
        yield element
