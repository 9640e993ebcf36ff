"""Open data: what the pages say, for machines. Bulletins -> files of the site, the same bytes for the same bulletins.

Drafts are never among the bulletins of a site that is published. Samples and withdrawn bulletins are in, and say so in
every row (`sample`, `state`); nothing here adds figures up, and `counted` says which bulletins the portal does count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from bulletin import ledger
from bulletin.addresses import issue_address
from bulletin.model import Bulletin
from bulletin.opendata import dictionary, feeds, rows, schemas, tables
from bulletin.opendata.dues import calendar, due, events
from bulletin.site import Site


class Published(NamedTuple):
    """A file of the site: `path` is its address, with its ending."""

    path: str
    content: bytes


PIECES = ("due.ics", *(f"{name}.{kind}" for name in ("bulletins", "issues") for kind in ("csv", "json", "xml")))
Piece = Callable[[Bulletin, str], bytes]  # what a bulletin adds to a file over all bulletins


Content = bytes | Iterator[bytes]  # that of a large file comes in pieces, of which few are there at a time


def joined(content: Content) -> bytes:
    """A content in one piece."""
    return content if isinstance(content, bytes) else b"".join(content)


class Late(NamedTuple):
    """A file of the site that is over all bulletins, and made when it is its turn, or when somebody asks for it."""

    path: str
    make: Callable[[], Content]


class Offer(NamedTuple):
    """A file that the Data page offers: its path, what it is, and what it is good for."""

    path: str
    name: str
    use: str


OFFERS = (
    Offer("data/issues.xlsx", "问题清单（Excel）", "各期通报的全部问题，一行一项；另有通报、字段说明两张表"),
    Offer("data/issues.csv", "问题清单（CSV）", "同一张表，UTF-8 编码，逗号分隔"),
    Offer("data/issues.json", "问题清单（JSON）", "同一张表；每个问题另有自己的 JSON，含历次延期"),
    Offer("data/bulletins.csv", "通报目录（CSV）", "每期通报一行：日期、文号、总数、完成数"),
    Offer("data/bulletins.json", "通报目录（JSON）", "同上；每期通报另有自己的 JSON，含正文"),
    Offer("data/dictionary.csv", "字段说明（CSV）", "每个字段的类型和中英文定义"),
    Offer("data/schema.json", "JSON Schema", "以上 JSON 文件的结构，draft 2020-12"),
    Offer("data/datapackage.json", "Data Package", "以上 CSV 文件的描述，Frictionless 1.0 格式"),
)
DUES = Offer("data/due.ics", "整改时限（日历）", "未完成问题的时限，可导入日历软件；不含样例")
SUMS = Offer("SHA256SUMS", "校验和", "本站全部文件的 SHA-256，用 sha256sum -c SHA256SUMS 核对")


def published(bulletins: Iterable[Bulletin], site: Site, origin: str = "") -> Iterator[Published]:
    """Every file of open data. `origin` is the address of the site, where it is known: with it links are whole."""
    bulletins = ledger.newest_first(bulletins)
    known = rows.survey(bulletins, site)
    made = {one.address: pieces(one, known, site, origin) for one in bulletins}
    for late in together(bulletins, site, origin, lambda one, name: made[one.address][name]):
        yield Published(late.path, joined(late.make()))
    for one in bulletins:
        yield from singles(one, known, site)


def pieces(one: Bulletin, known: rows.Survey, site: Site, origin: str) -> dict[str, bytes]:
    """What a bulletin adds to the files over all bulletins, as it stands in them."""
    made = {"due.ics": events(one, site, origin)}
    for name, fields, listed in (
        ("bulletins", dictionary.BULLETIN, [rows.bulletin(one, known, site)]),
        ("issues", dictionary.ISSUE, rows.issues(one, known, site)),
    ):
        made[f"{name}.csv"] = tables.csv_rows(fields, listed)
        made[f"{name}.json"] = rows.json_rows(listed)
        made[f"{name}.xml"] = tables.xml_rows(fields, listed)
    return made


def together(bulletins: list[Bulletin], site: Site, origin: str, piece: Piece) -> Iterator[Late]:
    """The files over all bulletins, which come with the newest first, out of what each adds to them."""
    newest = rows.newest(bulletins)
    yield from _tables(bulletins, {"publisher": site.name, "schema": "schema.json", "as_of": newest}, piece)
    yield Late("data/dictionary.csv", lambda: tables.csv_bytes(dictionary.HEAD, dictionary.lines()))
    yield Late("data/schema.json", lambda: rows.json_bytes(schemas.schema()))
    yield Late("data/datapackage.json", lambda: rows.json_bytes(schemas.datapackage(site, newest)))
    for feed in feeds.feeds(bulletins, site):
        yield Late(f"{feed.path}.xml", partial(feeds.atom, feed, site, origin))
        yield Late(f"{feed.path}.json", partial(feeds.json_feed, feed, site, origin))
    last = ledger.in_force(bulletins)
    if any(map(partial(due, site=site), last)):
        yield Late(DUES.path, lambda: calendar((piece(one, "due.ics") for one in last), site))


def offers(bulletins: Iterable[Bulletin], site: Site) -> list[Offer]:
    """What the Data page lists."""
    dues = any(map(partial(due, site=site), ledger.in_force(bulletins)))
    return [*OFFERS, *([DUES] if dues else []), SUMS]


def _tables(bulletins: list[Bulletin], head: rows.Row, piece: Piece) -> Iterator[Late]:
    def all_of(name: str) -> Iterator[bytes]:
        return (piece(one, name) for one in bulletins)

    def table(fields: Sequence[dictionary.Field], name: str) -> Iterator[bytes]:
        return chain([tables.csv_head(fields)], all_of(f"{name}.csv"))

    def listed(name: str) -> Iterator[bytes]:
        return rows.json_list(head, name, all_of(f"{name}.json"))

    def book() -> Iterator[bytes]:
        issues = sum(len(one.issues) for one in bulletins)
        return tables.workbook((issues, all_of("issues.xml")), (len(bulletins), all_of("bulletins.xml")))

    for name, fields in (("bulletins", dictionary.BULLETIN), ("issues", dictionary.ISSUE)):
        yield Late(f"data/{name}.json", partial(listed, name))
        yield Late(f"data/{name}.csv", partial(table, fields, name))
    yield Late("data/issues.xlsx", book)


def singles(one: Bulletin, known: rows.Survey, site: Site) -> Iterator[Published]:
    """Beside each page and under the same name: the source of a bulletin, its data and those of its issues, its calendar."""
    if one.source:
        yield Published(f"{one.address}.md", one.source.encode())
    yield Published(f"{one.address}.json", rows.json_bytes(rows.whole(one, known, site)))
    for issue, row in zip(one.issues, rows.issues(one, known, site), strict=True):
        story = rows.history(issue, known.chains[one.address], site)
        yield Published(
            f"{issue_address(one, issue)}.json",
            rows.json_bytes(row | {"slips": rows.slips(issue), "history": story}),
        )
    if dues := events(one, site):
        yield Published(f"{one.address}.ics", b"".join(calendar([dues], site)))
