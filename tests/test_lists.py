"""Long lists: leaves that open at once, turned without a script; filters that look through all of them."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from bulletin.laying import write
from bulletin.ledger import newest_first
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.opendata import joined
from bulletin.site import Site
from bulletin.web import lists
from bulletin.web.lists import MOST, Rows, leaves, scripts
from bulletin.web.page import pages
from bulletin.web.portal import Portal

HERE = Path(__file__).parent
SITE = Site(name="示例市水务局")
FRAME = '<!doctype html><html lang="zh-CN"><title>x</title><script src="{}portal.js"></script><main>{}</main></html>'


def many(number: int) -> list[Bulletin]:
    """Bulletins of ten years, one in three with something undone, each like one that is read from a file."""
    pattern = next(one.bulletin for one in load(HERE / "golden" / "bulletins") if one.path.endswith("second.md"))
    assert pattern
    made = []
    for turn in range(number):
        year, done = 2015 + turn % 10, turn % 3 > 0
        issues = tuple(issue.model_copy(update={"status": "completed"} if done else {}) for issue in pattern.issues)
        fields = {"id": f"b{turn}", "follows": "", "issues": issues, "corrections": ()}
        one = pattern.model_copy(update={**fields, "date": pattern.date and pattern.date.replace(year=year)})
        if done and one.counts:
            one = one.model_copy(
                update={"counts": one.counts.model_copy(update={"completed": one.counts.total, "ongoing": None})}
            )
        one._path, one._body = f"bulletins/{year}/b{turn}.md", pattern.body
        made.append(one)
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lists of 300 bulletins with the portal's own script, without the rest of its frame."""
    root, bulletins = tmp_path_factory.mktemp("lists"), many(300)
    (root / "bulletins").mkdir()
    script = (HERE.parent / "hooks" / "theme" / "portal" / "portal.js").read_text("utf-8")
    (root / "portal.js").write_text(script, encoding="utf-8")
    for page in pages(bulletins, SITE):
        if page.address.startswith(("bulletins/index", "outstanding", "index", "changes")):
            html = FRAME.format("../" * page.address.count("/"), page.html)
            (root / f"{page.address}.html").write_text(html, encoding="utf-8")
    portal = Portal(newest_first(bulletins), SITE)
    for path, make in scripts(portal, Rows(portal)):
        write(make(), root / path)
    return root


def rows(site: Path, name: str) -> list[list[str]]:
    """The bulletins or issues that each leaf of a list links to, in their order."""
    files = sorted(site.glob(f"{name}*.html"), key=lambda file: int((re.findall(r"-(\d+)$", file.stem) or [1])[0]))
    return [re.findall(r'data-row [^>]*>.*?<a href="([^"]*)"', file.read_text("utf-8"), re.DOTALL) for file in files]


@pytest.mark.parametrize(("name", "whole"), [("bulletins/index", 300), ("outstanding", 100)])
def test_every_row_stands_on_one_leaf(site: Path, name: str, whole: int) -> None:
    """Forty to a leaf, none twice, none left out; the script has the same in the same order."""
    found = rows(site, name)
    script = (site / f"{name}.rows.js").read_text("utf-8")

    assert [len(leaf) for leaf in found] == [MOST] * (whole // MOST) + [whole % MOST]
    assert len({row for leaf in found for row in leaf}) == whole
    assert re.findall(r'data-row [^>]*>.*?<a href=\\"([^"]*)\\"', script) == [row for leaf in found for row in leaf]


def test_no_page_grows_with_the_number_of_bulletins(site: Path) -> None:
    """Below 50 KB, the frame apart."""
    assert {file.name: file.stat().st_size for file in site.rglob("*.html") if file.stat().st_size > 48_000} == {}


def test_leaves_are_turned_without_a_script(site: Path, browser: Browser) -> None:
    """From the first to the last by 下一页; a year leads to where it begins."""
    context = browser.new_context(java_script_enabled=False)
    page, turned = context.new_page(), 1
    page.goto((site / "bulletins" / "index.html").as_uri())
    while (following := page.get_by_role("link", name="下一页")).count():
        following.click()
        turned += 1

    assert turned == 8
    page.get_by_role("link", name="2019年").click()
    expect(page.get_by_role("heading", name="2019年")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    ("name", "label", "choice", "shown"),
    [
        ("bulletins/index", "年份", "2016", 30),
        ("bulletins/index-5", "进展", "有未完成", 100),
        ("outstanding-2", "只看逾期", "", 10),
    ],
)
def test_filters_look_through_all_leaves(
    site: Path, browser: Browser, name: str, label: str, choice: str, shown: int
) -> None:
    """Whichever leaf one is on; who is sent the address sees the same; clearing leads back to the leaf."""
    page = browser.new_page()
    page.goto((site / f"{name}.html").as_uri())
    leaf = page.locator("[data-row]:visible").count()
    if choice:
        page.get_by_label(label).select_option(choice)
    else:
        page.get_by_label(label).check()
    found = page.locator("[data-row]:visible")

    expect(found).to_have_count(shown)
    assert choice in unquote(page.url)
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length"
    )
    page.reload()
    expect(found).to_have_count(shown)
    page.get_by_role("button", name="清除").click()
    expect(found).to_have_count(leaf)
    expect(page.get_by_role("navigation", name="分页")).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("number", "count", "near"), [(1, 1, [1]), (1, 8, [1, 2, 3, 0, 8]), (5, 9, [1, 0, 3, 4, 5, 6, 7, 0, 9])]
)
def test_leaves_near_by_are_named(number: int, count: int, near: list[int]) -> None:
    """The first and the last always; 0 for those passed over."""
    assert leaves(range(count * MOST), "x")[number - 1].near == near


def test_rows_of_many_bulletins_are_put_together_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in the same order, and those of no more issues held than come next."""
    portal = Portal(newest_first(many(150)), SITE)
    _, (_, made) = scripts(portal, Rows(portal))
    whole = joined(made())
    monkeypatch.setattr(lists, "HELD", 7)

    assert whole.count(b"data-row") == len(portal.waiting) > MOST
    assert joined(made()) == whole
