"""RB103, RB104, RB016, RB017, RB025, RB029: the register, entry by entry, against itself and against the declared figures."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bulletin.findings import Severity, Words
from bulletin.ledger import tallied
from bulletin.model import Bulletin
from bulletin.regex import regex
from bulletin.rules import Spot, at, rule
from bulletin.rules.counts import gap
from bulletin.site import Site

PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@rule(
    "RB103",
    zh="问题清单与公布的数字（{there}）不符：{gaps}。请核对清单的状态、stands_for 或 counts。",
    en="the register does not agree with the counts ({there}): {gaps}. Check statuses, stands_for or counts.",
)
def register_agrees(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """The register agrees with the declared figures. / 问题清单与公布的数字一致。

    Each entry counts `stands_for` problems (one if left out). An entry without a status may be either completed or
    ongoing, so it is counted as both possibilities.

    每项按 stands_for 计数，不写即 1。没有写状态的，可能已完成也可能未完成，按区间核对。

    Bad:
        counts: {total: 2, completed: 1, ongoing: 1}
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "2", title: 台账更新不及时, status: completed}
    Good:
        counts: {total: 2, completed: 1, ongoing: 1}
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "2", title: 台账更新不及时, status: ongoing}
    """
    if not bulletin.counts or not bulletin.issues:
        return
    words = {
        "total": Words("问题", "problems"),
        "completed": Words("已完成的", "completed"),
        "ongoing": Words("未完成的", "ongoing"),
    }
    gaps = []
    for field, listed in tallied(bulletin, site).items():
        declared = getattr(bulletin.counts, field)
        if declared is not None and not listed.meets(declared):
            said, missed = words[field], gap(listed, declared)
            gaps.append(
                Words(
                    f"清单里{said.zh}共{listed}，counts.{field} 是{declared}（{missed.zh}）",
                    f"the register has {listed} {said.en}, counts.{field} is {declared} ({missed.en})",
                )
            )
    if gaps:  # one entry too many or too few shows in a bucket and in the total: one finding
        told = Words("；".join(one.zh for one in gaps), "; ".join(one.en for one in gaps))
        yield Spot(("issues",), {"gaps": told}, there=("counts",))


@rule(
    "RB104",
    zh="清单里{number}项没有写整改状态：{ids}。请补上 status；确实没有逐项公布的，写豁免并说明理由。",
    en="no status is given for {number} of the entries: {ids}. Give it, or waive this with the reason why none was published.",
)
def status_given(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Every entry of the register has a status. / 清单每一项都写了整改状态。

    What is done and what is left is what a reader looks for. It is never guessed.

    读者最想知道哪些完成了、哪些没有。没有公布的不能猜，写豁免并说明即可，页面会标“未逐项公布”。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
    """
    bare = [(index, issue) for index, issue in enumerate(bulletin.issues) if not issue.status]
    if bare:
        yield at(
            "issues",
            bare[0][0],
            "status",
            number=len(bare),
            ids=Words(
                _first([i.id or f"第{n + 1}项" for n, i in bare], "、"),
                _first([i.id or f"entry {n + 1}" for n, i in bare], ", "),
            ),
        )


@rule(
    "RB016",
    zh="编号 {id} 用了两次（前一次是第{first}项）。请改成不同的编号。",
    en="the id {id} is used twice (first by entry {first}). Give another.",
    waivable=False,
)
def ids_differ(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Ids within a bulletin differ. / 清单的编号不重复。

    An id is the address of the problem on the site and its name over the editions.

    编号是问题在网站上的地址，也是它在前后各期里的名字。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "1", title: 台账更新不及时, status: ongoing}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
          - {id: "2", title: 台账更新不及时, status: ongoing}
    """
    met: dict[str, int] = {}
    for index, issue in enumerate(bulletin.issues):
        if issue.id and issue.id in met:
            yield at("issues", index, "id", id=issue.id, first=met[issue.id])
        met.setdefault(issue.id, index + 1)


@rule(
    "RB017",
    zh="编号 {id} 排在 {before} 之后，顺序不对。请按编号排列。",
    en="the id {id} stands after {before}. Put the entries in order.",
)
def ids_in_order(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Ids are in order. / 清单按编号排列。

    Compared number by number: 1.2, 1.10, 2.1.

    逐段按数字比较：1.2、1.10、2.1。

    Bad:
        issues:
          - {id: "1.10", title: 巡查记录不全, status: completed}
          - {id: "1.2", title: 台账更新不及时, status: ongoing}
    Good:
        issues:
          - {id: "1.2", title: 台账更新不及时, status: ongoing}
          - {id: "1.10", title: 巡查记录不全, status: completed}
    """
    named = [(index, issue.id) for index, issue in enumerate(bulletin.issues) if PLAIN.fullmatch(issue.id)]
    met: set[str] = set()
    for (_index, one), (index, next_) in pairwise(named):
        met.add(one)
        if _order(next_) < _order(one) and next_ not in met:  # an id that is used twice is RB016's
            yield at("issues", index, "id", id=next_, before=one)


@rule(
    "RB029",
    severity=Severity.WARNING,
    zh="问题 {id} 的整改措施“{measure}”写了两次。请删去一条。",
    en="problem {id}: the measure “{measure}” is given twice. Take one out.",
)
def measures_differ(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No measure of an entry is given twice. / 同一个问题的整改措施不重复。

    Two measures that read alike are one, or one of them was pasted over another.

    两条一样的措施，不是多写了一条，就是粘贴时盖掉了另一条。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, measures: [每周抽查记录, 每周抽查记录]}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: ongoing, measures: [每周抽查记录, 交接班双方签字]}
    """
    for index, issue in enumerate(bulletin.issues):
        for spot, measure in enumerate(issue.measures):
            if measure and measure in issue.measures[:spot]:
                yield at("issues", index, "measures", spot, id=issue.id, measure=measure)


@rule(
    "RB025",
    zh="编号“{id}”会成为网址，只能用英文字母、数字、点和连字符。",
    en="the id “{id}” becomes an address: letters, digits, dots and hyphens only.",
    waivable=False,
)
def ids_plain(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """An id is fit to be an address. / 编号可以用作网址。

    Letters, digits, dots and hyphens, such as 1.1 or A-3.

    用英文字母、数字、点和连字符，如 1.1、A-3。

    Bad:
        issues:
          - {id: 一（1）, title: 巡查记录不全, status: completed}
    Good:
        issues:
          - {id: "1.1", title: 巡查记录不全, status: completed}
    """
    for index, issue in enumerate(bulletin.issues):
        if issue.id and not PLAIN.fullmatch(issue.id):
            yield at("issues", index, "id", id=issue.id)


def _first(names: list[str], mark: str, most: int = 10) -> str:
    return mark.join(names[:most]) + ("…" if len(names) > most else "")


def _order(id_: str) -> list[tuple[int, int, str]]:
    """Digits by their value, however many there are; they come before letters."""
    parts = [part.lstrip("0") if part.isdecimal() else part for part in re.split(r"[.-]", id_)]
    return [(0, len(part), part) if part.isdecimal() or not part else (1, 0, part) for part in parts]
