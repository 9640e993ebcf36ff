"""`make edit`, tried: bulletins of the repository opened in the forms of the editing page, changed, and saved to disk.

The page of the preview, the CMS from npm, the program that keeps its files, a browser; nothing stands in for anything.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page

from bulletin.editing import cms
from bulletin.editing.fmt import canonical
from bulletin.load import load, parse
from bulletin.review.facts import facts
from bulletin.rules import check
from bulletin.site import Site

pytestmark = pytest.mark.audit

ROOT = Path(__file__).parents[1]
NAME = "samples/fangxun-xuncha-2024-12"
TODAY = date(2025, 4, 10)
COMMENT = "# 与台账核对过"
START = 120  # seconds: on a busy machine npm takes its time, and so does a first preview


class Office(NamedTuple):
    """A project on the machine of an editor, and the address of its editing page."""

    project: Path
    address: str
    port: int

    def file(self, name: str = NAME) -> Path:
        return self.project / f"bulletins/{name}.md"


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """`make edit` with `kind: local`, as the guide says; skipped where npm gives nothing."""
    project = tmp_path_factory.mktemp("office")
    if subprocess.run([sys.executable, ROOT / "setup/cms.py"], check=False).returncode:
        pytest.skip("npm 取不到网页编辑的程序 / npm does not give the script of the editing page")
    for name in ("hooks", "fonts", "docs", ".cache"):
        (project / name).symlink_to(ROOT / name)
    for name in ("setup", "bulletins"):
        shutil.copytree(ROOT / name, project / name)
    (project / ".venv").symlink_to(sys.prefix)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    asked = settings.replace("  bulletin:\n", "  bulletin:\n    cms: {kind: local}\n", 1)
    (project / "mkdocs.yml").write_text(asked, encoding="utf-8")
    page, port = free(), free()
    told = {"PORT": str(port), "ORIGIN": f"http://127.0.0.1:{page}", "NO_MKDOCS_2_WARNING": "1"}
    command = ["sh", "setup/edit.sh", "--dev-addr", f"127.0.0.1:{page}"]
    with (project / "log").open("w") as log:
        running = subprocess.Popen(
            command, cwd=project, env=os.environ | told, stdout=log, stderr=log, start_new_session=True
        )
    address = f"http://127.0.0.1:{page}/cms/index.html"
    try:
        if not answered(address, running):
            said = (project / "log").read_text()
            assert running.poll() is not None, said
            assert "npm" in said
            pytest.skip(said)
        yield Office(project, address, port)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def answered(address: str, running: "subprocess.Popen[bytes]") -> bool:
    for _ in range(START * 5):
        time.sleep(0.2)
        try:
            with urlopen(address):  # noqa: S310 - our own server
                return True
        except URLError:
            if running.poll() is not None:
                return False
    return False


@pytest.fixture
def editor(office: Office, browser: Browser) -> Iterator[Page]:
    """Logged in, which on one's own machine is one button; the program that keeps the files hears on another port here."""
    page = browser.new_page(locale="zh-CN", viewport={"width": 1000, "height": 900})
    page.set_default_timeout(START * 1000)  # a preview answers nothing while it builds
    local = re.compile(rf"^{re.escape(cms.LOCAL)}/")
    page.route(local, lambda route: route.continue_(url=route.request.url.replace(":8081", f":{office.port}")))
    page.goto(office.address)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="整改通报").wait_for()
    yield page
    page.close()


def opened(editor: Page, office: Office, name: str) -> Page:
    """A form, of the file as it is on disk now."""
    editor.goto(f"{office.address}#/collections/bulletins/{name}")
    editor.reload()
    editor.get_by_label("标题", exact=True).wait_for()
    return editor


def saved(editor: Page) -> None:
    """The button says 发布: publishing is the business of `state`, and of whoever runs `make`."""
    editor.get_by_role("button", name="发布", exact=True).click()
    editor.get_by_text("立即发布", exact=True).click()
    editor.get_by_text("修改已保存").wait_for()


def row(editor: Page, told: str) -> Locator:
    """An entry of a list, unfolded."""
    entry = editor.get_by_text(told, exact=True).locator("xpath=..")
    entry.get_by_role("button").first.click()
    return entry


def test_the_form_has_every_field(editor: Page, office: Office) -> None:
    """In Chinese, each by the control that fits it, the register row by row."""
    form = opened(editor, office, f"entries/{NAME}")
    labels = [label.inner_text() for label in form.locator("label").all()]
    (collection,) = cms.config(Site())["collections"]

    assert {field["label"] for field in collection["fields"]} <= {label.removesuffix(" (可选)") for label in labels}
    assert [label for label in labels if not re.search(r"[\u4e00-\u9fff]", label)] == []
    assert form.locator("[id^=date-field] input, input[id^=date-field]").first.input_value() == "2024-12-30"
    assert form.get_by_label("已完成整改的数量").first.input_value() == "15"
    assert form.get_by_text("草稿（不发布）").count() + form.get_by_text("发布", exact=True).count() > 0
    assert form.get_by_text("2.5 城西排涝渠清淤不及时").count() == 1
    assert "已完成15个，阶段性完成1个" in form.locator("[contenteditable=true]").last.inner_text()


def test_a_figure_is_changed(editor: Page, office: Office) -> None:
    """On disk that one figure is another, comments are gone, and all else is as it was; the checks name the figure."""
    file = office.file()
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("counts:\n", f"{COMMENT}\ncounts:\n"), encoding="utf-8")
    was = parse(before.encode(), f"bulletins/{NAME}.md").bulletin
    form = opened(editor, office, f"entries/{NAME}")
    form.get_by_label("已完成整改的数量").first.fill("16")
    saved(form)
    after = file.read_text(encoding="utf-8")
    source = parse(after.encode(), f"bulletins/{NAME}.md")
    found = check(load(office.project / "bulletins"), Site(), TODAY)

    assert source.faults == []
    assert source.bulletin
    assert was
    assert COMMENT not in after
    assert "\nid:" not in after
    assert after.partition("\n---\n")[2].strip() == before.partition("\n---\n")[2].strip()
    changed = source.bulletin.model_dump(mode="json")
    kept = was.model_dump(mode="json")
    assert changed["counts"].pop("completed") != kept["counts"].pop("completed")
    assert changed == kept
    assert {one.rule for one in found if one.path == source.path} >= {"RB101", "RB103", "RB303"}


def test_it_is_put_in_canonical_form(editor: Page, office: Office) -> None:
    """`bulletin fmt` orders its fields again; saved and put in order once more, the one line that changed has changed."""
    file = office.file("samples/fangxun-xuncha-2024-08")
    given = file.read_text(encoding="utf-8")
    kept = []
    for owner in ("物资储备科", "物资储备处"):
        form = opened(editor, office, "entries/samples/fangxun-xuncha-2024-08")
        row(form, "3.1 防汛物资账实不符").get_by_label("责任单位").fill(owner)
        saved(form)
        kept.append(canonical(file.read_text(encoding="utf-8")))
        file.write_text(kept[-1], encoding="utf-8")
    was, now = (parse(text.encode(), f"bulletins/{NAME}.md").bulletin for text in (given, kept[0]))
    told = [line for line in unified_diff(*map(str.splitlines, kept), n=0, lineterm="") if line[:1] in "+-"]

    assert was
    assert now
    assert len(list(facts(was, now, Site()))) == 1
    assert canonical(kept[0]) == kept[0]
    assert told[2:] == ["-    owner: 物资储备科", "+    owner: 物资储备处"]


def test_a_new_one_needs_a_name(editor: Page, office: Office) -> None:
    """Without one it is not kept; with one it is, as a draft, in the folder of its year."""
    form = opened(editor, office, "new")
    form.get_by_label("标题", exact=True).fill("关于消防安全检查整改情况的通报")
    form.get_by_label("发文机关", exact=True).fill("示例市水务局")
    form.locator("input[type=date]").first.fill("2025-03-20")
    form.locator("[contenteditable=true]").last.click()
    form.keyboard.type("正文。")
    form.get_by_role("button", name="发布", exact=True).click()
    form.get_by_text("立即发布", exact=True).click()
    form.get_by_text("请填写代号").first.wait_for()
    assert not (office.project / "bulletins/2025").exists()
    form.get_by_label("本期通报的代号").fill("xiaofang-jiancha")
    saved(form)
    source = parse(office.file("2025/xiaofang-jiancha").read_bytes(), "bulletins/2025/xiaofang-jiancha.md")

    assert source.faults == []
    assert source.bulletin
    assert source.bulletin.state == "draft"
