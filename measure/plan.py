"""What so many notices a year take, out of the measured figures: `python measure/plan.py [--notices 1000000] [--write]`.

The figures are those of docs/performance.md, which `make bench` writes on the machine at hand; with --write the plan goes to
docs/large.md. `make bench` does that, too, so that the two always agree.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
MEASURED, GUIDE = ROOT / "docs" / "performance.md", ROOT / "docs" / "large.md"
BLOCK = re.compile(r"(?<=<!-- planned -->\n).*?(?=<!-- /planned -->)", re.DOTALL)
DAYS, BUSY, NIGHT = 250, 0.03, 8  # working days; share of a year on its busiest day; hours for making everything anew


class Measured(NamedTuple):
    """What is taken from the page: seconds are of one core, sizes of one bulletin."""

    machine: str
    notice: float
    worker: int
    count: int
    cold: float
    edit: float
    site: int
    pdf: int
    sent: int


def measured(page: str) -> Measured:
    """The figures of a page that `make bench` wrote; of the portals that of the largest."""
    machine = page.partition("<!-- measured -->")[2].strip().partition("\n")[0].rstrip("。")
    printed, *portals = re.split(r"\n## (?=\d+ 份通报的门户)", page)
    portal = max(portals, key=lambda text: int(text.split()[0]))
    press, cold, edit = _row(printed, "本项目"), _row(portal, "门户和公文，从头"), _row(portal, "改一份通报")
    further = re.search(r"再多一份公文，用 ([\d.]+) 处理器秒", printed)
    sizes = re.search(r"每份通报 (\d+) KB，其中 PDF (\d+) KB；交给集群时送出 (\d+) KB", portal)
    assert sizes
    assert further
    count = int(portal.split()[0])
    return Measured(machine, float(further[1]), int(press[4]), count, cold[1], edit[1], *map(int, sizes.groups()))


def _row(text: str, name: str) -> list[float]:
    found = re.search(rf"^\| {name} \|(.*)\|$", text, re.MULTILINE)
    assert found, name
    return [float(cell) for cell in found[1].split("|")]


def plan(found: Measured, notices: int) -> Iterator[str]:
    """The arithmetic, as Markdown."""
    each, pages = found.cold / found.count, found.cold / found.count - found.notice
    year, day, busy = notices * each / 3600, notices / DAYS, notices * BUSY
    yield f"按[速度实测](performance.md)算（{found.machine}），一年 {notices:,} 份：\n"
    yield "| 要算的 | 算法 | 结果 |"
    yield "|---|---|---|"
    rows = {
        "一份，网页和公文": (f"{found.cold:g} 秒 ÷ {found.count} 份", f"{each:.2f} 处理器秒"),
        "其中公文": ("“再多一份公文”", f"{found.notice:.2f} 处理器秒"),
        "全年": (f"{notices:,} × {each:.2f} ÷ 3600", f"{year:.0f} 核时"),
        "平常一天": (
            f"{notices:,} ÷ {DAYS} 个工作日 = {day:,.0f} 份；× {each:.2f} ÷ 3600",
            f"{day * each / 3600:.1f} 核时",
        ),
        "最忙的一天": (f"全年的 {BUSY:.0%} = {busy:,.0f} 份；× {each:.2f} ÷ 3600", f"{busy * each / 3600:.1f} 核时"),
        "改了版式，全部重做": (f"{year:.0f} 核时 ÷ 一夜 {NIGHT} 小时", f"{year / NIGHT:.0f} 个核"),
        "其中公文，可以交给集群": (
            f"{notices:,} × {found.notice:.2f} ÷ 3600 ÷ {NIGHT}",
            f"{notices * found.notice / 3600 / NIGHT:.0f} 个核",
        ),
        "其余（网页、数据），在各门户自己的机器上": (
            f"{notices:,} × {pages:.2f} ÷ 3600 ÷ {NIGHT}",
            f"{notices * pages / 3600 / NIGHT:.0f} 个核",
        ),
        "内存": (
            f"每个核一个工作进程，{found.worker} MB",
            f"{notices * found.notice / 3600 / NIGHT * found.worker / 1000:.0f} GB",
        ),
        "集群的网络": (
            f"{notices:,} ×（送出 {found.sent} KB + 取回 {found.pdf} KB）÷ {NIGHT} 小时",
            f"{notices * (found.sent + found.pdf) / NIGHT / 3600 / 1000:.0f} MB/秒",
        ),
        "磁盘，网站": (f"{notices:,} × {found.site} KB", f"{notices * found.site / 1e9:.2f} TB"),
        "磁盘，缓存和正在做的新网站": (
            f"{notices:,} × {found.pdf} KB × 2（网页等与网站共用）",
            f"{notices * found.pdf * 2 / 1e9:.2f} TB",
        ),
        f"改一份（门户有 {found.count} 份时）": ("表里“改一份通报”一行", f"{found.edit:.1f} 处理器秒"),
    }
    yield from (f"| {name} | {how} | {what} |" for name, (how, what) in rows.items())


def written(guide: str, page: str) -> str:
    """The guide with the plan in its place."""
    lines = "\n".join(plan(measured(page), 1_000_000))
    made, times = BLOCK.subn(lambda _: f"\n{lines}\n\n", guide)
    assert times == 1, "the guide has one place for the plan"
    return made


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=1_000_000, help="a year")
    parser.add_argument("--write", action="store_true", help="put the plan of a million into docs/large.md")
    args = parser.parse_args()
    page = MEASURED.read_text(encoding="utf-8")
    print("\n".join(plan(measured(page), args.notices)))
    if args.write:
        GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8"), page), encoding="utf-8")


if __name__ == "__main__":
    main()
