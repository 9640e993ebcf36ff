"""What `make bench` measures with: bulletins that are all different and that no rule has anything against."""

import sys
from pathlib import Path

import pytest

from bulletin.site import Site

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "measure"))  # a folder of scripts, which is how they import each other

import content  # noqa: E402


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
