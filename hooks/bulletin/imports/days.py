"""Days as documents write them: 2023年11月17日, 二〇二三年十一月十七日, 2023-11-17, 2023.11.17, 2024年6月底."""

import datetime
import re

from bulletin.numerals import parse_numeral
from bulletin.regex import regex
from bulletin.spans import ended, real

NUMERAL = "〇○零一二三四五六七八九十"
DAY = rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|[{NUMERAL}]{{4}}年[{NUMERAL}]{{1,3}}月[{NUMERAL}]{{1,3}}日)"
MONTH = regex(r"(\d{4})年(?:(\d{1,2})月)?底?(?:前|之前|以前)?")


def day(text: str) -> datetime.date | None:
    """The day that a text is; None if it is none, or if there is no such day."""
    parts = re.split(r"[年月日./-]", re.sub(r"\s", "", text).removesuffix("前").replace("○", "〇"))
    numbers = [_number(part) for part in parts if part]
    if len(numbers) != 3 or None in numbers:
        return None
    year, month, date = (number or 0 for number in numbers)
    return real(year, month, date)


def deadline(text: str) -> datetime.date | None:
    """The last day of a time limit: a day, or the end of a month or a year (2024年6月底前)."""
    text = re.sub(r"\s", "", text)
    if found := re.fullmatch(rf"(?:于|在)?({DAY})(?:之?前|以前|底)?(?:完成)?", text):
        return day(found[1])
    month = MONTH.fullmatch(text.removesuffix("完成"))
    return ended(int(month[1]), month[2]) if month else None


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if len(text) < 5 else None
    try:
        return parse_numeral(text)
    except ValueError:
        return None
