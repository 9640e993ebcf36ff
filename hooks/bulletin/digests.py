"""SHA-256 of everything that is published, in the form that `sha256sum -c` reads; line by line, for there may be a million."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bulletin.regex import regex

NAME = "SHA256SUMS"
Known = Callable[[str], str | None]  # the digest of a file, by its path, as far as it is known
LINE = regex(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


def sums(folder: Path) -> bytes:
    """A line for every file below a folder but the list itself."""
    return b"".join(lines(folder))


def write(folder: Path, known: Known = lambda _: None) -> None:
    """Put the list into the folder; files of a known digest are not read."""
    with (folder / NAME).open("wb") as opened:
        opened.writelines(lines(folder, known))


def lines(folder: Path, known: Known = lambda _: None) -> Iterator[bytes]:
    """The same, one by one, those of a folder together."""
    for name in _names(str(folder), ""):
        if name != NAME:
            yield f"{known(name) or _sum(folder / name)}  {name}\n".encode()


def _names(here: str, below: str) -> Iterator[str]:
    """The files in a folder and below, all in the order of their names."""
    for entry in sorted(os.scandir(here), key=lambda one: one.name):
        if entry.is_dir():
            yield from () if entry.is_symlink() else _names(entry.path, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}"


def listed(folder: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """The digest of every file that the list in a folder names, or of those of some `names`; nothing where there is no list."""
    file = folder / NAME
    if not file.is_file():
        return {}
    if names is None:
        return read(file.read_bytes())
    wanted = {name.encode() for name in names}
    with file.open("rb") as opened:
        return read(b"".join(line for line in opened if line[66:].removesuffix(b"\n") in wanted))


def names(folder: Path, below: str, ending: str) -> Iterator[str]:
    """Of the files that the list in a folder names those below another folder with such an ending, line by line."""
    file, beginning, end = folder / NAME, below.encode(), f"{ending}\n".encode()
    if file.is_file():
        with file.open("rb") as opened:
            yield from (
                line[66:-1].decode("utf-8", "replace")
                for line in opened
                if line.endswith(end) and line[66:].startswith(beginning)
            )


def read(text: bytes) -> dict[str, str]:
    """The digest of every file that a list names."""
    return {name: digest for digest, name in LINE.findall(text.decode("utf-8", "replace"))}


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
