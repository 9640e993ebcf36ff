"""The dossier of a bulletin: every file of the site that is about this bulletin alone, made together and kept together.

A brief is all that goes into it, so that what a dossier is made of can be told from its name: the bulletin, its editions,
its neighbours in the list, what only all bulletins together tell of it, and the frame of its pages.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.addresses import quoted
from bulletin.findings import Words
from bulletin.kept import FORGED, Kept, Leaf
from bulletin.model import Bulletin
from bulletin.opendata import rows, singles
from bulletin.web.frame import Frame, specimen
from bulletin.web.page import leaves, neighbours
from bulletin.web.portal import Page, Portal
from bulletin.web.search import Findable, findable
from bulletin.workers import spread

FOUND, MAP = ".found", ".map"  # not published: what the index of the search and the map of the site need of it


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
        site, origin = self.portal.site, self.portal.origin
        return repr((site, site._address, origin, self.name, sorted(self.frames.items()))).encode()


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
    def key(self) -> bytes:
        """All of it, in one form."""
        chain = [each.address for each in self.chain]
        return repr((self.one.written, chain, *(each.written for each in self.chain), *self[2:])).encode()


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
    """The files by their paths; those whose names begin with a dot are for this program."""
    one, chain = brief.one, list(brief.chain)
    portal = setting.portal.among(chain, {one.path: brief.size} if brief.size else {})
    pages = list(leaves(portal, one, (brief.newer, brief.older)))
    files = {f"{page.address}.html": framed(page, setting) for page in pages}
    known = rows.Survey(
        {one.address: chain}, frozenset([one.address] * brief.last), frozenset([one.address] * brief.counted)
    )
    findable_, text = findable(one, portal.site)
    listed = "\n".join(f"{page.address}.html {page.changed}" for page in pages if page.listed)
    hidden = {FOUND: json.dumps(findable_, ensure_ascii=False).encode(), MAP: listed.encode()}
    return files | dict(singles(one, known, portal.site)) | dict([text]) | hidden


def framed(page: Page, setting: Setting) -> bytes:
    """A page in the frame of its depth."""
    canonical = setting.portal.canonical(page.address)
    head = setting.portal.head(page, setting.name, page.title, page.description, canonical)
    return setting.frames[specimen(page.address)].page(head, page.html, canonical or quoted(f"{page.address}.html"))


def found(leaves: Iterable[Leaf]) -> Findable:
    """What the index of the search holds of a bulletin, out of its dossier."""
    name, pairs, sample = json.loads(_hidden(leaves, FOUND))
    return Findable(str(name), str(pairs), bool(sample))


def mapped(leaves: Iterable[Leaf]) -> Iterator[tuple[str, str]]:
    """The pages of a dossier that search engines may list, each with its day."""
    for line in _hidden(leaves, MAP).decode().splitlines():
        path, _, day = line.partition(" ")
        yield path, day


def make(common: tuple[Kept, Setting], job: tuple[str, Brief]) -> list[Leaf]:
    """Make a dossier and keep it under its name."""
    kept, setting = common
    name, brief = job
    return kept.put_files(name, dossier(brief, setting))


def dossiers(found: Sequence[Brief], setting: Setting, kept: Kept) -> list[list[Leaf]]:
    """The dossier of every brief, from among those kept where it is there."""
    names = [kept.name("dossier", setting.key, brief.key) for brief in found]
    there = {name: _readable(kept.files(name)) for name in names}
    missing = [(name, brief) for name, brief in zip(names, found, strict=True) if there[name] is None]
    made = spread(make, (kept, setting), missing, Words("制作网页", "pages"), few=10)
    there |= {name: leaves for (name, _), leaves in zip(missing, made, strict=True)}
    return [there[name] or [] for name in names]


def _readable(leaves: list[Leaf] | None) -> list[Leaf] | None:
    """A dossier in which what is for this program is of its form."""
    try:
        return leaves if leaves and found(leaves).name and any(leaf.path == MAP for leaf in leaves) else None
    except FORGED:
        return None


def _hidden(leaves: Iterable[Leaf], path: str) -> bytes:
    return {leaf.path: leaf.file for leaf in leaves}[path].read_bytes()


def _neighbour(one: Bulletin | None, near: list[Bulletin]) -> Neighbour | None:
    """None for one that is near for another reason."""
    known = one is None or any(one is other for other in near)
    return None if known or one is None else Neighbour(one.address, one.title, one.id, one.date)
