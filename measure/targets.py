"""What is aimed at, beside what was measured; and what a reader of a site waits for, in a real browser."""

import gzip
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from playwright.sync_api import sync_playwright
from runs import Run

WORDS = ("隐患", "台账", "值守", "整改", "责任", "培训", "检查", "通知")
TEXT = re.compile(r"t[0-9a-f]{8}\.js")  # of one bulletin, beside the index of all
LARGE = 1000  # bulletins, which are made from nothing in ten minutes
DONE = "() => /份通报|没有找到/.test(document.querySelector('[role=status]').textContent)"


class Target(NamedTuple):
    """A figure that was measured, and the most that it should be."""

    name: str
    value: float
    most: float
    unit: str


class Searched(NamedTuple):
    """A search as its first: milliseconds from the question to the answer, and KB of the index and the texts fetched."""

    milliseconds: float
    kilobytes: float


def table(targets: Sequence[Target]) -> Iterator[str]:
    """A row for each; a mark where it is missed."""
    yield "\n| 目标 | 实测 | 至多 | |"
    yield "|---|---|---|---|"
    for one in targets:
        missed = "" if one.value <= one.most else "未达到"
        yield f"| {one.name} | {one.value:.3g} {one.unit} | {one.most:g} {one.unit} | {missed} |"


def searched(site: Path) -> Searched:
    """Over words of two characters, each in a browser that has nothing in store: the median time, the most fetched."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for word in WORDS:
            page = browser.new_page()
            fetched: list[str] = []
            page.on("request", lambda request, fetched=fetched: fetched.append(request.url))
            page.goto(f"{site.as_uri()}/search.html?q={quote(word)}")
            page.wait_for_function(DONE)
            took = page.evaluate("performance.now() - performance.getEntriesByType('navigation')[0].responseEnd")
            names = [name[1] for url in fetched if (name := re.search(r"/(search-index/\w+\.js)$", url))]
            found.append(Searched(took, sum((site / name).stat().st_size for name in names) / 1000))
            page.close()
        browser.close()
    return Searched(median(one.milliseconds for one in found), max(one.kilobytes for one in found))


def packed(site: Path, count: int) -> float:
    """KB a bulletin of the index, compressed."""
    index = [file for file in (site / "search-index").iterdir() if not TEXT.fullmatch(file.name)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in index) / count / 1000


def aims(rows: dict[str, list[Run]], site: Path, count: int, seconds: float, ratio: float) -> list[Target]:
    """Every row of what is aimed at, at a thousand bulletins; with fewer it should be less."""

    def wall(name: str) -> float:
        return median(one.wall for one in rows[name])

    cold, edit = rows["门户和公文，从头"], rows["改一份通报"]
    built = [*cold, *edit]
    found = searched(site)
    page = max(file.stat().st_size for file in site.rglob("*.html")) / 1000
    return [
        Target("从头做全，与 MkDocs 加 WeasyPrint 之比", ratio, 0.22, "倍"),
        Target("没有改动", wall("没有改动"), 1, "秒"),
        Target("改一份通报", wall("改一份通报"), 4, "秒"),
        Target("预览：从保存到新网页", seconds, 1.5, "秒"),
        Target("核对全部", wall("核对全部"), 5, "秒"),
        Target("核对一份", wall("核对一份"), 0.3, "秒"),
        Target("查一个词，首次取的文件", found.kilobytes, 300, "KB"),
        Target("查一个词，从打开到结果", found.milliseconds, 200, "毫秒"),
        Target("搜索索引，压缩后每份通报", packed(site, count), 2, "KB"),
        Target("最大的网页", page, 50, "KB"),
        Target("生成网站的进程，内存最多时", max(one.child for one in built), 400, "MB"),
        Target("它的一个工作进程，内存最多时", max(one.hand for one in built), 150, "MB"),
    ]


def rest(costs: dict[int, float]) -> Iterator[str]:
    """How the cost of a bulletin rises, and what was left out."""
    many = sorted(count for count in costs if count >= 100)
    if len(many) > 1:
        rise = 100 * (costs[many[-1]] / costs[many[0]] - 1)
        yield f"\n每份通报从头做的处理器秒，{many[-1]} 份时比 {many[0]} 份时多 {rise:.0f}%（目标：至多 15%）。"
    if max(costs) >= LARGE:
        yield f"\n{LARGE} 份及以上，从头做只量一轮。"
    if left := [count for count in (100, 1000, 10_000) if count > max(costs)]:
        yield f"\n没有量：{'、'.join(f'{count} 份' for count in left)}。"
