"""The editing page in a browser: a bulletin written with its forms, and where each git host is asked for a login."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser

from bulletin.editing import cms
from bulletin.load import parse
from bulletin.site import Site

pytestmark = pytest.mark.audit

ROOT = Path(__file__).parents[1]
HOST = {"kind": "gitea", "repo": "bangongshi/tongbao", "host": "https://git.example.cn", "app": "a-b-c"}


@pytest.fixture(scope="module")
def script() -> None:
    """The script of the page is here, or nothing can be tried."""
    if subprocess.run([sys.executable, ROOT / "setup/cms.py"], check=False).returncode:
        pytest.skip("npm 取不到网页编辑的程序 / npm does not give the script of the editing page")


@pytest.fixture(scope="module")
def edited(script: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the editing page, its git host exchanged for the repository in memory that the CMS has for trials."""
    project = tmp_path_factory.mktemp("cms")
    for name in ("hooks", "fonts", "docs", ".cache"):
        (project / name).symlink_to(ROOT / name)
    (project / "bulletins").mkdir()
    shutil.copy2(ROOT / "bulletins/2023/anquan-hangji-xuncha.md", project / "bulletins")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    host = "    cms: {kind: gitea, repo: bangongshi/tongbao, host: https://git.example.cn, app: a-b-c}\n"
    (project / "mkdocs.yml").write_text(settings.replace("  bulletin:\n", f"  bulletin:\n{host}", 1), encoding="utf-8")
    subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "--strict"], cwd=project, check=True, capture_output=True
    )
    config = project / "site/cms/config.yml"
    config.write_text(config.read_text().replace('"name": "gitea"', '"name": "test-repo"'))
    return project / "site"


def test_a_bulletin_from_the_forms(edited: Path, browser: Browser) -> None:
    """Filled in and saved in a browser: a bulletin that is read without fault, and no request to any other host."""
    page = browser.new_page(locale="zh-CN")
    asked: list[str] = []

    def serve(route: Any) -> None:
        asked.append(route.request.url)
        file = edited / route.request.url.removeprefix("http://localhost/").partition("?")[0]
        kind = {".yml": "text/yaml", ".js": "text/javascript", ".html": "text/html"}.get(file.suffix, "text/plain")
        route.fulfill(
            status=200 if file.is_file() else 404, body=file.read_bytes() if file.is_file() else b"", content_type=kind
        )

    page.route("**/*", serve)
    page.goto("http://localhost/cms/index.html")
    page.get_by_role("button").first.click()
    page.goto("http://localhost/cms/index.html#/collections/bulletins/new")
    for label, text in (
        ("标题", "关于安全检查整改情况的通报"),
        ("本期通报的代号", "anquan-jiancha"),
        ("发文机关", "示例市水务局"),
    ):
        page.get_by_label(re.compile(rf"^{label}( \(可选\))?$")).fill(text)
    page.locator("input[type=date]").first.fill("2025-03-20")
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type("正文。")
    page.get_by_role("button", name="发布").first.click()
    page.get_by_text("立即发布").first.click()
    page.wait_for_function("window.repoFiles.bulletins && Object.keys(window.repoFiles.bulletins).length")
    saved = page.evaluate("window.repoFiles.bulletins")
    text = saved["2025"]["anquan-jiancha.md"]["content"]
    source = parse(text.encode(), "bulletins/2025/anquan-jiancha.md")
    page.close()

    assert {address.split("/")[2] for address in asked if not address.startswith(("data:", "blob:"))} == {"localhost"}
    assert source.faults == [], text
    assert source.bulletin
    assert source.bulletin.id == "anquan-jiancha"
    assert str(source.bulletin.date) == "2025-03-20"
    assert source.bulletin.body == "正文。\n"


@pytest.mark.parametrize(
    ("given", "address", "asked"),
    [
        (
            HOST,
            "https://git.example.cn/login/oauth/authorize",
            {"client_id": "a-b-c", "code_challenge_method": "S256", "response_type": "code"},
        ),
        (
            {"kind": "gitlab", "repo": "a/b", "app": "7"},
            "https://gitlab.com/oauth/authorize",
            {"client_id": "7", "code_challenge_method": "S256", "response_type": "code"},
        ),
        (
            {"kind": "github", "repo": "a/b", "login": "https://login.example.cn"},
            "https://login.example.cn/auth",
            {"provider": "github", "scope": "repo"},
        ),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) and "kind" in value else None,
)
def test_the_login_is_asked_of_the_host(
    script: None, browser: Browser, given: Any, address: str, asked: dict[str, str]
) -> None:
    """The button leads to its own page for that, with what the host knows the editing page by, and back to here."""
    files = dict(cms.files(Site.model_validate({"name": "局", "cms": given}), ROOT, preview=False))
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()

    def serve(route: Any) -> None:
        path = route.request.url.removeprefix("http://localhost/")
        kind = {".yml": "text/yaml", ".js": "text/javascript"}.get(Path(path).suffix, "text/html")
        route.fulfill(body=files.get(path, b""), content_type=kind)

    context.route("**/*", serve)
    page.goto("http://localhost/cms/index.html")
    with context.expect_event("request", lambda request: request.url.startswith(address)) as seen:
        page.get_by_role("button", name="登录").click()
    query = dict(parse_qsl(urlsplit(seen.value.url).query))
    context.close()

    assert asked.items() <= query.items()
    assert query.get("redirect_uri", "http://localhost/cms/index.html") == "http://localhost/cms/index.html"
