"""What was published, against what is about to be: a bulletin that was changed without a word of it (RB028)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bulletin import digests
from bulletin.digest import canonical
from bulletin.findings import Finding
from bulletin.load import Source, parse
from bulletin.model import Bulletin
from bulletin.rules import RULES, at

BESIDE = frozenset({"waive", "state", "withdrawn", "corrections"})  # what may change without a note, or is one


def amended(sources: Iterable[Source], site: Path) -> Iterator[Finding]:
    """A finding for each bulletin of which the published site at `site` holds another content, and which does not say so."""
    told = [(source, one, f"{one.address}.md") for source in sources if (one := source.bulletin) and _public(one)]
    known = digests.listed(site, [name for *_, name in told])
    for source, bulletin, name in told:
        said = known.get(name)
        if said and said != bulletin.sum.hex():
            yield from _changed(source, bulletin, site / name)


def _public(bulletin: Bulletin) -> bool:
    return bool(bulletin.sum) and bulletin.state == "published" and not bulletin.sample


def _changed(source: Source, bulletin: Bulletin, file: Path) -> Iterator[Finding]:
    before = parse(file.read_bytes(), bulletin.path).bulletin if file.is_file() else None
    if not before or before.mark or len(bulletin.corrections) > len(before.corrections):
        return
    one, other = _content(before), _content(bulletin)
    if fields := [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]:
        yield RULES["RB028"].find(source, at(fields=", ".join(fields)))


def _content(bulletin: Bulletin) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(canonical(bulletin, BESIDE))
    return content
