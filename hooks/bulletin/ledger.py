"""What bulletins say taken together: where they stand, what is late, how an issue fared over the editions.

Everything holds as of the bulletins' own dates, never of the reader's day: a page that is read a year later says
the same. Nothing is counted that a bulletin does not say; what cannot be counted is left out and named.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import islice

from bulletin.figures import ENDLESS, Figure
from bulletin.model import Bulletin, Counts, Issue
from bulletin.site import Site

NEAR = 24  # editions before one, and as many after it, that are told of with it


@dataclass(frozen=True)
class Total:
    """The figures over several bulletins: those counted, and those whose figures are masked or not given."""

    counts: Counts
    counted: tuple[Bulletin, ...]
    left_out: tuple[Bulletin, ...]

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last of the days up to which the figures hold."""
        days = [bulletin.as_of for bulletin in self.counted if bulletin.as_of]
        return min(days, default=None), max(days, default=None)


@dataclass(frozen=True)
class Unfinished:
    """An issue that its bulletin does not call completed."""

    bulletin: Bulletin
    issue: Issue
    days_late: int


def counts(bulletin: Bulletin, site: Site) -> Counts | None:
    """The declared counts; failing them, those of a register in which every entry has its status."""
    if bulletin.counts and bulletin.counts.total:
        return bulletin.counts
    buckets = [(site.bucket(issue.status), issue.stands_for) for issue in bulletin.issues]
    if not buckets or not all(bucket for bucket, _ in buckets):
        return None
    done = sum(number for bucket, number in buckets if bucket == "completed")
    total = sum(number for _, number in buckets)
    return Counts(total=Figure.of(total), completed=Figure.of(done), ongoing=Figure.of(total - done))


def tallied(bulletin: Bulletin, site: Site) -> dict[str, Figure]:
    """What the register says of each figure of `counts`: entries without a status may lie in either bucket."""
    sums = {
        bucket: sum(i.stands_for for i in bulletin.issues if site.bucket(i.status) == bucket)
        for bucket in ("completed", "ongoing", "")
    }
    open_ = sums.pop("")
    total = Figure.of(sum(sums.values()) + open_)
    return {"total": total} | {
        bucket: Figure(Decimal(known), Decimal(known + open_), f"{known}" + (f"~{known + open_}" if open_ else ""))
        for bucket, known in sums.items()
    }


def rate(part: Figure | None, total: Figure | None) -> str:
    """The rate of exact figures, to a tenth; 100% only where nothing is left, empty where it cannot be told."""
    if not part or not total or not part.exact or not total.exact or not 0 <= part.low <= total.low or not total.low:
        return ""
    value = (100 * part.low / total.low).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if value == 100 and part.low < total.low:
        value = (100 * part.low / total.low).quantize(Decimal("0.1"), ROUND_DOWN)
    return f"{value:f}".removesuffix(".0") + "%"


def share(part: Figure | None, total: Figure | None) -> float:
    """How much of a bar a figure fills, from 0 to 1; a vague one by the middle of what it may mean, a masked one not at all."""
    if not part or not total or ENDLESS in (part.high, total.high) or total.high <= 0:
        return 0.0
    return min(1.0, float((part.low + part.high) / (total.low + total.high)))


def days_late(issue: Issue, bulletin: Bulletin, site: Site) -> int:
    """Days past the original due date: up to the completion, or else up to the day the bulletin's figures hold; 0 if none."""
    if not issue.due or not (bucket := site.bucket(issue.status)):
        return 0
    end = issue.completed if bucket == "completed" else bulletin.as_of
    return max(0, (end - issue.due).days) if end else 0


def days_taken(issue: Issue, bulletin: Bulletin) -> int | None:
    """Days from the feedback to the completion; None where one of them is not known, or what was done came first."""
    feedback = bulletin.inspection and bulletin.inspection.feedback
    if not feedback or not issue.completed or issue.completed < feedback:
        return None
    return (issue.completed - feedback).days


def stage(bulletin: Bulletin, site: Site) -> str:
    """How far a bulletin is, in the few words by which a list is filtered."""
    if bulletin.state == "withdrawn":
        return "已撤回"
    figures = counts(bulletin, site)
    if not figures or not figures.ongoing or figures.ongoing.masked:
        return "没有完整数字"
    return "有未完成" if figures.ongoing.high else "全部完成"


def latest(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """The last edition of every chain that stands, the newest first. A withdrawn one is the last of nothing; it must be
    among `bulletins` all the same, or the chain would break where it is.
    """
    known = {one.id: one for one in bulletins}
    standing = [one for one in known.values() if one.state != "withdrawn"]
    followed = {old.id for one in standing if (old := before(one, known))}
    return newest_first(one for one in standing if one.id not in followed)


def in_force(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """The last edition in force of every chain, the newest first."""
    return latest(one for one in bulletins if one.in_force or one.state == "withdrawn")


def before(one: Bulletin, known: Mapping[str, Bulletin]) -> Bulletin | None:
    """The edition before one: the nearest that stands, since a withdrawn one says nothing any more and is looked through.

    `known` are the bulletins by their ids. None for the first of a chain, and in a ring.
    """
    old, met = known.get(one.follows), {one.id}
    while old and old.state == "withdrawn" and old.id not in met:
        met.add(old.id)
        old = known.get(old.follows)
    return old if old and old.id not in met else None


def after(one: Bulletin, chain: Sequence[Bulletin]) -> Bulletin | None:
    """The edition after one in its chain: the nearest that stands."""
    return next((each for each in chain[chain.index(one) + 1 :] if each.state != "withdrawn"), None)


def newest_first(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """By date, undated ones last; those of one day by their address."""
    return sorted(bulletins, key=lambda one: (one.date or datetime.date.min, one.address), reverse=True)


def editions(bulletin: Bulletin, bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """The chain that a bulletin belongs to, the oldest first; a ring (RB402 refuses it) is cut where it closes."""
    return _chain(bulletin, *_links(bulletins))


def chains(bulletins: Iterable[Bulletin]) -> dict[str, list[Bulletin]]:
    """The same for each of many, by their addresses, as far as `NEAR` to either side: what is told of one stays within
    bounds, and a new edition of a long chain does not change what is told of the oldest.
    """
    bulletins = list(bulletins)
    known, after = _links(bulletins)
    return {one.address: _chain(one, known, after, NEAR) for one in bulletins}


def _links(bulletins: Iterable[Bulletin]) -> tuple[dict[str, Bulletin], dict[str, Bulletin]]:
    """Bulletins by their own id, and by that of the edition before them; of two after one, the one that stands."""
    known = {one.id: one for one in bulletins}
    return known, {one.follows: one for one in sorted(known.values(), key=lambda one: one.state != "withdrawn")}


def _chain(
    one: Bulletin, known: dict[str, Bulletin], after: dict[str, Bulletin], most: int | None = None
) -> list[Bulletin]:
    seen = {one.id}

    def led(step: Callable[[Bulletin], Bulletin | None]) -> Iterator[Bulletin]:
        here = step(one)
        while here and here.id not in seen:
            seen.add(here.id)
            yield here
            here = step(here)

    older = list(islice(led(lambda each: known.get(each.follows)), most))
    return [*older[::-1], one, *islice(led(lambda each: after.get(each.id)), most)]


def history(issue: Issue, chain: Sequence[Bulletin]) -> list[tuple[Bulletin, Issue]]:
    """The entry of an issue in every edition that lists it."""
    return [(edition, entry) for edition in chain for entry in edition.issues if entry.id == issue.id]


def total(bulletins: Iterable[Bulletin], site: Site) -> Total | None:
    """The figures over the last editions of all bulletins in force; None where there are no figures at all."""
    stated = [(one, _known(counts(one, site))) for one in in_force(bulletins)]
    counted = [(one, known) for one, known in stated if known]
    if not counted:
        return None
    sums = [_sum(column) for column in zip(*(known for _, known in counted), strict=True)]
    units = {one.counts.unit for one, _ in counted if one.counts}
    figures = Counts(unit=units.pop() if len(units) == 1 else "项", total=sums[0], completed=sums[1], ongoing=sums[2])
    left_out = [one for one, known in stated if not known and one.counts]
    return Total(figures, tuple(one for one, _ in counted), tuple(left_out))


def _known(figures: Counts | None) -> tuple[Figure, Figure, Figure] | None:
    """Total, completed and ongoing; what is not given is what the other two leave."""
    if not figures:
        return None
    whole, done, left = figures.total, figures.completed, figures.ongoing
    if whole and done and not left:
        left = whole - done
    if whole and left and not done:
        done = whole - left
    if whole and done and left and ENDLESS not in (whole.high, done.high, left.high):
        return whole, done, left
    return None


def _sum(figures: Sequence[Figure]) -> Figure:
    low, high = sum(figure.low for figure in figures), sum(figure.high for figure in figures)
    if len(figures) == 1 and "-" not in figures[0].text:
        return figures[0]
    return Figure(Decimal(low), Decimal(high), f"{low:f}" if low == high else f"{low:f}—{high:f}")


def undone(bulletin: Bulletin, site: Site) -> list[Unfinished]:
    """What a bulletin does not call completed, in the order of its register."""
    return [
        Unfinished(bulletin, issue, days_late(issue, bulletin, site))
        for issue in bulletin.issues
        if site.bucket(issue.status) == "ongoing"
    ]


def unfinished(bulletins: Iterable[Bulletin], site: Site) -> list[Unfinished]:
    """What the last editions in force do not call completed: the latest by its original due date first."""
    return unfinished_of((one for one in bulletins if one.in_force or one.state == "withdrawn"), site)


def unfinished_of(bulletins: Iterable[Bulletin], site: Site) -> list[Unfinished]:
    """The same of whatever bulletins are given, in force or not."""
    found = [each for bulletin in latest(bulletins) for each in undone(bulletin, site)]
    never = datetime.date.max
    return sorted(found, key=lambda one: (-one.days_late, one.issue.due or never, one.bulletin.address, one.issue.id))
