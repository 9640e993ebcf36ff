"""Approval: which steps a bulletin must have passed, which it has, and whether what was approved still stands there."""

import datetime
import re
from typing import Literal, NamedTuple

from bulletin.digest import reviewed
from bulletin.model import Bulletin, Review
from bulletin.phrases import day
from bulletin.site import Site

State = Literal["given", "stale", "bare", "missing"]


class Step(NamedTuple):
    """A step and the entry that stands for it, at its place in `review`.

    Given: of the content as it is. Stale: of another. Bare: it does not say of which. Missing: there is no entry.
    """

    name: str
    state: State
    place: int | None = None
    entry: Review | None = None


def required(bulletin: Bulletin, site: Site) -> tuple[str, ...]:
    """The steps that this bulletin must pass, in their order; none for a sample, or for one from before they were asked for."""
    since = site.approval.since
    early = since and bulletin.date and bulletin.date < since
    return () if bulletin.sample or early else site.approval.steps


def passed(bulletin: Bulletin) -> list[Step]:
    """Every step that has an entry: the last of its name stands, the ones before are of earlier rounds."""
    last = {entry.step: place for place, entry in enumerate(bulletin.review)}
    now = reviewed(bulletin) if any(entry.digest for entry in bulletin.review) else ""
    return [
        Step(name, _state(bulletin.review[place], now), place, bulletin.review[place]) for name, place in last.items()
    ]


def _state(entry: Review, now: str) -> State:
    if not entry.digest:
        return "bare"
    return "given" if entry.digest == now else "stale"


def steps(bulletin: Bulletin, site: Site) -> list[Step]:
    """The required steps in their order, each with how it stands."""
    known = {step.name: step for step in passed(bulletin)}
    return [known.get(name, Step(name, "missing")) for name in required(bulletin, site)]


def entry(bulletin: Bulletin, step: str, by: str, on: datetime.date) -> Review:
    """What `approve` writes into `review`."""
    return Review(step=step, by=by, on=on, digest=reviewed(bulletin))


def told(bulletin: Bulletin) -> str:
    """The steps that hold, as they are published where the site publishes them: 初审张三（2024年8月27日）、终审李四（…）."""
    held = [step.entry for step in passed(bulletin) if step.state == "given" and step.entry]
    return "、".join(f"{entry.step}{entry.by}（{day(entry.on)}）" for entry in held)


def same_person(one: str, other: str) -> bool:
    """Two names but for blanks: 张 三."""
    return re.sub(r"\s", "", one) == re.sub(r"\s", "", other)
