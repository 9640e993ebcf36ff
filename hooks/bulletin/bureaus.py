"""A portal out of many repositories: the bulletins of the project itself, and those of every bureau that the settings name.

A bureau's folder stands on the site below its own name: `../shuiwu/bulletins/2024/x.md` is `bulletins/shuiwu/2024/x`. These
folders are the one exception to the rule that nothing outside the project is read, since the settings name them; links
that lead out of them are refused as those of the project are. A bureau's settings are its own: the portal's hold here.
"""

import posixpath
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin import texts
from bulletin.findings import Words
from bulletin.kept import Kept
from bulletin.load import Source, files, named, read, real, uncollected
from bulletin.misused import Misused
from bulletin.regex import regex
from bulletin.site import Site
from bulletin.workers import spread

FOLDER = "bulletins"
FEW = 8  # files, by which many are judged
WHAT = Words("读取通报", "reading")
SLUG = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Shelf(NamedTuple):
    """A folder of bulletins: where it lies, from the project on, what stands before their addresses, and whose they are."""

    folder: str
    at: str
    bureau: str = ""


class Lying(NamedTuple):
    """A file on a shelf; its path is what findings call it."""

    path: str
    file: Path
    shelf: Shelf


def shelves(site: Site) -> list[Shelf]:
    """The project's own, then those of the bureaus, in the order of the settings."""
    named = (Shelf(posixpath.normpath(one.path), f"{FOLDER}/{one.slug}", one.name) for one in site.sources)
    return [Shelf(FOLDER, FOLDER), *named]


def ahead(there: Sequence[Lying], root: Path, kept: Kept) -> None:
    """Have many files read on all cores, if a few of them say that they are new, so that `gather` finds what is kept."""
    few = there[:: max(1, len(there) // FEW)]
    if all(_new(one, root, kept) for one in few):
        for _ in spread(_kept, (root, kept), there, WHAT):
            pass


def _new(one: Lying, root: Path, kept: Kept) -> bool:
    """Nothing is kept of it, under the name that `load` gives it."""
    try:
        text = texts.text(b"" if one.file.is_symlink() else one.file.read_bytes())
    except (OSError, UnicodeDecodeError):
        return False
    path = named(one.file, _folders(one, root)[0])
    return not kept.has(kept.name("source", path.encode(), texts.digest(text)))


def _kept(common: tuple[Path, Kept], one: Lying) -> None:
    taken(one, *common)


def gather(there: Sequence[Lying], root: Path, kept: Kept | None = None) -> list[Source]:
    """Every bulletin of those that lie there, without the samples of bureaus."""
    with uncollected():
        read = (taken(one, root, kept) for one in there)
        return [source for source in read if source]


def lying(site: Site, settings: Source, root: Path) -> list[Lying]:
    """The files of the project at `root` and of its bureaus, without a look into any; raises Misused."""
    _agreed(site, settings, root)
    folders = ((shelf, root / shelf.folder) for shelf in shelves(site))
    return [
        Lying(f"{shelf.folder}/{named(file, folder)}", file, shelf)
        for shelf, folder in folders
        for file in sorted(files(folder))
    ]


def taken(one: Lying, root: Path, kept: Kept | None = None) -> Source | None:
    """What lies there; None for a sample of a bureau: every one has the same ones, to show its editors how it is done."""
    source = read(one.file, *_folders(one, root), kept)
    if one.shelf.at == FOLDER:
        return source
    below, source.path = source.path, one.path
    if bulletin := source.bulletin:
        bulletin._path, bulletin._file, bulletin._bureau = f"{one.shelf.at}/{below}", source.path, one.shelf.bureau
    return None if bulletin and bulletin.sample else source


def _folders(one: Lying, root: Path) -> tuple[Path, Path]:
    """From where its path is told, and what it must not lead out of."""
    folder = root / one.shelf.folder
    return root if one.shelf.at == FOLDER else folder, folder


def _agreed(site: Site, settings: Source, root: Path) -> None:
    """Raise for the first bureau that cannot be gathered, with its line in the settings."""
    slugs, names = (Counter(getattr(one, field) for one in site.sources) for field in ("slug", "name"))
    for number, one in enumerate(site.sources):
        folder = root / one.path
        if not (one.name and one.slug and one.path):
            continue  # which is a finding of its own
        if not SLUG.fullmatch(one.slug):
            zh, en = "slug 只用小写英文字母、数字和连字符", "slug: lower-case letters, digits and hyphens"
        elif slugs[one.slug] > 1 or names[one.name] > 1:
            zh, en = "slug 或 name 与另一个部门相同", "slug or name is that of another one, too"
        elif (root / FOLDER / one.slug).exists():
            zh, en = f"{FOLDER}/{one.slug} 已经有了，请换一个 slug", f"{FOLDER}/{one.slug} is there; take another slug"
        elif not folder.is_dir():
            zh, en = f"没有文件夹 {one.path}", f"there is no folder {one.path}"
        elif _overlap(real(folder), real(root / FOLDER)):
            zh, en = f"{one.path} 就是本项目的通报", f"{one.path} are the bulletins of this project"
        else:
            continue
        where = f"{settings.path}:{settings.place(('sources', number)).line}"
        raise Misused(f"{where}: sources 里的“{one.name}”：{zh}。", f"{where}: “{one.name}” in sources: {en}.")


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
