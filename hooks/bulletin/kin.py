"""Which bulletins hang together, told without reading all of them: whoever checks one need not load a thousand.

Rules over several bulletins speak of those of one id, of an edition and the one that it follows, and of two that follow the
same. So what they find in a bulletin depends on no others than those that these names lead to, one after the other.
What a file is called and what it follows is kept with how the file was left, as git does it: who has not been written to
since is not read.
"""

import stat
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    @property
    def names(self) -> list[str]:
        """Those by which it hangs together with others."""
        return [name for name in (self.id, self.follows) if name]


Ties = dict[str, Tie]  # by the paths of the files
Read = Callable[[Lying], Source | None]


def kin(
    named: Iterable[Lying], others: Iterable[Source], lying: Sequence[Lying], read: Read, kept: Kept
) -> list[Lying]:
    """Those of the files `lying` there that hang together with the `named` ones or with `others`, in their order."""
    ties = _ties(lying, read, kept)
    names = {name for one in named for name in ties[one.path].names}
    names |= {name for source in others for name in Tie("", *_called(source)).names}
    met = _met(names, _beside(ties))
    return [one for one in lying if not met.isdisjoint(ties[one.path].names)]


def parts(lying: Sequence[Lying], read: Read, kept: Kept, most: int) -> Iterator[list[Lying]]:
    """All files, in parts of which none hangs together with another; they are of `most` files or little more, unless more
    hang together.
    """
    ties = _ties(lying, read, kept)
    beside, done, part = _beside(ties), set[int](), list[int]()
    called: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(lying):
        for name in ties[one.path].names:
            called[name].append(place)
    for place, one in enumerate(lying):
        if place not in done:
            group = {place, *(each for name in _met(ties[one.path].names, beside) for each in called[name])}
            done |= group
            part += group
            if len(part) >= most:
                yield [lying[each] for each in sorted(part)]
                part = []
    yield [lying[each] for each in sorted(part)]


def _beside(ties: Mapping[str, Tie]) -> dict[str, list[str]]:
    """By each name the names that a file has beside it."""
    beside: dict[str, list[str]] = defaultdict(list)
    for tie in ties.values():
        for name in tie.names:
            beside[name] += tie.names
    return beside


def _met(names: Iterable[str], beside: Mapping[str, list[str]]) -> set[str]:
    """The names that some names lead to, by way of files that have two of them."""
    met, ahead = set[str](), list(names)
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
