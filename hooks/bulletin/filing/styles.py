"""Computed styles, for WeasyPrint 70.0: one for all elements, of all notices, to which the same declarations apply.

WeasyPrint shares a style among the elements of a document, and computes it anew in the next one, and for each that has an
id. What follows from a style alone (pace.py: lengths, the height of a line; lines.py: a layout of Pango's) is kept with it,
so that it, too, is had once. Replaced is `css.StyleFor.set_computed_styles`, called once for each style; it is not promised
to stay, hence the pin to one version in justify.py.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import css

SET = css.StyleFor.set_computed_styles
SHEETS = 2  # the precedence of the sheets that all notices have; what is written in one of them comes after


def install() -> None:
    """Have WeasyPrint compute styles so."""
    css.StyleFor.set_computed_styles = set_computed_styles


def set_computed_styles(
    style_for: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """WeasyPrint's method of this name: the style of an element, kept with the fonts that it is for."""
    computed, cascaded = (
        style_for.get_computed_styles(),
        style_for.get_cascaded_styles().get((element, pseudo_type), {}),
    )
    above, top = (getattr(computed.get((each, None)), "base", None) for each in (parent, root))
    if not _lasting(cascaded) or (parent is not None and above is None):
        SET(style_for, element, parent, root, pseudo_type, base_url, target_collector)
        return
    fonts = style_for.font_config
    known, key = fonts.__dict__.setdefault("styles", {}), (id(above), pseudo_type, base_url, *_declared(cascaded))
    if key not in known:  # what is kept holds all that its key names, so that nothing else gets its place in memory
        top = css.InitialStyle(fonts) if above is None else top
        plain = {name: value for name, value in cascaded.items() if name != "anchor"}
        known[key] = css.ComputedStyle(above, plain, pseudo_type, top, base_url, fonts, style_for.initial_page_sizes)
        known[key].base = known[key]
    style = known[key]
    if "anchor" in cascaded:
        style = _anchored(style, cascaded)
        if target_collector:
            target_collector.collect_anchor(style["anchor"])
    computed[element, pseudo_type] = style


def _lasting(cascaded: Any) -> bool:
    """Whether what applies to an element is what its sheets say, its language and its id apart."""
    return all(weight[0] <= SHEETS or name in ("lang", "anchor") for name, (_, weight) in cascaded.items())


def _declared(cascaded: Any) -> Iterator[Any]:
    """The declarations that apply, each with its weight."""
    for name, (value, (precedence, layer, specificity)) in cascaded.items():
        if name != "anchor":
            yield from (name, value if name == "lang" else id(value), precedence, layer, *specificity)


def _anchored(base: Any, cascaded: Any) -> Any:
    """A style with an anchor of its own, which nothing below it inherits."""
    style = base.copy()
    style.__dict__ |= {"anonymous_style": base.anonymous_style} | base.__dict__ | {"cascaded": cascaded}
    style.pop("anchor", None)
    return style
