"""The commands about sources: put them in order, begin one, tell what changed between two."""

import argparse
import difflib
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bulletin.editing.fmt import Unreadable, canonical
from bulletin.findings import FORMATS, Finding, Words
from bulletin.load import files, read
from bulletin.project import FOLDER, Misused, project
from bulletin.rules import RULES

SHOWN = 24  # lines of a diff that show what would be put in order


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the commands into the parser of `bulletin`."""
    one = commands.add_parser("fmt", parents=[lang], help="整理源文件的写法 put sources in canonical form")
    one.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="文件或文件夹，默认全部 files or folders; all if left out"
    )
    one.add_argument("--check", action="store_true", help="只列出，不改写 list what would change, change nothing")
    one.add_argument("--print", action="store_true", help="显示整理后的一个文件，不改写 show one file put in order")
    one.set_defaults(run=fmt)


def fmt(args: argparse.Namespace) -> int:
    """`bulletin fmt`: 1 if a file cannot be read, or, with --check, if one would change."""
    if args.print:
        return _print(args.paths)
    total, changed, refused = 0, 0, list[Finding]()
    for file in _named(args.paths):
        total += 1
        try:
            name, before, after = _both(file)
        except Unreadable as error:
            refused += error.findings
            continue
        if before == after:
            continue
        changed += 1
        print(name)
        if args.check:
            print(*_short(before, after, args.lang), sep="\n")
        else:
            file.write_bytes(after.encode())
    if refused:
        print(FORMATS["text"](refused, args.lang))
    done = Words("待整理", "to be put in order") if args.check else Words("已整理", "put in order")
    zh, en = f"{total} 份通报：{changed} 份{done.zh}。", f"{total} bulletins: {changed} {done.en}."
    print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if refused or (args.check and changed) else 0


def _print(paths: Sequence[Path]) -> int:
    """One file in canonical form, or as it is where it cannot be read: what git compares must not fail."""
    if len(paths) != 1 or not paths[0].is_file():
        raise Misused("--print 要一个文件", "--print takes one file")
    raw = paths[0].read_bytes()
    try:
        shown = canonical(raw.decode()).encode()
    except (Unreadable, UnicodeDecodeError):
        shown = raw
    sys.stdout.buffer.write(shown)
    return 0


def _named(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and those below the folders that are; all of the project if none is."""
    folder = project() / FOLDER
    if not paths and not folder.is_dir():
        raise Misused(
            f"这里没有 {FOLDER} 文件夹，请到项目里执行，或写明路径",
            f"no {FOLDER}/ here: run this in the project, or name a path",
        )
    for path in paths or [folder]:
        if not path.exists():
            raise Misused(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}")
        yield from sorted(files(path)) if path.is_dir() else [path]


def _both(file: Path) -> tuple[str, str, str]:
    """A file's name, its text, and its canonical form."""
    source = read(file, project(), within=None if not file.is_symlink() else project())
    if not source.bulletin:
        raise Unreadable([RULES[fault.rule].find(source, fault) for fault in source.faults])
    text = file.read_bytes().decode()
    return source.path, text, canonical(text, source.path)


def _short(before: str, after: str, lang: str) -> Iterator[str]:
    """The first lines of a diff; line ends and a byte order mark, which no line shows, are named."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    if before.startswith("\ufeff") or "\r" in before or not lines:
        yield "    " + Words("（BOM 或换行符）", "(byte order mark or line ends)").in_(lang)
    yield from (f"    {line}" for line in islice(lines, SHOWN))
    if len(lines) > SHOWN:
        yield "    " + Words(f"……另有 {len(lines) - SHOWN} 行", f"… and {len(lines) - SHOWN} lines more").in_(lang)
