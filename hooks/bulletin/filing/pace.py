"""What WeasyPrint 70.0 works out again and again, and gets the same: worked out once. No byte of a PDF changes by it.

A style is shared by the boxes of all elements to which the same rules apply, so that what follows from a style alone is
kept with it: lengths that are no percentages, the height of a line. Pages of one kind share their styles. The functions
replaced here are not promised to stay, hence the pin to one version in justify.py.
"""

from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pydyf
import weasyprint
from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import absolute, block, inline, page, percent, table
from weasyprint.layout import float as floating
from weasyprint.text import line_break

VALUE = css.ComputedStyle.__missing__
RESOLVE, STRUT = percent.resolve_percentages, line_break.strut
AVOID = floating.avoid_collisions
FLOWS = Box.is_in_normal_flow
PAGE_STYLES = page.set_page_type_computed_styles
SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
WIDTHS = tuple(f"border_{side}_width" for side in SIDES)
OWN = ("position", "float", "display", "page")  # decided in view of each other, or of what is around
ONLY = {  # what makes marks in a notice: items of lists, and the foot of the last page
    "marker": [("lower_local_name", "li"), ("lower_local_name", "summary")],
    **{mark: [("class", "foot")] for mark in ("footnote-call", "footnote-marker")},
    **{mark: [] for mark in ("note-call", "note-marker", "note-callback")},
}
PLAIN = (int, str, bool, type(None))  # what is counted, and names of it


def install() -> None:
    """Have WeasyPrint use these functions."""
    for module in (absolute, block, floating, inline, page, table):
        module.resolve_percentages = resolve_percentages
    for module in (block, floating, inline):
        module.avoid_collisions = avoid_collisions
    css.ComputedStyle.__missing__ = value_of
    Box.is_in_normal_flow = is_in_normal_flow
    Box.descendants = descendants
    pydyf.PDF.page_references = property(page_references)
    inline.strut = strut
    block.collapse_margin = collapse_margin
    page.copy = SimpleNamespace(deepcopy=copied)
    page.set_page_type_computed_styles = set_page_type_computed_styles
    _narrow(weasyprint.UA_STYLESHEET.matcher)


def _narrow(matcher: Any) -> None:
    """The rules for marks of lists and notes are for all elements, and make styles for each: for those that have any."""
    for entry in [each for each in matcher.other_selectors if each[3] in ONLY]:
        matcher.other_selectors.remove(entry)
        for kind, name in ONLY[entry[3]]:
            getattr(matcher, f"{kind}_selectors").setdefault(name, []).append(entry)


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Lengths of a box; those of a style without percentages are the same in every place."""
    style = box.style
    if "lengths" not in style.__dict__:
        style.lengths = _lengths(style)
    if style.lengths is None:
        RESOLVE(box, containing_block)
        return
    box.__dict__.update(style.lengths)
    if style["border_collapse"] == "collapse":  # then a cell may have its borders from its neighbours
        for name in WIDTHS:
            if not hasattr(box, name):
                setattr(box, name, style[name])


def _lengths(style: Any) -> dict[str, Any] | None:
    """Every length as `resolve_percentages` gives it; None where it depends on the box around."""
    lengths: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value != "auto" and getattr(value, "unit", None) != "px":
            return None
        lengths[name] = value if value == "auto" else value.value
        if value == "auto" and name in ("min_width", "min_height"):
            lengths[name] = 0
    if style["border_collapse"] != "collapse":
        lengths |= {name: style[name] for name in WIDTHS}
    return lengths if style["box_sizing"] == "content-box" else None


def value_of(style: Any, key: str) -> Any:
    """A property that is asked for the first time: where no rule sets it, inherited or as it is at first.

    That of a style with an anchor is that of the style without, which other notices have as well (styles.py).
    """
    base = style.__dict__.get("base", style)
    if base is not style and key != "anchor":
        value = style[key] = base[key]
        return value
    if key in style.cascaded or style.parent_style is None or key in OWN or key[:5] == "text_":
        return VALUE(style, key)
    if key in PHYSICAL_FUNCTIONS and any("inline" in each or "block" in each for each in style.cascaded):
        return VALUE(style, key)
    if key in INHERITED:
        value = style[key] = style.parent_style[key]
    elif key in INITIAL_VALUES and key not in INITIAL_NOT_COMPUTED:
        value = style[key] = INITIAL_VALUES[key]
    else:
        value = VALUE(style, key)
    return value


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box is neither a float, nor a footnote, nor placed apart."""
    state = box.style.__dict__
    if "flows" not in state:
        state["flows"] = FLOWS(box)
    return state["flows"]  # type: ignore[no-any-return]


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all in it, each before those in it; one that is placed apart for itself, or, with `placeholders`, as it is."""
    left = [box]
    while left:
        one = left.pop()
        if isinstance(one, Box):
            yield one
            left.extend(one.children[::-1])
        elif placeholders:
            yield from one.descendants(placeholders)
        else:
            yield one


def strut(style: Any) -> Any:
    """Height and baseline of an empty line."""
    if "strut" not in style.__dict__:
        style.strut = STRUT(style)
    return style.strut


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Place and width for a box beside what floats; where nothing does, those of the block around it."""
    if context.excluded_shapes or box.is_floated() or containing_block.style["direction"] == "rtl":
        return AVOID(context, box, containing_block, outer)
    left, width = containing_block.content_box_x(), containing_block.width
    if outer:
        return left, box.position_y, width
    left += box.margin_left
    right = left - box.margin_left + width - box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def collapse_margin(adjoining: list[float]) -> float:
    """What is left of margins that touch: the largest, less what is below nothing."""
    if not adjoining:
        return 0
    return max(0, *adjoining) + min(0, *adjoining)


def copied(state: Any) -> Any:
    """A copy of what is counted on a page: numbers and words, in lists, sets and dictionaries."""
    kind = type(state)
    if kind is dict:
        return {key: copied(value) for key, value in state.items()}
    if kind in (list, tuple, set):
        return kind([copied(value) for value in state])
    return state if kind in PLAIN else deepcopy(state)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """References to the pages; every element of the structure asks for one, and all are made for it."""
    kids = pdf.pages["Kids"]
    if "references" not in pdf.__dict__ or 3 * len(pdf.references) != len(kids):
        pdf.references = tuple(b"%d 0 R" % number for number in kids[::3])
    return pdf.references  # type: ignore[no-any-return]


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """The styles of a page and its margins: one set for all pages of a kind, unless a selector counts pages."""
    kinds = style_for.__dict__.setdefault("kinds", {})
    kind = page_type._replace(index=min(page_type.index, 1), groups=())
    if kind not in kinds or _counting(style_for):
        PAGE_STYLES(page_type, html, style_for)
        kinds[kind] = {pseudo: style for (one, pseudo), style in style_for._computed_styles.items() if one == page_type}
    for pseudo, style in kinds[kind].items():
        style_for._computed_styles[page_type, pseudo] = style


def _counting(style_for: Any) -> bool:
    """Whether any selector of pages says which one (:nth)."""
    rules = (rule for sheet, *_ in style_for._sheets for rule in sheet.page_rules)
    return any(selector[2].index is not None for _, selectors, _ in rules for selector in selectors)
