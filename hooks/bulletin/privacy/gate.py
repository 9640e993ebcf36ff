"""The last gate: every file of the finished site is read once more for what must not be told of a person, before it is published.

The source was read by the rules; here it is what came of it, of hand-written pages and of attached files: text of pages
with their attributes, feeds, data, workbooks, PDFs with their metadata and what they enclose, notes in pictures. A file
that was found clean is known by its digest, and not read again until it, or what is looked for, has changed.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from bulletin.drafts import placing, sweep
from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.privacy.personal import found
from bulletin.privacy.pieces import ENDS, LARGE
from bulletin.privacy.readable import READERS, located, pieces, printed, walked
from bulletin.regex import regex
from bulletin.rules import RULES, at
from bulletin.workers import spread

CACHE = Path(".cache/clean")
# Numbers of bulletins, any of which may look like a telephone's; the texts of the search are read.
POSTINGS = regex(r"search-index/s\d+\.js")
NAME = regex(r"[0-9a-f]{64}\.txt")
WHAT = Words("重读网站", "reading the site again")
CODE = [
    Path(__file__).parent / name
    for name in (
        *("gate.py", "personal.py", "traces.py", "numbers.py", "folded.py"),
        *("readable.py", "drawn.py", "pieces.py"),
    )
]
KINDS = {
    "identity": Words("身份证号码", "an ID number"),
    "mobile": Words("手机号码", "a mobile number"),
    "card": Words("银行卡号", "the number of a bank card"),
    "plate": Words("车牌号", "a number plate"),
    "home": Words("写到门牌的住址", "a home address"),
    "mail": Words("私人邮箱", "a private e-mail address"),
}


class Clean(NamedTuple):
    """What was found clean: files by their digests, each with those of its pieces, where it was read in pieces."""

    files: dict[str, list[str]]

    @property
    def pieces(self) -> frozenset[str]:
        """Those of all files."""
        return frozenset(piece for each in self.files.values() for piece in each)


class Read(NamedTuple):
    """What was found in a file, and the digests of its pieces, if it was read in pieces and is clean."""

    findings: list[Finding]
    pieces: list[str]


def leaks(folder: Path, sums: bytes, permitted: frozenset[str], root: Path) -> list[Finding]:
    """What stands in the files of a finished site, listed in `sums` (as sha256sum does), beyond what is permitted.

    The digests of clean files are kept below `root`, for the next build.
    """
    kept = root / CACHE / f"{_key(permitted)}.txt"
    known = _known(kept)
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in sums.decode().splitlines())}
    new = [name for name, digest in digests.items() if digest not in known.files]
    common = (folder, permitted, known.pieces)
    told = dict(zip(new, spread(read_again, common, new, WHAT, few=200), strict=True))
    clean = {digest: known.files.get(digest, []) for name, digest in digests.items() if name not in told}
    clean |= {digests[name]: read.pieces for name, read in told.items() if not read.findings}
    _keep(kept, Clean(clean))
    return [finding for read in told.values() for finding in read.findings]


def read_again(common: tuple[Path, frozenset[str], frozenset[str]], name: str) -> Read:
    """What stands in one file of a site beyond what is permitted; of a large table, only pieces that are not known are read."""
    folder, permitted, known = common
    file = folder / name
    kind = file.suffix.lower()
    read = READERS.get(kind)
    if read is printed and not file.with_suffix(".md").is_file():
        read = walked  # no notice of ours
    if not read or POSTINGS.fullmatch(name):
        return Read([], [])
    raw = file.read_bytes()
    if kind in ENDS and len(raw) >= LARGE and (clean := _clean(raw, kind, permitted, known)):
        return Read([], clean)
    hits = {hit.value: hit for text in read(raw) for hit in found(text) if hit.value not in permitted}
    told = [_finding(name, KINDS[hit.kind], hit.shown) for hit in hits.values()]
    if located(raw, name):
        told.append(_finding(name, Words("拍摄地点", "the place where a picture was taken"), "EXIF GPS"))
    return Read(told, [])


def _clean(raw: bytes, kind: str, permitted: frozenset[str], known: frozenset[str]) -> list[str]:
    """The digests of the pieces of a file if nothing is found in any."""
    met = []
    for read, piece in pieces(raw, kind):
        digest = hashlib.sha256(f"{read.__name__}\n".encode() + piece).hexdigest()
        if digest not in known and any(hit.value not in permitted for text in read(piece) for hit in found(text)):
            return []
        met.append(digest)
    return [] if located(raw, kind) else met


def _finding(name: str, what: Words, shown: str) -> Finding:
    return RULES["RB904"].find(Source(name), at(what=what, shown=shown))


def _key(permitted: frozenset[str]) -> str:
    """The digest of everything that decides what is found."""
    digest = hashlib.sha256("\n".join(sorted(permitted)).encode())
    for part in CODE:
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()


def _known(kept: Path) -> Clean:
    """What is written down; a damaged list is none."""
    lines = kept.read_bytes().decode("ascii", "replace").splitlines() if kept.is_file() else []
    return Clean({digest: pieces for digest, *pieces in filter(None, map(str.split, lines))})


def _keep(kept: Path, clean: Clean) -> None:
    """Write down the clean ones in one step; what was kept for other rules goes."""
    with placing(kept) as draft:
        draft.write_text("\n".join(sorted(" ".join([digest, *pieces]) for digest, pieces in clean.files.items())))
    sweep(kept.parent)
    for old in kept.parent.glob("*.txt"):
        if old != kept and NAME.fullmatch(old.name):
            old.unlink(missing_ok=True)
