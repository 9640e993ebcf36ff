"""RB604: what a mask gives away all the same, by its width, its neighbours or a rate of 100 %."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bulletin.findings import Severity, Words
from bulletin.model import Bulletin
from bulletin.passages import Hit, hits, lines_of, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

UNITS = "个项件处条份名人家起次座批"
FIGURE = regex(rf"(?<![\d.Xx×＊*\\])(?P<value>\d{{1,9}}|[Xx×＊]{{1,9}}|(?:\\?\*){{1,9}})(?P<unit>[{UNITS}])(?!次)")
WIDE = regex(
    rf"(?<![\dXx×＊*\\])(?:[Xx]{{1,9}}|×{{1,9}}|＊{{1,9}}|(?:\\?\*){{1,9}})(?=[余多万亿%％公{UNITS}])"
)  # X月X日 tells nothing by its width
SENTENCE = regex(r"[^。；;\n]+")
WHOLE = regex(r"(?<![\d.])100[%％]|全部(?:完成|整改|办结|销号)")
DONE = regex(r"已|完成|整改|办结|解决")
LEFT = regex(r"正在|其余|剩余|尚有|未完成|阶段性|推进")
SUBSET = regex(r"其中|含|立行立改|约|余")
FURTHEST = 24  # characters from one figure to the next of the same sum

Counted = list[re.Match[str]]
Told = tuple[Counted, Words]


@rule("RB604", severity=Severity.WARNING, zh="遮盖的数仍能推出来：{what}。", en="what was masked can be told: {what}.")
def masks_give_nothing_away(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A mask gives nothing away. / 遮盖的数推不出来。

    100 % beside a masked figure says that two figures are equal; a total of two digits whose parts have one digit each
    lies between 10 and 18; the last of three figures is the difference of the others; masks of several widths tell how
    many digits there were.

    旁边写着100％，两个数就相等；两位数的总数由两个一位数相加，必在10到18之间；三个数只遮一个，减一减就知道；遮盖的宽度不一，透露了位数。

    """
    equal: list[tuple[Hit, Words]] = []
    for passage in passages(bulletin):
        for sentence in SENTENCE.finditer(passage.text):
            for sum_, what in _told(sentence[0]):
                hit = Hit(passage, sentence.start() + sum_[0].start(), sum_[0][0])
                if len(sum_) == 2:
                    equal.append((hit, what))
                else:
                    yield Spot(hit.place, {"what": what})
    for hit, what in equal[:1]:  # one habit is one finding
        more = lines_of([one for one, _ in equal])
        yield Spot(hit.place, {"what": Words(what.zh + more.zh, what.en + more.en)})
    yield from _widths(bulletin)


def _told(sentence: str) -> Iterator[Told]:
    figures = list(FIGURE.finditer(sentence))
    for first in range(len(figures) - 1):
        sum_ = _sum(figures[first : first + 4], sentence)
        if len(sum_) > 1 and any(_masked(figure) for figure in sum_):
            told = _equal(sum_, sentence) or _difference(sum_, sentence) or _range(sum_, sentence)
            if told:
                yield sum_, told
                return


def _sum(figures: Counted, sentence: str) -> Counted:
    """A figure and up to three after it of the same unit, each near the one before, none of them a subset."""
    sum_ = figures[:1]
    for figure in figures[1:]:
        between = sentence[sum_[-1].end() : figure.start()]
        if figure["unit"] != sum_[0]["unit"] or len(between) > FURTHEST or SUBSET.search(between):
            break
        sum_.append(figure)
    return sum_


def _masked(figure: re.Match[str]) -> bool:
    return not figure["value"].isdigit()


def _equal(sum_: Counted, sentence: str) -> Words | None:
    """Two figures, the second of what is done, and 100 % soon after."""
    if len(sum_) != 2 or not DONE.search(sentence[sum_[0].end() : sum_[1].start()]):
        return None
    if not (rate := WHOLE.search(sentence, sum_[1].end(), sum_[1].end() + FURTHEST)):
        return None
    one, other = sum_[0][0], sum_[1][0]
    return Words(f"“{one}”“{other}”与“{rate[0]}”并列，两数相等", f"“{rate[0]}” makes “{one}” and “{other}” equal")


def _difference(sum_: Counted, sentence: str) -> Words | None:
    """A total, what is done and what is left, of which one is masked."""
    masked = [figure for figure in sum_ if _masked(figure)]
    if len(sum_) != 3 or len(masked) != 1 or not _partition(sum_, sentence):
        return None
    total, *parts = (0 if _masked(figure) else int(figure["value"]) for figure in sum_)
    value = sum(parts) if masked[0] is sum_[0] else total - sum(parts)
    return Words(f"“{masked[0][0]}”只能是{value}", f"“{masked[0][0]}” can only be {value}") if value >= 0 else None


def _range(sum_: Counted, sentence: str) -> Words | None:
    """All masked, a letter a digit, and the total wider than its parts."""
    widths = [len(figure["value"].replace("\\", "")) for figure in sum_]
    if len(sum_) < 3 or not all(map(_masked, sum_)) or not _partition(sum_, sentence) or widths[0] <= max(widths[1:]):
        return None
    low, high = 10 ** (widths[0] - 1), sum(10**width - 1 for width in widths[1:])
    if high < low:
        return None
    shown = f"{sum_[0]['value']} = {' + '.join(figure['value'] for figure in sum_[1:])}"
    return Words(
        f"“{shown}”，若按位数遮盖，总数在{low}到{high}之间",
        f"“{shown}”: if each stroke is a digit, the total is between {low} and {high}",
    )


def _partition(sum_: Counted, sentence: str) -> bool:
    between = [sentence[one.end() : other.start()] for one, other in pairwise(sum_)]
    return bool(DONE.search(between[0])) and bool(LEFT.search(between[-1]))


def _widths(bulletin: Bulletin) -> Iterator[Spot]:
    """Masks of more than one width, in the same characters."""
    kinds: dict[str, dict[int, Hit]] = {}
    for hit in hits(bulletin, WIDE):
        words = hit.words.replace("\\", "")
        kinds.setdefault(words[0].upper(), {}).setdefault(len(words), hit)
    for mark, places in kinds.items():
        if len(places) > 1:
            widths = Words(*(sep.join(map(str, sorted(places))) for sep in ("、", ", ")))
            yield Spot(
                places[max(places)].place,
                {
                    "what": Words(
                        f"“{mark}”的宽度有{widths.zh}，透露了各数的位数，请统一为两个",
                        f"“{mark}” is {widths.en} wide, which tells how many digits there were; make all of them two",
                    )
                },
            )
