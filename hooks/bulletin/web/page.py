"""Bulletins -> the pages of the portal, as HTML that any site generator can put into its frame.

Every link is relative and ends in `.html`, so that the site works in a sub-folder, from a USB stick and over file://.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from bulletin import approval, digest, ledger, phrases
from bulletin.addresses import issue_address, moved
from bulletin.changes import between
from bulletin.model import Bulletin, Issue
from bulletin.opendata.feeds import issuer_path
from bulletin.prose import prose
from bulletin.regex import regex
from bulletin.site import Site
from bulletin.web import bureaus, columns, lists, tags
from bulletin.web.portal import Page, Portal
from bulletin.witnesses import selfcheck

SPOT = regex(r'id="(s-[0-9a-f]{8}(?:-\d+)?)"')  # the sentences that anchors.py found
ISSUE = regex(r'id="issue-([^"]*)"')  # the heading of one
Beside = tuple[Any, Any]  # the neighbours before and after; None at either end


def pages(
    bulletins: Iterable[Bulletin], site: Site, sizes: Mapping[str, int] | None = None, origin: str = ""
) -> Iterator[Page]:
    """The pages over all bulletins, then every bulletin, and every issue of a register.

    `sizes` are the bytes of the PDFs by the path of their bulletin; a bulletin without one gets a link without a size.
    `origin` is the address of the site, where it is known.
    """
    portal = Portal(ledger.newest_first(bulletins), site, sizes or {}, origin)
    yield from (sheet.make() for sheet in over_all(portal, lists.Rows(portal)))
    for one, beside in neighbours(portal):
        yield from leaves(portal, one, beside)


def over_all(portal: Portal, known: lists.Rowed) -> Iterator[lists.Sheet]:
    """The pages over all bulletins."""
    for address, column in columns.COLUMNS.items():
        yield lists.Sheet(address, partial(column, portal))
    yield from lists.overview(portal, known)
    yield from lists.outstanding(portal, known)
    for page in (*bureaus.overview(portal), *bureaus.columns(portal)):
        yield lists.Sheet(page.address, page._replace)


def leaves(portal: Portal, one: Bulletin, beside: Beside) -> Iterator[Page]:
    """The page of a bulletin, and that of every issue of its register."""
    yield _bulletin(portal, one, beside)
    texts = _sections(prose(one)) if one.issues else {}
    for issue, around in _neighbours(one.issues):
        yield _issue(portal, one, issue, texts.get(issue.id, ""), around)


def neighbours(portal: Portal) -> Iterator[tuple[Bulletin, Beside]]:
    """Every bulletin with those before and after it in the list, samples among themselves."""
    yield from _neighbours(portal.real)
    yield from _neighbours(portal.samples)


def _neighbours(items: Iterable[Any]) -> Iterator[tuple[Any, Beside]]:
    listed = list(items)
    for place, item in enumerate(listed):
        before = listed[place - 1] if place else None
        yield item, (before, listed[place + 1] if place + 1 < len(listed) else None)


def _bulletin(portal: Portal, one: Bulletin, beside: Beside) -> Page:
    chain = portal.chains[one.address]
    before = ledger.before(one, {each.id: each for each in chain})
    table = selfcheck.table(one, portal.site)
    text = prose(one, partial(_standing, portal, one), table.spots if table else ())
    html = portal.render(
        "bulletin",
        one.address,
        bulletin=one,
        counts=ledger.counts(one, portal.site),
        chain=chain,
        before=before,
        after=ledger.after(one, chain),
        changes=between(before, one, portal.site) if before and one.state != "withdrawn" else None,
        newer=beside[0],
        older=beside[1],
        prose=Markup(text),  # noqa: S704 - raw HTML was turned into text by prose()
        anchored={issue.id for issue in one.issues if f'id="issue-{issue.id}"' in text},
        table=table,
        spots=set(SPOT.findall(text)),
        themes=_themes(one),
        approved=approval.told(one) if portal.site.approval.shown else "",
        label=digest.LABEL,
        digest=digest.groups(digest.digest(one)),
        size=phrases.size(portal.sizes[one.path]) if one.path in portal.sizes else "",
    )
    said = _said(portal, one)
    meta, about = tags.article(portal.site, one, None, said), tags.report(one, said)
    return Page(one.address, one.title or one.id, html, said, meta, about, issuer_path(one.issuer))


def _issue(portal: Portal, one: Bulletin, issue: Issue, text: str, beside: Beside) -> Page:
    address = issue_address(one, issue)
    html = portal.render(
        "issue",
        address,
        bulletin=one,
        issue=issue,
        done=Markup(moved(text, one.address, address)),  # noqa: S704 - as above
        history=ledger.history(issue, portal.chains[one.address]),
        previous=beside[0],
        following=beside[1],
    )
    said = f"{issue.title}（{one.title}）"
    meta, about = tags.article(portal.site, one, issue, said), tags.part(one, issue)
    return Page(address, f"{issue.id} {issue.title}", html, said, meta, about, issuer_path(one.issuer))


def _standing(portal: Portal, one: Bulletin, issue: Issue) -> ElementTree.Element | None:
    """The status at the heading of an issue; nothing where none was published, which is said once above the text."""
    if not issue.status:
        return None
    return ElementTree.fromstring(f'<span class="beside">{portal.marks().standing(one, issue)}</span>')  # noqa: S314 - our own template


def _said(portal: Portal, one: Bulletin) -> str:
    """What a search engine or a shared link shows of a bulletin."""
    figures, noun = ledger.counts(one, portal.site), "问题" if one.inspection else ""
    said = phrases.sentence(figures, noun, phrases.day(one.as_of), portal.site) if figures else one.title
    return f"【{one.mark}】{said}" if one.mark else said


def _themes(bulletin: Bulletin) -> list[tuple[str, list[Issue]]]:
    """The register in the order in which it is written, neighbours of one theme together."""
    return [(theme, list(issues)) for theme, issues in groupby(bulletin.issues, lambda issue: issue.theme)]


def _sections(html: str) -> dict[str, str]:
    """What the text says under the heading of each issue, without the heading, by the ids of the issues."""
    parts = re.split(r"(?=<h[1-6][ >])", html)
    found: dict[str, str] = {}
    for start, part in enumerate(parts):
        if (named := ISSUE.search(part.split(">", 1)[0])) and named[1] not in found:
            end = next((spot for spot in range(start + 1, len(parts)) if parts[spot][2] <= part[2]), len(parts))
            found[named[1]] = re.sub(r"^<h\d.*?</h\d>", "", "".join(parts[start:end]), flags=re.DOTALL).strip()
    return found
