"""The figures of a bulletin, checked before the reader's eyes: each relation, what it says, whether it holds."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.figures import Figure, Verdict, adds_up, rate_holds
from bulletin.model import Bulletin, Counts, Tally
from bulletin.site import Site

WORDS = {
    Verdict.ADDS_UP: "对平",
    Verdict.LAST_DIGIT: "末位取舍",
    Verdict.DOES_NOT_ADD_UP: "不符，通报已作说明",  # without a waiver it would not have been published
    Verdict.CANNOT_TELL: "无法核对",
}


class Check(NamedTuple):
    """One relation: of which ledger, in figures and signs, and what came of it."""

    ledger: str
    relation: str
    verdict: Verdict

    @property
    def words(self) -> str:
        """The verdict as a citizen reads it."""
        return WORDS[self.verdict]


def checks(bulletin: Bulletin, site: Site) -> list[Check]:
    """Every relation that the figures of a bulletin must satisfy; empty where it gives none."""
    noun = "问题" if bulletin.inspection else "事项"
    found = [*_ledger(noun, bulletin.counts, site), *_register(bulletin, noun, site)] if bulletin.counts else []
    return found + [check for tally in bulletin.tallies for check in _ledger(tally.name, tally, site)]


def _ledger(name: str, ledger: Counts | Tally, site: Site) -> Iterator[Check]:
    total, done, left = ledger.total, ledger.completed, ledger.ongoing
    if total and done and left:
        yield Check(name, f"已完成{done} + 未完成{left} = 总数{total}", adds_up([done, left], total))
    for bucket, words, whole in (("completed", "已完成", done), ("ongoing", "未完成", left)):
        parts = {status: figure for status, figure in ledger.parts.items() if site.bucket(status) == bucket}
        if parts and whole:
            told = " + ".join(f"{site.label(status)}{figure}" for status, figure in parts.items())
            yield Check(name, f"{told} = {words}{whole}", adds_up([*parts.values()], whole))
    if total and done and ledger.rate:
        yield Check(name, f"已完成{done} ÷ 总数{total} = {ledger.rate}", rate_holds(done, total, ledger.rate))


def _register(bulletin: Bulletin, noun: str, site: Site) -> Iterator[Check]:
    """The declared counts against the entries of the register."""
    counts, number = bulletin.counts, sum(issue.stands_for for issue in bulletin.issues)
    if not counts or not number:
        return
    if counts.total:
        entries = Figure.of(number)
        yield Check("清单", f"清单所列{noun}{number} = 总数{counts.total}", adds_up([entries], counts.total))
    buckets: Counter[str] = Counter()
    for issue in bulletin.issues:
        buckets[site.bucket(issue.status)] += issue.stands_for
    if buckets[""]:
        return
    for bucket, words, figure in (("completed", "已完成", counts.completed), ("ongoing", "未完成", counts.ongoing)):
        if figure:
            here = Figure.of(buckets[bucket])
            yield Check("清单", f"清单中{words}{buckets[bucket]} = 公布的{words}{figure}", adds_up([here], figure))
