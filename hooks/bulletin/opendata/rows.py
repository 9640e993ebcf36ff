"""Bulletins and issues as rows: plain values under the names of the dictionary, a date as 2024-12-30, nothing as None."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import to_json

from bulletin import ledger
from bulletin.addresses import issue_address
from bulletin.figures import ENDLESS, Figure, plain
from bulletin.model import Bulletin, Contact, Inspection, Issue, Tally
from bulletin.site import Site
from bulletin.witnesses.relations import Check
from bulletin.witnesses.selfcheck import checks

Row = dict[str, Any]


def json_bytes(value: Any) -> bytes:
    """JSON in UTF-8, indented so that a person can read it and a diff shows what changed."""
    return _indented(value) + b"\n"


def json_rows(values: Iterable[Row]) -> bytes:
    """Rows as they stand in a list within such a file."""
    return b",\n".join(b"  " + _indented(value).replace(b"\n", b"\n  ") for value in values)


def _indented(value: Any) -> bytes:
    """As `json.dumps` writes it, which of what is indented takes ten times as long: that is not done in C there."""
    return to_json(value, indent=1, fallback=str)


def json_list(head: Mapping[str, Any], name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A file that ends with a list of rows, which come in pieces."""
    yield json_bytes({**head, name: []}).removesuffix(b"]\n}\n")
    between = b"\n"
    for rows in filter(None, pieces):
        yield between + rows
        between = b",\n"
    yield b"]\n}\n" if between == b"\n" else b"\n ]\n}\n"


def newest(bulletins: Iterable[Bulletin]) -> str | None:
    """The last day up to which any figure holds: the date of the data, never that of the build."""
    return str(max((one.as_of for one in bulletins if one.as_of), default="")) or None


class Survey(NamedTuple):
    """What only all bulletins together tell of one, by its address: its editions, whether it is the last, whether it counts."""

    chains: Mapping[str, list[Bulletin]]
    last: frozenset[str]
    counted: frozenset[str]


def survey(bulletins: Sequence[Bulletin], site: Site) -> Survey:
    """Looked up once for all rows. A withdrawn edition is the last of nothing: the one before it stands."""
    total = ledger.total(bulletins, site)
    last = ledger.latest(bulletins)
    return Survey(
        ledger.chains(bulletins),
        frozenset(one.address for one in last),
        frozenset(one.address for one in total.counted) if total else frozenset(),
    )


def bulletin(one: Bulletin, known: Survey, site: Site) -> Row:
    """The row of a bulletin."""
    figures = ledger.counts(one, site)
    inspection = one.inspection or Inspection()
    row: Row = {
        "id": one.id,
        "title": one.title,
        "issuer": one.issuer,
        "bureau": one.bureau or None,
        "date": _day(one.date),
        "published": _day(one.published),
        "number": one.number or None,
        "index": one.index or None,
        "state": one.state,
        "sample": one.sample,
        "withdrawn_on": _day(one.withdrawn.on) if one.withdrawn else None,
        "withdrawn_because": one.withdrawn.because if one.withdrawn else None,
        "corrections": len(one.corrections),
        "corrected_on": _day(one.corrected),
        "follows": one.follows or None,
        "latest": one.address in known.last,
        "counted": one.address in known.counted,
        "inspection_kind": inspection.kind or None,
        "inspection_by": inspection.by or None,
        "inspection_feedback": _day(inspection.feedback),
        "as_of": _day(one.as_of),
        "unit": figures.unit if figures else None,
    }
    for name in ("raised", "total", "completed", "ongoing"):
        row |= _figure(name, getattr(figures, name, None))
    stated = figures.rate if figures else None
    computed = ledger.rate(figures.completed, figures.total) if figures else ""
    return row | {
        "rate": str(stated) if stated else None,
        "rate_computed": computed or None,
        "issues": len(one.issues),
        "page": f"{one.address}.html",
        "pdf": f"{one.address}.pdf",
    }


def issues(one: Bulletin, known: Survey, site: Site) -> list[Row]:
    """The rows of the register of a bulletin, in its order."""
    return [_issue(one, entry, one.address in known.last, site) for entry in one.issues]


def whole(one: Bulletin, known: Survey, site: Site) -> Row:
    """All that a bulletin says, for its own file."""
    return bulletin(one, known, site) | {
        "register": issues(one, known, site),
        "tallies": [_tally(tally) for tally in one.tallies],
        "corrected": [{"on": _day(each.on), "wrong": each.wrong, "right": each.right} for each in one.corrections],
        "checks": [_check(check, f"{one.address}.html") for check in checks(one, site)],
        "editions": [edition.id for edition in known.chains[one.address]],
        "contact": (one.contact or Contact()).model_dump(),
        "text": one.body,
    }


def slips(issue: Issue) -> list[Row]:
    """Every revision of the due date, with the day and the reason."""
    return [
        {"to": _day(change.to), "on": _day(change.on), "because": change.because or None} for change in issue.revised
    ]


def history(issue: Issue, chain: Sequence[Bulletin], site: Site) -> list[Row]:
    """How an issue stood in each edition."""
    return [
        {
            "bulletin": edition.id,
            "as_of": _day(edition.as_of),
            "status": entry.status or None,
            "days_late": ledger.days_late(entry, edition, site),
        }
        for edition, entry in ledger.history(issue, chain)
    ]


def _issue(one: Bulletin, issue: Issue, last: bool, site: Site) -> Row:
    revised = issue.revised[-1] if issue.revised else None
    return {
        "bulletin": one.id,
        "id": issue.id,
        "title": issue.title,
        "theme": issue.theme or None,
        "status": issue.status or None,
        "status_label": site.label(issue.status),
        "bucket": site.bucket(issue.status) or None,
        "owner": issue.owner or None,
        "due": _day(issue.due),
        "revised_due": _day(revised.to) if revised else None,
        "revised_because": revised.because if revised else None,
        "revisions": len(issue.revised),
        "measures": list(issue.measures),
        "completed": _day(issue.completed),
        "verified_by": issue.verified.by if issue.verified else None,
        "verified_on": _day(issue.verified.on) if issue.verified else None,
        "days_late": ledger.days_late(issue, one, site),
        "days_taken": ledger.days_taken(issue, one),
        "stands_for": issue.stands_for,
        "as_of": _day(one.as_of),
        "issuer": one.issuer,
        "bureau": one.bureau or None,
        "state": one.state,
        "sample": one.sample,
        "latest": last,
        "page": f"{issue_address(one, issue)}.html",
    }


def _tally(tally: Tally) -> Row:
    figures = [_figure(name, getattr(tally, name)) for name in ("total", "completed", "ongoing")]
    row: Row = {"name": tally.name, "unit": tally.unit, "as_of": _day(tally.as_of)}
    for figure in figures:
        row |= figure
    return row | {"rate": str(tally.rate) if tally.rate else None}


def _check(check: Check, page: str) -> Row:
    return {
        "witness": str(check.witness),
        "ledger": check.ledger,
        "relation": check.relation,
        "verdict": str(check.verdict),
        "words": check.words,
        "quote": check.quote or None,
        "page": f"{page}#{check.anchor or 'checks'}",
        "figures": [_term(*term) for term in check.figures],
    }


def _term(label: str, figure: Figure) -> Row:
    known = None if figure.masked else figure
    ends = (known and plain(known.low), known and plain(known.high))
    return {"label": label, "text": str(figure), "low": ends[0], "high": ends[1]}


def _figure(name: str, figure: Figure | None) -> Row:
    """A figure as it was written, and the least and the most that it may mean; a masked one means nothing known."""
    known = figure if figure and not figure.masked else None
    return {
        name: str(figure) if figure else None,
        f"{name}_low": int(known.low) if known else None,
        f"{name}_high": int(known.high) if known and known.high != ENDLESS else None,
    }


def _day(date: object) -> str | None:
    return str(date) if date else None
