"""What is not done, by how long it is late: as of the day up to which each bulletin's figures hold."""

from collections.abc import Iterable
from typing import NamedTuple

from bulletin.ledger import Unfinished

BANDS = (  # days late, up to and including
    ("逾期一年以上", 366, None),
    ("逾期半年至一年", 181, 365),
    ("逾期三个月至半年", 91, 180),
    ("逾期一至三个月", 31, 90),
    ("逾期一个月以内", 1, 30),
)


class Band(NamedTuple):
    """A stretch of ages, and the issues in it."""

    name: str
    late: bool
    issues: list[Unfinished]

    @property
    def number(self) -> int:
        """The problems in it, as they are counted."""
        return sum(one.issue.stands_for for one in self.issues)


def bands(waiting: Iterable[Unfinished]) -> list[Band]:
    """The longest overdue first, then what is not yet due, then what has no due date."""
    waiting = list(waiting)
    late = [
        Band(name, True, [one for one in waiting if low <= one.days_late and (high is None or one.days_late <= high)])
        for name, low, high in BANDS
    ]
    rest = [one for one in waiting if not one.days_late]
    found = [
        *late,
        Band("未到原定时限", False, [one for one in rest if one.issue.due]),
        Band("时限未公布", False, [one for one in rest if not one.issue.due]),
    ]
    return [band for band in found if band.issues]
