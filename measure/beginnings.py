"""What the guided fuzzer begins from: bulletins of the repository, documents in every format, small enough to be run often."""

from collections.abc import Callable, Iterator
from pathlib import Path

from documents import FORMATS, cases

from bulletin.imports.workbook import ledger_bytes
from bulletin.load import parse
from bulletin.site import Site

ROOT = Path(__file__).resolve().parent.parent
LINES = 14  # of a document


def sources() -> Iterator[bytes]:
    """The bulletins of the repository."""
    yield from (file.read_bytes() for file in sorted((ROOT / "bulletins").rglob("*.md")))


def heads() -> Iterator[bytes]:
    """Their front matter, without the fences."""
    yield from (raw.split(b"\n---\n")[0].removeprefix(b"---\n") for raw in sources())


def bodies() -> Iterator[bytes]:
    """Their paragraphs, some together, and Markdown of every kind."""
    for raw in sources():
        parts = raw.split(b"\n---\n", 1)[1].split(b"\n\n")
        yield from (b"\n\n".join(parts[at : at + 4]) for at in range(0, len(parts), 4))
    yield "- 甲\n- 乙\n\n  丙\n\n1. 一\n\n> 引\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](y 't')[^1]\n\n[^1]: 注\n".encode()
    yield "```\n码\n```\n\n    码\n\n![图](a.png)**重**`c`<b>\n\n[r]: http://x.cn\n[a][r]\\*&amp;\n".encode()


def headed() -> Iterator[bytes]:
    """Every front matter with some paragraphs."""
    for head, body in zip(heads(), bodies(), strict=False):
        yield b"---\n" + head[:3000].rpartition(b"\n")[0] + b"\n---\n\n" + body
    yield from (b"---\ntitle: x\n---\n\n" + body for body in bodies())


def made_as(*suffixes: str) -> Callable[[], Iterator[bytes]]:
    """The documents of tests/imports, in a format."""

    def seeds() -> Iterator[bytes]:
        for suffix, made in FORMATS.values():
            if suffix in suffixes:
                yield from (made(case | {"lines": case["lines"][:LINES]}) for case in list(cases().values())[::4])

    return seeds


def books() -> Iterator[bytes]:
    """The registers of the repository's bulletins as workbooks."""
    for raw in sources():
        bulletin = parse(raw, "x.md").bulletin
        if bulletin and bulletin.issues:
            yield ledger_bytes(bulletin.issues, Site())
