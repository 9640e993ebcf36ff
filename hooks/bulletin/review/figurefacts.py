"""Figures that changed between two versions of a bulletin, and the relations that each of them enters."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bulletin.figures import Figure, Verdict
from bulletin.findings import Words
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.review.fact import NOTHING, Fact, part, shown
from bulletin.site import Site
from bulletin.validate import dotted
from bulletin.witnesses import english
from bulletin.witnesses.binding import bind, stated
from bulletin.witnesses.relations import Check, Witness
from bulletin.witnesses.selfcheck import checks

MARKED = "\ufffc"  # in the place of a figure, to find the relations that it enters


def figures(old: Bulletin, new: Bulletin, site: Site) -> Iterator[Fact]:
    """What changed in `counts` and `tallies`; a tally is known by its name."""
    yield from _ledger(("counts",), old.counts, new.counts, new, site)
    was, now = ({tally.name: (index, tally) for index, tally in enumerate(one.tallies)} for one in (old, new))
    for name in dict.fromkeys([*now, *was]):
        index, after = now.get(name, (0, None))
        yield from _ledger(("tallies", index), was.get(name, (0, None))[1], after, new, site)


class Told(NamedTuple):
    """A relation as a reviewer is told of it: of which ledger, in figures and signs, and what came of it."""

    ledger: Words
    relation: Words
    verdict: Verdict
    words: Words

    @property
    def whole(self) -> Words:
        """The relation with what came of it, in one line."""
        return Words(f"{self.relation.zh}（{self.words.zh}）", f"{self.relation.en} ({self.words.en})")


def told(check: Check, site: Site) -> Told:
    """A relation in both languages; statuses are called by their keys in English."""
    labels = {status.label: key.replace("_", " ") for key, status in site.vocabulary.items()}
    return Told(
        Words(check.ledger, english.ledger(check.ledger)),
        Words(check.relation, english.relation(check.relation, labels)),
        check.verdict,
        Words(check.words, english.VERDICTS[check.verdict]),
    )


def declared(bulletin: Bulletin, site: Site) -> list[Check]:
    """The relations between figures of the front matter, declared and itemised."""
    return [check for check in checks(bulletin, site) if check.witness is not Witness.STATED]


def _ledger(
    at: At, old: Counts | Tally | None, new: Counts | Tally | None, bulletin: Bulletin, site: Site
) -> Iterator[Fact]:
    """The fields of a ledger; each figure with the relations that it enters now."""
    one = new or old
    of = Words(f"{one.name}：", f"{one.name}:") if isinstance(one, Tally) else NOTHING
    model = type(one) if one else Counts
    for field in model.model_fields:
        before, after = (getattr(ledger, field) if ledger else None for ledger in (old, new))
        if field == "parts":
            for status in dict.fromkeys([*(before or {}), *(after or {})]):
                pair = [shown((parts or {}).get(status)) for parts in (before, after)]
                if pair[0] != pair[1]:
                    name = Words(of.zh + site.label(status), f"{of.en} {status}".strip())
                    related = _relations(at, field, status, bulletin, site) if new else ()
                    yield Fact("figure", dotted((*at, field, status)), name, pair[0], pair[1], NOTHING, related)
        elif shown(before) != shown(after) and not (field == "name" and old and new):
            name = part(of, (str(at[0]), field))
            related = _relations(at, field, "", bulletin, site) if new else ()
            yield Fact("figure", dotted((*at, field)), name, shown(before), shown(after), _gap(before, after), related)


def _gap(before: Any, after: Any) -> Words:
    if isinstance(before, Figure) and isinstance(after, Figure) and before.exact and after.exact:
        by = after.low - before.low
        return Words(f"{by:+f}", f"{by:+f}")
    return NOTHING


def _relations(at: At, field: str, status: str, bulletin: Bulletin, site: Site) -> tuple[Words, ...]:
    """The sums and rates that a figure enters, found by putting a mark in its place; then the sentences that repeat it."""
    ledger = bulletin.counts if at[0] == "counts" else bulletin.tallies[int(at[1])]
    value = ledger.parts.get(status) if ledger and status else getattr(ledger, field)
    if not ledger or not isinstance(value, Figure):
        return ()
    marked = Figure(value.low, value.high, MARKED)
    other = ledger.model_copy(update={field: {**ledger.parts, status: marked} if status else marked})
    tallies = tuple(other if ("tallies", n) == at else tally for n, tally in enumerate(bulletin.tallies))
    update = {"counts": other} if at[0] == "counts" else {"tallies": tallies}
    other_way = {check.relation for check in declared(bulletin.model_copy(update=update), site)}
    sums = [told(check, site).whole for check in declared(bulletin, site) if check.relation not in other_way]
    said = [
        Words(
            f"第{bound.claim.line}行：{bound.claim.quote}（{'一致' if bound.agrees else '不一致'}）",
            f"line {bound.claim.line}: {bound.claim.quote} ({'agrees' if bound.agrees else 'differs'})",
        )
        for bound in bind(bulletin, stated(bulletin), site)
        if bound.at == (*at, field) and not status
    ]
    return (*sums, *said)
