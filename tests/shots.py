"""What a picture may be of: a page on a screen, several beside one another, pages of a PDF, a terminal, a form."""

import html
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageOps
from pypdf import PdfReader
from studio import LINE, PREVIEW, ROOT, Studio, run

from bulletin.editing import cms
from bulletin.site import Site

TERMINAL = """\
<!doctype html><meta charset="utf-8"><title>terminal</title><style>
body {{ margin: 0; background: #1f2328; color: #e9e6df }}
pre {{ margin: 0; padding: 14px 18px; width: {columns}ch; font: 15px/1.55 "DejaVu Sans Mono", monospace, "Noto Sans CJK SC";
  white-space: pre-wrap; overflow-wrap: anywhere }}
b {{ font-weight: normal; color: #9fd3c7 }}
</style><pre>{text}</pre>
"""


class Screen(NamedTuple):
    """A part of a page as a screen shows it, from `top` on, once `made` has been done; `zoom` makes a phone's sharp."""

    address: str
    size: tuple[int, int]
    top: str = ""
    zoom: float = 1
    project: str = "portal"
    made: str = ""

    def taken(self, studio: Studio) -> Image.Image:
        project = studio.copy(self.project) if self.made else getattr(studio, self.project)
        if self.made:
            run(project, self.made)
        page = studio.page(self.size, self.zoom)
        page.goto((project / self.address).as_uri())
        if self.top:
            page.locator(self.top).first.evaluate("element => element.scrollIntoView()")
        return ImageOps.expand(studio.photograph(page), 1, LINE)


class Row(NamedTuple):
    """Screens beside one another."""

    parts: tuple[Screen, ...]

    def taken(self, studio: Studio) -> Image.Image:
        return _beside([part.taken(studio) for part in self.parts])


class Sheet(NamedTuple):
    """Pages of a PDF beside one another, those counted from the end being negative; `made` makes it."""

    pdf: str
    pages: tuple[int, ...]
    width: int
    made: str = ""
    part: float = 1  # of the height, from the top

    def taken(self, studio: Studio) -> Image.Image:
        project = studio.copy("portal") if self.made else studio.portal
        if self.made:
            run(project, self.made)
        return _beside([self._page(project / self.pdf, number, studio.folder) for number in self.pages])

    def _page(self, pdf: Path, number: int, folder: Path) -> Image.Image:
        page = str(number if number > 0 else len(PdfReader(pdf).pages) + 1 + number)
        size = ["-scale-to-x", str(self.width), "-scale-to-y", "-1"]
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-f", page, "-l", page, *size, pdf, folder / "page"], check=True
        )
        with Image.open(folder / "page.png") as drawn:
            upper = drawn.convert("RGB").crop((0, 0, drawn.width, round(drawn.height * self.part)))
        return ImageOps.expand(upper, 1, LINE)


class Terminal(NamedTuple):
    """A command and what it printed, or the first lines of it; `before` was done out of sight."""

    command: str
    project: str = "portal"
    before: str = ":"
    fails: bool = False
    lines: int = 40
    columns: int = 88

    def taken(self, studio: Studio) -> Image.Image:
        project = studio.copy(self.project)
        run(project, self.before)
        printed = run(project, self.command, self.fails).rstrip().splitlines()
        shown = "\n".join([*printed[: self.lines], *["…"] * (len(printed) > self.lines)])
        text = f"<b>$ {html.escape(self.command)}</b>\n{html.escape(shown)}"
        page = studio.page((900, 1200))
        page.set_content(TERMINAL.format(text=text, columns=self.columns))
        box = page.locator("pre").bounding_box()
        assert box
        return studio.photograph(page, clip=box)


class Form(NamedTuple):
    """The editing page of a preview with a bulletin in its form, from `top` on; the file is handed to it from here."""

    bulletin: str
    size: tuple[int, int]
    top: str

    def taken(self, studio: Studio) -> Image.Image:
        site = Site.model_validate({"name": "示例市水务局", "cms": {"kind": "local"}})
        files = dict(cms.files(site, ROOT, preview=True))
        page = studio.page(self.size)
        page.route(f"{PREVIEW}/**", lambda route: route.fulfill(**_served(files, route.request.url)))
        page.route(
            f"{cms.LOCAL}/**", lambda route: route.fulfill(json=_handed(self.bulletin, route.request.post_data_json))
        )
        page.goto(f"{PREVIEW}/cms/index.html")
        page.get_by_role("button", name="登录").click()
        page.locator(f"a[href$='{self.bulletin}']").click()
        page.locator(self.top).first.evaluate("element => element.scrollIntoView()")
        page.mouse.wheel(0, -100)  # from below the bar of the page
        page.wait_for_timeout(500)
        return ImageOps.expand(studio.photograph(page), 1, LINE)


def _served(files: dict[str, bytes], address: str) -> Any:
    path = address.removeprefix(f"{PREVIEW}/").partition("?")[0]
    kinds = {".yml": "text/yaml", ".js": "text/javascript", ".html": "text/html"}
    return {"body": files.get(path, b""), "content_type": kinds.get(Path(path).suffix, "text/plain")}


def _handed(bulletin: str, asked: Any) -> Any:
    """What the program of `make edit` says to the page, of one file."""
    path = f"bulletins/{bulletin}.md"
    entry = {"data": (ROOT / path).read_text(encoding="utf-8"), "file": {"path": path, "id": None}}
    info = {"repo": "bulletin", "publish_modes": ["simple"], "type": "local_fs"}
    return {"info": info, "getEntry": entry, "entriesByFolder": [entry]}.get(asked["action"], [])


def _beside(pictures: list[Image.Image]) -> Image.Image:
    gap = pictures[0].width // 20
    row = Image.new(
        "RGB", (sum(each.width + gap for each in pictures) - gap, max(each.height for each in pictures)), "white"
    )
    left = 0
    for each in pictures:
        row.paste(each, (left, 0))
        left += each.width + gap
    return row
