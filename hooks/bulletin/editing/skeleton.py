"""A bulletin that is begun: the first edition from a few answers, or the next one from the edition before it.

Nothing is made up. What is not known yet stands as XX, which is fit for a draft and stops a publication (RB601, RB602).
"""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from bulletin.editing.fmt import canonical
from bulletin.editing.written import written
from bulletin.model import Bulletin, Issue, Waiver
from bulletin.numerals import write_numeral
from bulletin.regex import regex
from bulletin.site import Site

OPEN = "XX。"
OWN = {
    "id",
    "published",
    "number",
    "index",
    "withdrawn",
    "corrections",
    "dropped",
    "review",
    "waive",
}  # of one edition only
DATED = regex(r"-\d{4}(?:-\d{2}){0,2}$")


def first(fields: dict[str, Any]) -> str:
    """The text of a first edition with these fields; its prose has a heading for every entry of the register."""
    issues = [Issue(id=issue["id"], title=issue["title"]) for issue in fields.get("issues", [])]
    opening = "现将整改情况通报如下。"
    return _whole({**fields, "state": "draft"}, opening, "整改落实情况", issues)


def following(before: Bulletin, date: datetime.date, title: str, site: Site, waive: Iterable[Waiver]) -> str:
    """The text of the edition after `before`: its register, figures and contact as they stood, each as of that day.

    Entries keep their ids, due dates, revisions, completion and acceptance; what explains how the edition before
    differed from the one before that (`reopened`, `dropped`, `counts.scope`) stays there. The prose has a heading for
    every entry that is not completed. `waive` are the waivers to take over.
    """
    kept = before.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=OWN)
    as_of = before.as_of.isoformat() if before.as_of else ""
    for issue in kept.get("issues", []):
        issue.pop("reopened", None)
    for ledger in [kept["counts"]] if "counts" in kept else []:
        ledger.pop("scope", None)
        ledger.setdefault("as_of", as_of)
    for tally in kept.get("tallies", []):
        tally.setdefault("as_of", as_of)
    fields = {**kept, "title": title, "date": date.isoformat(), "state": "draft", "follows": before.id}
    fields["waive"] = [waiver.model_dump(mode="json", exclude_defaults=True) for waiver in waive]
    unfinished = [issue for issue in before.issues if site.bucket(issue.status) != "completed"]
    return _whole(fields, "现将上一期通报以来的整改进展情况通报如下。", "问题整改进展情况", unfinished)


def slug_after(before: Bulletin, date: datetime.date) -> str:
    """A name for the file of the next edition: that of the one before it, with the month of the new one."""
    name = before.address.rpartition("/")[2]
    return f"{DATED.sub('', name)}-{date:%Y-%m}"


def _whole(fields: dict[str, Any], opening: str, heading: str, issues: Iterable[Issue]) -> str:
    sections = list(_sections(list(issues))) or [OPEN]
    prose = "\n\n".join([opening, f"## 一、{heading}", *sections])
    return canonical(f"---\n{written(fields)}---\n\n{prose}\n")


def _sections(issues: list[Issue]) -> Iterator[str]:
    """A heading for every theme, and under it one for every entry; without themes, one for every entry."""
    if not all(issue.theme for issue in issues):
        for number, issue in enumerate(issues, 1):
            yield f"### （{write_numeral(number)}）{issue.title}"
            yield OPEN
        return
    for number, (theme, entries) in enumerate(groupby(issues, lambda issue: issue.theme), 1):
        yield f"### （{write_numeral(number)}）{theme}"
        for place, issue in enumerate(entries, 1):
            yield f"#### {place}.{issue.title}"
            yield OPEN
