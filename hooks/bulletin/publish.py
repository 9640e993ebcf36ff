"""The site on disk is replaced whole, or not at all.

A new site is built in a folder beside the one in place, on the same file system, and the two change places in one step.
Whatever goes wrong before leaves the published site untouched. A build that was killed leaves a folder behind that
nobody holds; the next build takes it away. What was in place before is put by, and changed into the site after: of forty
thousand files an edit changes few.
"""

import atexit
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from bulletin import laying
from bulletin.drafts import exchange
from bulletin.leaves import Laid

SPARE = Path(".cache/site")  # the site before the one in place


class Staging:
    """A site that is being built. `folder` is where; `site` is where it is going to stand; the one that it replaces is
    put by as the `spare`, which the next build changes into its own: after an edit that is little.
    """

    def __init__(self, site: Path, spare: Path | None = None) -> None:
        self.site = Path(os.path.realpath(site))  # where `site` is a link, it stays one
        self.spare, self._held = spare, dict[Path, int]()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.site.parent):  # or another build that begins now would clear what this one does not hold yet
            _clear(self.site)
            self.folder = _beside(self.site, "new")
            self.folder.mkdir()
            self._hold(self.folder)
        atexit.register(self.abandon)  # Ctrl-C: the site generator tells nobody
        os.register_at_fork(after_in_child=self._let_go)

    def lay(self, leaves: Laid) -> None:
        """Put what is kept into the new site, beside what is there."""
        if old := self._claimed():
            try:
                laying.renew(old, leaves, self.folder.stat().st_mode)
            except OSError:  # whatever befell it while it was published
                self._give_up(old)
            else:
                laying.move(self.folder, old)
                old.rename(self.folder)
                os.close(self._held[self.folder])
                self._held[self.folder] = self._held.pop(old)
                return
        laying.lay(leaves, self.folder)

    def publish(self) -> Path:
        """Put the new site into its place and return that; raises OSError, and then the old one is still there."""
        if self.site.exists():
            shutil.copymode(self.site, self.folder)
            _carry_hidden(self.site, self.folder)
            old = self.folder if exchange(self.folder, self.site) else _replace(self.folder, self.site)
            self._put_by(old)
        else:
            self.folder.rename(self.site)
        self.abandon()
        return self.site

    def abandon(self) -> None:
        """Leave nothing behind; does nothing after `publish`."""
        for folder in [*self._held]:
            self._give_up(folder)

    def _hold(self, folder: Path) -> None:
        """Tell other builds that somebody is at work here."""
        self._held[folder] = os.open(folder, os.O_RDONLY)
        fcntl.flock(self._held[folder], fcntl.LOCK_EX)

    def _let_go(self) -> None:
        """In a worker, which for a moment may outlive a build that is killed: it is at work nowhere here."""
        for handle in self._held.values():
            os.close(handle)

    def _give_up(self, folder: Path) -> None:
        os.close(self._held.pop(folder))
        _discard(folder)

    def _claimed(self) -> Path | None:
        """The spare, if there is one, for this build alone."""
        if not self.spare or self.spare.is_symlink():
            return None
        place = _beside(self.site, "new")
        with _alone(self.site.parent):
            try:
                self.spare.rename(place)
            except OSError:
                return None
            self._hold(place)
        return place

    def _put_by(self, old: Path) -> None:
        try:
            if not self.spare:
                raise FileNotFoundError
            self.spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(self.spare)
        except OSError:  # on another disk, or another build has put its own by
            _discard(old)


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
