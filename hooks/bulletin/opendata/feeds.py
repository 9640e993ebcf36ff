"""What is new: Atom (RFC 4287) and JSON Feed 1.1, over all bulletins and for each issuer.

An entry is a bulletin. It has the day of the bulletin, not that of the build, and an id that outlives any change of
address. Links are whole where the address of the site is known, and relative to the feed where it is not.
"""

import datetime
import hashlib
import posixpath
import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from bulletin import ledger, phrases
from bulletin.model import Bulletin
from bulletin.opendata.rows import json_bytes
from bulletin.site import Site

NAMES = uuid.UUID("0c7a6a34-6f0d-5a0c-8a53-55d5f7a4c0de")
MOST = 50  # entries of a feed
PATH = "data/feed"  # of the feed over all; those of issuers stand below data/issuers/


class Feed(NamedTuple):
    """A feed: where it stands, without its ending, whose it is, its title, and its bulletins, the newest first."""

    path: str
    name: str
    title: str
    bulletins: list[Bulletin]


def feeds(bulletins: Sequence[Bulletin], site: Site) -> Iterator[Feed]:
    """Over all, for each bureau, and for each issuer. A withdrawn bulletin stays in, marked: who read of it must learn of that."""
    dated = [one for one in ledger.newest_first(bulletins) if one.date]
    yield Feed(PATH, site.name, f"{site.name}{site.section}", dated[:MOST])
    for bureau in site.sources:
        own = [one for one in dated if one.bureau == bureau.name]
        yield Feed(bureau.feed, bureau.name, f"{bureau.name}{site.section}", own[:MOST])
    issued: dict[str, list[Bulletin]] = {}
    for one in dated:
        issued.setdefault(one.issuer, []).append(one)
    for issuer, own in sorted(issued.items()):
        yield Feed(issuer_path(issuer), issuer, f"{issuer}{site.section}", own[:MOST])


def issuer_path(issuer: str) -> str:
    """Named by a digest: a Chinese name does not survive every archive and every server."""
    return f"data/issuers/{hashlib.sha256(issuer.encode()).hexdigest()[:8]}"


def atom(feed: Feed, site: Site, origin: str) -> bytes:
    """The feed as Atom."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_id(site, feed.path)}</id>",
        f"<title>{_xml(feed.title)}</title>",
        f"<updated>{max((_changed(one) for one in feed.bulletins), default=_hour(datetime.date.min))}</updated>",
        f"<author><name>{_xml(site.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(_link(feed, f"{feed.path}.xml", origin))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(_link(feed, "index.html", origin))}/>',
        *(line for one in feed.bulletins for line in _entry(feed, one, site, origin)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def json_feed(feed: Feed, site: Site, origin: str) -> bytes:
    """The feed as JSON Feed; its addresses must be whole, so that a site without one gives none."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": "zh-CN",
        "authors": [{"name": site.name}],
    }
    if origin:
        made |= {"home_page_url": origin, "feed_url": f"{origin}{feed.path}.json"}
    return json_bytes(made | {"items": [_item(feed, one, site, origin) for one in feed.bulletins]})


def _entry(feed: Feed, one: Bulletin, site: Site, origin: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_id(site, one.id)}</id>"
    yield f"<title>{_xml(_title(one))}</title>"
    yield f"<published>{_hour(one.published or one.date)}</published>"
    yield f"<updated>{_changed(one)}</updated>"
    yield f"<author><name>{_xml(one.issuer or site.name)}</name></author>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_link(feed, f"{one.address}.html", origin))}/>'
    pdf = quoteattr(_link(feed, f"{one.address}.pdf", origin))
    yield f'<link rel="enclosure" type="application/pdf" href={pdf}/>'
    yield from (f"<category term={quoteattr(each)}/>" for each in _kinds(one))
    yield f"<summary>{_xml(_summary(one, site))}</summary>"
    yield "</entry>"


def _item(feed: Feed, one: Bulletin, site: Site, origin: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": _id(site, one.id),
        "title": _title(one),
        "content_text": _summary(one, site),
        "date_published": _hour(one.published or one.date),
        "date_modified": _changed(one),
        "authors": [{"name": one.issuer or site.name}],
    }
    if kinds := _kinds(one):
        item["tags"] = kinds
    if origin:
        item["url"] = _link(feed, f"{one.address}.html", origin)
        item["attachments"] = [{"url": _link(feed, f"{one.address}.pdf", origin), "mime_type": "application/pdf"}]
    return item


def _kinds(one: Bulletin) -> list[str]:
    return list(filter(None, (one.inspection.kind if one.inspection else "", one.bureau)))


def _title(one: Bulletin) -> str:
    return f"【{one.mark}】{one.title or one.id}" if one.mark else one.title or one.id


def _summary(one: Bulletin, site: Site) -> str:
    if one.state == "withdrawn":
        on, why = (one.withdrawn.on, one.withdrawn.because) if one.withdrawn else (None, "")
        return f"本通报已{'于' + phrases.day(on) if on else ''}撤回{'：' + why if why else '。'}"
    figures, noun = ledger.counts(one, site), "问题" if one.inspection else ""
    said = phrases.sentence(figures, noun, phrases.day(one.as_of), site) if figures else one.title or one.id
    return "\n".join([*phrases.corrections(one), said])


def _changed(one: Bulletin) -> str:
    days = [one.date, one.published, one.corrected, one.withdrawn.on if one.withdrawn else None]
    return _hour(max((day for day in days if day), default=None))


def _hour(day: datetime.date | None) -> str:
    """A day as a time stamp: its beginning in China, where it is the day that is meant."""
    return f"{max(day or datetime.date.min, datetime.date(1970, 1, 1))}T00:00:00+08:00"


def _id(site: Site, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMES, f'{site.name}|{name}')}"


def _link(feed: Feed, path: str, origin: str) -> str:
    return origin + quote(path) if origin else quote(posixpath.relpath(path, posixpath.dirname(feed.path)))


def _xml(text: str) -> str:
    return escape("".join(character for character in text if character >= " " or character in "\t\n"))
