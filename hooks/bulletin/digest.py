"""The content of a bulletin as bytes that do not depend on how it was written down, and their digest.

The canonical form is one JSON object in UTF-8 by RFC 8785 (keys sorted, no blanks): every field of the front matter under
its own name, as far as it says something, and under `body` the text as a reader sees it, as bare HTML (seen.py). Left out
is what an editor did not give (so that a field which is added to the format later changes no digest) and `review`, which
carries the digest itself. Comments, quotes, the order of fields, byte order mark, line ends and where the lines of a
paragraph are broken are thereby nothing, so that `bulletin fmt` changes no digest; every figure, date and character that
somebody could see is something.

What a reviewer approves is this content less what happens to it afterwards (`AFTERWARDS`): to release, to date or to
withdraw a bulletin is no edit of it.

The digest is the SHA-256 of these bytes. They travel with the notice as `<name>.json`, so that anybody can check it years
later without this program: `sha256sum` of that file gives what the last page says.
"""

import hashlib
import json
import re
from typing import Any, NamedTuple

from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.regex import regex
from bulletin.seen import seen, worded

AFTERWARDS = frozenset({"state", "published", "withdrawn"})  # acts upon an approved content
LABEL = "内容摘要（SHA-256）"
PRINTED = regex(rf"{LABEL}：\s*((?:[0-9a-f]{{8}}\s*){{8}})".replace("（", r"\s*（").replace("）", r"）\s*"))


class Enclosure(NamedTuple):
    """A file that travels inside a notice, with what it is to the notice (PDF 2.0 7.11.3, «AFRelationship»)."""

    name: str
    data: bytes
    relationship: str
    about: str


def canonical(bulletin: Bulletin, without: frozenset[str] = frozenset()) -> bytes:
    """The content in its canonical form, the fields named in `without` left out as well."""
    given = bulletin.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"review", *without})
    content = given | {"body": seen(prose(bulletin))}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(bulletin: Bulletin) -> str:
    """The digest of the content, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(bulletin)).hexdigest()


def reviewed(bulletin: Bulletin) -> str:
    """The digest of what a reviewer approves."""
    return hashlib.sha256(canonical(bulletin, AFTERWARDS)).hexdigest()


def alike(one: bytes, other: bytes) -> bool:
    """Two contents are the same, or only another version of this program wrote the one of them: its words are the same."""
    if one == other:
        return True
    here, there = fields(one), fields(other)
    bodies = [worded(str(each.pop("body", ""))) for each in (here, there)]
    return bool(here) and here == there and bodies[0] == bodies[1]


def fields(data: bytes) -> dict[str, Any]:
    """What a canonical form says, by the names of the fields; nothing where it is none."""
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def printed(text: str) -> str:
    """The digest that a notice bears, read from the text of its last page; empty where there is none."""
    found = PRINTED.search(text)
    return re.sub(r"\s", "", found[1]) if found else ""


def groups(digits: str) -> list[str]:
    """A digest as it is printed: groups of eight."""
    return [digits[start : start + 8] for start in range(0, len(digits), 8)]


def enclosures(bulletin: Bulletin) -> tuple[Enclosure, ...]:
    """The source and the canonical form; a bulletin that was not read from a file has no source."""
    name = bulletin.address.rpartition("/")[2]
    source = Enclosure(f"{name}.md", bulletin.source.encode(), "Source", "本通报的源文件 source of this notice")
    content = Enclosure(
        f"{name}.json", canonical(bulletin), "Data", "本通报的内容和数据 content and data of this notice"
    )
    return (source, content) if bulletin.source else (content,)
