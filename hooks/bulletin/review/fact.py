"""One change in the front matter of a bulletin, and how its values and fields are worded."""

import re
from typing import Any, NamedTuple

from bulletin.findings import Words
from bulletin.model import At, Bulletin, Issue
from bulletin.validate import described, dotted

NOTHING = Words("", "")


class Fact(NamedTuple):
    """One thing of the front matter that is not as it was: its kind, what it is, before and after, what to mind.

    `relations` are the sums and rates that a figure enters, as they stand now, and the sentences that repeat it.
    """

    kind: str
    at: str
    name: Words
    before: str
    after: str
    note: Words = NOTHING
    relations: tuple[Words, ...] = ()


def shown(value: Any) -> str:
    """A value in one line: a date, a figure, the fields of a group one after the other."""
    if value in (None, "", (), [], {}):
        return ""
    if hasattr(value, "model_dump"):
        value = value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, dict):
        return "，".join(str(one) for one in value.values() if one)
    return "；".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def entry(issue: Issue) -> Words:
    """An entry of the register by its id and title."""
    return Words(f"{issue.id} {issue.title}", f"{issue.id} {issue.title}")


def part(of: Words, at: At) -> Words:
    """A field by the first words of its description in the schema; in English by its name."""
    zh = re.split("[，；：（,]", described(Bulletin, at))[0]
    gap = "，" if of.zh and not of.zh.endswith("：") else ""
    name = dotted(at).removeprefix("issues.").removeprefix("tallies.")
    return Words(f"{of.zh}{gap}{zh or name}", f"{of.en}{' ' if of.en else ''}{name}")
