"""Which part of a web page is the article: what stands around it on every page of the site is left out."""

import re
from typing import Any

from bulletin.regex import regex

Element = Any  # of lxml

GONE = {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "button", "input", "textarea"}
AROUND = {"nav", "header", "footer", "aside"}
FURNITURE = regex(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|location|position|dqwz|foot|footer|head|header|top|bottom|sidebar|"
    r"share|bdsharebuttonbox|toolbar|fontsize|print|related|pager|paging|prev|next|copyright|qrcode|ewm|jiathis|ad|ads)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
ARTICLE = regex(
    r"(?:^|[\s_-])(?:TRS_Editor|trs_editor_view|UCAPCONTENT|zoom|zoomcon|article\w{0,8}|content\w{0,8}|news_?con\w{0,8}|"
    r"con_?text|pages_content|vsb_content\w{0,4}|detail\w{0,8}|xxgk_content|wzcon)(?:$|[\s_-])",
    re.IGNORECASE,
)
HEADLINE = regex(
    r"(?:^|[\s_-])(?:(?:arti(?:cle)?|news|con(?:tent)?|xl)?[_-]?(?:title|tit|biaoti|bt))(?:$|[\s_-])", re.IGNORECASE
)
UNSEEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HOLDERS = {"div", "article", "main", "section", "td", "ucapcontent", "center", "form", "table", "tbody", "tr"}
LONGEST = 120  # characters of a headline
MOST = 0.9  # of the text: what holds as much as that holds the article


def headline(root: Element) -> str:
    """The headline of the page: its h1, or what is named a title; empty if nothing is."""
    named = [one for one in root.iter("div", "p", "h2", "h3", "span", "td") if _named(one, HEADLINE)]
    for element in [*root.iter("h1"), *named]:
        words = "".join(element.itertext())
        if 6 <= len(words.strip()) <= LONGEST:
            return words
    return ""


def article(root: Element) -> Element:
    """The element that holds the article, with what is no text taken out of it."""
    body = root.find("body") if root.find("body") is not None else root
    for element in [*body.iter(*GONE)]:
        _take_out(element, body)
    weights = _weights(body)
    for element in [*body.iter()]:
        around = element.tag in AROUND or UNSEEN.search(element.get("style") or "") or _named(element, FURNITURE)
        if around and 2 * weights[element] < weights[body]:
            _take_out(element, body)
    weights = _weights(body)
    found = body
    for element in body.iter(*HOLDERS):
        named = element.tag in ("article", "main", "ucapcontent") or _named(element, ARTICLE)
        if (named and 2 * weights[element] > weights[body]) or weights[element] > MOST * weights[found]:
            found = element if weights[element] <= weights[found] else found
    return _unframed(found)


def _unframed(found: Element) -> Element:
    """A table is not divided: its cells lie side by side."""
    while found.tag in ("table", "tbody", "tr") and found.getparent() is not None:
        found = found.getparent()
    return found


def _named(element: Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(element.get(name) or "") for name in ("id", "class"))


def _take_out(element: Element, body: Element) -> None:
    if element is not body and element.getparent() is not None:
        element.drop_tree()  # what follows it stays


def _weights(body: Element) -> dict[Element, int]:
    """How much text each element holds, links not counted: those are of the furniture."""
    weights: dict[Element, int] = {}
    for element in reversed([*body.iter()]):
        own = 0 if element.tag == "a" else len((element.text or "").strip())
        for child in element:
            own += (0 if child.tag == "a" else weights.get(child, 0)) + len((child.tail or "").strip())
        weights[element] = own
    return weights
