"""The claims of a file, printed: `bulletin claims FILE`."""

from pathlib import Path

from bulletin.claims.model import Claim
from bulletin.claims.reading import claims
from bulletin.figures import Verdict

FENCE = "---"
WORDS = {
    Verdict.ADDS_UP: "对平",
    Verdict.LAST_DIGIT: "末位差",
    Verdict.DOES_NOT_ADD_UP: "不平",
    Verdict.CANNOT_TELL: "不可核",
}


def of_file(file: Path) -> list[Claim]:
    """The claims of a bulletin's prose, or of any text in UTF-8; what is not UTF-8 is read as far as it goes."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        return claims(text)
    return claims("\n".join(lines[end + 1 :]), first_line=end + 2)


def as_text(found: list[Claim]) -> str:
    """A line a claim: where, its verdict, the words, the arithmetic."""
    return "\n".join(
        f"{claim.line}:{claim.column} {WORDS[claim.verdict]}　{claim.quote}　（{claim.why}）" for claim in found
    )
