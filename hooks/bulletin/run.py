"""One build, step by step: load, check, print, bind. The site generator calls the steps and hears what went wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bulletin import digests, images
from bulletin.addresses import page_addresses
from bulletin.amended import amended
from bulletin.attached import attached
from bulletin.bureaus import gather, shelves
from bulletin.dossier import Brief, Setting, briefs, dossiers, found, mapped
from bulletin.editing import cms
from bulletin.filing.press import press
from bulletin.findings import Finding
from bulletin.kept import Kept, Leaf
from bulletin.ledger import newest_first
from bulletin.load import Source
from bulletin.model import Bulletin
from bulletin.opendata import Published, together
from bulletin.privacy import gate
from bulletin.project import tracked
from bulletin.publish import Staging, lay
from bulletin.rules import check
from bulletin.rules.output import complaint
from bulletin.rules.persons import permitted
from bulletin.site import Site, read_site
from bulletin.web.frame import Frame
from bulletin.web.lists import scripts
from bulletin.web.page import over_all
from bulletin.web.portal import Page, Portal
from bulletin.web.search import index
from bulletin.web.tags import sitemap


@dataclass
class Run:
    """What one build has so far. A preview shows drafts; a `whole` build puts a new site in place of the old one."""

    preview: bool = False
    whole: bool = True
    root: Path = Path()
    site: Site = field(default_factory=Site)
    sources: list[Source] = field(default_factory=list)
    portal: Portal = field(default_factory=lambda: Portal([], Site()))
    pages: dict[str, Page] = field(default_factory=dict)
    briefs: list[Brief] = field(default_factory=list)
    notices: dict[str, Path] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    nav: object = None  # the site generator's own, for the frames
    staging: Staging | None = None

    def read(self, config: Path) -> list[Finding]:
        """Load and check the bulletins of a project; of one whose cache others may have written, a whole site is not begun.

        Raises Misused.
        """
        self.root, today = config.parent, date.today()  # noqa: DTZ011 - a waiver ends at the local midnight
        self.kept = Kept(self.root)
        if self.whole and (odd := list(tracked(self.root))):
            return odd
        self.site, settings = read_site(config)
        read = gather(self.site, settings, self.root, self.kept)
        self.sources = [one for one in read if self.site.samples or not (one.bulletin and one.bulletin.sample)]
        return check(self.sources, self.site, today, settings, self.kept)

    @property
    def bulletins(self) -> list[Bulletin]:
        """Those that are shown, the newest first: drafts only in a preview."""
        read = [source.bulletin for source in self.sources if source.bulletin]
        return newest_first(one for one in read if self.preview or one.state != "draft")

    def print(self, origin: str) -> list[Finding]:
        """Make the notices, and the pages over all bulletins; raises faces.MissingFaceError. A flawed notice is said."""
        bulletins = self.bulletins
        self.notices, said = press(bulletins, self.site, self.root, self.kept)
        self.portal = Portal(
            bulletins, self.site, {path: pdf.stat().st_size for path, pdf in self.notices.items()}, origin
        )
        self.pages = {f"{page.address}.md": page for page in over_all(self.portal)}
        self.briefs = list(briefs(self.portal))
        read = [(source, source.bulletin.path) for source in self.sources if source.bulletin]
        flaws = [complaint(source, flaw) for source, path in read for flaw in said.get(path, ())]
        return flaws or [wrong for folder in self.folders for wrong in attached(self._pictures(folder), folder)]

    @property
    def folders(self) -> list[Path]:
        """Where bulletins lie: those of the project, and of the bureaus of a portal."""
        return [self.root / shelf.folder for shelf in shelves(self.site)]

    def _pictures(self, folder: Path) -> list[tuple[str, Path]]:
        return [(path, file) for path, file in self.files() if file.is_relative_to(folder)]

    def files(self) -> Iterator[tuple[str, Path]]:
        """What is published as it lies: notices and pictures."""
        yield from ((path.removesuffix(".md") + ".pdf", pdf) for path, pdf in self.notices.items())
        pictures = {path: file for one in self.portal.bulletins for path, file in images.places(one, self.root).items()}
        yield from sorted(pictures.items())

    def data(self) -> Iterator[tuple[str, bytes]]:
        """The open data over all bulletins, the lists for filters, and the editing page; raises project.Misused."""
        yield from cms.files(self.site, self.root, self.preview)
        yield from together(self.portal.bulletins, self.site, self.portal.origin)
        yield from scripts(self.portal.bulletins, self.site)

    def addresses(self) -> Iterator[str]:
        """The pages of bulletins and of their issues, which are in dossiers."""
        return (address for one in self.portal.bulletins for address in page_addresses(one))

    def bind(self, name: str, frames: Mapping[str, Frame], others: Iterable[tuple[str, str]]) -> Iterator[Published]:
        """Make the dossiers; gives the index of the search and the map of the site, which has `others` as well."""
        made = dossiers(self.briefs, Setting(self.portal.among([], {}), name, frames), self.kept)
        self.leaves = [leaf for each in made for leaf in each if not leaf.path.startswith(".")]
        yield from index(map(found, made))
        if origin := self.portal.origin:
            listed = [*others, *(line for each in made for line in mapped(each))]
            yield Published("sitemap.xml", sitemap(origin, listed))

    def lay(self, folder: Path) -> bytes:
        """Put the dossiers into the site, and the digests of all that is in it, which it gives; those of dossiers are known."""
        lay(self.leaves, folder)
        sums = digests.sums(folder, {leaf.path: leaf.digest for leaf in self.leaves})
        (folder / digests.NAME).write_bytes(sums)
        return sums

    def leaks(self, folder: Path, sums: bytes) -> list[Finding]:
        """What stands of a person in a finished site of these digests, and must not go out with it."""
        return gate.leaks(folder, sums, permitted(self.portal.bulletins, self.site), self.root)

    def amended(self, site: Path) -> list[Finding]:
        """What differs from the published site in silence."""
        return sorted(amended(self.sources, site))
