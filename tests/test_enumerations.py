"""Lists are read whole: whatever their names, marks and second figures, and whatever sums their numbers happen to make."""

from hypothesis import given
from hypothesis import strategies as st

from bulletin.claims import Claim, claims
from bulletin.figures import Verdict

PLACES = ("青山", "临河", "东平", "西岭", "南湾", "北坡", "长桥", "安泰", "宁远", "永福", "三水", "高坪")
KINDS = (
    "水类",
    "大气类",
    "噪声类",
    "土壤类",
    "油烟类",
    "扬尘类",
    "垃圾类",
    "生态类",
    "海洋类",
    "辐射类",
    "异味类",
    "其他类",
)
HEADS = (
    "共交办信访件{0}件。按区域分类：",
    "收到信访件{0}件，其中：",
    "信访件{0}件：",
    "已交办{0}件信访件。从分布看，",
    "累计{0}件。按地区分，其中：",
)
ASIDES = ("重点件", "重点", "重复件", "重点关注件")


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, str, list[int], str]:
    """The words in front of a list, its items, their numbers and the mark between them."""
    parts = draw(st.lists(st.integers(1, 60), min_size=4, max_size=12))
    names = draw(st.permutations(draw(st.sampled_from([PLACES, KINDS]))))
    mark, aside = draw(st.sampled_from("；、；")), draw(st.sampled_from(ASIDES))
    beside = draw(st.lists(st.booleans(), min_size=12, max_size=12)) if mark == "；" else [False] * 12
    items = [
        f"{name}{part}件" + (f"，{aside}{draw(st.integers(1, part))}件" if more else "")
        for name, part, more in zip(names, parts, beside, strict=False)
    ]
    return draw(st.sampled_from(HEADS)), mark, parts, "\n".join(items)


def sums(made: list[Claim], *, least: int = 2) -> list[tuple[float, list[float]]]:
    """The claims that add up, of so many parts at least."""
    full = (claim for claim in made if claim.verdict == Verdict.ADDS_UP and claim.total and len(claim.parts) >= least)
    return [
        (float(claim.total.low), sorted(float(part.figure.low) for part in claim.parts))
        for claim in full
        if claim.total
    ]


@given(lists(), st.randoms(use_true_random=False))
def test_a_list_is_its_whole_in_whatever_order(made: tuple[str, str, list[int], str], chance: object) -> None:
    head, mark, parts, items = made
    row = items.split("\n")
    chance.shuffle(row)  # type: ignore[attr-defined]
    text = f"{head.format(sum(parts))}{mark.join(row)}。"
    assert sums(claims(text)) == [(sum(parts), sorted(map(float, parts)))], text


@given(lists(), st.integers(1, 9))
def test_a_list_that_is_off_adds_up_to_nothing_else(made: tuple[str, str, list[int], str], off: int) -> None:
    head, mark, parts, items = made
    text = f"{head.format(sum(parts) + off)}{mark.join(items.split(chr(10)))}。"
    assert sums(claims(text)) == [], text
