"""How well documents are imported: what was read from documents in every format against what they say.

`python measure/imports.py [--show] [--write]` prints the table and, with --write, puts it into docs/imports.md.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from documents import FORMATS, cases

from bulletin.front import read_front
from bulletin.imports.files import read_file
from bulletin.imports.making import Made, make
from bulletin.site import Site

ROOT = Path(__file__).resolve().parent.parent
SEEDS = "shared/seeds"
REAL = "five real documents, text"
BY_HAND = ROOT / "bulletins" / "2023" / "anquan-hangji-xuncha.md"  # what an editor made of the one that is a bulletin
FIELDS = ("title", "issuer", "date", "number", "inspection", "counts", "tallies", "issues", "statuses", "contact")


def compared(made: Made, expect: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each thing that a document says, and each that was read without being said: (field, what is said, what was read)."""
    front = made.draft.front()
    for name in ("title", "issuer", "date", "number"):
        yield from _one(name, expect.get(name), front.get(name))
    for name in ("inspection", "counts", "contact"):
        read, said = front.get(name, {}), expect[name]
        for field in {**said, **read}:
            if (name, field) != ("counts", "parts"):
                yield from _one(name, said.get(field), read.get(field))
    tallies = {
        one["name"]: [one.get(field) for field in ("total", "completed", "ongoing")] for one in front.get("tallies", [])
    }
    for name in {**expect["tallies"], **tallies}:
        said = expect["tallies"].get(name)
        yield from _one("tallies", said and [str(one) for one in said], tallies.get(name))
    entries = {one["title"]: one.get("status") for one in front.get("issues", [])}
    for title in {**expect["issues"], **entries}:
        yield from _one("issues", title if title in expect["issues"] else None, title if title in entries else None)
        yield from _one("statuses", expect["issues"].get(title), entries.get(title))


def _one(name: str, said: Any, read: Any) -> Iterator[tuple[str, Any, Any]]:
    if said is not None or read is not None:
        yield name, None if said is None else str(said), None if read is None else str(read)


def seeds() -> list[tuple[Path, dict[str, Any]]]:
    """The real documents beside the repository with what they say, none where they are not: a bulletin, and four reports."""
    return [(file, _said(file)) for file in sorted((ROOT.parent / SEEDS).glob("*.txt"))]


def _said(file: Path) -> dict[str, Any]:
    first = file.read_text("utf-8").strip().split("\n")[0].strip()
    nothing: dict[str, Any] = {"inspection": {}, "counts": {}, "tallies": {}, "issues": {}, "contact": {}}
    if "党组" not in first:
        return nothing | ({"title": first} if "。" not in first else {})
    made = read_front(BY_HAND.read_text("utf-8").split("---\n")[1]).data
    ledgers = {one["name"]: [one["total"], one["completed"], one["ongoing"]] for one in made["tallies"]}
    ledgers.pop("危桥工程")  # nine bridges told one by one: no sentence says how many are done
    own = {name: made[name] for name in ("title", "issuer", "date", "inspection", "contact")}
    counts = {name: value for name, value in made["counts"].items() if name != "decomposition"}  # the editor's words
    return own | {"counts": counts, "tallies": ledgers, "issues": {one["title"]: None for one in made["issues"]}}


def imported(suffix: str, raw: bytes) -> Made:
    """A document as the command would import it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"document{suffix}"
        file.write_bytes(raw)
        return make(read_file(file), Site())


def measured(show: bool = False) -> dict[str, Counter[tuple[str, str]]]:
    """For each format how many things of a field are said, read right, read wrong, and read though nobody says them."""
    scores: dict[str, Counter[tuple[str, str]]] = {}
    for format_, (suffix, made_by) in FORMATS.items():
        score = scores.setdefault(format_, Counter())
        for name, case in cases().items():
            made = imported(suffix, made_by(case))
            for field, said, read in compared(made, case["expect"]):
                _count(score, field, said, read)
                if show and said != read:
                    print(f"{format_} · {name} · {field}: said {said!r}, read {read!r}")
    for file, expect in seeds():
        score = scores.setdefault(REAL, Counter())
        for field, said, read in compared(make(read_file(file), Site()), expect):
            _count(score, field, said, read)
            if show and said != read:
                print(f"{file.name} · {field}: said {said!r}, read {read!r}")
    return scores


def _count(score: Counter[tuple[str, str]], field: str, said: str | None, read: str | None) -> None:
    score[field, "said"] += said is not None
    score[field, "right"] += said is not None and said == read
    score[field, "invented"] += read is not None and said != read


PAGE = """# 文件导入实测

`make imports` 把 {documents} 份文件写成 `bulletin import` 能读的每一种格式（{formats} 种），再导入，与文件里写的逐项比较。每格是*读对的 / 写了的*；加号后面是读错的，或文件里没有写却读出来的。

{table}

这些文件是自己编的（tests/imports/*.yml）：局、县、乡镇的巡察，审计，督察，督查，两份用表格写的清单（一份跨几页），还有一份不是通报的年度报告，从中不能读出它没有说的事。真实的文件（../shared/seeds）是一份通报和四份报告：通报与编辑据以写成的文件比较，报告只该读出标题。PDF 里有框线的表格按表格读，跨页的接起来；没有框线的读成普通文字，并且提示。

怎样看这些数：有五份是一边写程序一边读的。随后写成的四份（xianji、gongshi、ducha、xiangzhen）先照原样读了一次：标题、单位、日期 12/12，检查情况 8/14、另有一处读错，总数 8/8、另有一处不是全部，清单 6/8，状态 0/6，联系方式 8/10、另有一处读错。据此改进以后又写了三份（jiaoyu、weijian、yingji），也先照原样读：标题、单位、日期 9/9，检查情况 5/9，总数 5/15（三份里两份完全没有读出）、另有一处名称不对，清单 7/10，状态 7/7，联系方式 4/4；随后也用来改进。最后写的一份（qingdan，长表格）先照原样读：各种格式都全对，只有 PDF 的清单 13/14、状态 13/14，少的是单独落在末页的一行；随后改好。现在没有一份是没见过的。版式不在其中的文件，读得不如上表；没有读出的，命令会列出来，文件里不写。
"""


def table(scores: dict[str, Counter[tuple[str, str]]]) -> str:
    """The scores as a Markdown table."""
    lines = ["| | " + " | ".join(FIELDS) + " |", "|---" * (len(FIELDS) + 1) + "|"]
    for format_, score in scores.items():
        cells = [
            f"{score[field, 'right']}/{score[field, 'said']}"
            + (f" +{many}" if (many := score[field, "invented"]) else "")
            for field in FIELDS
        ]
        lines.append(f"| {format_} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, show and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was not read right")
    parser.add_argument("--write", action="store_true", help="write docs/imports.md")
    options = parser.parse_args()
    made = table(measured(options.show))
    print(made)
    if options.write:
        page = PAGE.format(documents=len(cases()), formats=len(FORMATS), table=made)
        (ROOT / "docs" / "imports.md").write_text(page, "utf-8")


if __name__ == "__main__":
    main()
