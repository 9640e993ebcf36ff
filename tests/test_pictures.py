"""The pictures of READMEs and guides: each is shown, is made by pictures.py, and shows what the program makes today.

A picture is taken again and compared cell by cell, each of about a character: some that are lighter or darker than they
were are a line that changed. Other versions of the tools draw otherwise: there a difference is a reason to look, no failure.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).parent))  # a script and what it is made with

from pictures import ALL, EDITORS, IMPORTERS, PICTURES, PUBLISHERS, READMES, REVIEWERS, file, save
from shots import Form
from studio import ROOT, Studio, studio

from bulletin.editing.cms import SCRIPT

pytestmark = pytest.mark.shipped
FOUND = ROOT / ".cache/pictures/guides"
CELL, STEP, MANY = 8, 16, 12  # pixels; how much lighter or darker one must be; so many make a difference
WIDEST, LARGEST, TOGETHER = 900, 120_000, 1_500_000  # of the guides' pictures: pixels, bytes
PAGES = {
    "README.md": READMES,
    "README.zh.md": READMES,
    "docs/editor.md": EDITORS,
    "docs/importing.md": IMPORTERS,
    "docs/reviewer.md": REVIEWERS,
    "docs/publisher.md": PUBLISHERS,
}
SHOWN = re.compile(
    r'!\[(?P<said>[^\]]*)\]\(pictures/(?P<name>[\w/-]+)\.png\)|src="docs/pictures/(?P<other>[\w-]+)\.png"'
)
TAKEN = [name for name, picture in ALL.items() if not isinstance(picture, Form)]
FORMS = [name for name, picture in ALL.items() if isinstance(picture, Form)]


@pytest.fixture(scope="module")
def opened() -> Iterator[Studio]:
    with studio() as made:
        yield made


def different(taken: Image.Image, kept: Image.Image) -> bool:
    """Whether one shows something else than the other."""
    if taken.size != kept.size:
        return True
    size = taken.width // CELL, taken.height // CELL
    grey = [each.convert("L").resize(size, Image.Resampling.BOX) for each in (taken, kept)]
    return sum(ImageChops.difference(*grey).histogram()[STEP:]) > MANY


@pytest.mark.parametrize("name", [*TAKEN, *(pytest.param(name, marks=pytest.mark.audit) for name in FORMS)])
def test_a_picture_shows_what_is_there_today(name: str, opened: Studio) -> None:
    if name in FORMS and not (ROOT / SCRIPT).is_file():
        pytest.skip("没有网页编辑的程序，先执行 make cms / no script of the editing page: make cms")
    taken = ALL[name].taken(opened)
    with Image.open(file(name)) as kept:
        tools, same = kept.info.get("tools"), not different(taken, kept.convert("RGB"))
    if same:
        return
    now = FOUND / f"{Path(name).name}.png"
    save(taken, now, opened.tools)
    said = f"{file(name).relative_to(ROOT)} 与现在的不同，现在的在 {now}；看过无误，执行 make pictures / look, then make pictures"
    if tools != opened.tools:
        pytest.skip(f"{said} ({tools} → {opened.tools})")
    pytest.fail(said)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_its_pictures(page: str) -> None:
    """All of them, no other, each with words for those who cannot see it."""
    shown = list(SHOWN.finditer((ROOT / page).read_text(encoding="utf-8")))

    assert [one["name"] or one["other"] for one in shown] == list(PAGES[page])
    assert [one["name"] for one in shown if one["name"] and len(re.findall(r"[\u4e00-\u9fff]", one["said"])) < 10] == []


def test_no_picture_is_left_over() -> None:
    assert {str(one.relative_to(PICTURES).with_suffix("")) for one in PICTURES.rglob("*.png")} == set(ALL)


def test_pictures_are_small() -> None:
    """They are in the repository, and those of the guides on the published site."""
    guides = [file(name) for name in ALL if name not in READMES]
    wide = []
    for one in guides:
        with Image.open(one) as opened:
            wide += [one.name] * (opened.width > WIDEST)

    assert wide == []
    assert [one.name for one in guides if one.stat().st_size > LARGEST] == []
    assert sum(one.stat().st_size for one in guides) < TOGETHER


@pytest.mark.parametrize("name", ["guides/first", "guides/finding", "guides/sheet"])
def test_a_line_more_or_less_is_told(name: str) -> None:
    """And the same picture is the same."""
    with Image.open(file(name)) as opened:
        kept = opened.convert("RGB")
    half = kept.height // 2
    changed = kept.copy()
    changed.paste(kept.crop((0, half, kept.width, kept.height - 20)), (0, half + 20))

    assert not different(kept, kept)
    assert different(changed, kept)
    assert different(kept.crop((0, 0, kept.width, kept.height - 20)), kept)
