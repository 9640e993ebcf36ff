"""RB705: names of organs that vary within one bulletin; shown only where it is clear that they mean one."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity, Words
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, by_words, hits, passages
from bulletin.rules import Spot, rule
from bulletin.site import Site

KINDS = "支队|大队|总队|局|厅"
ORGAN = re.compile(
    rf"(?:^|[^{HAN}]|[由与和向经对时将被请让会同为给])(?P<said>[省市县区](?:(?![省市县区和与及、])[{HAN}]){{2,10}}?(?:{KINDS}))"
)
OURSELVES = re.compile(r"我们[局厅委]|(?<!自)我[局厅委](?!员)|本[局厅](?!部)")


@rule(
    "RB705",
    severity=Severity.WARNING,
    zh="同一单位有几种叫法：{names}。请统一。",
    en="one organ goes by several names: {names}. Use one.",
)
def one_name_for_one_organ(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """An organ goes by one name. / 一个单位一种叫法。

    Two names are taken for one organ only where the shorter is the longer without words in its middle
    (市交通执法支队, 市执法支队), and where the bureau speaks of itself in two ways (我局, 我们局).

    只在很清楚时提示：短的名称是长的名称去掉中间几个字，如“市交通执法支队”与“市执法支队”；或者自称不一，如“我局”与“我们局”。

    Bad:
        ---
        市交通执法支队牵头，由市执法支队统一指挥。
    Good:
        ---
        市交通执法支队牵头，由市交警支队配合，我局负责监督。
    """
    for same in [*_shortened(bulletin), _ourselves(bulletin)]:
        if len(same) > 1:
            zh = "、".join(f"“{kind[0].words}”（第{kind[0].line}行）" for kind in same)
            en = ", ".join(f"“{kind[0].words}” (line {kind[0].line})" for kind in same)
            yield Spot(same[-1][0].place, {"names": Words(zh, en)})


def _ourselves(bulletin: Bulletin) -> list[list[Hit]]:
    return by_words(hits(bulletin, OURSELVES))


def _shortened(bulletin: Bulletin) -> Iterator[list[list[Hit]]]:
    """Pairs of a full name and of the same without its middle; a name that would fit two full ones is left alone."""
    named = {same[0].words: same for same in by_words(_organs(bulletin))}
    for short, found in named.items():
        longer = [name for name in named if len(name) > len(short) and name[0] == short[0] and name.endswith(short[1:])]
        if len(longer) == 1 and len(short) >= 5:
            yield sorted((named[longer[0]], found), key=lambda same: (same[0].line, same[0].offset))


def _organs(bulletin: Bulletin) -> list[Hit]:
    return [hit for passage in passages(bulletin) for _, hit in passage.find(ORGAN)]
