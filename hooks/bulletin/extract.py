"""The extract of a bulletin: its data, and its lines in what is made of all bulletins. No theme and no neighbour changes it.

Lists, tables, feeds of deadlines and the index of the search are put together out of extracts, so that after an edit
nobody goes through all bulletins again.
"""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import NamedTuple

from bulletin.dossier import Brief
from bulletin.findings import Words
from bulletin.kept import Kept
from bulletin.leaves import Leaves
from bulletin.ledger import undone
from bulletin.model import Bulletin
from bulletin.opendata import PIECES, pieces, singles
from bulletin.sets import Sets
from bulletin.site import Site
from bulletin.web.lists import Rows
from bulletin.web.portal import Portal
from bulletin.web.search import Findable, findable

ROW, WAITING, PAIRS = "row.html", "waiting.html", "pairs"
HIDDEN = frozenset(f".{name}" for name in PIECES)
NEXT = "\0"  # between the rows of a list


class Common(NamedTuple):
    """What all extracts of a site have in common: a portal, whose bulletins are left out."""

    portal: Portal

    @property
    def key(self) -> bytes:
        """All of it, in one form."""
        return self.portal.site.key + self.portal.origin.encode()


class Extracts:
    """Those of all bulletins; `own` are their files, by the addresses."""

    def __init__(self, briefs: Sequence[Brief], portal: Portal, kept: Kept) -> None:
        sets = Sets("extract", extract, partial(_read, portal.site), Words("整理数据", "data"))
        made = sets.of([(brief.facts, brief) for brief in briefs], Common(portal.among([], {})), kept)
        self.own = {brief.one.address: leaves for brief, leaves in zip(briefs, made, strict=True)}

    def piece(self, one: Bulletin, name: str) -> bytes:
        """What a bulletin adds to a file over all."""
        return self.own[one.address][f".{name}"].read()

    def row(self, one: Bulletin) -> str:
        """Its row in the list of all bulletins."""
        return self.piece(one, ROW).decode()

    def waiting(self, one: Bulletin) -> list[str]:
        """The rows of what it leaves undone, in the order of its register."""
        rows = self.piece(one, WAITING).decode()
        return rows.split(NEXT) if rows else []

    def mark(self, one: Bulletin) -> str:
        """What changes with any of these rows."""
        return self._marks[one.address]

    @cached_property
    def _marks(self) -> dict[str, str]:
        """Of each once: a list names it as often as it has rows there."""
        return {address: own[f".{ROW}"].digest + own[f".{WAITING}"].digest for address, own in self.own.items()}

    def findable(self, one: Bulletin) -> Findable:
        """What the index of the search holds of it."""
        pairs = self.own[one.address][f".{PAIRS}"]
        return Findable(one.address, pairs.digest, pairs.file)


def extract(brief: Brief, common: Common) -> dict[str, bytes]:
    """The files by their paths; those whose names begin with a dot are for this program."""
    one, known, portal = brief.one, brief.survey, common.portal
    pairs, text = findable(one, portal.site)
    rows = Rows(portal)
    own = {
        ROW: rows.row(one).encode(),
        WAITING: NEXT.join(rows.waiting(one)).encode(),
        PAIRS: pairs.encode(),
        **pieces(one, known, portal.site, portal.origin),
    }
    return (
        dict(singles(one, known, portal.site)) | dict([text]) | {f".{name}": content for name, content in own.items()}
    )


def _read(site: Site, brief: Brief, leaves: Leaves) -> None:
    """Read as much of what is hidden in an extract as must be of its form: all of it there, a row for a row."""
    _, waiting, _ = (leaves[f".{name}"].read().decode() for name in (ROW, WAITING, PAIRS))
    there = {*leaves.paths.split("\n")} >= HIDDEN
    if not there or waiting.count(NEXT) + 1 != max(1, len(undone(brief.one, site))):
        raise ValueError
