"""The site on disk is replaced whole, or not at all.

A new site is built in a folder beside the one in place, on the same file system, and the two change places in one step.
Whatever goes wrong before leaves the published site untouched. A build that was killed leaves a folder behind that
nobody holds; the next build takes it away.
"""

import atexit
import ctypes
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from bulletin.kept import Leaf

AT_FDCWD = -100  # linux/fcntl.h: paths are not relative to an open folder
RENAME_EXCHANGE = 2  # linux/fs.h


class Staging:
    """A site that is being built. `folder` is where; `site` is where it is going to stand."""

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))  # where `site` is a link, it stays one
        self.site.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.site.parent):  # or another build that begins now would clear what this one does not hold yet
            _clear(self.site)
            self.folder = _beside(self.site, "new")
            self.folder.mkdir()
            self._hold: int | None = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(self._hold, fcntl.LOCK_EX)  # tells other builds that somebody is at work here
        atexit.register(self.abandon)  # Ctrl-C: the site generator tells nobody

    def publish(self) -> Path:
        """Put the new site into its place and return that; raises OSError, and then the old one is still there."""
        if self.site.exists():
            shutil.copymode(self.site, self.folder)
            _carry_hidden(self.site, self.folder)
            old = self.folder if _exchange(self.folder, self.site) else _replace(self.folder, self.site)
            _discard(old)
        else:
            self.folder.rename(self.site)
        self.abandon()
        return self.site

    def abandon(self) -> None:
        """Leave nothing behind; does nothing after `publish`."""
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None
            _discard(self.folder)


def lay(leaves: Iterable[Leaf], folder: Path) -> dict[str, str]:
    """Put what is kept into a site: by a second name for the same file, or as a copy where that cannot be. Gives the
    digests by the paths.
    """
    made: set[str] = set()
    known: dict[str, str] = {}
    for leaf in leaves:
        place = os.path.join(folder, leaf.path)  # noqa: PTH118 - forty thousand of them
        if (here := os.path.dirname(place)) not in made:  # noqa: PTH120
            os.makedirs(here, exist_ok=True)  # noqa: PTH103
            made.add(here)
        try:
            os.link(leaf.file, place)
        except OSError:
            shutil.copyfile(leaf.file, place)
        known[leaf.path] = leaf.digest
    return known


def write(content: bytes, place: Path) -> str:
    """Put a file into a site; gives its digest."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time: the folder itself is held, so that no lock stays behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _beside(site: Path, kind: str) -> Path:
    return site.with_name(f".{site.name}.{kind}-{uuid4().hex[:8]}")


def _clear(site: Path) -> None:
    """Take away what killed builds left; one that died between the two renames of `_replace` left the site itself."""
    for old in site.parent.glob(f".{site.name}.old-*"):
        if site.exists():
            _discard(old)
        else:
            old.rename(site)
    for new in site.parent.glob(f".{site.name}.new-*"):
        if not _held(new):
            _discard(new)


def _discard(folder: Path) -> None:
    """Take a folder away, and where that is refused, once more with what is write-protected in it."""
    shutil.rmtree(folder, ignore_errors=True)
    for here, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(here, 0o700)  # noqa: PTH101 - before what is in it goes
    shutil.rmtree(folder, ignore_errors=True)


def _held(folder: Path) -> bool:
    """A build is at work in it; where the file system cannot tell, it may be."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _carry_hidden(old: Path, new: Path) -> None:
    """`.git`, `.well-known`, `.htaccess` are not the generator's: MkDocs leaves them alone as well."""
    for entry in old.iterdir():
        if not entry.name.startswith(".") or (new / entry.name).exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _exchange(new: Path, site: Path) -> bool:
    """Let the two change places in one step; False where the system or the file system has no such step."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    return bool(libc.renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0)


def _replace(new: Path, site: Path) -> Path:
    """The same in two steps, and back again if the second fails; returns where the old site is now."""
    old = _beside(site, "old")
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    return old
