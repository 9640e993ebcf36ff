"""Figures that changed between two versions of a bulletin, and the relations that each of them enters."""

from collections.abc import Iterator
from typing import Any

from bulletin.figures import Figure
from bulletin.findings import Words
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.review.fact import NOTHING, Fact, part, shown
from bulletin.site import Site
from bulletin.validate import dotted
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


def declared(bulletin: Bulletin, site: Site) -> list[Check]:
    """The relations between figures of the front matter, declared and itemised."""
    return [check for check in checks(bulletin, site) if check.witness is not Witness.STATED]


def _ledger(
    at: At, old: Counts | Tally | None, new: Counts | Tally | None, bulletin: Bulletin, site: Site
) -> Iterator[Fact]:
    """The fields of a ledger; each figure with the relations that it enters now."""
    of = f"{one.name}：" if isinstance(one := new or old, Tally) else ""
    model = type(one) if one else Counts
    for field in model.model_fields:
        before, after = (getattr(ledger, field) if ledger else None for ledger in (old, new))
        if field == "parts":
            for status in dict.fromkeys([*(before or {}), *(after or {})]):
                pair = [shown((parts or {}).get(status)) for parts in (before, after)]
                if pair[0] != pair[1]:
                    name = Words(of + site.label(status), of + status)
                    related = _relations(at, field, status, bulletin, site) if new else ()
                    yield Fact("figure", dotted((*at, field, status)), name, pair[0], pair[1], NOTHING, related)
        elif shown(before) != shown(after) and not (field == "name" and old and new):
            name = part(Words(of, of), (str(at[0]), field))
            related = _relations(at, field, "", bulletin, site) if new else ()
            yield Fact("figure", dotted((*at, field)), name, shown(before), shown(after), _gap(before, after), related)


def _gap(before: Any, after: Any) -> Words:
    if isinstance(before, Figure) and isinstance(after, Figure) and before.exact and after.exact:
        by = after.low - before.low
        return Words(f"{by:+f}", f"{by:+f}")
    return NOTHING


def _relations(at: At, field: str, status: str, bulletin: Bulletin, site: Site) -> tuple[str, ...]:
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
    sums = [
        f"{check.relation}（{check.words}）" for check in declared(bulletin, site) if check.relation not in other_way
    ]
    said = [
        f"第{bound.claim.line}行：{bound.claim.quote}（{'一致' if bound.agrees else '不一致'}）"
        for bound in bind(bulletin, stated(bulletin), site)
        if bound.at == (*at, field) and not status
    ]
    return (*sums, *said)
