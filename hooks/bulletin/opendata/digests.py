"""SHA-256 of everything that is published, in the form that `sha256sum -c` reads."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def sums(folder: Path) -> bytes:
    """A line for every file below a folder but the list itself."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != NAME)
    return "".join(f"{_sum(file)}  {file.relative_to(folder).as_posix()}\n" for file in files).encode()


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
