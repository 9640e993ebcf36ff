"""Paragraphs that are nothing but text, for WeasyPrint 70.0: laid line by line without asking what else may stand in them.

WeasyPrint expects floats, links, leaders and letters of other sizes in every line, and looks for each of them; in most
paragraphs and cells of a notice there is text alone, without a space or in a single line. Such a one is given to Pango once,
its first line indented, and where there is room for all of it, that is all. Replaced are `layout.inline.get_next_linebox`,
called once a line, and `layout.block.block_container_layout`, called once a block; they are not promised to stay, hence the
pin to one version in justify.py. What they give is what WeasyPrint gives, to the last digit.
"""

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TableCellBox, TextBox
from weasyprint.layout import block as blocks
from weasyprint.layout import inline

from bulletin.filing import pace
from bulletin.filing.lines import Broken, Paragraph, laid, plain

NEXT, BLOCK = inline.get_next_linebox, blocks.block_container_layout
USUAL = {"position": "static", "max_lines": "none", "continue": "auto", "box_decoration_break": "slice"}
SLACK = 1 + 1e-9  # of a width, against errors of floating point
_latest: list[tuple[Any, Paragraph]] = []  # the last one, with its box


def install() -> None:
    """Have WeasyPrint lay lines so."""
    inline.get_next_linebox = get_next_linebox
    blocks.block_container_layout = block_container_layout


def block_container_layout(
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: Any,
    page_is_empty: bool,
    absolute_boxes: Any,
    fixed_boxes: Any,
    adjoining_margins: list[float] | None,
    *more: Any,
    **named: Any,
) -> Any:
    """WeasyPrint's function of this name: a block with all in it, as far as there is room."""
    if (
        skip_stack is None
        and not any(more)
        and not any(named.values())
        and _simple(box)
        and not context.excluded_shapes
    ):
        above = [] if adjoining_margins is None else adjoining_margins
        made = _whole(context, box, bottom_space, [*above, box.margin_top])
        if made:
            above.append(box.margin_top)
            page = None if isinstance(box, TableCellBox) else made.page_values()[1]
            return made, None, {"break": "any", "page": page}, [], False, None
    return BLOCK(
        context,
        box,
        bottom_space,
        skip_stack,
        page_is_empty,
        absolute_boxes,
        fixed_boxes,
        adjoining_margins,
        *more,
        **named,
    )


def _simple(box: Any) -> bool:
    """Whether a block is a paragraph or a cell of plain text, whose height is that of its lines."""
    state = box.style.__dict__
    if "usual" not in state:
        state["usual"] = all(box.style[name] == value for name, value in USUAL.items())
    return (
        state["usual"]
        and len(box.children) == 1
        and type(box) in (BlockBox, TableCellBox)
        and type(box.children[0]) is LineBox
        and box.height == "auto"
        and not box.first_line_style
        and not box.first_letter_style
        and not box.force_fragmentation
        and _bare(box.children[0])
    )


def _whole(context: Any, box: Any, bottom_space: float, margins: list[float]) -> Any:
    """A simple block with all its lines; None if there is no room for them, or a word must be cut."""
    collapses, margin = box.top_margin_collapses(), blocks.collapse_margin(margins)
    position_y = box.position_y + margin if collapses else box.content_box_y() + (margin - box.margin_top)
    lines, bottom = [], box.border_bottom_width + box.padding_bottom
    for line in _lines(context, box, position_y):
        last = line and line.resume_at is None
        if line is None or context.overflows_page(bottom_space, line.position_y + line.height + bottom * bool(last)):
            return None
        lines.append(line)
    box.position_y += margin - box.margin_top
    made = box.copy_with_children(lines)
    made.height = max(0, lines[-1].position_y + lines[-1].height - made.content_box_y())
    made.height = max(min(made.height, made.max_height), made.min_height)
    return made


def _lines(context: Any, box: Any, position_y: float) -> Iterator[Any]:
    """The lines of a simple block; None if one cannot be had."""
    (line,) = box.children
    line.position_x, line.position_y = box.content_box_x(), position_y
    pace.resolve_percentages(line, box)
    inline.resolve_one_percentage(line, "text_indent", box.width)
    rest = None
    while True:
        made, rest = _next(context, line, position_y, _skipped(rest), box) or (None, None)
        if made:
            made.resume_at, position_y = rest, made.position_y + made.height
            line.text_indent = 0
        yield made
        if rest is None:
            return


def get_next_linebox(
    context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, block: Any, *more: Any
) -> Any:
    """WeasyPrint's function of this name: the next line of a paragraph, and where the one after it begins."""
    if not context.excluded_shapes and not any(more[2:]) and _bare(box):
        made = _next(context, box, position_y, _skipped(skip_stack), block)
        if made:
            return made
    return NEXT(context, box, position_y, bottom_space, skip_stack, block, *more)


def _bare(box: Any) -> bool:
    """Whether a paragraph is one plain text."""
    if "bare" not in box.__dict__:
        box.bare = len(box.children) == 1 and type(box.children[0]) is TextBox and _plain(box.children[0])
    return box.bare  # type: ignore[no-any-return]


def _plain(text: Any) -> bool:
    words = text.text.split(" ")
    return all(words) and plain("".join(words), text.style) and bool(text.is_in_normal_flow())


def _skipped(skip_stack: Any) -> int:
    """How many bytes of the text stand in lines before."""
    skip: int = next(iter((skip_stack or {}).get(0) or {0: None}))
    return skip


def _next(context: Any, box: Any, position_y: float, skip: int, block: Any) -> Any:
    """A line of a bare paragraph, and where the next one begins; None if a word must be cut, or a blank hidden."""
    (text,) = box.children
    box.position_y, box.width, box.height = position_y, 0, 0
    box.position_x, _, wide = pace.avoid_collisions(context, box, block, outer=False)
    text.position_x, text.position_y = box.position_x + box.text_indent, position_y
    end = (box.position_x + wide) * SLACK
    found = _broken(text, skip, end - text.position_x, end - box.position_x)
    if not found or text.position_x + found.width > end or (found.after is not None and " " in text.text):
        return None
    pace.resolve_percentages(text, block)
    line = box.copy_with_children([_piece(text, found)])
    line.width = text.position_x + found.width - line.content_box_x()
    inline._adjust_line_height(line)
    box.width, box.height = line.width, line.height
    _place(line, inline.text_align(context, line, wide, last=found.after is None), position_y)
    return line, None if found.after is None else {0: {skip + found.after: None}}


def _broken(text: Any, skip: int, width: float, further: float) -> Broken | None:
    """A line of a text, which has `width`, and those after it `further`."""
    if text.style["white_space"] == "nowrap":
        width = further = inf
    box, paragraph = _latest[0] if _latest else (None, None)
    if paragraph is None or box is not text or paragraph.width_at(skip) != width:
        paragraph = laid(text.text, text.style, width, further) if not skip else _rest(text, width, further, skip)
        _latest[:] = [(text, paragraph)]
    found = paragraph.lines.get(paragraph.size + paragraph.skip - skip)
    return found if found and found.width <= width else None


def _rest(text: Any, width: float, further: float, skip: int) -> Paragraph:
    """What of a text stands after a word that was cut, or in a page of another width."""
    paragraph = Paragraph(text.text.encode()[skip:].decode(), text.style, width, further, skip)
    paragraph.lay(paragraph.text)
    return paragraph


def _piece(text: Any, found: Broken) -> Any:
    """What stands in the line: its margins make it as high as a line of its style."""
    piece = text.copy_with_text(found.line.text)
    piece.width, piece.height, piece.pango_layout = found.width, found.height, found.line
    piece.margin_top = piece.margin_bottom = (pace.strut(text.style)[0] - found.height) / 2
    piece.baseline = found.baseline + piece.margin_top
    return piece


def _place(line: Any, offset: float, position_y: float) -> None:
    """The text on the baseline of its line, and the line in its place."""
    (piece,) = line.children
    piece.position_y, own = 0 - piece.baseline, 0 - line.baseline
    top = min(own, piece.position_y)
    bottom = max(own + line.margin_height(), piece.position_y + piece.margin_height())
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset, position_y - top)
    line.position_y = position_y
