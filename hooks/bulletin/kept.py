"""What was made before, kept below `.cache/kept` under a name that says what it was made of.

The name is a digest over everything that can change the thing: what it is made of, every line of this package with its
templates, and the libraries under it by their versions. So nothing kept is ever out of date, only unused. Beside each
file its own digest is kept, and of those of a set when they were written: a damaged one is noticed, and made again.
`make clean-cache` empties it; nobody needs that.

The digest tells damage, not forgery: whoever can write here can reckon it. So a thing is kept as plain data, of which
nothing can run, and what this program cannot have written counts as not there.
"""

import hashlib
import json
import os
import platform
import re
import stat
import sysconfig
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from bulletin.drafts import placing, remove, sweep
from bulletin.leaves import Leaves
from bulletin.regex import regex

FOLDER = Path(".cache/kept")
Thing = TypeVar("Thing")
LIST = "list"  # of the files of a set, with their digests
FORGED = (ValueError, TypeError, LookupError, AttributeError)  # what data of another shape raise
NAME = regex(r"[0-9a-f]{40}")  # of what is kept: nothing else is ever thrown away
ASTRAY = regex(r"^/|(?:^|/)\.{1,2}(?:/|$)|[\\\0]|//|^$")  # a path that does not stay within the site
UNUSED = 14  # days after which what nothing asked for is thrown away


class Form(NamedTuple, Generic[Thing]):
    """How a thing is kept: as texts, numbers, lists and mappings by text; and how it is made of them again, which raises
    one of FORGED for what `plain` never gives.
    """

    plain: Callable[[Thing], Any]
    again: Callable[[Any], Thing]


class Kept:
    """The things kept in a project. `base` stands in every name: the program by which they were made."""

    def __init__(self, root: Path, remembers: bool = False) -> None:
        """One that `remembers` reads what is kept once, for a preview, which builds many times."""
        self.folder, self.base = root / FOLDER, program()
        self.used: set[str] = set()
        self.memory: dict[str, Any] | None = {} if remembers else None

    def name(self, kind: str, *parts: bytes) -> str:
        """The name of a thing of some kind that is made of `parts`."""
        digest = hashlib.sha256(self.base)
        for part in (kind.encode(), *parts):
            digest.update(hashlib.sha256(part).digest())
        name = f"{kind}/{digest.hexdigest()[:40]}"
        self.used.add(name)
        return name

    def has(self, name: str) -> bool:
        """Something is there, sound or not."""
        return (self.folder / name).exists()

    def get(self, name: str) -> bytes | None:
        """A thing that is there and sound."""
        try:
            raw = _read(self.folder / name)
        except OSError:
            return None
        return raw[32:] if hashlib.sha256(raw[32:]).digest() == raw[:32] else None

    def put(self, name: str, data: bytes) -> bytes:
        """Keep a thing, unless there is no room for it; gives it back."""
        with suppress(OSError), placing(self.folder / name) as draft:
            draft.write_bytes(hashlib.sha256(data).digest() + data)
        return data

    def thing(self, name: str, form: Form[Thing]) -> Thing | None:
        """A thing that is there, sound, and of its form."""
        return self._remembered(name, lambda: self._thing(name, form))

    def _remembered(self, name: str, read: Callable[[], Thing | None]) -> Thing | None:
        if self.memory is None:
            return read()
        if name not in self.memory and (found := read()) is not None:
            self.memory[name] = found
        return self.memory.get(name)

    def _thing(self, name: str, form: Form[Thing]) -> Thing | None:
        from pydantic_core import from_json  # half as long as Python's own; not where nothing is built

        data = self.get(name)
        try:
            return None if data is None else form.again(from_json(data))
        except FORGED:
            return None

    def each(
        self, names: Sequence[str], form: Form[Thing], make: Callable[[list[int]], Iterator[Thing]]
    ) -> Iterator[Thing]:
        """The thing of every name; `make` gives those that are not there, by their places in the list."""
        there = [self.thing(name, form) for name in names]
        made = make([place for place, thing in enumerate(there) if thing is None])
        for name, thing in zip(names, there, strict=True):
            yield self.put_thing(name, form, next(made)) if thing is None else thing
        next(made, None)  # which is at its end: its workers are there for the next work

    def put_thing(self, name: str, form: Form[Thing], thing: Thing) -> Thing:
        """Keep a thing in its form; gives it back."""
        self.put(name, json.dumps(form.plain(thing), ensure_ascii=False, separators=(",", ":")).encode())
        return thing

    def files(self, name: str) -> Leaves | None:
        """A set of files, if all are there and sound, and their paths lead nowhere else."""
        return self._remembered(name, lambda: self._files(name))

    def _files(self, name: str) -> Leaves | None:
        folder = self.folder / name
        try:
            listed, *lines = _read(folder / LIST).decode().splitlines()
            if listed != _sum("\n".join(lines).encode()):
                return None
            digests, marks, paths = zip(*(line.split(" ", 2) for line in lines), strict=True)
            numbers = [
                _found(f"{folder}/{place}", *each) for place, each in enumerate(zip(digests, marks, strict=True))
            ]
        except (OSError, UnicodeDecodeError, ValueError):
            return None
        return None if any(map(ASTRAY.search, paths)) else Leaves.packed(str(folder), paths, digests, numbers)

    def put_files(self, name: str, files: Mapping[str, bytes]) -> Leaves:
        """Keep a set of files under their paths, in place of a damaged one."""
        folder = self.folder / name
        digests, numbers, lines = [], [], []
        with placing(folder) as draft:
            draft.mkdir()
            for place, (path, data) in enumerate(files.items()):
                found = _put(f"{draft}/{place}", data)
                digests.append(_sum(data))
                numbers.append(number(found.st_dev, found.st_ino))
                lines.append(f"{digests[-1]} {left(found)} {path}")
            listed = "\n".join(lines)
            (draft / LIST).write_text(f"{_sum(listed.encode())}\n{listed}", encoding="utf-8")
        return Leaves.packed(str(folder), files, digests, numbers)

    def tidy(self, days: float = UNUSED) -> None:
        """Throw away what this build did not ask for and no build has made for some days."""
        for kind in (kind for kind in self.folder.iterdir() if kind.is_dir()) if self.folder.is_dir() else ():
            thin(kind, NAME, {name.partition("/")[2] for name in self.used if name.startswith(f"{kind.name}/")}, days)


def thin(folder: Path, called: re.Pattern[str], used: Collection[str], days: float = UNUSED) -> None:
    """Throw away what lies in a folder under a name of ours, is not used, and is older than some days."""
    oldest = time.time() - days * 86400
    sweep(folder)
    for entry in os.scandir(folder) if folder.is_dir() else ():
        unused = called.fullmatch(entry.name) and entry.name not in used
        if unused and entry.stat(follow_symlinks=False).st_mtime < oldest:
            remove(Path(entry.path))


def _read(file: Path | str) -> bytes:
    """The bytes of a file itself: what a link leads to is nothing of ours."""
    with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:  # noqa: PTH123 - Path opens no such thing
        return opened.read()


def _put(file: str, data: bytes) -> os.stat_result:
    """Write a file; gives how it was left."""
    with open(file, "wb") as opened:  # noqa: PTH123 - forty for each bulletin
        opened.write(data)
        opened.flush()
        return os.fstat(opened.fileno())


def number(device: int, inode: int) -> int:
    """By what the system knows a file, whatever its names are."""
    return device << 64 | inode


def left(found: os.stat_result) -> str:
    """When a file itself was last written, and its size; of what is no file, nothing that could have been noted."""
    return f"{found.st_mtime_ns}:{found.st_size}" if stat.S_ISREG(found.st_mode) else "no file"


def _found(place: str, digest: str, mark: str) -> int:
    """By what number the system knows a sound file, or ValueError: nobody has written to it since it was left, as git tells
    it, too, or it is what it was all the same: of tens of thousands, few need be read.
    """
    found = os.lstat(place)
    if left(found) != mark and _sum(_read(place)) != digest:
        raise ValueError(place)
    return number(found.st_dev, found.st_ino)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def program() -> bytes:
    """A digest of this package, of Python and of every library beside it; what is edited while it runs is not seen."""
    digest = hashlib.sha256(f"{platform.python_version()}\n{' '.join(libraries())}".encode())
    for file in sorted(_code(Path(__file__).parent)):
        digest.update(f"{file.name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _code(folder: Path) -> Iterable[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


def libraries() -> list[str]:
    """Names and versions, by the names of their folders: `jinja2-3.1.6.dist-info`."""
    return sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
