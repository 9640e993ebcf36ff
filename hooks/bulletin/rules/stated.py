"""RB3xx: the figures that the prose states, against themselves and against the front matter."""

from collections.abc import Iterator

from bulletin.claims import Claim, Kind
from bulletin.figures import Verdict
from bulletin.findings import Place, Severity, Words
from bulletin.front import shorten
from bulletin.model import At, Bulletin
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.validate import dotted
from bulletin.witnesses import english
from bulletin.witnesses.binding import THEMES, bind, matters, stated
from bulletin.witnesses.listed import lists
from bulletin.witnesses.recount import exact
from bulletin.witnesses.repeats import repeats


def _spots(bulletin: Bulletin, verdict: Verdict) -> Iterator[Spot]:
    for claim in stated(bulletin):
        if claim.verdict is verdict:
            yield Spot(
                place(bulletin, claim), {"quote": claim.quote, "why": Words(claim.why, english.relation(claim.why))}
            )


def place(bulletin: Bulletin, claim: Claim) -> Place:
    """Where a claim stands, with the line around it."""
    line = bulletin.body.split("\n")[claim.line - bulletin.body_line]
    return Place(claim.line, claim.column, shorten(line))


@rule(
    "RB301",
    zh="“{quote}”：{why}。请核对原文的数字。",
    en="“{quote}” does not add up: {why}. Check the figures.",
)
def prose_adds_up(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What the prose says adds up. / 正文里的数字对得平。

    Where a sentence says that parts make up a whole, or gives the rate of its own figures, they do. Only what no
    reading makes true is an error: vague figures are intervals, parts that may overlap or be left out are passed over.

    一句话说各分项就是全部，或者给出自己数字的比率，这些数就要对得上，如“反馈问题25个，已整改19个，正在整改5个”差1。
    只有怎么读都不对时才算错：约数按区间核对，可能重叠、可能未列全的分项不核。

    Bad:
        ---
        反馈问题25个，已完成整改19个、正在整改5个。
    Good:
        ---
        反馈问题25个，已完成整改19个、正在整改6个，完成率76%。排查隐患约600处，已整改590处，正在整改20余处。
    """
    yield from _spots(bulletin, Verdict.DOES_NOT_ADD_UP)


@rule(
    "RB302",
    severity=Severity.WARNING,
    zh="“{quote}”：{why}。请确认是截尾还是笔误。",
    en="“{quote}” is off in the last digit: {why}. Say whether it is cut off or a slip.",
)
def last_digit_holds(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A stated rate holds to its last digit. / 正文里的比率末位不差。

    One published rate in ten is cut off, or nudged to fill up to 100 %; it is shown and stops nothing.

    公布的比率里约有一成是截尾或者为凑足100%而调整的，如1691/1786=94.68%写作94%。只作提示，不拦截。

    Bad:
        ---
        审计问题1786个，已整改1691个，整改率94%。
    Good:
        ---
        审计问题1786个，已整改1691个，整改率94.7%。
    """
    yield from _spots(bulletin, Verdict.LAST_DIGIT)


@rule(
    "RB303",
    zh="“{quote}”里写的是{stated}，首部 {field}（{there}）写的是{declared}。请核对，两处改成一致。",
    en="“{quote}” says {stated}, but {field} in the front matter ({there}) is {declared}. Make the two agree.",
)
def prose_repeats_the_front_matter(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """The prose states what the front matter declares. / 正文与首部的数字一致。

    A figure stands in both places: readers read the one, the portal and the data show the other. A stated figure is
    tied to a declared one by the name of the ledger and the unit; vague figures agree with what they contain. Without
    `counts`, the prose is held against the sums of the register. 将19个问题分解为20个 is held against `raised` and
    `total`, and the number of themes against those of the register.

    同一个数，读者读的是正文，网站和数据用的是首部，两处必须一致。按账的名称和量词把正文的数对应到首部；约数包含首部的数即为一致。
    没有写 counts 的，与清单的合计比；“将19个问题分解为20个”与 raised、total 比；“2个方面”与清单的 theme 比。

    Bad:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
        ---
        巡察反馈的20个问题，已整改12个，正在整改8个。
    Good:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
        ---
        巡察反馈的20个问题，已整改13个，正在整改7个。纪委督查发现的3个问题，已整改3个。
    """
    for bound in bind(bulletin, stated(bulletin), site):
        if not bound.agrees:
            facts = {"stated": bound.stated, "declared": bound.declared, "field": _field(bound.at)}
            yield Spot(place(bulletin, bound.claim), {"quote": bound.claim.quote, **facts}, there=bound.at)


def _field(at: At) -> Words | str:
    """A field by its name; what is summed up over the register, by what it is a sum of."""
    if at == THEMES:
        return Words("issues 各项的 theme 种数", "issues (distinct themes)")
    if at[0] != "issues":
        return dotted(at)
    names = {
        "total": Words("合计", "in all"),
        "completed": Words("已完成的合计", "completed"),
        "ongoing": Words("未完成的合计", "not completed"),
    }
    name = names[str(at[1])]
    return Words(f"issues {name.zh}", f"issues ({name.en})")


@rule(
    "RB304",
    zh="{there} 写“{first}”，这里写“{second}”，说的是同一个数，却不相同。请核对，两处改成一致。",
    en="{there} says “{first}”, and here it says “{second}”: one figure, stated twice, that differs. Make the two agree.",
)
def repeated_figures_agree(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A figure that is stated twice is the same both times. / 同一个数前后一致。

    Only where the words for what is counted, the unit, the period and the bodies named beside it are all the same, or
    where both say the problems of the inspection; and only if the two look like a slip (801 and 810), since sections
    tell of their own shares in the same words. Figures of two periods (since the feedback, this year) are two figures.

    只有所数的事、量词、时段、单位都相同，或者两处都说“巡察反馈的问题”，才算同一个数；而且两数相近、像是笔误（801与810）才提醒，各节用同样的话说各自的数不算。时段不同的（反馈以来、今年以来）是两个数，不比。

    Bad:
        ---
        巡察反馈以来，查处超限超载车辆801台。

        巡察反馈以来，路面查处超限超载车辆810台。
    Good:
        ---
        巡察反馈以来，查处超限超载车辆801台。

        巡察反馈以来，路面查处超限超载车辆801台。2024年1月以来，查处超限超载车辆2937台。
    """
    for pair in repeats(bulletin.body, stated(bulletin), bulletin.body_line):
        if not pair.agrees:
            facts = {"first": pair.first.quote, "second": pair.second.quote}
            yield Spot(place(bulletin, pair.second), facts, there=place(bulletin, pair.first))


@rule(
    "RB305",
    severity=Severity.WARNING,
    zh="“{quote}”里的{vague}可以写准：{exact}。",
    en="“{vague}” in “{quote}” can be stated exactly: {exact}.",
)
def vague_figures_have_an_exact_one(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """A vague figure is exact where the exact one is known. / 能写准的数不写约数。

    20余 is true where 28 are left. But if the front matter has the 28, or the total and the other parts give it away,
    readers should have it too. It is a suggestion, once for each ledger, and stops nothing.

    剩28处写作“20余处”并不算错。但首部已有准数，或者总数减去其他各项就能算出来的，不如直接写准。每本账提示一次，不拦截。

    Bad:
        ---
        排查一般隐患618处，已经整改590处，20余处正在整改。
    Good:
        ---
        排查一般隐患618处，已经整改590处，28处正在整改。清理路边堆积物40余处。
    """
    found = stated(bulletin)
    known = [(bound.claim, bound.stated, bound.declared) for bound in bind(bulletin, found, site) if bound.agrees]
    told: set[int] = set()
    for claim, vague, figure in [*known, *((claim, *pair) for claim in found if (pair := exact(claim)))]:
        if not vague.exact and not vague.masked and figure.exact and id(claim) not in told:
            told.add(id(claim))
            yield Spot(place(bulletin, claim), {"quote": claim.quote, "vague": vague, "exact": figure})


@rule(
    "RB306",
    zh="“{quote}”说有{stated}{unit}，后面列出了{entries}条。请核对数字，或补全、删减所列各条。",
    en="“{quote}” announces {stated}, but {entries} entries follow. Check the figure or the list.",
)
def announced_lists_are_whole(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """As many entries follow as are announced. / 列出的条数与所说的一致。

    9座危桥的工程进展如下： is followed by ① to ⑨, 采取以下3项措施： by 一是, 二是 and 三是. Lists of examples (主要有, 例如), lists
    within lists and lists with a gap are passed over.

    “9座危桥的工程进展如下：”后面是①至⑨，“采取以下3项措施：”后面是一是、二是、三是。举例的（主要有、例如）、套着列的、序号有缺的不核。

    Bad:
        ---
        采取以下3项措施：一是建立台账；二是每月调度。
    Good:
        ---
        采取以下3项措施：一是建立台账；二是每月调度；三是到期销号。主要有5个方面：一是责任不实；二是制度不全。
    """
    for listed in lists(bulletin.body):
        if listed.whole and not listed.agrees:
            row = bulletin.body.count("\n", 0, listed.start)
            line = bulletin.body.split("\n")[row]
            column = listed.start - (bulletin.body.rfind("\n", 0, listed.start) + 1) + 1
            facts = {"quote": listed.clause, "stated": listed.figure, "unit": listed.unit, "entries": listed.entries}
            yield Spot(Place(bulletin.body_line + row, column, shorten(line)), facts)


@rule(
    "RB307",
    severity=Severity.WARNING,
    zh="“{quote}”：反馈{raised}，分解后{total}，首部没有写 counts.raised 和 counts.decomposition。请写上，读者才知道两数为何不同。",
    en="“{quote}”: {raised} were raised and split into {total}, but the front matter lacks counts.raised. "
    "Give it, with counts.decomposition, so that readers know why the two differ.",
)
def decomposition_declared(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A decomposition in the prose is declared. / 正文说了分解，首部也要写。

    Where the prose says that 19 problems were split into 20, a reader meets both figures; `raised` and `decomposition`
    take the reason to the page and into the data.

    正文说“将19个问题分解为20个”，读者就会看到两个数。写上 raised 和 decomposition，网页和数据里才有说明。

    Bad:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
        ---
        将19个问题分解为20个具体问题。
    Good:
        counts: {unit: 个, raised: 19, total: 20, completed: 13, ongoing: 7, decomposition: 第3个问题拆为两个。}
        ---
        将19个问题分解为20个具体问题。
    """
    counts = bulletin.counts
    if not counts or not counts.total or counts.raised:
        return
    for claim in stated(bulletin):
        raised = matters(claim) if claim.kind == Kind.DECOMPOSE else None
        if raised and claim.total and claim.total.meets(counts.total) and not raised.meets(counts.total):
            facts = {"quote": claim.quote, "raised": raised, "total": claim.total}
            yield Spot(place(bulletin, claim), facts)
