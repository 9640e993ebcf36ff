"""Claims from prose: cases as data in tests/claims, and what must hold for any text."""

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.claims import Claim, claims
from bulletin.figures import Verdict

CASES = Path(__file__).parent / "claims"


def cases() -> list[tuple[str, str, list[list[object]]]]:
    """Every case with what it must find; those of silent.yml need find nothing."""
    found = []
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            found.append((file.stem, case, []) if isinstance(case, str) else (file.stem, case["text"], case["finds"]))
    return found


def brief(claim: Claim) -> list[object]:
    total = float(claim.total.low) if claim.total else None
    return [total, sorted(float(part.figure.low) for part in claim.parts), str(claim.verdict)]


@pytest.mark.parametrize(("family", "text", "finds"), cases())
def test_a_text_gives_its_claims(family: str, text: str, finds: list[list[object]]) -> None:
    made = claims(text)
    told = [brief(claim) for claim in made]
    for total, parts, verdict in finds:
        assert [total, sorted(parts), verdict] in told, told
    false = sum(claim.verdict == Verdict.DOES_NOT_ADD_UP for claim in made)
    assert false == sum(verdict == "does_not_add_up" for *_, verdict in finds), told
