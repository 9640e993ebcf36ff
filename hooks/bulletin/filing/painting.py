"""What WeasyPrint 70.0 asks of every box and every line of text before it paints them: answered once for each style.

Nearly all boxes have no border, and nearly all texts no line under or through them. No byte of a PDF changes by it. The
functions replaced here are not promised to stay, hence the pin to one version in justify.py.
"""

from operator import attrgetter, is_
from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw import border
from weasyprint.draw import text as texts
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

BORDER, OUTLINE, TEXT = border.draw_border, border.draw_outline, texts.draw_text
COLOR = Stream.set_color
WIDTHS = attrgetter(*(f"border_{side}_width" for side in ("top", "right", "bottom", "left")))
NONE = (0, 0, 0, 0)


def install() -> None:
    """Have WeasyPrint paint so."""
    draw.draw_border = draw_border
    draw.draw_outline = border.draw_outline = draw_outline
    draw.draw_text = draw_text
    Stream.set_color = set_color
    stacking._dispatch_children = dispatch_children


def dispatch_children(box: Any, *more: Any) -> Any:
    """A box without what is painted by itself: the same one, where all in it is painted with it."""
    if not isinstance(box, ParentBox) or box.__dict__.get("bare"):  # a line of plain text
        return box
    kept = [child for child in [stacking._dispatch(each, *more) for each in box.children] if child is not None]
    same = len(kept) == len(box.children) and all(map(is_, kept, box.children))
    return box if same else box.copy_with_children(kept)


def draw_border(stream: Any, box: Any) -> None:
    """The borders of a box, if it has any."""
    style = box.style
    if "plain_border" not in style.__dict__:
        columns = style["column_width"] == style["column_count"] == "auto"
        style.plain_border = columns and style["border_image_source"][0] == "none"
    if not style.plain_border or WIDTHS(box) != NONE:
        BORDER(stream, box)


def draw_outline(stream: Any, box: Any) -> None:
    """The outlines of a box and of those in it."""
    if box.style["outline_width"]:
        OUTLINE(stream, box)
        return
    for child in box.children:
        if isinstance(child, Box):
            draw_outline(stream, child)


def draw_text(stream: Any, box: Any, offset_x: float, *cut: Any) -> None:
    """A text with the lines under, over and through it, if it has any."""
    style, line = box.style, box.pango_layout
    if "plain_text" not in style.__dict__:
        style.plain_text = style["text_decoration_line"] == "none" and style["visibility"] == "visible"
    if not style.plain_text:
        TEXT(stream, box, offset_x, *cut)
        return
    x, y = box.position_x, box.position_y + box.baseline
    stream.set_color(style["color"])
    line.reactivate(style)
    stream.begin_text()
    pictures = texts.draw_first_line(stream, box, *cut, Matrix(d=-1, e=x, f=y))
    stream.end_text()
    texts.draw_emojis(stream, style, x, y, pictures)
    line.deactivate()


def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
    """Set a colour, unless it is the one that was set last, and nothing has been set or restored since."""
    names = ("_current_color_stroke", "_current_alpha_stroke") if stroke else ("_current_color", "_current_alpha")
    state = stream.__dict__
    last = state.get(stroke)
    if last and last[0] is color and last[1] is state[names[0]] is not None and last[2] is state[names[1]] is not None:
        return
    COLOR(stream, color, stroke)
    state[stroke] = color, state[names[0]], state[names[1]]
