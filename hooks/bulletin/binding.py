"""Stated figures and declared ones: which claim of the prose repeats which field of the front matter."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bulletin.claims import Claim, Kind, claims
from bulletin.claims.lexicon import DONE, Status
from bulletin.claims.units import together
from bulletin.figures import Figure, total_of
from bulletin.ledger import tallied
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.site import Site

THEMES = ("issues", "theme")
ENTIRELY = re.compile("[已均都]|全部")  # 20个问题|已全部完成整改
BEGUN = re.compile("启动|开展|开工|动工")  # all begun is not all done


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
    return list(_read(bulletin.body, bulletin.body_line))


@lru_cache(1024)  # seven rules, the page and the command ask for the same
def _read(body: str, line: int) -> tuple[Claim, ...]:
    return tuple(claims(body, line))


def bind(bulletin: Bulletin, found: list[Claim], site: Site) -> Iterator[Bound]:
    """Each stated figure that repeats a declared one, or, where none is declared, the sum of the register.

    A claim belongs to a ledger by its name and its unit. Where some claim has the ledger's total, one with another
    total speaks of something else (56 of the 618 are those of the highways); where none has, it is the ledger's all the same.
    """
    for here, ledger, name in _ledgers(bulletin, site):
        if ledger.total is None:
            continue
        named = [claim for claim in found if _named(claim, name, ledger)]
        same = [claim for claim in named if claim.total and claim.total.meets(ledger.total)]
        for claim in same or [claim for claim in named if len(claim.parts) > 1][:1]:
            yield from _figures(claim, here, ledger)
        for claim in found:
            yield from _alone(claim, here, ledger, name)
    yield from _decomposed(found, bulletin, site)


def _ledgers(bulletin: Bulletin, site: Site) -> Iterator[tuple[At, Counts | Tally, str]]:
    if bulletin.counts:
        yield ("counts",), bulletin.counts, "问题"
    elif bulletin.issues:
        sums = tallied(bulletin, site)
        yield ("issues",), Counts(total=sums["total"], completed=sums["completed"], ongoing=sums["ongoing"]), "问题"
    for index, tally in enumerate(bulletin.tallies):
        yield ("tallies", index), tally, tally.name


def _named(claim: Claim, name: str, ledger: Counts | Tally) -> bool:
    if claim.kind != Kind.STATUS or claim.total is None or not claim.parts or not name:
        return False
    subject = ENTIRELY.split(claim.subject)[0] if claim.why.startswith("全部完成") else claim.subject
    return subject.endswith(name) and together(claim.unit, ledger.unit)


def _figures(claim: Claim, here: At, ledger: Counts | Tally) -> Iterator[Bound]:
    done = [part.figure for part in claim.parts if part.status == Status.COMPLETED and not BEGUN.search(part.label)]
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


def _alone(claim: Claim, here: At, ledger: Counts | Tally, name: str) -> Iterator[Bound]:
    """A figure by itself that repeats one of the ledger. Nothing says that it has to: where it differs, it is of something else."""
    if not name or not together(claim.unit, ledger.unit):
        return
    if claim.kind == Kind.OTHER and claim.total and claim.subject.endswith(name):
        fields: tuple[str, ...] = ("raised", "total")
        figure = claim.total
    elif claim.kind == Kind.STATUS and not claim.total and len(claim.parts) == 1 and name in claim.quote:
        fields = ("completed",) if claim.parts[0].status in DONE else ("ongoing",)
        figure = claim.parts[0].figure
    else:
        return
    for field in fields:
        declared = getattr(ledger, field, None)
        if declared and (figure.low, figure.high) == (declared.low, declared.high):
            yield Bound(claim, (*here, field), figure, declared)
            return


def _decomposed(found: list[Claim], bulletin: Bulletin, site: Site) -> Iterator[Bound]:
    """将19个问题分解为20个具体问题: the figures raised, in all, and of themes; one that is right vouches for the other."""
    listed, counts = tallied(bulletin, site)["total"], bulletin.counts
    total, unit = (counts.total, counts.unit) if counts else (listed, "个")
    names = {issue.theme for issue in bulletin.issues}
    themes = Figure.of(len(names)) if names and "" not in names and total and listed.meets(total) else None
    for claim in found:
        if claim.kind != Kind.DECOMPOSE or not claim.total or not total or not together(claim.unit, unit):
            continue
        if counts and counts.total and claim.subject.endswith("问题"):
            yield from _raised(claim, claim.total, counts, counts.total)
        for part in claim.parts if themes and claim.total.meets(total) else ():
            if themes and re.search(rf"(?<![\d第]){re.escape(part.figure.text)}个?方面", claim.quote):
                yield Bound(claim, THEMES, part.figure, themes)


def _raised(claim: Claim, said: Figure, counts: Counts, total: Figure) -> Iterator[Bound]:
    before = matters(claim)
    if said.meets(total) or (before and counts.raised and before.meets(counts.raised)):
        yield Bound(claim, ("counts", "total"), said, total)
        if before and counts.raised:
            yield Bound(claim, ("counts", "raised"), before, counts.raised)


def matters(claim: Claim) -> Figure | None:
    """The problems that a decomposition starts from: the 19 of 将19个问题分解为20个具体问题."""
    for part in claim.parts:
        if re.search(
            rf"(?<![\d第]){re.escape(part.figure.text)}[个项条件]问题[^，。；]{{0,4}}(?:分解|细化|拆分)", claim.quote
        ):
            return part.figure
    return None
