"""What must not be told of a person, found in any text: numbers, plates, addresses down to the door, private mail.

A number is found though its digits are full-width, of another script, written in Chinese, in circles or as entities, and
though there are blanks, hyphens, emphasis, a line break or nothing to see between them. What only looks like one is told by
its check digit, its brand, its shape and the words around it: a 信用代码, an amount, a 工号 are left alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bulletin.privacy import numbers
from bulletin.privacy.folded import Folded, turned
from bulletin.privacy.traces import traces
from bulletin.privacy.written import BEHIND, CHINESE, DATED, GROUP, JOINED, JOINTS, NEAR, PARTED, RUN, SIGNED, VALUES
from bulletin.regex import regex

ABOUT = 24  # characters before a number that tell what it is
OTHER = regex(
    r"(?:编号|编码|代码|工号|单号|文号|序号|票号|合同号?|档案号?|案号|订单号?|流水号?|登记号|注册号|许可证号?|备案号?"
    r"|批次号?|索引号|设备号|型号|项目|税号|识别号|证书号?|ICP|IMEI|No\.?|№|ISBN)[^。；，、\n0-9]{0,6}$",
    re.IGNORECASE,
)
PERSON = regex(r"身份证|身份号|证件号|公民身份")
ACCOUNT = regex(r"卡号|银行|账号|帐号|账户|帐户|开户|信用卡|借记卡|贷记卡|运通卡|card|visa", re.IGNORECASE)
REACHED = regex(r"(?:电话|手机号?码?|联系方式|致电|拨打|微信|负责人|联系人|经办人|经理)\W{0,4}$")  # even of a 项目
CREDIT = regex(r"信用代码|机构代码|税号|识别号")
CALLED = regex(r"(?:tel|phone|mobile|mob|cell|sms|wechat|weixin|w?vx?|wx|qq)[:：=. ]*\+?$", re.IGNORECASE)
AMOUNT = regex(r" ?(?:元|万|亿|千|吨|公里|平方|立方|米|度|千瓦|人次|[%％]|[.][0-9])")
SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4)}  # how a mobile number is grouped wherever it stands
# And where no other figures stand beside it.
ALONE = {(5, 6), (6, 5), (4, 4, 3), (4, 3, 4), (3, 3, 5), (2, 3, 3, 3), (2, 2, 2, 2, 2, 1), (1,) * 11}
LONGEST = 19  # digits of a number
TIGHT = "-._·*~"
LOOSE = ("", " ", "\n")
CUT = regex(r"(?<![0-9])[0-9]{11,18}(?=…)|(?<=…)[0-9]{11,18}[Xx]?(?![0-9])")  # of a number that a quotation cuts off


class Found(NamedTuple):
    """Something of a person: its kind, where it stands, the bare value, and what may be shown of it."""

    kind: str
    start: int
    end: int
    value: str
    shown: str


def found(text: str) -> list[Found]:
    """Everything in a text that must not be told of a person, in order."""
    return _placed(turned(text))


def _placed(text: str) -> list[Found]:
    folded = Folded(text)
    kept = _kept(folded.text)
    spans = (folded.span(hit.start, hit.end) for hit in kept)
    return [hit._replace(start=start, end=end) for hit, (start, end) in zip(kept, spans, strict=True)]


def hits(text: str) -> list[Found]:
    """The same, without the places: these take time to tell, for which the last gate does not ask."""
    return _kept(Folded(turned(text)).text)


def _kept(folded: str) -> list[Found]:
    kept: list[Found] = []
    for hit in sorted({*_numbers(folded), *_words(folded)}, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def veiled(text: str) -> str:
    """A text fit to be shown: everything that is found in it with its middle hidden."""
    text = turned(text)
    for hit in reversed(_placed(text)):
        text = text[: hit.start] + hit.shown + text[hit.end :]
    return CUT.sub("***", text) if "…" in text else text


def _numbers(text: str) -> Iterator[Found]:
    for run in _runs(text):
        yield from _in_run(text, run)
        if run.end() - run.start() >= 17:
            yield from _odd(text, JOINED.finditer(text, run.start(), run.end() + LONGEST))
    for pattern in (SIGNED, DATED):
        yield from _odd(text, pattern.finditer(text))
    for parted in PARTED.finditer(text):
        whole = list(CHINESE.finditer(text, *parted.span()))
        yield from _odd(text, [match for match in whole or [parted] if not JOINTS.sub("", match[0]).isascii()])


def _runs(text: str) -> Iterator[re.Match[str]]:
    for near in NEAR.finditer(text):
        yield from RUN.finditer(text, near.start(), near.end() + BEHIND)


def _odd(text: str, matches: Iterable[re.Match[str]]) -> Iterator[Found]:
    """Those that are numbers, each as it stands there, when their digits are written as usual."""
    for match in matches:
        digits = JOINTS.sub("", match[0].translate(VALUES)).upper()
        if len(digits) > LONGEST:
            digits = digits[:18] if numbers.identity(digits[:18]) else digits[-18:]
        kind = _kind(digits, text[max(0, match.start() - ABOUT) : match.start()], text[match.end() : match.end() + 3])
        if kind:
            yield Found(kind, *match.span(), digits, _hidden(kind, digits))


class _Groups(NamedTuple):
    """The groups of digits of a run: where each begins and ends, and the text that they are of."""

    text: str
    spans: list[tuple[int, int]]

    def gap(self, index: int) -> str:
        """What joins a group to the one before; nothing at the ends of the run."""
        if not 0 < index < len(self.spans):
            return ""
        between = self.text[self.spans[index - 1][1] : self.spans[index][0]]
        return "\n" if "\n" in between else next((char for char in between if char in TIGHT), " ")

    def within(self, index: int) -> bool:
        """It is one of many single digits, and not the first: a number that is spelt out begins with its first."""
        if not index or self.gap(index) == "\n":
            return False
        return all(end - start == 1 for start, end in self.spans[index - 1 : index + 1])


def _in_run(text: str, run: re.Match[str]) -> Iterator[Found]:
    """The numbers among the groups of a run: each is made of whole groups."""
    groups = _Groups(text, [match.span() for match in GROUP.finditer(text, *run.span())])
    first = 0
    while first < len(groups.spans):
        if groups.within(first):
            first += 1
            continue
        last, hit = _longest(groups, first)
        if hit:
            yield hit
        first = last if hit else first + 1


def _longest(groups: _Groups, first: int) -> tuple[int, Found | None]:
    """The longest number that begins with a group, and the group after it."""
    digits, best = "", first + 1
    number: Found | None = None
    for last in range(first, len(groups.spans)):
        digits += groups.text[slice(*groups.spans[last])]
        if len(digits) > LONGEST:
            break
        hit = _number(groups, first, last, digits) if len(digits) >= 11 else None
        if hit:
            best, number = last + 1, hit
    return best, number


def _number(groups: _Groups, first: int, last: int, digits: str) -> Found | None:
    if not numbers.likely(digits):
        return None
    start, end = groups.spans[first][0], groups.spans[last][1]
    before, after = groups.text[max(0, start - ABOUT) : start], groups.text[end : end + 3]
    digits = numbers.dialled(digits).upper()
    shape = tuple(stop - begin for begin, stop in groups.spans[first : last + 1])
    shape = (11,) if first == last else shape
    kind = _kind(digits, before, after)
    if not kind or not _shaped(kind, shape, groups, first, last, digits):
        return None
    return Found(kind, start, end, digits, _hidden(kind, digits))


def _kind(digits: str, before: str, after: str) -> str:
    """What a number is by itself and by the words around it; empty if it is nobody's."""
    if numbers.identity(digits, loose=bool(PERSON.search(before))):
        return "" if numbers.credit_code(digits) and CREDIT.search(before) else "identity"
    glued = before[-1:].isascii() and before[-1:].isalnum() and not CALLED.search(before)
    runs_on = after[:1].isascii() and after[:1].isalpha()
    if not digits.isdigit() or glued or runs_on or AMOUNT.match(after):
        return ""
    if numbers.old_identity(digits) and not OTHER.search(before):
        return "identity"
    said = bool(ACCOUNT.search(before))
    if numbers.card(digits, said=said) and (said or not OTHER.search(before)):
        return "card"
    other = OTHER.search(before) and not REACHED.search(before)
    return "mobile" if numbers.mobile(digits) and not other else ""


def _shaped(kind: str, shape: tuple[int, ...], groups: _Groups, first: int, last: int, digits: str) -> bool:
    """Whether groups of these sizes, with these neighbours, are how people write such a number."""
    left, right = groups.gap(first), groups.gap(last + 1)
    parted = len(shape) == 2 and groups.gap(last) == "\n"
    if kind == "identity" and len(digits) == 18:
        return len(shape) == 1 or (left in LOOSE and right in LOOSE)
    if kind == "mobile":
        return _called(shape, groups, first, left, right, digits, parted=parted)
    if left not in LOOSE or right not in LOOSE:
        return False
    even = all(size == 4 for size in shape[:-1]) and shape[-1] <= 4
    even = even or set(shape) == {1} or shape in ((6, 6, 3), (6, 13), (6, 10), (6, 6, 7))
    return len(shape) == 1 or parted or (left != " " != right and even)


def _called(
    shape: tuple[int, ...], groups: _Groups, first: int, left: str, right: str, digits: str, *, parted: bool
) -> bool:
    code = groups.text[slice(*groups.spans[first - 1])] if first else ""
    area = code in ("86", "0086") or re.fullmatch("0[1-9][0-9]{1,2}", code)
    if (left not in LOOSE and not area) or right not in LOOSE:
        return False
    if shape == (3, 8) and (groups.gap(first + 1) == "." or numbers.born(digits[3:])):
        return False  # degrees, or a figure and a day
    if len(shape) > 1 and left == " " == right and not parted:
        return False  # a row of figures
    return shape in SHAPES or parted or (shape in ALONE and left != " " != right)


def _words(text: str) -> Iterator[Found]:
    for kind, match in traces(text):
        yield _found(kind, match)


def _found(kind: str, match: re.Match[str]) -> Found:
    value = JOINTS.sub("", match[0]).upper() if kind == "plate" else re.sub(r"\s", "", match[0])
    value = value.replace("。", ".") if kind == "mail" else value
    return Found(kind, *match.span(), value, _hidden(kind, value))


HIDDEN: dict[str, Callable[[str], str]] = {
    "identity": lambda value: f"{value[0]}{'*' * (len(value) - 2)}{value[-1]}",
    "mobile": lambda value: f"{value[:3]}****{value[-4:]}",
    "card": lambda value: f"{'*' * (len(value) - 4)}{value[-4:]}",
    "plate": lambda value: f"{value[:2]}***{value[-2:]}",
    "mail": lambda value: f"{value[0]}***@{value.partition('@')[2]}",
    "home": lambda value: re.sub("[0-9〇零○一二三四五六七八九十百]+", "**", value),
}


def _hidden(kind: str, value: str) -> str:
    return HIDDEN[kind](value)
