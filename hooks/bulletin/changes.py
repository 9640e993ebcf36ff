"""What moved between two editions, and the bridge from one to the other: 上期未完成 + 新增 + 反弹 − 完成 = 本期未完成."""

import re
from collections import Counter
from dataclasses import dataclass

from bulletin.findings import Words
from bulletin.model import Bulletin, Issue
from bulletin.site import Site

TERMS = {
    "上期未完成": "unfinished before",
    "新增": "added",
    "反弹": "reopened",
    "完成": "completed",
    "不再列出": "dropped",
    "拆分、合并": "split or merged",
}


@dataclass(frozen=True)
class Change:
    """An issue that is not as it was; `before` is None for one that is new, `after` for one that is no longer listed."""

    before: Issue | None
    after: Issue | None

    @property
    def issue(self) -> Issue:
        """The entry to name: the newer one, where there is one."""
        found = self.after or self.before
        assert found
        return found


@dataclass(frozen=True)
class Bridge:
    """The unfinished of two editions, in counted problems.

    `regrouped` is what the others do not account for: entries that stand for another number of problems than before.
    """

    before: int
    added: int
    reopened: int
    done: int
    dropped: int
    after: int
    regrouped: int = 0

    @property
    def terms(self) -> list[tuple[str, str, int]]:
        """The sum as it is told: sign, name and number of each term that is not nothing; the first has no sign."""
        moves = [
            ("+", "新增", self.added),
            ("+", "反弹", self.reopened),
            ("−", "完成", self.done),
            ("−", "不再列出", self.dropped),
        ]
        return [("", "上期未完成", self.before), *(term for term in moves if term[2])]

    @property
    def told(self) -> Words:
        """The sum in one line: 上期未完成8 + 反弹1 − 完成4 = 本期未完成5."""
        more = "+" if self.regrouped > 0 else "−"
        terms = [*self.terms, *([(more, "拆分、合并", abs(self.regrouped))] if self.regrouped else [])]
        zh, en = (
            "".join(f"{f' {sign} ' if sign else ''}{named(name)}{number}" for sign, name, number in terms)
            for named in (str, lambda name: f"{TERMS[name]} ")
        )
        return Words(f"{zh} = 本期未完成{self.after}", f"{en} = unfinished now {self.after}")


@dataclass(frozen=True)
class Changes:
    """Everything that moved from one edition to the next, by kind; an issue may be under several."""

    old: Bulletin
    new: Bulletin
    done: list[Change]
    reopened: list[Change]
    shifted: list[Change]
    delayed: list[Change]
    verified: list[Change]
    added: list[Change]
    dropped: list[Change]
    bridge: Bridge | None

    @property
    def kinds(self) -> list[tuple[str, list[Change]]]:
        """The kinds that have something, in the order in which they are told."""
        named = [
            ("完成", self.done),
            ("反弹", self.reopened),
            ("新增", self.added),
            ("状态有变", self.shifted),
            ("时限延后", self.delayed),
            ("通过验收", self.verified),
            ("不再列出", self.dropped),
        ]
        return [(name, changes) for name, changes in named if changes]

    def because(self, change: Change) -> str:
        """The reason that the newer edition gives for an entry that fell back or is no longer listed; empty without one."""
        if change.after:
            return change.after.reopened.because if change.after.reopened else ""
        return next((one.because for one in self.new.dropped if one.id == change.issue.id), "")


def between(old: Bulletin, new: Bulletin, site: Site) -> Changes:
    """What moved from `old` to `new`, in the order of the newer register."""
    was, now = ({issue.id: issue for issue in one.issues} for one in (old, new))
    both = [Change(was[name], issue) for name, issue in now.items() if name in was]
    added = [Change(None, issue) for name, issue in now.items() if name not in was]
    dropped = [Change(issue, None) for name, issue in was.items() if name not in now]
    turned = [(change, _buckets(change, site)) for change in both]
    done = [change for change, buckets in turned if buckets == ("ongoing", "completed")]
    reopened = [change for change, buckets in turned if buckets == ("completed", "ongoing")]
    return Changes(
        old,
        new,
        done,
        reopened,
        [change for change, (one, other) in turned if one == other == "ongoing" and _shifted(change)],
        [change for change in both if _revisions(change.before) < _revisions(change.after)],
        [change for change in both if _verified(change.after) and not _verified(change.before)],
        added,
        dropped,
        _bridge(old, new, (added, reopened, done, dropped), site),
    )


def _buckets(change: Change, site: Site) -> tuple[str, str]:
    one, other = change.before, change.after
    return site.bucket(one.status if one else ""), site.bucket(other.status if other else "")


def _shifted(change: Change) -> bool:
    return bool(change.before and change.after and change.before.status != change.after.status)


def _revisions(issue: Issue | None) -> int:
    return len(issue.revised) if issue else 0


def _verified(issue: Issue | None) -> bool:
    return bool(issue and issue.verified)


def _bridge(old: Bulletin, new: Bulletin, moves: tuple[list[Change], ...], site: Site) -> Bridge | None:
    """Only over registers in which every entry has its status: RB413 asks for a word where it does not come out even."""
    if not old.issues or not new.issues or not all(site.bucket(issue.status) for issue in (*old.issues, *new.issues)):
        return None
    added, reopened, done, dropped = (
        sum(change.issue.stands_for for change in changes if _open(change, site)) for changes in moves
    )
    before, after = _unfinished(old, site), _unfinished(new, site)
    rest = after - (before + added + reopened - done - dropped)
    return Bridge(before, added, reopened, done, dropped, after, rest)


def _open(change: Change, site: Site) -> bool:
    """It was or is unfinished: what was completed all along crosses no bridge."""
    return "ongoing" in _buckets(change, site)


def _unfinished(one: Bulletin, site: Site) -> int:
    return sum(issue.stands_for for issue in one.issues if site.bucket(issue.status) == "ongoing")


def renamed(old: Bulletin, new: Bulletin) -> dict[int, Issue]:
    """The entries of `new`, by their place, that bear the title of an entry of `old` with another id."""
    was, now = _by_title(old), _by_title(new)
    pairs = ((index, was[title][1]) for title, (index, _) in now.items() if title in was)
    return {index: before for index, before in pairs if before.id != new.issues[index].id}


def _by_title(bulletin: Bulletin) -> dict[str, tuple[int, Issue]]:
    """The entries whose title no other entry has, with their places."""
    titles = [re.sub(r"\W", "", issue.title) for issue in bulletin.issues]
    times = Counter(titles)
    return {
        title: (index, issue)
        for index, (title, issue) in enumerate(zip(titles, bulletin.issues, strict=True))
        if title and times[title] == 1
    }
