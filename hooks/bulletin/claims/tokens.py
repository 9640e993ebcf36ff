"""Text -> numbers, marks and brackets, in one pass; what lies between two tokens is words.

Numbers that count nothing become `CODE` here, so that no later step can take them for figures: dates and durations,
ordinals (第十二届), document numbers (〔2025〕1号), codes (G341, 031116), times of day, titles in 《》.
"""

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bulletin.claims import stated
from bulletin.claims.units import GROUPS, UNIT
from bulletin.figures import AFTER, BEFORE, DIGITS, Figure
from bulletin.regex import regex


class Kind(StrEnum):
    """What a token is."""

    COUNT = "count"
    RATE = "rate"
    MARK = "mark"
    OPEN = "open"
    CLOSE = "close"
    CODE = "code"


class Token(NamedTuple):
    """A number with its unit, a punctuation mark (in its Chinese form), a bracket, or something opaque."""

    kind: Kind
    start: int
    end: int
    text: str
    figure: Figure | None = None
    unit: str = ""


# Full-width digits, letters and signs become half-width ones, one for one, so that columns hold; Chinese marks stay.
_WIDE = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
NARROW = {wide: wide - 0xFEE0 for wide in _WIDE} | str.maketrans("％．＋－～＊\u00a0\u3000", "%.+-~*  ")
WIDE = regex(f"[{''.join(map(chr, NARROW))}]")
MARKS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "。",
    "！": "。",
    "?": "。",
    "？": "。",
    "|": "，",
    "——": "，",
    "…": "，",
    "……": "，",
}
# What may follow a figure without a unit.
BARE = regex(r"\s{0,40}(?:[，、；。：:,;）)（(+/|]|占|等[，、；。,;）)]|$)")
QUOTES = {"“", "‘", "「"}
NAMES = {"水十条", "气十条", "土十条", "国十条"}

# Repetition is bounded throughout: a number that long is no figure, and the time stays linear whatever the text.
_DIGIT = "一二两三四五六七八九十"
_REST = r"(?:(?<=[剩余])|(?<=剩的))一(?=[个件项条处])"  # a lone 一 is hardly ever a count: 一件一件, 一方面
_NUMERAL = rf"(?:{_REST}|(?!一[^百千])[{_DIGIT}][零一二两三四五六七八九十百千]{{0,8}})"
_MASK = r"(?:(?<![\dXx×*○])(?:[Xx×]{1,40}|[*○]{1,40})(?:\.[Xx×*○]{1,8})?)"
_SPACED = rf"\d{{1,3}}(?: \d{{3}}){{1,3}}(?=(?:{UNIT})[^\d])"  # 56 673篇
_NUMBER = rf"(?:(?<![\d.])(?:{_SPACED}|{DIGITS}))"
_QUALIFIER = rf"(?:(?<![附最靠临节违契公条预签履解])(?:{BEFORE})\s?)?"  # 附近60户 and 违约3起 are exact
_SCALE = r"[余多]?(?:\s?[万亿])?[余多]?"
_ORDINAL = rf"(?:\d{{1,6}}|[{_DIGIT}]{{1,6}}|[Xx×*]{{1,4}})"
_PERIOD = (
    "年|月|日|时(?!间|段)|分(?!别|类|项|解|为|之)|秒|小时|天|周|岁|度|号|届|楼|室|路|级|℃|°|世纪|季度|点(?!位)|类区|"
    "个?工作日|个(?:多)?月|个(?:[百千]分点|小时|季度|星期|自然日|周|交易日)"
)
_CODES = (
    r"[Xx×*○]{41,4000}",
    r"《[^《》\n]{0,120}》",
    r"\d[\d,.]{0,12}[万亿]?元?(?:及|（含）|\(含\))以[上下]",  # 5000万元及以上项目 is a bound
    r"“[^“”\n0-9]{0,24}、[^“”\n0-9]{0,24}”",  # “假注销、真运营”机构 is one name
    r"[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9.-]{1,64}",
    r"[〔\[【]\d{2,4}[〕\]】]\s?第?\d{0,6}号?",
    rf"第\s?{_ORDINAL}(?:[、至和及~—–-]第?{_ORDINAL}){{0,40}}",
    rf"(?<=届)[{_DIGIT}]{{1,3}}次",
    r"\d{1,2}[:：]\d{2}(?![\d.:：])",
    r"\d{1,4}(?:\.\d{1,4})?(?:[:：]\d{1,4}(?:\.\d{1,4})?){2,6}",  # 6.8:42.7:50.5 is how three go together
    r"\d{1,4}\.\d{1,4}\s?个(?:百|千)分点",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{2}[Xx×*]{2}年",
    r"0\d{2,3}-\d{7,8}",
    r"(?:(?<=图)|(?<=附[件表])|(?<=[^代报]表))\d{1,2}(?=[。，、；：）),;:\s])",  # 见图1
    r"0\d{2,40}",
    r"\d{16,4000}",
    rf"{_ORDINAL}(?:[-—–~至到]{_ORDINAL})?\s?[余多]?(?:{_PERIOD})",
    r"\d{1,4}-\d{1,4}(?:批|期|轮|月|件次)",
    r"[A-WYZa-wyz][A-Za-z]{3,40}(?=\d{1,6}[、，,；）)个])",  # VOCs112、 is a label and a number
    r"(?![Xx]{1,40}(?![A-Za-z0-9]))[A-Za-z][A-Za-z0-9_/-]{0,40}(?:\.\d{1,6})?",
    r"\d{1,6}(?![Xx]{1,40}(?![A-Za-z0-9]))[A-Za-z][A-Za-z0-9-]{0,40}",
    r"\d{1,3}(?:\.\d{1,3})?\s?个?百分点",
    r"[①-⑳⑴-⒇]",
    r"八项规定|三重一大|一岗双责|四个自信|四个意识|两个维护|两个确立|三会一课|两学一做",
)
_PART = f"[一二三四五六七八九十]分之[{_DIGIT}]"
_RATE = (
    rf"(?:超|{_QUALIFIER})(?:{_NUMBER}|{_MASK})[余多]?\s?%{{1,3}}(?:{AFTER})?",
    rf"{_QUALIFIER}百分之(?:百|{_NUMERAL}(?:点[零{_DIGIT}]+)?|{_NUMBER})",
    rf"{_QUALIFIER}[一二三四五六七八九]成(?:左右|以上|多)?(?![立为员本就果])",
    r"(?<=[的近约占])\d/\d(?![\d/])(?:左右|以上)?",  # 占全省的1/4
    "近一半|约一半|一半以上|一半|半数|过半(?!数)|近半(?![年个月天日小])",
)
_COUNT = (
    rf"{_QUALIFIER}(?:{_NUMBER}(?:[-—–~]{_NUMBER})?|{_MASK}){_SCALE}\s?(?P<unit>{UNIT})?(?:{AFTER})?",
    rf"{_QUALIFIER}{_NUMERAL}{_SCALE}(?P<units>{UNIT})(?:{AFTER})?",
)
_FIRST = rf"(?=[0-9A-Za-z{_DIGIT}百过近半大约将接近超突逾至不×*○第八〔\[【《“①-⑳⑴-⒇（）()，,、；;：:。！!？?+\n|—…])"
TOKEN = regex(
    _FIRST  # the marks before the numbers: nothing else begins with one, and every second token is one
    + r"(?:(?P<mark>[，,、；;：:。！!？?+\n|]|——|…{1,6})|(?P<open>[（(])|(?P<close>[）)])"
    + rf"|(?P<code>{'|'.join(_CODES)})|(?P<rate>{'|'.join(_RATE)}|{_PART})|(?P<count>{'|'.join(_COUNT)}))"
)
NUMBERS = frozenset((Kind.COUNT, Kind.RATE))
NUMBER = regex(rf"[\dXx×*○Ｘｘ＊{_DIGIT}百半]")  # a character that every number has one of


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order, with their places in it. Linear in its length; raises nothing."""
    text = text.translate(NARROW) if WIDE.search(text) else text
    for match in TOKEN.finditer(text):
        kind, words = _KINDS[match.lastgroup], match[0]
        start, end = match.span()
        figure, unit = None, ""
        if kind is Kind.MARK:
            words = MARKS.get(words, words)
        elif kind is Kind.COUNT:
            figure, unit = _count(words, match["unit"] or match["units"] or "")
            kind = kind if figure and _counts(text, start, end, figure, unit) else Kind.CODE
        elif kind is Kind.RATE:
            figure, unit = _rate(words), "%"
            kind = kind if figure else Kind.CODE
        yield Token(kind, start, end, words, figure, unit)


def _counts(text: str, start: int, end: int, figure: Figure, unit: str) -> bool:
    """Not a name (“1.9”事故, “两个规定”), a list number (3.) or a struck-out name (**公司); 来信115， counts without a unit."""
    if text[start - 1 : end] in NAMES:
        return False
    if text[start - 1 : start] in QUOTES:
        return bool(unit) and text[start].isdigit()
    if unit in ("", "所") and text[start - 1 : start] in ("图", "表"):
        return False  # 见表1
    return bool(unit) or (not figure.masked and bool(BARE.match(text, end)))


@lru_cache(4096)  # the same few wordings come again and again
def _count(words: str, unit: str) -> tuple[Figure | None, str]:
    """The figure and its unit; none where it looks like a figure but names no number: 十分之十."""
    head, _, tail = words.rpartition(unit) if unit else (words, "", "")
    with suppress(ValueError):
        return stated.count((head + tail).replace(" ", "")), unit if unit in GROUPS else unit.lstrip("大小")
    return None, ""


@lru_cache(4096)
def _rate(words: str) -> Figure | None:
    with suppress(ValueError):
        return stated.rate(words.replace(" ", ""))
    return None


_KINDS: dict[str | None, Kind] = {kind.value: kind for kind in Kind}
