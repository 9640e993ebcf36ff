"""The relations that the prose states: within a sentence, between two, to a list, and to the figures declared.

What `selfcheck` does for the declared figures, for the stated ones.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from bulletin.anchors import anchor
from bulletin.claims import Claim, Kind
from bulletin.figures import Figure, Verdict, shown
from bulletin.model import At, Bulletin
from bulletin.regex import regex
from bulletin.site import Site
from bulletin.witnesses.binding import THEMES, Bound, bind, stated
from bulletin.witnesses.itemised import Progress, progress
from bulletin.witnesses.listed import Listed, lists, written_out
from bulletin.witnesses.relations import Check, Term, Witness
from bulletin.witnesses.repeats import Repeat, repeats

LEDGER = "正文"
UNTOLD = Verdict.CANNOT_TELL
MEASURES = regex("(?:措施|举措)$")
FIELDS = {"total": "总数", "completed": "已完成", "ongoing": "未完成", "raised": "反馈数", "rate": "完成率"}


def stated_checks(bulletin: Bulletin, site: Site) -> list[Check]:
    """Every relation that the prose states, in its order; a figure that stands by itself is none.

    What cannot be told says why: a figure is struck out, parts are not all. A figure that is only said again is told
    once, however often the prose comes back to it.
    """
    found = stated(bulletin)
    bound: dict[int, list[Bound]] = defaultdict(list)
    for one in bind(bulletin, found, site):
        bound[id(one.claim)].append(one)
    told = [*_reckoned(found, bound, bulletin), *_again(found, bound, bulletin)]
    told += [*_twice(repeats(bulletin.body, found, bulletin.body_line), bound)]
    come = {one.listed.start: one for one in progress(bulletin, found) if one.agrees}
    told += [_counted(listed, come.get(listed.start), bulletin) for listed in lists(bulletin.body) if listed.whole]
    told += [*_measures(found, written_out(bulletin.body))]
    return _placed(sorted(told, key=lambda one: one[0]))


def exact(claim: Claim) -> tuple[Figure, Figure] | None:
    """The one vague part of a whole whose other parts are exact, with what it must be: 20余 of 618 - 590 is 28."""
    vague = [part.figure for part in claim.parts if not part.figure.exact]
    if claim.verdict is not Verdict.ADDS_UP or len(vague) != 1 or not claim.total or not claim.total.exact:
        return None
    if claim.kind not in (Kind.STATUS, Kind.BREAKDOWN) or len(claim.parts) < 2 or vague[0].masked:
        return None
    rest = claim.total.low - sum((part.figure.low for part in claim.parts if part.figure.exact), Decimal(0))
    return (vague[0], Figure.of(rest)) if vague[0].low <= rest <= vague[0].high else None


Spot = tuple[tuple[int, int], Check]  # line and column: the order of the text


def _placed(told: list[Spot]) -> list[Check]:
    """Each with the anchor of its sentence; two relations of one sentence share it."""
    turns: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    made = []
    for place, check in told:
        turn = turns[check.quote].setdefault(place, len(turns[check.quote]))
        made.append(check._replace(anchor=anchor(check.quote, turn), column=place[1]))
    return made


def _check(claim: Claim, relation: str, verdict: Verdict, figures: list[Term]) -> Spot:
    check = Check(Witness.STATED, LEDGER, relation, verdict, tuple(figures), claim.quote, claim.line)
    return (claim.line, claim.column), check


def _reckoned(found: list[Claim], bound: dict[int, list[Bound]], bulletin: Bulletin) -> Iterator[Spot]:
    """A sentence with a whole and its parts or its rate, and what it repeats of the figures declared."""
    readings: dict[tuple[int, Figure | None], list[Claim]] = defaultdict(list)
    for claim in filter(_reckons, found):
        readings[claim.line, claim.total].append(claim)
    for claim in found:
        same = bound.get(id(claim), [])
        if not _reckons(claim) and not (same and claim.parts and claim.total):
            continue
        if _told_already(claim, readings[claim.line, claim.total]) and all(one.agrees for one in same):
            continue
        agreements = [*_agreements(same, bulletin)]
        words = agreements if claim.verdict is UNTOLD and agreements else [claim.why, *agreements]
        verdict = _worst([claim.verdict, *(_verdict(one) for one in same)])
        yield _check(claim, "；".join(words), verdict, _terms(claim))


def _told_already(claim: Claim, readings: list[Claim]) -> bool:
    """Another reading of the same whole tells more: its parts add up, or its rate has more of them beside it."""
    if claim.verdict is UNTOLD:
        return _reckons(claim) and any(other.verdict is not UNTOLD for other in readings)
    fuller = [other for other in readings if other.rate == claim.rate and len(other.parts) > len(claim.parts)]
    return bool(claim.rate and fuller) and claim.verdict is Verdict.ADDS_UP


def _reckons(claim: Claim) -> bool:
    return bool(claim.total and (claim.parts or claim.rate)) and claim.kind is not Kind.DECOMPOSE


def _worst(verdicts: list[Verdict]) -> Verdict:
    """A contradiction outweighs everything; what can be told outweighs what cannot."""
    order = [Verdict.DOES_NOT_ADD_UP, Verdict.LAST_DIGIT, Verdict.ADDS_UP, Verdict.CANNOT_TELL]
    return min(verdicts, key=order.index)


def _verdict(bound: Bound) -> Verdict:
    if not bound.agrees:
        return Verdict.DOES_NOT_ADD_UP
    return Verdict.CANNOT_TELL if bound.stated.masked or bound.declared.masked else Verdict.ADDS_UP


def _agreements(same: list[Bound], bulletin: Bulletin) -> Iterator[str]:
    """与公布的总数、已完成一致；这里写8，公布的未完成是7."""
    agreed: dict[str, list[str]] = defaultdict(list)
    for one in same:
        ledger, field = _name(one.at, bulletin)
        if not one.agrees:
            yield f"这里写{one.stated}，{ledger}{field}是{one.declared}"
        elif _verdict(one) is Verdict.ADDS_UP and field not in agreed[ledger]:
            agreed[ledger].append(field)
    yield from (f"与{ledger}{'、'.join(fields)}一致" for ledger, fields in agreed.items() if fields)


def _name(at: At, bulletin: Bulletin) -> tuple[str, str]:
    """What a citizen calls a ledger and its field: 公布的, 总数."""
    if at == THEMES:
        return "清单的", "方面数"
    ledger = {"counts": "公布的", "issues": "清单的"}.get(str(at[0]))
    return ledger or f"“{bulletin.tallies[int(at[1])].name}”的", FIELDS[str(at[-1])]


def _terms(claim: Claim) -> list[Term]:
    whole = [Term("总数", claim.total)] if claim.total else []
    rate = [Term("比率", claim.rate)] if claim.rate else []
    return [*whole, *(Term(part.label, part.figure) for part in claim.parts), *rate]


def _again(found: list[Claim], bound: dict[int, list[Bound]], bulletin: Bulletin) -> Iterator[Spot]:
    """A declared figure that the prose says by itself: one relation for all the places in which it does."""
    said: dict[At, list[Bound]] = defaultdict(list)
    for claim in found:
        for one in bound.get(id(claim), []):
            if not _reckons(claim) and not (claim.parts and claim.total):
                said[one.at].append(one)
    for at, places in said.items():
        first, often = places[0], f"正文{len(places)}处" if len(places) > 1 else "正文"
        name = "".join(_name(at, bulletin))
        relation = f"{often}所说的{first.stated}，与{name}{first.declared}一致"
        figures = [Term(LEDGER, first.stated), Term(name, first.declared)]
        yield _check(first.claim, relation, _verdict(first), figures)


def _twice(pairs: Iterator[Repeat], bound: dict[int, list[Bound]]) -> Iterator[Spot]:
    """A datum that the prose states more than once; one that is declared has been told already."""
    groups: dict[int, list[Repeat]] = defaultdict(list)
    for pair in pairs:
        if pair.agrees and id(pair.first) in bound and id(pair.second) in bound:
            continue
        groups[id(pair.first) if pair.agrees else id(pair.second)].append(pair)
    for same in groups.values():
        one, other = same[0].figures
        agrees = same[0].agrees
        often = {1: "两", 2: "三"}.get(len(same), str(len(same) + 1))
        relation = f"前后{often}次说到：{one}{'=' if agrees else '≠'}{other}"
        verdict = Verdict.ADDS_UP if agrees else Verdict.DOES_NOT_ADD_UP
        yield _check(same[0].second, relation, verdict, [Term("前文", one), Term("后文", other)])


def _measures(found: list[Claim], written: int) -> Iterator[Spot]:
    """The greatest number of measures beside those that are written out as 一是, 二是: fewer of these contradict nothing."""
    stated = [
        (c.total.low, c)
        for c in found
        if c.kind is Kind.OTHER and c.total and c.total.exact and MEASURES.search(c.subject)
    ]
    for total, claim in sorted(stated, key=lambda one: -one[0])[:1]:
        if 0 < written < total:
            rest = f"其余{shown(total - written)}{claim.unit}没有逐条写出"
            relation = f"所说{shown(total)}{claim.unit}，正文以“一是、二是”写出{written}条，{rest}"
            yield _check(
                claim, relation, UNTOLD, [Term("所说", Figure.of(total)), Term("正文写出", Figure.of(written))]
            )


def _counted(listed: Listed, come: Progress | None, bulletin: Bulletin) -> Spot:
    """An announced list, with how far its entries have come where figures say the same."""
    verdict = Verdict.ADDS_UP if listed.agrees else Verdict.DOES_NOT_ADD_UP
    relation = f"所说{shown(listed.figure.low)}{listed.unit}，逐条列出{listed.entries}条"
    figures = [Term("所说", listed.figure), Term("列出", Figure.of(listed.entries))]
    if come:
        relation += f"；其中已完成{come.done}条、未完成{come.left}条，与{come.source.zh}一致"
        figures += [Term("已完成", Figure.of(come.done)), Term("未完成", Figure.of(come.left))]
    line = bulletin.body_line + bulletin.body.count("\n", 0, listed.start)
    column = listed.start - bulletin.body.rfind("\n", 0, listed.start)
    return (line, column), Check(Witness.STATED, LEDGER, relation, verdict, tuple(figures), listed.clause, line)
