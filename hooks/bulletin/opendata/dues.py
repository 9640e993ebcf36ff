"""The deadlines of what is not done, as an iCalendar (RFC 5545): a whole day each, with who answers for it."""

import uuid
from collections.abc import Iterable, Iterator

from bulletin.addresses import issue_address
from bulletin.model import Bulletin, Issue
from bulletin.phrases import day
from bulletin.site import Site

# Of this format: with it the same issue has the same UID for ever.
NAMES = uuid.UUID("6f1c6f0e-3b52-5d6e-9b53-0d6a1c0c7b1e")
MOST = 75  # octets of a line


def calendar(events: Iterable[bytes], site: Site) -> Iterator[bytes]:
    """The events of bulletins, of which there must be some, as a file."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bulletin//open data//ZH", "CALSCALE:GREGORIAN"]
    named = f"X-WR-CALNAME:{_text(site.name + '整改时限')}"
    yield from map(_folded, [*head, named])
    yield from events
    yield _folded("END:VCALENDAR")


def due(one: Bulletin, site: Site) -> bool:
    """It has an event."""
    return any(True for issue in one.issues for _ in _event(one, issue, site, ""))


def events(one: Bulletin, site: Site, origin: str = "") -> bytes:
    """One event for each unfinished issue with a deadline."""
    return b"".join(_folded(line) for issue in one.issues for line in _event(one, issue, site, origin))


def _event(one: Bulletin, issue: Issue, site: Site, origin: str) -> Iterator[str]:
    revised = next((change.to for change in reversed(issue.revised) if change.to), None)
    due = revised or issue.due
    if not due or site.bucket(issue.status) != "ongoing" or not one.as_of:
        return
    mark = f"【{one.mark}】" if one.mark else ""
    was = f"原定{day(issue.due)}，已延期。" if revised and issue.due else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(NAMES, f'{site.name}|{one.id}|{issue.id}')}"
    yield f"DTSTAMP:{one.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"SUMMARY:{_text(f'{mark}整改时限：{issue.id} {issue.title}')}"
    who = issue.owner or "未公布"
    yield f"DESCRIPTION:{_text(f'责任单位：{who}。{was}据《{one.title}》，截至{day(one.as_of)}。')}"
    if origin:
        yield f"URL:{origin}{issue_address(one, issue)}.html"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"), ("\r", "")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, never cut within a character."""
    rest, room, pieces = line.encode(), MOST, []
    while len(rest) > room:
        end = next(at for at in range(room, 0, -1) if rest[at] & 0xC0 != 0x80)  # a character begins there
        pieces.append(rest[:end])
        rest, room = rest[end:], MOST - 1  # behind a blank
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"
