"""What shows that parts are meant to be all of a whole though they miss it: how little, what they are called, their rates."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise

from bulletin.claims.lexicon import DONE, LEFT, Status
from bulletin.claims.tree import Node, Slice
from bulletin.figures import Figure, Verdict, parse_rate, rate_holds, total_of
from bulletin.regex import regex

NEGATED = regex(".*(?:尚未|没有|仍未|未能|不能|不|未|非|无)(?P<what>[^，。；、]{2,})")
OPPOSED = [
    (regex(one), regex(other))
    for one, other in (
        ("按[时期]|如期", "超[时期]|逾期"),
        ("立即|现场|当场|立行|即知", "限期|分阶段|持续|长期"),
        ("[省市州县区]直|本级|机关|部门", "[市县区州镇乡]|街道|基层"),
        ("直办|直接|自行|平台|前台|即时", "转办|转派|派单|转交|交办"),
        ("电话|来电|热线|来访", "来信|信件|网络|网上|网民|非电话|互动|微信|平台"),
        ("新建|新开", "续建|结转"),
        ("集体", "个人|联名|委员"),
        ("城市|城镇|城区", "农村|乡村|郊区|镇村"),
        ("一般", "重大|较大"),
        ("有效", "无效|重复"),
        ("达到|超过|达序时|达时序", "未达|滞后"),
        ("全体会议|全会|大会", "闭会|平时|会后|日常"),
        ("共性", "个性"),
        ("住宅", "非住宅"),
        ("男", "女"),
    )
]
HELD = {Verdict.ADDS_UP, Verdict.LAST_DIGIT}
SHARE = regex("(?:各|约|仅|只)?占?(?:比例?|总数|总量|比重|全部|总)?(?:为|达|的|约)?")  # not 满意率, nor 党组织占
NEARLY_ALL = 99  # percent
SERIES = 3  # items, each with its share
SOME = 5  # parts that a rate may be the rate of
FEWEST = 10  # figures so small are off by one by chance
DIGITS = {Decimal(10**place) for place in range(1, 8)}  # one digit but the last is off by one
SURE = 5  # digits of a whole, all but one of which a sum has by no chance; one less where the words make it a list
SLIGHTLY = Decimal("0.02")
HARDLY = Decimal("0.015")  # a sum that comes as near as that to a whole is hardly a stranger to it


def close(said: Figure, total: Figure) -> bool:
    """A sum misses its whole by so little that it is meant to be it: 2 of 138, 10 of 763; not 1 of 5."""
    gap = max(said.low - total.high, total.low - said.high)
    least = 2 if total.low >= 4 * FEWEST else 1
    return said.exact and total.exact and total.low >= FEWEST and gap <= max(Decimal(least), total.low * HARDLY)


def slipped(figures: list[Figure], total: Figure, sure: int = SURE) -> bool:
    """A sum misses its whole by a slip of the pen: by very little, or by two neighbouring digits changed over, 1172 for 1127."""
    said = total_of(figures)
    if close(said, total):
        return True
    gap = said.low - total.low
    if not said.exact or not total.exact or total.low < FEWEST or len(figures) < 2:
        return False
    if (abs(gap) in DIGITS and abs(gap) <= total.low * SLIGHTLY) or one_digit(gap, total.low, sure):
        return True
    return (gap % 9 == 0 and any(_changed_over(figure.low, -gap) for figure in figures)) or _changed_over(
        total.low, gap
    )


def one_digit(gap: Decimal, total: Decimal, least: int) -> bool:
    """2707 for 1707: a sum has all the digits of its whole but one; `least` of them, so that it is by no chance."""
    digits, own = f"{abs(gap):f}".rstrip("0"), f"{total:f}"
    return len(digits) == 1 and "." not in own and len(own.rstrip("0")) >= least


def _changed_over(number: Decimal, gap: Decimal) -> bool:
    """Two neighbouring digits of a number, the other way round, make it as much more as the gap."""
    return number + gap in set(_turned(f"{number:f}")) if number == number.to_integral_value() else False


def _turned(digits: str) -> Iterator[Decimal]:
    """A number with two of its neighbouring digits the other way round."""
    for at, (one, other) in enumerate(pairwise(digits)):
        if one != other and "." not in (one, other) and (at or other != "0"):
            yield Decimal(digits[:at] + other + one + digits[at + 2 :])


def misread(part: Figure, whole: Figure, rate: Figure) -> bool:
    """220个，已完成135个，覆盖率69.5%: the rate is that of 153, and with two digits changed over in one of the three it holds."""
    if (
        not (part.exact and whole.exact and rate.exact)
        or "." not in rate.text
        or part.low < FEWEST
        or part.low > whole.low
    ):
        return False
    parts = (Figure.of(low) for low in _turned(f"{part.low:f}") if low <= whole.low)
    wholes = (Figure.of(low) for low in _turned(f"{whole.low:f}") if low >= part.low)
    rates = (parse_rate(f"{low:f}%") for low in _turned(f"{rate.low:f}") if low <= 100)
    tried = (
        *((one, whole, rate) for one in parts),
        *((part, one, rate) for one in wholes),
        *((part, whole, one) for one in rates),
    )
    return any(rate_holds(*figures) is Verdict.ADDS_UP for figures in tried)


def repaired(whole: Node, cut: Slice) -> bool:
    """55项，达到44项占80.0%，未达到51项占20.0%: what the others leave of the whole is the share, the figure is not."""
    total = whole.figure
    if not total or not total.exact or not cut.exact or len(cut.parts) < 2:
        return False
    for part in cut.parts:
        others = [one for one in cut.parts if one is not part]
        rates = part.shares[:1] or (whole.rates[:1] if part.status is Status.COMPLETED and cut.form == "status" else [])
        stated, left = rates[0].figure if rates else None, total.low - cut.low + (part.figure.low if part.figure else 0)
        if not stated or not part.figure or left <= 0 or rate_holds(part.figure, total, stated) in HELD:
            continue
        held = [
            rate_holds(one.figure, total, one.shares[0].figure) in HELD
            for one in others
            if one.figure and one.shares and one.shares[0].figure
        ]
        sharp = "." in stated.text or (len(held) == len(others) > 1)
        if sharp and all(held) and rate_holds(Figure.of(left), total, stated) is Verdict.ADDS_UP:
            return True
    return False


def mistaken(whole: Node, cut: Slice) -> Iterator[Figure]:
    """The rates that are wrong in the same way as the sum: 411个，已整改403个，……，整改率97.82%, which is 403/412."""
    said, total = total_of([part.figure for part in cut.parts if part.figure]), whole.figure
    if not total or not said.exact or not total.exact or said.low <= 0:
        return
    gap = said.low - total.low
    of_parts = [(part.figure.low, share) for part in cut.parts if part.figure for share in part.shares]
    done = list(accumulate(_lows(cut)))
    of_whole = [(one, rate) for rate in whole.rates for one in dict.fromkeys([*done, *_lows(cut)])]
    for low, rate in [*of_parts, *of_whole]:
        stated = rate.figure
        if not stated or not stated.exact or stated.low == 100 or low <= gap:
            continue
        if {rate_holds(Figure.of(low), said, stated), rate_holds(Figure.of(low - gap), total, stated)} & HELD:
            yield stated


def _lows(cut: Slice) -> list[Decimal]:
    return [part.figure.low for part in cut.parts[:SOME] if part.figure]


def opposites(labels: list[str]) -> bool:
    """合格379批次、不合格7批次; 按时办结796件、超时办理15件: nothing is of both, and of the whole nothing of neither."""
    if exhaustive(labels):
        return True
    two = [label for label in labels if label]
    pairs = [two, two[::-1]] if len(two) == 2 else []
    return any(one.search(first) and other.search(last) for first, last in pairs for one, other in OPPOSED)


def exhaustive(labels: list[str]) -> bool:
    """已开工149项、尚未开工37项: what is not told of as done is told of as not done."""
    denied = [match["what"] for label in labels if (match := NEGATED.search(label))]
    plain = [label for label in labels if not NEGATED.search(label)]
    return any(what[:2] in label for what in denied for label in plain)


def shared_out(cut: Slice) -> bool:
    """占52.7%、占47.3%: the shares of the parts make up a hundred."""
    shares = [part.shares[0].figure for part in cut.parts if part.shares]
    said = sum((share.low for share in shares if share), Decimal(0))
    exact = all(share and share.exact for share in shares)
    return len(shares) == len(cut.parts) > 1 and exact and abs(said - 100) <= Decimal("0.1") * len(shares)


def told_of_rest(whole: Node, cut: Slice) -> bool:
    """开工率80.71% is that of 在建128个 and 竣工31个 together in 197个, or the shares hold and leave some: the rest is known of."""
    said, total = total_of([part.figure for part in cut.parts if part.figure]), whole.figure
    if not total or said.low >= total.low:
        return False
    if {part.status for part in cut.parts} <= DONE and any(_of_some(whole, cut, rate.figure) for rate in whole.rates):
        return True  # 3411件（已办结2750件，阶段性办结660件），办结率81%
    if close(said, total):
        return False
    mixed = {part.status for part in cut.parts} & LEFT and {part.status for part in cut.parts} & DONE
    rates = [] if mixed and cut.stated else whole.rates  # 已整改620家，余10家: no rate is that of both
    joint = (rate.figure for rate in rates if rate.figure and rate.figure.exact and rate.figure.low < 100)
    if any(rate_holds(said, total, rate) in HELD for rate in joint):
        return True
    shares = [(part.figure, part.shares[0].figure) for part in cut.parts if part.shares]
    held = {rate_holds(part, total, share) for part, share in shares if part and share}
    return len(shares) == len(cut.parts) > 1 and Verdict.ADDS_UP in held <= HELD and not shared_out(cut)


def _of_some(whole: Node, cut: Slice, rate: Figure | None) -> bool:
    """A rate far below all that is the rate of a part."""
    parts = (part.figure for part in cut.parts if part.figure)
    some = rate is not None and rate.high < NEARLY_ALL
    return some and any(rate_holds(part, whole.figure, rate) in HELD for part in parts if whole.figure and rate)


def alike(one: Node, other: Node) -> bool:
    """Both are done, or both are left."""
    return any({one.status, other.status} <= same for same in (DONE, LEFT))


def all_shared(whole: Node, cut: Slice) -> bool:
    """Every part of the whole has a share, and two of them are shares of it: then no share is of anything else."""
    pairs = [(part.figure, part.shares[0].figure) for part in cut.parts if part.shares]
    holds = [rate_holds(part, whole.figure, share) for part, share in pairs if part and share and whole.figure]
    return len(pairs) == len(cut.parts) and sum(held in HELD for held in holds) > 1


def in_series(whole: Node, cut: Slice) -> bool:
    """Item by item, each with its share, and all but one of them are shares of the whole."""
    pairs = [(part.figure, part.shares[0].figure) for part in cut.parts if part.figure and part.shares]
    held = sum(
        rate_holds(part, whole.figure, share) in HELD for part, share in pairs if part and share and whole.figure
    )
    return SERIES <= held >= len(cut.parts) - 1


def shared_elsewhere(parts: list[Node], total: Figure | None) -> bool:
    """来电6件，占10%；网络14件，占25%: no shares of 20, though they make it up."""
    told = [(part.figure, part.shares[0]) for part in parts if part.figure and part.shares]
    held = [
        rate_holds(part, total, share.figure)
        for part, share in told
        if share.figure and total and SHARE.fullmatch(share.before)
    ]
    return len(held) > 1 and set(held) == {Verdict.DOES_NOT_ADD_UP}


def of_one_other(parts: list[Node], total: Figure | None) -> bool:
    """2089件，占48.6%；1840件，占42.8%: no shares of 3929, though both together are, but of one and the same other figure."""
    told = [(part.figure.low, part.shares[0].figure) for part in parts if part.figure and part.shares]
    if not shared_elsewhere(parts, total) or not all(rate and rate.exact and rate.low for _, rate in told):
        return False
    ends = [(rate, Decimal(1).scaleb(rate.low.as_tuple().exponent) / 2) for _, rate in told if rate]  # type: ignore[arg-type]
    least = max(one / (rate.low + half) for (one, _), (rate, half) in zip(told, ends, strict=True))
    most = min(one / (rate.low - half) for (one, _), (rate, half) in zip(told, ends, strict=True))
    return least <= most


def of_their_sum(whole: Node, cut: Slice) -> bool:
    """Each part has its share of what the parts come to: the whole in front of them counts something more."""
    pairs = [(part.figure, part.shares[0].figure) for part in cut.parts if part.figure and part.shares]
    if len(pairs) < max(3, len(cut.parts)) or not whole.figure:
        return False
    own = total_of([part for part, _ in pairs if part])
    held = (rate_holds(part, own, share) is Verdict.ADDS_UP for part, share in pairs if part and share)
    return not own.meets(whole.figure) and not close(own, whole.figure) and all(held)
