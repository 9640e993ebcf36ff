"""A draft: the fields that were read, each with the sentence it came from, the prose, and what the editor has to know."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bulletin.findings import Words
from bulletin.imports.blocks import NOWHERE, Block
from bulletin.model import At
from bulletin.validate import dotted

LISTS = ("issues", "tallies")


class Read(NamedTuple):
    """A field, what was read for it, and the words of the document that say so."""

    at: At
    value: Any
    said: str
    where: Words = NOWHERE

    @property
    def name(self) -> str:
        """The field as people say it: `counts.total`."""
        return dotted(self.at)


@dataclass
class Draft:
    """What an import makes: nothing in it that the document, or a ledger kept beside it, does not say."""

    reads: list[Read] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    tallies: list[dict[str, Any]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)  # paragraphs and headings in Markdown
    unused: list[Read] = field(default_factory=list)  # figures that the prose states and no field repeats
    notices: list[Words] = field(default_factory=list)

    def read(self, at: At, value: Any, said: str, block: Block | None = None) -> None:
        """Enter a field; the first reading of it stands."""
        if value not in ("", None) and self.value(*at) is None:
            self.reads.append(Read(at, value, said, block.where if block else NOWHERE))

    def value(self, *at: str | int) -> Any:
        """What was read for a field; None if nothing was."""
        return next((one.value for one in self.reads if one.at == at), None)

    def note(self, zh: str, en: str) -> None:
        """One more thing that the editor has to know."""
        self.notices.append(Words(zh, en))

    def front(self) -> dict[str, Any]:
        """The fields as plain data, those of a group together."""
        data: dict[str, Any] = {}
        for one in self.reads:
            if one.at[0] not in LISTS:
                _put(data, one.at, one.value)
        data["state"] = "draft"
        return data | {name: rows for name, rows in (("issues", self.issues), ("tallies", self.tallies)) if rows}

    def text(self) -> str:
        """The prose: a blank line between paragraphs."""
        return "\n\n".join(self.body) + "\n"


def _put(data: dict[str, Any], at: At, value: Any) -> None:
    *groups, name = at
    for group in groups:
        data = data.setdefault(str(group), {})
    data[str(name)] = value
