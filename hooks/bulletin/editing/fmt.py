"""The canonical form of a source: fields in the order of the schema, comments kept, one sentence a line.

Nothing is changed but the way in which it is written down: the data of the front matter and the printed text are the
same before and after. This is not hoped for but compared, and what would differ is left as it was.
"""

from collections import Counter
from typing import Any

from bulletin.editing.frontlines import comments, front_lines
from bulletin.editing.lines import lines
from bulletin.findings import Finding
from bulletin.front import read_front
from bulletin.load import FENCE, parse
from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.rules import RULES
from bulletin.seen import as_read

BOM = "\ufeff"


class Unreadable(Exception):
    """A source that cannot be put in order, since it cannot be read; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings[0].text("en"))
        self.findings = findings


def canonical(text: str, name: str = "bulletin.md") -> str:
    """The whole text of a source in its canonical form; of the canonical form, itself.

    Raises `Unreadable` for a text that is no bulletin: no front matter, or one that YAML cannot read. Fields that are
    unknown or hold what they should not are no obstacle. `name` is how the file is called in what is said.
    """
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    source = parse(plain.encode(), name)
    obstacles = [fault for fault in source.faults if fault.rule in ("RB010", "RB023")]
    if not source.bulletin or obstacles:
        raise Unreadable([RULES[fault.rule].find(source, fault) for fault in obstacles or source.faults])
    head, body = _parts(plain)
    return (
        f"{FENCE}\n{_front(head)}{FENCE}\n\n{_body(source.bulletin)}"
        if body.strip()
        else f"{FENCE}\n{_front(head)}{FENCE}\n"
    )


def _parts(text: str) -> tuple[str, str]:
    """The lines between the fences, and those after."""
    rows = text.split("\n")
    end = next(number for number, row in enumerate(rows[1:], 1) if row.rstrip() == FENCE)
    return "\n".join(rows[1:end]), "\n".join(rows[end + 1 :])


def _front(head: str) -> str:
    """The front matter anew, if it says the same with the same comments; else as it was."""
    made = front_lines(head, Bulletin)
    same = _said(read_front(made).data) == _said(read_front(head).data) and Counter(comments(made)) == Counter(
        comments(head)
    )
    return made if same else head + "\n"


def _said(data: Any) -> Any:
    """Data without the line end that a text block has, or has not where the front matter ends with it."""
    if isinstance(data, dict):
        return {name: _said(value) for name, value in data.items()}
    return [_said(item) for item in data] if isinstance(data, list) else data.rstrip("\n")


def _body(bulletin: Bulletin) -> str:
    printed = as_read(prose(bulletin))

    def same(body: str) -> bool:
        other = bulletin.model_copy()
        other._body = body
        return as_read(prose(other)) == printed

    return lines(bulletin.body, same)
