"""The bureaus of a portal out of many repositories: how each stands, and a list of its bulletins."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin import addresses, ledger
from bulletin.model import Bulletin
from bulletin.site import Bureau
from bulletin.web import tags
from bulletin.web.lists import by_year, calendar, leaves
from bulletin.web.portal import Page, Portal

SHOWN = 10  # bureaus on the home page


class Standing(NamedTuple):
    """A bureau (None for the portal's own bulletins) with its bulletins, the newest first, and their figures together."""

    bureau: Bureau | None
    name: str
    bulletins: list[Bulletin]
    total: ledger.Total | None


def standings(portal: Portal) -> list[Standing]:
    """Of every bureau, in the order of the settings; the portal itself comes first if it has bulletins of its own."""
    shared: dict[str, list[Bulletin]] = {}
    for one in portal.real:
        shared.setdefault(one.bureau, []).append(one)
    named = [
        (None, portal.site.name, shared.get("", [])),
        *((one, one.name, shared.get(one.name, [])) for one in portal.site.sources),
    ]
    return [
        Standing(bureau, name, bulletins, ledger.total(bulletins, portal.site))
        for bureau, name, bulletins in named
        if bureau or bulletins
    ]


def overview(portal: Portal) -> Iterator[Page]:
    """All bureaus with their figures; nothing on a site that has none."""
    if not portal.site.sources:
        return
    said = f"{portal.site.name}汇总的各部门整改情况。"
    for leaf in leaves(standings(portal), addresses.BUREAUS):
        html = portal.render("bureaus", leaf.address, leaf=leaf)
        title = leaf.titled("部门")
        yield Page(leaf.address, title, html, said, tags.column(portal.site, title, said))


def columns(portal: Portal) -> Iterator[Page]:
    """The page of every bureau: its figures, and its bulletins year by year."""
    for standing in standings(portal):
        if not standing.bureau:
            continue
        cut = leaves(standing.bulletins, standing.bureau.address)
        said = f"{standing.name}的整改情况通报，按年份排列。"
        for leaf in cut:
            facts = {"leaf": leaf, "standing": standing, "years": by_year(leaf.rows), "calendar": calendar(cut)}
            html = portal.render("bureau", leaf.address, **facts)
            title = leaf.titled(standing.name)
            meta = tags.column(portal.site, title, said)
            yield Page(leaf.address, title, html, said, meta, {}, standing.bureau.feed)
