"""A page that was written by hand: nothing in it runs, embeds, fetches from elsewhere or leads away by itself."""

import re
from collections.abc import Iterator
from html import unescape

from bulletin.findings import Finding, Words
from bulletin.front import shorten
from bulletin.load import Source
from bulletin.prose import FOLLOWED, SCHEME, SOMEBODY, UNSEEN
from bulletin.regex import regex
from bulletin.rules import RULES, at

TAG = regex(r"""<([a-z][^\s/<>"']*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)""", re.IGNORECASE)
ATTRIBUTE = regex(r"""(?<=[\s/"'])([^\s"'<>/=]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+)""")
ELEMENTS = regex(
    "script|i?frame|frameset|object|embed|applet|form|base|meta|link|style|svg|math|portal|template|button|dialog",
    re.IGNORECASE,
)
LEADS = {"href", "xlink:href", "action", "formaction", "cite", "longdesc"}
FETCHED = {"src", "srcset", "poster", "data", "background", "ping", "lowsrc", "dynsrc", "manifest", "icon", "profile"}
STYLED = regex(r"url|image|import|expression|behavio|binding|\\", re.IGNORECASE)  # it fetches so, or hides that
ADVICE = Words(
    "会执行、会取别处的内容，或者会把读者带走。请删去，改用 Markdown",
    "it runs, fetches from elsewhere or leads readers away. Take it out",
)


def written(name: str, html: str) -> Iterator[Finding]:
    """What is wrong with a page as it is to be published, before the theme is set around it."""
    for tag in TAG.finditer(html):
        said = ((one[1].lower(), UNSEEN.sub("", unescape(one[2].strip("\"'")))) for one in ATTRIBUTE.finditer(tag[2]))
        if ELEMENTS.fullmatch(tag[1]) or any(_acts(*one) for one in said):
            yield RULES["RB802"].find(Source(name), at(code=shorten(f"{tag[0]}>", 24), advice=ADVICE))


def _acts(name: str, value: str) -> bool:
    """An attribute that does something, by what a browser makes of it: entities and blanks hide nothing."""
    if name in LEADS:
        return _scheme(value) not in FOLLOWED or bool(SOMEBODY.match(value))
    if name in FETCHED:
        return any(_scheme(each) for each in value.split(","))
    return name.startswith("on") or (name == "style" and bool(STYLED.search(value)))


def _scheme(address: str) -> str:
    found = SCHEME.match(address)
    return found[0].lower() if found else ""
