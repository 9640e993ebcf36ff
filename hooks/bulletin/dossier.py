"""The dossier of a bulletin: every page of the site that is about this bulletin alone, made together and kept together.

A brief is all that goes into it, so that what a dossier is made of can be told from its name: the bulletin, its editions,
its neighbours in the list, what only all bulletins together tell of it, and the frame of its pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.addresses import quoted
from bulletin.findings import Words
from bulletin.kept import Kept
from bulletin.leaves import Leaves
from bulletin.model import Bulletin
from bulletin.opendata import rows
from bulletin.sets import Sets
from bulletin.web.frame import Frame, specimen
from bulletin.web.page import leaves, neighbours
from bulletin.web.portal import Page, Portal

MAP = ".map"  # not published: what the map of the site needs of it


class Neighbour(NamedTuple):
    """What a page says of the one before or after it in the list."""

    address: str
    title: str
    id: str
    date: object


class Setting(NamedTuple):
    """What all dossiers of a site have in common: a portal (its bulletins are left out), the site's name, and the frames
    by the addresses of their specimens.
    """

    portal: Portal
    name: str
    frames: Mapping[str, Frame]

    @property
    def key(self) -> bytes:
        """All of it, in one form."""
        return self.portal.site.key + repr((self.portal.origin, self.name, sorted(self.frames.items()))).encode()


class Brief(NamedTuple):
    """All that goes into a dossier beside the setting; `size` are the bytes of the notice."""

    one: Bulletin
    chain: tuple[Bulletin, ...]
    newer: Neighbour | None
    older: Neighbour | None
    last: bool
    counted: bool
    size: int | None

    @property
    def facts(self) -> bytes:
        """What it is without its place in the list and its notice, in one form."""
        chain = [each.written for each in self.chain]
        return repr((self.one.written, chain, self.last, self.counted)).encode()

    @property
    def key(self) -> bytes:
        """All of it, in one form."""
        return self.facts + repr((self.newer, self.older, self.size)).encode()

    @property
    def survey(self) -> rows.Survey:
        """What all bulletins tell of this one."""
        here = [self.one.address]
        return rows.Survey(
            {self.one.address: list(self.chain)}, frozenset(here * self.last), frozenset(here * self.counted)
        )


def briefs(portal: Portal) -> Iterator[Brief]:
    """The brief of every bulletin, the newest first, samples last."""
    known = rows.survey(portal.bulletins, portal.site)
    for one, (newer, older) in neighbours(portal):
        chain = known.chains[one.address]
        yield Brief(
            one,
            tuple(chain),
            _neighbour(newer, chain),
            _neighbour(older, chain),
            one.address in known.last,
            one.address in known.counted,
            portal.sizes.get(one.path),
        )


def dossier(brief: Brief, setting: Setting) -> dict[str, bytes]:
    """The files by their paths; one whose name begins with a dot is for this program."""
    one = brief.one
    portal = setting.portal.among(list(brief.chain), {one.path: brief.size} if brief.size else {})
    pages = list(leaves(portal, one, (brief.newer, brief.older)))
    files = {f"{page.address}.html": framed(page, setting) for page in pages}
    listed = "\n".join(f"{page.address}.html {page.changed}" for page in pages if page.listed)
    return files | {MAP: listed.encode()}


def framed(page: Page, setting: Setting) -> bytes:
    """A page in the frame of its depth."""
    canonical = setting.portal.canonical(page.address)
    head = setting.portal.head(page, setting.name, page.title, page.description, canonical)
    return setting.frames[specimen(page.address)].page(head, page.html, canonical or quoted(f"{page.address}.html"))


def mapped(leaves: Leaves) -> Iterator[tuple[str, str]]:
    """The pages of a dossier that search engines may list, each with its day."""
    for line in leaves[MAP].read().decode().splitlines():
        path, _, day = line.partition(" ")
        yield path, day


def dossiers(found: Sequence[Brief], setting: Setting, kept: Kept) -> list[Leaves]:
    """The dossier of every brief."""
    made = Sets("dossier", dossier, lambda _, leaves: list(mapped(leaves)), Words("制作网页", "pages"))
    return made.of([(brief.key, brief) for brief in found], setting, kept)


def _neighbour(one: Bulletin | None, near: list[Bulletin]) -> Neighbour | None:
    """None for one that is near for another reason."""
    known = one is None or any(one is other for other in near)
    return None if known or one is None else Neighbour(one.address, one.title, one.id, one.date)
