"""One build, step by step: load, check, print, bind. The site generator calls the steps and hears what went wrong."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bulletin import digests, images
from bulletin.addresses import page_addresses
from bulletin.amended import amended, vanished
from bulletin.attached import attached
from bulletin.bureaus import ahead, gather, lying, shelves
from bulletin.copies import aside, copied
from bulletin.dossier import Brief, Setting, briefs, dossiers, framed, mapped
from bulletin.editing import cms
from bulletin.extract import Extracts
from bulletin.filing.press import CACHE, NOTICE, Pressed, at_hand, press, pressing
from bulletin.findings import Finding, Flaw
from bulletin.kept import FOLDER, Kept, number, thin
from bulletin.laying import lay, write
from bulletin.leaves import Laid, Leaf
from bulletin.ledger import newest_first
from bulletin.load import Source
from bulletin.model import Bulletin
from bulletin.opendata import Content, joined, together
from bulletin.privacy import gate
from bulletin.project import tracked
from bulletin.publish import Staging
from bulletin.rules import check
from bulletin.rules.output import complaint
from bulletin.rules.persons import permitted
from bulletin.site import Site, read_site
from bulletin.web.frame import Frame
from bulletin.web.lists import Sheet, further, scripts
from bulletin.web.page import over_all
from bulletin.web.portal import Page, Portal
from bulletin.web.search import index
from bulletin.web.tags import sitemap
from bulletin.workers import hire

MANY = 500  # bulletins, 30 KB of each, are more than a worker need know of


class Written(NamedTuple):
    """What was made late while the build went on: the digests, by the paths; and what was asked for of what is kept."""

    digests: dict[str, str]
    used: set[str]


@dataclass
class Run:
    """What one build has so far. A preview shows drafts; a `whole` build puts a new site in place of the old one."""

    preview: bool = False
    whole: bool = True
    root: Path = Path()
    kept: Kept = field(default_factory=lambda: Kept(Path()))
    site: Site = field(default_factory=Site)
    sources: list[Source] = field(default_factory=list)
    portal: Portal = field(default_factory=lambda: Portal([], Site()))
    pages: dict[str, Page] = field(default_factory=dict)
    further: list[Sheet] = field(default_factory=list)
    late: dict[str, Callable[[], Content]] = field(default_factory=dict)
    written: Callable[[], Written] = lambda: Written({}, set())
    clean: Callable[[], list[str]] = list
    shown: dict[str, Bulletin] = field(default_factory=dict)  # by their addresses
    briefs: list[Brief] = field(default_factory=list)
    pressed: Callable[[], Pressed] = lambda: Pressed({}, {})
    notices: dict[str, Path] = field(default_factory=dict)
    leaves: Laid = field(default_factory=Laid)
    nav: object = None  # the site generator's own, for the frames
    staging: Staging | None = None

    def read(self, config: Path) -> list[Finding]:
        """Load and check the bulletins of a project; of one whose cache others may have written, a whole site is not begun.

        Raises Misused.
        """
        self.root, today = config.parent, date.today()  # noqa: DTZ011 - a waiver ends at the local midnight
        if self.kept.memory is None or self.kept.folder != self.root / FOLDER:
            self.kept = Kept(self.root, remembers=self.preview)
        if self.whole and (odd := list(tracked(self.root))):
            return odd
        self.site, settings = read_site(config)
        there = lying(self.site, settings, self.root)
        if len(there) > MANY:
            hire()
            ahead(there, self.root, self.kept)
        Portal([], self.site).ahead()
        read = gather(there, self.root, self.kept)
        self.sources = [one for one in read if self.site.samples or not (one.bulletin and one.bulletin.sample)]
        return check(self.sources, self.site, today, settings, self.kept)

    @property
    def bulletins(self) -> list[Bulletin]:
        """Those that are shown, the newest first: drafts only in a preview."""
        read = [source.bulletin for source in self.sources if source.bulletin]
        return newest_first(one for one in read if self.preview or one.state != "draft")

    def print(self, origin: str) -> list[Finding]:
        """Have the notices made, and make the pages over all bulletins; raises faces.MissingFaceError.

        A preview makes a notice when it is asked for.
        """
        bulletins = self.bulletins
        begin = at_hand if self.preview else pressing
        self.pressed = begin(bulletins, self.site, self.root, self.kept)
        self.portal = Portal(bulletins, self.site, origin=origin)
        self.shown = {one.address: one for one in bulletins}
        self.briefs = list(briefs(self.portal))
        self.extracts = Extracts(self.briefs, self.portal, self.kept)
        sheets = list(over_all(self.portal, self.extracts))
        self.pages = {f"{sheet.address}.md": sheet.make() for sheet in sheets if not further(sheet.address)}
        self.further = [sheet for sheet in sheets if further(sheet.address)]
        pictures = self.pictures()
        return [
            wrong
            for folder in self.folders
            for wrong in attached([(path, file) for path, file in pictures if file.is_relative_to(folder)], folder)
        ]

    @property
    def folders(self) -> list[Path]:
        """Where bulletins lie: those of the project, and of the bureaus of a portal."""
        return [self.root / shelf.folder for shelf in shelves(self.site)]

    @property
    def filed(self) -> list[Leaf]:
        """The notices, each with the digest that its name in the cache ends with; a flawed one has none."""
        return [
            Leaf(path.removesuffix(".md") + ".pdf", str(pdf), pdf.stem.partition("-")[2], number(at.st_dev, at.st_ino))
            for path, pdf, at in ((path, pdf, pdf.stat()) for path, pdf in self.notices.items())
        ]

    def pictures(self) -> list[tuple[str, Path]]:
        """The pictures in the bulletins, and where they lie."""
        found = {path: file for one in self.portal.bulletins for path, file in images.places(one, self.root).items()}
        return sorted(found.items())

    def data(self) -> Iterator[tuple[str, bytes]]:
        """The files of the editing page; raises project.Misused. What is made of all bulletins comes late."""
        shown_last = [*reversed(self.portal.samples), *reversed(self.portal.real)]
        late = [
            *together(self.portal.bulletins, self.site, self.portal.origin, self.extracts.piece),
            *scripts(self.portal, self.extracts),
            *index([self.extracts.findable(one) for one in shown_last], self.kept),
        ]
        self.late = {each.path: each.make for each in late}
        if self.staging and copied():
            self.written = aside(partial(self._write, self.staging.folder))
        return cms.files(self.site, self.root, self.preview)

    def addresses(self) -> Iterator[str]:
        """Pages that are set without the site generator, one at least of every folder: further leaves of lists, bulletins,
        the first of their issues.
        """
        yield from (sheet.address for sheet in self.further)
        yield from (address for one in self.portal.bulletins for address in islice(page_addresses(one), 2))

    def lays(self, path: str) -> bool:
        """It is laid without the site generator: a page, called by its Markdown, a notice, what is made of all bulletins."""
        address, _, kind = path.rpartition(".")
        if kind == "md":
            one = self.shown.get(address) or self.shown.get(posixpath.dirname(address))
            return any(address == sheet.address for sheet in self.further) or address in (
                page_addresses(one) if one else ()
            )
        return path in self.late or (kind == "pdf" and address in self.shown)

    def bind(self, name: str, frames: Mapping[str, Frame], others: Iterable[tuple[str, str]]) -> list[Finding]:
        """With the notices made, set pages into their frames; the map of the site has `others` as well. A flawed notice is said."""
        self.notices, said = self.pressed()
        sizes = {path: pdf.stat().st_size for path, pdf in self.notices.items()}
        known = [each._replace(size=sizes.get(each.one.path)) for each in self.briefs]
        setting = Setting(self.portal.among([], {}), name, frames)
        made, key = dossiers(known, setting, self.kept), setting.key
        pages = ((brief.one.address, leaves) for brief, leaves in zip(known, made, strict=True))
        self.leaves = Laid([*self.extracts.own.items(), *pages], self.filed)
        self.late |= {
            f"{sheet.address}.html": partial(_framed, sheet, setting, self.kept, key) for sheet in self.further
        }
        if origin := self.portal.origin:
            leaves = [(f"{sheet.address}.html", "") for sheet in self.further]
            self.late["sitemap.xml"] = lambda: sitemap(
                origin, [*others, *leaves, *(line for each in made for line in mapped(each))]
            )
        return self._flaws(said)

    def lay(self, folder: Path) -> None:
        """Put what is kept and what is made late into the site, and a list of the digests of all that is in it."""
        made, used = self.written()
        self.kept.used |= used
        if self.staging:
            self.staging.lay(self.leaves)
            self.clean = aside(partial(gate.ahead, folder, dict(made), self.permitted, self.root))
        else:
            lay(self.leaves, folder)
        made |= {path: write(make(), folder / path) for path, make in self.late.items() if path not in made}
        digests.write(folder, lambda path: made.get(path) or self.leaves.digest(path))

    def _write(self, folder: Path) -> Written:
        made = {path: write(make(), folder / path) for path, make in self.late.items()}
        return Written(made, self.kept.used)

    def asked(self, path: str) -> tuple[bytes | None, list[Finding]]:
        """A file of a preview, made when somebody asks for it, and what is flawed in a notice; None where it has no such."""
        if make := self.late.get(path):
            return joined(make()), []
        if path.endswith(".pdf") and (one := self.shown.get(path.removesuffix(".pdf"))):
            files, said = press([one], self.site, self.root, self.kept)
            return files[one.path].read_bytes(), self._flaws(said)
        leaf = self.leaves.get(path)
        return leaf.file.read_bytes() if leaf else None, []

    def _flaws(self, said: Mapping[str, Iterable[Flaw]]) -> list[Finding]:
        read = [(source, source.bulletin.path) for source in self.sources if source.bulletin]
        return [complaint(source, flaw) for source, path in read for flaw in said.get(path, ())]

    def leaks(self, folder: Path) -> list[Finding]:
        """What stands of a person in a finished site, and must not go out with it."""
        return gate.leaks(folder, self.permitted, self.root, self.clean)

    @property
    def permitted(self) -> frozenset[str]:
        """What may stand there of a person."""
        return permitted(self.portal.bulletins, self.site)

    def amended(self, site: Path) -> list[Finding]:
        """What differs from the published site in silence."""
        return sorted([*amended(self.sources, site, self.root), *vanished(self.sources, site)])

    def tidy(self) -> None:
        """Throw away what was kept, and no build has asked for in a while."""
        self.kept.tidy()
        thin(self.root / CACHE, NOTICE, {pdf.name for pdf in self.notices.values()})


def _framed(sheet: Sheet, setting: Setting, kept: Kept, key: bytes) -> bytes:
    """A page of a list, from among those kept where it is there; `key` is the setting's, spelled once for all of them."""
    if not sheet.facts:
        return framed(sheet.make(), setting)
    name = kept.name("sheet", key, sheet.address.encode(), sheet.facts())
    return kept.get(name) or kept.put(name, framed(sheet.make(), setting))
