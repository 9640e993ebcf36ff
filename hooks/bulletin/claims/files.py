"""The claims of a file: `bulletin claims FILE`."""

from pathlib import Path

from bulletin.claims import unmarked
from bulletin.claims.model import Claim
from bulletin.claims.reading import claims

FENCE = "---"


def of_file(file: Path) -> list[Claim]:
    """The claims of a bulletin's prose, or of any text in UTF-8; what is not UTF-8 is read as far as it goes."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        return claims(text)
    return unmarked.read("\n".join(lines[end + 1 :]), end + 2)
