"""The claims of a file, printed: `bulletin claims FILE`."""

from itertools import groupby
from pathlib import Path

from bulletin.claims.model import Claim
from bulletin.claims.reading import claims
from bulletin.figures import VERDICTS

FENCE = "---"


def of_file(file: Path) -> list[Claim]:
    """The claims of a bulletin's prose, or of any text in UTF-8; what is not UTF-8 is read as far as it goes."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        return claims(text)
    return claims("\n".join(lines[end + 1 :]), first_line=end + 2)


def as_line(claim: Claim) -> str:
    """Where, its verdict, the words, the arithmetic."""
    return f"{claim.line}:{claim.column} {VERDICTS[claim.verdict]}　{claim.quote}　（{claim.why}）"


def shortly(found: list[Claim]) -> str:
    """What nothing can be said of, a line of output for each line of the text: where, and the words."""
    rows = [
        f"{line}　{'；'.join(dict.fromkeys(claim.quote for claim in claims_of_line))}"
        for line, claims_of_line in groupby(found, lambda claim: claim.line)
    ]
    return "\n".join([f"以下{len(found)}处没有可以核对的关系，请与原件核对：", *rows]) if rows else ""
