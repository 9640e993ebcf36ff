"""What WeasyPrint 70.0 goes through all boxes for, many times over: lines of plain text, two thirds of them, are passed over.

They have no anchor, link, bookmark or background of their own, and no page but that of their paragraph (paragraphs.py notes
which are plain). No byte of a PDF changes by it. The functions replaced here are not promised to stay, hence the pin to one
version in justify.py.
"""

from typing import Any

from weasyprint import anchors, document
from weasyprint.formatting_structure.boxes import Box, LineBox, ParentBox, TextBox
from weasyprint.layout import background

from bulletin.regex import regex

ANCHORS, BACKGROUNDS = anchors.gather_anchors, background.layout_box_backgrounds
PAGES, BLANKS = ParentBox.page_values, TextBox.process_whitespace
BLANK = regex(r"[ \t\r\n]")
RADII = {f"border_{corner}_radius": (0, 0) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")}


def install() -> None:
    """Have WeasyPrint use these functions."""
    anchors.gather_anchors = document.gather_anchors = gather_anchors
    background.layout_box_backgrounds = layout_box_backgrounds
    ParentBox.page_values = page_values
    TextBox.process_whitespace = process_whitespace


def gather_anchors(box: Any, *more: Any) -> None:
    """Anchors, links and bookmarks of a box and of those in it."""
    if not box.__dict__.get("bare"):
        ANCHORS(box, *more)


def page_values(box: Any) -> Any:
    """The pages that the beginning and the end of a box ask for."""
    if box.children and type(box.children[0]) is type(box.children[-1]) is LineBox:
        return Box.page_values(box)
    return PAGES(box)


def process_whitespace(text: Any, following_collapsible_space: bool = False) -> Any:
    """Take blanks out of a text, if there are any; whether one is at its end."""
    if text.text and not BLANK.search(text.text):
        return False
    return BLANKS(text, following_collapsible_space)


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Backgrounds and rounded corners of a box and of those in it, where its style has any."""
    if style is not None or box is page or not _clear(box.style):
        BACKGROUNDS(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(RADII)
    box.background = None
    if not box.__dict__.get("bare"):
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


def _clear(style: Any) -> bool:
    """Neither background, shadow nor border of pictures, and no rounded corner."""
    if "clear" not in style.__dict__:
        color = style["background_color"]
        style.clear = (
            style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and (style["color"] if color == "currentcolor" else color).alpha == 0
            and not any(kind != "none" for kind, _ in style["background_image"])
            and not style["box_shadow"]
            and all((0, "px") in style[name] for name in RADII)
        )
    return style.clear  # type: ignore[no-any-return]
