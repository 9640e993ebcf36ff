"""From which element of the HTML each element of a PDF's structure tree came.

WeasyPrint 70.0 lays a paragraph that crosses a page out as two boxes and makes a structure element of each; nothing in the
elements says that they are one. Its `pdf.tags._build_box_tree`, which is called once a box and calls itself by that name,
is wrapped here to note the origin on what it makes, so that structure.py can join them. And it makes one of each line of
text, six hundred in a notice, which say nothing to a reader: they are left out. None of it is promised to stay, hence the pin
to one version in justify.py.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

BUILD = tags._build_box_tree


def install() -> None:
    """Have the origins noted: an `origin` on each structure element, of the HTML element and its name (li, li::marker)."""
    tags._build_box_tree = noted
    tags.boxes = SimpleNamespace(**vars(boxes) | {"TextBox": ()})  # so that texts come here, too


def noted(
    box: Any, parent: Any, pdf: Any, page: int, owners: dict[int, bytes], annotations: Any, marks: Any
) -> Iterator[Any]:
    """What WeasyPrint makes of a box; the innermost call, which knows best, notes first.

    A line of text belongs to what it is a line of.
    """
    if isinstance(box, boxes.TextBox):
        if mark := marks.pop(box, None):  # else it goes on with what the line before is marked as (painting.py)
            parent["K"].append(mark["mcid"])
            owners[mark["mcid"]] = parent.reference
        return
    for element in BUILD(box, parent, pdf, page, owners, annotations, marks):
        if box.element is not None and not hasattr(element, "origin"):
            element.origin = (box.element, box.element_tag)
        yield element
