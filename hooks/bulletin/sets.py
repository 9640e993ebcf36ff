"""Sets of files, one for each bulletin: from among those kept where it is there, the others made on all cores."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bulletin.findings import Words
from bulletin.kept import FORGED, Kept
from bulletin.leaves import Leaves
from bulletin.workers import spread

Brief = TypeVar("Brief")
Work = Callable[[Brief, Any], Mapping[str, bytes]]
Look = Callable[[Brief, Leaves], object]


class Sets(NamedTuple, Generic[Brief]):
    """Sets of one kind: `work(brief, setting)` makes one; `look(brief, leaves)` reads what is for this program in one, and
    raises one of kept.FORGED for what `work` never gives.
    """

    kind: str
    work: Work[Brief]
    look: Look[Brief]
    what: Words

    def of(self, briefs: Sequence[tuple[bytes, Brief]], setting: Any, kept: Kept) -> list[Leaves]:
        """The set of every brief, with each of which comes the key of all that it is made of."""
        common = setting.key
        names = [kept.name(self.kind, common, key) for key, _ in briefs]
        there = {name: self._sound(brief, kept.files(name)) for name, (_, brief) in zip(names, briefs, strict=True)}
        missing = [(name, brief) for name, (_, brief) in zip(names, briefs, strict=True) if there[name] is None]
        made = spread(_make, (self.work, setting, kept), missing, self.what, few=10)
        there |= {name: leaves for (name, _), leaves in zip(missing, made, strict=True)}
        return [leaves for name in names if (leaves := there[name])]

    def _sound(self, brief: Brief, leaves: Leaves | None) -> Leaves | None:
        try:
            if leaves:
                self.look(brief, leaves)
        except FORGED:
            return None
        return leaves


def _make(common: tuple[Work[Any], Any, Kept], job: tuple[str, Any]) -> Leaves:
    work, setting, kept = common
    name, brief = job
    return kept.put_files(name, work(brief, setting))
