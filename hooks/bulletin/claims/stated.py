"""Figures in the freedom of prose: 三十余, 10-20, XX余, 百分之八十, 一半. A front matter is held to less (bulletin.figures)."""

import re
from decimal import Decimal
from functools import lru_cache

from bulletin.figures import AFTER, BEFORE, DIGITS, ENDLESS, LONGEST, STRUCK_OUT, Figure, parse_figure, parse_rate
from bulletin.numerals import CHARACTERS, parse_numeral
from bulletin.regex import regex

CHINESE = regex(f"(?P<before>{BEFORE})?(?P<numeral>[{CHARACTERS}]+?)(?P<rest>[余多]?[万亿]?(?:{AFTER})?)")
RANGE = regex(rf"^(?P<first>{DIGITS})[-—–~～至](?P<last>{DIGITS})(?P<scale>[万亿]?)")
PER_CENT = regex(f"(?P<before>{BEFORE})?百分之(?P<number>.+)")
HALVES = {
    "一半": (45, 55),
    "近一半": (40, 50),
    "近半": (40, 50),
    "约一半": (40, 60),
    "半数": (45, 55),
    "过半": (50, 100),
    "一半以上": (50, 100),
}
PARTS = regex("(?P<of>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])")  # 百分之五 is PER_CENT
STROKE = regex("(?P<part>[1-9])/(?P<of>[2-9])")


@lru_cache(4096)  # the same few wordings come again and again
def count(text: str) -> Figure:
    """A count without its unit; ValueError for what is none."""
    if text.isdecimal() and len(text) < LONGEST:  # as most are
        value = Decimal(text)
        return Figure(value, value, text)
    if STRUCK_OUT.search(text):
        return Figure(Decimal(0), ENDLESS, text)
    if ends := RANGE.fullmatch(text):
        low, high = (parse_figure(ends[name] + ends["scale"]) for name in ("first", "last"))
        return Figure(min(low.low, high.low), max(low.high, high.high), text)
    return _worded(parse_figure(_arabic(text)), text)


@lru_cache(4096)
def rate(text: str) -> Figure:
    """A rate with its sign or in words; ValueError for what is none."""
    if text in HALVES:
        low, high = HALVES[text]
        return Figure(Decimal(low), Decimal(high), text)
    if STRUCK_OUT.search(text):
        return Figure(Decimal(0), ENDLESS, text)
    if parts := PARTS.fullmatch(text):
        return _fraction(parse_numeral(parts["part"]), parse_numeral(parts["of"]), text)
    if parts := STROKE.match(text):
        return _fraction(int(parts["part"]), int(parts["of"]), text)
    if worded := PER_CENT.fullmatch(text):
        return _worded(parse_rate(f"{worded['before'] or ''}{_arabic(worded['number'])}%"), text)
    return _worded(parse_rate(re.sub("^超(?!过)", "超过", re.sub("%+", "%", text))), text)


def _fraction(part: int, of: int, text: str) -> Figure:
    """三分之二, 1/4: a point more or less."""
    rate = Decimal(100 * part) / of
    return Figure(rate - 1, rate + 1, text)


def _arabic(text: str) -> str:
    if text == "百":  # 百分之百; elsewhere 百 alone is no number
        return "100"
    whole, point, decimals = text.partition("点")
    if point:  # 九十八点五
        return f"{_arabic(whole)}.{''.join(str(parse_numeral(digit)) for digit in decimals)}"
    match = CHINESE.fullmatch(text)
    return f"{match['before'] or ''}{parse_numeral(match['numeral'])}{match['rest']}" if match else text


def _worded(figure: Figure, text: str) -> Figure:
    return Figure(figure.low, figure.high, text)
