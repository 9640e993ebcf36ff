"""RB715, RB716: blanks where none belong, and characters that cannot be seen."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity, Words
from bulletin.front import UNSEEN
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, hits, lines_of, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

CODED = Words("、", ", ")
BETWEEN = regex(rf"(?<=[{HAN}，。、；：！？”》）])[ \t]+(?=[{HAN}“《（，。、；：！？”》）])")
NAME = regex(rf"(?<![{HAN}])[{HAN}][ \t]+[{HAN}](?![{HAN}])")  # 王 刚: names are never touched
ODD = regex(r"[\u00a0\u2000-\u200a\u202f\u205f]+")
LEADING = regex(rf"^[ \t\u3000]+(?=[{HAN}\d（(“《①-⑳])", re.MULTILINE)
LIST = regex(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
HIDDEN = regex(f"[{UNSEEN}]")
HOUSE = (
    (
        "between",
        Words("汉字之间有空格", "a blank stands between Chinese"),
        Words("请删去", "Take it out"),
    ),
    (
        "odd",
        Words("有不换行空格等特殊空格", "a no-break or other odd blank stands in the text"),
        Words("请删去", "Take it out"),
    ),
    (
        "leading",
        Words("行首有空格", "a line begins with a blank"),
        Words(
            "请删去：首行缩进由版式决定，四个空格以上还会被当作代码",
            "Take it out: the layout indents, and four blanks make it code",
        ),
    ),
)


@rule("RB715", severity=Severity.WARNING, zh="{what}{more}。{advice}。", en="{what}{more}. {advice}.")
def no_stray_blanks(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No blanks within or before Chinese. / 汉字之间、行首没有多余的空格。

    A blank within the text is printed; names written with one are left alone.

    正文里的空格会照样印出来。两字姓名中间的空格不算。

    Bad:
        ---
        有效维护了辖区道路的通行能力。 今后积极协调。
    Good:
        ---
        组长：王 刚，组员 3 名。
    """
    found = {"between": _between(bulletin), "odd": hits(bulletin, ODD), "leading": _leading(bulletin)}
    for kind, what, advice in HOUSE:
        if same := found[kind]:
            yield Spot(same[0].place, {"what": what, "more": lines_of(same), "advice": advice})


def _between(bulletin: Bulletin) -> list[Hit]:
    found = []
    for passage in passages(bulletin):
        if passage.heading or "|" in passage.text:  # a heading may be spaced, and the cells of a table
            continue
        names = {match.start() + 1 for match in NAME.finditer(passage.text)}
        found += [hit for match, hit in passage.find(BETWEEN) if match.start() not in names]
    return found


def _leading(bulletin: Bulletin) -> list[Hit]:
    return [hit for passage in passages(bulletin) if not LIST.search(passage.text) for _, hit in passage.find(LEADING)]


@rule(
    "RB716",
    zh="有看不见的字符：{codes}{more}。请删去后重新输入这几个字。",
    en="there are characters that cannot be seen: {codes}{more}. Delete them, and type the words anew.",
)
def nothing_unseen(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No characters that cannot be seen. / 没有看不见的字符。

    Zero-width characters defeat the search; those that turn the direction of the text make it read otherwise than it is stored.

    零宽字符使人搜不到这个词；改变书写方向的字符，会使看到的与实际的不一样。

    Bad:
        ---
        安全\u200b隐患15处。
    Good:
        ---
        安全隐患15处。
    """
    if found := hits(bulletin, HIDDEN):
        codes = sorted({f"U+{ord(hit.words):04X}" for hit in found})
        yield Spot(found[0].place, {"codes": Words(*(sep.join(codes) for sep in CODED)), "more": lines_of(found)})
