"""The prose of a bulletin, made fit for paper: outline without gaps, pictures from beside it, links that lead somewhere."""

import re
from urllib.parse import urljoin

from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.regex import regex
from bulletin.site import Site

HEADING = regex(r"<h([1-6])([^<>]*)>(.*?)(?:</h\1>|\Z)", re.DOTALL)
NUMBERED = regex(r'class="l([1-4])"')
IMAGE = regex(r'(<img [^>]*?\bsrc=")([^"]*)')
LINK = regex(r' href="(?!#|[\w+.-]+:)([^"]*)"')


def on_paper(bulletin: Bulletin, site: Site) -> str:
    """The body as HTML for the notice, whose title is the one heading of the first level."""
    html = _outline(prose(bulletin))
    html = IMAGE.sub(r"\1picture:\2", html)
    return LINK.sub(lambda link: _link(link[1], site.page(bulletin)), html)


def _outline(html: str) -> str:
    """Headings of levels without a gap (ISO 14289-1, 7.4.2): their numbers (一、（一）1.（1）) say how they nest."""
    open_levels: list[int] = []

    def renumber(heading: re.Match[str]) -> str:
        number = NUMBERED.search(heading[2])
        level = int(number[1]) + 1 if number else max(2, int(heading[1]))
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        name = f"h{min(6, len(open_levels) + 1)}"
        return f"<{name}{heading[2]}>{heading[3]}</{name}>"

    return HEADING.sub(renumber, html)


def _link(target: str, page: str) -> str:
    """A link within the site leads to the published page; where the site has no address yet, to nowhere."""
    return f' href="{urljoin(page, re.sub(r"[.]md(?=#|$)", ".html", target))}"' if page else ""
