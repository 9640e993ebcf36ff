"""The files of a site: laid where they are to stand, by a second name where that can be, so that nothing is written twice."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.kept import number
from bulletin.leaves import Laid, Leaf


def lay(leaves: Iterable[Leaf], folder: Path) -> None:
    """Put what is kept into a site: by a second name for the same file, or as a copy where that cannot be."""
    made: set[str] = set()
    for leaf in leaves:
        place = os.path.join(folder, leaf.path)  # noqa: PTH118 - forty thousand of them
        if (here := os.path.dirname(place)) not in made:  # noqa: PTH120
            os.makedirs(here, exist_ok=True)  # noqa: PTH103
            made.add(here)
        try:
            os.link(leaf.place, place)
        except OSError:
            shutil.copyfile(leaf.place, place)


def renew(folder: Path, leaves: Laid, mode: int) -> None:
    """Have a folder hold what is kept and nothing else, whatever was there, its folders of a mode: a file that is the very
    one that is kept stays.
    """
    missing = leaves.numbers
    folder.chmod(mode & 0o7777)
    _weed(str(folder), "", missing, folder.stat())
    lay(filter(None, map(leaves.get, missing)), folder)


def _weed(here: str, below: str, missing: dict[str, int], like: os.stat_result) -> bool:
    """Take away what does not belong, and out of `missing` what is there; whether anything is left."""
    left = False
    for entry in list(os.scandir(here)):
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.stat(follow_symlinks=False).st_mode != like.st_mode:
                os.chmod(entry.path, like.st_mode & 0o7777)  # noqa: PTH101
            if _weed(entry.path, f"{path}/", missing, like):
                left = True
            else:
                os.rmdir(entry.path)  # noqa: PTH106
        elif missing.get(path) == number(like.st_dev, entry.inode()):
            del missing[path]
            left = True
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return left


def move(folder: Path, other: Path) -> None:
    """Put all that is in a folder beside what is in another; the folder goes."""
    for entry in list(os.scandir(folder)):
        place = other / entry.name
        if entry.is_dir(follow_symlinks=False) and place.is_dir():
            move(Path(entry.path), place)
        else:
            Path(entry.path).rename(place)
    folder.rmdir()


def write(content: bytes | Iterator[bytes], place: Path) -> str:
    """Put a file into a site; gives its digest."""
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with place.open("wb") as opened:
        for piece in [content] if isinstance(content, bytes) else content:
            digest.update(piece)
            opened.write(piece)
    return digest.hexdigest()
