"""RB72x: numbers of headings, of measures (一是…) and of listed things (①…) in sequence."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity
from bulletin.model import Bulletin
from bulletin.numerals import parse_numeral, write_numeral
from bulletin.passages import hits, listed, passages
from bulletin.prose import level
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

MARK = regex(
    r"^[ \t\u3000]*(?:#+ *)?((?:[一二三四五六七八九十]{1,3}、|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|\d{1,3}[.．](?![\d ])))"
)
ORDER = ["l1", "l2", "l3", "l4"]
POINTED = regex(r"(?m)^[ \t]*(?:#+ *)?(?P<said>\d{1,3}、(?!\d)|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]、)")
MEASURE = regex(r"(?<![第\w“《])([一二三四五六七八九十]{1,3})(是|要)(?![否素点件])")  # not “三要三不”, 三要素
FURTHEST = 2000  # characters back in which 整改情况一是 is looked for
DEEPEST = 8  # sequences within one another
Counted = dict[tuple[bool, str], int]  # how far the headings, and the items within the text, of each level have got
CIRCLED = regex("[①-⑳]")
NEXT = regex(r"(?:^|(?<=[。；，、：\n]))(其次(?=[，是要,])|再次(?=[，,]))")
FIRST = regex(r"首先|首要|首位|居首|最|第一|一是|一方面|其一")


def number(text: str) -> int:
    """A numeral's value: 7, 七, 二十七; 0 for anything else, as 一一."""
    try:
        return int(text) if text.isdigit() else parse_numeral(text) * (len(text) < 2 or "十" in text)
    except ValueError:
        return 0


@rule(
    "RB721",
    severity=Severity.WARNING,
    zh="序号“{mark}”不连续，这里应为“{due}”。请核对是序号写错，还是漏了一项。",
    en="“{mark}” is out of sequence: “{due}” is due here. Either the number is wrong or an item is missing.",
)
def outline_in_sequence(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Outline numbers are in sequence. / 层次序号连续。

    一、（一）1.（1）, each level from one under its heading, or going on from the last heading. A list may begin within a
    paragraph, and some of its items may be headings. Numbers that Markdown gives to a list itself (`1. `) are left alone.

    一、（一）1.（1）各级序号连续；下一级在每个上级标题之下从头编，或者接着往下编。第一项写在段落中间的，有的项是标题、有的是段落的，
    都连起来数。“1. ”这样由 Markdown 自动编号的列表不算。

    Bad:
        ---
        ## 一、主要工作

        ## 三、下一步措施
    Good:
        ---
        ## 一、主要工作

        ### （一）加强领导

        ## 二、下一步措施

        ### （一）巩固成果
    """
    last: Counted = {}
    before: Counted = {}
    loose = ""
    for passage in passages(bulletin):
        loose = "" if passage.heading else loose
        for start, line in passage.lines():
            mark = MARK.match(line)
            name = level(mark[1] + "x") if mark else ""
            if mark and name:
                here, value = (passage.heading, name), number(re.sub(r"[（()）、.．]", "", mark[1]))
                if value not in _due(last, before, here) and not _within(loose, name, _like(mark[1], value - 1)):
                    due = _like(mark[1], last.get(here, last.get((not passage.heading, name), 0)) + 1)
                    yield Spot(passage.place(start + mark.start(1)), {"mark": mark[1], "due": due})
                last[here] = before[here] = value
                _begin(last, passage.heading, name)
            elif passage.heading:
                last.clear()
            loose = (loose + line)[-FURTHEST:]


def _due(last: Counted, before: Counted, here: tuple[bool, str]) -> set[int]:
    """The numbers that may stand here; a list within the text may begin anew at any time."""
    heading, name = here
    on, other = last.get(here, 0), last.get((not heading, name), 0)
    anew = not heading and name in ("l3", "l4")
    on = on or before.get(here, 0)
    return {last.get(here, 0) + 1, on + 1, *([other + 1] if other else []), *([1] if anew else [])}


def _within(text: str, name: str, mark: str) -> bool:
    """The item before stands within a paragraph or a line: 反映两类情况：1.…, 1.甲镇 2.乙镇."""
    before = r"(?<!\d)" if name in ("l3", "l4") else "(?:^|[。；：，、:;,])"
    return bool(re.search(rf"{before}{re.escape(mark)}(?!\d{{1,2}}(?!\d))", text))


def _begin(last: Counted, heading: bool, name: str) -> None:
    """Lower levels begin anew; so does any list within the text under a heading."""
    below = ORDER[ORDER.index(name) + 1 :]
    for key in list(last):
        if key[1] in below or (heading and not key[0]):
            del last[key]


def _like(mark: str, value: int) -> str:
    """The mark with another number in it."""
    shown = str(value) if re.search(r"\d", mark) else write_numeral(value)
    return re.sub(r"\d+|[一二三四五六七八九十]+", shown, mark)


@rule(
    "RB722",
    severity=Severity.WARNING,
    zh="序号的标点不合规范：{places}。阿拉伯数字后用“.”，带括号的序号后不加标点（GB/T 15834—2011）。",
    en="numbers are pointed wrongly: {places}. After Arabic digits comes “.”, after brackets nothing (GB/T 15834-2011).",
)
def numbers_well_pointed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Numbers of items are pointed as the standard has it. / 序号后的标点合乎规范。

    一、 has 、, （一） has nothing, 1. has a dot, （1） has nothing.

    “一、”用顿号，“（一）”不加标点，“1.”用下脚点，“（1）”不加标点。

    Bad:
        ---
        1、加强领导。
    Good:
        ---
        1.加强领导。
    """
    if found := hits(bulletin, POINTED):
        yield Spot(found[0].place, {"places": listed(found)})


@rule(
    "RB723",
    severity=Severity.WARNING,
    zh="“{mark}”不连续，这里应为“{due}”。请核对是序号写错，还是漏了一项。",
    en="“{mark}” is out of sequence: “{due}” is due here. Either the number is wrong or an item is missing.",
)
def measures_in_sequence(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Measures are numbered without a gap. / “一是、二是、三是”不缺项。

    一是, 二是, 三是 under each heading, in one paragraph or over several; one sequence may stand within another.

    在每个标题之下核对，一段里的、分段的都算；一个序列里可以套着另一个。

    Bad:
        ---
        一是加强领导。三是压实责任。
    Good:
        ---
        一是加强领导。二是压实责任。
    """
    open_: dict[str, list[int]] = {}
    loose = ""
    for passage in passages(bulletin):
        for start, line in passage.lines():
            if passage.heading or (MARK.match(line) and level(line.lstrip("# \t\u3000"))):
                open_, loose = {}, ""
            for match in MEASURE.finditer(line):
                value, word = number(match[1]), match[2]
                if not _goes_on(open_.setdefault(word, []), value):
                    before = f"{write_numeral(value - 1)}{word}"  # as in 整改情况一是…
                    if (
                        value in open_[word]
                        or before not in loose + line[max(0, match.start() - FURTHEST) : match.start()]
                    ):
                        due = f"{write_numeral(max(open_[word], default=0) + 1)}{word}"
                        yield Spot(passage.place(start + match.start()), {"mark": match[0], "due": due})
                    open_[word] = [*(each for each in open_[word] if each != value), value]
            loose = (loose + line)[-FURTHEST:]


def _goes_on(open_: list[int], value: int) -> bool:
    """Whether a number goes on with one of the open sequences, the innermost first, or begins one."""
    if value == 1:
        open_[:] = [*open_[1 - DEEPEST :], 1]
        return True
    for index in reversed(range(len(open_))):
        if open_[index] == value - 1:
            open_[index:] = [value]
            return True
    return not value


@rule(
    "RB724",
    severity=Severity.WARNING,
    zh="有“{mark}”，前面没有“首先”“第一”一类的话。请补上，或删去“{mark}”。",
    en="“{mark}” comes without a first before it (“首先”, “第一”). Add it, or take this out.",
)
def a_first_before_the_next(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A second follows a first. / 有“其次”就有“首先”。

    Before 其次 stands 首先, 第一 or the like, in the same section.

    在同一节里，从上一个标题起往前找。

    Bad:
        ---
        其次，加强监督检查。
    Good:
        ---
        首先，健全责任制。其次，加强监督检查。
    """
    seen = ""
    for passage in passages(bulletin):
        seen = "" if passage.heading else seen
        for match, hit in passage.find(NEXT):
            if not FIRST.search(seen) and not FIRST.search(passage.text, 0, match.start()):
                yield Spot(hit.place, {"mark": hit.words})
                return
        seen += passage.text


@rule(
    "RB725",
    severity=Severity.WARNING,
    zh="“{mark}”前面没有“{due}”。请核对是编号写错，还是漏了一项。",
    en="“{mark}” comes without “{due}” before it. Either the number is wrong or an item is missing.",
)
def circled_in_sequence(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Circled numbers have no gap. / ①②③不缺项。

    Under each heading. Going back to a number that was there is left alone: it may be a reference.

    在每个标题之下核对。再次出现前面有过的编号，可能是引用，不算。

    Bad:
        ---
        ①孙村桥已加固。③康洼桥已加固。
    Good:
        ---
        ①孙村桥已加固。②康洼桥已加固。③见①。
    """
    most = 0
    for passage in passages(bulletin):
        most = 0 if passage.heading else most
        for _match, hit in passage.find(CIRCLED):
            value = ord(hit.words) - ord("①") + 1
            if value > most + 1:
                yield Spot(hit.place, {"mark": hit.words, "due": chr(ord("①") + most)})
            most = 1 if value == 1 else max(most, value)
