"""The self-check of a bulletin: which relations are told, in what words, on the page, on paper and as data."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.anchors import anchor
from bulletin.filing.notice import notice
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.opendata import published
from bulletin.prose import prose
from bulletin.site import Site
from bulletin.web.page import pages
from bulletin.witnesses.relations import Witness
from bulletin.witnesses.selfcheck import Table, checks, table

ROOT = Path(__file__).parents[1]
FRONT = """\
inspection: {kind: 专项巡察}
counts: {unit: 个, raised: 19, total: 20, completed: 13, ongoing: 7, decomposition: 第3个问题拆为两个。}
tallies:
  - {name: 一般隐患, unit: 处, total: 618, completed: 590, ongoing: 28}
"""
BODY = """\
将19个问题分解为20个具体问题。巡察反馈的20个问题，已整改13个，正在整改7个。

全市排查一般隐患618处，已经整改590处，20余处正在整改。其中公路部门排查一般隐患56处，其中封闭开口4处。

尚未完成的7个问题逐一倒排工期。尚未完成的7个问题由专人负责。
采取2项措施：一是建立台账；二是每月调度。

累计排查安全隐患XX处，完成整改XX处，正在整改XX处。
"""
SITE = Site(name="示例市水务局", checks=True)


@pytest.fixture
def read(tmp_path: Path, whole: Callable[..., str]) -> Callable[..., Bulletin]:
    """A bulletin of a front matter and a text."""

    def made(front: str = FRONT, body: str = BODY) -> Bulletin:
        (tmp_path / "bulletins").mkdir()
        (tmp_path / "bulletins" / "x.md").write_text(whole(front, body))
        found = load(tmp_path / "bulletins")[0].bulletin
        assert found
        return found

    return made


def arranged(bulletin: Bulletin) -> Table:
    found = table(bulletin, SITE)
    assert found
    return found


def page(bulletin: Bulletin) -> str:
    return next(one.html for one in pages([bulletin], SITE) if one.address == bulletin.address)


def test_all_three_witnesses_in_one_table(read):
    """What is declared by ledger, what is stated with what it repeats, each with its verdict in words."""
    found = arranged(read())

    assert [(name, [check.relation for check in same]) for name, same in found.ledgers] == [
        ("问题", ["已完成13 + 未完成7 = 总数20"]),
        ("一般隐患", ["已完成590 + 未完成28 = 总数618"]),
    ]
    assert [(check.relation, check.words) for check in found.stated] == [
        ("与公布的总数、反馈数一致", "对得上"),
        ("13+7=20，与总数20相符；与公布的总数、已完成、未完成一致", "对得上"),
        ("590+20余=611至619，与总数618相容，20余应为28；与“一般隐患”的总数、已完成、未完成一致", "对得上"),
        ("正文2处所说的7，与公布的未完成7一致", "对得上"),
        ("所说2项，逐条列出2条", "对得上"),
    ]
    assert [check.quote for check in found.untold] == [
        "其中公路部门排查一般隐患56处，其中封闭开口4处",
        "累计排查安全隐患XX处，完成整改XX处，正在整改XX处",
    ]
    assert found.summary == "核对了7项，都对得上。"


def test_a_contradiction_says_both_figures(read):
    """Where the prose differs from what is declared, both are said, and the table says that something is wrong."""
    found = arranged(read(body="巡察反馈的20个问题，已整改12个，正在整改8个。\n"))

    assert found.wrong
    assert [(check.words, check.relation) for check in found.stated] == [
        ("对不上", "12+8=20，与总数20相符；这里写12，公布的已完成是13；这里写8，公布的未完成是7；与公布的总数一致")
    ]
    assert found.summary == "核对了3项，2项对得上，1项对不上。"


def test_said_twice_and_differing(read):
    """A datum that differs between two places is told once, with both."""
    body = "反馈以来，查处超限超载车辆801台。\n\n反馈以来，路面查处超限超载车辆810台。\n"
    (check,) = arranged(read("", body)).stated

    assert (check.relation, check.words, check.line) == ("前后两次说到：801≠810", "对不上", 10)


def test_entries_without_a_status_may_be_either(read):
    """The register is an interval then: what it may agree with is not said to agree; with no status at all, nothing is."""
    rows = '  - {id: "1", title: 甲, status: completed}\n  - {id: "2", title: 乙}\n'
    counts = "counts: {total: 2, completed: 1, ongoing: 1}\nissues:\n"
    found = arranged(read(counts + rows, "正文。\n"))
    listed = {check.relation: check.words for check in found.declared if check.witness is Witness.ITEMISED}

    assert listed == {
        "清单所列事项2 = 总数2": "对得上",
        "清单中已完成1~2 = 公布的已完成1": "无法核对",
        "清单中未完成0~1 = 公布的未完成1": "无法核对",
    }


def test_no_figures_no_table(read):
    """A text without figures has neither a table nor an attachment."""
    bulletin = read("", "件件有着落。处理1人。\n")

    assert table(bulletin, SITE) is None
    assert 'id="checks"' not in page(bulletin)
    assert "账目核对表" not in notice(bulletin, SITE)


def test_links_lead_to_the_sentence(read):
    """Each sentence of the table is marked in the text under an address that only its words decide."""
    html = page(read())
    marked = dict(re.findall(r'<span id="(s-[^"]*)">([^<]*)</span>', html))

    assert set(re.findall(r'href="#(s-[^"]*)"', html)) == marked.keys()
    assert "巡察反馈的20个问题，已整改13个，正在整改7个" in marked.values()
    assert all(name == anchor(words) for name, words in marked.items())


@pytest.mark.parametrize(
    ("body", "quotes", "expected"),
    [
        (
            "甲**20**个，\n乙13个。",
            ["甲**20**个，乙13个"],
            '<p><span id="a0">甲</span><strong>20</strong>个，乙13个。</p>',
        ),
        ("甲2个。甲2个。", ["甲2个", "甲2个"], '<p><span id="a0">甲2个</span>。<span id="a1">甲2个</span>。</p>'),
        ("甲2个，乙1个", ["甲2个，乙1个", "乙1个"], '<p><span id="a0">甲2个，</span><span id="a1">乙1个</span></p>'),
        ("- 甲\n- 乙3个", ["乙3个"], '<ul>\n<li>甲</li>\n<li><span id="a0">乙3个</span></li>\n</ul>'),
        (
            "甲[2个](x.html)、乙1个",
            ["甲[2个](x.html)、乙1个"],
            '<p><span id="a0">甲</span><a href="x.html">2个</a>、乙1个</p>',
        ),
        ("甲\n\n乙", ["甲乙", "丙"], "<p>甲</p>\n<p>乙</p>"),
        ("遮\\*\\*处，余2处", ["遮\\*\\*处，余2处"], '<p><span id="a0">遮**处，余2处</span></p>'),
        ("# 一、甲5个", ["甲5个"], '<h1 class="l1">一、<span id="a0">甲5个</span></h1>'),
    ],
)
def test_sentences_are_found(body, quotes, expected):
    """Through emphasis, links, escapes and lines; one that is not there is left alone."""
    bulletin = Bulletin()
    bulletin._body = body

    assert expected == prose(bulletin, None, [(f"a{number}", quote) for number, quote in enumerate(quotes)])


def test_every_sentence_of_the_repository_is_found():
    """Each relation of the prose of the bulletins that are shipped has its sentence on the page."""
    for source in load(ROOT / "bulletins"):
        assert source.bulletin
        html = page(source.bulletin)
        for check in checks(source.bulletin, SITE):
            assert not check.anchor or f'id="{check.anchor}"' in html, check


def test_on_paper_where_a_bureau_wants_it(read):
    """An attachment like the others, with its number; without the setting there is none."""
    bulletin = read()
    paper = notice(bulletin, SITE)

    assert "<p>2.账目核对表</p>" in paper
    assert paper.count("<td>与公布的总数、反馈数一致</td>") == 1
    assert "注：正文另有2项数字" in paper
    assert "账目核对表" not in notice(bulletin, Site())


def test_on_paper_a_contradiction_comes_with_its_reason(read):
    """What was waived is explained under the table."""
    front = FRONT + "waive: [{rule: RB303, because: 原文统计到不同日期。}]\n"
    paper = notice(read(front, "巡察反馈的20个问题，已整改12个，正在整改8个。\n"), SITE)

    assert "对不上的，通报作了说明：原文统计到不同日期。" in paper


def test_as_data(read):
    """Each relation with its figures as numbers, and the address of its sentence."""
    bulletin = read()
    files = {each.path: each.content for each in published([bulletin], SITE)}
    rows = json.loads(files["bulletins/x.json"])["checks"]
    shares = next(row for row in rows if row["relation"].startswith("590+20余"))
    masked = next(row for row in rows if "XX" in (row["quote"] or ""))

    assert (rows[0]["witness"], rows[0]["quote"], rows[0]["page"]) == ("declared", None, "bulletins/x.html#checks")
    assert rows[0]["figures"][0] == {"label": "已完成", "text": "13", "low": 13, "high": 13}
    assert shares["page"] == f"bulletins/x.html#{anchor(shares['quote'])}"
    assert [(term["text"], term["low"], term["high"]) for term in shares["figures"]] == [
        ("618", 618, 618),
        ("590", 590, 590),
        ("20余", 21, 29),
    ]
    assert {(term["low"], term["high"]) for term in masked["figures"]} == {(None, None)}
    assert masked["verdict"] == "cannot_tell"
