"""What moved between editions, what is late by how much, the register by theme, the figures checked in public."""

import datetime

from bulletin import changes, ledger
from bulletin.figures import Verdict, parse_figure
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.web import ages, themes
from bulletin.witnesses import selfcheck

SITE = Site()


def edition(name: str, *issues: dict[str, object], **fields: object) -> Bulletin:
    made = Bulletin.model_validate(
        {"id": name, "title": name, "issuer": "x", "date": "2024-12-31", "issues": list(issues), "inspection": {}}
        | fields
    )
    made._path = f"bulletins/{name}.md"
    return made


def entry(name: str, status: str, **fields: object) -> dict[str, object]:
    return {"id": name, "title": name, "status": status} | fields


OLD = edition(
    "old",
    entry("1", "ongoing", stands_for=2),
    entry("2", "completed"),
    entry("3", "ongoing", due="2024-06-30"),
    entry("4", "not_started"),
    entry("5", "ongoing"),
)
NEW = edition(
    "new",
    entry("1", "completed", stands_for=2, verified={"by": "验收组", "on": "2024-12-01"}),
    entry("2", "ongoing"),
    entry("3", "ongoing", due="2024-06-30", revised=[{"to": "2025-06-30", "because": "汛期"}]),
    entry("4", "phased"),
    entry("6", "ongoing"),
)


def test_every_kind_of_change() -> None:
    """Done, reopened, new, moved, put off, verified, gone: each under its own head."""
    moved = changes.between(OLD, NEW, SITE)

    assert {kind: [each.issue.id for each in found] for kind, found in moved.kinds} == {
        "完成": ["1"],
        "反弹": ["2"],
        "新增": ["6"],
        "状态有变": ["4"],
        "时限延后": ["3"],
        "通过验收": ["1"],
        "不再列出": ["5"],
    }


def test_bridge_comes_out_even() -> None:
    """上期未完成 + 新增 + 反弹 − 完成 − 不再列出 = 本期未完成, in counted problems."""
    bridge = changes.between(OLD, NEW, SITE).bridge

    assert bridge == changes.Bridge(before=5, added=1, reopened=1, done=2, dropped=1, after=4)


def test_no_bridge_over_what_is_not_said() -> None:
    """An entry without a status leaves the bridge out; what stands for another number than before is told apart."""
    unsaid = edition("new", entry("1", ""), entry("2", "ongoing"))
    other = edition("new", *(entry(issue.id, issue.status, stands_for=3) for issue in OLD.issues))

    assert changes.between(OLD, unsaid, SITE).bridge is None
    assert changes.between(OLD, other, SITE).bridge == changes.Bridge(5, 0, 0, 0, 0, after=12, regrouped=7)


def test_reasons() -> None:
    """Of what fell back by its entry, of what is no longer listed by the edition; others have none."""
    given = {"reopened": {"because": "复查发现"}}
    new = edition("new", entry("2", "ongoing", **given), dropped=[{"id": "5", "because": "移交"}])
    moved = changes.between(OLD, new, SITE)

    assert [moved.because(change) for change in moved.reopened] == ["复查发现"]
    assert [moved.because(change) for change in moved.dropped] == ["", "", "", "移交"]


def test_nothing_moved() -> None:
    assert changes.between(OLD, OLD, SITE).kinds == []


def test_ages_by_the_original_date() -> None:
    """Up to the bulletin's own day; each in one band, in counted problems; empty bands are left out."""
    days = [0, 1, 30, 31, 90, 91, 180, 181, 365, 366]
    until = datetime.date(2024, 12, 31)
    due = [until - datetime.timedelta(days=each) for each in days]
    one = edition("x", *(entry(str(each), "ongoing", due=str(day)) for each, day in zip(days, due, strict=True)))
    bands = ages.bands(ledger.unfinished_of([one], SITE))

    assert [(band.name, [int(each.issue.id) for each in band.issues]) for band in bands] == [
        ("逾期一年以上", [366]),
        ("逾期半年至一年", [365, 181]),
        ("逾期三个月至半年", [180, 91]),
        ("逾期一至三个月", [90, 31]),
        ("逾期一个月以内", [30, 1]),
        ("未到原定时限", [0]),
    ]


def test_themes_add_up_both_ways() -> None:
    """Rows and columns give the same total; a missing theme or status has its own line and column."""
    one = edition(
        "x", entry("1", "completed", theme="甲", stands_for=3), entry("2", "ongoing", theme="乙"), entry("3", "")
    )
    table = themes.table(one, SITE)

    assert table
    assert table.statuses == ("completed", "ongoing", "")
    assert [line.name for line in table.lines] == ["甲", "乙", "未注明方面"]
    assert table.sums.numbers == (3, 1, 1)
    assert table.sums.total == sum(line.total for line in table.lines) == 5


def test_no_status_no_table() -> None:
    assert themes.table(edition("x", entry("1", "")), SITE) is None


def test_figures_are_checked_in_public() -> None:
    """Each relation with its figures; a waived mismatch is shown as one, a masked figure as not to be told."""
    fields = {"counts": {"total": "20", "completed": "13", "ongoing": "7", "rate": "65%", "parts": {"phased": "7"}}}
    one = edition("x", entry("1", "completed"), **fields)
    found = {check.relation: check.verdict for check in selfcheck.checks(one, SITE)}

    assert found["已完成13 + 未完成7 = 总数20"] is Verdict.ADDS_UP
    assert found["阶段性完成7 = 未完成7"] is Verdict.ADDS_UP
    assert found["已完成13 ÷ 总数20 = 65%"] is Verdict.ADDS_UP
    assert found["清单所列问题1 = 总数20"] is Verdict.DOES_NOT_ADD_UP
    assert one.counts
    masked = one.counts.model_copy(update={"total": parse_figure("XX")})
    first = selfcheck.checks(one.model_copy(update={"counts": masked}), SITE)[0]
    assert first.words == "无法核对"
