"""What a claim is, and how it is printed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bulletin.claims.lexicon import Status
from bulletin.figures import Figure, Verdict, plain


class Kind(StrEnum):
    """How a claim's parts belong to its total."""

    STATUS = "status"
    BREAKDOWN = "breakdown"
    SUBSET = "subset"
    DECOMPOSE = "decompose"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """A part as printed, and the bucket of its status."""

    label: str
    status: Status
    figure: Figure


@dataclass(frozen=True, slots=True)
class Claim:
    """What the prose says of how many, and what becomes of it when it is reckoned up."""

    line: int
    column: int
    quote: str
    subject: str
    unit: str
    total: Figure | None
    parts: tuple[Part, ...]
    rate: Figure | None
    kind: Kind
    verdict: Verdict
    why: str

    def as_json(self) -> dict[str, Any]:
        """The claim as `bulletin claims --format json` prints it."""
        return {
            "line": self.line,
            "column": self.column,
            "quote": self.quote,
            "subject": self.subject,
            "unit": self.unit,
            "total": _figure(self.total),
            "parts": [
                {"label": part.label, "status": str(part.status), **_interval(part.figure)} for part in self.parts
            ],
            "rate": _figure(self.rate),
            "kind": str(self.kind),
            "verdict": str(self.verdict),
            "why": self.why,
        }


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    return _interval(figure) if figure else None


def _interval(figure: Figure) -> dict[str, Any]:
    return {"low": plain(figure.low), "high": plain(figure.high), "text": figure.text}
