"""Counts and tallies from what the prose states: the claims engine reads it, and only what adds up to one account is entered."""

import re
from typing import Any

from bulletin.claims import Claim, Kind, claims
from bulletin.claims.lexicon import PROBLEM, Status, status_before
from bulletin.figures import Figure, Verdict, parse_figure, parse_rate, rate_holds
from bulletin.imports.blocks import NOWHERE
from bulletin.imports.draft import Draft, Read
from bulletin.regex import regex
from bulletin.spans import ended
from bulletin.witnesses.binding import ENTIRELY, matters, said

PROBLEMS = regex(r"(?:问题|问题隐患|整改任务|整改事项|反馈意见|整改事宜)$")
FOUND = regex(
    r"^.*(?:排查|发现|检查|摸排|梳理|查出|收到|受理|接收|交办|转办|清理)(?:整治|治理)?(?:出|到|了|的)?(?=\S{2})"
)
NAME = regex(
    r"^(?:目前|已对|截至|其中|全[市县区省局系统]+|共|累计|巡察反馈的?|反馈的?|检查发现的?|排查出的?|发现的?|，)+"
)
PARTS = {
    "phased": regex("阶段性|基本|部分|初步"),
    "long_term": regex("长期"),
    "not_started": regex("未启动|未开始|未开工|未动工"),
}
AS_OF = regex(r"截[至止]到?(?:目前)?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)?")
AT_ONCE = regex("当场|现场|立行立改|即知即改|边查边改|限期")
LONGEST = 16  # characters of the name of a tally


def read_figures(draft: Draft, text: str) -> None:
    """Enter the counts and the tallies that the prose states; every figure that is entered nowhere is listed."""
    found = claims(text)
    status = [claim for claim in found if claim.kind == Kind.STATUS and claim.total and claim.parts]
    status = [claim for claim in status if "分别" not in claim.quote]  # of each, its own: none is the whole
    whole = _whole(
        [claim for claim in status if PROBLEMS.search(_subject(claim)) and not _at_once(claim)], found, draft
    )
    if whole:
        _counts(whole, found, draft, text)
    used = {
        id(claim) for claim in found if claim is whole or (whole and claim.kind == Kind.DECOMPOSE and matters(claim))
    }
    used |= _tallies(
        [one for one in status if id(one) not in used and not PROBLEMS.search(_subject(one)) and not _at_once(one)],
        draft,
        text,
    )
    for claim in found:
        if (
            id(claim) not in used
            and claim.total
            and claim.kind in (Kind.STATUS, Kind.DECOMPOSE)
            and claim.total != (whole and whole.total)
        ):
            said_there = f"{claim.subject}{claim.total}{claim.unit}"
            draft.unused.append(Read(("counts",), said_there, claim.quote, NOWHERE))


def _whole(candidates: list[Claim], found: list[Claim], draft: Draft) -> Claim | None:
    """The claim on all problems: the only one, or the one that the register, a decomposition or the largest total bears out."""
    totals = {_key(claim): claim for claim in reversed(candidates)}
    if len(totals) < 2:
        return next(iter(totals.values()), None)
    listed = Figure.of(len(draft.issues))
    vouched = [listed, *(claim.total for claim in found if claim.kind == Kind.DECOMPOSE and claim.total)]
    borne = [
        claim
        for claim in totals.values()
        if claim.total and any(one.exact and claim.total.meets(one) for one in vouched)
    ]
    if len(borne) == 1:
        return borne[0]
    said_there = "；".join(f"“{claim.quote}”" for claim in totals.values())
    draft.note(
        f"正文里有几种问题总数，counts 没有写，请核对后填写：{said_there}",
        f"the prose has several totals of problems; counts was left out: {said_there}",
    )
    return None


def _subject(claim: Claim) -> str:
    """What is counted: the 问题 of 7个问题全部整改到位."""
    return ENTIRELY.split(claim.subject)[0] if claim.why.startswith("全部完成") else claim.subject


def _at_once(claim: Claim) -> bool:
    """What was mended while the inspection went on is not all that has been mended since."""
    return any(AT_ONCE.search(part.label) for part in claim.parts)


def _key(claim: Claim) -> object:
    """Claims of one total are one; what is masked may be anything, and each is another."""
    assert claim.total
    return claim.quote if claim.total.masked else (claim.total.low, claim.total.high)


def _counts(claim: Claim, found: list[Claim], draft: Draft, text: str) -> None:
    draft.read(("counts", "unit"), claim.unit, claim.quote)
    raised = next((figure for one in found if one.kind == Kind.DECOMPOSE and (figure := matters(one))), None)
    of = next((one for one in found if one.kind == Kind.DECOMPOSE and matters(one)), claim)
    if raised:
        draft.read(("counts", "raised"), raised.text, of.quote)
    figures = _figures(claim)
    for name, figure in figures.items():
        if figure and (name != "ongoing" or figures["completed"]):  # alone, it may be one status of several
            draft.read(("counts", name), _written(name, figure), claim.quote)
    for name, figure in _parts(claim).items():
        draft.read(("counts", "parts", name), _written(name, figure), claim.quote)
    if (day := _as_of(claim, draft, text)) and day != draft.value("date"):
        draft.read(("counts", "as_of"), day, claim.quote)
    if claim.verdict is Verdict.DOES_NOT_ADD_UP:
        draft.note(
            f"原文数字对不平：“{claim.quote}”{claim.why}", f"the figures do not add up: “{claim.quote}” {claim.why}"
        )


def _figures(claim: Claim) -> dict[str, Figure | None]:
    """What a claim says; a rate that is not that of what is done may be of something else, as 不属实率, and is left out."""
    figures = said(claim)
    done, total, rate = figures["completed"], figures["total"], figures["rate"]
    off = done and total and rate and rate_holds(done, total, rate) is Verdict.DOES_NOT_ADD_UP
    return figures | ({"rate": None} if off else {})


def _written(name: str, figure: Figure) -> str:
    """A figure as the front matter has it; empty for one that cannot be written there (三成至五成)."""
    text = f"{figure.low:f}" if figure.exact and name != "rate" else figure.text
    try:
        (parse_rate if name == "rate" else parse_figure)(text)
    except ValueError:
        return ""
    return text


def _parts(claim: Claim) -> dict[str, Figure]:
    """The statuses of what is not done, where the words tell each of them apart from 正在整改."""
    left = [part for part in claim.parts if part.status != Status.COMPLETED]
    names = [next((name for name, words in PARTS.items() if words.search(part.label)), "ongoing") for part in left]
    if len(left) < 2 or len({*names}) < len(names):
        return {}
    return dict(zip(names, (part.figure for part in left), strict=True))


def _as_of(claim: Claim, draft: Draft, text: str) -> Any:
    """The day in front of the figures: 截至10月底. Without a year, it is the last such month before the document's date."""
    lines = text.split("\n")
    line = lines[claim.line - 1]
    found = (
        [*AS_OF.finditer(line[: line.find(claim.quote) + len(claim.quote)])]
        if claim.quote in line
        else [*AS_OF.finditer(line)]
    )
    date = draft.value("date")
    if not found or not (found[-1]["year"] or date):
        return None
    year = int(found[-1]["year"] or date.year)
    day = ended(year, found[-1]["month"], found[-1]["day"])
    if day and not found[-1]["year"] and day > date:
        day = ended(year - 1, found[-1]["month"], found[-1]["day"])
    return day


def _tallies(candidates: list[Claim], draft: Draft, text: str) -> set[int]:
    """The other accounts by their names; a name with two totals is told, and left out. What was used, by identity."""
    named: dict[str, list[Claim]] = {}
    for claim in candidates:
        name = NAME.sub("", FOUND.sub("", claim.subject))
        if 1 < len(name) <= LONGEST and claim.unit and _account(name, claim):
            named.setdefault(name, []).append(claim)
    used: set[int] = set()
    for name, several in named.items():
        if len({(one.total.low, one.total.high) for one in several if one.total}) > 1:
            quotes = "；".join(f"“{one.quote}”" for one in several)
            draft.note(
                f"“{name}”有几个总数，tallies 没有写：{quotes}",
                f"several totals of “{name}”; left out of tallies: {quotes}",
            )
            continue
        claim = several[0]
        tally: dict[str, Any] = {"name": name, "unit": claim.unit}
        if day := _as_of(claim, draft, text):
            tally["as_of"] = day
        tally |= {
            field: written
            for field, figure in _figures(claim).items()
            if figure and (field != "ongoing" or _whole_of(claim)) and (written := _written(field, figure))
        }
        draft.reads.append(Read(("tallies", len(draft.tallies)), name, claim.quote))
        draft.tallies.append(tally)
        used |= {id(one) for one in several}
    return used


def _whole_of(claim: Claim) -> bool:
    """What is done and what is left are all; where they are not, the prose itself is found wrong, and once is enough."""
    figures = said(claim)
    total, done, left = figures["total"], figures["completed"], figures["ongoing"]
    return bool(total and done and left and (done + left).meets(total))


def _account(name: str, claim: Claim) -> bool:
    """A ledger of its own: its name is that of something to be dealt with, and all of it is accounted for."""
    figures = said(claim)
    total, done, left = figures["total"], figures["completed"], figures["ongoing"]
    if (
        not total
        or not done
        or total.masked
        or not PROBLEM.search(name)
        or status_before(name)
        or re.search("[XxＸ×*＊]|^[对将把]|(?:梳理|核查|检查|清理)$", name)
        or any(part.status == Status.OTHER for part in claim.parts)  # 逾期回复71件: done, or not
    ):
        return False
    return done.meets(total) if left is None else claim.verdict is not Verdict.CANNOT_TELL or (done + left).meets(total)
