"""The rules on wording, masks, dates and numbering against real texts that were not written for them (../shared/seeds)."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.findings import Finding
from bulletin.load import load
from bulletin.rules import check
from bulletin.site import Site

SEEDS = {file.name[:3]: file for file in sorted(Path(__file__).parents[2].glob("shared/seeds/*.txt"))}
FRONT = {
    "000": "date: 2022-12-31\n",
    "001": "date: 2022-01-20\n",
    "002": "date: 2023-11-17\ninspection: {from: 2023-05-06, to: 2023-06-09, feedback: 2023-07-17}\n",
    "003": "date: 2022-12-20\n",
    "004": "date: 2022-01-10\n",
}
HEAD = "---\ntitle: 通报\nissuer: 示例市交通运输局\ncontact: {phone: 0999-5550100, address: 示例市人民路1号}\n"
# The cases of market.md, section 2, by seed, rule, line of the seed and words of the message: nothing else is found.
CASES = {
    "000": [
        ("RB602", 3, "111处"),
        ("RB604", 9, "宽度"),  # E5
        ("RB704", 12, "家/次"),
        ("RB711", 25, "共1个"),  # E6
    ],
    "001": [
        ("RB602", 1, "215处"),
        ("RB604", 4, "宽度"),
        ("RB604", 4, "10到18"),  # F2
        ("RB714", 12, "五条军规和"),  # F4
    ],
    "002": [
        ("RB213", 22, "共4处"),  # B4
        ("RB702", 22, "共2处"),  # C7
        ("RB715", 23, "共7处"),  # C10
        ("RB704", 26, "车/次"),  # C6
        ("RB713", 26, "汽车维修合同"),  # C11
        ("RB212", 26, "7月17日"),  # B2
        ("RB702", 26, "模版"),  # C8
        ("RB701", 26, "企业企业"),  # C2
        ("RB212", 26, "正值春运"),  # B1
        ("RB712", 28, "(二)"),  # C4
        ("RB701", 30, "同时，同时"),  # C1
        ("RB706", 30, "国土资源局"),  # C13
        ("RB705", 30, "市执法支队"),  # C12
        ("RB701", 30, "开展联合开展"),  # C3
        ("RB715", 34, "不换行空格"),  # C9
        ("RB707", 34, "该隔离"),  # C14
        ("RB212", 36, "2023年上半年"),  # B3
        ("RB705", 36, "我们局"),  # C12
    ],
    "003": [
        ("RB711", 1, "共162个"),  # G1
        ("RB602", 1, "3处"),
        ("RB703", 22, "将继续深入学习了"),  # G3
    ],
    "004": [
        ("RB602", 6, "83处"),
        ("RB603", 6, "共17处"),  # H1, H2, H3
        ("RB604", 9, "宽度"),
        ("RB216", 9, "2021年底"),  # H5
        ("RB604", 14, "共3处"),  # H4
        ("RB702", 16, "习总书记"),
        ("RB713", 16, "党内监督条例"),  # H6
    ],
}
LEFT_ALONE = {  # of the text defects, by seed and words that no finding quotes, with the reason
    ("002", "飞龙该桥"): "C5: which words are a bridge's name only a map tells; after any verb 该桥 is right",
    ("002", "七家客运企业"): "C15: 七家 and 7批 are of two kinds, and GB/T 15835 asks for one form within a kind",
    (
        "002",
        "关于安全生产“事前预防”",
    ): "C16: in a bulletin the title is a field, however it was broken on the sheet",
    (
        "002",
        "截止2023年10月20日，共组织7批297名",
    ): "C17: a long sentence is no defect; `bulletin fmt` gives each sentence its line",
    (
        "000",
        "一条主线、二个方案",
    ): "E4: the figures of the formula are masked, so that nothing can be set against its seven parts",
}


def _found(seed: str, tmp_path: Path) -> list[tuple[str, int, str]]:
    (tmp_path / "bulletins").mkdir()
    head = f"{HEAD}{FRONT[seed]}---\n"
    (tmp_path / "bulletins" / "x.md").write_text(head + SEEDS[seed].read_text())
    found: list[Finding] = check(load(tmp_path / "bulletins"), Site(), date(2024, 6, 1))
    lines = head.count("\n")
    return [
        (finding.rule, finding.place.line - lines, finding.message.zh)
        for finding in found
        if finding.rule > "RB600" or "RB211" <= finding.rule < "RB300"
    ]


@pytest.mark.parametrize("seed", sorted(SEEDS))
def test_each_defect_and_nothing_else(seed: str, tmp_path: Path) -> None:
    """Each seed gives the findings that are listed for it, in their order, and no false alarm."""
    found = _found(seed, tmp_path)

    assert [(rule, line) for rule, line, _ in CASES[seed]] == [(rule, line) for rule, line, _ in found]
    assert [words for (_, _, words), (_, _, said) in zip(CASES[seed], found, strict=True) if words not in said] == []


@pytest.mark.parametrize(("seed", "words"), [case for case in LEFT_ALONE if case[0] in SEEDS])
def test_left_alone(seed: str, words: str, tmp_path: Path) -> None:
    """What is left alone with a reason is there, and no finding is about it."""
    assert words in SEEDS[seed].read_text()
    assert not any(words in said.split("\n")[0] for _, _, said in _found(seed, tmp_path))
