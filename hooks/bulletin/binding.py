"""Stated figures and declared ones: which claim of the prose repeats which field of the front matter."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import Claim, Kind, claims
from bulletin.claims.lexicon import Status
from bulletin.claims.units import together
from bulletin.figures import Figure, total_of
from bulletin.model import At, Bulletin, Counts, Tally


class Bound(NamedTuple):
    """A stated figure and the declared one that it repeats."""

    claim: Claim
    at: At
    stated: Figure
    declared: Figure

    @property
    def agrees(self) -> bool:
        """Both can mean the same number."""
        return self.stated.meets(self.declared)


def stated(bulletin: Bulletin) -> list[Claim]:
    """The claims of a bulletin's prose, at the lines of its file."""
    return claims(bulletin.body, bulletin.body_line)


def bind(bulletin: Bulletin, found: list[Claim]) -> Iterator[Bound]:
    """Each stated figure that repeats a declared one.

    A claim belongs to a ledger by its name and its unit. Where some claim has the ledger's total, one with another
    total speaks of something else (56 of the 618 are those of the highways); where none has, it is the ledger's all the same.
    """
    for here, ledger, name in _ledgers(bulletin):
        if ledger.total is None:
            continue
        named = [claim for claim in found if _named(claim, name, ledger)]
        same = [claim for claim in named if claim.total and claim.total.meets(ledger.total)]
        for claim in same or [claim for claim in named if len(claim.parts) > 1][:1]:
            yield from _figures(claim, here, ledger)


def _ledgers(bulletin: Bulletin) -> Iterator[tuple[At, Counts | Tally, str]]:
    if bulletin.counts:
        yield ("counts",), bulletin.counts, "问题"
    for index, tally in enumerate(bulletin.tallies):
        yield ("tallies", index), tally, tally.name


def _named(claim: Claim, name: str, ledger: Counts | Tally) -> bool:
    if claim.kind != Kind.STATUS or claim.total is None or not claim.parts or not name:
        return False
    return claim.subject.endswith(name) and together(claim.unit, ledger.unit)


def _figures(claim: Claim, here: At, ledger: Counts | Tally) -> Iterator[Bound]:
    done = [part.figure for part in claim.parts if part.status == Status.COMPLETED]
    left = [part.figure for part in claim.parts if part.status != Status.COMPLETED]
    said = {
        "total": claim.total,
        "completed": total_of(done) if done else None,
        "ongoing": total_of(left) if left else None,
    }
    if said["ongoing"] and not done and len(claim.parts) == 1:
        said["ongoing"] = None  # one status of several
    for field, figure in (*said.items(), ("rate", claim.rate if done else None)):
        declared = getattr(ledger, field)
        if figure and declared:
            yield Bound(claim, (*here, field), figure, declared)
