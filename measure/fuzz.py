"""Sources and documents damaged at random, for as long as wished: nothing raises, hangs, or takes more memory than the bound.

`python measure/fuzz.py [--minutes 5] [--seed N]` prints executions and the slowest; what fails is kept in .cache/fuzz/ and ends
it with 1. Bytes are flipped, cut, doubled and moved, parts of Office documents damaged within their archives; words that break
parsers are strewn in. A case that failed belongs into tests/damaged/, where a test runs it for ever.
"""

import argparse
import datetime
import io
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent))
from documents import FORMATS, cases

from bulletin.imports.blocks import Unreadable
from bulletin.imports.files import read_file
from bulletin.imports.making import make
from bulletin.load import load
from bulletin.prose import prose
from bulletin.rules import check
from bulletin.site import Site

ROOT = Path(__file__).resolve().parent.parent
MOST = 3 << 30  # bytes of memory
LONGEST = 30  # seconds for one
STREWN = [
    b"<script>",
    b"\0",
    b"\xff\xfe",
    b"&a;",
    b"- " * 99,
    b"[" * 99,
    b"(" * 99,
    "一" * 99,
    "\u202e",
    b"9" * 400,
    b"---\n",
    b"|" * 99,
]
STREWN = [part.encode() if isinstance(part, str) else part for part in STREWN]
STREWN += [
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!ENTITY x SYSTEM "file:///etc/passwd">',
    b"*" * 400,
]


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Bytes with a few things done to them."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(made) + 1), chance.randint(1, 400)
        match chance.randrange(6):
            case 0 if made:
                made[at % len(made)] ^= 1 << chance.randrange(8)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.randint(1, 20)
            case 3:
                made[at:at] = chance.choice(STREWN)
            case 4:
                made[at:at] = made[: at // 2][-length:]
            case _:
                made[at : at + length] = chance.randbytes(min(length, 20))
    return bytes(made)


def damaged_document(raw: bytes, chance: random.Random) -> bytes:
    """An Office document with a part damaged inside; other files, and every fourth, from outside."""
    if not raw.startswith(b"PK") or chance.randrange(4) == 0:
        return damaged(raw, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        hurt = chance.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            new.writestr(name, damaged(old.read(name), chance) if name == hurt else old.read(name))
    return made.getvalue()


def imported(raw: bytes, suffix: str, folder: Path) -> None:
    """What `bulletin import` does with a file."""
    file = folder / f"document{suffix}"
    file.write_bytes(raw)
    try:
        make(read_file(file), Site())
    except Unreadable as said:
        said.words.in_("zh")


def checked(raw: bytes, _: str, folder: Path) -> None:
    """What `bulletin check` does with a source, and the page with its prose."""
    (folder / "bulletins").mkdir(exist_ok=True)
    (folder / "bulletins/x.md").write_bytes(raw)
    sources = load(folder / "bulletins")
    for finding in check(sources, Site(), datetime.date(2024, 6, 1)):
        finding.text("zh")
    for source in sources:
        if source.bulletin:
            prose(source.bulletin)


def late(*_: object) -> NoReturn:
    """It hangs."""
    raise TimeoutError(f"more than {LONGEST} s")


def seeds() -> list[tuple[str, bytes, Callable[[bytes, str, Path], None]]]:
    """What is damaged, and what is done with it."""
    documents = [(suffix, made(case), imported) for suffix, made in FORMATS.values() for case in cases().values()]
    sources = [(".md", file.read_bytes(), checked) for file in sorted((ROOT / "bulletins").rglob("*.md"))]
    return [*documents, *sources * 6]


def main() -> None:
    """Damage, run, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    signal.signal(signal.SIGALRM, late)
    chance, begun, done = random.Random(options.seed), time.monotonic(), Counter[str]()  # noqa: S311
    known, slowest, failed = seeds(), (0.0, ""), 0
    with tempfile.TemporaryDirectory() as name:
        while time.monotonic() - begun < 60 * options.minutes:
            suffix, raw, run = chance.choice(known)
            hurt, start = damaged_document(raw, chance), time.monotonic()
            signal.alarm(LONGEST)
            try:
                run(hurt, suffix, Path(name))
            except Exception as error:  # noqa: BLE001 - any at all is what is looked for
                failed += 1
                kept = ROOT / ".cache/fuzz" / f"{options.seed}-{sum(done.values())}{suffix}"
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(hurt)
                print(f"{kept}: {type(error).__name__}: {error}")
            signal.alarm(0)
            done[suffix] += 1
            slowest = max(slowest, (time.monotonic() - start, suffix))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{sum(done.values())} runs ({dict(done)}), {failed} failed; slowest {slowest[0]:.1f} s ({slowest[1]}); {most} MB at most"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
