"""Open data: what the pages say, for machines. Bulletins -> files of the site, the same bytes for the same bulletins.

Drafts are never among the bulletins of a site that is published. Samples and withdrawn bulletins are in, and say so in
every row (`sample`, `state`); nothing here adds figures up, and `counted` says which bulletins the portal does count.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bulletin import ledger
from bulletin.addresses import issue_address
from bulletin.model import Bulletin
from bulletin.opendata import dictionary, feeds, rows, schemas, tables
from bulletin.opendata.dues import calendar
from bulletin.site import Site


class Published(NamedTuple):
    """A file of the site: `path` is its address, with its ending."""

    path: str
    content: bytes


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
    yield from together(bulletins, site, origin)
    for one in bulletins:
        yield from singles(one, known, site)


def together(bulletins: list[Bulletin], site: Site, origin: str) -> Iterator[Published]:
    """The files over all bulletins, which come with the newest first."""
    known = rows.survey(bulletins, site)
    issues = [row for one in bulletins for row in rows.issues(one, known, site)]
    listed = [rows.bulletin(one, known, site) for one in bulletins]
    yield from _tables(listed, issues, bulletins, site)
    for feed in feeds.feeds(bulletins, site):
        yield Published(f"{feed.path}.xml", feeds.atom(feed, site, origin))
        yield Published(f"{feed.path}.json", feeds.json_feed(feed, site, origin))
    if dues := calendar(ledger.in_force(bulletins), site, origin):
        yield Published(DUES.path, dues)


def offers(bulletins: Iterable[Bulletin], site: Site) -> list[Offer]:
    """What the Data page lists."""
    dues = calendar(ledger.in_force(bulletins), site)
    return [*OFFERS, *([DUES] if dues else []), SUMS]


def _tables(
    listed: list[rows.Row], issues: list[rows.Row], bulletins: list[Bulletin], site: Site
) -> Iterator[Published]:
    head = {"publisher": site.name, "schema": "schema.json", "as_of": rows.newest(bulletins)}
    yield Published("data/bulletins.json", rows.json_bytes(head | {"bulletins": listed}))
    yield Published("data/issues.json", rows.json_bytes(head | {"issues": issues}))
    yield Published("data/bulletins.csv", tables.csv_bytes(dictionary.BULLETIN, listed))
    yield Published("data/issues.csv", tables.csv_bytes(dictionary.ISSUE, issues))
    yield Published("data/dictionary.csv", tables.csv_bytes(dictionary.HEAD, dictionary.lines()))
    yield Published("data/issues.xlsx", tables.workbook(listed, issues))
    yield Published("data/schema.json", rows.json_bytes(schemas.schema()))
    yield Published("data/datapackage.json", rows.json_bytes(schemas.datapackage(site, rows.newest(bulletins))))


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
    if dues := calendar([one], site):
        yield Published(f"{one.address}.ics", dues)
