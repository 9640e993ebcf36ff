"""Many notices: each is made once and kept under a name that says what it was made of; the missing ones on all cores.

A file in the cache is `<key>-<digest>.pdf`. The key is over everything that decides the bytes: print HTML, style sheet,
font files, the code that prints and the versions under it. The digest is that of the PDF itself, so that a damaged file is
noticed and made again. (Pango and HarfBuzz come with the system and are not in the key: after an upgrade of theirs the
notices that are kept stay as they were filed; `make clean` makes them anew.)
"""

import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bulletin.filing.paper import Paper, paper
from bulletin.findings import Flaw
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.workers import spread

CACHE = Path(".cache/notices")
CODE = [
    Path(__file__).parent / name
    for name in (
        *("printing.py", "archive.py", "structure.py", "origins.py", "justify.py", "faces.py", "plates.py"),
        "../templates/notice.fonts.conf",
    )
]


class Pressed(NamedTuple):
    """The finished notices by the path of their bulletin, and what went wrong in making those that have a flaw."""

    files: dict[str, Path]
    complaints: dict[str, tuple[Flaw, ...]]


class Job(NamedTuple):
    """One notice to be made."""

    key: str
    paper: Paper


def press(bulletins: Iterable[Bulletin], site: Site, root: Path) -> Pressed:
    """The PDF of every bulletin, from the cache below `root` where it is there; raises faces.MissingFaceError.

    A notice with complaints is never taken from the cache: it complains every time until its cause is gone.
    """
    folder = root / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    papers = {each.path: paper(each, site, root) for each in bulletins}
    base = _base(*papers.values())
    jobs = {path: Job(made.key(base), made) for path, made in papers.items()}
    kept = _kept(folder, {job.key for job in jobs.values()})
    missing = {job.key: job for job in jobs.values() if job.key not in kept}
    made = dict(zip(missing, spread(make, folder, list(missing.values())), strict=True))
    return Pressed(
        {path: kept[job.key] if job.key in kept else made[job.key][0] for path, job in jobs.items()},
        {path: made[job.key][1] for path, job in jobs.items() if job.key in made and made[job.key][1]},
    )


def _base(*papers: Paper) -> bytes:
    """The digest of what all notices of a site have in common."""
    digest = hashlib.sha256()
    for one in papers[:1]:
        digest.update(one.css.encode())
        for part in (*one.faces.values(), *CODE):
            digest.update(hashlib.sha256(part.read_bytes()).digest())
        digest.update("".join(f"{role}\n" for role in one.faces).encode())
    digest.update(" ".join(version(name) for name in ("weasyprint", "pydyf", "fonttools", "pillow")).encode())
    return digest.digest()


def _kept(folder: Path, keys: set[str]) -> dict[str, Path]:
    """The sound files of the cache among those wanted; damaged ones are thrown away."""
    kept = {}
    for file in folder.glob("*-*.pdf"):
        key, digest = file.stem.split("-", 1)
        if key not in keys:
            continue
        if hashlib.sha256(file.read_bytes()).hexdigest() == digest:
            kept[key] = file
        else:
            file.unlink()
    return kept


def make(folder: Path, job: Job) -> tuple[Path, tuple[Flaw, ...]]:
    """Print one notice and put it into the cache; a flawed one under a name that is not looked for."""
    from bulletin.filing import printing  # WeasyPrint is not loaded where every notice is there already

    printed = printing.render(job.paper)
    name = "flawed" if printed.complaints else hashlib.sha256(printed.pdf).hexdigest()
    file = folder / (f"{job.key}.flawed.pdf" if printed.complaints else f"{job.key}-{name}.pdf")
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_bytes(printed.pdf)
    draft.replace(file)
    return file, printed.complaints
