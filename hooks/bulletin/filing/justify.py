"""Chinese justification for WeasyPrint 70.0, which spreads the slack of a line over its spaces only.

Chinese has none, so its paragraphs would end ragged. CSS Text 3, 7.3 («auto», inter-character) wants the slack between
the characters; that is done here for every gap with a Chinese character at one of its sides, so that 2023, G341 and
e-mail addresses stay whole, and so do —— and ……. Two things of WeasyPrint are used that it does not promise, hence
the pin to one version: `layout.inline.justify_line`, called once a line, which is replaced, and
`text.line_break.Layout`, whose first line is read when its text is drawn, which is subclassed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline

from bulletin.prose import CHINESE
from bulletin.regex import regex

VERSION = "70.0"
GAP = regex(rf"(?:(?<= )|(?<=\u00a0)|(?<={CHINESE})(?![ \u00a0])|(?<=[^ \u00a0])(?={CHINESE}))(?<!^)(?!$)")
WHOLE = regex(r"(?<=[—…])(?=[—…])")
PURE = regex(rf"(?:(?![—…]){CHINESE})+")
WIDEST = 0.5  # of an em. A line that would be torn wider apart (before a long address, say) is better left short


def install() -> None:
    """Make WeasyPrint justify Chinese; refuses a version that this was not measured with."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(f"justify.py knows WeasyPrint {VERSION}, not {weasyprint.__version__}")
    inline.justify_line = justify_line


def gaps(text: str) -> list[int]:
    """The places in a line that take slack: indices of the characters that a gap comes before."""
    if PURE.fullmatch(text):
        return list(range(1, len(text)))
    whole = {match.start() for match in WHOLE.finditer(text)}
    return [match.start() for match in GAP.finditer(text) if match.start() not in whole]


def justify_line(_context: Any, line: Any, slack: float) -> None:
    """Spread `slack` (px) evenly over the gaps of a line; the name and the arguments are WeasyPrint's."""
    leaves = list(_leaves(line))
    text = "".join(leaf.text if isinstance(leaf, TextBox) else "\ufffc" for leaf in leaves)
    places = set(gaps(text))
    if not places or (gap := slack / len(places)) > WIDEST * line.style["font_size"]:
        return
    start, shift = 0, 0.0
    for leaf in leaves:
        length = len(leaf.text) if isinstance(leaf, TextBox) else 1
        ends = [index for index in range(length) if start + index + 1 in places]
        if isinstance(leaf, TextBox):
            leaf.position_x += shift
            leaf.width += gap * len(ends)
            starts = frozenset(_bytes(leaf.text, ends))
            leaf.pango_layout = leaf.pango_layout.spread(starts, gap)
        else:
            leaf.translate(shift, 0)
        start, shift = start + length, shift + gap * len(ends)
    _fit(line)


def _bytes(text: str, places: list[int]) -> Iterable[int]:
    """Where the characters at some places begin in UTF-8, which has three bytes for nearly every Chinese one."""
    if min(text) >= "\u0800" and max(text) <= "\uffff":
        return [3 * place for place in places]
    return [len(text[:place].encode()) for place in places]


def _leaves(box: Any) -> Iterator[Any]:
    """The text boxes and atomic boxes of a line, in reading order."""
    for child in box.children:
        if isinstance(child, InlineBox):
            yield from _leaves(child)
        elif child.is_in_normal_flow():
            yield child


def _fit(box: Any) -> None:
    """Let inline boxes (a link, a strong word) span again what stands in them."""
    for child in box.children:
        if isinstance(child, InlineBox):
            _fit(child)
    inner = [child for child in box.children if child.is_in_normal_flow()]
    if inner and isinstance(box, InlineBox):
        box.position_x = inner[0].position_x - box.margin_left - box.border_left_width - box.padding_left
        box.width = inner[-1].position_x + inner[-1].margin_width() - inner[0].position_x
    elif inner and isinstance(box, LineBox):
        box.width = inner[-1].position_x + inner[-1].margin_width() - box.position_x
