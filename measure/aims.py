"""What the guided fuzzer runs (`guided.py`): each target with what it begins from, and what must hold of every input.

Nothing raises but what the commands catch (`Unreadable`); places are in the file; canonical form is reached in one step
and prints the same; what comes of a hostile prose is well-formed, without scripts.
"""

import datetime
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from beginnings import bodies, books, headed, heads, made_as, sources
from fuzz import damaged

from bulletin.claims import claims
from bulletin.digest import canonical as data_of
from bulletin.editing import fmt
from bulletin.front import CONTROL
from bulletin.imports.blocks import Unreadable
from bulletin.imports.files import read_file
from bulletin.imports.making import make
from bulletin.imports.updating import updated
from bulletin.imports.workbook import read_ledger
from bulletin.load import Source, parse
from bulletin.model import Bulletin
from bulletin.passages import passages
from bulletin.prose import prose
from bulletin.review.redline import read, redline
from bulletin.rules import check
from bulletin.seen import as_read, seen
from bulletin.sentences import sentences
from bulletin.site import Site
from bulletin.web.search import findable
from bulletin.witnesses.census import bonds

TODAY = datetime.date(2024, 6, 1)
HEAD = """---
title: 关于专项巡察整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
contact: {phone: 0999-5550100, address: 示例市人民路1号}
---

"""
NAMED = re.compile(
    r"&(?!(?:lt|gt|amp|quot);)\w+;"
)  # references that are HTML's; a browser shows those it does not know
Mutate = Callable[[bytes, int], bytes]
Mutator = Callable[[bytes, int, int], bytes]


class Target(NamedTuple):
    """Something to run over any bytes; `mutator` gives a way of its own to change them, or None."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    mutator: Callable[[Mutate], Mutator | None] = lambda _: None


def front(raw: bytes) -> None:
    """Front matter and nothing else."""
    _judged(b"---\n" + raw + b"\n---\n\n\xe6\xad\xa3\xe6\x96\x87\xe3\x80\x82\n")


def source(raw: bytes) -> None:
    """A whole file, checked, and put on the page."""
    bulletin = _judged(raw).bulletin
    if bulletin:
        _printed(bulletin)
        findable(bulletin, Site())
        data_of(bulletin)


def _judged(raw: bytes) -> Source:
    """A source with all that is wrong with it, each at a place in the file, sayable in both languages."""
    one = parse(raw, "bulletins/x.md")
    rows = raw.count(b"\n") + raw.count(b"\r") + 1
    for finding in check([one], Site(), TODAY):
        assert 0 <= finding.place.line <= rows, finding
        finding.text("zh").encode()
        finding.text("en").encode()
    assert one.bulletin or one.faults
    return one


def markdown(raw: bytes) -> None:
    """A prose: printed, read, compared."""
    bulletin = _of(_text(raw))
    _printed(bulletin)
    for passage in passages(bulletin):
        assert len(passage.raw) == len(passage.text)
        assert passage.place(len(passage.raw)).line <= bulletin.body.count("\n") + bulletin.body_line
        assert "".join(sentences(passage.raw)) == passage.raw
    here = read(bulletin.body, 1)
    assert redline(here, here) == []
    redline(here, read(bulletin.body[::-1], 1))


def _printed(bulletin: Bulletin) -> None:
    html = prose(bulletin)
    seen(bulletin.body)
    ElementTree.fromstring(f"<x>{NAMED.sub(' ', html)}</x>")  # noqa: S314 - well-formed, or it raises
    low = html.lower()
    assert not any(f"<{name}" in low for name in ("script", "iframe", "form", "object", "style")), html


def wording(raw: bytes) -> None:
    """The rules over a prose."""
    _judged(HEAD.encode() + raw)


def stated(raw: bytes) -> None:
    """Claims of a text, each where its quote begins, bound to what is declared."""
    text = _text(raw)
    rows = text.split("\n")
    found = claims(text)
    for one in found:
        assert 1 <= one.line <= len(rows), one
        assert 1 <= one.column <= len(rows[one.line - 1]) + 1, one
        one.as_json()
    bonds(_of(text), found, Site())


def ordered(raw: bytes) -> None:
    """The canonical form is its own, says the same, prints the same."""
    text = raw.decode("utf-8", "replace")
    try:
        made = fmt.canonical(text)
    except fmt.Unreadable:
        return
    assert fmt.canonical(made) == made
    old, new = (parse(one.removeprefix(fmt.BOM).encode(), "x.md").bulletin for one in (text, made))
    assert old
    assert new
    assert as_read(prose(old)) == as_read(prose(new))
    assert data_of(old) == data_of(new)


def imported(suffix: str) -> Callable[[bytes], None]:
    """What `bulletin import` does with a file of a kind; the draft can be read."""

    def run(raw: bytes) -> None:
        file = _folder() / f"x{suffix}"
        file.write_bytes(raw)
        try:
            made = make(read_file(file), Site())
        except Unreadable as said:
            said.words.in_("zh")
            return
        assert made.text.startswith("---\n")
        assert parse(made.text.encode(), "x.md").bulletin, made.text[:400]

    return run


def ledger(raw: bytes) -> None:
    """A workbook read as a register; what was read is written into it and anew."""
    try:
        entries = read_ledger(raw, Site(), [])
        bulletin = parse(_entered(), "x.md").bulletin
        assert bulletin
        updated(raw, bulletin.issues, Site())
    except Unreadable as said:
        said.words.in_("zh")
        return
    assert all(entry["title"] for entry in entries)


@cache
def _entered() -> bytes:
    return next(raw for raw in sources() if b"issues:" in raw)


def _text(raw: bytes) -> str:
    """As the reader lets it through."""
    return CONTROL.sub("", raw.decode("utf-8", "replace").replace("\r", "\n"))


def _of(body: str) -> Bulletin:
    bulletin = parse(HEAD.encode(), "bulletins/x.md").bulletin
    assert bulletin
    bulletin._body, bulletin._body_line = body, 1
    return bulletin


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="guided-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108


def parts(mutate: Mutate) -> Mutator:
    """An archive is changed inside, a part at a time, and now and then from outside."""

    def changed(raw: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as old:
                held = {name: old.read(name) for name in old.namelist()}
        except Exception:  # noqa: BLE001 - damaged from outside before
            return mutate(raw, most)
        names = [name for name in held if name.endswith((".xml", ".rels"))]
        if not names or chance.randrange(8) == 0:
            return mutate(raw, most)
        name = chance.choice(names)
        held[name] = mutate(held[name], len(held[name]) + 500) if chance.randrange(2) else damaged(held[name], chance)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for each, content in held.items():
                new.writestr(each, content)
        return made.getvalue() if len(made.getvalue()) <= most else raw

    return changed


TARGETS = {
    "front": Target(front, heads),
    "source": Target(source, sources),
    "markdown": Target(markdown, bodies),
    "wording": Target(wording, bodies),
    "claims": Target(stated, bodies),
    "fmt": Target(ordered, headed),
    "html": Target(imported(".html"), made_as(".html")),
    "txt": Target(imported(".txt"), made_as(".txt")),
    "docx": Target(imported(".docx"), made_as(".docx"), parts),
    "pdf": Target(imported(".pdf"), made_as(".pdf")),
    "xlsx": Target(ledger, books, parts),
}
