"""The pages of the portal: what they say of every kind of bulletin, and that every link leads somewhere.

The pages of tests/golden/bulletins/ stand in tests/golden/pages/; `pytest --update` writes them anew: read the diff.
"""

import posixpath
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest

from bulletin import digest
from bulletin.load import load
from bulletin.model import Bulletin, Contact
from bulletin.opendata import published
from bulletin.phrases import day
from bulletin.site import Site, Status
from bulletin.web.page import Page, pages

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
SITE = Site(name="示例市水务局", contact=Contact(phone="5550100", area="0999", address="示例市人民路1号"))
FOLDERS = [GOLDEN / "bulletins", ROOT / "bulletins"]


@cache
def bulletins(folder: Path) -> tuple[Bulletin, ...]:
    return tuple(source.bulletin for source in load(folder) if source.bulletin)


def made(*chosen: Bulletin, site: Site = SITE) -> dict[str, Page]:
    return {page.address: page for page in pages(chosen, site, {one.path: 132_000 for one in chosen})}


def golden(name: str) -> Bulletin:
    return next(one for one in bulletins(GOLDEN / "bulletins") if one.id == name)


def text(page: Page) -> str:
    """What a reader reads, without spaces."""
    return re.sub(r"<[^>]*>|\s", "", page.html)


@pytest.mark.parametrize("address", [*made(*bulletins(GOLDEN / "bulletins"))])
def test_golden(address: str, request: pytest.FixtureRequest) -> None:
    """Every page is what it was."""
    html = made(*bulletins(GOLDEN / "bulletins"))[address].html
    file = GOLDEN / "pages" / f"{address}.html"
    if request.config.getoption("--update"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == html


def test_golden_has_no_page_left_over() -> None:
    """A page that is no longer made does not stay among the expected ones."""
    expected = {file.relative_to(GOLDEN / "pages").as_posix() for file in (GOLDEN / "pages").rglob("*.html")}

    assert expected == {f"{address}.html" for address in made(*bulletins(GOLDEN / "bulletins"))}


@pytest.mark.parametrize("folder", FOLDERS, ids=["golden", "repository"])
def test_html_is_sound(folder: Path) -> None:
    """A browser has nothing to mend, and no id stands twice."""
    for page in made(*bulletins(folder)).values():
        html = "<!doctype html><title>x</title><div>" + page.html + "</div>"
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))

        assert [name for name, times in ids.items() if times > 1] == [], page.address


@pytest.mark.parametrize("folder", FOLDERS, ids=["golden", "repository"])
def test_links_lead_somewhere(folder: Path) -> None:
    """Each link is relative and leads to a page, an anchor that is there, or a notice."""
    site = made(*bulletins(folder))
    files = {file.path for file in published(bulletins(folder), SITE)} | {"SHA256SUMS"}
    files |= {f"{one.address}.pdf" for one in bulletins(folder)} | {"bulletins/2024/list.pdf"}  # of a golden text
    for page in site.values():
        for link in re.findall(r'href="([^"]*)"', page.html):
            if re.match(r"(tel|mailto):", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), path)) if path else ""
            target = site.get(there.removesuffix(".html")) if there else page

            assert target or there in files, f"{page.address}: {link}"
            assert not anchor or target is None or f'id="{anchor}"' in target.html or there == "reading.html", link


def test_light() -> None:
    """A page is far below 100 KB, so that it opens on any telephone."""
    assert max(len(page.html.encode()) for page in made(*bulletins(ROOT / "bulletins")).values()) < 60_000


def test_home_counts_last_editions_in_force() -> None:
    """The first edition, the withdrawn one and the sample are not counted; the unfinished come late ones first."""
    home = made(*bulletins(GOLDEN / "bulletins"))["index"]

    assert home.description == "共4个问题，已完成3个，未完成1个（截至2024年12月30日）。"
    assert "逾期147天" in text(home)
    assert text(home).count("值守制度执行不严") == 1


def test_what_is_late_stands_beneath_the_figures() -> None:
    """The longest overdue first, five at most and how many more; what is done late is none of them."""
    first = golden("first")
    open_ = next(one for one in first.issues if one.id == "1.2")
    late = [
        open_.model_copy(update={"id": f"9.{n}", "due": date(2024, 8, n), "title": f"第{n}项"}) for n in range(1, 8)
    ]
    bulletin = first.model_copy(update={"issues": (*first.issues, *late)})
    bulletin._path = first.path
    told = text(made(bulletin)[first.address]).partition("各方面")[0]

    assert "未完成的有8个已过原定时限。" in told
    assert re.findall(r"逾期(\d+)天(第\d项|值守制度执行不严)", told) == [
        ("24", "第1项"), ("23", "第2项"), ("22", "第3项"), ("21", "第4项"), ("20", "值守制度执行不严")
    ]  # fmt: skip
    assert "这里列出逾期最久的5项，另有3项，见清单。" in told


def test_home_names_what_was_not_itemised() -> None:
    """What is left undone without a status for each is said with its number, not left out."""
    bare = golden("second").model_copy(update={"issues": ()})
    bare._path = "bulletins/2024/second.md"

    assert "1个未完成，没有逐项公布状态" in text(made(bare)["index"])


def test_vague_figures_print_as_written() -> None:
    """约数 and masks are never turned into numbers."""
    page = text(made(golden("vague"))["bulletins/samples/vague"])

    assert "XX处问题" in page
    assert "20余" in page
    assert "约40" in page
    assert "**" in page


def test_no_figures_no_block() -> None:
    """A bulletin without figures has no empty statistics block and no empty register."""
    html = made(golden("silent"))["bulletins/2023/silent"].html

    assert 'id="progress"' not in html
    assert 'id="register"' not in html
    assert "&lt;b&gt;没有&lt;/b&gt;" in html


def test_a_withdrawn_edition_is_compared_with_none() -> None:
    """The one after it is compared with the last that stood, on its page and in the list of changes; itself it is with none."""
    first, second = golden("first"), golden("second")
    third = second.model_copy(update={"id": "third", "follows": "second", "date": date(2025, 3, 31)})
    third._path, third._body = "bulletins/2025/third.md", second.body
    gone = second.model_copy(update={"state": "withdrawn"})
    gone._path, gone._body = second.path, second.body
    shown = made(first, gone, third)
    compared = f"与{first.date and day(first.date)}一期相比"

    assert compared in text(shown["bulletins/2025/third"])
    assert compared in text(shown["changes"])
    assert "一期相比" not in text(shown["bulletins/2024/second"])
    assert compared in text(made(first, second)["bulletins/2024/second"])


@pytest.mark.parametrize("name", ["vague", "withdrawn"])
def test_marked_on_every_page(name: str) -> None:
    """A sample, a draft, a withdrawn bulletin says so on each page that is made of it."""
    one = golden(name)
    for address, page in made(one).items():
        if address.startswith(one.address):
            assert f"<strong>{one.mark}</strong>" in page.html, address


def test_withdrawn_says_when_and_why() -> None:
    assert "本通报已于2023年6月1日撤回：统计口径有误" in text(made(golden("withdrawn"))["bulletins/2023/withdrawn"])


def test_issue_says_who_and_by_when() -> None:
    """One sentence answers who, by when, how late; the mail's subject names the issue."""
    page = made(golden("first"), golden("second"))["bulletins/2024/second/issue-1.2"]

    assert "由排水中心负责，原定2024年8月5日完成，已逾期147天，现定2025年2月28日。" in text(page)
    assert "逾期20天" in text(page)  # in the history, as of the first edition
    assert 'href="tel:+869995550100"' in page.html


def test_issue_takes_its_part_of_the_text() -> None:
    """The text under its heading with what is below it, and no more; its links still lead where they led."""
    site = made(golden("first"), golden("second"))
    second, first = site["bulletins/2024/first/issue-1.2"], site["bulletins/2024/first/issue-1.1"]

    assert "实行双人值守" in second.html
    assert "每两小时巡检一次" in second.html
    assert "隐患治理</h3>" not in second.html
    assert 'href="../first.html#fn:1"' in first.html
    assert 'href="../list.pdf"' in first.html


def test_correction_is_seen_wherever_the_bulletin_is_named() -> None:
    """On its page, in lists, among the changes, in what a search engine is told; its figures hold all the same."""
    site = made(*bulletins(GOLDEN / "bulletins"))
    said = "2025年1月6日更正：“问题1.2的责任单位：养护中心”更正为“排水中心”。"
    page = site["bulletins/2024/second"]

    assert said in text(page)
    assert said in text(site["changes"])
    assert text(site["bulletins/index"]).count("有更正") == 1
    assert "有更正" in text(site["index"])
    assert page.data["dateModified"] == page.data["correction"][0]["datePublished"] == "2025-01-06"
    assert "共4个问题，已完成3个" in site["index"].description


def test_completed_issue_says_how_long_it_took() -> None:
    """From the feedback; beside it by how much it was late, which is counted from the due date."""
    page = made(golden("first"), golden("second"))["bulletins/2024/second/issue-1.1"]

    assert "自评完成2024年6月20日，反馈后用了36天，晚5天完成" in text(page)


def test_measures_stand_in_the_register_and_on_the_page_of_the_issue() -> None:
    """As they are written, in their order; an entry without any has no empty list."""
    site = made(golden("first"), golden("second"))

    assert "整改措施2条巡查终端加装核验功能每月抽查记录" in text(site["bulletins/2024/second"])
    assert "<li>巡查终端加装核验功能</li>" in site["bulletins/2024/second/issue-1.2"].html
    assert "整改措施</h2>" not in site["bulletins/2024/second/issue-1.1"].html


def test_source_is_offered_with_the_digest_of_its_content() -> None:
    """The file as it was read, and the digest that its notice bears."""
    one = golden("second")

    assert 'href="second.md" download' in made(one)["bulletins/2024/second"].html
    assert digest.digest(one) in text(made(one)["bulletins/2024/second"])
    files = {file.path: file.content for file in published([one], SITE)}
    assert files["bulletins/2024/second.md"] == (GOLDEN / one.path).read_bytes()


def test_own_statuses() -> None:
    """A site's own word is shown with the mark of its bucket."""
    site = Site(name="x", statuses={"closed": Status(label="销号", bucket="completed", means="已经销号。")})
    issue = golden("second").issues[0].model_copy(update={"status": "closed"})
    one = golden("second").model_copy(update={"issues": (issue,)})
    one._path = "bulletins/2024/second.md"

    html = made(one, site=site)["bulletins/2024/second"].html
    assert '<span class="status completed">销号</span>' in html


def test_hostile_words_stay_words() -> None:
    """Whatever a field holds, it is shown and never run."""
    evil = '"><script>alert(1)</script>'
    one = golden("second")
    issue = one.issues[0].model_copy(update={"title": evil, "owner": evil, "theme": evil, "id": "../x y"})
    fields = {"title": evil, "issuer": evil, "issues": (issue,), "contact": Contact(phone=evil, email=evil)}
    one = one.model_copy(update=fields)
    one._path = "bulletins/2024/second.md"

    for address, page in made(one, site=Site(name=evil)).items():
        assert "<script" not in page.html, address
        assert "/.." not in address, address


@pytest.mark.parametrize("field", [name for name in Bulletin.model_fields if name != "id"])
@pytest.mark.parametrize("name", ["first", "vague", "withdrawn"])
def test_unfinished_draft_is_shown(name: str, field: str) -> None:
    """A preview shows a draft whatever is still missing."""
    whole = golden(name)
    one = whole.model_copy(update={field: Bulletin.model_fields[field].get_default()})
    one._path, one._body = whole._path, whole._body

    assert all("None" not in page.html for page in made(one).values())
