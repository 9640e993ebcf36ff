"""The pages over all bulletins (栏目): home, what changed, the method, the data, the search."""

from bulletin import addresses, ledger, opendata, phrases
from bulletin.opendata import dictionary, feeds
from bulletin.web import tags
from bulletin.web.bureaus import SHOWN, standings
from bulletin.web.portal import Page, Portal

NEWEST = 5  # bulletins on the home page
LONGEST = 10  # unfinished issues on the home page
LATEST = 20  # inspections of which the changes are told on one page; so of corrections, and of what was withdrawn
OFFERED = 41  # feeds on the Data page; each issuer's is named by the pages of its bulletins as well


def home(portal: Portal) -> Page:
    """The figures over all, the newest, the longest outstanding, whom to call."""
    total = ledger.total(portal.bulletins, portal.site)
    until = phrases.days(*total.days) if total else ""
    noun = "问题" if total and all(one.inspection for one in total.counted) else ""
    said = phrases.sentence(total.counts, noun, until, portal.site) if total else ""
    html = portal.render(
        "home",
        addresses.HOME,
        total=total,
        noun=noun,
        said=said,
        waiting=portal.waiting[:LONGEST],
        late=[one for one in portal.waiting if one.days_late],
        more=len(portal.waiting) - LONGEST,
        unlisted=portal.unlisted,
        newest=portal.real[:NEWEST],
        samples=portal.samples,
        bureaus=standings(portal)[:SHOWN] if portal.site.sources else [],
    )
    name = f"{portal.site.name}{portal.site.section}"
    return Page(addresses.HOME, name, html, said, {}, tags.organisation(portal.site))


def changes(portal: Portal) -> Page:
    """What moved since the edition before, what was corrected, what was withdrawn."""
    moved = portal.changed(portal.real)
    known = {one.id: one for one in portal.real}
    first = [one for one in ledger.in_force(portal.real) if not ledger.before(one, known)]
    html = portal.render(
        "changes",
        addresses.CHANGES,
        moved=moved[:LATEST],
        first=first[:LATEST],
        more=max(len(moved), len(first)) > LATEST,
        latest=LATEST,
        corrected=[one for one in portal.real if one.corrections][:LATEST],
        withdrawn=[one for one in portal.real if one.state == "withdrawn"][:LATEST],
        corrected_samples=[one for one in portal.samples if one.corrections],
        samples=portal.changed(portal.samples),
    )
    said = "各项检查最近一期通报与上一期相比的变化，以及更正和撤回。"
    return Page(addresses.CHANGES, "变化", html, said, tags.column(portal.site, "变化", said))


def method(portal: Portal) -> Page:
    """The definitions of the statuses; the text around them is written by hand (docs/reading.md)."""
    said = "整改状态的定义，整改率和逾期怎样计算，不计入什么、为什么。"
    html = portal.render("statuses", addresses.METHOD)
    return Page(addresses.METHOD, "怎样读通报", html, said, tags.column(portal.site, "怎样读通报", said))


def data(portal: Portal) -> Page:
    """Downloads, feeds and the data dictionary."""
    listed = list(feeds.feeds(portal.bulletins, portal.site))
    files = opendata.offers(portal.bulletins, portal.site)
    html = portal.render(
        "data",
        addresses.DATA,
        files=files,
        feeds=listed[:OFFERED],
        more=max(0, len(listed) - OFFERED),
        tables=dictionary.TABLES | dictionary.INSIDE,
        titles=dictionary.TITLES,
    )
    said = "问题清单和通报目录的下载、字段说明、订阅。"
    kinds = {"csv": "text/csv", "json": "application/json"}
    whole = {f"{portal.origin}{one.path}": kinds.get(one.path.rpartition(".")[2], "") for one in files if portal.origin}
    about = tags.dataset(portal.site, {address: kind for address, kind in whole.items() if kind})
    return Page(addresses.DATA, "数据", html, said, tags.column(portal.site, "数据", said, tags.FIGURES), about)


def search(portal: Portal) -> Page:
    """The search, which the browser does."""
    said = "在全部通报的标题、问题和正文里查找。"
    html = portal.render("search", addresses.SEARCH)
    return Page(addresses.SEARCH, "搜索", html, said, tags.column(portal.site, "搜索", said))


COLUMNS = {
    addresses.HOME: home,
    addresses.CHANGES: changes,
    addresses.METHOD: method,
    addresses.DATA: data,
    addresses.SEARCH: search,
}
