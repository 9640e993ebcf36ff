"""The self-check of a bulletin, before the reader's eyes: each relation of its figures, what it says, whether it holds."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from bulletin.figures import VERDICTS, Figure, Verdict, adds_up, rate_holds
from bulletin.ledger import tallied
from bulletin.model import Bulletin, Counts, Tally, Waiver
from bulletin.site import Site
from bulletin.witnesses.recount import stated_checks
from bulletin.witnesses.relations import Check, Term, Witness

REGISTER = "清单"
SUMS = ("RB1", "RB3", "RB4")  # the rules whose waivers explain figures
ADVICE = {"RB104", "RB305", "RB307", "RB308", "RB309", "RB310"}  # but these say of no figure that it is wrong


class Table(NamedTuple):
    """The relations as they are shown: the declared ones by ledger, those of the prose in its order, what explains them."""

    ledgers: list[tuple[str, list[Check]]]
    prose: list[Check]
    explained: list[Waiver]

    @property
    def declared(self) -> list[Check]:
        """Those of the front matter, of all ledgers."""
        return [check for _, same in self.ledgers for check in same]

    @property
    def stated(self) -> list[Check]:
        """Those of the prose of which something can be told."""
        return [check for check in self.prose if check.told]

    @property
    def untold(self) -> list[Check]:
        """Those of the prose of which nothing can be told: no reader is alarmed by them, or misses them."""
        return [check for check in self.prose if not check.told]

    @property
    def wrong(self) -> bool:
        """Something does not add up: a bulletin that says so is published only with the reason why."""
        return any(check.verdict is Verdict.DOES_NOT_ADD_UP for check in (*self.declared, *self.prose))

    @property
    def reasons(self) -> list[Waiver]:
        """Why something does not add up."""
        return [waiver for waiver in self.explained if waiver.rule not in ADVICE]

    @property
    def spots(self) -> list[tuple[str, str]]:
        """The sentences in which the relations stand, each with its address."""
        return list({check.anchor: check.quote for check in self.prose}.items())

    @property
    def summary(self) -> str:
        """How many relations there are, and how many hold."""
        shown = [*self.declared, *self.stated]
        told = Counter(check.verdict for check in shown)
        if not shown or len(told) == 1:
            return f"核对了{len(shown)}项，都{shown[0].words}。" if shown else ""
        return (
            f"核对了{len(shown)}项，"
            + "，".join(f"{told[v]}项{words}" for v, words in VERDICTS.items() if told[v])
            + "。"
        )


def table(bulletin: Bulletin, site: Site) -> Table | None:
    """The relations of a bulletin, arranged for readers; None where its figures have none."""
    found = checks(bulletin, site)
    declared = [check for check in found if check.witness is not Witness.STATED]
    ledgers = [(name, [*same]) for name, same in groupby(declared, lambda check: check.ledger)]
    prose = [check for check in found if check.witness is Witness.STATED]
    explained = [waiver for waiver in bulletin.waive if waiver.rule.startswith(SUMS)]
    return Table(ledgers, prose, explained) if found else None


def checks(bulletin: Bulletin, site: Site) -> list[Check]:
    """Every relation that the figures of a bulletin must satisfy; empty where it gives none."""
    noun = "问题" if bulletin.inspection else "事项"
    found = [*_ledger(noun, bulletin.counts, site), *_register(bulletin, noun, site)] if bulletin.counts else []
    found += [check for tally in bulletin.tallies for check in _ledger(tally.name, tally, site)]
    return [*found, *stated_checks(bulletin, site)]


def _ledger(name: str, ledger: Counts | Tally, site: Site) -> Iterator[Check]:
    total, done, left = ledger.total, ledger.completed, ledger.ongoing
    if total and done and left:
        parts = [Term("已完成", done), Term("未完成", left)]
        yield _sum(name, parts, Term("总数", total))
    for bucket, words, whole in (("completed", "已完成", done), ("ongoing", "未完成", left)):
        parts = [
            Term(site.label(status), figure) for status, figure in ledger.parts.items() if site.bucket(status) == bucket
        ]
        if parts and whole:
            yield _sum(name, parts, Term(words, whole))
    if total and done and ledger.rate:
        relation = f"已完成{done} ÷ 总数{total} = {ledger.rate}"
        figures = (Term("已完成", done), Term("总数", total), Term("完成率", ledger.rate))
        yield Check(Witness.DECLARED, name, relation, rate_holds(done, total, ledger.rate), figures)


def _sum(name: str, parts: list[Term], whole: Term) -> Check:
    told = " + ".join(f"{part.label}{part.figure}" for part in parts)
    verdict = adds_up([part.figure for part in parts], whole.figure)
    return Check(Witness.DECLARED, name, f"{told} = {whole.label}{whole.figure}", verdict, (*parts, whole))


def _register(bulletin: Bulletin, noun: str, site: Site) -> Iterator[Check]:
    """The entries of the register against the declared counts; where none has a status, only how many there are."""
    if not bulletin.counts or not bulletin.issues:
        return
    bare = not any(site.bucket(issue.status) for issue in bulletin.issues)
    listed = tallied(bulletin, site)
    for field, said, words in (
        ("total", f"所列{noun}", "总数"),
        ("completed", "中已完成", "公布的已完成"),
        ("ongoing", "中未完成", "公布的未完成"),
    ):
        declared = getattr(bulletin.counts, field)
        if declared and not (bare and field != "total"):
            here = listed[field]
            figures = (Term(f"{REGISTER}{said}", here), Term(words, declared))
            relation = f"{REGISTER}{said}{here} = {words}{declared}"
            yield Check(Witness.ITEMISED, REGISTER, relation, _agree(here, declared), figures)


def _agree(listed: Figure, declared: Figure) -> Verdict:
    """Entries without a status may lie in either bucket: then the two may agree, which is not that they do."""
    verdict = adds_up([listed], declared)
    return verdict if listed.exact or verdict is Verdict.DOES_NOT_ADD_UP else Verdict.CANNOT_TELL
