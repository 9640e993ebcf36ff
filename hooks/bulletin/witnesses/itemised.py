"""Announced lists whose entries say how far each has come, beside the figures for them: 9座危桥：①…已完成加固。②…正在施工。"""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import Claim, Kind
from bulletin.claims.units import together
from bulletin.figures import Figure
from bulletin.findings import Words
from bulletin.model import Bulletin
from bulletin.regex import regex
from bulletin.witnesses.binding import said
from bulletin.witnesses.listed import Listed, lists

LEFT = regex(
    "正在|在建|进场|施工(?!完)|推进中|尚未|仍未|还未|未(?:完|开|整|动|竣|办|交)|仍在|前期|招标|筹[集措备]|拟|计划|准备|列入|待|抓紧|加快|停工|暂停"
)
DONE = regex(
    "(?:完成|完工|竣工|办结|交房|通车|投用|建成|销号|修复)(?!前)|整改(?:到位|完毕)|已(?:全部|按期|如期)?(?:整改|加固)"
)


class Progress(NamedTuple):
    """How many entries of a list are done and left, and the figures that are stated for the same."""

    listed: Listed
    done: int
    left: int
    completed: Figure
    ongoing: Figure
    source: Words

    @property
    def agrees(self) -> bool:
        """The entries come to the figures."""
        return self.completed.meets(Figure.of(self.done)) and self.ongoing.meets(Figure.of(self.left))


def progress(bulletin: Bulletin, found: list[Claim]) -> Iterator[Progress]:
    """Each list of which every entry says plainly whether it is done, with a ledger or a sentence that has its total."""
    for listed in lists(bulletin.body):
        told = [_done(entry) for entry in listed.texts]
        if not listed.whole or not listed.agrees or None in told:
            continue
        done = sum(map(bool, told))
        for completed, ongoing, source in [*_declared(listed, bulletin), *_stated(listed, bulletin, found)][:1]:
            yield Progress(listed, done, len(told) - done, completed, ongoing, source)


def _done(entry: str) -> bool | None:
    """What is left outweighs what is done: the old bridge is pulled down, and the new one being built."""
    if LEFT.search(entry):
        return False
    return True if DONE.search(entry) else None


def _declared(listed: Listed, bulletin: Bulletin) -> Iterator[tuple[Figure, Figure, Words]]:
    for tally in bulletin.tallies:
        same = tally.total == listed.figure and together(tally.unit, listed.unit)
        if same and tally.completed and tally.ongoing and tally.name in listed.clause.replace("的", ""):
            yield tally.completed, tally.ongoing, Words(f"“{tally.name}”", f"“{tally.name}”")


def _stated(listed: Listed, bulletin: Bulletin, found: list[Claim]) -> Iterator[tuple[Figure, Figure, Words]]:
    line = bulletin.body_line + bulletin.body.count("\n", 0, listed.start)
    for claim in found:
        told = said(claim)
        completed, ongoing = told["completed"], told["ongoing"]
        same = claim.kind == Kind.STATUS and claim.line == line and claim.total == listed.figure
        if same and completed and ongoing and together(claim.unit, listed.unit):
            yield completed, ongoing, Words("前文", "the text before")
