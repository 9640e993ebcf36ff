"""How fast it is, beside its peers: `python measure/bench.py [--count 100] [--rounds 3] [--write]`.

All take turns, round by round, on the same bulletins; ratios are taken within a round, since a machine is not equally
fast all day. What is given are medians; with --write the table goes to docs/performance.md.
"""

import argparse
import contextlib
import datetime
import os
import pickle
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median

import notices
import plan
import runs
import targets
from runs import PATH, ROOT, Rows, cleared, noted, run

from bulletin.filing.paper import paper
from bulletin.load import load
from bulletin.site import read_site

TOOLS = Path(sys.executable).parent
BUILD = [sys.executable, "-m", "bulletin.building"]
CHECK = [sys.executable, "-m", "bulletin.cli", "check"]
STEMS = "甲乙丙丁戊己庚辛壬癸"
PAGE = ROOT / "docs" / "performance.md"
MARK = "<!-- measured -->"


def builds(project: Path, rounds: int, large: bool) -> Rows:
    """The whole: cold, with nothing changed, after one edit; the checks; and plain MkDocs with the bulletins alone.

    A `large` one is made from nothing only once.
    """
    rows: Rows = {}
    python = runs.peers()
    for number in range(rounds):
        if not number or not large:
            cleared(project)
            noted(rows, "门户和公文，从头", run(BUILD, project, PATH))
        noted(rows, "没有改动", run(BUILD, project, PATH))
        _edit(project, number)
        noted(rows, "改一份通报", run(BUILD, project, PATH))
        noted(rows, "核对全部", run(CHECK, project, PATH))
        noted(rows, "核对一份", run([*CHECK, _first(project)], project, PATH))
        with tempfile.TemporaryDirectory() as out:
            command = [python, ROOT / "measure" / "peers.py", "mkdocs", project / "bulletins", out]
            noted(rows, "MkDocs，只有通报页", run(command, project))
    return rows


def served(project: Path, rounds: int) -> list[float]:
    """Seconds from saving a bulletin to its new page, in a preview."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [TOOLS / "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    page = re.sub(r"\.md$", ".html", str(_first(project).relative_to(project)))
    address = f"http://127.0.0.1:{port}/{page}"
    with tempfile.TemporaryFile() as log, _started(command, project, log):
        _until(address, "</html>", 600)
        return [_refreshed(project, number, address) for number in range(rounds)]


@contextlib.contextmanager
def _started(command: list[object], project: Path, log: object) -> Iterator[None]:
    environment = os.environ | PATH | {"NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(list(map(str, command)), cwd=project, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _refreshed(project: Path, number: int, address: str) -> float:
    began = time.perf_counter()
    _until(address, _edit(project, 1000 + number), 120)
    return time.perf_counter() - began


def _until(address: str, words: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as page:
            if words in page.read().decode():
                return
        time.sleep(0.05)
    raise SystemExit(f"{address}: {words}?")


def sizes(site: Path, count: int) -> list[str]:
    """What a reader fetches: the largest page, a first search, the whole index."""
    page = max(site.rglob("*.html"), key=lambda file: file.stat().st_size)
    folder = site / "search-index"
    index = [file for file in folder.iterdir() if not targets.TEXT.fullmatch(file.name)]
    packed = targets.packed(site, count)
    texts = sorted((file.stat().st_size for file in folder.glob("t????????.js")), reverse=True)
    first = sum(sorted((file.stat().st_size for file in index), reverse=True)[:3]) + sum(texts[:10])
    return [
        f"最大的网页 {page.stat().st_size / 1000:.0f} KB（{page.relative_to(site)}）",
        f"搜索索引压缩后每份通报 {packed:.1f} KB，共 {len(index)} 个文件",
        f"查一个两字词，连同显示的十份通报的文字，最多取 {first / 1000:.0f} KB（未压缩）",
        stored(site, count),
    ]


def stored(site: Path, count: int) -> str:
    """What a bulletin takes on disk, and on its way to a cluster."""
    project = site.parent
    settings = read_site(project / "mkdocs.yml")[0]
    sent = [len(pickle.dumps(paper(one.bulletin, settings, project))) for one in load(project / "bulletins")]
    files = [(file.suffix, file.stat().st_size) for file in site.rglob("*") if file.is_file()]
    whole, pdf = (
        sum(size for suffix, size in files if suffix in kinds) for kinds in ({kind for kind, _ in files}, {".pdf"})
    )
    return (
        f"网站每份通报 {whole / count / 1000:.0f} KB，其中 PDF {pdf / count / 1000:.0f} KB；"
        f"交给集群时送出 {sum(sent) / count / 1000:.0f} KB"
    )


def table(rows: Rows, base: str, each: int = 1) -> Iterator[str]:
    """Medians, and the ratio to `base` within a round; seconds are divided by `each`."""
    yield f"| | 秒{f'（每份，共{each}份）' if each > 1 else ''} | 处理器秒 | 与“{base}”之比 | 主进程 MB | 最大的子进程 MB |"
    yield "|---|---|---|---|---|---|"
    for name, done in rows.items():
        ratio = median(one.wall / other.wall for one, other in zip(done, rows[base], strict=False))
        wall, cpu = (median(times) / each for times in zip(*((one.wall, one.cpu) for one in done), strict=True))
        main, worker = (max(sizes) for sizes in zip(*((one.main, one.worker) for one in done), strict=True))
        yield f"| {name} | {wall:.3g} | {cpu:.3g} | {ratio:.2f} | {main:.0f} | {worker:.0f} |"


def report(counts: Iterable[int], rounds: int) -> Iterator[str]:
    """The figures, as Markdown."""
    day = datetime.datetime.now(datetime.UTC).date()
    load = os.getloadavg()[0]
    yield f"{day}，{runs.machine()}；各{rounds}轮，取中位数；开始时负载 {load:.1f}。\n\n## 制作公文（PDF）\n"
    done = notices.made(rounds)
    yield from table(done, "本项目", notices.FEW)
    yield notices.further(done["本项目"])
    plain = median(one.wall for one in done["WeasyPrint，思源字体"]) / notices.FEW
    costs: dict[int, float] = {}
    for count in counts:
        project = runs.project(count)
        rows = builds(project, rounds, count >= targets.LARGE)
        yield f"\n## {count} 份通报的门户\n"
        yield from table(rows, "门户和公文，从头")
        together = [one.wall + plain * count for one in rows["MkDocs，只有通报页"]]
        ratio = median(one.wall / other for one, other in zip(rows["门户和公文，从头"], together, strict=False))
        yield f"\n从头做全，是“MkDocs 加 WeasyPrint（思源字体）”的 {ratio:.2f} 倍。"
        yield from (f"\n{line}。" for line in sizes(project / "site", count))
        seconds = median(served(project, rounds))
        yield f"\n`mkdocs serve`：从保存到新网页 {seconds:.1f} 秒。"
        costs[count] = median(one.cpu for one in rows["门户和公文，从头"]) / count
        yield from targets.table(targets.aims(rows, project / "site", count, seconds, ratio))
    yield from targets.rest(costs)


def _first(project: Path) -> Path:
    return min((project / "bulletins").rglob("*.md"))


def _edit(project: Path, number: int) -> str:
    """Call a problem of one bulletin otherwise, and add a sentence, which is returned."""
    file = _first(project)
    text = file.read_text(encoding="utf-8")
    title = re.findall(r"^    title: (.+)$", text, re.MULTILINE)[0]
    words = f"有关材料已于第{STEMS[number % 10]}次会议传达{number:04}。"
    called = text.replace(title, f"{STEMS[number % 10]}{STEMS[number // 10 % 10]}{title[2:]}")
    file.write_text(f"{called}\n{words}\n", encoding="utf-8")
    return words


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, nargs="+", default=[1, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    args = parser.parse_args()
    written: Callable[[str], str] = "\n".join
    lines = written(list(report(args.count, args.rounds)))
    print(lines)
    if args.write:
        head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(f"{head}{MARK}\n\n{lines}\n", encoding="utf-8")
        plan.GUIDE.write_text(
            plan.written(plan.GUIDE.read_text(encoding="utf-8"), PAGE.read_text(encoding="utf-8")), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
