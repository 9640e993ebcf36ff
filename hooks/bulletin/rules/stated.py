"""RB3xx: the figures that the prose states, against themselves and against the front matter."""

from collections.abc import Iterator

from bulletin.binding import bind, stated
from bulletin.claims import Claim
from bulletin.figures import Verdict
from bulletin.findings import Place, Severity
from bulletin.front import shorten
from bulletin.model import Bulletin
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.validate import dotted


def _spots(bulletin: Bulletin, verdict: Verdict) -> Iterator[Spot]:
    for claim in stated(bulletin):
        if claim.verdict is verdict:
            yield Spot(_place(bulletin, claim), {"quote": claim.quote, "why": claim.why})


def _place(bulletin: Bulletin, claim: Claim) -> Place:
    line = bulletin.body.split("\n")[claim.line - bulletin.body_line]
    return Place(claim.line, claim.column, shorten(line))


@rule(
    "RB301",
    zh="“{quote}”：{why}。请核对原文的数字。",
    en="“{quote}” does not add up: “{why}”. Check the figures.",
)
def prose_adds_up(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What the prose says adds up. / 正文里的数字对得平。

    Where a sentence says that parts make up a whole, or gives the rate of its own figures, they do. Only what no
    reading makes true is an error: vague figures are intervals, parts that may overlap or be left out are passed over.

    一句话说各分项就是全部，或者给出自己数字的比率，这些数就要对得上，如“反馈问题25个，已整改19个，正在整改5个”差1。
    只有怎么读都不对时才算错：约数按区间核对，可能重叠、可能未列全的分项不核。
    """
    yield from _spots(bulletin, Verdict.DOES_NOT_ADD_UP)


@rule(
    "RB302",
    severity=Severity.WARNING,
    zh="“{quote}”：{why}。请确认是截尾还是笔误。",
    en="“{quote}” is off in the last digit: “{why}”. Say whether it is cut off or a slip.",
)
def last_digit_holds(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A stated rate holds to its last digit. / 正文里的比率末位不差。

    One published rate in ten is cut off, or nudged to fill up to 100 %; it is shown and stops nothing.

    公布的比率里约有一成是截尾或者为凑足100%而调整的，如1691/1786=94.68%写作94%。只作提示，不拦截。
    """
    yield from _spots(bulletin, Verdict.LAST_DIGIT)


@rule(
    "RB303",
    zh="“{quote}”里写的是{stated}，首部 {field} 写的是{declared}。请核对，两处改成一致。",
    en="“{quote}” says {stated}, but {field} in the front matter is {declared}. Make the two agree.",
)
def prose_repeats_the_front_matter(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """The prose states what the front matter declares. / 正文与首部的数字一致。

    A figure stands in both places: readers read the one, the portal and the data show the other. A stated figure is
    tied to a declared one by the name of the ledger and the unit; vague figures agree with what they contain.

    同一个数，读者读的是正文，网站和数据用的是首部，两处必须一致。按账的名称和量词把正文的数对应到首部；约数包含首部的数即为一致。
    """
    for bound in bind(bulletin, stated(bulletin)):
        if not bound.agrees:
            facts = {"stated": bound.stated, "declared": bound.declared, "field": dotted(bound.at)}
            yield Spot(_place(bulletin, bound.claim), {"quote": bound.claim.quote, **facts})
