"""Every figure that a text states, and what it is bound to: `bulletin claims FILE`."""

import json
from pathlib import Path
from typing import NamedTuple

from bulletin.claims import Claim
from bulletin.claims.printed import as_line, of_file, shortly
from bulletin.figures import Verdict
from bulletin.load import read
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.validate import dotted
from bulletin.witnesses.binding import bind
from bulletin.witnesses.listed import lists
from bulletin.witnesses.repeats import repeats

NEAR = 6  # characters that tell the clause of a list


class Entry(NamedTuple):
    """A claim, and the field, the list (`listed`) or the earlier line (`line 17`) that says the same; None if nothing does."""

    claim: Claim
    bound: str | None


def census(file: Path, root: Path, site: Site) -> list[Entry]:
    """The claims of a file, in order; of a text without front matter, only those that the text itself bears out."""
    found = of_file(file)
    bulletin = read(file, root).bulletin or Bulletin()
    if not bulletin.body:
        return [Entry(claim, None) for claim in found]
    names = bonds(bulletin, found, site)
    return [Entry(claim, names.get(id(claim))) for claim in found]


def bonds(bulletin: Bulletin, found: list[Claim], site: Site) -> dict[int, str]:
    """What each of the claims is bound to, by its identity: first of all a field, else a list, else an earlier line."""
    names: dict[int, str] = {}
    for bound in bind(bulletin, found, site):
        names.setdefault(id(bound.claim), dotted(bound.at))
    announced = {(listed.clause[-NEAR:], listed.figure) for listed in lists(bulletin.body) if listed.agrees}
    for claim in found:
        if claim.total and (claim.quote[-NEAR:], claim.total) in announced:
            names.setdefault(id(claim), "listed")
    for pair in repeats(bulletin.body, found, bulletin.body_line):
        names.setdefault(id(pair.second), f"line {pair.first.line}")
    return names


def as_json(entries: list[Entry]) -> str:
    """Every field of every claim, and at the end what it is bound to."""
    return json.dumps(
        [entry.claim.as_json() | {"bound": entry.bound} for entry in entries], ensure_ascii=False, indent=2
    )


def as_lines(entries: list[Entry]) -> str:
    """A line for each claim that has a verdict or is bound to something, with what it is bound to; then shortly the rest."""
    lines = [as_line(claim) + (f"　→ {bound}" if bound else "") for claim, bound in entries if _told(claim, bound)]
    rest = shortly([claim for claim, bound in entries if not _told(claim, bound)])
    return "\n".join([*lines, *([""] if lines and rest else []), *([rest] if rest else [])])


def _told(claim: Claim, bound: str | None) -> bool:
    return bound is not None or claim.verdict is not Verdict.CANNOT_TELL


FORMATS = {"text": as_lines, "json": as_json}
