"""The last gate: every file of the finished site is read once more for what must not be told of a person, before it is published.

The source was read by the rules; here it is what came of it, of hand-written pages and of attached files: text of pages
with their attributes, feeds, data, workbooks, PDFs with their metadata and what they enclose, notes in pictures. A file
that was found clean is known by its digest, and not read again until it, or what is looked for, has changed.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, TextIO

from bulletin import digests
from bulletin.drafts import placing, sweep
from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.privacy.personal import found, hits, veiled
from bulletin.privacy.pieces import ENDS, LARGE
from bulletin.privacy.readable import READERS, located, pictured, pieces, printed, walked
from bulletin.privacy.words import WALL
from bulletin.regex import regex
from bulletin.rules import RULES, at
from bulletin.workers import spread

CACHE = Path(".cache/clean")
# Numbers of bulletins, any of which may look like a telephone's; the texts of the search are read.
POSTINGS = regex(r"search-index/s\d+\.js")
NAME = regex(r"[0-9a-f]{64}\.txt")
DIGEST = regex(r"[0-9a-f]{64}")
SOME = 50  # files that are read at a time
WHAT = Words("重读网站", "reading the site again")
CODE = [
    Path(__file__).parent / name
    for name in (
        *("gate.py", "personal.py", "written.py", "traces.py", "numbers.py", "folded.py"),
        *("readable.py", "words.py", "pictures.py", "drawn.py", "pieces.py"),
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
    """What was found clean: files by their digests, and with those that were read in pieces, the digests of these."""

    files: set[bytes]
    pieces: Mapping[bytes, list[str]]

    @property
    def parts(self) -> frozenset[str]:
        """The pieces of all files."""
        return frozenset(piece for each in self.pieces.values() for piece in each)


class Read(NamedTuple):
    """What was found in some files, and a line for each that is clean: its digest, those of its pieces."""

    findings: list[Finding]
    clean: list[str]


class New:
    """Lines of a list of digests, some at a time, out of a file that has so many of them: a site may have a million."""

    def __init__(self, lines: TextIO, count: int) -> None:
        self.lines, self.count = lines, count

    def __len__(self) -> int:
        """How many times some."""
        return (self.count + SOME - 1) // SOME

    def __iter__(self) -> Iterator[list[str]]:
        """From the first line on."""
        self.lines.seek(0)
        return iter(lambda: list(islice(self.lines, SOME)), [])


def leaks(
    folder: Path, permitted: frozenset[str], root: Path, clean: Callable[[], Iterable[str]] = tuple
) -> list[Finding]:
    """What stands in the files of a finished site, those that its list of digests names (as sha256sum writes it), beyond
    what is permitted.

    The digests of clean files are kept below `root`, for the next build. Some may have been found `clean` ahead, which is asked for
    late.
    """
    kept = _kept(permitted, root)
    known, findings = _known(kept, clean), [*_named(folder / digests.NAME, permitted)]
    with (
        placing(kept) as draft,
        draft.open("w", encoding="ascii") as still,
        TemporaryFile("w+", encoding="utf-8") as new,
    ):
        count = _parted(folder / digests.NAME, known, still, new)
        for read in spread(read_again, (folder, permitted, known.parts), New(new, count), WHAT, few=200 // SOME):
            findings += read.findings
            still.writelines(read.clean)
    _only(kept)
    return findings


def ahead(folder: Path, made: Mapping[str, str], permitted: frozenset[str], root: Path) -> list[str]:
    """Those of some files, by their paths with their digests, that are new and clean, as `leaks` takes them."""
    known = _known(_kept(permitted, root))
    new = [f"{digest}  {path}" for path, digest in made.items() if bytes.fromhex(digest) not in known.files]
    return read_again((folder, permitted, known.parts), new).clean


def _named(sums: Path, permitted: frozenset[str]) -> Iterator[Finding]:
    """What the names of files tell of a person: an address shows them, and so does who saves the file."""
    with sums.open(encoding="utf-8") as opened:
        while lines := list(islice(opened, SOME * SOME)):
            text = WALL.join(line[66:-1] for line in lines)
            for hit in found(text):
                if hit.value not in permitted:
                    name = text[text.rfind(WALL, 0, hit.start) + 1 :].partition(WALL)[0]
                    yield _finding(veiled(name), KINDS[hit.kind], hit.shown)


def _parted(sums: Path, known: Clean, still: TextIO, new: TextIO) -> int:
    """Write down what is still clean, and the lines of what is not known to be; gives the number of these."""
    count = 0
    with sums.open(encoding="utf-8") as opened:
        for line in opened:
            digest = line[:64]
            if (name := bytes.fromhex(digest)) not in known.files:
                new.write(line)
                count += 1
            elif parts := known.pieces.get(name):
                still.write(" ".join([digest, *parts]) + "\n")
            else:
                still.write(f"{digest}\n")
    return count


def read_again(common: tuple[Path, frozenset[str], frozenset[str]], lines: list[str]) -> Read:
    """What stands in some files of a site beyond what is permitted; of a large table, only pieces that are not known are
    read.
    """
    findings, clean = list[Finding](), list[str]()
    for digest, _, name in (line.rstrip("\n").partition("  ") for line in lines):
        told, pieces = _read(*common, name)
        findings += told
        clean += [] if told else [" ".join([digest, *pieces]) + "\n"]
    return Read(findings, clean)


def _read(folder: Path, permitted: frozenset[str], known: frozenset[str], name: str) -> tuple[list[Finding], list[str]]:
    """What was found in a file, and the digests of its pieces, if it was read in pieces and is clean."""
    file = folder / name
    kind = file.suffix.lower()
    read = READERS.get(kind)
    if read is printed and not file.with_suffix(".md").is_file():
        read = walked  # no notice of ours
    if not read or POSTINGS.fullmatch(name):
        return [], []
    if kind in ENDS and file.stat().st_size >= LARGE and (clean := _clean(file, permitted, known)):
        return [], clean
    raw = file.read_bytes()
    met = {hit.value: hit for text in read(raw) for hit in hits(text) if hit.value not in permitted}
    told = [_finding(name, KINDS[hit.kind], hit.shown) for hit in met.values()]
    if located(raw, name):
        told.append(_finding(name, Words("拍摄地点", "the place where a picture was taken"), "EXIF GPS"))
    return told, []


def _clean(file: Path, permitted: frozenset[str], known: frozenset[str]) -> list[str]:
    """The digests of the pieces of a file if nothing is found in any."""
    met = []
    with file.open("rb") as opened:
        for read, piece in pieces(opened, file.suffix.lower()):
            digest = hashlib.sha256(f"{read.__name__}\n".encode() + piece).hexdigest()
            if digest not in known and any(hit.value not in permitted for text in read(piece) for hit in hits(text)):
                return []
            met.append(digest)
        return [] if pictured(opened) else met


def _finding(name: str, what: Words, shown: str) -> Finding:
    return RULES["RB904"].find(Source(name), at(what=what, shown=shown))


def _key(permitted: frozenset[str]) -> str:
    """The digest of everything that decides what is found."""
    digest = hashlib.sha256("\n".join(sorted(permitted)).encode())
    for part in CODE:
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()


def _kept(permitted: frozenset[str], root: Path) -> Path:
    return root / CACHE / f"{_key(permitted)}.txt"


def _known(kept: Path, clean: Callable[[], Iterable[str]] = tuple) -> Clean:
    """What is written down, and what was found `clean` besides; of a damaged list, what can be read."""
    files, pieces = set[bytes](), dict[bytes, list[str]]()
    for digest, *parts in filter(None, map(str.split, _lines(kept, clean))):
        if DIGEST.fullmatch(digest):
            files.add(name := bytes.fromhex(digest))
            if parts:
                pieces[name] = parts
    return Clean(files, pieces)


def _lines(kept: Path, clean: Callable[[], Iterable[str]]) -> Iterator[str]:
    if kept.is_file():
        with kept.open(encoding="ascii", errors="replace") as opened:
            yield from opened
    yield from clean()


def _only(kept: Path) -> None:
    """What was kept for other rules goes."""
    sweep(kept.parent)
    for old in kept.parent.glob("*.txt"):
        if old != kept and NAME.fullmatch(old.name):
            old.unlink(missing_ok=True)
