"""Statements composed from words of the field: what is true is never called false, and a partition that is off is found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.claims import Claim, claims
from bulletin.figures import Verdict

DONE = ["已完成整改", "已办结", "完成", "已销号", "整改到位", "已化解", "处置完毕", "已经整改"]
PHASED = ["基本完成", "阶段性办结", "取得阶段性成效"]
GOING = ["正在整改", "正在办理", "有序推进", "正在处置", "按序时推进"]
LEFT = ["未完成", "尚未整改", "未办结", "未启动"]
WHOLES = [
    "巡察反馈{n}{u}问题，",
    "截至9月底，{n}{u}问题中，",
    "2023年以来，共交办信访事项{n}{u}，",
    "全市共排查各类隐患{n}{u}，其中",
    "反馈意见指出的问题共{n}{u}。截至目前，",
    "市委第3巡察组（2022年5月6日至6月9日）反馈问题{n}{u}，目前",
    "清单内任务{n}{u}，制定措施{more}条，",
    "收到投诉举报{more}{u}，受理{n}{u}，",
    "{n}{u}整改任务，截至11月30日，",
    "第七轮巡察和〔2023〕5号文件指出的{n}{u}事项，",
    "4个方面12类{n}{u}问题，",
    "反馈问题{n}{u}（共性问题{a}{u}、个性问题{b}{u}），",
    "工单{n}{u}（重点件{a}{u}），",
]
AFTER = [
    "。",
    "；建立制度{x}项，问责{y}人，召开会议{z}次。",
    "，同比下降12.3%。",
    "，为群众挽回损失{x}.{y}万元。",
    "。其中，立行立改{part}{u}。",
    "；下发督办函{x}份，约谈{y}人次。",
    "。电话：0372-2519{x:03d}，邮编455000。",
    "。累计收到来信{more}{u}，已办结{part}{u}。",
    "，涉及{x}个乡镇、{y}家企业。",
    "。详见第{x}条和附件{y}。",
    "，群众满意率9{z}%。",
]
INNER = ["", "", "（含立行立改{few}{u}）", "（其中县级{few}{u}）", "，其中立行立改{few}{u}"]


@st.composite
def statements(draw: st.DrawFn, off: bool = False) -> str:
    """A whole and its parts by status, in one of many wordings; `off`: the whole is one or more too many."""
    sizes = draw(st.lists(st.integers(2, 400), min_size=2, max_size=4))
    kinds = [DONE, *draw(st.permutations([PHASED, GOING, LEFT]))][: len(sizes)]
    if len(sizes) == 2:
        kinds[1] = draw(st.sampled_from([GOING, LEFT]))
    unit = draw(st.sampled_from("个项件处"))
    n = sum(sizes) + (draw(st.integers(1, max(1, min(9, sum(sizes) // 4)))) if off else 0)
    a = draw(st.integers(1, n - 1))
    facts = {
        "n": n, "u": unit, "a": a, "b": n - a, "more": n + draw(st.integers(1, 900)), "part": draw(st.integers(1, sizes[0])),
        "few": draw(st.integers(1, sizes[0])), "x": draw(st.integers(2, 99)), "y": draw(st.integers(2, 99)), "z": draw(st.integers(2, 9)),
    }  # fmt: skip
    behind, mark = draw(st.booleans()), draw(st.sampled_from("、，"))
    parts = []
    for size, words in zip(sizes, kinds, strict=True):
        word = draw(st.sampled_from(words))
        parts.append(f"{size}{unit}{word}" if behind else f"{word}{size}{unit}")
    if not off and not behind:
        parts[0] += draw(st.sampled_from(INNER)).format(**facts)
    if not off and draw(st.booleans()):
        parts[0] += f"，完成率{100 * sizes[0] / n:.1f}%"
    whole = draw(st.sampled_from(WHOLES[:5] if off else WHOLES)).format(**facts)
    return whole + mark.join(parts) + (AFTER[0] if off else draw(st.sampled_from(AFTER)).format(**facts))


def false(text: str) -> list[Claim]:
    return [claim for claim in claims(text) if claim.verdict == Verdict.DOES_NOT_ADD_UP]


@given(statements())
@settings(max_examples=500)
def test_what_is_true_is_never_called_false(text: str) -> None:
    assert false(text) == []


@given(statements(off=True))
@settings(max_examples=200)
def test_a_partition_that_is_off_is_found(text: str) -> None:
    assert false(text)


BETWEEN = [
    "召开会议{n}次，",
    "建立制度{n}项，",
    "约谈{n}人，",
    "下发督办函{n}份，",
    "追缴资金{n}.6万元，",
    "群众满意率9{d}.3%，",
    "移交问题线索{n}条，",
]


@given(statements(), statements(), st.sampled_from("；。"), st.sampled_from(BETWEEN), st.integers(2, 60))
@settings(max_examples=300, deadline=None)
def test_true_statements_stay_true_beside_others(one: str, other: str, mark: str, between: str, n: int) -> None:
    """One after the other, with something else told between them."""
    assert false(one.rstrip("。") + mark + between.format(n=n, d=n % 10) + other) == []


TOWNS = ["宿州市", "阜阳市", "亳州市", "六安市", "蚌埠市", "淮南市", "滁州市", "芜湖市", "安庆市", "宣城市", "黄山市"]
THINGS = ["大气", "噪声", "水", "土壤", "生态", "固废", "其他"]


@given(
    st.lists(st.integers(61, 99), min_size=3, max_size=7, unique=True),
    st.lists(st.integers(2, 60), min_size=4, max_size=11, unique=True),
    st.sampled_from("、；"),
    st.sampled_from("；。"),
)
@settings(max_examples=300, deadline=None)
def test_an_enumeration_is_taken_whole_or_not_at_all(kinds: list[int], towns: list[int], mark: str, apart: str) -> None:
    """Whatever some of its items happen to add up to, a list of towns is part of something with all of them or with none."""
    listed = "、".join(f"{name}{n}个" for name, n in zip(THINGS, kinds, strict=False))
    places = mark.join(f"{name}{n}件" for name, n in zip(TOWNS, towns, strict=False))
    for claim in claims(f"转办举报件{sum(kinds)}件，涉及{listed}{apart}{places}。"):
        some = {int(part.figure.low) for part in claim.parts} & set(towns)
        told = claim.verdict in (Verdict.ADDS_UP, Verdict.DOES_NOT_ADD_UP)
        assert not told or len(some) < 2 or some == set(towns)
