"""A second import into the same file: what was entered by hand, and the ids, stay."""

from typing import Any

from bulletin.editing.comments import comments
from bulletin.findings import Words
from bulletin.front import Front, read_front, shorten
from bulletin.imports.draft import Draft
from bulletin.imports.headers import Entry
from bulletin.imports.joining import matched, with_ids
from bulletin.load import FENCE

Data = dict[str, Any]

GROUPS = ("inspection", "counts", "contact")
MADE = ("# 据：", "# 没有读到：")  # comments that an import writes


def front_of(text: str) -> Front | None:
    """The front matter of a source; None where there is none that can be read."""
    head, fence, _ = text.removeprefix(f"{FENCE}\n").partition(f"\n{FENCE}\n")
    if not text.startswith(f"{FENCE}\n") or not fence:
        return None
    front = read_front(head, 2)
    return None if any(fault.rule in ("RB009", "RB011") for fault in front.faults) else front


def lost_comments(text: str) -> list[Words]:
    """A word to the editor on the comments of the front matter, which a draft made anew does not keep."""
    head = text.removeprefix(f"{FENCE}\n").partition(f"\n{FENCE}\n")[0]
    said = "；".join(one for one in comments(head) if not one.startswith(MADE))
    return [Words(f"原来的注释没有保留：{said}", f"these comments were not kept: {said}")] if said else []


def keep(draft: Draft, old: Data) -> Data:
    """The front matter of the draft with what only the file before has; what changes is told."""
    new = draft.front()
    new = {name: value for name, value in old.items() if name not in new} | new
    for name in GROUPS:
        if isinstance(old.get(name), dict) and isinstance(new.get(name), dict):
            _changed(draft, name, old[name], new[name])
            new[name] = old[name] | new[name]
    _changed(
        draft,
        "",
        old,
        {name: value for name, value in new.items() if not isinstance(value, dict | list) and name != "state"},
    )
    if draft.issues:
        new["issues"] = _issues(draft, [one for one in old.get("issues") or [] if isinstance(one, dict)])
    if draft.tallies:
        names = {one["name"] for one in draft.tallies}
        rest = [one for one in old.get("tallies") or [] if isinstance(one, dict) and one.get("name") not in names]
        new["tallies"] = [*draft.tallies, *rest]
    return new


def _changed(draft: Draft, group: str, old: Data, new: Data) -> None:
    for name, value in new.items():
        before = old.get(name)
        if before is not None and not isinstance(before, dict | list) and str(before) != str(value):
            field = f"{group}.{name}" if group else name
            draft.note(
                f"{field} 原来是“{shorten(str(before), 40)}”，文件里是“{shorten(str(value), 40)}”，已改",
                f"{field} was “{shorten(str(before), 40)}” and is now “{shorten(str(value), 40)}”",
            )


def _issues(draft: Draft, old: list[Entry]) -> list[Entry]:
    """The new entries under their old ids, with the fields that the document does not state."""
    pairs = matched([str(one.get("title", "")) for one in old], [one["title"] for one in draft.issues])
    made: list[Entry] = []
    for index, entry in enumerate(draft.issues):
        before = old[pairs[index]] if index in pairs else {}
        _changed(
            draft,
            f"issues（{entry['title'][:20]}）",
            before,
            {k: v for k, v in entry.items() if k not in ("id", "due")},
        )
        kept = entry | {name: value for name, value in before.items() if name in ("id", "due") or name not in entry}
        if before.get("due") and entry.get("due") and str(before["due"]) != str(entry["due"]):
            draft.note(
                f"“{entry['title'][:20]}”原定时限是 {before['due']}，文件里是 {entry['due']}：原定时限不改，延期请写在 revised",
                f"“{entry['title'][:20]}” was due on {before['due']}; the document says {entry['due']}: enter it under revised",
            )
        made.append(kept)
    for at in sorted({*range(len(old))} - {*pairs.values()}):
        gone = "，".join(f"{name}: {value}" for name, value in old[at].items())
        draft.note(
            f"原来清单里的这一项，文件里没有了，没有保留：{gone}",
            f"this entry is no longer in the document and was not kept: {gone}",
        )
    known = {str(one.get("id", "")) for one in old}
    for index, entry in enumerate(made):
        if index not in pairs and entry["id"] in known:
            entry.pop("id")  # it was another problem's, and stays so
    return with_ids(made, known - {str(one.get("id", "")) for one in made})
