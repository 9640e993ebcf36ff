"""SHA-256 of everything that is published, in the form that `sha256sum -c` reads."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.regex import regex

NAME = "SHA256SUMS"
LINE = regex(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


def sums(folder: Path, known: Mapping[str, str] | None = None) -> bytes:
    """A line for every file below a folder but the list itself; those of a `known` digest are not read."""
    paths = [os.path.join(here, name) for here, _, names in os.walk(folder) for name in names]  # noqa: PTH118 - thousands
    found = [(path[len(str(folder)) + 1 :].replace(os.sep, "/"), path) for path in paths]
    lines = [
        f"{(known or {}).get(name) or _sum(Path(path))}  {name}\n"
        for name, path in sorted(found, key=lambda one: one[0].split("/"))
        if name != NAME
    ]
    return "".join(lines).encode()


def listed(folder: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """The digest of every file that the list in a folder names, or of those of some `names`; nothing where there is no list."""
    file = folder / NAME
    text = file.read_bytes() if file.is_file() else b""
    if names is not None:
        wanted = {name.encode() for name in names}
        text = b"\n".join(line for line in text.split(b"\n") if line[66:] in wanted)
    return read(text)


def read(text: bytes) -> dict[str, str]:
    """The digest of every file that a list names."""
    return {name: digest for digest, name in LINE.findall(text.decode("utf-8", "replace"))}


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
