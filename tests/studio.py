"""Where the pictures of READMEs and guides are taken: two projects with their sites, a terminal, a printer, a browser.

A machine that builds may have no Chinese face but one. The faces of the notices stand in for those that readers have on
theirs: headings in Song, text in Hei.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "measure")]

from documents import cases, docx_counted  # noqa: E402

PREVIEW = "http://127.0.0.1:8000"
ORIGIN = "https://www.example.gov.cn/zhenggai/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LINE = "#b9b4aa"
DOCUMENT, FIRST = "整改情况通报.docx", "bulletins/2025/anquan-jiancha.md"

STAND_IN = {"Noto Serif CJK SC": "FandolSong", "Noto Sans CJK SC": "FandolHei"}
FACE = (
    '<match target="pattern"><test name="family"><string>{}</string></test>'
    '<edit name="family" mode="assign" binding="same"><string>{}</string></edit></match>'
)
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  {faces}
</fontconfig>
"""


class Studio(NamedTuple):
    """What pictures are taken with, and of: the portal as it ships, and that of an editor who has just begun."""

    browser: Browser
    folder: Path
    portal: Path
    office: Path

    def copy(self, project: str) -> Path:
        """A project to do something in, so that others find it as it was."""
        copy = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copytree(getattr(self, project), copy, symlinks=True, dirs_exist_ok=True)
        return copy

    def page(self, size: tuple[int, int], zoom: float = 1) -> Page:
        """In the light dress, whatever this machine prefers."""
        viewport: Any = {"width": size[0], "height": size[1]}
        return self.browser.new_page(viewport=viewport, device_scale_factor=zoom, color_scheme="light", locale="zh-CN")

    def photograph(self, page: Page, **part: Any) -> Image.Image:
        file = self.folder / "shot.png"
        page.screenshot(path=file, **part)
        page.close()
        with Image.open(file) as taken:
            return taken.convert("RGB")

    @property
    def tools(self) -> str:
        """What a look depends on, besides what is locked."""
        said = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=True).stderr
        return f"Chromium {self.browser.version}, Poppler {said.split()[2]}"


@contextmanager
def studio() -> Iterator[Studio]:
    """Open, with both sites built: over file:// they are read, as from a USB stick."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        config = folder / "fonts.conf"
        faces = "\n  ".join(FACE.format(*pair) for pair in STAND_IN.items())
        config.write_text(FONTS.format(fonts=ROOT / "fonts", cache=folder, faces=faces), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        yield Studio(browser, folder, _portal(folder / "portal"), _office(folder / "office"))
        browser.close()


def _portal(project: Path) -> Path:
    """The repository's own."""
    _founded(project, f"site_url: {ORIGIN}\n{(ROOT / 'mkdocs.yml').read_text(encoding='utf-8')}")
    shutil.copytree(ROOT / "bulletins", project / "bulletins")
    return _built(project)


def _office(project: Path) -> Path:
    """Of one who has done what the guides of editors and publishers begin with; a Word file lies there, too."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    _founded(project, settings.partition("extra:")[0] + "extra: {bulletin: {name: 示例市水务局, section: 整改公开}}\n")
    guide = (ROOT / "docs/editor.md").read_text(encoding="utf-8")
    first = re.search(r"```markdown\n(.*?)```", guide, re.DOTALL)
    assert first
    (project / FIRST).parent.mkdir(parents=True)
    (project / FIRST).write_text(first[1], encoding="utf-8")
    (project / DOCUMENT).write_bytes(docx_counted(cases()["xuncha"]))
    return _built(project)


def _founded(project: Path, settings: str) -> None:
    project.mkdir()
    for name in ("hooks", "fonts", "docs", ".cache"):
        (project / name).symlink_to(ROOT / name)
    (project / ".venv").symlink_to(sys.prefix)
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")


def _built(project: Path) -> Path:
    run(project, ".venv/bin/mkdocs build --strict")
    return project


def run(project: Path, command: str, fails: bool = False) -> str:
    """What a command prints, in a project; it must end as it should."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=project,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert bool(done.returncode) == fails, f"{command}\n{done.stdout}"
    return done.stdout
