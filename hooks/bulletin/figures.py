"""Figures as a bulletin states them, and arithmetic that never claims more than they say.

A figure is an interval with its wording: `28` is exact, `20余` lies between 21 and 29, `XX` may be anything.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from bulletin.regex import regex

ENDLESS = Decimal("Infinity")
MASK = regex(r"[Xx×✕*○]+")
STRUCK_OUT = regex("[Xx×✕*○Ｘｘ＊]")
BEFORE = "大约|约|将近|接近|近|超过|突破|逾|至少|不少于|不低于|不足|不到|不超过"
AFTER = "余|多|左右|上下|以上|以下|以内"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = regex(rf"(?P<before>{BEFORE})?(?P<digits>{DIGITS})(?P<more>余|多)?(?P<scale>万|亿)?(?P<after>{AFTER})?")
TENTHS = regex(r"(?P<before>约|近|超过|逾|不足|不到)?(?P<digit>[一二三四五六七八九1-9])成(?P<after>左右|以上|多)?")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), None: Decimal(1)}
LONGEST = 30  # characters of a figure: more than that is no count of anything
ROUGHLY = Decimal("0.1")  # 约、近、左右 are read generously: a tenth either way. A false alarm costs more than a miss.
FAR = 2  # percent: further off than any rounding
USUAL = 1000  # percent: of what is below it, Decimal's 28 digits tell far from near for certain


class Verdict(StrEnum):
    """What arithmetic over stated figures can say; only `DOES_NOT_ADD_UP` stops a build on its own."""

    ADDS_UP = "adds_up"
    LAST_DIGIT = "last_digit"
    DOES_NOT_ADD_UP = "does_not_add_up"
    CANNOT_TELL = "cannot_tell"


VERDICTS = {  # as the page, the sheet and the terminal say them
    Verdict.ADDS_UP: "对得上",
    Verdict.LAST_DIGIT: "末位有取舍",
    Verdict.DOES_NOT_ADD_UP: "对不上",
    Verdict.CANNOT_TELL: "无法核对",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number: every value from `low` to `high`, both included, may be meant; `text` is how it was written."""

    low: Decimal
    high: Decimal
    text: str

    @classmethod
    def of(cls, number: int | Decimal) -> Self:
        """The exact figure of a number."""
        value = Decimal(number)
        return cls(value, value, f"{value:f}")

    @property
    def exact(self) -> bool:
        """Only one value can be meant."""
        return self.low == self.high

    @property
    def written(self) -> Decimal | None:
        """The number as it stands there, 13600 for 1.36万; None where words make it vague, as in 20余."""
        return self.low if self.exact else _written(self.text)

    @property
    def masked(self) -> bool:
        """The digits were struck out (`XX`, `**`) or deleted: nothing is known."""
        return bool(STRUCK_OUT.search(self.text))

    def __add__(self, other: "Figure") -> "Figure":
        low, high = self.low + other.low, self.high + other.high
        return Figure(low, high, f"{self.text}+{other.text}")

    def __sub__(self, other: "Figure") -> "Figure":
        """What is left; a negative remainder stays negative, so that the caller can see that the parts exceed the whole."""
        return Figure(self.low - other.high, self.high - other.low, f"{self.text}-{other.text}")

    def meets(self, other: "Figure") -> bool:
        """Some value can be meant by both."""
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        return self.text


@lru_cache(4096)  # the same few wordings come again and again
def parse_figure(text: str) -> Figure:
    """Read a count: `28`, `1,286`, `20余`, `约600`, `1.3万`, `XX`.

    A count in 万 or 亿 that is given to a few digits stands for all numbers that round or are cut to it.
    Raises ValueError for anything else.
    """
    return _figure(text, unicodedata.normalize("NFKC", text).strip(), whole=True)


@lru_cache(4096)
def _written(text: str) -> Decimal | None:
    match = NUMBER.fullmatch(text)
    if not match or match["before"] or match["more"] or match["after"]:
        return None
    return Decimal(match["digits"].replace(",", "")) * SCALES[match["scale"]]


@lru_cache(4096)
def parse_rate(text: str) -> Figure:
    """Read a rate in percent: `65%`, `98.71％`, `近60%`, `七成`; raises ValueError for anything else."""
    wording = unicodedata.normalize("NFKC", text).strip()
    if tenths := TENTHS.fullmatch(wording):
        digit = tenths["digit"]
        value = Decimal(10 * (int(digit) if digit.isdigit() else "一二三四五六七八九".index(digit) + 1))
        low, high = _around(value, Decimal(10), tenths["before"], tenths["after"] or "左右", rounded=False, whole=False)
        return Figure(min(low, value - 5), max(high, value + 5), text.strip())
    match = re.fullmatch(r"(.*?)%(\D*)", wording)
    if not match and not MASK.fullmatch(wording):  # a mask may have struck out the sign as well
        raise ValueError(text)
    return _figure(text, match[1] + match[2] if match else wording, whole=False)


def _figure(text: str, wording: str, *, whole: bool) -> Figure:
    if MASK.fullmatch(wording):
        return Figure(Decimal(0), ENDLESS, text.strip())
    match = NUMBER.fullmatch(wording)
    if not match or len(wording) > LONGEST:
        raise ValueError(text)
    digits = Decimal(match["digits"].replace(",", ""))
    value, step = digits * SCALES[match["scale"]], last_place(match["digits"]) * SCALES[match["scale"]]
    rounded = bool(match["scale"])
    low, high = _around(value, step, match["before"], match["more"] or match["after"], rounded=rounded, whole=whole)
    return Figure(low, high, text.strip())


def last_place(digits: str) -> Decimal:
    """The worth of the last digit that is not a padding zero: 0.01 for `98.71`, 10 for `20`, 100 for `3800`."""
    if "." in digits:
        return Decimal(1).scaleb(-len(digits.split(".")[1]))
    plain = digits.replace(",", "")
    return Decimal(10) ** (len(plain) - len(plain.rstrip("0"))) if plain.strip("0") else Decimal(1)


def _around(
    value: Decimal, step: Decimal, before: str | None, after: str | None, *, rounded: bool, whole: bool
) -> tuple[Decimal, Decimal]:
    """The interval that a number's qualifiers open around it; what is counted stays `whole`, a rate has decimals."""
    unit = Decimal(1) if value == value.to_integral_value() and step >= 1 else min(step, Decimal(1)) / 10
    unit = unit if whole else Decimal(0)
    if before in ("超过", "突破", "逾"):
        return value + unit, ENDLESS
    if before in ("至少", "不少于", "不低于") or after == "以上":
        return value, ENDLESS
    if before in ("不足", "不到"):
        return Decimal(0), value - unit
    if before == "不超过" or after in ("以下", "以内"):
        return Decimal(0), value
    if after in ("余", "多"):
        return value + unit, value + max(step, Decimal(1) if step >= 1 else step) * (
            1 if step > 1 or rounded else 10
        ) - unit
    if before in ("将近", "接近", "近"):
        return value * (1 - ROUGHLY), value
    if before or after:
        return value * (1 - ROUGHLY), value * (1 + ROUGHLY)
    if rounded:
        return value - step / 2, value + step
    return value, value


def total_of(figures: Sequence[Figure]) -> Figure:
    """Their sum, with the sum written out: `24+9+11`."""
    low = sum([figure.low for figure in figures], Decimal(0))
    high = sum([figure.high for figure in figures], Decimal(0))
    return Figure(low, high, "+".join([figure.text for figure in figures]))


def shown(value: Decimal, like: str = "") -> str:
    """A number as one would write it: no exponent, no padding zeros; in 亿 or 万 where `like` is a wording in them."""
    scale = next((name for name in ("亿", "万") if name in like and value >= SCALES[name]), None)
    return f"{(value / SCALES[scale]).normalize():f}{scale or ''}" if value != ENDLESS else "∞"


def plain(value: Decimal) -> int | float | None:
    """A number as JSON has it: there is no infinity in it, a figure that may be anything has no upper end."""
    if value == ENDLESS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def adds_up(parts: list[Figure], total: Figure) -> Verdict:
    """Whether the parts can make up the whole of `total`.

    Never calls false what some reading of the figures makes true; a relation that holds only because
    a masked figure may be anything cannot be told.
    """
    if not total_of(parts).meets(total):
        return Verdict.DOES_NOT_ADD_UP
    if any(figure.masked for figure in (*parts, total)):
        return Verdict.CANNOT_TELL
    return Verdict.ADDS_UP


@lru_cache(4096)
def rate_holds(part: Figure, total: Figure, rate: Figure) -> Verdict:
    """Whether `rate` (in percent) is the rate of `part` in `total`.

    Rounded half up at the places it is given to, it adds up; truncated, or nudged by one in the last digit
    (to fill up to 100 %, as one published rate in ten is), it is `LAST_DIGIT`.
    """
    if any(figure.masked for figure in (part, total, rate)) or total.high == ENDLESS or total.low <= 0:
        return Verdict.CANNOT_TELL
    most = max(part.low, min(part.high, total.high))  # 500以上 of 618: a part has no more than its whole
    far = 100 * most / total.low < rate.low - FAR or 100 * part.low / total.high > rate.high + FAR
    if far and rate.low < USUAL:  # most pairs are far off, and fractions take their time
        return Verdict.DOES_NOT_ADD_UP
    lowest, highest = (100 * Fraction(low) / Fraction(of) for low, of in ((part.low, total.high), (most, total.low)))
    place = Fraction(_place(rate.text))
    if not rate.exact:  # 66.67%以上 of two thirds: the bound was rounded too
        high = highest if rate.high == ENDLESS else Fraction(rate.high)
        holds = Fraction(rate.low) - place / 2 <= highest and lowest <= high + place / 2
        return Verdict.ADDS_UP if holds else Verdict.DOES_NOT_ADD_UP
    stated = Fraction(rate.low)
    if lowest < stated + place / 2 and stated - place / 2 <= highest:
        return Verdict.ADDS_UP
    return Verdict.LAST_DIGIT if lowest <= stated + place and stated - place <= highest else Verdict.DOES_NOT_ADD_UP


def same_rate(one: Figure, other: Figure) -> bool:
    """Two rates that can be of the same figures, one of them given to fewer places: 78% and 77.8%."""
    slack = max(_place(one.text), _place(other.text))
    return one.low - slack < other.high and other.low - slack < one.high


def _place(text: str) -> Decimal:
    decimals = re.search(r"\.(\d+)", unicodedata.normalize("NFKC", text))
    return Decimal(1).scaleb(-len(decimals[1])) if decimals else Decimal(1)
