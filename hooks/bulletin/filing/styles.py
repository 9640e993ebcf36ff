"""Computed styles, for WeasyPrint 70.0: one for all elements, of all notices, to which the same declarations apply.

WeasyPrint shares a style among the elements of a document, and computes it anew in the next one, and for each that has an
id; and it puts the declarations of a rule together anew for each element. What follows from a style alone (pace.py: lengths,
the height of a line; lines.py: a layout of Pango's) is kept with it, so that it, too, is had once. Replaced are
`css.StyleFor.__init__`, called once for each document, and `set_computed_styles`, called once for each style; they are not
promised to stay, hence the pin to one version in justify.py.
"""

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint import css

BEGIN, SET = css.StyleFor.__init__, css.StyleFor.set_computed_styles
SHEETS = 2  # the precedence of the sheets that all notices have; what is written in one of them comes after


def install() -> None:
    """Have WeasyPrint compute styles so."""
    css.StyleFor.__init__, css.StyleFor.set_computed_styles = begin, set_computed_styles


class Cascade(dict[str, Any]):
    """What the sheets of all notices declare for some elements, each declaration with its weight: the same for all of them."""


def begin(style_for: Any, html: Any, sheets: Any, hints: bool, fonts: Any, target_collector: Any) -> None:
    """WeasyPrint's constructor: the styles of all elements, each after that of its parent, then those of what it makes."""
    if hints or any(sheet.layers or origin == "author" or weight for sheet, origin, weight in sheets):
        BEGIN(style_for, html, sheets, hints, fonts, target_collector)
        return
    style_for._sheets, style_for.font_config, style_for.initial_page_sizes = sheets, fonts, {"box": None, "area": None}
    style_for._cascaded_styles, style_for._computed_styles = cascaded, computed = dict[Any, Any](), dict[Any, Any]()
    known, own, alike = fonts.__dict__.setdefault("cascades", {}), _own(html), dict[Any, Any]()
    given = {"root": html.etree_element, "base_url": html.base_url, "target_collector": target_collector}
    for wrapper in html.wrapper_element.iter_subtree():
        element, parent = wrapper.etree_element, wrapper.parent.etree_element if wrapper.parent else None
        _named(wrapper, element)
        parts = _cascades(wrapper, sheets, known)
        cascaded.update({(element, kind): part for kind, part in parts.items()})
        key = id(computed.get((parent, None))), id(parts)
        if element in own:
            cascaded[element, None] = _with(own[element], parts.get(None, {}))
            style_for.set_computed_styles(element, parent, **given)
        elif key in alike:
            computed[element, None] = alike[key]
        else:
            style_for.set_computed_styles(element, parent, **given)
            alike[key] = computed[element, None]
    for element, kind in [each for each in cascaded if each[1]]:
        style_for.set_computed_styles(element, element, pseudo_type=kind, **given)
    cascaded.clear()


def _named(wrapper: Any, element: Any) -> None:
    """Tell a wrapper what its rules are looked up by, which it would take apart piece by piece."""
    if "{" not in element.tag:
        found = {"namespace_url": "", "local_name": element.tag, "id": element.get("id")}
        wrapper.__dict__.update(found, classes=set(element.get("class", "").split()))


def _own(html: Any) -> dict[Any, dict[str, Any]]:
    """What elements declare in their attributes: style, language and id."""
    own: dict[Any, dict[str, Any]] = {}
    for specificity, element, declarations, base_url in css.find_style_attributes(
        html.etree_element, False, html.base_url
    ):
        _declare(
            own.setdefault(element, {}), "author", specificity, css.preprocess_declarations(base_url, declarations)
        )
    return own


def _cascades(element: Any, sheets: Any, known: dict[Any, Any]) -> dict[str | None, Cascade]:
    """What the sheets declare for an element, and for what it makes: made once for each set of rules."""
    rules = [(origin, *rule) for sheet, origin, _ in sheets for rule in sheet.matcher.match(element)]
    key = tuple([id(rule[4]) for rule in rules])
    if key not in known:
        parts: dict[str | None, Cascade] = {}
        for origin, specificity, _, kind, (declarations, _) in rules:
            _declare(parts.setdefault(kind, Cascade()), origin, specificity, declarations)
        known[key] = parts, rules  # which keeps the rules, so that nothing else gets their place in memory
    return known[key][0]  # type: ignore[no-any-return]


def _declare(style: dict[str, Any], origin: str, specificity: Any, declarations: Any) -> None:
    for name, value, importance in declarations:
        weight = css.declaration_precedence(origin, importance), inf, specificity
        if name not in style or style[name][1] <= weight:
            style[name] = value, weight


def _with(own: dict[str, Any], rules: dict[str, Any]) -> dict[str, Any]:
    """The declarations of an element with those of its rules, the heavier of two."""
    return own | {name: rule for name, rule in rules.items() if name not in own or own[name][1] <= rule[1]}


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
    return type(cascaded) is Cascade or all(
        weight[0] <= SHEETS or name in ("lang", "anchor") for name, (_, weight) in cascaded.items()
    )


def _declared(cascaded: Any) -> Iterator[Any]:
    """The declarations that apply, each with its weight."""
    if type(cascaded) is Cascade:
        yield id(cascaded)
        return
    for name, (value, (precedence, layer, specificity)) in cascaded.items():
        if name != "anchor":
            yield from (name, value if name == "lang" else id(value), precedence, layer, *specificity)


def _anchored(base: Any, cascaded: Any) -> Any:
    """A style with an anchor of its own, which nothing below it inherits."""
    style = base.copy()
    style.__dict__ |= {"anonymous_style": base.anonymous_style} | base.__dict__ | {"cascaded": cascaded}
    style.pop("anchor", None)
    return style
