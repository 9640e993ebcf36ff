"""Where things stand on the site: paths without an ending, and the relative links between them."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from bulletin.model import Bulletin, Issue

HOME, LIST, OUTSTANDING, CHANGES = "index", "bulletins/index", "outstanding", "changes"
DATA, METHOD, SEARCH, BUREAUS = "data/index", "reading", "search", "bureaus"


def issue_address(bulletin: Bulletin, issue: Issue) -> str:
    """The page of an issue: `bulletins/2023/x/issue-1.1`."""
    return posixpath.join(bulletin.address, "issue-" + re.sub(r"[^\w.-]+", "-", issue.id))


def page_addresses(bulletin: Bulletin) -> Iterator[str]:
    """The pages of a bulletin: its own, and those of its issues."""
    yield bulletin.address
    yield from (issue_address(bulletin, issue) for issue in bulletin.issues)


def link(here: str, there: str, ending: str = ".html") -> str:
    """The relative address of a page or file, percent-encoded."""
    return _relative(there + ending, posixpath.dirname(here) or ".")


@lru_cache(maxsize=4096)
def _relative(path: str, folder: str) -> str:
    """Pages of one bulletin lie in one folder, and lead to the same places."""
    return quote(posixpath.relpath(path, folder))


def moved(html: str, old: str, new: str) -> str:
    """Relative links of a page set right for another address: a footnote of the text is found on the page of the text."""

    def move(match: re.Match[str]) -> str:
        name, target = match.groups()
        there = target if not target.startswith("#") else f"{posixpath.basename(old)}.html{target}"
        joined = posixpath.join(posixpath.dirname(old), there)
        return f'{name}="{posixpath.relpath(joined, posixpath.dirname(new))}"'

    return re.sub(r'\b(href|src)="(?![\w+.-]+:|/)([^"]+)"', move, html)


def quoted(path: str) -> str:
    """A path as it stands in an address, percent-encoded."""
    return quote(path)
