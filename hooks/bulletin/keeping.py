"""A bulletin and the places of its fields, as plain data and made of it again: how `kept.py` keeps what was read.

Only the fields are kept; prose, quotations and the source itself are taken from the file each time.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from bulletin.findings import Place
from bulletin.front import shorten
from bulletin.model import At, Bulletin
from bulletin.model.register import packed
from bulletin.texts import digest

_ALIKE: dict[frozenset[str], set[str]] = {}  # the names of the fields that are given, once for all that have the same


class Places(Mapping[At, Place]):
    """The places of fields, read when somebody asks for one: of most bulletins nobody has anything to say."""

    def __init__(self, read: Callable[[], Mapping[At, Place]]) -> None:
        self._read = read

    @cached_property
    def _all(self) -> Mapping[At, Place]:
        return self._read()

    def __getitem__(self, at: At) -> Place:
        return self._all[at]

    def __iter__(self) -> Iterator[At]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def filled(bulletin: Bulletin, path: str, text: str, line: int) -> Bulletin:
    """A bulletin whose fields are read, with the rest of its file; its prose begins on `line`."""
    bulletin._path, bulletin._source, bulletin._body_line = path, text, line
    bulletin._sum, bulletin._pictured = digest(text), "![" in text
    groups = bulletin.counts, bulletin.inspection, bulletin.contact
    bulletin.__dict__["issues"] = tuple(map(packed, bulletin.issues))
    for record in filter(
        None, (bulletin, *groups, *bulletin.issues)
    ):  # a set for each would be half of all that they take
        named = record.model_fields_set
        object.__setattr__(record, "__pydantic_fields_set__", _ALIKE.setdefault(frozenset(named), named))
    return bulletin


def plain(bulletin: Bulletin) -> list[Any]:
    """The fields as an editor may write them, and where the prose begins."""
    return [bulletin.model_dump(mode="json", by_alias=True, exclude_unset=True), bulletin.body_line]


def again(path: str, text: str, data: Any) -> Bulletin:
    """The bulletin of `data` and of the file that it was read from; raises one of kept.FORGED for other data."""
    fields, line = data
    if type(line) is not int:
        raise TypeError(line)
    return filled(Bulletin.model_validate(fields), path, text, line)


def columns(places: Mapping[At, Place]) -> list[Any]:
    """Places by columns: half as much as one by one."""
    ats = map(_written, places)
    return [[*ats], *([place[number] for place in places.values()] for number in (0, 1))]


def placed(text: str, data: Any) -> Mapping[At, Place]:
    """The places of `data` and of the file that they are in; raises one of kept.FORGED for other data."""
    ats, lines, columns = data
    if not {*map(type, lines), *map(type, columns)} <= {int}:
        raise TypeError(lines)
    written = text.split("\n")
    quotes = {number: shorten(written[number - 1]) for number in {*lines}}
    places = map(Place, lines, columns, map(quotes.__getitem__, lines))
    return dict(zip(map(_at, ats), places, strict=True))


@lru_cache(65_536)
def _written(at: At) -> str:
    return json.dumps(at, ensure_ascii=False)


@lru_cache(65_536)
def _at(written: str) -> At:
    """Files have their fields in the same places."""
    return tuple(json.loads(written))
