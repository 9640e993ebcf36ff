"""`bulletin build`: the site, unless nothing has changed since it was published. Looks before anything large is loaded.

The stamp below `.cache` is over every file of the project and the program, the day (a waiver ends, a due date comes), and
over the names, sizes and times of what was published. It is taken before the build, so that what is saved meanwhile counts
as a change. `make` calls this module by itself, which takes a tenth of the time in which the other commands are loaded.
"""

import argparse
import datetime
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.cluster import SETTING
from bulletin.kept import program
from bulletin.regex import regex

STAMP = Path(".cache/stamp")
NAMED = regex(r"^site_dir:\s*['\"]?([^'\"#\n]+?)['\"]?\s*(?:#.*)?$", re.MULTILINE)
SAID = "没有改动，网站已是最新。Nothing has changed; the site is up to date."


def add(commands: Any) -> None:
    """Enter the command into the parser of `bulletin`."""
    one = commands.add_parser("build", help="生成网站；没有改动就不做 the site, unless nothing has changed")
    one.add_argument(
        "--scheduler", metavar="tcp://HOST:PORT", help="公文由 Dask 集群制作 the notices are made by a Dask cluster"
    )
    one.set_defaults(run=lambda args: build(Path.cwd(), args.scheduler))


def build(root: Path, scheduler: str | None = None) -> int:
    """Build the site of the project at `root` with MkDocs, its notices by the cluster of a scheduler; the exit code."""
    site, before = root / site_of(root), _before(root)
    stamp = root / STAMP
    known = stamp.read_text() if stamp.is_file() else ""
    if known.startswith(before) and known == f"{before}{_after(site)}":
        print(SAID)
        return 0
    told = os.environ | ({SETTING: scheduler} if scheduler else {})
    try:
        done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=root, env=told, check=False)
    except KeyboardInterrupt:  # the generator has heard it too, and said so
        return 130
    if done.returncode == 0 and site.is_dir():
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(f"{before}{_after(site)}")
    return done.returncode


def site_of(root: Path) -> str:
    """Where the settings say that the site stands; where they say it in another file, no stamp ever fits."""
    settings = root / "mkdocs.yml"
    found = NAMED.search(settings.read_text(encoding="utf-8")) if settings.is_file() else None
    return found[1] if found else "site"


def _before(root: Path) -> str:
    """All that goes in."""
    digest = hashlib.sha256(program())
    digest.update(f"{datetime.date.today()} {os.environ.get('SOURCE_DATE_EPOCH')}".encode())  # noqa: DTZ011 - as the rules
    seen = {os.path.realpath(root / site_of(root))}
    for file in (each for folder in (root, *_bureaus(root)) for each in _files(folder, seen)):
        digest.update(f"\0{file}\0".encode() + _content(file))
    return digest.hexdigest()


def _bureaus(root: Path) -> list[Path]:
    """The folders of the bureaus, if the settings name any; a portal has the time to load what reads them."""
    settings = root / "mkdocs.yml"
    if not settings.is_file() or "sources" not in settings.read_text(encoding="utf-8"):
        return []
    from bulletin.bureaus import shelves
    from bulletin.site import read_site

    return [root / shelf.folder for shelf in shelves(read_site(settings)[0])[1:]]


def _files(folder: Path, seen: set[str]) -> Iterator[str]:
    """Every file that is not hidden, behind links as well; a folder that was `seen` is passed over."""
    for here, folders, files in os.walk(folder, followlinks=True):
        shown = [name for name in sorted(folders) if not name.startswith((".", "__pycache__", "node_modules"))]
        real = {name: os.path.realpath(os.path.join(here, name)) for name in shown}  # noqa: PTH118 - as below
        folders[:] = [name for name in shown if real[name] not in seen]
        seen.update(real.values())
        yield from (os.path.join(here, name) for name in sorted(files) if not name.startswith("."))  # noqa: PTH118


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - thousands of them
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError as gone:
        return str(gone.errno).encode()


def _after(site: Path) -> str:
    """What came out, without reading it."""
    digest = hashlib.sha256(os.fsencode(site))
    folders = [str(site)] if site.is_dir() else []
    for folder in folders:
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                digest.update(f"{entry.path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(build(Path.cwd()))
