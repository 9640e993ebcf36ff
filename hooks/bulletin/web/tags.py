"""What a page says of itself to machines: the META tags of the 政府网站发展指引 (annex), and JSON-LD of schema.org.

Required are, by kind: home = site; list = site + column; article = site + column + article. Only what is known is
said, and no hour that nobody gave.
"""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from bulletin.model import Bulletin, Issue
from bulletin.phrases import correction, listed
from bulletin.site import Site

CONTEXT = "https://schema.org"
DISCLOSURE, FIGURES, FEEDBACK = "信息公开目录", "数据发布", "咨询投诉"  # kinds of column, from the list of the annex


def column(site: Site, name: str, description: str, kind: str = DISCLOSURE) -> dict[str, str]:
    """The tags of a list page."""
    return {
        "ColumnName": name,
        "ColumnDescription": description,
        "ColumnKeywords": listed([name, site.section, "整改情况通报"]).replace("、", ","),
        "ColumnType": kind,
    }


def article(site: Site, one: Bulletin, issue: Issue | None = None, description: str = "") -> dict[str, str]:
    """The tags of a bulletin, or of one of its issues."""
    words = [
        one.inspection.kind if one.inspection else "",
        "整改情况通报",
        *(() if issue else (each.theme for each in one.issues)),
    ]
    tags = column(site, site.section, f"{site.name}公布的整改情况通报") | {
        "ArticleTitle": f"{issue.title}（{one.title}）" if issue else one.title,
        "PubDate": str(one.published or one.date or ""),
        "ContentSource": one.issuer,
        "Author": one.issuer,
        "Keywords": listed([issue.theme, "整改"] if issue else words).replace("、", ","),
        "Description": description,
        "robots": "noindex" if one.sample or one.state == "draft" else "",  # nobody looks for what is fictitious
    }
    return {name: value for name, value in tags.items() if value}


def organisation(site: Site) -> dict[str, Any]:
    """The publishing body, for the home page."""
    contact = site.contact
    made = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "name": site.name,
        "telephone": contact.phone,
        "email": contact.email,
        "address": contact.address,
    }
    return {name: value for name, value in made.items() if value}


def report(one: Bulletin, description: str) -> dict[str, Any]:
    """A bulletin as a Report; a sample or withdrawn one says nothing that could be taken for a fact."""
    if not one.in_force:
        return {}
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Report",
        "name": one.title,
        "inLanguage": "zh-CN",
        "datePublished": str(one.published or one.date or ""),
        "reportNumber": one.number,
        "abstract": description,
        "isAccessibleForFree": True,
    }
    if one.corrections:
        made["correction"] = [
            {"@type": "CorrectionComment", "text": correction(each), "datePublished": str(each.on or "")}
            for each in one.corrections
        ]
        made["dateModified"] = str(one.corrected or "")
    if one.issuer:
        made["author"] = made["publisher"] = {"@type": "GovernmentOrganization", "name": one.issuer}
    return {name: value for name, value in made.items() if value}


def part(one: Bulletin, issue: Issue) -> dict[str, Any]:
    """An issue as a part of its report."""
    if not one.in_force:
        return {}
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "name": issue.title,
        "identifier": issue.id,
        "inLanguage": "zh-CN",
        "isPartOf": {"@type": "Report", "name": one.title},
    }


def dataset(site: Site, files: dict[str, str]) -> dict[str, Any]:
    """The open data as a Dataset; `files` are addresses by media type, and only whole ones say anything."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": f"{site.name}{site.section}数据",
        "description": "整改情况通报的目录和问题清单：状态、责任单位、原定和调整后的时限、逾期天数。",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": site.name},
    }
    distribution = [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address} for address, kind in files.items()
    ]
    return made | ({"distribution": distribution} if distribution else {})


def robots(origin: str) -> str:
    """robots.txt: everything may be read; where the map is, once the address of the site is known."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {origin}sitemap.xml\n" if origin else "")


def sitemap(origin: str, pages: Iterable[tuple[str, str]]) -> bytes:
    """sitemap.xml: paths of pages, each with the day on which it last changed, where that is known (sitemaps.org, 0.9)."""
    lines = [
        f"<url><loc>{escape(origin + path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in sorted(pages)
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>\n"]).encode()
