"""Several lists of the same problems made one: headings, tables, a ledger, the file of an earlier import."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import count

from bulletin.findings import Words
from bulletin.front import shorten
from bulletin.imports.draft import Draft, Read
from bulletin.imports.headers import Entry
from bulletin.imports.headings import same
from bulletin.prose import title_of

ALIKE = 0.75  # of the characters of two titles, in their order
LONG = 200  # characters of a title that is compared by its characters


def join(draft: Draft, entries: list[Entry], where: Words, *, ledger: bool = False) -> None:
    """Add what another list says of the problems; where the two differ, the prose stands and the editor is told.

    The ids of a `ledger` are those that last, and its problems belong to the register even if no heading names them.
    """
    pairs = matched([one["title"] for one in draft.issues], [one["title"] for one in entries])
    for index, entry in enumerate(entries):
        mine = draft.issues[pairs[index]] if index in pairs else None
        title = shorten(entry["title"], 40)
        if mine is None and ledger:
            draft.note(
                f"{where.zh}里的“{title}”正文没有小标题，已写进 issues",
                f"“{title}” of {where.en} has no heading; it is in issues",
            )
            draft.issues.append(entry)
            draft.reads.append(Read(("issues", len(draft.issues) - 1), entry["title"], entry["title"], where))
        elif mine is None:
            draft.note(
                f"{where.zh}里的“{title}”正文没有小标题，没有写进 issues",
                f"“{title}” of {where.en} has no heading; left out of issues",
            )
        else:
            _add(draft, pairs[index], entry, where, ledger=ledger)
    if ledger:
        draft.issues = with_ids(draft.issues)


def _add(draft: Draft, at: int, entry: Entry, where: Words, *, ledger: bool) -> None:
    mine = draft.issues[at]
    if not same(mine["title"], entry["title"]):
        pair = f"“{shorten(mine['title'], 30)}”／“{shorten(entry['title'], 30)}”"
        draft.note(
            f"标题不完全一样，当作同一个问题，请核对：{pair}",
            f"the titles differ and were taken for one problem: {pair}",
        )
    if ledger and entry.get("id"):
        mine["id"] = entry["id"]
    for name, value in entry.items():
        if name not in ("id", "title", *mine):
            mine[name] = value
            draft.reads.append(Read(("issues", at, name), value, str(value), where))
        elif name not in ("id", "title") and mine[name] != value:
            title = shorten(mine["title"], 30)
            draft.note(
                f"“{title}”的 {name}：正文是“{mine[name]}”，{where.zh}是“{value}”，采用正文，请核对",
                f"{name} of “{title}”: “{mine[name]}” in the prose, “{value}” in {where.en}; the prose was taken",
            )


def matched(mine: list[str], others: list[str]) -> dict[int, int]:
    """For each of the other titles that is one of mine, which: the same words, or else the most alike."""
    pairs: dict[int, int] = {}
    free = dict(enumerate(mine))
    called: dict[str, list[int]] = {}
    for at, title in reversed(free.items()):
        called.setdefault(title_of(title), []).append(at)
    for index, title in enumerate(others):
        if (name := title_of(title)) and called.get(name):
            pairs[index] = called[name].pop()
            del free[pairs[index]]
    for index, title in enumerate(others):
        if index not in pairs and free and len(free) * len(others) < 10_000:
            alike, at = max((_alike(one, title), -at) for at, one in free.items())
            if alike >= ALIKE:
                pairs[index] = -at
                del free[-at]
    return pairs


def _alike(one: str, other: str) -> float:
    one, other = title_of(one)[:LONG], title_of(other)[:LONG]
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def with_ids(entries: list[Entry], reserved: Iterable[str] = ()) -> list[Entry]:
    """Entries with an id each, none twice: their own, or else the next number that is free."""
    taken = {*reserved}
    made: list[Entry] = []
    wanted = {str(entry["id"]) for entry in entries if entry.get("id")}
    free = (name for name in map(str, count(1)) if name not in wanted and name not in taken)
    for entry in entries:
        own = entry.get("id")
        own = own if own and own not in taken else next(free)
        taken.add(own)
        made.append({"id": own} | {name: value for name, value in entry.items() if name != "id"})
    return made
