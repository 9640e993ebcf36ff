"""Bulletins -> the pages of the portal, as HTML that any site generator can put into its frame.

Every link is relative and ends in `.html`, so that the site works in a sub-folder, from a USB stick and over file://.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bulletin import ledger, phrases, title
from bulletin.model import Bulletin, Counts, Issue
from bulletin.prose import prose
from bulletin.site import STATUSES, Site

HOME, LIST, READING = "index", "bulletins/index", "reading"
NEWEST = 5  # bulletins on the home page
LONGEST = 10  # unfinished issues on the home page
TITLE = 18  # characters of a title's line, on a screen that has the room


class Page(NamedTuple):
    """One page: `address` is its path on the site without `.html`; `meta` are the META tags that it should carry."""

    address: str
    title: str
    html: str
    description: str = ""
    meta: Mapping[str, str] = {}


def pages(bulletins: Iterable[Bulletin], site: Site, sizes: Mapping[str, int] | None = None) -> Iterator[Page]:
    """Home, the list, how to read, every bulletin, and every issue of a register.

    `sizes` are the bytes of the PDFs by the path of their bulletin; a bulletin without one gets a link without a size.
    """
    portal = _Portal(list(bulletins), site, sizes or {})
    yield portal.home()
    yield portal.overview()
    yield portal.reading()
    for bulletin in portal.bulletins:
        yield portal.bulletin(bulletin)
        text = prose(bulletin) if bulletin.issues else ""
        for issue in bulletin.issues:
            yield portal.issue(bulletin, issue, _section(text, issue))


def issue_address(bulletin: Bulletin, issue: Issue) -> str:
    """The page of an issue: `bulletins/2023/x/issue-1.1`."""
    return posixpath.join(bulletin.address, "issue-" + re.sub(r"[^\w.-]+", "-", issue.id))


class _Portal:
    """What every page of one build can speak of."""

    def __init__(self, bulletins: list[Bulletin], site: Site, sizes: Mapping[str, int]) -> None:
        self.bulletins, self.site, self.sizes = ledger.newest_first(bulletins), site, sizes
        self.templates = _templates(site)

    def home(self) -> Page:
        total = ledger.total(self.bulletins, self.site)
        until = phrases.days(*total.days) if total else ""
        noun = "问题" if total and all(one.inspection for one in total.counted) else ""
        said = phrases.sentence(total.counts, noun, until, self.site) if total else ""
        real = [one for one in self.bulletins if not one.sample]
        waiting = ledger.unfinished(self.bulletins, self.site)
        html = self._render(
            "home",
            HOME,
            total=total,
            noun=noun,
            said=said,
            waiting=waiting[:LONGEST],
            more=len(waiting) - LONGEST,
            unlisted=[one for one in ledger.latest(real) if one.in_force and self._unlisted(one)],
            newest=real[:NEWEST],
            samples=[one for one in self.bulletins if one.sample],
        )
        return Page(HOME, f"{self.site.name}{self.site.section}", html, said)

    def overview(self) -> Page:
        real = [one for one in self.bulletins if not one.sample]
        years = [(year, list(ones)) for year, ones in groupby(real, lambda one: one.date.year if one.date else None)]
        html = self._render("list", LIST, years=years, samples=[one for one in self.bulletins if one.sample])
        return Page(LIST, "整改通报", html, f"{self.site.name}公布的整改情况通报，按年份排列。")

    def reading(self) -> Page:
        return Page(READING, "怎样读通报", self._render("statuses", READING), "整改状态的定义，整改率和逾期怎样计算。")

    def bulletin(self, bulletin: Bulletin) -> Page:
        chain = ledger.editions(bulletin, self.bulletins)
        here = chain.index(bulletin)
        text = prose(bulletin, partial(self._beside, bulletin))
        html = self._render(
            "bulletin",
            bulletin.address,
            bulletin=bulletin,
            counts=ledger.counts(bulletin, self.site),
            before=chain[here - 1] if here else None,
            after=chain[here + 1] if here + 1 < len(chain) else None,
            prose=Markup(text),  # noqa: S704 - raw HTML was turned into text by prose()
            anchored={issue.id for issue in bulletin.issues if f'id="issue-{issue.id}"' in text},
            themes=_themes(bulletin),
            size=phrases.size(self.sizes[bulletin.path]) if bulletin.path in self.sizes else "",
        )
        return Page(bulletin.address, bulletin.title or bulletin.id, html, self._said(bulletin), _meta(bulletin))

    def issue(self, bulletin: Bulletin, issue: Issue, text: str) -> Page:
        address = issue_address(bulletin, issue)
        html = self._render(
            "issue",
            address,
            bulletin=bulletin,
            issue=issue,
            done=Markup(_moved(text, bulletin.address, address)),  # noqa: S704 - as above
            history=ledger.history(issue, ledger.editions(bulletin, self.bulletins)),
        )
        return Page(address, f"{issue.id} {issue.title}", html, f"{issue.title}（{bulletin.title}）", _meta(bulletin))

    def _render(self, name: str, address: str, **facts: Any) -> str:
        return self.templates.get_template(f"{name}.html").render(to=partial(_to, address), **facts)

    def _beside(self, bulletin: Bulletin, issue: Issue) -> ElementTree.Element | None:
        """The status at the heading of an issue; nothing where none was published, which is said once above the text."""
        if not issue.status:
            return None
        marks: Any = self.templates.get_template("marks.html").module
        return ElementTree.fromstring(f"<span>{marks.standing(bulletin, issue)}</span>")  # noqa: S314 - our own template

    def _unlisted(self, bulletin: Bulletin) -> Counts | None:
        """The counts of a bulletin that leaves something undone without saying what."""
        figures = ledger.counts(bulletin, self.site)
        listed = any(self.site.bucket(issue.status) for issue in bulletin.issues)
        return figures if figures and figures.ongoing and figures.ongoing.high and not listed else None

    def _said(self, bulletin: Bulletin) -> str:
        """What a search engine or a shared link shows of a bulletin."""
        figures, noun = ledger.counts(bulletin, self.site), "问题" if bulletin.inspection else ""
        said = phrases.sentence(figures, noun, phrases.day(bulletin.as_of), self.site) if figures else bulletin.title
        return f"【{bulletin.mark}】{said}" if bulletin.mark else said


def _templates(site: Site) -> Environment:
    made = Environment(
        loader=PackageLoader("bulletin", "templates/web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {"day": phrases.day, "bucket": site.bucket, "lines": partial(title.lines, most=TITLE)}
    made.globals |= {
        "site": site,
        "ledger": ledger,
        "phrases": phrases,
        "issue_address": issue_address,
        "tone": lambda status: status if status in STATUSES else site.bucket(status),
    }
    return made


def _to(here: str, there: str, ending: str = ".html") -> str:
    """The relative address of a page or file, percent-encoded."""
    return quote(posixpath.relpath(there + ending, posixpath.dirname(here) or "."))


def _themes(bulletin: Bulletin) -> list[tuple[str, list[Issue]]]:
    """The register in the order in which it is written, neighbours of one theme together."""
    return [(theme, list(issues)) for theme, issues in groupby(bulletin.issues, lambda issue: issue.theme)]


def _meta(bulletin: Bulletin) -> dict[str, str]:
    """META tags of an article (政府网站发展指引 附件): only what is known, and no hour that nobody gave."""
    tags = {
        "ArticleTitle": bulletin.title,
        "PubDate": str(bulletin.published or bulletin.date or ""),
        "ContentSource": bulletin.issuer,
    }
    return {name: value for name, value in tags.items() if value}


def _section(html: str, issue: Issue) -> str:
    """What the text says under the heading of an issue, without the heading."""
    parts = re.split(r"(?=<h[1-6][ >])", html)
    start = next((spot for spot, part in enumerate(parts) if f'id="issue-{issue.id}"' in part.split(">", 1)[0]), None)
    if start is None:
        return ""
    end = next((spot for spot in range(start + 1, len(parts)) if parts[spot][2] <= parts[start][2]), len(parts))
    return re.sub(r"^<h\d.*?</h\d>", "", "".join(parts[start:end]), flags=re.DOTALL).strip()


def _moved(html: str, old: str, new: str) -> str:
    """Relative links of a page set right for another address: a footnote of the text is found on the page of the text."""

    def move(match: re.Match[str]) -> str:
        name, target = match.groups()
        there = target if not target.startswith("#") else f"{posixpath.basename(old)}.html{target}"
        joined = posixpath.join(posixpath.dirname(old), there)
        return f'{name}="{posixpath.relpath(joined, posixpath.dirname(new))}"'

    return re.sub(r'\b(href|src)="(?![\w+.-]+:|/)([^"]+)"', move, html)
