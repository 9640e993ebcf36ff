"""The portal while it is made: what every page can speak of, and the templates that they are set with."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from typing import Any, NamedTuple

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bulletin import addresses, ledger, phrases, title
from bulletin.changes import Changes, between
from bulletin.model import Bulletin
from bulletin.site import STATUSES, Site
from bulletin.web import ages, themes
from bulletin.web.compiled import compiled

TITLE = 18  # characters of a title's line, on a screen that has the room


class Page(NamedTuple):
    """One page: `address` is its path on the site without `.html`.

    `meta` are the META tags that it should carry, `data` what it says to search engines (JSON-LD), `feed` the feed of
    its issuer.
    """

    address: str
    title: str
    html: str
    description: str = ""
    meta: Mapping[str, str] = {}
    data: Mapping[str, Any] = {}
    feed: str = ""

    @property
    def listed(self) -> bool:
        """Search engines may list it."""
        return "robots" not in self.meta

    @property
    def changed(self) -> str:
        """The day on which it was published or last corrected; empty for a page that has none."""
        return str(self.data.get("dateModified") or self.meta.get("PubDate", ""))


@dataclass
class Portal:
    """One build: its bulletins, the newest first, the bytes of their PDFs by their paths, and where the site will stand."""

    bulletins: list[Bulletin]
    site: Site
    sizes: Mapping[str, int] = field(default_factory=dict)
    origin: str = ""

    @cached_property
    def real(self) -> list[Bulletin]:
        """Those that are not samples."""
        return [one for one in self.bulletins if not one.sample]

    @cached_property
    def samples(self) -> list[Bulletin]:
        """The fictitious ones: shown apart, and counted in nothing."""
        return [one for one in self.bulletins if one.sample]

    @cached_property
    def chains(self) -> dict[str, list[Bulletin]]:
        """The editions that belong together, for every bulletin by its address."""
        return ledger.chains(self.bulletins)

    @cached_property
    def waiting(self) -> list[ledger.Unfinished]:
        """What the last editions in force leave undone, the latest first."""
        return ledger.unfinished(self.bulletins, self.site)

    @cached_property
    def unlisted(self) -> list[Bulletin]:
        """The last editions in force that leave something undone without saying what."""
        return [one for one in ledger.in_force(self.real) if self._bare(one)]

    def _bare(self, bulletin: Bulletin) -> bool:
        figures = ledger.counts(bulletin, self.site)
        listed = any(self.site.bucket(issue.status) for issue in bulletin.issues)
        return bool(figures and figures.ongoing and figures.ongoing.high and not listed)

    def ahead(self) -> None:
        """Have the templates ready before anybody asks for one."""
        compiled(self.site).ahead(self.templates)

    def links(self, address: str) -> Callable[..., str]:
        """The relative links of a page."""
        return partial(addresses.link, address)

    def among(self, bulletins: list[Bulletin], sizes: Mapping[str, int]) -> "Portal":
        """The same portal, with the same templates, as if it had these bulletins only."""
        other = replace(self, bulletins=bulletins, sizes=sizes)
        other.__dict__["templates"] = self.templates
        return other

    def __getstate__(self) -> dict[str, Any]:
        """It goes to other processes without what was looked up."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def canonical(self, address: str) -> str:
        """The whole address of a page; empty while nobody knows where the site will stand."""
        return f"{self.origin}{addresses.quoted(address)}.html" if self.origin else ""

    def render(self, name: str, address: str, /, **facts: Any) -> str:
        """A template set for a page at `address`."""
        template = self.templates.get_template(f"{name}.html")
        return template.render(here=address, to=self.links(address), **facts)

    def head(self, page: Page, name: str, title: str, description: str, canonical: str) -> str:
        """What the head of a page says of this page; `name` is that of the whole site."""
        facts = {"page": page, "name": name, "title": title, "description": description, "canonical": canonical}
        return self.render("head", page.address, **facts)

    def marks(self) -> Any:
        """The macros that the pages share."""
        return self.templates.get_template("marks.html").module

    def changed(self, bulletins: Iterable[Bulletin]) -> list[Changes]:
        """What moved in the last edition of every chain that has two, the newest first."""
        known = {one.id: one for one in bulletins}
        pairs = [(ledger.before(one, known), one) for one in ledger.latest(known.values())]
        return [between(old, one, self.site) for old, one in pairs if old]

    def code(self, address: str) -> Markup:
        """A QR code of a page; empty while nobody knows where the site will stand."""
        if not self.origin:
            return Markup()
        out = io.BytesIO()
        made = segno.make(f"{self.origin}{addresses.quoted(address)}.html", error="m", boost_error=False)
        made.save(out, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, svgclass="qr", lineclass=None)
        return Markup(out.getvalue().decode().replace("<svg", '<svg role="img" aria-label="本页网址的二维码"', 1))  # noqa: S704 - drawn by segno

    @cached_property
    def templates(self) -> Environment:
        """The templates, with the words and sums that they may use."""
        made = Environment(
            loader=PackageLoader("bulletin", "templates/web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=compiled(self.site),
        )
        made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
        site = self.site
        made.filters |= {
            "day": phrases.day,
            "bucket": site.bucket,
            "label": site.label,
            "lines": partial(title.lines, most=TITLE),
            "words": title.words,
        }
        made.globals |= {
            "site": site,
            "ledger": ledger,
            "phrases": phrases,
            "ages": ages,
            "themes_of": partial(themes.table, site=site),
            "code": self.code,
            "issue_address": addresses.issue_address,
            "tone": lambda status: status if status in STATUSES else site.bucket(status),
        }
        return made
