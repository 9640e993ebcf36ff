"""Every figure that a text states, and what it is bound to: `bulletin claims FILE`."""

import json
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bulletin.claims import Claim
from bulletin.claims.files import of_file
from bulletin.figures import VERDICTS, Verdict
from bulletin.findings import Words
from bulletin.load import read
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.validate import dotted
from bulletin.witnesses import english
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


def as_json(entries: list[Entry], _: str = "zh") -> str:
    """Every field of every claim, and at the end what it is bound to; the same in every language."""
    return json.dumps(
        [entry.claim.as_json() | {"bound": entry.bound} for entry in entries], ensure_ascii=False, indent=2
    )


def as_lines(entries: list[Entry], lang: str = "zh") -> str:
    """A line for each claim that has a verdict or is bound to something, with what it is bound to; then shortly the rest."""
    lines = [_line(claim, lang) + (f"　→ {bound}" if bound else "") for claim, bound in entries if _told(claim, bound)]
    rest = _shortly([claim for claim, bound in entries if not _told(claim, bound)], lang)
    return "\n".join([*lines, *([""] if lines and rest else []), *([rest] if rest else [])])


def _line(claim: Claim, lang: str) -> str:
    """Where, its verdict, the words, the arithmetic."""
    zh = f"{VERDICTS[claim.verdict]}　{claim.quote}　（{claim.why}）"
    en = f"{english.VERDICTS[claim.verdict]}: {claim.quote} ({english.relation(claim.why)})"
    return f"{claim.line}:{claim.column} {Words(zh, en).in_(lang)}"


def _shortly(found: list[Claim], lang: str) -> str:
    """What nothing can be said of, a line of output for each line of the text: where, and the words."""
    rows = [
        f"{line}　{'；'.join(dict.fromkeys(claim.quote for claim in claims_of_line))}"
        for line, claims_of_line in groupby(found, lambda claim: claim.line)
    ]
    head = Words(
        f"以下{len(found)}处没有可以核对的关系，请与原件核对：",
        f"These {len(found)} figures have no relation that could be checked; hold them against the original:",
    )
    return "\n".join([head.in_(lang), *rows]) if rows else ""


def _told(claim: Claim, bound: str | None) -> bool:
    return bound is not None or claim.verdict is not Verdict.CANNOT_TELL


FORMATS = {"text": as_lines, "json": as_json}
