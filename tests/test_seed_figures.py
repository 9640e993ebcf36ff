"""The seeds of ../shared, relation by relation as market.md names them; runs over those that exist."""

from pathlib import Path
from typing import Any

import pytest

from bulletin.claims import Claim, claims
from bulletin.figures import Verdict
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.witnesses.binding import bind
from bulletin.witnesses.itemised import progress
from bulletin.witnesses.listed import lists
from bulletin.witnesses.recount import stated_checks
from bulletin.witnesses.repeats import repeats

SEEDS = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
BULLETIN = [pytest.param(file, id=file.stem[:3]) for file in SEEDS if file.name.startswith("002")]
FRONT = """\
counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
issues:
  - {id: "1", title: 落实“夯基工程”决策部署不够认真}
  - {id: "2", title: 安全生产联动机制不完善, stands_for: 6}
tallies:
  - {name: 一般隐患, unit: 处, total: 618, completed: 590, ongoing: 20余}
  - {name: 重大隐患, unit: 处, total: 15, completed: 12, ongoing: 3}
  - {name: 危桥工程, unit: 座, total: 9, completed: 4, ongoing: 5}
"""
VERDICTS = [  # of each relation: a fragment of its sentence, the verdict of this engine, the field that its total repeats
    ("A1", "已整改13个，部分完成、持续推进的7个", Verdict.ADDS_UP, "counts.total"),
    ("A2", "将19个问题分解为20个具体问题", Verdict.CANNOT_TELL, "counts.total"),
    ("A6", "一般隐患618处，已经整改590处，20余处", Verdict.ADDS_UP, "tallies.0.total"),
    ("A7", "重大隐患15处，已经整改12处，3处", Verdict.ADDS_UP, "tallies.1.total"),
    ("A8", "56处，其中封闭中央分隔带私开口4处", Verdict.CANNOT_TELL, None),
    ("A12", "2937辆，其中“百吨王”198台", Verdict.CANNOT_TELL, None),
    ("A13", "71条具体整改措施", Verdict.CANNOT_TELL, None),
    ("A22", "清理违法广告牌264块", Verdict.CANNOT_TELL, None),
    ("A22", "非公路标志广告牌拆除38处", Verdict.CANNOT_TELL, None),
    ("A24", "5家非法加水点", Verdict.CANNOT_TELL, None),
    ("A25", "297名违规出租车司机", Verdict.CANNOT_TELL, None),
    ("A29", "印发违规通报7份", Verdict.CANNOT_TELL, None),
]
FINDINGS = {  # what is said of the whole seed with FRONT, and which relation asks for it
    ("RB103", "清单"): "A4: 7 headed problems are not the 20",
    ("RB104", "status"): "A4, A21: no status is given problem by problem",
    ("RB305", "28"): "A6: 20余 is 28",
    ("RB307", "19"): "A2: 19 fed back, 20 counted, and no word of why",
    ("RB308", "工单"): "A28: all of an unknown number",
    ("RB309", "部分完成、持续推进"): "A3: one figure for two statuses",
}
NOT_HERE = {
    "A10": "two periods, two figures (71 and 287): nothing claims a relation",
    "A11": "two periods and two terms (超限超载车辆, 超限车辆)",
    "A16": "a split by county is nowhere stated: six of the nine entries name one, and where the others lie is knowledge of the place",
    "A17": "四类 is a class of bridges, no figure; that three entries give none is for whoever knows which classes there must be",
    "A18": "a rule and a fact in words; matching them is knowledge of bridges, not arithmetic",
    "A19": "nobody states the sum of the lengths, and a sum that nobody states can be neither right nor wrong",
    "A20": "the tenth bridge stands outside the list and is not counted in the nine, which is right; 延米 beside 米 is good usage",
    "A23": "see A8, the same sentence",
    "A26": "plausibility",
    "A27": "meetings are counted, not listed: a date for one of three contradicts nothing; `bulletin claims` lists them unbound",
}
SAID = {  # what the figures, and the words that have none, are said to lack; by seed, rule and words
    "000": [
        ("RB308", "帮扶组反馈**领域存在的问题已按要求全部整改完成"),  # E2: all, and of how many?
        ("RB310", "其余隐患已要求责任单位在限期整改完成，实现一般安全隐患整治“清零”"),  # E3
    ],
    "001": [],
    "003": [],  # G5: one figure in all, and no claim that all is done
    "004": [],
}
UNMASKED = ["24艘", "国省干道250公里", "2家单位", "制定2项省级地方标准"]  # F3: what is left among masks is listed
MASKED = {  # E, F and H: masked relations cannot be told
    "000": ["完成整改****处，整改率达到**%", "督导帮扶组反馈的***个问题已完成全部整改", "剩余*个项目"],
    "001": [
        "学习会XX期（共XX期",
        "已完成整改X个、正在推进整改X个",
        "已完成整改X个、完成阶段性整改X个",
        "总体完成率为XX％",
    ],
    "004": ["“我为群众办实事”清单XX件中，已完成XX件，完成进度100％", "清单X件，已完成X件，完成进度100％"],
}


@pytest.fixture(scope="module")
def seed(request: pytest.FixtureRequest) -> str:
    """The text of a seed."""
    return str(request.param.read_text())


@pytest.fixture
def bulletin(seed: str, tmp_path: Path, whole: Any) -> Bulletin:
    """A seed with the figures that its front matter would have."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins" / "x.md").write_text(whole(FRONT, seed))
    found = load(tmp_path / "bulletins")[0].bulletin
    assert found
    return found


def _of(found: list[Claim], fragment: str) -> Claim:
    (claim,) = [claim for claim in found if fragment in claim.quote]
    return claim


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
@pytest.mark.parametrize(("case", "fragment", "verdict", "field"), VERDICTS)
def test_relation(seed, bulletin, case, fragment, verdict, field):
    """A relation gets its verdict, and its total is bound to its field or to none."""
    found = claims(bulletin.body, bulletin.body_line)
    claim = _of(found, fragment)
    bound = [".".join(map(str, bound.at)) for bound in bind(bulletin, found, Site()) if bound.claim is claim]

    assert verdict == claim.verdict, case
    assert [field] == [*bound, None][:1]


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_findings(bulletin, tmp_path, judge):
    """The whole seed: what market.md asks for, and nothing else of the figures."""
    found = [finding for finding in judge(tmp_path) if finding.rule[:3] in ("RB1", "RB3")]

    assert sorted(code for code, _ in FINDINGS) == [finding.rule for finding in sorted(found, key=lambda f: f.rule)]
    assert all(any(f.rule == code and word in f.message.zh for f in found) for code, word in FINDINGS)


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_twice(seed):
    """A9: 801 vehicles and 71 firms are each one datum, stated twice; changed in one place, they differ."""
    slip = seed.replace("路面查处超限超载车辆801台", "路面查处超限超载车辆810台")

    assert [(p.first.line, p.second.line, p.agrees) for p in repeats(seed, claims(seed))] == [(17, 30, True)] * 2
    assert [pair.agrees for pair in repeats(slip, claims(slip))] == [False, True]


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_listed(seed):
    """A14: 9座 announces ① to ⑨; with one less they are eight."""
    (nine,) = lists(seed)
    (eight,) = lists(seed.replace("⑨", ""))

    assert (nine.entries, nine.whole, nine.agrees) == (9, True, True)
    assert (eight.entries, eight.whole, eight.agrees) == (8, True, False)


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_measures(bulletin):
    """A5: of the 71 measures 29 are written out; nothing says that these are of the 71, so that nothing is told."""
    (told,) = [check for check in stated_checks(bulletin, Site()) if "没有逐条写出" in check.relation]

    assert told.relation == "所说71条，正文以“一是、二是”写出29条，其余42条没有逐条写出"
    assert told.verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_itemised(bulletin):
    """A15: four of the nine bridges are done and five are not, entry by entry."""
    (nine,) = progress(bulletin, claims(bulletin.body, bulletin.body_line))

    assert (nine.done, nine.left, nine.agrees) == (4, 5, True)


@pytest.mark.parametrize("seed", BULLETIN, indirect=True)
def test_told_to_a_citizen(bulletin):
    """The relations that are told, each with its verdict in words and its line."""
    told = [check for check in stated_checks(bulletin, Site()) if check.verdict is Verdict.ADDS_UP]

    assert {"13+7=20", "12+3=15", "前后两次说到：801=801", "所说9座"} <= {
        check.relation.partition("，")[0] for check in told
    }
    assert {"对得上"} == {check.words for check in told}
    assert all(check.quote[:4] in bulletin.body.split("\n")[check.line - bulletin.body_line] for check in told)


@pytest.mark.parametrize("seed", [pytest.param(file, id=file.stem[:3]) for file in SEEDS], indirect=True)
def test_nothing_is_called_false(seed):
    """No seed has a relation that does not add up, a list that is not whole, or a datum that differs."""
    found = claims(seed)

    assert [claim.quote for claim in found if claim.verdict is Verdict.DOES_NOT_ADD_UP] == []
    assert [pair for pair in repeats(seed, found) if not pair.agrees] == []
    assert [listed for listed in lists(seed) if listed.whole and not listed.agrees] == []


@pytest.mark.parametrize(
    ("seed", "fragment"),
    [pytest.param(f, part, id=f"{f.stem[:3]}-{part}") for f in SEEDS for part in MASKED.get(f.stem[:3], [])],
    indirect=["seed"],
)
def test_masked(seed, fragment):
    """What is masked cannot be told."""
    told = [claim for claim in claims(seed) if fragment in claim.quote]

    assert told
    assert {Verdict.CANNOT_TELL} == {claim.verdict for claim in told}


@pytest.mark.parametrize(
    ("seed", "said"),
    [pytest.param(f, SAID[f.stem[:3]], id=f.stem[:3]) for f in SEEDS if f.stem[:3] in SAID],
    indirect=["seed"],
)
def test_said_of_the_others(seed, said, tmp_path, whole, judge):
    """Of the figures of the other seeds, this is said and nothing else."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins" / "x.md").write_text(whole("", seed))
    found = [finding for finding in judge(tmp_path) if finding.rule[:3] in ("RB1", "RB3")]

    assert [code for code, _ in said] == sorted(finding.rule for finding in found)
    assert all(any(f.rule == code and words in f.message.zh for f in found) for code, words in said)


@pytest.mark.parametrize("seed", [pytest.param(f, id=f.stem[:3]) for f in SEEDS if f.stem[:3] == "001"], indirect=True)
def test_unmasked(seed):
    """F3, F5: what is not masked stands in the list of figures; ％ is %."""
    found = claims(seed)

    assert set(UNMASKED) <= {claim.quote for claim in found if claim.total and not claim.total.masked}
    assert any(claim.rate and claim.rate.text == "100%" and "100％" in claim.quote for claim in found)


def test_every_relation_is_accounted_for():
    """A1 to A29: told here, or a reason why not."""
    told = {case for case, *_ in VERDICTS} | {"A3", "A4", "A5", "A9", "A14", "A15", "A21", "A28"}

    assert {f"A{number}" for number in range(1, 30)} == told | NOT_HERE.keys()
    assert not told & NOT_HERE.keys()
