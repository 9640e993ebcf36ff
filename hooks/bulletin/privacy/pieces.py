"""A large table in pieces, so that after an edit only those are read in which something is new.

It is cut behind rows that their checksums choose: who stays the same is in the same piece, wherever it moves. With each
piece comes what stands around it, so that nothing that lies across a cut is missed, nor what tells a number from another.
"""

from collections.abc import Iterator
from zlib import crc32

LARGE = 1 << 18  # bytes of a file, below which it is read as a whole
EACH = 64  # rows of a piece, more or less
AROUND = 4096  # bytes: ten times the longest trace of a person with the words that tell what it is
ENDS = {  # of a row, behind which no number goes on
    ".json": b"},\n",
    ".csv": b".html\r\n",
    ".ics": b"END:VEVENT\r\n",
    ".js": b"</tr>",
    ".xlsx": b"</row>",
}


def cut(raw: bytes, kind: str) -> Iterator[bytes]:
    """The pieces of a table of a kind; of any other, and of a small one, the whole."""
    end = ENDS.get(kind)
    if not end or len(raw) < LARGE:
        yield raw
        return
    begun = at = 0
    while (ends := raw.find(end, at)) >= 0:
        chosen = crc32(raw[at:ends]) % EACH == 0
        at = ends + len(end)
        if chosen:
            yield raw[max(0, begun - AROUND) : at + AROUND]
            begun = at
    yield raw[max(0, begun - AROUND) :]
