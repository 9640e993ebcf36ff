"""RB401 to RB405: the editions of one inspection, which form a chain through `follows`; and each with the one before it."""

from collections.abc import Iterator

from bulletin import ledger
from bulletin.findings import Words
from bulletin.model import Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.site import Site


def compared(bulletins: list[Bulletin]) -> Iterator[tuple[Bulletin, Bulletin]]:
    """Each edition with the one before it that stands.

    A withdrawn edition says nothing any more: it is compared with none, and looked through to the one before it. Editions
    that are in no order (RB402, RB404) are not compared either, since neither is the earlier one.
    """
    known = {bulletin.id: bulletin for bulletin in bulletins}
    for new in bulletins:
        old = ledger.before(new, known)
        if new.state != "withdrawn" and old and _in_order(old, new):
            yield old, new


def _in_order(old: Bulletin, new: Bulletin) -> bool:
    return not old.date or not new.date or old.date < new.date


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

    Bad:
        follows: bulletins/2023/anquan-xuncha.md
    Good:
        # a.md
        id: anquan-xuncha-1
        # b.md
        date: 2024-12-30
        follows: anquan-xuncha-1
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

    By the dates of the documents. The editions of a chain may be years apart.

    按成文日期比较。各期之间可以相隔几年。

    Bad:
        # a.md
        date: 2024-08-30
        # b.md
        date: 2024-03-30
        follows: a
    Good:
        # a.md
        date: 2024-08-30
        # b.md
        date: 2025-03-30
        follows: a
    """
    rings = {name for ring in _rings(bulletins) for name in ring}
    dated = {bulletin.id: bulletin.date for bulletin in bulletins}
    for bulletin in bulletins:
        before = dated.get(bulletin.follows)
        if before and bulletin.date and before >= bulletin.date and bulletin.id not in rings:
            yield bulletin, at("follows", follows=bulletin.follows, before=before, date=bulletin.date)


@rule(
    "RB403",
    across=True,
    zh="“{follows}”已经有后一期 {other}。一期只能有一个后一期，请核对 follows。",
    en="“{follows}” is already followed by {other}. An edition has one successor: check follows.",
)
def one_successor(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """An edition has one successor. / 一期只有一个后一期。

    A chain that forks has two states of one inspection on one day. A withdrawn edition makes room for another.

    链条分岔，同一次检查就有了两种“目前情况”。已撤回的不算，可以另出一期。

    Bad:
        # a.md
        date: 2024-08-30
        # b.md
        date: 2024-12-30
        follows: a
        # c.md
        date: 2025-03-30
        follows: a
    Good:
        # a.md
        date: 2024-08-30
        # b.md
        date: 2024-12-30
        follows: a
        # c.md
        date: 2025-03-30
        follows: b
    """
    met: dict[str, str] = {}
    for bulletin in bulletins:
        if bulletin.state == "withdrawn":
            continue
        if bulletin.follows in met:
            yield bulletin, at("follows", follows=bulletin.follows, other=met[bulletin.follows])
        if bulletin.follows:
            met.setdefault(bulletin.follows, bulletin.file)


@rule(
    "RB404",
    across=True,
    zh="{ring}。第一期没有上一期，请删去它的 follows。",
    en="{ring}. The first edition follows none: take its follows away.",
)
def no_ring(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """A chain has a beginning. / 链条有头。

    Editions that follow one another in a ring, or one that follows itself, have no first one.

    各期首尾相接，或者自己接自己，就没有第一期了。

    Bad:
        # a.md
        date: 2024-08-30
        follows: b
        # b.md
        date: 2024-12-30
        follows: a
    Good:
        # a.md
        date: 2024-08-30
        # b.md
        date: 2024-12-30
        follows: a
    """
    known = {bulletin.id: bulletin for bulletin in bulletins}
    for ring in _rings(bulletins):
        first = known[ring[0]]
        names = " → ".join([*ring, ring[0]])
        alone = Words(f"“{ring[0]}”接续的是自己", f"“{ring[0]}” follows itself")
        several = Words(f"各期首尾相接：{names}", f"the editions follow one another in a ring: {names}")
        yield first, at("follows", ring=several if len(ring) > 1 else alone)


@rule(
    "RB405",
    across=True,
    zh="上一期“{follows}”还是草稿，没有发布，读者找不到它。请先发布上一期，或核对 follows。",
    en="the previous edition “{follows}” is a draft that no reader can find. Publish it first, or check follows.",
)
def predecessor_published(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """The edition that is followed is published. / 所接续的上一期已经发布。

    A draft is left out of the site, and with it the beginning of the chain and everything that is compared with it.

    草稿不发布。接在草稿后面，链条就断了，与上期的比较也没有了。

    Bad:
        # a.md
        state: draft
        # b.md
        date: 2024-12-30
        follows: a
    Good:
        # a.md
        state: draft
        # b.md
        state: draft
        date: 2024-12-30
        follows: a
    """
    drafts = {bulletin.id for bulletin in bulletins if bulletin.state == "draft"}
    for bulletin in bulletins:
        if bulletin.follows in drafts and bulletin.state != "draft":
            yield bulletin, at("follows", follows=bulletin.follows)


def _rings(bulletins: list[Bulletin]) -> Iterator[list[str]]:
    """The rings among the editions, each once, from the member that comes first."""
    follows = {bulletin.id: bulletin.follows for bulletin in bulletins}
    done: set[str] = set()
    for start in follows:
        way: list[str] = []
        name = start
        while name in follows and name not in done:
            done.add(name)
            way.append(name)
            name = follows[name]
        if name in way:
            ring = way[way.index(name) :]
            least = ring.index(min(ring))
            yield ring[least:] + ring[:least]
