"""Files and folders that take their place whole: made as a draft beside it, under a name that tells by which process.

What a process that was killed left half made is swept away by the next that comes by. Two builds may put the same thing
into its place at the same time.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from bulletin.regex import regex

NAME = regex(r"\.draft-(\d+)-[0-9a-f]{32}")
AT_FDCWD = -100  # linux/fcntl.h: paths are not relative to an open folder
RENAME_EXCHANGE = 2  # linux/fs.h


@contextmanager
def placing(place: Path) -> Iterator[Path]:
    """Where to make the draft of `place`, whose folder is made; in the end it takes that place, or goes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = _named(place)
    try:
        yield draft
        if draft.is_dir():
            _settle(draft, place)
        else:
            draft.replace(place)
    except BaseException:
        remove(draft)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system has no such step."""
    import ctypes  # not where nothing is built

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    return bool(libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def room(folder: Path) -> None:
    """Have all that libraries write down for a moment, in this process and its workers, written below `folder`.

    It goes when this process ends, and is swept away if it is killed.
    """
    sweep(folder)
    if tempfile.gettempdir().startswith(os.path.abspath(folder)):  # noqa: PTH100 - a link stays one
        return
    place = Path(os.path.abspath(_named(folder / "x")))  # noqa: PTH100
    with suppress(OSError):  # read-only: they write where they always do
        place.mkdir(parents=True)
        atexit.register(remove, place)
        os.environ["TMPDIR"] = str(place)
        tempfile.tempdir = None


def sweep(folder: Path) -> None:
    """Take away the drafts in a folder whose processes are no more."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if (made := NAME.fullmatch(entry.name)) and not _runs(int(made[1])):
            remove(entry)


def remove(entry: Path) -> None:
    """Take away a file or a folder, if it is there; where a link leads stays."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def _settle(draft: Path, place: Path) -> None:
    """A folder takes its place, and that of whatever is there, at no moment with nothing there."""
    try:
        draft.rename(place)
    except OSError:  # something damaged is there, or another build was first
        if exchange(draft, place):
            remove(draft)
        else:
            remove(place)
            draft.rename(place)


def _named(place: Path) -> Path:
    return place.with_name(f".draft-{os.getpid()}-{uuid4().hex}")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return True
