"""The project that a command is run in: where it is, its settings, its bulletins, and what is wrong with them."""

import datetime
import errno
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bulletin import bureaus, digests, images
from bulletin.building import site_of
from bulletin.bureaus import FOLDER, Lying
from bulletin.findings import Finding, Words
from bulletin.kept import Kept
from bulletin.kin import kin, parts
from bulletin.load import Source, load, read, real, uncollected
from bulletin.misused import Misused
from bulletin.rules import RULES, at, check
from bulletin.site import Site, read_site

__all__ = ["CONFIG", "FOLDER", "Misused", "checked", "interrupted", "project", "stopped", "surveyed", "tracked"]

CONFIG = "mkdocs.yml"
PART = 1000  # bulletins that are held at a time where only findings are asked for: 20 MB
_FULL = Words("磁盘已满，请腾出空间以后重试", "the disk is full; make room and try again")
_LOCKED = Words("没有权限，请检查文件夹的权限和所有者", "no permission; look at who owns the folder, and who may write")
REFUSED = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: Words("文件太大，系统不让写", "is larger than the system lets a file be"),
    errno.EROFS: Words("所在的磁盘是只读的", "is on a disk that is read-only"),
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
}


def stopped(error: Exception) -> Words | None:
    """What stopped a command or a build, in words, where it is none of this program's mistakes."""
    words: Words | None = getattr(error, "words", None)
    if words or not isinstance(error, OSError):
        return words
    where, what = f"{error.filename}: " if error.filename else "", error.strerror or str(error)
    zh, en = REFUSED.get(error.errno or 0, Words(what, what))
    return Words(f"{where}{zh}。", f"{where}{en}.")


def interrupted(error: BaseException | None) -> bool:
    """Whether it was Ctrl-C, of which a library may have made an error of its own while it was left."""
    return error is not None and (isinstance(error, KeyboardInterrupt) or interrupted(error.__context__))


def project() -> Path:
    """The folder of the nearest mkdocs.yml, from here upwards; this folder where there is none."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), here)


class Opened(NamedTuple):
    """A project as it lies there: its settings, what is odd about its cache, its files, and the folders that these are in."""

    root: Path
    site: Site
    settings: Source
    odd: list[Finding]
    kept: Kept | None
    lying: list[Lying]
    folders: list[Path]

    def found(self, sources: list[Source], chosen: list[Source]) -> set[Finding]:
        """What is wrong with the chosen ones among the sources, and with the settings."""
        today = datetime.date.today()  # noqa: DTZ011 - a waiver ends at the local midnight
        spoken_of = {source.path for source in chosen} | {self.settings.path}
        findings = check(sources, self.site, today, self.settings, self.kept)
        told = {finding for finding in findings if finding.path in spoken_of}
        return told.union(self.odd, _beside(chosen, self.root, self.folders))


def _opened() -> Opened:
    root = project()
    site, settings = read_site(root / CONFIG)
    odd = list(tracked(root))
    kept = Kept(root) if (root / CONFIG).is_file() and not odd else None  # elsewhere nothing is left behind
    folders = [root / shelf.folder for shelf in bureaus.shelves(site)]
    return Opened(root, site, settings, odd, kept, bureaus.lying(site, settings, root), folders)


def checked(paths: Sequence[Path]) -> tuple[list[Source], list[Finding], Site]:
    """The sources at `paths` (all if none are named) with what is wrong with them.

    Ids and editions can only be judged among all bulletins: those that hang together with the named ones are read as well.
    """
    here = _opened()
    with uncollected():
        if paths:
            chosen, sources = _among(here, paths)
        else:
            chosen = sources = bureaus.gather(here.lying, here.root, here.kept)
    return chosen, sorted(here.found(sources, chosen)), here.site


def surveyed() -> tuple[int, list[Finding]]:
    """The number of all bulletins, and what is wrong with them; of many thousands, some at a time are held."""
    here, number, findings = _opened(), 0, set[Finding]()
    read = partial(bureaus.taken, root=here.root, kept=here.kept)
    for part in parts(here.lying, read, here.kept, PART) if here.kept else [here.lying]:
        sources = bureaus.gather(part, here.root, here.kept)
        number += len(sources)
        findings |= here.found(sources, sources)
    return number, sorted(findings)


def _among(here: Opened, paths: Sequence[Path]) -> tuple[list[Source], list[Source]]:
    """The sources at `paths`, and all that they are judged among."""
    root, lying, folder = here.root, here.lying, cache(os.path.realpath)  # one folder holds many
    read = cache(partial(bureaus.taken, root=root, kept=here.kept))
    spots = {one.path: _spot(os.path.join(root, one.path), folder) for one in lying}  # noqa: PTH118
    wanted = {place for path in paths for place in (_spot(path), os.path.realpath(path))}
    within = tuple(os.path.join(place, "") for place in wanted)  # noqa: PTH118
    named = [one for one in lying if spots[one.path] in wanted or spots[one.path].startswith(within)]
    found = {spots[one.path] for one in named if read(one)}
    others = [source for path in paths for source in _elsewhere(path, root, here.folders, found)]
    ids = {source.bulletin.id for source in others if source.bulletin}  # a copy stands in for its original
    among = kin(named, others, lying, read, here.kept) if here.kept and len(named) < len(lying) else lying
    sources = [source for one in among if (source := read(one))]
    chosen = {one.path for one in named}
    return (
        [source for source in sources if source.path in chosen] + others,
        [one for one in sources if not one.bulletin or one.bulletin.id not in ids] + others,
    )


def tracked(root: Path) -> Iterator[Finding]:
    """A finding if the cache of a project is under version control."""
    if not (root / ".cache").exists():
        return
    try:
        command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--", ".cache"]
        files = subprocess.run(command, cwd=root, capture_output=True, check=False).stdout.count(b"\0")  # noqa: S603 - git itself
    except OSError:  # there is no git
        return
    if files:
        yield RULES["RB030"].find(Source(".cache"), at(count=files))


def _beside(sources: list[Source], root: Path, folders: Sequence[Path]) -> Iterator[Finding]:
    """What can be told of bulletins by what lies beside them: the published site, where it is at hand, and their pictures."""
    published = root / site_of(root)
    if (published / digests.NAME).is_file():
        from bulletin.amended import amended

        yield from amended(sources, published, root)
    places = (images.places(source.bulletin, root) for source in sources if source.bulletin)
    there = {path: file for each in places for path, file in each.items() if file.is_file()}
    for folder in folders if there else ():
        from bulletin.attached import attached  # only here: it loads a reader of PDFs

        yield from attached(sorted(each for each in there.items() if each[1].is_relative_to(folder)), folder)


def _elsewhere(path: Path, root: Path, folders: Sequence[Path], found: set[str]) -> list[Source]:
    """Bulletins that were named but lie outside the project's folders."""
    if any(folder.is_dir() and real(folder).is_relative_to(real(path)) for folder in folders):
        return []  # `bulletin check .`: the bulletins of a project are those of its folder
    if path.is_dir() and path.suffix.lower() != ".md":
        return [source for source in load(path.absolute(), root) if _spot(root / source.path) not in found]
    return [] if _spot(path) in found else [read(path, root)]


def _spot(path: Path | str, real: Callable[[str], str] = os.path.realpath) -> str:
    """Where a name stands, which for a symbolic link is not where it leads."""
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 - also takes out `..`
    return os.path.join(real(folder), name)  # noqa: PTH118 - of thousands
