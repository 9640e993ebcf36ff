"""Does a notice still stand? What the site's own list of bulletins says of it by now: withdrawn, or followed by others."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.findings import Words
from bulletin.phrases import day

LIST = "data/bulletins.json"
Row = dict[str, Any]


def standing(site: Path, name: str) -> Iterator[tuple[bool | None, Words]]:
    """What became of the bulletin with an id: False for a withdrawn one; None for what is no fault but good to know."""
    rows = _rows(site)
    if name not in rows:
        return
    if rows[name].get("state") == "withdrawn":
        yield False, _withdrawn(rows[name])
    if later := _later(rows, name):
        yield None, _followed(later)


def _rows(site: Path) -> dict[str, Row]:
    """The rows of the list by their ids; none where there is no list that can be read."""
    try:
        return {row["id"]: row for row in json.loads((site / LIST).read_bytes())["bulletins"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _later(rows: dict[str, Row], name: str) -> list[Row]:
    """The editions after one that stand, oldest first; editions that follow one another in a ring end it."""
    withdrawn_first = sorted(
        rows.values(), key=lambda row: row.get("state") != "withdrawn"
    )  # another may be in its place
    after = {row.get("follows"): row for row in withdrawn_first if row.get("follows")}
    found: list[Row] = []
    while (row := after.get(name)) and row not in found:
        found.append(row)
        name = row["id"]
    return [row for row in found if row.get("state") != "withdrawn"]


def _withdrawn(row: Row) -> Words:
    on, because = _day(row.get("withdrawn_on")), row.get("withdrawn_because") or ""
    zh = f"这份通报已{f'于{on.zh}' if on.zh else ''}撤回{f'：{because}' if because else ''}"
    en = f"this bulletin was withdrawn{f' on {on.en}' if on.en else ''}{f': {because}' if because else ''}"
    return Words(zh.rstrip("。"), en.rstrip("。"))


def _followed(later: list[Row]) -> Words:
    last = later[-1]
    on, more = _day(last.get("date")), len(later) - 1
    zh = f"这不是最新的一期：最新的是{on.zh}的《{last['title']}》（{last['pdf']}）{f'，其间还有{more}期' if more else ''}"
    en = f"it is not the latest edition: that is {last['title']}, {on.en} ({last['pdf']}), {more} others between"
    return Words(zh, en if more else en.rpartition(", ")[0])


def _day(text: str | None) -> Words:
    if not text:
        return Words("", "")
    return Words(day(datetime.date.fromisoformat(text)), text)
