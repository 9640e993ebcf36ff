"""The last gate: every file of the finished site is read once more for what must not be told of a person, before it is published.

The source was read by the rules; here it is what came of it, of hand-written pages and of attached files: text of pages
with their attributes, feeds, data, workbooks, PDFs with their metadata and what they enclose, notes in pictures. A file
that was found clean is known by its digest, and not read again until it, or what is looked for, has changed.
"""

import hashlib
import re
from pathlib import Path

from bulletin.drafts import placing, sweep
from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.privacy.personal import found
from bulletin.privacy.readable import READERS, located, printed, walked
from bulletin.rules import RULES, at
from bulletin.workers import spread

CACHE = Path(".cache/clean")
# Numbers of bulletins, any of which may look like a telephone's; the texts of the search are read.
POSTINGS = re.compile(r"search-index/s\d+\.js")
NAME = re.compile(r"[0-9a-f]{64}\.txt")
WHAT = Words("重读网站", "reading the site again")
CODE = [
    Path(__file__).parent / name
    for name in ("gate.py", "personal.py", "traces.py", "numbers.py", "folded.py", "readable.py")
]
KINDS = {
    "identity": Words("身份证号码", "an ID number"),
    "mobile": Words("手机号码", "a mobile number"),
    "card": Words("银行卡号", "the number of a bank card"),
    "plate": Words("车牌号", "a number plate"),
    "home": Words("写到门牌的住址", "a home address"),
    "mail": Words("私人邮箱", "a private e-mail address"),
}


def leaks(folder: Path, sums: bytes, permitted: frozenset[str], root: Path) -> list[Finding]:
    """What stands in the files of a finished site, listed in `sums` (as sha256sum does), beyond what is permitted.

    The digests of clean files are kept below `root`, for the next build.
    """
    kept = root / CACHE / f"{_key(permitted)}.txt"
    known = frozenset(kept.read_bytes().decode("ascii", "replace").split()) if kept.is_file() else frozenset()
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in sums.decode().splitlines())}
    new = [name for name, digest in digests.items() if digest not in known]
    told = dict(zip(new, spread(read_again, (folder, permitted), new, WHAT, few=200), strict=True))
    _keep(kept, {digest for name, digest in digests.items() if not told.get(name)})
    return [finding for each in told.values() for finding in each]


def read_again(common: tuple[Path, frozenset[str]], name: str) -> list[Finding]:
    """What stands in one file of a site beyond what is permitted."""
    folder, permitted = common
    file = folder / name
    read = READERS.get(file.suffix.lower())
    if read is printed and not file.with_suffix(".md").is_file():
        read = walked  # no notice of ours
    if not read or POSTINGS.fullmatch(name):
        return []
    raw = file.read_bytes()
    hits = {hit.value: hit for text in read(raw) for hit in found(text) if hit.value not in permitted}
    told = [_finding(name, KINDS[hit.kind], hit.shown) for hit in hits.values()]
    if located(raw, name):
        told.append(_finding(name, Words("拍摄地点", "the place where a picture was taken"), "EXIF GPS"))
    return told


def _finding(name: str, what: Words, shown: str) -> Finding:
    return RULES["RB904"].find(Source(name), at(what=what, shown=shown))


def _key(permitted: frozenset[str]) -> str:
    """The digest of everything that decides what is found."""
    digest = hashlib.sha256("\n".join(sorted(permitted)).encode())
    for part in CODE:
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()


def _keep(kept: Path, clean: set[str]) -> None:
    """Write down the clean ones in one step; what was kept for other rules goes."""
    with placing(kept) as draft:
        draft.write_text("\n".join(sorted(clean)))
    sweep(kept.parent)
    for old in kept.parent.glob("*.txt"):
        if old != kept and NAME.fullmatch(old.name):
            old.unlink(missing_ok=True)
