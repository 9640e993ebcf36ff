"""Days and spans of days as prose states them, and how many working days a span has."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from bulletin.regex import regex

DAY = regex(r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
UNTIL = regex(
    r"(?:（[^（）\n]{1,12}）)?(?:至|到|—|－|~|～|-)(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
)


class Span(NamedTuple):
    """From a day to a day, both included, and where it stands in its text."""

    first: date
    last: date
    start: int
    end: int


def real(year: int, month: int, day: int) -> date | None:
    """The day, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def ended(year: int, month: str | None = None, day: str | None = None, *, half: bool = False) -> date | None:
    """The last day of a year, of its first half, of a month, or the day itself."""
    last = int(month) if month else 6 if half else 12
    if not (1 <= last <= 12 and 1 <= year <= 9999):
        return None
    return real(year, last, int(day) if day else monthrange(year, last)[1])


def spans(text: str, year: int | None) -> Iterator[Span]:
    """The spans of days in a text; `year` is that of a day without one, until a day with one has come."""
    for match in DAY.finditer(text):
        year = int(match["year"]) if match["year"] else year
        to = UNTIL.match(text, match.end())
        if not year or not to:
            continue
        first = real(year, int(match["month"]), int(match["day"]))
        until = int(to["year"] or year), int(to["month"] or match["month"])
        if first and to["month"] and not to["year"] and until[1] < first.month:
            until = until[0] + 1, until[1]  # 12月25日至1月8日
        last = real(*until, int(to["day"]))
        if first and last and first <= last:
            yield Span(first, last, match.start(), to.end())


def working_days(first: date, last: date) -> int | None:
    """How many working days a span has, both ends included, by the State Council's notices of each year.

    None where the calendar does not cover the span: the days off of a year are announced late in the year before, and
    no rule foretells them.
    """
    import chinese_calendar  # few bulletins ask for it, and it is long

    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    try:
        return sum(bool(chinese_calendar.is_workday(day)) for day in days)
    except NotImplementedError:
        return None
