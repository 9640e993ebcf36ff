"""The long lists (all bulletins, all that is outstanding): leaves of forty rows, so that a page opens at once however many there are.

Who has no script turns the leaves; years lead to where they begin. A filter looks through all rows: it asks for them as
a script, since over file:// a page can load nothing else.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bulletin import addresses, ledger, phrases
from bulletin.model import Bulletin, Inspection
from bulletin.opendata import Published
from bulletin.site import Site
from bulletin.web import ages, tags
from bulletin.web.portal import Page, Portal

MOST = 40  # rows of a leaf: some 30 KB of HTML
ROWS = ".rows.js"
Choice = tuple[str, str, list[Any]]  # what rows are filtered by: its name, its label, the values


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


def overview(portal: Portal) -> Iterator[Page]:
    """The list of all bulletins, year by year."""
    choices = _kinds(portal)
    cut = leaves(portal.real, addresses.LIST)
    said = f"{portal.site.name}公布的整改情况通报，按年份排列。"
    for leaf in cut:
        html = portal.render(
            "list",
            leaf.address,
            leaf=leaf,
            years=by_year(leaf.rows),
            calendar=calendar(cut),
            samples=portal.samples if leaf.number == leaf.count else [],
            choices=choices,
            rows=f"{leaf.name}{ROWS}",
        )
        title = leaf.titled("整改通报")
        yield Page(leaf.address, title, html, said, tags.column(portal.site, title, said))


def outstanding(portal: Portal) -> Iterator[Page]:
    """All that is not done, by age and due date; that of samples apart."""
    waiting = ledger.unfinished(portal.bulletins, portal.site)
    days = [one.bulletin.as_of for one in waiting if one.bulletin.as_of]
    number = sum(one.issue.stands_for for one in waiting)
    late = sum(one.issue.stands_for for one in waiting if one.days_late)
    bands, choices = ages.bands(waiting), _owners(portal, waiting)
    said = "全部现行通报中还没有完成的问题，按逾期长短和时限排列。"
    for leaf in leaves(waiting, addresses.OUTSTANDING):
        html = portal.render(
            "outstanding",
            leaf.address,
            leaf=leaf,
            waiting=waiting,
            open=number,
            late=late,
            choices=choices,
            bands=bands,
            until=phrases.days(min(days, default=None), max(days, default=None)),
            unlisted=portal.unlisted if leaf.number == leaf.count else [],
            samples=ledger.unfinished_of(portal.samples, portal.site) if leaf.number == leaf.count else [],
            rows=f"{leaf.name}{ROWS}",
        )
        title = leaf.titled("尚未完成")
        yield Page(leaf.address, title, html, said, tags.column(portal.site, title, said))


def _kinds(portal: Portal) -> list[Choice]:
    """What the list of bulletins is filtered by."""
    every = portal.bulletins
    checked = [one.inspection or Inspection() for one in every]
    return [
        _choice("year", "年份", (one.date.year for one in every if one.date)),
        _choice("kind", "检查种类", (one.kind for one in checked)),
        *_bureaus(portal, every),
        _choice("issuer", "发布机构", (one.issuer for one in every)),
        _choice("by", "检查单位", (one.by for one in checked)),
        _choice("stage", "进展", (ledger.stage(one, portal.site) for one in every)),
    ]


def _owners(portal: Portal, waiting: Sequence[ledger.Unfinished]) -> list[Choice]:
    """What the list of what is outstanding is filtered by."""
    return [
        _choice("owner", "责任单位", (one.issue.owner for one in waiting)),
        *_bureaus(portal, [one.bulletin for one in waiting]),
        _choice("issuer", "发布机构", (one.bulletin.issuer for one in waiting)),
    ]


def _bureaus(portal: Portal, bulletins: Sequence[Bulletin]) -> list[Choice]:
    own = portal.site.name
    return [_choice("bureau", "部门", (one.bureau or own for one in bulletins))] if portal.site.sources else []


def _choice(name: str, label: str, values: Iterable[Any]) -> Choice:
    """Found once for all leaves: at ten thousand bulletins there are a thousand of them."""
    return name, label, list(dict.fromkeys(values))


def scripts(bulletins: Sequence[Bulletin], site: Site) -> Iterator[Published]:
    """The rows of every list that has more than one leaf, in groups under their headings, as they stand on its leaves."""
    portal = Portal(ledger.newest_first(bulletins), site)
    row = portal.marks().bulletin_row
    if len(portal.real) > MOST:
        groups = [
            (name, [row(one, portal.links(addresses.LIST)) for one in ones]) for name, ones in by_year(portal.real)
        ]
        yield _script(addresses.LIST, groups)
    waiting, row = ledger.unfinished(bulletins, site), portal.marks().waiting_row
    if len(waiting) > MOST:
        yield _script(addresses.OUTSTANDING, [("", [row(one, portal.links(addresses.OUTSTANDING)) for one in waiting])])


def _script(name: str, groups: list[tuple[str, list[str]]]) -> Published:
    written = json.dumps([[heading, "".join(rows)] for heading, rows in groups], ensure_ascii=False)
    return Published(f"{name}{ROWS}", f"bulletinRows({written})\n".encode())


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
