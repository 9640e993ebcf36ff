"""The repository's own site, built strictly in a folder of its own: complete, marked, sound in a real browser."""

import os
import posixpath
import re
import shutil
import socket
import subprocess
import sys
import time
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from bulletin.load import load
from bulletin.model import Bulletin

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
BULLETINS = [source.bulletin for source in load(ROOT / "bulletins") if source.bulletin]
PUBLISHED = [bulletin for bulletin in BULLETINS if bulletin.state != "draft"]
BY_NAME = {"ids": lambda bulletin: bulletin.id}
KINDS = [  # a page of every kind: the real bulletin, a sample with a register, an issue, no figures at all
    "index.html",
    "bulletins/index.html",
    "bulletins/2023/anquan-hangji-xuncha.html",
    "bulletins/samples/fangxun-xuncha-2024-12.html",
    "bulletins/samples/fangxun-xuncha-2024-12/issue-2.5.html",
    "bulletins/samples/yigang-shuangze-lvzhi.html",
    "reading.html",
    "rules.html",
    "editor.html",
]


def copied(folder: Path) -> Path:
    """A copy of the project to build in; fonts and code are the repository's own."""
    for name in ("hooks", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("docs", "bulletins"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied(tmp_path_factory.mktemp("project"))
    done = subprocess.run(
        [BIN / "mkdocs", "build", "--strict"], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return project / "site"


class Links(HTMLParser):
    """What a page refers to, and the anchors it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(given.get("id") or "")
        if address := given.get("href") or given.get("src"):
            self.addresses.append(address)


@pytest.mark.parametrize("bulletin", PUBLISHED, **BY_NAME)
def test_every_bulletin_has_its_page_and_its_notice(site: Path, bulletin: Bulletin) -> None:
    page = (site / f"{bulletin.address}.html").read_text(encoding="utf-8")
    notice = PdfReader(site / f"{bulletin.address}.pdf")

    assert bulletin.title in re.sub(r"<[^>]+>", "", page)
    assert notice.metadata.title == bulletin.title
    assert all((site / bulletin.address / f"issue-{issue.id}.html").is_file() for issue in bulletin.issues)


@pytest.mark.parametrize("bulletin", [one for one in BULLETINS if one.state == "draft"], **BY_NAME)
def test_no_draft_is_published(site: Path, bulletin: Bulletin) -> None:
    assert not [file for file in site.rglob("*") if bulletin.id in file.name]
    for page in site.rglob("*.html"):
        assert bulletin.title not in page.read_text(encoding="utf-8"), page


@pytest.mark.parametrize("bulletin", [one for one in PUBLISHED if one.mark], **BY_NAME)
def test_every_page_of_a_marked_bulletin_says_so(site: Path, bulletin: Bulletin) -> None:
    """On the web: its own page and those of its issues; on paper: every page."""
    pages = [site / f"{bulletin.address}.html", *(site / bulletin.address).glob("*.html")]
    for page in pages:
        assert bulletin.mark in page.read_text(encoding="utf-8"), page
    for number, page in enumerate(PdfReader(site / f"{bulletin.address}.pdf").pages, 1):
        assert bulletin.mark in page.extract_text(), number


def test_bulletins_without_figures_show_no_empty_statistics(site: Path) -> None:
    page = (site / "bulletins/samples/yigang-shuangze-lvzhi.html").read_text(encoding="utf-8")

    assert ">完成情况<" not in page  # its neighbours in the list may have it in their titles
    assert ">问题清单<" not in page


def test_samples_are_not_in_the_figures_over_all(site: Path) -> None:
    """Only the real bulletin is in force: 20 = 13 + 7."""
    home = re.sub(r"<[^>]+>|\s", "", (site / "index.html").read_text(encoding="utf-8"))

    assert "共20个问题，已完成13个，未完成7个（截至2023年11月17日）" in home


def test_no_link_is_broken(site: Path) -> None:
    """Relative links only, each to a file that is there, each anchor to one on its page."""
    pages = {page: Links(page) for page in site.rglob("*.html")}
    for page, links in pages.items():
        for address in links.addresses:
            path, _, anchor = unquote(address).partition("#")
            if re.match(r"(mailto|tel):", address) or page.name == "404.html":
                continue
            target = Path(posixpath.normpath(page.parent / path)) if path else page
            assert not re.match(r"[a-z]+:|/", address), (page, address)
            assert target.is_file(), (page, address)
            assert not anchor or anchor in pages[target].anchors, (page, address)


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_in_a_browser(site: Path, browser: Browser, width: int) -> None:
    """From a folder, in a sub-folder of it, on any screen: nothing else is asked for, nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in KINDS:
        page.goto(f"file://{site / name}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()

    assert [url for url in asked if not url.startswith(f"file://{site}/")] == []
    assert said == []


def test_a_citizen_finds_what_is_late_and_whom_to_call(site: Path, browser: Browser) -> None:
    """Home, list, bulletin, issue: by following links alone, on a phone."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"file://{site}/index.html")
    page.get_by_role("link", name="全部通报").click()
    page.get_by_role("link", name="关于防汛排涝安全专项巡察整改进展情况的通报").click()
    expect(page.get_by_text("共20个问题，已完成15个，未完成5个")).to_be_visible()
    page.get_by_role("link", name="城西排涝渠清淤不及时").first.click()

    expect(page.get_by_text("逾期127天").first).to_be_visible()
    expect(page.get_by_text("正在整改").first).to_be_visible()
    assert (
        page.locator('main a[href^="tel:"], #content a[href^="tel:"]').first.get_attribute("href")
        == "tel:+863005550100"
    )
    assert "2.5" in unquote(page.locator('a[href^="mailto:"]').first.get_attribute("href") or "")
    page.close()


def test_serve_shows_a_change(tmp_path: Path) -> None:
    """`mkdocs serve` builds anew when a bulletin changes, drafts included, and shows what a strict build would refuse; data
    and the notice are those of what was saved, made when asked for. A page does not say where it is shown.
    """
    project = copied(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/bulletins/samples/guodao-yinhuan-caogao.html"
    command = [BIN / "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert wait_for(address, "征求意见稿")
            draft = project / "bulletins/samples/guodao-yinhuan-caogao.md"
            draft.write_text(draft.read_text(encoding="utf-8") + "\n新加的一句话。\n", encoding="utf-8")

            assert wait_for(address, "新加的一句话。")
            assert str(port) not in fetched(address, "bulletins/samples/guodao-yinhuan-caogao.html").decode()
            assert {path: fetched(address, path)[:20] for path in LAID} == LAID
            notice = PdfReader(BytesIO(fetched(address, "bulletins/samples/guodao-yinhuan-caogao.pdf")))
            assert any("新加的一句话。" in source[0].decode() for source in notice.attachments.values())
        finally:
            server.terminate()


LAID = {  # what a preview lays when it is asked for, and how it begins
    "data/issues.csv": "\ufeffbulletin,id,title,".encode()[:20],
    "search-index/index.js": b'bulletinSearch("inde',
    "bulletins/samples/fangxun-xuncha-2024-12/issue-1.6.html": b"\n\n<!doctype html>\n<h",
}


def fetched(address: str, path: str) -> bytes:
    """Another file of the site that has a page at `address`."""
    with urlopen(address.partition("/bulletins/")[0] + f"/{path}", timeout=300) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


def wait_for(address: str, text: str, seconds: float = 300) -> bool:
    """The page at `address` has `text`, before long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                if text in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False
