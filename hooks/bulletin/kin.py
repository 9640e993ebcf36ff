"""Which bulletins hang together, told without reading all of them: whoever checks one need not load a thousand.

Rules over several bulletins speak of those of one id, of an edition and the one that it follows, and of two that follow the
same. So what they find in a bulletin depends on no others than those that these names lead to, one after the other.
What a file is called and what it follows is kept with how the file was left, as git does it: who has not been written to
since is not read.
"""

import stat
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin.bureaus import Lying
from bulletin.kept import Form, Kept
from bulletin.load import Source

FRESH = 2_000_000_000  # nanoseconds in which a file may be written to once more without a clock that shows it


class Tie(NamedTuple):
    """What ties a file to others: what its bulletin is called, and what it follows; with how the file was left."""

    left: str
    id: str
    follows: str


Ties = dict[str, Tie]  # by the paths of the files
Read = Callable[[Lying], Source | None]


def kin(
    named: Iterable[Lying], others: Iterable[Source], lying: Sequence[Lying], read: Read, kept: Kept
) -> list[Lying]:
    """Those of the files `lying` there that hang together with the `named` ones or with `others`, in their order."""
    ties = _ties(lying, read, kept)
    names = {name for one in named for name in ties[one.path][1:]}
    names |= {name for source in others for name in _called(source)}
    met = _met(names, ties)
    return [one for one in lying if not met.isdisjoint(ties[one.path][1:])]


def _met(names: set[str], ties: Mapping[str, Tie]) -> set[str]:
    """The names that some names lead to, by way of files that have two of them."""
    beside: dict[str, list[str]] = defaultdict(list)
    for _, one, other in ties.values():
        if one and other:
            beside[one].append(other)
            beside[other].append(one)
    met, ahead = set(), [name for name in names if name]
    while ahead:
        if (name := ahead.pop()) not in met:
            met.add(name)
            ahead += beside.get(name, [])
    return met


def _ties(lying: Sequence[Lying], read: Read, kept: Kept) -> Ties:
    """The ties of all files; those that are not known are read, and kept for the next time."""
    name = kept.name("ties")
    known = kept.thing(name, FORM) or {}
    ties = {one.path: _tie(one, known.get(one.path), read) for one in lying}
    if (settled := {path: tie for path, tie in ties.items() if tie.left}) != known:
        kept.put_thing(name, FORM, settled)
    return ties


def _tie(one: Lying, known: Tie | None, read: Read) -> Tie:
    left = _left(one.file)
    if known and left and known.left == left:
        return known
    source = read(one)
    return Tie(left, *(_called(source) if source else ("", "")))


def _called(source: Source) -> tuple[str, str]:
    """A file in which nothing can be read is known by its name, as if it were the bulletin."""
    return (source.bulletin.id, source.bulletin.follows) if source.bulletin else (Path(source.path).stem, "")


def _left(file: Path) -> str:
    """How a file was left: when it was written, and its size; empty where that cannot be told, or is too short ago."""
    try:
        found = file.stat()
    except OSError:
        return ""
    last = max(found.st_mtime_ns, found.st_ctime_ns)
    if not stat.S_ISREG(found.st_mode) or time.time_ns() - last < FRESH:
        return ""
    return f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_size}:{found.st_ino}"


def _plain(ties: Ties) -> dict[str, list[str]]:
    return {path: list(tie) for path, tie in ties.items()}


def _again(data: dict[str, list[str]]) -> Ties:
    ties = {path: Tie(*tie) for path, tie in data.items()}
    if any(not isinstance(part, str) for tie in ties.values() for part in tie):
        raise TypeError(data)
    return ties


FORM = Form(_plain, _again)
