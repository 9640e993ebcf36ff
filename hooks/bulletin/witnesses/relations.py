"""A relation between figures of a bulletin, as a citizen reads it: what should be equal, and whether it is."""

from enum import StrEnum
from typing import NamedTuple

from bulletin.figures import VERDICTS, Figure, Verdict


class Witness(StrEnum):
    """Where the figures of a relation stand: in `counts` and `tallies`, in the register, in the prose."""

    DECLARED = "declared"
    ITEMISED = "itemised"
    STATED = "stated"


class Term(NamedTuple):
    """A figure of a relation, and what it is there."""

    label: str
    figure: Figure


class Check(NamedTuple):
    """One relation: of which ledger, in figures and signs, and what came of it.

    One of the prose has its sentence (`quote`), the line and column of the source where that begins, and its anchor on the page.
    """

    witness: Witness
    ledger: str
    relation: str
    verdict: Verdict
    figures: tuple[Term, ...]
    quote: str = ""
    line: int = 0
    anchor: str = ""
    column: int = 0

    @property
    def words(self) -> str:
        """The verdict as a citizen reads it."""
        return VERDICTS[self.verdict]

    @property
    def told(self) -> bool:
        """Something can be said of it."""
        return self.verdict is not Verdict.CANNOT_TELL
