"""Claims from prose: cases as data in tests/claims, and what must hold for any text."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.claims import Claim, claims
from bulletin.claims.tokens import NUMBER, NUMBERS, tokens
from bulletin.figures import Verdict

CASES = Path(__file__).parent / "claims"


def cases() -> list[tuple[str, str, list[list[object]]]]:
    """Every case with what it must find; those of silent.yml need find nothing."""
    given = [
        (file.stem, case) for file in sorted(CASES.glob("*.yml")) for case in yaml.safe_load(file.read_text("utf-8"))
    ]
    return [(name, case, []) if isinstance(case, str) else (name, case["text"], case["finds"]) for name, case in given]


def brief(claim: Claim) -> list[object]:
    total = float(claim.total.low) if claim.total else None
    return [total, sorted(float(part.figure.low) for part in claim.parts), str(claim.verdict)]


@pytest.mark.parametrize(("family", "text", "finds"), cases())
def test_a_text_gives_its_claims(family: str, text: str, finds: list[list[object]]) -> None:
    made = claims(text)
    told = [brief(claim) for claim in made]
    for total, parts, verdict in finds:
        assert [total, sorted(parts), verdict] in told, told
    false = sum(claim.verdict == Verdict.DOES_NOT_ADD_UP for claim in made)
    assert false == sum(verdict == "does_not_add_up" for *_, verdict in finds), told


words = st.text(
    alphabet="0123456789一二三十百万亿个件项余近约，、；。：（）%率占其中余共已未正在整改完成办结问题*X“”《》第 \n分别各全部均+-./",
    max_size=120,
)


NUMERALS = "百十千一二三五九两零〇点分之余多近约至万亿成半过数%0123.XX*×个件项，。第共各均"


@st.composite
def sums(draw: st.DrawFn) -> str:
    """A whole, a row of figures that make it up or nearly, and words for what each is; with a unit or without."""
    parts = draw(st.lists(st.integers(0, 60), min_size=1, max_size=6))
    unit, total = draw(st.sampled_from(["个", "件", "家", ""])), sum(parts) + draw(st.sampled_from([0, 0, 1, -1]))
    named = st.sampled_from(["已整改", "正在整改", "未完成", "来电", "来信", "甲区", "其中", "其余", "涉及", "超期"])
    row = "".join(f"{draw(named)}{part}{unit}{draw(st.sampled_from('、，；（）'))}" for part in parts)
    behind = draw(st.sampled_from(["", f"共计{sum(parts)}{unit}", f"合计{total}{unit}全部完成", "整改率95%"]))
    return f"{draw(st.sampled_from(['反馈问题', '共', '']))}{total}{unit}{draw(st.sampled_from('，：；。（'))}{row}{behind}。"


@given(st.text(max_size=200) | words | st.text(NUMERALS, max_size=60) | st.lists(sums(), max_size=3).map("".join))
@settings(max_examples=600)
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, reading it raises nothing, and every claim stands where it says."""
    lines = text.split("\n")
    for claim in claims(text, first_line=7):
        assert 0 <= claim.line - 7 < len(lines)
        assert 1 <= claim.column <= len(lines[claim.line - 7]) + 1
        assert claim.as_json()["verdict"] == claim.verdict
    for token in tokens(text):  # each number has a character by which a text without any is known
        assert token.kind not in NUMBERS or NUMBER.search(text, token.start, token.end)


def steps(text: str) -> int:
    """The work that reading takes: how many lines of code are run, each turn of a loop counted."""
    count = 0

    def seen(_frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return seen

    before = sys.gettrace()
    sys.settrace(seen)
    try:
        claims(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "反馈问题25个，已完成整改19个、正在整改6个，完成率76%；",
        "其中12件，含3件（其中1件），",
        "大气1、水2、土3、",
        "（含立行立改2个",
        "共计12个，占50%，",
        "9",
        "一",
        "X",
        "第1、",
        "各4件、",
        "分别有3个、2个，",
        "全部完成，其余正在推进，",
        "20件，整改率31.7%，",
        "12个已完成",
        "共3件，",
        "：3个",
        "正在按",
        "甲、",
        "甲市3件；",
        "甲市3件，重点件1件；",
        "甲类3件，占5%；",
        "甲市、乙市各3件，",
        "按区域分：甲市3件、乙市4件；",
        "甲市（3件，下同）、",
        "（",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Four times the text, without one full stop in it, takes about four times the work."""
    small, large = steps(piece * 250), steps(piece * 1000)
    assert large < 5 * small + 2000


@given(st.integers(2, 900), st.integers(1, 900), st.sampled_from("个件项处"))
@settings(deadline=None)
def test_a_true_partition_is_never_called_false(done: int, left: int, unit: str) -> None:
    """And a partition that is off by one is."""
    text = f"反馈问题{done + left}{unit}，已完成整改{done}{unit}、正在整改{left}{unit}。"
    (claim,) = claims(text)
    assert claim.verdict == Verdict.ADDS_UP
    (wrong,) = claims(text.replace(f"问题{done + left}", f"问题{done + left + 1}"))
    assert wrong.verdict == Verdict.DOES_NOT_ADD_UP
    assert "差1" in wrong.why
