"""Many notices: each is made once and kept under a name that says what it was made of; the missing ones on all cores.

A file in the cache is `<key>-<digest>.pdf`. The key is over everything that decides the bytes: print HTML, style sheet,
font files, the code that prints and the versions under it, those of the system included. The digest is that of the PDF
itself, so that a damaged file is noticed and made again.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bulletin import images
from bulletin.cluster import SETTING, caller
from bulletin.copies import aside
from bulletin.drafts import placing, sweep
from bulletin.filing.engines import versions
from bulletin.filing.faces import faces
from bulletin.filing.notice import style
from bulletin.filing.paper import Paper, paper
from bulletin.findings import Flaw, Words
from bulletin.kept import Kept, left
from bulletin.model import Bulletin
from bulletin.progress import told
from bulletin.regex import regex
from bulletin.site import Site
from bulletin.workers import begun

if TYPE_CHECKING:
    from bulletin.filing.printing import Print

CACHE = Path(".cache/notices")
NOTICE = regex(r"[0-9a-f]{64}(?:-[0-9a-f]{64}|\.flawed)\.pdf")  # how what lies there is called
WHAT = Words("制作公文", "notices")
MANY = 16  # notices, below which the faces are not worth their way to a cluster
SOME = 24  # notices, up to which it is worth the while to set their papers while all that prints is loaded
CODE = [
    Path(__file__).parent / name
    for name in (
        *("printing.py", "archive.py", "structure.py", "origins.py", "justify.py", "faces.py", "plates.py"),
        *("lines.py", "markup.py", "paragraphs.py", "glyphs.py", "pace.py", "passes.py", "painting.py", "ruling.py"),
        *("outlines.py", "styles.py", "subsets.py", "writing.py"),
        "../templates/notice.fonts.conf",
    )
]


class Pressed(NamedTuple):
    """The finished notices by the path of their bulletin, and what went wrong in making those that have a flaw."""

    files: dict[str, Path]
    complaints: dict[str, tuple[Flaw, ...]]


class Shop(NamedTuple):
    """What all notices of a site have in common; `base` is the digest of all that prints them, `there` what the cache holds."""

    site: Site
    root: Path
    base: bytes
    there: dict[str, Path]


class Printed(NamedTuple):
    """A notice that was made: the name of its paper, where it lies, what went wrong."""

    key: str
    file: Path
    flaws: tuple[Flaw, ...]


def press(bulletins: Iterable[Bulletin], site: Site, root: Path, kept: Kept | None = None) -> Pressed:
    """The PDF of every bulletin, from the cache below `root` where it is there; raises faces.MissingFaceError.

    A notice with complaints is never taken from the cache: it complains every time until its cause is gone. With `kept`
    it is known without setting a paper what key it has.
    """
    return pressing(bulletins, site, root, kept)()


def pressing(bulletins: Iterable[Bulletin], site: Site, root: Path, kept: Kept | None = None) -> Callable[[], Pressed]:
    """`press`, begun: a few notices are made while this process goes on; what is given waits for them."""
    bulletins, kept, shop = list(bulletins), kept or Kept(root), _shop(site, root)
    names, notes = _notes(bulletins, shop, kept)
    keys = {path: note.partition(" ")[0] for path, note in notes.items()}
    files = {keys[path]: file for path, note in notes.items() if (file := _sound(shop.there.get(keys[path]), note))}
    missing = [one for one in bulletins if keys[one.path] not in files]
    making = _made(shop, missing)

    def pressed() -> Pressed:
        made = dict(zip((one.path for one in missing), making(), strict=True))
        for path, note in notes.items():
            printed = made.get(path) or Printed(keys[path], files[keys[path]], ())
            if not printed.flaws and note != (now := _note(printed.key, printed.file)):
                kept.put(names[path], now.encode())
        return Pressed(
            {path: made[path].file if path in made else files[key] for path, key in keys.items()},
            {path: printed.flaws for path, printed in made.items() if printed.flaws},
        )

    return pressed


def at_hand(bulletins: Iterable[Bulletin], site: Site, root: Path, kept: Kept) -> Callable[[], Pressed]:
    """Those notices that are in the cache: named and not looked into, for a preview."""
    shop = _shop(site, root)
    keys = {path: note.partition(" ")[0] for path, note in _notes(bulletins, shop, kept)[1].items()}
    there = {path: shop.there[key] for path, key in keys.items() if key in shop.there}
    return lambda: Pressed(there, {})


def _shop(site: Site, root: Path) -> Shop:
    sweep(root / CACHE)
    there = {file.stem.partition("-")[0]: file for file in (root / CACHE).glob("*-*.pdf")}
    return Shop(site, root, _base(site, root), there)


def _notes(bulletins: Iterable[Bulletin], shop: Shop, kept: Kept) -> tuple[dict[str, str], dict[str, str]]:
    """By the path of each bulletin: the name under which a note of its notice is kept, and the note, as far as it is known."""
    setting = shop.site.key
    names = {
        one.path: kept.name("paper", shop.base, setting, one.written, *_pictures(one, shop.root)) for one in bulletins
    }
    return names, {path: (kept.get(name) or b"").decode("ascii", "replace") for path, name in names.items()}


def _note(key: str, file: Path) -> str:
    """The key of a notice, and how its file was left."""
    return f"{key} {left(file.lstat())}"


def _pictures(one: Bulletin, root: Path) -> list[bytes]:
    return [part for address, data in images.files(one, root).items() for part in (address.encode(), data)]


def _base(site: Site, root: Path) -> bytes:
    """The digest of what all notices of a site have in common."""
    digest, known = hashlib.sha256(style().encode()), faces(site, root)
    for part in (*known.values(), *CODE):
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    digest.update("".join(f"{role}\n" for role in known).encode())
    digest.update(versions().encode())
    return digest.digest()


def _sound(file: Path | None, note: str = "") -> Path | None:
    """A file of the cache that is what its name says, or that nobody has written to since it was noted; a damaged one is
    thrown away.
    """
    if file and note and file.is_file() and note == _note(file.stem.partition("-")[0], file):
        return file
    if file and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == file.stem.partition("-")[2]:
        return file
    if file:
        file.unlink(missing_ok=True)
    return None


def _made(shop: Shop, missing: Sequence[Bulletin]) -> Callable[[], Iterable[Printed]]:
    """On the cores of this machine, or on the cluster that the environment names."""
    address = os.environ.get(SETTING)
    if not address or len(missing) < MANY:
        jobs: list[Bulletin | Paper] = [*missing]
        return begun(make, shop, jobs, WHAT, ready=lambda shop: _ready(shop, jobs))
    return partial(told, _afar(shop, missing, address), len(missing), WHAT)


def _ready(shop: Shop, jobs: list[Bulletin | Paper]) -> None:
    """Load what prints: once, for all workers that are forked. If there are few, a copy of this process meanwhile sets the
    papers; if many, what a paper is set with is loaded as well.
    """
    first = jobs[: SOME if len(jobs) <= SOME else 1]
    papers = aside(lambda: [_sheet(shop, one) for one in first]) if len(first) > 1 else lambda: [_sheet(shop, *first)]
    from bulletin.filing import printing

    printing.ready(style(), faces(shop.site, shop.root))
    jobs[: len(first)] = papers()


def _sheet(shop: Shop, one: Bulletin | Paper) -> Paper:
    return one if isinstance(one, Paper) else paper(one, shop.site, shop.root)


def _afar(shop: Shop, missing: Iterable[Bulletin], address: str) -> Iterator[Printed]:
    """The papers travel, the PDFs come back."""
    known = faces(shop.site, shop.root)
    named = {role: Path(caller.digest(file)) for role, file in known.items()}
    sheets = ((one.path, paper(one, shop.site, shop.root)) for one in missing)
    for (key, there), printed in caller.spread(address, print_afar, _errands(sheets, shop, named), known.values()):
        yield Printed(key, there, ()) if there else _filed(shop.root / CACHE, key, printed)


def _errands(sheets: Iterable[tuple[str, Paper]], shop: Shop, named: Mapping[str, Path]) -> Iterator[caller.Errand]:
    for path, sheet in sheets:
        key = sheet.key(shop.base)
        there = _sound(shop.there.get(key))
        yield caller.Errand(path, (key, there), None if there else sheet._replace(faces=named))


def print_afar(sheet: Paper) -> "Print":
    """In a worker of a cluster: print a paper whose faces are named by their digests."""
    from bulletin.cluster.worker import brought
    from bulletin.filing import printing

    return printing.render(sheet._replace(faces={role: brought(face.name) for role, face in sheet.faces.items()}))


def make(shop: Shop, one: Bulletin | Paper) -> Printed:
    """Print one notice and put it into the cache, unless it is there."""
    sheet = _sheet(shop, one)
    key = sheet.key(shop.base)
    if there := _sound(shop.there.get(key)):
        return Printed(key, there, ())
    from bulletin.filing import printing  # WeasyPrint is not loaded where every notice is there already

    return _filed(shop.root / CACHE, key, printing.render(sheet))


def _filed(folder: Path, key: str, printed: "Print") -> Printed:
    """A notice in the cache; a flawed one under a name that is not looked for."""
    name = "flawed" if printed.complaints else hashlib.sha256(printed.pdf).hexdigest()
    file = folder / (f"{key}.flawed.pdf" if printed.complaints else f"{key}-{name}.pdf")
    with placing(file) as draft:
        draft.write_bytes(printed.pdf)
    return Printed(key, file, printed.complaints)
