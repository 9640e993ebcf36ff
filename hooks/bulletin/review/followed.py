"""A new edition, and the one that it goes on from, out of the same revision."""

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from bulletin import ledger
from bulletin.load import Source, parse
from bulletin.model import Bulletin

Shelf = Callable[[str], Iterable[tuple[str, bytes]]]  # an id -> the files that have it in their name or their text


def followed(one: Bulletin, shelf: Shelf) -> Source | None:
    """The edition before one that stands; None for a first edition, a withdrawn one, or where it is not among the files."""
    known: dict[str, Source] = {}
    name = one.follows if one.state != "withdrawn" else ""
    while name and name not in known and (source := _named(name, shelf)) and source.bulletin:
        known[name] = source
        name = source.bulletin.follows
    before = ledger.before(one, {name: source.bulletin for name, source in known.items() if source.bulletin})
    return known[before.id] if before else None


def _named(name: str, shelf: Shelf) -> Source | None:
    for path, raw in shelf(name):
        if PurePosixPath(path).stem == name or name.encode() in raw:
            source = parse(raw, path)
            if source.bulletin and source.bulletin.id == name:
                return source
    return None
