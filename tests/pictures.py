"""The pictures of the READMEs and guides, taken of the built site: `.venv/bin/python tests/pictures.py`, after `make site`.

A machine that builds may have no Chinese face but one. The faces of the notices stand in for those that readers have on
theirs: headings in Song, text in Hei.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
SITE, PICTURES = ROOT / "site", ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 64  # text on paper in a handful of tones needs no more
LINE = "#b9b4aa"

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


class Shot(NamedTuple):
    """A part of a page as a screen of a width shows it, from `top` on; `zoom` makes a phone's picture sharp."""

    name: str
    address: str
    width: int
    height: int
    top: str = ""
    zoom: float = 1


SHOTS = (
    Shot("home", "index.html", 1200, 800),
    Shot("phone", "index.html", 375, 812, zoom=1.5),
    Shot("register", "bulletins/samples/fangxun-xuncha-2024-12.html", 1200, 752, top="#register"),
)


class Sheet(NamedTuple):
    """Pages of a notice beside one another, those counted from the end being negative."""

    name: str
    pdf: str
    pages: tuple[int, ...]
    width: int


SHEETS = (Sheet("notice", "bulletins/2023/anquan-hangji-xuncha.pdf", (1, 2, -2), 430),)


def main() -> None:
    """Take all of them, or those that are named."""
    if not (SITE / "index.html").is_file():
        raise SystemExit("没有 site/，请先执行 make。There is no site/ yet: run make first.")
    wanted = set(sys.argv[1:])
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        config = Path(folder, "fonts.conf")
        faces = "\n  ".join(FACE.format(*pair) for pair in STAND_IN.items())
        config.write_text(FONTS.format(fonts=ROOT / "fonts", cache=folder, faces=faces), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                _save(_taken(browser, shot, Path(folder)), shot.name)
    for sheet in SHEETS:
        if not wanted or sheet.name in wanted:
            _save(_laid_out(sheet), sheet.name)


def _taken(browser: Browser, shot: Shot, folder: Path) -> Image.Image:
    """Over file://, as from a USB stick; the light dress, whatever this machine prefers."""
    size = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, device_scale_factor=shot.zoom, color_scheme="light", locale="zh-CN")
    page.goto((SITE / shot.address).as_uri())
    if shot.top:
        page.locator(shot.top).first.evaluate("element => element.scrollIntoView()")
    file = folder / f"{shot.name}.png"
    page.screenshot(path=file)
    page.close()
    return Image.open(file).convert("RGB")


def _laid_out(sheet: Sheet) -> Image.Image:
    """The pages in one row, each with an edge, on nothing."""
    last = len(PdfReader(SITE / sheet.pdf).pages)
    numbers = [page if page > 0 else last + 1 + page for page in sheet.pages]
    with tempfile.TemporaryDirectory() as folder:
        for page in numbers:
            part = ["-f", str(page), "-l", str(page), "-scale-to-x", str(sheet.width), "-scale-to-y", "-1"]
            subprocess.run(["pdftoppm", "-png", "-singlefile", *part, SITE / sheet.pdf, f"{folder}/{page}"], check=True)
        pages = [ImageOps.expand(Image.open(f"{folder}/{page}.png"), 1, LINE).convert("RGB") for page in numbers]
    gap = sheet.width // 20
    row = Image.new("RGB", (sum(page.width + gap for page in pages) - gap, pages[0].height), "white")
    left = 0
    for page in pages:
        row.paste(page, (left, 0))
        left += page.width + gap
    return row


def _save(picture: Image.Image, name: str) -> None:
    """With an edge, since the paper of a page is almost that of a README; in few colours."""
    edged = picture if name in {sheet.name for sheet in SHEETS} else ImageOps.expand(picture, 1, LINE)
    file = PICTURES / f"{name}.png"
    edged.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)}  {edged.width} × {edged.height}  {file.stat().st_size // 1000} KB\n")


if __name__ == "__main__":
    main()
