"""SHA-256 of everything that is published, in the form that `sha256sum -c` reads."""

import hashlib
import re
from pathlib import Path

NAME = "SHA256SUMS"
LINE = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


def sums(folder: Path) -> bytes:
    """A line for every file below a folder but the list itself."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != NAME)
    return "".join(f"{_sum(file)}  {file.relative_to(folder).as_posix()}\n" for file in files).encode()


def listed(folder: Path) -> dict[str, str]:
    """The digest of every file that the list in a folder names; nothing where there is no list."""
    file = folder / NAME
    return read(file.read_bytes()) if file.is_file() else {}


def read(text: bytes) -> dict[str, str]:
    """The digest of every file that a list names."""
    return {name: digest for digest, name in LINE.findall(text.decode("utf-8", "replace"))}


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
