"""The registry of rules, and the runner that words, waives, ranks and prints what they find.

A rule is one small generator. It gets a bulletin and the site's settings and yields `at(…)`: where, and the facts
that its message is filled with. It knows nothing of languages, places in files, severities or waivers.
Its docstring is its page in the manual: a title in both languages, a paragraph in each, a bad and a good case.
Codes are permanent: a code that is given up is never used for another rule.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bulletin.findings import Finding, Place, Severity, Words
from bulletin.front import Fault
from bulletin.kept import Kept
from bulletin.ledger import newest_first
from bulletin.load import Source
from bulletin.model import At, Bulletin
from bulletin.privacy.personal import veiled
from bulletin.regex import regex
from bulletin.rulepage import Page as Page
from bulletin.site import Site
from bulletin.workers import spread

CODE = regex(r"RB\d{3}")


class Spot(NamedTuple):
    """What a rule yields: a field or a place in the prose, and the facts of the message.

    A `mild` one warns though its rule stops: the site does not ask for what is amiss. Where the same datum is stated a
    second time, `there` is that place; a message has it as `{there}`, file and line.
    """

    at: At | Place
    facts: Mapping[str, Any]
    mild: bool = False
    there: At | Place = ()


def at(*path: str | int, **facts: Any) -> Spot:
    """A spot at a field: `at("issues", 3, "due", due=…)`."""
    return Spot(path, facts)


Check = Callable[..., Iterable[Any] | None]
Spots = list[tuple[str, Spot]]
LOOK = Words("核对通报", "checks")


@dataclass(frozen=True)
class Rule:
    """A registered rule.

    `across` rules see all bulletins at once and yield (bulletin, spot); `by_today` ones are told the day of the build.
    """

    code: str
    severity: Severity
    message: Words
    check: Check
    across: bool
    waivable: bool
    by_today: bool = False

    @property
    def page(self) -> Page:
        """Its page in the manual, read from its docstring."""
        return Page.read(inspect.getdoc(self.check) or "")

    def find(self, source: Source, fault: Spot | Fault) -> Finding:
        """The finding that a spot in a source makes; what it quotes of a person is hidden in part, whatever it speaks of."""
        there = source.place(fault.there).line if isinstance(fault, Spot) else 0
        facts = {"there": f"{source.path}:{there}", **fault.facts}
        said = Words(*(veiled(self.message.in_(lang).format(**_worded(facts, lang))) for lang in ("zh", "en")))
        severity = Severity.WARNING if isinstance(fault, Spot) and fault.mild else self.severity
        place = source.place(fault.at)
        return Finding(source.path, place._replace(quote=veiled(place.quote)), self.code, severity, said)


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    zh: str,
    en: str,
    severity: Severity = Severity.ERROR,
    across: bool = False,
    waivable: bool = True,
    by_today: bool = False,
) -> Callable[[Check], Check]:
    """Register a rule under a code that is well formed and free, with the templates of its message."""
    assert CODE.fullmatch(code), code
    assert code not in RULES, f"{code} is taken by {RULES[code].check.__name__}"

    def enter(check: Check) -> Check:
        RULES[code] = Rule(code, severity, Words(zh, en), check, across, waivable, by_today)
        return check

    return enter


def check(
    sources: list[Source], site: Site, today: date, settings: Source | None = None, kept: Kept | None = None
) -> list[Finding]:
    """Everything that is wrong with the sources, and with the settings if they are given, in the order of their places.

    `today` decides only whether a waiver has run out, and whether a day is still to come. What a rule finds in a draft
    is a warning, as a draft is not published; a file that cannot be read is an error in any state. With `kept`, a
    bulletin that was checked before is checked again only among the others.
    """
    findings = []
    for source in [*([settings] if settings else []), *sources]:
        findings += [RULES[fault.rule].find(source, fault) for fault in source.faults]
    checked = {id(source.bulletin): source for source in sources if source.bulletin}
    found: dict[int, list[Finding]] = {key: [] for key in checked}
    faulty = {key: _faulty(source.faults) for key, source in checked.items()}
    unread = {Path(source.path).stem for source in sources if not source.bulletin}
    for key, code, spot in _spots(checked, site, today, kept):
        if spot.facts.get("follows") in unread:
            continue  # whether the edition that is followed is the right one cannot be told; why it is not read, is
        if not any(spot.at[:end] in faulty[key] for end in range(1, len(spot.at) + 1)):
            found[key].append(RULES[code].find(checked[key], spot))
    for key, source in checked.items():
        findings += waive(source, found[key], today)
    return sorted(set(findings))


def _spots(checked: dict[int, Source], site: Site, today: date, kept: Kept | None) -> Iterator[tuple[int, str, Spot]]:
    bulletins = [source.bulletin for source in checked.values() if source.bulletin]
    dealt = newest_first(bulletins)  # as all that comes after: who has read a prose here, reads it for the pages
    for bulletin, spots in zip(dealt, _alone(dealt, site, today, kept), strict=True):
        yield from ((id(bulletin), code, spot) for code, spot in spots)
    for code, entry in RULES.items():
        if entry.across:
            for bulletin, spot in entry.check(bulletins, *(site, today)[: 1 + entry.by_today]) or ():
                yield id(bulletin), code, spot


def _alone(bulletins: list[Bulletin], site: Site, today: date, kept: Kept | None) -> Iterator[Spots]:
    """What is wrong with each bulletin by itself; many that are new are looked at on all cores."""

    def look(places: Iterable[int]) -> Iterator[Spots]:
        return spread(alone, (site, today), [bulletins[place] for place in places], LOOK, 40)

    if not kept:
        return look(range(len(bulletins)))
    setting = site.key + f"{today}".encode()
    return kept.each([kept.name("spots", setting, one.written) for one in bulletins], SPOTS, look)


def alone(told: tuple[Site, date], bulletin: Bulletin) -> Spots:
    """What the rules that look at one bulletin find in it."""
    alike = (entry for entry in RULES.values() if not entry.across)
    return [(entry.code, spot) for entry in alike for spot in entry.check(bulletin, *told[: 1 + entry.by_today]) or ()]


def _faulty(faults: Iterable[Fault]) -> set[Any]:
    """The fields whose value was given but could not be read: what a rule says of them is said already."""
    return {fault.facts.get("meant", fault.at) for fault in faults}


def waive(source: Source, findings: list[Finding], today: date) -> list[Finding]:
    """The findings of one bulletin, less those that it waives; a waiver that has no effect is a finding itself."""
    bulletin = source.bulletin
    assert bulletin
    kept, told = list(findings), []
    for index, waiver in enumerate(bulletin.waive):
        spot = at("waive", index, rule=waiver.rule, until=waiver.until)
        known = RULES.get(waiver.rule)
        if not known or not known.waivable:
            told.append(RULES["RB091"].find(source, spot))
        elif waiver.until and waiver.until < today:
            told.append(RULES["RB092"].find(source, spot))
        elif not any(finding.rule == waiver.rule for finding in findings):
            told.append(RULES["RB090"].find(source, spot))
        else:
            kept = [finding for finding in kept if finding.rule != waiver.rule]
    said = kept + told
    return [replace(one, severity=Severity.WARNING) for one in said] if bulletin.state == "draft" else said


def _worded(facts: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {name: value.in_(lang) if isinstance(value, Words) else value for name, value in facts.items()}


# The families are listed by name: a rule is found with grep, not by discovery.
from bulletin.rules import (  # noqa: E402
    approval,  # noqa: F401
    blanks,  # noqa: F401
    bridge,  # noqa: F401
    claimed,  # noqa: F401
    contact,  # noqa: F401
    corrections,  # noqa: F401
    counts,  # noqa: F401
    dates,  # noqa: F401
    days,  # noqa: F401
    editions,  # noqa: F401
    fields,  # noqa: F401
    files,  # noqa: F401
    leaks,  # noqa: F401
    links,  # noqa: F401
    masks,  # noqa: F401
    moves,  # noqa: F401
    names,  # noqa: F401
    numbering,  # noqa: F401
    output,  # noqa: F401
    persons,  # noqa: F401
    privacy,  # noqa: F401
    register,  # noqa: F401
    stated,  # noqa: F401
    typography,  # noqa: F401
    waivers,  # noqa: F401
    windows,  # noqa: F401
    wording,  # noqa: F401
)
from bulletin.rules.keeping import SPOTS  # noqa: E402 - knows the rules
