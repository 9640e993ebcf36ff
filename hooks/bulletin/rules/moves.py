"""RB406, RB407, RB411, RB412, RB415: entry by entry, what an edition may not change of the one before it, or not without a word."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from bulletin.changes import renamed
from bulletin.findings import Severity, Words
from bulletin.model import Bulletin, Issue
from bulletin.rules import Spot, at, rule
from bulletin.rules.editions import compared
from bulletin.site import Site

STAGES = {"not_started": 0, "ongoing": 1, "phased": 2}  # long_term has no place among them
COMPLETED, ACCEPTED = 3, 4
ALIKE = 0.34  # of the characters of two titles; below it they hardly speak of one problem
Move = tuple[Bulletin, int, Issue, Issue]  # the newer edition, the place of an entry in it, the entry before and after


def moves(bulletins: list[Bulletin]) -> Iterator[Move]:
    """Every entry that stands in an edition and in the one before it, by its id; not what RB411 says was numbered anew."""
    for old, new in compared(bulletins):
        was, others = {issue.id: issue for issue in old.issues}, renamed(old, new)
        for index, issue in enumerate(new.issues):
            if issue.id in was and index not in others:
                yield new, index, was[issue.id], issue


@rule(
    "RB406",
    across=True,
    zh="{id} 上一期是“{before}”，本期是“{after}”，反弹了却没有写理由。请写 reopened: {{because: 理由}}，或核对 status。",
    en="{id} was “{before}” and is “{after}” now: reopened without a reason. Write reopened: {{because: …}}, or check status.",
)
def reopened_with_reason(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """A completed problem reopens only with a reason. / 已完成的反弹，要写明理由。

    The public was told that it is done. What happened since is published beside the new status.

    上一期告诉过公众已经完成；又没有完成，理由要与新的状态一起公布。

    Bad:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 巡查记录不全, status: ongoing}]
    Good:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
        # b.md
        date: 2024-12-30
        follows: a
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, reopened: {on: 2024-11-04, because: 抽查发现两个泵站仍有漏记}}
    """
    for new, index, before, after in moves(bulletins):
        if site.bucket(before.status) == "completed" and site.bucket(after.status) == "ongoing" and not after.reopened:
            yield (
                new,
                at(
                    "issues",
                    index,
                    "status",
                    id=after.id,
                    before=site.label(before.status),
                    after=site.label(after.status),
                ),
            )


@rule(
    "RB407",
    across=True,
    severity=Severity.WARNING,
    zh="{id} 上一期是“{before}”，本期退回“{after}”。请核对；确实后退的，写 reopened: {{because: 理由}}。",
    en="{id} was “{before}” and is back at “{after}”. Check; if it did fall back, write reopened: {{because: …}}.",
)
def forward_only(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """A status goes forward. / 整改状态只进不退。

    From not started to ongoing, to a stage completed, to completed, to accepted. What is called long-term has no place
    in this order.

    尚未启动、正在整改、阶段性完成、已完成、已验收，依次向前。长期坚持不在这个次序里。

    Bad:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: phased}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 巡查记录不全, status: not_started}]
    Good:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: phased}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
    """
    for new, index, before, after in moves(bulletins):
        one, other = _stage(before, site), _stage(after, site)
        if one is None or other is None or other >= one or after.reopened:
            continue
        if site.bucket(before.status) == site.bucket(after.status):  # or else it is RB406 that speaks
            was, now = _worded(before, one, site), _worded(after, other, site)
            yield new, at("issues", index, "status", id=after.id, before=was, after=now)


def _stage(issue: Issue, site: Site) -> int | None:
    if issue.status in STAGES:
        return STAGES[issue.status]
    if site.bucket(issue.status) != "completed":
        return None
    return ACCEPTED if issue.verified else COMPLETED


def _worded(issue: Issue, stage: int, site: Site) -> Words:
    label = site.label(issue.status)
    return Words(f"{label}、通过验收", f"{label}, accepted") if stage == ACCEPTED else Words(label, label)


@rule(
    "RB411",
    across=True,
    zh="“{title}”上一期的编号是 {before}，本期成了 {after}。编号就是网址，一经公布不再改，请改回。",
    en="“{title}” was {before} and is {after} now. An id is an address and never changes: change it back.",
)
def ids_stay(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """Ids stay the same over the editions. / 编号在各期之间不变。

    A problem is followed from edition to edition by its id. Two entries are taken for one problem where their titles are
    the same but for punctuation. An id that is given up for good is named under `dropped`.

    各期靠编号认出同一个问题。标题相同（标点不计）的，认作同一个问题。编号确实作废的，写在 dropped 里。

    Bad:
        # a.md
        issues: [{id: "1.2", title: 巡查记录不全, status: ongoing}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1.1", title: 巡查记录不全, status: ongoing}]
    Good:
        # a.md
        issues: [{id: "1.2", title: 巡查记录不全, status: ongoing}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1.2", title: 巡查记录不全, status: ongoing}]
    """
    for old, new in compared(bulletins):
        gone = {entry.id for entry in new.dropped}
        for index, before in renamed(old, new).items():
            if before.id not in gone:
                issue = new.issues[index]
                yield new, at("issues", index, "id", title=issue.title, before=before.id, after=issue.id)


@rule(
    "RB412",
    across=True,
    zh="{id} {why}",
    en="{id}: {why}",
)
def due_kept(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """A due date is revised, never overwritten. / 时限只能延期，不能改写。

    The original date stays under `due`, each later one goes under `revised`, and neither is taken away while a problem is
    unfinished. Otherwise nobody could tell how late it is.

    原定时限留在 due，每次延期记在 revised；没有完成的，两样都不能删，否则谁也看不出逾期多久。

    Bad:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing, due: 2024-10-31}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 巡查记录不全, status: ongoing, due: 2025-06-30}]
    Good:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing, due: 2024-10-31}]
        # b.md
        date: 2024-12-30
        follows: a
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, due: 2024-10-31, revised: [{to: 2025-06-30, because: 等待设备到货}]}
    """
    for new, index, before, after in moves(bulletins):
        for field, why in _overwritten(before, after, site):
            yield new, at("issues", index, field, id=after.id, why=why)


def _overwritten(before: Issue, after: Issue, site: Site) -> Iterator[tuple[str, Words]]:
    if before.due and after.due and before.due != after.due:
        zh = f"的原定时限上一期是 {before.due}，本期成了 {after.due}。请改回 {before.due}，新的时限写在 revised 里。"
        en = f"due was {before.due} and is {after.due} now. Restore {before.due}; a new date goes under revised."
        yield "due", Words(zh, en)
    if site.bucket(after.status) == "completed":
        return
    if before.due and not after.due:
        zh = f"上一期写了原定时限 {before.due}，本期没有了。请补上。"
        yield "due", Words(zh, f"the due date {before.due} of the previous edition is gone. Put it back.")
    kept = [change.to for change in after.revised]
    for change in before.revised:
        if change.to and change.to not in kept:
            zh = f"上一期记的延期（到 {change.to}）本期没有了。请补上，新的接在后面写。"
            yield "revised", Words(zh, f"the revision to {change.to} is gone. Put it back, and add new ones after it.")


@rule(
    "RB415",
    across=True,
    severity=Severity.WARNING,
    zh="编号 {id} 上一期是“{before}”，本期是“{after}”，像是另一个问题。请核对：编号不能挪给别的问题。",
    en="{id} was “{before}” and is “{after}” now, which reads like another problem. Check: an id is not used again.",
)
def ids_not_reused(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """An id is not used again for another problem. / 编号不挪给别的问题。

    Shown where two titles have next to no characters in common. A title may be mended, of course.

    两期的标题几乎没有相同的字，才提示。改正标题里的字当然可以。

    Bad:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 消防器材过期, status: ongoing}]
    Good:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing}]
        # b.md
        date: 2024-12-30
        follows: a
        issues: [{id: "1", title: 巡查记录不完整, status: ongoing}]
    """
    for new, index, before, after in moves(bulletins):
        if before.title == after.title or not before.title or not after.title:
            continue
        if SequenceMatcher(None, before.title, after.title, autojunk=False).ratio() < ALIKE:
            yield new, at("issues", index, "title", id=after.id, before=before.title, after=after.title)
