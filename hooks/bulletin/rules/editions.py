"""RB4xx: the editions of one inspection, which form a chain through `follows`."""

from collections.abc import Iterator

from bulletin.model import Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.site import Site


@rule(
    "RB401",
    across=True,
    zh="follows 写的“{follows}”不是任何一期通报的代号。请核对。",
    en="follows names “{follows}”, which is no bulletin's id. Check it.",
)
def predecessor_known(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """The edition that is followed exists. / 所接续的上一期存在。

    `follows` is the id of the previous edition: its `id`, or else its file's name.

    follows 写上一期的代号，即它的 id，没有 id 就是文件名。
    """
    known = {bulletin.id for bulletin in bulletins}
    for bulletin in bulletins:
        if bulletin.follows and bulletin.follows not in known:
            yield bulletin, at("follows", follows=bulletin.follows)


@rule(
    "RB402",
    across=True,
    zh="上一期“{follows}”的成文日期是 {before}，不早于本期的 {date}。请核对。",
    en="the previous edition “{follows}” is dated {before}, not before this one ({date}). Check.",
)
def editions_in_time(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """An edition is later than the one it follows. / 后一期晚于前一期。

    This also rules out an edition that follows itself, and chains that close in a ring.

    这也排除了自己接自己、首尾相接的情形。
    """
    dated = {bulletin.id: bulletin.date for bulletin in bulletins}
    for bulletin in bulletins:
        before = dated.get(bulletin.follows)
        if before and bulletin.date and before >= bulletin.date:
            yield bulletin, at("follows", follows=bulletin.follows, before=before, date=bulletin.date)


@rule(
    "RB403",
    across=True,
    zh="“{follows}”已经有后一期 {other}。一期只能有一个后一期，请核对 follows。",
    en="“{follows}” is already followed by {other}. An edition has one successor: check follows.",
)
def one_successor(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """An edition has one successor. / 一期只有一个后一期。

    A chain that forks has two states of one inspection on one day.

    链条分岔，同一次检查就有了两种“目前情况”。
    """
    met: dict[str, str] = {}
    for bulletin in bulletins:
        if bulletin.follows in met:
            yield bulletin, at("follows", follows=bulletin.follows, other=met[bulletin.follows])
        if bulletin.follows:
            met.setdefault(bulletin.follows, bulletin.path)
