"""A deployed copy of a site against the list of its files: every one that is missing, changed or extra."""

from collections.abc import Iterator
from pathlib import Path

from bulletin import digests
from bulletin.findings import Words

SHOWN = 50  # of a copy that is another site altogether nobody reads more


def differing(site: Path, listed: bytes | None = None) -> tuple[int, list[Words]]:
    """How many files are listed, and what differs. `listed` is a list from elsewhere; else the copy's own is believed,
    which tells an accident and an intruder who knew nothing of it.
    """
    own = site / digests.NAME
    if listed is None and not own.is_file():
        return 0, [Words(f"没有 {digests.NAME}，无从核对", f"there is no {digests.NAME} to go by")]
    said = digests.listed(site) if listed is None else digests.read(listed)
    there = digests.read(digests.sums(site))
    wrong = list(_wrong(said, there))
    if listed is not None and (not own.is_file() or own.read_bytes() != listed):
        wrong.append(Words(f"被改动：{digests.NAME}", f"changed: {digests.NAME}"))
    more = len(wrong) - SHOWN
    return len(said), wrong[:SHOWN] + ([Words(f"……另有 {more} 处", f"… and {more} more")] if more > 0 else [])


def _wrong(said: dict[str, str], there: dict[str, str]) -> Iterator[Words]:
    for name in sorted({*said, *there}):
        if name not in there:
            yield Words(f"缺少：{name}", f"missing: {name}")
        elif name not in said:
            if not name.startswith("."):  # .git and .well-known are not the generator's
                yield Words(f"多出：{name}", f"extra: {name}")
        elif said[name] != there[name]:
            yield Words(f"被改动：{name}", f"changed: {name}")
