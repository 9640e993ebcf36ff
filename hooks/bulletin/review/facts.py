"""What changed in the front matter between two versions of a bulletin, each change with what a reviewer has to mind."""

from collections.abc import Iterator
from typing import Any

from bulletin.changes import renamed
from bulletin.findings import Words
from bulletin.model import At, Bulletin, Issue
from bulletin.review.fact import NOTHING, Fact, entry, part, shown
from bulletin.review.figurefacts import figures
from bulletin.site import Site
from bulletin.validate import dotted

OTHERS = ("theme", "owner", "measures", "stands_for", "reopened")


def facts(old: Bulletin, new: Bulletin, site: Site) -> Iterator[Fact]:
    """Every change, the kinds in no order: statuses, due dates, figures, waivers, contact, register, other fields."""
    yield from _register(old, new, site)
    yield from figures(old, new, site)
    yield from _waivers(old, new)
    yield from _fields("contact", old, new, {"contact"})
    named = {"contact", "counts", "issues", "tallies", "waive"}
    yield from _fields("field", old, new, set(Bulletin.model_fields) - named)


def _register(old: Bulletin, new: Bulletin, site: Site) -> Iterator[Fact]:
    was, now = ({issue.id: issue for issue in one.issues} for one in (old, new))
    again = {new.issues[index].id: before for index, before in renamed(old, new).items()}
    for name, issue in now.items():
        before = again.get(name) or was.get(name)
        if not before:
            yield Fact("issue", f"issues.{name}", entry(issue), "", site.label(issue.status), Words("新增", "added"))
            continue
        if before.id != name:
            note = Words("编号变了；公布过的编号不能改", "the id changed; one that was published must not")
            yield Fact("issue", f"issues.{name}.id", entry(issue), before.id, name, note)
        yield from _entry_facts(before, issue, site)
    gone = was.keys() - now.keys() - {before.id for before in again.values()}
    for issue in (issue for name, issue in was.items() if name in gone):
        because = next((one.because for one in new.dropped if one.id == issue.id), "")
        note = Words(
            f"不再列出{'：' + because if because else '，没有写理由'}",
            f"dropped{': ' + because if because else ' without a reason'}",
        )
        yield Fact("issue", f"issues.{issue.id}", entry(issue), site.label(issue.status), "", note)


def _entry_facts(before: Issue, after: Issue, site: Site) -> Iterator[Fact]:
    here, name = f"issues.{after.id}", entry(after)
    if before.status != after.status:
        yield Fact(
            "status",
            f"{here}.status",
            name,
            site.label(before.status),
            site.label(after.status),
            _turn(before, after, site),
        )
    for field in ("completed", "verified"):
        one, two = (shown(getattr(issue, field)) for issue in (before, after))
        if one != two:
            yield Fact("status", f"{here}.{field}", part(name, ("issues", field)), one, two)
    if before.due != after.due:
        note = (
            Words("原定时限被改写；延期应写在 revised", "due was overwritten; a later date goes under revised")
            if before.due
            else NOTHING
        )
        yield Fact("due", f"{here}.due", name, shown(before.due), shown(after.due), note)
    yield from _revised(before, after)
    if before.title != after.title:
        yield Fact("issue", f"{here}.title", part(name, ("issues", "title")), before.title, after.title)
    for field in OTHERS:
        one, two = (shown(getattr(issue, field)) for issue in (before, after))
        noted = field == "reopened" and before.status != after.status  # beside the status
        if one != two and not noted:
            yield Fact("issue", f"{here}.{field}", part(name, ("issues", field)), one, two)


def _turn(before: Issue, after: Issue, site: Site) -> Words:
    """What to mind where a status moved: a date where it was completed, a reason where it fell back."""
    turn = site.bucket(before.status), site.bucket(after.status)
    if turn == ("ongoing", "completed"):
        day = after.completed
        return (
            Words(f"完成于 {day}", f"completed on {day}")
            if day
            else Words("完成，没有写日期", "completed, without a date")
        )
    if turn == ("completed", "ongoing"):
        because = after.reopened.because if after.reopened else ""
        return (
            Words(f"反弹：{because}", f"reopened: {because}")
            if because
            else Words("反弹，没有写理由", "reopened without a reason")
        )
    return NOTHING


def _revised(before: Issue, after: Issue) -> Iterator[Fact]:
    """Each deadline that was added or taken away, beside the one that held until then."""
    held, kept = before.due or after.due, [one.to for one in after.revised]
    for change in before.revised:
        held = change.to or held
        if change.to not in kept:
            note = Words("记过的延期没有了", "a revision that was recorded is gone")
            yield Fact("due", f"issues.{after.id}.revised", entry(after), shown(change.to), "", note)
    for change in after.revised[len(before.revised) :]:
        days = (change.to - held).days if change.to and held else 0
        slip = (
            Words(f"延后{days}天", f"{days} days later")
            if days >= 0
            else Words(f"提前{-days}天", f"{-days} days earlier")
        )
        because = change.because
        note = Words(f"{slip.zh}：{because or '没有写理由'}", f"{slip.en}: {because or 'without a reason'}")
        yield Fact("due", f"issues.{after.id}.revised", entry(after), shown(held), shown(change.to), note)
        held = change.to or held


def _waivers(old: Bulletin, new: Bulletin) -> Iterator[Fact]:
    was, now = ({waiver.rule: waiver for waiver in one.waive} for one in (old, new))
    for rule in dict.fromkeys([*now, *was]):
        pair = [shown(one.get(rule) and {"because": one[rule].because, "until": one[rule].until}) for one in (was, now)]
        if pair[0] != pair[1]:
            note = (
                Words("新增豁免", "a new waiver")
                if not pair[0]
                else Words("不再豁免", "no longer waived")
                if not pair[1]
                else NOTHING
            )
            yield Fact("waiver", f"waive.{rule}", Words(rule, rule), pair[0], pair[1], note)


def _fields(kind: str, old: Bulletin, new: Bulletin, names: set[str]) -> Iterator[Fact]:
    """The plain fields with these names, and those of the groups."""
    was, now = (dict(_flat(one.model_dump(mode="json", by_alias=True, include=names))) for one in (old, new))
    for at in dict.fromkeys([*now, *was]):
        before, after = shown(was.get(at)), shown(now.get(at))
        if before != after and not (at == ("id",) and old.path != new.path):
            yield Fact(kind, dotted(at), part(NOTHING, at), before, after)


def _flat(data: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _flat(value, (*at, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield (*at, index), item
    else:
        yield at, data
