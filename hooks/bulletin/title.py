"""Where a title breaks: by sense, in the shape of a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

from collections.abc import Iterable
from itertools import combinations, pairwise

from bulletin.regex import regex

MOST = 20  # characters of 2号 (22 pt) on the 156 mm of a line
# Words that titles of this kind are made of: a line may well begin with one of them, and none is torn apart.
WORDS = (
    "关于|安全生产|生态环境保护|生态环境|营商环境|乡村振兴|民生实事|优化|落实|履行|开展|推进|加强|深化|贯彻|"
    "普通|运行|管理|使用|审计调查|中央|国务院|省委|市委|县委|区委|党组|党委|安委会|巡视组|巡察组|全省|"
    "全市|全县|全区|专项|常规|联动|巡察|巡视|督察|督查|督导检查|督导|监督检查|考核巡查|明查暗访|审计|检查|"
    "核查|考核|评估|反馈意见|反馈问题|反馈|意见|问题|隐患排查|排查整治|隐患|整治|整改方案|整改任务|整改落实|"
    "整改工作|整改情况|整改|方案|任务|落实情况|完成情况|进展情况|工作情况|工作安排|工作报告|重点工作|工作|"
    "阶段性|年度|下一步|以及|集中|情况|结果|进展|完成|公示|公告|通报|报告"
)
LEXICON = regex(
    r"第[一二三四五六七八九十]+(?:[轮批次]|[巡督][视察查导]组)?|\d{4}年度?|“[^”]{1,8}”|《[^》]{1,12}》|（[^）]{1,10}）|"
    + "|".join(sorted(WORDS.split("|"), key=len, reverse=True))
)
AFTER = regex(r"(?<=[，、：》”）])|(?<=的)(?=[^通公报])")
NEVER = regex(r"(?<=[0-9A-Za-z.%-])(?=[0-9A-Za-z.%年-])|(?=[，、：》”）的和与及])|(?<=[《“（以])|(?<=^关于)")
# What a break costs, in characters off the mean, squared: at no known place, within a word; a waist; a line more.
UNSURE, TORN, WAIST, ANOTHER, TOO_LONG = 60, 250, 200, 40, 10_000
NEAR = 4


def words(line: str) -> list[str]:
    """The parts of a line, for a place too narrow for it: it may break between them."""
    return [line[start:end] for start, end in pairwise((0, *sorted(_places(line)[0]), len(line)))]


def lines(title: str, most: int = MOST) -> list[str]:
    """The lines of a title: about as few as there can be, of about one length, broken between words.

    A title of more than four lines comes back whole, to be broken wherever a line is full.
    """
    count = -(-len(title) // most)
    if count > 4 or not title:
        return [title]
    sure, never, torn = _places(title)

    def cost(breaks: tuple[int, ...]) -> float:
        lengths = [end - start for start, end in pairwise((0, *breaks, len(title)))]
        ragged = sum((length - len(title) / len(lengths)) ** 2 for length in lengths)
        waisted = any(one > two < three for one, two, three in zip(lengths, lengths[1:], lengths[2:], strict=False))
        unsure = UNSURE * len({*breaks} - sure) + TORN * len(torn & {*breaks})
        more = ANOTHER * (len(lengths) - count) + TOO_LONG * (max(lengths) > most)
        return ragged + unsure + WAIST * waisted + more

    def best(places: Iterable[int], number: int) -> tuple[int, ...]:
        return min(combinations(sorted(places), number - 1), key=cost, default=())

    found = best(sure, count)
    if cost(found) > ANOTHER:
        found = min(found, best(sure, count + 1), key=cost)
    if cost(found) > UNSURE:  # anywhere then, but not far from where the lines would be of one length
        even = [len(title) * number / count for number in range(1, count)]
        near = {place for place in range(1, len(title)) for middle in even if abs(place - middle) < NEAR}
        found = min(found, best((near | sure) - never, count), key=cost)
    return [title[start:end] for start, end in pairwise((0, *found, len(title)))]


def _places(title: str) -> tuple[set[int], set[int], set[int]]:
    """Where a title may well break, where it never may, and where that would tear a known word."""
    found = [match.span() for match in LEXICON.finditer(title)]
    torn = {place for start, end in found for place in range(start + 1, end)}
    never = {match.start() for match in NEVER.finditer(title)}
    sure = {start for start, _ in found} | {match.start() for match in AFTER.finditer(title)}
    return {place for place in sure - never - torn if 0 < place < len(title)}, never, torn
