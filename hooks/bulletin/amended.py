"""What was published, against what is about to be: a bulletin that was changed without a word of it (RB028), or went (RB031)."""

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bulletin import digests
from bulletin.digest import canonical
from bulletin.findings import Finding
from bulletin.images import places
from bulletin.load import Source, parse
from bulletin.model import Bulletin
from bulletin.rules import RULES, at

FOLDER = "bulletins/"  # of a site
BESIDE = frozenset({"waive", "state", "withdrawn", "corrections"})  # what may change without a note, or is one


def amended(sources: Iterable[Source], site: Path, root: Path) -> Iterator[Finding]:
    """A finding for each bulletin of which the published site at `site` holds another content, or other pictures, and
    which does not say so. `root` is the project's folder.
    """
    told = [(source, one, f"{one.address}.md") for source in sources if (one := source.bulletin) and _public(one)]
    drawn = {name: places(bulletin, root) for _, bulletin, name in told if bulletin.pictured}
    known = digests.listed(site, [*(name for *_, name in told), *(path for each in drawn.values() for path in each)])
    for source, bulletin, name in told:
        others = [path for path, file in drawn.get(name, {}).items() if _another(known.get(path), file)]
        said = known.get(name)
        if said and (others or said != bulletin.sum.hex()):
            yield from _changed(source, bulletin, site / name, others)


def vanished(sources: Iterable[Source], site: Path) -> Iterator[Finding]:
    """A finding for each bulletin that the published site holds, and that is none of the sources, or only a draft."""
    there = {f"{one.address}.md": one for source in sources if (one := source.bulletin)}
    for name in digests.names(site, FOLDER, ".md"):
        one = there.get(name)
        if not one or one.state == "draft":
            before = parse((site / name).read_bytes(), name).bulletin if (site / name).is_file() else None
            if before and _public(before):
                yield RULES["RB031"].find(Source(one.path if one else name), at())


def _public(bulletin: Bulletin) -> bool:
    return bool(bulletin.sum) and bulletin.state == "published" and not bulletin.sample


def _another(said: str | None, file: Path) -> bool:
    return bool(said) and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != said


def _changed(source: Source, bulletin: Bulletin, file: Path, pictures: list[str]) -> Iterator[Finding]:
    before = parse(file.read_bytes(), bulletin.path).bulletin if file.is_file() else None
    if not before or before.mark or len(bulletin.corrections) > len(before.corrections):
        return
    one, other = _content(before), _content(bulletin)
    fields = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    if told := [*fields, *(posixpath.basename(path) for path in pictures)]:
        yield RULES["RB028"].find(source, at(fields=", ".join(told)))


def _content(bulletin: Bulletin) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(canonical(bulletin, BESIDE))
    return content
