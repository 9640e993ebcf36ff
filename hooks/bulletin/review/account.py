"""Two versions of a bulletin -> what a reviewer has to know of the change: fields first, then totals, then the prose."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bulletin.changes import Bridge, between
from bulletin.findings import Finding, Words
from bulletin.model import Bulletin
from bulletin.review.fact import Fact
from bulletin.review.facts import facts
from bulletin.review.figurefacts import Told, declared, told
from bulletin.review.redline import Edit, Sentence, read, redline
from bulletin.review.versions import Pair
from bulletin.rules import RULES
from bulletin.site import Site
from bulletin.witnesses.relations import Witness
from bulletin.witnesses.selfcheck import checks

KINDS = {
    "status": Words("整改状态", "Statuses"),
    "due": Words("时限", "Due dates"),
    "figure": Words("数字", "Figures"),
    "waiver": Words("豁免", "Waivers"),
    "contact": Words("联系方式", "Contact"),
    "issue": Words("清单", "Register"),
    "field": Words("其他字段", "Other fields"),
}


# What every edition has for itself, and what was done with it: no news of one that follows another.
EACH_ITS_OWN = {"id", "date", "published", "number", "index", "state", "follows", "corrections", "review", "dropped"}


@dataclass(frozen=True)
class Review:
    """What changed from one version of a bulletin to another; `state` is `added`, `removed`, `renamed` or `changed`."""

    path: str
    before_path: str
    state: str
    title: str
    facts: list[Fact] = field(default_factory=list)
    totals: tuple[list[Told], list[Told]] = field(default_factory=lambda: ([], []))
    prose: list[Edit] = field(default_factory=list)
    recounted: dict[Sentence, list[Told]] = field(default_factory=dict)  # what sentences of the newer prose state
    unread: list[tuple[Words, Finding]] = field(default_factory=list)
    edition: Bulletin | None = None  # what a new edition is told against: the one before it
    bridge: Bridge | None = None

    @property
    def kinds(self) -> list[tuple[str, list[Fact]]]:
        """The facts by their kinds, in the order in which they are told."""
        found = [(kind, [fact for fact in self.facts if fact.kind == kind]) for kind in KINDS]
        return [(kind, facts) for kind, facts in found if facts]

    @property
    def changed_totals(self) -> tuple[list[Told], list[Told]]:
        """The relations that are not the same before and after, on either side."""
        before, after = ({check.relation for check in side} for side in self.totals)
        return [one for one in self.totals[0] if one.relation not in after], [
            one for one in self.totals[1] if one.relation not in before
        ]

    @property
    def empty(self) -> bool:
        """Only the way in which it is written down has changed."""
        return self.state == "changed" and not (self.facts or self.prose or self.unread)


def review(pair: Pair, site: Site) -> Review:
    """What is to be told of a pair of versions. Where one cannot be read, why, and the lines of the file that differ.

    A new edition is told against the one that it goes on from, with the bridge between the two.
    """
    old, new = (source.bulletin if source else None for source in pair[:2])
    title = next((one.title for one in (new, old) if one and one.title), "")
    found = Review(pair.path, pair.before.path if pair.before else pair.path, _state(pair), title)
    if unread := list(_unread(pair)):
        whole = redline(*(_lines(text) for text in pair.texts)) if all(pair.texts) else []
        return replace(found, prose=whole, unread=unread)
    edition = pair.follows.bulletin if pair.follows else old if pair.apart and new and _goes_on(old, new) else None
    old = edition or old
    before, after = ([told(check, site) for check in declared(one, site)] if one else [] for one in (old, new))
    found = replace(found, totals=(before, after), recounted=_recounted(new, site) if new else {})
    if not old or not new:
        return found
    prose = redline(read(old.body, old.body_line), read(new.body, new.body_line))
    changed = [fact for fact in facts(old, new, site) if not edition or fact.at.split("[")[0] not in EACH_ITS_OWN]
    bridge = between(edition, new, site).bridge if edition else None
    return replace(found, facts=changed, prose=prose, edition=edition, bridge=bridge)


def _state(pair: Pair) -> str:
    if not pair.before or not pair.after:
        return "added" if pair.after else "removed"
    return "renamed" if pair.before.path != pair.path and not pair.apart else "changed"


def _goes_on(old: Bulletin | None, new: Bulletin) -> bool:
    return bool(old and new.follows == old.id)


def _recounted(new: Bulletin, site: Site) -> dict[Sentence, list[Told]]:
    """What the sentences state of which something can be told."""
    sentences = read(new.body, new.body_line)
    places = [(one.line, one.column) for one in sentences]
    found: dict[Sentence, list[Told]] = {}
    for check in checks(new, site):
        if check.witness is Witness.STATED and check.told:
            before = bisect_right(places, (check.line, check.column)) - 1
            found.setdefault(sentences[before], []).append(told(check, site))
    return found


def _unread(pair: Pair) -> Iterator[tuple[Words, Finding]]:
    names = (Words("改前", "before"), Words("改后", "after"))
    for name, source in zip(names, pair[:2], strict=True):
        if source and not source.bulletin:
            for fault in source.faults:
                yield name, RULES[fault.rule].find(source, fault)


def _lines(text: str) -> list[Sentence]:
    return [Sentence(line, number, "") for number, line in enumerate(text.split("\n"), 1) if line.strip()]
