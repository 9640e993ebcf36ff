"""Figures, dates and contacts as a citizen reads them, in Chinese; nothing here knows of pages."""

import datetime
import re
from collections.abc import Iterable
from urllib.parse import quote

from bulletin.model import Bulletin, Contact, Correction, Counts, Issue
from bulletin.site import Site


def day(date: datetime.date | None) -> str:
    """A date in full, without leading zeros: 2023年1月5日."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def days(first: datetime.date | None, last: datetime.date | None) -> str:
    """A stretch of days, with what they share said once: 2023年5月6日至6月9日."""
    if not first or not last or first == last:
        return day(first or last)
    end = f"{last.month}月{last.day}日" if first.year == last.year else day(last)
    return f"{day(first)}至{end}"


def sentence(counts: Counts, noun: str, as_of: str, site: Site) -> str:
    """The counts in one sentence, only with those that are given: 共20个问题，已完成13个，未完成7个（截至2023年11月17日）。"""
    unit = counts.unit
    parts = "、".join(f"{site.label(name)}{figure}{unit}" for name, figure in counts.parts.items() if figure.high)
    if counts.ongoing and not counts.ongoing.high:
        said = [f"共{counts.total}{unit}{noun}", "已全部完成"]
    else:
        said = [
            f"共{counts.total}{unit}{noun}",
            f"已完成{counts.completed}{unit}" if counts.completed else "",
            f"未完成{counts.ongoing}{unit}" if counts.ongoing else "",
            f"其中{parts}" if parts else "",
        ]
    return "，".join(filter(None, said)) + (f"（截至{as_of}）" if as_of else "") + "。"


def standing(issue: Issue, unfinished: bool, late: int) -> str:
    """Who answers for an issue and by when, in one sentence: 由安监科负责，原定2024年8月20日完成，已逾期127天，现定2025年3月31日。"""
    who = f"由{issue.owner}负责" if issue.owner else ""
    if unfinished:
        revised = issue.revised[-1].to if issue.revised else None
        said = [
            who,
            f"原定{day(issue.due)}完成" if issue.due else "时限未公布",
            f"已逾期{late}天" if late else "",
            f"现定{day(revised)}" if revised else "",
        ]
    else:
        said = [
            who,
            f"自评于{day(issue.completed)}完成" if issue.completed else "",
            f"比原定时限晚{late}天" if late else "",
            f"{day(issue.verified.on)}通过{issue.verified.by}验收" if issue.verified else "",
        ]
    return "，".join(filter(None, said)) + "。" if any(said) else ""


def corrections(bulletin: Bulletin) -> list[str]:
    """What was mended after publication, the newest first."""
    newest = sorted(bulletin.corrections, key=lambda one: one.on or datetime.date.min, reverse=True)
    return [correction(one) for one in newest]


def correction(one: Correction) -> str:
    """One of them in a sentence: 2024年9月10日更正：“甲”更正为“乙”。"""
    return f"{day(one.on)}更正：“{one.wrong}”更正为“{one.right}”。"


def metadata(bulletin: Bulletin, after: Bulletin | None) -> list[tuple[str, str]]:
    """The box at the head of a bulletin, by the names of `Site.metadata`; without what a document need not have."""
    validity = "已有新一期" if after else "现行有效"
    given = [
        ("index", bulletin.index),
        ("issuer", bulletin.issuer or "未注明"),
        ("number", bulletin.number),
        ("date", day(bulletin.date) or "未注明"),
        ("published", day(bulletin.published)),
        ("access", "主动公开" if bulletin.in_force else ""),
        ("validity", bulletin.mark or validity),
    ]
    return [(name, value) for name, value in given if value]


def calls(contact: Contact) -> list[tuple[str, str]]:
    """Each number of a contact as it is shown, with its `tel:` address, which has the area code wherever it is known."""
    return [_call(part, contact.area) for part in re.split(r"[、，,;；/]\s*", contact.phone) if part]


def _call(number: str, area: str) -> tuple[str, str]:
    main = re.split(r"转|(?<=\d{7})-(?=\d{1,6}$)", number)[0]
    digits = re.sub(r"\D", "", main)
    local = len(digits) in (7, 8) and not digits.startswith(("0", "400", "95", "96"))
    if digits.startswith("0"):
        return number, f"tel:+86{digits[1:]}"
    if area and local:
        return f"{area}-{number}", f"tel:+86{area.lstrip('0')}{digits}"
    return number, f"tel:{digits}"


def mailto(email: str, subject: str = "") -> str:
    """The `mailto:` address, with the subject filled in."""
    return f"mailto:{quote(email, safe='@')}" + (f"?subject={quote(subject)}" if subject else "")


def size(count: int) -> str:
    """The size of a file, in KB up to a thousand of them."""
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def listed(names: Iterable[str]) -> str:
    """Names in a row: 甲、乙、丙."""
    return "、".join(dict.fromkeys(filter(None, names)))
