"""Stated figures and declared ones: which claim of the prose repeats which field of the front matter."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import Claim, Kind, unmarked
from bulletin.claims.lexicon import DONE, Status
from bulletin.claims.tokens import tokens
from bulletin.claims.units import together
from bulletin.figures import Figure, same_rate, total_of
from bulletin.held import held
from bulletin.ledger import tallied
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.regex import regex
from bulletin.site import Site
from bulletin.witnesses.repeats import slip

THEMES = ("issues", "theme")
ENTIRELY = regex("[已均都]|全部")  # 20个问题|已全部完成整改
PROBLEMS = "问题"
COUNTED = ("任务", "事项")  # what a bulletin may count instead, if the total is the same
KIND = regex("(?:类|方面|领域|环节|型|级|重大|重点|一般|较大|突出|典型|共性|个性|遗留|新增|其他|其余|上期|上轮)的?$")
AHEAD = regex("(?:下一?步|下一?阶段|接下来|今后)")
REMAINING = regex("^(?:对|针对)?(?:尚|仍|还)?未(?:全部)?(?:完成|整改到位|整改完成|销号)(?:整改)?的[^，。；]{1,6}个问题")
BEGUN = regex("启动|开展|开工|动工")  # all begun is not all done


class Bound(NamedTuple):
    """A stated figure and the declared one that it repeats."""

    claim: Claim
    at: At
    stated: Figure
    declared: Figure

    @property
    def agrees(self) -> bool:
        """Both can mean the same number."""
        return same_rate(self.stated, self.declared) if self.at[-1] == "rate" else self.stated.meets(self.declared)


def stated(bulletin: Bulletin) -> list[Claim]:
    """The claims of a bulletin's prose, at the lines of its file."""
    return list(_read(bulletin.body, bulletin.body_line))


@held  # seven rules, the page and the command ask for the same
def _read(body: str, line: int) -> tuple[Claim, ...]:
    return tuple(unmarked.read(body, line))


def bind(bulletin: Bulletin, found: list[Claim], site: Site) -> Iterator[Bound]:
    """Each stated figure that repeats a declared one, or, where none is declared, the sum of the register.

    A claim belongs to a ledger by its name and its unit. Where some claim has the ledger's total, one with another
    total speaks of something else (56 of the 618 are those of the highways); where none has, one whose figures look
    like slips of the ledger's is the ledger's all the same.
    """
    lines = bulletin.body.split("\n")
    ahead = {claim.line for claim in found if AHEAD.match(lines[claim.line - bulletin.body_line])}
    by_name = _by_name(found, {tally.name for tally in bulletin.tallies})
    for here, ledger, name in _ledgers(bulletin, site):
        if ledger.total is None:
            continue
        near = by_name[name] if here[0] == "tallies" else found
        named = [claim for claim in near if _named(claim, name, ledger)]
        same = [claim for claim in named if claim.total and claim.total.meets(ledger.total)]
        for claim in same or [claim for claim in named if _mistaken(claim, ledger)][:1]:
            yield from _figures(claim, here, ledger)
        for claim in near:
            yield from _alone(claim, here, ledger, name, definite=claim.line in ahead)
    yield from _decomposed(found, bulletin, site)


def _by_name(found: list[Claim], names: set[str]) -> dict[str, list[Claim]]:
    """The claims that say the name of a tally anywhere: among thousands of each, not every one is held against every other."""
    sizes, told = {len(name) for name in names}, {name: list[Claim]() for name in names}
    for claim in found if names else ():
        words = f"{claim.subject}\n{claim.quote}"
        for name in names & {words[at : at + size] for size in sizes for at in range(len(words) - size + 1)}:
            told[name].append(claim)
    return told


def _ledgers(bulletin: Bulletin, site: Site) -> Iterator[tuple[At, Counts | Tally, str]]:
    if bulletin.counts:
        yield ("counts",), bulletin.counts, PROBLEMS
    elif bulletin.issues:
        sums = tallied(bulletin, site)
        yield ("issues",), Counts(total=sums["total"], completed=sums["completed"], ongoing=sums["ongoing"]), PROBLEMS
    for index, tally in enumerate(bulletin.tallies):
        yield ("tallies", index), tally, tally.name


def _named(claim: Claim, name: str, ledger: Counts | Tally) -> bool:
    """The words are the ledger's, and nothing before them narrows them to some of it (立行立改类问题)."""
    if claim.kind != Kind.STATUS or claim.total is None or not claim.parts or not name:
        return False
    subject = ENTIRELY.split(claim.subject)[0] if claim.why.startswith("全部完成") else claim.subject
    names = (name, *COUNTED) if name == PROBLEMS and ledger.total == claim.total else (name,)
    own = next((each for each in names if subject.endswith(each)), "")
    return bool(own) and not KIND.search(subject.removesuffix(own)) and together(claim.unit, ledger.unit)


def _mistaken(claim: Claim, ledger: Counts | Tally) -> bool:
    """A total that is none of the ledger's, but looks like a slip for it, or has beside it parts that are the ledger's."""
    if claim.total and ledger.total and slip(claim.total, ledger.total):
        return True
    told = said(claim)
    parts = [(told[field], getattr(ledger, field)) for field in ("completed", "ongoing")]
    return all(one and other and (one.low, one.high) == (other.low, other.high) for one, other in parts)


def said(claim: Claim) -> dict[str, Figure | None]:
    """What a claim says of the figures of a ledger. What is counted in another unit is no part of it (责令改正34家)."""
    units = {token.text.removesuffix(token.unit): token.unit for token in tokens(claim.quote) if token.unit}
    own = [part for part in claim.parts if units.get(part.figure.text) == claim.unit]
    parts = [part for part in claim.parts if part in own or part.figure.text not in units] if own else claim.parts
    done = [part.figure for part in parts if part.status == Status.COMPLETED and not BEGUN.search(part.label)]
    left = [part.figure for part in parts if part.status != Status.COMPLETED]
    return {
        "total": claim.total,
        "completed": total_of(done) if done else None,
        "ongoing": total_of(left) if left else None,
        "rate": claim.rate if done else None,
    }


def _figures(claim: Claim, here: At, ledger: Counts | Tally) -> Iterator[Bound]:
    told = said(claim)
    if told["ongoing"] and not told["completed"] and not (ledger.ongoing and told["ongoing"].meets(ledger.ongoing)):
        told["ongoing"] = None  # some statuses of several, or kinds: 立行立改类32个、分阶段类19个、持续类7个
    for field, figure in told.items():
        declared = getattr(ledger, field)
        if figure and declared:
            yield Bound(claim, (*here, field), figure, declared)


def _alone(claim: Claim, here: At, ledger: Counts | Tally, name: str, *, definite: bool) -> Iterator[Bound]:
    """A figure by itself that repeats one of the ledger. Nothing says that it has to: where it differs, it is of something else.

    But 下一步，对尚未完成的7个问题 is `definite`: what is still to be done is all that is left.
    """
    if not name or not together(claim.unit, ledger.unit):
        return
    if claim.kind == Kind.OTHER and claim.total and claim.subject.endswith(name):
        fields: tuple[str, ...] = ("raised", "total")
        figure = claim.total
    elif claim.kind == Kind.STATUS and not claim.total and len(claim.parts) == 1 and name in claim.quote:
        fields = ("completed",) if claim.parts[0].status in DONE else ("ongoing",)
        figure = claim.parts[0].figure
    else:
        return
    for field in fields:
        declared = getattr(ledger, field, None)
        left = definite and field == "ongoing" and REMAINING.search(claim.quote)
        if declared and ((figure.low, figure.high) == (declared.low, declared.high) or left):
            yield Bound(claim, (*here, field), figure, declared)
            return


def _decomposed(found: list[Claim], bulletin: Bulletin, site: Site) -> Iterator[Bound]:
    """将19个问题分解为20个具体问题: the figures raised, in all, and of themes; one that is right vouches for the other."""
    listed, counts = tallied(bulletin, site)["total"], bulletin.counts
    total, unit = (counts.total, counts.unit) if counts else (listed, "个")
    names = {issue.theme for issue in bulletin.issues}
    themes = Figure.of(len(names)) if names and "" not in names and total and listed.meets(total) else None
    for claim in found:
        if claim.kind != Kind.DECOMPOSE or not claim.total or not total or not together(claim.unit, unit):
            continue
        if counts and counts.total and claim.subject.endswith("问题"):
            yield from _raised(claim, claim.total, counts, counts.total)
        for part in claim.parts if themes and claim.total.meets(total) else ():
            if themes and re.search(rf"(?<![\d第]){re.escape(part.figure.text)}个?方面", claim.quote):
                yield Bound(claim, THEMES, part.figure, themes)


def _raised(claim: Claim, said: Figure, counts: Counts, total: Figure) -> Iterator[Bound]:
    before = matters(claim)
    if said.meets(total) or (before and counts.raised and before.meets(counts.raised)):
        yield Bound(claim, ("counts", "total"), said, total)
        if before and counts.raised:
            yield Bound(claim, ("counts", "raised"), before, counts.raised)


def matters(claim: Claim) -> Figure | None:
    """The problems that a decomposition starts from: the 19 of 将19个问题分解为20个具体问题."""
    for part in claim.parts:
        if re.search(
            rf"(?<![\d第]){re.escape(part.figure.text)}[个项条件]问题[^。；\d]{{0,12}}(?:分解|细化|拆分)", claim.quote
        ):
            return part.figure
    return None
