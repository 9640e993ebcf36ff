"""RB408, RB409, RB410, RB413, RB414: the figures of an edition against those of the one before it."""

from collections.abc import Iterator

from bulletin import ledger
from bulletin.changes import between, renamed
from bulletin.findings import Severity, Words
from bulletin.model import Bulletin, Counts
from bulletin.rules import Spot, at, rule
from bulletin.rules.editions import compared
from bulletin.site import Site

NAMED = 5  # ids that a message lists


@rule(
    "RB408",
    across=True,
    zh="总数由上一期的{before}{unit}变为{now}{unit}，没有说明。请核对 counts.total，或在 counts.scope 写明增加、移出、拆分了什么。",
    en="the total was {before} and is {now} now, without a word. Check counts.total, or say in counts.scope what was added or taken out.",
)
def total_kept(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """A total changes only with a word of explanation. / 总数变了，要有说明。

    A rate rises as well when problems leave the total. The word in `scope` is published beside the figures.

    把问题移出总数，完成率也会升。scope 里的说明与数字一起公布。

    Bad:
        # a.md
        counts: {total: 20, completed: 13, ongoing: 7}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 18, completed: 15, ongoing: 3}
    Good:
        # a.md
        counts: {total: 20, completed: 13, ongoing: 7}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 18, completed: 15, ongoing: 3, scope: 两个问题移交市水务局，不再列入。}
    """
    for _, new, before, now in _stated(bulletins, site):
        if before.total and now.total and not before.total.meets(now.total):
            yield new, at("counts", "total", before=before.total, now=now.total, unit=now.unit)


@rule(
    "RB409",
    across=True,
    zh="已完成的由上一期的{before}{unit}减为{now}{unit}，清单里没有反弹的。请核对 counts.completed，或在 counts.scope 说明。",
    en="{before} were completed and {now} are now, and the register has none reopened. Check counts.completed, or explain in counts.scope.",
)
def completed_kept(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """What was completed is not fewer now. / 已完成的不会变少。

    Unless some reopened, which the register shows where it gives statuses.

    除非有反弹；逐项公布了状态的，反弹的在清单里看得出来。

    Bad:
        # a.md
        counts: {total: 20, completed: 13, ongoing: 7}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 20, completed: 12, ongoing: 8}
    Good:
        # a.md
        counts: {total: 20, completed: 13, ongoing: 7}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 20, completed: 12, ongoing: 8, scope: 一个问题复查时发现反弹，退回整改。}
    """
    for old, new, before, now in _stated(bulletins, site):
        fell = before.completed and now.completed and now.completed.high < before.completed.low
        if fell and not between(old, new, site).reopened:
            yield new, at("counts", "completed", before=before.completed, now=now.completed, unit=now.unit)


def _stated(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Bulletin, Counts, Counts]]:
    """The one before, an edition, the figures of both, where one unit counts both and nothing explains a change."""
    for old, new in compared(bulletins):
        before, now = ledger.counts(old, site), ledger.counts(new, site)
        if before and now and before.unit == now.unit and not now.scope:
            yield old, new, before, now


@rule(
    "RB410",
    across=True,
    zh="上一期的 {ids} 没有完成，本期清单里没有了。请补列，或在 dropped 里逐项写明理由。",
    en="{ids} of the previous edition, not completed then, are not listed any more. List them, or give the reason under dropped.",
)
def none_dropped(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """An unfinished problem is not dropped without a reason. / 没有完成的问题，不能不声不响地少了。

    Whoever follows one must find out what became of it.

    关心它的人应当知道它去了哪里：移交、合并，还是销号。

    Bad:
        # a.md
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "2", title: 道口设施缺失, status: ongoing}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 1, completed: 1, ongoing: 0, scope: 道口设施由市水务局另行通报。}
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
    Good:
        # a.md
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "2", title: 道口设施缺失, status: ongoing}
        # b.md
        date: 2024-12-30
        follows: a
        counts: {total: 1, completed: 1, ongoing: 0, scope: 道口设施由市水务局另行通报。}
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
        dropped: [{id: "2", because: 2024年11月移交市水务局}]
    """
    for old, new in compared(bulletins):
        known = {issue.id for issue in (*new.issues, *renamed(old, new).values())} | {one.id for one in new.dropped}
        gone = [one.id for one in old.issues if one.id not in known and site.bucket(one.status) != "completed"]
        if gone:
            yield new, at("issues", ids=_listed(gone))


def _listed(ids: list[str]) -> Words:
    more = len(ids) > NAMED
    zh = "、".join(ids[:NAMED]) + (f" 等{len(ids)}项" if more else "")
    return Words(zh, ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if more else ""))


@rule(
    "RB413",
    across=True,
    zh="{sum}，与本期未完成{after}不符（{gap}）。请核对清单里的 stands_for，或在 counts.scope 说明拆分、合并。",
    en="{sum}, but {after} are unfinished now ({gap}). Check stands_for in the register, or explain in counts.scope.",
)
def bridge_holds(bulletins: list[Bulletin], site: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """Unfinished then, plus new and reopened, less done and dropped, is unfinished now. / 前后两期的未完成数接得上。

    In counted problems, over registers in which every entry has its status; a problem is done when its status counts as
    completed. It does not come out where an entry stands for another number of problems than before.

    上期未完成 + 新增 + 反弹 − 完成（销号）− 不再列出 = 本期未完成，按所代表的问题数计算，状态计入“已完成”的就算完成。
    两期都逐项写了状态的才能算。同一项的 stands_for 变了，就接不上。

    Bad:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing, stands_for: 2}]
        # b.md
        date: 2024-12-30
        follows: a
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing}
          - {id: "2", title: 台账更新不及时, status: completed}
    Good:
        # a.md
        issues: [{id: "1", title: 巡查记录不全, status: ongoing, stands_for: 2}]
        # b.md
        date: 2024-12-30
        follows: a
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, stands_for: 2}
    """
    for old, new in compared(bulletins):
        bridge = between(old, new, site).bridge
        if bridge and bridge.regrouped and not (new.counts and new.counts.scope):
            gap = bridge.regrouped
            missed = Words(f"少{gap}" if gap > 0 else f"多{-gap}", f"{abs(gap)} too {'few' if gap > 0 else 'many'}")
            yield new, at("issues", sum=_sum(bridge.terms), after=bridge.after, gap=missed)


def _sum(terms: list[tuple[str, str, int]]) -> Words:
    english = {
        "上期未完成": "unfinished then",
        "新增": "new",
        "反弹": "reopened",
        "完成": "done",
        "不再列出": "dropped",
    }
    total = f" = {sum(-number if sign == '−' else number for sign, _, number in terms)}" if len(terms) > 1 else ""
    zh = "".join(f" {sign} {name}{number}" if sign else f"{name}{number}" for sign, name, number in terms)
    en = "".join(
        f" {sign} {english[name]} {number}" if sign else f"{english[name]} {number}" for sign, name, number in terms
    )
    return Words(zh + total, en + total)


@rule(
    "RB414",
    across=True,
    severity=Severity.WARNING,
    zh="dropped 里的 {id} {why}，这一条没有用处。请核对编号，或删去。",
    en="dropped names {id}, which {why}: of no effect. Check the id, or take it out.",
)
def dropped_was_there(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """What is dropped was listed before. / 不再列出的，上一期列过。

    A reason under `dropped` is for an id of the previous edition that this one does not list.

    dropped 写的是上一期有、本期没有的编号。

    Bad:
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
        dropped: [{id: "2", because: 移交市水务局}]
    Good:
        issues: [{id: "1", title: 巡查记录不全, status: completed}]
    """
    before = {new.path: {issue.id for issue in old.issues} for old, new in compared(bulletins)}
    for bulletin in bulletins:
        if bulletin.path not in before and (bulletin.follows or bulletin.state == "withdrawn"):
            continue  # compared with none: what the one before it lists is not known
        listed = {issue.id for issue in bulletin.issues}
        for index, one in enumerate(bulletin.dropped):
            if one.id in listed:
                yield bulletin, at("dropped", index, id=one.id, why=Words("本期还列着", "is still listed"))
            elif one.id not in before.get(bulletin.path, set()):
                why = Words("不在上一期的清单里", "the previous edition does not list")
                yield bulletin, at("dropped", index, id=one.id, why=why)
