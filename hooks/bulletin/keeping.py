"""A bulletin with the places of its fields, as plain data and made of it again: how `kept.py` keeps what was read.

Only the fields are kept; prose, quotations and the source itself are taken from the file each time.
"""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from bulletin.findings import Place
from bulletin.front import shorten
from bulletin.model import At, Bulletin


class Record(NamedTuple):
    """What is read of a file without a fault."""

    bulletin: Bulletin
    places: dict[At, Place]


def filled(bulletin: Bulletin, path: str, text: str, line: int) -> Bulletin:
    """A bulletin whose fields are read, with the rest of its file; its prose begins on `line`."""
    bulletin._path, bulletin._source, bulletin._body_line = path, text, line
    bulletin._body = "\n".join(text.split("\n")[line - 1 :]).strip("\n") + "\n"
    return bulletin


def plain(record: Record) -> list[Any]:
    """The fields as an editor may write them, and by columns their places: half as much as one by one."""
    fields = record.bulletin.model_dump(mode="json", by_alias=True, exclude_unset=True)
    ats = [json.dumps(at, ensure_ascii=False) for at in record.places]
    lines, columns = ([place[number] for place in record.places.values()] for number in (0, 1))
    return [fields, ats, lines, columns, record.bulletin.body_line]


def again(path: str, text: str, data: Any) -> Record:
    """The record of `data` and of the file that it was read from; raises one of kept.FORGED for other data."""
    fields, ats, lines, columns, line = data
    if not {*map(type, lines), *map(type, columns), type(line)} <= {int}:
        raise TypeError(lines)
    written = text.split("\n")
    quotes = {number: shorten(written[number - 1]) for number in {*lines}}
    places = map(Place, lines, columns, map(quotes.__getitem__, lines))
    bulletin = filled(Bulletin.model_validate(fields), path, text, line)
    return Record(bulletin, dict(zip(map(_at, ats), places, strict=True)))


@lru_cache(65_536)
def _at(written: str) -> At:
    """Files have their fields in the same places."""
    return tuple(json.loads(written))
