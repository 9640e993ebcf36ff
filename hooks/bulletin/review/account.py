"""Two versions of a bulletin -> what a reviewer has to know of the change: fields first, then totals, then the prose."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin.findings import Finding, Words
from bulletin.review.fact import Fact
from bulletin.review.facts import facts
from bulletin.review.figurefacts import declared
from bulletin.review.redline import Edit, Sentence, read, redline
from bulletin.review.versions import Pair
from bulletin.rules import RULES
from bulletin.site import Site
from bulletin.witnesses.relations import Check, Witness
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


@dataclass(frozen=True)
class Review:
    """What changed from one version of a bulletin to another; `state` is `added`, `removed`, `renamed` or `changed`."""

    path: str
    before_path: str
    state: str
    title: str
    facts: list[Fact] = field(default_factory=list)
    totals: tuple[list[Check], list[Check]] = field(default_factory=lambda: ([], []))
    prose: list[Edit] = field(default_factory=list)
    recounted: dict[int, list[Check]] = field(default_factory=dict)  # what sentences of the newer prose state, by line
    unread: list[tuple[Words, Finding]] = field(default_factory=list)

    @property
    def kinds(self) -> list[tuple[str, list[Fact]]]:
        """The facts by their kinds, in the order in which they are told."""
        found = [(kind, [fact for fact in self.facts if fact.kind == kind]) for kind in KINDS]
        return [(kind, facts) for kind, facts in found if facts]

    @property
    def changed_totals(self) -> tuple[list[Check], list[Check]]:
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
    """What is to be told of a pair of versions. Where one cannot be read, why, and the lines of the file that differ."""
    old, new = (source.bulletin if source else None for source in pair[:2])
    title = next((one.title for one in (new, old) if one and one.title), "")
    was = pair.before.path if pair.before else pair.path
    state = (
        "added"
        if not pair.before
        else "removed"
        if not pair.after
        else "renamed"
        if was != pair.path and not pair.apart
        else "changed"
    )
    unread = list(_unread(pair))
    if unread:
        whole = redline(*(_lines(text) for text in pair.texts)) if all(pair.texts) else []
        return Review(pair.path, was, state, title, prose=whole, unread=unread)
    prose = redline(*(read(one.body, one.body_line) if one else [] for one in (old, new)))
    told = list(facts(old, new, site)) if old and new else []
    before, after = (declared(one, site) if one else [] for one in (old, new))
    recounted: dict[int, list[Check]] = {}
    for check in checks(new, site) if new else []:
        if check.witness is Witness.STATED and check.told:
            recounted.setdefault(check.line, []).append(check)
    return Review(pair.path, was, state, title, told, (before, after), prose if old and new else [], recounted)


def _unread(pair: Pair) -> Iterator[tuple[Words, Finding]]:
    names = (Words("改前", "before"), Words("改后", "after"))
    for name, source in zip(names, pair[:2], strict=True):
        if source and not source.bulletin:
            for fault in source.faults:
                yield name, RULES[fault.rule].find(source, fault)


def _lines(text: str) -> list[Sentence]:
    return [Sentence(line, number, "") for number, line in enumerate(text.split("\n"), 1) if line.strip()]
