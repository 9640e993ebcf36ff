"""Lists are read whole: whatever their names, marks and second figures, and whatever sums their numbers happen to make."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bulletin.claims import Claim, claims
from bulletin.figures import Verdict

PLACES = ("青山", "临河", "东平", "西岭", "南湾", "北坡", "长桥", "安泰", "宁远", "永福", "三水", "高坪")
DISTRICTS = tuple(f"{name}县" for name in PLACES)
KINDS = ("水", "大气", "噪声", "土壤", "油烟", "扬尘", "垃圾", "生态", "海洋", "辐射", "异味", "光污染")
HEADS = (
    "共交办信访件{}件。按区域分类：",
    "收到信访件{}件，其中：",
    "信访件{}件：",
    "已交办{}件信访件。从分布看，",
    "累计{}件。按地区分，其中：",
    "第三批转来投诉{}件，分布为：",
)
BEFORE = ("", "上周开会3次，走访企业12家。", "来电与来信都已登记。\n", "此前各批共办结912件，整改率88%。")
BEHIND = ("", "问责6人。", "截至当日，共收到3021件。", "以上均已转办。")
ASIDES = ("重点件", "重点", "重复件", "重点关注件")
numbers = st.lists(st.integers(1, 60), min_size=4, max_size=12)


class Made:
    """A list as it might be written, with the whole that it makes up or misses."""

    def __init__(self, draw: st.DrawFn, parts: list[int]) -> None:
        names = draw(st.permutations(draw(st.sampled_from([PLACES, DISTRICTS, KINDS]))))
        self.parts, self.mark = parts, draw(st.sampled_from("；、"))
        self.head, before = draw(st.sampled_from(HEADS)), draw(st.sampled_from(BEFORE))
        self.head, self.behind = before + self.head, draw(st.sampled_from(BEHIND))
        bracket = draw(st.booleans())
        self.items = [
            f"{name}（{part}件）" if bracket else f"{name}{part}件" for name, part in zip(names, parts, strict=False)
        ]
        if self.mark == "；" and not bracket:
            aside, some = draw(st.sampled_from(ASIDES)), draw(st.sets(st.integers(0, len(parts) - 1)))
            for at in some:
                self.items[at] += f"，{aside}{draw(st.integers(0, parts[at]))}件"

    def text(self, total: int) -> str:
        return f"{self.head.format(total)}{self.mark.join(self.items)}。{self.behind}"


@st.composite
def lists(draw: st.DrawFn) -> Made:
    """A list of named items, some perhaps with a second figure, in a text of other figures."""
    return Made(draw, draw(numbers))


def sums(text: str) -> list[tuple[int, list[int]]]:
    """The claims of two parts and more that add up, the last digit of a rate perhaps rounded down."""
    holds = (Verdict.ADDS_UP, Verdict.LAST_DIGIT)
    full = (claim for claim in claims(text) if claim.verdict in holds and len(claim.parts) > 1)
    return [(int(claim.total.low), numbers_of(claim)) for claim in full if claim.total]


def numbers_of(claim: Claim) -> list[int]:
    return sorted(int(part.figure.low) for part in claim.parts)


@given(lists(), st.randoms(use_true_random=False))
def test_a_list_is_its_whole_in_whatever_order(made: Made, chance: Random) -> None:
    chance.shuffle(made.items)
    text = made.text(sum(made.parts))
    assert sums(text) == [(sum(made.parts), sorted(made.parts))], text


@given(lists(), st.integers(1, 9))
def test_a_list_that_is_off_adds_up_to_nothing_else(made: Made, off: int) -> None:
    text = made.text(sum(made.parts) + off)
    assert sums(text) == [], text


@given(numbers, st.data(), st.sampled_from(["已办结", "已整改", "已完成"]), st.sampled_from("，、"))
def test_two_columns_are_two_lists(parts: list[int], data: st.DataObject, status: str, mark: str) -> None:
    done = [data.draw(st.integers(0, part)) for part in parts]
    rows = [f"{name}{part}件{mark}{status}{some}件" for name, part, some in zip(DISTRICTS, parts, done, strict=False)]
    text = f"信访件共{sum(parts)}件，{status}{sum(done)}件。其中：{'；'.join(rows)}。"
    made = sums(text)
    assert (sum(parts), sorted(parts)) in made, text
    assert sum(done) < 20 or (sum(done), sorted(done)) in made, text


@given(numbers, st.sampled_from(["占{}%", "（{}%）"]), st.sampled_from("；，"))
def test_lists_of_shares_one_after_another_stay_apart(parts: list[int], share: str, mark: str) -> None:
    """Each makes up the whole, and none takes an item of the other."""
    total = sum(parts)
    rows = [
        mark.join(
            f"{name}{part}件，{share.format(round(100 * part / total, 2))}".replace("，（", "（")
            for name, part in zip(names, parts, strict=False)
        )
        for names in (KINDS, DISTRICTS)
    ]
    text = f"收到信访件{total}件。{'。'.join(rows)}。"
    assert sums(text) == [(total, sorted(parts))] * 2, text


def test_a_sentence_told_like_the_next_is_not_the_sum_of_some_that_follow() -> None:
    rows = zip(DISTRICTS, (21, 7, 5, 9, 6, 6, 1), strict=False)
    assert not sums("".join(f"{name}检查企业{100 + found}家，发现问题{found}家。" for name, found in rows))


FRONTS = (
    "共收到举报件{near}件。重点关注案件共{own}件。其中",
    "转办案件{more}件，水类{few}件、其他{near}件；重点案件共{own}件。其中",
    "转办案件{more}件。其中水类{few}件，其他{near}件，重点案件{own}件。按地区分：",
    "当日转办{near}件（其中举报电话{own}件）。其中",
    "信访件{own}件已全部登记。当日受理{near}件，分别为：",
    "本批{own}件，另有上批{near}件。从分布看，",
    "受理{own}件。本批{few}件。立案{near}件，",
    "受理{own}件。走访企业3家、约谈4人、出车5辆、巡河6公里、清运7吨、查封8台、种树9棵、修路10米、拆房11栋、捐款12元、建档13户。立案{near}件，",
)


@given(numbers, st.data(), st.sampled_from(FRONTS), st.sampled_from("，、；"))
def test_nothing_is_wrong_where_the_parts_make_up_a_figure_in_front(
    parts: list[int], data: st.DataObject, front: str, mark: str
) -> None:
    """Whatever stands nearer, and though that figure is itself a part."""
    own, off = sum(parts), data.draw(st.sampled_from([-9, -3, -2, -1, 1, 2, 3, 10]))
    near, few = max(1, own + off), data.draw(st.integers(1, 40))
    names = data.draw(st.sampled_from([PLACES, DISTRICTS, KINDS, ("已办结", "正在办理", "未办结")]))
    rows = mark.join(f"{name}{part}件" for name, part in zip(names, parts, strict=False))
    if len(names) < len(parts):
        rows = f"已办结{own - parts[0]}件{mark}正在办理{parts[0]}件"
    text = f"{front.format(near=near, own=own, few=few, more=near + own + few)}{rows}。"
    assert Verdict.DOES_NOT_ADD_UP not in {claim.verdict for claim in claims(text)}, text
