"""The files of a site that are kept, in sets: forty for each bulletin, so that they are packed, and taken out one by one."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

SUM, NUMBER = 32, 16  # bytes


class Leaf(NamedTuple):
    """A file of a set: its path within the set, where it lies, its SHA-256, and by what number the system knows it."""

    path: str
    place: str  # there are tens of thousands
    digest: str
    number: int

    @property
    def file(self) -> Path:
        """Where it lies."""
        return Path(self.place)

    def read(self) -> bytes:
        """What is in it."""
        with open(self.place, "rb") as opened:  # noqa: PTH123 - thousands of them
            return opened.read()


@dataclass(frozen=True, slots=True)
class Leaves:
    """The files of a set, which lie in a folder under their numbers; those whose paths begin with a dot are for this
    program alone.
    """

    folder: str
    paths: str  # in lines
    digests: bytes
    numbers: bytes

    @classmethod
    def packed(cls, folder: str, paths: Iterable[str], digests: Iterable[str], numbers: Iterable[int]) -> "Leaves":
        """Of what is told of each."""
        known = b"".join(number.to_bytes(NUMBER) for number in numbers)
        return cls(folder, "\n".join(paths), bytes.fromhex("".join(digests)), known)

    def __iter__(self) -> Iterator[Leaf]:
        """Each, in the order of their numbers."""
        return (self.leaf(place, path) for place, path in enumerate(self.paths.split("\n")))

    def __getitem__(self, path: str) -> Leaf:
        """That of a path; raises LookupError."""
        try:
            return self.leaf(self.paths.split("\n").index(path), path)
        except ValueError:
            raise LookupError(path) from None

    @property
    def shown(self) -> Iterator[Leaf]:
        """Those that are published."""
        return (leaf for leaf in self if not leaf.path.startswith("."))

    @property
    def numbered(self) -> Iterator[tuple[str, int]]:
        """By what number the system knows each of them, by their paths."""
        return ((path, self._number(place)) for path, place in _places(self).items())

    def digest(self, place: int) -> str:
        """That of the file of a number."""
        return self.digests[SUM * place : SUM * (place + 1)].hex()

    def leaf(self, place: int, path: str) -> Leaf:
        """The file of a number, with its path."""
        return Leaf(path, f"{self.folder}/{place}", self.digest(place), self._number(place))

    def _number(self, place: int) -> int:
        return int.from_bytes(self.numbers[NUMBER * place : NUMBER * (place + 1)])


class Laid:
    """All that is kept of a site: the sets by the addresses of their bulletins, and single files."""

    def __init__(self, sets: Iterable[tuple[str, Leaves]] = (), single: Iterable[Leaf] = ()) -> None:
        self.sets, self.single = list(sets), {leaf.path: leaf for leaf in single}
        self._at: dict[str, list[Leaves]] = {}  # by what a path begins with
        for address, leaves in self.sets:
            for stem in {address, *_beside(address, leaves)}:
                self._at.setdefault(stem, []).append(leaves)

    def __iter__(self) -> Iterator[Leaf]:
        """Every file that is published."""
        yield from self.single.values()
        for _, leaves in self.sets:
            yield from leaves.shown

    @property
    def numbers(self) -> dict[str, int]:
        """By what number the system knows every file, by the paths."""
        known = {path: leaf.number for path, leaf in self.single.items()}
        for _, leaves in self.sets:
            known.update(leaves.numbered)
        return known

    def get(self, path: str) -> Leaf | None:
        """The file at a path of the site."""
        found = ((one, _places(one).get(path)) for one in self._near(path))
        return self.single.get(path) or next((one.leaf(place, path) for one, place in found if place is not None), None)

    def digest(self, path: str) -> str | None:
        """Its SHA-256."""
        for one in self._near(path):
            if (place := _places(one).get(path)) is not None:
                return one.digest(place)
        leaf = self.single.get(path)
        return leaf.digest if leaf else None

    def _near(self, path: str) -> Sequence[Leaves]:
        """The sets that may have it."""
        stem = path.rpartition(".")[0]
        return self._at.get(stem) or self._at.get(posixpath.dirname(stem)) or ()


def _beside(address: str, leaves: Leaves) -> Iterator[str]:
    """What the paths of a set begin with that are not below the address of its bulletin."""
    below = f"{address}/"
    return (path.rpartition(".")[0] for path in leaves.paths.split("\n") if not path.startswith((below, ".")))


@lru_cache(maxsize=8)
def _places(leaves: Leaves) -> Mapping[str, int]:
    """A site is gone through folder by folder: whoever asks for one file of a bulletin asks for the others next."""
    return {path: place for place, path in enumerate(leaves.paths.split("\n")) if not path.startswith(".")}
