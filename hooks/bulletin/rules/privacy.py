"""RB6xx: privacy and masks."""

from collections.abc import Iterator

from bulletin.figures import Figure
from bulletin.findings import Words
from bulletin.model import At, Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.rules.counts import figures, ledgers
from bulletin.site import Site
from bulletin.validate import dotted


@rule(
    "RB601",
    zh="还有遮盖的数字：{fields}。公布前请补上；不能公布的就删去这一项。",
    en="figures are still masked: {fields}. Fill them in before publishing, or leave the fields out.",
)
def no_masks(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No figure is left masked. / 没有遗留的遮盖数字。

    A masked figure cannot be checked, and its width and its neighbours may give it away.

    遮盖的数无法核对，而它的位数、旁边的数又可能把它泄露出来。草稿里只作提示。

    Bad:
        counts: {total: XX, completed: 13, ongoing: 7}
    Good:
        counts: {total: 20, completed: 13, ongoing: 7}
    """
    masked = [
        (spot, figure)
        for here, ledger, _name in ledgers(bulletin)
        for spot, figure in figures(here, ledger)
        if figure.masked
    ]
    if masked:
        yield at(*masked[0][0], fields=_listed(masked))


def _listed(masked: list[tuple[At, Figure]]) -> Words:
    shown = [f"{dotted(spot)} {figure}" for spot, figure in masked[:3]]
    more = len(masked) - len(shown)
    return Words(
        "、".join(shown) + (f" 等{len(masked)}处" if more else ""),
        ", ".join(shown) + (f" and {more} more" if more else ""),
    )
