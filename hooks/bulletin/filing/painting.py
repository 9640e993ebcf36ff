"""What WeasyPrint 70.0 asks of every box and every line of text before it paints them: answered once for each style.

Nearly all boxes have no border, and nearly all texts no line under or through them. And Chinese lines of a paragraph are
painted one after the other, as one text and one piece of the structure, to be read aloud as one: WeasyPrint begins both anew
with each line. Nothing else changes in a PDF. The functions replaced here are not promised to stay, hence the pin to one
version in justify.py.
"""

from operator import attrgetter, is_
from typing import Any

import pydyf
from weasyprint import draw, stacking
from weasyprint.draw import border
from weasyprint.draw import text as texts
from weasyprint.formatting_structure.boxes import Box, LineBox, ParentBox, TextBox
from weasyprint.pdf.stream import Stream

from bulletin.filing.glyphs import written

BORDER, OUTLINE, TEXT, INLINE = border.draw_border, border.draw_outline, texts.draw_text, draw.draw_inline_level
COLOR = Stream.set_color
WIDTHS = attrgetter(*(f"border_{side}_width" for side in ("top", "right", "bottom", "left")))
NONE = (0, 0, 0, 0)
WIDE = "\u2e80"  # where Chinese begins: beside it, no space is left out between two lines


def install() -> None:
    """Have WeasyPrint paint so."""
    draw.draw_border = draw_border
    draw.draw_outline = border.draw_outline = draw_outline
    draw.draw_text = draw_text
    draw.draw_inline_level = draw_inline_level
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


def draw_inline_level(stream: Any, page: Any, box: Any, *more: Any) -> None:
    """What is in a line, and the line; more of a paragraph goes on where it was left."""
    text: Any = box.children[0] if type(box) is LineBox and len(box.children) == 1 else None
    if (
        type(text) is not TextBox
        or box.background
        or box.element is None
        or stream._tags is None
        or not _plain(text.style)
    ):
        INLINE(stream, page, box, *more)
        return
    parts, whole = stream.stream, (box.element, box.element_tag)
    before, ended, at = stream.__dict__.get("left", (None, "", 0))
    if before == whole and at == len(parts) and max(ended, text.text[:1]) >= WIDE:
        parts.pop()
    else:
        number = len(stream._tags)
        stream._tags[text] = {"tag": "Span", "mcid": number}
        parts += "/Span", pydyf.Dictionary({"MCID": number}), b"BDC"
    draw_text(stream, text)
    parts.append(b"EMC")
    stream.left = whole, text.text[-1:], len(parts)


def draw_text(stream: Any, box: Any, *more: Any) -> None:
    """A text with the lines under, over and through it, if it has any."""
    style = box.style
    if not _plain(style):
        TEXT(stream, box, *more)
        return
    x, y = box.position_x, box.position_y + box.baseline
    stream.set_color(style["color"])
    stream.begin_text()
    pictures = written(stream, box, x, y)
    stream.end_text()
    if pictures:
        texts.draw_emojis(stream, style, x, y, pictures)


def _plain(style: Any) -> bool:
    """Whether a text can be seen, and there is no line under, over or through it."""
    if "plain_text" not in style.__dict__:
        style.plain_text = style["text_decoration_line"] == "none" and style["visibility"] == "visible"
    return style.plain_text  # type: ignore[no-any-return]


def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
    """Set a colour, unless it is the one that was set last, and nothing has been set or restored since."""
    names = ("_current_color_stroke", "_current_alpha_stroke") if stroke else ("_current_color", "_current_alpha")
    state = stream.__dict__
    last = state.get(stroke)
    if last and last[0] is color and last[1] is state[names[0]] is not None and last[2] is state[names[1]] is not None:
        return
    COLOR(stream, color, stroke)
    state[stroke] = color, state[names[0]], state[names[1]]
