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


PAGE = """# How well documents are imported

`make imports` writes {documents} documents in every format that `bulletin import` reads ({formats} formats), imports
them, and sets what was read against what they say. A cell is *read right / said*; behind a plus sign, what was read
wrong or without being said.

{table}

The documents are descriptions of our own (tests/imports/*.yml): 巡察 of a bureau, a county and a township, an audit, 督察,
督查, a register in a table, and an annual report that is no bulletin, of which nothing must be read that it does not say.
The real ones (../shared/seeds) are one bulletin, set against what an editor made of it, and four reports, of which only
a title may be read. A table in a PDF is not read as one: that is the register that is missing there.

What these scores are worth: five of the descriptions were read while the reader was written. The others (xianji,
gongshi, ducha, xiangzhen) were then written and read as they stood: title, issuer and date 12/12, inspection 8/14 and
one thing wrong, counts 8/8 and one account that was not the whole, register 6/8, statuses 0/6, contact 8/10 and one
thing wrong. They were learned from; then three more (jiaoyu, weijian, yingji) were read as they stood: title, issuer and
date 9/9, inspection 5/9, counts 5/15 (two of three documents not at all) and one account under another name, register
7/10, statuses 7/7, contact 4/4; and learned from. None is unseen any more. A document laid out in a way
that is not among them is read less well than the table says; what is not read is listed by the command and left out.
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
