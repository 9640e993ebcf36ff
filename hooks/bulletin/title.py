"""Where a title breaks: by sense, in the shape of a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

import re
from itertools import combinations, pairwise

MOST = 20  # characters of 2号 (22 pt) on the 156 mm of a line
# Words that titles of this kind are made of: a line may well begin with one of them, and ends well before it.
WORDS = (
    "关于|安全生产|专项|巡察|巡视|督察|督查|审计|检查|反馈|意见|问题|整改|落实|进展|完成|工作|情况|公示|公告|通报|报告|"
    "第[一二三四五六七八九十]+|\\d{4}年|（|《|“"
)
BEFORE = re.compile(rf"(?={WORDS})")
AFTER = re.compile(r"(?<=[，、：》”）])|(?<=的)(?=[^通公报])")
NEVER = re.compile(r"(?<=[0-9A-Za-z.%-])(?=[0-9A-Za-z.%年-])|(?=[，、：》”）的和与])|(?<=[《“（])|(?<=^关于)")


def lines(title: str, most: int = MOST) -> list[str]:
    """The lines of a title: as few as there can be, of about one length, broken between words.

    A title of more than four lines comes back whole, to be broken wherever a line is full.
    """
    count = -(-len(title) // most)
    if count > 4:
        return [title]
    good = {match.start() for pattern in (BEFORE, AFTER) for match in pattern.finditer(title)}
    never = {match.start() for match in NEVER.finditer(title)}
    places = [place for place in range(1, len(title)) if place not in never]

    def cost(breaks: tuple[int, ...]) -> float:
        lengths = [end - start for start, end in pairwise((0, *breaks, len(title)))]
        ragged = sum((length - len(title) / count) ** 2 for length in lengths)
        waisted = any(one > two < three for one, two, three in zip(lengths, lengths[1:], lengths[2:], strict=False))
        return ragged + 60 * (len(breaks) - len(good & {*breaks})) + 200 * waisted + 10_000 * (max(lengths) > most)

    best = min(combinations(places, count - 1), key=cost, default=())
    return [title[start:end] for start, end in pairwise((0, *best, len(title)))]
