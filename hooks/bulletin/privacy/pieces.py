"""A large table in pieces, so that after an edit only those are read in which something is new.

It is cut behind rows that their checksums choose: who stays the same is in the same piece, wherever it moves. With each
piece comes what stands around it, so that nothing that lies across a cut is missed, nor what tells a number from another.
"""

from collections.abc import Iterable, Iterator
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


def cut(table: Iterable[bytes], kind: str) -> Iterator[bytes]:
    """The pieces of a table, which comes some bytes at a time; no more of it is held than a piece and what stands around it."""
    end, held, begun, at = ENDS[kind], b"", 0, 0
    for some, last in _marked(table):
        held += some
        while (ends := held.find(end, at)) >= 0 and (last or ends + len(end) + AROUND <= len(held)):
            chosen = crc32(held[at:ends]) % EACH == 0
            at = ends + len(end)
            if chosen:
                yield held[max(0, begun - AROUND) : at + AROUND]
                begun = at
        gone = max(0, begun - AROUND)
        held, begun, at = held[gone:], begun - gone, at - gone
    yield held


def _marked(table: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """What comes, and whether it is the last: at the end comes nothing."""
    yield from ((some, False) for some in table)
    yield b"", True
