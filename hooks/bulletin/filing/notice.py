"""Bulletin -> the HTML that is printed: the text of a 公文 (GB/T 9704-2012), its register and figures as 附件."""

import datetime
import io
from functools import cache
from pathlib import Path
from typing import NamedTuple

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bulletin import approval, digest, title
from bulletin.filing.onpaper import on_paper
from bulletin.filing.signature import signature, width
from bulletin.model import Bulletin, Contact, Counts, Tally
from bulletin.phrases import calls, corrections, day, sentence
from bulletin.site import Site
from bulletin.witnesses.selfcheck import Table, table

TEMPLATES = Path(__file__).parents[1] / "templates"


class Row(NamedTuple):
    """One ledger of the table of figures: the counts of the bulletin, or a tally."""

    name: str
    unit: str
    total: str
    completed: str
    ongoing: str
    rate: str
    as_of: datetime.date | None


class Attachment(NamedTuple):
    """What comes after the signature; `part` is the template of that name."""

    part: str
    name: str
    number: str


def notice(bulletin: Bulletin, site: Site) -> str:
    """The print HTML: what the bulletin says, nothing that it does not say, and nothing of this machine or this day."""
    rows = _rows(bulletin)
    checks = table(bulletin, site) if site.checks else None
    return (
        templates()
        .get_template("notice.html")
        .render(
            bulletin=bulletin,
            site=site,
            title_lines=title.lines(bulletin.title),
            prose=Markup(on_paper(bulletin, site)),  # noqa: S704 - raw HTML in a bulletin was made text by prose()
            contact=contact_lines(bulletin.contact or Contact()),
            corrections=corrections(bulletin),
            figures=figures(bulletin, site),
            rows=rows,
            counted=max((len(figure) for row in rows for figure in row[2:5]), default=0),
            columns=_columns(bulletin),
            checks=checks,
            attachments=_attachments(bulletin, checks),
            signature=signature(bulletin.issuer, day(bulletin.date), sealed=site.sealed),
            letterhead="" if bulletin.sample else site.letterheads.get(bulletin.issuer, ""),
            imprint=None if bulletin.sample else site.imprint,
            page=site.page(bulletin),
            square=Markup(_square(site.page(bulletin))),  # noqa: S704 - drawn here
            approved=approval.told(bulletin) if site.approval.shown else "",
            label=digest.LABEL,
            digest=digest.groups(digest.digest(bulletin)),
            name=bulletin.address.rpartition("/")[2],
            wide=_wide(bulletin),
        )
    )


@cache
def templates() -> Environment:
    """The templates of everything that is printed."""
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    pages.trim_blocks = pages.lstrip_blocks = True
    pages.filters["day"] = day
    return pages


def style() -> str:
    """The print style sheet."""
    return (TEMPLATES / "notice.css").read_text(encoding="utf-8")


def figures(bulletin: Bulletin, site: Site) -> str:
    """The counts in words, with the declared rate and how the total came about; empty without counts."""
    counts = bulletin.counts
    if not counts:
        return ""
    said = sentence(counts, "问题" if bulletin.inspection else "", day(bulletin.as_of), site)
    return said + (f"完成率{counts.rate}。" if counts.rate else "") + counts.decomposition + counts.scope


def contact_lines(contact: Contact) -> list[tuple[str, str]]:
    """What is known of the contact, each with its label."""
    known = [
        ("联系电话", "、".join(shown for shown, _ in calls(contact))),
        ("受理时间", contact.hours),
        ("通信地址", contact.address),
        ("收件单位", contact.addressee),
        ("邮政编码", contact.postcode),
        ("电子邮箱", contact.email),
    ]
    return [(label, value) for label, value in known if value]


def _rows(bulletin: Bulletin) -> list[Row]:
    """The counts, then every tally; none where there are only counts and a register that carries them."""
    counts = bulletin.counts
    if not bulletin.tallies and (not counts or bulletin.issues):
        return []
    rows = [_row(tally.name, tally) for tally in bulletin.tallies]
    if not counts:
        return rows
    return [_row("问题" if bulletin.inspection else "事项", counts)._replace(as_of=bulletin.as_of), *rows]


def _row(name: str, ledger: Counts | Tally) -> Row:
    numbers = (ledger.total, ledger.completed, ledger.ongoing, ledger.rate)
    total, completed, ongoing, rate = (str(number or "") for number in numbers)
    return Row(name, ledger.unit, total, completed, ongoing, rate, ledger.as_of)


def _columns(bulletin: Bulletin) -> set[str]:
    """The columns of the register in which at least one entry has something."""
    filled = {
        "owner": any(issue.owner for issue in bulletin.issues),
        "due": any(issue.due or issue.revised for issue in bulletin.issues),
        "status": any(issue.status or issue.completed or issue.verified for issue in bulletin.issues),
    }
    return {name for name, some in filled.items() if some}


def _attachments(bulletin: Bulletin, checks: Table | None) -> list[Attachment]:
    """Register, figures and self-check, where there are any; a single one bears no number (GB/T 9704-2012 7.3.4)."""
    register, figures = ("问题整改清单", "整改数据统计表") if bulletin.inspection else ("事项完成清单", "数据统计表")
    parts = [("register", register)] * bool(bulletin.issues) + [("figures", figures)] * bool(_rows(bulletin))
    parts += [("checks", "账目核对表")] * bool(checks and checks.summary)
    many = len(parts) > 1
    return [Attachment(part, name, str(number) if many else "") for number, (part, name) in enumerate(parts, 1)]


def _wide(bulletin: Bulletin) -> bool:
    """The register needs the width of the sheet: all five columns, and titles that would be columns of characters.

    Upright, ten characters of a title stand on a line; three lines can still be taken in at a glance. A row of fifteen
    would leave much of a page empty, since no row is split.
    """
    lengths = [width(issue.title) for issue in bulletin.issues]
    reasons = [width(each.because) for issue in bulletin.issues for each in issue.revised]
    long = 4 * sum(length > 30 for length in lengths) > len(lengths)
    return len(_columns(bulletin)) == 3 and (long or max(lengths + reasons) > 150)


def _square(address: str) -> str:
    """The QR code of an address, as SVG with a title for those who cannot see it."""
    if not address:
        return ""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, nl=False, omitsize=True, title=f"二维码：{address}")
    return drawn.getvalue().decode()
