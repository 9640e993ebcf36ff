"""The figures of the prose, checked before the reader's eyes: each relation that a sentence states, and whether it holds.

What `selfcheck` does for the declared figures, for the stated ones: entries have the same first fields.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from bulletin.binding import stated
from bulletin.claims import Claim, Kind
from bulletin.figures import Figure, Verdict, shown
from bulletin.listed import Listed, lists
from bulletin.model import Bulletin
from bulletin.repeats import Repeat, repeats
from bulletin.selfcheck import WORDS

LEDGER = "正文"


class Recount(NamedTuple):
    """One relation of the prose: in figures and signs, what came of it, the sentence and its line in the source."""

    ledger: str
    relation: str
    verdict: Verdict
    quote: str
    line: int

    @property
    def words(self) -> str:
        """The verdict as a citizen reads it."""
        return WORDS[self.verdict]

    def as_json(self) -> dict[str, Any]:
        """Every field, with the verdict also in words."""
        return {**self._asdict(), "verdict": str(self.verdict), "words": self.words}


def stated_checks(bulletin: Bulletin) -> list[Recount]:
    """Every relation that the prose states, in its order; a figure by itself is none.

    What cannot be told says why: a figure is struck out, parts are not all, the levels of a decomposition do not add up.
    """
    found = stated(bulletin)
    told = [_reckoned(claim) for claim in found if claim.parts or (claim.total and claim.rate)]
    told += [_said_twice(pair) for pair in repeats(bulletin.body, found, bulletin.body_line)]
    told += [_counted(listed, bulletin) for listed in lists(bulletin.body) if listed.whole]
    return sorted(told, key=lambda check: check.line)


def exact(claim: Claim) -> tuple[Figure, Figure] | None:
    """The one vague part of a whole whose other parts are exact, with what it must be: 20余 of 618 - 590 is 28."""
    vague = [part.figure for part in claim.parts if not part.figure.exact]
    if claim.verdict is not Verdict.ADDS_UP or len(vague) != 1 or not claim.total or not claim.total.exact:
        return None
    if claim.kind not in (Kind.STATUS, Kind.BREAKDOWN) or len(claim.parts) < 2 or vague[0].masked:
        return None
    rest = claim.total.low - sum((part.figure.low for part in claim.parts if part.figure.exact), Decimal(0))
    return (vague[0], Figure.of(rest)) if vague[0].low <= rest <= vague[0].high else None


def _reckoned(claim: Claim) -> Recount:
    return Recount(LEDGER, claim.why, claim.verdict, claim.quote, claim.line)


def _said_twice(pair: Repeat) -> Recount:
    one, other = pair.figures
    verdict = Verdict.ADDS_UP if pair.agrees else Verdict.DOES_NOT_ADD_UP
    sign = "=" if pair.agrees else "≠"
    return Recount(
        LEDGER,
        f"前后两次说到：{one}{sign}{other}",
        verdict,
        f"{pair.first.quote}……{pair.second.quote}",
        pair.second.line,
    )


def _counted(listed: Listed, bulletin: Bulletin) -> Recount:
    verdict = Verdict.ADDS_UP if listed.agrees else Verdict.DOES_NOT_ADD_UP
    line = bulletin.body_line + bulletin.body.count("\n", 0, listed.start)
    relation = f"所说{shown(listed.figure.low)}{listed.unit}，逐条列出{listed.entries}条"
    return Recount(LEDGER, relation, verdict, listed.clause, line)
