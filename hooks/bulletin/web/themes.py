"""The register by theme and status, with totals that come out even: in counted problems, not in entries."""

from collections import Counter
from typing import NamedTuple

from bulletin.model import Bulletin, Issue
from bulletin.site import Site


class Line(NamedTuple):
    """A line of the table: its name, a number for each status of the table, and their sum."""

    name: str
    numbers: tuple[int, ...]
    total: int


class Table(NamedTuple):
    """Theme × status: `statuses` head the columns (empty for 未逐项公布), `sums` is the last line."""

    statuses: tuple[str, ...]
    lines: tuple[Line, ...]
    sums: Line


def table(bulletin: Bulletin, site: Site) -> Table | None:
    """None where no status was published, for then there is nothing to cross."""
    if not any(site.bucket(issue.status) for issue in bulletin.issues):
        return None
    used = {site.bucket(issue.status) and issue.status for issue in bulletin.issues}
    statuses = tuple(status for status in (*site.vocabulary, "") if status in used)
    groups: dict[str, list[Issue]] = {}
    for issue in bulletin.issues:
        groups.setdefault(issue.theme, []).append(issue)
    lines = tuple(_line(theme or "未注明方面", issues, statuses, site) for theme, issues in groups.items())
    return Table(statuses, lines, _line("合计", list(bulletin.issues), statuses, site))


def _line(name: str, issues: list[Issue], statuses: tuple[str, ...], site: Site) -> Line:
    numbers: Counter[str] = Counter()
    for issue in issues:
        numbers[issue.status if site.bucket(issue.status) else ""] += issue.stands_for
    return Line(name, tuple(numbers[status] for status in statuses), sum(numbers.values()))
