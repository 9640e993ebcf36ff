"""What the tests share: a valid bulletin to break, all that is wrong with a folder of them, the built site, a browser."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from bulletin.findings import Finding
from bulletin.load import load
from bulletin.rules import check
from bulletin.site import Site

# The same examples on every machine, however slow it is: what a suite finds must be found again.
settings.register_profile(
    "suite", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")

ROOT = Path(__file__).parents[1]
ORIGIN = "https://www.example.gov.cn/zhenggai/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TODAY = date(2025, 6, 1)
SHIPPED = {
    "anquan-hangji-xuncha.md",
    "fangxun-xuncha-2024-08.md",
    "fangxun-xuncha-2024-12.md",
    "guodao-yinhuan-caogao.md",
    "minsheng-shishi-2024.md",
    "yigang-shuangze-lvzhi.md",
}
KINDS = {  # an example of every kind of page
    "home": "index.html",
    "list": "bulletins/index.html",
    "bulletin": "bulletins/2023/anquan-hangji-xuncha.html",
    "itemised": "bulletins/samples/fangxun-xuncha-2024-12.html",
    "issue": "bulletins/samples/fangxun-xuncha-2024-12/issue-1.6.html",
    "unsaid": "bulletins/2023/anquan-hangji-xuncha/issue-1.1.html",
    "outstanding": "outstanding.html",
    "changes": "changes.html",
    "data": "data/index.html",
    "search": "search.html?q=%E9%9A%90%E6%82%A3",
    "method": "reading.html",
    "guide": "editor.html",
    "rules": "rules.html",
    "missing": "404.html",
}
MINIMAL = """\
title: 关于专项巡察整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
contact: {phone: 0999-5550100, address: 示例市人民路1号}
"""

IDENTITY = """
nav:
  - 首页: index.md
  - 整改通报: bulletins/index.md
  - 尚未完成: outstanding.md
  - 变化: changes.md
  - 数据: data/index.md
  - 搜索: search.md
  - 怎样读通报: reading.md
extra:
  bulletin:
    name: 示例市交通运输局
    section: 整改公开
    samples: true
    checks: true
    contact: {phone: "5550100", address: 示例市人民路1号}
"""
BLIND = """
import sys
import bulletin.run as run
run.check = lambda *given: []
pages, notices = run.Run.print, run.Run.bind
run.Run.print = lambda self, *given: pages(self, *given) and []
run.Run.bind = lambda self, *given: notices(self, *given) and []
sys.argv = ["mkdocs", "build", "-q"]
from mkdocs.__main__ import cli
cli()
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write what is found now into tests/rules/*.yml, draw tests/golden/notices/ anew; read the diff, look at the pictures",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A bureau may have put its own bulletins in the place of those that this project ships (docs/publisher.md)."""
    if SHIPPED.issubset(file.name for file in (ROOT / "bulletins").rglob("*.md")):
        return
    for item in items:
        if item.get_closest_marker("shipped"):
            item.add_marker(pytest.mark.skip(reason="names a bulletin that the project ships, which is not here"))


@pytest.fixture(scope="session")
def whole() -> Callable[..., str]:
    """A bulletin's text: the fields of a snippet, from line 2 on, then those of a minimal bulletin that it lacks."""

    def compose(front: str = "", body: str = "正文。\n") -> str:
        given = set(re.findall(r"^(\w+):", front, re.MULTILINE))
        rest = [line for line in MINIMAL.splitlines(keepends=True) if line.partition(":")[0] not in given]
        front = front and front.rstrip("\n") + "\n"
        return f"---\n{front}{''.join(rest)}---\n\n{body}"

    return compose


@pytest.fixture(scope="session")
def judge() -> Callable[..., list[Finding]]:
    """Everything that is wrong with the bulletins below a folder, on a day that never changes."""

    def findings(root: Path, site: Site | None = None, today: date = TODAY) -> list[Finding]:
        return check(load(root / "bulletins"), site or Site(), today)

    return findings


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key with a certificate that only says its own name."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例市水务局")])
    first = datetime(2020, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
    made = made.serial_number(7).not_valid_before(first).not_valid_after(first.replace(year=2090))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = made.add_extension(usage, critical=True).sign(secret, hashes.SHA256())
    file = tmp_path_factory.mktemp("key") / "key.p12"
    file.write_bytes(serialize_key_and_certificates(b"x", secret, certificate, None, BestAvailableEncryption(b"pass")))
    return file


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, with an address so that everything that needs one is there."""
    project = tmp_path_factory.mktemp("portal")
    (ROOT / ".cache").mkdir(exist_ok=True)
    for name in ("hooks", "fonts", "docs", "bulletins", ".cache"):
        (project / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(f"site_url: {ORIGIN}\n{settings}", encoding="utf-8")
    command = [Path(sys.executable).parent / "mkdocs", "build", "--strict"]
    done = subprocess.run(
        command, cwd=project, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.fixture(scope="session")
def laid() -> Callable[[Path], str]:
    """Lays out this program and two pages, and gives settings for them: those of this repository but for what a bureau changes."""

    def lay(root: Path) -> str:
        (root / "docs").mkdir(parents=True)
        for name in ("hooks", "fonts"):
            (root / name).symlink_to(ROOT / name)
        (root / "docs/index.md").write_text("这里公布整改情况。\n\n<!-- bulletin -->\n", encoding="utf-8")
        shutil.copy(ROOT / "docs/reading.md", root / "docs")
        own = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        return re.sub(r"^(?:nav|extra):\n(?:[ #].*\n|\n)*", "", own, flags=re.MULTILINE) + IDENTITY

    return lay


@pytest.fixture(scope="session")
def sown(laid: Callable[[Path], str]) -> Callable[..., Path]:
    """Lays out a small project with so many plain bulletins."""

    def sow(root: Path, bulletins: int = 0, settings: str = "") -> Path:
        (root / "mkdocs.yml").write_text(settings + laid(root), encoding="utf-8")
        (root / "bulletins/2024").mkdir(parents=True)
        for number in range(bulletins):
            (root / f"bulletins/2024/b{number}.md").write_text(
                f"---\ntitle: 关于第{number}轮专项巡察整改情况的通报\nissuer: 示例市交通运输局\ndate: 2024-05-0{number + 1}\n"
                "contact: {phone: 0999-5550100, address: 示例市人民路1号}\n---\n\n现将整改情况通报如下。\n"
            )
        return root

    return sow


@pytest.fixture(scope="session")
def blind() -> list[str]:
    """The command of a build for which no rule has found anything, so that all that is written gets as far as it can."""
    return [sys.executable, "-c", BLIND]


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site in a sub-folder of a web server: its address, without a slash at the end."""
    root = tmp_path_factory.mktemp("www")
    (root / "bureau").mkdir()
    (root / "bureau" / "zhenggai").symlink_to(built)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/bureau/zhenggai"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")  # no longer: while it is open an event loop runs, and a signature starts one of its own
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def kinds() -> dict[str, str]:
    """An example of every kind of page."""
    return KINDS


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Every kind of page in turn, by its name."""
    return str(request.param)


@pytest.fixture
def path(kind: str) -> str:
    """Its address."""
    return KINDS[kind]
