"""Chinese numerals, both ways: 三十二 is 32, 两 is 2, 一百零五 is 105, 三万五千 is 35000.

No library: cn2an, the best kept one, reads numerals well but finds them badly (统一部署 becomes 统1部署, 一件一件 becomes
1件1件), and finding them is the harder half; what is left for it to do fits on this page.
"""

from bulletin.regex import regex

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"亿": 10**8, "万": 10**4}
LARGEST = 10**12 - 1
CHARACTERS = "".join([*DIGITS, *PLACES, *MYRIADS])

_D = "[一二两三四五六七八九]"
_FOUR = (
    rf"(?:{_D}千(?:{_D}百(?:{_D}十{_D}?|零{_D})?|零(?:{_D}十{_D}?|{_D}))?"
    rf"|{_D}百(?:{_D}十{_D}?|零{_D})?|{_D}?十{_D}?|{_D})"
)
NUMERAL = regex(rf"(?:{_FOUR}亿零?)?(?:{_FOUR}万零?)?(?:{_FOUR})?|零|〇")
YEAR = regex(r"[〇零一二三四五六七八九]{2,}")


def parse_numeral(text: str) -> int:
    """The number that a numeral stands for, written with places (三十二) or digit by digit (二〇二三); else ValueError."""
    if YEAR.fullmatch(text):
        return int("".join(str(DIGITS[character]) for character in text))
    if not text or not NUMERAL.fullmatch(text):
        raise ValueError(text)
    value = 0
    for name, worth in MYRIADS.items():
        if name in text:
            above, text = text.split(name)
            value += _below_myriad(above) * worth
    return value + _below_myriad(text)


def _below_myriad(text: str) -> int:
    value, digit = 0, None
    for character in text:
        if character in PLACES:
            value += (1 if digit is None else digit) * PLACES[character]
            digit = None
        else:
            digit = DIGITS[character]
    return value + (digit or 0)


def write_numeral(number: int) -> str:
    """A whole number from 0 to 999,999,999,999 in Chinese numerals."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if number == 0:
        return "零"
    text = ""
    for name, worth in [*MYRIADS.items(), ("", 1)]:
        group, number = divmod(number, worth)
        if group:
            gap = "零" if text and group < 1000 else ""
            text += gap + _write_below_myriad(group) + name
    return text.removeprefix("一") if text.startswith("一十") else text


def _write_below_myriad(number: int) -> str:
    text, gap = "", False
    for name, worth in [*reversed(PLACES.items()), ("", 1)]:
        digit, number = divmod(number, worth)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return text
