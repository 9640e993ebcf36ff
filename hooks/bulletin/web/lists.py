"""The long lists (all bulletins, all that is outstanding): leaves of forty rows, so that a page opens at once however many there are.

Who has no script turns the leaves; years lead to where they begin. A filter looks through all rows: it asks for them as
a script, since over file:// a page can load nothing else.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from markupsafe import Markup

from bulletin import addresses, ledger, phrases
from bulletin.model import Bulletin
from bulletin.opendata import Late
from bulletin.site import Site
from bulletin.web import ages, choices, tags
from bulletin.web.portal import Page, Portal

MOST = 40  # rows of a leaf: some 30 KB of HTML
ROWS = ".rows.js"
HELD = 10_000  # rows


@dataclass(frozen=True)
class Leaf:
    """One page of a list: the `number`th of `count`, with its rows; `name` is the address of the first."""

    name: str
    number: int
    count: int
    rows: Sequence[Any]

    def at(self, number: int) -> str:
        """Where a leaf of this list stands: `outstanding`, `outstanding-2`."""
        return self.name if number == 1 else f"{self.name}-{number}"

    @property
    def address(self) -> str:
        """Where this one stands."""
        return self.at(self.number)

    @property
    def last(self) -> bool:
        """It ends the list."""
        return self.number == self.count

    @property
    def near(self) -> list[int]:
        """The leaves to name: the first, the last, those around this one; 0 stands for those passed over."""
        named = sorted({1, self.count, *range(max(1, self.number - 2), min(self.count, self.number + 2) + 1)})
        return [
            each
            for before, one in zip([0, *named], named, strict=False)
            for each in ([0, one] if one - before > 1 else [one])
        ]

    def titled(self, title: str) -> str:
        """A title that tells the leaves apart."""
        return title if self.number == 1 else f"{title}（第{self.number}页）"


def leaves(rows: Sequence[Any], name: str) -> list[Leaf]:
    """The leaves of a list; one without rows where there are none."""
    cut = [rows[start : start + MOST] for start in range(0, len(rows), MOST)] or [[]]
    return [Leaf(name, number, len(cut), part) for number, part in enumerate(cut, 1)]


class Rowed(Protocol):
    """Who knows the rows of a bulletin in the lists."""

    def row(self, one: Bulletin) -> str:
        """Its row among all bulletins."""

    def waiting(self, one: Bulletin) -> list[str]:
        """The rows of what it leaves undone, in the order of its register."""

    def mark(self, one: Bulletin) -> str:
        """What changes with any of them; empty where that cannot be told."""


class Rows(NamedTuple):
    """The rows set on the spot."""

    portal: Portal

    def row(self, one: Bulletin) -> str:
        """Its row among all bulletins."""
        return str(self.portal.marks().bulletin_row(one, self.portal.links(addresses.LIST)))

    def waiting(self, one: Bulletin) -> list[str]:
        """The rows of what it leaves undone, in the order of its register."""
        row, links = self.portal.marks().waiting_row, self.portal.links(addresses.OUTSTANDING)
        return [str(row(each, links)) for each in ledger.undone(one, self.portal.site)]

    def mark(self, _: Bulletin) -> str:
        """They are set each time."""
        return ""


def further(address: str) -> bool:
    """A page is a leaf of a list after the first, which alone stands in the navigation."""
    return bool(re.fullmatch(rf"(?:{addresses.LIST}|{addresses.OUTSTANDING})-\d+", address))


class Sheet(NamedTuple):
    """A page of a list, set when it is its turn, or when somebody asks for it; `facts` are all that it is made of beside
    the settings, in one form, where they are less than the page.
    """

    address: str
    make: Callable[[], Page]
    facts: Callable[[], bytes] | None = None


def overview(portal: Portal, known: Rowed) -> Iterator[Sheet]:
    """The list of all bulletins, year by year."""
    cut = leaves(portal.real, addresses.LIST)
    common = {
        "choices": choices.kinds(portal),
        "calendar": calendar(cut),
        "rows": f"{addresses.LIST}{ROWS}",
    }
    said, told = f"{portal.site.name}公布的整改情况通报，按年份排列。", repr(common)

    def made(leaf: Leaf) -> Page:
        facts = {
            "years": [(year, _marked(map(known.row, ones))) for year, ones in by_year(leaf.rows)],
            "samples": _marked(map(known.row, portal.samples)) if leaf.last else [],
        }
        html = portal.render("list", leaf.address, leaf=leaf, **facts, **common)
        title = leaf.titled("整改通报")
        return Page(leaf.address, title, html, said, tags.column(portal.site, title, said))

    def facts(leaf: Leaf) -> bytes:
        rows = [(one.date, known.mark(one)) for one in leaf.rows]
        return f"{(leaf.number, leaf.count, rows)}{told}".encode()

    yield from (_sheet(leaf, made, facts) for leaf in cut)


def outstanding(portal: Portal, known: Rowed) -> Iterator[Sheet]:
    """All that is not done, by age and due date; that of samples apart."""
    waiting = portal.waiting
    fictitious = ledger.unfinished_of(portal.samples, portal.site)
    days = [one.bulletin.as_of for one in waiting if one.bulletin.as_of]
    common = {
        "number": sum(one.issue.stands_for for one in waiting),
        "late": sum(one.issue.stands_for for one in waiting if one.days_late),
        "bands": ages.bands(waiting),
        "until": phrases.days(min(days, default=None), max(days, default=None)),
        "choices": choices.owners(portal, waiting),
        "rows": f"{addresses.OUTSTANDING}{ROWS}",
    }
    said = "全部现行通报中还没有完成的问题，按逾期长短和时限排列。"
    told = repr({**common, "bands": ()})  # these stand on the first leaf

    def made(leaf: Leaf) -> Page:
        facts = {
            "waiting": _marked(_waiting(leaf.rows, known, portal.site)),
            "unlisted": portal.unlisted if leaf.last else [],
            "samples": fictitious if leaf.last else [],
            "sample_rows": _marked(_waiting(fictitious, known, portal.site)) if leaf.last else [],
        }
        html = portal.render("outstanding", leaf.address, leaf=leaf, **facts, **common)
        title = leaf.titled("尚未完成")
        return Page(leaf.address, title, html, said, tags.column(portal.site, title, said))

    def facts(leaf: Leaf) -> bytes:
        rows = [(known.mark(each.bulletin), each.issue.id) for each in leaf.rows]
        return f"{(leaf.number, leaf.count, rows)}{told}".encode()

    yield from (_sheet(leaf, made, facts) for leaf in leaves(waiting, addresses.OUTSTANDING))


def _sheet(leaf: Leaf, made: Callable[[Leaf], Page], facts: Callable[[Leaf], bytes]) -> Sheet:
    """The first leaf and the last have more than their rows, and are set each time."""
    return Sheet(leaf.address, partial(made, leaf), None if leaf.number == 1 or leaf.last else partial(facts, leaf))


def scripts(portal: Portal, known: Rowed) -> Iterator[Late]:
    """The rows of every list that has more than one leaf, in groups under their headings, as they stand on its leaves."""
    if len(portal.real) > MOST:
        years = by_year(portal.real)
        yield _script(addresses.LIST, lambda: ((name, map(known.row, ones)) for name, ones in years))
    if len(portal.waiting) > MOST:
        yield _script(addresses.OUTSTANDING, lambda: [("", _waiting(portal.waiting, known, portal.site))])


def _script(name: str, groups: Callable[[], Iterable[tuple[str, Iterable[str]]]]) -> Late:
    def made() -> Iterator[bytes]:
        """As `json.dumps` writes it, row by row."""
        before = "bulletinRows(["
        for heading, rows in groups():
            yield f'{before}[{_written(heading)}, "'.encode()
            yield from (_written(row)[1:-1].encode() for row in rows)
            before = '"], '
        yield b'"]])\n'

    return Late(f"{name}{ROWS}", made)


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _waiting(waiting: Sequence[ledger.Unfinished], known: Rowed, site: Site) -> Iterator[str]:
    """The rows of what is not done, in its order, each out of those of its bulletin; not all of them are held at a time."""
    for some in (waiting[start : start + HELD] for start in range(0, len(waiting), HELD)):
        rows = {id(each.issue): "" for each in some}
        for one in {id(each.bulletin): each.bulletin for each in some}.values():
            undone = zip(ledger.undone(one, site), known.waiting(one), strict=True)
            rows |= {id(each.issue): row for each, row in undone if id(each.issue) in rows}
        yield from (rows[id(each.issue)] for each in some)


def _marked(rows: Iterable[str]) -> list[Markup]:
    return [Markup(row) for row in rows]  # noqa: S704 - set by our own templates


def _year(one: Bulletin) -> str:
    return f"{one.date.year}年" if one.date else "日期未注明"


def by_year(rows: Sequence[Bulletin]) -> list[tuple[str, list[Bulletin]]]:
    """Bulletins that come with the newest first, under the years of their dates."""
    return [(year, list(ones)) for year, ones in groupby(rows, _year)]


def calendar(cut: list[Leaf]) -> list[tuple[str, int, str]]:
    """Every year with the number of its bulletins and the leaf on which it begins."""
    found: dict[str, tuple[int, str]] = {}
    for leaf in cut:
        for year, ones in by_year(leaf.rows):
            number, address = found.get(year, (0, leaf.address))
            found[year] = number + len(ones), address
    return [(year, number, address) for year, (number, address) in found.items()]
