"""What `make bench` measures with: bulletins that are all different and that no rule has anything against."""

import sys
from pathlib import Path

import pytest

from bulletin.site import Site

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "measure"))  # a folder of scripts, which is how they import each other

import content  # noqa: E402
import plan  # noqa: E402


def test_made_up_bulletins_are_right(tmp_path: Path, judge) -> None:
    """Neither errors nor warnings, under the project's own rules."""
    content.write(tmp_path / "bulletins", 12)

    assert judge(tmp_path, Site()) == []
    assert len(list((tmp_path / "bulletins").rglob("*.md"))) == 12


@pytest.mark.parametrize("number", [0, 1, 9999])
def test_a_number_always_gives_the_same_bulletin(number: int) -> None:
    """Whatever was made before it; and it is as long as a real one."""
    content.bulletin(number + 1)

    assert content.bulletin(number) == content.bulletin(number) != content.bulletin(number + 1)
    assert 7000 < len(content.bulletin(number)) < 12000


def test_the_plan_is_that_of_the_figures() -> None:
    """The guide plans with what the page of measured figures says now."""
    guide = plan.GUIDE.read_text(encoding="utf-8")

    assert plan.written(guide, plan.MEASURED.read_text(encoding="utf-8")) == guide


def test_the_plan_reckons_right() -> None:
    """A million of two seconds each, half of it for the notice."""
    found = plan.Measured("机器", notice=1, worker=100, count=10, cold=20, edit=3, site=900, pdf=500, sent=76)
    rows = {
        line.split("|")[1].strip(): line.split("|")[3].strip() for line in plan.plan(found, 1_000_000) if "|" in line
    }

    assert rows["全年"] == "556 核时"
    assert rows["平常一天"] == "2.2 核时"
    assert rows["改了版式，全部重做"] == "69 个核"
    assert rows["其中公文，可以交给集群"] == rows["其余（网页、数据），在各门户自己的机器上"] == "35 个核"
    assert rows["集群的网络"] == "20 MB/秒"
    assert rows["磁盘，网站"] == "0.90 TB"
