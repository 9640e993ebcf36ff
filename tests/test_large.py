"""What is large stays readable, and takes time that grows as it does."""

import json
import random
import time

import pytest

from bulletin.findings import FORMATS, SHOWN, folded
from bulletin.load import parse
from bulletin.review import redline
from bulletin.review.redline import Sentence

MANY = 5_000


@pytest.fixture(scope="module")
def many(tmp_path_factory, whole, judge):
    """Findings of five thousand faulty entries, and of two files beside them."""
    root = tmp_path_factory.mktemp("many")
    (root / "bulletins").mkdir()
    entries = "".join(f'  - {{id: "{n}", title: 第{n}处隐患, status: done}}\n' for n in range(MANY))
    (root / "bulletins" / "a.md").write_text(whole(f"issues:\n{entries}"))
    (root / "bulletins" / "b.md").write_text(whole("x: 1"))
    return judge(root)


def test_five_thousand_findings_are_told_in_a_page(many):
    """People read the first of each kind and how many more there are, beside whatever else is wrong; programs get all."""
    alike = [finding for finding in many if finding.path.endswith("a.md")]
    rules = {finding.rule for finding in alike}
    text = FORMATS["text"](many, "zh").split("\n")

    assert len(alike) >= MANY
    assert sum("没有列出" in line for line in text) >= 1
    assert any(f"同类的还有{MANY - SHOWN}处" in line for line in text)
    assert any("b.md" in line for line in text)
    assert len(text) <= (2 * SHOWN + 1) * (len(rules) + 1)
    assert len(json.loads(FORMATS["json"](many, "zh"))) == len(many)


def test_what_is_folded_keeps_its_order(many):
    """Those shown stand as they stood, and with what is folded behind them they are all."""
    shown = list(folded(many))
    order = [many.index(finding) for finding, _ in shown[:50]]

    assert order == sorted(order)
    assert len(shown) + sum(more for _, more in shown) == len(many)


@pytest.mark.parametrize("seed", range(6))
def test_a_long_prose_is_compared_whole(seed):
    """What is not named as different is the same on both sides, whatever was taken out, put in, moved and repeated."""
    chance = random.Random(seed)  # noqa: S311
    before = [f"第{chance.randrange(400 * seed + 10)}句。" for _ in range(2_500)]
    after = [text for text in before if chance.random() > 0.05]
    for _ in range(40):
        after.insert(chance.randrange(len(after)), f"新{chance.randrange(60)}句。")
        after.append(after.pop(chance.randrange(len(after))))
    a = c = 0
    for first, last, one, two in [
        *redline._differing(before, after),
        (len(before), len(before), len(after), len(after)),
    ]:
        assert before[a:first] == after[c:one]
        a, c = last, two


def test_a_register_of_thousands_is_compared_soon():
    """Six thousand headings with a sentence that each of them has and one that changed."""
    old, new = (
        [
            Sentence(text, n, "")
            for n in range(6_000)
            for text in (f"### {n}.第{n}处", f"{word}第{n}处。", "台账已建立。")
        ]
        for word in ("正在整改", "完成了")
    )
    began = time.process_time()
    edits = redline.redline(old, new)

    assert len(edits) >= 6_000
    assert time.process_time() - began < 60


def test_all_of_a_long_prose_moved():
    """Ten thousand sentences in another order are as many that moved, or stayed."""
    old = [Sentence(f"第{n}处已完成整改。", n, "") for n in range(10_000)]
    began = time.process_time()
    edits = redline.redline(old, old[5_000:] + old[:5_000])

    assert {edit.kind for edit in edits} == {"moved"}
    assert len(edits) == 5_000
    assert time.process_time() - began < 30


def test_unknown_fields_by_the_thousand(whole):
    """Each is found; a hint of what was meant has only who may read it."""
    began = time.process_time()
    faults = parse(whole("".join(f"isues{n}: 1\n" for n in range(20_000))).encode(), "x.md").faults

    assert len(faults) == 20_000
    assert faults[0].facts["hint"].zh
    assert not faults[-1].facts["hint"].zh
    assert time.process_time() - began < 20


@pytest.mark.parametrize("unit", ["  \n", "    甲\n", "#　", "\n\n　", "1、"])
def test_prose_of_marks_and_blanks(unit, tmp_path, whole, judge):
    """A quarter of a megabyte of them is checked; half an hour was not enough once."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins" / "x.md").write_text(whole("", "甲" + unit * (250_000 // len(unit)) + "乙\n"))
    began = time.process_time()
    judge(tmp_path)

    assert time.process_time() - began < 60
