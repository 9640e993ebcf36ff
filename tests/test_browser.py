"""The portal in a real browser: what a citizen does, what a supervisor takes along, and what must never happen."""

import hashlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from bulletin.title import words

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
WHERE = ["served", "file"]
LINES = """element => {
  const lines = new Map(), range = document.createRange(), texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (texts.nextNode())
    for (let at = 0; at < texts.currentNode.length; at++) {
      range.setStart(texts.currentNode, at), range.setEnd(texts.currentNode, at + 1)
      const top = Math.round(range.getBoundingClientRect().top)
      lines.set(top, (lines.get(top) || "") + range.toString())
    }
  return [...lines.values()]
}"""
DRAFT = """\
---
title: 关于专项巡察整改情况的通报
issuer: 示例市水务局
date: 2024-05-01
state: draft
contact: {phone: 0999-5550100, address: 示例市人民路1号}
---

初稿。
"""


@pytest.fixture(params=WHERE)
def root(request: pytest.FixtureRequest, built: Path, served: str) -> str:
    """The site on a server, in a sub-folder, and on a USB stick."""
    return served if request.param == "served" else built.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing yet, on a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_asks_no_other_host(page: Page, root: str, kinds: dict[str, str]) -> None:
    """Not one request leaves the site, nothing is missing, and no policy is offended, on any kind of page."""
    asked, wrong = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in kinds.values():
        page.goto(f"{root}/{path}", wait_until="networkidle")

    wrong = [
        each for each in wrong if not each.endswith("/favicon.ico")
    ]  # asked by the browser of a page without a link
    assert [url for url in asked if not url.startswith(f"{root}/") and not url.endswith("/favicon.ico")] == []
    assert wrong == []


def test_reads_without_a_script(browser: Browser, built: Path, kinds: dict[str, str]) -> None:
    """Everything that is said is there; nothing that only a script can do is offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in kinds.values():
        page.goto(f"{built.as_uri()}/{path}")

        expect(page.locator("h1").first).to_be_visible()
        assert page.locator("button:visible:not([type=submit]), select:visible").count() == 0, path
    page.goto(f"{built.as_uri()}/{kinds['list']}")

    expect(page.get_by_role("link", name="夯基工程")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (360, 740), (320, 256)])
@pytest.mark.parametrize("mode", ["", "elder"])
def test_nothing_scrolls_sideways(
    browser: Browser, built: Path, kinds: dict[str, str], width: int, height: int, mode: str
) -> None:
    """320 × 256 is a screen of 1280 × 1024 at 400 % zoom (WCAG 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(f"localStorage.setItem('bulletin-{mode}', '1')" if mode else "")
    page, wide = context.new_page(), []
    for kind, path in kinds.items():
        page.goto(f"{built.as_uri()}/{path}")
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide.append((kind, found))
    context.close()

    assert wide == []


@pytest.mark.parametrize(
    "title", ["关于防汛排涝安全专项巡察整改进展情况的通报", "关于履行安全生产“一岗双责”情况的报告"]
)
def test_a_phone_tears_no_word_of_a_title(page: Page, built: Path, title: str) -> None:
    page.goto((built / "bulletins/index.html").as_uri())
    page.get_by_role("link", name=title).click()
    heading = page.locator("h1")
    whole = heading.evaluate(
        "element => [...element.children].reduce((sum, line) => sum + line.getBoundingClientRect().width, 0)"
    )
    for characters in range(max(map(len, words(title))), len(title)):  # whatever fonts there are
        heading.evaluate(
            "(element, width) => element.style.width = `${width}px`", whole / len(title) * (characters + 0.5)
        )
        shown = heading.evaluate(LINES)

        assert "".join(shown) == title
        assert all(any(word in line for line in shown) for word in words(title)), shown


def test_filtered_view_can_be_sent(page: Page, root: str) -> None:
    """The choice stands in the address; who opens that address sees the same, and can widen it again."""
    page.goto(f"{root}/bulletins/index.html")
    every = page.locator("#list [data-row]:visible").count()
    page.get_by_label("检查种类").select_option("专项巡察")
    page.get_by_label("进展").select_option("有未完成")
    shown = page.locator("#list [data-row]:visible").count()

    assert 0 < shown < every
    assert "kind=专项巡察" in unquote(page.url)

    page.reload()
    assert page.get_by_label("检查种类").input_value() == "专项巡察"
    assert page.locator("#list [data-row]:visible").count() == shown

    page.get_by_role("button", name="清除").click()
    expect(page.locator("#list [data-row]:visible")).to_have_count(every)
    assert "?" not in page.url


def test_register_is_filtered(page: Page, root: str, kinds: dict[str, str]) -> None:
    """Late ones alone; a theme without any is not shown."""
    page.goto(f"{root}/{kinds['itemised']}")
    page.get_by_label("只看逾期").check()

    expect(page.locator("#register [data-row]:visible")).to_have_count(2)
    expect(page.locator("#register .theme:visible")).to_have_count(2)
    expect(page.locator("#register output")).to_have_text(re.compile("^2/20项"))


def test_citizen_finds_whom_to_call(page: Page, root: str) -> None:
    """From home by a word in the search to a problem: what is done, who, by when, whom to call."""
    page.goto(f"{root}/index.html")
    page.get_by_label("查找通报和问题").fill("代签")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="1.6 巡查记录存在补记、代签现象").first.click()

    expect(page.locator("h1")).to_contain_text("代签现象")
    expect(page.locator(".title .said")).to_contain_text("由排水设施管理中心负责，原定2024年7月10日完成，已逾期168天")
    assert page.locator(".title a[href^='tel:']").get_attribute("href") == "tel:+863005550100"
    subject = page.locator("a[href^='mailto:']").first.get_attribute("href")
    assert subject
    assert "反映 1.6" in unquote(subject)

    page.get_by_role("link", name="2024年8月30日").click()
    expect(page.locator(".title .standing")).to_contain_text("已完成")


def test_supervisor_takes_the_register_along(page: Page, served: str, built: Path) -> None:
    """From the Data page a workbook whose sum is that of SHA256SUMS, with a row for each problem, samples told apart."""
    page.goto(f"{served}/index.html")
    page.get_by_role("link", name="数据", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="问题清单（Excel）").click()
    taken = Path(download.value.path())
    sums = dict(reversed(line.split("  ", 1)) for line in (built / "SHA256SUMS").read_text("utf-8").splitlines())

    assert hashlib.sha256(taken.read_bytes()).hexdigest() == sums["data/issues.xlsx"]
    workbook = openpyxl.load_workbook(taken.rename(taken.with_suffix(".xlsx")))
    rows = list(workbook["问题清单"].iter_rows(values_only=True))
    assert len(rows) - 1 == len(list(built.rglob("issue-*.html")))
    assert {row[rows[0].index("样例")] for row in rows[1:]} == {"是", "否"}


def test_elder_mode_is_kept(page: Page, root: str) -> None:
    """Larger type and wider lines, on this page and the next; and back again."""
    page.goto(f"{root}/index.html")
    page.get_by_role("button", name="长者模式").click()
    page.get_by_role("link", name="整改通报", exact=True).click()
    expect(page.locator("h1")).to_have_text("整改通报")
    page.wait_for_load_state()  # with its styles
    style = page.evaluate("(({fontSize, lineHeight}) => [fontSize, lineHeight])(getComputedStyle(document.body))")
    size, line = (float(each.removesuffix("px")) for each in style)

    assert size >= 22
    assert line / size >= 1.5
    button = page.get_by_role("button", name="长者模式")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") < 22


def test_keyboard_reaches_everything(page: Page, built: Path, kinds: dict[str, str]) -> None:
    """First comes the way to the text; then every control in turn, each with a mark of where one is."""
    page.goto(f"{built.as_uri()}/{kinds['list']}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.reload()
    controls = page.locator("a:visible, button:visible, select:visible, input:visible").count()
    reached, plain = set(), []
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
        spot, marked, words = page.evaluate(
            "(e => [[...document.querySelectorAll('*')].indexOf(e), getComputedStyle(e).outlineStyle != 'none',"
            " e.outerHTML.slice(0, 80)])(document.activeElement)"
        )
        reached.add(spot)
        plain += [] if marked or words.startswith("<body") else [words]

    assert len(reached) >= controls
    assert plain == []


def test_paper_has_no_controls(page: Page, built: Path, kinds: dict[str, str]) -> None:
    """In print: the text, the address of the page and its QR code; no navigation, no filter, no button."""
    page.goto(f"{built.as_uri()}/{kinds['itemised']}")
    page.emulate_media(media="print")

    assert page.locator("nav:visible, button:visible, select:visible").count() <= 1  # the editions before and after
    expect(page.locator(".printed")).to_contain_text("https://www.example.gov.cn/zhenggai/bulletins/samples/")
    expect(page.locator(".qr")).to_be_visible()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The repository with one draft, to be written in."""
    for name in ("hooks", "fonts", "docs", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "bulletins" / "2024").mkdir(parents=True)
    (tmp_path / "bulletins" / "2024" / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """`make serve` over it: where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    command = [Path(sys.executable).parent / "mkdocs", "serve", "-q", "-a", where]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL) as serving:
        yield f"http://{where}"
        serving.terminate()


def test_editor_sees_what_was_saved(page: Page, preview: str, project: Path) -> None:
    """A draft is shown and marked; when its file is saved anew, the page follows by itself."""
    for _ in range(60):
        try:
            page.goto(f"{preview}/bulletins/2024/draft.html")
            break
        except PlaywrightError:  # not up yet
            time.sleep(0.25)

    expect(page.locator(".banner")).to_contain_text("征求意见稿")
    expect(page.locator(".prose")).to_contain_text("初稿。")
    (project / "bulletins" / "2024" / "draft.md").write_text(DRAFT.replace("初稿", "二稿"), encoding="utf-8")
    expect(page.locator(".prose")).to_contain_text("二稿。", timeout=20_000)


@pytest.mark.parametrize("kind", ["home", "list", "bulletin", "itemised", "issue"])
def test_light(page: Page, served: str, kinds: dict[str, str], kind: str) -> None:
    """Below 100 KB of HTML, and 250 KB in all, before anything is compressed."""
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(f"{served}/{kinds[kind]}", wait_until="networkidle")

    assert max(size for url, size in sizes.items() if url.endswith(".html")) < 100_000
    assert sum(sizes.values()) < 250_000
