"""RB1xx: the declared figures against themselves. Figures are intervals: what some reading makes true is never called false."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.figures import ENDLESS, Figure, Verdict, adds_up, rate_holds
from bulletin.findings import Severity, Words
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.rules import Spot, at, rule
from bulletin.site import Site

WARNING = Severity.WARNING
UNSAID = Figure(Decimal(0), ENDLESS, "？")


def ledgers(bulletin: Bulletin) -> Iterator[tuple[At, Counts | Tally, Words]]:
    """Everything with a total: `counts` and each of `tallies`, with its field and its name."""
    if bulletin.counts:
        yield ("counts",), bulletin.counts, Words("问题", "counts")
    for index, tally in enumerate(bulletin.tallies):
        yield ("tallies", index), tally, Words(tally.name, tally.name)


def figures(here: At, ledger: Counts | Tally) -> Iterator[tuple[At, Figure]]:
    """Each figure of a ledger that is given, with its field."""
    for name in ("raised", "total", "completed", "ongoing", "rate"):
        if (figure := getattr(ledger, name, None)) is not None:
            yield (*here, name), figure
    for status, figure in ledger.parts.items():
        yield (*here, "parts", status), figure


def gap(found: Figure, wanted: Figure) -> Words:
    """How far a figure misses another: `多1`, or `至少少3` where one of them is vague."""
    over = found.low - wanted.high
    most = (over if over > 0 else wanted.low - found.high).normalize()
    least = Words("", "") if found.exact and wanted.exact else Words("至少", "at least ")
    return Words(
        f"{least.zh}{'多' if over > 0 else '少'}{most:f}", f"{least.en}{most:f} too {'many' if over > 0 else 'few'}"
    )


def total_of(figures: list[Figure]) -> Figure:
    """Their sum, in digits where it is exact."""
    low, high = sum((f.low for f in figures), Decimal(0)), sum((f.high for f in figures), Decimal(0))
    return Figure(low, high, f"{low:f}" if low == high else f"{low:f}~{'?' if high == ENDLESS else f'{high:f}'}")


def _two_buckets(here: At, ledger: Counts | Tally) -> Iterator[Spot]:
    if ledger.total is None:
        return
    parts = [figure or UNSAID for figure in (ledger.completed, ledger.ongoing)]  # one alone may be too many
    if adds_up(parts, ledger.total) is Verdict.DOES_NOT_ADD_UP:
        whole = total_of(parts)
        yield at(
            *here,
            "completed" if ledger.completed else "ongoing",
            completed=parts[0],
            ongoing=parts[1],
            total=ledger.total,
            sum=whole,
            gap=gap(whole, ledger.total),
            name=getattr(ledger, "name", ""),
        )


@rule(
    "RB101",
    zh="已完成{completed} + 未完成{ongoing} = {sum}，与问题总数{total}不符（{gap}）。"
    "请核对 counts.completed、counts.ongoing 或 counts.total。",
    en="completed {completed} + ongoing {ongoing} = {sum}, but the total is {total} ({gap}). "
    "Check counts.completed, counts.ongoing or counts.total.",
)
def counts_add_up(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Completed and ongoing add up to the total. / 已完成与未完成之和等于问题总数。

    Every status counts as one or the other, so the two partition the problems found. Vague figures (20余) are
    intervals and masked ones (XX) may be anything: only what no reading makes true is an error.

    每种状态都归入已完成或未完成，两数之和必须等于总数。“20余”按区间核对，“XX”视为未知，只有怎么读都不对时才算错。

    Bad:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 8}
    Good:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
    """
    if bulletin.counts:
        yield from _two_buckets(("counts",), bulletin.counts)


@rule(
    "RB105",
    zh="“{name}”已完成{completed} + 未完成{ongoing} = {sum}，与总数{total}不符（{gap}）。请核对这本账的三个数。",
    en="“{name}”: completed {completed} + ongoing {ongoing} = {sum}, but the total is {total} ({gap}). Check its three figures.",
)
def tallies_add_up(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Each tally adds up. / 每一本账都对得平。

    The same as RB101 for every other ledger of the bulletin that has a total.

    与 RB101 相同，用于通报里其他有总数的账。

    Bad:
        tallies:
          - {name: 一般隐患, unit: 处, total: 618, completed: 590, ongoing: 30余}
    Good:
        tallies:
          - {name: 一般隐患, unit: 处, total: 618, completed: 590, ongoing: 20余}
    """
    for index, tally in enumerate(bulletin.tallies):
        yield from _two_buckets(("tallies", index), tally)


@rule(
    "RB102",
    zh="{name}：{parts} = {sum}，与{bucket}{figure}不符（{gap}）。请核对 parts。",
    en="{name}: {parts} = {sum}, but {bucket} is {figure} ({gap}). Check parts.",
)
def parts_add_up(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """The parts of a bucket add up to it. / 各状态之和等于所归的大类。

    Where the figures of single statuses are given, those that count as ongoing add up to `ongoing`, and those that
    count as completed to `completed`.

    写了各状态的数量时，归入未完成的各项之和等于 ongoing，归入已完成的各项之和等于 completed。

    Bad:
        counts: {total: 20, completed: 13, ongoing: 7, parts: {phased: 3, long_term: 3}}
    Good:
        counts: {total: 20, completed: 13, ongoing: 7, parts: {phased: 3, long_term: 4}}
    """
    for here, ledger, name in ledgers(bulletin):
        if not site.vocabulary.keys() >= ledger.parts.keys():
            continue  # RB019 has spoken; what an unknown status counts as cannot be told
        for bucket, words in (("completed", Words("已完成", "completed")), ("ongoing", Words("未完成", "ongoing"))):
            whole = getattr(ledger, bucket)
            parts = {status: figure for status, figure in ledger.parts.items() if site.bucket(status) == bucket}
            if parts and whole is not None and adds_up([*parts.values()], whole) is Verdict.DOES_NOT_ADD_UP:
                added, text = total_of([*parts.values()]), " + ".join(f"{site.label(s)}{f}" for s, f in parts.items())
                yield at(
                    *here, "parts", name=name, parts=text, sum=added, bucket=words, figure=whole, gap=gap(added, whole)
                )


def _rates(bulletin: Bulletin, verdict: Verdict) -> Iterator[Spot]:
    for here, ledger, name in ledgers(bulletin):
        if ledger.rate is None or ledger.completed is None or ledger.total is None:
            continue
        if rate_holds(ledger.completed, ledger.total, ledger.rate) is verdict:
            computed = f"{100 * ledger.completed.low / ledger.total.high:.2f}" if ledger.total.high else "0"
            yield at(
                *here,
                "rate",
                name=name,
                completed=ledger.completed,
                total=ledger.total,
                computed=computed,
                rate=ledger.rate,
            )


@rule(
    "RB106",
    zh="{name}：{completed} ÷ {total} = {computed}%，与公布的{rate}不符。请核对 rate 或数字。",
    en="{name}: {completed} ÷ {total} = {computed}%, not the stated {rate}. Check the rate or the figures.",
)
def rate_true(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A declared rate is that of its figures. / 公布的率与数字相符。

    Completed over total, to the places at which the rate is given.

    率等于已完成数除以总数，按公布的位数核对。

    Bad:
        counts: {total: 20, completed: 13, ongoing: 7, rate: 70%}
    Good:
        counts: {total: 20, completed: 13, ongoing: 7, rate: 65%}
    """
    yield from _rates(bulletin, Verdict.DOES_NOT_ADD_UP)


@rule(
    "RB107",
    severity=WARNING,
    zh="{name}：{completed} ÷ {total} = {computed}%，公布的{rate}末位不同（截尾或凑整）。建议四舍五入。",
    en="{name}: {completed} ÷ {total} = {computed}%, and the stated {rate} is off in the last digit (cut or nudged). Round it.",
)
def rate_rounded(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A declared rate is rounded. / 公布的率是四舍五入的。

    One published rate in ten is truncated, or nudged so that rates add up to 100 %: shown, never stopped.

    公布的率约有十分之一是截尾或为凑足 100% 调整过的：只提示，不拦截。

    Bad:
        counts: {total: 513, completed: 352, ongoing: 161, rate: 68%}
    Good:
        counts: {total: 513, completed: 352, ongoing: 161, rate: 69%}
    """
    yield from _rates(bulletin, Verdict.LAST_DIGIT)


@rule(
    "RB108",
    zh="反馈{raised}{unit}，总数{total}{unit}，两数不同。请在 counts.decomposition 写一句说明（如何拆分、合并）。",
    en="{raised} were raised but the total is {total}. Say in counts.decomposition how they were split or merged.",
)
def decomposition_stated(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Raised and total differ only with a word of explanation. / 反馈数与总数不同时有说明。

    A reader who meets 19 in one place and 20 in another is owed the reason.

    读者在一处看到 19、另一处看到 20，应当知道为什么。

    Bad:
        counts: {raised: 19, total: 20, completed: 13, ongoing: 7}
    Good:
        counts: {raised: 19, total: 20, completed: 13, ongoing: 7, decomposition: 第3个问题拆为两个。}
    """
    counts = bulletin.counts
    if counts and counts.raised and counts.total and not counts.decomposition and not counts.raised.meets(counts.total):
        yield at("counts", "raised", raised=counts.raised, total=counts.total, unit=counts.unit)
