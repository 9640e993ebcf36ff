"""How the notices look: every page of those that the repository ships, and of one with all that a bureau may set, as pictures.

A golden is a sheet of small grey pages. It is compared cell by cell, each of about two lines by three characters of text, so
that what moved by half a line is told and what a rasteriser smooths otherwise is not. The faces are the same everywhere
(setup/fonts.sha256), but Pango breaks the lines and Poppler draws: a golden remembers their versions, and where others
are installed a difference is no failure but a reason to look. `--update` draws the goldens anew; look at them.
"""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo
from weasyprint.text.ffi import pango

from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.site import Imprint, Site, read_site

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
GOLDEN, FOUND = ROOT / "tests/golden/notices", ROOT / ".cache/pictures/notices"
DPI, ROW, EDGE = 20, 5, 4
GREYS = 8  # tones of a golden
CELL, STEP, MANY = 6, 16, 8  # pixels; how much greyer or lighter one must be; so many of a page make a difference
ISSUER = "中共示例市水务局党组"
TEXT = "调度会议每月召开一次，逐项核对整改台账，对进度滞后的责任单位当面提醒、限期补齐。"
SHIPPED = sorted(
    str(file.relative_to(ROOT / "bulletins").with_suffix("")) for file in (ROOT / "bulletins").rglob("*.md")
)


def all_that_may_be_set() -> tuple[Bulletin, Site]:
    """Red head, number, seals of two bodies, a register across the sheet, 版记, square; withdrawn."""
    issues = [
        {"id": f"{n}", "title": TEXT, "theme": f"第{n // 4 + 1}方面", "owner": "安全监督科、办公室", "due": "2024-10-31",
         "revised": [{"to": "2025-03-31", "on": "2024-08-12", "because": TEXT}], "status": "ongoing"} for n in range(8)
    ]  # fmt: skip
    front = {
        "title": "关于落实市委第三巡察组巡察反馈意见和省水利厅监督检查发现问题整改进展情况的通报",
        "issuer": f"{ISSUER}、示例市防汛抗旱指挥部办公室", "date": "2024-10-05", "published": "2024-10-08",
        "number": "示水党〔2024〕3号", "inspection": {"kind": "专项巡察"}, "issues": issues,
        "state": "withdrawn", "withdrawn": {"on": "2024-11-01", "because": "部分数据有误。"},
        "contact": {"phone": "0999-5550100", "hours": "工作日8:30—12:00", "address": "示例市人民路1号"},
    }  # fmt: skip
    made = Bulletin.model_validate(front)
    body = f"- {TEXT}\n    - {TEXT}\n\n| 项目 | 数量 |\n|---|---:|\n| 排水口 | 12 |\n| 泵站 | 3 |\n\n> {TEXT}\n\n{TEXT}[^1]\n"
    made._path = "bulletins/x.md"
    made._body = f"## 一、总体情况\n\n### （一）组织领导\n\n{TEXT * 3}\n\n#### 1.台账\n\n{body}\n[^1]: {TEXT}\n"
    imprint = Imprint(copies="市委巡察工作领导小组办公室，各县（市、区）水利局，局属各单位", office=f"{ISSUER}办公室")
    site = Site(sealed=True, letterheads={made.issuer: f"{ISSUER}文件"}, imprint=imprint)
    site._address = "https://www.example.gov.cn/zhenggai/"
    return made, site


@pytest.fixture(scope="module")
def notices() -> dict[str, bytes]:
    site, _ = read_site(ROOT / "mkdocs.yml")
    papers = {one.path: (one, site) for source in load(ROOT / "bulletins") if (one := source.bulletin)}
    papers["everything"] = all_that_may_be_set()
    made = {}
    for path, each in papers.items():
        printed = printing.render(paper(*each, ROOT))
        assert printed.complaints == ()
        made[path.removeprefix("bulletins/").removesuffix(".md")] = printed.pdf
    return made


@pytest.mark.parametrize("name", [*SHIPPED, "everything"])
def test_the_notice_looks_as_its_golden(name: str, notices: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    golden, found = GOLDEN / f"{name}.png", FOUND / f"{name}.png"
    pages, tools = list(drawn(notices[name])), versions()
    if request.config.getoption("--update"):
        save(pages, golden, tools)
        return
    if not golden.is_file():
        pytest.skip(f"{name}: 还没有图样，加 --update 画一张 / no golden yet: --update draws one")
    was = Image.open(golden)
    differing = compared(pages, was)
    if not differing:
        return
    save(pages, found, tools)
    said = f"{name}: 第 {differing} 页变了。现在：{found}，原来：{golden}；看过无误，加 --update 重画 / look at both, then --update"
    if was.info.get("tools") != tools:
        pytest.skip(f"{said} ({was.info.get('tools')} → {tools})")
    pytest.fail(said)


def test_a_golden_without_a_notice_is_left_over_from_one(notices: dict[str, bytes]) -> None:
    assert {str(file.relative_to(GOLDEN).with_suffix("")) for file in GOLDEN.rglob("*.png")} <= set(notices)


def test_goldens_are_small() -> None:
    assert sum(file.stat().st_size for file in GOLDEN.rglob("*.png")) < 300_000


@pytest.mark.parametrize("moved", [3, 4, 8])
def test_what_moved_by_half_a_line_is_told(notices: dict[str, bytes], moved: int) -> None:
    """And so is a page more or less, a picture of the same is not."""
    pages = list(drawn(notices[SHIPPED[0]]))
    sheet = laid(pages)
    lower = pages[3].crop((0, 120, pages[3].width, pages[3].height - moved))
    changed = [page.copy() for page in pages]
    changed[3].paste(lower, (0, 120 + moved))

    assert compared(pages, sheet) == []
    assert compared(changed, sheet) == [4]
    assert compared(pages[:-1], sheet) == [len(pages)]
    assert compared([*pages, pages[0]], sheet) == [len(pages) + 1]


def drawn(notice: bytes) -> Iterator[Image.Image]:
    """The pages, small and grey; Poppler writes them one after the other, each with its size (PGM)."""
    done = subprocess.run(["pdftoppm", "-gray", "-r", f"{DPI}", "-"], input=notice, capture_output=True, check=True)
    rest = done.stdout
    while head := re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", rest):
        size = int(head[1]), int(head[2])
        end = head.end() + size[0] * size[1]
        yield Image.frombytes("L", size, rest[head.end() : end])
        rest = rest[end:]


def laid(pages: list[Image.Image]) -> Image.Image:
    """The pages in rows, upright and across alike in squares of one size."""
    side = max(max(page.size) for page in pages) + EDGE
    sheet = Image.new("L", (min(ROW, len(pages)) * side, -(-len(pages) // ROW) * side), 0)
    for number, page in enumerate(pages):
        sheet.paste(page, (number % ROW * side, number // ROW * side))
    return sheet


def save(pages: list[Image.Image], file: Path, tools: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    facts = PngInfo()
    facts.add_text("tools", tools)
    laid(pages).quantize(GREYS).save(file, optimize=True, pnginfo=facts)


def compared(pages: list[Image.Image], golden: Image.Image) -> list[int]:
    """The numbers of the pages that differ from those of a sheet."""
    sheet = laid(pages)
    side, was = max(max(page.size) for page in pages) + EDGE, golden.convert("L")
    size = max(sheet.width, was.width), max(sheet.height, was.height)
    difference = ImageChops.difference(*(cells(on(each, size)) for each in (sheet, was)))
    places = size[0] // side, size[1] // side
    numbers = []
    for number in range(places[0] * places[1]):
        left, top = number % places[0] * side // CELL, number // places[0] * side // CELL
        page = difference.crop((left, top, left + side // CELL, top + side // CELL))
        if sum(page.histogram()[STEP:]) > MANY:
            numbers.append(number + 1)
    return numbers


def on(sheet: Image.Image, size: tuple[int, int]) -> Image.Image:
    grown = Image.new("L", size, 0)
    grown.paste(sheet, (0, 0))
    return grown


def cells(sheet: Image.Image) -> Image.Image:
    return sheet.resize((sheet.width // CELL, sheet.height // CELL), Image.Resampling.BOX)


def versions() -> str:
    """Of what a look depends on, besides what is locked."""
    said = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=True).stderr
    number = pango.pango_version()
    return f"Pango {number // 10000}.{number // 100 % 100}, Poppler {said.split()[2]}"


def test_the_printed_pages_can_be_drawn_at_all(notices: dict[str, bytes]) -> None:
    """What pdftoppm cannot read it says on its error output, and goes on."""
    for name, notice in notices.items():
        done = subprocess.run(["pdftoppm", "-r", "9", "-"], input=notice, capture_output=True, check=True)
        assert (name, done.stderr) == (name, b"")
        assert io.BytesIO(done.stdout).read(2) == b"P6"
