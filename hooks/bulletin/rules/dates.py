"""RB2xx: dates and deadlines. Dates are compared as days; the day of the reader, or of the build, never matters."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bulletin.findings import Words
from bulletin.model import At, Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.rules.counts import ledgers
from bulletin.site import Site


def _chain(bulletin: Bulletin) -> list[tuple[At, Words, date]]:
    """The dates in which a bulletin comes about, those that are given, in the order they must have."""
    inspection = bulletin.inspection
    links = [
        (("inspection", "from"), Words("检查开始", "inspection.from"), inspection and inspection.started),
        (("inspection", "to"), Words("检查结束", "inspection.to"), inspection and inspection.ended),
        (("inspection", "feedback"), Words("反馈意见", "inspection.feedback"), inspection and inspection.feedback),
        (("date",), Words("成文日期", "date"), bulletin.date),
        (("published",), Words("发布日期", "published"), bulletin.published),
    ]
    return [(spot, words, day) for spot, words, day in links if day]


@rule(
    "RB201",
    zh="{later}（{late}）早于{earlier}（{early}）。请核对这两个日期。",
    en="{later} ({late}) is before {earlier} ({early}). Check both dates.",
)
def dates_in_order(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Inspection, feedback, date and publication follow one another. / 检查、反馈、成文、发布的先后合理。

    from ≤ to ≤ feedback ≤ date ≤ published; dates that are not given are passed over.

    检查开始 ≤ 检查结束 ≤ 反馈 ≤ 成文 ≤ 发布；没有写的日期不比较。

    Bad:
        inspection: {kind: 专项巡察, by: 市委第一巡察组, from: 2024-01-08, to: 2024-03-08, feedback: 2024-02-20}
    Good:
        inspection: {kind: 专项巡察, by: 市委第一巡察组, from: 2024-01-08, to: 2024-02-08, feedback: 2024-02-20}
    """
    for (_spot, earlier, early), (spot, later, late) in pairwise(_chain(bulletin)):
        if late < early:
            yield at(*spot, earlier=earlier, early=early, later=later, late=late)


@rule(
    "RB202",
    zh="问题 {id} 的完成日期 {day} 早于反馈日期 {feedback}。请核对。",
    en="problem {id} was completed on {day}, before the feedback of {feedback}. Check.",
)
def completed_after_feedback(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Nothing is rectified before it was raised. / 整改完成不早于反馈。

    What was done before the feedback is not a rectification of it. 边查边改 is the exception: waive it with that reason.

    反馈之前做的事不算对反馈的整改。边查边改、立行立改的，写豁免并说明。

    Bad:
        inspection: {feedback: 2024-02-20}
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-02-01}
    Good:
        inspection: {feedback: 2024-02-20}
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-03-01}
    """
    feedback = bulletin.inspection and bulletin.inspection.feedback
    for index, issue in enumerate(bulletin.issues):
        if feedback and issue.completed and issue.completed < feedback:
            yield at("issues", index, "completed", id=issue.id, day=issue.completed, feedback=feedback)


@rule(
    "RB203",
    zh="{what}日期 {day} 晚于成文日期 {date}。请核对。",
    en="{what} {day}, after the bulletin's date {date}. Check.",
)
def nothing_from_the_future(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A bulletin reports no event after its own date. / 通报不写成文之后的事。

    Completion and acceptance of an entry are not later than `date`, nor is the day up to which figures hold.

    清单里的完成、验收日期，数字的截至日期（as_of），都不晚于成文日期。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2030-01-01}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-03-01}
    """
    for spot, what, day in _told(bulletin):
        if day and bulletin.date and day > bulletin.date:
            yield at(*spot, what=what, day=day, date=bulletin.date)


def _told(bulletin: Bulletin) -> Iterator[tuple[At, Words, date | None]]:
    """Days of what a bulletin reports, that are given or not."""
    for here, ledger, name in ledgers(bulletin):
        yield (*here, "as_of"), Words(f"{name.zh}数字的截至", f"{name.en}: figures as of"), ledger.as_of
    for index, issue in enumerate(bulletin.issues):
        spot, verified = ("issues", index), issue.verified.on if issue.verified else None
        yield (
            (*spot, "completed"),
            Words(f"问题 {issue.id} 的完成", f"problem {issue.id}: completed on"),
            issue.completed,
        )
        yield (*spot, "verified", "on"), Words(f"问题 {issue.id} 的验收", f"problem {issue.id}: verified on"), verified


@rule(
    "RB204",
    zh="问题 {id} 的验收日期 {verified} 早于完成日期 {completed}。请核对。",
    en="problem {id} was verified on {verified}, before it was completed on {completed}. Check.",
)
def verified_after_completed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Acceptance follows completion. / 验收不早于完成。

    Self-assessment comes first, acceptance by the other side second.

    先自评完成，后验收销号。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-03-10, verified: {by: 市委巡察办, on: 2024-03-01}}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-03-01, verified: {by: 市委巡察办, on: 2024-03-10}}
    """
    for index, issue in enumerate(bulletin.issues):
        verified = issue.verified and issue.verified.on
        if verified and issue.completed and verified < issue.completed:
            yield at("issues", index, "verified", "on", id=issue.id, verified=verified, completed=issue.completed)


@rule(
    "RB205",
    zh="问题 {id} 延期后的时限 {to} 不晚于原来的 {due}。延期应更晚；原定时限 due 不要改。",
    en="problem {id} was put off to {to}, which is not after {due}. A revised date is later, and due stays as it was.",
)
def revised_later(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A revised deadline is later than the one before. / 延期的时限比原来晚。

    The original date stays in `due` for good; each later one stands under `revised` with its reason.

    原定时限一直留在 due，每次延期依次记在 revised，并写明理由。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, due: 2024-06-30, revised: [{to: 2024-05-31, because: 等待招标}]}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, due: 2024-06-30, revised: [{to: 2024-09-30, because: 等待招标}]}
    """
    for index, issue in enumerate(bulletin.issues):
        due = issue.due
        for turn, revision in enumerate(issue.revised):
            if revision.to and due and revision.to <= due:
                yield at("issues", index, "revised", turn, "to", id=issue.id, to=revision.to, due=due)
            due = revision.to or due


@rule(
    "RB206",
    zh="问题 {id} 的状态是“{status}”，却写了{what}。请改状态，或删去这一项。",
    en="problem {id} is “{status}” but has {what}. Change the status, or take it out.",
)
def dates_fit_status(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Only a completed problem has a date of completion. / 只有已完成的问题才写完成日期。

    A date of completion or acceptance beside any other status contradicts it.

    状态不是已完成，却写了完成或验收日期，自相矛盾。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, completed: 2024-03-01}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed, completed: 2024-03-01}
    """
    for index, issue in enumerate(bulletin.issues):
        if site.bucket(issue.status) != "ongoing":
            continue
        for field, what in (
            ("completed", Words("完成日期", "a date of completion")),
            ("verified", Words("验收", "an acceptance")),
        ):
            if getattr(issue, field):
                yield at("issues", index, field, id=issue.id, status=site.label(issue.status), what=what)


@rule(
    "RB207",
    zh="问题 {id} 写了延期，却没有原定时限。请补上 due。",
    en="problem {id} has a revised date but no original one. Add due.",
)
def revised_has_due(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A deadline that was revised was once set. / 有延期就有原定时限。

    Lateness is counted from the original date, so it may not be lost.

    是否逾期按原定时限计算，所以原定时限不能丢。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, revised: [{to: 2024-05-31, because: 等待招标}]}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, due: 2024-03-31, revised: [{to: 2024-05-31, because: 等待招标}]}
    """
    for index, issue in enumerate(bulletin.issues):
        if issue.revised and not issue.due:
            yield at("issues", index, "revised", id=issue.id)
