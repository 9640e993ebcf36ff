"""A draft -> the text of its file in canonical form; what a group was read from stands above it as a comment."""

from collections.abc import Iterator
from typing import Any

from bulletin.editing.fmt import canonical
from bulletin.editing.written import written
from bulletin.front import shorten
from bulletin.imports.draft import Draft
from bulletin.load import FENCE

GROUPS = ("inspection", "counts", "tallies")
LONG = 120  # characters of a sentence in a comment


def source(draft: Draft, front: dict[str, Any], missing: tuple[str, ...]) -> str:
    """The whole file: fields in the order of the schema, then the prose, a sentence a line."""
    open_ = [f"# 没有读到：{'、'.join(missing)}。请补上，没有的不写。\n"] if missing else []
    fields = [part for name, value in front.items() for part in (*_evidence(draft, name), written({name: value}))]
    return canonical("".join([f"{FENCE}\n", *open_, *fields, f"{FENCE}\n\n", draft.text()]))


def _evidence(draft: Draft, name: str) -> Iterator[str]:
    """The sentences that figures and dates were read from, each once."""
    said = [one.said for one in draft.reads if one.at[0] == name] if name in GROUPS else []
    for words in dict.fromkeys(said):
        yield f"# 据：{shorten(' '.join(words.split()), LONG)}\n"
