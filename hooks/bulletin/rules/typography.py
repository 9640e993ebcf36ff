"""RB71x: punctuation, brackets, quotes and blanks in the prose (GB/T 15834-2011). Nothing is changed, only shown."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, by_words, hits, lines_of, listed, passages, times
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

NEAR = rf"[{HAN}“”‘’、。《》（）：；，！？【】〔〕…]"
FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", '"': "“…”", "(": "（", ")": "）", ".": "。"}
HALF = regex(rf'(?<={NEAR})[,;:!?"](?!\[)|[,;:?"](?={NEAR})|!(?={NEAR})(?!\[)|(?<=[{HAN}])\.(?=[{HAN}]|\s|\Z)')
PAIR = regex(rf"\((?=[^（）()\n]{{0,200}}?[{HAN}])[^（）()\n]{{1,200}}\)")  # (52.3%) is no Chinese
MIXED = regex(r"（[^（）()\n]{0,200}\)|\([^（）()\n]{0,200}）")
ENUMERATION = regex(r"[^《》\n]{1,6}》、《[^《》\n]{0,6}|[^“”\n]{1,6}”、“[^“”\n]{0,6}")
PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』"}
CLOSING = {close: opening for opening, close in PAIRS.items()}
SAME = {"(": "（", ")": "）"}  # of which width is another rule's matter
ITEM = regex(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）)]")
TWICE = regex(r"[，。、；：][，。、；：]+|%%+|％％+")


def _brackets(bulletin: Bulletin) -> Iterator[Hit]:
    """Both brackets of each half-width pair around Chinese."""
    for passage in passages(bulletin):
        for match in PAIR.finditer(passage.text):
            yield Hit(passage, match.start(), "(")
            yield Hit(passage, match.end() - 1, ")")


def _full_width(bulletin: Bulletin) -> int:
    """How many brackets are full-width."""
    return sum(passage.text.count("（") for passage in passages(bulletin))


@rule(
    "RB711",
    severity=Severity.WARNING,
    zh="与汉字相邻的半角标点共{n}个：{marks}，第一处在第{line}行。请改为全角：{full}。",
    en="{n} half-width marks stand beside Chinese: {marks}, the first on line {line}. Use full-width ones: “{full}”.",
)
def full_width_marks(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Punctuation beside Chinese is full-width. / 汉字旁边用全角标点。

    Numbers (1.9, 1,286), times (8:30), addresses and code are left alone. However many there are, it is one finding.

    小数、千分位、时刻、网址、代码里的半角标点不算。不论有多少处，只提示一条。

    Bad:
        ---
        按照工作分工,我局负责危桥改造。
    Good:
        ---
        按照工作分工，我局8:30召开会议，追缴1,286元。
    """
    found = hits(bulletin, HALF)
    if not _full_width(bulletin):  # else half-width ones are mixed with them, which RB712 says
        found = sorted([*found, *_brackets(bulletin)], key=lambda hit: (hit.line, hit.offset))
    if found:
        kinds = by_words(found)
        full = "".join(FULL[kind[0].words] for kind in kinds)
        yield Spot(found[0].place, {"n": len(found), "marks": times(found), "line": found[0].line, "full": full})


@rule(
    "RB712",
    severity=Severity.WARNING,
    zh="括号全角、半角混用：{places}。汉字旁边的括号请一律用全角（）。",
    en="full-width and half-width brackets are mixed: {places}. Use “（）” beside Chinese throughout.",
)
def brackets_of_one_kind(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Brackets are of one width. / 括号用一种。

    Half-width brackets among full-width ones, or a pair of which each is of another width.

    全角括号里夹着半角括号，或者一对括号一半全角、一半半角。

    Bad:
        ---
        （一）加强领导。

        (二)落实责任。
    Good:
        ---
        （一）加强领导。

        （二）落实责任。
    """
    pairs = hits(bulletin, MIXED)
    found = pairs or (hits(bulletin, PAIR) if _full_width(bulletin) else [])
    if found:
        yield Spot(found[0].place, {"places": listed(found)})


@rule(
    "RB713",
    severity=Severity.WARNING,
    zh="并列的书名号、引号之间用了顿号：{places}。按 GB/T 15834—2011 第4.5.3.5条，通常不用顿号。",
    en="a 、 stands between adjacent titles or quotations: {places}. GB/T 15834-2011, 4.5.3.5, normally has none.",
)
def no_mark_between_titles(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No 、 between adjacent titles or quotations. / 并列的书名号、引号之间不用顿号。

    Where something else stands between them, such as a bracket after a title, the mark is right.

    书名号、引号之后还有括注等其他成分的，用顿号是对的。

    Bad:
        ---
        贯彻《安全生产法》、《公路法》。
    Good:
        ---
        贯彻《安全生产法》《公路法》，在“中秋”“国庆”前检查。
    """
    if found := hits(bulletin, ENUMERATION):
        yield Spot(found[0].place, {"places": listed(found)})


@rule(
    "RB714",
    severity=Severity.WARNING,
    zh="{mark} 没有配对{more}：「{words}」。请补上另一半，或删去。",
    en="{mark} has no partner{more}: 「{words}」. Add the other half, or take it out.",
)
def pairs_are_whole(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Quotes and brackets come in pairs. / 引号、括号成对。

    Within a paragraph each that opens is closed. A quotation that runs over paragraphs opens each of them anew.

    一段之内有开有合。跨段的引文，每段开头用前引号，最后一段才用后引号。

    Bad:
        ---
        落实“五条军规和“八个一律”。
    Good:
        ---
        落实“五条军规”和“八个一律”。
    """
    marked = passages(bulletin)
    for passage, after in zip(marked, (*marked[1:], None), strict=False):
        single = [Hit(passage, offset, passage.raw[offset]) for offset in _single(passage.text)]
        if single and passage.text.startswith("“") and after and after.text.startswith("“"):
            single = [hit for hit in single if hit.offset]  # a quotation that goes on in the next paragraph
        for same in by_words(single):
            words = passage.raw[same[0].offset : same[0].offset + 8].partition("\n")[0]
            yield Spot(same[0].place, {"mark": same[0].words, "words": words, "more": lines_of(same)})


def _single(text: str) -> list[int]:
    """Where a mark stands that is not closed, or that closes nothing; in a text without them, no time is lost."""
    items = {match.end() - 1 for match in ITEM.finditer(text) if _begins(text, match.start())}
    open_: dict[str, list[int]] = {}
    single: list[int] = []
    for match in re.finditer("[“”‘’《》（）()【】〔〕「」『』]", text):
        mark = SAME.get(match[0], match[0])
        if mark in PAIRS:
            open_.setdefault(mark, []).append(match.start())
        elif waiting := open_.get(CLOSING[mark]):
            waiting.pop()
        elif match.start() not in items and mark != "’":  # as in don’t
            single.append(match.start())
    return sorted(single + [offset for left in open_.values() for offset in left])


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n。；：，、 #"


@rule(
    "RB717",
    severity=Severity.WARNING,
    zh="标点重复：“{words}”{more}。请只留一个。",
    en="doubled punctuation: “{words}”{more}. Keep one.",
)
def marks_once(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A mark of punctuation stands once. / 标点不重复。

    Two stops or commas on end, or two percent signs, are left over from editing.

    两个句号、逗号相连，或者两个百分号，多是修改时留下的。

    Bad:
        ---
        整改率80.9%%。
    Good:
        ---
        整改率80.9%……
    """
    for same in by_words(hits(bulletin, TWICE)):
        yield Spot(same[0].place, {"words": same[0].words, "more": lines_of(same)})
