"""One datum stated twice in the prose: 查处超限超载车辆801台, and 801台 again ten paragraphs on.

Precision comes first: two figures are one datum only if the words for what is counted are the same, the unit, the
period (巡察反馈以来, 今年以来) and every body named beside them; or if both say definitely 巡察反馈的问题. And they are
said to differ only if one looks like a slip for the other: sections tell of their own shares in the same words.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.claims import Claim, Kind
from bulletin.claims.paragraphs import HEADING
from bulletin.claims.units import together
from bulletin.figures import Figure
from bulletin.regex import regex
from bulletin.sentences import in_print

PERIOD = regex(
    r"[^，。；（）\s]{0,14}?以来|截[至止到][^，。；、]{0,14}|今年|去年|上年|本月|上月|本期|上期|同期|本轮|上轮|首轮|"
    r"(?:\d{4}年)?(?:上半年|下半年|[一二三四]季度|\d{1,2}月份?(?:\d{1,2}日)?)|\d{4}年度?"
)
FEEDBACK = regex("^.*反馈(意见)?以来")
BODY = regex(r"[\u4e00-\u9fff]{1,8}?(?:市|县|区|局|队|科|镇|乡|村|中心|公司|集团|机构|部门|单位|企业集团|办)")
NEUTRAL = regex(
    "(?:[一二三四五六七八九十]是|共计?|累计|已经?|先后|一共|总共|合计|其中|目前|路面|执法|现场|全市|我市|全局|我局)+"
)
DEFINITE = regex("(?:反馈|交办|指出|发现|移交)的$")
PROBLEMS = regex("(?:具体)?问题(?!线索|整改|措施)[^，。；：已正未尚均全完]{0,12}(?:[，。；：]|$)")
GROUNDS = regex("(?:^|(?<=[，、；]))(?:根据|按照|依据|针对)[^，；]*")
NAMED = regex(
    r"^#*\s*+(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|\d{1,2}[.．])?\s*(?P<body>[\u4e00-\u9fff]{1,14}?"
    "(?:市|县|区|局|队|科|处|镇|乡|村|中心|公司|集团|办|部门|单位))(?:(?:整改|落实|工作|进展)*情况)?"
)
REACH = 240  # characters to either side in which the words for a figure are looked for
FEW = 10
SHORTEST = 6  # characters: 隐患5处 here and 隐患7处 there are two things


class Repeat(NamedTuple):
    """Two claims of one datum."""

    first: Claim
    second: Claim

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """What each says."""
        assert self.first.total
        assert self.second.total
        return self.first.total, self.second.total

    @property
    def agrees(self) -> bool:
        """Both can mean the same number."""
        one, other = self.figures
        return one.meets(other)


class _Datum(NamedTuple):
    """What a figure is of, as far as the words tell; figures of equal data are one datum."""

    words: str
    period: str
    bodies: frozenset[str]


def repeats(text: str, found: list[Claim], first_line: int = 1) -> Iterator[Repeat]:
    """Each later statement of a datum with the first one."""
    lines = in_print(text).split("\n")
    chains = [claim for claim in found if claim.kind == Kind.DECOMPOSE][:REACH]
    sections = list(_sections(lines))
    met: dict[_Datum, Claim] = {}
    for claim in found:
        row = claim.line - first_line
        datum = _datum(claim, lines[row], sections[row])
        first = met.setdefault(datum, claim) if datum else claim
        if first is claim or first.line == claim.line or not together(first.unit, claim.unit):
            continue
        pair = Repeat(first, claim)
        if pair.agrees or (slip(*pair.figures) and not any(_holds_both(chain, pair) for chain in chains)):
            yield pair


def _datum(claim: Claim, line: str, section: str) -> _Datum | None:
    if claim.total is None or claim.total.masked or not claim.unit:
        return None
    here = claim.column - 1
    ahead, figure, behind = line[here : here + REACH].partition(claim.total.text)
    sentence = line[max(0, here - REACH) : here].rpartition("。")[2] + ahead
    periods = list(PERIOD.finditer(sentence))
    if figure and DEFINITE.search(ahead) and PROBLEMS.match(behind.removeprefix(claim.unit)):
        return None if periods else _Datum(ahead, "", frozenset([section]))
    words = NEUTRAL.sub("", claim.subject, count=1) if NEUTRAL.match(claim.subject) else claim.subject
    if claim.kind != Kind.OTHER or claim.parts or claim.rate or not periods or len(words) < SHORTEST:
        return None
    since = FEEDBACK.sub("反馈以来", periods[-1].group()).replace("截止", "截至").replace("截到", "截至")
    bodies = BODY.findall(GROUNDS.sub("", PERIOD.sub("", sentence)))
    return _Datum(words, since, frozenset([section, *bodies]))


def _sections(lines: list[str]) -> Iterator[str]:
    """For each line the body whose section it stands in: ## （一）林州市, 2.市公路中心整改情况; empty for other headings."""
    body = ""
    for line in lines:
        if HEADING.match(line):
            named = NAMED.fullmatch(line.strip())
            body = named["body"] if named else ("" if len(line) < 60 else body)
        yield body


def slip(one: Figure, other: Figure) -> bool:
    """So alike that one can be a slip for the other: 801 and 810, 71 and 17. 制度3项 here and 制度5项 there are of two sections."""
    low, high = sorted((one.low, other.low))
    digits = [figure.text.strip("余多约近") for figure in (one, other)]
    if low >= FEW and (high - low) * FEW <= high:
        return True
    if len(digits[0]) != len(digits[1]) or not (digits[0] + digits[1]).isdecimal():
        return False
    apart = sum(a != b for a, b in zip(*digits, strict=True))
    return len(digits[0]) > 1 and (sorted(digits[0]) == sorted(digits[1]) or (apart == 1 and len(digits[0]) > 2))


def _holds_both(chain: Claim, pair: Repeat) -> bool:
    """19个问题分解为20个具体问题: both are figures of one decomposition, which says why they differ."""
    figures = [chain.total, *(part.figure for part in chain.parts)]
    return all(any(told and told.meets(figure) for told in figures) for figure in pair.figures)
